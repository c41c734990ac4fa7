"""How does the report of a review begin, and how do its title and sections change?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr import records
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.case.models import Review
from reviews.report import events
from reviews.report.models import Report, Section
from reviews.report.rules.outline import OUTLINE, UNNUMBERED

STEP = 10


@transaction.atomic
def start_report(review: Review, *, by: User, at: dt.datetime) -> Report:
    """Start the report with the outline of an overview report; one that was started already is given back."""
    report, new = Report.objects.get_or_create(review=review, defaults={"started_at": at})
    if new:
        Section.objects.bulk_create(
            Section(report=report, kind=kind, title=title, numbered=numbered, position=STEP * number)
            for number, (kind, title, numbered) in enumerate(OUTLINE, 1)
        )
        record(events.STARTED, by=by, at=at, review_code=review.code, subject="report")
    return report


@transaction.atomic
def change_title(report: Report, *, title: str, revision: int, by: User, at: dt.datetime) -> None:
    """Give the report a title of its own; an empty one follows the children's labels."""
    changes = records.change(report, revision=revision, title=title.strip())
    record(events.TITLE_CHANGED, by=by, at=at, review_code=report.review.code, subject="report", changes=changes)


@transaction.atomic
def add_section(
    report: Report,
    *,
    title: str,
    by: User,
    at: dt.datetime,
    kind: str = Section.Kind.FREE,
    after: Section | None = None,
) -> Section:
    """Add a section after another one, or at the end."""
    if not title.strip():
        raise NotYet("Give the section a title.", field="title")
    standing = list(report.sections.filter(removed_at=None).order_by("position", "pk"))
    place = next((index + 1 for index, other in enumerate(standing) if other == after), len(standing))
    section = Section.objects.create(
        report=report, kind=kind, title=title.strip(), numbered=kind not in UNNUMBERED, position=0
    )
    standing.insert(place, section)
    _order(standing)
    record(events.SECTION_ADDED, by=by, at=at, review_code=report.review.code, subject=f"section {section.pk}")
    return section


@transaction.atomic
def change_section(section: Section, *, title: str, numbered: bool, revision: int, by: User, at: dt.datetime) -> None:
    """Change a section's title, or whether it counts."""
    if not title.strip():
        raise NotYet("Give the section a title.", field="title")
    changes = records.change(section, revision=revision, title=title.strip(), numbered=numbered)
    code = section.report.review.code
    record(events.SECTION_CHANGED, by=by, at=at, review_code=code, subject=f"section {section.pk}", changes=changes)


@transaction.atomic
def remove_section(section: Section, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take a section out of the draft; its text stays in the versions and can be brought back."""
    if section.blocks.filter(removed_at=None).exclude(origin="").exists():
        raise NotYet("Records file their text into this section, so it has to stay. You can give it another title.")
    records.change(section, revision=revision, removed_at=at)
    code = section.report.review.code
    record(events.SECTION_REMOVED, by=by, at=at, review_code=code, subject=f"section {section.pk}")


@transaction.atomic
def bring_back_section(section: Section, *, by: User, at: dt.datetime) -> None:
    """Put a section that was taken out back where it was."""
    changes = records.change(section, removed_at=None)
    code = section.report.review.code
    record(events.SECTION_ADDED, by=by, at=at, review_code=code, subject=f"section {section.pk}", changes=changes)


@transaction.atomic
def move_section(section: Section, *, up: bool, by: User, at: dt.datetime) -> None:
    """Change places with the section above or below; at the edge nothing happens."""
    standing = list(section.report.sections.filter(removed_at=None).order_by("position", "pk"))
    index = standing.index(section)
    other = index - 1 if up else index + 1
    if not 0 <= other < len(standing):
        return
    standing[index], standing[other] = standing[other], standing[index]
    _order(standing)
    code = section.report.review.code
    record(events.SECTIONS_MOVED, by=by, at=at, review_code=code, subject=f"section {section.pk}")


def _order(sections: list[Section]) -> None:
    """Number the places anew. A place is no text: the revision, which guards the text, stays as it is."""
    for number, section in enumerate(sections, 1):
        section.position = STEP * number
    Section.objects.bulk_update(sections, ["position"])
