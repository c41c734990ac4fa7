"""What is typed to ask an agency about one entry, and to answer?"""

from django import forms

from cspr import govuk


class QuestionForm(govuk.Form):
    """What is asked, and until when."""

    text = forms.CharField(
        label="Your question",
        max_length=2000,
        widget=govuk.Textarea(rows=4),
        help_text="The agency reads it beside its own entry. Do not tell it what another agency wrote.",
    )
    due_on = govuk.DateField(label="To be answered by")

    required_messages = {"text": "Enter your question", "due_on": "Enter the day by which it is to be answered"}
    submit = "Ask the agency"


class MarkForm(govuk.Form):
    """What is needed of one entry."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="What is needed",
        max_length=2000,
        widget=govuk.Textarea(rows=4),
        help_text="The agency reads this beside the entry, once you send the chronology back.",
    )

    required_messages = {"text": "Say what is needed of this entry"}
    submit = "Note it down"


class AnswerForm(govuk.Form):
    """The agency's answer."""

    text = forms.CharField(
        label="Your answer",
        max_length=4000,
        widget=govuk.Textarea(rows=5),
        help_text="It stands beside the entry as you write it, and is read by those who read the entry. “There is no record "
        "of it” is an answer.",
    )

    required_messages = {"text": "Enter your answer"}
    submit = "Answer"


class AnswerForSomebodyForm(AnswerForm):
    """What the agency answered by telephone or on paper, entered by the office."""

    on_behalf_of = forms.CharField(label="Who answered?", max_length=200, help_text="Name and job.")
    given_on = govuk.DateField(label="Day it was given", help_text="The day it reached the office.")
    original = govuk.FileField(label="The e-mail or letter", required=False)

    submit = "Enter the answer"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Their answer"
        self.fields["text"].help_text = "In their own words."
