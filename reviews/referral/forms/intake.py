"""What do people type to refer a case, to log a referral, or to open a case from a notification?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Partnership
from cspr import govuk
from reviews.referral.forms.parts import (
    AT_THE_TIME,
    KNOWN,
    MORE_TOLD,
    PLAN,
    SIGNED,
    ChildrenForm,
    Incident,
    Referrer,
    SecondCase,
    Told,
    ToPartnership,
    agencies_in,
)
from reviews.referral.forms.told import HEADINGS, WithTold
from reviews.referral.models import Referral


class LogForm(ChildrenForm, Told, Incident, Referrer, SecondCase, ToPartnership):
    """A referral that came by e-mail, telephone or letter."""

    HOW = [choice for choice in Referral.How.choices if choice[0] in ("email", "phone", "letter")]

    how = forms.ChoiceField(label="How did it come?", choices=HOW, widget=govuk.Radios())
    received_on = govuk.DateField(label="Date it was received")
    original = govuk.FileField(
        label="The e-mail or form itself", required=False, help_text="It is kept with the case as it came."
    )

    submit = "Open the case"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(partnerships)
        self.fields["agency"].queryset = agencies_in(partnerships)
        self.fields["concerns"].label = "What worries them about it"

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            *self.show_second_case(),
            *self.asked(),
            govuk.Fieldset("How it came", "how", "received_on", "original"),
            govuk.Fieldset("Who refers", "referrer_name", "agency", "referrer_job", "referrer_contact"),
            govuk.Fieldset("What it is about", "purpose", "harm", "what_happened"),
            *self.child_rows(),
            govuk.Fieldset(
                "When it happened and became known",
                "happened_on",
                "happened_note",
                "known_on",
                hint="Give the date of the incident, or say why there is no one date.",
            ),
            govuk.Details("More, if the referral says it", "place", "known_note", *MORE_TOLD),
        )

    def clean(self) -> dict[str, Any]:
        return self.with_partnership(super().clean())


class ReferForm(WithTold, ChildrenForm, Told, Incident, ToPartnership):
    """A professional's own referral: what must be told first, then everything that may be left out."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Your agency", required=False, empty_label=None)
    referrer_job = forms.CharField(label="Your job", max_length=120)
    referrer_contact = forms.CharField(
        label="How the office can reach you", max_length=200, help_text="Telephone or e-mail."
    )
    original = govuk.FileField(
        label="A form or letter you have already written",
        required=False,
        help_text="You need not type again what stands there; say in a sentence what happened.",
    )

    submit = "Send the referral"

    def __init__(
        self, *args: Any, partnerships: QuerySet[Partnership], agencies: QuerySet[Agency], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(partnerships)
        mine = list(agencies)
        self.my_only = mine[0] if len(mine) == 1 else None
        if len(mine) < 2:
            del self.fields["agency"]
        else:
            self.fields["agency"].queryset = agencies
            self.fields["agency"].required = True

    def layout(self) -> govuk.Layout:
        agency = ["agency"] if "agency" in self.fields else []
        return govuk.Layout(
            *self.asked(),
            govuk.Fieldset("About you", *agency, *self.who(), "referrer_job", "referrer_contact"),
            govuk.Fieldset("What happened", "purpose", "harm", "what_happened", "happened_on", "happened_note"),
            *self.child_rows(),
            govuk.Fieldset("Signed", *SIGNED),
            govuk.Text(
                "Everything from here on may be left out. Put down what you know; the office asks for the rest."
            ),
            "original",
            govuk.Fieldset("What worries you", "trigger", "concerns", "working_together"),
            govuk.Fieldset("At the time", "place", *AT_THE_TIME),
            govuk.Fieldset("Plans and orders", *PLAN),
            govuk.Fieldset("Safety now", "siblings_safe"),
            HEADINGS["family"],
            HEADINGS["agencies"],
            govuk.Fieldset(
                "Who else knows", "other_agencies", "discussed_with", "known_on", "known_note", "records_secured_on"
            ),
            HEADINGS["dates"],
        )

    def who(self) -> list[str]:
        """The fields that say who refers, where nobody has signed in."""
        return []

    def clean(self) -> dict[str, Any]:
        typed = self.with_partnership(super().clean())
        return {"agency": self.my_only, **typed}


class FromNotificationForm(ChildrenForm, SecondCase, ToPartnership):
    """A case opened from the copy of a notification."""

    one_of = ("happened_on", "happened_note")

    original = govuk.FileField(label="Copy of the notification", help_text="With its receipt, if they came together.")
    received_on = govuk.DateField(label="Date the office received the copy")
    authority = forms.ModelChoiceField(
        Agency.objects.none(), label="Local authority that notified", empty_label=None, widget=govuk.Radios()
    )
    referrer_name = forms.CharField(label="Who sent the copy", required=False, max_length=120)
    known_on = govuk.DateField(label=KNOWN, help_text="It stands in the notification.")
    known_note = forms.CharField(label="What was known on that day", required=False, widget=govuk.Textarea(rows=3))
    sent_on = govuk.DateField(label="Date it was sent", help_text="The date on the receipt.")
    receipt = forms.CharField(label="Number on the receipt", required=False, max_length=60)
    late_reason = forms.CharField(label="If it was sent late, why", required=False, widget=govuk.Textarea(rows=3))
    harm = forms.ChoiceField(
        label="What happened to the child or children?", choices=Referral.Harm.choices[:2], widget=govuk.Radios()
    )
    what_happened = forms.CharField(
        label="What happened, in short",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="The copy says the rest.",
    )
    happened_on = govuk.DateField(label="Date of the incident", required=False)
    happened_note = forms.CharField(label="If there is no one date, say why", required=False, max_length=200)

    submit = "Open the case"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(partnerships)
        authorities = agencies_in(partnerships).filter(sector=Agency.Sector.LOCAL_AUTHORITY)
        self.fields["authority"].queryset = authorities
        if len(authorities) == 1:
            self.fields["authority"].initial = authorities[0]

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            *self.show_second_case(),
            *self.asked(),
            govuk.Fieldset("The copy", "original", "received_on", "referrer_name"),
            govuk.Fieldset(
                "The notification", "authority", "known_on", "known_note", "sent_on", "receipt", "late_reason"
            ),
            govuk.Fieldset("What it is about", "harm", "happened_on", "happened_note", "what_happened"),
            *self.child_rows(),
        )

    def clean(self) -> dict[str, Any]:
        return self.with_partnership(super().clean())
