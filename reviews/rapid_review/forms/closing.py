"""What does the office type about what was found, the sending, and what follows?"""

from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.rapid_review.rules import CONCLUDING
from reviews.referral.models import Outcome


def _text(label: str, hint: str = "", rows: int = 8) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=govuk.Textarea(rows=rows), help_text=hint)


class WriteUpForm(govuk.Form, Revised):
    """What the rapid review found: the text that goes to the national Panel."""

    facts = _text("The facts, and what each agency did")
    analysis = _text("Analysis of key practice episodes", "What happened at the moments that mattered, and why.")
    safety_actions = _text(
        "What has been done to keep children safe", "What the list of safety actions above does not say.", rows=5
    )
    inequalities = _text(
        "Racism and other inequalities considered",
        "How they may have influenced what the child and family experienced, and practice.",
        rows=5,
    )
    learning = _text("Learning so far, and how it was shared", rows=5)
    improvements = _text(
        "What could be improved", "Also what was identified before, in this case or in others.", rows=5
    )
    proceedings = _text(
        "What runs alongside",
        "Criminal and family proceedings, inquest, child death review, health and employment inquiries. Write “none” "
        "where there is none.",
        rows=4,
    )
    mark_optional = False
    submit = "Save"


class SentForm(govuk.Form, Revised):
    sent_on = govuk.DateField(label="Date it was sent to the national Panel")
    late_reason = forms.CharField(
        label="If it went after the last day: why?",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="In the words the national Panel was given.",
    )
    mark_optional = False
    submit = "Save"


class TakeBackForm(govuk.Form, Revised):
    submit = "It was not sent: take this back"
    warning = True


class ConcludeForm(govuk.Form, Revised):
    """What follows, as the partners decided."""

    outcome = forms.ChoiceField(
        label="What follows?",
        choices=[(outcome, Outcome(outcome).label) for outcome in CONCLUDING],
        widget=govuk.Radios(
            hints={
                Outcome.LOCAL_REVIEW: "The review begins. It is due six months after the decision.",
                Outcome.OTHER_LEARNING: "The case goes on as a partnership review. Nothing has to be typed again.",
                Outcome.NO_REVIEW: "The case ends here. Its learning and recommendations can still be kept and followed.",
            }
        ),
    )
    submit = "Conclude the rapid review"

    def __init__(self, *args: Any, settled: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settled in CONCLUDING:
            self.fields["outcome"].choices = [(settled, Outcome(settled).label)]
            self.initial.setdefault("outcome", settled)
