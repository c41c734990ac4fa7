"""What does the office type about a delay?"""

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.delays.models import DelayLetter


class DelayForm(govuk.Form):
    """What holds up something that guidance sets a date for."""

    why = forms.CharField(
        label="What holds it up",
        widget=govuk.Textarea(rows=5),
        max_length=4000,
        help_text="In words that the national Panel and the Secretary of State can be given. Write no names here.",
    )

    submit = "Save the reason"


class LetterForm(govuk.Form, Revised):
    """The letter, as the office words it."""

    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.CharField(label="Text", widget=govuk.Textarea(rows=18), max_length=20_000)

    submit = "Save the letter"


class SentForm(govuk.Form, Revised):
    """When, how and to whom the letter went."""

    sent_on = govuk.DateField(label="When it was sent")
    sent_how = forms.ChoiceField(label="How", choices=DelayLetter.How.choices, widget=govuk.Radios())
    sent_to = forms.CharField(
        label="To whom", max_length=300, help_text="By office: the national Panel’s mailbox, the Department’s mailbox."
    )

    submit = "Record that it was sent"
