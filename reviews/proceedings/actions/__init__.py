"""How is what runs alongside a review recorded, and how does it hold, or free, parts of the review?"""

from reviews.proceedings.actions.alongside import (
    change_proceeding,
    end_proceeding,
    record_event,
    record_proceeding,
    reopen_proceeding,
    void_event,
)
from reviews.proceedings.actions.appeals import stays_released
from reviews.proceedings.actions.holds import confirm_release, look_again, put_on_hold
from reviews.proceedings.actions.orders import change_order, end_order, record_order
from reviews.proceedings.actions.witnesses import change_witness, end_witness, list_witness

__all__ = [
    "change_order", "change_proceeding", "change_witness", "confirm_release", "end_order", "end_proceeding",
    "end_witness", "list_witness", "look_again", "put_on_hold", "record_event", "record_order", "record_proceeding",
    "reopen_proceeding", "stays_released", "void_event",
]  # fmt: skip
