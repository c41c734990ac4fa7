"""What does an agency type as its return, or the office for it?"""

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import render_crispy_form
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.rapid_review.models import AgencyReturn, KeyEvent, PersonAnswer, SearchedPerson
from reviews.rapid_review.rules import EventSaid, Said

HELD = [("no", "We hold nothing"), ("yes", "We hold something")]
HELD_THERE = [("no", "They hold nothing"), ("yes", "They hold something")]
PREFIX = "events"
RECORDS = ("author_name", "author_job", "independence", "records_checked", "records_secured_on")
UPLOADED = ("author_name", "author_job", "independence", "records_secured_on")
KNOWN = ("period", "involvement", "key_contacts")
THOUGHTS = ("safety_action", "good_practice", "learning", "childs_voice", "inequalities", "next_step_view")


class EventForm(govuk.Form):
    """One key event."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    happened_on = govuk.DateField(label="Date it happened")
    source = forms.CharField(label="Source", max_length=200, help_text="Which record or system it comes from.")
    what = forms.CharField(label="What happened", widget=govuk.Textarea(rows=3))


EventFormSet = govuk.formset(EventForm, row="Key event", extra=1, spare=3, can_delete=True)


class Rows(LayoutObject):
    """The repeating rows of a form, in the middle of it."""

    def __init__(self) -> None:
        self.fields: list[Any] = []

    def render(self, form: Any, context: Any, **kwargs: Any) -> str:
        return render_crispy_form(form.events, context=context)


class AnswersForm(govuk.Form):
    """One question for each person on the search list."""

    held = HELD
    held_note = "What you hold about {}, in a few words"

    def __init__(
        self,
        *args: Any,
        searched: Iterable[SearchedPerson],
        answers: Mapping[int, PersonAnswer] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.searched = list(searched)
        for row in self.searched:
            self._ask_about(row, (answers or {}).get(row.pk))

    def _ask_about(self, row: SearchedPerson, said: PersonAnswer | None) -> None:
        held, note = f"held_{row.pk}", f"note_{row.pk}"
        self.fields[held] = forms.ChoiceField(
            label=str(row.person),
            choices=self.held,
            required=False,
            widget=govuk.Radios(reveals={"yes": note}, small=True),
            initial=("yes" if said.held else "no") if said else "",
        )
        self.fields[note] = forms.CharField(
            label=self.held_note.format(row.person),
            required=False,
            widget=govuk.Textarea(rows=2),
            initial=said.note if said else "",
        )

    @property
    def questions(self) -> list[str]:
        return [f"held_{row.pk}" for row in self.searched]

    @property
    def said_of_people(self) -> dict[int, tuple[bool, str]]:
        typed = self.cleaned_data
        return {
            row.pk: (typed[f"held_{row.pk}"] == "yes", typed[f"note_{row.pk}"])
            for row in self.searched
            if typed[f"held_{row.pk}"]
        }


class ReturnForm(AnswersForm, Revised):
    """The agency's return. Everything may be left for later; what is missing is said before sign-off."""

    author_name = forms.CharField(label="Name of the author", max_length=120, required=False)
    author_job = forms.CharField(label="Job of the author", max_length=120, required=False)
    independence = forms.ChoiceField(
        label="Was the author involved with the child or family?",
        choices=AgencyReturn.Independence.choices,
        required=False,
        widget=govuk.Radios(small=True),
        help_text="In a small agency there may be nobody else. Then say so plainly: the meeting reads it with that in mind.",
    )
    records_checked = forms.CharField(
        label="Which records were checked?", required=False, widget=govuk.Textarea(rows=2)
    )
    records_secured_on = govuk.DateField(label="When were the records secured?", required=False)
    period = forms.CharField(
        label="Period of involvement",
        required=False,
        max_length=120,
        help_text="From when until when, for example March 2021 to now. With gaps, say so.",
    )
    key_contacts = forms.CharField(
        label="Key contacts",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="The contacts that mattered most with child and family: when, with whom, what for. Roles, not names.",
    )
    involvement = forms.CharField(
        label="Your agency’s involvement with the child and family",
        required=False,
        widget=govuk.Textarea(rows=8),
        help_text="Who knew them, when and why; the main contacts; what was decided.",
    )
    safety_action = forms.CharField(
        label="What has been done to keep children safe since?", required=False, widget=govuk.Textarea(rows=3)
    )
    good_practice = forms.CharField(label="Good practice", required=False, widget=govuk.Textarea(rows=3))
    learning = forms.CharField(label="Learning so far", required=False, widget=govuk.Textarea(rows=3))
    childs_voice = forms.CharField(
        label="How do the child’s own words and experience show in your records?",
        required=False,
        widget=govuk.Textarea(rows=3),
    )
    inequalities = forms.CharField(
        label="Racism and other inequalities",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="How culture, ethnicity, disability or other characteristics may have mattered, and how they were met.",
    )
    next_step_view = forms.CharField(
        label="Your agency’s view of what should follow", required=False, widget=govuk.Textarea(rows=3)
    )

    mark_optional = False

    def layout(self) -> govuk.Layout:
        asked = "Do you hold anything about these people?"
        return govuk.Layout(
            govuk.Fieldset(asked, *self.questions, hint="For the people and years listed above."),
            govuk.Fieldset("The author and the records", *RECORDS),
            govuk.Fieldset("What your agency knows", *KNOWN, hint="Use the labels above, not names."),
            govuk.Fieldset(
                "Key events", Rows(), hint="If you have them ready. They become the beginning of your chronology.",
            ),
            govuk.Fieldset("What you think of it", *THOUGHTS, hint="What you cannot say yet, leave empty."),
            govuk.Buttons("Save and go to sign-off", secondary=("later", "Save and come back later")),
        )  # fmt: skip

    def __init__(self, *args: Any, given: AgencyReturn | None, key_events: list[KeyEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key_events = key_events
        names = [name for name in ReturnForm.base_fields if name != "revision"]
        for name in names if given else ():
            self.initial.setdefault(name, getattr(given, name))
        self.initial.setdefault("revision", given.revision if given else 0)

    @cached_property
    def events(self) -> Any:
        """The rows of key events: as sent, as typed before, or as they stand."""
        if self.is_bound:
            return EventFormSet(self.data, prefix=PREFIX)
        draft = getattr(self, "draft", None)
        rows = _rows_typed(draft.data) if draft else None
        standing = [
            {"pk": row.pk, "happened_on": row.happened_on, "source": row.source, "what": row.what}
            for row in self.key_events
        ]
        return EventFormSet(prefix=PREFIX, initial=standing if rows is None else rows)

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.events.is_valid()])

    @property
    def said(self) -> Said:
        fields = {name: value for name, value in self.cleaned_data.items() if name in _SAID}
        return Said(fields, self.said_of_people, tuple(self._said_events()))

    def _said_events(self) -> Iterable[EventSaid]:
        for row in self.events.forms:
            typed = getattr(row, "cleaned_data", {})
            removed = bool(typed.get("DELETE"))
            if typed.get("what") or (removed and typed.get("pk")):
                yield EventSaid(
                    typed.get("happened_on") or dt.date.min,
                    typed.get("source", ""),
                    typed.get("what", ""),
                    typed.get("pk"),
                    removed,
                )


