"""Which parts do the forms that begin a case share?"""

import re
from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Partnership
from cspr import govuk
from reviews.referral.models import Referral
from reviews.referral.rules import MOST_CHILDREN, ChildGiven

ORDINALS = ("First", "Second", "Third", "Fourth")
PARTS = ("given_names", "family_name", "born_on", "died_on", "unborn", "address", "postcode", "ethnicity")
OF_CHILD = re.compile(r"child(\d)_")
KNOWN = "Date the local authority came to know or suspect both the harm and abuse or neglect"
BORN_HINT = "For example, 27 3 2026. Leave it empty if it is not known yet; it can be added later."
KNOWN_HINT = "Its time for notifying runs from this day. Leave it empty if you do not know."


def _fields_of_child(row: int) -> dict[str, forms.Field]:
    return {
        f"child{row}_given_names": forms.CharField(label="First names", required=False, max_length=120),
        f"child{row}_family_name": forms.CharField(label="Family name", required=False, max_length=120),
        f"child{row}_born_on": govuk.DateField(label="Date of birth", required=False, help_text=BORN_HINT),
        f"child{row}_died_on": govuk.DateField(label="Date of death, if the child died", required=False, help_text=""),
        f"child{row}_address": forms.CharField(
            label="Home address",
            required=False,
            max_length=200,
            help_text="Never the address of a placement or refuge.",
        ),
        f"child{row}_postcode": forms.CharField(label="Postcode", required=False, max_length=10),
        f"child{row}_ethnicity": forms.CharField(label="Ethnicity", required=False, max_length=80),
        f"child{row}_unborn": forms.BooleanField(label="This child is not born yet", required=False),
    }


_CHILDREN = {name: field for row in range(1, MOST_CHILDREN + 1) for name, field in _fields_of_child(row).items()}
# Rows of plain fields, so that what is typed is saved as it is typed, and nothing needs a script.
ChildRows = type("ChildRows", (forms.Form,), _CHILDREN)


class ChildrenForm(govuk.Form, ChildRows):
    """One to four children; ``cleaned_data["children"]`` has those that were filled in."""

    def child_rows(self) -> list[Any]:
        """The rows for the layout: the first open, the others behind a summary until something stands in them."""
        return [self._row(row) for row in range(1, MOST_CHILDREN + 1)]

    def _row(self, row: int) -> Any:
        names, born, death = (
            (f"child{row}_given_names", f"child{row}_family_name"),
            f"child{row}_born_on",
            f"child{row}_died_on",
        )
        fields = [govuk.Field(names[0], width=20), govuk.Field(names[1], width=20), born, death, f"child{row}_unborn"]
        fields += [
            f"child{row}_address", govuk.Field(f"child{row}_postcode", width=10),
            govuk.Field(f"child{row}_ethnicity", width=20),
        ]  # fmt: skip
        if row == 1:
            return govuk.Fieldset(
                "The child",
                *fields,
                hint="Give at least one name, unless the child is not born yet. If it concerns several children, begin with any; there is room for four.",
            )
        return govuk.Details(f"{ORDINALS[row - 1]} child", *fields, opened=self._is_typed(row))

    def row_of(self, name: str) -> str:
        """Which child a field asks about."""
        match = OF_CHILD.match(name)
        return f"{ORDINALS[int(match[1]) - 1]} child" if match else ""

    def _is_typed(self, row: int) -> bool:
        values = (self[f"child{row}_{part}"].value() for part in PARTS)
        return any(any(value) if isinstance(value, list) else value for value in values)

    def clean(self) -> dict[str, Any]:
        typed = dict(super().clean() or self.cleaned_data)
        rows = range(1, MOST_CHILDREN + 1)
        wrong = {row for row in rows if any(f"child{row}_{part}" in self.errors for part in PARTS)}
        given = [(row, {part: typed.pop(f"child{row}_{part}", None) for part in PARTS}) for row in rows]
        typed["children"] = [
            ChildGiven(**{part: value for part, value in values.items() if value}, row=row)
            for row, values in given
            if any(values.values()) or row in wrong
        ]
        return typed


def agencies_in(partnerships: QuerySet[Partnership]) -> QuerySet[Agency]:
    """The agencies of these partnerships that can be chosen."""
    return Agency.objects.filter(partnerships__in=partnerships, ended_on=None).distinct().order_by("name")


