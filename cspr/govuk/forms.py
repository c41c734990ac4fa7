"""What do all forms have in common: plain words, the marks on optional fields, and the way they are laid out?"""

from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import LayoutObject
from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from cspr.govuk.fields import DateField, TimeField
from cspr.govuk.layout import Buttons, Layout, Rows

MOST_ROWS = 200
# Labels that begin with one of these say by themselves which thing is meant, or are no noun; others get "the".
WITHOUT_ARTICLE = {
    "a", "an", "the", "your", "their", "its", "our", "his", "her", "this", "that", "these", "those", "each", "any", "all",
    "another", "at", "one", "what", "which", "who", "whom", "whose", "when", "where", "why", "how", "if", "whether",
}  # fmt: skip
NO_NOUN = {"from", "until", "due", "go", "by", "on", "to", "since", "after", "before", "no", "not", "asked", "given"}
CHOICES = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple)


# A mixin of no class of its own, which a type checker may read as a form.
Base = forms.BaseForm if TYPE_CHECKING else object


class FormMixin(Base):
    """Plain error messages out of the labels, "(optional)", and a crispy helper without a ``<form>`` tag of its own."""

    use_required_attribute = False
    required_messages: dict[str, str] = {}
    mark_optional = True
    submit: str | None = "Save"
    warning = False
    is_row = False
    _settled = False

    def __init__(self, *args: Any, cancel: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.cancel = cancel
        for name, field in self.fields.items():
            self.fields[name] = _ours(field)

    def row_of(self, name: str) -> str:
        """What tells this field from others of the same label, for the error summary: "Second child"; else nothing."""
        return ""

    def full_clean(self) -> None:
        # As late as this, because forms change their labels after they are made.
        for name, field in self.fields.items():
            _say_plainly(field, field.label or self[name].label, self.required_messages.get(name))
        self._settled = False
        super().full_clean()
        self._settled = True
        self.ask_for_files_again()

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        self.ask_for_files_again()

    def ask_for_files_again(self, *, rows_are_wrong: bool = False) -> None:
        """A page shown again comes without the files chosen on it: say so beside each, or one is lost unnoticed."""
        if not self._settled or not (self.errors or rows_are_wrong):
            return
        for name, field in self.fields.items():
            if not isinstance(field, forms.FileField) or name in self.errors:
                continue
            chosen = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if chosen:
                forms.BaseForm.add_error(self, name, _again(chosen))

    def layout(self) -> LayoutObject | None:
        """The layout of this form; none means every field in order."""
        return None

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        helper.layout = self._complete(self.layout() or Layout())
        return helper

    def _complete(self, layout: LayoutObject) -> LayoutObject:
        """The layout with what it forgot: fields, and the button."""
        buttons = [item for item in layout.fields if isinstance(item, Buttons)]
        rest = [item for item in layout.fields if not isinstance(item, Buttons)]
        if not buttons and self.submit:
            buttons = [Buttons(self.submit, warning=self.warning)]
        named = {pointer.name for pointer in layout.get_field_names()} | self._revealed()
        forgotten = [n for n, field in self.fields.items() if n not in named and not field.widget.is_hidden]
        return Layout(*rest, *forgotten, *([] if self.is_row else buttons))

    def _revealed(self) -> set[str]:
        return {name for field in self.fields.values() for name in getattr(field.widget, "reveals", {}).values()}


class Form(FormMixin, forms.Form):
    """The base of every form."""


class ModelForm(FormMixin, forms.ModelForm):
    """The base of a form whose fields are those of a model; the action still does the saving."""


class _Rows(BaseFormSet):
    """A form set whose rows are numbered and can be added to."""

    row = "Row"
    spare = 0
    default_error_messages = {
        "too_many_forms": "There is room for %(num)d here. Take some out and enter them separately"
    }

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.is_row = True
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = f"Remove this {self.row.lower()}"


def formset(form: type[forms.Form], *, row: str = "Row", extra: int = 1, spare: int = 2, **kwargs: Any) -> type[_Rows]:
    """A class of repeating rows: ``extra`` blank ones are shown, ``spare`` more are there for who has no scripts."""
    kwargs = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "validate_max": True, **kwargs}
    made = formset_factory(form, formset=_Rows, extra=extra + spare, **kwargs)
    made.row, made.spare = row, spare
    return made


