"""May a link be sent, does one still work, and may this person still go on?"""

import datetime as dt

from cspr.records import NotYet

LINK_WORKS = dt.timedelta(hours=1)
GOES_ON = dt.timedelta(hours=4)  # how long a browser counts as that of the address it confirmed
PER_HOUR = dt.timedelta(hours=1)
MOST_AN_ADDRESS, MOST_A_PLACE, MOST_IN_ALL = 3, 20, 300  # links an hour
MOST_TRIES = 5
MOST_REFERRALS_A_DAY = 5
NOT_THIS = (
    "This link does not open the form. It works once, for an hour, with the address it was sent to. Ask for a new one: "
    "what you typed before is kept."
)


def may_send(*, to_address: int, from_place: int, in_all: int) -> bool:
    """Whether one more link is sent, after so many in the last hour. The answer on the page is the same."""
    return to_address < MOST_AN_ADDRESS and from_place < MOST_A_PLACE and in_all < MOST_IN_ALL


def works(*, asked_at: dt.datetime, used_at: dt.datetime | None, tries: int, at: dt.datetime) -> bool:
    """Whether a link still works: never opened, not too old, not tried with too many addresses."""
    return used_at is None and at - asked_at < LINK_WORKS and tries < MOST_TRIES


def goes_on(confirmed_at: dt.datetime | None, at: dt.datetime) -> bool:
    """Whether a browser that confirmed its address then may go on now."""
    return confirmed_at is not None and at - confirmed_at < GOES_ON


def check_not_sent(code: str) -> None:
    """Raises ``NotYet`` where this very form was sent before, perhaps from another window, as the case of this code."""
    if code:
        raise NotYet(
            f"This form was sent already; its code is {code}. Nothing was added to it now. To add what stands here, ring the "
            "office and quote the code. To refer another child, open the form anew."
        )


def check_referrals_today(number: int) -> None:
    """Raises ``NotYet`` where so many came from one address that somebody should ring."""
    if number >= MOST_REFERRALS_A_DAY:
        raise NotYet(
            f"{MOST_REFERRALS_A_DAY} referrals came from this address today. Ring the office, which logs further ones. "
            "What you typed is kept."
        )
