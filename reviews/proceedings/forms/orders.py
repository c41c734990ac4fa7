"""What is typed about an order of a court?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person
from reviews.proceedings.forms.alongside import PeopleField
from reviews.proceedings.models import OUTPUTS, CourtOrder, Proceeding

HOLDS = [(what.value, what.label) for what in OUTPUTS]


class OrderForm(govuk.Form):
    """Which court ordered what, for whom, until when, and what may not go out."""

    kind = forms.ChoiceField(label="What kind of order?", choices=CourtOrder.Kind.choices, widget=govuk.Radios())
    court = forms.CharField(label="Court", max_length=160)
    proceeding = forms.ModelChoiceField(
        Proceeding.objects.none(), label="Made in", required=False, empty_label="None of the proceedings recorded here"
    )
    made_on = govuk.DateField(label="When was it made?")
    until_on = govuk.DateField(
        label="Until when?", required=False, help_text="If it says a date. The office is asked two weeks before."
    )
    until_note = forms.CharField(
        label="If there is no date", required=False, max_length=200, help_text="Such as: until the child is eighteen."
    )
    protects = PeopleField(label="Whom does it protect?")
    says = forms.CharField(
        label="What it forbids, in short",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Use labels such as “older sister”, never names.",
    )
    outputs = forms.MultipleChoiceField(
        label="What may not go out while it stands?",
        choices=HOLDS,
        required=False,
        widget=govuk.Checkboxes(small=True),
        help_text="It waits until you record that the order has ended, also after its last day.",
    )
    original = govuk.FileField(label="The order itself", required=False)

    submit = "Save the order"

    def __init__(self, *args: Any, people: QuerySet[Person], proceedings: QuerySet[Proceeding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["protects"].queryset = people
        if not people.exists():
            del self.fields["protects"]
        found = self.fields["proceeding"]
        found.queryset = proceedings
        found.label_from_instance = lambda one: named(one)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {"protects": (), **typed}


def named(proceeding: Proceeding) -> str:
    """A proceeding as it stands in a list to choose from."""
    more = proceeding.about or proceeding.body
    return f"{proceeding.get_kind_display()}: {more}" if more else str(proceeding.get_kind_display())


class ChangeOrderForm(OrderForm, Revised):
    """An order that is known; its paper stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["original"]


class EndOrderForm(govuk.Form, Revised):
    """When and how it ended."""

    ended_on = govuk.DateField(label="When did it end?")
    how_ended = forms.CharField(
        label="How did it end, and who confirmed it?",
        max_length=500,
        widget=govuk.Textarea(rows=3),
        help_text="Such as: discharged by the judge; the authority’s lawyer has the note. Write no names here.",
    )

    submit = "Record that the order ended"
