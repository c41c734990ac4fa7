"""How are the tables of a file kept once they are read, so that they need not be read anew for every page?"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from chronology import queries
from chronology.models import CombinedFile, ImportRun
from chronology.rules.columns import Sheet
from chronology.rules.per_child import Named
from chronology.rules.rows import Plan
from cspr import clock
from cspr.files.actions import read
from cspr.readers import Row

NAME, CONTENT_TYPE = "rows.json", "application/json"


def as_bytes(sheets: Iterable[Sheet]) -> bytes:
    """The tables, to be kept as a file."""
    kept = [
        {**asdict(sheet), "rows": [[row.number, row.cells] for row in sheet.rows], "hidden_columns": sorted(sheet.hidden_columns)}
        for sheet in sheets
    ]  # fmt: skip
    return json.dumps(kept, ensure_ascii=False).encode()


def sheets_of(run: ImportRun | CombinedFile) -> list[Sheet]:
    """The tables of the file as they were read; none where it was not read."""
    if run.rows is None:
        return []
    return [
        Sheet(
            **{**kept, "headings": tuple(kept["headings"]), "hidden_columns": frozenset(kept["hidden_columns"])}
            | {"rows": tuple(Row(number, tuple(cells)) for number, cells in kept["rows"])}
        )
        for kept in json.loads(read(run.rows))
    ]


def children_of(run: ImportRun) -> list[Named]:
    """The children of whom a column may tell, as they were when the file was given."""
    return queries.children_named(run.submission.request, clock.date_of(run.entered_at))


def plan_of(run: ImportRun) -> Plan:
    """How the file is to be read, as it was chosen."""
    return Plan(
        run.columns, frozenset(run.taken), source_for_all=run.source_for_all, dates_from_above=run.dates_from_above,
        fixes=run.fixes, ours=queries.names_of(run.submission.request.agency),
        children={child.pk: child.label for child in children_of(run)},
    )  # fmt: skip
