"""What belongs into an agency report, and may it go on now? The order is that of an individual management review."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from chronology.models import AgencyReport, ReportSection
from cspr.records import NotYet

Kind = ReportSection.Kind
Independence = AgencyReport.Independence


@dataclass(frozen=True)
class Part:
    """A section of the report: what it is to say, whether as points, and whether it can be left out."""

    kind: str
    hint: str
    points: bool = False
    needed: bool = False

    @property
    def title(self) -> str:
        return str(Kind(self.kind).label)


PARTS = (
    Part(
        Kind.CONTEXT,
        "What it was like to work there then: workload, vacancies and sickness, cases that nobody had, a change of "
        "organisation, management and supervision, training, policies on risk, services there were to offer, the budget, "
        "the area. If legal advice was sought, say that it was and leave out what it said.",
    ),
    Part(
        Kind.METHOD,
        "How it was done: which records and papers were read, who was talked to and on which days. Roles are enough.",
    ),
    Part(
        Kind.EVIDENCE,
        "What rests on records made at the time, what on later accounts, and what is hearsay. Where they do not agree, "
        "which is relied on and why.",
    ),
    Part(
        Kind.NARRATIVE,
        "What your agency knew and did, in the order it happened. Your chronology has the detail: tell here what matters "
        "of it.",
        needed=True,
    ),
    Part(
        Kind.ANALYSIS,
        "Why it was done so, and what the standard of the time asked for. Answer the questions of the terms of reference.",
        needed=True,
    ),
    Part(Kind.GOOD_PRACTICE, "What was done well, and would be done so again.", points=True),
    Part(Kind.MISSED, "Moments at which something else could have been done, as it looked then.", points=True),
    Part(Kind.LEARNING, "What your agency learns from it.", points=True),
    Part(Kind.RECOMMENDATIONS, "What your agency recommends to itself, and what it will do.", points=True),
)
BY_KIND = {part.kind: part for part in PARTS}


def part_after(kind: str) -> Part | None:
    """The section that follows in the order of the report."""
    kinds = list(BY_KIND)
    place = kinds.index(kind) + 1
    return PARTS[place] if place < len(PARTS) else None


def check_author(independence: str, concerned_how: str) -> None:
    """Who was concerned with the case, or manages who was, says in which way: whoever reads it has to weigh that."""
    if independence != Independence.INDEPENDENT and not concerned_how.strip():
        raise NotYet("Say what part the author had, or whom they manage.", field="concerned_how")


def check_secured(secured_on: dt.date | None, today: dt.date) -> None:
    """Records were secured on a day that has been."""
    if secured_on and secured_on > today:
        raise NotYet("The day the records were secured cannot be in the future.", field="records_secured_on")


def check_may_hand_over(report: AgencyReport, written: Collection[str], *, document: bool) -> None:
    """An author has declared, and the report stands in a document or in the sections that cannot be left out."""
    if not report.author_name or not report.declared_on:
        raise NotYet("Say first who wrote it, and how they stand to the case: under “The author”.")
    lacking = lacking_in(written)
    if not document and lacking:
        raise NotYet(f"Write first: {', '.join(part.title for part in lacking)}. Or upload the report as a document.")


def lacking_in(written: Collection[str]) -> list[Part]:
    """The sections that cannot be left out and are empty."""
    return [part for part in PARTS if part.needed and part.kind not in written]


def check_names_nobody(*, named: bool) -> None:
    """What is taken over is read by agencies and the board: it names nobody of the register."""
    if named:
        raise NotYet(
            "It names somebody who stands in the identity register, or tells of their dates or address. Make a "
            "recommendation in words of your own, under “Findings and recommendations”."
        )


def check_is_recommendation(kind: str, *, submitted: bool, withdrawn: bool) -> None:
    """The review takes over what an agency recommends to itself once the agency has signed it."""
    if kind != Kind.RECOMMENDATIONS:
        raise NotYet("Only a recommendation can be taken over.")
    if withdrawn or not submitted:
        raise NotYet("The report is with its agency. What it recommends can be taken over once it is submitted.")
