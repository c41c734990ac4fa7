"""What is typed about the wording of a letter, and about one that did not arrive?"""

from django import forms

from cspr import govuk
from cspr.letters.models import LetterTemplate
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


class AgainForm(govuk.Form):
    """Where an e-mail goes that could not be delivered."""

    to = forms.EmailField(label="E-mail address")
    submit = "Send it there"
