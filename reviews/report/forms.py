"""What is typed about the report, beside its text?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django_prose_editor.fields import ProseEditorFormField

from agencies.models import Agency, User
from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import Quote
from reviews.report.models import ReportComment, Round, RoundReader, Section


class EditorForm(forms.Form):
    """The text of a section in the editor."""

    text = ProseEditorFormField(config={"extensions": {}}, preset="report", label="Text", required=False)


class TitleForm(govuk.Form, Revised):
    """The title of the report."""

    title = forms.CharField(
        label="Title of the report", required=False, max_length=200,
        help_text="Leave it empty to have the children’s names used, as they are today.",
    )  # fmt: skip


class SectionForm(govuk.Form, Revised):
    """A section's title, and whether it counts."""

    title = forms.CharField(label="Title of the section", max_length=200)
    numbered = forms.BooleanField(label="Number this section and its paragraphs", required=False)


class AddSectionForm(govuk.Form):
    """A new section."""

    title = forms.CharField(label="Title of the new section", max_length=200)
    kind = forms.ChoiceField(
        label="What kind of section?", initial=Section.Kind.FREE,
        choices=[(Section.Kind.FREE, "A numbered section"), (Section.Kind.APPENDIX, "An appendix")],
        widget=govuk.Radios(),
    )  # fmt: skip
    after = forms.ChoiceField(label="After which section?", required=False)

    submit = "Add section"

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections}
        choices = [(key, section.title) for key, section in self.sections.items()]
        self.fields["after"].choices = [("", "At the end"), *choices]

    def clean_after(self) -> Section | None:
        return self.sections.get(self.cleaned_data["after"])


class BlockForm(govuk.Form, Revised):
    """The text of one paragraph, for those without the editor."""

    html = forms.CharField(
        label="Text", required=False, widget=govuk.Textarea(rows=10),
        help_text="Text in bold stands between <strong> and </strong>, in italics between <em> and </em>. "
        "An empty text takes the paragraph out.",
    )  # fmt: skip


class AddBlockForm(govuk.Form):
    """New paragraphs, for those without the editor."""

    html = forms.CharField(
        label="New paragraphs", widget=govuk.Textarea(rows=10), help_text="Leave an empty line between two paragraphs."
    )

    submit = "Add"

    def clean_html(self) -> str:
        return "".join(f"<p>{part.strip()}</p>" for part in self.cleaned_data["html"].replace("\r", "").split("\n\n"))


class KeepForm(govuk.Form):
    """A name for a version."""

    name = forms.CharField(
        label="What do you call this version?", max_length=120, help_text="For example: before the review panel met."
    )

    submit = "Keep this version"


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

    why = forms.CharField(label="Why are they taken off?", max_length=300, help_text="What they have said stands.")

    submit = "Take them off the round"
    warning = True
    required_messages = {"why": "Say why they are taken off"}


class MoveRoundForm(govuk.Form, Revised):
    """Another day for all readers of a round."""

    due_on = govuk.DateField(label="Comments by")
    why = forms.CharField(label="Why does the date move?", max_length=300)

    submit = "Move the date"
    required_messages = {"why": "Say why the date moves"}


class AgreeForm(govuk.Form):
    """The version that is to be signed and published."""

    name = forms.CharField(
        label="Agreed by whom, and when?", max_length=120, help_text="For example: review panel, 4 March 2026."
    )

    submit = "Agree for publication"


class CommentForm(govuk.Form):
    """A reader's own comment."""

    text = forms.CharField(label="Your comment", widget=govuk.Textarea(rows=6), max_length=8000)

    submit = "Save comment"


class ChangeCommentForm(CommentForm, Revised):
    """The words of a comment that is not answered yet."""


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


class ReplaceForm(forms.Form):
    """Which name in which paragraph is to become a label; or whose names, in which paragraphs. Buttons only."""

    words = forms.CharField(max_length=200, required=False)
    number = forms.IntegerField(min_value=0, max_value=100_000, required=False)
    person = forms.IntegerField(min_value=1, max_value=2**62, required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        try:
            parted = (place.rsplit(":", 1) for place in self.data.getlist("block"))  # type: ignore[attr-defined]
            typed["revisions"] = {UUID(uid): min(int(revision), 2**31 - 1) for uid, revision in parted}
        except ValueError:
            raise forms.ValidationError("unreadable") from None
        one = typed.get("words") and typed.get("number") is not None and len(typed["revisions"]) == 1
        if not (one or (typed.get("person") and typed["revisions"])):
            raise forms.ValidationError("incomplete")
        return typed


class ClearForm(govuk.Form):
    """The reason why words may stand."""

    words = forms.CharField(widget=forms.HiddenInput, max_length=120)
    reason = forms.CharField(label="Why may these words stand?", max_length=300)

    submit = "These words may stand"


class FiguresForm(govuk.Form):
    """Where the figures of the conversations stand."""

    sections = forms.MultipleChoiceField(
        label="In which sections?", required=False, widget=govuk.Checkboxes(),
        help_text="They follow what is recorded of the sessions, wherever they stand.",
    )  # fmt: skip

    submit = "Put the figures there"
    mark_optional = False

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections}
        self.fields["sections"].choices = [(key, section.title) for key, section in self.sections.items()]

    @property
    def chosen(self) -> list[Section]:
        return [self.sections[key] for key in self.cleaned_data["sections"]]


class TakeQuoteForm(govuk.Form):
    """A quote, and where it stands."""

    quote = forms.ChoiceField(label="Which quote?", widget=govuk.Radios())
    section = forms.ChoiceField(label="In which section?")

    submit = "Put the quote there"
    required_messages = {"quote": "Choose a quote", "section": "Choose a section"}

    def __init__(self, *args: Any, quotes: Iterable[Quote], sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotes = {str(quote.pk): quote for quote in quotes}
        self.sections = {str(section.pk): section for section in sections}
        self.fields["quote"].choices = [
            (key, f"Session {quote.note.session.number}, {quote.get_answer_display().lower()}: “{quote.words}”")
            for key, quote in self.quotes.items()
        ]
        choices = [(key, section.title) for key, section in self.sections.items()]
        self.fields["section"].choices = [("", "Select a section"), *choices]

    def clean_quote(self) -> Quote:
        return self.quotes[self.cleaned_data["quote"]]

    def clean_section(self) -> Section:
        return self.sections[self.cleaned_data["section"]]


class ImportForm(govuk.Form):
    """A report that was written elsewhere."""

    original = govuk.FileField(
        label="The report as a file",
        help_text="A Word document (.docx) or plain text (.txt), up to 25 MB. Nothing is written before you have seen what was recognised.",
    )  # fmt: skip

    submit = "Read the file"
    required_messages = {"original": "Choose the file"}


class SourceForm(govuk.Form, Revised):
    """Something the report cites."""

    author = forms.CharField(
        label="Author, or the organisation", max_length=200, help_text="For example: Brackwater, T. and Sallow, J."
    )
    year = forms.CharField(label="Year", max_length=12, required=False)
    title = forms.CharField(label="Title", max_length=300)
    details = forms.CharField(
        label="Where it was published", max_length=300, required=False,
        help_text="For example: Saltmere: Estuary Press. Or the journal, its volume and pages.",
    )  # fmt: skip
    address = forms.URLField(
        label="Address, if it is on the web", max_length=500, required=False, assume_scheme="https"
    )
    accessed_on = govuk.DateField(label="Read there on", required=False)

    submit = "Save the reference"
    required_messages = {"author": "Say who wrote it, or which organisation", "title": "Enter its title"}
