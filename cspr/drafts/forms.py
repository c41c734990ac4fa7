"""How does a form show again what was typed into it?"""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import BaseForm, BaseFormSet, CharField, ChoiceField, Field, ModelChoiceField, Textarea
from django.http import QueryDict
from django.utils.choices import flatten_choices

from cspr.drafts import queries
from cspr.drafts.rules import MANY_FIELDS, MOST_FIELDS, Typed, at_revision
from cspr.govuk import FormWithManyRows, FormWithRows

ROW = re.compile(r"(?P<rows>\w+)-(?P<number>\d{1,4})-(?P<field>\w+)")
AnyForm = TypeVar("AnyForm", bound=BaseForm)


def holds_much(form: BaseForm) -> bool:
    """Would it be a loss to type it again: long texts, rows, or many fields?"""
    shown = [field.widget for field in form.fields.values() if not field.widget.is_hidden]
    rows = isinstance(form, FormWithRows | FormWithManyRows)
    return rows or len(shown) >= MANY_FIELDS or any(isinstance(widget, Textarea) for widget in shown)


@dataclass(frozen=True)
class Outside:
    """Where the form of somebody without an account is saved as it is typed: at an address of its own."""

    key: str
    save_url: str


def keeping(form: AnyForm, *, user_id: int, key: str, save_url: str = "") -> AnyForm:
    """The same form, saved as the person types; if it is not sent yet, with what they typed before.

    What they typed while an earlier revision of the record was open is not put over what somebody else has changed
    meanwhile: it is shown beside (``older``). The page needs nothing more when it is (or extends) ``form.html``.
    """
    opened = str(form["revision"].value() or "") if "revision" in form.fields else ""
    current = at_revision(key, opened)
    kept = queries.typed_at_any_revision(user_id, key)
    draft = kept.pop(current, None)
    form.draft_key, form.draft, form.draft_save_url = current, draft, save_url  # type: ignore[attr-defined]
    form.older = [Older(one, said) for one in kept.values() if (said := _said(form, one.data))]  # type: ignore[attr-defined]
    if draft and not form.is_bound:
        restore(form, draft.data)
    return form


@dataclass(frozen=True)
class Older:
    """What was typed before somebody else changed the record, ready to be shown beside the form."""

    draft: queries.Kept
    said: list[tuple[str, str]]


def _said(form: BaseForm, typed: Typed) -> list[tuple[str, str]]:
    """The texts that were typed and what was chosen with them, as the form asks; nothing where there is no text.

    Dates, and choices without a text, are quickly made again.
    """
    said, any_text = [], False
    own = {name.removeprefix(f"{form.prefix}-") if form.prefix else name: values for name, values in typed.items()}
    for name in [*(name for name in form.fields if name in own), *(name for name in own if name not in form.fields)]:
        field = _field(form, name)
        text = " ".join(value.strip() for value in own[name]).strip()
        if text and isinstance(field, CharField):
            said.append((_label(form, name), text))
            any_text = True
        elif isinstance(field, ChoiceField) and (words := _chosen(field, own[name])):
            said.append((_label(form, name), words))
    return said if any_text else []


def _chosen(field: ChoiceField, values: list[str]) -> str:
    """The words of what was chosen; those of another table's rows are not looked up."""
    if isinstance(field, ModelChoiceField):
        return ""
    words = {str(value): str(label) for value, label in flatten_choices(field.choices)}
    return ", ".join(words[value] for value in values if value and value in words)


def says_something(form: BaseForm) -> bool:
    """Is there any text in a form that was sent, so that it would be a loss?"""
    return bool(_said(form, dict(form.data.lists())))


def _field(form: BaseForm, name: str) -> Field | None:
    in_row = ROW.fullmatch(name)
    several = _rows_of(form, in_row["rows"]) if in_row else None
    if in_row and several is not None:
        return several.empty_form.fields.get(in_row["field"])
    field = form.fields.get(name)
    return None if field is None or field.widget.is_hidden else field


def _rows_of(form: BaseForm, prefix: str) -> BaseFormSet | None:
    sets = [form.rows] if isinstance(form, FormWithRows) else []
    sets += list(form.row_sets.values()) if isinstance(form, FormWithManyRows) else []
    return next((several for several in sets if several.prefix == prefix), None)


def _label(form: BaseForm, name: str) -> str:
    in_row = ROW.fullmatch(name)
    field = _field(form, name)
    label = str(field.label or name) if field else name
    return f"{label} ({int(in_row['number']) + 1})" if in_row else label


def restore(form: BaseForm, typed: dict[str, list[str]]) -> None:
    """Fill an unbound form with typed text, whether it is valid or not."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    for name, field in form.fields.items():
        full_name = form.add_prefix(name)
        if field.widget.needs_multipart_form:
            continue
        form.initial[name] = field.widget.value_from_datadict(data, {}, full_name)
    if isinstance(form, FormWithRows):
        form.refill(_rows_typed(form.rows, data))
    if isinstance(form, FormWithManyRows):
        for name, rows in list(form.row_sets.items()):
            if typed_rows := _rows_typed(rows, data):
                form.refill(name, typed_rows)


def _rows_typed(several: BaseFormSet, data: QueryDict) -> list[dict[str, Any]]:
    """The rows that were typed, as far as any of their fields holds something."""
    blank, rows = several.empty_form, []
    for index in range(_number(data.get(f"{several.prefix}-TOTAL_FORMS"))):
        prefix = several.add_prefix(index)
        row = {n: f.widget.value_from_datadict(data, {}, f"{prefix}-{n}") for n, f in blank.fields.items()}
        if any(value not in (None, "", False, [], ["", "", ""]) for value in row.values()):
            rows.append(row)
    return rows


def _number(text: str | None) -> int:
    return min(int(text), MOST_FIELDS) if text and text.isdecimal() and len(text) < 9 else 0
