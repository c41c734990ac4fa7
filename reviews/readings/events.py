"""What can be said to have happened when the family reads the draft?"""

from cspr.audit.events import Event

GIVEN = Event("readings.given", "gave a member of the family a numbered copy of the draft")
CHANGED = Event("readings.changed", "recorded how a member of the family read the draft")
VOIDED = Event("readings.voided", "recorded a copy of the draft as entered in error")
