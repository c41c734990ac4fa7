"""What is typed to find entries?"""

from typing import Any

from django import forms

from agencies.models import Agency
from cspr import govuk
from reviews.identities.models import Person


class FilterForm(govuk.Form):
    """Whose entries to show."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="All agencies")
    mark_optional = False
    submit = None

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class AgesField(govuk.ModelMultipleChoiceField):
    """People, by the label that stands for them."""

    widget = govuk.Checkboxes

    def label_from_instance(self, person: Person) -> str:
        more = person.relationship or ("not born yet" if not person.born_on else "")
        return f"{person.label} ({more})" if more and more.lower() != person.label.lower() else person.label


class AgesForm(govuk.Form):
    """Whose ages stand beside each entry."""

    people = AgesField(
        Person.objects.none(), label="Whose ages are shown", required=False,
        help_text="Of a child not born yet the weeks of pregnancy are shown, of a parent the age until 25.",
    )  # fmt: skip

    submit = "Show these ages"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class SearchForm(forms.Form):
    """Words to look for; they are posted, never part of an address."""

    words = forms.CharField(max_length=100, required=False)
