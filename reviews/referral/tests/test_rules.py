"""The rules of the first days, as tables."""

import datetime as dt

import pytest

from agencies.models import Agency
from cspr.records import NotYet
from reviews.referral import rules
from reviews.referral.models import Outcome, PartnerDecision, Question
from reviews.referral.rules import ChildGiven, Conclusion, Decisions, PartnerView

pytestmark = pytest.mark.pure

LA, ICB, POLICE = Agency.Sector.LOCAL_AUTHORITY, Agency.Sector.ICB, Agency.Sector.POLICE
N, X, OL = Outcome.NOTIFY, Outcome.NOT_NOTIFY, Outcome.OTHER_LEARNING
L, NAT, NO = Outcome.LOCAL_REVIEW, Outcome.NATIONAL_REVIEW, Outcome.NO_REVIEW
TODAY = dt.date(2026, 3, 20)


def said(question, *outcomes, sectors=(LA, ICB, POLICE)):
    views = (
        PartnerView(Agency(sector=sector), PartnerDecision(outcome=outcome) if outcome else None)
        for sector, outcome in zip(sectors, outcomes, strict=True)
    )
    return Decisions(question, tuple(views))


@pytest.mark.parametrize(
    ("outcomes", "counts"),
    [
        ((None, None, None), None),
        ((N, None, None), N),
        ((N, X, X), N),
        ((X, None, None), None),
        ((X, N, None), None),
        ((X, N, N), X),
        ((X, X, X), X),
        ((OL, X, N), OL),
        ((None, N, N), None),
        ((N, N, N), N),
    ],
)
def test_whether_to_notify_is_the_authoritys_decision(outcomes, counts):
    assert rules.settled(said(Question.NOTIFY, *outcomes)) == counts


@pytest.mark.parametrize(
    ("outcomes", "counts"),
    [
        ((None, None, None), None),
        ((L, L, None), None),
        ((L, L, L), L),
        ((L, L, NO), L),
        ((NO, L, NO), NO),
        ((L, NO, NAT), None),
        ((OL, OL, NAT), OL),
    ],
)
def test_what_follows_the_rapid_review_is_decided_by_more_than_half(outcomes, counts):
    assert rules.settled(said(Question.REVIEW, *outcomes)) == counts


def test_with_two_authorities_one_that_notifies_is_enough_and_both_must_agree_not_to():
    sectors = (LA, LA, ICB, POLICE)
    assert rules.settled(said(Question.NOTIFY, X, N, None, None, sectors=sectors)) == N
    assert rules.settled(said(Question.NOTIFY, X, OL, X, X, sectors=sectors)) is None
    assert rules.settled(said(Question.NOTIFY, X, X, N, N, sectors=sectors)) == X


def test_disagreement_is_plain():
    decisions = said(Question.REVIEW, L, L, NO)
    assert decisions.disagree and not decisions.agreed
    assert [view.partner.sector for view in decisions.dissent] == [POLICE]
    assert said(Question.REVIEW, L, L, L).agreed
    assert not said(Question.REVIEW, L, L, None).agreed


def test_the_two_sets_share_no_criterion_and_each_names_its_source():
    notify, review = rules.CRITERIA[Question.NOTIFY], rules.CRITERIA[Question.REVIEW]
    assert len(notify) == 3 and len(review) == 4
    assert not {item.code for item in notify} & {item.code for item in review}
    assert all("16C" in item.source for item in notify)
    assert all("regulation 11" in item.source for item in review)
    assert rules.question_of("area") == Question.NOTIFY
    with pytest.raises(NotYet):
        rules.question_of("weather")


@pytest.mark.parametrize(
    ("outcome", "then", "words"),
    [
        (None, Conclusion.NOT_NOTIFIED, "not decided yet"),
        (N, Conclusion.NOT_NOTIFIED, "recorded as sent"),
        (N, Conclusion.PARTNERSHIP, "recorded as sent"),
        (OL, Conclusion.NOT_NOTIFIED, "does not lead there"),
        (OL, Conclusion.PARTNERSHIP, ""),
        (X, Conclusion.NOT_NOTIFIED, ""),
        (X, Conclusion.PARTNERSHIP, ""),
    ],
)
def test_the_screening_ends_as_decided(outcome, then, words):
    if not words:
        return rules.check_conclusion(outcome, then)
    with pytest.raises(NotYet, match=words):
        rules.check_conclusion(outcome, then)


