"""How does the whole draft go back to what it was in a version? What stood is kept first, so that nothing is lost."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.records import ChangedMeanwhile, NotYet
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled
from reviews.report import events, queries
from reviews.report.actions.start import STEP
from reviews.report.actions.versions import make_version
from reviews.report.models import Block, BlockText, Section, Version
from reviews.report.queries.restoring import Restoring
from reviews.report.rules import SAME, STALE, check_may_restore


@transaction.atomic
def restore_version(version: Version, *, mark: str, by: User, at: dt.datetime) -> Version | None:
    """Let the draft read as it did in a version; what stood is kept as a version first, and given back.

    What records filed stays as it is. ``mark`` is that of the draft as it was shown: refused where anybody has written
    since. What was written later is taken out, not destroyed. None where nothing stood that could be kept.
    """
    report = version.report
    report.refresh_from_db(fields=["title", "revision"])
    check_may_restore(report.review.phase, holds_draft=bool(version.draft))
    plan = queries.restoring(version)
    if plan.same:
        raise NotYet(SAME)
    if plan.mark != mark:
        raise NotYet(STALE)
    before = None
    if Block.objects.filter(section__report=report, section__removed_at=None, removed_at=None).exists():
        name = f"Before version {version.number} was restored"
        before = make_version(report, purpose=Version.Purpose.KEPT, name=name, by=by, at=at)
    try:
        _write(plan, by=by, at=at)
    except ChangedMeanwhile:
        raise NotYet(STALE) from None
    record(
        events.VERSION_RESTORED, by=by, at=at, review_code=report.review.code, subject=f"version {version.number}",
        changes={
            "changed": len(plan.changed), "brought back": len(plan.back), "set aside": len(plan.aside),
            "kept before": f"version {before.number}" if before else "nothing stood",
        },
    )  # fmt: skip
    return before


def _write(plan: Restoring, *, by: User, at: dt.datetime) -> None:
    """Each row only if it is as it was when the plan was made."""
    records.change(plan.version.report, title=plan.title)
    for part in plan.parts:
        records.change(part.section, title=part.title, numbered=part.numbered, removed_at=None)
    for section in plan.parts_aside:
        records.change(section, removed_at=at)
    _write_texts(plan, by=by, at=at)
    for block in plan.aside:
        records.change(block, removed_at=at)
    for source in plan.sources_back:
        records.change(source, withdrawn_at=None)
    for source in plan.sources_aside:
        records.change(source, withdrawn_at=at)
    _place([part.section for part in plan.parts])
    for part in plan.parts:
        _place(part.order)


def _write_texts(plan: Restoring, *, by: User, at: dt.datetime) -> None:
    review = plan.version.report.review
    forms, names = known_forms(review), labels(review)
    said = []
    for then in (*plan.changed, *plan.back):
        block = then.block
        records.change(block, html=labelled(then.html, forms, names), kind=then.kind, removed_at=None)
        said.append(BlockText(block=block, html=block.html, revision=block.revision, at=at, by=by))
    BlockText.objects.bulk_create(said)


def _place(rows: Sequence[Section] | Sequence[Block]) -> None:
    """Write down the order. A place is no text: the revision, which guards the text, stays as it is."""
    for number, row in enumerate(rows, 1):
        row.position = STEP * number
    if rows:
        type(rows[0]).objects.bulk_update(rows, ["position"])
