"""What do the columns of somebody else's table mean? Told by their headings, whatever service wrote them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from chronology.rules.cells import looks_like_a_date, year_told
from cspr.readers import Row, Table
from cspr.readers.grid import MOST_COLUMNS

LOOKED_AT = 25  # rows from the top in which headings are looked for
LEAST = 2  # headings that must be known, so that a row is taken for one of headings
LONGEST_HEADING, SHORT = 80, 40
SAMPLE = 30  # cells of a column that are looked at, where no heading tells what it holds


class Means(TextChoices):
    """What a column holds."""

    DATE = "date", "Date"
    END_DATE = "end_date", "Last day"
    TIME = "time", "Time"
    END_TIME = "end_time", "Time at which it ended"
    SOURCE = "source", "Source"
    WITH_SOURCE = "with_source", "Added to the source"
    WHAT = "what", "What happened"
    WITH_WHAT = "with_what", "Added to what happened"
    KIND = "kind", "Kind of event"
    SEEN = "seen", "Was the child seen?"
    CHILD_SAID = "child_said", "What the child said or showed"
    OUTCOME = "outcome", "Decision or outcome"
    TOLD = "told", "Who was told, and how"
    RISK_TOOL = "risk_tool", "Risk tool"
    RISK_LEVEL = "risk_level", "Level of risk"
    CONSENT = "consent_words", "Consent: of whom, for what"
    COMMENT = "comment", "Comment"
    OUT_OF_PERIOD = "out_of_period", "Why it matters, outside the period"
    AGENCY = "agency", "Agency: whose the row is"
    LEAVE = "leave", "Leave it out"


# The words that health, police, schools and social care put at the head of a column. Written as ``plainly`` leaves them.
KNOWN: dict[str, str] = {
    Means.DATE: (
        "date|dates|date of event|event date|date of contact|contact date|date of incident|incident date|start date|"
        "date from|from date|date started|date and time|date time|datetime|when|date of activity|activity date|"
        "date of visit|visit date|date of entry|entry date|note date|case note date|consultation date|appointment date|"
        "date occurred|occurred|occurred on|date happened|happened on|from|start|date start|session date|log date|"
        "date of occurrence|encounter date|date of referral|date of meeting|day|date of note|date of record|when start"
    ),
    Means.END_DATE: "end date|date to|to date|date ended|date until|until|finish date|last day|end|date end|to|when end",
    Means.TIME: (
        "time|start time|time of event|event time|time of contact|contact time|time of incident|time from|time started|"
        "time of call|hour|time of entry|time occurred|time of visit|when time|date time of event|time start"
    ),
    Means.END_TIME: "end time|time to|finish time|time ended|when time to|time end",
    Means.TOLD: "who was told|who was told and how|information shared with|shared with|notified|notifications|told",
    Means.RISK_TOOL: "risk tool|tool|assessment tool",
    Means.RISK_LEVEL: "risk|risk level|level of risk|risk rating|risk grading|grading|dash|dash score|risk assessment|rag",
    Means.CONSENT: "consent|consent given|consent obtained|consent of whom for what|consent y n",
    Means.SOURCE: (
        "source|sources|source of information|source of info|information source|source document|source record|"
        "source of record|source of evidence|evidence|evidence source|source evidence|record|records|record system|"
        "system|document|document source|source material|data source|file|where recorded|recorded in|record type|"
        "location of record|primary source|source of data|name of record|it system|record source|source of entry|"
        "case file|source file|source of the information|information system|origin|record name"
    ),
    Means.WITH_SOURCE: (
        "author|record author|author of record|recorded by|recorder|worker|name of worker|professional|practitioner|"
        "staff|staff member|officer|officer in case|reporting officer|clinician|created by|entered by|written by|"
        "name and role|completed by|job title|role|designation|professional role|team|service|department|unit|setting|"
        "ref|reference|reference number|case number|crime number|crime reference|incident number|log number|urn|"
        "occurrence number|niche reference|log ref|page|page number|user|seen by|member of staff|teacher|"
        "document reference|file reference|professional involved|who recorded it|reference no"
    ),
    Means.WHAT: (
        "event|events|what happened|details|detail|description|event description|event details|details of event|"
        "description of event|details of contact|contact detail|significant event|significant events|key event|"
        "key events|narrative|summary|summary of event|event summary|entry|chronology entry|note|notes|case note|"
        "case notes|case note text|note text|progress note|progress notes|consultation|consultation text|"
        "consultation details|information|incident|incident details|incident summary|occurrence summary|log entry|log|"
        "text|body|activity|content|account|account of event|record of contact|significant information|"
        "details of incident|nature of event|event contact|summary of contact|details of information|concern|"
        "nature of concern|details of concern|description of incident|significant event information|history|"
        "event information|summary of involvement|contact summary|what was recorded|description of contact|full text"
    ),
    Means.WITH_WHAT: (
        "location|place|venue|address|where|people present|present|attendees|persons involved|people involved|"
        "who was involved|who was present|subject|child|children|person|name|client|patient|pupil|family member|"
        "involved|individuals involved|persons present|incident location|subject of event|title|heading|reason|"
        "reason for contact|who is it about|parties"
    ),
    Means.KIND: (
        "type|event type|type of event|contact type|type of contact|category|nature of contact|note type|activity type|"
        "event category|method of contact|incident type|kind|kind of event|case note type|type of incident|mode|"
        "contact method|activity category|type of activity|encounter type|concern type"
    ),
    Means.SEEN: (
        "child seen|seen|was the child seen|child ren seen|children seen|child seen alone|seen alone|child seen y n|"
        "was child seen|child seen spoken to|was the child seen alone|child seen and spoken to"
    ),
    Means.CHILD_SAID: (
        "voice of the child|voice of child|childs voice|child s voice|child voice|lived experience|"
        "child s lived experience|childs lived experience|what the child said|what the child said or showed|"
        "wishes and feelings|childs views|child s views|views of child|views of the child|presentation of child|"
        "child s wishes and feelings|childs wishes and feelings|lived experience of the child|pupil voice"
    ),
    Means.OUTCOME: (
        "outcome|outcomes|action taken|action|actions|actions taken|decision|decisions|outcome action|action outcome|"
        "result|response|follow up|disposal|plan|decision outcome|decision or outcome|decision and outcome|"
        "agency response|outcome of contact|outcome decision|action plan|response action taken|"
        "decision or outcome with the reason|result of contact|actions outcome|outcome and action|decisions made"
    ),
    Means.COMMENT: (
        "comment|comments|analysis|author comment|author comments|author s comment|author s comments|authors comments|"
        "your comment|chronology author comments|remarks|remark|reflection|observations|good practice|learning|"
        "practice comment|critical comment|imr comments|commentary|additional comments|other information|"
        "additional information|comment analysis|analysis comment|professional comment|missed opportunity|significance"
    ),
    Means.OUT_OF_PERIOD: "out of period|why it matters outside the period|reason outside the period|outside the period",
    Means.AGENCY: "agency|agencies|agency name|organisation|organization|agency service|provider|name of agency|from agency",
    Means.LEAVE: (
        "no|number|what is wrong|serial number|serial no|id|item|item number|item no|row|entry no|entry number|sequence|seq|s n|dob|"
        "date of birth|age|age of child|child age|nhs number|nhs no|hospital number|line|index|date recorded|"
        "recorded date|date entered|date of recording|date created|created|modified|last modified|date modified"
    ),
}  # fmt: skip
MEANING = {name: means for means, names in KNOWN.items() for name in names.split("|")}
BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]")
DIGIT = re.compile(r"\d")
UNNAMED = re.compile(r"^Column \d+$")
APART = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Sheet:
    """A table of the file, told apart into its headings and its rows; ``year`` is the one its title gives."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    hidden: bool
    hidden_columns: frozenset[int]
    serials_from: str
    year: int | None
    known: bool


