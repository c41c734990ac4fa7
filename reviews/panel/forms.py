"""What do people type about the reviewer, the review panel and the terms of reference?"""

from typing import Any

from django import forms

from agencies.models import Agency, User
from agencies.roles import Role
from cspr import govuk
from cspr.pages import Revised
from reviews.case.models import Review
from reviews.documents.forms import SaidForSomebody

PLACES = [(role.value, role.label) for role in (Role.PANEL_MEMBER, Role.HUMAN_READER)]


class CommissionForm(govuk.Form):
    """Whom the partners chose to lead the review."""

    reviewer = forms.ModelChoiceField(
        User.objects.none(),
        label="Lead reviewer",
        empty_label="Select a person",
        help_text="Somebody new is first added under People.",
    )
    title = forms.CharField(
        label="Title, as it will be printed in the report",
        max_length=120,
        help_text="For example, Independent lead reviewer.",
    )
    decided_on = govuk.DateField(label="When did the partners choose them?")
    due_on = govuk.DateField(
        label="When is the report due?", required=False, help_text="Six months from the decision to review, or earlier."
    )
    panel_told_on = govuk.DateField(
        label="When was the national Panel told who it is?",
        required=False,
        help_text="Leave it empty if it has not been told yet; you will be reminded.",
    )

    submit = "Record the appointment"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = User.objects.filter(is_active=True).select_related("agency")
        self.fields["reviewer"].label_from_instance = described


def described(user: User) -> str:
    """A person with their job and agency, so that two of one name can be told apart."""
    return ", ".join(str(part) for part in (user.name, user.job, user.agency) if part)


class DeclareForm(govuk.Form, Revised):
    """The declaration of independence, signed by typing one's name."""

    declaration = forms.CharField(
        label="What you declare",
        widget=govuk.Textarea(rows=14),
        help_text="A proposal. Change the words where they do not fit you. The report will print what you sign.",
    )
    has_interests = forms.ChoiceField(
        label="Is there any interest or connection that others should know of?",
        choices=[("no", "No"), ("yes", "Yes")],
        widget=govuk.Radios(reveals={"yes": "interests"}),
        help_text="For example, earlier work for one of the agencies. Naming it does not rule you out.",
    )
    interests = forms.CharField(label="What is it?", required=False, widget=govuk.Textarea(rows=4))
    signed_as = forms.CharField(
        label="Your full name", max_length=120, help_text="Typing your name here counts as your signature."
    )

    submit = "Sign the declaration"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        named = typed.pop("has_interests", "") == "yes"
        if named and not typed.get("interests"):
            self.add_error("interests", "Say what the interest or connection is")
        typed["interests"] = typed.get("interests", "") if named else ""
        return typed


class DeclareForForm(DeclareForm):
    """The same, for a declaration that was signed on paper."""

    declared_on = govuk.DateField(label="When was it signed?")
    original = govuk.FileField(label="The signed declaration", help_text="A scan or photograph of the paper.")

    required_messages = {"original": "Choose the file with the signed declaration"}
    submit = "Record the signed declaration"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "declaration": ("What they declared", "As it stands on the paper. The report will print it."),
            "has_interests": ("Did they name any interest or connection?", ""),
            "signed_as": ("Name under the declaration", ""),
        }
        for name, (label, hint) in words.items():
            self.fields[name].label, self.fields[name].help_text = label, hint


class TellForm(govuk.Form, Revised):
    """When the national Panel was told."""

    panel_told_on = govuk.DateField(label="When was the national Panel told?")


class EndCommissionForm(govuk.Form, Revised):
    """The end of a commission."""

    ended_on = govuk.DateField(label="Last day", help_text="They can read the case until the end of that day.")
    why_ended = forms.CharField(
        label="Why", max_length=300, help_text="It stays with the case. Appoint the next reviewer on the page after."
    )

    submit = "End the commission"
    warning = True


class MemberForm(govuk.Form):
    """A place on the review panel, or as human reader."""

    user = forms.ModelChoiceField(User.objects.none(), label="Person", empty_label="Select a person")
    role = forms.ChoiceField(
        label="Place",
        choices=PLACES,
        widget=govuk.Radios(
            hints={
                Role.PANEL_MEMBER.value: "Reads the whole case, comments and checks accuracy.",
                Role.HUMAN_READER.value: "Reads only the finished report, for anything that could identify somebody.",
            }
        ),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency they speak for",
        required=False,
        empty_label="The one they work for",
    )
    starts_on = govuk.DateField(label="From")

    submit = "Give this place"

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True).select_related("agency")
        self.fields["user"].label_from_instance = described
        self.fields["agency"].queryset = review.partnership.agencies.filter(ended_on=None)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("user") and not typed.get("agency"):
            typed["agency"] = typed["user"].agency
        return typed


