"""What is typed about a meeting of a case, and about any meeting?"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from agencies.models import Agency, Contact, User
from cspr import govuk
from cspr.pages import Revised
from reviews.documents.models import Document
from reviews.meetings.models import Attendance, Meeting
from reviews.meetings.rules import LONGEST_MINUTES, Guest


class MeetingForm(govuk.Form):
    """When, how and about what."""

    kind = forms.ChoiceField(label="What kind of meeting is it?", choices=Meeting.Kind.choices, widget=govuk.Radios())
    date = govuk.DateField(label="Date")
    time = govuk.TimeField(label="Time it starts")
    minutes_long = forms.IntegerField(
        label="How many minutes is it planned for?", min_value=5, max_value=LONGEST_MINUTES, initial=90
    )
    place = forms.CharField(
        label="Place or link", required=False, max_length=200,
        help_text="It stands in the invitation e-mail. A room or a link; never somebody’s name or home.",
    )  # fmt: skip
    agenda = forms.CharField(
        label="Agenda",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="Everybody invited can read it. Use labels such as Child A, never names.",
    )
    submit = "Save meeting"

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            "kind", "date", govuk.Inline(govuk.Field("time", width=5), govuk.Field("minutes_long", width=3)),
            "place", "agenda",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        day, time = typed.get("date"), typed.get("time")
        if day and time:
            typed["starts_at"] = timezone.make_aware(dt.datetime.combine(day, time))
        return typed

    @property
    def details(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            name: value for name, value in self.cleaned_data.items() if name not in ("date", "time", "kind", "revision")
        }

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        starts = timezone.localtime(meeting.starts_at)
        fields = ("kind", "minutes_long", "place", "agenda", "revision")
        return {"date": starts.date(), "time": starts.time()} | {name: getattr(meeting, name) for name in fields}


class ChangeMeetingForm(MeetingForm, Revised):
    """The same, of a meeting that stands. Its kind stays."""

    held_already = forms.BooleanField(
        label="The meeting was held then already",
        required=False,
        help_text="Only for a date and time that have gone by. Nobody is written to then.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"]

    def layout(self) -> govuk.Layout:
        return govuk.Layout(*[item for item in super().layout().fields if item != "kind"], "held_already")


class GuestsForm(govuk.Form):
    """Who is to come, or came: people the system knows, and one it does not."""

    users = forms.MultipleChoiceField(
        label="People who sign in here", required=False, widget=govuk.Checkboxes(small=True)
    )
    contacts = forms.MultipleChoiceField(
        label="Contacts at agencies", required=False, widget=govuk.Checkboxes(small=True)
    )
    name = forms.CharField(label="Name", required=False, max_length=120)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="None of these")
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="The invitation goes there. It says no names and nothing of the case.",
    )

    def __init__(
        self,
        *args: Any,
        users: list[User],
        contacts: list[Contact],
        agencies: Iterable[Agency],
        ahead: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user in users}
        self.known = {str(contact.pk): contact for contact in contacts}
        self.fields["users"].choices = [(pk, _described(user, user.job)) for pk, user in self.people.items()]
        self.fields["contacts"].choices = [(pk, _described(row, row.job)) for pk, row in self.known.items()]
        self.fields["agency"].queryset = agencies
        for name, choices in (("users", self.people), ("contacts", self.known)):
            if not choices:
                del self.fields[name]
        if not ahead:
            del self.fields["email"]
        self.submit = "Send invitations" if ahead else "Add to attendance"

    def layout(self) -> govuk.Layout:
        known = [name for name in ("users", "contacts") if name in self.fields]
        other = [name for name in ("name", "agency", "email") if name in self.fields]
        return govuk.Layout(*known, govuk.Fieldset("Somebody else", *other, hint="Leave this empty if they are above."))

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if not self.errors and not self.guests:
            first = next(name for name in ("users", "contacts", "name") if name in self.fields)
            self.add_error(first, "Choose at least one person, or type a name.")
        return typed

    @property
    def guests(self) -> list[Guest]:
        typed = self.cleaned_data
        users = [self.people[pk] for pk in typed.get("users") or ()]
        contacts = [self.known[pk] for pk in typed.get("contacts") or ()]
        guests = [Guest(user.name, user.email, user, user.agency) for user in users]
        guests += [Guest(contact.name, contact.email, None, contact.agency) for contact in contacts]
        if typed.get("name"):
            guests.append(Guest(typed["name"], typed.get("email") or "", None, typed.get("agency")))
        return guests


def _described(person: User | Contact, job: str) -> str:
    return ", ".join(part for part in (person.name, job, str(person.agency or "")) if part)


class AttendanceForm(govuk.Form):
    """Who came: one question for each person on the list."""

    submit = "Save attendance"

    def __init__(self, *args: Any, rows: list[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            came, deputy = f"came_{row.pk}", f"deputy_{row.pk}"
            self.fields[came] = forms.ChoiceField(
                label=f"{row.name}, {row.agency}" if row.agency else row.name,
                choices=[choice for choice in Attendance.Came.choices if choice[0] != Attendance.Came.INVITED],
                widget=govuk.Radios(reveals={Attendance.Came.DEPUTY: deputy}, small=True),
                initial="" if row.came == Attendance.Came.INVITED else row.came,
                required=False,
            )
            self.fields[deputy] = forms.CharField(
                label="Name of the deputy", required=False, max_length=120, initial=row.deputy
            )

    mark_optional = False

    @property
    def came(self) -> dict[int, tuple[str, str]]:
        typed = self.cleaned_data
        return {
            row.pk: (typed.get(f"came_{row.pk}") or row.came, typed.get(f"deputy_{row.pk}") or "") for row in self.rows
        }


class PapersForm(govuk.Form):
    """Which papers of the case lie before the meeting."""

    papers = govuk.ModelMultipleChoiceField(
        Document.objects.none(),
        label="Papers",
        required=False,
        widget=govuk.Checkboxes(small=True),
        error_messages={
            "invalid_choice": "A paper you chose was withdrawn meanwhile. It is gone from this list; your other choices "
            "still stand. Save once more"
        },
    )
    mark_optional = False
    submit = "Save papers"

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = papers
        self.fields["papers"].label_from_instance = _titled


def _titled(paper: Document) -> str:
    return " ".join(part for part in (paper.title, paper.version, "(draft)" if paper.draft else "") if part)


class NotesForm(govuk.Form, Revised):
    """What was said and agreed."""

    notes = forms.CharField(
        label="Notes",
        required=False,
        widget=govuk.Textarea(rows=20),
        help_text="What was said and agreed. Use labels such as Child A, never names.",
    )
    mark_optional = False
    submit = "Save notes"


class FollowUpForm(govuk.Form):
    """What somebody is to do after the meeting."""

    what = forms.CharField(label="What is to be done?", max_length=300, widget=govuk.Textarea(rows=3))
    who = forms.ChoiceField(
        label="Who is to do it?", help_text="One person, or an agency: then anybody there may do it."
    )
    due_on = govuk.DateField(label="By when", required=False)
    submit = "Add follow-up"

    def __init__(self, *args: Any, users: list[User], agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debtors: dict[str, User | Agency] = {f"user:{user.pk}": user for user in users}
        self.debtors |= {f"agency:{agency.pk}": agency for agency in agencies}
        people = [(key, str(who)) for key, who in self.debtors.items() if isinstance(who, User)]
        others = [(key, str(who)) for key, who in self.debtors.items() if isinstance(who, Agency)]
        self.fields["who"].choices = [("", "Choose"), ("People", people), ("Agencies", others)]

    @property
    def debtor(self) -> dict[str, Any]:
        who = self.debtors[self.cleaned_data["who"]]
        return {"user": who} if isinstance(who, User) else {"agency": who}


class AddressForm(govuk.Form, Revised):
    """Where an invitation goes that did not arrive."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation, with its entry for the calendar, goes there at once. It says no names and nothing of the case.",
    )
    submit = "Send the invitation there"


