"""How do records file their content into the report? Locked blocks that follow their origin, in the open draft only."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import uuid4

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review
from reviews.identities.queries import known_forms
from reviews.identities.rules import labelled
from reviews.report import events
from reviews.report.actions.start import STEP, add_section, start_report
from reviews.report.models import Block, BlockText, Report, Section
from reviews.report.rules import FiledBlock, bare
from reviews.report.rules.outline import OUTLINE

TITLES = {kind: title for kind, title, _ in OUTLINE}


@transaction.atomic
def file_blocks(
    review: Review, section_kind: str, blocks: Iterable[FiledBlock], *, by: User | None, at: dt.datetime
) -> list[Block]:
    """File content into the section of a kind, in the order given. Content of the same origin is replaced.

    The report is started, and the section added, where they are missing. Known names become chips; what cannot be
    replaced is filed as it is and listed by the checks. Blocks of other origins stay where they are.
    """
    section = _section(review, section_kind, by=by, at=at)
    standing = {block.origin: block for block in section.blocks.filter(removed_at=None).exclude(origin="")}
    forms = known_forms(review)
    written, changed = [], 0
    for filed in blocks:
        html = labelled(bare(filed.html), forms)
        block = standing.get(filed.origin)
        new = block is None
        if block is None:
            block = Block(section=section, uid=uuid4(), origin=filed.origin, position=0)
        changed += _write(block, filed, html, new=new, by=by, at=at)
        written.append(block)
    moved = _place(section, written)
    if changed or moved:
        record(
            events.FILED, by=by, at=at, review_code=review.code, subject=f"section {section.pk}",
            changes={"paragraphs": changed},
        )  # fmt: skip
    return written


def _section(review: Review, kind: str, *, by: User | None, at: dt.datetime) -> Section:
    report = Report.objects.filter(review=review).first() or start_report(review, by=by, at=at)
    section = report.sections.filter(kind=kind, removed_at=None).order_by("position").first()
    return section or add_section(report, title=TITLES.get(kind, Section.Kind(kind).label), kind=kind, by=by, at=at)


def _write(block: Block, filed: FiledBlock, html: str, *, new: bool, by: User | None, at: dt.datetime) -> bool:
    if new:
        block.kind, block.html, block.facts = filed.kind, html, filed.facts
        block.save(force_insert=True)
    elif not records.change(block, kind=filed.kind, html=html, facts=filed.facts):
        return False
    BlockText.objects.create(block=block, html=html, revision=block.revision, at=at, by=by)
    return True


def _place(section: Section, written: Sequence[Block]) -> bool:
    """Put what was filed in its order, in the places it holds already; something new follows the one before it."""
    before = list(section.blocks.filter(removed_at=None, position__gt=0).order_by("position", "pk"))
    held = iter([block for block in written if block.position])
    order = [next(held) if block in written else block for block in before]
    for index, block in enumerate(written):
        if not block.position:
            order.insert(order.index(written[index - 1]) + 1 if index else _first_place(order, written), block)
    if order == before:
        return False
    for number, block in enumerate(order, 1):
        block.position = STEP * number
    Block.objects.bulk_update(order, ["position"])
    return True


def _first_place(order: Sequence[Block], written: Sequence[Block]) -> int:
    return next((index for index, block in enumerate(order) if block in written), len(order))


@transaction.atomic
def withdraw_blocks(
    review: Review,
    origins: Iterable[str],
    *,
    sections: Iterable[int] | None = None,
    by: User | None,
    at: dt.datetime,
) -> int:
    """Take what these origins filed out of the draft, in every section or in these; versions keep it. Returns how many."""
    found = Block.objects.filter(
        section__report__review=review, removed_at=None, origin__in=[origin for origin in origins if origin]
    )
    if sections is not None:
        found = found.filter(section__in=sections)
    count = 0
    for block in found:
        records.change(block, removed_at=at)
        count += 1
    if count:
        record(events.UNFILED, by=by, at=at, review_code=review.code, subject="report", changes={"paragraphs": count})
    return count
