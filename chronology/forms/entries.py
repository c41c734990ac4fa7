"""What is typed of one entry?"""

import datetime as dt
from typing import Any

from django import forms

from chronology.models import Entry
from cspr import govuk
from cspr.pages import Revised

Precision = Entry.Precision
PAST = "For example, 27 3 2024"
NEEDS_DAY = (Precision.DAY, Precision.ABOUT, Precision.BETWEEN)


class EntryDate(govuk.DateField):
    """A date of which the day, or day and month, may be left out; they are read as the first."""

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, list | tuple) and len(value) == 3:
            day, month, year = (str(part or "").strip() for part in value)
            if year and not day:
                value = ["1", month or "1", year]
        return super().to_python(value)


class EntryForm(govuk.Form):
    """One entry: date, source and what happened; the rest may come later."""

    happened_on = EntryDate(label="Date", help_text=f"{PAST}. Where only the month or the year is known, see below.")
    precision = forms.ChoiceField(
        label="How exactly is the date known?",
        required=False,
        choices=Precision.choices,
        initial=Precision.DAY,
        widget=govuk.Radios(
            hints={"month": "Leave the day empty", "year": "Leave day and month empty"},
            reveals={"between": "until_on"},
            small=True,
        ),
    )
    until_on = govuk.DateField(label="Last day it may have happened", required=False, help_text=PAST)
    happened_at = govuk.TimeField(label="Time", required=False)
    source = forms.CharField(
        label="Source",
        max_length=200,
        help_text="Where this is recorded: the record system, letter, notebook or interview it comes from.",
    )
    what = forms.CharField(
        label="What happened",
        widget=govuk.Textarea(rows=7),
        help_text="As the record tells it. Write names as they are: they are taken out before anything is published.",
    )
    kind = forms.ChoiceField(label="Kind of event", required=False, choices=[("", "Not said"), *Entry.Kind.choices])
    seen = forms.ChoiceField(label="Was the child seen?", required=False, choices=Entry.Seen.choices)
    child_said = forms.CharField(label="What the child said or showed", required=False, widget=govuk.Textarea(rows=3))
    outcome = forms.CharField(
        label="Decision or outcome, with the reason", required=False, widget=govuk.Textarea(rows=3)
    )
    comment = forms.CharField(
        label="Your comment", required=False, widget=govuk.Textarea(rows=3), help_text="Good practice, a gap, a doubt."
    )
    out_of_period = forms.CharField(
        label="If it lies outside the period: why it matters", required=False, max_length=200
    )

    required_messages = {
        "happened_on": "Enter the date on which it happened",
        "source": "Enter the source: where this is recorded",
        "what": "Enter what happened",
    }

    def layout(self) -> govuk.Layout:
        inexact = self["precision"].value() not in (None, "", Precision.DAY)
        return govuk.Layout(
            "happened_on",
            govuk.Details("The exact day is not known", "precision", opened=inexact),
            govuk.Field("happened_at", width=5),
            "source",
            "what",
            govuk.Details(
                "More, if it is recorded", "kind", "seen", "child_said", "outcome", "comment", "out_of_period"
            ),
            govuk.Buttons("Save entry", secondary=("another", "Save and add another"), cancel=self.cancel),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        precision = typed["precision"] = typed.get("precision") or Precision.DAY
        day = typed.get("happened_on")
        if not day:
            return typed
        whole = "happened_on" in self.data
        if precision in NEEDS_DAY and not (whole or self.data.get("happened_on_day")):
            self.add_error("happened_on", "Enter the day, or say below how exactly the date is known.")
        if precision == Precision.MONTH and not (whole or self.data.get("happened_on_month")):
            self.add_error("happened_on", "Enter the month, or say below that only the year is known.")
        if precision in (Precision.MONTH, Precision.YEAR):
            typed["happened_on"] = day.replace(day=1, month=day.month if precision == Precision.MONTH else 1)
        return typed


class ChangeEntryForm(EntryForm, Revised):
    """An entry that stands already."""

    def layout(self) -> govuk.Layout:
        layout = super().layout()
        layout.fields[-1] = govuk.Buttons("Save entry", cancel=self.cancel)
        return layout


class VoidForm(govuk.Form, Revised):
    """Why something was recorded in error."""

    why_void = forms.CharField(
        label="Why it was recorded in error", max_length=300, help_text="It is kept in the history and shown no more."
    )

    submit = "Record it as made in error"
    warning = True


class WordForm(govuk.Form, Revised):
    """The reviewer's own words for an entry."""

    words = forms.CharField(
        label="How the report tells it",
        widget=govuk.Textarea(rows=6),
        help_text="One paragraph. Names that are registered are replaced when it reaches the report.",
    )

    submit = "Save and put into the report"
