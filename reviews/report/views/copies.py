"""The pages of a reader: their copies, one copy to read and comment on, and that they have finished."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import RoundReader
from reviews.report.views.comments import READERS, block_in, not_now
from reviews.report.views.things import a_copy, a_standing_copy, eyes_of, is_theirs, runs_rounds


@for_review(*READERS)
@require_safe
def copies(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every draft this person or their agency was asked to read in this review."""
    named = visit.may(Permission.READ_REPORT)
    found = queries.copies(visit.review, visit.user, visit.agencies, named=named, on=visit.today)
    return render(request, "reviews/report/copies.html", {"title": "Drafts sent to you", "copies": found})


@for_review(*READERS, thing=a_copy)
def copy(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    """The version as it was sent, marked with whose copy it is, with what they said beside it."""
    own, sent = is_theirs(visit, reader), reader.round
    if own and request.method == "GET":
        actions.note_opened(reader, at=visit.now)
    document, sections, comments = queries.reading(sent.version, eyes_of(visit), of=queries.seen_on_copy(reader))
    context: dict[str, Any] = {
        "title": f"Version {sent.version.number}, {sent.get_aim_display().lower()}",
        "reader": reader,
        "sent": sent,
        "own": own,
        "whose": whose(visit, reader, own=own),
        "document": document,
        "sections": sections,
        "comments": comments,
        "takes": not sent.closed_at and not reader.off_at,
        "said_something": reader.comments.standing().exists(),
        "runs": runs_rounds(visit),
    }
    return render(request, "reviews/report/copy.html", context)


def whose(visit: Visit, reader: RoundReader, *, own: bool) -> str:
    """Whose copy it is, as the page and the files made of it say; of an agency also who of it has it."""
    return f"{reader.called}, {visit.user.name}" if own and reader.agency_id else reader.called


@for_review(*READERS, thing=a_standing_copy)
def comment(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    """One comment, on a paragraph (``?on=``) or on the whole; those who run the round enter it for the reader."""
    page = reverse("report-copy", args=[visit.review.code, reader.pk])
    block = block_in(reader.round.version, request.GET.get("on"), visit)
    back = f"{page}#{block.uid}" if block else page
    own = is_theirs(visit, reader)
    return form_page(
        request, forms.CommentForm if own else forms.FromReaderForm, template="reviews/report/comment.html", cancel=back,
        act=lambda form: actions.comment(
            reader.round.version, reader=reader, block_uid=UUID(block.uid) if block else None, **form.cleaned_data,
            by=visit.user, at=visit.now,
        ),
        then=back, done="The comment is saved.",
        context={
            "title": "Comment on the report" if own else "Enter a comment for a reader",
            "version": reader.round.version, "paragraph": block, "for_reader": "" if own else reader.called,
            "not_now": not_now(request, reader),
        },
    )  # fmt: skip


@for_review(*READERS, thing=a_standing_copy)
@require_POST
def finish(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    """ "I have finished", or "I have no comments"; those who run the round note it for the reader."""
    try:
        actions.finish(reader, nothing_to_say="nothing" in request.POST, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("report-copy", visit.review.code, reader.pk)
    if is_theirs(visit, reader):
        messages.success(request, "Thank you. It is noted that you have finished.")
        return redirect("report-copies", visit.review.code)
    messages.success(request, "It is noted that they have finished.")
    return redirect("report-round", visit.review.code, reader.round_id)
