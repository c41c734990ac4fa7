"""What can be said to have happened alongside a review, and to what has to wait for it?"""

from cspr.audit.events import Event

RECORDED = Event("proceedings.recorded", "recorded a proceeding that runs alongside the review")
CHANGED = Event("proceedings.changed", "changed what is known of a proceeding")
ENDED = Event("proceedings.ended", "recorded that a proceeding has ended")
REOPENED = Event("proceedings.reopened", "recorded that a proceeding goes on after all")
HAPPENED = Event("proceedings.happened", "recorded what happened in a proceeding")
EVENT_VOIDED = Event("proceedings.event_voided", "recorded something that happened in a proceeding as entered in error")
ORDER_RECORDED = Event("proceedings.order_recorded", "recorded an order of a court")
ORDER_CHANGED = Event("proceedings.order_changed", "changed what is known of an order of a court")
ORDER_ENDED = Event("proceedings.order_ended", "recorded that an order of a court has ended")
WITNESS_LISTED = Event("proceedings.witness_listed", "listed a possible witness")
WITNESS_CHANGED = Event("proceedings.witness_changed", "changed what is known of a possible witness")
WITNESS_ENDED = Event("proceedings.witness_ended", "recorded that somebody is not a witness any more")
HELD = Event("proceedings.held", "recorded a hold: what has to wait, and for what")
LOOKED_AT = Event("proceedings.looked_at", "looked at the hold again and let it stand")
PROPOSED = Event("proceedings.proposed", "asked whether a hold may be released, because of what happened")
RELEASED = Event("proceedings.released", "confirmed that what was on hold may go ahead")
RELEASED_PART = Event("proceedings.released_part", "confirmed that part of what was on hold may go ahead")
STAYS_RELEASED = Event(
    "proceedings.stays_released", "confirmed that what was released may go ahead although a proceeding goes on"
)
KEPT = Event("proceedings.kept", "confirmed that the hold stays")
