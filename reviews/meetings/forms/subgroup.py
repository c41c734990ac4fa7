"""What is typed about a meeting of the sub-group and its agenda?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Partnership
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.meetings.forms.meeting import ChangeMeetingForm, MeetingForm
from reviews.meetings.models import AgendaItem
from reviews.meetings.narrative import name_of


class PlanSubgroupForm(MeetingForm):
    """When and where the sub-group meets."""

    partnership = forms.ModelChoiceField(
        Partnership.objects.none(), label="Of which partnership?", widget=govuk.Radios(), empty_label=None
    )
    submit = "Make the agenda"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"], self.fields["agenda"]
        self.fields["minutes_long"].initial = 120
        self.fields["partnership"].queryset = partnerships
        if len(partnerships) == 1:
            self.fields["partnership"].initial = partnerships[0]
            self.fields["partnership"].widget = forms.HiddenInput()

    def layout(self) -> govuk.Layout:
        when = govuk.Inline(govuk.Field("time", width=5), govuk.Field("minutes_long", width=3))
        return govuk.Layout("date", when, "place", "partnership")


class ChangeSubgroupForm(ChangeMeetingForm):
    """The same, of a meeting that stands."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["agenda"]

    def layout(self) -> govuk.Layout:
        return govuk.Layout(*[item for item in super().layout().fields if item != "agenda"])


class AddItemForm(govuk.Form):
    """A case, or something of its own, for the agenda."""

    review = forms.ModelChoiceField(
        Review.objects.none(), label="Case", required=False, empty_label="No case: something else"
    )
    title = forms.CharField(
        label="What is it about?",
        required=False,
        max_length=200,
        help_text="Needed where it is of no case. Write no names here.",
    )
    mark_optional = False
    submit = "Put it on the agenda"

    def __init__(self, *args: Any, cases: QuerySet[Review], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review"].queryset = cases


class OrderForm(govuk.Form):
    """The place of each thing on the agenda."""

    mark_optional = False
    submit = "Save the order"

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for number, item in enumerate(items, start=1):
            self.fields[f"place_{item.pk}"] = forms.IntegerField(
                label=f"{name_of(item)}: {item.get_heading_display().lower()}",
                min_value=1,
                max_value=999,
                initial=number,
                error_messages={"required": f"Enter the place of {name_of(item)}"},
            )

    def layout(self) -> govuk.Layout:
        return govuk.Layout(*[govuk.Field(name, width=3, size="s") for name in self.fields])

    @property
    def places(self) -> dict[int, int]:
        typed = self.cleaned_data
        return {item.pk: typed[f"place_{item.pk}"] for item in self.items}


class MinutesForm(govuk.Form, Revised):
    """What was said of one thing on the agenda."""

    minutes = forms.CharField(
        label="What was said and agreed",
        required=False,
        widget=govuk.Textarea(rows=12),
        help_text="Of this case alone: it is filed with its papers. Use labels such as Child A, never names.",
    )
    mark_optional = False
    submit = "Save and go to the next"
