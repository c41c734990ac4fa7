"""What can be said to have happened to a reviewer's commission: days, money, checkpoints, interests?"""

from cspr.audit.events import Event

AGREED = Event("commissioning.agreed", "recorded what is agreed with the lead reviewer")
APPOINTED = Event("commissioning.appointed", "sent the letter of appointment to the lead reviewer")
ADDED = Event("commissioning.added", "added a row to the commission of a lead reviewer")
CHANGED = Event("commissioning.changed", "changed a row of the commission of a lead reviewer")
VOIDED = Event("commissioning.voided", "recorded a row of the commission as entered in error")
INTEREST_ADDED = Event(
    "commissioning.interest_added", "recorded an interest of somebody who leads or oversees the review"
)
INTEREST_CHANGED = Event("commissioning.interest_changed", "changed what is recorded of an interest")
INTEREST_VOIDED = Event("commissioning.interest_voided", "recorded an interest as entered in error")
INTEREST_TOUCHED = Event("commissioning.interest_touched", "added an agency in which somebody has named an interest")
