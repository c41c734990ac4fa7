"""The pages of contact with the family. Names stay in the identity register; here stand labels."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr.doors import public
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.family import actions, forms, narrative, queries
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding
from reviews.identities.models import Person

FORM = "reviews/family/form.html"
FIELDS = (
    "person", "contacted_on", "outcome", "why_not", "route", "through", "note", "wishes_naming", "wishes_focus",
    "wishes_reading", "why_otherwise", "support_offered", "revision",
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
        initial={name: getattr(contact, name) for name in FIELDS} | {"together_with": contact.together_with.all()},
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


# Standing, safe route, the day of publication -------------------------------------------------------------


def relative_of(visit: Visit, pk: int) -> Person | None:
    """A member of the family in this review's register."""
    return queries.relatives(visit.review).filter(pk=pk, void_at=None).first()


def standing_of(visit: Visit, pk: int) -> FamilyStanding | None:
    """A standing of this review that counts."""
    found = FamilyStanding.objects.filter(pk=pk, person__review=visit.review, void_at=None)
    return found.select_related("person__review").first()


def support_of(visit: Visit, pk: int) -> DaySupport | None:
    """What is planned for somebody of this review."""
    found = DaySupport.objects.filter(pk=pk, person__review=visit.review, void_at=None)
    return found.select_related("person__review").first()


def _form(
    request: HttpRequest, visit: Visit, form: type, act: Any, *, title: str, done: str, **more: Any
) -> HttpResponse:
    """A form of this stage, after which its page is shown."""
    return form_page(
        request, form, template=FORM, act=act, then=at_family(visit), done=done, context={"title": title},
        cancel=at_family(visit), **more,
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=relative_of)
def standing(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
    return _form(
        request, visit, forms.StandingForm,
        lambda form: actions.add_standing(person, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Standing of the {person.label}", done="The standing is recorded.",
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=standing_of)
def standing_change(request: HttpRequest, visit: Visit, made: FamilyStanding) -> HttpResponse:
    return _form(
        request, visit, forms.ChangeStandingForm,
        lambda form: actions.change_standing(made, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Standing of the {made.person.label}", done="The standing is saved.",
        initial={name: getattr(made, name) for name in ("kind", "from_on", "until_on", "source", "revision")},
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=standing_of)
def standing_void(request: HttpRequest, visit: Visit, made: FamilyStanding) -> HttpResponse:
    return _form(
        request, visit, forms.VoidForm,
        lambda form: actions.void_standing(made, **form.cleaned_data, by=visit.user, at=visit.now),
        title="A standing was entered in error", done="The standing no longer counts.",
        initial={"revision": made.revision},
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=relative_of)
def route(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
    agreed = queries.route_to(person)
    initial: dict[str, Any] = {}
    if agreed:
        kept = ("routes", "number", "address", "ask_first", "key_worker", "note")
        initial = {name: getattr(agreed, name) for name in kept}
        initial |= {"follows": agreed.pk, "never_with": agreed.never_with.all()}
    return _form(
        request, visit, forms.RouteForm,
        lambda form: actions.agree_route(person, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Safe route to the {person.label}", done="The safe route is recorded.", initial=initial, person=person,
        people=queries.relatives(visit.review), keep=f"route:{visit.review.code}:{person.pk}",
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=relative_of)
def support(request: HttpRequest, visit: Visit, person: Person) -> HttpResponse:
    return _form(
        request, visit, forms.SupportForm,
        lambda form: actions.plan_support(person, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Support for the {person.label} on the day of publication", done="The support is planned.",
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=support_of)
def support_change(request: HttpRequest, visit: Visit, made: DaySupport) -> HttpResponse:
    return _form(
        request, visit, forms.ChangeSupportForm,
        lambda form: actions.change_support(made, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Support for the {made.person.label} on the day of publication", done="The support is saved.",
        initial={name: getattr(made, name) for name in ("day", "who", "how", "revision")},
    )  # fmt: skip


@for_review(Permission.FAMILY, thing=support_of)
def support_done(request: HttpRequest, visit: Visit, made: DaySupport) -> HttpResponse:
    return _form(
        request, visit, forms.SupportDoneForm,
        lambda form: actions.support_given(made, **form.cleaned_data, by=visit.user, at=visit.now),
        title=f"Support given to the {made.person.label}", done="It is recorded.",
        initial={"done_on": visit.today, "revision": made.revision},
    )  # fmt: skip


# For families -----------------------------------------------------------------------------------------------


@public
@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    """What a review is, in plain words, for the family of the child."""
    return render(request, "public/family.html", {"title": "When a review is about your child"})


@public
@require_safe
def leaflet_pdf(request: HttpRequest) -> HttpResponse:
    """The same, to print and hand over."""
    page = render_to_string("pdf/leaflet.html", {"title": "When a review is about your child"}, request)
    response = HttpResponse(narrative.leaflet(page), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="for-families.pdf"'
    return response
