"""How do findings, good practice and recommendations reach the report, if the review has one?"""

import datetime as dt
from typing import Any

from agencies.models import User
from recommendations import narrative, queries
from recommendations.models import Finding, GoodPractice, Recommendation
from reviews.case.models import Review
from reviews.report.actions import file_blocks, withdraw_blocks
from reviews.report.models import Section
from reviews.report.rules import FiledBlock

DISCUSSION, RECOMMENDATIONS = Section.Kind.DISCUSSION, Section.Kind.RECOMMENDATIONS


def file_findings(review: Review, *, by: User, at: dt.datetime) -> None:
    """File all findings by number, then all good practice. Called by actions."""
    code = review.code
    blocks = [narrative.finding_block(finding, code) for finding in queries.findings_of(review)]
    blocks += [narrative.practice_block(practice, code) for practice in queries.good_practice_of(review)]
    _file(review, DISCUSSION, blocks, by=by, at=at)


def file_recommendations(review: Review, *, by: User, at: dt.datetime) -> None:
    """File all recommendations by number. Called by actions."""
    standing = review.recommendations.filter(void_at=None).order_by("number").prefetch_related("addressees")
    blocks = [narrative.recommendation_block(recommendation, review.code) for recommendation in standing]
    _file(review, RECOMMENDATIONS, blocks, by=by, at=at)


def _file(review: Review, section: str, blocks: list[FiledBlock], **who: Any) -> None:
    if blocks and queries.has_report(review):
        file_blocks(review, section, blocks, **who)


def withdraw(thing: Finding | GoodPractice | Recommendation, *, by: User, at: dt.datetime) -> None:
    """Take what was made in error out of the report. Called by actions."""
    kind = {Finding: "finding", GoodPractice: "good_practice", Recommendation: "recommendation"}[type(thing)]
    if queries.has_report(thing.review):
        withdraw_blocks(thing.review, [f"{kind}:{thing.pk}"], by=by, at=at)
