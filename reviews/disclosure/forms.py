"""What do people type about requests for papers, what went out, and what was supplied?"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet

from cspr import govuk
from cspr.pages import Revised
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.documents.models import Document

Tell = Callable[[str], str]  # how a title is told to whoever reads the form
From, Outcome = PapersRequest.From, PapersRequest.Outcome


class RequestForm(govuk.Form):
    """Who asks for what, on what basis, by when."""

    asker = forms.ChoiceField(
        label="Who asks?",
        choices=From.choices,
        widget=govuk.Radios(
            hints={
                From.SUBJECT: "A person asks for what is held about them. One month from the day it came.",
                From.INFORMATION: "Under freedom of information. 20 working days from the day it came.",
            }
        ),
    )
    asked_by = forms.CharField(
        label="Name and organisation", max_length=200, help_text="Of the person who asks, and whom they act for."
    )
    reference = forms.CharField(label="Their reference", required=False, max_length=120)
    asked_on = govuk.DateField(
        label="Day the request reached the office", help_text="The time limit runs from this day."
    )
    what = forms.CharField(label="What they ask for", widget=govuk.Textarea(rows=5))
    basis = forms.CharField(
        label="Legal basis",
        required=False,
        max_length=300,
        help_text="As they give it: the order, the section, the protocol. Left empty, it is not known yet.",
    )
    by_order = forms.BooleanField(label="A court has ordered it", required=False)
    due_on = govuk.DateField(
        label="Last day for the answer",
        required=False,
        help_text="The day the order sets, or the day they ask for. Leave it empty for a subject access or information "
        "request without an order: that day is worked out.",
    )
    original = govuk.FileField(label="Their letter or e-mail", required=False)

    submit = "Log the request"

    def layout(self) -> govuk.Layout:
        last = ["original"] if "original" in self.fields else []
        return govuk.Layout(
            "asker", "asked_by", "reference", "asked_on", "what", "basis", "by_order", "due_on", *last
        )  # fmt: skip


class CorrectForm(RequestForm, Revised):
    """A request that is put right; the letter it came with stays."""

    submit = "Save"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["original"]


class ExtendForm(govuk.Form, Revised):
    """More time, and why."""

    due_on = govuk.DateField(label="New last day for the answer")
    why = forms.CharField(
        label="Why is more time needed?",
        max_length=300,
        help_text="And when they were told. A court's date moves only with the court's agreement.",
    )

    submit = "Extend the time"


class AdviceForm(govuk.Form, Revised):
    """That legal advice was taken, of whom and when."""

    advised_on = govuk.DateField(label="Day of the advice")
    adviser = forms.CharField(label="Who advised", max_length=200)
    advice = forms.ModelChoiceField(
        Document.objects.none(),
        required=False,
        label="The sealed paper",
        empty_label="None, or one you may not read",
        help_text="Sealed legal advice you may read. Others see here only that advice was taken, and when.",
    )

    submit = "Save"

    def __init__(self, *args: Any, sealed: QuerySet[Document], told: Tell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["advice"].queryset = sealed
        self.fields["advice"].label_from_instance = lambda paper: told(paper.title)


class DecideForm(govuk.Form, Revised):
    """What is disclosed, why, and who decided."""

    outcome = forms.ChoiceField(label="What is decided?", choices=Outcome.choices, widget=govuk.Radios)
    reasons = forms.CharField(
        label="Reasons",
        required=False,
        widget=govuk.Textarea(rows=6),
        help_text="What is given and what is not, and why: other people's data, safety of a child, privilege, a trial. "
        "Required unless all of it is given.",
    )
    decided_by = forms.CharField(label="Who decided", max_length=200, help_text="A named person.")
    decided_on = govuk.DateField(label="When")

    submit = "Record the decision"


class SendForm(govuk.Form):
    """What went out, when, to whom and how."""

    papers = govuk.ModelMultipleChoiceField(
        Document.objects.none(),
        required=False,
        label="Papers that went",
        widget=govuk.Checkboxes(small=True),
        help_text="Each is one version. Sealed legal advice is not among them.",
    )
    also = forms.CharField(
        label="What else went",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Such as an agency return or a version of the report: name and version as in the schedule.",
    )
    sent_on = govuk.DateField(label="When")
    sent_to = forms.CharField(
        label="Who it went to", max_length=200, help_text="Name, organisation, address it went to."
    )
    how = forms.ChoiceField(label="How it went", choices=Disclosed.How.choices, widget=govuk.Radios)
    redacted = forms.BooleanField(label="Something was taken out of it", required=False)
    how_redacted = forms.CharField(
        label="What was taken out, and why",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="For example: names and addresses of everybody but the person who asks, as others' personal data.",
    )
    redacted_file = govuk.FileField(
        label="The file as it went", required=False, help_text="Several files go into one PDF, or are sent one by one."
    )

    submit = "Record what went"

    def __init__(self, *args: Any, papers: QuerySet[Document], told: Tell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].queryset = papers
        self.fields["papers"].label_from_instance = lambda paper: _named(paper, told)

    def layout(self) -> govuk.Layout:
        taken_out = govuk.Fieldset("Redaction", "redacted", "how_redacted", "redacted_file")
        return govuk.Layout("papers", "also", "sent_on", "sent_to", "how", taken_out)


def _named(paper: Document, told: Tell) -> str:
    version = f", version {paper.version}" if paper.version else ""
    day = f", {paper.dated_on:%-d %b %Y}" if paper.dated_on else ""
    return f"{told(paper.title)}{version}{day} (paper {paper.pk})"


class CloseForm(govuk.Form, Revised):
    """The day of the answer, or why none is needed."""

    closed_on = govuk.DateField(label="Day it was answered")
    how_closed = forms.CharField(
        label="How it ended",
        required=False,
        max_length=300,
        help_text="Required where nothing was decided: for example, they took the request back.",
    )

    submit = "Close the request"


class ReopenForm(govuk.Form, Revised):
    """Why a closed request is taken up again."""

    why = forms.CharField(label="Why is it opened again?", max_length=300)

    submit = "Open it again"


class VoidForm(govuk.Form, Revised):
    """Why something was entered in error."""

    why_void = forms.CharField(label="Why", max_length=300)

    submit = "Record it as entered in error"
    warning = True


class SuppliedForm(govuk.Form):
    """What somebody supplied to the review."""

    giver = forms.ChoiceField(label="Who supplied it?", choices=Supplied.By.choices, widget=govuk.Radios)
    given_by = forms.CharField(label="Name and organisation", max_length=200)
    what = forms.CharField(
        label="What it is", max_length=300, help_text="For example, “Copy of the interview summary”. Write no names."
    )
    supplied_on = govuk.DateField(label="When")
    original_held_by = forms.CharField(
        label="Who holds the original",
        max_length=200,
        help_text="For example, the exhibits officer, with the reference.",
    )
    conditions = forms.CharField(
        label="Conditions",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Who may read it, what may be quoted, when it is to be given back.",
    )
    copy = govuk.FileField(
        label="The copy", required=False, help_text="It is kept among the papers, for the office only."
    )

    submit = "Save"


class ChangeSuppliedForm(SuppliedForm, Revised):
    """A record that is put right; the copy stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["copy"]


class EndSuppliedForm(govuk.Form, Revised):
    """What became of supplied material."""

    ended_on = govuk.DateField(label="When")
    how_ended = forms.CharField(
        label="What became of it", max_length=300, help_text="Given back, destroyed, or kept with the case; by whom."
    )

    submit = "Save"
