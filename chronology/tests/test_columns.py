"""Are columns known by their headings, and rows turned into entries or named with what is wrong?"""

import datetime as dt

import pytest

from chronology.rules import columns
from chronology.rules.cells import when_of
from chronology.rules.columns import Means
from chronology.rules.relative import Known
from chronology.rules.rows import Plan, check_columns, checked
from cspr import readers
from cspr.readers.tests import untidy
from cspr.records import NotYet

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 3, 5)
KNOWN = Known(TODAY)
HEALTH = frozenset({"fenmarsh community health"})


def read(name, content, *, ours=frozenset(), remembered=None, **plan):
    sheets = columns.sheets_of(readers.read(name, content, most_bytes=10**8))
    guess = plan.pop("columns", None) or columns.guessed(sheets, remembered or {}, ours)
    taken = plan.pop("taken", None) or columns.taken_sheets(sheets)
    return guess, checked(sheets, Plan(guess, taken, ours=ours, **plan), standing=(), known=KNOWN)


def days(found):
    return [str(one.values["happened_on"]) for one in found.ready]


def test_days_are_the_same_however_they_are_kept():
    for kind in ("numbers for dates", "days from 1904", "two header rows", "semicolons", "unicode text"):
        name, make = untidy.FILES[kind]
        assert days(read(name, make())[1])[0] == "2023-03-31", kind
    times = [one.values["happened_at"] for one in read(*_of("numbers for dates"))[1].ready]
    assert times == [dt.time(10, 15), None]


def _of(kind):
    name, make = untidy.FILES[kind]
    return name, make()


def test_a_year_above_the_table_completes_its_days():
    _, found = read(*_of("years in word"))
    assert days(found) == ["2022-06-14", "2022-07-03", "2023-01-02", "2023-03-31"]


def test_a_source_that_is_hidden_is_said_once_for_all():
    guess, found = read(*_of("repeated ods"))
    assert guess["Source"] == Means.LEAVE and {one.fault for one in found.trouble} == {"source"}
    _, found = read(*_of("repeated ods"), source_for_all="Record system")
    assert [one.values["source"] for one in found.ready] == ["Record system"] * 2


def test_only_the_rows_that_name_the_agency_are_taken_from_a_combined_document():
    guess, found = read(*_of("combined in word"), ours=HEALTH)
    assert guess["Agency"] == Means.AGENCY
    assert (len(found.ready), found.of_others) == (2, 1)
    guess, found = read(*_of("combined in word"), ours=frozenset({"somebody else"}))
    assert guess["Agency"] == Means.WITH_SOURCE and found.of_others == 0
    assert found.ready[1].values["source"] == "Niche; Fenmarsh Police"


def test_rows_with_trouble_say_which_and_why_and_can_be_put_right():
    _, found = read(*_of("rows with trouble"))
    assert [(one.number, one.fault) for one in found.trouble] == [(3, "date"), (4, "time"), (5, "date"), (6, "what"), (7, "source")]  # fmt: skip
    assert all(one.reason.endswith(".") for one in found.trouble)
    fixes = {"0:3": {"date": "28/02/2023"}, "0:4": {"time": ""}, "0:5": {"leave": "yes"}, "0:6": {"what": "Rang."}}
    _, found = read(*_of("rows with trouble"), fixes=fixes, source_for_all="File")
    assert (len(found.ready), len(found.trouble), found.left_out) == (6, 0, 1)


def test_a_date_is_taken_from_the_row_above_only_where_that_was_said():
    rows = [untidy.HEAD, ("31/03/2023", "", "File", "One."), ("", "", "File", "Two.")]
    content = untidy.workbook(rows)
    assert read("a.xlsx", content)[1].trouble[0].reason == "There is no date."
    assert days(read("a.xlsx", content, dates_from_above=True)[1]) == ["2023-03-31"] * 2


def test_what_is_not_known_is_kept_in_the_comment_and_what_the_agency_said_before_is_known():
    rows = [("Date", "Event", "Source", "Bed state"), ("31/03/2023", "Seen.", "File", "Ward 3")]
    content = untidy.workbook(rows)
    guess, found = read("a.xlsx", content)
    assert found.ready[0].values["comment"] == "Bed state: Ward 3"
    guess, found = read("a.xlsx", content, remembered={"bed state": Means.LEAVE})
    assert guess["Bed state"] == Means.LEAVE and found.ready[0].values["comment"] == ""


@pytest.mark.parametrize("title", [("Police log of calls",), ("Police log of calls",) * 3, ("", "Police log of calls")])
def test_a_title_above_the_headings_is_no_part_of_them(title):
    rows = [title, ("Date", "Event", "Officer comment"), ("31/03/2023", "Seen.", "Nobody else was there.")]
    guess, found = read("a.xlsx", untidy.workbook(rows), source_for_all="Log")
    assert list(guess) == ["Date", "Event", "Officer comment"]
    assert found.ready[0].values["comment"] == "Officer comment: Nobody else was there."


def test_a_row_whose_day_is_told_in_words_is_not_taken_for_headings():
    vague = ("in the spring", "School file", "Moved class.")
    rows = [("2 January 2023", "School file", "A coat."), vague, ("31 March 2023", "School file", "On the trip.")]
    for told in (rows, [vague, *rows[::2]]):
        [sheet] = columns.sheets_of(readers.read("a.docx", untidy.word([("Notes", told)]), most_bytes=10**8))
        assert len(sheet.rows) == 3 and not sheet.known


