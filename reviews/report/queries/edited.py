"""What would become of each difference in a Word file that was edited outside, as the draft stands today?"""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.text import capfirst

from reviews.report.models import Block, EditedFile
from reviews.report.rules import Document, Edit, Words, door_of, lines_of, reworded, words

WRITE, ASIDE, LOCKED, BY_HAND, THERE = "write", "aside", "locked", "by hand", "there"
ONE_LINE = (Block.Kind.PARAGRAPH, Block.Kind.PLAIN, Block.Kind.HEADING)


@dataclass(frozen=True)
class Planned:
    """A difference, where it is, and what happens to it.

    ``what``: it is written into the draft; is kept ``ASIDE`` because the draft has changed since; differs from what a
    record filed (``door`` leads to the record); is to be done by hand; or stands in the draft already.
    """

    number: int
    edit: Edit
    what: str
    place: str
    changed: tuple[Words, ...]
    section: int = 0
    door: str = ""


def planned(kept: EditedFile) -> list[Planned]:
    """Every difference in the order of the file. Three queries, however many there are."""
    found = [Edit(**one) for one in kept.found]
    content = Document.from_json(kept.version.content)
    printed = {block.uid: (part, block) for part in content.sections for block in part.blocks}
    standing = Block.objects.filter(section__report=kept.version.report, removed_at=None).select_related("section")
    blocks = {str(block.uid): block for block in standing}
    open_sections = {block.section_id for block in blocks.values() if not block.section.removed_at}
    removed: dict[str, int] = defaultdict(int)
    for edit in found:
        removed[edit.uid] += edit.how == "removed"
    rows = []
    for number, edit in enumerate(found):
        part, block = printed.get(edit.uid, (None, None))
        place = capfirst(edit.where) or "Made from the records"
        if part and block:
            place = f"Paragraph {block.number}" if block.number else f"In “{part.title}”"
        section = edit.section if edit.section in open_sections else 0
        row = Planned(number, edit, BY_HAND, place, tuple(words(edit.old, edit.new)), section)
        now = blocks.get(edit.uid)
        if part and block and now and not now.section.removed_at:
            whole = removed[edit.uid] == len(lines_of(block))
            row = replace(
                row, what=_what(edit, now, block.html, whole=whole), section=now.section_id, door=door_of(now.facts)
            )
        rows.append(row)
    return rows


def _what(edit: Edit, now: Block, printed: str, *, whole: bool) -> str:
    if edit.how == "other":
        return BY_HAND
    if edit.how == "added":
        return WRITE if now.kind in ONE_LINE or now.origin else BY_HAND
    if now.origin:
        return LOCKED
    unchanged = (
        reworded(now.html, printed, {}) is not None and reworded(now.html, printed, {edit.line: edit.old}) is not None
    )
    if edit.how == "removed":
        return WRITE if whole and unchanged else BY_HAND
    if unchanged:
        return WRITE
    return ASIDE if now.kind in ONE_LINE else BY_HAND
