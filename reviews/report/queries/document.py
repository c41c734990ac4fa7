"""What does the report say as it stands, numbered and with labels in place of people?"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.formats import date_format

from agencies.roles import Role
from reviews.case.models import Review, TeamMember
from reviews.conversations.models import GuidedPoints
from reviews.identities.queries import labels as labels_of
from reviews.identities.rules import with_labels
from reviews.panel.models import Commission, TermsOfReference
from reviews.report.models import Block, Report, Section, Version
from reviews.report.queries.sources import sources_of
from reviews.report.rules import (
    Document,
    Kind,
    Listed,
    PrintedBlock,
    PrintedSection,
    cited,
    evidence_in,
    paragraph_numbers,
    printable,
    referred,
    section_numbers,
)


def report_of(review: Review) -> Report | None:
    """The report of a review, once it was started."""
    return Report.objects.filter(review=review).select_related("review__partnership").first()


def sections(report: Report) -> QuerySet[Section]:
    """The sections of the draft in order, each with its blocks. Two queries."""
    blocks = Block.objects.filter(removed_at=None).order_by("position", "pk")
    return (
        report.sections.filter(removed_at=None).prefetch_related(Prefetch("blocks", blocks)).order_by("position", "pk")
    )


def title_of(report: Report) -> str:
    """The title as it was given, or one that follows the children's labels."""
    if report.title:
        return report.title
    children = [child.label for child in report.review.children.all()]
    return f"Overview report in respect of {_listed(children)}" if children else "Overview report"


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def document(report: Report, *, on: dt.date | None = None, parts: Sequence[Section] | None = None) -> Document:
    """The report as it would be printed, from its ``sections`` or those given. ``on`` is the date on its cover.

    The number of queries is fixed.
    """
    review = report.review
    commission = (
        Commission.objects.filter(review=review, ended_on=None)
        .select_related("reviewer")
        .order_by("-decided_on", "-pk")
    ).first()
    labels = labels_of(review)
    parts = list(sections(report)) if parts is None else parts
    numbers = section_numbers(section.numbered for section in parts)
    sources = sources_of(report)
    known = {source.pk: source for source in sources}
    printed = [_printed(part, number, labels, known) for part, number in zip(parts, numbers, strict=True)]
    made = Document(
        title=title_of(report),
        subtitle=f"{review.get_kind_display()}: overview report",
        partnership=review.partnership.name,
        reviewer=commission.reviewer.name if commission else "",
        reviewer_title=commission.title if commission else "",
        dated=_written(on),
        declaration=_declared(commission) if commission else "",
        declared=_written(commission.declared_on) if commission else "",
        agencies=tuple(agencies(review)),
        questions=tuple(questions(review)),
        points=tuple(points(review)),
        sections=_with_sources(printed, sources),
    )
    return referred(made)


def _declared(commission: Commission) -> str:
    """What the reviewer declared, with the interests they named beside it."""
    interests = f"Interests named: {commission.interests}" if commission.interests else ""
    return "\n\n".join(part for part in (commission.declaration, interests) if part)


def _written(day: dt.date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _with_sources(sections: list[PrintedSection], sources: list[Listed]) -> tuple[PrintedSection, ...]:
    """The list of references at the end of its section, which is added where there is none."""
    if not sources:
        return tuple(sections)
    kind = Section.Kind.REFERENCES
    if not any(section.kind == kind for section in sections):
        sections = [*sections, PrintedSection(kind, kind.label, "", ())]
    place = next(at for at, section in enumerate(sections) if section.kind == kind)
    told = tuple(PrintedBlock(source.uid, Kind.PLAIN, source.html) for source in sources)
    sections[place] = replace(sections[place], blocks=(*sections[place].blocks, *told))
    return tuple(sections)


def _printed(section: Section, number: str, labels: dict[int, str], known: dict[int, Listed]) -> PrintedSection:
    blocks = list(section.blocks.all())
    numbers = paragraph_numbers(number, [block.kind for block in blocks])
    printed = tuple(
        PrintedBlock(
            uid=str(block.uid),
            kind=block.kind,
            html=cited(printable(with_labels(block.html, labels, printed=True)), known),
            number=paragraph,
            origin=block.origin,
            facts=_facts(block),
        )
        for block, paragraph in zip(blocks, numbers, strict=True)
    )
    return PrintedSection(kind=section.kind, title=section.title, number=number, blocks=printed, pk=section.pk)


def _facts(block: Block) -> dict[str, Any]:
    """What a record says of itself, and what a written text rests on."""
    rests_on = evidence_in(block.html)
    return {**block.facts, "evidence": rests_on} if rests_on else block.facts


def agencies(review: Review) -> list[str]:
    """The agencies on the review panel. Those involved are not listed: the name of a school or surgery tells too much."""
    panel = TeamMember.objects.filter(review=review, role=Role.PANEL_MEMBER, deputy_for=None)
    panel = panel.select_related("agency", "user__agency")
    return sorted({str(member.agency or member.user.agency) for member in panel if member.agency or member.user.agency})


def questions(review: Review) -> list[str]:
    """The questions of the terms of reference last agreed."""
    terms = TermsOfReference.objects.filter(review=review, agreed_on__isnull=False).order_by("-version").first()
    return [question.text for question in terms.questions.filter(void_at=None).order_by("number")] if terms else []


def points(review: Review) -> list[str]:
    """The discussion points that participants had last; a draft of others is not theirs yet."""
    latest = GuidedPoints.objects.filter(review=review, sent_on__isnull=False).order_by("-version").first()
    return [str(point) for point in latest.points] if latest else []


def latest_agreed(report: Report) -> Version | None:
    """The version agreed for publication last."""
    return report.versions.filter(purpose=Version.Purpose.FINAL).order_by("-number").first()
