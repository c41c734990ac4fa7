"""How do rows with trouble go out to be put right in a spreadsheet, and come back as a file that can be read?"""

import datetime as dt

from chronology.models import ImportRun
from chronology.rules.columns import all_headings
from chronology.rules.relative import Known
from chronology.rules.rows import checked
from chronology.workbook import kept
from cspr.tables import Sheet, as_xlsx

WHY = ("Row", "What is wrong")


def workbook(run: ImportRun, *, known: Known, owner: str, at: dt.datetime) -> bytes:
    """Every row with trouble, as it stands in the file, with its number and the reason before it."""
    sheets = kept.sheets_of(run)
    headings = all_headings(sheet for place, sheet in enumerate(sheets) if place in run.taken)
    found = checked(sheets, kept.plan_of(run), standing=(), known=known)
    rows = []
    for trouble in found.trouble:
        sheet = sheets[trouble.sheet]
        cells = next(row.cells for row in sheet.rows if row.number == trouble.number)
        said = dict(zip(sheet.headings, cells, strict=False))
        rows.append((trouble.number, trouble.reason, *(said.get(heading, "") for heading in headings)))
    named = tuple(heading for heading in headings if run.columns.get(heading))
    return as_xlsx([Sheet("To put right", (*WHY, *named), tuple(tuple(row) for row in rows))], owner=owner, at=at)
