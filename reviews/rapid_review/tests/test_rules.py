"""What follows from the facts of a rapid review, without a database."""

import datetime as dt
from types import SimpleNamespace

import pytest

from cspr.records import NotYet
from reviews.guidance.rules import Guidance
from reviews.rapid_review import rules
from reviews.rapid_review.models import AgencyReturn, RapidReview, ReturnRequest
from reviews.rapid_review.rules import State
from reviews.referral.models import Outcome

pytestmark = pytest.mark.pure

NOW = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
DAY = dt.date(2026, 4, 1)


@pytest.mark.parametrize(
    "known_on, sent_on, started_on, guidance, due_on",
    [
        # The fixtures of the time limits: Christmas 2021 counted from awareness, as the guidance then said.
        ((2021, 12, 20), (2021, 12, 29), (2021, 12, 20), "wt2018", (2022, 1, 13)),
        # Known under the older guidance, sent under the newer: a clock that has begun keeps its guidance.
        ((2023, 12, 12), (2023, 12, 18), (2023, 12, 12), "wt2018", (2024, 1, 5)),
        ((2025, 12, 19), (2025, 12, 29), (2025, 12, 29), "wt2023", (2026, 1, 20)),
        ((2026, 3, 17), (2026, 3, 19), (2026, 3, 19), "wt2026", (2026, 4, 13)),
    ],
)
def test_the_clock_counts_as_the_guidance_of_the_day_it_starts_says(known_on, sent_on, started_on, guidance, due_on):
    start = rules.clock_start(Guidance(), known_on=dt.date(*known_on), sent_on=dt.date(*sent_on))
    assert start.started_on == dt.date(*started_on)
    assert start.applied.ref.edition == guidance
    assert start.due_on == dt.date(*due_on)
    assert start.applied.name in start.explanation.why


def test_the_other_reading_of_the_fixture_counts_from_the_day_it_was_sent():
    start = rules.clock_start(Guidance(), known_on=dt.date(2021, 12, 20), sent_on=dt.date(2021, 12, 29))
    aware, sent = start.explanation.readings
    assert (aware.due_on, aware.applies) == (dt.date(2022, 1, 13), True)
    assert (sent.due_on, sent.applies) == (dt.date(2022, 1, 20), False)


def test_bank_holidays_are_named_and_weekends_are_called_by_their_day():
    start = rules.clock_start(Guidance(), known_on=dt.date(2021, 12, 20), sent_on=dt.date(2021, 12, 29))
    skipped = {day.day: day.why for day in start.explanation.skipped}
    assert (
        skipped[dt.date(2021, 12, 28)] == "Boxing Day (substitute day)" and skipped[dt.date(2022, 1, 8)] == "Saturday"
    )
    assert len(skipped) == 9


@pytest.mark.parametrize(
    "today, proposed",
    [((2026, 4, 1), (2026, 4, 15)), ((2026, 4, 20), (2026, 4, 21)), ((2026, 4, 24), (2026, 4, 27))],
)
def test_a_proposed_day_is_never_past(today, proposed):
    found = rules.proposed_day(dt.date(2026, 4, 1), rules.RETURNS_WORKING_DAY, today=dt.date(*today))
    assert found == dt.date(*proposed)


SIGNED = {"signed_off_at": NOW, "given_on": DAY}


@pytest.mark.parametrize(
    "request_, given, held, state",
    [
        ({}, None, (), State.NOT_OPENED),
        ({"first_opened_at": NOW}, None, (), State.OPENED),
        ({}, {}, (), State.BEGUN),
        ({}, {"ready_at": NOW}, (True,), State.READY),
        ({}, SIGNED, (True, False), State.SIGNED),
        ({}, SIGNED, (False, False), State.NOTHING_HELD),
        ({}, SIGNED, (), State.SIGNED),
        ({}, {"sent_back_at": NOW}, (True,), State.SENT_BACK),
        ({}, {"sent_back_at": NOW, **SIGNED}, (True,), State.SIGNED),
        ({"withdrawn_at": NOW}, {}, (), State.WITHDRAWN),
    ],
)
def test_the_state_of_a_return_follows_from_its_moments(request_, given, held, state):
    written = AgencyReturn(**given) if given is not None else None
    assert rules.state_of(ReturnRequest(**request_), written, held=held) is state


