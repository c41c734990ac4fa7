"""The pages of the family reading the draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.family.queries import relatives
from reviews.readings import actions, forms, narrative, queries
from reviews.readings.models import DraftReading

FORM = "reviews/readings/form.html"
FIELDS = ("reaction", "changes_asked", "returned_on", "why_not_returned", "revision")


def at_readings(visit: Visit) -> str:
    """The address of the stage's page."""
    return reverse("readings", args=[visit.review.code])


def reading_of(visit: Visit, pk: int) -> DraftReading | None:
    """A copy of this review that stands."""
    return queries.readings(visit.review).filter(pk=pk, void_at=None).select_related("review").first()


@for_review(Permission.FAMILY)
@require_safe
def readings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every copy of the draft: who has it, what they said, and whether it is back."""
    context = {
        "title": "The family reads the draft",
        "readings": queries.readings(visit.review),
        "ready": queries.versions_to_give(visit.review).exists(),
    }
    return render(request, "reviews/readings/readings.html", context)


@for_review(Permission.FAMILY)
def give(request: HttpRequest, visit: Visit) -> HttpResponse:
    return form_page(
        request,
        forms.CopyForm,
        template=FORM,
        initial={"given_on": visit.today},
        act=lambda form: actions.give_copy(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_readings(visit),
        done="The copy has its number. Download it and print it.",
        context={"title": "Give somebody the draft to read"},
        people=relatives(visit.review).filter(void_at=None),
        versions=queries.versions_to_give(visit.review),
        cancel=at_readings(visit),
    )


@for_review(Permission.FAMILY, thing=reading_of)
def change(request: HttpRequest, visit: Visit, reading: DraftReading) -> HttpResponse:
    return form_page(
        request,
        forms.ReadingForm,
        template=FORM,
        initial={name: getattr(reading, name) for name in FIELDS},
        act=lambda form: actions.record_reading(reading, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_readings(visit),
        done="It is recorded.",
        context={"title": f"Copy {reading.number}, read by the {reading.person.label}"},
        keep=f"reading:{visit.review.code}:{reading.pk}",
        cancel=at_readings(visit),
    )


@for_review(Permission.FAMILY, thing=reading_of)
def void(request: HttpRequest, visit: Visit, reading: DraftReading) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template=FORM,
        initial={"revision": reading.revision},
        act=lambda form: actions.void_reading(reading, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_readings(visit),
        done="The copy no longer counts. Its number is not given again.",
        context={"title": "A copy was entered in error"},
        cancel=at_readings(visit),
    )


@for_review(Permission.FAMILY, thing=reading_of)
@require_safe
def copy(request: HttpRequest, visit: Visit, reading: DraftReading) -> HttpResponse:
    """The numbered copy, to be printed or shown."""
    response = HttpResponse(narrative.copy_pdf(reading), content_type="application/pdf")
    name = f"{visit.review.code} draft copy {reading.number}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
