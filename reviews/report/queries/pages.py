"""What do the pages that read, compare and comment need?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Q, QuerySet, Value

from agencies.roles import Permission
from reviews.case.queries import Reader, Things, way_to
from reviews.report.models import Block, BlockText, Report, Round, Section, Version
from reviews.report.queries.document import document
from reviews.report.queries.sources import sources_of
from reviews.report.rules import (
    Difference,
    Document,
    Listed,
    Target,
    cited,
    compare,
    note_keys,
    paragraph_numbers,
    section_numbers,
    targets,
    told,
)


@dataclass(frozen=True)
class EditedBlock:
    """A block as the editor shows it; ``html`` is for those without scripts, its references in words."""

    block: Block
    number: str
    locked: bool
    html: str


@dataclass(frozen=True)
class Surroundings:
    """What a reference written in a section may lead to: ``here`` are the keys that stand in the section itself.

    ``place`` is that of the section among the targets, ``notes`` how many footnotes stand before it.
    """

    known: dict[str, Target]
    here: frozenset[str]
    place: int
    notes: int
    sources: list[Listed]


def surroundings(section: Section) -> Surroundings:
    """Everything in the report that the text of a section may refer to."""
    content = document(section.report)
    known = targets(content)
    before, keys, notes = True, set(), 0
    for printed in content.sections:
        if printed.pk == section.pk:
            before = False
            keys = {block.uid for block in printed.blocks}
            keys |= {f"fn-{key}" for block in printed.blocks for key in note_keys(block.html) if key}
        elif before:
            notes += sum(len(note_keys(block.html)) for block in printed.blocks)
    own = known.get(f"section-{section.pk}")
    return Surroundings(known, frozenset(keys), own.place if own else len(known), notes, sources_of(section.report))


def edited(section: Section, around: Surroundings) -> tuple[str, list[EditedBlock]]:
    """The number of a section, and its blocks with theirs."""
    standing = list(section.report.sections.filter(removed_at=None).order_by("position", "pk"))
    numbers = section_numbers(other.numbered for other in standing)
    number = numbers[standing.index(section)]
    blocks = list(section.blocks.filter(removed_at=None).order_by("position", "pk"))
    counted = paragraph_numbers(number, [block.kind for block in blocks])
    here, known = 0, around.known
    sources = {source.pk: source for source in around.sources}
    found = []
    for block, own in zip(blocks, counted, strict=True):
        here = known[str(block.uid)].place if str(block.uid) in known else here
        found.append(EditedBlock(block, own, bool(block.origin), cited(told(block.html, known, here), sources)))
    return number, found


def empty_sections(report: Report) -> list[Section]:
    """The numbered sections in which nothing stands."""
    standing = report.sections.filter(removed_at=None, numbered=True)
    return list(standing.exclude(blocks__in=Block.objects.filter(removed_at=None)).order_by("position", "pk"))


def versions(report: Report) -> QuerySet[Version]:
    """Every version, newest first, without its content; how many comments it has, and how many wait for an answer."""
    return (
        report.versions.defer("content")
        .select_related("made_by")
        .annotate(
            comment_count=Count("comments", filter=Q(comments__withdrawn_at=None)),
            open_count=Count("comments", filter=Q(comments__response="", comments__withdrawn_at=None)),
        )
        .order_by("-number")
    )


def differences(version: Version, other: Version | None, *, seen: Callable[[str], str]) -> list[Difference]:
    """What changed since a version, as the reader sees it: up to another one, or up to the draft of today."""
    later = Document.from_json(other.content) if other else document(version.report)
    return compare(Document.from_json(version.content), later, seen=seen)


def texts(block: Block) -> QuerySet[BlockText]:
    """Everything a block ever said, newest first."""
    return block.texts.select_related("by").order_by("-at", "-pk")


def set_aside(report: Report) -> QuerySet[BlockText]:
    """Texts written at the same time as another, between which nobody has chosen yet."""
    return (
        BlockText.objects.filter(block__section__report=report, refused=True, settled_at=None)
        .select_related("block__section", "by")
        .order_by("at", "pk")
    )


def who_wrote(blocks: Iterable[Block]) -> dict[int, str]:
    """Who wrote the text that stands in each of these blocks. One query."""
    texts = BlockText.objects.filter(block__in=list(blocks), refused=False).exclude(by=None)
    return dict(texts.order_by("revision", "pk").values_list("block_id", "by__name"))


def last_change(report: Report) -> BlockText | None:
    """Who wrote last, and when."""
    found: Any = BlockText.objects.filter(block__section__report=report, refused=False).select_related("by")
    return found.order_by("-at", "-pk").first()


def _section_at(reader: Reader, section: Section) -> str:
    way = way_to("report", reader)
    return f"{way}#section-{section.pk}" if way and not section.removed_at else way


def _round_at(reader: Reader, sent: Round) -> str:
    return way_to("report-round", reader, sent.pk)


THINGS = {
    "round": Things(
        lambda reader: Round.objects.filter(version__report__review=reader.review).select_related("version"),
        lambda sent: f"the round of version {sent.version.number}",
        _round_at,
    ),
    "section": Things(
        lambda reader: Section.objects.filter(report__review=reader.review).annotate(
            by_title=Value(reader.may(Permission.SEE_NAMES), output_field=BooleanField())
        ),
        lambda section: f"“{section.title}”" if section.by_title else "a section of the report",
        _section_at,
    ),
}
