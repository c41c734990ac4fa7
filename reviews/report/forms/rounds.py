"""What is typed about rounds: who reads, until when, what they say, what is done about it?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.models import Agency, User
from cspr import govuk
from cspr.pages import Revised
from reviews.report.models import ReportComment, Round, RoundReader
from reviews.report.rules import LONGEST_TYPED, room_for


def _chosen(readers: Iterable[Any]) -> dict[str, Any]:
    return {str(reader.pk): reader for reader in readers}


def _with_job(user: User) -> str:
    return f"{user.name}, {user.job}" if user.job else user.name


class SendForm(govuk.Form):
    """A version for chosen people and agencies to read."""

    name = forms.CharField(
        label="What do you call this version?", max_length=120, help_text="For example: first full draft."
    )
    aim = forms.ChoiceField(
        label="What are they asked for?", widget=govuk.Radios(), initial=Round.Aim.COMMENT,
        choices=[
            (Round.Aim.COMMENT, "For comment: anything they want to say"),
            (Round.Aim.ACCURACY, "For accuracy: is what it says of their agency right?"),
        ],
    )  # fmt: skip
    due_on = govuk.DateField(label="Comments by")
    people = forms.MultipleChoiceField(label="Which people?", required=False, widget=govuk.Checkboxes())
    agencies = forms.MultipleChoiceField(
        label="Which agencies?", required=False, widget=govuk.Checkboxes(),
        help_text="Whoever answers for the agency can read it. Agencies do not see one another’s comments until the round is closed.",
    )  # fmt: skip
    others = forms.CharField(
        label="Readers who do not sign in", required=False, widget=govuk.Textarea(rows=3), max_length=2000,
        help_text="Name and agency, one on a line. The office gives each their copy and enters what they say.",
    )  # fmt: skip

    submit = "Send it round"

    def __init__(
        self, *args: Any, people: Iterable[User], agencies: Iterable[Agency], named: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.agencies = _chosen(people), _chosen(agencies)
        self.fields["people"].choices = [(key, _with_job(user)) for key, user in self.people.items()]
        self.fields["agencies"].choices = [(key, str(agency)) for key, agency in self.agencies.items()]
        for name, choices in (("people", self.people), ("agencies", self.agencies)):
            if not choices:
                del self.fields[name]
        if not named:
            del self.fields["name"]

    def clean_people(self) -> list[User]:
        return [self.people[key] for key in self.cleaned_data["people"]]

    def clean_agencies(self) -> list[Agency]:
        return [self.agencies[key] for key in self.cleaned_data["agencies"]]

    def clean_others(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("A name and agency have at most 200 characters.")
        return list(dict.fromkeys(lines))


class AddReaderForm(govuk.Form):
    """One more reader of a round."""

    who = forms.ChoiceField(label="Who is to read it?", widget=govuk.Radios(reveals={"other": "name"}))
    name = forms.CharField(label="Name and agency", required=False, max_length=200)
    why = forms.CharField(label="Why are they asked now?", max_length=300)

    submit = "Ask them to read it"
    required_messages = {"who": "Choose who is to read it", "why": "Say why they are asked now"}

    def __init__(self, *args: Any, people: Iterable[User], agencies: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, dict[str, Any]] = {f"user{user.pk}": {"user": user} for user in people}
        self.known |= {f"agency{agency.pk}": {"agency": agency} for agency in agencies}
        told = [
            (key, _with_job(one["user"]) if "user" in one else str(one["agency"])) for key, one in self.known.items()
        ]
        self.fields["who"].choices = [*told, ("other", "Somebody who does not sign in")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        who = typed.pop("who", "")
        if who == "other" and not typed.get("name"):
            self.add_error("name", "Enter their name and agency.")
        if who != "other":
            typed["name"] = ""
        return {**typed, **self.known.get(who, {})}


class TakeOffForm(govuk.Form, Revised):
    """Why a reader is asked no longer."""

    why = forms.CharField(
        label="Why are they taken off?", max_length=300,
        help_text="What they have said stands. They read this reason at their copy. Write no names here.",
    )  # fmt: skip

    submit = "Take them off the round"
    warning = True
    required_messages = {"why": "Say why they are taken off"}


class MoveRoundForm(govuk.Form, Revised):
    """Another day for all readers of a round."""

    due_on = govuk.DateField(label="Comments by")
    why = forms.CharField(label="Why does the date move?", max_length=300)

    submit = "Move the date"
    required_messages = {"why": "Say why the date moves"}


class CommentForm(govuk.Form):
    """A reader's own comment."""

    text = forms.CharField(label="Your comment", widget=govuk.Textarea(rows=6), max_length=LONGEST_TYPED)

    submit = "Save comment"


