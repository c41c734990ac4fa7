"""In which form is the combined chronology taken away, and does it name people?"""

from typing import Any

from django import forms

from chronology.models import CombinedExport
from cspr import govuk


class ExportForm(govuk.Form):
    """A file of the combined chronology."""

    format = forms.ChoiceField(
        label="As what?", choices=CombinedExport.Format.choices, widget=govuk.Radios(), initial="xlsx"
    )
    with_names = forms.TypedChoiceField(
        label="How are people named in it?",
        choices=[("labels", "By their labels, such as Child A"), ("names", "As the agencies wrote them")],
        coerce=lambda value: value == "names",
        widget=govuk.Radios(),
        initial="labels",
    )

    submit = "Make the file"

    def __init__(self, *args: Any, may_see_names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_see_names = may_see_names
        if not may_see_names:
            del self.fields["with_names"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return typed if self.may_see_names else {**typed, "with_names": False}
