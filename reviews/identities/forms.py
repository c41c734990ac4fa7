"""What is typed into the identity register?"""

from typing import Any

from django import forms

from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.identities.models import Address, IdentityNumber, Person


class PersonFields(govuk.Form):
    """Who somebody is, and which label stands for them."""

    kind = forms.ChoiceField(label="Who is this?", choices=Person.Kind.choices, widget=govuk.Radios())
    given_names = forms.CharField(label="Given names", required=False, max_length=120)
    family_name = forms.CharField(label="Family name", required=False, max_length=120)
    born_on = govuk.DateField(label="Date of birth", required=False)
    died_on = govuk.DateField(label="Date of death", required=False)
    due_on = govuk.DateField(
        label="Expected date of birth", required=False,
        help_text="Where a child is not born yet, or was born early or late: weeks of pregnancy are counted from it.",
    )  # fmt: skip
    sex = forms.ChoiceField(label="Sex", choices=Person.Sex.choices, required=False, widget=govuk.Radios(inline=True))
    ethnicity = forms.CharField(label="Ethnicity, as the person would say it", required=False, max_length=80)
    relationship = forms.CharField(
        label="Relationship to the child, or job", required=False, max_length=120,
        help_text="For example: mother’s partner, health visitor.",
    )  # fmt: skip
    label = forms.CharField(
        label="Name used in everything that is shown", required=False, max_length=60,
        help_text="A role such as “mother” or “the health visitor”, or a chosen name. A subject child has “Child A” "
        "until a name is chosen.",
    )  # fmt: skip
    label_chosen_by = forms.CharField(
        label="Who chose the name, and when",
        required=False,
        max_length=120,
        help_text="For example: the mother, 4 May.",
    )
    common_word_reason = forms.CharField(
        label="If the name is also an ordinary word: why", required=False, max_length=300,
        help_text="For names such as May, Will or Rose. The name alone is then looked for only with a capital letter "
        "inside a sentence, and may be cleared with one reason. The full name is always looked for.",
    )  # fmt: skip

    def _names(self) -> govuk.Fieldset:
        return govuk.Fieldset(
            "Real name and dates", "given_names", "family_name", "born_on", "died_on", "due_on", size="m",
            hint="This is the only place where they are written. Everywhere else the name used stands.",
        )  # fmt: skip

    def _about(self) -> govuk.Fieldset:
        return govuk.Fieldset("About the person", "relationship", "sex", "ethnicity", size="m")


class AddPersonForm(PersonFields):
    """A person with everything that is known at once."""

    child = forms.ChoiceField(label="Which child?", required=False, widget=govuk.Radios(small=True))
    aliases = forms.CharField(
        label="Other names and spellings", required=False, widget=govuk.Textarea(rows=3),
        help_text="One on each line: nicknames, former names, spellings found in records.",
    )  # fmt: skip
    address = forms.CharField(label="Address", required=False, max_length=200)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    nhs_number = forms.CharField(label="NHS number", required=False, max_length=40)

    submit = "Add to the register"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.children = {str(child.pk): child for child in review.children.filter(person=None)}
        self.fields["child"].choices = [(key, child.label) for key, child in self.children.items()]
        if self.children:
            self.fields["kind"].widget.reveals = {Person.Kind.CHILD: "child"}
        else:
            del self.fields["child"]

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "kind", self._names(), "aliases",
            govuk.Fieldset("Name used", "label", "label_chosen_by", "common_word_reason", size="m"), self._about(),
            govuk.Fieldset(
                "What else would find them", "address", govuk.Field("postcode", width=10),
                govuk.Field("nhs_number", width=20), size="m",
                hint="Never enter the address of a placement or a refuge, or an adoptive name.",
            ),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        child = self.children.get(typed.pop("child", ""))
        typed["child"] = child if typed.get("kind") == Person.Kind.CHILD else None
        typed["aliases"] = [name.strip() for name in (typed.get("aliases") or "").splitlines() if name.strip()]
        return typed


class PersonForm(PersonFields, Revised):
    """What is known of a person, and whether their real name may be shown."""

    shown_name = forms.CharField(
        label="The one real form that may be shown", required=False, max_length=60,
        help_text="Only where the country knows the name anyway. Usually empty.",
    )  # fmt: skip
    shown_name_decision = forms.CharField(
        label="Who decided this, when, with which legal advice, and what the family wishes", required=False,
        max_length=500, widget=govuk.Textarea(rows=3),
    )  # fmt: skip

    submit = "Save"

    def __init__(self, *args: Any, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not office:  # what the partners decided is recorded by the office alone
            del self.fields["shown_name"], self.fields["shown_name_decision"]

    def layout(self) -> govuk.Layout:
        decided = [name for name in ("shown_name", "shown_name_decision") if name in self.fields]
        return govuk.Layout(
            "kind", self._names(),
            govuk.Fieldset("Name used", "label", "label_chosen_by", "common_word_reason", size="m"), self._about(),
            *([govuk.Details("The real name may be shown", *decided)] if decided else []),
        )  # fmt: skip

    @classmethod
    def initial_of(cls, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in cls.base_fields}


class AliasForm(govuk.Form):
    """Another name."""

    name = forms.CharField(label="Other name or spelling", max_length=120)


class AddressForm(govuk.ModelForm):
    """Where somebody lives or lived."""

    class Meta:
        model = Address
        fields = ("lines", "postcode")
        labels = {"lines": "Address, without the postcode", "postcode": "Postcode"}
        help_texts = {"lines": "Never the address of a placement or a refuge."}


class NumberForm(govuk.ModelForm):
    """A number that finds somebody."""

    class Meta:
        model = IdentityNumber
        fields = ("kind", "value")
        labels = {"kind": "What kind of number?", "value": "Number"}
        widgets = {"kind": govuk.Radios()}


class VoidForm(govuk.Form, Revised):
    """Why an entry is wrong."""

    why = forms.CharField(label="Why is this entry wrong?", max_length=300)

    submit = "Record as made in error"
    warning = True
