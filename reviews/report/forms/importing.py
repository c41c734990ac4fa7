"""What is confirmed about a report that came as a file: of whom each recommendation asks, and by when?"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from cspr.templatetags.page import workdate
from reviews.report.queries import Offered
from reviews.report.rules import Asks

NO_AGENCY = "Choose agencies from this list: one that was chosen is not in it"


class TakeInForm(govuk.Form, Revised):
    """Each recommendation with what was read of it, to be confirmed or put in."""

    submit = None

    def __init__(self, *args: Any, offers: Sequence[Offered], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers
        choices = [(agency.pk, agency.name) for agency in agencies]
        for one in offers:
            self.fields[f"by_when_{one.number}"] = govuk.DateField(
                label="By when", required=False, initial=one.day or one.counted, help_text=when_read(one)
            )
            self.fields[f"of_{one.number}"] = forms.TypedMultipleChoiceField(
                label="Of whom", required=False, choices=choices, coerce=int, initial=list(one.asked.of),
                widget=govuk.Checkboxes(small=True), error_messages={"invalid_choice": NO_AGENCY},
            )  # fmt: skip

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong, with the recommendation it is wrong in: many stand on the page, with the same fields."""
        number = (field or "").rpartition("_")[2]
        if number.isdecimal():
            wrong = ValidationError(error)
            for one in wrong.error_list:
                one.message = f"Recommendation {number}: {one.message}"
            error = wrong
        super().add_error(field, error)

    def layout(self) -> govuk.Layout:
        return govuk.Layout(*(self._offered(one) for one in self.offers))

    def _offered(self, one: Offered) -> govuk.Fieldset:
        return govuk.Fieldset(
            f"Recommendation {one.number}",
            govuk.Text(one.text),
            f"by_when_{one.number}",
            govuk.Text(who_read(one)),
            govuk.Details("Choose of whom it asks", f"of_{one.number}", opened=not one.of),
        )

    @property
    def asks(self) -> dict[int, Asks]:
        """What was confirmed, by the number of the recommendation in the file."""
        typed = self.cleaned_data
        return {
            one.number: Asks(tuple(typed[f"of_{one.number}"]), typed[f"by_when_{one.number}"]) for one in self.offers
        }


def when_read(one: Offered) -> str:
    when = one.asked.by_when
    if when is None:
        return "The words do not say by when. Put it in here, or later in the record."
    if when.day:
        return f"Read from “{when.words}”."
    if one.counted:
        return (
            f"It says “{when.words}”, but not from which day: counted from today, that is {workdate(one.counted)}. Change "
            "it where it counts from another day."
        )
    return f"It says “{when.words}”, but not from which day. Put the date in where you know it."


def who_read(one: Offered) -> str:
    also = f" It also names {', '.join(one.named)}." if one.named else ""
    if one.of:
        return f"Of whom: the words ask {', '.join(one.of)}.{also}"
    return f"Of whom: the words do not ask any agency of this case or partnership by name.{also}"
