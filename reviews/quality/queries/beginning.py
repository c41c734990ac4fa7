"""What do the records say to how a review was set up: referral, decisions, who was told, and its purpose?"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from cspr.templatetags.page import workdate
from reviews.case.models import Review
from reviews.family.models import FamilyContact, SafeRoute
from reviews.meetings.models import AgendaItem
from reviews.panel.queries import terms_in_force
from reviews.quality import rules
from reviews.quality.rules import Fact, counted, fact
from reviews.referral.duties import DECIDE
from reviews.referral.models import Outcome, Question


def referral(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.REFERRAL, "referral"
    came = getattr(review, "referral", None)
    told = getattr(review, "notification", None)
    if came:
        yield Fact(of, f"Referred on {workdate(came.received_on)}.", page)
        said = came.concerns or came.working_together
        yield fact(of, page, said, "It says what raised concern.", "It does not say what raised concern.")
    if told and told.sent_on:
        yield Fact(of, f"Notified on {workdate(told.sent_on)}.", page)
    if not came and not told:
        yield Fact(of, "Neither a referral nor a notification is on record.", page, missing=True)


def decisions(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.DECISIONS, "referral"
    answered = review.criteria.count()
    yield fact(
        of,
        page,
        answered,
        f"{counted(answered, 'criterion', 'criteria')} answered with reasons.",
        "No criterion is answered.",
    )
    recommended = sorted(review.recommended.all(), key=lambda made: made.recommended_on)
    last = recommended[-1] if recommended else None
    yield fact(of, page, last, _recommended(last), "The sub-group has recommended nothing yet.")
    made = list(review.decisions.filter(joined=None))
    for question in Question:
        own = [one for one in made if one.question == question]
        if own:
            yield Fact(of, f"“{question.label}” {_decided(own)}", page)
    if not made:
        yield Fact(of, "No partner has decided yet.", page, missing=True)
    yield fact(
        of,
        page,
        review.scrutineer_comments.count(),
        "The scrutineer has commented.",
        "The scrutineer has not commented.",
    )


def _recommended(last: object) -> str:
    return (
        f"The sub-group recommended on {workdate(last.recommended_on)}: {last.get_outcome_display()}." if last else ""
    )  # type: ignore[attr-defined]


def _decided(made: list) -> str:
    outcomes = {str(Outcome(one.outcome).label) for one in made}
    same = f"all of them: {outcomes.pop()}" if len(outcomes) == 1 else "not all the same"
    return (
        f"{counted(len(made), 'partner')} decided, {same}; the last on {workdate(max(one.decided_on for one in made))}."
    )


def partners_told(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.PARTNERS_TOLD, "referral"
    asked = review.duties.filter(kind__in=[kind.code for kind in DECIDE.values()]).order_by("opened_at")
    first = asked.values_list("opened_at", flat=True).first()
    yield fact(of, page, first, f"Asked to decide from {workdate(first)} on.", "No partner has been asked to decide.")
    seen = AgendaItem.objects.filter(review=review, removed_at=None, meeting__cancelled_at=None)
    count = seen.count()
    yield fact(
        of, "meetings", count, f"On the agenda of the sub-group {counted(count, 'time')}.",
        "It has not been on the agenda of the sub-group.",
    )  # fmt: skip


def family_told(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.FAMILY_TOLD, "family"
    contacts = FamilyContact.objects.filter(person=OuterRef("pk"), void_at=None)
    agreed = SafeRoute.objects.filter(person=OuterRef("pk"), replaced_at=None)
    people = list(
        review.people.filter(kind="family", void_at=None, died_on=None)
        .annotate(logged=Exists(contacts), safe=Exists(agreed))
        .values_list("logged", "safe")
    )
    told, safe = sum(logged for logged, _ in people), sum(route for _, route in people)
    if not people:
        yield Fact(of, "Nobody of the family stands in the register yet.", page, missing=True)
        return
    whole = len(people)
    says = f"The log has an entry for {told} of {counted(whole, 'family member')}."
    yield Fact(of, says, page, missing=told < whole)
    yield Fact(of, f"A safe way is agreed for {safe} of {whole}.", page, missing=safe < whole)
    first = review.family_contacts.filter(void_at=None).order_by("contacted_on").first()
    if first:
        yield Fact(of, f"First contact or attempt on {workdate(first.contacted_on)}.", page)


def purpose(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.PURPOSE, "panel"
    terms = terms_in_force(review)
    if terms is None:
        yield Fact(of, "There are no terms of reference.", page, missing=True)
        return
    yield fact(
        of, page, terms.agreed_on, f"Terms of reference agreed on {workdate(terms.agreed_on)}.",
        "The terms of reference are a draft.",
    )  # fmt: skip
    questions = len(terms.questions.all())
    yield fact(of, page, questions, f"{counted(questions, 'question')} to answer.", "No question is asked in them.")
    for name, words in (("out_of_scope", "what is left out"), ("equality", "equality"), ("method", "the method")):
        if not getattr(terms, name):
            yield Fact(of, f"They say nothing of {words}.", page, missing=True)


SOURCES = (referral, decisions, partners_told, family_told, purpose)