@pytest.mark.parametrize(
    ("known_on", "sent_on", "reason", "field"),
    [
        (TODAY, dt.date(2026, 3, 19), "", "sent_on"),
        (TODAY, dt.date(2026, 3, 21), "", "sent_on"),
        (dt.date(2026, 3, 10), dt.date(2026, 3, 18), "", "late_reason"),
        (dt.date(2026, 3, 10), dt.date(2026, 3, 18), "   ", "late_reason"),
        (dt.date(2026, 3, 10), dt.date(2026, 3, 17), "", None),
        (dt.date(2026, 3, 10), dt.date(2026, 3, 18), "The notifier was ill.", None),
        (dt.date(2026, 3, 10), None, "", None),
    ],
)
def test_a_notification_is_refused_beside_the_field_that_is_wrong(known_on, sent_on, reason, field):
    if field is None:
        return rules.check_notification(known_on, sent_on, reason, TODAY, due_on=dt.date(2026, 3, 17))
    with pytest.raises(NotYet) as refusal:
        rules.check_notification(known_on, sent_on, reason, TODAY, due_on=dt.date(2026, 3, 17))
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("child", "field"),
    [
        (ChildGiven(row=2), "child2_family_name"),
        (ChildGiven(family_name="Ash", born_on=dt.date(2026, 3, 21)), "child1_born_on"),
        (ChildGiven(unborn=True, born_on=dt.date(2026, 1, 1)), "child1_born_on"),
        (ChildGiven(given_names="Kit", born_on=TODAY, died_on=dt.date(2026, 3, 19)), "child1_died_on"),
        (ChildGiven(unborn=True), None),
        (ChildGiven(given_names="Kit"), None),
    ],
)
def test_a_child_is_named_or_not_born_yet(child, field):
    if field is None:
        return rules.check_children([child], TODAY)
    with pytest.raises(NotYet) as refusal:
        rules.check_children([child], TODAY)
    assert refusal.value.field == field


def test_one_to_four_children_are_taken():
    with pytest.raises(NotYet, match="at least one"):
        rules.check_children([], TODAY)
    with pytest.raises(NotYet, match="up to 4"):
        rules.check_children([ChildGiven(given_names="Kit")] * 5, TODAY)


def test_neglect_needs_no_date_but_a_word():
    rules.check_incident(None, "Neglect over two years", TODAY)
    with pytest.raises(NotYet, match="no one date"):
        rules.check_incident(None, " ", TODAY)
    with pytest.raises(NotYet, match="future"):
        rules.check_incident(dt.date(2026, 3, 21), "", TODAY)
    with pytest.raises(NotYet, match="before it happened"):
        rules.check_known(TODAY, dt.date(2026, 3, 19), TODAY)


def test_the_three_sets_of_criteria_have_nothing_in_common():
    sets = [{criterion.code for criterion in criteria} for criteria in rules.CRITERIA.values()]
    assert len(sets) == 3
    assert len(set().union(*sets)) == sum(map(len, sets))
    sources = [{criterion.source for criterion in criteria} for criteria in rules.CRITERIA.values()]
    assert not (sources[0] & sources[1] or sources[0] & sources[2] or sources[1] & sources[2])


@pytest.mark.parametrize(("outcome", "answered", "may"), [(NAT, False, False), (NAT, True, True), (L, False, True)])
def test_a_national_review_is_suggested_only_after_its_own_criteria_are_answered(outcome, answered, may):
    if may:
        rules.check_may_suggest(outcome, answered=answered)
        return
    with pytest.raises(NotYet, match="criteria for a national review") as refused:
        rules.check_may_suggest(outcome, answered=answered)
    assert refused.value.field == "outcome"
