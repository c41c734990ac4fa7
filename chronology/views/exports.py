"""The combined chronology taken away as a file: asked for, made, downloaded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from chronology import forms, queries
from chronology.access import export_at, search_at
from chronology.actions import exports
from chronology.models import CombinedExport
from chronology.views.combined import address, said_of
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.pages import form_page
from reviews.case.access import Visit, for_review

AT_PRESENT = (
    (90, "The finished file is being kept."),
    (10, "The entries are being written."),
    (0, "It waits for its turn."),
)


@for_review(Permission.READ_CHRONOLOGY)
def ask(request: HttpRequest, visit: Visit) -> HttpResponse:
    """In which form, and whether with names."""
    review, asked = visit.review, request.GET.get("search", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    search = search_at(visit, number) if number else None
    back = address(visit, search)
    entries = queries.found(search).count() if search else queries.combined(review).count()
    return form_page(
        request,
        forms.ExportForm,
        template="chronology/export_ask.html",
        act=lambda form: exports.ask_for_export(
            review, **form.cleaned_data, search=search, by=visit.user, at=visit.now
        ),
        then=lambda asked: reverse("chronology-export-job", args=[review.code, asked.pk]),
        context={
            "title": "Take the chronology as a file",
            "number": entries,
            "said": said_of(request, search) if search else [],
        },
        may_see_names=visit.may(Permission.SEE_NAMES),
        cancel=back,
    )


@for_review(Permission.READ_CHRONOLOGY, thing=export_at)
@require_safe
def job(request: HttpRequest, visit: Visit, asked: CombinedExport) -> HttpResponse:
    """How far the work has come, and the file it made."""
    work = Job.objects.get(pk=asked.job_id)
    done, failed = work.state == Job.State.DONE, work.state == Job.State.FAILED
    context = {
        "title": f"Chronology as {asked.get_format_display()}",
        "job": {"finished": done, "failed": failed, "message": "It is ready." if done else work.problem},
        "failed": failed,
        "label": next(words for least, words in AT_PRESENT if work.progress >= least),
        "next_url": reverse("chronology-export-file", args=[visit.review.code, asked.pk]) if done else "",
    }
    return render(request, "chronology/export_job.html", context)


@for_review(Permission.READ_CHRONOLOGY, thing=export_at)
@require_safe
def file(request: HttpRequest, visit: Visit, asked: CombinedExport) -> HttpResponse:
    """The file itself."""
    work = Job.objects.get(pk=asked.job_id)
    stored = StoredFile.objects.filter(pk=work.result.get("file")).first()
    if stored is None:
        raise Http404
    response = download(stored)
    exports.note_export_taken(asked, by=visit.user, at=visit.now)
    return response
