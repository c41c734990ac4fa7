"""How is one field drawn, and which problems does a form have? For the templates of the crispy pack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template import Context
from django.utils.safestring import SafeString

from cspr.govuk.fields import PARTS
from cspr.govuk.forms import FormMixin, FormWithManyRows, FormWithRows
from cspr.govuk.widgets import DateWidget

register = template.Library()

# First match wins, so the special come before the general.
KINDS = (
    (DateWidget, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.widgets.Input, "input"),
)
CSS = {
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
}
ERROR_CSS = {
    "textarea": "govuk-textarea--error",
    "select": "govuk-select--error",
    "file": "govuk-file-upload--error",
    "password": "govuk-input--error",
    "input": "govuk-input--error",
}
IN_FIELDSET = ("date", "checkboxes", "radios")
WIDTHS = {2, 3, 4, 5, 10, 20, 30}


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    type: str
    hint: str
    reveal: BoundField | None
    disabled: bool

    @property
    def hint_id(self) -> str:
        return f"{self.id}-item-hint" if self.hint else ""


@dataclass(frozen=True)
class Part:
    """The day, month or year of a date."""

    id: str
    name: str
    label: str
    value: str
    width: int
    wrong: bool
    autocomplete: str


@dataclass(frozen=True)
class View:
    """Everything the template needs to know of a field."""

    kind: str
    id: str
    label: str
    optional: bool
    size: str
    hint: str
    errors: list[str]
    widget: SafeString | str = ""
    described_by: str = ""
    max_length: int | None = None
    inline: bool = False
    small: bool = False
    choices: list[Choice] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def in_fieldset(self) -> bool:
        return self.kind in IN_FIELDSET

    @property
    def template(self) -> str:
        return f"govuk/parts/{self.kind}.html"


def kind_of(bound: BoundField) -> str:
    """Which of the pack's templates draws this field."""
    if bound.is_hidden:
        return "hidden"
    widget = bound.field.widget
    return next((kind for cls, kind in KINDS if isinstance(widget, cls)), "other")


@register.simple_tag
def govuk_view(bound: BoundField, look: dict[str, Any] | None = None) -> View:
    """The field as the template draws it; ``look`` comes from ``govuk.Field`` in a layout."""
    look, kind = look or {}, kind_of(bound)
    id_ = bound.auto_id or bound.html_name
    errors = list(bound.errors)
    hint = bound.help_text if look.get("hint") is None else look["hint"]
    most = getattr(bound.field, "max_length", None)
    count = kind == "textarea" and getattr(bound.field.widget, "count", False) and bool(most)
    described_by = " ".join(
        f"{id_}-{part}" for part, there in (("info", count), ("hint", hint), ("error", errors)) if there
    )
    words: dict[str, Any] = {
        "kind": kind,
        "id": id_,
        "label": look.get("label") or bound.label,
        "optional": _is_optional(bound, kind),
        "size": look.get("size") or "s",
        "hint": hint,
        "errors": errors,
        "described_by": described_by,
        "max_length": most if count else None,
    }
    if kind in ("radios", "checkboxes"):
        widget = bound.field.widget
        words["inline"], words["small"] = getattr(widget, "inline", False), getattr(widget, "small", False)
        words["choices"] = list(_choices(bound))
    elif kind == "date":
        words["parts"] = list(_parts(bound))
    elif kind != "hidden":
        words["widget"] = bound.as_widget(attrs=_attrs(bound, kind, look, described_by, count))
    return View(**words)


def _is_optional(bound: BoundField, kind: str) -> bool:
    one_is_needed = bound.name in getattr(bound.form, "one_of", ())
    wanted = getattr(bound.form, "mark_optional", False) and not one_is_needed
    return wanted and not bound.field.required and kind not in ("checkbox", "hidden")


def _attrs(bound: BoundField, kind: str, look: dict[str, Any], described_by: str, count: bool) -> dict[str, Any]:
    own = bound.field.widget.attrs
    css = [CSS.get(kind, ""), own.get("class", ""), _width(look.get("width"))]
    css.append(ERROR_CSS.get(kind, "") if bound.errors else "")
    css.append("govuk-js-character-count" if count else "")
    if kind == "checkbox":
        css.append("govuk-checkboxes__input")
    attrs: dict[str, Any] = {"class": " ".join(filter(None, css)) or False}
    if described_by:
        attrs["aria-describedby"] = described_by
    if own.get("placeholder"):
        attrs["placeholder"] = False  # a hint that vanishes as one types helps nobody
    if kind == "textarea":
        attrs["rows"] = look.get("rows") or own.get("rows", 5)
        attrs["cols"] = False
    if kind in ("input", "textarea"):
        attrs["maxlength"] = False  # the browser would cut what is pasted without a word
    if kind == "password":
        attrs["spellcheck"], attrs["autocapitalize"] = "false", "none"
    return attrs


def _width(width: int | str | None) -> str:
    if not width:
        return ""
    return f"govuk-input--width-{width}" if width in WIDTHS else f"govuk-!-width-{width}"


