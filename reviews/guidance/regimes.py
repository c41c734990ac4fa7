"""Which time limits did each edition of the guidance set, as the system is shipped, and how is one counted?

What an administrator corrects stands in rows and is laid over these (``rules.Guidance``). Each rule says where it stands;
``verified`` only where that place was read.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import IntegerChoices, TextChoices

from cspr import workdays
from cspr.workdays import NONE, ONE_DAY, Extra

MONTHS_IN_A_YEAR = 12


class Clock(TextChoices):
    """The clocks that guidance sets. Their values stand in duties."""

    NOTIFY = "notify", "Notification by the local authority"
    RAPID_REVIEW = "rapid_review", "Rapid review to the national Panel"
    NAME = "name", "Word to the national Panel who leads the review"
    COMPLETE = "complete", "Completion of the review"
    SHARE_BEFORE = "share_before", "Report to the national Panel, the Department and Ofsted"
    STAY_PUBLISHED = "stay_published", "Report stays published"
    LOOKED_AFTER_DEATH = "looked_after_death", "Notification of the death of a looked-after child"
    CARE_LEAVER_DEATH = "care_leaver_death", "Notification of the death of a care leaver"
    TELL_DELAY = "tell_delay", "Word to the national Panel and the Secretary of State about a delay"


class Unit(TextChoices):
    WORKING_DAYS = "working days", "working days"
    DAYS = "days", "days"
    MONTHS = "months", "months"
    YEARS = "years", "years"


class Direction(TextChoices):
    AFTER = "after", "after"
    BEFORE = "before", "before"


class FirstDay(IntegerChoices):
    """What the day of the start counts as."""

    ZERO = 0, "Day 0: counting begins on the next day"
    ONE = 1, "Day 1: the day itself counts"


class Trigger(TextChoices):
    """What starts a clock; the label completes "… after"."""

    AWARE = "aware", "the authority became aware"
    SENT = "sent", "the notification was sent"
    APPOINTED = "appointed", "the reviewer was chosen"
    DECIDED = "decided", "the decision to review"
    PUBLICATION = "publication", "publication"
    MISSED = "missed", "it was clear that a date is missed"
    ASKED = "asked", "the request reached the office"


# How it is told that a clock has started; the day follows.
STARTED: dict[Trigger, str] = {
    Trigger.AWARE: "The authority became aware on",
    Trigger.SENT: "The notification was sent on",
    Trigger.APPOINTED: "The reviewer was chosen on",
    Trigger.DECIDED: "The partners decided to review on",
    Trigger.PUBLICATION: "Publication is planned for",
    Trigger.MISSED: "That a date is missed was clear on",
    Trigger.ASKED: "The request reached the office on",
}

# Where practice differs on what starts a clock, both readings are shown.
READINGS: dict[Clock, tuple[Trigger, ...]] = {Clock.RAPID_REVIEW: (Trigger.AWARE, Trigger.SENT)}


@dataclass(frozen=True)
class Rule:
    """A time limit: its length, what starts it and how that day counts, where it stands, and whether that was read."""

    length: int
    unit: Unit
    trigger: Trigger
    source: str
    verified: bool = False
    direction: Direction = Direction.AFTER
    first_day: int = FirstDay.ZERO

    def due(self, start: dt.date, extra: Extra = NONE) -> dt.date:
        """The last day; ``extra`` are bank holidays that the calendar library does not know."""
        way = -1 if self.direction == Direction.BEFORE else 1
        before_it = start - way * self.first_day * ONE_DAY
        if self.unit == Unit.WORKING_DAYS:
            return workdays.add_working_days(before_it, way * self.length, extra)
        if self.unit == Unit.DAYS:
            return before_it + way * self.length * ONE_DAY
        months = self.length * (MONTHS_IN_A_YEAR if self.unit == Unit.YEARS else 1)
        return workdays.add_months(start, way * months) - way * self.first_day * ONE_DAY

    @property
    def counts(self) -> str:
        """What the day of the start counts as, in words."""
        return "which is day 1 and counts" if self.first_day else "which is day 0"

    def __str__(self) -> str:
        unit = self.unit[:-1] if self.length == 1 else self.unit
        return f"{self.length} {unit} {self.direction} {Trigger(self.trigger).label}"

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a clock that has started."""
        return {
            "length": self.length, "unit": str(self.unit), "trigger": str(self.trigger), "source": self.source,
            "verified": self.verified, "direction": str(self.direction), "first_day": int(self.first_day),
        }  # fmt: skip


