"""The page that restores a whole version: what would change, and then it does."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.roles import Permission
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.identities.queries import labels
from reviews.identities.rules import plain, with_labels
from reviews.report import actions, queries
from reviews.report.models import Version
from reviews.report.rules import check_may_restore
from reviews.report.views.things import a_version

# Of each kind of change so many paragraphs are told by their first words; the comparison shows them all.
MOST_TOLD, FIRST_WORDS = 8, 90


@for_review(Permission.WRITE_REPORT, thing=a_version)
def restore(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    if request.method == "POST":
        return _restored(request, visit, version)
    plan = queries.restoring(version) if version.draft else None
    names = labels(visit.review)
    context = {
        "title": f"Restore version {version.number}",
        "version": version,
        "plan": plan,
        "refused": _refused(visit, version),
    }
    if plan:
        context["told"] = [
            ("Change back to what they said", len(plan.changed), _told((one.html for one in plan.changed), names)),
            ("Come back", len(plan.back), _told((one.html for one in plan.back), names)),
            ("Were written since, and are set aside", len(plan.aside), _told((one.html for one in plan.aside), names)),
        ]
        context["last"] = queries.last_change(version.report)
    return render(request, "reviews/report/restore.html", context)


def _refused(visit: Visit, version: Version) -> str:
    try:
        check_may_restore(visit.review.phase, holds_draft=bool(version.draft))
    except NotYet as refusal:
        return str(refusal)
    return ""


def _told(texts: Iterable[str], names: dict[int, str]) -> list[str]:
    """The first words of paragraphs, with labels for people."""
    said = [plain(with_labels(html, names, printed=True)).strip() for html in list(texts)[:MOST_TOLD]]
    return [f"{one[:FIRST_WORDS]}…" if len(one) > FIRST_WORDS else one for one in said]


def _restored(request: HttpRequest, visit: Visit, version: Version) -> HttpResponse:
    code = visit.review.code
    try:
        before = actions.restore_version(version, mark=request.POST.get("mark", ""), by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
        return redirect("report-restore", code, version.pk)
    if before is None:
        messages.success(request, f"The draft reads as version {version.number} again.")
        return redirect("report", code)
    messages.success(
        request,
        f"The draft reads as version {version.number} again. What stood before is kept as version {before.number}: restore "
        "that one to undo this. Here is what changed.",
    )
    return redirect(reverse("report-compare", args=[code, before.pk]))
