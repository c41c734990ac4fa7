"""What do people say when they prepare, sign, plan, publish, withhold or take down a report?"""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.documents.forms import SaidForSomebody
from reviews.publication.models import Edition
from reviews.publication.rules import Signer


class PrepareForm(govuk.Form):
    """Prepare the version agreed last."""

    submit = "Prepare the report for signing"


class PrepareAgainForm(PrepareForm):
    """The same, once it was signed: with the reason."""

    why = forms.CharField(
        label="Why is it prepared again?",
        max_length=500,
        widget=govuk.Textarea(rows=3),
        help_text="All who signed will be asked to sign anew. Write no names here.",
    )


class SignForm(govuk.Form):
    """A person's own signature under the file they have read."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signer = forms.ChoiceField(label="You sign as", widget=govuk.Radios())
    has_read = forms.BooleanField(
        label="I have opened this file and read it",
        error_messages={"required": "Open and read the file before you sign"},
    )
    signed_by = forms.CharField(label="Your full name", max_length=120, help_text="Typing your name is your signature.")

    submit = "Sign this file"
    required_messages = {"signer": "Say for whom you sign", "signed_by": "Type your full name to sign"}

    def __init__(self, *args: Any, signers: list[Signer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signers = {signer.key: signer for signer in signers}
        self.fields["signer"].choices = [(key, signer.label) for key, signer in self.signers.items()]
        if len(signers) == 1:
            self.fields["signer"].initial = signers[0].key

    @property
    def partner(self) -> Agency | None:
        """The partner signed for; None for the human reader."""
        return self.signers[self.cleaned_data["signer"]].partner


class SignForSomebodyForm(SignForm):
    """A signature given on paper or by e-mail, entered by the office."""

    signed_on = govuk.DateField(label="Signed on", help_text="The date on what was signed. For example, 27 3 2026")
    original = govuk.FileField(
        label="What was signed", help_text="The letter, the form or the e-mail. It must be about the file named above."
    )

    submit = "Enter this signature"
    required_messages = {
        "signer": "Say whose signature it is",
        "signed_by": "Type the name of the person who signed",
        "original": "Attach what was signed",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["has_read"]
        self.fields["signer"].label = "Whose signature is it?"
        self.fields["signed_by"].label = "Full name of the person who signed"
        self.fields["signed_by"].help_text = ""


class WithdrawSignatureForm(govuk.Form):
    """Take a signature back."""

    why = forms.CharField(
        label="Why is the signature withdrawn?",
        max_length=300,
        widget=govuk.Textarea(rows=3),
        help_text="Everybody who works on the report can read this. Write no names here.",
    )

    submit = "Withdraw the signature"
    warning = True


class PlanForm(govuk.Form, Revised):
    """Day and time of publication."""

    planned_on = govuk.DateField(label="Day of publication")
    planned_time = govuk.TimeField(label="Time", help_text="For example, 10am or 14:30")

    submit = "Save the date"

    @property
    def planned_at(self) -> dt.datetime:
        return timezone.make_aware(
            dt.datetime.combine(self.cleaned_data["planned_on"], self.cleaned_data["planned_time"])
        )


class SharedForm(govuk.Form, Revised):
    """The day the report was sent ahead."""

    shared_on = govuk.DateField(label="Sent on")

    submit = "Save"


class GoForm(govuk.Form, Revised):
    """The word of a named person."""

    sure = forms.BooleanField(
        label="Nothing has come up that speaks against publication today",
        error_messages={"required": "Say that nothing speaks against publication today, or choose another day"},
    )

    submit = "Give the go for today"


class PublishNowForm(GoForm):
    """The word, and publication in the same moment."""

    submit = "Publish now"
    warning = True


class OnlyRevisionForm(govuk.Form, Revised):
    """A single button."""


class TakeGoBackForm(OnlyRevisionForm):
    submit = "Take the go back"


class WithholdForm(SaidForSomebody, govuk.Form, Revised):
    """The partners' decision not to publish in full."""

    what = forms.ChoiceField(
        label="What did the partners decide?", choices=Edition.Withheld.choices, widget=govuk.Radios()
    )
    reason = forms.CharField(
        label="Their reasons",
        max_length=4000,
        widget=govuk.Textarea(rows=8, count=True),
        help_text="For example the risk to a child, a court order, or advice of a lawyer. This is kept and not published.",
    )
    decided_on = govuk.DateField(label="Day they decided", required=False)
    on_behalf_of = forms.CharField(
        label="Who decided", required=False, max_length=200, help_text="Name and role of each, or the meeting."
    )
    field_order = ("what", "reason", "decided_on", "on_behalf_of", "original")

    submit = "Record the decision and close the case"
    warning = True
    required_messages = {"what": "Say what the partners decided", "reason": "Write down the reasons"}


class PublishAfterAllForm(OnlyRevisionForm):
    submit = "It is published after all"


class AfterForm(govuk.Form, Revised):
    """What becomes of a report whose twelve months are over."""

    after = forms.ChoiceField(
        label="What becomes of the report?",
        choices=Edition.After.choices,
        widget=govuk.Radios(
            hints={
                Edition.After.KEEP: "It stays on the public page, under the reports kept for longer.",
                Edition.After.ARCHIVE: "The page says that the report can be had from the office.",
                Edition.After.WITHDRAW: "The page says that the report is no longer available.",
            }
        ),
    )

    required_messages = {"after": "Say what becomes of the report"}


class TakeDownForm(govuk.Form):
    """The reason for taking a report down at once."""

    why = forms.CharField(
        label="Why is it taken down?",
        max_length=2000,
        widget=govuk.Textarea(rows=4),
        help_text="This is kept and not published.",
    )

    submit = "Take it down now"
    warning = True


class ConfirmForm(govuk.Form):
    """A second person's word."""

    submit = "Confirm that it was right to take it down"


class PutBackForm(OnlyRevisionForm):
    submit = "Put the report back"
