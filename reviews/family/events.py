"""What can be said to have happened in the contact with the family?"""

from cspr.audit.events import Event

RECORDED = Event("family.recorded", "recorded a contact with the family, or an attempt")
CHANGED = Event("family.changed", "changed the record of a contact with the family")
VOIDED = Event("family.voided", "recorded a contact with the family as entered in error")
