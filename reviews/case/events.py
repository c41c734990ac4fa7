"""What can be said to have happened to a case?"""

from cspr.audit.events import Event

OPENED = Event("case.opened", "opened the case")
CHANGED = Event("case.changed", "changed the details of the case")
CHILD_ADDED = Event("case.child_added", "added a child to the case")
CHILD_VOIDED = Event("case.child_voided", "recorded a child as entered in error")
CHILD_RENAMED = Event("case.child_renamed", "changed the label of a child")
PHASE_CHANGED = Event("case.phase_changed", "moved the case to another phase")
STEPPED_BACK = Event("case.stepped_back", "moved the case back a phase")
CLOSED = Event("case.closed", "closed the case")
DUTY_RESTS = Event("case.duty_rests", "recorded that something owed no longer applies")
KIND_CHANGED = Event("case.kind_changed", "made the case one of another kind")
JOINED = Event("case.joined", "added a person to the review team")
LEFT = Event("case.left", "ended a person's place in the review team")
AGENCY_INVOLVED = Event("case.agency_involved", "added an agency to the case")
AGENCY_ENDED = Event("case.agency_ended", "ended an agency's part in the case")
DELAY_EXPLAINED = Event("case.delay_explained", "gave the reason for a delay")
DUTY_MOVED = Event("case.duty_moved", "moved the date of a duty")
DUTY_HANDED = Event("case.duty_handed", "handed something owed by name to somebody else")
SCHEDULE_CHANGED = Event("case.schedule_changed", "changed when people are reminded of what they owe")
INCIDENT_CHANGED = Event("case.incident_changed", "changed what is known of the incident")
