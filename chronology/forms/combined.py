"""What is typed to find entries?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from agencies.models import Agency
from chronology import rules
from chronology.models import Entry, Episode, Link, Search, Tag, Theme
from cspr import govuk
from reviews.identities.models import Person


class AgesField(govuk.ModelMultipleChoiceField):
    """People, by the label that stands for them."""

    def label_from_instance(self, person: Person) -> str:
        more = person.relationship or ("not born yet" if not person.born_on else "")
        return f"{person.label} ({more})" if more and more.lower() != person.label.lower() else person.label


class AgesForm(govuk.Form):
    """Whose ages stand beside each entry."""

    people = AgesField(
        Person.objects.none(), label="Whose ages are shown", required=False,
        help_text="Of a child not born yet the weeks of pregnancy are shown, of a parent the age until 25.",
    )  # fmt: skip

    submit = "Show these ages"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people


class ReadField(forms.ModelChoiceField):
    """One of some things that have been read already."""

    def offer(self, things: list[Any], read: Callable[[str], object]) -> None:
        self.queryset = self.queryset.model.objects.filter(pk__in=[thing.pk for thing in things])
        offered = [(thing.pk, read(self.label_from_instance(thing))) for thing in things]
        self.choices = [("", self.empty_label), *offered]


class PeopleField(ReadField):
    """One person, by the label that stands for them."""

    def label_from_instance(self, person: Person) -> str:
        return person.label


class NamedField(ReadField):
    """Something with a name of its own."""

    def label_from_instance(self, thing: Any) -> str:
        return thing.name


class EpisodeField(ReadField):
    """An episode by its number: its title may be long, and may name people."""

    def label_from_instance(self, episode: Episode) -> str:
        return f"Episode {episode.number}"


@dataclass(frozen=True)
class Choices:
    """What a review offers to be looked for."""

    agencies: list[Agency]
    people: list[Person]
    tags: list[Tag]
    episodes: list[Episode]
    themes: list[Theme]
    read: Callable[[str], object]  # what this person may read of a tag or theme as it was typed


CHOSEN = ("agency", "person", "tag", "episode", "theme")
TYPED = ("tag", "theme")
IN_LABELS = (
    "Also in the notes and answers beside them. Any form of a word is found; people by the words that stand for them here, such "
    "as “mother”, not by name. “In quotation marks” whole words are found as they stand."
)


class SearchForm(govuk.Form):
    """What to look for. It is posted and kept under a number: nothing of it stands in an address."""

    words = forms.CharField(
        label="Words in an entry", max_length=100, required=False,
        help_text="Also in the notes and answers beside them. Any form of a word is found, and a name that is spelt otherwise. “In quotation "
        "marks” it is found as it stands.",
    )  # fmt: skip
    agency = NamedField(Agency.objects.none(), label="Agency", required=False, empty_label="All agencies")
    person = PeopleField(Person.objects.none(), label="Who it is about", required=False, empty_label="Anybody")
    kind = forms.ChoiceField(
        label="Kind of event", required=False, choices=[("", "Every kind"), *Entry.Kind.choices]
    )  # fmt: skip
    seen = forms.ChoiceField(
        label="Was the child seen?", required=False, choices=[("", "Seen or not"), *Entry.Seen.choices[1:]]
    )  # fmt: skip
    period = forms.ChoiceField(label="Period", required=False, choices=Search.Period.choices)
    tag = NamedField(Tag.objects.none(), label="Tag", required=False, empty_label="With or without a tag")
    episode = EpisodeField(Episode.objects.none(), label="Episode", required=False, empty_label="In any or none")
    theme = NamedField(Theme.objects.none(), label="Theme of its episode", required=False, empty_label="Any theme")
    from_on = govuk.DateField(label="From", required=False)
    to_on = govuk.DateField(label="Until", required=False)
    with_risk = forms.BooleanField(label="With a risk that was assessed", required=False)
    with_note = forms.BooleanField(label="With a note of the reviewer", required=False)

    mark_optional = False
    submit = None

    def __init__(self, *args: Any, choices: Choices, may_see_names: bool, opened: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened = opened
        for name in CHOSEN:
            found = getattr(choices, {"person": "people", "agency": "agencies"}.get(name, f"{name}s"))
            self.fields[name].offer(found, choices.read if name in TYPED else str)
        if (
            not may_see_names
        ):  # whoever reads labels, and dates by age, does not find out names or days by looking for them
            self.fields["words"].help_text = IN_LABELS
            del self.fields["from_on"], self.fields["to_on"]

    def layout(self) -> govuk.Layout:
        rest = [name for name in self.fields if name not in ("words", "agency")]
        return govuk.Layout("words", "agency", govuk.Details("More to look for", *rest, opened=self.opened))

    def clean_words(self) -> str:
        typed = self.cleaned_data["words"]
        if typed and not rules.wanted(typed, (), {}):
            raise forms.ValidationError(
                "Nothing would be looked for: such words stand in almost every entry. Add another word, or put them in "
                "quotation marks."
            )
        return typed

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        first, last = typed.get("from_on"), typed.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "The last day cannot come before the first.")
        return typed


class KeepSearchForm(govuk.Form):
    """Under which name a person keeps what they look for."""

    name = forms.CharField(label="What you call it", max_length=60, help_text="Only you see it. Name nobody in it.")

    submit = "Keep it"


LINK_KINDS = tuple((value, label) for value, label in Link.Kind.choices if value != Link.Kind.NOT_SAME)


class LinkForm(govuk.Form):
    """What an entry is to another."""

    kind = forms.ChoiceField(
        label="What is this entry to the other?", widget=govuk.Radios(), choices=LINK_KINDS
    )  # fmt: skip
    other = forms.TypedChoiceField(label="Which other entry?", coerce=int, widget=govuk.Radios())

    submit = "Link them"

    def __init__(self, *args: Any, others: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = others
