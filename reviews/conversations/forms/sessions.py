"""What is typed about sessions and those who take part?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import GuidedPoints, Session
from reviews.conversations.rules import Expected
from reviews.documents.forms import OfficeMayEnter
from reviews.proceedings.models import Witness

CAME = {"": None, "yes": True, "no": False}


class ParticipantForm(govuk.Form):
    """Somebody asked to take part."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    role = forms.CharField(label="Role", max_length=120)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Select an agency")
    name = forms.CharField(
        label="Name, if it helps", required=False, max_length=120, help_text="The review team sees no names."
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="Theirs, or of whoever hands it on. The points go there.",
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
        return govuk.Layout("pk", "role", "agency", *witness, govuk.Inline("name", "email"), "came")


class SessionForm(OfficeMayEnter, govuk.FormWithRows):
    """A session, planned or held, with its participants."""

    rows_class = govuk.formset(ParticipantForm, row="Participant", extra=1, spare=5, can_delete=True)

    form = forms.ChoiceField(label="What kind of session?", choices=Session.Form.choices, widget=govuk.Radios())
    mode = forms.ChoiceField(label="How?", choices=Session.Mode.choices, widget=govuk.Radios(inline=True))
    held_on = govuk.DateField(label="Date", help_text="A date to come means that it is planned.")
    begins_at = govuk.TimeField(label="Time", required=False)
    place = forms.CharField(
        label="Where, or how to join", required=False, max_length=200, help_text="Stands in the invitation. No names."
    )
    minutes_long = forms.IntegerField(label="Planned length in minutes", min_value=5, max_value=600)
    minutes_held = forms.IntegerField(
        label="How long it was, in minutes", required=False, min_value=1, max_value=600, help_text="Once it was held."
    )
    points = forms.ModelChoiceField(
        GuidedPoints.objects.none(), label="Guided points", required=False, empty_label="None"
    )
    supported_by = forms.CharField(
        label="Who supports the reviewer?",
        required=False,
        max_length=300,
        help_text="Such as members of the review panel.",
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
            "form", "mode", "held_on",
            govuk.Inline(
                govuk.Field("begins_at", width=5), govuk.Field("minutes_long", width=3),
                govuk.Field("minutes_held", width=3),
            ),
            "place", "points", "supported_by",
            govuk.Rows("Participants", hint="By role and agency. The report counts them; it names nobody."),
            *(name for name in ("on_behalf_of", "original") if name in self.fields),
        )  # fmt: skip

    @property
    def expected(self) -> list[Expected]:
        """The participants as the action takes them."""
        return [
            Expected(
                typed["role"], typed["agency"], typed["name"], CAME[typed["came"]], typed.get("pk"),
                typed.get("witness"), row.prefix, typed["email"],
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
