"""What do people type to answer criteria, recommend, decide, comment, notify and conclude?"""

from typing import Any

from django import forms

from agencies.models import Agency
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.documents.forms import OfficeMayEnter
from reviews.referral import queries
from reviews.referral.models import CriterionAnswer, Notification, Outcome
from reviews.referral.rules import CONCLUSIONS, CRITERIA, OUTCOMES_OF, Conclusion

BEHALF = ("on_behalf_of", "given_on", "original")


class CriteriaForm(OfficeMayEnter, govuk.Form, Revised):
    """Every criterion of one question; those left open are answered later."""

    given_on = govuk.DateField(
        label="Day they were given", required=False, help_text="The answers count from that day, not from today."
    )

    submit = "Save the answers"

    def __init__(self, *args: Any, question: str, behalf: bool, **kwargs: Any) -> None:
        self.criteria = CRITERIA[question]
        super().__init__(*args, behalf=behalf, **kwargs)
        if not behalf:
            del self.fields["given_on"]
        for place, criterion in enumerate(self.criteria, start=1):
            self.fields[f"{criterion.code}_answer"] = forms.ChoiceField(
                label=f"Answer to criterion {place}",
                choices=CriterionAnswer.Answer.choices,
                required=False,
                widget=govuk.Radios(inline=True),
            )
            self.fields[f"{criterion.code}_reasons"] = forms.CharField(
                label=f"Reasons for answer {place}", required=False, widget=govuk.Textarea(rows=4)
            )
        self.mark_optional = False

    def layout(self) -> govuk.Layout:
        return govuk.Layout(
            *(
                govuk.Fieldset(
                    criterion.asks,
                    f"{criterion.code}_answer",
                    f"{criterion.code}_reasons",
                    size="s",
                    hint=" ".join(filter(None, (criterion.hint, f"Source: {criterion.source}."))),
                )
                for criterion in self.criteria
            ),
            *([govuk.Fieldset("Entered for", *BEHALF)] if "on_behalf_of" in self.fields else []),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        answers = {}
        for place, criterion in enumerate(self.criteria, start=1):
            answer, reasons = typed.get(f"{criterion.code}_answer", ""), typed.get(f"{criterion.code}_reasons", "")
            if answer and not reasons:
                self.add_error(
                    f"{criterion.code}_reasons", f"Criterion {place}: say why; every answer needs its reasons"
                )
            elif reasons and not answer:
                self.add_error(
                    f"{criterion.code}_answer", f"Criterion {place}: choose the answer these reasons are for"
                )
            elif answer:
                answers[criterion.code] = (answer, reasons)
        if typed.get("on_behalf_of") and "given_on" not in self.errors and not typed.get("given_on"):
            self.add_error("given_on", "Enter the day on which the answers were given")
        if typed.get("given_on") and not typed.get("on_behalf_of"):
            self.add_error("on_behalf_of", "Enter who gave the answers that day")
        said = {name: typed[name] for name in BEHALF if name in typed}
        return {"answers": answers, "revision": typed.get("revision", 0), **said}


# What an outcome means where its name alone could be taken otherwise.
OUTCOME_HINTS = {
    Outcome.NOT_NOTIFY.value: "It is not a serious incident, and nothing further follows.",
    Outcome.OTHER_LEARNING.value: "There is something to learn from it, in a review that is not statutory.",
    Outcome.NATIONAL_REVIEW.value: "The case is complex or of national importance; the national Panel decides.",
}


class Behalf(forms.Form):
    """For the office: who gave it, with the original."""

    on_behalf_of = forms.CharField(
        label="Who gave it", max_length=200, help_text="Name and post. It counts from the date they gave it."
    )
    original = govuk.FileField(label="The e-mail, letter or note it came in", required=False)


class _OfQuestion(govuk.Form, Behalf):
    """What somebody says to one question; ``behalf`` is True where the office enters it for them."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    behalf_required = True

    def __init__(self, *args: Any, behalf: bool, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "outcome" in self.fields:
            self.fields["outcome"].choices = [(o, Outcome(o).label) for o in OUTCOMES_OF[question]]
            self.fields["outcome"].widget.hints = OUTCOME_HINTS
        if behalf:
            self.fields["on_behalf_of"].required = self.behalf_required
        else:
            del self.fields["on_behalf_of"], self.fields["original"]
        self.behalf = behalf

    @property
    def is_change(self) -> bool:
        """Is there something already that this would replace?"""
        return bool(self["revision"].value())

    def behalf_fields(self) -> list[Any]:
        return [govuk.Fieldset("Entered for", "on_behalf_of", "original")] if self.behalf else []


class RecommendForm(_OfQuestion):
    """The recommendation of the sub-group."""

    outcome = forms.ChoiceField(label="What does the sub-group recommend?", widget=govuk.Radios())
    reasons = forms.CharField(label="Reasons", widget=govuk.Textarea(rows=6))
    minority_view = forms.CharField(
        label="View of those who would recommend otherwise", required=False, widget=govuk.Textarea(rows=3)
    )
    recommended_on = govuk.DateField(label="Date of the recommendation")

    submit = "Save the recommendation"
    behalf_required = False

    def layout(self) -> govuk.Layout:
        return govuk.Layout("outcome", "reasons", "minority_view", "recommended_on", *self.behalf_fields())


class DecideForm(_OfQuestion):
    """The decision of one statutory safeguarding partner."""

    outcome = forms.ChoiceField(label="What is decided?", widget=govuk.Radios())
    reasons = forms.CharField(label="Reasons", widget=govuk.Textarea(rows=6))
    decided_on = govuk.DateField(label="Date of the decision")
    why = forms.CharField(
        label="Why is the decision changed?",
        required=False,
        max_length=300,
        help_text="The reason stays in the trail. Write no names.",
    )

    submit = "Save the decision"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = self.is_change

    def layout(self) -> govuk.Layout:
        if not self.is_change:
            self.fields["why"].widget = forms.HiddenInput()
        why = ["why"] if self.is_change else []
        return govuk.Layout("outcome", "reasons", "decided_on", *why, *self.behalf_fields())


class CommentForm(_OfQuestion):
    """The independent scrutineer's comment."""

    comment = forms.CharField(label="Comment on the decisions", widget=govuk.Textarea(rows=8))
    commented_on = govuk.DateField(label="Date of the comment")

    submit = "Save the comment"

    def layout(self) -> govuk.Layout:
        return govuk.Layout("comment", "commented_on", *self.behalf_fields())


# The area where it happened notifies and leads, unless the two agree otherwise.
ACROSS = ("lives_in", "lives_in_contact", "lead", "lead_agreed_on", "areas_told")


class NotificationForm(govuk.Form):
    """The serious incident notification: prepared, then recorded as sent."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    authority = forms.ModelChoiceField(
        Agency.objects.none(), label="Local authority that notifies", empty_label=None, widget=govuk.Radios()
    )
    known_on = govuk.DateField(
        label="Date the authority came to know or suspect both the harm and abuse or neglect",
        help_text="The time for notifying runs from this day.",
    )
    known_note = forms.CharField(label="What was known on that day", widget=govuk.Textarea(rows=4))
    sent_on = govuk.DateField(
        label="Date it was sent", required=False, help_text="The date on the receipt. Leave it empty until it is sent."
    )
    receipt = forms.CharField(label="Number on the receipt", required=False, max_length=60)
    file = govuk.FileField(label="Copy of the notification or its receipt", required=False)
    late_reason = forms.CharField(label="If it was sent late, why", required=False, widget=govuk.Textarea(rows=3))
    lives_in = forms.CharField(
        label="Local authority in whose area the child lives", required=False, max_length=120,
        help_text="Only where it is another one than the authority that notifies.",
    )  # fmt: skip
    lives_in_contact = forms.CharField(
        label="Whom to reach there", required=False, max_length=200, help_text="Name, post and telephone."
    )
    lead = forms.ChoiceField(
        label="Which area leads?", choices=Notification.Lead.choices, required=False, widget=govuk.Radios()
    )
    lead_agreed_on = govuk.DateField(label="Date that was agreed", required=False)
    areas_told = forms.CharField(
        label="Other partnerships told", required=False, widget=govuk.Textarea(rows=2),
        help_text="Which, by whom, and when.",
    )  # fmt: skip
    on_behalf_of = forms.CharField(
        label="Who told the office", required=False, max_length=200, help_text="Name and post at the authority."
    )

    submit = "Save"

    def __init__(self, *args: Any, review: Review, office: bool, own: set[int] | frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = queries.authorities(review.partnership)
        offered = offered if office else offered.filter(pk__in=own)
        self.fields["authority"].queryset = offered
        if not self.initial.get("authority") and len(offered) == 1:
            self.initial["authority"] = offered[0]
        self.office = office
        if not office:
            del self.fields["on_behalf_of"]

    def layout(self) -> govuk.Layout:
        told = ["on_behalf_of"] if self.office else []
        return govuk.Layout(
            govuk.Fieldset("What starts the clock", "authority", "known_on", "known_note"),
            govuk.Fieldset(
                "When it is sent", "sent_on", "receipt", "file", "late_reason", *told,
                hint="The notification itself is made in the national system. Record here what its receipt says. "
                "A further receipt is kept beside those that are there.",
            ),
            govuk.Details(
                "The child lives in another area", *ACROSS, opened=bool(self["lives_in"].value()),
            ),
        )  # fmt: skip


CONCLUSION_WORDS = {
    Conclusion.NOT_NOTIFIED: ("End here: not notified", "The case keeps its learning and can be found again."),
    Conclusion.PARTNERSHIP: (
        "Go on as a partnership review",
        "Everything typed so far goes along. Terms of reference and review panel come next.",
    ),
}


class ConcludeForm(govuk.Form):
    """How the screening ends where the partners decided not to notify."""

    then = forms.ChoiceField(label="How does it go on?", widget=govuk.Radios())
    why = forms.CharField(
        label="Note for the case's history", required=False, max_length=500, help_text="Write no names."
    )

    submit = "End the screening"

    def __init__(self, *args: Any, outcome: str | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = CONCLUSIONS.get(outcome or "", ())
        self.fields["then"].choices = [(way, CONCLUSION_WORDS[way][0]) for way in ways]
        self.fields["then"].widget.hints = {way: CONCLUSION_WORDS[way][1] for way in ways}
        if len(ways) == 1:
            self.initial.setdefault("then", ways[0])
