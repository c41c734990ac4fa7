"""What do people type about agencies, contacts and partnerships?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Contact, Partnership
from agencies.queries import active_agencies, safeguarding_partners
from cspr import govuk
from cspr.context import COLOUR
from cspr.pages import Revised

PARTNER_FIELDS = {sector.value: f"partner_{sector.value}" for sector in Agency.STATUTORY}
PARTNER_HINT = (
    "Only where it decides and signs with the two others. One that only answers for itself, such as the council of a "
    "neighbouring area, is none: leave the box empty. If you tick it, it is asked in open cases too, for decisions that are "
    "still open and for reports being signed. If you take the tick away, what it still owes as a partner is let go. What "
    "it gave stays."
)


class AgencyFilter(govuk.Form):
    """Which agencies to list."""

    sector = forms.ChoiceField(required=False, label="Kind", choices=[("", "Every kind"), *Agency.Sector.choices])
    partnership = forms.ChoiceField(required=False, label="Partnership")
    ended = forms.ChoiceField(
        required=False, label="Which", choices=[("", "Those that stand"), ("1", "Those that ended")]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Partnership.objects.order_by("name").values_list("pk", "name")
        self.fields["partnership"].choices = [("", "Every partnership"), *((str(pk), name) for pk, name in found)]


class AgencyFacts(govuk.Form):
    """What an agency is, besides its name."""

    short_name = forms.CharField(
        label="Short name", required=False, max_length=60, help_text="For narrow columns, such as “Police”."
    )
    sector = forms.ChoiceField(
        label="Kind",
        choices=Agency.Sector.choices,
        widget=govuk.Radios(reveals=PARTNER_FIELDS, small=True),
    )
    partnerships = govuk.ModelMultipleChoiceField(
        Partnership.objects.order_by("name"), label="Works in", required=False
    )
    led_by = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Answers through",
        required=False,
        empty_label="Itself",
        help_text="For example, a surgery through the integrated care board, a school through the council. The lead "
        "then sees what the agency is asked, and signs for it.",
    )

    def __init__(self, *args: Any, managed: QuerySet[Partnership], agency: Agency | None = None, **kwargs: Any) -> None:
        """Where it is a safeguarding partner is asked for the partnerships that are ``managed``; elsewhere it stays."""
        super().__init__(*args, **kwargs)
        self.fields["led_by"].queryset = active_agencies()
        places = list(managed.prefetch_related("safeguarding_partners"))
        standing = list(agency.partner_in.all()) if agency else []
        self.kept = [place for place in standing if place not in places]
        for sector, name in PARTNER_FIELDS.items():
            without = [place for place in places if all(one.sector != sector for one in safeguarding_partners(place))]
            own = standing if agency and agency.sector == sector else without
            self.fields[name] = govuk.ModelMultipleChoiceField(
                managed,
                label="Statutory safeguarding partner of",
                required=False,
                initial=[place.pk for place in own if place in places],
                widget=govuk.Checkboxes(small=True),
                help_text=PARTNER_HINT,
            )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        ticked = {name: typed.pop(name, ()) for name in PARTNER_FIELDS.values()}
        typed["partner_in"] = [*self.kept, *ticked.get(PARTNER_FIELDS.get(typed.get("sector", ""), ""), ())]
        return typed


class AgencyForm(AgencyFacts):
    """A new agency."""

    name = forms.CharField(label="Name", max_length=200)
    field_order = ("name",)
    submit = "Add this agency"


class ChangeAgencyForm(AgencyFacts, Revised):
    """An agency that is known."""


class RenameForm(govuk.Form, Revised):
    """The new name of an agency."""

    name = forms.CharField(label="New name", max_length=200)
    renamed_on = govuk.DateField(label="Called so since")
    submit = "Rename"


class MergeForm(govuk.Form, Revised):
    """What became of an agency."""

    into = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Which agency took its place?",
        required=False,
        empty_label="None: it closed",
        help_text="It will also be found under the old name.",
    )
    ended_on = govuk.DateField(label="Last day")
    submit = "End this agency"
    warning = True

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = active_agencies().exclude(pk=agency.pk)


class RestoreForm(govuk.Form, Revised):
    """Nothing but that an agency stands."""

    submit = "Let it stand again"


class ContactForm(govuk.Form):
    """A desk or a person whom the office writes to."""

    name = forms.CharField(label="Name", max_length=120, help_text="A person or a desk, such as “Safeguarding desk”.")
    job = forms.CharField(label="Job", required=False, max_length=120)
    email = forms.EmailField(label="E-mail address", required=False)
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    submit = "Add this contact"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and not (typed.get("email") or typed.get("phone")):
            self.add_error("email", "Enter an e-mail address or a telephone number")
        return typed


class ChangeContactForm(ContactForm, Revised):
    """A contact that is known."""

    submit = "Save"


class ContactAwayForm(govuk.Form, Revised):
    """From when until when a contact is away, and which desk stands in."""

    away_from = govuk.DateField(label="First day away", required=False)
    away_until = govuk.DateField(
        label="Last day away", required=False, help_text="When they are back, leave both days empty."
    )
    deputy = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Who stands in",
        required=False,
        empty_label="Nobody",
        help_text="Another contact of this agency, or of the one it answers through. Both are written to.",
    )
    mark_optional = False
    submit = "Save"

    def __init__(self, *args: Any, desks: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = desks


class EndContactForm(govuk.Form, Revised):
    """The last day of a contact."""

    ended_on = govuk.DateField(label="Last day")
    submit = "End this contact"


class PartnershipForm(govuk.Form):
    """A partnership whose reviews the office runs."""

    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(label="Short name", max_length=60)
    code_prefix = forms.RegexField(
        r"^[A-Za-z]{2,6}$",
        label="Letters that begin the code of each case",
        help_text="Two to six letters. “CP” makes CP-2026-001.",
        error_messages={"invalid": "Enter two to six letters and nothing else"},
    )
    phone = forms.CharField(
        label="Telephone of the office", max_length=40, help_text="It stands in every invitation and reminder."
    )
    email = forms.EmailField(label="E-mail address of the office", required=False)
    colour = forms.RegexField(
        COLOUR,
        label="Colour of the partnership",
        required=False,
        help_text="The stripe above every page. A number sign and six letters or figures, such as #7a3b69.",
        error_messages={"invalid": "Enter a number sign and six letters or figures, such as #7a3b69"},
    )
    submit = "Add this partnership"

    def clean_code_prefix(self) -> str:
        return self.cleaned_data["code_prefix"].upper()


class ChangePartnershipForm(PartnershipForm, Revised):
    """A partnership that is known."""

    submit = "Save"
