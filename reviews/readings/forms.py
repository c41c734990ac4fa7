"""What do people type about the family reading the draft?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person
from reviews.readings.models import DraftReading
from reviews.report.models import Version


class CopyForm(govuk.Form):
    """A copy that is given to somebody."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Who reads it", empty_label="Select a person")
    version = forms.ModelChoiceField(
        Version.objects.none(),
        label="Which version",
        empty_label="Select a version",
        help_text="Those that were sent round for comment or agreed: they were searched for names.",
    )
    medium = forms.ChoiceField(label="How", choices=DraftReading.Medium.choices, widget=govuk.Radios())
    with_whom = forms.CharField(
        label="With whom", required=False, max_length=200, help_text="The reviewer, a key worker, an advocate."
    )
    given_on = govuk.DateField(label="Given on")
    back_by = govuk.DateField(label="To be handed back by", required=False, help_text="For a copy on paper.")

    submit = "Give the copy its number"

    def __init__(self, *args: Any, people: QuerySet[Person], versions: QuerySet[Version], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset, self.fields["version"].queryset = people, versions
        self.fields["version"].label_from_instance = in_words


def in_words(version: Version) -> str:
    """A version by its number and what it was for."""
    return f"Version {version.number}, {version.get_purpose_display().lower()}"


class ReadingForm(govuk.Form, Revised):
    """How it was read, and whether it is back."""

    reaction = forms.CharField(label="What they said of it", required=False, widget=govuk.Textarea(rows=5))
    changes_asked = forms.CharField(
        label="What they ask to be changed",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="Use labels such as “mother”, never names. Tell them afterwards what was changed and what was not.",
    )
    returned_on = govuk.DateField(label="The copy came back on", required=False)
    why_not_returned = forms.CharField(
        label="Why it will not come back",
        required=False,
        max_length=300,
        help_text="Only if it is lost, destroyed or refused: nobody is reminded of it any more.",
    )

    submit = "Save"


class VoidForm(govuk.Form, Revised):
    """Why a copy was entered in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as entered in error"
    warning = True
