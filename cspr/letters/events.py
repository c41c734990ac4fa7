"""What can be said to have happened to a letter's wording?"""

from cspr.audit.events import Event

REWORDED = Event("letters.reworded", "changed the wording of a letter")
RESTORED = Event("letters.restored", "went back to an earlier wording of a letter")
