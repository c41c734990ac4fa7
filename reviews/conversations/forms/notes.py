"""What is typed of what was said, and of what may be quoted?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import Participant, Quote
from reviews.conversations.rules import LONGEST_POINT
from reviews.documents.forms import GivenForSomebody


class NotesForm(govuk.Form):
    """What was said, point by point; each line becomes a note of its own."""

    submit = "Save the notes"

    def __init__(self, *args: Any, points: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = {f"point_{number}": point for number, point in enumerate(points, start=1)}
        for name, point in self.points.items():
            self.fields[name] = forms.CharField(label=point, required=False, widget=govuk.Textarea(rows=4))
        self.points["other"] = "Something else"
        label = "Something else" if points else "What was said"
        self.fields["other"] = forms.CharField(label=label, required=False, widget=govuk.Textarea(rows=6))

    mark_optional = False

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each line typed, with its point."""
        return [
            (point, line.strip())
            for name, point in self.points.items()
            for line in self.cleaned_data[name].splitlines()
            if line.strip()
        ]


class NotesForSomebodyForm(GivenForSomebody, NotesForm):
    """The office types in what somebody gave on paper."""

    on_behalf_of = forms.CharField(
        label="Whose notes they are", max_length=200, help_text="The lead reviewer, or who wrote them: role and agency."
    )


class NoteForm(govuk.Form, Revised):
    """One note."""

    point = forms.CharField(label="Point", max_length=LONGEST_POINT)
    text = forms.CharField(label="What was said", widget=govuk.Textarea(rows=5))


class VoidForm(govuk.Form, Revised):
    """Why a note was made in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as made in error"
    warning = True


class QuoteForm(govuk.Form):
    """Words to be quoted, if the practitioner clears them."""

    words = forms.CharField(
        label="The words to be quoted",
        widget=govuk.Textarea(rows=4),
        help_text="As they were said, or as the practitioner would have them. Labels and roles, no names.",
    )
    said_by = forms.CharField(
        label="How the report says whose words they are",
        max_length=120,
        help_text="As little as is needed, such as “a practitioner”.",
    )

    submit = "Save the quote"


class AnswerForm(QuoteForm, Revised):
    """What the practitioner says to being quoted."""

    answer = forms.ChoiceField(
        label="May these words be used?", required=False, choices=Quote.Answer.choices, widget=govuk.Radios()
    )
    answered_by = forms.ModelChoiceField(
        Participant.objects.none(), label="Who answered?", required=False, empty_label="Not answered yet"
    )
    answered_on = govuk.DateField(label="When did they answer?", required=False)
    answered_words = forms.CharField(
        label="With what words?",
        required=False,
        widget=govuk.Textarea(rows=2),
        help_text="Also any condition, such as “yes, if the team is not named”.",
    )

    submit = "Save the answer"
    mark_optional = False

    def __init__(self, *args: Any, participants: QuerySet[Participant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answered_by"].queryset = participants
        self.fields["answered_by"].label_from_instance = lambda one: one.called

    def layout(self) -> govuk.Layout:
        return govuk.Layout("words", "said_by", "answer", "answered_by", "answered_on", "answered_words")
