"""Does a file with a column for each child say of each whether it was seen, and what it said?"""

import datetime as dt

import pytest

from chronology.rules import columns, per_child
from chronology.rules.per_child import named
from chronology.rules.relative import Known
from chronology.rules.rows import Plan, checked
from chronology.workbook import template
from cspr import readers
from cspr.readers.tests import untidy

pytestmark = pytest.mark.pure

CHILDREN = (named(7, "Child A", ["Tobias", "Tobias Finn Reed"]), named(9, "Child B", ["Posy", "Posy Reed", "P"]))
LABELS = {child.pk: child.label for child in CHILDREN}


def read(head, *rows):
    content = untidy.workbook(
        [("Date", "Source", "Event", *head), *(("31/03/2023", "File", "Seen.", *r) for r in rows)]
    )
    sheets = columns.sheets_of(readers.read("a.xlsx", content, most_bytes=10**7))
    told = per_child.told_apart(columns.guessed(sheets, {}, frozenset()), CHILDREN)
    plan = Plan(told, columns.taken_sheets(sheets), children=LABELS)
    return told, checked(sheets, plan, standing=(), known=Known(dt.date(2026, 3, 5))).ready


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("Child A seen", "seen:7"), ("Seen alone? (Child B)", "seen:9"), ("Was Tobias seen?", "seen:7"),
        ("POSY - Seen", "seen:9"), ("Voice of Posy", "said:9"), ("Tobias\u2019s voice", "said:7"),
        ("What Child A said or showed", "said:7"), ("Wishes and feelings: Tobias Finn Reed", "said:7"),
        ("Child seen", ""), ("Tobias and Posy seen", ""), ("Tobias's school", ""), ("P seen", ""), ("Child C seen", ""),
    ],
)  # fmt: skip
def test_a_heading_tells_of_one_child_or_of_none(heading, means):
    assert per_child.meaning(heading, CHILDREN) == means


def test_each_child_gets_what_is_said_of_it_and_the_rest_goes_to_the_comment():
    head = ("Child A seen", "Child A seen alone", "Posy: seen?", "Voice of Posy")
    told, ready = read(
        head,
        ("Yes", "No", "Not seen", ""),
        ("Yes", "Yes", "", "\u201cI want Nan.\u201d"),
        ("", "", "Yes", ""),
        ("", "", "", ""),
    )
    assert [told[heading] for heading in head] == ["seen:7", "seen:7", "seen:9", "said:9"]
    assert [one.sights for one in ready] == [
        ((7, "seen", ""), (9, "not_seen", "")), ((7, "alone", ""), (9, "", "\u201cI want Nan.\u201d")), (), (),
    ]  # fmt: skip
    assert ready[2].values["comment"] == "Was Child B seen? Yes"
    assert ready[3].values["comment"] == "" and len({one.origin for one in ready}) == 4


def test_a_column_that_was_left_out_stays_so_and_a_known_one_is_not_taken_over():
    guess = {"Child A seen": "leave", "Child B seen": "comment", "Tobias date": "date", "Voice of Posy": "what"}
    assert per_child.told_apart(guess, CHILDREN) == {**guess, "Child B seen": "seen:9"}


def test_the_template_for_several_children_has_columns_that_are_read_back():
    head = template.head(CHILDREN)
    assert [per_child.meaning(name, CHILDREN) for name in head if "Child " in name] == [
        "seen:7",
        "seen:9",
        "said:7",
        "said:9",
    ]
    assert "Was the child seen?" not in head and template.head(CHILDREN[:1]) == template.HEAD
