"""How are the fields of a form laid out?"""

from typing import Any

from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

__all__ = ["Buttons", "Details", "Field", "Fieldset", "Inline", "Layout", "Rows", "Text"]


class Field(LayoutObject):
    """One field, shown otherwise than usual: size of its label (s, m, l), width in characters, rows, words."""

    def __init__(
        self,
        name: str,
        *,
        size: str = "",
        width: int | str = "",
        rows: int | None = None,
        label: str = "",
        hint: str | None = None,
    ) -> None:
        self.fields = [name]
        self.look = {"size": size, "width": width, "rows": rows, "label": label, "hint": hint}

    def render(self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> SafeString:
        look = {"look": self.look}
        return render_field(self.fields[0], form, context, template_pack=template_pack, extra_context=look)


class _Group(LayoutObject):
    """Fields inside a piece of markup."""

    template = ""

    def __init__(self, *fields: Any) -> None:
        self.fields = list(fields)

    def words(self) -> dict[str, Any]:
        return {}

    def render(self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        inner = self.get_rendered_fields(form, context, template_pack)
        return render_to_string(f"{template_pack}/{self.template}", {"inner": inner, **self.words()})


class Fieldset(_Group):
    """Fields that answer one question, or belong to one thing, under a legend."""

    template = "layout/fieldset.html"

    def __init__(self, legend: str, *fields: Any, size: str = "m", hint: str = "") -> None:
        super().__init__(*fields)
        self.legend, self.size, self.hint = legend, size, hint

    def words(self) -> dict[str, Any]:
        return {
            "legend": self.legend,
            "size": self.size,
            "hint": self.hint,
            "hint_id": f"{slugify(self.legend)}-fieldset-hint" if self.hint else "",
        }


class Details(_Group):
    """Fields most people leave alone, behind a summary they can open."""

    template = "layout/details.html"

    def __init__(self, summary: str, *fields: Any, opened: bool = False) -> None:
        super().__init__(*fields)
        self.summary, self.opened = summary, opened

    def render(self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        names = [pointer.name for pointer in self.get_field_names()]
        self.opened = self.opened or any(name in form.errors for name in names)
        return super().render(form, context, template_pack, **kwargs)

    def words(self) -> dict[str, Any]:
        return {"summary": self.summary, "opened": self.opened}


class Inline(_Group):
    """Short fields side by side, as above a table that is filtered."""

    template = "layout/inline.html"


class Text(LayoutObject):
    """A paragraph between fields."""

    def __init__(self, text: str, *, css: str = "govuk-body") -> None:
        self.fields: list[Any] = []
        self.text, self.css = text, css

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return format_html('<p class="{}">{}</p>', self.css, self.text)


class Rows(LayoutObject):
    """The repeating rows of a ``FormWithRows``, or those called ``name`` of a ``FormWithManyRows``, under a heading."""

    def __init__(self, heading: str = "", *, hint: str = "", name: str = "") -> None:
        self.fields: list[Any] = []
        self.heading, self.hint, self.name = heading, hint, name

    def render(self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        rows = form.row_sets[self.name] if self.name else form.rows
        words = {"formset": rows, "heading": self.heading, "hint": self.hint}
        return render_to_string(f"{template_pack}/layout/rows.html", words)


class Buttons(LayoutObject):
    """The buttons at the end; ``secondary`` is a label or (value, label), and posts ``action=value``."""

    def __init__(
        self,
        primary: str = "Save",
        *,
        secondary: str | tuple[str, str] = "",
        cancel: str = "",
        warning: bool = False,
    ) -> None:
        self.fields: list[Any] = []
        self.primary, self.cancel, self.warning = primary, cancel, warning
        self.secondary = ("secondary", secondary) if isinstance(secondary, str) else secondary

    def render(self, form: BaseForm, context: Context, template_pack: Any = TEMPLATE_PACK, **kwargs: Any) -> str:
        words = {
            "primary": self.primary,
            "secondary": self.secondary if self.secondary[1] else None,
            "cancel": self.cancel or getattr(form, "cancel", ""),
            "warning": self.warning,
        }
        return render_to_string(f"{template_pack}/layout/buttons.html", words)
