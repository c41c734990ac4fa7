"""How a case is screened, decided and concluded."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Duty, Review
from reviews.case.phases import Kind, Phase
from reviews.documents.models import Document
from reviews.referral import actions, queries
from reviews.referral.models import (
    CriterionAnswer,
    Outcome,
    PartnerDecision,
    Question,
    Recommended,
    ScrutineerComment,
)
from reviews.referral.rules import Conclusion
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()
Q = Question.NOTIFY


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT)


def said(**more):
    return {"question": Q, "outcome": Outcome.NOTIFY, "reasons": "All three are met.", "at": AT, **more}


def decided(cast, review, **more):
    values = said(partner=cast.agencies.police, decided_on=TODAY, by=cast.dan, **more)
    return actions.decide(review, **values)


def broken(*args, **kwargs):
    raise RuntimeError("no trail")


def test_answering_all_criteria_meets_the_duty(cast, review):
    answers = {"abuse_or_neglect": ("yes", "Seen."), "area": ("yes", "At home.")}
    actions.answer_criteria(review, question=Q, answers=answers, revision=0, by=cast.priya, at=AT)
    assert review.duties.open().filter(kind="referral.criteria").exists()
    rest = {"death_or_serious_harm": ("unclear", "The scan is awaited.")}
    revision = queries.criteria_of(review, Q).revision
    actions.answer_criteria(review, question=Q, answers=rest, revision=revision, by=cast.cora, at=AT)
    assert review.duties.get(kind="referral.criteria").met_on == TODAY
    assert queries.criteria_of(review, Q).complete
    assert TrailEntry.objects.filter(kind="referral.criterion_answered").count() == 3


def test_an_answer_is_changed_by_whoever_saw_the_last_one(cast, review):
    given = {"criterion": "area", "by": cast.priya, "at": AT}
    actions.answer_criterion(review, answer="no", reasons="Elsewhere.", **given)
    with pytest.raises(ChangedMeanwhile):
        actions.answer_criteria(review, question=Q, answers={"area": ("yes", "Here.")}, revision=0, by=cast.cora, at=AT)
    actions.answer_criterion(review, answer="yes", reasons="Here.", revision=1, **given)
    assert review.criteria.get().answer == "yes"
    trail = TrailEntry.objects.filter(kind="referral.criterion_answered").order_by("number").last()
    assert trail.changes == {"answer": ["no", "yes"], "reasons": "changed"}


def test_an_answer_needs_reasons_and_a_criterion_of_the_set(cast, review):
    with pytest.raises(NotYet) as refusal:
        actions.answer_criterion(review, criterion="area", answer="yes", reasons=" ", by=cast.priya, at=AT)
    assert refusal.value.field == "area_reasons"
    with pytest.raises(NotYet):
        actions.answer_criterion(review, criterion="weather", answer="yes", reasons="…", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="Rapid review"):
        actions.answer_criterion(review, criterion="improvements", answer="yes", reasons="…", by=cast.priya, at=AT)


def test_the_sub_group_recommends_with_its_minority_view(cast, review):
    said_ = said(by=cast.cora, recommended_on=TODAY, minority_view="One member would wait for the scan.")
    recommended = actions.recommend(review, **said_)
    assert review.duties.get(kind="referral.recommend").met_on == TODAY
    actions.recommend(review, **{**said_, "reasons": "Clear.", "revision": recommended.revision})
    assert Recommended.objects.get().reasons == "Clear."
    with pytest.raises(ChangedMeanwhile):
        actions.recommend(review, **{**said_, "revision": 1})
    with pytest.raises(NotYet, match="outcomes"):
        actions.recommend(review, **{**said_, "outcome": Outcome.LOCAL_REVIEW, "revision": 2})
    with pytest.raises(NotYet, match="future"):
        actions.recommend(review, **{**said_, "recommended_on": dt.date(2026, 3, 12), "revision": 2})


def test_a_partners_decision_meets_its_own_duty_alone(cast, review):
    decided(cast, review)
    owed = review.duties.open().filter(kind="referral.decide").values_list("agency__name", flat=True)
    assert set(owed) == {cast.agencies.council.name, cast.agencies.icb.name}
    decisions = queries.decisions_on(review, Q)
    assert [view.partner for view in decisions.waiting] == [cast.agencies.council, cast.agencies.icb]
    assert [view.outcome for view in decisions.given] == [Outcome.NOTIFY]


def test_the_office_enters_a_decision_for_a_named_person_with_the_original(cast, review):
    decision = decided(cast, review, on_behalf_of="Dan Eversley", original=steps.paper("e-mail.pdf"))
    assert decision.original.belongs_to == f"partnerdecision:{decision.pk}"
    entry = TrailEntry.objects.get(kind="referral.decided")
    assert entry.on_behalf_of == "Dan Eversley"
    assert Document.objects.filter(title__startswith="Decision").get().on_behalf_of == "Dan Eversley"


def test_a_decision_is_changed_with_a_reason_that_stays_in_the_trail(cast, review):
    decision = decided(cast, review)
    with pytest.raises(ChangedMeanwhile):
        decided(cast, review)
    with pytest.raises(NotYet) as refusal:
        decided(cast, review, revision=decision.revision)
    assert refusal.value.field == "why"
    decided(cast, review, **{"revision": decision.revision, "why": "The wrong box was ticked."})
    assert TrailEntry.objects.get(kind="referral.decision_changed").changes["why"] == "The wrong box was ticked."


def test_only_statutory_partners_decide_and_not_in_the_future(cast, review):
    values = said(by=cast.priya, decided_on=TODAY)
    with pytest.raises(NotYet, match="statutory"):
        actions.decide(review, partner=cast.agencies.school, **values)
    with pytest.raises(NotYet) as refusal:
        actions.decide(review, partner=cast.agencies.icb, **{**values, "decided_on": dt.date(2026, 3, 12)})
    assert refusal.value.field == "decided_on"
    with pytest.raises(NotYet) as refusal:
        actions.decide(review, partner=cast.agencies.icb, **{**values, "outcome": Outcome.NO_REVIEW})
    assert refusal.value.field == "outcome"


@pytest.mark.parametrize("question", [Q, Question.REVIEW])
def test_nobody_speaks_to_it_before_the_referral_was_received(cast, review, question):
    before = review.referral.received_on - dt.timedelta(days=1)
    outcome = Outcome.NOTIFY if question == Q else Outcome.LOCAL_REVIEW
    Review.objects.filter(pk=review.pk).update(phase=Phase.REFERRED if question == Q else Phase.RAPID_REVIEW)
    review.refresh_from_db()
    values = said(question=question, outcome=outcome)
    acts = {
        "recommended_on": lambda: actions.recommend(review, **values, recommended_on=before, by=cast.cora),
        "decided_on": lambda: actions.decide(
            review, **values, partner=cast.agencies.police, decided_on=before, by=cast.dan
        ),
        "commented_on": lambda: actions.comment_on_decisions(
            review, question=question, comment="…", commented_on=before, by=cast.sid, at=AT
        ),
    }
    for field, act in acts.items():
        with pytest.raises(NotYet, match="before the referral was received") as refusal:
            act()
        assert refusal.value.field == field


def test_the_scrutineer_comments_and_may_put_it_right(cast, review):
    given = {"question": Q, "comment": "In time.", "commented_on": TODAY, "by": cast.sid, "at": AT}
    comment = actions.comment_on_decisions(review, **given)
    actions.comment_on_decisions(review, **{**given, "comment": "In good time.", "revision": comment.revision})
    assert ScrutineerComment.objects.get().comment == "In good time."
    with pytest.raises(NotYet, match="future"):
        actions.comment_on_decisions(review, **{**given, "commented_on": dt.date(2026, 3, 12), "revision": 2})


def test_it_ends_without_notification_where_they_so_decided(cast, review):
    steps.not_notified(cast, review, at=AT)
    review.refresh_from_db()
    assert review.phase == Phase.NOT_NOTIFIED
    assert not Duty.objects.open().exists()
    assert TrailEntry.objects.get(kind="referral.concluded").changes == {"then": "not_notified"}
    with pytest.raises(NotYet):
        decided(cast, review)


def test_it_goes_on_as_a_partnership_review_without_typing_again(cast, review):
    steps.other_learning(cast, review, at=AT)
    review.refresh_from_db()
    assert (review.kind, review.phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    assert review.referral.what_happened
    assert not Duty.objects.open().filter(kind__startswith="referral.").exists()


def test_it_does_not_end_before_they_decided_nor_otherwise(cast, review):
    with pytest.raises(NotYet, match="not decided yet"):
        actions.conclude_screening(review, then=Conclusion.NOT_NOTIFIED, by=cast.priya, at=AT)
    steps.screened(cast, review, at=AT)
    with pytest.raises(NotYet, match="recorded as sent"):
        actions.conclude_screening(review, then=Conclusion.NOT_NOTIFIED, by=cast.priya, at=AT)
    assert review.phase == Phase.REFERRED


@pytest.mark.parametrize("what", ["criterion", "recommend", "decide", "comment", "conclude"])
def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, monkeypatch, what):
    if what == "conclude":
        steps.screened(cast, review, at=AT, outcome=Outcome.NOT_NOTIFY)
    monkeypatch.setattr("reviews.referral.actions.screening.record", broken)
    owed = Duty.objects.open().count()
    kept = [model.objects.count() for model in (CriterionAnswer, Recommended, PartnerDecision, ScrutineerComment)]
    acts = {
        "criterion": lambda: actions.answer_criterion(
            review, criterion="area", answer="yes", reasons="Here.", by=cast.priya, at=AT
        ),
        "recommend": lambda: actions.recommend(review, **said(by=cast.cora, recommended_on=TODAY)),
        "decide": lambda: decided(cast, review, original=steps.paper()),
        "comment": lambda: actions.comment_on_decisions(
            review, question=Q, comment="…", commented_on=TODAY, by=cast.sid, at=AT
        ),
        "conclude": lambda: actions.conclude_screening(review, then=Conclusion.NOT_NOTIFIED, by=cast.priya, at=AT),
    }
    papers = Document.objects.count()
    with pytest.raises(RuntimeError):
        acts[what]()
    review.refresh_from_db()
    assert review.phase == Phase.REFERRED
    assert (Duty.objects.open().count(), Document.objects.count()) == (owed, papers)
    assert kept == [m.objects.count() for m in (CriterionAnswer, Recommended, PartnerDecision, ScrutineerComment)]
