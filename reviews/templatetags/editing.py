"""What would an editor remark on in this draft, and how far is it? Parts of the pages of the report."""

from typing import Any

from django import template

from reviews.editing import queries
from reviews.editing.access import reads_of
from reviews.editing.rules import TOLD

register = template.Library()


@register.inclusion_tag("reviews/editing/parts/checks.html", takes_context=True)
def editors_checks(context: dict[str, Any]) -> dict[str, Any]:
    """What is noted in the draft, check by check, and what may stand."""
    request = context["request"]
    edited = queries.edited(context["report"], reads_of(request.visit))
    found = [(check, *TOLD[check], noted) for check, noted in edited.by_check]
    return {"request": request, "found": found, "edited": edited, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("reviews/editing/parts/overview.html", takes_context=True)
def report_overview(context: dict[str, Any]) -> dict[str, Any]:
    """The outline with words and pages, and what waits in each section."""
    request, report = context["request"], context["report"]
    edited = queries.edited(report, reads_of(request.visit), context.get("document"))
    return {"request": request, "overview": queries.overview(report, edited)}
