"""What is typed of one entry?"""

from django import forms

from chronology.forms.when import Dated
from chronology.models import Entry
from cspr import govuk
from cspr.pages import Revised


class EntryForm(Dated):
    """One entry: when, source and what happened; the rest may come later."""

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
        "when": "Enter when it happened",
        "source": "Enter the source: where this is recorded",
        "what": "Enter what happened",
    }

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            *self.when_layout(),
            "source",
            "what",
            govuk.Details(
                "More, if it is recorded", "kind", "seen", "child_said", "outcome", "comment", "out_of_period"
            ),
            govuk.Buttons("Save entry", secondary=("another", "Save and add another"), cancel=self.cancel),
        )


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
