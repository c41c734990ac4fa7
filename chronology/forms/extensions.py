"""What is typed to ask for more time, and to answer?"""

from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised

GRANT, REFUSE = "grant", "refuse"


class MoreTimeForm(govuk.Form):
    """Until when an agency asks for more time, and why."""

    until_on = govuk.DateField(label="Until which day?")
    why = forms.CharField(
        label="Why is more time needed?",
        max_length=1000,
        widget=govuk.Textarea(rows=4),
        help_text="For example: paper records have to be fetched; the author is away. The office reads this, and no "
        "other agency.",
    )

    required_messages = {
        "until_on": "Enter the day until which more time is needed",
        "why": "Say why more time is needed",
    }
    submit = "Ask for more time"


class MoreTimeForSomebodyForm(MoreTimeForm):
    """The same, asked by telephone or on paper, and entered by the office."""

    on_behalf_of = forms.CharField(label="Who asked?", max_length=200, help_text="Name and job.")
    asked_on = govuk.DateField(label="Day it was asked", help_text="The day it reached the office.")
    original = govuk.FileField(label="The e-mail or letter", required=False)

    submit = "Enter the request"

    def layout(self) -> govuk.Layout:
        return govuk.Layout("on_behalf_of", "asked_on", "until_on", "why", "original")


class AnswerMoreTimeForm(govuk.Form, Revised):
    """Whether more time is granted, until when, and a word to the agency."""

    answer = forms.ChoiceField(
        label="What is the answer?",
        choices=[(GRANT, "Grant more time"), (REFUSE, "Refuse: the date stays")],
        widget=govuk.Radios(reveals={GRANT: "until_on"}),
    )
    until_on = govuk.DateField(label="Until which day?", required=False)
    word = forms.CharField(
        label="A word to the agency",
        required=False,
        max_length=1000,
        widget=govuk.Textarea(rows=3),
        help_text="It stands beside the day it is due. Needed where you refuse: say why, and what to give in time.",
    )

    mark_optional = False  # what is needed follows from the answer, and the words below say so
    submit = "Send the answer"

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        kept = {name: self.cleaned_data[name] for name in ("revision", "until_on", "word")}
        return kept | {"granted": self.cleaned_data["answer"] == GRANT}
