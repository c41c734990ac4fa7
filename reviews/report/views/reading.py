"""The page that shows the draft, and the one that starts it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from reviews.case.access import Visit, for_review
from reviews.report import actions, queries
from reviews.report.rules import shown
from reviews.report.views.things import eyes_of


@for_review(Permission.READ_REPORT)
def report(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The draft as it stands, numbered, with labels in place of people."""
    found = queries.report_of(visit.review)
    if found is None:
        return render(request, "reviews/report/none.html", {"title": "Report"})
    document = queries.document(found)
    agreed = queries.latest_agreed(found)
    changed = bool(agreed and agreed.content["sections"] != document.as_json_sections())
    # A report that was agreed is read; whoever has to put something right says so first.
    correcting = bool(agreed) and "correct" in request.GET
    seen = queries.as_seen(document, visit.review, eyes_of(visit))
    context = {
        "title": "Report",
        "report": found,
        "document": seen,
        "sections": shown(seen),
        "agreed": agreed,
        "changed_since": changed,
        "writes": visit.may(Permission.WRITE_REPORT) and (not agreed or changed or correcting),
        "correcting": correcting,
        "asked": queries.asked(found, visit.user, on=visit.today),
        "last": queries.last_change(found),
        "aside": queries.set_aside(found).count() if visit.may(Permission.WRITE_REPORT) else 0,
    }
    return render(request, "reviews/report/report.html", context)


@for_review(Permission.WRITE_REPORT)
@require_POST
def start(request: HttpRequest, visit: Visit) -> HttpResponse:
    actions.start_report(visit.review, by=visit.user, at=visit.now)
    messages.success(request, "The report is started. Its sections are laid out; write in any of them.")
    return redirect("report", visit.review.code)
