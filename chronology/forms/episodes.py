"""What is typed of a practice episode?"""

from django import forms

from cspr import govuk
from cspr.pages import Revised


class EpisodeForm(govuk.Form):
    """A key practice episode."""

    title = forms.CharField(label="Title", max_length=200, help_text="For example: the weeks before the birth.")
    what_happened = forms.CharField(
        label="What happened",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="Leave an empty line between paragraphs. Each becomes a numbered paragraph of the report.",
    )
    why = forms.CharField(
        label="Why it happened as it did",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="What it looked like to those who were there then, not what is known now.",
    )

    submit = "Save episode"


class ChangeEpisodeForm(EpisodeForm, Revised):
    """An episode that stands already."""
