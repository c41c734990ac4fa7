"""Which parts of a case may this person open, where is a duty met, and who owes it?"""

import datetime as dt
import re
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from agencies.roles import Permission as P
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.templatetags.page import workdate
from reviews.case.access import Visit
from reviews.case.duties import KINDS
from reviews.case.models import Duty

register = template.Library()
ISO_DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
CODE = re.compile(r"^[a-z]+(_[a-z]+)+$")

# Each part of a case: its words, the name of its page, and the permissions any one of which opens it.
PARTS: tuple[tuple[str, str, frozenset[P]], ...] = (
    ("Where it stands", "case", frozenset({P.SEE_CASE})),
    ("Referral and notification", "referral", frozenset({P.LOG_REFERRAL, P.SCREEN, P.DECIDE, P.SCRUTINISE, P.NOTIFY})),
    ("Rapid review", "rapid-review", frozenset({P.READ_RETURNS, P.ANSWER})),
    ("Reviewer, review panel and terms", "panel", frozenset({P.RUN_CASE, P.SEE_CONVERSATIONS})),
    ("Meetings", "meetings", frozenset({P.RUN_CASE, P.SEE_CONVERSATIONS})),
    ("Chronology", "chronology", frozenset({P.READ_CHRONOLOGY, P.ANSWER})),
    ("Conversations", "conversations", frozenset({P.SEE_CONVERSATIONS})),
    ("Family contact", "family", frozenset({P.FAMILY})),
    (
        "Findings and recommendations",
        "recommendations",
        frozenset({P.WRITE_RECOMMENDATIONS, P.READ_REPORT, P.TRACK, P.REPORT_ON_ACTIONS}),
    ),
    ("Report", "report", frozenset({P.READ_REPORT})),
    ("Signing and publication", "publication", frozenset({P.READ_REPORT, P.PUBLISH, P.DECIDE, P.READ_FINALLY})),
    ("Identity register", "identities", frozenset({P.SEE_NAMES})),
    ("Papers", "documents", frozenset({P.SEE_DOCUMENTS})),
    ("Team and agencies", "team", frozenset({P.RUN_CASE})),
    ("What happened here", "chronicle", frozenset({P.READ_REPORT, P.RUN_CASE, P.ANSWER})),
    ("Trail", "trail", frozenset({P.READ_TRAIL})),
)


@register.inclusion_tag("reviews/case/parts.html", takes_context=True)
def case_parts(context: dict[str, Any]) -> dict[str, Any]:
    """The list of the parts of the case this person may open; the one they are at is marked."""
    visit: Visit = context["request"].visit
    here = context["request"].path
    parts = []
    for label, name, opens in PARTS:
        if visit.permissions & opens:
            try:
                url = reverse(name, args=[visit.review.code])
            except NoReverseMatch:
                continue
            current = here == url or (name != "case" and here.startswith(url))
            parts.append((label, url, current))
    return {"parts": parts}


@register.simple_tag
def duty_url(duty: Duty) -> str:
    """The page where a duty is met; the case's own page, or home, where its kind has none."""
    kind = KINDS.get(duty.kind)
    code = [duty.review.code] if duty.review else []
    thing = [duty.thing_id] if kind and kind.of_thing else []
    try:
        return reverse(kind.page, args=code + thing) if kind else _case_or_home(code)
    except NoReverseMatch:
        return _case_or_home(code)


def _case_or_home(code: list[str]) -> str:
    return reverse("case", args=code) if code else reverse("home")


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
    if ISO_DATE.match(text):
        return workdate(dt.date.fromisoformat(text))
    return {"True": "yes", "False": "no"}.get(text, text.replace("_", " ") if CODE.match(text) else text)
