"""What is typed of a practice episode?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chronology.models import Theme
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

    themes = govuk.ModelMultipleChoiceField(Theme.objects.none(), label="Themes", required=False)
    new_theme = forms.CharField(
        label="Another theme", max_length=80, required=False,
        help_text="In a few words that name nobody. It joins the list for all cases of the partnership.",
    )  # fmt: skip

    submit = "Save episode"

    def __init__(self, *args: Any, themes: QuerySet[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = themes
        if not themes:
            del self.fields["themes"]


class ChangeEpisodeForm(EpisodeForm, Revised):
    """An episode that stands already."""
