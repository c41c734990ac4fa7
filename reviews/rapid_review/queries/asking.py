"""Who can be asked for a return, and who at an agency hears of it?"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agencies.models import Agency, Partnership, Post, User
from agencies.queries import desks_to_write_to, with_deputies
from agencies.roles import Permission, Role
from agencies.rules import is_away
from cspr.templatetags.page import workdate
from reviews.case.models import Review
from reviews.case.queries import Reader, Things, way_to
from reviews.identities.queries import THINGS as PEOPLE
from reviews.rapid_review.duties import ANSWER_PANEL, SAFETY
from reviews.rapid_review.models import PanelAsk, ReturnRequest, SafetyAction
from reviews.referral.queries import agencies_joined

SIGNING = (Role.SIGNATORY, Role.AGENCY_LEAD)
ANSWERING = (Role.CONTRIBUTOR, *SIGNING)


def agencies_to_ask(review: Review) -> list[Agency]:
    """The agencies of the partnership, and of areas that have joined, that are not asked or not any more."""
    asked = ReturnRequest.objects.filter(rapid_review__review=review, withdrawn_at=None).values("agency")
    near = Q(partnerships=review.partnership_id) | Q(pk__in=agencies_joined(review).values("pk"))
    found = Agency.objects.filter(near, ended_on=None).exclude(pk__in=asked).distinct()
    return list(found.select_related("led_by").order_by("name"))


def agencies_that_may_answer(review: Review) -> QuerySet[Agency]:
    """Every agency from which a return may come: those of the partnership, and those in the case from elsewhere."""
    involved = review.involvements.filter(ended_on=None).values("agency")
    joined = agencies_joined(review).values("pk")
    near = Q(partnerships=review.partnership_id) | Q(pk__in=involved) | Q(pk__in=joined)
    return Agency.objects.filter(near, ended_on=None).distinct().order_by("name")


def led_of(request: ReturnRequest) -> set[int]:
    """The agencies (ids) that answer through the one that is asked."""
    return set(Agency.objects.filter(led_by=request.agency_id, ended_on=None).values_list("pk", flat=True))


def leave_of_deciders(partnership: Partnership, *, on: dt.date) -> list[tuple[str, dt.date, dt.date]]:
    """Name, first and last day away of the partners' delegates and the chair, as far as they have said."""
    roles = (Role.DELEGATED_PARTNER, Role.SUBGROUP_CHAIR)
    posts = Post.objects.held_on(on).filter(partnership=partnership, role__in=roles)
    found = User.objects.filter(pk__in=posts.values("user"), is_active=True, away_until__gte=on).order_by("name")
    return list(found.values_list("name", "away_from", "away_until"))


def asked_of(review: Review) -> set[int]:
    """The agencies (ids) that are asked for a return."""
    found = ReturnRequest.objects.filter(rapid_review__review=review, withdrawn_at=None)
    return set(found.values_list("agency", flat=True))


def people_of(agency: Agency, *, on: dt.date, roles: tuple[Role, ...] = ANSWERING) -> QuerySet[User]:
    """The active people who hold one of the roles for an agency, or lead over it, and who stands in for those away."""
    posts = Post.objects.held_on(on).filter(
        Q(agency=agency.pk, role__in=roles) | Q(agency=agency.led_by_id, role=Role.AGENCY_LEAD, agency__isnull=False)
    )
    return with_deputies(User.objects.filter(pk__in=posts.values("user"), is_active=True), on=on)


@dataclass(frozen=True)
class Answering:
    """Somebody who answers for an agency, and until when they are away."""

    name: str
    away_until: dt.date | None = None
    deputy: str = ""


def answering_for(agencies: Iterable[Agency], *, on: dt.date) -> dict[int, list[Answering]]:
    """Agency (id) → who answers for it, leads included. One query however many agencies."""
    asked = list(agencies)
    own = {agency.pk for agency in asked}
    leads = {agency.led_by_id for agency in asked if agency.led_by_id}
    posts = Post.objects.held_on(on).filter(
        Q(agency__in=own, role__in=ANSWERING) | Q(agency__in=leads, role=Role.AGENCY_LEAD), user__is_active=True
    )
    answering: dict[int, set[User]] = {}
    leading: dict[int, set[User]] = {}
    for post in posts.select_related("user__deputy"):
        answering.setdefault(post.agency_id, set()).add(post.user)
        if post.role == Role.AGENCY_LEAD:
            leading.setdefault(post.agency_id, set()).add(post.user)
    return {
        agency.pk: _by_name(answering.get(agency.pk, set()) | leading.get(agency.led_by_id, set()), on)
        for agency in asked
    }


def _by_name(users: set[User], on: dt.date) -> list[Answering]:
    return [_answering(user, on) for user in sorted(users, key=lambda user: user.name)]


def _answering(user: User, on: dt.date) -> Answering:
    if not is_away(user, on):
        return Answering(user.name)
    return Answering(user.name, user.away_until, user.deputy.name if user.deputy else "")


def addresses_of(agency: Agency, *, on: dt.date) -> list[tuple[str, str]]:
    """(key, e-mail address) of everybody at an agency who is to hear of a request: people who sign in, and contacts."""
    users = [(f"user:{user.pk}", user.email) for user in people_of(agency, on=on)]
    found = users + [(f"contact:{contact.pk}", contact.email) for contact in desks_to_write_to(agency, on=on)]
    return list({email.casefold(): (key, email) for key, email in reversed(found)}.values())


def has_signatory(agency: Agency, *, on: dt.date) -> bool:
    """Is there somebody above the author who signs for this agency?"""
    return people_of(agency, on=on, roles=SIGNING).exists()


def _return_of(reader: Reader, request: ReturnRequest) -> str:
    """The return, for the agency itself and for the office; others read it once it is signed, from the overview."""
    reaches = request.agency_id in reader.agencies or reader.may(Permission.RUN_CASE)
    return way_to("rapid-review-return", reader, request.pk) if reaches else ""


THINGS = {
    "request": Things(
        lambda reader: ReturnRequest.objects.filter(rapid_review__review=reader.review).select_related("agency"),
        lambda request: str(request.agency),
        _return_of,
    ),
    **PEOPLE,
}


# For whom or which a duty is -----------------------------------------------------------------------


def asks_told(numbers: Collection[int]) -> dict[int, str]:
    """In which letter of the national Panel something is asked for."""
    found = PanelAsk.objects.filter(pk__in=numbers).select_related("reply")
    return {ask.pk: f"letter of {workdate(ask.reply.received_on)}" for ask in found}


def safety_told(numbers: Collection[int]) -> dict[int, str]:
    """When what keeps a child safe was agreed: whom it is for stands in the case."""
    return {one.pk: f"agreed on {workdate(one.entered_at)}" for one in SafetyAction.objects.filter(pk__in=numbers)}


ABOUT = {ANSWER_PANEL: asks_told, SAFETY: safety_told}
