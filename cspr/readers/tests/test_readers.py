"""Are tables read whatever made them, and what cannot be read refused with a sentence people understand?"""

import datetime as dt
import random
import time

import pytest

from cspr.readers import archives, grid, read
from cspr.readers.tests import untidy
from cspr.records import NotYet

pytestmark = pytest.mark.pure

MOST = 25 * 1024 * 1024


def tables(name, content):
    return read(name, content, most_bytes=MOST)


def rows(name, content, table=0):
    return [(row.number, *row.cells) for row in tables(name, content)[table].rows]


def test_a_workbook_gives_dates_times_and_numbers_as_text():
    found = rows("a.xlsx", untidy.workbook([("Date", "n"), (dt.datetime(2023, 3, 31, 10, 15), 3.0), (), (True, 0.5)]))
    assert found == [(1, "Date", "n"), (2, "2023-03-31 10:15", "3"), (4, "yes", "0.5")]


def test_a_cell_merged_over_rows_stands_in_each_of_them():
    found = rows("a.xlsx", untidy.two_header_rows())
    assert found[3:5] == [(5, "Date", "Time", "Source", "What happened", "Outcome"), (6, "31/03/2023", "10:15", "Case file", "Visited.", "No further action")]  # fmt: skip
    assert found[5] == (7, "31/03/2023", "11:30", "Case file", "Second visit on that day.")


def test_what_is_hidden_is_told():
    shown, hidden = tables("a.xlsx", untidy.hidden_columns())
    assert (shown.hidden, shown.hidden_columns, shown.hidden_rows) == (False, frozenset({2}), 1)
    assert hidden.hidden and hidden.title == "Working notes"


def test_a_formula_is_never_run_and_text_stays_text():
    found = rows("a.xlsx", untidy.formulas())
    assert found[1] == (2, "31/03/2023", "", "File")
    assert found[2][-1] == "=not a formula, but typed so"


def test_a_workbook_that_counts_from_1904_says_so():
    assert tables("a.xlsx", untidy.from_a_macintosh())[0].serials_from == dt.date(1904, 1, 1)
    assert tables("a.xlsx", untidy.tidy())[0].serials_from == dt.date(1899, 12, 30)


@pytest.mark.parametrize(
    ("content", "last"),
    [
        (untidy.semicolons(), "Caf\u00e9 visit \u2013 nothing seen."),
        (untidy.unicode_text(), "Zo\u00eb was seen."),
        (untidy.told_separator(), "One, two; three."),
        ("Date,Event\n1/2/2023,She didn\u2019t come.\n".encode("mac_roman"), "She didn\u2019t come."),
        ("Date,Event\n1/2/2023,Zo\u00eb\n".encode("utf-16-le"), "Zo\u00eb"),
        (b"Date,Event\n1/2/2023,plain", "plain"),
    ],
)
def test_csv_is_read_whatever_letters_and_signs_it_is_written_in(content, last):
    if b"\x00" in content and not content.startswith(b"\xff\xfe"):
        with pytest.raises(NotYet, match="not CSV"):
            tables("a.csv", content)
        return
    assert rows("a.csv", content)[-1][-1] == last


def test_a_line_break_inside_a_cell_is_kept_and_rows_are_numbered_as_a_spreadsheet_shows_them():
    assert rows("a.csv", untidy.semicolons())[1] == (2, "31/03/2023", "10:15", "Log", "She said \u201cgo away\u201d,\nthen shut the door.")  # fmt: skip


