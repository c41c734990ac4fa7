"""What do people type about people and their roles?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Partnership, Post, User
from agencies.queries import active_agencies
from agencies.roles import ROLES, Role, Scope
from cspr import govuk
from cspr.pages import Revised

GIVEN_HERE = [role for role in Role if ROLES[role].scope != Scope.REVIEW]


class PeopleFilter(govuk.Form):
    """Which people to list."""

    role = forms.ChoiceField(required=False, label="Role")
    agency = forms.ChoiceField(required=False, label="Agency")
    left = forms.ChoiceField(required=False, label="Who", choices=[("", "Those who are here"), ("1", "Those who left")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Every role"), *((role.value, role.label) for role in GIVEN_HERE)]
        agencies = active_agencies().values_list("pk", "name")
        self.fields["agency"].choices = [("", "Every agency"), *((str(pk), name) for pk, name in agencies)]


class PersonForm(govuk.Form):
    """Who somebody is and how they are reached."""

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it, and it is where the office writes to. It must be theirs alone.",
    )
    job = forms.CharField(label="Job", required=False, max_length=120)
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency they work for",
        required=False,
        empty_label="None: the office, or from outside",
        help_text="This alone lets them see nothing. What a person may do follows from their roles.",
    )

    submit = "Add this person"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = active_agencies()


class ChangePersonForm(PersonForm, Revised):
    """The same, of a person who is known."""

    submit = "Save"


class InviteForm(govuk.Form, Revised):
    """In whose name a person is invited."""

    partnership = forms.ModelChoiceField(Partnership.objects.none(), label="Invite for", empty_label=None)

    submit = "Send the invitation"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = partnerships


class RoleForm(govuk.Form):
    """A role in a partnership or for an agency."""

    role = forms.ChoiceField(
        label="Role",
        choices=[(role.value, role.label) for role in GIVEN_HERE],
        widget=govuk.Radios(hints={role.value: ROLES[role].what for role in GIVEN_HERE}, small=True),
        help_text="Lead reviewers, review panel members and human readers are added in their review.",
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label="Partnership",
        required=False,
        empty_label="None",
        help_text="For roles of the office and its board. Leave it out for roles of an agency.",
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Agency",
        required=False,
        empty_label="None",
        help_text="For roles of an agency, and for a delegated safeguarding partner the one they decide for.",
    )
    starts_on = govuk.DateField(label="First day")
    ends_on = govuk.DateField(label="Last day", required=False, help_text="Leave it empty if it has no end yet.")

    submit = "Give this role"

    def __init__(self, *args: Any, partnerships: QuerySet[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = partnerships
        self.fields["agency"].queryset = active_agencies()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        role = typed.get("role")
        if role and ROLES[Role(role)].scope == Scope.AGENCY:
            typed["partnership"] = None
        elif role and role != Role.DELEGATED_PARTNER:
            typed["agency"] = None
        return typed


class EndRoleForm(govuk.Form, Revised):
    """The last day of a role."""

    ends_on = govuk.DateField(
        label="Last day", help_text="The role still holds on that day. For it to stop at once, give yesterday's date."
    )

    submit = "End this role"


class LeaveForm(govuk.Form, Revised):
    """The last day of a person."""

    left_on = govuk.DateField(label="Last day")

    submit = "Record that they have left"
    warning = True


class AwayForm(govuk.Form, Revised):
    """From when until when somebody is away, and who stands in."""

    away_from = govuk.DateField(label="First day away")
    away_until = govuk.DateField(label="Last day away")
    deputy = forms.ModelChoiceField(
        User.objects.none(),
        label="Who stands in",
        required=False,
        empty_label="Nobody",
        help_text="Somebody with a role for the same agency or office, who can open the same requests.",
    )

    submit = "Save"

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues


class BackForm(govuk.Form, Revised):
    """Nothing but that somebody is here."""

    submit = "They are here"


class ReturnForm(govuk.Form, Revised):
    """Nothing but the wish to let a person back in."""

    submit = "Let them back in"


class HandOverForm(govuk.Form):
    """Which roles, places and duties go to whom, and when."""

    posts = govuk.ModelMultipleChoiceField(Post.objects.none(), label="Roles to hand over", required=False)
    things = forms.MultipleChoiceField(
        label="Places in reviews, and what they owe by name",
        widget=govuk.Checkboxes(),
        required=False,
        help_text="What is owed by name goes over at once; a place from the day below.",
    )
    to = forms.ModelChoiceField(User.objects.none(), label="To whom", empty_label="Select a person")
    from_on = govuk.DateField(label="From", help_text="Their first day. It may be in the future.")

    mark_optional = False
    submit = "Hand over"

    def __init__(
        self, *args: Any, user: User, posts: QuerySet[Post], things: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["things"].choices = things
        self.fields["things"].initial = [key for key, _ in things]
        self.fields["posts"].queryset = posts
        self.fields["posts"].label_from_instance = post_words
        self.fields["posts"].initial = [post.pk for post in posts]
        self.fields["to"].queryset = User.objects.filter(is_active=True).exclude(pk=user.pk)
        for name, there in (("posts", posts), ("things", things)):
            if not there:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        typed = {"posts": [], "things": []} | (super().clean() or self.cleaned_data)
        if not self.errors and not typed["posts"] and not typed["things"]:
            self.add_error("posts" if "posts" in self.fields else None, "Select at least one thing to hand over")
        return typed


def post_words(post: Post) -> str:
    """A role and where it is held: "Agency signatory, Fenmarsh Police"."""
    return ", ".join(str(part) for part in (post.get_role_display(), post.partnership, post.agency) if part)
