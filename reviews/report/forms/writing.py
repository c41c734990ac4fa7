"""What is typed about the report, beside its text: titles, sections, versions, quotes, references?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django_prose_editor.fields import ProseEditorFormField

from cspr import govuk
from cspr.pages import Revised
from reviews.conversations.models import Quote
from reviews.report.models import Section


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


class AgreeForm(govuk.Form):
    """The version that is to be signed and published."""

    name = forms.CharField(
        label="Agreed by whom, and when?", max_length=120, help_text="For example: review panel, 4 March 2026."
    )

    submit = "Agree for publication"


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
    """A report that was written elsewhere; the office says who gave it (``behalf``)."""

    original = govuk.FileField(
        label="The report as a file",
        help_text="A Word document (.docx) or plain text (.txt), up to 25 MB. Nothing is written before you have seen what was recognised.",
    )  # fmt: skip

    on_behalf_of = forms.CharField(
        label="Who gave it", required=False, max_length=200,
        help_text="Name and role. Leave it empty if it is your own.",
    )  # fmt: skip

    submit = "Read the file"
    required_messages = {"original": "Choose the file"}

    def __init__(self, *args: Any, behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not behalf:
            del self.fields["on_behalf_of"]


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
