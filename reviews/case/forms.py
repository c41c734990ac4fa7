"""What do people type about the case itself?"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Partnership, User
from agencies.roles import Role
from agencies.rules import Visitor
from cspr import govuk
from cspr.pages import Revised
from reviews.case import phases, queries
from reviews.case.models import Review, TeamMember
from reviews.case.rules import RAISED_TO, SHIPPED, Schedule
from reviews.guidance import regimes


class FilterForm(govuk.Form):
    """Which cases to list. What has but one choice is not asked."""

    words = forms.CharField(
        required=False,
        max_length=40,
        label="Code or label",
        help_text="Such as 2026-014 or Child A. Names are not looked for.",
    )
    phase = forms.ChoiceField(required=False, choices=[("", "Every phase"), *phases.Phase.choices], label="Phase")
    kind = forms.ChoiceField(required=False, choices=[("", "Every kind"), *phases.Kind.choices], label="Kind")
    late = forms.ChoiceField(required=False, choices=[("", "Late or not"), ("late", "Something is late")], label="Late")
    hold = forms.ChoiceField(
        required=False,
        choices=[("", "On hold or not"), ("held", "On hold"), ("going", "Not on hold")],
        label="On hold",
    )
    guidance = forms.ChoiceField(
        required=False,
        choices=[("", "Any edition"), *((regime.code, regime.name) for regime in regimes.EDITIONS)],
        label="Guidance in force when it was opened",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), required=False, empty_label="Any agency", label="Agency involved"
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), required=False, empty_label="Every partnership", label="Partnership"
    )
    opened_from = govuk.DateField(required=False, label="Opened on or after")
    opened_until = govuk.DateField(required=False, label="Opened on or before")

    mark_optional = False
    submit = None

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visitor = visitor
        for name, found in (
            ("agency", queries.agencies_listed(visitor)),
            ("partnership", queries.partnerships_listed(visitor)),
        ):
            self.fields[name].queryset = found
            if len(found) < 2:
                del self.fields[name]

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if words and not queries.reviews_listed(self.visitor, words=words).cases.exists():
            raise forms.ValidationError("No case that you may see has this in its code or its label")
        return words

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("opened_from"), typed.get("opened_until")
        if first and last and last < first:
            self.add_error("opened_until", "The last day cannot be before the first")
        return typed

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and could be understood."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    @property
    def said(self) -> list[tuple[str, str]]:
        """The same, in words: label and value."""
        return [(str(self.fields[name].label), self._words(name, value)) for name, value in self.chosen.items()]

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, dt.date):
            return f"{value:%-d %B %Y}"
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


class ViewForm(govuk.Form):
    """The name of a view of the list."""

    name = forms.CharField(
        label="What you call it", max_length=60, help_text="Such as: late in Fenmarsh. Write no names of people."
    )

    submit = "Keep this view"


class RenameViewForm(ViewForm, Revised):
    """Another name for a view."""

    submit = "Save the name"


class DueForm(govuk.Form):
    """Whose duties to list, and which of them; whose is asked of those who run cases only."""

    of = forms.ChoiceField(required=False, choices=[("", "Yours"), *queries.OF.items()], label="Owed by")
    when = forms.ChoiceField(
        required=False,
        choices=[("", "Any day"), ("late", "Late"), ("today", "Today"), ("week", "In the next seven days")],
        label="Due",
    )

    def __init__(self, *args: Any, runs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not runs:
            del self.fields["of"]


GIVEN_ELSEWHERE = (Role.LEAD_REVIEWER, Role.JOINED_PARTNER)


class JoinForm(govuk.Form):
    """A role for a person in this review."""

    user = forms.ModelChoiceField(User.objects.none(), label="Person")
    role = forms.ChoiceField(
        choices=[(value, label) for value, label in TeamMember.ROLES if value not in GIVEN_ELSEWHERE],
        label="Role in this review",
        widget=govuk.Radios(),
        help_text="A lead reviewer joins by signing the declaration of independence; a partner of another area is given "
        "a place where that area has joined, under Rapid review.",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), required=False, label="Agency they speak for", help_text="For review panel members."
    )
    starts_on = govuk.DateField(label="From")
    ends_on = govuk.DateField(label="Until", required=False)

    submit = "Add to the team"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True)
        self.fields["agency"].queryset = review.partnership.agencies.filter(ended_on=None)


class LeaveForm(govuk.Form, Revised):
    """The last day of a person in the team."""

    ends_on = govuk.DateField(label="Last day in this role")

    submit = "End this role"


class InvolveForm(govuk.Form):
    """An agency that has to do with the case."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    why = forms.CharField(label="Why it is involved", required=False, max_length=200, help_text="Write no names here.")

    submit = "Add the agency"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = review.involvements.current().values("agency")
        self.fields["agency"].queryset = Agency.objects.filter(ended_on=None).exclude(pk__in=known)


