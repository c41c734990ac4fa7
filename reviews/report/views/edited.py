"""The pages of a version that was edited in Word: choose the file, see what differs, write it or leave it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.roles import Permission
from cspr.pages import form_page
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.access import Visit, for_review
from reviews.report import actions, forms, queries
from reviews.report.models import EditedFile, Version
from reviews.report.queries.edited import ASIDE, BY_HAND, LOCKED, WRITE
from reviews.report.views.things import a_version, no_file_now, number


def an_edited(visit: Visit, pk: int) -> EditedFile | None:
    found = EditedFile.objects.filter(pk=pk, version__report__review=visit.review)
    return found.select_related("version__report__review__partnership", "original__file", "began_by").first()


@for_review(Permission.WRITE_REPORT, thing=a_version)
def bring_back(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    return form_page(
        request, forms.EditedForm, template="reviews/report/bring_edited.html",
        cancel=reverse("report-version", args=[visit.review.code, version.pk]),
        act=lambda form: actions.look_at_edited(version, form.cleaned_data["original"], by=visit.user, at=visit.now),
        then=lambda kept: reverse("report-edited", args=[visit.review.code, kept.pk]),
        context={
            "title": f"Bring version {version.number} back, edited in Word", "version": version, "refused": no_file_now(visit),
            "earlier": version.edited.select_related("original__file", "began_by").defer("found"),
        },
    )  # fmt: skip


@for_review(Permission.WRITE_REPORT, thing=an_edited)
def look(request: HttpRequest, visit: Visit, kept: EditedFile) -> HttpResponse:
    """What differs, and what would become of it, before anything is written."""
    if request.method == "POST":
        return _decided(request, visit, kept)
    rows, refused = queries.planned(kept), no_file_now(visit)
    waits = not (kept.taken_at or kept.set_aside_at)
    context = {
        "title": "What was edited in Word",
        "kept": kept,
        "writes": [row for row in rows if row.what == WRITE],
        "aside": [row for row in rows if row.what == ASIDE],
        "locked": [row for row in rows if row.what == LOCKED],
        "by_hand": [row for row in rows if row.what not in (WRITE, ASIDE, LOCKED)],
        "waits": waits,
        "refused": refused,
        "may_write": waits and not refused,
    }
    return render(request, "reviews/report/edited.html", context)


def _decided(request: HttpRequest, visit: Visit, kept: EditedFile) -> HttpResponse:
    revision, code = number(request.POST.get("revision")), visit.review.code
    try:
        if request.POST.get("use") != "1":
            actions.set_edited_aside(kept, revision=revision, by=visit.user, at=visit.now)
            messages.success(request, "The document is set aside. Nothing of it was written into the report.")
            return redirect("report-version", code, kept.version_id)
        by_hand = sum(row.what == BY_HAND for row in queries.planned(kept))
        leave = {number(value) for value in request.POST.getlist("leave")}
        made = actions.take_in_edited(kept, leave=leave, revision=revision, by=visit.user, at=visit.now)
    except (NotYet, ChangedMeanwhile) as refusal:
        messages.error(request, str(refusal))
        return redirect("report-edited", code, kept.pk)
    said = f"It is written into the draft, and kept as version {made.number}. Here is what changed."
    if by_hand:
        said += f" To do by hand: {by_hand}. You find it on the page of version {kept.version.number}, under “Bring this version back”."
    messages.success(request, said)
    return redirect(f"{reverse('report-compare', args=[code, kept.version_id])}?with={made.pk}")
