"""What is typed about agreement, support and feedback?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import Participant, Session
from reviews.documents.forms import SaidForSomebody


class AgreementForm(govuk.Form, Revised):
    """What each participant says to a record being made, and how the session is kept."""

    kept_as = forms.ChoiceField(label="How is the session kept?", choices=Session.Kept.choices, widget=govuk.Radios())

    submit = "Save the answers"
    mark_optional = False

    def __init__(self, *args: Any, participants: Iterable[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {one.pk: f"says_{one.pk}" for one in participants}
        for one in participants:
            self.fields[self.names[one.pk]] = forms.ChoiceField(
                label=one.called, required=False, choices=Participant.Says.choices, initial=one.agreement
            )

    def layout(self) -> govuk.Layout:
        legend = "What do they say to a record being made?"
        return govuk.Layout("kept_as", govuk.Fieldset(legend, *self.names.values()))

    @property
    def says(self) -> dict[int, str]:
        """What each said, by participant."""
        return {pk: self.cleaned_data[name] for pk, name in self.names.items()}


class WhoForm(SaidForSomebody, govuk.Form):
    """Some of these participants, and who did it; only the office keeps an original (``behalf``)."""

    mark_optional = False

    who = forms.MultipleChoiceField(label="Who?", required=False, widget=govuk.Checkboxes())

    def __init__(
        self, *args: Any, participants: Iterable[Participant], behalf: bool, numbered: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not behalf:
            del self.fields["original"]
        self.participants = {str(one.pk): one for one in participants}
        self.fields["who"].choices = [
            (key, f"Session {one.session.number}: {one.called}" if numbered else one.called)
            for key, one in self.participants.items()
        ]

    @property
    def chosen(self) -> list[Participant]:
        return [self.participants[key] for key in self.cleaned_data["who"]]


class SupportForm(WhoForm):
    """What support was offered to whom, and when."""

    support = forms.CharField(
        label="What was offered?",
        max_length=300,
        help_text="Such as a call the day after, or the staff counselling service. No names.",
    )
    support_on = govuk.DateField(label="When was it offered?")
    on_behalf_of = forms.CharField(label="Who offered it, if not you", required=False, max_length=200)

    field_order = ("who", "support", "support_on", "on_behalf_of", "original")

    submit = "Save the offer"


class FeedbackForm(WhoForm):
    """How these participants were told what became of it, and when."""

    feedback = forms.CharField(
        label="How were they told?",
        max_length=300,
        help_text="Such as a call, a letter, or a meeting of all. No names.",
    )
    feedback_on = govuk.DateField(label="When?")
    on_behalf_of = forms.CharField(label="Who told them, if not you", required=False, max_length=200)

    field_order = ("who", "feedback", "feedback_on", "on_behalf_of", "original")

    submit = "Save the feedback"


class AfterwardsForm(govuk.Form, Revised):
    """What was offered and told to one participant, put right."""

    support = forms.CharField(label="What support was offered?", required=False, max_length=300)
    support_on = govuk.DateField(label="When was it offered?", required=False)
    support_taken = forms.ChoiceField(
        label="Was it taken up?", required=False, choices=Participant.Taken.choices, widget=govuk.Radios(inline=True)
    )
    feedback = forms.CharField(label="How were they told what became of it?", required=False, max_length=300)
    feedback_on = govuk.DateField(label="When were they told?", required=False)

    mark_optional = False
