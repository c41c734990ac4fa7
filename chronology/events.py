"""What can be said to have happened to the chronologies and the practice episodes?"""

from cspr.audit.events import Event

ASKED = Event("chronology.asked", "asked an agency for its chronology")
OPENED = Event("chronology.opened", "opened the request for a chronology")
MOVED = Event("chronology.moved", "moved the date of a chronology")
WITHDRAWN = Event("chronology.withdrawn", "withdrew the request for a chronology")
DRAFTED = Event("chronology.drafted", "took key events of the agency return into the draft chronology")
ENTRY_ADDED = Event("chronology.entry_added", "added an entry to the chronology")
ENTRY_CHANGED = Event("chronology.entry_changed", "changed an entry of the chronology")
ENTRY_VOIDED = Event("chronology.entry_voided", "recorded an entry of the chronology as made in error")
READY = Event("chronology.ready", "said that the chronology is ready to be signed off")
SUBMITTED = Event("chronology.submitted", "submitted a signed-off chronology")
NOTHING_HELD = Event("chronology.nothing_held", "stated that the agency holds nothing")
SENT_BACK = Event("chronology.sent_back", "sent a chronology back to its agency")
WORDED = Event("chronology.worded", "worded an entry for the report")
WRITTEN_UP = Event("chronology.written_up", "wrote entries up in the report")
EPISODE_ADDED = Event("chronology.episode_added", "formed a key practice episode")
EPISODE_CHANGED = Event("chronology.episode_changed", "changed a key practice episode")
EPISODE_VOIDED = Event("chronology.episode_voided", "recorded a key practice episode as made in error")
PLACED = Event("chronology.placed", "placed entries in a key practice episode")
REMOVED = Event("chronology.removed", "took an entry out of a key practice episode")
EPISODE_WRITTEN_UP = Event("chronology.episode_written_up", "wrote a key practice episode up in the report")