@pytest.mark.parametrize("length", [100, 200_000])
def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row(length):
    content = b'Date,Event\n1/2/2023,good\n2/2/2023,"never closed\n' + b"3/2/2023,x\n" * (length // 10)
    with pytest.raises(NotYet, match="row 3 and is not closed"):
        tables("a.csv", content)


def test_an_odd_mark_inside_a_cell_is_no_trouble():
    assert rows("a.csv", b"Height,Event\n1,He is 5' 6\" tall\n")[1][-1] == "He is 5' 6\" tall"


def test_opendocument_repeats_merges_hides_and_leaves_comments_out():
    [table] = tables("a.ods", untidy.repeated_ods())
    assert [row.cells for row in table.rows] == [
        ("Date", "Time", "Source", "Event"),
        ("2023-03-31", "10:15", "Log", "Seen at\nhome."),
        ("2023-03-31", "11:00", "Log", "Seen again."),
    ]
    assert (table.title, table.hidden_columns) == ("Entries", frozenset({2}))


def test_tables_of_word_come_with_the_line_above_them_and_without_what_was_struck_out():
    first, second = tables("a.docx", untidy.years_in_word())
    assert (first.title, second.title) == ("2022", "2023")
    assert second.rows[0].cells == ("2 January", "GP record", "Did not come.")
    [combined] = tables("a.docx", untidy.combined_in_word())
    assert combined.rows[1].cells == (
        "31/03/2023",
        "10:15",
        "Fenmarsh Community Health",
        "RiO",
        "Weighed: 4.32 kg.",
        "?",
    )


def test_cells_merged_in_word_are_filled_down():
    def change(document):
        table = document.tables[0]
        table.cell(1, 0).merge(table.cell(2, 0))
        table.cell(0, 0).merge(table.cell(0, 1))

    content = untidy.word([("2022", [("Date", "", "Event"), ("14 June", "a", "b"), ("", "c", "d")])], change=change)
    assert rows("a.docx", content) == [(1, "Date", "", "Event"), (2, "14 June", "a", "b"), (3, "14 June", "c", "d")]


# What cannot be read -------------------------------------------------------------------------------------------------


def bomb(times=200):
    """A workbook whose sheet unfolds to a hundred times its size and more."""
    content = untidy.zipped({"[Content_Types].xml": "<x/>", "xl/worksheets/sheet1.xml": b" " * (1024 * 1024 * times)})
    assert len(content) < 1024 * 1024
    return content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"x", "save it in the newer form"),
        ("a.pdf", b"%PDF-1.7", "Entries can be read from"),
        ("a.xlsx", archives.OLE + b"\x00" * 100, "password"),
        ("a.docx", archives.OLE + b"\x00" * 100, "password"),
        ("a.xlsx", untidy.word([("x", [("a", "b")])]), "its content is not XLSX"),
        ("a.xlsx", untidy.tidy()[:-200], "its content is not XLSX"),
        ("a.xlsx", untidy.zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x"}), "damaged"),
        ("a.docx", untidy.zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x"}), "damaged"),
        ("a.docx", untidy.zipped({"[Content_Types].xml": "<x/>", "word/other.xml": "<x/>"}), "damaged"),
        ("a.ods", untidy.spreadsheet("<office:body>", more={}), "damaged"),
        ("a.ods", untidy.spreadsheet("", more={"META-INF/manifest.xml": "<encryption-data/>"}), "password"),
        ("a.xlsx", untidy.workbook([]), "There is nothing in the file"),
        ("a.csv", b"\r\n\r\n,,,\r\n", "There is nothing in the file"),
        ("a.docx", untidy.saved(untidy.Document()), "There is nothing in the file"),
        ("a.xlsx", bomb(), "larger than can be read"),
        ("a.docx", untidy.zipped({"[Content_Types].xml": "<x/>", **{f"word/{n}.xml": "" for n in range(5001)}}), "larger"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_plain_words(name, content, said):
    with pytest.raises(NotYet, match=said):
        tables(name, content)


def test_entities_that_would_unfold_are_not_unfolded():
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    for name, inside in (("a.docx", "word/document.xml"), ("a.xlsx", "xl/workbook.xml"), ("a.ods", "content.xml")):
        parts = {"[Content_Types].xml": "<x/>", inside: evil}
        content = untidy.zipped({"mimetype": untidy.ODS, inside: evil} if name == "a.ods" else parts)
        with pytest.raises(NotYet, match="damaged"):
            tables(name, content)


@pytest.mark.parametrize("ending", ["csv", "ods"])
def test_two_hundred_thousand_rows_are_refused_and_soon(ending):
    if ending == "csv":
        content = b"Date,Source,Event\n" + b"1/2/2023,File,Seen at home.\n" * 200_000
    else:
        row = '<table:table-row table:number-rows-repeated="200000"><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>'
        content = untidy.spreadsheet(f"<office:body><table:table>{row}</table:table></office:body>")
    began = time.process_time()
    with pytest.raises(NotYet, match=f"more than {grid.MOST_ROWS:,} rows"):
        tables(f"a.{ending}", content)
    assert time.process_time() - began < 3


def test_a_row_that_says_it_is_the_billionth_is_damage():
    content = untidy.tidy(1)
    parts = {name: archives.opened(content).read(name) for name in archives.opened(content).namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<row r="2"', b'<row r="1000000000"')
    with pytest.raises(NotYet, match="damaged"):
        tables("a.xlsx", untidy.zipped(parts))


def test_no_changed_bytes_lead_to_anything_but_rows_or_a_refusal():
    dice = random.Random(5)
    originals = [(name, make()) for name, make in untidy.FILES.values()]
    refused = 0
    for turn in range(150):
        name, content = originals[turn % len(originals)]
        spoilt = bytearray(content)
        for _ in range(dice.choice((1, 3, 20))):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        spoilt = spoilt[: dice.randrange(len(spoilt))] if turn % 7 == 0 else spoilt
        try:
            assert tables(name, bytes(spoilt))
        except NotYet as refusal:
            refused += 1
            assert str(refusal).endswith(".")
    assert refused


def test_no_changed_text_inside_leads_to_anything_but_rows_or_a_refusal():
    """The parts of the archive are changed before it is packed, so that the damage reaches the readers."""
    dice = random.Random(7)
    originals = [(name, make()) for name, make in untidy.FILES.values() if not name.endswith("csv")]
    for turn in range(60):
        name, content = originals[turn % len(originals)]
        archive = archives.opened(content)
        parts = {part: archive.read(part) for part in archive.namelist()}
        inside = dice.choice([part for part in parts if part.endswith("xml")])
        text = parts[inside]
        at = dice.randrange(max(len(text), 1))
        parts[inside] = (
            text[:at] + bytes([dice.randrange(32, 127)]) * dice.choice((1, 9)) + text[at + dice.choice((0, 1, 5)) :]
        )
        try:
            assert tables(name, untidy.zipped(parts))
        except NotYet as refusal:
            assert str(refusal).endswith(".")
