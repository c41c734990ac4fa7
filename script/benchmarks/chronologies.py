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
from chronology.actions.exports import MOST_IN_PDF
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


def lines_of(size: int, *, labels: bool) -> list[combined.Line]:
    review = case_with(size)
    entries = queries.with_more(queries.combined(review))
    return list(combined.lines(entries, known_forms(review) if labels else None, answered=queries.answered(review)))


def export_of(size: int) -> Call:
    """{size} entries as an Excel workbook, with labels in the place of names"""
    return lambda: tables.as_xlsx([combined.as_sheet(lines_of(size, labels=True))], owner="Office", at=AT)


def csv_of(size: int) -> Call:
    """{size} entries as CSV, with labels in the place of names"""
    return lambda: tables.as_csv(combined.as_sheet(lines_of(size, labels=True)))


def jsonl_of(size: int) -> Call:
    """{size} entries as lines of JSON, with names"""
    return lambda: combined.as_json_lines(lines_of(size, labels=False))


def paper_of(size: int) -> papers.Paper:
    found = lines_of(size, labels=False)
    return combined.as_paper(found, case_with(size), part="", by="Somebody", at=AT, labels=False)


def word_of(size: int) -> Call:
    """{size} entries as a Word document, with names"""
    return lambda: papers.as_word(paper_of(size), at=AT)


def pdf_of(size: int) -> Call:
    """{size} entries as a PDF, with names: more than 2,500 are refused"""
    return lambda: papers.as_pdf(paper_of(size))


def sized(make: Callable[[int], Call], size: int) -> Callable[[], Call]:
    def benchmark() -> Call:
        return make(size)

    benchmark.__doc__ = (make.__doc__ or "").format(size=f"{size:,}")
    return benchmark


EXPORTS = (export_of, csv_of, jsonl_of, word_of)
for thing in (import_of, plain_reading_of, pandas_of, combine_of, filter_of, search_of, *EXPORTS, pdf_of):
    for size in SIZES:
        if thing is not pdf_of or size <= MOST_IN_PDF:
            globals()[f"bench_chronology_{thing.__name__.removesuffix('_of')}_{size}"] = sized(thing, size)
