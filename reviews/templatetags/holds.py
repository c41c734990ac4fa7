"""What does the page of a case say of holds?"""

from typing import Any

from django import template
from django.template import Context

from reviews.proceedings.queries import called, on_case
from reviews.proceedings.rules import advice_of, cause_of

register = template.Library()
register.filter("called", called)
register.filter("advice", advice_of)
register.filter("cause", cause_of)


@register.inclusion_tag("reviews/proceedings/on_case.html", takes_context=True)
def holds_on_case(context: Context) -> dict[str, Any]:
    """Whether anything waits, and the way to what can go ahead; an agency learns only that what it was asked for waits."""
    visit = context["request"].visit
    return {"visit": visit, "found": on_case(visit.review)}
