"""How does the schedule of everything held read, as a paper and as a table?"""

import datetime as dt
from itertools import groupby

from django.utils import timezone

from cspr.papers import Paper, Part, Table
from cspr.tables import Sheet
from reviews.case.models import Review
from reviews.disclosure.queries import Held

HEAD = (
    "No.",
    "Date",
    "Kind",
    "What",
    "Where it comes from",
    "Who wrote it",
    "Version",
    "Who may read it",
    "Where it is",
)
IN_PAPER = ("No., date", "What", "From, by", "Who may read it", "Where it is")
UNDATED = "No date"


def sealed_words(count: int) -> str:
    """How sealed legal advice is named where it is not seen: counted, and nothing else."""
    return f"{count} sealed paper{'' if count == 1 else 's'}" if count else ""


def schedule_sheet(held: list[Held], *, sealed: int) -> Sheet:
    """One row a thing; what is sealed is one row more, with its count."""
    rows = [
        (number, one.on, one.kind, one.title, one.origin, one.author, one.version, one.sensitivity, one.where)
        for number, one in enumerate(held, start=1)
    ]
    if sealed:
        rows.append((None, None, "Sealed", sealed_words(sealed), "", "", "", "", ""))
    return Sheet("Everything held", HEAD, tuple(rows))


def schedule_paper(review: Review, held: list[Held], *, sealed: int, by: str, at: dt.datetime) -> Paper:
    """The same to be read, a part for each kind of thing."""
    numbered = list(enumerate(held, start=1))
    kinds = sorted(numbered, key=lambda row: row[1].kind)
    parts = [
        Part(kind, (Table(f"{len(rows)} held", IN_PAPER, tuple(_row(*row) for row in rows)),))
        for kind, rows in ((kind, list(group)) for kind, group in groupby(kinds, key=lambda row: row[1].kind))
    ]
    if sealed:
        parts.append(Part("Sealed", (Table("Sealed", IN_PAPER, (), empty=f"{sealed_words(sealed)}."),)))
    moment = f"{timezone.localtime(at):%-d %B %Y, %H:%M}"
    return Paper(
        title="Schedule of everything held",
        subtitle=f"{review.code}: {len(held)} things",
        owner=review.partnership.name,
        running=f"{review.code}, schedule of {moment}",
        made=f"Made by {by} on {moment}.",
        notes=(
            "It says what is held, not what stands in it. Whether any of it may be given to anybody is decided for each "
            "request.",
        ),
        parts=tuple(parts),
    )


def _row(number: int, one: Held) -> tuple[str, ...]:
    day = (f"{one.on:%-d %b %Y}" if one.on else UNDATED).replace(" ", "\u00a0")
    version = f", version {one.version}" if one.version else ""
    source = ", ".join(said for said in (one.origin, one.author and f"by {one.author}") if said)
    return (f"{number}\n{day}", f"{one.title}{version}", source, one.sensitivity, one.where)
