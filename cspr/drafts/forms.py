"""How does a form show again what was typed into it?"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict

from cspr.drafts import queries
from cspr.drafts.rules import MOST_FIELDS
from cspr.govuk import FormWithManyRows, FormWithRows

AnyForm = TypeVar("AnyForm", bound=BaseForm)


NOBODY = 0  # whose drafts are those of people without an account; their keys are digests


@dataclass(frozen=True)
class Outside:
    """Where the form of somebody without an account is saved as it is typed: at an address of its own."""

    key: str
    save_url: str


def keeping(form: AnyForm, *, user_id: int, key: str, save_url: str = "") -> AnyForm:
    """The same form, saved as the person types; if it is not sent yet, with what they typed before.

    The page needs nothing more when it is (or extends) ``form.html``.
    """
    draft = queries.typed(user_id, key)
    form.draft_key, form.draft, form.draft_save_url = key, draft, save_url  # type: ignore[attr-defined]
    if draft and not form.is_bound:
        restore(form, draft.data)
    return form


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
