"""Where the finished report stands, the draft as PDF, preparing it, and its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission as P
from cspr import clock
from cspr.files.http import download
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.pages import button_on, form_page
from cspr.records import NotYet
from cspr.templatetags.page import workdate, workmoment
from reviews.case.access import Visit, for_review
from reviews.case.phases import Phase
from reviews.case.queries import counted
from reviews.guidance.queries import extra_holidays
from reviews.guidance.regimes import Clock
from reviews.publication import actions, forms, queries, rules
from reviews.publication.duties import SHARE
from reviews.publication.models import Edition, Signature
from reviews.report.models import RoundReader, Version
from reviews.report.queries import report_of
from reviews.report.views.things import a_standing_copy, number

READERS = (P.READ_REPORT, P.PUBLISH, P.DECIDE, P.READ_FINALLY)
JOB_WORDS = {
    queries.DRAFT_PDF: ("The report as PDF", "Download the PDF"),
    queries.DRAFT_WORD: ("The report as a Word document", "Download the Word document"),
    queries.DRAFT_CHECKED: ("The report as a Word document, with the checks", "Download the Word document"),
    queries.DRAFT_LARGE: ("The report in large print", "Download the PDF in large print"),
    queries.PREPARE: ("Preparing the report", "See what is next"),
}
# What a button asks for.
KIND_OF = {"pdf": queries.DRAFT_PDF, "docx": queries.DRAFT_WORD, "large": queries.DRAFT_LARGE}
# What only its author has made: what the checks noted is not for others.
OF_AUTHOR = {"checked": queries.DRAFT_CHECKED}
# What the work is at, from a progress in per cent on.
AT_PRESENT = (
    (90, "The finished file is being kept."),
    (60, "The finished file is being read back and searched for everything in the identity register."),
    (1, "The report is being printed."),
    (0, "It waits for its turn."),
)


def an_edition(visit: Visit, pk: int) -> Edition | None:
    """One of the case's own."""
    found = Edition.objects.filter(pk=pk, review=visit.review)
    edition = found.select_related("pdf", "version", "taken_down_by", "go_by").first()
    if edition:
        edition.review = visit.review
    return edition


def a_job(visit: Visit, pk: int) -> Job | None:
    """One's own, as long as one may read what it was made of; what is being prepared also for others who publish."""
    job = Job.objects.filter(pk=pk, review_code=visit.review.code, kind__in=JOB_WORDS).first()
    if job is None or job.kind == queries.PREPARE and visit.may(P.PUBLISH):
        return job
    reader = job.arguments.get("reader")
    reaches = a_standing_copy(visit, reader) is not None if reader else visit.may(P.READ_REPORT)
    return job if reaches and job.asked_by_id == visit.user.pk else None


