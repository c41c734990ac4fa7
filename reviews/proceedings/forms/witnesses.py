"""What is typed about somebody who is or may be a witness?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, User
from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person


class _PractitionerFields(govuk.Form):
    role = forms.CharField(label="Role", required=False, max_length=120, help_text="Such as: health visitor.")
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency", required=False, empty_label="Select an agency"
    )
    label = forms.CharField(
        label="What tells them apart",
        required=False,
        max_length=60,
        help_text="If the agency has several of that role, such as “first visit”. Never a name.",
    )
    user = forms.ModelChoiceField(
        User.objects.none(),
        label="If they sign in here: who it is",
        required=False,
        empty_label="They do not sign in, or it is not known",
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["user"].queryset = users


class WitnessForm(_PractitionerFields):
    """A person of the register, or a practitioner."""

    WHO = (("practitioner", "A practitioner"), ("person", "Somebody in the identity register"))

    who = forms.ChoiceField(label="Who is it?", choices=WHO, widget=govuk.Radios(reveals={"person": "person"}))
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Which person?", required=False, empty_label="Select a person"
    )

    field_order = ("who", "person", "role", "agency", "label", "user")
    submit = "Put on the list"

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def layout(self) -> govuk.Layout:
        hint = "By role and agency; no name is kept."
        return govuk.Layout(
            "who", govuk.Fieldset("If it is a practitioner", "role", "agency", "label", "user", hint=hint)
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.pop("who", "") == "person":
            if not typed.get("person"):
                self.add_error("person", "Select the person")
            return {**typed, "role": "", "agency": None, "label": "", "user": None}
        return {**typed, "person": None}


class ChangeWitnessForm(_PractitionerFields, Revised):
    """A practitioner who is listed."""


class EndWitnessForm(govuk.Form, Revised):
    """Since when, and why."""

    ended_on = govuk.DateField(label="Since when?")
    why_ended = forms.CharField(
        label="Who told you, and why?", max_length=300, help_text="Such as: the officer; will not be called. No names."
    )

    submit = "Take off the list"
