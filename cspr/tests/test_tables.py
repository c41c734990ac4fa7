"""Rows in files for a spreadsheet: nothing runs, nothing is lost, dates are dates."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cspr import tables
from cspr.tables import Sheet

pytestmark = pytest.mark.pure

AT = dt.datetime(2026, 7, 14, 9, 30, tzinfo=dt.UTC)
SHARP = st.sampled_from(["=", "+", "-", "@", "\t=", "\r@", "\n-", " +", "＝", "\ufeff=", "\u200b=", "#N/A", "_x003D_"])
TYPED = st.one_of(st.text(max_size=40), st.builds(lambda sharp, rest: sharp + rest, SHARP, st.text(max_size=20)))


def back_from_csv(*cells):
    text = tables.as_csv(Sheet("List", ("A",) * len(cells), (cells,))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1]


def back_from_excel(*cells):
    content = tables.as_xlsx([Sheet("List", ("A",) * len(cells), (cells,))], owner="Office", at=AT)
    return load_workbook(io.BytesIO(content)).active[2]


@settings(max_examples=50)
@given(TYPED)
def test_nothing_typed_runs_in_csv_and_nothing_is_lost(typed):
    (cell,) = back_from_csv(typed)
    begins = next((sign for sign in cell if sign.isprintable() and not sign.isspace()), "")
    assert begins not in {"=", "+", "-", "@", "＝", "＋", "－", "＠"}
    plain = tables._plain(typed)
    assert cell in (plain, f"'{plain}")


@settings(max_examples=50)
@given(TYPED)
def test_nothing_typed_is_a_formula_in_excel(typed):
    (cell,) = back_from_excel(typed)
    plain = tables._plain(typed)
    assert cell.data_type != "f"
    assert (cell.value or "").replace("_x005F_", "_") == plain.replace("_x005F_", "_")
    if plain:
        assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize("typed", ["=1+1", "+44 1632", "-5", "@SUM(A1)", "  =1", "\t=1", '=HYPERLINK("x")', "＝1"])
def test_what_would_run_is_preceded_by_an_apostrophe_in_csv(typed):
    assert back_from_csv(typed) == [f"'{typed}"]


@pytest.mark.parametrize("typed", ["a=b", "12 March", "'quoted'", "", "Zoë, “the office”", "two\nlines"])
def test_plain_text_stays_as_it_was(typed):
    assert back_from_csv(typed) == [typed]


def test_no_formula_stands_in_the_workbook_itself():
    content = tables.as_xlsx([Sheet("=1", ("=1+1",), (("=2+2",), ("#REF!",)))], owner="=3", at=AT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and 't="e"' not in sheet
    assert "=1+1" in sheet and "=2+2" in sheet


def test_dates_numbers_and_answers_keep_their_kind():
    moment = dt.datetime(2026, 7, 14, 9, 30, tzinfo=dt.UTC)  # half past ten in England
    row = (dt.date(2026, 3, 31), moment, -5, True, None)
    assert back_from_csv(*row) == ["2026-03-31", "2026-07-14 10:30", "-5", "yes", ""]
    day, at, number, answer, nothing = back_from_excel(*row)
    assert day.value == dt.datetime(2026, 3, 31) and day.number_format == "dd/mm/yyyy"
    assert at.value == dt.datetime(2026, 7, 14, 10, 30)
    assert (number.value, answer.value, nothing.value) == (-5, "yes", None)


def test_what_is_too_long_for_a_cell_says_that_it_was_cut():
    (cell,) = back_from_excel("x" * 40_000)
    assert len(cell.value) < 32_767 and cell.value.endswith(tables.CUT)
    assert back_from_csv("x" * 40_000) == ["x" * 40_000]


def test_the_sheets_can_be_filtered_printed_and_named_anything():
    sheets = [Sheet("Papers / all: [2026] " * 3, ("A", "B"), (("1", "2"),)), Sheet("", ("A",), ())]
    book = load_workbook(io.BytesIO(tables.as_xlsx(sheets, owner="Office", at=AT)))
    first, second = book.worksheets
    assert (first.auto_filter.ref, first.freeze_panes, first.print_title_rows) == ("A1:B2", "B2", "$1:$1")
    assert len(first.title) <= 31 and second.title == "List"
    assert book.properties.creator == "Office"
