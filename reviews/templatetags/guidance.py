"""How is a date counted? One component, wherever a date that guidance sets is shown."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse

from reviews.case.models import Duty
from reviews.case.queries import explained
from reviews.guidance.queries import checks_standing, extra_holidays
from reviews.guidance.rules import Explanation

register = template.Library()


@register.inclusion_tag("reviews/guidance/counted.html")
def how_counted(it: Explanation | None, duty: Duty | None = None) -> dict[str, Any]:
    """Behind "How this date is counted": when it started and why, by which rule, until when, and what was skipped."""
    page = reverse("duty-counted", args=[duty.review.code, duty.pk]) if duty else ""
    return {"it": it, "page": page}


@register.inclusion_tag("reviews/guidance/counted.html", takes_context=True)
def duty_counted(context: Context, duty: Duty | None) -> dict[str, Any]:
    """The same of a duty, with the way to its page; nothing for what was agreed."""
    return how_counted(_explained(context, duty) if duty else None, duty)


@register.inclusion_tag("reviews/guidance/clock.html", takes_context=True)
def duty_clock(context: Context, duty: Duty) -> dict[str, Any]:
    """In one line of a list: when the clock started, by which rule, whether that is verified, and the way to more."""
    it = _explained(context, duty)
    return {"it": it, "page": reverse("duty-counted", args=[duty.review.code, duty.pk]) if it else "", "duty": duty}


def _explained(context: Context, duty: Duty) -> Explanation | None:
    if not duty.clock:
        return None
    checks, extra = _known(context["request"])
    return explained(duty, checks, extra)


def _known(request: HttpRequest) -> tuple[Any, Any]:
    """What is verified, and which bank holidays were entered: asked once a page, however many clocks it shows."""
    if not hasattr(request, "guidance_known"):
        request.guidance_known = (checks_standing(), extra_holidays())  # type: ignore[attr-defined]
    return request.guidance_known  # type: ignore[attr-defined]
