"""The pages that bring a report in from a file: choose it, see what was recognised, write it or leave it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import ReportImport
from reviews.report.rules import Recognised, preview, section_numbers
from reviews.report.views.things import no_file_now, number

BRINGS = (Permission.WRITE_REPORT, Permission.RUN_CASE)
SHOWN = 500  # blocks of a section that are shown; what is longer is shown in part, and written whole


def an_import(visit: Visit, pk: int) -> ReportImport | None:
    found = ReportImport.objects.filter(pk=pk, review=visit.review)
    return found.select_related("review__partnership", "original__file", "began_by").first()


@for_review(*BRINGS)
def choose(request: HttpRequest, visit: Visit) -> HttpResponse:
    code = visit.review.code
    return form_page(
        request, forms.ImportForm, template="reviews/report/import.html", cancel=reverse("report", args=[code]),
        act=lambda form: actions.look_at(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda imported: reverse("report-import-look", args=[code, imported.pk]),
        behalf=visit.may(Permission.RUN_CASE),
        context={
            "title": "Bring a report in from a file", "report": queries.report_of(visit.review),
            "refused": no_file_now(visit),
            "earlier": visit.review.report_imports.select_related("began_by", "original__file").defer("found"),
        },
    )  # fmt: skip


@for_review(*BRINGS, thing=an_import)
def look(request: HttpRequest, visit: Visit, imported: ReportImport) -> HttpResponse:
    """What was recognised and what was not, before anything is written; two buttons."""
    waits = not (imported.taken_at or imported.set_aside_at)
    if request.method == "POST" and request.POST.get("use") != "1":
        return _left(request, visit, imported)
    agencies = queries.agencies_and_names(visit.review)
    form = forms.TakeInForm(
        request.POST if request.method == "POST" else None, offers=queries.offered(imported, agencies, today=visit.today),
        agencies=agencies, initial={"revision": imported.revision},
    )  # fmt: skip
    if request.method == "POST" and (not waits or form.is_valid()):
        return _taken(request, visit, imported, form)
    return render(
        request, "reviews/report/import_look.html", _shown(visit, imported, form), status=422 if form.is_bound else 200
    )


def _shown(visit: Visit, imported: ReportImport, form: forms.TakeInForm) -> dict[str, Any]:
    found = Recognised.from_json(imported.found)
    numbers = section_numbers(section.numbered for section in found.sections)
    texts = preview(found)
    shown = [[(block.seen, texts[block.key]) for block in section.blocks[:SHOWN]] for section in found.sections]
    return {
        "title": "What was recognised",
        "imported": imported,
        "recognised": found,
        "counts": [(name, count) for name, count in found.counts.items() if count],
        "sections": list(zip(numbers, found.sections, shown, strict=True)),
        "most": SHOWN,
        "waits": not (imported.taken_at or imported.set_aside_at),
        "refused": no_file_now(visit),
        "form": form,
        "missing": [(one.number, " and ".join(one.missing)) for one in form.offers if one.missing],
    }


def _left(request: HttpRequest, visit: Visit, imported: ReportImport) -> HttpResponse:
    try:
        revision = number(request.POST.get("revision"))
        actions.set_import_aside(imported, revision=revision, by=visit.user, at=visit.now)
    except (NotYet, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect("report-import-look", visit.review.code, imported.pk)
    messages.success(request, "The file is set aside. Nothing was written into the report.")
    return redirect("report-import", visit.review.code)


def _taken(request: HttpRequest, visit: Visit, imported: ReportImport, form: forms.TakeInForm) -> HttpResponse:
    try:
        confirmed = (
            {"revision": form.cleaned_data["revision"], "asks": form.asks} if form.is_valid() else {"revision": 0}
        )
        actions.take_in(imported, **confirmed, by=visit.user, at=visit.now)
    except (NotYet, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect("report-import-look", visit.review.code, imported.pk)
    messages.success(request, "The report is brought in. Look at the checks next: names may stand in it.")
    return redirect("report", visit.review.code)
