"""An e-mail comes back after it went, and goes on only to an address that may take it."""

import datetime as dt

import pytest

from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.letters.rules import check_address, check_came_back

pytestmark = pytest.mark.pure
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()


@pytest.mark.parametrize("days", [-1, 1])
def test_it_comes_back_between_the_day_it_went_and_today(days):
    message = Message(to="a@x.example", sent_at=AT)
    check_came_back(message, TODAY, TODAY)
    with pytest.raises(NotYet) as refused:
        check_came_back(message, TODAY + dt.timedelta(days), TODAY)
    assert refused.value.field == "came_back_on"


def test_what_has_not_gone_out_cannot_come_back():
    with pytest.raises(NotYet, match="not gone out"):
        check_came_back(Message(to="a@x.example"), TODAY, TODAY)


@pytest.mark.parametrize(
    ("because", "same_may"),
    [("no_such", False), ("left", False), ("full", True), ("blocked", True), ("other", True)],
)
def test_the_same_address_is_tried_again_only_where_it_may_take_it(because, same_may):
    message = Message(to="a@x.example", sent_at=AT)
    check_address(message, "b@x.example", because)
    if same_may:
        check_address(message, "A@x.example", because)
    else:
        with pytest.raises(NotYet, match="came back from this address"):
            check_address(message, "A@x.example", because)


def test_a_personal_link_goes_to_no_other_address():
    with pytest.raises(NotYet, match="link for its reader alone"):
        check_address(Message(to="a@x.example", personal=True), "b@x.example")
