"""What is typed of many entries in a row, as in a table?"""

from typing import Any

from django import forms

from chronology import rules
from chronology.forms.when import Dated
from chronology.rules import Known
from cspr import govuk

ROWS, SPARE = 4, 6


class GridRow(Dated):
    """One entry in one row: when, source, what happened."""

    source = forms.CharField(label="Source", max_length=200)
    what = forms.CharField(label="What happened", widget=govuk.Textarea(rows=2))

    required_messages = {
        "when": "Enter when it happened",
        "source": "Enter the source: where this is recorded",
        "what": "Enter what happened",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["when"].help_text = ""

    def layout(self) -> govuk.Layout:
        return govuk.Layout(govuk.Inline(*self.when_layout()), "source", "what")

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the entry, as the action takes them."""
        kept = {name: self.cleaned_data[name] for name in ("source", "what")}
        return kept | rules.stored(self.cleaned_data["when"])


class GridForm(govuk.FormWithRows):
    """Many entries in a row."""

    rows_class = govuk.formset(GridRow, row="Entry", extra=ROWS, spare=SPARE)
    submit = "Save these entries"

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, row_arguments={"known": known}, **kwargs)

    @property
    def entries(self) -> list[dict[str, Any]]:
        """What stands in the rows, in order, without blank ones."""
        return [row.values for row in self.rows if row.cleaned_data]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not any(row.has_changed() for row in self.rows):
            self.add_error(None, "Nothing is typed yet. Fill in at least one row.")
        return typed
