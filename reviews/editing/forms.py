"""What is typed about the checks of the report, and about where it answers what?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from cspr import govuk
from reviews.editing.queries import Asked, Place
from reviews.editing.rules import Noted


class LetStandForm(govuk.Form):
    """Some of what the checks noted, and why it may stand."""

    noted = forms.MultipleChoiceField(label="What may stand?", widget=govuk.Checkboxes())
    reason = forms.CharField(
        label="Why may it stand?", max_length=300, help_text="A word is enough. It holds until the paragraph changes."
    )

    submit = "Let it stand"
    required_messages = {"noted": "Tick what may stand", "reason": "Say why it may stand"}

    def __init__(self, *args: Any, found: Iterable[Noted], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["noted"].choices = [(one.digest, f"{one.place}: {one.says}") for one in found]


class AnsweredForm(govuk.Form):
    """A question of the terms of reference, and a place that answers it."""

    question = forms.ChoiceField(label="Which question?")
    place = forms.ChoiceField(label="Where does the report answer it?")

    submit = "It is answered there"
    required_messages = {"question": "Choose a question", "place": "Choose a place"}

    def __init__(self, *args: Any, asked: Iterable[Asked], places: dict[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["question"].choices = [
            ("", "Select a question"),
            *((one.pk, f"{one.number}. {one.text}") for one in asked),
        ]
        named = ((key, place.name) for key, place in places.items())
        self.fields["place"].choices = [("", "Select a paragraph or section"), *named]
