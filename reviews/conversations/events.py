"""What can be said to have happened to the practitioner conversations? Never what was said in them."""

from cspr.audit.events import Event

POINTS_STARTED = Event("conversations.points_started", "began a version of the guided points")
POINTS_CHANGED = Event("conversations.points_changed", "changed the draft of the guided points")
POINTS_SENT = Event("conversations.points_sent", "recorded that the guided points went to the participants")
PLANNED = Event("conversations.planned", "planned a conversation")
CHANGED = Event("conversations.changed", "changed a conversation or who came")
RESTORED = Event("conversations.restored", "let a cancelled conversation stand again")
CANCELLED = Event("conversations.cancelled", "cancelled a conversation")
NOTED = Event("conversations.noted", "wrote notes of a conversation")
NOTE_CHANGED = Event("conversations.note_changed", "changed a note of a conversation")
RELEASED = Event("conversations.released", "released a note of a conversation to the review team")
TAKEN_BACK = Event("conversations.taken_back", "took back a released note of a conversation")
NOTE_VOIDED = Event("conversations.note_voided", "recorded a note of a conversation as made in error")
