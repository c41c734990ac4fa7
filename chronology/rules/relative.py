"""Which day is meant by an age, a week of pregnancy, or what happened before or after?"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from chronology.rules.births import Birth
from chronology.rules.days import Read
from chronology.rules.lengths import LENGTH, PREGNANCY, Length, beside, months_on, read_length, stretch
from chronology.rules.when import DAY, Hedge, When, after, before, between, on

NEAR = r"(?P<near>just over|a little over|just under|nearly|almost)?\s*"
AGE = re.compile(
    rf"^(?:when (?P<who>.+?) (?:was|were) |at (?:the )?age of |at age |(?P<aged>aged?) |at |in )?{NEAR}"
    rf"(?P<length>{LENGTH}|\d{{1,2}})\s*(?P<old>old|of age|o|/o)?$"
)
ORDINAL_WEEK = re.compile(
    r"^(?:in |at |during )?(?P<his>the |his |her |their )?(?P<number>\d{1,2})(?:st|nd|rd|th) (?:week|wk)\s*(?P<of>.*)$"
)
GESTATION = re.compile(
    rf"^(?:at |when )?{NEAR}(?P<weeks>\d{{1,2}})(?:\s*\+\s*(?P<days>[0-6]))?\s*(?:/40|weeks?|wks?|w)?"
    r"(?:\s*(?P<of>pregnant|gestation|gestational age|(?:of|into) (?:the |her )?pregnancy(?: with (?P<who>.+))?|antenatal(?:ly)?))?$"
)
OF_PREGNANCY = re.compile(r"^(?:of |into )?(?:the |her )?(?:pregnancy|gestation)$")
SIDE = r"(?P<side>before|prior to|after|following|since|by|until)"
OFFSET = re.compile(rf"^{NEAR}(?P<length>{LENGTH}|the day|day|the week|week)\s+{SIDE}\s+(?P<what>.+)$")
ONE_SIDE = re.compile(
    rf"^(?P<on>on or |no later than |not later than |not before |some ?time )?{SIDE}?\s*(?P<what>.+)$"
)
BIRTH = re.compile(
    r"^(?:the |his |her |their |its )?birth$|^(?:the )?birth of (?P<of>.+)$|^(?P<was>.+?) was born$|^(?P<own>.+?)['’]s birth$"
)
DEATH = re.compile(
    r"^(?:the |his |her |their )?death$|^(?:the )?death of (?P<of>.+)$|^(?P<was>.+?) (?:died|had died)$|^(?P<own>.+?)['’]s death$"
)
ON_THE_DAY = re.compile(r"^(?:on |at )?(?:the day (?:of |that |when )?)?(?P<what>.+)$")
ANYBODY = {"he", "she", "they", "it", "baby", "the baby", "the child", "child", "him", "her"}
EARLIER = ("before", "prior to", "by", "until")

NO_BIRTH = "No date of birth is known here, so an age cannot be turned into a date. Write the date instead."
WHOSE = "More than one child may be meant."


@dataclass(frozen=True)
class Event:
    """Something that is dated already, to which "before" or "after" may refer."""

    words: str
    when: When


@dataclass(frozen=True)
class Known:
    """What is known where a date is typed."""

    today: dt.date
    births: tuple[Birth, ...] = ()
    events: tuple[Event, ...] = ()


# Ages and weeks of pregnancy -------------------------------------------------------------------------


def read_age(text: str, known: Known) -> Read | None:
    """ "Aged 13 days", "when he was 2y 3m", "just over four weeks old", "in his 8th week"."""
    ordinal = ORDINAL_WEEK.match(text)
    if (
        ordinal
        and (ordinal["his"] in ("his ", "her ", "their ") or ordinal["of"] == "of life")
        and int(ordinal["number"])
    ):
        length, near = f"{int(ordinal['number']) - 1} weeks", ""
        return _ages(_of(known, ""), lambda born: stretch(born, read_length(length)), near)
    found = AGE.match(text)
    if not found or not (found["who"] or found["aged"] or found["old"] or text.startswith(("at age", "at the age"))):
        return None
    words = found["length"]
    length = f"{words} years" if words.isdecimal() else words
    over = found["near"] in ("just over", "a little over")

    def days(born: dt.date) -> tuple[dt.date, dt.date]:
        return beside(born, read_length(length), over=over) if found["near"] else stretch(born, read_length(length))

    return _ages(_of(known, found["who"] or ""), days, found["near"] or "")


def _ages(births: list[Birth], days: Callable[[dt.date], tuple[dt.date, dt.date]], near: str) -> Read:
    born = [birth for birth in births if birth.born_on]
    if not born:
        return Read(problem=NO_BIRTH)
    readings = []
    for birth in born:
        assert birth.born_on
        first, last = days(birth.born_on)
        when = between(max(first, birth.born_on), max(last, birth.born_on))
        readings.append(replace(when, hedge=Hedge.ABOUT if near else Hedge.NONE, note=f"by the birth of {birth.label}"))
    return Read(tuple(readings), WHOSE if len(readings) > 1 else "")


def _of(known: Known, who: str) -> list[Birth]:
    named = [birth for birth in known.births if birth.label.lower() == who]
    return named or ([] if who and who not in ANYBODY else list(known.births))


def read_gestation(text: str, known: Known) -> Read | None:
    """ "12 weeks pregnant", "28/40", "12+3", "the 13th week of pregnancy": the 13th week is that after 12 full ones."""
    ordinal, near, days = ORDINAL_WEEK.match(text), "", ""
    if ordinal and int(ordinal["number"]) and (not ordinal["of"] or OF_PREGNANCY.match(ordinal["of"])):
        weeks, sure, who = int(ordinal["number"]) - 1, bool(ordinal["of"]), ""
    else:
        found = GESTATION.match(text)
        if not found or not (found["of"] or found["days"] or "/40" in text or re.search(r"w(ee)?ks?$", text)):
            return None
        weeks, near, days, who = int(found["weeks"]), found["near"] or "", found["days"] or "", found["who"] or ""
        sure = bool(found["of"] or days or "/40" in text)
    length = f"{weeks} weeks" + (f" {days} days" if days else "")
    reads = [_pregnancies(_of(known, who), length, near)]
    reads += [] if sure else [_ages(list(known.births), lambda born: stretch(born, read_length(length)), near)]
    readings = tuple(when for read in reads for when in read.readings)
    if not readings:
        return reads[0]
    return Read(readings, reads[0].question or ("" if sure else "It can be an age or a week of pregnancy."))


def _pregnancies(births: list[Birth], length: str, near: str) -> Read:
    readings, guessed = [], False
    for birth in births:
        due = birth.due_on or birth.born_on
        if due is None:
            continue
        start, over = due - PREGNANCY, near in ("just over", "a little over")
        first, last = beside(start, read_length(length), over=over) if near else stretch(start, read_length(length))
        guessed = guessed or not birth.due_on
        hedge = Hedge.ABOUT if near or not birth.due_on else Hedge.NONE
        counted = "expected date of birth" if birth.due_on else "birth, as if it came at 40 weeks"
        readings.append(replace(between(first, last), hedge=hedge, note=f"{birth.label}: counted from the {counted}"))
    if not readings:
        return Read(problem="No expected date of birth is known here. Write the date instead.")
    question = WHOSE if len(readings) > 1 else "The expected date of birth is not known here." if guessed else ""
    return Read(tuple(readings), question)


# Before and after ------------------------------------------------------------------------------------

Reader = Callable[[str], Read | None]


def read_side(text: str, known: Known, reader: Reader) -> Read | None:
    """ "Before 12 March 2021", "after the birth", "4 days after 12 March 2021", "two weeks before he was born"."""
    offset = OFFSET.match(text)
    if offset:
        base = _target(offset["what"], known, reader)
        earlier = offset["side"] in EARLIER
        return replace(base, readings=tuple(_moved(when, offset, earlier) for when in base.readings))
    found = ONE_SIDE.match(text)
    said, side = ((found["on"] or "").strip(), found["side"] or "") if found else ("", "")
    if not found or not (side or said.endswith(("than", "not before"))):
        return None
    base = _target(found["what"], known, reader)
    earlier = (side in EARLIER and said != "not before") or said.endswith("later than")
    included = said not in ("", "some time", "sometime") or side in ("by", "until", "since")
    return replace(base, readings=tuple(_side(when, earlier, included) for when in base.readings))


def _side(when: When, earlier: bool, included: bool) -> When:
    made = before(when) if earlier else after(when)
    if included and earlier:
        made = replace(made, latest=when.ends)
    elif included:
        made = replace(made, earliest=when.sort_day)
    return replace(made, note=when.note)


def _moved(when: When, said: re.Match[str], earlier: bool) -> When:
    """So long before or after; days are counted, longer stretches are only about right."""
    words = said["length"].removeprefix("the ")
    length = read_length(f"1 {words}" if words in ("day", "week") else words)
    if said["near"]:  # "just over 6 weeks": some days more, and "nearly 6 weeks" some days less
        near = 2 if said["near"].endswith("over") else -2
        length = replace(length, days=length.days + near, unit="w")
    sign = -1 if earlier else 1
    first, last = (_steps(day, length, sign) for day in (when.sort_day, when.ends))
    exact = length.unit == "d" and not length.half
    return replace(between(first, last), hedge=when.hedge or (Hedge.NONE if exact else Hedge.ABOUT), note=when.note)


def _steps(day: dt.date, length: Length, sign: int) -> dt.date:
    return months_on(day, sign * length.months) + sign * (length.days + 3 * length.half) * DAY


def _target(what: str, known: Known, reader: Reader) -> Read:
    """The day that is referred to: a date, a birth or death, or something in this chronology."""
    read = reader(what)
    if read and (read.readings or read.problem):
        return read
    if turn := _birth_or_death(what, known):
        return turn
    readings = tuple(dict.fromkeys(_told_of(what, known.events)))[:5]
    return (
        Read(readings, "Which of these is meant?")
        if readings
        else Read(problem=f"Before or after which day? {INSTEAD}")
    )


def read_birth(text: str, known: Known) -> Read | None:
    """ "On the day he was born", "at birth", "the day she died"."""
    found = ON_THE_DAY.match(text)
    return _birth_or_death(found["what"], known) if found else None


def _birth_or_death(what: str, known: Known) -> Read | None:
    for pattern, name in ((BIRTH, "born_on"), (DEATH, "died_on")):
        found = pattern.match(what)
        if found:
            who = found["of"] or found["was"] or found["own"] or ""
            days = [(birth.label, getattr(birth, name)) for birth in _of(known, who) if getattr(birth, name)]
            readings = tuple(replace(on(day), note=label) for label, day in days)
            return Read(
                readings,
                WHOSE if len(readings) > 1 else "",
                "" if readings else f"The day is not known here. {INSTEAD}",
            )
    return None


INSTEAD = "Write a date, like “before 12 March 2021”."


def _told_of(what: str, events: tuple[Event, ...]) -> Iterator[When]:
    """When the things happened that are told in all of these words."""
    words = [word for word in re.findall(r"\w+", what) if len(word) > 3]
    for event in events:
        if words and all(word in event.words.lower() for word in words):
            yield replace(event.when, note=event.words[:60])
