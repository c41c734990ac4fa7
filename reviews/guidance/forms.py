"""What does an administrator type about guidance?"""

from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.guidance.regimes import Direction, FirstDay, Rule, Trigger, Unit


class RuleForm(govuk.Form, Revised):
    """A time limit as it is to be, from when, and why."""

    length = forms.IntegerField(label="How many", min_value=1, max_value=1000)
    unit = forms.ChoiceField(label="Unit", choices=Unit.choices, widget=govuk.Radios())
    direction = forms.ChoiceField(label="After or before", choices=Direction.choices, widget=govuk.Radios())
    trigger = forms.ChoiceField(
        label="What it is counted from",
        choices=[(value, label[:1].upper() + label[1:]) for value, label in Trigger.choices],
    )
    first_day = forms.TypedChoiceField(
        label="The day it starts", choices=FirstDay.choices, coerce=int, widget=govuk.Radios()
    )
    source = forms.CharField(
        label="Where it stands",
        max_length=300,
        help_text="Document, edition, chapter and paragraph, or the minute of the decision.",
    )
    from_on = govuk.DateField(
        label="Holds for clocks that start on or after",
        help_text="A clock that has started already keeps the rule it started with.",
    )
    why = forms.CharField(label="Why it is entered", max_length=500, widget=govuk.Textarea(rows=3))

    submit = None

    @property
    def rule(self) -> Rule:
        typed = self.cleaned_data
        return Rule(
            length=typed["length"], unit=Unit(typed["unit"]), direction=Direction(typed["direction"]),
            trigger=Trigger(typed["trigger"]), first_day=typed["first_day"], source=typed["source"],
        )  # fmt: skip

    @property
    def when(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("from_on", "why", "revision")}


class EndForm(govuk.Form, Revised):
    """From when the rule of the edition holds again, and why."""

    from_on = govuk.DateField(label="The edition’s rule holds again for clocks that start on or after")
    why = forms.CharField(label="Why", max_length=500, widget=govuk.Textarea(rows=3))

    submit = "End the local rule"


class CheckForm(govuk.Form, Revised):
    """That a rule was held against its source."""

    verified = forms.TypedChoiceField(
        label="What did you find?",
        choices=[("yes", "The rule is as it stands there"), ("no", "It cannot be called verified")],
        coerce=lambda value: value == "yes",
        widget=govuk.Radios(),
    )
    against = forms.CharField(
        label="What you read",
        max_length=300,
        help_text="Document, edition, page or paragraph, and where it can be found.",
    )
    checked_on = govuk.DateField(label="When you read it")

    submit = "Save"


class HolidayForm(govuk.Form):
    """A bank holiday of one year."""

    day = govuk.DateField(label="Day")
    name = forms.CharField(label="Name", max_length=80, help_text="As it is to be named where a date is explained.")
    source = forms.CharField(label="Where it was proclaimed", max_length=200)

    submit = "Enter the bank holiday"


class WithdrawHolidayForm(govuk.Form, Revised):
    """Why a bank holiday is taken back."""

    why = forms.CharField(label="Why", max_length=300)

    submit = "Take it back"