def people(*labels):
    return [SimpleNamespace(pk=number, person=label) for number, label in enumerate(labels, start=1)]


@pytest.mark.parametrize(
    "held, author, involvement, original, missing",
    [
        ({1: False, 2: False}, "A", "", False, None),
        ({1: True, 2: False}, "A", "Seen often.", False, None),
        ({1: True, 2: False}, "A", "", True, None),
        ({1: True, 2: False}, "A", "", False, "involvement"),
        ({1: False}, "A", "", False, "mother"),
        ({1: False, 2: False}, "", "", False, "who wrote"),
    ],
)
def test_a_return_is_signed_off_whole(held, author, involvement, original, missing):
    facts = {"author_name": author, "involvement": involvement, "original": original}
    searched = people("Child A", "mother")
    if missing is None:
        rules.check_ready(searched=searched, held=held, **facts)
        assert True
        return
    with pytest.raises(NotYet, match=missing):
        rules.check_ready(searched=searched, held=held, **facts)


def test_key_events_without_anything_held_are_asked_about():
    facts = {"author_name": "A", "involvement": "", "original": False, "key_events": True}
    with pytest.raises(NotYet, match="there are key events"):
        rules.check_ready(searched=people("Child A"), held={1: False}, **facts)


@pytest.mark.parametrize(
    "settled, outcome, replied, refused",
    [
        (Outcome.LOCAL_REVIEW, Outcome.LOCAL_REVIEW, False, False),
        (Outcome.NO_REVIEW, Outcome.NO_REVIEW, False, False),
        (Outcome.NO_REVIEW, Outcome.LOCAL_REVIEW, False, True),
        (None, Outcome.LOCAL_REVIEW, True, True),
        (Outcome.NATIONAL_REVIEW, Outcome.LOCAL_REVIEW, False, True),
        (Outcome.NATIONAL_REVIEW, Outcome.LOCAL_REVIEW, True, False),
        (Outcome.NATIONAL_REVIEW, Outcome.NATIONAL_REVIEW, True, True),
    ],
)
def test_it_is_concluded_as_the_partners_decided(settled, outcome, replied, refused):
    if not refused:
        rules.check_may_conclude(settled, outcome, replied=replied)
        assert outcome in rules.CONCLUDING
        return
    with pytest.raises(NotYet):
        rules.check_may_conclude(settled, outcome, replied=replied)


@pytest.mark.parametrize(
    "sent_on, late_reason, field",
    [
        ((2026, 4, 20), "", None),
        ((2026, 4, 22), "", None),
        ((2026, 4, 23), "", "late_reason"),
        ((2026, 4, 23), "Two returns came late.", None),
        ((2026, 3, 31), "", "sent_on"),
    ],
)
def test_a_late_sending_gives_its_reason(sent_on, late_reason, field):
    rapid_review, due_on = RapidReview(opened_on=DAY), dt.date(2026, 4, 22)
    if field is None:
        rules.check_sent(rapid_review, dt.date(*sent_on), due_on=due_on, late_reason=late_reason)
        assert True
        return
    with pytest.raises(NotYet) as refusal:
        rules.check_sent(rapid_review, dt.date(*sent_on), due_on=due_on, late_reason=late_reason)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "standing, more, both",
    [("", "b", "b"), ("a", "", "a"), ("a", "b", "a\n\nb"), ("a b", "b", "a b"), ("", "", "")],
)
def test_what_the_office_adds_keeps_what_the_agency_typed(standing, more, both):
    assert rules.added_to(standing, more) == both
