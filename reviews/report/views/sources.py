"""The pages of the list of references: what the report may cite, and what of it is cited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import Report, Source
from reviews.report.views.things import a_source, number, the_report

FIELDS = ("author", "year", "title", "details", "address", "accessed_on", "revision")


@for_review(Permission.WRITE_REPORT, thing=the_report)
def sources(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    cited = queries.citations_of(report)
    context = {
        "title": "References",
        "sources": [(source, cited.get(source.pk, 0)) for source in queries.sources_of(report)],
        "listed": report.sources.filter(withdrawn_at=None),
        "withdrawn": report.sources.exclude(withdrawn_at=None),
    }
    return render(request, "reviews/report/sources.html", context)


@for_review(Permission.WRITE_REPORT, thing=the_report)
def add(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    back = reverse("report-sources", args=[visit.review.code])
    return form_page(
        request, forms.SourceForm, template="reviews/report/form.html", cancel=back, initial={"revision": 0},
        act=lambda form: actions.list_source(report, **_given(form), by=visit.user, at=visit.now),
        then=back, done="The reference is on the list. It can be cited in the editor.",
        context={"title": "Add a reference"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_source)
def change(request: HttpRequest, visit: Visit, source: Source) -> HttpResponse:
    back = reverse("report-sources", args=[visit.review.code])
    return form_page(
        request, forms.SourceForm, template="reviews/report/form.html", cancel=back,
        initial={name: getattr(source, name) for name in FIELDS},
        act=lambda form: actions.change_source(source, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The reference is changed. Its citations follow.", context={"title": "Change a reference"},
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=a_source)
@require_POST
def withdraw(request: HttpRequest, visit: Visit, source: Source) -> HttpResponse:
    """Off the list, or back onto it."""
    back = request.POST.get("back") == "1"
    try:
        actions.withdraw_source(
            source, revision=number(request.POST.get("revision")), back=back, by=visit.user, at=visit.now
        )
    except ChangedMeanwhile as other:
        messages.error(request, str(other))
    else:
        messages.success(request, "The reference is back on the list." if back else "The reference is off the list.")
    return redirect("report-sources", visit.review.code)


def _given(form: forms.SourceForm) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "revision"}
