"""What is typed about the wording of a letter, and about one that did not arrive?"""

from typing import Any

from django import forms

from agencies.models import Contact
from cspr import govuk
from cspr.govuk.fields import DateField, ModelMultipleChoiceField
from cspr.letters.models import LetterTemplate
from cspr.outbox.models import Message
from cspr.pages import Revised

LONGEST = LetterTemplate._meta.get_field("subject").max_length


class WordingForm(govuk.Form, Revised):
    """Subject and text of a letter."""

    subject = forms.CharField(label="Subject", max_length=LONGEST)
    body = forms.CharField(label="Text", widget=govuk.Textarea(rows=20), max_length=20_000)
    submit = None


class RestoreForm(govuk.Form, Revised):
    """That an earlier wording is to hold again."""

    submit = "Word it like this again"


class Corrects(govuk.Form):
    """Of the contacts kept with the wrong address those to correct; none is asked about where there are none."""

    correct = ModelMultipleChoiceField(
        label="Correct the address there too", queryset=Contact.objects.none(), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, kept: list[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Contact.objects.filter(pk__in=[contact.pk for contact in kept]).select_related("agency")
        self.fields["correct"].queryset = chosen
        self.fields["correct"].label_from_instance = lambda contact: f"{contact.name}, {contact.agency}"
        if not kept:
            del self.fields["correct"]


class AgainForm(Corrects):
    """Where an e-mail goes that did not arrive."""

    to = forms.EmailField(label="E-mail address")
    submit = "Send it there"
    field_order = ("to", "correct")


class CameBackForm(Corrects):
    """That an e-mail came back, and where it is to go instead."""

    came_back_on = DateField(label="Day it came back")
    because = forms.ChoiceField(label="Reason", choices=Message.Returned.choices, widget=govuk.Radios())
    to = forms.EmailField(
        label="Right address", required=False,
        help_text="It is sent there at once. If you do not know it yet, leave this empty and come back to it.",
    )  # fmt: skip
    submit = "Record it"
    field_order = ("came_back_on", "because", "to", "correct")


class AddressForm(govuk.Form):
    """The address an e-mail came back from."""

    address = forms.EmailField(label="Address it came back from", help_text="It stands in the message you received.")
    submit = "Find what was sent there"


class SettleForm(govuk.Form):
    """Why an e-mail that did not arrive need not be sent."""

    why = forms.CharField(
        label="Why it need not be sent again", max_length=300,
        help_text="For example: told by telephone, or no longer needed. Write no names.",
    )  # fmt: skip
    submit = "Take it off the list"
