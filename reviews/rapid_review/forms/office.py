"""What does the office type to open a rapid review and to ask agencies?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from cspr.templatetags.page import workmoment
from reviews.identities.models import Person
from reviews.rapid_review.rules import Slot

OTHER, LATER = "other", "later"


class OpenForm(govuk.Form):
    """When the returns are due, how far back to search, and when the meeting is."""

    returns_due_on = govuk.DateField(label="Returns from agencies due")
    search_from_on = govuk.DateField(
        label="Search records from",
        required=False,
        help_text="The first day agencies are asked to look at. You can give years for each person later.",
    )
    slot = forms.ChoiceField(label="When is the rapid review meeting?", widget=govuk.Radios(), required=False)
    meeting_on = govuk.DateField(label="Date of the meeting", required=False)
    meeting_time = govuk.TimeField(
        label="Time it starts", required=False, help_text="Only if you chose another time above."
    )
    place = forms.CharField(label="Place or link of the meeting", required=False, max_length=200)
    mark_optional = False
    submit = "Open the rapid review"

    def __init__(self, *args: Any, slots: Iterable[Slot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed = list(slots)
        self.fields["slot"].choices = [
            *((slot.value, f"{slot.starts:%A} {workmoment(slot.starts)}") for slot in proposed),
            (OTHER, "Another time"),
            (LATER, "Plan it later"),
        ]
        away = {slot.value: f"Away: {', '.join(slot.away)}" for slot in proposed if slot.away}
        widget = govuk.Radios(hints=away, reveals={OTHER: "meeting_on"})
        widget.choices = self.fields["slot"].choices
        self.fields["slot"].widget = widget

    def layout(self) -> govuk.Layout:
        return govuk.Layout("returns_due_on", "search_from_on", "slot", govuk.Field("meeting_time", width=5), "place")

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        typed["meeting_at"] = self._meeting_at(typed)
        return typed

    def _meeting_at(self, typed: dict[str, Any]) -> dt.datetime | None:
        """The moment chosen, or typed; none where it is planned later."""
        slot = typed.get("slot")
        if slot and slot not in (OTHER, LATER):
            return timezone.make_aware(dt.datetime.fromisoformat(slot))
        if slot == LATER:
            return None
        day, time = typed.get("meeting_on"), typed.get("meeting_time")
        if (day or slot == OTHER) and not time and "meeting_time" not in self.errors:
            self.add_error("meeting_time", "Enter the time the meeting starts, or choose to plan it later")
        if slot == OTHER and not day and "meeting_on" not in self.errors:
            self.add_error("meeting_on", "Enter the date of the meeting, or choose to plan it later")
        return timezone.make_aware(dt.datetime.combine(day, time)) if day and time else None

    @property
    def details(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("returns_due_on", "search_from_on", "meeting_at", "place")}


class AddToListForm(govuk.Form):
    """What is asked about those added: the years, and by when whoever has signed answers."""

    years = forms.CharField(
        label="Years to search", required=False, max_length=60, help_text="For example, 2019 to now, or from birth."
    )
    answer_by = govuk.DateField(label="Agencies that have signed already answer about them by", required=False)

    def __init__(self, *args: Any, asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asked:
            del self.fields["answer_by"]


class SearchForm(AddToListForm):
    """People of the identity register who go on the search list."""

    people = govuk.ModelMultipleChoiceField(
        Person.objects.none(), label="People in the identity register", widget=govuk.Checkboxes(small=True)
    )
    field_order = ("people", "years", "answer_by")
    submit = "Put on the search list"

    def __init__(self, *args: Any, people: Any, names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people
        self.fields["people"].label_from_instance = named if names else str


def named(person: Person) -> str:
    """Label and name, for those who may see names."""
    name = " ".join(part for part in (person.given_names, person.family_name) if part)
    return f"{person.label}: {name}" if name else person.label


class NewPersonForm(AddToListForm):
    """Somebody who is not in the register yet; goes into it and on the list at once."""

    kind = forms.ChoiceField(
        label="Who is it?",
        choices=[choice for choice in Person.Kind.choices if choice[0] != Person.Kind.PROFESSIONAL],
        widget=govuk.Radios(),
        initial=Person.Kind.FAMILY,
    )
    label = forms.CharField(
        label="Label", max_length=60, help_text="What stands for them everywhere else, such as “mother’s partner”."
    )
    given_names = forms.CharField(label="Given names", max_length=120)
    family_name = forms.CharField(label="Family name", max_length=120, required=False)
    born_on = govuk.DateField(label="Date of birth", required=False)
    relationship = forms.CharField(label="Relationship to the child", max_length=120, required=False)
    field_order = ("kind", "label", "given_names", "family_name", "born_on", "relationship", "years", "answer_by")
    submit = "Add to register and search list"


class TakeOffForm(govuk.Form, Revised):
    why = forms.CharField(label="Why is this person taken off the list?", max_length=300, widget=govuk.Textarea(rows=3))
    submit = "Take off the list"
    warning = True


class AskForm(govuk.Form):
    """Which agencies are asked, sector by sector, and by when."""

    due_on = govuk.DateField(
        label="Returns due", help_text="Check the school holidays if you ask a school, and leave room to sign off."
    )
    submit = "Send the requests"

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        self.sectors = [f"sector_{sector}" for sector in Agency.Sector.values]
        for sector, label in Agency.Sector.choices:
            there = [agency for agency in agencies if agency.sector == sector]
            if there:
                self.fields[f"sector_{sector}"] = forms.MultipleChoiceField(
                    label=label,
                    required=False,
                    choices=[(str(agency.pk), _led(agency)) for agency in there],
                    widget=govuk.Checkboxes(small=True),
                )
        self.order_fields([*self.sectors, "due_on"])

    mark_optional = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not self.errors and not self.chosen:
            first = next((name for name in self.sectors if name in self.fields), None)
            self.add_error(first, "Choose at least one agency.")
        return typed

    @property
    def chosen(self) -> list[Agency]:
        return [self.agencies[pk] for sector in self.sectors for pk in self.cleaned_data.get(sector) or ()]


def _led(agency: Agency) -> str:
    return f"{agency.name} (answers through {agency.led_by})" if agency.led_by else agency.name


class MoveForm(govuk.Form):
    due_on = govuk.DateField(label="New date")
    why = forms.CharField(label="Why does the date move?", max_length=300, widget=govuk.Textarea(rows=3))
    submit = "Move the date"


class WithdrawForm(govuk.Form, Revised):
    why = forms.CharField(label="Why is the request withdrawn?", max_length=300, widget=govuk.Textarea(rows=3))
    submit = "Withdraw the request"
    warning = True


class SendBackForm(govuk.Form, Revised):
    why = forms.CharField(
        label="What is needed?",
        widget=govuk.Textarea(rows=6),
        help_text="The agency reads this above its return, which opens again for it.",
    )
    due_on = govuk.DateField(label="Needed by")
    submit = "Send back"
