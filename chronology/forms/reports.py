"""What is typed of agency reports: who is asked, the author, the sections, the signature?"""

from typing import Any

from django import forms

from agencies.models import Agency
from chronology import queries, rules
from chronology.models import AgencyReport
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review

ENDINGS = (".docx", ".doc", ".odt", ".pdf")


class AskForReportsForm(govuk.Form):
    """Which agencies are asked for their agency report, until when."""

    agencies = govuk.ModelMultipleChoiceField(
        Agency.objects.none(), label="Agencies to ask", help_text="Those that are involved in the case are ticked."
    )
    due_on = govuk.DateField(label="Due on")
    guidance = forms.CharField(
        label="Guidance for the agencies",
        required=False,
        widget=govuk.Textarea(rows=5),
        max_length=4000,
        help_text="What the report is to answer. The questions of the terms of reference are shown beside it.",
    )

    required_messages = {"agencies": "Select at least one agency to ask", "due_on": "Enter the day it is due"}
    submit = "Ask these agencies"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = queries.agencies_to_ask_for_reports(review)


class AuthorForm(govuk.Form, Revised):
    """Who wrote it, and how they stand to the case."""

    author_name = forms.CharField(label="Who writes the report", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120)
    independence = forms.ChoiceField(
        label="How does the author stand to the case?",
        choices=AgencyReport.Independence.choices,
        widget=govuk.Radios(small=True),
        help_text="The author should have had no part in the case, and not manage anybody who had. In a small agency "
        "there may be nobody else. Then say so plainly: the review reads it with that in mind.",
    )
    concerned_how = forms.CharField(
        label="What part the author had, or whom they manage",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Only where there was any. Roles are enough.",
    )
    records_secured_on = govuk.DateField(label="When were the records secured?", required=False)
    agreed = forms.BooleanField(label="The author declares that this is so")

    required_messages = {
        "independence": "Select how the author stands to the case",
        "agreed": "The author has to declare it: tick the box",
    }
    submit = "Save the declaration"


class TextForm(govuk.Form, Revised):
    """A section that is a text."""

    text = forms.CharField(label="", required=False, widget=govuk.Textarea(rows=18))

    def __init__(self, *args: Any, part: rules.ReportPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "The text"  # the heading names the section
        self.fields["text"].help_text = part.hint

    def layout(self) -> govuk.Layout:
        return govuk.Layout("text", _buttons(self.cancel))


def _buttons(cancel: str) -> govuk.Buttons:
    return govuk.Buttons("Save and go on", secondary=("back", "Save and go back to the report"), cancel=cancel)


class PointRow(govuk.Form):
    """One point."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label="The point", widget=govuk.Textarea(rows=4))

    required_messages = {"text": "Write the point, or tick that it is removed"}


class RecommendationRow(PointRow):
    """What an agency recommends to itself, and what it will do."""

    action = forms.CharField(label="What your agency will do", required=False, widget=govuk.Textarea(rows=3))
    lead = forms.CharField(label="Who leads it", required=False, max_length=120, help_text="A role is enough.")
    by_when = govuk.DateField(label="By when", required=False)

    required_messages = {"text": "Write the recommendation, or tick that it is removed"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Recommendation"


class PointsForm(govuk.FormWithRows, Revised):
    """A section that is points, one under another."""

    rows_class = govuk.formset(PointRow, row="Point", extra=1, spare=4, can_delete=True)

    def layout(self) -> govuk.Layout:
        return govuk.Layout(govuk.Rows(), _buttons(self.cancel))

    @property
    def points(self) -> list[dict[str, Any]]:
        """What stands in the rows, in order."""
        return [{name: value for name, value in row.items() if name != "DELETE"} for row in self.filled_rows]


class RecommendationsForm(PointsForm):
    """What the agency recommends to itself."""

    rows_class = govuk.formset(RecommendationRow, row="Recommendation", extra=1, spare=4, can_delete=True)


class UploadReportForm(govuk.Form, Revised):
    """A report that was written elsewhere."""

    original = govuk.FileField(
        label="The document",
        accept=ENDINGS,
        help_text="A Word document or PDF. The office sees it as soon as you upload it; it counts once it is signed off.",
    )

    required_messages = {"original": "Choose the document"}
    submit = "Upload it"


class SignReportForm(govuk.Form, Revised):
    """The agency signs off its own report."""

    agreed = forms.BooleanField(label="")

    submit = "Sign off and submit"

    def __init__(self, *args: Any, agreement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = agreement


class SignReportForSomebodyForm(govuk.Form, Revised):
    """The office submits the report an agency sent it."""

    signed_off_by = forms.CharField(
        label="Who signed it off", max_length=120, help_text="The person at the agency who stands for it."
    )
    given_on = govuk.DateField(label="Day it was given", help_text="The day it reached the office, not today's date.")
    original = govuk.FileField(
        label="The original", required=False, accept=ENDINGS, help_text="The document in which it came: Word or PDF."
    )

    submit = "Submit for the agency"
