"""What is typed about a letter: to whom, by which way, its words, and that it went?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.correspondence.models import WrittenLetter
from reviews.documents.models import Document
from reviews.identities.models import Person
from reviews.proceedings.models import Witness

WAYS = WrittenLetter.Way.choices
READERS = [
    (Document.Sensitivity.OFFICE.value, Document.Sensitivity.OFFICE.label),
    (Document.Sensitivity.TEAM.value, Document.Sensitivity.TEAM.label),
]


class _LetterForm(govuk.Form):
    """How a letter goes, and to which address."""

    way = forms.ChoiceField(
        label="How it goes", choices=WAYS,
        widget=govuk.Radios(
            hints={
                "email": "Worded by the template alone. It names nobody and says nothing of the case.",
                "post": "Begins with the template; you word it freely and print it.",
            }
        ),
    )  # fmt: skip
    email = forms.EmailField(label="E-mail address", required=False)
    address = forms.CharField(
        label="Postal address", required=False, widget=govuk.Textarea(rows=4), max_length=400,
        help_text="If it goes by post. Or write how it is handed over.",
    )  # fmt: skip
    submit = "Draft the letter"


class ToFamilyForm(_LetterForm):
    """A letter to somebody of the family, by their safe route."""

    person = forms.ModelChoiceField(Person.objects.none(), label="To whom", empty_label="Select a person")
    field_order = ("person", "way", "email", "address")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields[
            "address"
        ].help_text = "Only if none is kept with their safe route. That of the safe route is used by itself."


class ToPractitionerForm(_LetterForm):
    """A letter to a practitioner: one who is listed, or somebody else."""

    witness = forms.ModelChoiceField(
        Witness.objects.none(), label="Listed practitioner", required=False,
        empty_label="Somebody who is not listed",
        help_text="Choose them here if they are listed as a possible witness, so that a hold is kept.",
    )  # fmt: skip
    recipient = forms.CharField(label="Name, or role and agency, as on the envelope", max_length=160)
    field_order = ("witness", "recipient", "way", "email", "address")

    def __init__(self, *args: Any, practitioners: QuerySet[Witness], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness"].queryset = practitioners


class ToOfficeForm(_LetterForm):
    """A letter to the national Panel or to another area."""

    recipient = forms.CharField(label="Which office", max_length=160)
    sensitivity = forms.ChoiceField(
        label="Who may read the copy of a posted letter", choices=READERS, widget=govuk.Radios()
    )
    field_order = ("recipient", "way", "email", "address", "sensitivity")


class TextForm(govuk.Form, Revised):
    """The words of a letter for post."""

    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(label="Text", widget=govuk.Textarea(rows=18), max_length=20_000)
    submit = "Save the letter"


class SendForm(govuk.Form, Revised):
    """That the letter is to go now."""

    submit = "Send it now"


class PostedForm(govuk.Form, Revised):
    """When a letter was posted or handed over."""

    posted_on = govuk.DateField(label="Day it was posted or handed over")
    submit = "Record that it was posted"


class DiscardForm(govuk.Form, Revised):
    """Why a draft is not needed."""

    why = forms.CharField(label="Why it is not sent", max_length=300)
    submit = "Put the draft aside"
