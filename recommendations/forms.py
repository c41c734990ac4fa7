"""What do people type about findings, recommendations, actions and assurance?"""

from typing import Any

from django import forms

from agencies.models import Agency
from chronology.models import Episode
from cspr import govuk
from cspr.pages import Revised
from recommendations import rules
from recommendations.models import Action, Answer, Assurance, Evidence, Finding, Progress, Recommendation
from reviews.case.models import Review
from reviews.documents.forms import GivenForSomebody, OfficeMayEnter, SaidForSomebody
from reviews.report.queries import agencies_to_address


class SeveralField(govuk.ModelMultipleChoiceField):
    """Several things at once, by their numbers and titles."""

    def label_from_instance(self, thing: Any) -> str:
        if isinstance(thing, Episode):
            return f"Episode {thing.number}: {thing.title}"
        if isinstance(thing, Finding | Recommendation):
            words = " ".join(thing.text.split())
            return f"{thing.number}. {words if len(words) <= 120 else words[:117] + '…'}"
        return str(thing)


class FindingForm(OfficeMayEnter, govuk.Form):
    """What the review found."""

    text = forms.CharField(
        label="Finding", widget=govuk.Textarea(rows=6), help_text="What got in the way or helped, beyond this one case."
    )
    episodes = SeveralField(Episode.objects.none(), label="Episodes it rests on", required=False)

    submit = "Save finding"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        episodes = review.episodes.filter(void_at=None)
        self.fields["episodes"].queryset = episodes
        if not episodes:
            del self.fields["episodes"]


class ChangeFindingForm(FindingForm, Revised):
    """A finding that stands already."""


class PracticeForm(OfficeMayEnter, govuk.Form):
    """What an agency did well."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Agency", required=False, empty_label="Several agencies, or none in particular"
    )
    text = forms.CharField(
        label="Good practice", widget=govuk.Textarea(rows=5), help_text="What was done well, and what came of it."
    )

    submit = "Save good practice"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_to_address(review)


class ChangePracticeForm(PracticeForm, Revised):
    """Good practice that stands already."""


class RecommendationForm(OfficeMayEnter, govuk.Form):
    """What is asked of whom, by when."""

    text = forms.CharField(
        label="Recommendation",
        widget=govuk.Textarea(rows=5),
        help_text="The one text that stands everywhere: say what is to be done, so that one can see whether it was.",
    )
    outcome_wanted = forms.CharField(
        label="What should be different for children", widget=govuk.Textarea(rows=3), required=False
    )
    addressees = SeveralField(
        Agency.objects.none(), label="Addressed to", help_text="Each agency answers and plans for itself."
    )
    by_when = govuk.DateField(
        label="By when", required=False, help_text="It cannot be agreed without a date. For example, 30 9 2026"
    )
    findings = SeveralField(Finding.objects.none(), label="Findings it follows from", required=False)

    required_messages = {"addressees": "Select at least one agency to which it is addressed"}
    submit = "Save recommendation"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["addressees"].queryset = agencies_to_address(review)
        findings = review.findings.filter(void_at=None)
        self.fields["findings"].queryset = findings
        if not findings:
            self.fields["findings"].widget = forms.MultipleHiddenInput()


class ChangeRecommendationForm(RecommendationForm, Revised):
    """A recommendation that stands already."""


class VoidForm(govuk.Form, Revised):
    """Why something was recorded in error."""

    why_void = forms.CharField(
        label="Why it was recorded in error", max_length=300, help_text="It is kept in the history and shown no more."
    )

    submit = "Record it as made in error"
    warning = True


class AgreeForm(SaidForSomebody, govuk.Form):
    """Which recommendations the partners agreed, who said so, and when."""

    recommendations = SeveralField(Recommendation.objects.none(), label="Recommendations that were agreed")
    agreed_on = govuk.DateField(label="Agreed on", help_text="The day the partners agreed.")
    on_behalf_of = forms.CharField(
        label="Who agreed", required=False, max_length=200, help_text="Name and role of each, or the meeting."
    )
    field_order = ("recommendations", "agreed_on", "on_behalf_of", "original")

    submit = "Record the agreement and tell the agencies"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendations"].queryset = review.recommendations.filter(void_at=None, agreed_on=None)


class RewordForm(govuk.Form, Revised):
    """The words of an agreed recommendation, without what tells who somebody is."""

    text = forms.CharField(label="What is recommended", widget=govuk.Textarea(rows=5))
    outcome_wanted = forms.CharField(
        label="What should be different for children", widget=govuk.Textarea(rows=3), required=False
    )

    submit = "Save the new words"


class TakeBackForm(govuk.Form, Revised):
    """Nothing is typed; the button says it all."""

    submit = "Take the agreement back"
    warning = True


class AnswerForm(govuk.Form):
    """Does the agency accept it?"""

    response = forms.ChoiceField(
        label="Does your agency accept it?", choices=Answer.Response.choices, widget=govuk.Radios()
    )
    reasons = forms.CharField(
        label="Reasons",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="Needed where it is not accepted, or not in full.",
    )

    submit = "Save answer"


class AnswerForSomebodyForm(AnswerForm, GivenForSomebody):
    """The office enters an agency's answer."""


