"""How does one block change on a page of its own: written, restored, decided between two texts?"""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled
from reviews.report import events
from reviews.report.actions.start import STEP
from reviews.report.models import Block, BlockText, Section
from reviews.report.rules import Piece, split


@transaction.atomic
def write_block(block: Block, *, html: str, revision: int, by: User, at: dt.datetime) -> None:
    """Change one block on a page of its own; an empty text takes it out. Raises ``ChangedMeanwhile``."""
    _check_not_filed(block)
    review = block.section.report.review
    pieces = _pieces(review, html)
    if len(pieces) > 1:
        raise NotYet("This is more than one paragraph. Save the first here and add the others after it.", field="html")
    if pieces:
        records.change(block, revision=revision, html=pieces[0].html, kind=_kind(block, pieces[0]))
        BlockText.objects.create(block=block, html=block.html, revision=block.revision, at=at, by=by)
    else:
        records.change(block, revision=revision, removed_at=at)
    subject = f"section {block.section_id}"
    record(events.SAVED, by=by, at=at, review_code=review.code, subject=subject, changes={"paragraphs": 1})


def _pieces(review: Review, html: str) -> list[Piece]:
    """What was typed, known names as chips."""
    forms, names = known_forms(review), labels(review)
    typed = [piece for piece in split(html) if not piece.empty and not piece.filed]
    return [replace(piece, html=labelled(piece.html, forms, names)) for piece in typed]


def _kind(block: Block, piece: Piece) -> str:
    return block.kind if piece.html.startswith("<p>") and block.html.startswith("<p>") else piece.kind


def _check_not_filed(block: Block) -> None:
    if block.origin:
        raise NotYet("This text comes from a record of its own. Change the record, and the report follows.")


@transaction.atomic
def add_after(section: Section, *, html: str, by: User, at: dt.datetime, after: Block | None = None) -> list[Block]:
    """Add paragraphs after a block, or at the end; a way to write without the editor."""
    review = section.report.review
    pieces = _pieces(review, html)
    if not pieces:
        raise NotYet("Write something first.", field="html")
    order = list(section.blocks.filter(removed_at=None).order_by("position", "pk"))
    place = next((index + 1 for index, block in enumerate(order) if block == after), len(order))
    new = [Block(section=section, uid=uuid4(), kind=piece.kind, html=piece.html, position=0) for piece in pieces]
    for block in new:
        block.save(force_insert=True)
        BlockText.objects.create(block=block, html=block.html, revision=block.revision, at=at, by=by)
    order[place:place] = new
    for number, block in enumerate(order, 1):
        block.position = STEP * number
    Block.objects.bulk_update(order, ["position"])
    what = {"paragraphs": len(new)}
    record(events.SAVED, by=by, at=at, review_code=review.code, subject=f"section {section.pk}", changes=what)
    return new


@transaction.atomic
def restore_text(block: Block, text: BlockText, *, revision: int, by: User, at: dt.datetime) -> None:
    """Put an earlier text, or one kept aside, in the place of what a block says now; a removed block comes back."""
    _check_not_filed(block)
    review = block.section.report.review
    html = labelled(text.html, known_forms(review), labels(review))
    records.change(block, revision=revision, html=html, removed_at=None)
    BlockText.objects.create(block=block, html=block.html, revision=block.revision, at=at, by=by)
    BlockText.objects.filter(pk=text.pk, refused=True, settled_at=None).update(settled_at=at)
    record(events.RESTORED, by=by, at=at, review_code=review.code, subject=f"section {block.section_id}")


@transaction.atomic
def keep_theirs(text: BlockText, *, by: User, at: dt.datetime) -> None:
    """Let the text that stands stand; the one kept aside stays among the earlier texts."""
    if not BlockText.objects.filter(pk=text.pk, refused=True, settled_at=None).update(settled_at=at):
        raise NotYet("Somebody has chosen between these two texts already.")
    section = text.block.section
    record(events.SETTLED, by=by, at=at, review_code=section.report.review.code, subject=f"section {section.pk}")
