"""What is typed of one entry?"""

from collections.abc import Sequence
from typing import Any

from django import forms

from agencies.models import User
from chronology import rules
from chronology.forms.when import Dated
from chronology.models import Entry
from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person

RISK = ("risk_tool", "risk_level")
MEASURED = ("measured", "measured_value", "measured_on")
KEPT_HINTS = {
    "reviewer": "The lead reviewer reads it, and whoever is named for it.",
    "police": "The agency it came from alone reads it, and whoever is named for it.",
}


def text(label: str, hint: str = "") -> forms.CharField:
    """A text that may be left out."""
    return forms.CharField(label=label, required=False, widget=govuk.Textarea(rows=3), help_text=hint)


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
    child_said = text("What the child said or showed")
    outcome = text("Decision or outcome, with the reason")
    told = text("Who was told, and how", "For example: the school by telephone the same day; the GP by letter.")
    consent = forms.ChoiceField(label="Consent", required=False, choices=Entry.Consent.choices)
    consent_words = forms.CharField(label="Whose consent, and for what", required=False, max_length=300)
    risk_tool = forms.CharField(label="Risk tool used", required=False, max_length=80, help_text="For example: DASH.")
    risk_level = forms.CharField(label="Level or score, as recorded", required=False, max_length=80)
    measured = forms.CharField(
        label="What was measured", required=False, max_length=60, help_text="For example: weight."
    )
    measured_value = forms.CharField(
        label="Value and unit, as recorded", required=False, max_length=40, help_text="For example: 4.32 kg."
    )
    measured_on = govuk.DateField(label="Measured on, if on another day", required=False)
    comment = text("Your comment", "Good practice, a gap, a doubt.")
    out_of_period = forms.CharField(
        label="If it lies outside the period: why it matters", required=False, max_length=200
    )
    kept_for = forms.ChoiceField(
        label="Who may read it once it is submitted?", required=False, choices=Entry.KeptFor.choices,
        widget=govuk.Radios(small=True, hints=KEPT_HINTS, reveals={"reviewer": "why_kept"}),
    )  # fmt: skip
    why_kept = forms.CharField(label="Why it is kept for some", required=False, max_length=300)

    required_messages = {
        "when": "Enter when it happened",
        "source": "Enter the source: where this is recorded",
        "what": "Enter what happened",
    }

    def __init__(self, *args: Any, children: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = children
        for child in children:
            name = f"{child.given_names} {child.family_name}".strip() or child.label
            self.fields[f"seen_{child.pk}"] = forms.ChoiceField(
                label=f"Was {name} seen?", required=False, choices=Entry.Seen.choices
            )
            self.fields[f"said_{child.pk}"] = text(f"What {name} said or showed")

    @property
    def sights(self) -> list[tuple[Person, str, str]]:
        """Of each child: whether and how it was seen, and what it said or showed."""
        typed = self.cleaned_data
        return [(child, typed[f"seen_{child.pk}"], typed[f"said_{child.pk}"]) for child in self.children]

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the entry, as the action takes them."""
        kept = {name: self.cleaned_data[name] for name in EntryForm.base_fields if name != "when"}
        return kept | rules.stored(self.cleaned_data["when"]) | {"sights": self.sights}

    def layout(self) -> govuk.Layout:
        asked = [field for child in self.children for field in (f"seen_{child.pk}", f"said_{child.pk}")]
        older = [name for name in ("seen", "child_said") if self[name].value() or not asked]
        for name in {"seen", "child_said"} - set(older):
            self.fields[name].widget = forms.HiddenInput()
        return govuk.Layout(
            *self.when_layout(),
            "source",
            "what",
            govuk.Details("Add more: the children", "kind", *asked, *older),
            govuk.Details("Add more: decision, who was told, consent", "outcome", "told", "consent", "consent_words"),
            govuk.Details("Add more: risk, a measurement", *RISK, *MEASURED),
            govuk.Details("Add more: your comment, and who may read it", "comment", "out_of_period", "kept_for"),
            govuk.Buttons("Save entry", secondary=("another", "Save and add another"), cancel=self.cancel),
        )


class ChangeEntryForm(EntryForm, Revised):
    """An entry that stands already."""

    def layout(self) -> govuk.Layout:
        layout = super().layout()
        layout.fields[-1] = govuk.Buttons("Save entry", cancel=self.cancel)
        return layout


class KeepForm(govuk.Form, Revised):
    """For whom an entry is kept until it is released."""

    kept_for = forms.ChoiceField(
        label="Who may read it?", choices=Entry.KeptFor.choices[1:], widget=govuk.Radios(hints=KEPT_HINTS)
    )
    why_kept = forms.CharField(label="Why", max_length=300, help_text="Those who may read the entry read this too.")
    kept_to = govuk.ModelMultipleChoiceField(
        User.objects.none(), label="Who else may read it", required=False, help_text="People of the review team."
    )

    submit = "Keep it for them"

    def __init__(self, *args: Any, team: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept_to"].queryset = team


class ReleaseForm(govuk.Form, Revised):
    """On whose word an entry is released to everybody who reads the combined chronology."""

    word_of = forms.CharField(
        label="Who says that it may be released", max_length=120, help_text="Their name and office stay in the history."
    )

    submit = "Release it"
    warning = True


class NoteForm(govuk.Form):
    """The reviewer's own note beside an agency's words."""

    text = forms.CharField(
        label="Your note",
        widget=govuk.Textarea(rows=5),
        help_text="It stands beside the agency's words, which stay as given.",
    )

    submit = "Save the note"


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
