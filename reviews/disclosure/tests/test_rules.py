"""When an answer is due, and what may be recorded of a request."""

import datetime as dt

import pytest

from cspr.records import NotYet
from reviews.disclosure import rules
from reviews.disclosure.models import PapersRequest

From, Outcome = PapersRequest.From, PapersRequest.Outcome
DAY = dt.date(2026, 3, 11)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("asker", "asked_on", "wanted_on", "by_order", "due_on", "statutory"),
    [
        (From.SUBJECT, dt.date(2026, 3, 11), None, False, dt.date(2026, 4, 11), True),
        (From.SUBJECT, dt.date(2026, 1, 31), None, False, dt.date(2026, 2, 28), True),
        (From.SUBJECT, dt.date(2024, 1, 31), None, False, dt.date(2024, 2, 29), True),
        # Good Friday, Easter Monday and the two bank holidays of Christmas do not count.
        (From.INFORMATION, dt.date(2026, 3, 20), None, False, dt.date(2026, 4, 21), True),
        (From.INFORMATION, dt.date(2026, 12, 14), None, False, dt.date(2027, 1, 14), True),
        # What they wish for does not move what the law sets, but an order does.
        (From.SUBJECT, dt.date(2026, 3, 11), dt.date(2026, 3, 20), False, dt.date(2026, 4, 11), True),
        (From.SUBJECT, dt.date(2026, 3, 11), dt.date(2026, 3, 20), True, dt.date(2026, 3, 20), True),
        (From.FAMILY_COURT, dt.date(2026, 3, 11), dt.date(2026, 3, 25), True, dt.date(2026, 3, 25), True),
        (From.CORONER, dt.date(2026, 3, 11), dt.date(2026, 4, 1), False, dt.date(2026, 4, 1), False),
        (From.PRESS, dt.date(2026, 3, 11), None, False, None, False),
    ],
)
def test_the_last_day_follows_from_order_law_or_wish(asker, asked_on, wanted_on, by_order, due_on, statutory):
    limit = rules.deadline(asker, asked_on, wanted_on=wanted_on, by_order=by_order)
    assert (limit.on, limit.statutory) == (due_on, statutory)


@pytest.mark.pure
@pytest.mark.parametrize("asker", [From.SUBJECT, From.INFORMATION])
def test_a_limit_names_its_source_and_says_that_nobody_has_verified_it(asker):
    why = rules.deadline(asker, DAY, wanted_on=None, by_order=False).why
    assert why.startswith(("1 month after", "20 working days after"))
    assert "after the request reached the office" in why and why.endswith("(not verified)")
    assert ("UK GDPR" in why) == (asker == From.SUBJECT)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"asked_on": DAY + dt.timedelta(days=1)}, "asked_on"),
        ({"what": "  "}, "what"),
        ({"by_order": True}, "due_on"),
        ({"wanted_on": DAY - dt.timedelta(days=1)}, "due_on"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(more, field):
    said = {"asked_on": DAY, "what": "The returns", "wanted_on": None, "by_order": False, **more}
    with pytest.raises(NotYet) as refusal:
        rules.check_request(said.pop("asked_on"), **said, today=DAY)
    assert refusal.value.field == field


@pytest.mark.pure
def test_a_subject_access_request_is_extended_by_two_months_at_most():
    request = PapersRequest(asker=From.SUBJECT, asked_on=DAY, due_on=dt.date(2026, 4, 11))
    rules.check_extension(request, dt.date(2026, 6, 11), why="Many papers; told on 1 April", today=DAY)
    for day in (dt.date(2026, 6, 12), dt.date(2026, 4, 11)):
        with pytest.raises(NotYet) as refusal:
            rules.check_extension(request, day, why="…", today=DAY)
        assert refusal.value.field == "due_on"
    with pytest.raises(NotYet) as refusal:
        rules.check_extension(request, dt.date(2026, 5, 1), why=" ", today=DAY)
    assert refusal.value.field == "why"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("facts", "sendings", "step"),
    [
        ({}, 0, "decide"),
        ({"outcome": Outcome.PART}, 0, "send"),
        ({"outcome": Outcome.PART}, 1, "close"),
        ({"outcome": Outcome.REFUSE}, 0, "close"),
        ({"outcome": Outcome.ALL, "closed_on": DAY}, 1, ""),
        ({"void_at": dt.datetime(2026, 3, 11, tzinfo=dt.UTC)}, 0, ""),
    ],
)
def test_there_is_one_next_step(facts, sendings, step):
    assert rules.next_step(PapersRequest(**facts), sendings) == step
