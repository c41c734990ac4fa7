"""The pack of returns and the rapid review document: what is in them, what is missing, making them, and fetching them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from reviews.case.access import Visit, for_review
from reviews.rapid_review import actions, queries
from reviews.rapid_review.actions.papers import DOCUMENT_PDF, DOCUMENT_WORD, KINDS, PACK
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.rules import Missing
from reviews.rapid_review.views import reach

READ = Permission.READ_RETURNS
# What stands in the address for a kind of paper, and the page it is asked for on.
SLUGS = {"pack": PACK, "pdf": DOCUMENT_PDF, "word": DOCUMENT_WORD}
PAGES = {PACK: "rapid-review-pack", DOCUMENT_PDF: "rapid-review-document", DOCUMENT_WORD: "rapid-review-document"}
AT_PRESENT = (
    (90, "The finished file is being kept."),
    (40, "The pages are being laid out."),
    (1, "The records are being put together."),
    (0, "It waits for its turn."),
)


def a_job(visit: Visit, pk: int) -> Job | None:
    """One's own: whoever may read the returns now has them put together for themselves, as they stand now."""
    found = Job.objects.filter(pk=pk, review_code=visit.review.code, kind__in=KINDS, asked_by_id=visit.user.pk)
    return found.first()


@for_review(READ, thing=reach.the_rapid_review)
@require_safe
def pack(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    """All signed-off returns in order, to read here or to take to the meeting as one file."""
    rows = queries.rows_of(visit.review)
    context = {
        "title": "Agency returns",
        "pack": queries.pack_of(visit.review),
        "waiting": [row for row in rows if row.is_open],
        "searched": queries.search_list(rapid_review),
        "meeting": queries.meeting_of(visit.review),
        "made": queries.papers_made(visit.review, visit.user, (PACK,)),
    }
    return render(request, "reviews/rapid_review/pack.html", context)


@for_review(READ, thing=reach.the_rapid_review)
@require_safe
def document(request: HttpRequest, visit: Visit, rapid_review: RapidReview) -> HttpResponse:
    """What the document is made of and what it would lack, before it is made."""
    missing = queries.missing_from_document(rapid_review)
    context = {
        "title": "Rapid review document",
        "missing": [(item.what, _page_of(visit, item)) for item in missing],
        "made": queries.papers_made(visit.review, visit.user, (DOCUMENT_PDF, DOCUMENT_WORD)),
        "rapid_review": rapid_review,
    }
    return render(request, "reviews/rapid_review/document.html", context)


def _page_of(visit: Visit, item: Missing) -> str:
    """The page that puts it right, for the office, which may do all of it."""
    if not visit.may(Permission.RUN_CASE):
        return ""
    return reverse(item.page, args=[visit.review.code, *([item.pk] if item.pk else [])])


def a_paper(visit: Visit, paper: str) -> tuple[RapidReview, str] | None:
    """The rapid review and the kind of paper asked for."""
    found = reach.the_rapid_review(visit)
    return (found, SLUGS[paper]) if found and paper in SLUGS else None


@for_review(READ, thing=a_paper)
@require_POST
def make(request: HttpRequest, visit: Visit, asked: tuple[RapidReview, str]) -> HttpResponse:
    rapid_review, kind = asked
    job = actions.ask_for_paper(rapid_review, kind, by=visit.user, at=visit.now)
    return redirect("rapid-review-job", visit.review.code, job.pk)


@for_review(READ, thing=a_job)
@require_safe
def job(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    """How far the work has come, and the file it made."""
    kind, done = KINDS[job.kind], job.state == Job.State.DONE
    context = {
        "title": kind.title,
        "job": {
            "finished": done,
            "failed": job.state == Job.State.FAILED,
            "message": "It is ready." if done else job.problem,
        },
        "label": next(words for least, words in AT_PRESENT if job.progress >= least),
        "again": next(slug for slug, code in SLUGS.items() if code == job.kind),
        "failed": job.state == Job.State.FAILED,
        "next_url": reverse("rapid-review-job-file", args=[visit.review.code, job.pk]) if done else "",
        "next_label": "Download it",
        "back": reverse(PAGES[job.kind], args=[visit.review.code]),
    }
    return render(request, "reviews/rapid_review/job.html", context)


@for_review(READ, thing=a_job)
@require_safe
def job_file(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    stored = StoredFile.objects.filter(pk=job.result.get("file")).first()
    if stored is None:
        raise Http404
    return download(stored)