def plainly(heading: str) -> str:
    """A heading without what its writers differ in: capitals, signs, what stands in brackets."""
    text = APART.sub(" ", BRACKETED.sub(" ", heading.lower().replace("\u2019", "'"))).strip()
    return text or APART.sub(" ", heading.lower()).strip()


def is_named_column(heading: str) -> bool:
    """Did the file give this heading, so that it can be remembered?"""
    return bool(plainly(heading)) and not UNNAMED.match(heading)


def is_named(text: str, names: frozenset[str]) -> bool:
    """Does a text name an agency, by one of its names as ``plainly`` leaves them, perhaps with a team of it?"""
    said = plainly(text)
    return said in names or any(f" {name} " in f" {said} " for name in names if " " in name)


def meaning_of(heading: str) -> str:
    """What a heading means, as far as it is known."""
    return str(MEANING.get(plainly(heading), ""))


def sheets_of(tables: Iterable[Table]) -> list[Sheet]:
    """The tables with their headings. A table without any goes on with those of the one before, if it is as wide."""
    found: list[Sheet] = []
    for table in tables:
        begins, headings = _headings(table)
        if not headings:
            before = next((sheet for sheet in reversed(found) if _goes_on(table, sheet)), None)
            headings = before.headings if before else tuple(f"Column {place + 1}" for place in range(table.width))
            known = bool(before)
        else:
            known = True
        headings += tuple(f"Column {place + 1}" for place in range(len(headings), table.width))
        found.append(
            Sheet(
                table.title,
                _apart(headings),
                table.rows[begins:],
                table.hidden,
                table.hidden_columns,
                table.serials_from.isoformat(),
                year_told(table.title),
                known,
            )  # fmt: skip
        )
    return found


