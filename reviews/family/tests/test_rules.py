"""Is a contact complete, and where does the review stand with a person?"""

import datetime as dt

import pytest

from cspr.records import NotYet
from reviews.family import rules
from reviews.family.models import FamilyContact

pytestmark = pytest.mark.pure
DAY = dt.date(2026, 3, 12)
AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
O = FamilyContact.Outcome  # noqa: E741


def one(outcome, day=0, **more):
    return FamilyContact(outcome=outcome, contacted_on=DAY + dt.timedelta(days=day), **more)


@pytest.mark.parametrize(
    ("route", "through", "outcome", "why_not", "field"),
    [
        ("phone", "", O.REACHED, "", None),
        ("", "", O.REACHED, "", "route"),
        ("through", "", O.REACHED, "", "through"),
        ("through", "Key worker", O.REACHED, "", None),
        ("phone", "", O.DECLINED, "", "why_not"),
        ("phone", "", O.DECLINED, "Gave no reason", None),
        ("", "", O.NOT_ASKED, "The police asked us to wait", None),
        ("", "", O.NOT_ASKED, "", "why_not"),
    ],
)
def test_a_contact_says_how_and_where_it_ends_why(route, through, outcome, why_not, field):
    try:
        rules.check_contact(route=route, through=through, outcome=outcome, why_not=why_not)
    except NotYet as refusal:
        assert refusal.field == field
    else:
        assert field is None


@pytest.mark.parametrize(
    ("contacts", "words"),
    [
        ([], "Not contacted yet"),
        ([one(O.NO_ANSWER), one(O.NO_ANSWER, 2)], "Not reached yet"),
        ([one(O.REACHED), one(O.NO_ANSWER, 2)], "Reached, has not taken part yet"),
        ([one(O.REACHED), one(O.LATER, 1)], "Asked for more time"),
        ([one(O.DECLINED)], "Declined"),
        ([one(O.DECLINED), one(O.TOOK_PART, 9)], "Took part"),
        ([one(O.TOOK_PART), one(O.DECLINED, 9)], "Took part, then declined"),
        ([one(O.TOOK_PART), one(O.NO_ANSWER, 9)], "Took part"),
        ([one(O.NOT_ASKED)], "Not approached"),
        ([one(O.NOT_ASKED), one(O.REACHED, 5)], "Reached, has not taken part yet"),
        ([one(O.TOOK_PART, void_at=AT)], "Not contacted yet"),
    ],
)
def test_the_log_says_where_the_review_stands_with_a_person(contacts, words):
    assert rules.standing(contacts).words == words
    assert rules.standing(reversed(contacts)).words == words


def test_attempts_without_an_answer_are_counted_and_the_latest_wishes_stand():
    log = [
        one(O.NO_ANSWER), one(O.NO_ANSWER, 1), one(O.REACHED, 2, wishes_reading="By letter"),
        one(O.DECLINED, 3, why_not="Too painful"), one(O.NO_ANSWER, 4, void_at=AT),
    ]  # fmt: skip
    found = rules.standing(log)
    assert (found.attempts, found.unanswered, found.last_on) == (4, 2, DAY + dt.timedelta(days=3))
    assert (found.reason, found.wishes) == ("Too painful", (("Reading the draft", "By letter"),))
