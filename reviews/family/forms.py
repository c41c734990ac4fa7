"""What do people type about contact with the family?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.family.models import FamilyContact, FamilyStanding
from reviews.identities.models import Address, IdentityNumber, Person

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
    together_with = govuk.ModelMultipleChoiceField(
        Person.objects.none(), label="Who else of the family was there", required=False
    )
    why_otherwise = forms.CharField(
        label="Why it went otherwise than agreed",
        required=False,
        max_length=300,
        help_text="Only if it was not by the safe route, or together with somebody they are never to be with.",
    )
    note = forms.CharField(
        label="What was said",
        required=False,
        widget=govuk.Textarea(rows=6),
        help_text="Use labels such as “mother”, never names.",
    )
    wishes_naming = forms.CharField(
        label="What they wish for the name",
        required=False,
        widget=govuk.Textarea(rows=2),
        help_text="How the child and they themselves are to be called in the report.",
    )
    wishes_focus = forms.CharField(
        label="What the review should look at, in their view", required=False, widget=govuk.Textarea(rows=2)
    )
    wishes_reading = forms.CharField(
        label="How they wish to read the draft",
        required=False,
        widget=govuk.Textarea(rows=2),
        help_text="On paper or on a screen, with whom, where.",
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
        self.fields["together_with"].queryset = people
        if not for_others:
            del self.fields["on_behalf_of"], self.fields["original"]

    def layout(self) -> govuk.Layout:
        others = [name for name in ("on_behalf_of", "original") if name in self.fields]
        return govuk.Layout(
            "person", "contacted_on", "outcome", "why_not", "route", "through", "together_with", "why_otherwise", "note",
            govuk.Details("Their wishes", "wishes_naming", "wishes_focus", "wishes_reading"), "support_offered",
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


class StandingForm(govuk.Form):
    """What somebody is in the proceedings, or in law."""

    kind = forms.ChoiceField(label="What are they?", choices=FamilyStanding.Kind.choices, widget=govuk.Radios())
    from_on = govuk.DateField(label="From", required=False)
    until_on = govuk.DateField(label="Until", required=False, help_text="Leave it empty while it goes on.")
    source = forms.CharField(
        label="Who says so", max_length=200, help_text="Such as the senior investigating officer, or a court order."
    )

    submit = "Save"


class ChangeStandingForm(StandingForm, Revised):
    """A standing that is put right, or has ended."""


class RouteForm(govuk.Form):
    """How one person is reached without harm."""

    follows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    routes = forms.MultipleChoiceField(
        label="Which ways are safe?", choices=FamilyContact.Route.choices, widget=govuk.Checkboxes()
    )
    number = forms.ModelChoiceField(
        IdentityNumber.objects.none(),
        label="Which telephone or other number",
        required=False,
        empty_label="None",
        help_text="The number itself stands only in the identity register.",
    )
    address = forms.ModelChoiceField(
        Address.objects.none(),
        label="Which address",
        required=False,
        empty_label="None",
        help_text="The address itself stands only in the identity register. Never type a placement or a refuge.",
    )
    ask_first = forms.CharField(
        label="Whom to ask first",
        required=False,
        max_length=200,
        help_text="Each time, before anybody writes or rings.",
    )
    key_worker = forms.CharField(label="Key worker", required=False, max_length=200)
    never_with = govuk.ModelMultipleChoiceField(Person.objects.none(), label="Never together with", required=False)
    note = forms.CharField(label="What else to mind", required=False, widget=govuk.Textarea(rows=3))

    submit = "Save the safe route"

    def __init__(self, *args: Any, person: Person, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, standing, words in (
            ("number", person.numbers.filter(void_at=None).order_by("pk"), number_in_words),
            ("address", person.addresses.filter(void_at=None).order_by("pk"), address_in_words),
        ):
            self.fields[name].queryset, self.fields[name].label_from_instance = standing, words
        self.fields["never_with"].queryset = people.exclude(pk=person.pk)


def number_in_words(number: IdentityNumber) -> str:
    """A number of the register, told apart without showing it."""
    return f"{number.get_kind_display()} ending in {number.value[-3:]}"


def address_in_words(address: Address) -> str:
    """An address of the register, told apart without showing it."""
    return f"Address with a postcode ending in {address.postcode[-3:]}" if address.postcode else "Address, no postcode"


class SupportForm(govuk.Form):
    """Who is there on the day of publication."""

    day = govuk.DateField(label="Day of publication")
    who = forms.CharField(
        label="Who is with them or rings them", max_length=200, help_text="Somebody they know and have agreed to."
    )
    how = forms.CharField(
        label="What is agreed",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="When they hear of it before others do, where they will be, what is said if the press calls.",
    )

    submit = "Save"


class ChangeSupportForm(SupportForm, Revised):
    """What is planned, changed."""


class SupportDoneForm(govuk.Form, Revised):
    """That somebody was there."""

    done_on = govuk.DateField(label="When")
    outcome = forms.CharField(label="How it went", widget=govuk.Textarea(rows=3))

    submit = "Save"
