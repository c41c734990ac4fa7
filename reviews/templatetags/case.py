"""Which parts of a case may this person open, where is a duty met, and who owes it?"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse

from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.audit.queries import LOOK
from cspr.audit.rules import Run
from cspr.templatetags.page import due_date, workdate, workmoment, worktime
from reviews.case.access import Visit
from reviews.case.duties import KINDS
from reviews.case.models import Duty
from reviews.case.queries import (
    CALLED,
    NAMED_BY,
    About,
    Told,
    choice_in_words,
    field_in_words,
    look_in_words,
    parts_of,
)

register = template.Library()
ISO_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
ISO_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
CODE = re.compile(r"^[a-z]+(_[a-z]+)+$")
# Rows that are changed together with their record: what is said of them, without their number.
ROWS = re.compile(r"^(answer|key event) \d+$")
OF_A_ROW = re.compile(r"^child \d+: ")
# So many things are named of a run; the others are counted.
AT_ONCE = 5
AT_ONCE_WORDS = "Notify at once; no limit was found"
COUNTED = {
    "cases": ("case", "cases"),
    "comments": ("comment", "comments"),
    "duties let go": ("duty let go", "duties let go"),
    "entries": ("entry", "entries"),
    "imports": ("file", "files"),
    "kept_to": ("other person may read it", "other people may read it"),
    "meanings": ("word explained", "words explained"),
    "new": ("of them new", "of them new"),
    "notes": ("note", "notes"),
    "papers": ("paper", "papers"),
    "paragraphs": ("paragraph", "paragraphs"),
    "participants": ("participant", "participants"),
    "people": ("person", "people"),
    "points": ("point", "points"),
    "readers": ("reader", "readers"),
}
NOTHING = (None, "", [], {})
# What tells a reader nothing: numbers of the database, and what the sentence or the line of the event says already.
LEFT_OUT = {
    "attendance", "entered_at", "follow_up", "from", "item", "on_behalf_of", "revision", "signed_off_by", "void_at",
}  # fmt: skip
# A fingerprint is for who checks the trail.
CHECKED = {"sha256"}


@register.inclusion_tag("reviews/case/parts.html", takes_context=True)
def case_parts(context: dict[str, Any]) -> dict[str, Any]:
    """The list of the parts of the case this person may open; the one they are at is marked."""
    visit: Visit = context["request"].visit
    here = context["request"].path
    return {
        "parts": [
            (label, url, here == url or (name != "case" and here.startswith(url)))
            for label, name, url in parts_of(visit.review.code, visit.permissions)
        ]
    }


@register.simple_tag(takes_context=True)
def duty_url(context: Context, duty: Duty) -> str:
    """The page where a duty is met; the case's own page, or home, where its kind has none.

    What a person outside the case does for themselves opens to nobody else: others see in the case how far it is.
    """
    kind = KINDS.get(duty.kind)
    code = [duty.review.code] if duty.review else []
    if kind and kind.seen_at and context["request"].user.pk != duty.user_id:
        return reverse(kind.seen_at, args=code)
    thing = [duty.thing_id] if kind and kind.of_thing else []
    try:
        return reverse(kind.page, args=code + thing) if kind else _case_or_home(code)
    except NoReverseMatch:
        return _case_or_home(code)


def _case_or_home(code: list[str]) -> str:
    return reverse("case", args=code) if code else reverse("home")


@register.inclusion_tag("components/due_date.html", takes_context=True)
def duty_due(context: Context, duty: Duty) -> dict[str, Any]:
    """The day a duty is due, and how near it is; or that it is owed at once, or on hold, and so not late."""
    if duty.at_once:
        return {"instead": AT_ONCE_WORDS}
    if duty.on_hold:
        return {"due": duty.due_on, "tag": "On hold", "colour": "grey"}
    return due_date(context, duty.due_on)


@register.filter
def in_full(duty: Duty) -> str:
    """What is to be done, and for whom or which."""
    return f"{duty.what}: {duty.about}" if duty.about else duty.what


@register.filter
def is_outside(duty: Duty) -> bool:
    """Is it owed by somebody who cannot open the case yet?"""
    kind = KINDS.get(duty.kind)
    return bool(kind and kind.outside)


@register.filter
def owed_by(duty: Duty) -> str:
    """Who owes it, in words."""
    if duty.user:
        return duty.user.name
    role = Role(duty.role).label if duty.role else ""
    return f"{role}, {duty.agency.name}" if role and duty.agency else role or duty.agency.name


@register.filter
def said(entry: TrailEntry) -> str:
    """What an entry of the trail says after the actor's name; a look by the page's words, not its address."""
    return look_in_words(entry) if entry.kind == LOOK else entry.sentence


@dataclass(frozen=True)
class Line:
    """One line below an event: what it is about, each with its way there, and the words after that."""

    about: tuple[Told, ...]
    rest: str = ""


@register.filter
def as_events(runs: list[Run], things: dict[int, About]) -> list[dict[str, Any]]:
    """The runs of entries as the events of a timeline: when, who did what, and what about."""
    return [{"span": _span(run), "title": _title(run), "lines": lines(run, things)} for run in runs]


def lines(run: Run, things: dict[int, About]) -> list[Line]:
    """What the entries of a run are about and what each changed, the same said once, and what changed nothing in one line."""
    if run.newest.kind == LOOK:
        return []
    about = [(things[entry.pk].subject, "; ".join(changes_in_words(entry, things[entry.pk]))) for entry in run.entries]
    bare = _first([told for told, changes in about if told and not changes])
    full = list(dict.fromkeys(Line((_capital(told),) if told else (), changes) for told, changes in about if changes))
    more = [Line((), f"and {len(full) - AT_ONCE} more")] if len(full) > AT_ONCE else []
    return [*([Line((_capital(bare[0]), *bare[1:]))] if bare else []), *full[:AT_ONCE], *more]


def _first(about: Iterable[Told]) -> tuple[Told, ...]:
    """Each once; the first of many, and how many more there are."""
    told = tuple(dict.fromkeys(about))
    return (*told[:AT_ONCE], Told(f"and {len(told) - AT_ONCE} more")) if len(told) > AT_ONCE else told


def _capital(told: Told) -> Told:
    return Told(told.words[:1].upper() + told.words[1:], told.url)


def _span(run: Run) -> str:
    first, last = workmoment(run.oldest.at), workmoment(run.newest.at)
    return last if first == last else f"{first} to {worktime(run.newest.at)}"


def _title(run: Run) -> str:
    entry = run.newest
    giver = f", for {entry.on_behalf_of}," if entry.on_behalf_of else ""
    often = f", {run.count} times" if run.count > 1 else ""
    return f"{entry.actor}{giver} {said(entry)}{often}"


@register.filter
def subjects(run: Run, things: dict[int, About]) -> tuple[Told, ...]:
    """What a run is about, each once, the first of many."""
    return _first(told for entry in run.entries if (told := things[entry.pk].subject))


def changes_in_words(entry: TrailEntry, about: About) -> list[str]:
    """What an entry of the trail says changed: "due on: 1 March 2026 → 8 March 2026"; only that it did, where that is all.

    How many there are is counted in words; what is named by its number in the database is told by name, or left out.
    """
    stage = entry.kind.partition(".")[0]
    told = {name: what for name, what in entry.changes.items() if not name.isdecimal() and _tells(name, what, entry)}
    said = [_change(stage, name, what, about) for name, what in told.items() if not _only_changed(what)]
    changed = list(dict.fromkeys(_named(stage, name) for name, what in told.items() if _only_changed(what)))
    people = Counter(_value(what) for name, what in entry.changes.items() if name.isdecimal())
    words = [*dict.fromkeys(said), f"changed: {', '.join(changed)}" if changed else ""]
    return [word for word in words if word] + [f"{count} {word}" for word, count in people.items()]


def _tells(name: str, what: Any, entry: TrailEntry) -> bool:
    """Does a change say more than its event? The moment at which it was made, or was unmade, does not."""
    if name in LEFT_OUT:
        return False
    now = what[1] if isinstance(what, list) and len(what) == 2 else what
    if not name.endswith("_at") or now == "changed":
        return True
    moment = dt.datetime.fromisoformat(now) if isinstance(now, str) and ISO_MOMENT.match(now) else None
    return moment is not None and moment != entry.at


def _only_changed(what: Any) -> bool:
    return what == "changed" or (isinstance(what, list) and any(isinstance(one, list | dict) for one in what))


def _named(stage: str, name: str) -> str:
    if row := ROWS.match(name):
        return f"{row[1]}s"
    if name in NAMED_BY:
        return CALLED.get(name, name)
    return field_in_words(stage, OF_A_ROW.sub("", name))


def _change(stage: str, name: str, what: Any, about: About) -> str:
    words = _named(stage, name)
    if told := about.named.get(name):
        same = about.subject and told.words == about.subject.words
        return "" if same else f"{words}: {told.words}"
    if name in COUNTED and (count := _counted(what)) is not None:
        return f"{count} {COUNTED[name][count != 1]}"
    if name.endswith("_by") or ((name in CHECKED or name in NAMED_BY) and not about.every_number):
        return ""
    return f"{words}{_said(what, lambda value: _chosen(stage, name, value))}"


def _counted(what: Any) -> int | None:
    """How many a change names: by a number, or by a list of numbers; None where it says from what to what."""
    if isinstance(what, int) and not isinstance(what, bool):
        return what
    whole = isinstance(what, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in what)
    return len(what) if whole else None


def _said(what: Any, told: Callable[[Any], str]) -> str:
    if isinstance(what, list) and len(what) == 2:
        before, after = what
        # Of yes and no, and of a count that was nought, what it is now says all.
        if before in NOTHING or not before or isinstance(after, bool):
            return f": {told(after) or 'nothing'}"
        return f": {told(before)} → {told(after)}" if told(after) else f": no longer {told(before)}"
    return f": {told(what)}"


def _chosen(stage: str, name: str, value: Any) -> str:
    """One of the choices of a record by its words, anything else as it is written everywhere."""
    if isinstance(value, list):
        return ", ".join(_chosen(stage, name, one) for one in value)
    return (isinstance(value, str) and choice_in_words(stage, name, value)) or _value(value)


def _value(value: Any) -> str:
    """A date as it is written everywhere, a code of the program without its underscores, anything else as it is."""
    if value in NOTHING:
        return ""
    text = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    if ISO_MOMENT.match(text):
        return workmoment(dt.datetime.fromisoformat(text))
    if ISO_DATE.match(text):
        return workdate(dt.date.fromisoformat(text))
    return {"True": "yes", "False": "no"}.get(text, text.replace("_", " ") if CODE.match(text) else text)
