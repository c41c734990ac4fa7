"""How are findings and good practice recorded?"""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import Agency, User
from chronology.models import Episode
from cspr import records
from cspr.audit.actions import record
from recommendations import events, rules
from recommendations.actions.filing import file_findings, withdraw
from recommendations.models import Finding, GoodPractice
from reviews.case.models import Review
from reviews.documents.actions import attach_original, whose_change


def _of_review(review: Review, episodes: Iterable[Episode]) -> list[Episode]:
    chosen = list(episodes)
    if any(episode.review_id != review.pk or episode.void_at for episode in chosen):
        raise records.NotYet("Choose episodes of this review only.", field="episodes")
    return chosen


@transaction.atomic
def add_finding(
    review: Review, *, text: str, by: User, at: dt.datetime, episodes: Iterable[Episode] = (), on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> Finding:  # fmt: skip
    """Record a finding under the next number, resting on episodes, and file it into the report."""
    rules.check_may_write(review)
    resting = _of_review(review, episodes)
    number = records.next_number(review, review.findings.all())
    finding = Finding.objects.create(
        review=review, number=number, text=text, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of
    )
    attach_original(finding, original, review=review, title=f"Finding {number}", by=by, at=at)
    finding.episodes.set(resting)
    record(
        events.FINDING_ADDED, by=by, at=at, review_code=review.code, subject=f"finding {finding.number}",
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    file_findings(review, by=by, at=at)
    return finding


@transaction.atomic
def change_finding(
    finding: Finding, *, revision: int, text: str, by: User, at: dt.datetime, episodes: Iterable[Episode] = (),
    on_behalf_of: str = "", original: UploadedFile | None = None,
) -> None:  # fmt: skip
    """Change a finding; the report is told."""
    review = finding.review
    resting = _of_review(review, episodes)
    whose = whose_change(
        finding, on_behalf_of, original, review=review, title=f"Finding {finding.number}", by=by, at=at
    )  # fmt: skip
    changes = records.change(finding, revision=revision, text=text, **whose)
    if {episode.pk for episode in resting} != set(finding.episodes.values_list("pk", flat=True)):
        finding.episodes.set(resting)
        changes["episodes"] = len(resting)
    if not changes:
        return
    record(
        events.FINDING_CHANGED,
        by=by,
        at=at,
        review_code=review.code,
        subject=f"finding {finding.number}",
        changes=changes,
        on_behalf_of=on_behalf_of,
    )
    file_findings(review, by=by, at=at)


@transaction.atomic
def void_finding(finding: Finding, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a finding as made in error; it leaves the report."""
    changes = records.change(finding, revision=revision, void_at=at, why_void=why_void)
    code = finding.review.code
    record(events.FINDING_VOIDED, by=by, at=at, review_code=code, subject=f"finding {finding.number}", changes=changes)
    withdraw(finding, by=by, at=at)


@transaction.atomic
def add_practice(
    review: Review, *, text: str, by: User, at: dt.datetime, agency: Agency | None = None, on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> GoodPractice:  # fmt: skip
    """Record something an agency did well, and file it into the report."""
    rules.check_may_write(review)
    practice = GoodPractice.objects.create(
        review=review, agency=agency, text=text, entered_by=by, entered_at=at, on_behalf_of=on_behalf_of
    )
    attach_original(practice, original, review=review, title="Good practice", by=by, at=at)
    record(
        events.PRACTICE_ADDED, by=by, at=at, review_code=review.code, subject=f"good practice {practice.pk}",
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
    file_findings(review, by=by, at=at)
    return practice


@transaction.atomic
def change_practice(
    practice: GoodPractice, *, revision: int, text: str, agency: Agency | None, by: User, at: dt.datetime,
    on_behalf_of: str = "", original: UploadedFile | None = None,
) -> None:  # fmt: skip
    """Change a record of good practice; the report is told."""
    whose = whose_change(
        practice, on_behalf_of, original, review=practice.review, title="Good practice", by=by, at=at
    )  # fmt: skip
    changes = records.change(practice, revision=revision, text=text, agency=agency, **whose)
    if not changes:
        return
    code = practice.review.code
    record(
        events.PRACTICE_CHANGED, by=by, at=at, review_code=code, subject=f"good practice {practice.pk}",
        changes=changes, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    file_findings(practice.review, by=by, at=at)


@transaction.atomic
def void_practice(practice: GoodPractice, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record good practice as made in error; it leaves the report."""
    changes = records.change(practice, revision=revision, void_at=at, why_void=why_void)
    code = practice.review.code
    record(
        events.PRACTICE_VOIDED, by=by, at=at, review_code=code, subject=f"good practice {practice.pk}", changes=changes
    )
    withdraw(practice, by=by, at=at)