def _goes_on(table: Table, sheet: Sheet) -> bool:
    """Does a table without headings stand in the columns of another: are days below what that one calls the date?"""
    place = next((at for at, heading in enumerate(sheet.headings) if meaning_of(heading) == Means.DATE), None)
    if not sheet.known or place is None or table.width > len(sheet.headings):
        return False
    cells = [row.cells[place] for row in table.rows[:SAMPLE] if len(row.cells) > place and row.cells[place]]
    return 2 * sum(map(looks_like_a_date, cells)) > len(cells)


def _headings(table: Table) -> tuple[int, tuple[str, ...]]:
    """From which row on the table tells, and the headings above; none where none are known."""
    best, answer = LEAST - 1, (0, ())
    top = table.rows[:LOOKED_AT]
    for place, row in enumerate(top):
        for headings, rows in _candidates(row, top[place + 1] if place + 1 < len(top) else None):
            score = _score(headings)
            if score > best:
                best, answer = score, (place + rows, headings)
    return answer if answer[1] else _by_their_look(table)


def _by_their_look(table: Table) -> tuple[int, tuple[str, ...]]:
    """Headings in words nobody told us yet: a row of short words above rows with a date."""
    top = table.rows[:LOOKED_AT]
    for place, row in enumerate(top):
        words = [cell for cell in row.cells if cell]
        if len(words) >= LEAST and not any(map(DIGIT.search, words)) and max(map(len, words)) <= SHORT:
            return (place + 1, row.cells) if _heads(row, top[:place], top[place + 1 :]) else (0, ())
    return 0, ()


