"""What follows from the facts of a finished report?"""

import datetime as dt
from types import SimpleNamespace

import pytest

from agencies.models import Agency
from cspr.records import NotYet
from reviews.case.phases import Phase
from reviews.guidance.regimes import Clock
from reviews.guidance.rules import Guidance
from reviews.publication import rules
from reviews.publication.models import Edition
from reviews.report.rules import Hit

pytestmark = pytest.mark.pure

NOON = dt.datetime(2026, 3, 18, 12, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("published_on", "ends_on"),
    [
        (dt.date(2022, 4, 12), dt.date(2023, 4, 12)),
        (dt.date(2023, 2, 28), dt.date(2024, 2, 28)),
        (dt.date(2024, 2, 29), dt.date(2025, 2, 28)),
        (dt.date(2027, 3, 1), dt.date(2028, 3, 1)),
    ],
)
def test_twelve_months_end_on_the_same_day_of_the_next_year(published_on, ends_on):
    assert rules.window_ends(published_on, Guidance()) == ends_on


def test_it_is_sent_ahead_seven_working_days_before():
    assert Guidance().applied(Clock.SHARE_BEFORE, dt.date(2022, 4, 12)).due(dt.date(2022, 4, 12)) == dt.date(2022, 4, 1)


@pytest.mark.parametrize(
    ("planned", "go", "now", "stands"),
    [
        (NOON, NOON - 3 * HOUR, NOON, True),
        (NOON, NOON - 3 * HOUR, NOON - HOUR, False),
        (NOON, NOON + HOUR, NOON + HOUR, True),
        (NOON, NOON - DAY, NOON, False),
        (NOON, NOON - HOUR, NOON + DAY, False),
        (NOON - DAY, NOON, NOON, False),
        (NOON, None, NOON, False),
        (None, NOON, NOON, False),
    ],
)
def test_a_go_stands_on_its_own_day_alone(planned, go, now, stands):
    assert rules.go_stands(Edition(planned_at=planned, go_at=go), now) is stands


def test_the_day_of_a_go_is_the_day_in_england():
    late = dt.datetime(2026, 6, 17, 23, 30, tzinfo=dt.UTC)  # half past midnight on the 18th, in summer time
    assert rules.go_stands(Edition(planned_at=late + HOUR, go_at=late), late + HOUR)
    assert not rules.go_stands(Edition(planned_at=late, go_at=late - HOUR), late)


@pytest.mark.parametrize(
    ("day", "shared_on", "today", "said"),
    [
        (dt.date(2026, 3, 18), dt.date(2026, 3, 5), dt.date(2026, 3, 6), []),
        (dt.date(2026, 3, 21), dt.date(2026, 3, 5), dt.date(2026, 3, 6), ["Saturday"]),
        (dt.date(2026, 4, 3), dt.date(2026, 3, 5), dt.date(2026, 3, 6), ["Good Friday"]),
        (dt.date(2026, 3, 18), None, dt.date(2026, 3, 6), []),
        (dt.date(2026, 3, 18), None, dt.date(2026, 3, 10), ["9 March 2026"]),
        (dt.date(2026, 3, 18), dt.date(2026, 3, 12), dt.date(2026, 3, 12), ["9 March 2026"]),
    ],
)
def test_what_speaks_against_a_day_is_said(day, shared_on, today, said):
    found = rules.warnings_for(
        day, share_by=Guidance().applied(Clock.SHARE_BEFORE, day).due(day), shared_on=shared_on, today=today
    )
    assert len(found) == len(said)
    assert all(word in text for word, text in zip(said, found, strict=True))


def test_all_have_signed_only_where_there_are_partners():
    council, police = Agency(pk=1, name="Council"), Agency(pk=2, name="Police")
    needed = rules.signers([council, police])
    by = [SimpleNamespace(partner_id=1), SimpleNamespace(partner_id=None)]
    assert [signer.label for signer in rules.still_to_sign(needed, by)] == ["Police"]
    assert not rules.all_signed(needed, by)
    assert rules.all_signed(needed, [*by, SimpleNamespace(partner_id=2)])
    assert not rules.all_signed(rules.signers([]), by)


def test_a_refusal_names_places_and_never_the_words():
    hit = Hit("Page 3", "then ", "Wilhelmina Sparrow", " said", "mother", "full name")
    with pytest.raises(NotYet) as refusal:
        rules.check_nothing_listed([hit] * 40)
    assert "Page 3" in str(refusal.value) and "Sparrow" not in str(refusal.value) and len(str(refusal.value)) <= 300


@pytest.mark.parametrize(
    ("typed", "right"), [("Dev Marchetti", True), (" dev  marchetti ", True), ("Dev", False), ("Dan Eversley", False)]
)
def test_a_person_signs_with_their_own_name(typed, right):
    if right:
        rules.check_own_name(typed, "Dev Marchetti")
    else:
        with pytest.raises(NotYet, match="Dev Marchetti"):
            rules.check_own_name(typed, "Dev Marchetti")


@pytest.mark.parametrize(
    ("facts", "today", "allowed"),
    [
        ({"published_at": NOON, "window_ends_on": dt.date(2027, 3, 18)}, dt.date(2027, 3, 17), False),
        ({"published_at": NOON, "window_ends_on": dt.date(2027, 3, 18)}, dt.date(2027, 3, 18), True),
        ({}, dt.date(2027, 3, 18), False),
    ],
)
def test_what_becomes_of_a_report_is_decided_after_its_time(facts, today, allowed):
    if allowed:
        rules.check_after(Edition(**facts), today)
    else:
        with pytest.raises(NotYet):
            rules.check_after(Edition(**facts), today)


@pytest.mark.parametrize(
    ("planned", "now", "said"),
    [
        (None, NOON, "Set the date"),
        (NOON + DAY, NOON, "on that day"),
        (NOON - DAY, NOON, "has passed"),
        (NOON, NOON, ""),
    ],
)
def test_the_go_is_given_on_the_planned_day(planned, now, said):
    edition = Edition(planned_at=planned)
    if said:
        with pytest.raises(NotYet, match=said):
            rules.check_go_day(edition, now.date())
    else:
        rules.check_go_day(edition, now.date())


@pytest.mark.parametrize("phase", [Phase.REFERRED, Phase.CLOSED, Phase.NO_REVIEW])
def test_a_report_is_prepared_only_while_there_is_a_review(phase):
    review = SimpleNamespace(phase=phase, get_phase_display=lambda: phase.label)
    with pytest.raises(NotYet, match="while it is in review"):
        rules.check_may_prepare(review, SimpleNamespace(pk=1), None, why="")
