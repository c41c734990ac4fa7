"""What runs alongside a review, what has to wait for it, and what may go ahead today?"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from agencies.models import Agency, User
from cspr.templatetags.page import workdate
from reviews.case.models import Duty, Review
from reviews.case.rules import OpenEnd
from reviews.identities.models import Person
from reviews.proceedings import rules
from reviews.proceedings.duties import CONFIRM, LOOK_AT_HOLD, NEXT_DATE, ORDER_ENDS
from reviews.proceedings.models import (
    OUTPUTS,
    CourtOrder,
    Hold,
    HoldScope,
    Proceeding,
    ProceedingEvent,
    Release,
    What,
    Witness,
)
from reviews.proceedings.rules import Condition, Ruling, Standing, Stop, Target

SCOPES = HoldScope.objects.select_related("person", "witness__agency", "witness__person")


def with_proposed(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    """Each hold with ``proposed``: is anybody asked to confirm its release?"""
    asked = Duty.objects.open().filter(review=OuterRef("review"), kind=CONFIRM.code, thing_id=OuterRef("pk"))
    return holds.annotate(proposed=Exists(asked))


def standing(review: Review) -> Standing:
    """All that makes anything in the review wait. Four queries, however much there is."""
    holds = {hold.pk: hold for hold in with_proposed(review.holds.standing())}
    stops: list[Stop] = []
    conditions: list[Condition] = []
    for scope in HoldScope.objects.filter(hold__review=review).select_related("witness", "release"):
        target = target_of(scope)
        if scope.release_id is None and scope.hold_id in holds:
            hold = holds[scope.hold_id]
            stops.append(rules.stop_of(hold, target, proposed=hold.proposed))
        elif scope.release and scope.release.conditions:
            conditions.append(Condition(target, scope.release.conditions))
    for order in orders_in_force(review):
        stops += rules.stops_of(order, [person.label for person in order.protects.all()])
    return Standing(tuple(stops), tuple(conditions))


def target_of(scope: HoldScope) -> Target:
    """What one line of a hold stops."""
    user_id = scope.witness.user_id if scope.witness else None
    return Target(scope.what, scope.person_id, scope.witness_id, user_id)


def orders_in_force(review: Review) -> QuerySet[CourtOrder]:
    """The orders whose end nobody has recorded."""
    return review.court_orders.filter(ended_on=None).prefetch_related("protects")


def held(
    review: Review,
    what: str,
    *,
    person: Person | None = None,
    witness: Witness | None = None,
    user: User | None = None,
    about: str = "",
    on: dt.date | None = None,
    given: Standing | None = None,
) -> str:
    """The sentence that says for what this has to wait, without a name; empty where it can go ahead.

    ``what`` is one of ``What``: CONTACT with a ``person`` of the register, TALK with a practitioner (``witness`` or
    ``user``, else in words ``about`` whom), CONVERSATIONS at all, or something that goes out. ``on`` is the day it is to
    happen, or happened. Who asks about many gives what is ``standing`` once.
    """
    target = Target(what, person.pk if person else None, witness.pk if witness else None, user.pk if user else None)
    name = name_of(what, witness or (person.label if person else about))
    found = rules.ruling(given or standing(review), target, name, many=what in MANY, on=on)
    return found.sentence if found.waits else ""


# How what may be held is called at the beginning of a sentence; those of several go with "wait".
NAMES = {
    What.ALL: "All agreed work",
    What.CONTACT: "Contact with {about}",
    What.TALK: "A conversation with {about}",
    What.CONVERSATIONS: "Conversations with practitioners",
    What.PUBLICATION: "Publication",
    What.BRIEFING: "The learning briefing",
    What.PRESS: "Press lines",
    What.BOARD: "Papers for the board",
}
MANY = (What.CONVERSATIONS, What.PRESS, What.BOARD)


def name_of(what: str, about: object = None) -> str:
    """What is wanted, as a sentence begins with it; a label stands as it was chosen, a practitioner's role is no name."""
    role = isinstance(about, Witness) and not about.person_id
    words = rules.lower(str(about)) if role else str(about or "this practitioner")
    return NAMES[What(what)].format(about=words)


