"""What do people type in the repeating rows of a referral: family, other agencies, key dates?"""

from typing import Any

from django import forms

from cspr import govuk
from reviews.referral.models import AgencyTold
from reviews.referral.rules import AgencyGiven, DateGiven, RelativeGiven


class RelativeForm(govuk.Form):
    """Somebody of the family or household, or another person who matters to the child."""

    relationship = forms.CharField(
        label="Relationship to the child", max_length=120, help_text="Such as mother, stepfather or lodger."
    )
    given_names = forms.CharField(label="First names", max_length=120, required=False)
    family_name = forms.CharField(label="Family name", max_length=120, required=False)
    born_on = govuk.DateField(label="Date of birth", required=False, help_text="")
    address = forms.CharField(
        label="Address", max_length=200, required=False, help_text="Never the address of a placement or refuge."
    )
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    legal_status = forms.CharField(
        label="Legal status",
        max_length=120,
        required=False,
        help_text="Such as parental responsibility, or a care order.",
    )
    ethnicity = forms.CharField(label="Ethnicity", max_length=80, required=False)
    plan = forms.CharField(label="On a child protection or other plan?", max_length=120, required=False)


class AgencyForm(govuk.Form):
    """Another agency that knows the child or the family, and who to ask there."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    agency = forms.CharField(label="Agency", max_length=200)
    given_names = forms.CharField(label="First name of the person there", max_length=120, required=False)
    family_name = forms.CharField(label="Family name of the person there", max_length=120, required=False)
    contact = forms.CharField(label="Telephone or e-mail", max_length=40, required=False)
    still = forms.ChoiceField(
        label="Still involved?", choices=AgencyTold.Still.choices, required=False, widget=govuk.Radios(inline=True)
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("contact") and not (typed.get("given_names") or typed.get("family_name")):
            self.add_error("given_names", "Enter whose telephone or e-mail it is")
        return typed


class KeyDateForm(govuk.Form):
    """One line of the short chronology."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    on = govuk.DateField(label="Date")
    time = forms.CharField(label="Time", max_length=40, required=False, help_text="If it matters.")
    event = forms.CharField(label="What happened", max_length=500, widget=govuk.Textarea(rows=2))


ROWS = {
    "family": govuk.formset(RelativeForm, row="Person", extra=1, spare=2),
    "agencies": govuk.formset(AgencyForm, row="Agency", extra=1, spare=2),
    "dates": govuk.formset(KeyDateForm, row="Key date", extra=1, spare=2),
}
CHANGED_ROWS = {
    "family": ROWS["family"],
    "agencies": govuk.formset(AgencyForm, row="Agency", extra=1, spare=2, can_delete=True),
    "dates": govuk.formset(KeyDateForm, row="Key date", extra=1, spare=2, can_delete=True),
}
HEADINGS = {
    "family": govuk.Rows(
        "Family and others who matter to the child",
        hint="Names go into the identity register of the case, and nowhere else.",
        name="family",
    ),
    "agencies": govuk.Rows("Other agencies that know the child or the family", name="agencies"),
    "dates": govuk.Rows("Key dates", hint="The few that matter most, each in a sentence.", name="dates"),
}


class WithTold(govuk.FormWithManyRows):
    """A form with the rows of a referral."""

    row_classes = ROWS

    @property
    def told(self) -> dict[str, Any]:
        """The rows as actions take them."""
        return {
            "family": [RelativeGiven(**row) for row in self.filled("family")],
            "agencies": [AgencyGiven(**_marked(row)) for row in self._with_removed("agencies")],
            "dates": [DateGiven(**_marked(row)) for row in self._with_removed("dates")],
        }

    def _with_removed(self, name: str) -> list[dict[str, Any]]:
        """Also those that stand already and are to be taken out."""
        return [
            {**row.cleaned_data, "row": place}
            for place, row in enumerate(self.row_sets[name])
            if row.cleaned_data and (row.cleaned_data.get("pk") or not row.cleaned_data.get("DELETE"))
        ]


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in row.items() if name != "DELETE"}
    if "still" in found:
        found["still"] = found["still"] or AgencyTold.Still.UNKNOWN.value
    return {**found, "removed": bool(row.get("DELETE"))}


class RowsForm(WithTold):
    """Rows of a referral put right, or added to."""

    row_classes = CHANGED_ROWS
    submit = "Save"

    def layout(self) -> govuk.Layout:
        return govuk.Layout(*HEADINGS.values())
