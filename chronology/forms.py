"""What do people type about chronologies and episodes?"""

import datetime as dt
from typing import Any

from django import forms

from agencies.models import Agency
from chronology import queries
from chronology.models import Entry
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.identities.models import Person

Precision = Entry.Precision
PAST = "For example, 27 3 2024"
NEEDS_DAY = (Precision.DAY, Precision.ABOUT, Precision.BETWEEN)


class AgenciesField(govuk.ModelMultipleChoiceField):
    """Several agencies at once."""

    widget = govuk.Checkboxes


class PeopleField(govuk.ModelMultipleChoiceField):
    """People of the identity register, by label and real name."""

    widget = govuk.Checkboxes

    def label_from_instance(self, person: Person) -> str:
        name = f"{person.given_names} {person.family_name}".strip()
        return f"{person.label}: {name}" if name else person.label


class AskForm(govuk.Form):
    """Which agencies are asked, about whom, until when."""

    agencies = AgenciesField(Agency.objects.none(), label="Agencies to ask")
    people = PeopleField(
        Person.objects.none(),
        label="People to search for",
        required=False,
        help_text="The agencies see the real names of these people, and of nobody else.",
    )
    due_on = govuk.DateField(label="Due on")
    guidance = forms.CharField(
        label="Guidance for the agencies",
        required=False,
        widget=govuk.Textarea(rows=5),
        max_length=4000,
        help_text="What to look for, what to leave out. The period comes from the terms of reference.",
    )

    required_messages = {"agencies": "Select at least one agency to ask", "due_on": "Enter the day it is due"}
    submit = "Ask these agencies"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = queries.agencies_to_ask(review)
        self.fields["people"].queryset = review.people.filter(void_at=None).order_by("pk")


class MoveForm(govuk.Form):
    """Another day for a chronology."""

    due_on = govuk.DateField(label="New date")
    why = forms.CharField(label="Why it moves", max_length=300)

    submit = "Move the date"


class WithdrawForm(govuk.Form, Revised):
    """Why an agency is asked no more."""

    why_withdrawn = forms.CharField(
        label="Why it is no longer needed", max_length=300, help_text="What the agency has written is kept."
    )

    submit = "Withdraw the request"
    warning = True


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


class SignForm(govuk.Form, Revised):
    """The agency signs off its own chronology."""

    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)
    agreed = forms.BooleanField(label="")

    submit = "Sign off and submit"

    def __init__(self, *args: Any, agreement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = agreement


class UploadForm(govuk.Form, Revised):
    """A chronology the agency has written elsewhere."""

    original = govuk.FileField(
        label="The document",
        help_text="A Word document, PDF or spreadsheet. The office sees it as soon as you upload it; it counts once it is "
        "signed off, and the office then types its entries in.",
    )
    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)

    submit = "Upload and go on"


class PassOnForm(govuk.Form):
    """Somebody else signs that nothing is held."""

    submit = "We hold nothing: ask for sign-off"


class SignForSomebodyForm(govuk.Form, Revised):
    """The office submits what an agency sent it."""

    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)
    signed_off_by = forms.CharField(
        label="Who signed it off", max_length=120, help_text="The person at the agency who stands for it."
    )
    given_on = govuk.DateField(label="Day it was given", help_text="The day it reached the office, not today's date.")
    original = govuk.FileField(
        label="The original", required=False, help_text="The document or e-mail in which it came."
    )

    submit = "Submit for the agency"


class SendBackForm(govuk.Form, Revised):
    """What is missing, and until when."""

    why_sent_back = forms.CharField(
        label="What is to be corrected or added", widget=govuk.Textarea(rows=5), help_text="The agency reads this."
    )
    due_on = govuk.DateField(label="Due again on")

    submit = "Send back"


class FilterForm(govuk.Form):
    """Whose entries to show."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="All agencies")
    mark_optional = False
    submit = None

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class SearchForm(forms.Form):
    """Words to look for; they are posted, never part of an address."""

    words = forms.CharField(max_length=100, required=False)


class EpisodeForm(govuk.Form):
    """A key practice episode."""

    title = forms.CharField(label="Title", max_length=200, help_text="For example: the weeks before the birth.")
    what_happened = forms.CharField(
        label="What happened",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="Leave an empty line between paragraphs. Each becomes a numbered paragraph of the report.",
    )
    why = forms.CharField(
        label="Why it happened as it did",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="What it looked like to those who were there then, not what is known now.",
    )

    submit = "Save episode"


class ChangeEpisodeForm(EpisodeForm, Revised):
    """An episode that stands already."""


class WordForm(govuk.Form, Revised):
    """The reviewer's own words for an entry."""

    words = forms.CharField(
        label="How the report tells it",
        widget=govuk.Textarea(rows=6),
        help_text="One paragraph. Names that are registered are replaced when it reaches the report.",
    )

    submit = "Save and put into the report"
