"""What do people type to put a referral right, to add a child, or to open a case on a shorter road?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Partnership
from cspr import govuk
from cspr.pages import Revised
from reviews.case.phases import Kind
from reviews.referral.forms.parts import MORE_TOLD, PARTS, Referrer, Told, ToPartnership
from reviews.referral.models import CameFrom
from reviews.referral.rules import ChildGiven


class EditReferralForm(govuk.Form, Revised, Told, Referrer):
    """What the referral says, put right."""

    received_on = govuk.DateField(label="Date it was received")

    submit = "Save"

    def __init__(self, *args: Any, partnership: Partnership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = partnership.agencies.filter(ended_on=None).order_by("name")

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            govuk.Fieldset("Who refers", "received_on", "referrer_name", "agency", "referrer_job", "referrer_contact"),
            govuk.Fieldset("What it is about", "purpose", "harm", "what_happened", *MORE_TOLD),
        )


class ChildForm(govuk.Form):
    """One more child of a case."""

    child1_given_names = forms.CharField(label="First names", required=False, max_length=120)
    child1_family_name = forms.CharField(label="Family name", required=False, max_length=120)
    child1_born_on = govuk.DateField(label="Date of birth", required=False)
    child1_died_on = govuk.DateField(label="Date of death, if the child died", required=False)
    child1_unborn = forms.BooleanField(label="This child is not born yet", required=False)
    child1_address = forms.CharField(
        label="Home address", required=False, max_length=200, help_text="Never the address of a placement or refuge."
    )
    child1_postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    child1_ethnicity = forms.CharField(label="Ethnicity", required=False, max_length=80)
    label = forms.CharField(
        label="How the child is called in the report",
        required=False,
        max_length=40,
        help_text="Leave it empty for the next letter: Child B, Child C.",
    )

    submit = "Add the child"

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        values = {part: typed.pop(f"child1_{part}", None) for part in PARTS}
        typed["child"] = ChildGiven(**{part: value for part, value in values.items() if value})
        return typed


class OpenOtherForm(govuk.Form, ToPartnership):
    """A partnership review that needs no screening, an older report to be taken in, or learning from elsewhere."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[(kind.value, kind.label) for kind in (Kind.PARTNERSHIP, Kind.ARCHIVE, Kind.ELSEWHERE)],
        widget=govuk.Radios(
            hints={
                Kind.PARTNERSHIP.value: "For learning, without a serious incident. It begins with the terms of reference.",
                Kind.ARCHIVE.value: "A report from before this system, to keep and to publish here.",
                Kind.ELSEWHERE.value: "Recommendations from an audit, another area’s review or the national Panel, to follow "
                "here beside the others.",
            }
        ),
    )
    source = forms.ChoiceField(
        label="If it is learning from elsewhere: where does it come from?", choices=CameFrom.Source.choices,
        required=False, widget=govuk.Radios(),
    )  # fmt: skip
    source_name = forms.CharField(
        label="If it is learning from elsewhere: which one?", required=False, max_length=200,
        help_text="Its title and who made it. The board reads this: write no names of people.",
    )  # fmt: skip
    opened_on = govuk.DateField(label="Date it was agreed, or the date of the report")
    about = forms.CharField(
        label="What it is about", widget=govuk.Textarea(rows=4), help_text="In a few words. Write no names."
    )
    labels = forms.CharField(
        label="How the children are called in the report",
        initial="Child A",
        widget=govuk.Textarea(rows=3),
        help_text="One on each line, such as “Child A”. Never a real name. Learning from elsewhere names no child.",
    )
    happened_on = govuk.DateField(label="Date of the incident", required=False)
    happened_note = forms.CharField(label="If there is no one date, say why", required=False, max_length=200)
    original = govuk.FileField(label="The report or the request itself", required=False)

    submit = "Open the case"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(partnerships)

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            *self.asked(),
            "kind",
            "source",
            "source_name",
            "opened_on",
            "about",
            "labels",
            "happened_on",
            "happened_note",
        )

    def clean_labels(self) -> list[str]:
        return [line.strip()[:40] for line in self.cleaned_data["labels"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        return self.with_partnership(dict(super().clean() or self.cleaned_data))


class VoidChildForm(govuk.Form, Revised):
    """Why a child is not part of the case."""

    why_void = forms.CharField(
        label="Why was the child entered in error?", max_length=300, help_text="It is kept. Write no names here."
    )

    submit = "Take the child out of the case"
    warning = True
    required_messages = {"why_void": "Say why this child is not part of the case"}
