"""What would an editor remark on in a report? Small pure rules over its text and over what the records say."""

from collections.abc import Callable, Iterable

from reviews.editing.rules.abbreviations import abbreviations
from reviews.editing.rules.ages import dates_and_ages
from reviews.editing.rules.evidence import without_evidence
from reviews.editing.rules.figures import figures
from reviews.editing.rules.noted import TOLD, Born, Check, Counted, Happened, Noted, Question, Records
from reviews.editing.rules.reading import Reading
from reviews.editing.rules.recommending import recommending, statements
from reviews.editing.rules.referring import referring
from reviews.editing.rules.repeated import repeated
from reviews.editing.rules.sources import sources
from reviews.editing.rules.terms import Offer, offers, unanswered
from reviews.editing.rules.untold import untold
from reviews.editing.rules.wording import wording

RULES: tuple[Callable[[Reading, Records], Iterable[Noted]], ...] = (
    lambda reading, records: unanswered(records.questions),
    lambda reading, records: untold(reading),
    lambda reading, records: recommending(reading, records.agencies),
    lambda reading, records: statements(reading),
    lambda reading, records: figures(reading, records.counts),
    dates_and_ages,
    lambda reading, records: without_evidence(reading),
    lambda reading, records: referring(reading),
    lambda reading, records: sources(reading),
    lambda reading, records: wording(reading),
    lambda reading, records: abbreviations(reading),
    lambda reading, records: repeated(reading),
)


def noted(reading: Reading, records: Records) -> list[Noted]:
    """Everything that is noted, check by check, each in the order of the pages; nothing twice."""
    found = (one for rule in RULES for one in rule(reading, records))
    return list({one.digest: one for one in found}.values())


__all__ = [
    "TOLD",
    "Born",
    "Check",
    "Counted",
    "Happened",
    "Noted",
    "Offer",
    "Question",
    "Reading",
    "Records",
    "noted",
    "offers",
]
