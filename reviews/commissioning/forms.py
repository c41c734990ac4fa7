"""What does the office type about a commission?"""

from typing import Any

from django import forms

from agencies.models import Agency, User
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.commissioning import queries
from reviews.commissioning.models import Agreement, Interest


def money(label: str, **more: Any) -> forms.DecimalField:
    """An amount in pounds and pence."""
    return forms.DecimalField(label=label, max_digits=9, decimal_places=2, min_value=0, **more)


class AgreementForm(govuk.Form):
    """What is agreed with a reviewer, and what became of the papers."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    skills = forms.CharField(
        label="Skills wanted", required=False, widget=govuk.Textarea(rows=3), help_text="What the review needs."
    )
    days_agreed = forms.DecimalField(label="Days agreed", required=False, max_digits=5, decimal_places=1, min_value=0)
    day_rate = money("Rate for a day, in pounds", required=False)
    papers = forms.ChoiceField(
        label="The reviewer’s papers of the case", required=False, choices=Agreement.Papers.choices
    )
    papers_on = govuk.DateField(label="When that was", required=False)

    submit = "Save"


class AppointForm(govuk.Form):
    """That the letter is to go; there is nothing to fill in."""

    submit = "Send the letter of appointment"


class RowForm(govuk.Form):
    """A row of the table; those that choose something are given the review."""

    submit = "Save"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose(review)

    def choose(self, review: Review) -> None:
        """Set what may be chosen."""


class DaysForm(RowForm):
    """Days of work."""

    used_on = govuk.DateField(label="When")
    days = forms.DecimalField(label="How many days", max_digits=4, decimal_places=1, help_text="For example, 0.5.")
    what = forms.CharField(label="What for", max_length=200)


class InvoiceForm(RowForm):
    """A bill."""

    number = forms.CharField(label="Number of the invoice", max_length=40)
    dated_on = govuk.DateField(label="Dated")
    amount = money("Amount, in pounds")
    paid_on = govuk.DateField(label="Paid on", required=False)


class ShareForm(RowForm):
    """What a partner carries."""

    partner = forms.ModelChoiceField(Agency.objects.none(), label="Partner", empty_label="Select a partner")
    percent = forms.DecimalField(
        label="Per cent of the cost", required=False, max_digits=5, decimal_places=2, min_value=0
    )
    amount = money("Or an amount, in pounds", required=False)

    def choose(self, review: Review) -> None:
        self.fields["partner"].queryset = queries.partners(review)


class CheckpointForm(RowForm):
    """A day to look at time and quality."""

    due_on = govuk.DateField(label="When to look")
    what = forms.CharField(label="At what", max_length=200, help_text="For example, the first draft of the analysis.")
    met_on = govuk.DateField(label="Looked at on", required=False)
    on_time = forms.CharField(label="Time: is it as agreed?", required=False, widget=govuk.Textarea(rows=2))
    quality = forms.CharField(
        label="Quality: what is good, what is missing?", required=False, widget=govuk.Textarea(rows=3)
    )


class InterestForm(RowForm):
    """A connection with an agency."""

    person = forms.ModelChoiceField(User.objects.none(), label="Whose interest", empty_label="Select a person")
    agency = forms.ModelChoiceField(Agency.objects.none(), label="In which agency", empty_label="Select an agency")
    kind = forms.ChoiceField(label="What it is", choices=Interest.Kind.choices, widget=govuk.Radios())
    from_on = govuk.DateField(label="From", required=False)
    until_on = govuk.DateField(label="Until", required=False)
    what = forms.CharField(label="More about it", required=False, max_length=300)
    how_handled = forms.CharField(
        label="How it is handled",
        required=False,
        max_length=300,
        help_text="Needed where the agency is involved. For example, somebody else reads that agency’s chronology.",
    )

    def choose(self, review: Review) -> None:
        self.fields["person"].queryset = queries.people_with_interests(review)
        self.fields["agency"].queryset = Agency.objects.filter(ended_on=None).order_by("name")


class VoidForm(govuk.Form, Revised):
    """Why a row was entered in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as entered in error"
    warning = True
