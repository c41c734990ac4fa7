"""What does the office type about another area that joins a review?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Partnership, User
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review


class AreaForm(govuk.Form):
    """Which area joins, who leads there, and with which agencies."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label="Partnership that this office serves too", required=False, empty_label="None"
    )
    name = forms.CharField(
        label="Name of another partnership", required=False, max_length=200,
        help_text="Where it is not one of those above.",
    )  # fmt: skip
    lead = forms.CharField(
        label="Lead authority there, and whom to reach", max_length=200, help_text="Name, post and telephone."
    )
    since_on = govuk.DateField(label="Date it joined")
    agencies = govuk.ModelMultipleChoiceField(
        Agency.objects.none(), label="Its agencies that have to do with the case", required=False,
        widget=govuk.Checkboxes(small=True),
        help_text="They can then be asked for returns. Of a partnership that this office does not serve, council, health board "
        "and police among them decide for that area. "
        "An agency that is not listed is added under People and agencies first.",
    )  # fmt: skip
    mark_optional = False
    submit = "Save the other area"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = Partnership.objects.exclude(pk=review.partnership_id).order_by("name")
        elsewhere = Agency.objects.filter(ended_on=None).exclude(partnerships=review.partnership_id)
        self.fields["agencies"].queryset = elsewhere.order_by("name")


class ChangeAreaForm(AreaForm, Revised):
    """The same, of one that has joined; which area it is stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["partnership"], self.fields["name"]


class EndAreaForm(govuk.Form, Revised):
    """Another area leaves."""

    ended_on = govuk.DateField(label="Date it left")
    why_ended = forms.CharField(label="Why does it leave?", max_length=300, widget=govuk.Textarea(rows=3))
    submit = "Record that it has left"
    warning = True


class SeatForm(govuk.Form):
    """A place for somebody who decides for the other area."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="Who?", help_text="Somebody who signs in here. They see this review and no other."
    )
    partner = forms.ModelChoiceField(
        Agency.objects.none(), label="For which partner?", widget=govuk.Radios(), empty_label=None
    )
    submit = "Give them a place"

    def __init__(self, *args: Any, partners: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True)
        self.fields["partner"].queryset = partners
