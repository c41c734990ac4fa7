"""What is typed about the letters of the national Panel?"""

import datetime as dt

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.rapid_review.models import NationalPanelReply


class AskRow(govuk.Form):
    """One thing the national Panel asks for."""

    what = forms.CharField(label="What it asks for", widget=govuk.Textarea(rows=3))
    due_on = govuk.DateField(label="Answer due")


AskRows = govuk.formset(AskRow, row="Request", extra=1, spare=2, can_delete=True)


class LetterForm(govuk.Form):
    """What a letter of the national Panel says."""

    received_on = govuk.DateField(label="Date the letter came")
    view = forms.ChoiceField(
        label="What does the national Panel think?", choices=NationalPanelReply.View.choices, widget=govuk.Radios()
    )
    what_it_says = forms.CharField(label="What the letter says", widget=govuk.Textarea(rows=8))
    original = govuk.FileField(label="The letter", required=False)
    submit = "Save the letter"


class ReplyForm(govuk.FormWithRows, LetterForm):
    """A letter that has come, with what it asks for."""

    rows_class = AskRows

    @property
    def asks(self) -> list[tuple[str, dt.date]]:
        return [(row["what"], row["due_on"]) for row in self.filled_rows]


class ChangeReplyForm(LetterForm, Revised):
    """The record of a letter, put right."""


class OneMoreAskForm(AskRow):
    """One more thing a letter asks for."""

    submit = "Save"


class ChangeAskForm(AskRow, Revised):
    """Worded anew, moved, or not asked for after all."""

    why_void = forms.CharField(
        label="If it is not asked for after all: why?", max_length=300, required=False, widget=govuk.Textarea(rows=2)
    )
    mark_optional = False
    submit = "Save"


class PanelAnswerForm(govuk.Form, Revised):
    answered_on = govuk.DateField(label="Date of the answer")
    answer = forms.CharField(label="What was answered", widget=govuk.Textarea(rows=8))
    original = govuk.FileField(label="The answer as it went", required=False)
    submit = "Save the answer"


class ReconsiderForm(govuk.Form, Revised):
    """What the partners make of a letter."""

    reconsidered = forms.ChoiceField(
        label="What did the partners decide?", choices=NationalPanelReply.Reconsidered.choices, widget=govuk.Radios()
    )
    reconsidered_on = govuk.DateField(label="On which day")
    why = forms.CharField(label="Why?", widget=govuk.Textarea(rows=6))
    submit = "Save"
