"""What do proceedings and holds leave for somebody to do? None of it rests: it watches over what rests."""

from reviews.case.duties import DutyKind, known

LOOK_AT_HOLD = known(
    DutyKind(
        "proceedings.look_at_hold",
        "look at the hold again",
        "proceedings-look-again",
        of_thing=True,
        despite_hold=True,
    )
)
CONFIRM = known(
    DutyKind(
        "proceedings.confirm_release",
        "confirm whether what is on hold may go ahead",
        "proceedings-release",
        of_thing=True,
        despite_hold=True,
    )
)
NEXT_DATE = known(
    DutyKind(
        "proceedings.next_date",
        "find out what happened at court, and when the next date is",
        "proceedings-event",
        of_thing=True,
        despite_hold=True,
    )
)
ORDER_ENDS = known(
    DutyKind(
        "proceedings.order_ends",
        "find out whether the order of the court ends or is extended",
        "proceedings-order-change",
        of_thing=True,
        despite_hold=True,
    )
)
GOES_ON = known(
    DutyKind(
        "proceedings.goes_on",
        "say whether anything is put on hold again, as a proceeding goes on",
        "proceedings-still-released",
        of_thing=True,
        despite_hold=True,
    )
)
CONFIRM_WITHIN = 5  # working days after what happened, agreed; no guidance sets it
ORDER_AHEAD = 14  # days before the last day of an order
