"""What is typed of a death notified besides, and where a notification is withdrawn or stands after all?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review, SubjectChild
from reviews.referral import queries
from reviews.referral.forms.screening import CONCLUSION_WORDS
from reviews.referral.models import OtherNotification

TOLD_OFFICE = {"label": "Who told the office", "max_length": 200, "help_text": "Name and post at the authority."}


class OweOtherForm(govuk.Form):
    """A death that is to be notified to the Secretary of State and to Ofsted."""

    child = forms.ModelChoiceField(
        SubjectChild.objects.none(), label="Who died?", empty_label=None, widget=govuk.Radios()
    )
    because = forms.ChoiceField(
        label="Why is it to be notified?",
        choices=OtherNotification.Because.choices,
        widget=govuk.Radios(
            hints={
                "looked_after": "Within 5 working days.",
                "care_leaver": "The time limit is not verified: notify at once. The day shown is that for looked-after children.",
            }
        ),
    )
    authority = forms.ModelChoiceField(
        Agency.objects.none(), label="Local authority that notifies", empty_label=None, widget=govuk.Radios()
    )
    known_on = govuk.DateField(label="Date the authority came to know of the death")
    on_behalf_of = forms.CharField(**TOLD_OFFICE, required=False)

    submit = "Record that it is owed"

    def __init__(self, *args: Any, review: Review, authorities: QuerySet[Agency], office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].queryset = review.children.all()
        self.fields["authority"].queryset = authorities
        for name in ("child", "authority"):
            offered = self.fields[name].queryset[:2]
            if len(offered) == 1:
                self.initial.setdefault(name, offered[0])
        if not office:
            del self.fields["on_behalf_of"]


class OtherSentForm(govuk.Form, Revised):
    """When it was sent to one of the two, or to both at once."""

    sent_on = govuk.DateField(label="Date it was sent", help_text="The date on the receipt.")
    receipt = forms.CharField(label="Number on the receipt", required=False, max_length=60)
    file = govuk.FileField(
        label="The receipt", required=False, help_text="It is kept beside any that are there already."
    )
    late_reason = forms.CharField(label="If it was sent late, why", required=False, widget=govuk.Textarea(rows=3))
    both = forms.BooleanField(label="The same sending reached the Secretary of State and Ofsted", required=False)
    on_behalf_of = forms.CharField(**TOLD_OFFICE, required=False)

    def __init__(self, *args: Any, office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not office:
            del self.fields["on_behalf_of"]


class VoidOtherForm(govuk.Form, Revised):
    """It is not owed after all."""

    why = forms.CharField(label="Why is it not owed?", max_length=300, help_text="Write no names.")

    submit = "Take it back"


class WithdrawForm(govuk.Form, Revised):
    """The notification is found not to meet the criteria."""

    withdrawn_on = govuk.DateField(label="Date it was withdrawn")
    on_behalf_of = forms.CharField(
        label="Who found that it does not meet the criteria", max_length=200, help_text="Name, post and body."
    )
    why = forms.CharField(
        label="Why does it not meet the criteria?",
        widget=govuk.Textarea(rows=5),
        help_text="Which criterion is not met, and what is known now that was not known then.",
    )
    then = forms.ChoiceField(
        label="How does it go on?",
        choices=[(way, words[0]) for way, words in CONCLUSION_WORDS.items()],
        widget=govuk.Radios(hints={way: words[1] for way, words in CONCLUSION_WORDS.items()}),
    )

    submit = "Withdraw the notification"
    warning = True


class ReinstateForm(govuk.Form, Revised):
    """The withdrawal was a mistake."""

    why = forms.CharField(
        label="Why does the notification stand after all?", max_length=500, help_text="Write no names."
    )

    submit = "Take the withdrawal back"


def authorities_for(review: Review, own: set[int] | frozenset[int], *, office: bool) -> QuerySet[Agency]:
    """The authorities this person may record a notification for."""
    offered = queries.authorities(review.partnership)
    return offered if office else offered.filter(pk__in=own)