class ActionForm(govuk.Form):
    """What the agency will do."""

    text = forms.CharField(label="What will be done", widget=govuk.Textarea(rows=4))
    lead_person = forms.CharField(label="Who leads it", max_length=120, required=False)
    measure = forms.CharField(
        label="How will you know that it made a difference?",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="What you will look at: an audit of case files, what children say, figures.",
    )
    due_on = govuk.DateField(label="To be done by")

    submit = "Save action"


class ActionForSomebodyForm(GivenForSomebody, ActionForm):
    """The office enters an agency's action."""

    on_behalf_of = forms.CharField(label="Who planned it", max_length=200, help_text="The person at the agency.")


class ChangeActionForm(govuk.Form, Revised):
    """The words of an action."""

    text = forms.CharField(label="What will be done", widget=govuk.Textarea(rows=4))
    lead_person = forms.CharField(label="Who leads it", max_length=120, required=False)
    measure = forms.CharField(
        label="How will you know that it made a difference?", required=False, widget=govuk.Textarea(rows=3)
    )

    submit = "Save action"


class MoveForm(govuk.Form):
    """Another day for an action."""

    due_on = govuk.DateField(label="New date")
    why = forms.CharField(label="Why it moves", max_length=300, help_text="The board may read this.")

    submit = "Move the date"


class ProgressForm(govuk.Form):
    """How an action stands."""

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=Progress.Status.choices,
        widget=govuk.Radios(hints={"done": "The office looks at it and closes it"}),
    )
    note = forms.CharField(label="What has been done, and what comes next", widget=govuk.Textarea(rows=5))
    reported_on = govuk.DateField(label="Date of this report")

    submit = "Save report"


class ProgressForSomebodyForm(ProgressForm):
    """The office enters what an agency reported."""

    on_behalf_of = forms.CharField(label="Who reported it", max_length=200, help_text="The person at the agency.")
    original = govuk.FileField(label="The original", required=False, help_text="The e-mail or document it came in.")


class EvidenceForm(govuk.Form):
    """What shows that practice changed."""

    kind = forms.ChoiceField(label="Kind of evidence", choices=Evidence.Kind.choices, widget=govuk.Radios())
    what_it_shows = forms.CharField(
        label="What it shows",
        widget=govuk.Textarea(rows=4),
        help_text="What is different for children now, and how many cases it rests on.",
    )
    file = govuk.FileField(
        label="File", required=False, help_text="Take out the names of children and families before you add it."
    )

    submit = "Add evidence"


class EvidenceForSomebodyForm(EvidenceForm):
    """The office adds what an agency sent."""

    on_behalf_of = forms.CharField(label="Who sent it", max_length=200, help_text="The person at the agency.")


class CloseForm(govuk.Form, Revised):
    """How an action ends."""

    closed = forms.ChoiceField(
        label="How is it closed?",
        choices=[choice for choice in Action.Closed.choices if choice[0]],
        widget=govuk.Radios(hints={"without": "Counted, and shown to the board with the reason"}),
    )
    why_closed = forms.CharField(label="Reason, or what was looked at", required=False, widget=govuk.Textarea(rows=4))
    closed_on = govuk.DateField(label="Closed on")

    submit = "Close the action"


class CloseForSomebodyForm(SaidForSomebody, CloseForm):
    """The office closes it as somebody else decided."""


class ReopenForm(govuk.Form, Revised):
    """Why an action is opened again."""

    why_reopened = forms.CharField(label="Why it is opened again", widget=govuk.Textarea(rows=3))
    due_on = govuk.DateField(label="To be done by")

    submit = "Open it again"


class AskForMoreForm(ReopenForm):
    """What is still missing of an action that was said to be done."""

    why_reopened = forms.CharField(
        label="What is still missing?", widget=govuk.Textarea(rows=3), help_text="The agency and the board read this."
    )

    submit = "Ask for more"


class AssureForm(govuk.Form):
    """Has practice changed?"""

    judgement = forms.ChoiceField(
        label="Has practice changed?",
        choices=Assurance.Judgement.choices,
        widget=govuk.Radios(hints={"assured": "Every action is closed, and evidence shows a difference"}),
    )
    reasons = forms.CharField(label="Reasons", widget=govuk.Textarea(rows=5))
    judged_on = govuk.DateField(label="Date of the judgement")
    look_again_on = govuk.DateField(
        label="Look again on", required=False, help_text="Needed unless the board is assured. For example, 31 3 2027"
    )

    submit = "Record the judgement"


class AssureForSomebodyForm(SaidForSomebody, AssureForm):
    """The office records the board's judgement."""

    on_behalf_of = forms.CharField(
        label="Whose judgement it is", required=False, max_length=200,
        help_text="The board's meeting, or the name and role of the person who judged.",
    )  # fmt: skip


class BoardFilterForm(govuk.Form):
    """Which recommendations to list."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", required=False, empty_label="All agencies")
    state = forms.ChoiceField(
        label="Where it stands",
        required=False,
        choices=[("", "Anywhere"), *((standing.value, rules.WORDS[standing][0]) for standing in rules.ORDER)],
    )
    late = forms.BooleanField(label="Only late ones", required=False)

    mark_optional = False
    submit = None

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies

    def layout(self) -> govuk.Layout:
        return govuk.Layout(govuk.Inline("agency", "state", "late"))
