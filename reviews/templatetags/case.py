"""Which parts of a case may this person open, where is a duty met, and who owes it?"""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from agencies.roles import Permission as P
from agencies.roles import Role
from reviews.case.access import Visit
from reviews.case.duties import KINDS
from reviews.case.models import Duty

register = template.Library()

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
        frozenset({P.WRITE_RECOMMENDATIONS, P.TRACK, P.REPORT_ON_ACTIONS}),
    ),
    ("Report", "report", frozenset({P.READ_REPORT})),
    ("Signing and publication", "publication", frozenset({P.READ_REPORT, P.PUBLISH, P.DECIDE, P.READ_FINALLY})),
    ("Identity register", "identities", frozenset({P.SEE_NAMES})),
    ("Papers", "documents", frozenset({P.SEE_DOCUMENTS})),
    ("Team and agencies", "team", frozenset({P.RUN_CASE})),
    ("What happened here", "chronicle", frozenset({P.READ_REPORT, P.RUN_CASE})),
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
    """The page where a duty is met; the case's own page where its kind is no longer known."""
    kind = KINDS.get(duty.kind)
    arguments = [duty.review.code] if duty.review else []
    if kind and kind.of_thing:
        arguments.append(duty.thing_id)
    try:
        return reverse(kind.page, args=arguments) if kind else reverse("case", args=arguments[:1])
    except NoReverseMatch:
        return reverse("home")


@register.filter
def owed_by(duty: Duty) -> str:
    """Who owes it, in words."""
    if duty.user:
        return duty.user.name
    role = Role(duty.role).label if duty.role else ""
    return f"{role}, {duty.agency.name}" if role and duty.agency else role or duty.agency.name
