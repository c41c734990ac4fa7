"""What is typed when something has to wait, and when it may go ahead?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person
from reviews.proceedings import queries
from reviews.proceedings.forms.alongside import HAPPENED, KINDS, PeopleField
from reviews.proceedings.forms.orders import named
from reviews.proceedings.models import Advised, HoldScope, Proceeding, Release, What, Witness

EVENTS = [("", "Nothing in particular"), *HAPPENED]


class _Advice(govuk.Form):
    advised_as = forms.ChoiceField(label="On whose advice?", choices=[("", "Select who"), *Advised.Part.choices])
    advised_by = forms.CharField(
        label="Who that is", required=False, max_length=160, help_text="Name and telephone number."
    )
    advised_on = govuk.DateField(label="When was it given?")
    original = govuk.FileField(label="The letter, message or note", required=False)

    def advice(self) -> govuk.Fieldset:
        return govuk.Fieldset("Advice", "advised_as", "advised_by", "advised_on", "original")


class PractitionersField(govuk.ModelMultipleChoiceField):
    """The practitioners who are listed as possible witnesses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Witness.objects.none(), required=False, widget=govuk.Checkboxes(small=True), **kwargs)

    def label_from_instance(self, witness: Witness) -> str:
        return witness.called


class HoldForm(_Advice):
    """What has to wait, for what, why, on whose advice, and until when it is looked at again."""

    cause = forms.ChoiceField(label="What does it wait for?")
    what = forms.MultipleChoiceField(
        label="What has to wait?",
        choices=What.choices,
        widget=govuk.Checkboxes(
            hints={
                What.ALL: "Nothing agreed is late meanwhile; contact, conversations and publication wait as well.",
                What.TALK: "Everybody else can be spoken with.",
            },
            reveals={What.CONTACT: "people", What.TALK: "practitioners"},
        ),
        help_text="As little as the advice asks for. Whatever you do not choose goes on.",
    )
    people = PeopleField(label="Which people?")
    practitioners = PractitionersField(label="Which practitioners?")
    why = forms.CharField(
        label="Why",
        widget=govuk.Textarea(rows=3),
        help_text="In words the national Panel could be given as the reason for a delay. Write no names here.",
    )
    decided_by = forms.CharField(
        label="Who decided?", max_length=200, help_text="By role: the three safeguarding partners."
    )
    waits_for = forms.ChoiceField(
        label="What would release it?",
        choices=EVENTS,
        required=False,
        help_text="When that happens, the office is asked. Nothing is released by itself.",
    )
    since_on = govuk.DateField(label="From")
    look_again_on = govuk.DateField(
        label="Look at it again on",
        help_text="A hold stays until its release is confirmed. The office is asked again on this day.",
    )

    required_messages = {
        "cause": "Select what it waits for",
        "what": "Choose at least one thing that has to wait",
    }
    submit = "Put on hold"

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        practitioners: QuerySet[Witness],
        proceedings: QuerySet[Proceeding],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proceedings = {f"proceeding:{one.pk}": one for one in proceedings}
        recorded = [(key, named(one)) for key, one in self.proceedings.items()]
        recorded = [("Recorded here", recorded)] if recorded else []
        self.fields["cause"].choices = [("", "Select what it waits for"), *recorded, *KINDS]
        self.fields["people"].queryset = people
        self.fields["practitioners"].queryset = practitioners
        if not practitioners.exists():
            self.fields["practitioners"].help_text = "None is listed yet. List them on the page of proceedings first."

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "cause", "what", "why", "decided_by", self.advice(),
            govuk.Fieldset("How long", "since_on", "waits_for", "look_again_on"),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        cause = typed.pop("cause", "")
        typed["proceeding"] = self.proceedings.get(cause)
        typed["because"] = "" if typed["proceeding"] else cause
        return typed


class LookAgainForm(govuk.Form, Revised):
    """Why it still waits, and until when."""

    why = forms.CharField(label="Why it still waits", widget=govuk.Textarea(rows=3))
    waits_for = forms.ChoiceField(label="What would release it?", choices=EVENTS, required=False)
    look_again_on = govuk.DateField(label="Look at it again on")

    submit = "Let the hold stand"


class ScopesField(govuk.ModelMultipleChoiceField):
    """What a hold still stops."""

    def label_from_instance(self, scope: HoldScope) -> str:
        return queries.called(scope)


class StaysReleasedForm(_Advice):
    """That what was released may go ahead although there is an appeal, and on what advice."""

    why = forms.CharField(
        label="Why may it still go ahead?", max_length=500, widget=govuk.Textarea(rows=3),
        help_text="For example: the appeal is about the sentence alone. Write no names here.",
    )  # fmt: skip
    decided_on = govuk.DateField(label="When was it decided?")
    on_behalf_of = forms.CharField(
        label="Who confirmed it, if not you?", required=False, max_length=200, help_text="Name and part."
    )
    submit = "Confirm that it may go ahead"

    def layout(self) -> govuk.Layout:
        return govuk.Layout("why", self.advice(), "decided_on", "on_behalf_of")


class ReleaseForm(_Advice, Revised):
    """Whether what is on hold may go ahead: all of it, part of it, or nothing yet."""

    outcome = forms.ChoiceField(
        label="What may go ahead?",
        choices=Release.Outcome.choices,
        widget=govuk.Radios(
            hints={
                Release.Outcome.KEPT: "Such as: sentence is to come, there is an appeal, an order protects somebody."
            },
            reveals={Release.Outcome.PART: "released"},
        ),
    )
    released = ScopesField(
        HoldScope.objects.none(), label="Which part?", required=False, widget=govuk.Checkboxes(small=True)
    )
    why = forms.CharField(
        label="Why",
        max_length=500,
        widget=govuk.Textarea(rows=3),
        help_text="For example: sentence was passed, and nobody has appealed. Write no names here.",
    )
    conditions = forms.CharField(
        label="Conditions",
        required=False,
        max_length=500,
        widget=govuk.Textarea(rows=3),
        help_text="What goes ahead is shown with them. Such as: not about the night itself; the family is told first.",
    )
    decided_on = govuk.DateField(label="When was it decided?")
    on_behalf_of = forms.CharField(
        label="Who confirmed it, if not you?", required=False, max_length=200, help_text="Name and part."
    )
    waits_for = forms.ChoiceField(label="What would release the rest?", choices=EVENTS, required=False)
    look_again_on = govuk.DateField(label="Look at it again on", required=False)

    submit = "Confirm"

    def __init__(self, *args: Any, scopes: QuerySet[HoldScope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["released"].queryset = scopes
        if len(scopes) < 2:  # with one thing there is no part of it
            left = [choice for choice in Release.Outcome.choices if choice[0] != Release.Outcome.PART]
            self.fields["outcome"].choices = left
            self.fields["outcome"].widget.reveals = {}
            del self.fields["released"]

    def layout(self) -> govuk.Layout:
        hint = "Only if the hold stays, or part of it."
        return govuk.Layout(
            "outcome", "why", "conditions", self.advice(), "decided_on", "on_behalf_of",
            govuk.Fieldset("What stays", "waits_for", "look_again_on", hint=hint),
        )  # fmt: skip
