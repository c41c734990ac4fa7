"""What is typed to sign off, to hand in and to send back?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from chronology.forms.requests import PeopleField
from cspr import govuk
from cspr.pages import Revised
from reviews.identities.models import Person


class OfEachPerson(govuk.Form):
    """Of whom on the list nothing is held; asked where something is held of others."""

    none_about = PeopleField(
        queryset=Person.objects.none(), label="Of whom do you hold nothing?", required=False,
        help_text="Tick who was searched for and not found. Leave it blank if you hold something about everybody.",
    )  # fmt: skip

    field_order = ("author_name", "author_job", "signed_off_by", "given_on", "none_about")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["none_about"].queryset = people  # type: ignore[attr-defined]
        if not people:
            del self.fields["none_about"]


class SignForm(OfEachPerson, Revised):
    """The agency signs off its own chronology."""

    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)
    agreed = forms.BooleanField(label="")

    submit = "Sign off and submit"

    def __init__(self, *args: Any, agreement: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = agreement


class UploadForm(govuk.Form, Revised):
    """A chronology the agency has written elsewhere."""

    original = govuk.FileField(
        label="The document",
        help_text="A Word document, PDF or spreadsheet. The office sees it as soon as you upload it; it counts once it is "
        "signed off, and the office then types its entries in.",
    )
    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)

    submit = "Upload and go on"


class PassOnForm(govuk.Form):
    """Somebody else signs that nothing is held."""

    submit = "We hold nothing: ask for sign-off"


class SignForSomebodyForm(OfEachPerson, Revised):
    """The office submits what an agency sent it."""

    author_name = forms.CharField(label="Who wrote it", max_length=120)
    author_job = forms.CharField(label="Their job", max_length=120, required=False)
    signed_off_by = forms.CharField(
        label="Who signed it off", max_length=120, help_text="The person at the agency who stands for it."
    )
    given_on = govuk.DateField(label="Day it was given", help_text="The day it reached the office, not today's date.")
    original = govuk.FileField(
        label="The original", required=False, help_text="The document or e-mail in which it came."
    )

    submit = "Submit for the agency"


class SendBackForm(govuk.Form, Revised):
    """What is missing, and until when; what is needed of single entries stands beside them."""

    why_sent_back = forms.CharField(
        label="What is to be corrected or added", widget=govuk.Textarea(rows=5), help_text="The agency reads this.",
        required=False,
    )  # fmt: skip
    due_on = govuk.DateField(label="Due again on")

    submit = "Send back"

    def __init__(self, *args: Any, marked: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if marked:
            self.fields["why_sent_back"].label = "What else is to be corrected or added"
        else:
            self.fields["why_sent_back"].required = True
