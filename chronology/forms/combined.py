"""What is typed to find entries?"""

from typing import Any

from django import forms

from agencies.models import Agency
from cspr import govuk


class FilterForm(govuk.Form):
    """Whose entries to show."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="All agencies")
    mark_optional = False
    submit = None

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class SearchForm(forms.Form):
    """Words to look for; they are posted, never part of an address."""

    words = forms.CharField(max_length=100, required=False)
