"""How does a person's label take the place of a name in what was written, by one click on the page of checks?"""

import datetime as dt
from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import Leak, put_chips, same_words, with_labels
from reviews.report import events
from reviews.report.models import Block, BlockText, Report

GONE = "This name does not stand there any longer. The list below is as it is now."


@transaction.atomic
def replace_name(
    report: Report, *, uid: UUID, revision: int, words: str, number: int, by: User, at: dt.datetime
) -> None:
    """One name in one paragraph: the ``number``-th of the same words there. Raises ``ChangedMeanwhile``."""
    same = same_words(words)

    def chosen(html: str, leak: Leak, place: int) -> bool:
        return place == number and same_words(leak.words) == same

    _replace(report, {uid: revision}, chosen, by=by, at=at)


@transaction.atomic
def replace_person(report: Report, *, person: int, revisions: Mapping[UUID, int], by: User, at: dt.datetime) -> None:
    """Every exact name of a person in these paragraphs; what only looks like one, or is a common word, stays listed."""

    def chosen(html: str, leak: Leak, place: int) -> bool:
        return leak.person_id == person and not leak.may_be_cleared

    _replace(report, revisions, chosen, by=by, at=at)


def _replace(
    report: Report,
    revisions: Mapping[UUID, int],
    chosen: Callable[[str, Leak, int], bool],
    *,
    by: User,
    at: dt.datetime,
) -> None:
    forms, names = known_forms(report.review), labels(report.review)
    written = Block.objects.filter(section__report=report, uid__in=list(revisions), origin="", removed_at=None)
    sections: dict[int, int] = {}
    for block in written.order_by("pk"):
        before = with_labels(block.html, names)
        html = with_labels(put_chips(before, forms, chosen), names)
        if html != before:
            records.change(block, revision=revisions[block.uid], html=html)
            BlockText.objects.create(block=block, html=html, revision=block.revision, at=at, by=by)
            sections[block.section_id] = sections.get(block.section_id, 0) + 1
    if not sections:
        raise NotYet(GONE)
    for section, paragraphs in sections.items():
        record(
            events.NAME_REPLACED, by=by, at=at, review_code=report.review.code, subject=f"section {section}",
            changes={"paragraphs": paragraphs},
        )  # fmt: skip
