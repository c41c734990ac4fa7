"""What do benchmarks measure on? One large case, and an office with many, each made once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from django.test import Client
from django.urls import reverse

from agencies.models import Agency
from chronology.actions import search
from chronology.actions.indexing import index
from chronology.models import Entry, Submission
from chronology.tests import steps
from chronology.tests.story import TALE, Told
from cspr import clock
from cspr.tests.cast import Cast, assemble
from cspr.tests.many import listed_cases, many_cases
from reviews.case.models import Review

ENTRIES = 10_000
AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
# Beside the nine agencies of the story, so that twenty have submitted a chronology.
SECTORS = Agency.Sector
MORE = (
    ("ambulance", "Fenmarsh Ambulance Service", SECTORS.HEALTH),
    ("mental", "Fenmarsh Mental Health Trust", SECTORS.HEALTH),
    ("maternity", "Saltmere Maternity Unit", SECTORS.HEALTH),
    ("nursery", "Little Herons Nursery", SECTORS.EDUCATION),
    ("college", "Fenmarsh College", SECTORS.EDUCATION),
    ("second_school", "Saltmere Infant School", SECTORS.EDUCATION),
    ("youth", "Fenmarsh Youth Justice Service", SECTORS.LOCAL_AUTHORITY),
    ("early", "Fenmarsh Early Help", SECTORS.LOCAL_AUTHORITY),
    ("drugs", "Turning Tide Drug and Alcohol Service", SECTORS.VOLUNTARY),
    ("foodbank", "Saltmere Food Bank", SECTORS.VOLUNTARY),
    ("court", "Family Court Advisers, Fenmarsh", SECTORS.LOCAL_AUTHORITY),
)
LARGE = replace(
    TALE,
    authors=TALE.authors | {key: ("Ada Fell", "Team leader", "Ada Fell") for key, *_ in MORE},
    entries=(*TALE.entries, *(Told(key, -100, "Record", "{mother} was seen with {child}.") for key, *_ in MORE)),
)
NAMED = ", by Imogen Marlowe-Reed"
WHAT = "The family was seen at home and talked about sleep, school and money. "


@cache
def office() -> Cast:
    """The people and agencies of one partnership."""
    return assemble(more=MORE)


@cache
def large_case() -> tuple[Cast, Review]:
    """A case in review with ten thousand released entries of twenty agencies."""
    return office(), case_with(ENTRIES)


@cache
def case_with(entries: int) -> Review:
    """A case in review with so many released entries of twenty agencies."""
    cast = office()
    review = steps.case_in_review(cast, at=AT)
    steps.chronologies_submitted(cast, review, at=AT, tale=LARGE)
    return filled(cast, review, entries)


def filled(cast: Cast, review: Review, entries: int) -> Review:
    """The case with so many entries in all, in the chronologies that are submitted."""
    submissions = list(Submission.objects.filter(request__review=review))
    missing = entries - Entry.objects.filter(submission__in=submissions).count()
    Entry.objects.bulk_create(
        Entry(
            submission=submissions[number % len(submissions)],
            happened_on=dt.date(2020, 1, 1) + dt.timedelta(days=number * 7919 % 2000),
            source="Record",
            what=f"{WHAT * 4}Told on page {number} of the record{NAMED if number % 3 == 0 else ''}.",
            kind=Entry.Kind.values[number % 11],
            seen=Entry.Seen.ALONE if number % 5 == 0 else "",
            outcome="Nothing more was to be done; the health visitor was told." if number % 3 == 0 else "",
            child_said="That it is loud at night." if number % 10 == 0 else "",
            entered_by=cast.priya,
            entered_at=AT,
        )
        for number in range(missing)
    )
    for submission in submissions:
        index(submission)
    return review


def opening(person: str, page: str, query: str = "", *, words: str = "") -> Callable[[], object]:
    """The call that opens a page of the large case as one of the cast; with ``words`` of what they looked for."""
    cast, review = large_case()
    client = Client(SERVER_NAME="localhost")
    client.force_login(getattr(cast, person))
    sought = [search(review, words=words, by=getattr(cast, person), at=AT).pk] if words else []
    url = f"{reverse(page, args=[review.code, *sought])}?{query}"

    def look() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    return look


@cache
def many() -> tuple[Cast, str]:
    """Two hundred cases with two thousand open duties beside the large one, and the code of the first of them."""
    cast, _ = large_case()
    return cast, many_cases(cast, at=clock.now())[0].code


def opening_one_of_many(person: str, page: str = "") -> Callable[[], object]:
    """The call that opens somebody's home, or a page of one case, in an office with many."""
    cast, code = many()
    client = Client(SERVER_NAME="localhost")
    client.force_login(getattr(cast, person))
    url = reverse(page, args=[code]) if page else "/"

    def look() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    return look


@cache
def two_thousand() -> Cast:
    """Two thousand more cases, with what the list of cases reads."""
    cast, _ = many()
    listed_cases(cast, at=clock.now())
    return cast


def opening_list_of_2000(person: str, more: str = "") -> Callable[[], object]:
    """The call that opens the list of cases as one of the cast."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(getattr(two_thousand(), person))
    url = reverse("reviews") + more

    def look() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code

    return look
