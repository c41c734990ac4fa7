"""Which parts of a case may this person open, where is a duty met, and who owes it?"""

import datetime as dt
import re
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
from reviews.case.queries import look_in_words, parts_of

register = template.Library()
ISO_MOMENT = re.compile(r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d")
ISO_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
CODE = re.compile(r"^[a-z]+(_[a-z]+)+$")


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
    """The day a duty is due, and how near it is; or that it is on hold, and so not late."""
    if duty.on_hold:
        return {"due": duty.due_on, "tag": "On hold", "colour": "grey"}
    return due_date(context, duty.due_on)


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
def subject_in_words(entry: TrailEntry, names: dict[str, str] | None = None) -> str:
    """What an entry of the trail is about; an agency by its name, where the page knows it."""
    known = (names or {}).get(entry.subject, entry.subject)
    return known[:1].upper() + known[1:]


@register.filter
def said(entry: TrailEntry) -> str:
    """What an entry of the trail says after the actor's name; a look by the page's words, not its address."""
    return look_in_words(entry) if entry.kind == LOOK else entry.sentence


@register.filter
def told(run: Run, names: dict[str, str]) -> list[str]:
    """What the entries of a run are about and what each changed, the same said once, and what changed nothing in one line."""
    if run.newest.kind == LOOK:
        return []
    about = [(subject_in_words(entry, names), changes_in_words(entry)) for entry in run.entries]
    bare = ", ".join(dict.fromkeys(subject for subject, changes in about if subject and not changes))
    full = ["; ".join([subject, *changes] if subject else changes) for subject, changes in about if changes]
    return [text for text in (bare, *dict.fromkeys(full)) if text]


@register.filter
def as_events(runs: list[Run], names: dict[str, str]) -> list[dict[str, Any]]:
    """The runs of entries as the events of a timeline: when, who did what, and what about."""
    return [{"span": _span(run), "title": _title(run), "texts": told(run, names)} for run in runs]


def _span(run: Run) -> str:
    first, last = workmoment(run.oldest.at), workmoment(run.newest.at)
    return last if first == last else f"{first} to {worktime(run.newest.at)}"


def _title(run: Run) -> str:
    entry = run.newest
    giver = f", for {entry.on_behalf_of}," if entry.on_behalf_of else ""
    often = f", {run.count} times" if run.count > 1 else ""
    return f"{entry.actor}{giver} {said(entry)}{often}"


@register.filter
def subjects(run: Run, names: dict[str, str]) -> str:
    """The agencies that a run is about, each once."""
    return ", ".join(dict.fromkeys(names[entry.subject] for entry in run.entries if entry.subject in names))


@register.filter
def changes_in_words(entry: TrailEntry) -> list[str]:
    """What an entry of the trail says changed: "due on: 1 March 2026 → 8 March 2026"; only that it did, where that is all."""
    return [f"{name.replace('_', ' ')}{_said(what)}" for name, what in entry.changes.items()]


def _said(what: Any) -> str:
    if what == "changed":
        return " changed"
    if isinstance(what, list) and len(what) == 2 and not isinstance(what[0], list | dict):
        before, after = (_value(value) for value in what)
        return f": {before} → {after or 'nothing'}" if before else f": {after or 'nothing'}"
    return f": {_value(what)}"


def _value(value: Any) -> str:
    """A date as it is written everywhere, a code of the program without its underscores, anything else as it is."""
    if value in (None, "", [], {}):
        return ""
    text = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
    if ISO_MOMENT.match(text):
        return workmoment(dt.datetime.fromisoformat(text))
    if ISO_DATE.match(text):
        return workdate(dt.date.fromisoformat(text))
    return {"True": "yes", "False": "no"}.get(text, text.replace("_", " ") if CODE.match(text) else text)
