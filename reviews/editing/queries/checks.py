"""What is noted in the draft of a report, and what of it does its author let stand?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reviews.editing.models import LetStand
from reviews.editing.queries.material import Reads
from reviews.editing.queries.records import records_of
from reviews.editing.queries.terms import Asked, asked
from reviews.editing.rules import Check, Noted, Reading, noted
from reviews.report.models import Report
from reviews.report.queries import document
from reviews.report.rules import Document


@dataclass(frozen=True)
class Edited:
    """A draft as an editor has read it: what is to look at, what may stand with its reason, and the questions asked."""

    content: Document
    reading: Reading
    outstanding: tuple[Noted, ...]
    standing: tuple[tuple[Noted, LetStand], ...]
    asked: tuple[Asked, ...]

    @cached_property
    def by_check(self) -> list[tuple[Check, list[Noted]]]:
        """What is outstanding, by check, in the order of the checks."""
        found: dict[Check, list[Noted]] = {}
        for one in self.outstanding:
            found.setdefault(one.check, []).append(one)
        return [(check, found[check]) for check in Check if check in found]

    def places(self) -> Iterator[int]:
        """The section of each that is outstanding."""
        return (one.section for one in self.outstanding)


def edited(report: Report, reads: Reads, content: Document | None = None) -> Edited:
    """Read the draft as it would be printed. The number of queries is fixed."""
    content = content or document(report)
    questions = asked(report, content)
    reading = Reading.of(content)
    found = noted(reading, records_of(content, questions, reads))
    stands = {one.digest: one for one in LetStand.objects.filter(report=report, withdrawn_at=None).select_related("by")}
    return Edited(
        content,
        reading,
        tuple(one for one in found if one.digest not in stands),
        tuple((one, stands[one.digest]) for one in found if one.digest in stands),
        tuple(questions),
    )
