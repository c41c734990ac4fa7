"""What do the records say that the text of a report can be compared with?"""

from collections.abc import Callable, Iterable, Mapping

from reviews.case.models import Review
from reviews.conversations.queries import figures as figures_of
from reviews.editing.queries.material import Reads, evidence
from reviews.editing.queries.terms import Asked
from reviews.editing.rules import Born, Counted, Happened, Question, Records
from reviews.editing.rules.figures import (
    AGENCIES,
    FINDINGS,
    MEETINGS,
    PARTICIPANTS,
    QUESTIONS,
    RECOMMENDATIONS,
    SESSIONS,
)
from reviews.meetings.models import Meeting
from reviews.report.rules import Document, Kind

Counts = Callable[[Review], Mapping[str, Counted]]
_further_right: list[Counts] = []


def use_counts(source: Counts) -> None:
    """Take what a package further right counts. Called from ``apps.ready()``."""
    if source not in _further_right:
        _further_right.append(source)


def records_of(content: Document, asked: Iterable[Asked], reads: Reads) -> Records:
    """The records of a case; of what happened as far as this person may read it. As many queries however much there is."""
    questions = tuple(Question(one.number, one.text, bool(one.places)) for one in asked)
    keys = {key for section in content.sections for block in section.blocks for key in block.facts.get("evidence", ())}
    agencies = reads.review.involvements.values_list("agency__name", flat=True)
    return Records(
        questions, _counts(content, questions, reads), _births(reads.review), _events(reads, keys), tuple(agencies)
    )


def _counts(content: Document, questions: tuple[Question, ...], reads: Reads) -> dict[str, Counted]:
    talks = figures_of(reads.review)
    met = Meeting.objects.filter(
        review=reads.review, kind=Meeting.Kind.PANEL, cancelled_at=None, starts_at__lte=reads.now
    ).count()
    counted = {
        SESSIONS: Counted(talks.sessions, "conversation that was held", "conversations that were held"),
        PARTICIPANTS: Counted(talks.participants, "practitioner who took part", "practitioners who took part"),
        AGENCIES: Counted(talks.agencies, "agency that took part", "agencies that took part"),
        MEETINGS: Counted(met, "meeting of the review panel", "meetings of the review panel"),
        RECOMMENDATIONS: Counted(_boxes(content, Kind.RECOMMENDATION), "recommendation", "recommendations"),
        FINDINGS: Counted(_boxes(content, Kind.FINDING), "finding", "findings"),
        QUESTIONS: Counted(len(questions), "question", "questions"),
    }
    for source in _further_right:
        counted |= source(reads.review)
    # Where nothing is on record there is nothing to compare with: an older report that was brought in, for one.
    return {name: one for name, one in counted.items() if one.count}


def _boxes(content: Document, kind: Kind) -> int:
    """How many are filed, each counted once however often it is printed."""
    return len({block.origin for section in content.sections for block in section.blocks if block.kind == kind} - {""})


def _births(review: Review) -> tuple[Born, ...]:
    people = review.people.filter(born_on__isnull=False, void_at=None).select_related("child")
    return tuple(
        Born(person.child.label if person.child else person.label, person.born_on, person.died_on)
        for person in people
        if person.born_on
    )


def _events(reads: Reads, keys: set[str]) -> dict[str, Happened]:
    found = evidence(reads, keys) if keys else {}
    return {
        key: Happened(piece.name, piece.first, piece.last or piece.first) for key, piece in found.items() if piece.first
    }
