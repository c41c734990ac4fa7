"""What can be said to have happened to somebody's calendar address?"""

from cspr.audit.events import Event

MADE = Event("calendar.made", "made an address for their calendar")
RENEWED = Event("calendar.renewed", "made a new address for their calendar, and ended the one before")
ENDED = Event("calendar.ended", "ended the address for their calendar")
LEFT = Event("calendar.left", "ended the calendar address of somebody who has left")