# What can go ahead ---------------------------------------------------------------------------------


def what_can_go_ahead(review: Review) -> list[Ruling]:
    """For each person, each listed practitioner and each output what may be done today, what waits first. Six queries."""
    found, rows = standing(review), []
    for person in review.people.filter(void_at=None, died_on=None).order_by("pk"):
        rows.append(rules.ruling(found, Target(What.CONTACT, person.pk), name_of(What.CONTACT, person.label)))
    for witness in practitioners(review):
        target = Target(What.TALK, witness_id=witness.pk, user_id=witness.user_id)
        rows.append(rules.ruling(found, target, name_of(What.TALK, witness)))
    whoever = "Conversations with practitioners who are not listed"
    rows.append(rules.ruling(found, Target(What.CONVERSATIONS), whoever, many=True))
    for what in OUTPUTS:
        rows.append(rules.ruling(found, Target(what), name_of(what), many=what in MANY))
    return rules.worst_first(rows)


def practitioners(review: Review) -> QuerySet[Witness]:
    """The practitioners who are or may be witnesses, and whoever is still named by a hold."""
    named = HoldScope.objects.filter(witness=OuterRef("pk"), release=None, hold__ended_on=None)
    return review.witnesses.filter(Q(ended_on=None) | Exists(named), person=None).select_related(
        "agency", "person", "user"
    )


# What stands on a case -----------------------------------------------------------------------------


def holds_on(review: Review) -> list[Hold]:
    """The holds that stand, with ``left`` (what they still stop) and ``proposed``, those to be confirmed first."""
    left = Prefetch("scopes", SCOPES.filter(release=None), to_attr="left")
    found = with_proposed(review.holds.standing()).select_related("proceeding", "original").prefetch_related(left)
    return sorted(found, key=lambda hold: (not hold.proposed, hold.look_again_on, hold.pk))


@dataclass(frozen=True)
class OnCase:
    """What the page of a case says of holds: since when everything waits, if it does, and how much else."""

    all_since: dt.date | None
    holds: int
    proposed: int
    orders: int


def on_case(review: Review) -> OnCase:
    """How many holds stand on a case, and how many orders that hold something. Two queries."""
    everything = HoldScope.objects.filter(hold=OuterRef("pk"), what=What.ALL, release=None)
    found = list(with_proposed(review.holds.standing()).annotate(everything=Exists(everything)))
    since = [hold.since_on for hold in found if hold.everything]
    orders = sum(bool(held) for held in review.court_orders.filter(ended_on=None).values_list("outputs", flat=True))
    return OnCase(min(since, default=None), len(found), sum(hold.proposed for hold in found), orders)


