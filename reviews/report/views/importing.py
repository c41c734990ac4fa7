"""The pages that bring a report in from a file: choose it, see what was recognised, write it or leave it."""

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
from reviews.report.views.things import number

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
        act=lambda form: actions.look_at(visit.review, form.cleaned_data["original"], by=visit.user, at=visit.now),
        then=lambda imported: reverse("report-import-look", args=[code, imported.pk]),
        context={
            "title": "Bring a report in from a file", "report": queries.report_of(visit.review),
            "earlier": visit.review.report_imports.select_related("began_by", "original__file").defer("found"),
        },
    )  # fmt: skip


@for_review(*BRINGS, thing=an_import)
def look(request: HttpRequest, visit: Visit, imported: ReportImport) -> HttpResponse:
    """What was recognised and what was not, before anything is written; two buttons."""
    if request.method == "POST":
        return _decided(request, visit, imported)
    found = Recognised.from_json(imported.found)
    numbers = section_numbers(section.numbered for section in found.sections)
    texts = preview(found)
    shown = [[(block.seen, texts[block.key]) for block in section.blocks[:SHOWN]] for section in found.sections]
    context = {
        "title": "What was recognised",
        "imported": imported,
        "recognised": found,
        "counts": [(name, count) for name, count in found.counts.items() if count],
        "sections": list(zip(numbers, found.sections, shown, strict=True)),
        "most": SHOWN,
        "waits": not (imported.taken_at or imported.set_aside_at),
    }
    return render(request, "reviews/report/import_look.html", context)


def _decided(request: HttpRequest, visit: Visit, imported: ReportImport) -> HttpResponse:
    revision, use = number(request.POST.get("revision")), request.POST.get("use") == "1"
    act = actions.take_in if use else actions.set_import_aside
    try:
        act(imported, revision=revision, by=visit.user, at=visit.now)
    except (NotYet, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect("report-import-look", visit.review.code, imported.pk)
    if not use:
        messages.success(request, "The file is set aside. Nothing was written into the report.")
        return redirect("report-import", visit.review.code)
    messages.success(request, "The report is brought in. Look at the checks next: names may stand in it.")
    return redirect("report", visit.review.code)
