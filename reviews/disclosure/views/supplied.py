"""Material that police, courts and others supplied to the review."""

from functools import partial

from django.http import HttpRequest, HttpResponse

from reviews.case.access import Visit, for_review
from reviews.disclosure import actions, forms, queries
from reviews.disclosure.models import Supplied
from reviews.disclosure.views.page import ASK, one_form

FIELDS = ("giver", "given_by", "what", "supplied_on", "original_held_by", "conditions", "revision")


def supplied_thing(visit: Visit, pk: int) -> Supplied | None:
    """What was supplied to this review and stands."""
    return queries.supplied_of(visit.review).select_related("review").filter(pk=pk, void_at=None).first()


@for_review(ASK)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return one_form(
        request, visit, forms.SuppliedForm, partial(actions.record_supplied, visit.review),
        title="Material supplied to the review", done="It is recorded.", initial={"supplied_on": visit.today},
        keep=f"supplied:{visit.review.code}",
    )  # fmt: skip


@for_review(ASK, thing=supplied_thing)
def change(request: HttpRequest, visit: Visit, given: Supplied) -> HttpResponse:
    return one_form(
        request, visit, forms.ChangeSuppliedForm, partial(actions.change_supplied, given),
        title="Put supplied material right", done="It is saved.",
        initial={name: getattr(given, name) for name in FIELDS},
    )  # fmt: skip


@for_review(ASK, thing=supplied_thing)
def end(request: HttpRequest, visit: Visit, given: Supplied) -> HttpResponse:
    return one_form(
        request, visit, forms.EndSuppliedForm, partial(actions.end_supplied, given),
        title="What became of supplied material", done="It is recorded.", lead=given.what,
        initial={"ended_on": given.ended_on or visit.today, "how_ended": given.how_ended, "revision": given.revision},
    )  # fmt: skip


@for_review(ASK, thing=supplied_thing)
def void(request: HttpRequest, visit: Visit, given: Supplied) -> HttpResponse:
    return one_form(
        request, visit, forms.VoidForm, partial(actions.void_supplied, given),
        title="Supplied material was entered in error", done="It no longer counts.", lead=given.what,
        initial={"revision": given.revision},
    )  # fmt: skip
