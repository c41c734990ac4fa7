"""What do people type about a paper?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, User
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.documents.models import Document
from reviews.documents.rules import RELEASED_TO


class SaidForSomebody(forms.Form):
    """What the office may add where it enters what somebody else decided or did; the form has its date already."""

    on_behalf_of = forms.CharField(
        label="Whom you enter it for", required=False, max_length=200,
        help_text="Name and role. Leave it empty if it is your own doing.",
    )  # fmt: skip
    original = govuk.FileField(
        label="The original", required=False, help_text="The minutes, e-mail or document it stands in."
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("original") and not typed.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Enter whose original this is.")
        return typed


class OfficeMayEnter(SaidForSomebody):
    """The same at the end of a form that others fill in too; only the office is asked (``behalf``)."""

    def __init__(self, *args: Any, behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in SaidForSomebody.base_fields:
            field = self.fields.pop(name)
            if behalf:
                self.fields[name] = field


class GivenForSomebody(forms.Form):
    """What the office adds where it enters something that somebody else gave."""

    on_behalf_of = forms.CharField(label="Who gave it", max_length=200, help_text="The person at the agency.")
    given_on = govuk.DateField(label="Day it was given", help_text="The day it reached the office, not today's date.")
    original = govuk.FileField(label="The original", required=False, help_text="The e-mail or document it came in.")


def readers_field(**more: Any) -> govuk.ModelMultipleChoiceField:
    """Those who may read one paper of legal advice, by name."""
    return govuk.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who may read it, by name",
        help_text="Those who instruct the adviser. Leave yourself out if you only pass it on.",
        **more,
    )


class AboutForm(govuk.Form):
    """What a paper is, and who may read it."""

    title = forms.CharField(
        label="What it is", max_length=200, help_text="For example, “Minutes of the strategy meeting”. Write no names."
    )
    sensitivity = forms.ChoiceField(
        label="Who may read it?",
        choices=Document.Sensitivity.choices,
        initial=Document.Sensitivity.TEAM,
        widget=govuk.Radios(
            reveals={Document.Sensitivity.AGENCY.value: "agency", Document.Sensitivity.SEALED.value: "readers"},
            hints={Document.Sensitivity.SEALED.value: "It stands in no list, pack or schedule of anybody else."},
        ),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), required=False, label="Which agency did it come from?", empty_label="Choose an agency"
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(involvements__review=review).order_by("name")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("sensitivity") != Document.Sensitivity.AGENCY:
            typed["agency"] = None
        return typed


class ChangeForm(AboutForm, Revised):
    """The same, of a paper that is there; sealing it is a step of its own."""

    submit = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sensitivity"]
        field.choices = [choice for choice in Document.Sensitivity.choices if choice[0] != Document.Sensitivity.SEALED]
        field.widget.reveals = {Document.Sensitivity.AGENCY.value: "agency"}
        field.widget.hints = {}


class AddForm(AboutForm):
    """A paper that comes into the case."""

    file = govuk.FileField(label="File", help_text="PDF, Word, Excel, an e-mail or a picture.")
    readers = readers_field(required=False)
    dated_on = govuk.DateField(label="Date on the paper", required=False)
    version = forms.CharField(label="Version", required=False, max_length=30)
    author = forms.CharField(label="Who wrote it", required=False, max_length=200)
    origin = forms.CharField(
        label="Where it comes from",
        required=False,
        max_length=200,
        help_text="The agency, court or firm. Left empty, it is the agency or the person it came from.",
    )
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

    def __init__(self, *args: Any, instruct: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = instruct

    def layout(self) -> govuk.Layout:
        more = govuk.Details(
            "More about the paper", "dated_on", "version", "draft", "author", "origin", "on_behalf_of", "custody"
        )
        return govuk.Layout("file", "title", "sensitivity", more)

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("sensitivity") != Document.Sensitivity.SEALED:
            typed["readers"] = []
        return typed


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


class ReadersForm(govuk.Form, Revised):
    """Who may read one paper of sealed legal advice."""

    readers = readers_field()

    submit = "Save who may read it"

    def __init__(self, *args: Any, instruct: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["readers"].queryset = instruct


class SealForm(ReadersForm):
    """The same, for a paper that everybody with a part in the case could read so far."""

    submit = "Seal the paper"
    warning = True


class ReleaseForm(govuk.Form, Revised):
    """To whom sealed legal advice is opened, and why."""

    to = forms.ChoiceField(
        label="Who may read it from now on?",
        choices=[(choice.value, choice.label) for choice in RELEASED_TO],
        widget=govuk.Radios,
    )
    why = forms.CharField(
        label="Why is it released?",
        max_length=300,
        help_text="Your name and this reason stay with the paper. Whether advice stays privileged can hang on this: "
        "ask the adviser first.",
    )

    submit = "Release the advice"
    warning = True