class EndInvolvementForm(govuk.Form):
    """Why an agency has nothing to do with the case, or no longer."""

    why = forms.CharField(label="Why", max_length=200, help_text="Write no names here.")

    submit = "Take the agency out of the case"


class StepBackForm(govuk.Form):
    """Which phase to go back to, and why."""

    to = forms.ChoiceField(label="Go back to", widget=govuk.Radios())
    why = forms.CharField(
        label="Why", widget=govuk.Textarea(rows=3), max_length=500, help_text="It stays in the case's history."
    )

    submit = "Move the case back"

    def __init__(self, *args: Any, earlier: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(phase, phases.Phase(phase).label) for phase in earlier]
        self.fields["to"].initial = earlier[0] if len(earlier) == 1 else None


class OpenAgainForm(StepBackForm):
    """Why a closed case is opened again."""

    submit = "Open the case again"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].label = "It is then again at"


class CloseForm(govuk.Form):
    """Why the case is closed."""

    why = forms.CharField(
        label="Why it is closed now",
        widget=govuk.Textarea(rows=4),
        max_length=500,
        help_text="It stays in the case’s history. Say also what becomes of anything that is left open. Write no names here.",
    )

    submit = "Close the case"
    required_messages = {"why": "Say why the case is closed"}


class RestForm(govuk.Form):
    """Why something is no longer owed."""

    why = forms.CharField(label="Why it no longer applies", max_length=300, help_text="Write no names here.")

    submit = "It no longer applies"
    required_messages = {"why": "Say why it no longer applies"}


class MoveDutyForm(govuk.Form):
    """A new date for a duty that was agreed."""

    due_on = govuk.DateField(label="New date")
    why = forms.CharField(label="Why it moves", max_length=300)

    submit = "Move the date"


class IncidentForm(govuk.Form, Revised):
    """What is known of the incident; the day the authority came to know of it stands with the notification."""

    happened_on = govuk.DateField(label="Date of the incident", required=False)
    happened_note = forms.CharField(
        label="If there is no one date",
        required=False,
        max_length=200,
        help_text="For example: neglect over two years.",
    )
    place = forms.CharField(label="Place", required=False, max_length=200)
    summary = forms.CharField(label="What happened, in short", required=False, widget=govuk.Textarea(rows=6))

    submit = "Save"


class DaysField(forms.CharField):
    """Numbers of days, with commas between them."""

    def clean(self, value: Any) -> list[int]:
        typed = [part for part in re.split(r"[,;\s]+", super().clean(value)) if part]
        if not all(part.isdecimal() and len(part) < 4 for part in typed):
            raise forms.ValidationError("Enter numbers of days with commas between them, such as 5, 1")
        return [int(part) for part in typed]


class ScheduleForm(govuk.Form, Revised):
    """When people are reminded, and to whom a late answer of an agency goes up."""

    before = DaysField(
        label="Days before the date", required=False, help_text="With commas between them, such as 5, 1."
    )
    after = DaysField(label="Days after the date", required=False, help_text="Such as 1, 8. 0 is the day itself.")
    every = forms.IntegerField(
        label="After the last of these, again every so many days", min_value=0, help_text="0 for no more reminders."
    )
    raise_to = forms.ChoiceField(
        label="Who is told when an agency stays late?",
        required=False,
        choices=[*((role.value, role.label) for role in RAISED_TO), ("", "Nobody")],
        widget=govuk.Radios(),
    )
    raise_after = forms.IntegerField(
        label="How many days after the date?", min_value=1, required=False, help_text="They are told once."
    )
    mark_optional = False
    submit = "Save"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("raise_to") and not typed.get("raise_after") and "raise_after" not in self.errors:
            self.add_error("raise_after", "Enter after how many days they are told")
        return typed

    @property
    def schedule(self) -> Schedule:
        typed = self.cleaned_data
        offsets = sorted([-day for day in typed["before"] if day] + typed["after"])
        return Schedule(tuple(offsets), typed["every"], typed["raise_after"] or SHIPPED.raise_after, typed["raise_to"])


class HandOnForm(govuk.Form):
    """One colleague, chosen by the button with their name."""

    to = forms.ModelChoiceField(
        User.objects.none(), label="Whom do you hand it to?", error_messages={"required": "Choose a colleague"}
    )
    submit = None

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people
