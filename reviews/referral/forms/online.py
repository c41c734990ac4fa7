"""What does somebody without an account type: their address, twice, and then the referral itself?"""

from typing import Any

from django import forms

from cspr import govuk
from reviews.referral.forms.intake import ReferForm


class AskLinkForm(govuk.Form):
    """The address to which a link is sent."""

    email = forms.EmailField(
        label="Your e-mail address at work",
        help_text="The link and the receipt go there. Nobody else sees it but the office.",
    )
    submit = "Send me a link"


class ConfirmForm(govuk.Form):
    """The address to which the link was sent, once more: the link alone opens nothing."""

    email = forms.EmailField(label="The e-mail address this link was sent to")
    submit = "Go to the form"


class OnlineForm(ReferForm):
    """The referral of somebody without an account."""

    sending = forms.CharField(max_length=32, widget=forms.HiddenInput)
    referrer_name = forms.CharField(label="Your name", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referrer_job"].label = "Your job and agency"

    def who(self) -> list[str]:
        return ["referrer_name"]
