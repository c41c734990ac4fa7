"""What can be said to have happened about a delay?"""

from cspr.audit.events import Event

MISSED = Event("delays.missed", "noticed that a statutory date was missed")
DRAFTED = Event("delays.drafted", "drafted the letter about a delay")
CHANGED = Event("delays.changed", "changed the letter about a delay")
SENT = Event("delays.sent", "recorded that the national Panel and the Secretary of State were told of a delay")
