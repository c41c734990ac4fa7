"""Recording proceedings, what happens in them, orders and possible witnesses."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from agencies.roles import Permission as P
from reviews.case.access import Visit, for_review
from reviews.proceedings import actions, forms, queries
from reviews.proceedings.models import CourtOrder, Proceeding, ProceedingEvent, Witness
from reviews.proceedings.views.stage import form_of_stage

ABOUT = ("kind", "about", "body", "reference", "contact", "officer", "next_on", "next_what", "revision")
OF_ORDER = (
    "kind", "court", "proceeding", "made_on", "until_on", "until_note", "says", "outputs", "revision",
)  # fmt: skip


def a_proceeding(visit: Visit, pk: int) -> Proceeding | None:
    """One of this review that has not ended."""
    return visit.review.proceedings.select_related("review").filter(pk=pk, ended_on=None).first()


def an_ended_one(visit: Visit, pk: int) -> Proceeding | None:
    found = visit.review.proceedings.select_related("review")
    return found.filter(pk=pk).exclude(ended_on=None).first()


def an_event(visit: Visit, pk: int) -> ProceedingEvent | None:
    found = ProceedingEvent.objects.select_related("proceeding__review")
    return found.filter(pk=pk, proceeding__review=visit.review, void_at=None).first()


def an_order(visit: Visit, pk: int) -> CourtOrder | None:
    return visit.review.court_orders.select_related("review").filter(pk=pk, ended_on=None).first()


def a_witness(visit: Visit, pk: int) -> Witness | None:
    found = visit.review.witnesses.select_related("review", "proceeding", "person", "agency")
    return found.filter(pk=pk, ended_on=None).first()


def a_practitioner(visit: Visit, pk: int) -> Witness | None:
    return a_witness(visit, pk) if visit.review.witnesses.filter(pk=pk, person=None).exists() else None


@for_review(P.RUN_CASE)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.ProceedingForm,
        lambda form: actions.record_proceeding(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Record a proceeding",
        lead="Whatever runs alongside the review: a criminal case, an inquest, care proceedings, another review.",
        done="The proceeding is recorded. If something has to wait for it, put that on hold.",
        keep=f"proceeding:{visit.review.code}",
        people=queries.people_to_choose(visit.review),
    )


@for_review(P.RUN_CASE, thing=a_proceeding)
def change(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ABOUT}
    return form_of_stage(
        request,
        visit,
        forms.ChangeProceedingForm,
        lambda form: actions.change_proceeding(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Change: {found.get_kind_display()}",
        done="The proceeding is saved.",
        initial={**initial, "people": [person.pk for person in found.people.all()]},
        people=queries.people_to_choose(visit.review),
    )


@for_review(P.RUN_CASE, thing=a_proceeding)
def end(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.EndProceedingForm,
        lambda form: actions.end_proceeding(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"It has ended: {found.get_kind_display()}",
        lead="This frees nothing by itself. You are then asked about each hold that waited for it.",
        done="The end is recorded.",
        initial={"ended_on": visit.today, "revision": found.revision},
    )


@for_review(P.RUN_CASE, thing=an_ended_one)
def reopen(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.ReopenForm,
        lambda form: actions.reopen_proceeding(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"It goes on after all: {found.get_kind_display()}",
        lead="What was released stays so. If something has to wait again, put that on hold.",
        done="The proceeding goes on. If something has to wait again, put that on hold.",
        initial={"revision": found.revision},
    )


@for_review(P.RUN_CASE, thing=a_proceeding)
def event(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.EventForm,
        lambda form: actions.record_event(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"What happened: {found.get_kind_display()}",
        lead="Holds that wait for it are not released by it. You are asked about each of them.",
        done="What happened is recorded. Whatever was on hold stays so until its release is confirmed.",
        initial={"happened_on": found.next_on if found.next_on and found.next_on <= visit.today else None},
        keep=f"event:{visit.review.code}:{found.pk}",
    )


@for_review(P.RUN_CASE, thing=an_event)
def void_event(request: HttpRequest, visit: Visit, found: ProceedingEvent) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.VoidEventForm,
        lambda form: actions.void_event(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title="This was entered in error",
        lead=f"{found.get_kind_display()}, {found.happened_on:%-d %B %Y}. It stays in the list, struck out.",
        done="It counts no more.",
        initial={"revision": found.revision},
    )


# Orders of courts ----------------------------------------------------------------------------------


def _choices(visit: Visit) -> dict[str, Any]:
    return {"people": queries.people_to_choose(visit.review), "proceedings": visit.review.proceedings.all()}


@for_review(P.RUN_CASE)
def add_order(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.OrderForm,
        lambda form: actions.record_order(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Record an order of a court",
        done="The order is recorded.",
        keep=f"order:{visit.review.code}",
        **_choices(visit),
    )


@for_review(P.RUN_CASE, thing=an_order)
def change_order(request: HttpRequest, visit: Visit, order: CourtOrder) -> HttpResponse:
    initial = {name: getattr(order, name) for name in OF_ORDER}
    return form_of_stage(
        request,
        visit,
        forms.ChangeOrderForm,
        lambda form: actions.change_order(order, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Change an order of a court",
        lead="If it was extended, give the new last day.",
        done="The order is saved.",
        initial={**initial, "protects": [person.pk for person in order.protects.all()]},
        more={"order": order},
        **_choices(visit),
    )


@for_review(P.RUN_CASE, thing=an_order)
def end_order(request: HttpRequest, visit: Visit, order: CourtOrder) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.EndOrderForm,
        lambda form: actions.end_order(order, **form.cleaned_data, by=visit.user, at=visit.now),
        title="The order has ended",
        lead="What this order alone held may then go ahead.",
        done="The order is recorded as ended.",
        initial={"ended_on": visit.today, "revision": order.revision},
    )


# Possible witnesses --------------------------------------------------------------------------------


def _practitioner_choices(visit: Visit) -> dict[str, Any]:
    return {"agencies": queries.agencies_to_choose(visit.review), "users": queries.users_to_choose(visit.review)}


@for_review(P.RUN_CASE, thing=a_proceeding)
def add_witness(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.WitnessForm,
        lambda form: actions.list_witness(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"List a possible witness: {found.get_kind_display()}",
        lead="To be on the list holds nothing by itself. A hold then names those with whom conversations wait.",
        done="They are on the list.",
        people=queries.people_to_choose(visit.review),
        **_practitioner_choices(visit),
    )


@for_review(P.RUN_CASE, thing=a_practitioner)
def change_witness(request: HttpRequest, visit: Visit, witness: Witness) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.ChangeWitnessForm,
        lambda form: actions.change_witness(witness, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Change a possible witness",
        done="It is saved.",
        initial={name: getattr(witness, name) for name in ("role", "agency", "label", "user", "revision")},
        **_practitioner_choices(visit),
    )


@for_review(P.RUN_CASE, thing=a_witness)
def end_witness(request: HttpRequest, visit: Visit, witness: Witness) -> HttpResponse:
    return form_of_stage(
        request,
        visit,
        forms.EndWitnessForm,
        lambda form: actions.end_witness(witness, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Not a witness any more",
        lead=f"{witness.called}. A hold that names them stands until its release is confirmed.",
        done="They are off the list.",
        initial={"ended_on": visit.today, "revision": witness.revision},
    )
