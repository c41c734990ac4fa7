"""What do people type about contact with the family?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.family.models import FamilyContact
from reviews.identities.models import Person

Outcome = FamilyContact.Outcome


class ContactForm(govuk.Form):
    """One attempt to reach a member of the family, and what came of it."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Whom", empty_label="Select a person")
    contacted_on = govuk.DateField(label="When")
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Outcome.choices,
        widget=govuk.Radios(
            hints={
                Outcome.REACHED: "They know of the review and how they can take part.",
                Outcome.TOOK_PART: "They told us their views.",
                Outcome.NO_ANSWER: "Each attempt counts, so record each one.",
                Outcome.NOT_ASKED: "For example, because a court or the police asked us to wait.",
            }
        ),
    )
    why_not = forms.CharField(
        label="Why they do not take part",
        required=False,
        max_length=300,
        help_text="If they declined or are not approached. In their own words where they gave any.",
    )
    route = forms.ChoiceField(label="How", required=False, choices=[("", "Select how"), *FamilyContact.Route.choices])
    through = forms.CharField(
        label="Through whom", required=False, max_length=120, help_text="Such as a key worker or an advocate."
    )
    note = forms.CharField(
        label="What was said",
        required=False,
        widget=govuk.Textarea(rows=6),
        help_text="Use labels such as “mother”, never names.",
    )
    wishes = forms.CharField(
        label="Their wishes",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="How the child is to be called in the report, what the review should look at, how they want to read "
        "the draft.",
    )
    support_offered = forms.CharField(label="Support offered", required=False, max_length=300)
    on_behalf_of = forms.CharField(
        label="Who made the contact?",
        required=False,
        max_length=200,
        help_text="Only if it was not you. It counts from the day it was made.",
    )
    original = govuk.FileField(label="Letter, message or note of it", required=False)

    submit = "Save"

    def __init__(self, *args: Any, people: QuerySet[Person], for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        if not for_others:
            del self.fields["on_behalf_of"], self.fields["original"]

    def layout(self) -> govuk.Layout:
        others = [name for name in ("on_behalf_of", "original") if name in self.fields]
        return govuk.Layout(
            "person", "contacted_on", "outcome", "why_not", "route", "through", "note", "wishes", "support_offered",
            *([govuk.Details("It was made by somebody else", *others)] if others else []),
        )  # fmt: skip


class ChangeContactForm(ContactForm, Revised):
    """A record that is put right; who made it and the original stay."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, for_others=False, **kwargs)


class VoidForm(govuk.Form, Revised):
    """Why a contact was entered in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as entered in error"
    warning = True
