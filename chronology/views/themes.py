"""Themes of key practice episodes over all cases, for those who follow several."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.roles import Permission
from agencies.rules import Visitor
from chronology import queries

WINDOW = 200


@requires(Permission.TRACK)
@require_safe
def themes(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Which themes recur, in how many cases and episodes; links only to what the person may open."""
    rows = queries.recurring(visitor)
    context = {
        "title": "Themes of all cases",
        "page": Paginator(rows, WINDOW).get_page(request.GET.get("page")),
        "recurring": sum(len(row.cases) > 1 for row in rows),
        "several": len({row.partnership for row in rows}) > 1,
    }
    return render(request, "chronology/themes.html", context)
