"""What is typed about the guided points, and about who is sent them?"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import GuidedPoints, Participant, PointsSent
from reviews.conversations.rules import LONGEST_POINT, Recipient, version_had
from reviews.documents.forms import OfficeMayEnter


class PointsForm(govuk.Form):
    """One version of the guided points."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    introduction = forms.CharField(label="Introduction", required=False, widget=govuk.Textarea(rows=4))
    points = forms.CharField(
        label="Points", widget=govuk.Textarea(rows=12), help_text="One point on each line, in the order of the talk."
    )

    submit = "Save the points"

    def clean_points(self) -> list[str]:
        points = [line.strip() for line in self.cleaned_data["points"].splitlines() if line.strip()]
        if any(len(point) > LONGEST_POINT for point in points):
            raise forms.ValidationError(f"Keep each point to {LONGEST_POINT} characters, or split it into two lines")
        return points


class ChangePointsForm(PointsForm, Revised):
    """A draft that is changed."""


class SendForm(OfficeMayEnter, govuk.Form):
    """To whom a version goes, and how; an address is asked for where none is known."""

    to = forms.MultipleChoiceField(label="Who is it sent to?", required=False, widget=govuk.Checkboxes())
    points = forms.ModelChoiceField(GuidedPoints.objects.none(), label="Which version?", empty_label=None)
    how = forms.ChoiceField(label="How?", choices=PointsSent.How.choices, widget=govuk.Radios())
    sent_on = govuk.DateField(label="When?", help_text="From here it goes out today; otherwise the day it went.")

    submit = "Send the points, or record it"
    mark_optional = False

    def __init__(
        self, *args: Any, participants: Iterable[Participant], versions: QuerySet[GuidedPoints], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.participants = {str(one.pk): one for one in participants}
        self.fields["to"].choices = [(key, _told(one)) for key, one in self.participants.items()]
        self.fields["points"].queryset = versions
        self.fields["points"].label_from_instance = lambda one: (
            f"Version {one.version}" + ("" if one.sent_on else ", a draft: once sent it stays as it is")
        )
        for key, one in self.participants.items():
            self.fields[f"email_{key}"] = forms.EmailField(
                label=f"E-mail address: {one.called}", required=False, initial=one.email
            )

    def layout(self) -> govuk.Layout:
        return govuk.Layout("to", *(f"email_{key}" for key in self.participants), "points", "how", "sent_on")

    @property
    def recipients(self) -> list[Recipient]:
        """Who was chosen, each with the address typed."""
        chosen = self.cleaned_data["to"]
        return [Recipient(self.participants[key], self.cleaned_data[f"email_{key}"]) for key in chosen]


def _told(one: Participant) -> str:
    had = version_had(one)
    return f"{one.called} ({f'has version {had}' if had else 'not sent yet'})"


class UnsentForm(govuk.Form, Revised):
    """Why a sending was recorded in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as made in error"
    warning = True


class ReadForm(govuk.Form):
    """The address a letter went to."""

    email = forms.EmailField(label="E-mail address", help_text="The one the message with the link was sent to.")

    submit = "Show what will be talked about"
