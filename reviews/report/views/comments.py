"""The pages of comments on the report."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.roles import Permission
from cspr.drafts.rules import at_revision, key_of_form
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import ReportComment, RoundReader, Version
from reviews.report.rules import shown
from reviews.report.views.things import a_comment, a_standing_copy, a_version, eyes_of, is_theirs

READERS = (Permission.READ_REPORT, Permission.ANSWER)


def block_in(version: Version, uid: UUID | str | None, visit: Visit) -> Any:
    """The paragraph of a version that a comment is about, ready to be shown to this visitor; None for the whole."""
    sections = shown(queries.version_seen(version, eyes_of(visit))) if uid else []
    return next((block for section in sections for block in section.blocks if block.uid == str(uid)), None)


def not_now(request: HttpRequest, reader: RoundReader) -> str:
    """Why nothing is taken on this copy any longer, told before anything is typed; a form that was sent says so itself."""
    if request.method == "POST":
        return ""
    try:
        actions.check_reads(reader)
    except NotYet as refusal:
        return str(refusal)
    return ""


@for_review(Permission.READ_REPORT, thing=a_version)
def comment(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    """One comment, on a paragraph (``?on=``) or on the whole; the office may enter it for somebody."""
    page = reverse("report-version", args=[visit.review.code, version.pk])
    block = block_in(version, request.GET.get("on"), visit)
    office = visit.may(Permission.RUN_CASE)
    sent = queries.open_round(version)
    extra = {"readers": sent.readers.filter(off_at=None) if sent else ()} if office else {}
    return form_page(
        request, forms.CommentForSomebodyForm if office else forms.CommentForm,
        template="reviews/report/comment.html", cancel=f"{page}#{block.uid}" if block else page,
        act=lambda form: actions.comment(
            version, block_uid=UUID(block.uid) if block else None, **form.cleaned_data, by=visit.user, at=visit.now
        ),
        then=f"{page}#{block.uid}" if block else page, done="The comment is saved.",
        context={"title": "Comment on the report", "version": version, "paragraph": block}, **extra,
    )  # fmt: skip


def own_comment(visit: Visit, pk: int) -> ReportComment | None:
    """A standing comment that this person wrote or entered, as long as they reach what it is about; for the office any."""
    found = a_comment(visit, pk)
    if found is None or visit.may(Permission.RUN_CASE):
        return found
    if found.reader_id:
        reaches = a_standing_copy(visit, found.reader_id) is not None
    else:
        reaches = visit.may(Permission.READ_REPORT)
    return found if reaches and found.by_id == visit.user.pk else None


def _at(visit: Visit, comment: ReportComment) -> str:
    page = reverse("report-version", args=[visit.review.code, comment.version_id])
    if comment.reader and is_theirs(visit, comment.reader):
        page = reverse("report-copy", args=[visit.review.code, comment.reader_id])
    return f"{page}#{comment.block_uid}" if comment.block_uid else page


@for_review(*READERS, thing=own_comment)
def change(request: HttpRequest, visit: Visit, comment: ReportComment) -> HttpResponse:
    """Put the words of a comment right."""
    return form_page(
        request, forms.ChangeCommentForm, template="reviews/report/comment.html", cancel=_at(visit, comment), comment=comment,
        initial={"text": comment.text, "revision": comment.revision},
        act=lambda form: actions.change_comment(comment, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_at(visit, comment), done="The comment is saved.", keep=f"comment:{visit.review.code}:{comment.pk}",
        context={
            "title": "Change a comment", "version": comment.version,
            "paragraph": block_in(comment.version, comment.block_uid, visit),
        },
    )  # fmt: skip


@for_review(*READERS, thing=own_comment)
def withdraw(request: HttpRequest, visit: Visit, comment: ReportComment) -> HttpResponse:
    """Take a comment back."""
    return form_page(
        request, forms.WithdrawCommentForm, template="reviews/report/comment.html", cancel=_at(visit, comment),
        initial={"revision": comment.revision},
        act=lambda form: actions.withdraw_comment(comment, **form.cleaned_data, by=visit.user, at=visit.now),
        then=_at(visit, comment), done="The comment is withdrawn.",
        context={
            "title": "Withdraw a comment", "version": comment.version,
            "paragraph": block_in(comment.version, comment.block_uid, visit), "quoted": comment.text,
        },
    )  # fmt: skip


def answer_key(visit: Visit, comment: ReportComment) -> str:
    """Under which name what is typed as an answer is kept: the same in the list of a round and on a page of its own."""
    url = reverse("report-answer", args=[visit.review.code, comment.pk])
    return at_revision(key_of_form(url, forms.AnswerForm.__name__), str(comment.revision))


@for_review(Permission.WRITE_REPORT, Permission.RUN_CASE, thing=a_comment)
def answer(request: HttpRequest, visit: Visit, comment: ReportComment) -> HttpResponse:
    back = f"{reverse('report-round', args=[visit.review.code, comment.round_id])}#comment-{comment.pk}"
    (said,) = queries.as_said(visit.review, [comment], eyes_of(visit))
    return form_page(
        request, forms.AnswerForm, template="reviews/report/answer.html", cancel=back,
        initial={"response": comment.response, "why": comment.why, "revision": comment.revision},
        act=lambda form: actions.answer(comment, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back, done="The comment is answered.",
        context={
            "title": "Answer a comment",
            "said": said,
            "paragraph": block_in(comment.version, comment.block_uid, visit),
            "now": queries.places_in(queries.document(comment.version.report)).get(str(comment.block_uid)),
        },
    )  # fmt: skip
