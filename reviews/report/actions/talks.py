"""How do the figures and quotes of the conversations come into the report, and follow what is recorded there?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.conversations.models import Quote
from reviews.conversations.queries import figures
from reviews.conversations.rules import why_not_cleared
from reviews.report import narrative, queries
from reviews.report.actions.filing import file_blocks, withdraw_blocks
from reviews.report.models import Report, Section


@transaction.atomic
def place_figures(report: Report, *, sections: Iterable[Section], by: User, at: dt.datetime) -> None:
    """Let the figures stand in exactly these sections, as they are counted now; they follow from then on."""
    review, sections = report.review, list(sections)
    counted = figures(review)
    if sections and not counted.sessions:
        raise NotYet("No conversation is recorded as held, so there is nothing to count yet.", field="sections")
    left = [
        block.section_id
        for block in queries.filed_talks(review).filter(origin=queries.FIGURES)
        if block.section not in sections
    ]
    if left:
        withdraw_blocks(review, [queries.FIGURES], sections=left, by=by, at=at)
    for section in sections:
        file_blocks(review, section.kind, [narrative.figures_block(counted, review.code)], by=by, at=at)


@transaction.atomic
def take_quote(report: Report, *, quote: Quote, section: Section, by: User, at: dt.datetime) -> None:
    """Put a quote into a section, once; refused while the practitioner has not cleared it."""
    if refused := why_not_cleared(quote):
        raise NotYet(refused, field="quote")
    review, block = report.review, narrative.quote_block(quote, report.review.code)
    standing = queries.filed_talks(review).filter(origin=block.origin).exclude(section=section)
    if elsewhere := [one.section_id for one in standing]:
        withdraw_blocks(review, [block.origin], sections=elsewhere, by=by, at=at)
    file_blocks(review, section.kind, [block], by=by, at=at)


def follow_conversations(review: Review, by: User, at: dt.datetime) -> None:
    """File again what stands in the draft and changed; take out what may stand there no longer. Called by actions."""
    standing = list(queries.filed_talks(review))
    if not standing:
        return
    counted = figures(review)
    now = {queries.FIGURES: narrative.figures_block(counted, review.code)} if counted.sessions else {}
    for quote in Quote.objects.filter(note__session__review=review).select_related("note__session"):
        if not why_not_cleared(quote):
            now[f"{queries.QUOTE}{quote.pk}"] = narrative.quote_block(quote, review.code)
    for block in standing:
        if block.origin in now:
            file_blocks(review, block.section.kind, [now[block.origin]], by=by, at=at)
    gone = {block.origin for block in standing} - now.keys()
    if gone:
        withdraw_blocks(review, gone, by=by, at=at)
