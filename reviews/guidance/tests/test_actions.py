"""Is a rule corrected for clocks to come alone, and is it kept who said that it was verified?"""

import datetime as dt
from dataclasses import replace

import pytest

from agencies.models import Partnership
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from reviews.case import actions as case
from reviews.case import queries as case_queries
from reviews.case.tests.steps import opened
from reviews.guidance import actions, queries
from reviews.guidance.actions import Place
from reviews.guidance.models import LOCAL, ExtraHoliday, RuleChange, RuleCheck
from reviews.guidance.regimes import Clock, Rule, Trigger, Unit
from reviews.rapid_review.duties import SEND
from reviews.referral.duties import NOTIFY

AT = dt.datetime(2026, 6, 1, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY, THANKS = AT.date(), D(2026, 6, 4)
TEN = Rule(10, Unit.WORKING_DAYS, Trigger.AWARE, "Working Together 2026, page 90")
PLACE = Place("wt2026", Clock.NOTIFY)


@pytest.fixture
def cast(db):
    return assemble()


def correct(cast, rule=TEN, place=PLACE, *, from_on=TODAY, revision=0, why="It was read."):
    return actions.correct_rule(place, rule, from_on=from_on, why=why, revision=revision, by=cast.adam, at=AT)


def clock(review, started_on=TODAY, timer=Clock.NOTIFY, kind=NOTIFY, **more):
    return case.open_clock(review, kind, timer, started_on=started_on, role=Role.BUSINESS_SUPPORT, at=AT, **more)


def told(duty):
    return case_queries.explained(duty, queries.checks_standing(), queries.extra_holidays())


def test_a_correction_holds_for_clocks_to_come_and_moves_none_that_has_started(cast):
    review = opened(cast, at=AT)
    before = clock(review)
    correct(cast)
    before.refresh_from_db()
    after = clock(opened(cast, at=AT))
    assert (before.due_on, after.due_on) == (D(2026, 6, 8), D(2026, 6, 15))
    assert (told(before).rule.length, told(after).rule.length) == (5, 10)
    assert (before.counted["number"], after.counted["number"]) == (0, 1)


def test_a_clock_that_is_opened_again_for_the_same_day_keeps_its_rule(cast):
    review = opened(cast, at=AT)
    before = clock(review)
    case.withdraw_duties(review, NOTIFY, at=AT)
    correct(cast)
    again = clock(review)
    assert again.pk != before.pk and again.due_on == before.due_on
    assert clock(review, TODAY - dt.timedelta(days=1), kind=SEND).due_on == D(2026, 6, 5)


def test_a_rule_holds_from_its_day_on(cast):
    correct(cast, from_on=D(2026, 6, 10))
    guidance = queries.guidance_for(cast.partnership)
    lengths = [guidance.applied(Clock.NOTIFY, day).rule.length for day in (D(2026, 6, 9), D(2026, 6, 10))]
    assert lengths == [5, 10]


def test_a_local_rule_is_its_partnerships_alone_and_ends(cast):
    other = Partnership.objects.create(name="Elsewhere", short_name="Elsewhere", code_prefix="EL")
    place = Place(LOCAL, Clock.RAPID_REVIEW, cast.partnership)
    correct(cast, Rule(12, Unit.WORKING_DAYS, Trigger.SENT, "Minute 4", first_day=1), place)
    here, there = (queries.guidance_for(p).applied(Clock.RAPID_REVIEW, TODAY) for p in (cast.partnership, other))
    assert (here.rule.length, there.rule.length, here.name) == (12, 15, "Local rule of Fenmarsh")
    ended = {"from_on": TODAY, "why": "Agreed no longer.", "by": cast.adam, "at": AT}
    actions.end_local_rule(place, revision=1, **ended)
    assert queries.guidance_for(cast.partnership).applied(Clock.RAPID_REVIEW, TODAY).rule.length == 15
    with pytest.raises(NotYet, match="no local rule"):
        actions.end_local_rule(place, revision=2, **ended)


@pytest.mark.parametrize(
    ("more", "rule", "field"),
    [
        ({"from_on": D(2026, 3, 17)}, TEN, "from_on"),
        ({"place": Place("wt2023", Clock.NOTIFY), "from_on": D(2026, 3, 18)}, TEN, "from_on"),
        ({}, replace(TEN, length=400), "length"),
        ({"place": Place("wt2026", Clock.NOTIFY)}, replace(TEN, length=5, source="Report a serious child safeguarding incident, gov.uk"), "length"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_beside_its_field(cast, more, rule, field):
    with pytest.raises(NotYet) as refused:
        correct(cast, rule, **more)
    assert refused.value.field == field
    assert not RuleChange.objects.exists()


def test_two_administrators_do_not_overwrite_one_another(cast):
    correct(cast)
    with pytest.raises(ChangedMeanwhile) as other:
        correct(cast, replace(TEN, length=8))
    assert other.value.current.number == 1
    correct(cast, replace(TEN, length=8), revision=1)
    assert list(RuleChange.objects.values_list("number", "length")) == [(1, 10), (2, 8)]


def check(cast, verified=True, number=0, place=PLACE, **more):
    said = {"against": "The PDF on gov.uk, page 90", "checked_on": TODAY, "by": cast.adam, "at": AT, **more}
    return actions.check_rule(place, number=number, verified=verified, **said)


def test_who_verified_a_rule_and_when_stands_also_with_clocks_that_run(cast):
    duty = clock(opened(cast, at=AT))
    assert not told(duty).verified
    check(cast)
    assert told(duty).verified and told(duty).checked == "Adam Quill, 1 June 2026: The PDF on gov.uk, page 90"
    check(cast, verified=False)
    assert not told(duty).verified
    correct(cast)
    after = clock(opened(cast, at=AT))
    check(cast, number=1)
    assert told(after).verified and not told(duty).verified


def test_what_was_read_tomorrow_or_has_changed_meanwhile_is_not_verified(cast):
    with pytest.raises(NotYet) as refused:
        check(cast, checked_on=D(2026, 6, 2))
    assert refused.value.field == "checked_on"
    correct(cast)
    with pytest.raises(ChangedMeanwhile):
        check(cast)
    with pytest.raises(NotYet, match="no local rule"):
        check(cast, place=Place(LOCAL, Clock.NOTIFY, cast.partnership))
    assert not RuleCheck.objects.exists()


def holiday(cast, day=THANKS, name="A day of thanks"):
    return actions.add_holiday(day=day, name=name, source="Proclamation", by=cast.adam, at=AT)


def test_a_bank_holiday_entered_here_is_not_counted_by_clocks_that_start_later(cast):
    before = clock(opened(cast, at=AT))
    entered = holiday(cast)
    after = clock(opened(cast, at=AT))
    assert (before.due_on, after.due_on) == (D(2026, 6, 8), D(2026, 6, 9))
    assert (told(before).recounted, told(after).recounted) == (D(2026, 6, 9), None)
    assert "A day of thanks" in [day.why for day in told(after).skipped]
    actions.withdraw_holiday(entered, revision=1, why="Another year was meant.", by=cast.adam, at=AT)
    assert told(after).due_on == D(2026, 6, 9) and told(after).recounted == D(2026, 6, 8)
    assert clock(opened(cast, at=AT)).due_on == D(2026, 6, 8)
    with pytest.raises(NotYet, match="taken back already"):
        actions.withdraw_holiday(entered, revision=2, why="Twice", by=cast.adam, at=AT)


@pytest.mark.parametrize(
    ("day", "words"), [(D(2026, 12, 25), "already"), (D(2026, 6, 6), "Saturday"), (D(2026, 6, 4), "already")]
)
def test_a_day_that_is_not_counted_anyhow_is_refused(cast, day, words):
    holiday(cast)
    with pytest.raises(NotYet, match=words):
        holiday(cast, day)
    assert ExtraHoliday.objects.count() == 1


def test_nothing_changes_when_the_trail_cannot_be_written(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the trail is not to be had")

    monkeypatch.setattr(actions, "record", broken)
    for act in (correct, check, holiday):
        with pytest.raises(RuntimeError, match="not to be had"):
            act(cast)
    assert not (RuleChange.objects.exists() or RuleCheck.objects.exists() or ExtraHoliday.objects.exists())


def test_the_trail_says_what_became_of_a_rule(cast):
    correct(cast)
    entry = TrailEntry.objects.get(kind="guidance.corrected")
    words = ["5 working days after the authority became aware", "10 working days after the authority became aware"]
    assert entry.changes["rule"] == words and entry.audience == "office" and entry.subject == "wt2026 notify"
