"""The pages of people and their roles, and the table of roles."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from agencies import queries, rules
from agencies.access import requires, visitor_of
from agencies.actions import people as actions
from agencies.forms import people as forms
from agencies.models import Post, User
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor
from cspr.doors import signed_in
from cspr.pages import form_page

WINDOW = 100
FORM = "agencies/form.html"


def at(user: User) -> str:
    """The address of a person's page."""
    return reverse("person", args=[user.pk])


def crumbs_to(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about people."""
    return [("Home", reverse("home")), ("People", reverse("people")), *last]


@requires(Permission.MANAGE_PEOPLE)
def people(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Everybody the office knows, with their roles of today."""
    form = forms.PeopleFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = {**chosen, "left": bool(chosen.get("left"))}
    page = Paginator(queries.people(on=visitor.today, **chosen), WINDOW).get_page(request.GET.get("page"))
    counts = queries.in_reviews(list(page.object_list), on=visitor.today)
    for one in page.object_list:
        one.reviews = counts.get(one.pk, 0)
    return render(request, "agencies/people.html", {"title": "People", "filter": form, "page": page})


@requires(Permission.MANAGE_PEOPLE)
def person(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """One person: how they are reached, what they may do, where they still have a place."""
    user = get_object_or_404(User.objects.select_related("agency", "deputy"), pk=pk)
    posts = list(queries.posts_of(user))
    over = {post.pk for post in posts if post.ends_on and post.ends_on < visitor.today}
    context = {
        "title": user.name,
        "person": user,
        "reference": rules.reference(user),
        "standing": [post for post in posts if post.pk not in over],
        "past": [post for post in posts if post.pk in over],
        "places": queries.open_places(user, on=visitor.today),
        "held": queries.held_by(user, visitor),
        "sees_cases": visitor.may(Permission.RUN_CASE),
        "away": rules.away_words(user, visitor.today),
        "manages": visitor.partnerships_with(Permission.MANAGE_PEOPLE),
        "breadcrumbs": crumbs_to(),
    }
    return render(request, "agencies/person.html", context)


@requires(Permission.MANAGE_PEOPLE)
def add(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request,
        forms.PersonForm,
        template=FORM,
        act=lambda form: actions.add_person(**form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at,
        done="The person is added. Give them a role, then invite them.",
        context={"title": "Add a person", "breadcrumbs": crumbs_to()},
        cancel=reverse("people"),
    )


@requires(Permission.MANAGE_PEOPLE)
def edit(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    fields = list(forms.ChangePersonForm.base_fields)
    return form_page(
        request,
        forms.ChangePersonForm,
        template=FORM,
        initial={name: getattr(user, name) for name in fields},
        act=lambda form: actions.change_person(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done="The details are saved.",
        context={"title": f"Change details of {user.name}", "breadcrumbs": crumbs_to((user.name, at(user)))},
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def invite(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Show what the invitation says, and send it."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    partnerships = queries.partnerships_with(visitor, Permission.MANAGE_PEOPLE)
    context = {
        "title": f"Invite {user.name} to sign in",
        "person": user,
        "has_roles": queries.posts_standing(user, on=visitor.today).exists(),
        "reference": rules.reference(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "breadcrumbs": crumbs_to((user.name, at(user))),
    }
    return form_page(
        request,
        forms.InviteForm,
        template="agencies/invite.html",
        initial={"revision": user.revision},
        act=lambda form: actions.invite(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done="The invitation is on its way.",
        context=context,
        partnerships=partnerships,
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def add_role(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, is_active=True)
    partnerships = queries.partnerships_with(visitor, Permission.MANAGE_PEOPLE)
    return form_page(
        request,
        forms.RoleForm,
        template="agencies/role.html",
        initial={"starts_on": visitor.today, "partnership": partnerships.first(), "agency": user.agency},
        act=lambda form: actions.give_role(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done="The role is given.",
        context={"title": f"Give {user.name} a role", "breadcrumbs": crumbs_to((user.name, at(user)))},
        partnerships=partnerships,
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def end_role(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    post = get_object_or_404(Post.objects.select_related("user", "partnership", "agency"), pk=pk)
    if post.partnership_id and post.partnership_id not in visitor.partnerships_with(Permission.MANAGE_PEOPLE):
        raise Http404
    user = post.user
    return form_page(
        request,
        forms.EndRoleForm,
        template=FORM,
        initial={"revision": post.revision, "ends_on": post.ends_on or visitor.today},
        act=lambda form: actions.end_role(post, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done="The last day of the role is recorded.",
        context={
            "title": f"End a role of {user.name}",
            "lead": f"{forms.post_words(post)}.",
            "breadcrumbs": crumbs_to((user.name, at(user))),
        },
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def leave(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Close an account; the page says which roles end with it and which places stay open."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    context = {
        "title": f"{user.name} has left",
        "person": user,
        "posts": queries.posts_standing(user, on=visitor.today),
        "places": queries.open_places(user, on=visitor.today),
        "held": queries.held_by(user, visitor),
        "sees_cases": visitor.may(Permission.RUN_CASE),
        "breadcrumbs": crumbs_to((user.name, at(user))),
    }
    return form_page(
        request,
        forms.LeaveForm,
        template="agencies/leave.html",
        initial={"revision": user.revision, "left_on": visitor.today},
        act=lambda form: actions.record_leaving(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done=f"{user.name} can no longer sign in, and their roles are ended.",
        context=context,
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def away(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, is_active=True)
    crumbs = crumbs_to((user.name, at(user)))
    return _away(request, visitor, user, then=at(user), back="person-back", crumbs=crumbs)


@requires(Permission.MANAGE_PEOPLE)
def back(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, is_active=True)
    return _back(request, visitor, user, then=at(user), crumbs=crumbs_to((user.name, at(user))))


@signed_in
def own_away(request: HttpRequest) -> HttpResponse:
    """One's own leave, so that nobody waits for an answer that cannot come."""
    visitor = visitor_of(request)
    crumbs = [("Home", reverse("home"))]
    return _away(request, visitor, _oneself(visitor), then=reverse("home"), back="own-back", crumbs=crumbs)


@signed_in
def own_back(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    return _back(request, visitor, _oneself(visitor), then=reverse("home"), crumbs=[("Home", reverse("home"))])


def _oneself(visitor: Visitor) -> User:
    """The person themselves, as a record that can be changed."""
    return User.objects.get(pk=visitor.user.pk)


def _away(
    request: HttpRequest, visitor: Visitor, user: User, *, then: str, back: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    fields = ("away_from", "away_until", "deputy", "revision")
    own = user.pk == visitor.user.pk
    return form_page(
        request,
        forms.AwayForm,
        template="agencies/away.html",
        initial={name: getattr(user, name) for name in fields},
        act=lambda form: actions.say_away(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=then,
        done="Saved. Whoever waits for an answer sees it.",
        context={
            "title": "When you are away" if own else f"When {user.name} is away",
            "standing": user,
            "back": reverse(back, args=[] if own and back == "own-back" else [user.pk]),
            "breadcrumbs": crumbs,
        },
        colleagues=queries.colleagues_of(user, on=visitor.today),
        cancel=then,
    )


def _back(
    request: HttpRequest, visitor: Visitor, user: User, *, then: str, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    own = user.pk == visitor.user.pk
    return form_page(
        request,
        forms.BackForm,
        template=FORM,
        initial={"revision": user.revision},
        act=lambda form: actions.say_back(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=then,
        done="Saved.",
        context={"title": "You are here" if own else f"{user.name} is here", "breadcrumbs": crumbs},
        cancel=then,
    )


@requires(Permission.MANAGE_PEOPLE)
def let_back_in(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk, is_active=False)
    return form_page(
        request,
        forms.ReturnForm,
        template=FORM,
        initial={"revision": user.revision},
        act=lambda form: actions.let_back_in(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done=f"{user.name} can sign in again. Give them their roles anew.",
        context={
            "title": f"{user.name} is back",
            "lead": "They can sign in again with their old password. Their former roles do not come back by themselves.",
            "breadcrumbs": crumbs_to((user.name, at(user))),
        },
        cancel=at(user),
    )


@requires(Permission.MANAGE_PEOPLE)
def hand_over(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    managed = visitor.partnerships_with(Permission.MANAGE_PEOPLE)
    held = queries.held_by(user, visitor)
    things = [(thing.key, thing.words) for thing in held if not thing.stuck]
    posts = queries.posts_to_hand_over(user, managed=managed, on=visitor.today)
    return form_page(
        request,
        forms.HandOverForm,
        template="agencies/hand_over.html",
        initial={"from_on": visitor.today},
        act=lambda form: actions.hand_over(user, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(user),
        done="It is handed over.",
        context={
            "title": f"Hand over what {user.name} holds",
            "stuck": [thing for thing in held if thing.stuck],
            "something": bool(things) or posts.exists(),
            "breadcrumbs": crumbs_to((user.name, at(user))),
        },
        user=user,
        posts=posts,
        things=things,
        cancel=at(user),
    )


@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """Who may do what: the table of roles as it stands."""
    infos = [(role.label, ROLES[role], Scope(ROLES[role].scope).label) for role in Role]
    rows = [
        (Permission(permission).label, [permission in info.may for _, info, _ in infos]) for permission in Permission
    ]
    context = {
        "title": "Who may do what",
        "roles": [(label, info, where, _may(info.may)) for label, info, where in infos],
        "heads": [label for label, _, _ in infos],
        "rows": rows,
    }
    return render(request, "agencies/roles.html", context)


def _may(permissions: frozenset[Permission]) -> list[str]:
    return [str(permission.label) for permission in Permission if permission in permissions]
