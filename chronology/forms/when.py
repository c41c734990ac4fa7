"""How is a date typed in one field, and asked for where it can mean more than one thing?"""

from dataclasses import replace
from typing import Any

from django import forms

from chronology import rules
from chronology.rules import Known, Read, When
from cspr import govuk

EXAMPLES = "Write it as you know it: 12/3/2021 14:30, March 2021, about 12 March 2021, aged 13 days, w/c 8 March 2021."


class Dated(govuk.Form):
    """A form with one field for when something happened. ``was`` is when it stands there already.

    The words are read where they can only mean one thing; otherwise the field is asked about, with what it may mean as
    choices. ``cleaned_data["when"]`` is a ``When``.
    """

    when = forms.CharField(
        label="When",
        max_length=rules.LONGEST,
        help_text=EXAMPLES,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, known: Known, was: When | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.was = known, was
        self.understood: When | None = None
        if was and "when" not in self.initial:
            self.initial["when"] = rules.written(was)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        words = typed.get("when", "")
        if words and not isinstance(words, When):
            self.understood = self._meant(rules.read_when(words, self.known))
            if self.understood:
                typed["when"] = self.understood
        return typed

    def _meant(self, read: Read) -> When | None:
        """What was meant, where it is clear or was chosen; otherwise it is asked for."""
        when = read.sure or self._chosen(read)
        if when is None:
            self._ask(read)
        # Words that only repeat what stood there do not take the place of those it was first typed in.
        return replace(when, words=self.was.words) if when and self.was == when else when

    def _chosen(self, read: Read) -> When | None:
        chosen = self.data.get(self.add_prefix("when_meant"))
        return next((when for when in read.readings if rules.written(when) == chosen), None)

    def _ask(self, read: Read) -> None:
        if not read.readings:
            self.add_error("when", read.problem)
            return
        self.add_error("when", f"{read.question} Choose what you mean, or write it differently.")
        self.fields["when_meant"] = forms.ChoiceField(
            label="What do you mean?",
            choices=[(rules.written(when), _choice(when)) for when in read.readings],
            widget=govuk.Radios(small=True),
        )

    def when_layout(self) -> list[Any]:
        """The field, and below it the choices where it is asked about, or how it was read."""
        asked = ["when_meant"] if "when_meant" in self.fields else []
        said = [govuk.Text(f"We read this as: {rules.written(self.understood)}")] if self.understood else []
        return ["when", *asked, *said]


def _choice(when: When) -> str:
    return rules.written(when) + (f" ({when.note})" if when.note else "")
