"""What is typed about a proceeding and what happens in it?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person
from reviews.proceedings.models import Proceeding, ProceedingEvent

K = Proceeding.Kind
GROUPS: tuple[tuple[str, tuple[Proceeding.Kind, ...]], ...] = (
    ("Police and courts", (K.CRIMINAL, K.CARE, K.COMPLAINT, K.MAPPA)),
    (
        "Around a death",
        (K.INQUEST, K.POST_MORTEM, K.JOINT_RESPONSE, K.DEATH_REVIEW, K.OVERVIEW_PANEL, K.FUTURE_DEATHS),
    ),
    ("Other reviews", (K.NATIONAL, K.DOMESTIC_ABUSE, K.ADULT_REVIEW, K.PATIENT_SAFETY)),
    ("Staff", (K.LADO, K.HR, K.REGULATOR)),
    ("Inspection", (K.OFSTED, K.CQC, K.JOINT_INSPECTION)),
    ("Other", (K.OTHER,)),
)
# What happens in court; that it goes on after all is recorded on a page of its own.
HAPPENED = [choice for choice in ProceedingEvent.Kind.choices if choice[0] != ProceedingEvent.Kind.REOPENED]
KINDS = [(group, [(kind.value, kind.label) for kind in kinds]) for group, kinds in GROUPS]


class PeopleField(govuk.ModelMultipleChoiceField):
    """People of the register, by label alone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"required": False, "widget": govuk.Checkboxes(small=True), **kwargs}
        super().__init__(Person.objects.none(), **kwargs)


class ProceedingForm(govuk.Form):
    """What runs alongside, where, and whom to ask about it."""

    kind = forms.ChoiceField(label="What is it?", choices=[("", "Select what it is"), *KINDS])
    about = forms.CharField(
        label="In a few words",
        required=False,
        max_length=200,
        help_text="Such as: father, grievous bodily harm. No names.",
    )
    body = forms.CharField(
        label="Court or body",
        required=False,
        max_length=160,
        help_text="Such as: the Crown Court, the coroner’s office.",
    )
    reference = forms.CharField(label="Its reference", required=False, max_length=80)
    contact = forms.CharField(
        label="Whom we speak to there", required=False, max_length=200, help_text="Name and telephone number."
    )
    officer = forms.CharField(
        label="Senior investigating officer, or coroner’s officer", required=False, max_length=200
    )
    next_on = govuk.DateField(
        label="Next date", required=False, help_text="The office is asked on that day what happened."
    )
    next_what = forms.CharField(label="What happens on that date", required=False, max_length=160)
    people = PeopleField(label="Who of the register it concerns")

    submit = "Save the proceeding"

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        if not people.exists():
            del self.fields["people"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        return {"people": (), **typed}

    def layout(self) -> govuk.Layout:
        people = ["people"] if "people" in self.fields else []
        return govuk.Layout(
            "kind", "about", "body", govuk.Field("reference", width=20), "contact", "officer",
            govuk.Fieldset("The next date", "next_on", "next_what"), *people,
        )  # fmt: skip


class ChangeProceedingForm(ProceedingForm, Revised):
    """A proceeding that is known."""


class EndProceedingForm(govuk.Form, Revised):
    """When and how it ended."""

    ended_on = govuk.DateField(label="When did it end?")
    how_ended = forms.CharField(
        label="How did it end?", max_length=500, widget=govuk.Textarea(rows=3), help_text="Write no names here."
    )

    submit = "Record that it ended"


class ReopenForm(govuk.Form, Revised):
    """Why it goes on after all."""

    why = forms.CharField(
        label="Why does it go on?",
        max_length=500,
        widget=govuk.Textarea(rows=3),
        help_text="Such as: the defence has appealed. Write no names here.",
    )

    submit = "Record that it goes on"


class EventForm(govuk.Form):
    """What happened, and the next date."""

    kind = forms.ChoiceField(label="What happened?", choices=[("", "Select what happened"), *HAPPENED])
    happened_on = govuk.DateField(label="On which day?")
    note = forms.CharField(
        label="In a few words",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Such as: guilty of two of three counts. Use labels such as “father”, never names.",
    )
    next_on = govuk.DateField(label="Next date, if one was set", required=False)
    next_what = forms.CharField(label="What happens on that date", required=False, max_length=160)
    on_behalf_of = forms.CharField(
        label="Who told the office?", required=False, max_length=200, help_text="Name and part, if it was not you."
    )
    original = govuk.FileField(label="Letter or message", required=False)

    submit = "Save what happened"

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "kind", "happened_on", "note", govuk.Fieldset("The next date", "next_on", "next_what"),
            govuk.Details("Who told you, and in which letter", "on_behalf_of", "original"),
        )  # fmt: skip


class VoidEventForm(govuk.Form, Revised):
    """Why it was entered in error."""

    why_void = forms.CharField(label="What was wrong?", max_length=300)

    submit = "Record it as entered in error"
    warning = True
