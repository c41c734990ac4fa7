"""What a referral tells in rows: is each row as it can be, and under which label does a person stand?"""

import datetime as dt
from collections.abc import Container
from dataclasses import dataclass

from reviews.case.rules import check_not_in_future, check_order

FORM_VERSION = "1, November 2026"
MOST_RELATIVES = 20
# Only these words of a relationship become a label: anything else may hold a name.
RELATIONS = (
    "mother", "father", "stepmother", "stepfather", "mother’s partner", "father’s partner", "partner", "grandmother",
    "grandfather", "brother", "sister", "half-brother", "half-sister", "stepbrother", "stepsister", "sibling", "aunt",
    "uncle", "cousin", "foster carer", "guardian", "lodger", "friend",
)  # fmt: skip


@dataclass(frozen=True)
class RelativeGiven:
    """Somebody of the family or household as told; ``row`` is where it stands on the form."""

    relationship: str
    given_names: str = ""
    family_name: str = ""
    born_on: dt.date | None = None
    address: str = ""
    postcode: str = ""
    ethnicity: str = ""
    legal_status: str = ""
    plan: str = ""
    row: int = 0


@dataclass(frozen=True)
class AgencyGiven:
    """Another agency as told; ``pk`` where it stands already, ``removed`` where it was entered in error."""

    agency: str
    still: str = "unknown"
    given_names: str = ""
    family_name: str = ""
    contact: str = ""
    row: int = 0
    pk: int | None = None
    removed: bool = False


@dataclass(frozen=True)
class DateGiven:
    """One key date as told."""

    on: dt.date
    event: str
    time: str = ""
    row: int = 0
    pk: int | None = None
    removed: bool = False


def check_relative(given: RelativeGiven, today: dt.date) -> None:
    """Raises ``NotYet`` at the row's field."""
    check_not_in_future(given.born_on, today, field=f"family-{given.row}-born_on", name="The date of birth")


def check_date(given: DateGiven, today: dt.date) -> None:
    """Raises ``NotYet`` at the row's field."""
    check_not_in_future(given.on, today, field=f"dates-{given.row}-on", name="The date")


def check_plan(plan_from: dt.date | None, plan_until: dt.date | None, today: dt.date) -> None:
    """Raises ``NotYet`` where a plan began in the future, or ended before it began."""
    check_not_in_future(plan_from, today, field="plan_from", name="The day the plan began")
    check_order(plan_from, plan_until, field="plan_until", message="The plan cannot have ended before it began.")


def check_signed(signed_on: dt.date | None, today: dt.date) -> None:
    check_not_in_future(signed_on, today, field="signed_on", name="The date it was signed")


def label_for(word: str, taken: Container[str]) -> str:
    """The first of "mother", "mother 2", … that is free; a word that may hold a name becomes "relative"."""
    plain = word.strip().lower().replace("'", "’")
    stem = plain if plain in (*RELATIONS, "professional") else "relative"
    if stem not in taken and stem in RELATIONS:
        return stem
    numbered = (f"{stem} {number}" for number in range(1 if stem not in RELATIONS else 2, 10_000))
    return next(label for label in numbered if label not in taken)
