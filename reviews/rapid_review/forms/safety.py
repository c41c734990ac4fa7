"""What is typed about what keeps a child safe at once?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised


class ConfirmSafetyForm(govuk.Form, Revised):
    """An agency says that it has done it."""

    done_on = govuk.DateField(label="Done on")
    confirmed_by = forms.CharField(label="Who confirms it?", max_length=120, help_text="Name and job.")
    submit = "It is done"


class CorrectSafetyForm(ConfirmSafetyForm):
    """It puts right what it said."""

    submit = "Save"


class SafetyActionForm(govuk.Form):
    """Something to keep a child safe at once."""

    what = forms.CharField(label="What is done?", widget=govuk.Textarea(rows=3), help_text="Use labels, not names.")
    for_whom = forms.CharField(label="For whom?", max_length=200, help_text="Labels, such as Child A and sibling 1.")
    agency = forms.ModelChoiceField(Agency.objects.none(), label="By which agency?", required=False, empty_label="None")
    who = forms.CharField(
        label="By whom?", max_length=120, required=False, help_text="A job or a team; needed where no agency is chosen."
    )
    due_on = govuk.DateField(label="If it is still open: by when?", required=False)
    done_on = govuk.DateField(label="If it is done: when?", required=False)
    confirmed_by = forms.CharField(
        label="Who confirmed that it is done?", max_length=120, required=False, help_text="Name and job."
    )
    mark_optional = False
    submit = "Save the safety action"

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies


class ChangeSafetyActionForm(SafetyActionForm, Revised):
    """The same, of one that is recorded."""

    why_void = forms.CharField(
        label="If it was entered in error: why?", max_length=300, required=False, widget=govuk.Textarea(rows=2)
    )
