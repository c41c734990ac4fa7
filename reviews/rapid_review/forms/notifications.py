"""Of which year are notifications listed?"""

from collections.abc import Sequence
from typing import Any

from django import forms

from cspr import govuk
from reviews.rapid_review.rules import Year


class YearForm(govuk.Form):
    """A year in which there was a notification."""

    year_of = forms.ChoiceField(required=False, label="Year")

    def __init__(self, *args: Any, years: Sequence[Year], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = {year.code: year for year in years}
        self.fields["year_of"].choices = [("", "All years"), *((year.code, year.label) for year in years)]

    @property
    def year(self) -> Year | None:
        """The year chosen; none where none is, or what was asked for is no such year."""
        return self.years.get(self.cleaned_data.get("year_of", "")) if self.is_bound and self.is_valid() else None
