"""What do people type about a paper?"""

from typing import Any

from django import forms

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.documents.models import Document


class AboutForm(govuk.Form):
    """What a paper is, and who may read it."""

    title = forms.CharField(
        label="What it is", max_length=200, help_text="For example, “Minutes of the strategy meeting”. Write no names."
    )
    sensitivity = forms.ChoiceField(
        label="Who may read it?",
        choices=Document.Sensitivity.choices,
        initial=Document.Sensitivity.TEAM,
        widget=govuk.Radios(reveals={Document.Sensitivity.AGENCY.value: "agency"}),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), required=False, label="Which agency did it come from?", empty_label="Choose an agency"
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(involvements__review=review).order_by("name")

    def layout(self) -> govuk.Layout:
        return govuk.Layout("title", "sensitivity")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("sensitivity") != Document.Sensitivity.AGENCY:
            typed["agency"] = None
        return typed


class ChangeForm(AboutForm, Revised):
    """The same, of a paper that is there."""

    submit = "Save"

    def layout(self) -> govuk.Layout:
        return govuk.Layout("title", "sensitivity", "revision")


class AddForm(AboutForm):
    """A paper that comes into the case."""

    file = govuk.FileField(label="File", help_text="PDF, Word, Excel, an e-mail or a picture.")
    dated_on = govuk.DateField(label="Date on the paper", required=False)
    version = forms.CharField(label="Version", required=False, max_length=30)
    draft = forms.BooleanField(label="It is a draft", required=False)
    on_behalf_of = forms.CharField(
        label="Who gave it to the office", required=False, max_length=200, help_text="Name and agency."
    )
    custody = forms.CharField(
        label="Where the original is kept",
        required=False,
        max_length=200,
        help_text="For example, with the police, on paper in the office.",
    )

    submit = "Add the paper"

    def layout(self) -> govuk.Layout:
        more = govuk.Details("More about the paper", "dated_on", "version", "draft", "on_behalf_of", "custody")
        return govuk.Layout("file", "title", "sensitivity", more)


class WithdrawForm(govuk.Form, Revised):
    """Why a paper leaves the list."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        help_text="The office still sees the paper and this reason. Nobody else does.",
    )

    submit = "Withdraw the paper"
    warning = True


class RestoreForm(govuk.Form, Revised):
    """Nothing but that a paper was withdrawn in error."""

    submit = "Put the paper back"
