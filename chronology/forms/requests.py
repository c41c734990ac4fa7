"""What does the office type to ask for chronologies?"""

from typing import Any

from django import forms

from agencies.models import Agency
from chronology import queries
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.identities.models import Person


class PeopleField(govuk.ModelMultipleChoiceField):
    """People of the identity register, by label and real name."""

    def label_from_instance(self, person: Person) -> str:
        name = f"{person.given_names} {person.family_name}".strip()
        return f"{person.label}: {name}" if name else person.label


class AskForm(govuk.Form):
    """Which agencies are asked, about whom, until when."""

    agencies = govuk.ModelMultipleChoiceField(Agency.objects.none(), label="Agencies to ask")
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

    report_due_on = govuk.DateField(
        label="The agency report is due on",
        required=False,
        help_text="Leave this empty to ask for the chronology alone. The report can be asked for later, too.",
    )

    required_messages = {"agencies": "Select at least one agency to ask", "due_on": "Enter the day it is due"}
    submit = "Ask these agencies"

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "agencies", "people", "due_on", "guidance",
            govuk.Details("Ask for an agency report (IMR) as well", "report_due_on"),
        )  # fmt: skip

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