def test_a_table_without_headings_is_told_by_what_stands_in_it():
    rows = [
        ("31/03/2023", "Seen at home with both of the children.", "a"),
        ("2/4/2023", "Rang to ask for help again.", "b"),
    ]
    guess, found = read("a.xlsx", untidy.workbook(rows), source_for_all="File")
    assert guess == {"Column 1": Means.DATE, "Column 2": Means.WHAT, "Column 3": Means.COMMENT}
    assert len(found.ready) == 2


def test_headings_of_every_service_are_known():
    for heading, means in (
        ("Date of Contact (dd/mm/yyyy)", Means.DATE),
        ("Consultation Text", Means.WHAT),
        ("Source of info:", Means.SOURCE),
        ("Child\u2019s Voice", Means.CHILD_SAID),
        ("ACTION TAKEN", Means.OUTCOME),
        ("Recorded by", Means.WITH_SOURCE),
        ("Crime Reference", Means.WITH_SOURCE),
        ("Seen alone?", Means.SEEN),
        ("S/N", Means.LEAVE),
    ):
        assert columns.meaning_of(heading) == means, heading


@pytest.mark.parametrize(
    ("columns_", "said"),
    [
        ({"a": "what"}, "that it is the date"),
        ({"a": "date"}, "what happened"),
        ({"a": "date", "b": "date"}, "one only"),
    ],
)
def test_a_date_and_what_happened_must_be_told(columns_, said):
    with pytest.raises(NotYet, match=said):
        check_columns(columns_, [0])
    with pytest.raises(NotYet, match="at least one table"):
        check_columns({"a": "date", "b": "what"}, [])


def test_kind_and_whether_the_child_was_seen_are_told_where_they_are_plain_and_kept_in_words_where_not():
    rows = [
        ("Date", "Event", "Source", "Contact type", "Child seen", "Seen alone?"),
        ("31/03/2023", "x", "File", "Home visit - unannounced", "No", ""),
        ("31/03/2023", "x", "File", "Call-out", "yes", ""),
        ("31/03/2023", "x", "File", "", "", "Yes"),
        ("31/03/2023", "x", "File", "", "", "No"),
    ]
    _, found = read("a.xlsx", untidy.workbook(rows))
    assert [(one.values["kind"], one.values["seen"]) for one in found.ready] == [
        ("visit", "not_seen"), ("call_out", ""), ("", "alone"), ("", ""),
    ]  # fmt: skip
    assert "Home visit - unannounced" in found.ready[0].values["comment"]
    assert "yes" in found.ready[1].values["comment"] and "No" in found.ready[3].values["comment"]


def test_a_source_too_long_for_its_field_is_kept_whole_in_the_comment():
    long = "Letter of the consultant " * 20
    _, found = read("a.xlsx", untidy.workbook([untidy.HEAD, ("31/03/2023", "", long, "x")]))
    values = found.ready[0].values
    assert len(values["source"]) <= 200 and long.strip() in values["comment"]


def test_the_same_row_is_known_again_in_another_file_and_the_same_row_twice_is_two():
    row = ("31/03/2023", "", "File", "A call.")
    _, found = read("a.xlsx", untidy.workbook([untidy.HEAD, row, row]))
    first = [one.origin for one in found.ready]
    assert len(set(first)) == 2
    text = "\n".join([";".join(untidy.HEAD), "2023-03-31;;File;A  call.", "31 March 2023;;File;a call."])
    _, again = read("a.csv", text.encode())
    assert [one.origin for one in again.ready] == first
    _, known = read("a.csv", text.encode(), columns=None)
    assert len(known.ready) == 2


def test_repeated_headings_and_years_between_rows_are_no_entries():
    rows = [untidy.HEAD, ("2022",), ("14 June", "", "File", "x"), untidy.HEAD, ("2023",), ("14 June", "", "File", "y")]
    _, found = read("a.xlsx", untidy.workbook(rows))
    assert days(found) == ["2022-06-14", "2023-06-14"] and not found.trouble


@pytest.mark.parametrize(
    ("day", "time", "when"),
    [
        ("2023-03-31 10:15", "", ("2023-03-31", "10:15:00")),
        ("45016", "", ("2023-03-31", "None")),
        ("45016.5", "", ("2023-03-31", "12:00:00")),
        ("31/3/23", "2.30pm", ("2023-03-31", "14:30:00")),
        ("31st March 2023", "1430hrs", ("2023-03-31", "14:30:00")),
        ("March 2023", "", ("2023-03-01", "None")),
        ("2021", "", ("2021-01-01", "None")),
    ],
)
def test_days_and_times_of_cells_are_read(day, time, when):
    found = when_of(day, time, known=KNOWN)
    assert (str(found.sort_day), str(found.time)) == when


@pytest.mark.parametrize(
    ("day", "time", "field"),
    [
        ("31/02/2023", "", "date"),
        ("01/03/2023", "25:00", "time"),
        ("", "", "date"),
        ("soon", "", "date"),
        ("01/03/2023", "9:15", "time"),
        ("01/03/2027", "", "date"),
    ],
)
def test_days_and_times_that_are_none_are_refused_with_the_cell_at_fault(day, time, field):
    with pytest.raises(NotYet) as refusal:
        when_of(day, time, known=KNOWN)
    assert refusal.value.field == field


def test_a_short_hour_is_in_the_morning_where_the_column_counts_to_24():
    rows = [untidy.HEAD, ("31/03/2023", "9:15", "File", "x"), ("31/03/2023", "14:00", "File", "y")]
    _, found = read("a.xlsx", untidy.workbook(rows))
    assert [one.values["happened_at"] for one in found.ready] == [dt.time(9, 15), dt.time(14)]
    _, found = read("a.xlsx", untidy.workbook(rows[:2]))
    assert found.trouble[0].reason.startswith("9:15 can be morning or afternoon.")
