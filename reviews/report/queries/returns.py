"""What does the page show of a Word file that came back, before anything of it is written?"""

from dataclasses import dataclass

from reviews.report.models import ReturnedCopy, Version
from reviews.report.queries.rounds import key_of
from reviews.report.queries.seen import Eyes, version_seen
from reviews.report.rules import LONGEST_TYPED, FoundRemark, Return, Words, lines_of, shown, words

FIRST_WORDS = 70
KINDS = {
    "comment": "Comment in the margin", "change": "Tracked change", "untracked": "Changed without tracking",
    "added": "New paragraph", "made": "New paragraph", "gone": "Paragraph taken out",
}  # fmt: skip


@dataclass(frozen=True)
class LookedAt:
    """A remark as the page shows it: what it is, where it is, and whether a person should look at its place."""

    number: int
    remark: FoundRemark
    kind: str
    place: str
    changed: tuple[Words, ...]
    taken: bool

    @property
    def long(self) -> int:
        """How many characters it has, where nobody could type so many; it is kept whole."""
        return len(self.remark.said) if len(self.remark.said) > LONGEST_TYPED else 0


@dataclass(frozen=True)
class Looked:
    """A whole file: what has its place, what a person should place, what is here already, and what does not fit."""

    placed: list[LookedAt]
    to_place: list[LookedAt]
    taken: list[LookedAt]
    absent: tuple[tuple[str, int], ...]
    other_copy: bool


def paragraphs_of(version: Version, eyes: Eyes) -> list[tuple[str, str]]:
    """Every paragraph of a version that a remark can be put at: its id, and its number with the first words."""
    found = []
    for section in version_seen(version, eyes).sections:
        for block in section.blocks:
            text = " ".join(lines_of(block))
            told = f"{text[:FIRST_WORDS]}…" if len(text) > FIRST_WORDS else text
            found.append((block.uid, f"{block.number or section.title}: {told}"))
    return found


def looked(found: ReturnedCopy, eyes: Eyes) -> Looked:
    """What was found in a file, with what was taken in from this reader before set apart."""
    told = Return.from_json(found.found)
    version = found.reader.round.version
    places = {
        block.uid: block.label or (f"Paragraph {block.number}" if block.number else f"In “{section.title}”")
        for section in shown(version_seen(version, eyes))
        for block in section.blocks
    }
    here = set(found.reader.comments.exclude(mark="").values_list("mark", flat=True))
    rows = [
        LookedAt(
            number, one, KINDS[one.kind], places.get(one.uid, ""), tuple(words(one.old, one.new)) if one.old or one.new else (),
            one.mark in here,
        )
        for number, one in enumerate(told.remarks)
    ]  # fmt: skip
    return Looked(
        placed=[row for row in rows if not row.taken and row.place and row.remark.sure],
        to_place=[row for row in rows if not row.taken and not (row.place and row.remark.sure)],
        taken=[row for row in rows if row.taken],
        absent=told.absent,
        other_copy=bool(told.key) and told.key != key_of(found.reader),
    )
