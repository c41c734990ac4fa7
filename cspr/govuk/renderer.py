"""How are the inputs written out that most fields are, quicker than by a template for each input and each choice?"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape as escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]


def _attributes(widget: Widget) -> str:
    said = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"' for name, value in said
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escape(widget["value"])}"'
    return f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    value = escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    return f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{groups}\n</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    inside = "".join(
        f'\n  <option value="{escape(one["value"])}"{_attributes(one)}>{escape(one["label"])}</option>'
        for one in options
    )
    return f'\n  <optgroup label="{escape(name)}">{inside}\n  </optgroup>' if name else inside


WRITTEN: dict[str, Callable[[Widget], str]] = {
    f"django/forms/widgets/{name}.html": _input
    for name in ("checkbox", "date", "email", "file", "hidden", "input", "number", "text", "time", "url")
} | {"django/forms/widgets/select.html": _select, "django/forms/widgets/textarea.html": _textarea}


class Renderer(TemplatesSetting):
    """Django's own templates, and what comes of the commonest of them without reading it there (FORM_RENDERER)."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        if write := WRITTEN.get(template_name):
            return mark_safe(write(context["widget"]))
        return super().render(template_name, context, request)
