"""The pages of a Word file that comes back: choose it, see what was recognised, place what has no place, take it in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import ReturnedCopy, RoundReader
from reviews.report.views.comments import READERS, not_now
from reviews.report.views.things import a_standing_copy, eyes_of, is_theirs, number


def a_return(visit: Visit, pk: int) -> ReturnedCopy | None:
    """A file of a copy this visitor may open."""
    found = ReturnedCopy.objects.filter(pk=pk, reader__round__version__report__review=visit.review)
    kept = found.select_related("original__file", "began_by").first()
    reader = a_standing_copy(visit, kept.reader_id) if kept else None
    if kept is None or reader is None:
        return None
    kept.reader = reader
    return kept


@for_review(*READERS, thing=a_standing_copy)
def give_back(request: HttpRequest, visit: Visit, reader: RoundReader) -> HttpResponse:
    own = is_theirs(visit, reader)
    return form_page(
        request, forms.GiveBackForm if own else forms.GiveBackForReaderForm, template="reviews/report/return.html",
        cancel=reverse("report-copy", args=[visit.review.code, reader.pk]),
        act=lambda form: actions.give_back(reader, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda kept: reverse("report-returned", args=[visit.review.code, kept.pk]),
        context={
            "title": "Give the Word document back" if own else "Take in a Word document that came back",
            "reader": reader, "own": own, "not_now": not_now(request, reader),
            "earlier": reader.returned.select_related("original__file", "began_by").defer("found"),
        },
    )  # fmt: skip


@for_review(*READERS, thing=a_return)
def look(request: HttpRequest, visit: Visit, kept: ReturnedCopy) -> HttpResponse:
    """What was recognised, each at its place or with a choice of places, before anything is written."""
    if request.method == "POST":
        return _decided(request, visit, kept)
    context = {
        "title": "What was recognised",
        "kept": kept,
        "reader": kept.reader,
        "own": is_theirs(visit, kept.reader),
        "looked": queries.looked(kept, eyes_of(visit)),
        "paragraphs": queries.paragraphs_of(kept.reader.round.version, eyes_of(visit)),
        "waits": not (kept.taken_at or kept.set_aside_at or kept.reader.round.closed_at or kept.reader.off_at),
    }
    return render(request, "reviews/report/returned.html", context)


def _decided(request: HttpRequest, visit: Visit, kept: ReturnedCopy) -> HttpResponse:
    revision, code = number(request.POST.get("revision")), visit.review.code
    try:
        if request.POST.get("use") != "1":
            actions.set_return_aside(kept, revision=revision, by=visit.user, at=visit.now)
            messages.success(request, "The document is set aside. Nothing in it was taken in.")
            return redirect("report-copy", code, kept.reader_id)
        new = actions.take_in_return(
            kept, places=_places(request, visit, kept), finished="finished" in request.POST, revision=revision, by=visit.user,
            at=visit.now,
        )  # fmt: skip
    except (NotYet, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect("report-returned", code, kept.pk)
    messages.success(request, f"{new} comment{'' if new == 1 else 's'} {'is' if new == 1 else 'are'} taken in.")
    return redirect("report-copy", code, kept.reader_id)


def _places(request: HttpRequest, visit: Visit, kept: ReturnedCopy) -> dict[int, str]:
    """Where each remark goes that was placed by hand or is left out; an unknown paragraph counts as the whole."""
    known = {uid for uid, _ in queries.paragraphs_of(kept.reader.round.version, eyes_of(visit))} | {"", actions.LEAVE}
    places: dict[int, str] = {}
    for name, value in request.POST.items():
        kind, _, at = name.partition("-")
        if kind == "place" and at.isdecimal() and len(at) < 6:
            places[int(at)] = value if value in known else ""
    return places
