"""Where each question of the terms of reference is answered: said by the author, offered by shared words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.editing import actions, forms, queries
from reviews.editing.access import a_mark, the_report
from reviews.editing.models import AnsweredAt
from reviews.editing.rules import Question, Reading, offers
from reviews.report.models import Block, Report, Section
from reviews.report.queries import document


@for_review(Permission.READ_REPORT, thing=the_report)
@require_safe
def terms(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    content = document(report)
    asked = queries.asked(report, content)
    offered = {}
    if visit.may(Permission.WRITE_REPORT):
        offered = offers(Reading.of(content), [Question(one.number, one.text) for one in asked])
    rows = []
    for one in asked:
        named = {place.uid for place in one.places}
        rows.append((one, [offer for offer in offered.get(one.number, ()) if offer.uid not in named]))
    context = {"title": "Terms of reference: where each is answered", "rows": rows, "report": report}
    return render(request, "reviews/editing/terms.html", context)


@for_review(Permission.WRITE_REPORT, thing=the_report)
def answered(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """Name a place for a question: with one click at an offer, or chosen from everything there is."""
    content = document(report)
    asked = queries.asked(report, content)
    places = queries.places(content)
    back = reverse("editing-terms", args=[visit.review.code])
    return form_page(
        request, forms.AnsweredForm, template="reviews/report/form.html", cancel=back, asked=asked, places=places,
        initial={"question": request.GET.get("question", "")},
        act=lambda form: _say(report, form, visit),
        then=back, done="The place is named.", context={"title": "Where is a question answered?"},
    )  # fmt: skip


def _say(report: Report, form: forms.AnsweredForm, visit: Visit) -> None:
    place = form.places[form.cleaned_data["place"]]
    parts = report.sections.get(pk=place.section)
    found: Block | Section = parts.blocks.get(uid=place.uid) if place.uid else parts
    question = queries.question_of(report, int(form.cleaned_data["question"]))
    actions.say_answered(report, question, found, by=visit.user, at=visit.now)


@for_review(Permission.WRITE_REPORT, thing=a_mark)
@require_POST
def take_back(request: HttpRequest, visit: Visit, mark: AnsweredAt) -> HttpResponse:
    try:
        actions.take_back(mark, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The place is no longer named.")
    return redirect("editing-terms", visit.review.code)
