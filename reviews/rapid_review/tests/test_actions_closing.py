"""How a rapid review ends: what it found, the national Panel, and what follows."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
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
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
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


def reply(cast, review, *, days=0, view=View.AGREES, what="It agrees.", asks=()):
    return actions.record_reply(
        fresh(review), received_on=TODAY + dt.timedelta(days=days), view=view, what_it_says=what, asks=asks,
        original=steps.a_paper("letter.pdf"), by=cast.priya, at=LATER,
    )  # fmt: skip


def owed(review, kind):
    return review.duties.open().filter(kind=f"rapid_review.{kind}")


def test_a_letter_comes_after_the_sending_and_not_in_the_future(cast, review):
    with pytest.raises(NotYet, match="Record first"):
        reply(cast, review)
    send(cast, review)
    for days in (1, -1):
        with pytest.raises(NotYet) as refusal:
            reply(cast, review, days=days)
        assert refusal.value.field == "received_on"
    letter = reply(cast, review)
    assert letter.original.title == "Letter of the national Panel"
    assert not owed(review, "answer_panel") and not owed(review, "reconsider")
    with pytest.raises(NotYet, match="Correct the date"):
        actions.take_back_sent(fresh(review), revision=fresh(review).revision, by=cast.priya, at=LATER)


def test_each_thing_a_letter_asks_for_is_owed_until_it_is_answered(cast, review):
    send(cast, review)
    with pytest.raises(NotYet) as refusal:
        reply(cast, review, view=View.ASKS)
    assert refusal.value.field == "view"
    due = TODAY + dt.timedelta(days=9)
    letter = reply(cast, review, view=View.ASKS, asks=[("Who was asked?", due), ("The chronology.", due)])
    first, second = letter.asks.all()
    assert owed(review, "answer_panel").filter(due_on=due).count() == 2
    with pytest.raises(NotYet) as refusal:
        actions.answer_panel(
            first, revision=1, answer="Here.", answered_on=TODAY - dt.timedelta(days=1), by=cast.priya, at=LATER
        )
    assert refusal.value.field == "answered_on"
    actions.answer_panel(first, revision=1, answer="Eight.", answered_on=TODAY, by=cast.priya, at=LATER)
    assert [duty.thing_id for duty in owed(review, "answer_panel")] == [second.pk]
    actions.change_ask(
        second, revision=1, what=second.what, due_on=due, why_void="Sent in error.", by=cast.priya, at=LATER
    )
    assert not owed(review, "answer_panel")


@pytest.mark.parametrize("view", [View.DISAGREES, View.NATIONAL])
def test_the_partners_say_what_they_make_of_a_letter_that_does_not_agree(cast, review, view):
    send(cast, review)
    letter = reply(cast, review, view=view)
    assert owed(review, "reconsider").get().thing_id == letter.pk
    said = {"reconsidered": "confirmed", "why": "Nothing new was put.", "by": cast.priya, "at": LATER}
    letter.refresh_from_db()
    with pytest.raises(NotYet) as refusal:
        early = TODAY - dt.timedelta(days=1)
        actions.reconsider(letter, revision=letter.revision, reconsidered_on=early, **said)
    assert refusal.value.field == "reconsidered_on"
    actions.reconsider(letter, revision=letter.revision, reconsidered_on=TODAY, **said)
    assert not owed(review, "reconsider")


def test_every_letter_is_kept_and_its_record_can_be_put_right(cast, review):
    send(cast, review)
    first, second = reply(cast, review), reply(cast, review, view=View.DISAGREES, what="On reflection, no.")
    assert fresh(review).replies.count() == 2
    second.refresh_from_db()
    said = {
        "received_on": TODAY,
        "view": View.AGREES,
        "what_it_says": "It agrees after all.",
        "by": cast.priya,
        "at": LATER,
    }
    actions.change_reply(second, revision=second.revision, **said)
    assert not owed(review, "reconsider")
    with pytest.raises(ChangedMeanwhile):
        actions.change_reply(second, revision=1, **said)
    first.refresh_from_db()
    assert first.what_it_says == "It agrees."


def test_a_letter_is_not_kept_without_the_trail(cast, review, monkeypatch):
    send(cast, review)
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        reply(cast, review, view=View.DISAGREES)
    assert not fresh(review).replies.exists() and not owed(review, "reconsider")


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
        assert fresh(review).replies.get().view == View.NATIONAL
