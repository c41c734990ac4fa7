"""How does the combined chronology look away from the screen: as rows, as lines of JSON, as a paper?"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.utils import timezone

from chronology import rules
from chronology.models import Entry, Question
from chronology.queries import sights_of
from cspr.papers import Paper, Part, Table
from cspr.tables import Sheet
from reviews.case.models import Review
from reviews.identities.rules import KnownForms, masked

HEAD = (
    "Agency", "When", "Earliest date", "Latest date", "Time", "Until", "How exactly the date is known", "Source",
    "What happened", "Kind of event", "Was the child seen?", "What the child said or showed", "Decision or outcome",
    "Who was told, and how", "Comment", "Why it matters, outside the period",
    "Asked and answered",
)  # fmt: skip
PAPER_HEAD = ("When", "Agency", "Source", "What happened")
PAPER_WIDTHS = (16, 16, 14, 54)
NOTE = "Made of what the agencies submitted. It names the people as the records do: keep it as safe as the case itself."
LABELS = "Labels stand for the names that are registered; what is not registered stands as it was written."


@dataclass(frozen=True)
class Line:
    """One entry, as it leaves. ``earliest`` is unknown where it is only known to be before a day; so is ``latest``."""

    agency: str
    when: str
    earliest: dt.date | None
    latest: dt.date | None
    time: str
    until: str
    precision: str
    source: str
    text: str
    kind: str
    seen: str
    child_said: str
    outcome: str
    told: str
    comment: str
    out_of_period: str
    answered: str


def lines(
    entries: Iterable[Entry],
    forms: KnownForms | None = None,
    *,
    told_by: rules.Birth | None = None,
    answered: Mapping[int, Sequence[Question]] | None = None,
) -> Iterator[Line]:
    """The entries with what was asked of them and ``answered``; labels for registered names where ``forms`` are given.

    With ``told_by`` dates are told by that child's age, and neither days nor times leave.
    """
    for entry in entries:
        when = rules.of_entry(entry)
        yield Line(
            agency=entry.submission.request.agency.name,
            when=rules.told(when, told_by) if told_by else rules.written(when),
            earliest=None if told_by else when.earliest,
            latest=None if told_by else when.latest,
            time=f"{entry.happened_at:%H:%M}" if entry.happened_at and not told_by else "",
            until=f"{entry.until_at:%H:%M}" if entry.until_at and not told_by else "",
            precision=_precision(entry),
            kind=entry.get_kind_display(),
            seen=_seen(entry),
            **{name: _said(text, forms) for name, text in _texts(entry, (answered or {}).get(entry.pk, ())).items()},
        )


def _texts(entry: Entry, asked: Sequence[Question]) -> dict[str, str]:
    sights = [f"{sight.child.label}: {sight.said}" for sight in sights_of(entry) if sight.said]
    return {
        "source": entry.source,
        "text": entry.what,
        "child_said": "\n".join(filter(None, (entry.child_said, *sights))),
        "outcome": entry.outcome,
        "told": entry.told,
        "comment": entry.comment,
        "out_of_period": entry.out_of_period,
        "answered": "\n".join(_asked_and_answered(asked)),
    }


def _asked_and_answered(asked: Sequence[Question]) -> Iterator[str]:
    """What the review asked of it and the agency answered; what waits for an answer does not leave."""
    for question in asked:
        yield f"Asked: {question.text}"
        yield from (f"Answered: {answer.text}" for answer in question.answers.all())


def _seen(entry: Entry) -> str:
    sights = [f"{sight.child.label}: {sight.get_seen_display().lower()}" for sight in sights_of(entry) if sight.seen]
    return "; ".join(filter(None, (entry.get_seen_display() if entry.seen else "", *sights)))


def _precision(entry: Entry) -> str:
    return ", ".join(str(part) for part in (entry.precision, entry.hedge) if part)


def _said(text: str, forms: KnownForms | None) -> str:
    return masked(text, forms) if text and forms else text


def as_sheet(found: Iterable[Line]) -> Sheet:
    """The entries as rows."""
    return Sheet("Combined chronology", HEAD, tuple(tuple(vars(line).values()) for line in found))


def as_json_lines(found: Iterable[Line]) -> bytes:
    """An entry a line, in the order it happened; days as 2023-03-31."""
    return "".join(json.dumps(asdict(line), default=str, ensure_ascii=False) + "\n" for line in found).encode()


def as_paper(
    found: Sequence[Line], review: Review, *, part: str, by: str, at: dt.datetime, labels: bool, kept_back: int = 0
) -> Paper:
    """The entries as a paper of one table; ``part`` says which of them it holds."""
    made = f"Made by {by} on {timezone.localtime(at):%-d %B %Y at %H:%M}"
    notes = [LABELS if labels else NOTE, part]
    if kept_back:
        notes.append(f"{rules.count(kept_back, 'entry is', 'entries are')} kept for some, and not in it.")
    rows = tuple(_paper_row(line) for line in found)
    table = Table("", PAPER_HEAD, rows, empty="No entry fits.", widths=PAPER_WIDTHS)
    title = rules.count(len(found), "entry", "entries")
    return Paper(
        "Combined chronology", review.code, review.partnership.name, f"{review.code}. {made}", made, tuple(notes),
        (Part(title, (table,)),),
    )  # fmt: skip


def _paper_row(line: Line) -> tuple[str, ...]:
    more = (
        ("Said or showed", line.child_said), ("Seen", line.seen), ("Decision or outcome", line.outcome),
        ("Told", line.told), ("Comment", line.comment), ("Outside the period", line.out_of_period),
    )  # fmt: skip
    said = [f"{label}: {words}" for label, words in more if words]
    text = "\n".join(filter(None, (line.text, *said, line.answered)))
    return line.when, line.agency, line.source, text