class ToPartnership(forms.Form):
    """The partnership, asked only where there are several."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label="Partnership", empty_label=None, widget=govuk.Radios()
    )

    def offer(self, partnerships: QuerySet[Partnership]) -> None:
        """Offer these; where there is one, it is taken without being asked for."""
        self.only = None
        found = list(partnerships[:2])
        if len(found) == 1:
            self.only = found[0]
            del self.fields["partnership"]
        else:
            self.fields["partnership"].queryset = partnerships

    def with_partnership(self, typed: dict[str, Any]) -> dict[str, Any]:
        return {**typed, "partnership": self.only} if self.only else typed

    def asked(self) -> list[str]:
        return [] if self.only else ["partnership"]


class SecondCase(forms.Form):
    """A tick that appears only when the partnership has a case about the same child."""

    second_case = forms.BooleanField(
        label="This is another incident: open a second case", required=False, widget=forms.HiddenInput()
    )

    def add_error(self, field: str | None, error: Any) -> None:
        super().add_error(field, error)
        if field == "second_case":
            self.fields["second_case"].widget = forms.CheckboxInput()

    def show_second_case(self) -> list[str]:
        if "second_case" not in self.errors and not self["second_case"].value():
            return []
        self.fields["second_case"].widget = forms.CheckboxInput()
        return ["second_case"]


class Incident(forms.Form):
    """When and where it happened, and when the authority came to know."""

    one_of = ("happened_on", "happened_note")

    happened_on = govuk.DateField(label="Date of the incident", required=False)
    happened_note = forms.CharField(
        label="If there is no one date, say why",
        required=False,
        max_length=200,
        help_text="For example, “neglect over two years”, or “injuries on several days”.",
    )
    place = forms.CharField(
        label="Where it happened", required=False, max_length=200, help_text="Such as “at home”, and the town."
    )
    known_on = govuk.DateField(label=KNOWN, required=False, help_text=KNOWN_HINT)
    known_note = forms.CharField(label="What was known on that day", required=False, widget=govuk.Textarea(rows=3))


class Told(forms.Form):
    """What the referral says."""

    purpose = forms.ChoiceField(
        label="What is it for?",
        choices=Referral.Purpose.choices,
        initial=Referral.Purpose.STATUTORY,
        widget=govuk.Radios(),
    )
    harm = forms.ChoiceField(
        label="What happened to the child or children?", choices=Referral.Harm.choices, widget=govuk.Radios()
    )
    what_happened = forms.CharField(label="What happened", widget=govuk.Textarea(rows=8))
    concerns = forms.CharField(label="What worries you about it", required=False, widget=govuk.Textarea(rows=4))
    working_together = forms.CharField(
        label="How agencies worked together", required=False, widget=govuk.Textarea(rows=4)
    )
    plan_status = forms.CharField(
        label="Child protection plan, child in need plan or care order, now or before", required=False, max_length=200
    )
    siblings_safe = forms.CharField(
        label="Are brothers, sisters and other children safe? Who confirmed it, and when?",
        required=False,
        widget=govuk.Textarea(rows=3),
    )
    other_agencies = forms.CharField(
        label="Other agencies and people who know the family",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="Agency, name, how to reach them, and whether they are still involved.",
    )
    records_secured_on = govuk.DateField(label="Date the records were secured", required=False)
    discussed_with = forms.CharField(
        label="Safeguarding lead it was discussed with", required=False, max_length=200, help_text="Name and contact."
    )
    trigger = forms.ChoiceField(
        label="What kind of incident is it?",
        choices=Referral.Trigger.choices,
        required=False,
        widget=govuk.Radios(small=True),
    )
    whereabouts = forms.CharField(
        label="Where the child was at the time",
        required=False,
        widget=govuk.Textarea(rows=2),
        help_text="Such as “at home” or “with a foster carer”. No address of a placement or refuge.",
    )
    carer = forms.CharField(
        label="Who was looking after the child at the time",
        required=False,
        max_length=200,
        help_text="Such as “mother’s partner”. The name goes with the family below.",
    )
    open_to_care = forms.ChoiceField(
        label="Was the child open to children’s social care?",
        choices=Referral.Known.choices,
        required=False,
        widget=govuk.Radios(inline=True),
    )
    lead_worker = forms.CharField(
        label="Lead worker", required=False, max_length=200, help_text="Name, post and telephone."
    )
    plan_category = forms.ChoiceField(
        label="Category of the child protection plan",
        choices=Referral.Plan.choices,
        required=False,
        widget=govuk.Radios(small=True),
    )
    plan_from = govuk.DateField(label="Day the plan began", required=False)
    plan_until = govuk.DateField(label="Day it ended, if it has", required=False)
    plan_length = forms.CharField(
        label="How long the child was on a plan", required=False, max_length=60, help_text="Such as “14 months in all”."
    )
    signed_by = forms.CharField(label="Signed by", required=False, max_length=120)
    signed_on = govuk.DateField(label="Date it was signed", required=False)


AT_THE_TIME = ("whereabouts", "carer", "open_to_care", "lead_worker")
PLAN = ("plan_status", "plan_category", "plan_from", "plan_until", "plan_length")
SIGNED = ("signed_by", "signed_on")
MORE_TOLD = (
    "trigger", "concerns", "working_together", *AT_THE_TIME, *PLAN, "siblings_safe", "other_agencies",
    "records_secured_on", "discussed_with", *SIGNED,
)  # fmt: skip


class Referrer(forms.Form):
    """Who referred, as the office writes it down."""

    referrer_name = forms.CharField(label="Name of the person who refers", max_length=120)
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Their agency",
        required=False,
        empty_label="Choose an agency",
        help_text="If it is not in the list, leave this and write it with their job.",
    )
    referrer_job = forms.CharField(label="Their job", required=False, max_length=120)
    referrer_contact = forms.CharField(
        label="How to reach them", required=False, max_length=200, help_text="Telephone or e-mail."
    )
