"""Takes a case through its agency reports, by the actions the pages use."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from chronology import actions, queries
from chronology.models import ReportRequest, ReportSection
from cspr import clock, papers
from cspr.tests.cast import Cast, later
from reviews.case.models import Review

Kind = ReportSection.Kind
WEEKS = dt.timedelta(weeks=1)


@dataclass(frozen=True)
class ReportTold:
    """What one agency reports: who wrote it, its texts, its points, what it recommends to itself; which entries, by source."""

    author: str
    job: str
    texts: dict[str, str]
    points: dict[str, tuple[str, ...]] = field(default_factory=dict)
    recommended: tuple[tuple[str, str, str, int], ...] = ()
    sources: tuple[str, ...] = ()


HEALTH = ReportTold(
    "Odile Farran",
    "Head of safeguarding",
    {
        Kind.CONTEXT: "The school nursing team had four posts and two people. Records were kept in two systems.",
        Kind.METHOD: "Both sets of records were read. Two practitioners and one manager were talked to.",
        Kind.EVIDENCE: "Most rests on records made at the time. What was said in supervision was remembered, not written.",
        Kind.NARRATIVE: "The trust knew the family through the health visitor and the school nurse.\n\nThe child was "
        "measured once and seen once with a bruise. The two did not meet in one record.",
        Kind.ANALYSIS: "1. Each visit was judged by itself.\n\n2. Nobody asked who else lived in the home, because the "
        "form asks who has parental responsibility.",
    },
    {
        Kind.GOOD_PRACTICE: ("The school nurse came on the day the school rang.",),
        Kind.MISSED: ("The fading bruise was not put beside the weight that had crossed a line.",),
        Kind.LEARNING: ("Two records of one child are read by nobody as one.",),
    },
    (("Show both records of a child on one page.", "The two systems are linked for all children under 18.", "Head of information", 120),),
    ("School nursing record",),
)  # fmt: skip
DOCUMENT = "The report of the agency, as it was written there."


def reports_asked(
    cast: Cast, review: Review, keys: tuple[str, ...] = ("health", "police", "hospital", "council"), *, at: dt.datetime,
    weeks: int = 8,
) -> dict[str, ReportRequest]:  # fmt: skip
    """These agencies asked for their reports, due in so many weeks; by their keys in the cast."""
    agencies = {key: getattr(cast.agencies, key) for key in keys}
    made = actions.ask_for_reports(
        review, agencies.values(), due_on=clock.date_of(at) + weeks * WEEKS, by=cast.priya, at=at,
        guidance="Answer the questions of the terms of reference. Say what it was like to work there then.",
    )  # fmt: skip
    return dict(zip(agencies, made, strict=True))


def declared(found: ReportRequest, told: ReportTold, *, by: User, at: dt.datetime, on_behalf_of: str = "") -> None:
    """The author has said who they are, and that they had no part in the case."""
    report = found.report
    report.refresh_from_db()
    actions.declare_author(
        report, revision=report.revision, author_name=told.author, author_job=told.job, independence="independent",
        records_secured_on=clock.date_of(found.asked_at), by=by, at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip


def written(found: ReportRequest, told: ReportTold, *, by: User, at: dt.datetime) -> None:
    """The report typed section by section."""
    declared(found, told, by=by, at=at)
    sections = {section.kind: section for section in found.report.sections.all()}
    for kind, text in told.texts.items():
        actions.write_text(sections[kind], revision=1, text=text, by=by, at=at)
    for kind, points in told.points.items():
        actions.write_points(sections[kind], [{"text": text} for text in points], revision=1, by=by, at=at)
    rows = [
        {"text": text, "action": action, "lead": lead, "by_when": clock.date_of(at) + dt.timedelta(days=days)}
        for text, action, lead, days in told.recommended
    ]
    if rows:
        actions.write_points(sections[Kind.RECOMMENDATIONS], rows, revision=1, by=by, at=at)
    own = queries.entries_to_speak_of(found, None)
    chosen = [entry.pk for entry in own if entry.source in told.sources]
    actions.choose_entries(found.report, chosen, among=chosen, by=by, at=at)
    if point := sections[Kind.GOOD_PRACTICE].points.first():
        actions.choose_entries(found.report, chosen[:1], among=chosen, by=by, at=at, point=point)


def submitted(found: ReportRequest, *, by: User, at: dt.datetime, **more: Any) -> None:
    """Signed off by somebody of the agency, or by the office for a named person (``on_behalf_of``)."""
    report = found.report
    report.refresh_from_db()
    signed = more.get("on_behalf_of") or by.name
    actions.submit_report(
        report, revision=report.revision, signed_off_by=signed, given_on=clock.date_of(at), by=by, at=at, **more
    )


def document(title: str, text: str = DOCUMENT, *, at: dt.datetime) -> SimpleUploadedFile:
    """A report as a Word document."""
    part = papers.Part("The report", (papers.Text("What happened and why", text),))
    paper = papers.Paper(title, "", "The agency", "", "", (), (part,))
    return SimpleUploadedFile("agency-report.docx", papers.as_word(paper, at=at), content_type=papers.WORD)


def reports_in(
    cast: Cast, review: Review, *, at: dt.datetime, told: ReportTold = HEALTH, due_in: int = 8
) -> dict[str, ReportRequest]:
    """Four agencies asked: one report written here and signed, one given to the office as a document, one begun, one not."""
    found = reports_asked(cast, review, at=at, weeks=due_in)
    health, police, hospital = found["health"], found["police"], found["hospital"]
    actions.note_report_opened(health, by=cast.hana, at=later(at, 1))
    actions.note_report_opened(police, by=cast.pete, at=later(at, 2))
    sections = {section.kind: section for section in police.report.sections.all()}
    actions.write_text(
        sections[Kind.CONTEXT], revision=1, text="Night cover for the whole county was six officers.", by=cast.pete,
        at=later(at, 12),
    )  # fmt: skip
    actions.ask_more_time(
        police, until_on=police.due_on + 2 * WEEKS, why="Two of the officers to be talked to are on leave.",
        by=cast.pete, at=later(at, 12),
    )  # fmt: skip
    written(health, told, by=cast.hana, at=later(at, 20))
    submitted(health, by=cast.hugo, at=later(at, 28))
    author = ReportTold("Oyelaran Bright", "Named nurse", {})
    declared(hospital, author, by=cast.priya, at=later(at, 30), on_behalf_of=str(hospital.agency))
    paper = document("Agency report", at=at)
    submitted(hospital, by=cast.priya, at=later(at, 30), on_behalf_of="Miriam Castell, director", original=paper)
    return found