class EndPlaceForm(govuk.Form, Revised):
    """The last day of a place."""

    ends_on = govuk.DateField(label="Last day", help_text="They can read the case until the end of that day.")

    submit = "End this place"


class QuestionForm(govuk.Form):
    """One question of the terms of reference."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label="What is to be found out", widget=govuk.Textarea(rows=3))

    required_messages = {"text": "Enter the question, or tick that it is removed"}


class TermsForm(govuk.FormWithRows):
    """One version of the terms of reference."""

    rows_class = govuk.formset(QuestionForm, row="Question", extra=1, spare=5, can_delete=True)

    version = forms.IntegerField(widget=forms.HiddenInput)
    scope = forms.CharField(
        label="Scope", widget=govuk.Textarea(rows=5), help_text="Which children, which agencies, what is left out."
    )
    period_from = forms.CharField(
        label="The review looks back to", max_length=200, help_text="An event, such as the booking of the pregnancy."
    )
    period_from_on = govuk.DateField(label="When that was, on or about", required=False)
    period_to = forms.CharField(label="And ends with", max_length=200, help_text="Also an event.")
    period_to_on = govuk.DateField(label="When it ended, on or about", required=False)
    method = forms.CharField(label="Method", required=False, widget=govuk.Textarea(rows=4))
    family_plan = forms.CharField(label="How the family is involved", required=False, widget=govuk.Textarea(rows=4))
    equality = forms.CharField(
        label="Equality",
        required=False,
        widget=govuk.Textarea(rows=4),
        help_text="How ethnicity, culture, disability and other characteristics may have shaped experience and practice.",
    )
    supplied = forms.CharField(
        label="What each agency supplies",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="For example, a chronology from each, and a report of their own from two.",
    )
    parallel = forms.CharField(
        label="What runs alongside",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Criminal case, inquest, care proceedings, other reviews: what waits for them, and who keeps in touch.",
    )
    out_of_scope = forms.CharField(
        label="What is left out",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="And where it is looked at instead.",
    )
    timetable = forms.CharField(
        label="Timetable",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="First draft, comments, family, sign-off.",
    )
    publication = forms.CharField(
        label="Publication",
        required=False,
        widget=govuk.Textarea(rows=3),
        help_text="Whether it is meant to be published whole, and what could stand against it.",
    )
    why_changed = forms.CharField(label="Why the agreed terms are changed", max_length=300)

    required_messages = {
        "scope": "Enter the scope",
        "period_from": "Enter the event that the review looks back to",
        "period_to": "Enter the event with which the period ends",
    }
    submit = "Save the draft"

    def __init__(self, *args: Any, changes_agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes_agreed:
            del self.fields["why_changed"]

    def layout(self) -> govuk.Layout:
        why = ["why_changed"] if "why_changed" in self.fields else []
        hint = (
            "Two events mark it. Give dates too where there are any: agencies read them with what they are asked for, "
            "to know where to search. On the page of the terms, only people who may see names read them."
        )
        return govuk.Layout(
            *why,
            "scope",
            govuk.Fieldset("Period", "period_from", "period_from_on", "period_to", "period_to_on", hint=hint),
            govuk.Rows("Questions", hint="They are numbered in this order. The report must answer each of them."),
            "method", "family_plan", "equality", "supplied", "parallel", "out_of_scope", "timetable", "publication",
        )  # fmt: skip

    @property
    def questions(self) -> list[tuple[int | None, str]]:
        """The questions as the action takes them."""
        return [(row.get("pk"), row["text"]) for row in self.filled_rows]

    @property
    def details(self) -> dict[str, Any]:
        """The fields of the version itself."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("version", "revision")}


class ChangeTermsForm(TermsForm, Revised):
    """A draft that is changed."""


class AgreeForm(SaidForSomebody, govuk.Form, Revised):
    """When the terms were agreed, and by whom."""

    agreed_on = govuk.DateField(label="When did the review panel agree them?")
    on_behalf_of = forms.CharField(
        label="Who agreed",
        required=False,
        max_length=200,
        help_text="The meeting, or the name and role of who said so.",
    )
    field_order = ("agreed_on", "on_behalf_of", "original")

    submit = "Record that they are agreed"


class DeputyForm(govuk.Form):
    """Who stands in for a member of the review panel, and for how long."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="Who stands in", empty_label="Select a person",
        help_text="They get what the member gets: the papers, the drafts, and what is due. Ask them about interests first.",
    )  # fmt: skip
    starts_on = govuk.DateField(label="First day")
    ends_on = govuk.DateField(label="Last day")

    submit = "Name the deputy"

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = described
