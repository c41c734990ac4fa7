"""Another area in this review: that it joined, whom it brings, what its partners decide, and that it left."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.models import Agency
from agencies.roles import Permission, Role
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.case.models import TeamMember
from reviews.rapid_review import actions, forms, queries
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.views import reach
from reviews.rapid_review.views.office import FORM
from reviews.referral.forms import DecideForm
from reviews.referral.models import JoinedPartnership, PartnerDecision, Question
from reviews.referral.queries import joined_areas, joined_to, partners_of_area

FIELDS = ("lead", "since_on", "revision")


def own_partners(visit: Visit) -> set[int]:
    """The partners (ids) of other areas that this person decides for here."""
    held = TeamMember.objects.held_on(visit.today).filter(review=visit.review, user=visit.user)
    return set(held.filter(role=Role.JOINED_PARTNER).exclude(agency=None).values_list("agency", flat=True))


def may_decide_for(visit: Visit) -> set[int]:
    """The same, or all of them for the office, which enters what was decided for who gave it."""
    if not visit.may(Permission.RUN_CASE):
        return own_partners(visit)
    return {partner.pk for joined in joined_to(visit.review) for partner in partners_of_area(joined)}


def an_area(visit: Visit, pk: int) -> tuple[RapidReview, JoinedPartnership] | None:
    """An area that has joined and not left."""
    rapid_review = queries.rapid_review_of(visit.review)
    joined = joined_to(visit.review).filter(pk=pk, ended_on=None).first()
    return (rapid_review, joined) if rapid_review and joined else None


def a_partner_of_area(visit: Visit, pk: int, partner: int) -> tuple[RapidReview, JoinedPartnership, Agency] | None:
    """A statutory partner of an area: one's own, any for the office."""
    found = an_area(visit, pk)
    if not found or partner not in may_decide_for(visit):
        return None
    agency = next((one for one in partners_of_area(found[1]) if one.pk == partner), None)
    return (*found, agency) if agency else None


@for_review(Permission.READ_RETURNS, thing=reach.the_rapid_review)
@require_safe
def areas(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    seats = TeamMember.objects.held_on(visit.today).filter(review=visit.review, role=Role.JOINED_PARTNER)
    context = {
        "title": "Other areas that have joined",
        "areas": joined_areas(visit.review, Question.REVIEW),
        "may_decide": may_decide_for(visit),
        "seats": seats.select_related("user", "agency").order_by("user__name"),
    }
    return render(request, "reviews/rapid_review/areas.html", context)


def _back(visit: Visit) -> str:
    return reverse("rapid-review-joined", args=[visit.review.code])


@for_review(Permission.RUN_CASE, thing=reach.the_rapid_review)
def new(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    return form_page(
        request, forms.AreaForm, template=FORM, cancel=_back(visit), then=_back(visit), review=visit.review,
        initial={"since_on": visit.today}, done="The other area has joined. Its agencies can now be asked.",
        act=lambda form: actions.join_area(rapid_review, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": "Another area joins", "lead": "Its partners decide for themselves; nothing here waits for it."},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=an_area)
def change(request: HttpRequest, visit: Visit, found: tuple[RapidReview, JoinedPartnership]) -> HttpResponse:
    rapid_review, joined = found
    initial: dict[str, Any] = {name: getattr(joined, name) for name in FIELDS}
    return form_page(
        request, forms.ChangeAreaForm, template=FORM, cancel=_back(visit), then=_back(visit), review=visit.review,
        initial=initial | {"agencies": list(joined.agencies.all())}, done="Saved.",
        act=lambda form: actions.change_area(rapid_review, joined, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": f"{joined} in this review"},
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=an_area)
def end(request: HttpRequest, visit: Visit, found: tuple[RapidReview, JoinedPartnership]) -> HttpResponse:
    rapid_review, joined = found
    return form_page(
        request, forms.EndAreaForm, template=FORM, cancel=_back(visit), then=_back(visit),
        initial={"ended_on": visit.today, "revision": joined.revision}, done="The other area has left the review.",
        act=lambda form: actions.end_joining(rapid_review, joined, **form.cleaned_data, by=visit.user, at=visit.now),
        context={
            "title": f"{joined} leaves the review",
            "lead": "Its people lose sight of the case, and its agencies are not asked any more. What they gave stays.",
        },
    )  # fmt: skip


@for_review(Permission.RUN_CASE, thing=an_area)
def seat(request: HttpRequest, visit: Visit, found: tuple[RapidReview, JoinedPartnership]) -> HttpResponse:
    rapid_review, joined = found
    pks = [partner.pk for partner in partners_of_area(joined)]
    return form_page(
        request, forms.SeatForm, template=FORM, cancel=_back(visit), then=_back(visit),
        partners=Agency.objects.filter(pk__in=pks).order_by("name"), done="They can decide in this review now.",
        act=lambda form: actions.seat_delegate(rapid_review, joined, **form.cleaned_data, by=visit.user, at=visit.now),
        context={"title": f"A place for a delegate of {joined}"},
    )  # fmt: skip


def _said(standing: PartnerDecision | None, visit: Visit) -> dict[str, Any]:
    fields = ("outcome", "reasons", "decided_on", "on_behalf_of", "revision")
    return {name: getattr(standing, name) for name in fields} if standing else {"decided_on": visit.today}


@for_review(Permission.DECIDE_JOINED, Permission.RUN_CASE, thing=a_partner_of_area)
def decide(
    request: HttpRequest, visit: Visit, found: tuple[RapidReview, JoinedPartnership, Agency]
) -> HttpResponse:  # fmt: skip
    rapid_review, joined, partner = found
    standing = joined.decisions.filter(question=Question.REVIEW, partner=partner).first()
    return form_page(
        request, DecideForm, template=FORM, cancel=_back(visit), then=_back(visit), initial=_said(standing, visit),
        question=Question.REVIEW, behalf=partner.pk not in own_partners(visit), done=f"The decision of {partner} is recorded.",
        keep=f"rapid_review.joined:{joined.pk}:{partner.pk}",
        act=lambda form: actions.decide_for_area(
            rapid_review, joined, partner=partner, **form.cleaned_data, by=visit.user, at=visit.now
        ),
        context={"title": f"Decision of {partner}", "lead": f"For {joined}, beside the decision of {visit.review.partnership}."},
    )  # fmt: skip
