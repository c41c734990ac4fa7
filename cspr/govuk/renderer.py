"""How does the markup of a field come about? Lists of choices and plain inputs are written here, the rest by Django's templates.

For twenty choices Django asks a template for each of them, and another for its attributes.
"""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Words = dict[str, Any]


class Renderer(TemplatesSetting):
    """What Django's own does, quicker; the markup is the same."""

    def render(self, template_name: str, context: Words, request: HttpRequest | None = None) -> str:
        write = WRITTEN.get(template_name)
        return write(context["widget"]) if write else super().render(template_name, context, request)


def _select(widget: Words) -> SafeString:
    groups = [(name, _options(choices)) for name, choices, _ in widget["optgroups"]]
    inner = [
        (format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, options) if name else options,)
        for name, options in groups
    ]
    return format_html(
        '<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget), format_html_join("", "{}", inner)
    )


def _options(choices: list[Words]) -> SafeString:
    told = ((option["value"], _attributes(option), option["label"]) for option in choices)
    return format_html_join("", '\n  <option value="{}"{}>{}</option>', told)


def _input(widget: Words) -> SafeString:
    value = format_html(' value="{}"', widget["value"]) if widget["value"] is not None else ""
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attributes(widget))


def _attributes(thing: Words) -> SafeString:
    """Those of a widget or a choice: one that is true stands by its name alone, one that is false not at all."""
    said = [(name, value) for name, value in thing["attrs"].items() if value is not False]
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in said))


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


INPUTS = ("text", "number", "email", "checkbox", "hidden")
WRITTEN: dict[str, Callable[[Words], str]] = {
    "django/forms/widgets/select.html": _select,
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
}
