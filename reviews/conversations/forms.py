"""What do people type about conversations with practitioners?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import GuidedPoints, Session
from reviews.conversations.rules import LONGEST_POINT, Expected
from reviews.documents.forms import GivenForSomebody
from reviews.proceedings.models import Witness

CAME = {"": None, "yes": True, "no": False}


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


class SentForm(govuk.Form, Revised):
    """When the points went out."""

    sent_on = govuk.DateField(label="When did they go to the participants?")

    submit = "Record that they were sent"


class ParticipantForm(govuk.Form):
    """Somebody asked to take part."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    role = forms.CharField(label="Role", max_length=120)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Select an agency")
    name = forms.CharField(
        label="Name, if it helps", required=False, max_length=120, help_text="The review team sees no names."
    )
    witness = forms.ModelChoiceField(
        Witness.objects.none(),
        label="On the list of possible witnesses?",
        required=False,
        empty_label="Not one of them",
    )
    came = forms.ChoiceField(
        label="Did they come?",
        required=False,
        choices=[("", "Not recorded yet"), ("yes", "They came"), ("no", "They did not come")],
    )

    required_messages = {"role": "Enter their role, such as health visitor"}
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        agencies: list[tuple[str, str]],
        queryset: QuerySet[Agency],
        witnesses: QuerySet[Witness],
        listed: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["witness"].queryset = witnesses
        self.fields["witness"].choices = [("", "Not one of them"), *listed]
        if not listed:
            del self.fields["witness"]
        self.fields["agency"].queryset = queryset
        self.fields["agency"].choices = [("", "Select an agency"), *agencies]

    def layout(self) -> govuk.Layout:
        witness = ["witness"] if "witness" in self.fields else []
        return govuk.Layout("pk", "role", "agency", *witness, govuk.Inline("name", "came"))


class SessionForm(govuk.FormWithRows):
    """A session, planned or held, with its participants."""

    rows_class = govuk.formset(ParticipantForm, row="Participant", extra=1, spare=5, can_delete=True)

    form = forms.ChoiceField(label="What kind of session?", choices=Session.Form.choices, widget=govuk.Radios())
    mode = forms.ChoiceField(label="How?", choices=Session.Mode.choices, widget=govuk.Radios(inline=True))
    held_on = govuk.DateField(label="Date", help_text="A date to come means that it is planned.")
    minutes_long = forms.IntegerField(label="Length in minutes", min_value=5, max_value=600)
    points = forms.ModelChoiceField(
        GuidedPoints.objects.none(), label="Guided points", required=False, empty_label="None"
    )
    supported_by = forms.CharField(
        label="Who supports the reviewer?",
        required=False,
        max_length=300,
        help_text="Such as members of the review panel.",
    )
    support_offered = forms.CharField(
        label="Support offered afterwards", required=False, max_length=300, help_text="To those who took part."
    )

    submit = "Save the session"

    def __init__(
        self,
        *args: Any,
        points: QuerySet[GuidedPoints],
        agencies: QuerySet[Agency],
        witnesses: QuerySet[Witness],
        **kwargs: Any,
    ) -> None:
        choices = [(str(agency.pk), agency.name) for agency in agencies]
        listed = [(str(witness.pk), witness.called) for witness in witnesses]
        rows = {"agencies": choices, "queryset": agencies, "witnesses": witnesses, "listed": listed}
        super().__init__(*args, row_arguments=rows, **kwargs)
        self.fields["points"].queryset = points
        self.fields["points"].label_from_instance = lambda version: (
            f"Version {version.version}" + ("" if version.sent_on else ", not sent yet")
        )

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "form", "mode", "held_on", govuk.Field("minutes_long", width=3), "points", "supported_by",
            govuk.Rows("Participants", hint="By role and agency. The report counts them; it names nobody."),
            "support_offered",
        )  # fmt: skip

    @property
    def expected(self) -> list[Expected]:
        """The participants as the action takes them."""
        return [
            Expected(
                typed["role"], typed["agency"], typed["name"], CAME[typed["came"]], typed.get("pk"),
                typed.get("witness"), row.prefix,
            )
            for row in self.rows
            if (typed := row.cleaned_data) and not typed.get("DELETE")
        ]  # fmt: skip

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the session itself."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class ChangeSessionForm(SessionForm, Revised):
    """A session that is known."""


class CancelForm(govuk.Form, Revised):
    """Why a session does not take place."""

    why_cancelled = forms.CharField(
        label="Why", max_length=300, help_text="Such as: postponed until the trial has ended. Write no names."
    )

    submit = "Cancel the session"
    warning = True


class RestoreForm(govuk.Form, Revised):
    """Nothing but that a session was cancelled in error."""

    submit = "It takes place after all"


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
    quote_cleared = forms.BooleanField(label="The practitioner agreed to be quoted in these words", required=False)


class VoidForm(govuk.Form, Revised):
    """Why a note was made in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as made in error"
    warning = True