@for_review(*READERS)
def publication(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where signing and publication stand, and what is next."""
    review, edition = visit.review, queries.standing_edition(visit.review)
    agreed, held = queries.agreed_version(review), queries.held_back(review)
    context: dict[str, Any] = {
        "title": "Signing and publication",
        "review": review,
        "edition": edition,
        "agreed": agreed,
        "has_report": report_of(review) is not None,
        "preparing": queries.preparing(review) if visit.may(P.PUBLISH) else None,
        "may_prepare": visit.may(P.PUBLISH) and not held and _may_prepare(review, agreed, edition),
        "held": held,
        "earlier": queries.earlier_editions(review),
        "last_job": queries.jobs_of(review, visit.user).first(),
    }
    if edition:
        context |= _standing(visit, edition)
    return render(request, "reviews/publication/stage.html", context)


def _may_prepare(review: Any, agreed: Any, edition: Edition | None) -> bool:
    try:
        rules.check_may_prepare(review, agreed, edition, why="asked for on its own page")
    except NotYet:
        return False
    return True


def _standing(visit: Visit, edition: Edition) -> dict[str, Any]:
    """What the page shows of the file that stands."""
    needed, signatures = queries.signers_of(edition), queries.signatures_under(edition)
    missing, by_partner = rules.still_to_sign(needed, signatures), {item.partner_id: item for item in signatures}
    planned_on = clock.date_of(edition.planned_at) if edition.planned_at else None
    share = counted(visit.review, SHARE, Clock.SHARE_BEFORE, planned_on) if planned_on else None
    rows = [(signer, by_partner.get(signer.partner.pk if signer.partner else None)) for signer in needed]
    return {
        "signing": [
            (signer, signature, bool(signature) and may_withdraw(visit, signature)) for signer, signature in rows
        ],
        "told": queries.told_by_file(visit.review, edition) if visit.inside or visit.may(P.DECIDE) else [],
        "own": own_signers(visit, missing),
        "missing": missing,
        "all_signed": rules.all_signed(needed, signatures),
        "reader_is_named": queries.reader_is_named(visit.review, visit.today),
        "share": share,
        "warnings": rules.warnings_for(
            planned_on, share_by=share.due_on, shared_on=edition.shared_on, today=visit.today, extra=extra_holidays()
        )
        if planned_on and share and not edition.published_at
        else [],
        "planned_today": planned_on == visit.today,
        "missed": bool(planned_on and planned_on < visit.today),
        "go_stands": bool(edition.go_at and clock.date_of(edition.go_at) == visit.today == planned_on),
        "window_over": bool(edition.window_ends_on and edition.window_ends_on <= visit.today),
        "own_take_down": edition.taken_down_by_id == visit.user.pk,
        "facts": _facts(edition),
    }


def _facts(edition: Edition) -> list[tuple[str, str]]:
    return [
        ("Prepared", workmoment(edition.prepared_at)),
        ("From", f"version {edition.version.number} of the report"),
        ("Size", f"PDF, {edition.pdf.size // 1024} KB"),
        ("Its fingerprint", edition.fingerprint),
        ("Reviewer named", edition.reviewer or "Nobody"),
    ]


def own_signers(visit: Visit, missing: list[rules.Signer]) -> list[rules.Signer]:
    """Those this person may sign as."""
    if visit.review.phase != Phase.IN_REVIEW:
        return []
    return [
        signer
        for signer in missing
        if (signer.partner and signer.partner.pk in visit.partners and visit.may(P.DECIDE))
        or (not signer.partner and visit.may(P.READ_FINALLY))
    ]


def may_withdraw(visit: Visit, signature: Signature) -> bool:
    """One's own side's signature; the office may for all."""
    if visit.may(P.RUN_CASE):
        return True
    return signature.partner_id in visit.partners if signature.partner_id else visit.may(P.READ_FINALLY)


# The draft -----------------------------------------------------------------------------------------


@for_review(P.READ_REPORT)
@require_POST
def draft(request: HttpRequest, visit: Visit) -> HttpResponse:
    """As PDF, in large print too, or as a Word document; of the draft, or of the version whose button it was."""
    kinds = KIND_OF | (OF_AUTHOR if visit.may(P.WRITE_REPORT) else {})
    kind = kinds.get(request.POST.get("form", ""), queries.DRAFT_PDF)
    version = Version.objects.filter(report__review=visit.review, pk=number(request.POST.get("version"))).first()
    if version is None and request.POST.get("version"):
        raise Http404
    try:
        job = actions.ask_for_draft(visit.review, kind=kind, version=version, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("publication", visit.review.code)
    return redirect("publication-job", visit.review.code, job.pk)


@for_review(P.READ_REPORT, P.ANSWER, thing=a_standing_copy)
@button_on("report-copy")
@require_POST
def copy(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    """A reader's copy of the version they were sent, as PDF, in large print too, or as a Word document."""
    kind = KIND_OF.get(request.POST.get("form", ""), queries.DRAFT_PDF)
    job = actions.ask_for_draft(visit.review, kind=kind, reader=reader, by=visit.user, at=visit.now)
    return redirect("publication-job", visit.review.code, job.pk)


@for_review(*READERS, P.ANSWER, thing=a_job, looked=False)
def job(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    """How far the work has come, and what it made."""
    title, next_label = JOB_WORDS[job.kind]
    done = job.state == Job.State.DONE
    is_draft = job.kind in queries.DRAFTS
    arguments = [visit.review.code, job.pk] if is_draft else [visit.review.code]
    context = {
        "title": title,
        "job": {
            "finished": done,
            "failed": job.state == Job.State.FAILED,
            "message": "It is ready." if done else job.problem,
        },
        "label": next(words for least, words in AT_PRESENT if job.progress >= least),
        "failed": job.state == Job.State.FAILED,
        "is_draft": is_draft,
        "form": next((form for form, kind in (KIND_OF | OF_AUTHOR).items() if kind == job.kind), "pdf"),
        "version": job.arguments.get("version", ""),
        "reader": job.arguments.get("reader"),
        "next_url": reverse("publication-job-file" if is_draft else "publication", args=arguments) if done else "",
        "next_label": next_label,
    }
    return render(request, "reviews/publication/job.html", context)


@for_review(P.READ_REPORT, P.ANSWER, thing=a_job)
def job_file(request: HttpRequest, visit: Visit, job: Job) -> HttpResponse:
    """The draft that was made."""
    stored = StoredFile.objects.filter(pk=job.result.get("file")).first()
    if stored is None:
        raise Http404
    return download(stored)


# The file that is signed ---------------------------------------------------------------------------


@for_review(P.PUBLISH)
def prepare(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the version agreed last to be prepared."""
    review = visit.review
    again = review.phase != Phase.IN_REVIEW
    return form_page(
        request,
        forms.PrepareAgainForm if again else forms.PrepareForm,
        template="reviews/publication/prepare.html",
        act=lambda form: actions.ask_to_prepare(review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda job: reverse("publication-job", args=[review.code, job.pk]),
        context={"title": "Prepare the report for signing", "version": queries.agreed_version(review), "again": again},
    )


@for_review(*READERS, thing=an_edition)
def pdf(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """The very file that is signed."""
    return download(edition.pdf, inline=True)


@for_review(*READERS, thing=an_edition)
def web_page(request: HttpRequest, visit: Visit, edition: Edition) -> HttpResponse:
    """The public page as it will be."""
    context = {
        "title": "The public page as it will be",
        "edition": edition,
        "day": workdate(edition.planned_at) or "the day of publication",
    }
    return render(request, "reviews/publication/web_page.html", context)