class Rowed(Form):
    """A form with repeating rows: a refusal at the field "rows-2-role" stands beside that field of that row."""

    row_sets: dict[str, _Rows]

    def has_place_for(self, field: str | None) -> bool:
        """Whether a refusal can stand beside this field."""
        return field in self.fields or self._in_row(field) is not None

    def add_error(self, field: str | None, error: Any) -> None:
        place = self._in_row(field)
        if place is None:
            super().add_error(field, error)
        else:
            row, name = place
            row.add_error(name, error)
            self.ask_for_files_again(rows_are_wrong=True)

    def _in_row(self, field: str | None) -> tuple[Any, str] | None:
        prefix, _, rest = (field or "").partition("-")
        index, _, name = rest.partition("-")
        rows = self.row_sets.get(prefix)
        if rows is None or not index.isdecimal() or int(index) >= len(rows.forms):
            return None
        row = rows.forms[int(index)]
        return (row, name) if name in row.fields else None


class FormWithRows(Rowed):
    """A form with repeating rows (``rows_class``), shown where its layout says ``Rows()`` or before the buttons."""

    rows_class: type[_Rows]

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        rows: list[dict[str, Any]] | None = None,
        row_arguments: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.row_arguments = row_arguments
        self.rows = self.rows_class(data, prefix="rows", initial=rows, form_kwargs=row_arguments)
        self.row_sets = {"rows": self.rows}

    def is_valid(self) -> bool:
        own, theirs = super().is_valid(), self.rows.is_valid()
        self.ask_for_files_again(rows_are_wrong=not theirs)
        return own and theirs

    def refill(self, rows: list[dict[str, Any]]) -> None:
        """Show other rows in a form that is not sent yet."""
        self.rows = self.rows_class(prefix="rows", initial=rows, form_kwargs=self.row_arguments)

    @property
    def filled_rows(self) -> list[dict[str, Any]]:
        """What stands in the rows, in order, without blank and removed ones."""
        return [row.cleaned_data for row in self.rows if row.cleaned_data and not row.cleaned_data.get("DELETE")]

    def _complete(self, layout: LayoutObject) -> LayoutObject:
        complete = super()._complete(layout)
        if not any(isinstance(item, Rows) for item in complete.fields):
            buttons = isinstance(complete.fields[-1], Buttons) if complete.fields else False
            complete.fields.insert(len(complete.fields) - buttons, Rows())
        return complete