_SAID = {name for name in ReturnForm.base_fields if name != "revision"}


def _rows_typed(typed: Mapping[str, list[str]]) -> list[dict[str, Any]] | None:
    """The rows of key events in what was kept while it was typed; blank ones are left out."""
    if f"{PREFIX}-TOTAL_FORMS" not in typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    rows = []
    for index in range(min(int(data[f"{PREFIX}-TOTAL_FORMS"] or 0), 200)):
        row = {
            name: field.widget.value_from_datadict(data, {}, f"{PREFIX}-{index}-{name}")
            for name, field in EventForm.base_fields.items()
        }
        if any(any(value) if isinstance(value, list) else value for value in row.values()):
            rows.append(row)
    return rows


class OnBehalf(govuk.Form):
    """Who gave it, when, and the paper it stands on."""

    on_behalf_of = forms.CharField(
        label="Who gave it?", max_length=120, help_text="The person who signs for the agency: name and job."
    )
    given_on = govuk.DateField(label="Date it was given", help_text="It counts from this day.")
    original = govuk.FileField(label="The original", required=False, help_text="The e-mail, letter or Word document.")


class BehalfForm(ReturnForm, OnBehalf):
    """A return that the office enters for a named person."""

    held, held_note = HELD_THERE, "What they hold about {}, in a few words"
    how_it_came = forms.CharField(
        label="If there is no original: how did it come?",
        max_length=200,
        required=False,
        help_text="For example, by telephone, taken down by you.",
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["involvement"].label = "What the agency says of its involvement"
        self.fields["involvement"].help_text = "If you leave it to the original, leave this empty."

    def layout(self) -> govuk.Layout:
        asked = "Does the agency hold anything about these people?"
        return govuk.Layout(
            govuk.Fieldset("Where it comes from", "on_behalf_of", "given_on", "original", "how_it_came"),
            govuk.Fieldset(asked, *self.questions),
            "involvement",
            govuk.Fieldset("Key events", Rows(), hint="If the return lists them."),
            govuk.Details("Type more of it", *RECORDS, "period", "key_contacts", *THOUGHTS),
            govuk.Buttons("Enter as signed off"),
        )


class AnyBehalfForm(BehalfForm):
    """The same, of an agency that is chosen here; one that was not asked can be asked at once."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Which agency?", empty_label="Choose an agency")
    ask_now = forms.BooleanField(
        label="Ask this agency now",
        required=False,
        help_text="Only where it was not asked before. It becomes involved in the case, and its answer is in at once.",
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], asked: Set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].label_from_instance = lambda agency: (
            agency.name if agency.pk in asked else f"{agency.name} (not asked)"
        )

    def layout(self) -> govuk.Layout:
        return govuk.Layout("agency", "ask_now", *super().layout().fields)


class SignForm(govuk.Form, Revised):
    """The agency's signature."""

    agreed = forms.BooleanField(label="I have read this return and sign it off")
    submit = "Sign off and send"

    def __init__(self, *args: Any, agency: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = f"I have read this return and sign it off for {agency}"


class PassOnForm(govuk.Form):
    """The author is done; somebody above them signs."""

    submit = "Send for sign-off"


class NothingHeldForm(govuk.Form):
    """One click: nothing held about anybody on the list."""

    submit = "We hold nothing about any of them"


class MoreForm(AnswersForm):
    """Only the people who were added since the return was signed."""

    mark_optional = False
    submit = "Send the answer"
    asks, unsaid = "Do you hold anything about them?", "Say whether you hold anything about {}"

    def layout(self) -> govuk.Layout:
        asked = govuk.Fieldset(self.asks, *self.questions)
        return govuk.Layout(*self._before(), asked)

    def _before(self) -> list[Any]:
        return []

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        for row in self.searched:
            if not typed.get(f"held_{row.pk}") and f"held_{row.pk}" not in self.errors:
                self.add_error(f"held_{row.pk}", self.unsaid.format(row.person))
        return typed


class UploadForm(MoreForm):
    """A return that the agency has written elsewhere."""

    original = govuk.FileField(
        label="The document",
        help_text="The office sees it as soon as you upload it. It counts as your return once it is signed off.",
    )
    author_name = forms.CharField(label="Name of the author", max_length=120)
    author_job = forms.CharField(label="Job of the author", max_length=120, required=False)
    independence = forms.ChoiceField(
        label="Was the author involved with the child or family?",
        choices=AgencyReturn.Independence.choices,
        required=False,
        widget=govuk.Radios(small=True),
    )
    records_secured_on = govuk.DateField(label="When were the records secured?", required=False)

    submit = "Upload and go to sign-off"
    mark_optional = True

    def layout(self) -> govuk.Layout:
        asked = govuk.Fieldset("Do you hold anything about these people?", *self.questions)
        return govuk.Layout(asked, "original", *UPLOADED)

    @property
    def said(self) -> Said:
        fields = {name: self.cleaned_data[name] for name in UPLOADED}
        return Said({name: value for name, value in fields.items() if value}, self.said_of_people)


class MoreBehalfForm(MoreForm, OnBehalf):
    """The same, entered by the office."""

    held, held_note = HELD_THERE, "What they hold about {}, in a few words"
    asks, unsaid = "Does the agency hold anything about them?", "Say whether they hold anything about {}"

    def _before(self) -> list[Any]:
        return [govuk.Fieldset("Where it comes from", "on_behalf_of", "given_on", "original")]
