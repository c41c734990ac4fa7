"""How long do import, combining, filter, search and export of a chronology take at 300, 2,500 and 10,000 entries?"""

import io
from collections.abc import Callable
from functools import cache

import pandas
from data import AT, case_with, large_case
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from openpyxl import load_workbook

from agencies.models import User
from chronology import queries
from chronology.actions import imports
from chronology.models import Search, Submission
from chronology.tests import steps
from chronology.workbook import combined
from cspr import papers, tables
from cspr.readers.tests import untidy
from reviews.identities.queries import known_forms

SIZES = (300, 2_500, 10_000)
WINDOW = 200
Call = Callable[[], object]


@cache
def draft() -> tuple[User, Submission]:
    """An agency's draft with nothing in it, and somebody who writes in it."""
    cast, _ = large_case()
    asked = steps.chronologies_asked(cast, steps.case_in_review(cast, at=AT), at=AT)
    return cast.hana, next(found.submission for found in asked if found.agency == cast.agencies.health)


@cache
def workbook(size: int) -> bytes:
    return untidy.tidy(size)


def import_of(size: int) -> Call:
    """Read {size} rows of a workbook, check them, and write them as entries (undone each time)"""
    by, submission = draft()

    def take() -> None:
        with transaction.atomic():
            original = SimpleUploadedFile("entries.xlsx", workbook(size))
            run = imports.begin_import(submission, original, by=by, at=AT, queued=False)
            imports.look(run, at=AT)
            assert imports.take_in(run, by=by, at=AT) == size
            transaction.set_rollback(True)

    return take


def plain_reading_of(size: int) -> Call:
    """For comparison: the same {size} rows read by openpyxl alone, with nothing understood and nothing written"""
    return lambda: list(load_workbook(io.BytesIO(workbook(size)), read_only=True).active.values)


def pandas_of(size: int) -> Call:
    """For comparison: the same {size} rows as CSV, read, dated and sorted by pandas alone"""
    rows = load_workbook(io.BytesIO(workbook(size)), read_only=True).active.values
    head, *rest = ([str(cell or "") for cell in row] for row in rows)
    content = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [head, *rest])

    def take() -> None:
        frame = pandas.read_csv(io.StringIO(content))
        frame["day"] = pandas.to_datetime(frame[head[0]], format="%Y-%m-%d %H:%M:%S")
        assert len(frame.sort_values("day")) == size

    return take


def combine_of(size: int) -> Call:
    """All {size} entries of twenty agencies in the order they happened, with what each child said"""
    review = case_with(size)
    return lambda: list(queries.with_more(queries.combined(review)))


def filter_of(size: int) -> Call:
    """The first 200 entries of one agency, out of {size}"""
    review = case_with(size)
    search = Search(review=review, agency=review.chronology_requests.first().agency)
    return lambda: list(queries.found(search)[:WINDOW])


def search_of(size: int) -> Call:
    """The first 200 entries with certain words in another form or misspelt, out of {size}"""
    review = case_with(size)
    return lambda: list(queries.found(Search(review=review, words="schools and monney"))[:WINDOW])


def export_of(size: int) -> Call:
    """{size} entries as an Excel workbook, with labels in the place of names"""
    review = case_with(size)

    def make() -> None:
        lines = combined.lines(queries.with_more(queries.combined(review)), known_forms(review))
        tables.as_xlsx([combined.as_sheet(lines)], owner="Office", at=AT)

    return make


def word_of(size: int) -> Call:
    """{size} entries as a Word document, with names"""
    review = case_with(size)

    def make() -> None:
        lines = list(combined.lines(queries.with_more(queries.combined(review))))
        papers.as_word(combined.as_paper(lines, review, part="", by="Somebody", at=AT, labels=False), at=AT)

    return make


def sized(make: Callable[[int], Call], size: int) -> Callable[[], Call]:
    def benchmark() -> Call:
        return make(size)

    benchmark.__doc__ = (make.__doc__ or "").format(size=f"{size:,}")
    return benchmark


for thing in (import_of, plain_reading_of, pandas_of, combine_of, filter_of, search_of, export_of, word_of):
    for size in SIZES:
        globals()[f"bench_chronology_{thing.__name__.removesuffix('_of')}_{size}"] = sized(thing, size)
