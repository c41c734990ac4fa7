"""What would a rapid review document show as not recorded?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reviews.identities.models import Person
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.rules.answers import DONE, State

# The rapid review document ----------------------------------------------------------------------------

TWO_YEARS = 24


def age_words(born_on: dt.date | None, on: dt.date) -> str:
    """How old somebody was on a day, never when they were born: "3 weeks", "14 months", "6 years"."""
    if born_on is None:
        return "Not known"
    if born_on > on:
        return "Not born yet"
    months = (on.year - born_on.year) * 12 + on.month - born_on.month - (on.day < born_on.day)
    if months < 1:
        return _counted((on - born_on).days // 7, "week")
    return _counted(months, "month") if months < TWO_YEARS else _counted(months // 12, "year")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


@dataclass(frozen=True)
class Missing:
    """Something that a rapid review document would show as not recorded, and the page that is for it."""

    what: str
    page: str
    pk: int | None = None


WRITTEN: dict[str, str] = {
    "facts": "the facts, and what each agency did",
    "analysis": "analysis of key practice episodes",
    "safety_actions": "what has been done to keep children safe",
    "inequalities": "racism and other inequalities considered",
    "learning": "learning so far, and how it was shared",
    "improvements": "what could be improved",
    "proceedings": "what runs alongside",
}


def missing_of_text(rapid_review: RapidReview, *, safety: bool = False) -> list[Missing]:
    """What of the text is not written yet; ``safety`` where safety actions are recorded one by one."""
    return [
        Missing(what, "rapid-review-write")
        for name, what in WRITTEN.items()
        if not getattr(rapid_review, name) and not (safety and name == "safety_actions")
    ]


def missing_of_decision(
    *, criteria: int, national: int, recommended: bool, waiting: Iterable[tuple[int, str]], commented: bool
) -> list[Missing]:
    """What of the decision is not recorded yet; ``criteria`` and ``national`` are those without an answer."""
    found = []
    if criteria:
        found.append(Missing(f"{criteria} of the criteria for a local review", "rapid-review-criteria"))
    if national:
        found.append(Missing(f"{national} of the criteria for a national review", "rapid-review-national-criteria"))
    if not recommended:
        found.append(Missing("the recommendation of the sub-group", "rapid-review-recommend"))
    found += [Missing(f"the decision of {name}", "rapid-review-decide", pk) for pk, name in waiting]
    if not commented:
        found.append(Missing("the comment of the independent scrutineer", "rapid-review-comment"))
    return found


def missing_of_returns(states: Iterable[State]) -> list[Missing]:
    """Whether any return asked for is not in."""
    late = sum(state not in (*DONE, State.WITHDRAWN) for state in states)
    words = "an agency return is not in" if late == 1 else f"{late} agency returns are not in"
    return [Missing(words, "rapid-review")] if late else []


def missing_of_people(people: Iterable[Person]) -> list[Missing]:
    """What the register does not say of the children."""
    found = []
    for person in people:
        lacks = [
            name
            for name, value in (("date of birth", person.born_on), ("sex", person.sex), ("ethnicity", person.ethnicity))
            if not value
        ]
        if person.kind == Person.Kind.CHILD and lacks:
            found.append(Missing(f"{person}: {', '.join(lacks)} in the identity register", "identities"))
    return found
