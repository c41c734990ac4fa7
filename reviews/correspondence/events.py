"""What can be said to have happened to a letter that somebody writes in a case?"""

from cspr.audit.events import Event

DRAFTED = Event("correspondence.drafted", "drafted a letter")
CHANGED = Event("correspondence.changed", "changed the draft of a letter")
SENT = Event("correspondence.sent", "sent a letter by e-mail")
POSTED = Event("correspondence.posted", "recorded that a letter was posted")
DISCARDED = Event("correspondence.discarded", "put the draft of a letter aside")
