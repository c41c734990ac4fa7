"""The schedule of everything held: on screen, and as a file."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from reviews.case.access import Visit, for_review
from reviews.disclosure import actions, narrative, queries
from reviews.disclosure.views.page import ASK
from reviews.documents.queries import sealed, sealed_for

WINDOW = 200
SLUGS = {"pdf": queries.SCHEDULE_PDF, "xlsx": queries.SCHEDULE_XLSX}
WORDS = {"pdf": "Schedule as PDF", "xlsx": "Schedule as Excel workbook"}
AT_PRESENT = (
    (90, "The finished file is being kept."),
    (10, "The records are being listed."),
    (0, "It waits for its turn."),
)


def a_job(visit: Visit, pk: int) -> Job | None:
    """One's own."""
    mine = Job.objects.filter(pk=pk, review_code=visit.review.code, asked_by_id=visit.user.pk)
    return mine.filter(kind__in=SLUGS.values()).first()


@for_review(ASK)
@require_safe
def schedule(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything held, by date. Sealed advice is listed for its readers and counted for others."""
    held = queries.everything(visit.review)
    own = list(sealed_for(visit.review, visit.user, visit.permissions))
    page = Paginator(held, WINDOW).get_page(request.GET.get("page"))
    context = {
        "title": "Schedule of everything held",
        "page": page,
        "numbered": list(enumerate(page.object_list, start=page.start_index())),
        "counts": sorted(Counter(one.kind for one in held).items()),
        "all": len(held),
        "sealed": own,
        "hidden": narrative.sealed_words(sealed(visit.review).count() - len(own)),
        "made": [(job, WORDS[_slug(job)]) for job in queries.schedules_made(visit.review, visit.user)],
    }
    return render(request, "reviews/disclosure/schedule.html", context)


@for_review(ASK, thing=lambda visit, ending: SLUGS.get(ending))
@require_POST
def make(request: HttpRequest, visit: Visit, kind: str) -> HttpResponse:
    names = visit.may(Permission.SEE_NAMES)
    job = actions.ask_for_schedule(visit.review, kind, with_names=names, by=visit.user, at=visit.now)
    return redirect("disclosure-job", visit.review.code, job.pk)


@for_review(ASK, thing=a_job)
@require_safe
def job(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    """How far the work has come, and the file it made."""
    done = job.state == Job.State.DONE
    failed = job.state == Job.State.FAILED
    context = {
        "title": WORDS[_slug(job)],
        "job": {"finished": done, "failed": failed, "message": "It is ready." if done else job.problem},
        "label": next(words for least, words in AT_PRESENT if job.progress >= least),
        "again": _slug(job),
        "failed": failed,
        "next_url": reverse("disclosure-job-file", args=[visit.review.code, job.pk]) if done else "",
        "next_label": "Download it",
    }
    return render(request, "reviews/disclosure/job.html", context)


@for_review(ASK, thing=a_job)
@require_safe
def job_file(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    stored = StoredFile.objects.filter(pk=job.result.get("file")).first()
    if stored is None:
        raise Http404
    response = download(stored)
    actions.note_schedule_taken(visit.review, by=visit.user, at=visit.now)
    return response


def _slug(job: Job) -> str:
    return next(slug for slug, kind in SLUGS.items() if kind == job.kind)
