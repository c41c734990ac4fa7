"""The combined chronology as a picture: a lane for each agency over time, with the same as a table beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from chronology import queries, rules
from chronology.access import search_at
from chronology.models import Search
from chronology.views.combined import WINDOW, address, entries_for, said_of, told_by_for
from reviews.case.access import Visit, for_review


@for_review(Permission.READ_CHRONOLOGY)
@require_safe
def whole(request: HttpRequest, visit: Visit) -> HttpResponse:
    """All entries."""
    return _shown(request, visit, None)


@for_review(Permission.READ_CHRONOLOGY, thing=search_at)
@require_safe
def of_found(request: HttpRequest, visit: Visit, search: Search) -> HttpResponse:
    """What fits a search."""
    return _shown(request, visit, search)


def _shown(request: HttpRequest, visit: Visit, search: Search | None) -> HttpResponse:
    told = queries.told_in_lanes(entries_for(visit, search))
    context: dict[str, Any] = {
        "title": "The chronology as a picture",
        "search": search,
        "said": said_of(request, search) if search else [],
        "list_address": address(visit, search),
    }
    if told:
        context |= _drawn(request, visit, search, told)
    return render(request, "chronology/picture.html", context)


def _drawn(request: HttpRequest, visit: Visit, search: Search | None, told: list[rules.Told]) -> dict[str, Any]:
    told_by = told_by_for(request, visit)
    first, last = min(one.when.sort_day for one in told), max(one.when.ends for one in told)
    scale = rules.scale_for(first, told_by.born_on if told_by else None)
    whole = rules.parts(scale, last)
    year = _number(request, "year", len(whole))
    month = _number(request, "month", 12) if year else 0
    shown = rules.parts(scale, last, year=year, month=month) if year else whole
    drawn = rules.picture(told, shown)
    here = _here(visit, search)
    place = {one.pk: number for number, one in enumerate(told)}

    def way(count: int, pk: int) -> tuple[int, str]:
        """How many, and where the first of them stands in the list."""
        return count, address(visit, search, page=place[pk] // WINDOW + 1, entry=pk) if count else ""

    return {
        "picture": drawn,
        "rows": [(lane, [way(*counted) for counted in lane.counts]) for lane in drawn.lanes],
        "heads": [(part.words, _zoom(here, part)) for part in shown],
        "years": [(part.words, _zoom(here, part), part.year == year) for part in whole],
        "here": here,
        "zoomed": year,
        "year_url": f"{here}?year={year}",
        "in_month": scale.month_words(year, month) if month else "",
        "most": rules.MOST_MARKS,
    }


def _here(visit: Visit, search: Search | None) -> str:
    if search:
        return reverse("chronology-found-picture", args=[visit.review.code, search.pk])
    return reverse("chronology-picture", args=[visit.review.code])


def _zoom(here: str, part: rules.Part) -> str:
    """The address that shows this part alone; nothing where it cannot be parted further."""
    if not part.year:
        return ""
    return f"{here}?year={part.year}" + (f"&month={part.month}" if part.month else "")


def _number(request: HttpRequest, name: str, most: int) -> int:
    """Which year or month is asked for; 0 where none, or none that there is."""
    typed = request.GET.get(name, "")
    number = int(typed) if typed.isdecimal() and len(typed) < 5 else 0
    return number if 1 <= number <= most else 0
