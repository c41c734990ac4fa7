"""How is a word of the field explained where it stands? ``{% term "rapid review" %}``, without scripts."""

from typing import Any

from django import template
from django.template import Context

from cspr import glossary

register = template.Library()


@register.inclusion_tag("components/term.html", takes_context=True)
def term(context: Context, name: str, text: str = "") -> dict[str, Any]:
    """A word of the glossary that says what it means when pressed, the first time it stands on a page.

    ``text`` is how it is written here where that is not its name: "Rapid reviews".
    """
    found = glossary.find(name)
    request = context.get("request")
    explained = getattr(request, "explained", set())
    first = found.slug not in explained
    if request:
        request.explained = explained | {found.slug}
    return {"term": found, "text": text or name, "first": first}
