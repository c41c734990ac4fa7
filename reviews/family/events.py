"""What can be said to have happened in the contact with the family?"""

from cspr.audit.events import Event

RECORDED = Event("family.recorded", "recorded a contact with the family, or an attempt")
CHANGED = Event("family.changed", "changed the record of a contact with the family")
VOIDED = Event("family.voided", "recorded a contact with the family as entered in error")
STANDING = Event("family.standing", "recorded where a member of the family stands in the proceedings")
STANDING_CHANGED = Event("family.standing_changed", "changed where a member of the family stands in the proceedings")
STANDING_VOIDED = Event("family.standing_voided", "recorded a standing in the proceedings as entered in error")
ROUTE_AGREED = Event("family.route_agreed", "recorded the safe route to a member of the family")
SUPPORT_PLANNED = Event(
    "family.support_planned", "planned support for a member of the family on the day of publication"
)
SUPPORT_CHANGED = Event("family.support_changed", "changed the support on the day of publication")
SUPPORT_GIVEN = Event("family.support_given", "recorded the support given on the day of publication")