class DoneForm(govuk.Form, Revised):
    """That a follow-up is done."""

    done_on = govuk.DateField(label="Date it was done")
    outcome = forms.CharField(label="What came of it", required=False, max_length=300, widget=govuk.Textarea(rows=3))
    submit = "Save"

    def clean(self) -> dict[str, Any]:
        return {"ended": "done", **super().clean()}


class FinishForm(govuk.Form, Revised):
    """How a follow-up ended, for the office."""

    ended = forms.ChoiceField(
        label="How did it end?",
        choices=[("done", "It is done"), ("dropped", "It is no longer needed")],
        widget=govuk.Radios(reveals={"done": "done_on"}),
        initial="done",
    )
    done_on = govuk.DateField(label="Date it was done", required=False)
    outcome = forms.CharField(
        label="What came of it, or why it is no longer needed",
        required=False,
        max_length=300,
        widget=govuk.Textarea(rows=3),
    )
    mark_optional = False
    submit = "Save"

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("ended") == "done" and not typed.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Enter the date it was done")
        if typed.get("ended") == "dropped" and not typed.get("outcome"):
            self.add_error("outcome", "Say why it is no longer needed")
        return typed


class RestoreForm(govuk.Form, Revised):
    """Nothing but that the meeting was called off in error."""

    submit = "It takes place after all"


class CancelForm(govuk.Form, Revised):
    """Why the meeting is called off."""

    why = forms.CharField(
        label="Why is it called off?", max_length=300, widget=govuk.Textarea(rows=3),
        help_text="This stays in the record of the case. It is not in the message to those invited.",
    )  # fmt: skip
    submit = "Cancel the meeting"
    warning = True
