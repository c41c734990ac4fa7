"""How is a section saved as one types? Block by block, each only if nobody else changed it meanwhile."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID, uuid4

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.records import ChangedMeanwhile, NotYet
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import KnownForms, labelled, with_labels
from reviews.report import events
from reviews.report.actions.start import STEP
from reviews.report.models import Block, BlockText, Section
from reviews.report.rules import Piece, split


@dataclass(frozen=True)
class Saved:
    """What became of a save. ``revisions``: of the blocks that stand as this writer has them, by their ids.

    ``aside``: texts kept beside another that was written at the same time. ``put_back``: filed blocks that the saved
    text lacked. ``others``: somebody else added, changed or removed blocks, and this writer has not seen it.
    ``shown``: the blocks whose known names have become chips, as they now stand, by their ids.
    """

    revisions: dict[str, int]
    changed: int = 0
    aside: tuple[BlockText, ...] = ()
    put_back: bool = False
    others: bool = False
    shown: dict[str, Block] = field(default_factory=dict)


@transaction.atomic
def save_section(
    section: Section, *, html: str, revisions: Mapping[str, int], by: User, at: dt.datetime, again: bool = False
) -> Saved:
    """Save the whole text of a section. ``revisions`` are those of the blocks the writer had before them.

    Of what was written anew, known names become chips. ``again`` says that the answer to this writer's save before did not arrive: what they wrote last is then their own.
    """
    if section.removed_at:
        raise NotYet("This section was taken out of the report. Copy your text, then bring the section back.")
    names = labels(section.report.review)
    save = _Save(section, dict(revisions), names, by, at, again)
    save.take(split(with_labels(html, names)))
    save.remove_missing()
    save.place()
    if save.changed:
        code = section.report.review.code
        what = {"paragraphs": save.changed}
        record(events.SAVED, by=by, at=at, review_code=code, subject=f"section {section.pk}", changes=what)
    return Saved(
        {str(block.uid): block.revision for block in save.order if block.uid not in save.behind},
        save.changed,
        tuple(save.aside),
        save.put_back,
        save.others,
        {str(block.uid): block for block in save.shown if block.uid not in save.behind},
    )


@dataclass
class _Save:
    section: Section
    revisions: dict[str, int]
    names: dict[int, str]
    by: User
    at: dt.datetime
    again: bool
    changed: int = 0
    put_back: bool = False
    others: bool = False
    aside: list[BlockText] = field(default_factory=list)
    shown: list[Block] = field(default_factory=list)
    order: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.standing = list(self.section.blocks.filter(removed_at=None).order_by("position", "pk"))
        self.known = {block.uid: block for block in self.standing}
        self.taken: set[UUID] = set()
        self.behind: set[UUID] = set()

    @cached_property
    def forms(self) -> KnownForms:
        return known_forms(self.section.report.review)

    def chipped(self, piece: Piece) -> str:
        """What is kept of a text that was written anew."""
        return labelled(piece.html, self.forms, self.names)

    def take(self, pieces: list[Piece]) -> None:
        """Each piece of the saved text finds its block, or becomes a new one."""
        elsewhere = self._elsewhere({piece.uid for piece in pieces if piece.uid} - set(self.known))
        for piece in pieces:
            block = self.known.get(piece.uid) if piece.uid not in self.taken else None
            if block is not None and (block.origin or not piece.empty):
                self.taken.add(block.uid)
                self.order.append(block)
                if not (block.origin or piece.filed):
                    self._change(block, piece)
            elif block is None and not piece.filed and not piece.empty:
                self._add(piece, elsewhere)

    def _elsewhere(self, uids: set[UUID]) -> dict[UUID, Block]:
        return {block.uid: block for block in Block.objects.filter(uid__in=uids)} if uids else {}

    def _change(self, block: Block, piece: Piece) -> None:
        if piece.kind == block.kind and piece.html == with_labels(block.html, self.names):
            return
        html = self.chipped(piece)
        if html != piece.html:
            self.shown.append(block)
        if piece.kind == block.kind and html == with_labels(block.html, self.names):
            return
        if self.revisions.get(str(block.uid)) == block.revision or self._own(block):
            try:
                records.change(block, html=html, kind=piece.kind)
            except ChangedMeanwhile:
                block.refresh_from_db()
            else:
                self._note(block)
                return
        self.behind.add(block.uid)
        if self._untouched(block, piece):
            self.others = True
        else:
            self._keep_aside(block, html)

    def _untouched(self, block: Block, piece: Piece) -> bool:
        """Does the page still hold what it opened with, while somebody else changed the block?"""
        opened = block.texts.filter(revision=self.revisions.get(str(block.uid), 0), refused=False).first()
        return opened is not None and with_labels(opened.html, self.names) in (piece.html, self.chipped(piece))

    def _own(self, block: Block) -> bool:
        """Was the answer to this writer's own save lost?"""
        if not self.again:
            return False
        last = block.texts.filter(refused=False).order_by("-revision", "-pk").first()
        return last is not None and last.by_id == self.by.pk

    def _keep_aside(self, block: Block, html: str) -> None:
        """Keep the text that lost, once for each clash, however often it is sent while the writer types on."""
        text, _ = BlockText.objects.update_or_create(
            block=block, revision=block.revision, by=self.by, refused=True, settled_at=None,
            defaults={"html": html, "at": self.at},
        )  # fmt: skip
        self.aside.append(text)
        self.changed += 1

    def _add(self, piece: Piece, elsewhere: dict[UUID, Block]) -> None:
        html = self.chipped(piece)
        old = elsewhere.get(piece.uid) if piece.uid and piece.uid not in self.taken else None
        if old and old.section_id == self.section.pk and old.removed_at and not old.origin:
            if str(old.uid) in self.revisions and not self._own(old):  # somebody else removed it meanwhile
                self.others = True
                if self._untouched(old, piece):
                    return
            records.change(old, html=html, kind=piece.kind, removed_at=None)
            block = old
        else:
            free = piece.uid and piece.uid not in self.taken and piece.uid not in elsewhere
            block = Block(section=self.section, uid=piece.uid if free else uuid4(), kind=piece.kind, html=html)
            block.position = 0
            block.save(force_insert=True)
        self.taken.add(block.uid)
        self.order.append(block)
        self._note(block)
        if html != piece.html and block.uid == piece.uid:
            self.shown.append(block)

    def _note(self, block: Block) -> None:
        BlockText.objects.create(block=block, html=block.html, revision=block.revision, at=self.at, by=self.by)
        self.changed += 1

    def remove_missing(self) -> None:
        """What the writer had and deleted goes; what they never saw, what changed meanwhile and what is filed stays."""
        for block in self.standing:
            if block.uid in self.taken:
                continue
            if block.origin:
                self.put_back = self.put_back or str(block.uid) in self.revisions
            elif self.revisions.get(str(block.uid)) == block.revision or self._removes_own(block):
                records.change(block, removed_at=self.at)
                self.changed += 1
                continue
            else:
                self.others = True
            self._stay(block)

    def _removes_own(self, block: Block) -> bool:
        return str(block.uid) in self.revisions and self._own(block)

    def _stay(self, block: Block) -> None:
        """After the nearest block above that still stands, or else before the nearest below, or at the end."""
        index = self.standing.index(block)
        above = next((other for other in self.standing[:index][::-1] if other in self.order), None)
        below = next((other for other in self.standing[index:] if other in self.order), None)
        if above:
            self.order.insert(self.order.index(above) + 1, block)
        else:
            self.order.insert(self.order.index(below) if below else len(self.order), block)

    def place(self) -> None:
        """Write down the order. A place is no text: the revision, which guards the text, stays as it is."""
        moved = []
        for number, block in enumerate(self.order, 1):
            if block.position != STEP * number:
                block.position = STEP * number
                moved.append(block)
        if moved:
            Block.objects.bulk_update(moved, ["position"])
            self.changed = self.changed or 1
