"""What is sent to an agency to fill in: a workbook with the columns of its own request, and lists to choose from?"""

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from chronology import queries
from chronology.models import ChronologyRequest, Entry
from chronology.rules.per_child import Named
from cspr import clock
from cspr.tables import TEXT, fitting

ROWS = 2_000  # that have lists to choose from
WIDTHS = {
    "What happened": 60,
    "Comment": 40,
    "What the child said or showed": 40,
    "Decision or outcome": 40,
    "Source": 30,
}
SEEN, SAID = "Was the child seen?", "What the child said or showed"
CHOICES: dict[str, list[str]] = {
    "Kind of event": [str(label) for label in Entry.Kind.labels],
    SEEN: [str(label) for value, label in Entry.Seen.choices if value],
}
HEAD = (
    "Date", "Time", "Source", "What happened", "Kind of event", SEEN, SAID,
    "Decision or outcome", "Comment", "Why it matters, outside the period",
)  # fmt: skip
REQUIRED = ("Date", "Source", "What happened")
SHEET, LISTS, HELP = "Chronology", "Lists", "How to fill it in"


def workbook(found: ChronologyRequest, *, at: dt.datetime) -> bytes:
    """The template of a request. Its people stand in it by their labels alone."""
    book = Workbook()
    owner = found.review.partnership.name
    book.properties.creator, book.properties.created = fitting(owner), at.replace(tzinfo=None)
    book.properties.modified = at.replace(tzinfo=None)
    children = queries.children_named(found, clock.date_of(at))
    _table(book.active, head(children), _choices(children))
    _lists(book)
    _help(book.create_sheet(HELP), found)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def head(children: Sequence[Named]) -> tuple[str, ...]:
    """The columns; of several children each has its own, by label, for "seen" and for what it said."""
    if len(children) < 2:
        return HEAD
    each = {SEEN: [f"{child.label} seen?" for child in children]}
    each[SAID] = [f"What {child.label} said or showed" for child in children]
    return tuple(column for name in HEAD for column in each.get(name, [name]))


def _choices(children: Sequence[Named]) -> dict[str, str]:
    """The columns with a list to choose from, and which list it is."""
    own = {f"{child.label} seen?": SEEN for child in children}
    return {name: name for name in CHOICES} | own


def _table(sheet: Any, head: Sequence[str], chosen: Mapping[str, str]) -> None:
    sheet.title, sheet.freeze_panes = SHEET, "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    for place, name in enumerate(head, start=1):
        cell = sheet.cell(1, place, name)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.fill = PatternFill("solid", fgColor="FFE8B3" if name in REQUIRED else "E5E9EC")
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, 18)
        if of := chosen.get(name):
            column = get_column_letter(list(CHOICES).index(of) + 1)
            rule = DataValidation(
                "list", formula1=f"{LISTS}!${column}$1:${column}${len(CHOICES[of])}", allow_blank=True
            )
            rule.error = "Choose one of the list, or leave it empty and say it under what happened."
            sheet.add_data_validation(rule)
            letter = get_column_letter(place)
            rule.add(f"{letter}2:{letter}{ROWS}")


def _lists(book: Workbook) -> None:
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for place, choices in enumerate(CHOICES.values(), start=1):
        for row, choice in enumerate(choices, start=1):
            sheet.cell(row, place, choice)


def _help(sheet: Any, found: ChronologyRequest) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    for label, text in _lines(found):
        row = sheet.max_row + 1 if sheet["A1"].value else 1
        sheet.cell(row, 1, label).font = Font(bold=True)
        cell = sheet.cell(row, 2, fitting(text))
        cell.data_type, cell.number_format = "s", TEXT
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _lines(found: ChronologyRequest) -> list[tuple[str, str]]:
    terms = queries.agreed_terms(found.review)
    people = ", ".join(person.label for person in queries.people_of(found))
    lines = [
        ("Review", found.review.code),
        ("Agency", found.agency.name),
        ("Due on", f"{found.due_on.day} {found.due_on:%B %Y}"),
        ("People", f"{people or 'Ring the office'}. Their names stand on the page of the request."),
        ("Period", f"From {terms.period_from} to {terms.period_to}" if terms else "Not agreed yet: ring the office."),
        ("What is needed", "A date, a source and what happened. Everything else may stay empty."),
        ("Date", "As you know it: 31/03/2023, 31 March 2023, March 2023, 2023, about 31 March 2023, ?31/03/2023."),
        ("Time", "As 14:30 or 2.30pm, or nothing."),
        ("Source", "Where it is recorded: the record system, letter, notebook or interview."),
        ("Names", "Write them as they are. They are taken out before anything is published."),
        ("When it is done", "Sign in, open the request, and choose: Take entries from a file."),
    ]
    return [*lines, ("Guidance", found.guidance)] if found.guidance else lines