def _heads(row: Row, above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Does a row stand above days, and is it no row of the table itself, whose day is told in words?"""
    named = {at for at, cell in enumerate(row.cells) if cell}
    dated = _dated(below) & named
    again = any(other.cells[at] == row.cells[at] for other in below for at in named if at < len(other.cells))
    return bool(dated) and not dated & _dated(above) and not again


def _dated(rows: Iterable[Row]) -> set[int]:
    return {column for row in rows for column, cell in enumerate(row.cells) if looks_like_a_date(cell)}


def _candidates(row: Row, below: Row | None) -> Iterable[tuple[tuple[str, ...], int]]:
    """A row as headings, and with the row below it as headings under headings; what says one thing alone is a title."""
    yield row.cells, 1
    if below is None or not any(map(meaning_of, below.cells)) or any(map(looks_like_a_date, below.cells)):
        return
    if len({cell for cell in row.cells if cell}) < 2:
        return
    width = max(len(row.cells), len(below.cells))
    over, under = ((*cells, *[""] * (width - len(cells))) for cells in (row.cells, below.cells))
    joined, last = [], ""
    for upper, lower in zip(over, under, strict=True):
        last = upper or (last if lower else "")
        both = f"{last} {lower}".strip()
        joined.append(next((name for name in (lower, both, upper) if name and meaning_of(name)), both))
    yield tuple(joined), 2


def _score(headings: Sequence[str]) -> int:
    """How many different things these headings are known to mean; none without a date or something that happened."""
    if any(len(heading) > LONGEST_HEADING for heading in headings):
        return 0
    known = {meaning_of(heading) for heading in headings if heading} - {"", Means.LEAVE.value}
    return len(known) if known & {Means.DATE, Means.WHAT} else 0


def _apart(headings: Sequence[str]) -> tuple[str, ...]:
    """Each heading once: unnamed and repeated ones get the number of their column."""
    taken: set[str] = set()
    names = []
    for place, heading in enumerate(headings):
        name = " ".join(heading.split())[:LONGEST_HEADING] or f"Column {place + 1}"
        names.append(name if name.lower() not in taken else f"{name} (column {place + 1})")
        taken.add(name.lower())
    return tuple(names)


# What each column is taken for -----------------------------------------------------------------------------------------


def all_headings(sheets: Iterable[Sheet]) -> list[str]:
    """The headings of these tables, each once, in their order; no column that is empty."""
    found: dict[str, None] = {}
    for sheet in sheets:
        for place, heading in enumerate(sheet.headings):
            if heading not in found and any(len(row.cells) > place and row.cells[place] for row in sheet.rows):
                found[heading] = None
    return list(found)


def guessed(
    sheets: Sequence[Sheet], remembered: Mapping[str, str], ours: frozenset[str] = frozenset()
) -> dict[str, str]:
    """What each heading is taken for: what the agency said last time, else what is known; hidden ones are left out.

    What is not known is added to the comment under its heading, so that nothing is lost. A column of agencies counts as
    one only where it names this agency, by one of its names (``ours``); else it tells of teams.
    """
    hidden = {
        sheet.headings[place] for sheet in sheets for place in sheet.hidden_columns if place < len(sheet.headings)
    }
    columns: dict[str, str] = {}
    for heading in all_headings(sheets):
        known = remembered.get(plainly(heading)) or meaning_of(heading)
        if known == Means.AGENCY and not any(is_named(cell, ours) for cell in _cells_of(sheets, heading)):
            known = Means.WITH_SOURCE
        columns[heading] = Means.LEAVE if heading in hidden else known or Means.COMMENT
    return _by_content(sheets, _one_date(columns))


def _by_content(sheets: Sequence[Sheet], columns: dict[str, str]) -> dict[str, str]:
    """Where no heading tells the text, the column with the longest cells is taken for it; a date is what looks like one."""
    unknown = [heading for heading, means in columns.items() if means == Means.COMMENT and not meaning_of(heading)]
    cells = {heading: _cells_of(sheets, heading)[:SAMPLE] for heading in unknown}
    if Means.DATE not in columns.values():
        dated = max(unknown, key=lambda heading: sum(map(looks_like_a_date, cells[heading])), default="")
        if dated and any(map(looks_like_a_date, cells[dated])):
            columns[dated] = Means.DATE
            cells.pop(dated)
    if Means.WHAT not in columns.values() and cells:
        longest = max(cells, key=lambda heading: sum(map(len, cells[heading])) / max(len(cells[heading]), 1))
        columns[longest] = Means.WHAT
    return columns


def _cells_of(sheets: Iterable[Sheet], heading: str) -> list[str]:
    """What stands below a heading, in all tables that have it."""
    found = []
    for sheet in sheets:
        place = sheet.headings.index(heading) if heading in sheet.headings else MOST_COLUMNS
        found += [row.cells[place] for row in sheet.rows if len(row.cells) > place and row.cells[place]]
    return found


def _one_date(columns: dict[str, str]) -> dict[str, str]:
    """Of several columns with a date the first is taken; a date of recording, where there is no better."""
    dates = [heading for heading, means in columns.items() if means == Means.DATE]
    for other in dates[1:]:
        columns[other] = Means.COMMENT
    if not dates:
        second = next((heading for heading in columns if "date" in plainly(heading).split()), None)
        if second and "birth" not in plainly(second):
            columns[second] = Means.DATE
    return columns


def taken_sheets(sheets: Sequence[Sheet]) -> list[int]:
    """Which tables are taken at first: those not hidden whose headings are known; all that show, where none are."""
    known = [place for place, sheet in enumerate(sheets) if sheet.known and not sheet.hidden]
    return known or [place for place, sheet in enumerate(sheets) if not sheet.hidden]
