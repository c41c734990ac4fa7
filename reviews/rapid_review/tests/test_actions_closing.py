"""How a rapid review ends: what it found, the national Panel, and what follows."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from reviews.case.models import Duty
from reviews.case.phases import Kind, Phase
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.world import AT, an_open_one
from reviews.referral.models import Outcome

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=14)
TODAY = LATER.date()
View = NationalPanelReply.View


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def review(cast):
    return an_open_one(cast).review


def fresh(review):
    return RapidReview.objects.select_related("review__partnership").get(review=review)


def conclude(cast, review, outcome):
    found = fresh(review)
    actions.conclude(found, revision=found.revision, outcome=outcome, by=cast.priya, at=LATER)
    review.refresh_from_db()


def send(cast, review, sent_on=TODAY, late_reason=""):
    found = fresh(review)
    actions.record_sent(
        found, revision=found.revision, sent_on=sent_on, late_reason=late_reason, by=cast.priya, at=LATER
    )


def test_what_was_found_is_written_until_it_is_sent(cast, review):
    found = fresh(review)
    actions.write_up(found, revision=found.revision, facts="Known to four agencies.", by=cast.priya, at=LATER)
    assert TrailEntry.objects.get(kind="rapid_review.written").changes == {"facts": "changed"}
    with pytest.raises(ChangedMeanwhile):
        actions.write_up(fresh(review), revision=1, facts="Known to two.", by=cast.priya, at=LATER)
    send(cast, review)
    with pytest.raises(NotYet, match="as it stands"):
        actions.write_up(fresh(review), revision=fresh(review).revision, facts="x", by=cast.priya, at=LATER)


def test_sending_meets_the_clock_on_the_day_it_went(cast, review):
    send(cast, review, sent_on=TODAY - dt.timedelta(days=1))
    clock = queries.clock_duty(review)
    assert clock.met_on == TODAY - dt.timedelta(days=1)
    assert TrailEntry.objects.get(kind="rapid_review.sent").changes["sent_on"][1] == str(clock.met_on)


@pytest.mark.parametrize("days, field", [(1, "sent_on"), (-30, "sent_on")])
def test_it_cannot_be_sent_in_the_future_or_before_it_was_opened(cast, review, days, field):
    with pytest.raises(NotYet) as refusal:
        send(cast, review, sent_on=TODAY + dt.timedelta(days=days))
    assert refusal.value.field == field
    assert fresh(review).sent_on is None


def test_a_wrong_date_of_sending_is_put_right_and_the_clock_with_it(cast, review):
    send(cast, review)
    send(cast, review, sent_on=TODAY - dt.timedelta(days=2))
    assert fresh(review).sent_on == TODAY - dt.timedelta(days=2)
    rows = review.duties.filter(kind="rapid_review.send", withdrawn_at=None)
    assert [row.met_on for row in rows] == [TODAY - dt.timedelta(days=2)]


def test_taken_back_it_is_owed_again_with_the_same_last_day(cast, review):
    last_day = queries.clock_duty(review).due_on
    send(cast, review)
    found = fresh(review)
    actions.take_back_sent(found, revision=found.revision, by=cast.priya, at=LATER)
    duty = queries.clock_duty(review)
    assert (duty.met_on, duty.due_on) == (None, last_day)
    assert fresh(review).sent_on is None


def test_nothing_is_sent_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        send(cast, review)
    assert fresh(review).sent_on is None
    assert queries.clock_duty(review).met_on is None


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def reply(cast, review, *, days=0, view=View.AGREES, revision=0, what="It agrees."):
    return actions.record_reply(
        fresh(review), received_on=TODAY + dt.timedelta(days=days), view=view, what_it_says=what, revision=revision,
        original=steps.a_paper("letter.pdf"), by=cast.priya, at=LATER,
    )  # fmt: skip


def test_the_reply_comes_after_the_sending_and_not_in_the_future(cast, review):
    with pytest.raises(NotYet, match="Record first"):
        reply(cast, review)
    send(cast, review)
    for days in (1, -1):
        with pytest.raises(NotYet) as refusal:
            reply(cast, review, days=days)
        assert refusal.value.field == "received_on"
    letter = reply(cast, review)
    assert letter.original.title == "Reply of the national Panel"
    assert not review.duties.filter(kind="rapid_review.answer_panel").exists()
    with pytest.raises(NotYet, match="Correct the date"):
        actions.take_back_sent(fresh(review), revision=fresh(review).revision, by=cast.priya, at=LATER)


@pytest.mark.parametrize("view", [View.ASKS, View.DISAGREES])
def test_a_reply_that_wants_something_is_a_duty_until_it_is_answered(cast, review, view):
    send(cast, review)
    letter = reply(cast, review, view=view)
    assert review.duties.open().filter(kind="rapid_review.answer_panel").count() == 1
    with pytest.raises(NotYet) as refusal:
        actions.answer_panel(
            letter, revision=letter.revision, answer="Here.", answered_on=TODAY - dt.timedelta(days=1), by=cast.priya,
            at=LATER,
        )  # fmt: skip
    assert refusal.value.field == "answered_on"
    letter.refresh_from_db()
    actions.answer_panel(letter, revision=letter.revision, answer="Here.", answered_on=TODAY, by=cast.priya, at=LATER)
    assert Duty.objects.get(kind="rapid_review.answer_panel").met_on == TODAY


def test_the_record_of_a_reply_can_be_put_right(cast, review):
    send(cast, review)
    letter = reply(cast, review, view=View.ASKS)
    letter.refresh_from_db()
    again = reply(cast, review, revision=letter.revision, what="It agrees after all.")
    assert (again.pk, again.what_it_says) == (letter.pk, "It agrees after all.")
    assert not review.duties.open().filter(kind="rapid_review.answer_panel").exists()
    with pytest.raises(ChangedMeanwhile):
        reply(cast, review, revision=1, what="Old window")


def test_a_local_review_begins_and_is_due_six_months_after_the_decision(cast, review):
    steps.partners_decided(cast, review, at=LATER)
    conclude(cast, review, Outcome.LOCAL_REVIEW)
    assert (review.kind, review.phase) == (Kind.STATUTORY, Phase.IN_REVIEW)
    duty = review.duties.open().get(kind="rapid_review.complete")
    assert (duty.basis, duty.started_on, duty.due_on) == ("statutory", TODAY, dt.date(2026, 10, 30))
    assert not review.duties.open().filter(kind__in=["rapid_review.conclude", "rapid_review.decide"]).exists()
    found = fresh(review)
    assert (found.outcome, found.decided_on) == (Outcome.LOCAL_REVIEW, TODAY)


def test_no_review_ends_the_case_here(cast, review):
    steps.partners_decided(cast, review, at=LATER, outcome=Outcome.NO_REVIEW)
    conclude(cast, review, Outcome.NO_REVIEW)
    assert review.phase == Phase.NO_REVIEW
    assert not review.duties.filter(kind="rapid_review.complete").exists()
    assert review.duties.open().filter(kind="rapid_review.send").exists()


def test_other_learning_goes_on_as_a_partnership_review_with_everything_in_place(cast, review):
    steps.partners_decided(cast, review, at=LATER, outcome=Outcome.OTHER_LEARNING)
    conclude(cast, review, Outcome.OTHER_LEARNING)
    assert (review.kind, review.phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    assert review.children.count() == 1 and fresh(review).requests.count() == 8
    assert TrailEntry.objects.filter(kind="case.kind_changed").count() == 1


def test_a_suggested_national_review_waits_for_the_reply(cast, review):
    steps.partners_decided(cast, review, at=LATER, outcome=Outcome.NATIONAL_REVIEW)
    with pytest.raises(NotYet, match="reply"):
        conclude(cast, review, Outcome.LOCAL_REVIEW)
    review.refresh_from_db()
    assert review.phase == Phase.RAPID_REVIEW
    send(cast, review)
    reply(cast, review)
    conclude(cast, review, Outcome.LOCAL_REVIEW)
    assert review.phase == Phase.IN_REVIEW


def test_it_is_not_concluded_before_the_partners_have_decided(cast, review):
    with pytest.raises(NotYet, match="not settled"):
        conclude(cast, review, Outcome.LOCAL_REVIEW)


def test_nothing_is_concluded_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    steps.partners_decided(cast, review, at=LATER)
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        conclude(cast, review, Outcome.LOCAL_REVIEW)
    review.refresh_from_db()
    assert review.phase == Phase.RAPID_REVIEW
    assert not review.duties.filter(kind="rapid_review.complete").exists()


@pytest.mark.parametrize(
    "outcome, phase",
    [
        (Outcome.LOCAL_REVIEW, Phase.IN_REVIEW),
        (Outcome.NO_REVIEW, Phase.NO_REVIEW),
        (Outcome.OTHER_LEARNING, Phase.IN_REVIEW),
        (Outcome.NATIONAL_REVIEW, Phase.RAPID_REVIEW),
    ],
)
def test_the_steps_take_a_case_through_by_real_actions(cast, review, outcome, phase):
    steps.returns_in(cast, review, at=AT + dt.timedelta(days=10))
    steps.rapid_review_decided(cast, review, at=LATER, outcome=outcome)
    review.refresh_from_db()
    assert review.phase == phase
    if outcome == Outcome.NATIONAL_REVIEW:
        steps.national_panel_replied(cast, review, at=LATER + dt.timedelta(days=9), view=View.NATIONAL)
        assert fresh(review).reply.view == View.NATIONAL