def rule_from(kept: dict[str, Any]) -> Rule:
    """The rule that was kept with a clock."""
    known = {"unit": Unit, "trigger": Trigger, "direction": Direction}
    return Rule(**{name: known[name](value) if name in known else value for name, value in kept.items()})


@dataclass(frozen=True)
class Edition:
    """One edition of the guidance, from the day it applies."""

    code: str
    name: str
    from_on: dt.date
    rules: dict[Clock, Rule]


WORKING, MONTHS = Unit.WORKING_DAYS, Unit.MONTHS
CHAPTER = "Working Together, chapter on reviews"
_NOTIFY = Rule(5, WORKING, Trigger.AWARE, "Report a serious child safeguarding incident, gov.uk", True)
NO_LIMIT = "No limit was found for care leavers; that for looked-after children is used"
_CARE_LEAVER = Rule(5, WORKING, Trigger.AWARE, NO_LIMIT)
_NAME = Rule(
    5,
    WORKING,
    Trigger.APPOINTED,
    "Working Together: as soon as it is determined; five working days are the system’s own",
)
_COMPLETE = Rule(6, MONTHS, Trigger.DECIDED, CHAPTER)
_SHARE = Rule(7, WORKING, Trigger.PUBLICATION, CHAPTER, direction=Direction.BEFORE)
_PUBLISHED = Rule(12, MONTHS, Trigger.PUBLICATION, "Working Together, as restated by partnerships", True)
_FROM_NOTIFICATION = Rule(15, WORKING, Trigger.SENT, "National Panel guidance as applied by partnerships", True)
_FROM_AWARENESS = Rule(15, WORKING, Trigger.AWARE, "National Panel guidance 2019")
_TELL = Rule(
    5,
    WORKING,
    Trigger.MISSED,
    "Working Together asks for the reasons and sets no day; five working days are the system’s own",
)


def _rules(rapid_review: Rule, *, read: bool = True, **others: Rule) -> dict[Clock, Rule]:
    """The rules of one edition; where its chapter was not ``read``, none of them is called verified."""
    found = {
        Clock.NOTIFY: _NOTIFY,
        Clock.RAPID_REVIEW: rapid_review,
        Clock.NAME: _NAME,
        Clock.COMPLETE: _COMPLETE,
        Clock.SHARE_BEFORE: _SHARE,
        Clock.STAY_PUBLISHED: _PUBLISHED,
        Clock.LOOKED_AFTER_DEATH: _NOTIFY,
        Clock.CARE_LEAVER_DEATH: _CARE_LEAVER,
        Clock.TELL_DELAY: _TELL,
    } | {Clock(name): rule for name, rule in others.items()}
    return found if read else {clock: replace(rule, verified=False) for clock, rule in found.items()}


# Under the boards of 2015 there was no rapid review: the chair decided, about a month after the notification.
_RULES_OF_2015 = _rules(
    Rule(1, MONTHS, Trigger.SENT, "Working Together 2015: the chair’s decision whether to review"),
    notify=replace(_NOTIFY, source="Working Together 2015, as restated by boards: Ofsted and the board"),
    name=Rule(5, WORKING, Trigger.APPOINTED, "Working Together 2015: the national panel of independent experts"),
    share_before=Rule(
        7, Unit.DAYS, Trigger.PUBLICATION, "The national panel of independent experts: one week",
        direction=Direction.BEFORE,
    ),
)  # fmt: skip

EDITIONS: tuple[Edition, ...] = (
    Edition("wt2015", "Working Together 2015", dt.date(2015, 3, 26), _RULES_OF_2015),
    Edition("wt2018", "Working Together 2018", dt.date(2018, 7, 4), _rules(_FROM_AWARENESS)),
    Edition("wt2023", "Working Together 2023", dt.date(2023, 12, 15), _rules(_FROM_NOTIFICATION)),
    Edition("wt2026", "Working Together 2026", dt.date(2026, 3, 18), _rules(_FROM_NOTIFICATION, read=False)),
)


def in_force(day: dt.date) -> Edition:
    """The edition that applied on a day; the oldest one for days before it."""
    applying = [edition for edition in EDITIONS if edition.from_on <= day]
    return applying[-1] if applying else EDITIONS[0]


def superseded_on(code: str) -> dt.date | None:
    """The day from which the next edition applies, where there is one."""
    later = [edition.from_on for edition in EDITIONS if edition.from_on > edition_of(code).from_on]
    return min(later, default=None)


def edition_of(code: str) -> Edition:
    """An edition by its code; raises ``StopIteration`` where there is none."""
    return next(edition for edition in EDITIONS if edition.code == code)
