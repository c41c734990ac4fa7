"""What does a lead choose about the agencies that answer through it?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency
from cspr import govuk


class PassToForm(govuk.Form):
    """Which agencies that answer through the lead's are asked too, and by when."""

    agencies = govuk.ModelMultipleChoiceField(
        Agency.objects.none(), label="Whom do you ask?", widget=govuk.Checkboxes(small=True)
    )
    due_on = govuk.DateField(label="Their answer due", help_text="Leave yourself room to combine and sign off.")
    submit = "Pass the request on"

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies


class CombineForm(govuk.Form):
    """Whose answers go into the lead's return."""

    led = forms.MultipleChoiceField(label="Whose answers do you take in?", widget=govuk.Checkboxes(small=True))
    submit = "Take them into your return"

    def __init__(self, *args: Any, led: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["led"].choices = led
