"""What can be said to have happened to the report?"""

from cspr.audit.events import Event

STARTED = Event("report.started", "started the report")
SAVED = Event("report.saved", "wrote in the report")
FILED = Event("report.filed", "filed content into the report")
UNFILED = Event("report.unfiled", "took filed content out of the report")
TITLE_CHANGED = Event("report.title_changed", "changed the title of the report")
SECTION_ADDED = Event("report.section_added", "added a section to the report")
SECTION_CHANGED = Event("report.section_changed", "changed a section of the report")
SECTION_REMOVED = Event("report.section_removed", "took a section out of the report")
SECTIONS_MOVED = Event("report.sections_moved", "changed the order of the report's sections")
RESTORED = Event("report.restored", "put back an earlier text of a paragraph")
SETTLED = Event("report.settled", "chose between two texts written at the same time")
KEPT = Event("report.kept", "kept a version of the report")
SENT_ROUND = Event("report.sent_round", "sent the report round for comment")
ROUND_CLOSED = Event("report.round_closed", "closed a round of comments")
AGREED = Event("report.agreed", "agreed the report for publication")
COMMENTED = Event("report.commented", "commented on the report")
NO_COMMENTS = Event("report.no_comments", "read the report and had no comments")
ANSWERED = Event("report.answered", "answered a comment on the report")
CLEARED = Event("report.cleared", "gave the reason why words that look like a name may stand")
CLEARING_WITHDRAWN = Event("report.clearing_withdrawn", "asked again about words that look like a name")
