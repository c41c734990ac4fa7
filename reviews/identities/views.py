"""The pages of the identity register."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.identities import actions, forms, queries
from reviews.identities.models import Address, Alias, IdentityNumber, Person, Voidable

NOT_KEPT = ""  # what is typed here are real names: they stand in the register, and in no draft beside it
ENTRIES: dict[str, type[Voidable]] = {"alias": Alias, "address": Address, "number": IdentityNumber, "person": Person}


def a_person(visit: Visit, pk: int) -> Person | None:
    return Person.objects.filter(pk=pk, review=visit.review, void_at=None).select_related("review", "child").first()


def an_entry(visit: Visit, kind: str, pk: int) -> Voidable | None:
    model = ENTRIES.get(kind)
    if model is None:
        return None
    if model is Person:
        return a_person(visit, pk)
    return (
        model.objects.filter(pk=pk, person__review=visit.review, void_at=None).select_related("person__review").first()
    )


@for_review(Permission.SEE_NAMES)
def register(request: HttpRequest, visit: Visit) -> HttpResponse:
    people = list(queries.people(visit.review))
    context = {
        "title": "Identity register",
        "people": people,
        "telling": queries.places_telling(visit.review),
        "missing": list(visit.review.children.filter(person=None)),
    }
    return render(request, "reviews/identities/register.html", context)


@for_review(Permission.KEEP_NAMES)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    register_page = reverse("identities", args=[visit.review.code])
    child = request.GET.get("child", "")
    return form_page(
        request, forms.AddPersonForm, template="reviews/identities/form.html", review=visit.review, cancel=register_page,
        initial={"kind": Person.Kind.CHILD, "child": child} if child else {},
        act=lambda form: actions.enter_person(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=register_page, done="The person is in the register.", keep=NOT_KEPT, context={"title": "Add a person to the register"},
    )  # fmt: skip


@for_review(Permission.KEEP_NAMES, thing=a_person)
def edit(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
    register_page = reverse("identities", args=[visit.review.code])
    return form_page(
        request, forms.PersonForm, template="reviews/identities/form.html", cancel=register_page,
        initial=forms.PersonForm.initial_of(person), office=visit.may(Permission.RUN_CASE),
        act=lambda form: actions.change_person(person, **form.cleaned_data, by=visit.user, at=visit.now),
        then=register_page, done="The register is changed. The report shows the name used now.", keep=NOT_KEPT,
        context={"title": "Change a person in the register", "person": person},
    )  # fmt: skip


def _adding(form_class: type[django_forms.BaseForm], title: str, action: Any, done: str) -> Any:
    @for_review(Permission.KEEP_NAMES, thing=a_person)
    def page(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
        register_page = reverse("identities", args=[visit.review.code])
        return form_page(
            request, form_class, template="reviews/identities/form.html", cancel=register_page,
            act=lambda form: action(person, **form.cleaned_data, by=visit.user, at=visit.now),
            then=register_page, done=done, keep=NOT_KEPT, context={"title": title, "person": person},
        )  # fmt: skip

    return page


add_alias = _adding(forms.AliasForm, "Add another name", actions.add_alias, "The name is in the register.")
add_address = _adding(forms.AddressForm, "Add an address", actions.add_address, "The address is in the register.")
add_number = _adding(forms.NumberForm, "Add a number", actions.add_number, "The number is in the register.")


@for_review(Permission.KEEP_NAMES, thing=an_entry)
def void(request: HttpRequest, visit: Visit, entry: Voidable) -> HttpResponse:
    register_page = reverse("identities", args=[visit.review.code])
    return form_page(
        request, forms.VoidForm, template="reviews/identities/form.html", cancel=register_page,
        initial={"revision": entry.revision},
        act=lambda form: actions.void(entry, **form.cleaned_data, by=visit.user, at=visit.now),
        then=register_page, done="The entry is recorded as made in error. It is no longer looked for.",
        context={
            "title": "Record an entry as made in error",
            "lead": "It is kept, and no longer looked for in texts. Do this only where it was never true of this person.",
        },
    )  # fmt: skip