def _choices(bound: BoundField) -> Iterator[Choice]:
    widget = bound.field.widget
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    for sub in bound.subwidgets:
        data, value = sub.data, str(sub.data["value"])
        name = reveals.get(value)
        yield Choice(
            id=data["attrs"].get("id", f"{bound.html_name}_{data['index']}"),
            name=data["name"],
            value=value,
            label=data["label"],
            checked=data["selected"],
            type=data["type"],
            hint=hints.get(value, ""),
            reveal=bound.form[name] if name in bound.form.fields else None,
            disabled=bool(data["attrs"].get("disabled")),
        )


def _parts(bound: BoundField) -> Iterator[Part]:
    values = bound.value()
    if not isinstance(values, list | tuple):
        values = bound.field.widget.decompress(values)
    wrong = wrong_parts(bound)
    for part, value in zip(PARTS, values, strict=True):
        yield Part(
            id=f"{bound.auto_id}_{part}",
            name=f"{bound.html_name}_{part}",
            label=part.capitalize(),
            value="" if value is None else str(value),
            width=4 if part == "year" else 2,
            wrong=part in wrong,
            autocomplete=f"bday-{part}" if bound.field.widget.birthday else "",
        )


def wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """Which inputs of a date are wrong: all of them, unless the error names some."""
    if not bound.errors:
        return ()
    named = [p for error in bound.errors.as_data() for p in (error.params or {}).get("parts", ())]
    return tuple(named) or PARTS


def first_input(bound: BoundField) -> str:
    """The id of the input that a link in the error summary leads to."""
    kind = kind_of(bound)
    if kind == "date":
        return f"{bound.auto_id}_{next(part for part in PARTS if part in wrong_parts(bound))}"
    if kind in ("radios", "checkboxes"):
        return next((choice.id for choice in _choices(bound)), bound.auto_id)
    return bound.auto_id


@dataclass(frozen=True)
class Problem:
    """One line of the error summary."""

    text: str
    target: str = ""


def problems_of(thing: forms.BaseForm | BaseFormSet, row: str = "") -> Iterator[Problem]:
    """The problems of a form or of all forms of a form set, in the order of the page; of a ``row``, which one it is."""
    if isinstance(thing, BaseFormSet):
        if thing.is_bound:
            yield from (Problem(str(text)) for text in thing.non_form_errors())
            for number, form in enumerate(thing.forms, start=1):
                yield from problems_of(form, f"{getattr(thing, 'row', 'Row')} {number}")
        return
    if thing.errors:
        yield from (Problem(_told_apart(row, text)) for text in thing.non_field_errors())
        for bound in _in_page_order(thing):
            target = "" if bound.is_hidden else first_input(bound) if bound.errors else ""
            which = row or (thing.row_of(bound.name) if isinstance(thing, FormMixin) else "")
            yield from (Problem(_told_apart(which, text), target) for text in bound.errors)
    if isinstance(thing, FormWithRows):
        yield from problems_of(thing.rows)
    if isinstance(thing, FormWithManyRows):
        for rows in thing.row_sets.values():
            yield from problems_of(rows)


def _told_apart(which: str, text: Any) -> str:
    return f"{which}: {text}" if which else str(text)


def _in_page_order(form: forms.BaseForm) -> list[BoundField]:
    """The fields as they stand on the page: by the layout, each revealed one after the choice that shows it."""
    if not hasattr(form, "helper"):
        return list(form)
    names: list[str] = []
    for name in [pointer.name for pointer in form.helper.layout.get_field_names()]:
        field = form.fields.get(name)
        names += [name, *getattr(getattr(field, "widget", None), "reveals", {}).values()]
    first = {name: place for place, name in reversed(list(enumerate(names)))}
    return sorted(form, key=lambda bound: first.get(bound.name, len(names)))


def _forms_in(context: Context) -> Iterable[Any]:
    yield from (context.get(name) for name in ("form", "formset"))
    yield from context.get("forms") or ()


@register.simple_tag(takes_context=True)
def problems(context: Context, *things: Any) -> list[Problem]:
    """The problems of these forms, or of those the page calls ``form``, ``formset`` and ``forms``.

    What was refused outside of a form the page tells in ``why_refused``, and in ``refused_at`` the id of its field.
    """
    seen: list[int] = []
    found: list[Problem] = []
    for thing in things or _forms_in(context):
        if isinstance(thing, forms.BaseForm | BaseFormSet) and id(thing) not in seen:
            seen.append(id(thing))
            found.extend(problems_of(thing))
    if not things and context.get("why_refused"):
        found.append(Problem(context["why_refused"], context.get("refused_at", "")))
    return found


@register.simple_tag(takes_context=True)
def row_of(context: Context, form: forms.BaseForm) -> str:
    """One row of a form set, by its own layout."""
    if not hasattr(form, "helper"):
        return SafeString("".join(str(bound) for bound in form))
    return form.helper.render_layout(form, context.__copy__())
