"""What can be said to have happened to the guidance?"""

from cspr.audit.events import Event

CORRECTED = Event("guidance.corrected", "corrected a rule of the guidance")
ENDED = Event("guidance.local_ended", "ended a local rule")
VERIFIED = Event("guidance.verified", "held a rule against its source and marked it as verified")
UNVERIFIED = Event("guidance.unverified", "marked a rule as not verified")
HOLIDAY_ADDED = Event("guidance.holiday_added", "entered a bank holiday")
HOLIDAY_WITHDRAWN = Event("guidance.holiday_withdrawn", "took a bank holiday back")