class ChangeCommentForm(CommentForm, Revised):
    """The words of a comment that is not answered yet; one that came in a file may be longer than what is typed."""

    def __init__(self, *args: Any, comment: ReportComment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = forms.CharField(
            label="Your comment", widget=govuk.Textarea(rows=6), max_length=room_for(comment.text)
        )


class WithdrawCommentForm(govuk.Form, Revised):
    """Why a comment is taken back."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        help_text="The comment is then no longer shown. Write no names here.",
    )

    submit = "Withdraw the comment"
    warning = True
    required_messages = {"why": "Say why it is withdrawn"}


OTHER = "other"


class FromReaderForm(CommentForm):
    """A comment that came from a reader by e-mail, on paper or by phone, which the office enters for them."""

    given_on = govuk.DateField(label="Given on", required=False)
    original = govuk.FileField(label="The original, if it came in writing", required=False)
    finished = forms.BooleanField(label="They have finished: this is all they have to say", required=False)


class CommentForSomebodyForm(CommentForm):
    """A comment that came by e-mail, on paper or by phone; or the office's own."""

    reader = forms.ChoiceField(label="Whose comment is it?", widget=govuk.Radios(reveals={OTHER: "on_behalf_of"}))
    on_behalf_of = forms.CharField(label="Name and agency", required=False, max_length=200)
    given_on = govuk.DateField(label="Given on", required=False)
    original = govuk.FileField(label="The original, if it came in writing", required=False)

    def __init__(self, *args: Any, readers: Iterable[RoundReader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.readers = _chosen(readers)
        names = [(key, reader.called) for key, reader in self.readers.items()]
        self.fields["text"].label = "Comment"
        self.fields["reader"].choices = [("", "My own"), *names, (OTHER, "Somebody else")]
        self.fields["reader"].required = False

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        chosen = typed.get("reader", "")
        if chosen == OTHER and not typed.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Enter whose comment it is.")
        if chosen != OTHER:
            typed["on_behalf_of"] = ""
        typed["reader"] = self.readers.get(chosen)
        return typed


class AnswerForm(govuk.Form, Revised):
    """What was done about a comment."""

    response = forms.ChoiceField(
        label="What was done?", widget=govuk.Radios(),
        choices=[choice for choice in ReportComment.Response.choices if choice[0]],
    )  # fmt: skip
    why = forms.CharField(
        label="Why, or how", required=False, widget=govuk.Textarea(rows=4), max_length=4000,
        help_text="Needed where the comment is not accepted in full. The reader sees it.",
    )  # fmt: skip

    submit = "Save answer"


class GiveBackForm(govuk.Form):
    """The Word file of a copy that comes back with remarks in it."""

    original = govuk.FileField(
        label="The Word document with comments and tracked changes in it",
        help_text="Up to 25 MB. Nothing is written before you have seen what was recognised.",
    )  # fmt: skip

    submit = "Read the document"
    required_messages = {"original": "Choose the document"}


class GiveBackForReaderForm(GiveBackForm):
    """The same, where the office does so for the reader."""

    given_on = govuk.DateField(label="On which day did it come?", required=False)


class EditedForm(govuk.Form):
    """The Word file of a version that was edited outside."""

    original = govuk.FileField(
        label="The edited Word document",
        help_text="Up to 25 MB, with or without tracked changes. Nothing is written before you have seen what differs.",
    )  # fmt: skip

    submit = "Read the document"
    required_messages = {"original": "Choose the document"}
