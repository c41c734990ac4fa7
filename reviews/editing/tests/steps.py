"""Takes what stands beside a report further, by the actions the pages use."""

import datetime as dt

from agencies.roles import Role, permissions_of
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.editing import actions, queries
from reviews.editing.rules import Check
from reviews.report import actions as reporting
from reviews.report.models import Report
from reviews.report.queries import document
from reviews.report.rules import with_evidence

# In the first paragraph a figure and a word are to be noted, in the second an abbreviation.
WRITTEN = (
    "<p>The school failed to ask who lived in the home. The terms of reference ask nine questions.</p>"
    "<p>The MASH passed on what one agency knew about the men in the household.</p>"
)


def reads(cast: Cast, review: Review, *, at: dt.datetime) -> queries.Reads:
    """Luca, who writes the report."""
    return queries.Reads(review, cast.luca, permissions_of({Role.LEAD_REVIEWER}), at)


def asked_and_written(cast: Cast, review: Review, *, at: dt.datetime, html: str = WRITTEN) -> Report:
    """The report started, and something written in its introduction."""
    report = reporting.start_report(review, by=cast.luca, at=at)
    section = report.sections.get(kind="introduction")
    reporting.save_section(section, html=html, revisions={}, by=cast.luca, at=at)
    return report


def stands(cast: Cast, report: Report, check: Check, reason: str, *, at: dt.datetime) -> None:
    """Whatever one check noted may stand."""
    who = reads(cast, report.review, at=at)
    digests = [one.digest for one in queries.edited(report, who).outstanding if one.check == check]
    actions.let_stand(report, digests, reason=reason, reads=who, by=cast.luca, at=at)


def evidence_named(cast: Cast, report: Report, words: tuple[str, ...], *, at: dt.datetime) -> None:
    """Paragraphs of the narrative chronology rest on the entry that tells of the same, found by one word of both."""
    who = reads(cast, report.review, at=at)
    written = report.sections.get(kind="chronology", removed_at=None).blocks.filter(removed_at=None, origin="")
    for word in words:
        found, _ = queries.searched(who, "entry", word)
        block = written.filter(html__icontains=word, kind="paragraph").first()
        if found and block:
            html = with_evidence(block.html, found[0].key)
            reporting.write_block(block, html=html, revision=block.revision, by=cast.luca, at=at)


def answered(cast: Cast, report: Report, *, at: dt.datetime, numbers: tuple[int, ...], section: str) -> None:
    """These questions of the terms of reference are answered in a section, as its author says."""
    place = report.sections.get(kind=section, removed_at=None)
    for one in queries.asked(report, document(report)):
        if one.number in numbers:
            actions.say_answered(report, queries.question_of(report, one.pk), place, by=cast.luca, at=at)
