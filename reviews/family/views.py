"""The pages of contact with the family. Names stay in the identity register; here stand labels."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.family import actions, forms, queries
from reviews.family.models import FamilyContact

FORM = "reviews/family/form.html"
FIELDS = (
    "person", "contacted_on", "outcome", "why_not", "route", "through", "note", "wishes", "support_offered", "revision",
)  # fmt: skip


def at_family(visit: Visit) -> str:
    """The address of the stage's page."""
    return reverse("family", args=[visit.review.code])


def contact_of(visit: Visit, pk: int) -> FamilyContact | None:
    """A contact of this review that stands."""
    return visit.review.family_contacts.filter(pk=pk, void_at=None).select_related("person", "review").first()


@for_review(Permission.FAMILY)
def family(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the review stands with each member of the family, and every contact."""
    context = {"title": "Family contact", "family": queries.family(visit.review)}
    return render(request, "reviews/family/family.html", context)


@for_review(Permission.FAMILY)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    chosen = request.GET.get("person", "")
    return form_page(
        request,
        forms.ContactForm,
        template=FORM,
        initial={"contacted_on": visit.today, "person": chosen if chosen.isdecimal() else None},
        act=lambda form: actions.record_contact(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_family(visit),
        done="The contact is recorded.",
        context={"title": "Record a contact or an attempt"},
        people=queries.relatives(visit.review),
        for_others=visit.may(Permission.RUN_CASE),
        keep=f"contact:{visit.review.code}",
        cancel=at_family(visit),
    )


@for_review(Permission.FAMILY, thing=contact_of)
def change(request: HttpRequest, visit: Visit, contact: FamilyContact) -> HttpResponse:
    return form_page(
        request,
        forms.ChangeContactForm,
        template=FORM,
        initial={name: getattr(contact, name) for name in FIELDS},
        act=lambda form: actions.change_contact(contact, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_family(visit),
        done="The contact is saved.",
        context={"title": "Change a contact"},
        people=queries.relatives(visit.review),
        cancel=at_family(visit),
    )


@for_review(Permission.FAMILY, thing=contact_of)
def void(request: HttpRequest, visit: Visit, contact: FamilyContact) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": contact.revision},
        act=lambda form: actions.void_contact(contact, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_family(visit),
        done="The contact no longer counts. It can still be read at the end of the log.",
        context={"title": "A contact was entered in error"},
        cancel=at_family(visit),
    )
