"""What would change if the draft read again as it did in a version?"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reviews.report.models import Block, BlockText, Section, Source, Version
from reviews.report.rules import Document, Listed, in_order


@dataclass(frozen=True)
class Then:
    """A paragraph, and what it said and was in the version."""

    block: Block
    html: str
    kind: str

    @property
    def differs(self) -> bool:
        return (self.html, self.kind) != (self.block.html, self.block.kind)


@dataclass(frozen=True)
class Part:
    """A section as it stood in the version, and the order in which its paragraphs are to stand."""

    section: Section
    title: str
    numbered: bool
    order: tuple[Block, ...]


@dataclass(frozen=True)
class Restoring:
    """Everything that restoring a version does. ``mark`` tells the draft from which this was seen from any later one.

    What records filed into the draft is ``filed`` and stays; ``withdrawn`` counts what they had filed then and no longer
    do.
    """

    version: Version
    title: str
    changed: tuple[Then, ...]
    back: tuple[Then, ...]
    aside: tuple[Block, ...]
    parts: tuple[Part, ...]
    parts_aside: tuple[Section, ...]
    sources_back: tuple[Source, ...]
    sources_aside: tuple[Source, ...]
    filed: int
    withdrawn: int
    moved: bool
    mark: str

    @property
    def parts_back(self) -> list[Section]:
        return [part.section for part in self.parts if part.section.removed_at]

    @property
    def titles(self) -> int:
        """How many titles change, the report's own among them."""
        of_parts = [(part.title, part.numbered) != (part.section.title, part.section.numbered) for part in self.parts]
        return sum(of_parts) + (self.title != self.version.report.title)

    @property
    def sources(self) -> int:
        return len(self.sources_back) + len(self.sources_aside)

    @property
    def same(self) -> bool:
        """Does the draft read as the version does, but for what records filed?"""
        texts = self.changed or self.back or self.aside
        return not (texts or self.parts_back or self.parts_aside or self.titles or self.sources or self.moved)


def restoring(version: Version) -> Restoring:
    """What restoring a version would do to the draft as it stands. Five queries, however long the report."""
    report = version.report
    content = Document.from_json(version.content)
    sections = list(report.sections.order_by("position", "pk"))
    blocks = list(Block.objects.filter(section__report=report).order_by("position", "pk"))
    sources = list(report.sources.all())
    printed = {one.uid: str(one.kind) for part in content.sections for one in part.blocks}
    parts = _parts(content, sections, blocks)
    standing, gone = {part.section.pk for part in parts}, {section.pk for section in sections if section.removed_at}
    out = {block.pk for block in blocks if block.removed_at or block.section_id in gone}
    then = _then([block for block in blocks if str(block.uid) in printed and not block.origin], printed, version)
    filed = [block for block in blocks if block.origin]
    listed = {source.pk for source in sources if Listed(source.pk, "", "", "").uid in printed}
    return Restoring(
        version=version,
        title=str(version.draft.get("title", "")),
        changed=tuple(one for one in then if one.block.pk not in out and one.differs),
        back=tuple(one for one in then if one.block.pk in out),
        aside=tuple(
            block
            for block in blocks
            if not (block.origin or block.removed_at) and str(block.uid) not in printed and block.section_id in standing
        ),
        parts=parts,
        parts_aside=tuple(section for section in sections if section.pk not in standing | gone),
        sources_back=tuple(one for one in sources if one.pk in listed and one.withdrawn_at),
        sources_aside=tuple(one for one in sources if one.pk not in listed and not one.withdrawn_at),
        filed=sum(block.pk not in out for block in filed),
        withdrawn=sum(block.pk in out and str(block.uid) in printed for block in filed),
        moved=_moved(parts, sections, blocks),
        mark=_mark(report.revision, sections, blocks, sources),
    )


def _then(blocks: Sequence[Block], kinds: Mapping[str, str], version: Version) -> list[Then]:
    """What each of these blocks said in the version: of those that changed since, from what is kept of every text."""
    revisions = {block.pk: version.draft["revisions"][str(block.uid)] for block in blocks}
    behind = [block.pk for block in blocks if block.revision != revisions[block.pk]]
    texts = BlockText.objects.filter(block__in=behind, refused=False).order_by("revision", "pk")
    last: dict[int, int] = {}
    for pk, block, revision in texts.values_list("pk", "block_id", "revision"):
        if revision <= revisions[block]:
            last[block] = pk
    said = dict(BlockText.objects.filter(pk__in=last.values()).values_list("block_id", "html"))
    return [Then(block, said.get(block.pk, block.html), kinds[str(block.uid)]) for block in blocks]


def _parts(content: Document, sections: Sequence[Section], blocks: Sequence[Block]) -> tuple[Part, ...]:
    """The sections that stand once it is restored: those of the version, and those that hold what records filed since."""
    by_pk, by_uid = {section.pk: section for section in sections}, {str(block.uid): block for block in blocks}
    filed = {block for block in blocks if block.origin and not block.removed_at}
    was = {part.pk: part for part in content.sections if part.pk in by_pk}
    holding = {block.section_id for block in filed} - {section.pk for section in sections if section.removed_at}
    found = []
    for pk in in_order(list(was), [section.pk for section in sections], holding):
        part, section = was.get(pk), by_pk[pk]
        then = [by_uid[one.uid] for one in (part.blocks if part else ()) if one.uid in by_uid]
        now = [block for block in blocks if block.section_id == pk and not block.removed_at]
        order = in_order([one for one in then if one in filed or not one.origin], now, filed, together=True)
        title, numbered = (part.title, bool(part.number)) if part else (section.title, section.numbered)
        found.append(Part(section, title, numbered, tuple(order)))
    return tuple(found)


def _moved(parts: Sequence[Part], sections: Sequence[Section], blocks: Sequence[Block]) -> bool:
    """Does anything that stands now and then stand in another order?"""
    places = {section.pk: place for place, section in enumerate(sections)}
    rows = [[places[part.section.pk] for part in parts if not part.section.removed_at]]
    at = {block.pk: place for place, block in enumerate(blocks)}
    rows += [[at[block.pk] for block in part.order if not block.removed_at] for part in parts]
    return any(row != sorted(row) for row in rows)


def _mark(revision: int, *rows: Iterable[Section | Block | Source]) -> str:
    """The state of a draft in a few letters: whatever is written, moved or taken out makes others of them."""
    state = [[(one.pk, one.revision, getattr(one, "position", 0)) for one in kind] for kind in rows]
    return hashlib.sha256(json.dumps([revision, state]).encode()).hexdigest()[:32]
