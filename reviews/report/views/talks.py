"""The figures and quotes of the conversations are put into the report, where they follow what is recorded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.conversations import queries as conversations
from reviews.report import actions, forms, narrative, queries
from reviews.report.views.things import the_report

FORM = "reviews/report/talks.html"


def _start_first(request: HttpRequest, visit: Visit) -> HttpResponse:
    messages.warning(request, "The report is not begun yet. Start it first.")
    return redirect("report", visit.review.code)


@for_review(Permission.WRITE_REPORT)
def figures(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose the sections in which the counts stand; taken out of one by leaving it out."""
    report = the_report(visit)
    if report is None:
        return _start_first(request, visit)
    counted = conversations.figures(visit.review)
    standing = queries.filed_talks(visit.review).filter(origin=queries.FIGURES)
    return form_page(
        request,
        forms.FiguresForm,
        template=FORM,
        initial={"sections": [str(block.section_id) for block in standing]},
        act=lambda form: actions.place_figures(report, sections=form.chosen, by=visit.user, at=visit.now),
        then=reverse("report", args=[visit.review.code]),
        done="The figures stand in the report as chosen. They change with the sessions.",
        context={
            "title": "Figures of the conversations",
            "told": narrative.figures_told(counted) if counted.sessions else "",
        },
        sections=queries.sections_for_talks(report),
        cancel=reverse("conversations", args=[visit.review.code]),
    )


@for_review(Permission.WRITE_REPORT)
def quote(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Put words into the report that a practitioner has cleared. Whoever may not read the notes sees cleared ones alone."""
    report = the_report(visit)
    if report is None:
        return _start_first(request, visit)
    on_list = conversations.quotes(visit.review)
    if not visit.may(Permission.HOLD_CONVERSATIONS):
        on_list = on_list.filter(answer="cleared")
    chosen = list(on_list)
    return form_page(
        request,
        forms.TakeQuoteForm,
        template=FORM,
        act=lambda form: actions.take_quote(report, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("report", args=[visit.review.code]),
        done="The quote stands in the report. Where the practitioner takes it back, it is taken out.",
        context={
            "title": "Quote a practitioner",
            "lead": "Only words that the practitioner has cleared for use can be taken."
            if chosen
            else "No quote is on the list. Open a session under Conversations and choose “Quote it” beside a note.",
        },
        quotes=chosen,
        sections=queries.sections_for_talks(report),
        cancel=reverse("conversations", args=[visit.review.code]),
    )
