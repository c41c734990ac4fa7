"""How does a version that was edited in Word come back into the draft? Read, shown, and only then written, as a version."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.html import escape

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.records import NotYet
from cspr.word.reading import read_remarks
from reviews.documents.actions import original_of
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled
from reviews.report import events, queries
from reviews.report.actions.start import STEP
from reviews.report.actions.versions import make_version
from reviews.report.models import Block, BlockText, EditedFile, Version
from reviews.report.queries.edited import ASIDE, WRITE, Planned
from reviews.report.rules import Document, check_may_bring_in, edits, reworded

SAME = "Nothing in this document differs from the version. Is it the one that was edited?"
# Makes the Word file of a version, as it is given out.
MakeWord = Callable[[Version], bytes]
_word: list[MakeWord] = []


def use_word(make: MakeWord) -> None:
    """Make known who makes Word files of versions. Called from ``apps.ready()``."""
    _word[:] = [make]


def word_of(version: Version) -> bytes:
    """The Word file of a version, as it is given out without anybody's mark."""
    return _word[0](version)


def look_at_edited(version: Version, original: UploadedFile, *, by: User, at: dt.datetime) -> EditedFile:
    """Read a Word file of a version that was edited outside, and keep it with what differs; nothing is written yet.

    Raises ``NotYet`` at ``original`` where the report is settled, or it cannot be read or nothing differs. The reading
    stands outside the transaction.
    """
    check_may_bring_in(version.report.review.phase)
    content = original.read()
    original.seek(0)
    came_back = read_remarks(original.name or "", content, most_bytes=settings.MAX_UPLOAD_BYTES)
    given_out = read_remarks("version.docx", word_of(version), most_bytes=settings.MAX_UPLOAD_BYTES)
    found = edits(given_out, came_back, Document.from_json(version.content))
    if not found:
        raise NotYet(SAME, field="original")
    with transaction.atomic():
        paper = original_of(
            version.report.review, original, title=f"Version {version.number} of the report, edited in Word",
            belongs_to=f"report-version:{version.pk}", by=by, at=at, office=True,
        )  # fmt: skip
        kept = EditedFile.objects.create(
            version=version, original=paper, found=[one.as_json() for one in found], began_at=at, began_by=by
        )
        _tell(events.EDITED_READ, kept, {}, by=by, at=at)
    return kept


@transaction.atomic
def take_in_edited(
    kept: EditedFile, *, leave: Collection[int] = (), revision: int, by: User, at: dt.datetime
) -> Version:
    """Write what differs into the draft and keep that as a version; ``leave`` are numbers of differences not wanted.

    Paragraphs keep their ids. Where the draft changed since, the text from Word is kept beside it, to choose between them;
    what records filed, and what cannot be written, stays as it is.
    """
    _check_waits(kept)
    check_may_bring_in(kept.version.report.review.phase)
    changes = records.change(kept, revision=revision, taken_at=at)
    rows = [row for row in queries.planned(kept) if row.number not in leave]
    writer = _Writer(kept, by, at)
    writer.write([row for row in rows if row.what == WRITE])
    for row in rows:
        if row.what == ASIDE:
            writer.keep_aside(row)
    _tell(
        events.EDITED_TAKEN_IN,
        kept,
        {**changes, "paragraphs": writer.written, "kept aside": writer.aside},
        by=by,
        at=at,
    )
    # Not what the file is called: that may name somebody, and whoever reads the report sees what its versions are called.
    name = f"Version {kept.version.number}, edited in Word"
    return make_version(kept.version.report, purpose=Version.Purpose.KEPT, name=name, by=by, at=at)


@transaction.atomic
def set_edited_aside(kept: EditedFile, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take nothing from the file; it stays among the papers."""
    _check_waits(kept)
    records.change(kept, revision=revision, set_aside_at=at)
    _tell(events.EDITED_SET_ASIDE, kept, {}, by=by, at=at)


def _check_waits(kept: EditedFile) -> None:
    if kept.taken_at:
        raise NotYet("This document was brought back already.")
    if kept.set_aside_at:
        raise NotYet("This document was set aside. Choose it again to bring it back.")


def _tell(event: Event, kept: EditedFile, changes: dict[str, object], *, by: User, at: dt.datetime) -> None:
    code = kept.version.report.review.code
    record(event, by=by, at=at, review_code=code, subject=f"version {kept.version.number}", changes=changes)


class _Writer:
    """Writes differences into the draft, paragraph by paragraph."""

    def __init__(self, kept: EditedFile, by: User, at: dt.datetime) -> None:
        report = kept.version.report
        self.by, self.at, self.written, self.aside = by, at, 0, 0
        self.forms, self.names = known_forms(report.review), labels(report.review)
        content = Document.from_json(kept.version.content)
        self.printed = {block.uid: block.html for part in content.sections for block in part.blocks}
        standing = Block.objects.filter(section__report=report, removed_at=None).select_related("section")
        self.blocks = {str(block.uid): block for block in standing}

    def write(self, rows: list[Planned]) -> None:
        of_block: dict[str, list[Planned]] = defaultdict(list)
        for row in rows:
            of_block[row.edit.uid].append(row)
        for uid, theirs in of_block.items():
            block = self.blocks[uid]
            added = [row.edit.new for row in theirs if row.edit.how == "added"]
            if added:
                self._add_after(block, added)
            if any(row.edit.how == "removed" for row in theirs):
                records.change(block, removed_at=self.at)
                self.written += 1
                continue
            self._change(block, {row.edit.line: row.edit.new for row in theirs if row.edit.how == "changed"})

    def _change(self, block: Block, new: dict[int, str]) -> None:
        html = reworded(block.html, self.printed[str(block.uid)], new) if new else None
        if html is None:
            return
        records.change(block, html=self._labelled(html))
        self._note(block)

    def _add_after(self, block: Block, texts: list[str]) -> None:
        order = list(block.section.blocks.filter(removed_at=None).order_by("position", "pk"))
        plain = Block.Kind.PARAGRAPH if block.section.numbered else Block.Kind.PLAIN
        kind = block.kind if block.kind in (Block.Kind.PARAGRAPH, Block.Kind.PLAIN) else plain
        new = [
            Block(
                section=block.section, uid=uuid4(), kind=kind, html=self._labelled(f"<p>{escape(text)}</p>"), position=0
            )
            for text in texts
        ]
        for one in new:
            one.save(force_insert=True)
            self._note(one)
        place = next((at + 1 for at, one in enumerate(order) if one.pk == block.pk), len(order))
        order[place:place] = new
        for number, one in enumerate(order, 1):
            one.position = STEP * number
        Block.objects.bulk_update(order, ["position"])

    def keep_aside(self, row: Planned) -> None:
        """The text from Word beside one that has changed since, to choose between them."""
        block = Block.objects.get(uid=UUID(row.edit.uid))
        tag = "h3" if block.kind == Block.Kind.HEADING else "p"
        html = self._labelled(f"<{tag}>{escape(row.edit.new)}</{tag}>")
        BlockText.objects.create(
            block=block, html=html, revision=block.revision, at=self.at, by=self.by, refused=True
        )  # fmt: skip
        self.aside += 1

    def _labelled(self, html: str) -> str:
        return labelled(html, self.forms, self.names)

    def _note(self, block: Block) -> None:
        BlockText.objects.create(block=block, html=block.html, revision=block.revision, at=self.at, by=self.by)
        self.written += 1
