"""The list of serious incident notifications, for inspection and the yearly report."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.rules import Visitor
from cspr import tables
from cspr.files.http import made
from reviews.rapid_review import actions, forms, narrative, queries, rules

WINDOW = 100
ENDINGS = ("csv", "xlsx")


@require_safe
@requires(*queries.FOLLOWS)
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What was notified, in time or late, what was decided, what the national Panel said; totals above."""
    followed = queries.notifications_followed(visitor)
    form = forms.YearForm(request.GET or None, years=queries.years_of(followed))
    found = queries.notified_in(followed, form.year)
    page = Paginator(found, WINDOW).get_page(request.GET.get("page"))
    context = {
        "title": "Serious incident notifications",
        "filter": form,
        "year": form.year,
        "page": page,
        "told": queries.told_of(list(page.object_list), visitor),
        "totals": rules.totals_of(queries.timeliness(found, visitor.today).values()),
        "breadcrumbs": [("Home", reverse("home"))],
    }
    return render(request, "reviews/rapid_review/notifications.html", context)


@require_safe
@requires(*queries.FOLLOWS)
def take(request: HttpRequest, visitor: Visitor, ending: str) -> HttpResponse:
    """The same rows as CSV or Excel workbook; noted in the trail of the office."""
    if ending not in ENDINGS:
        raise Http404
    followed = queries.notifications_followed(visitor)
    year = forms.YearForm(request.GET or None, years=queries.years_of(followed)).year
    told = queries.told_of(list(queries.notified_in(followed, year)), visitor)
    sheet = narrative.notifications_sheet(told)
    content, kind = tables.as_file(sheet, ending, owner="Practice reviews", at=visitor.now)
    code = year.code if year else "all years"
    actions.note_notifications_taken(ending, len(told), code, by=visitor.user, at=visitor.now)
    return made(content, kind, f"notifications {code}.{ending}")