def open_ends(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    """The holds that stand in cases that come to their end: each is released first."""
    cases = {review.pk: review.code for review in reviews}
    found: dict[int, list[OpenEnd]] = {}
    for hold in Hold.objects.standing().filter(review__in=reviews):
        page = reverse("proceedings-release", args=[cases[hold.review_id], hold.pk])
        words = f"Something is on hold because of {rules.cause_of(hold.because)}"
        found.setdefault(hold.review_id, []).append(OpenEnd(words, page))
    return found


def reason_for_delay(review: Review) -> str:
    """Why the case is held up, from the holds that stand, oldest first, for a letter about a delay; empty without one."""
    return "\n\n".join(
        f"{hold.why.strip()} (On hold since {rules.day(hold.since_on)}, {rules.advice_of(hold)}.)"
        for hold in review.holds.standing().order_by("since_on", "pk")
    )


def proceedings(review: Review) -> QuerySet[Proceeding]:
    """What runs or ran alongside, open ones first, each with what ``happened``, ``seen`` (its witnesses) and its people."""
    happened = ProceedingEvent.objects.select_related("original", "entered_by").order_by("-happened_on", "-pk")
    seen = Witness.objects.filter(ended_on=None).select_related("person", "agency", "user").order_by("pk")
    return review.proceedings.prefetch_related(
        "people", Prefetch("events", happened, to_attr="happened"), Prefetch("witnesses", seen, to_attr="seen")
    )


def orders(review: Review) -> QuerySet[CourtOrder]:
    """The orders of courts, those in force first."""
    return review.court_orders.select_related("original", "proceeding").prefetch_related("protects")


def released(review: Review) -> QuerySet[Release]:
    """What was confirmed about holds, newest first."""
    found = Release.objects.filter(hold__review=review).select_related("hold", "entered_by", "event")
    return found.prefetch_related(Prefetch("scopes", SCOPES)).order_by("-decided_on", "-pk")


def scopes_standing(hold: Hold) -> QuerySet[HoldScope]:
    """What a hold still stops."""
    return SCOPES.filter(hold=hold, release=None)


def called(scope: HoldScope) -> str:
    """What one line of a hold stops, in words."""
    return name_of(scope.what, scope.witness or (scope.person.label if scope.person else None))


def waiting_for(proceeding: Proceeding, happened: str) -> list[Hold]:
    """The standing holds whose release an event of this kind proposes."""
    of_it = Q(proceeding=proceeding) | Q(proceeding=None, because=proceeding.kind)
    found = Hold.objects.standing().filter(of_it, review=proceeding.review_id)
    return [hold for hold in found if rules.proposes(happened, hold.waits_for)]


def released_after(proceeding: Proceeding) -> list[Hold]:
    """The holds that waited for a proceeding and were released as a whole."""
    of_it = Q(proceeding=proceeding) | Q(proceeding=None, because=proceeding.kind)
    return list(Hold.objects.filter(of_it, review=proceeding.review_id).exclude(ended_on=None).order_by("pk"))


def scopes_released(proceeding: Proceeding) -> QuerySet[HoldScope]:
    """What waited for a proceeding and may go ahead."""
    return SCOPES.filter(hold__in=released_after(proceeding))


def what_happened(hold: Hold) -> ProceedingEvent | None:
    """The newest event that proposes the release of a hold."""
    of_it = Q(proceeding=hold.proceeding) if hold.proceeding_id else Q(proceeding__kind=hold.because)
    found = ProceedingEvent.objects.filter(of_it, proceeding__review=hold.review_id, void_at=None)
    newest = found.select_related("proceeding").order_by("-happened_on", "-pk")
    return next((event for event in newest if rules.proposes(event.kind, hold.waits_for)), None)


# To choose from ------------------------------------------------------------------------------------


def people_to_choose(review: Review) -> QuerySet[Person]:
    """The people of the register, by label alone."""
    return review.people.filter(void_at=None).order_by("pk")


def agencies_to_choose(review: Review) -> QuerySet[Agency]:
    """The agencies of the partnership for which practitioners speak."""
    return (
        Agency.objects.filter(Q(partnerships=review.partnership_id) | Q(involvements__review=review))
        .distinct()
        .order_by("name")
    )


def users_to_choose(review: Review) -> QuerySet[User]:
    """The people of involved agencies who sign in."""
    involved = review.involvements.current().values("agency")
    return User.objects.filter(agency__in=involved, is_active=True).order_by("name")


# For whom or which a duty is -----------------------------------------------------------------------


def holds_told(numbers: Collection[int]) -> dict[int, str]:
    """Because of what things are on hold, and since when."""
    found = Hold.objects.filter(pk__in=numbers)
    return {hold.pk: f"{hold.get_because_display().lower()}, on hold since {workdate(hold.since_on)}" for hold in found}


def proceedings_told(numbers: Collection[int]) -> dict[int, str]:
    return {one.pk: one.get_kind_display().lower() for one in Proceeding.objects.filter(pk__in=numbers)}


def orders_told(numbers: Collection[int]) -> dict[int, str]:
    found = CourtOrder.objects.filter(pk__in=numbers)
    return {order.pk: f"order made on {workdate(order.made_on)}" for order in found}


ABOUT = {LOOK_AT_HOLD: holds_told, NEXT_DATE: proceedings_told, ORDER_ENDS: orders_told}
