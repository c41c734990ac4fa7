"""When are people reminded of what they owe, and who changes that?"""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.queries import partnerships_with
from agencies.roles import Permission, Role
from agencies.rules import Visitor
from cspr.audit.models import TrailEntry
from cspr.pages import form_page
from reviews.case import actions, forms, queries

RUNS = Permission.RUN_CASE


@require_safe
@requires(RUNS)
def reminders(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The partnerships whose reminders this person may change; straight to the one, where there is but one."""
    found = list(partnerships_with(visitor, RUNS))
    if len(found) == 1:
        return redirect("reminders-change", found[0].pk)
    crumbs = [("Home", reverse("home"))]
    context = {"title": "Reminders", "partnerships": found, "breadcrumbs": crumbs}
    return render(request, "reviews/case/reminders.html", context)


@requires(RUNS)
def change(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """The schedule of one partnership, with how it changed."""
    partnership = get_object_or_404(partnerships_with(visitor, RUNS), pk=pk)
    schedule, revision = queries.schedule_of(partnership)
    return form_page(
        request, forms.ScheduleForm, template="reviews/case/reminders_change.html", cancel=reverse("home"),
        initial={
            "before": ", ".join(map(str, schedule.before)), "after": ", ".join(map(str, schedule.after)),
            "every": schedule.every, "raise_to": schedule.raise_to, "raise_after": schedule.raise_after,
            "revision": revision,
        },
        act=lambda form: actions.set_schedule(
            partnership, form.schedule, revision=form.cleaned_data["revision"], by=visitor.user, at=visitor.now
        ),
        then=reverse("reminders-change", args=[pk]),
        done="Saved. From the next reminders on, this holds.",
        context={
            "title": f"Reminders: {partnership.short_name}",
            "shipped": not revision,
            "changes": [_told(entry) for entry in queries.schedule_changes(partnership)],
            "breadcrumbs": [("Home", reverse("home"))],
        },
    )  # fmt: skip


WORDS = {"offsets": "days", "every": "again every", "raise_after": "goes up after", "raise_to": "goes up to"}


def _told(entry: TrailEntry) -> tuple[dt.datetime, str, str]:
    """When, who, and what a change made of it; days before the date stand with a minus."""
    changes = entry.changes
    said = [f"{WORDS[name]}: {_shown(change)}" for name, change in changes.items() if name in WORDS]
    return entry.at, entry.actor, "; ".join(said)


def _shown(change: object) -> str:
    value = change[-1] if isinstance(change, list) else change
    if isinstance(value, list):
        return ", ".join(str(day).replace("-", "−") for day in value)
    return str(Role(value).label) if value in Role.values else str(value or "nobody")