class FormWithManyRows(Rowed):
    """A form with several sets of repeating rows, each by its prefix, shown where its layout says ``Rows(name="…")``."""

    row_classes: dict[str, type[_Rows]] = {}

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        rows: dict[str, list[dict[str, Any]]] | None = None,
        row_arguments: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, files, **kwargs)
        self.row_arguments = row_arguments
        self.row_sets = {
            name: made(
                _with_rows(data, name, (rows or {}).get(name)),
                prefix=name,
                initial=(rows or {}).get(name),
                form_kwargs=row_arguments,
            )
            for name, made in self.row_classes.items()
        }

    def is_valid(self) -> bool:
        own, theirs = super().is_valid(), self._rows_are_valid()
        self.ask_for_files_again(rows_are_wrong=not theirs)
        return own and theirs

    def _rows_are_valid(self) -> bool:
        # Each is looked at, so that each says what is wrong with it.
        found = [rows.is_valid() for rows in self.row_sets.values()]
        return all(found)

    def refill(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Show other rows in a form that is not sent yet."""
        self.row_sets[name] = self.row_classes[name](prefix=name, initial=rows, form_kwargs=self.row_arguments)

    def filled(self, name: str) -> list[dict[str, Any]]:
        """What stands in the rows of a set, in order, without blank and removed ones, each with its ``row``."""
        return [
            {**row.cleaned_data, "row": place}
            for place, row in enumerate(self.row_sets[name])
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]


def _with_rows(data: Any, name: str, standing: list[dict[str, Any]] | None) -> Any:
    """The data of a set of rows: none where the page had none (one of an earlier version).

    Where no row stands yet, each may be left blank, also one that a draft had put back.
    """
    if data is None:
        return None
    given = data.copy()
    given.setdefault(f"{name}-TOTAL_FORMS", "0")
    given.setdefault(f"{name}-INITIAL_FORMS", "0")
    if not standing:
        given[f"{name}-INITIAL_FORMS"] = "0"
    return given


def _ours(field: forms.Field) -> forms.Field:
    """The field, with Django's date and time inputs exchanged for ours (model forms make those)."""
    for theirs, ours in ((forms.DateField, DateField), (forms.TimeField, TimeField)):
        if type(field) is theirs:
            more = {"help_text": field.help_text} if field.help_text else {}
            return ours(label=field.label, required=field.required, initial=field.initial, **more)
    return field


def _say_plainly(field: forms.Field, label: str, required: str | None) -> None:
    """Put our words where Django's own still stand, and leave a developer's."""
    messages = {
        "required": required or required_message(field, label),
        "invalid_choice": "Select one of the choices listed",
        "max_length": f"{label} must be %(limit_value)d characters or fewer. It is %(show_value)d now",
    }
    if isinstance(field, forms.IntegerField):
        messages["invalid"] = f"{label} must be a whole number, like 3"
        messages["min_value"] = f"{label} must be %(limit_value)s or more"
        messages["max_value"] = f"{label} must be %(limit_value)s or less"
    if isinstance(field, forms.EmailField):
        messages["invalid"] = "Enter an e-mail address in the right format, like name@example.org"
    if isinstance(field, forms.FileField):
        messages["empty"] = "The file you chose is empty. Choose another"
        messages["max_length"] = "The name of the file is too long. Give it a shorter name"
    default = _default_messages(field)
    for code, message in messages.items():
        if field.error_messages.get(code, default.get(code)) == default.get(code):
            field.error_messages[code] = message
    for validator in field.validators:
        if isinstance(field, forms.EmailField) and getattr(validator, "code", "") == "invalid":
            field.error_messages.setdefault("invalid", messages["invalid"])


def _again(chosen: Any) -> str:
    names = ", ".join(f"“{file.name}”" for file in (chosen if isinstance(chosen, list | tuple) else [chosen]))
    return f"Choose {names} again. Files are not kept until all on the page is right"


def _default_messages(field: forms.Field) -> dict[str, Any]:
    messages: dict[str, Any] = {}
    for cls in reversed(type(field).__mro__):
        messages.update(getattr(cls, "default_error_messages", {}))
    return messages


def required_message(field: forms.Field, label: str) -> str:
    """What to say when the field was left empty: "Enter the …", "Select the …", "Choose the …"."""
    words = str(label).rstrip()
    first = words.split(" ", 1)[0].lower().rstrip(",:")
    if isinstance(field.widget, forms.CheckboxInput):
        return f"Tick “{words}” to go on"
    chosen = isinstance(field.widget, CHOICES)
    if words.endswith("?") or first in NO_NOUN:
        return f"{'Select' if chosen else 'Enter'} an answer to “{words}”"
    verb = "Choose" if isinstance(field, forms.FileField) else "Select" if chosen else "Enter"
    return f"{verb} {'' if first in WITHOUT_ARTICLE else 'the '}{_lower_first(words)}"


def _lower_first(words: str) -> str:
    """The words with a small first letter, except where the first word is an abbreviation: "NHS number"."""
    first = words.split(" ", 1)[0]
    return words if any(letter.isupper() for letter in first[1:]) else words[:1].lower() + words[1:]
