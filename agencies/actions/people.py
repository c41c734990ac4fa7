"""How do people and their roles change? In one transaction with the trail of the installation."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from agencies import events, queries, rules
from agencies.models import Agency, Partnership, Post, User
from agencies.roles import WELCOME
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write

ONE_DAY = dt.timedelta(days=1)
TAKEN = "Somebody has this e-mail address already. Look for them in the list, also among those who have left."


# People --------------------------------------------------------------------------------------------


@transaction.atomic
def add_person(
    *, name: str, email: str, job: str = "", phone: str = "", agency: Agency | None = None, by: User, at: dt.datetime
) -> User:
    """Enter a person, who can sign in once invited. Raises ``NotYet`` at ``email`` where it is somebody else's."""
    _check_free(email)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, job=job, phone=phone, agency=agency)
    except IntegrityError:  # another was first
        raise records.NotYet(TAKEN, field="email") from None
    record(events.PERSON_ADDED, by=by, at=at, subject=f"person {user.pk}")
    return user


@transaction.atomic
def change_person(user: User, *, revision: int, email: str, by: User, at: dt.datetime, **values: Any) -> None:
    """Change a person's details. The old address is told of a new one: it is what they sign in with."""
    _check_free(email, but=user)
    old, name = user.email, user.name
    if email.lower() != old.lower():
        rules.check_within_reach(queries.partnerships_beyond(user, by, on=clock.date_of(at)))
    changes = records.change(user, revision=revision, email=email.lower(), **values)
    record(events.PERSON_CHANGED, by=by, at=at, subject=f"person {user.pk}", changes=changes)
    if user.email != old.lower() and user.is_active:
        subject, body = word("address_changed", name=name, sender=by.name, phone=settings.OFFICE_PHONE or "the office")
        write(f"address:{user.pk}:{user.revision}", to=old, subject=subject, body=body, at=at)


def _check_free(email: str, but: User | None = None) -> None:
    others = User.objects.filter(email__iexact=email)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise records.NotYet(TAKEN, field="email")


@transaction.atomic
def invite(user: User, *, revision: int, partnership: Partnership, by: User, at: dt.datetime) -> None:
    """Send the person a link with which they choose a password. The message holds nothing about any case."""
    if not user.is_active:
        raise records.NotYet("This person has left. Let them back in first.")
    changes = records.change(user, revision=revision, invited_at=at)
    subject, body = word("invitation", **_invitation(user, partnership, by))
    key = f"invitation:{user.pk}:{user.revision}"
    write(key, to=user.email, subject=subject, body=body, at=at, personal=True)
    record(events.PERSON_INVITED, by=by, at=at, subject=f"person {user.pk}", changes=changes)


def _invitation(user: User, partnership: Partnership, by: User) -> dict[str, str]:
    key = default_token_generator.make_token(user)
    page = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])
    return {
        "name": user.name,
        "sender": f"{by.name}, {by.job}" if by.job else by.name,
        "office": partnership.name,
        "phone": partnership.phone or settings.OFFICE_PHONE or "not yet known to the system",
        "link": f"{settings.SITE_URL}{page}",
        "days": str(settings.PASSWORD_RESET_TIMEOUT // 86400),
        "reference": rules.reference(user),
        "site": f"{settings.SITE_URL}/",
    }


@transaction.atomic
def record_leaving(user: User, *, revision: int, left_on: dt.date, by: User, at: dt.datetime) -> list[Post]:
    """Close a person's account and end their roles, which are returned. Places in review teams stay to be ended there."""
    rules.check_not_oneself(user, by)
    rules.check_within_reach(queries.partnerships_beyond(user, by, on=clock.date_of(at)))
    rules.check_past(left_on, clock.date_of(at), field="left_on", message="Record this once the person has left.")
    standing = list(queries.posts_standing(user, on=left_on))
    for post in standing:
        records.change(post, ends_on=max(left_on, post.starts_on))
    changes = records.change(user, revision=revision, is_active=False, left_on=left_on)
    changes["roles"] = [post.role for post in standing]
    record(events.PERSON_LEFT, by=by, at=at, subject=f"person {user.pk}", changes=changes)
    return standing


@transaction.atomic
def let_back_in(user: User, *, revision: int, by: User, at: dt.datetime) -> None:
    """Open the account of a person who had left; roles are given anew."""
    changes = records.change(user, revision=revision, is_active=True, left_on=None)
    record(events.PERSON_RETURNED, by=by, at=at, subject=f"person {user.pk}", changes=changes)


@transaction.atomic
def say_away(
    user: User,
    *,
    revision: int,
    away_from: dt.date,
    away_until: dt.date,
    deputy: User | None,
    by: User,
    at: dt.datetime,
) -> None:
    """Say from when until when a person is away, and who stands in; the chase lists of the office show it."""
    rules.check_away(user, away_from, away_until, deputy, clock.date_of(at))
    changes = records.change(user, revision=revision, away_from=away_from, away_until=away_until, deputy=deputy)
    record(events.PERSON_AWAY, by=by, at=at, subject=f"person {user.pk}", changes=changes)


@transaction.atomic
def say_back(user: User, *, revision: int, by: User, at: dt.datetime) -> None:
    """The person is here after all, or again."""
    changes = records.change(user, revision=revision, away_from=None, away_until=None, deputy=None)
    if changes:
        record(events.PERSON_BACK, by=by, at=at, subject=f"person {user.pk}", changes=changes)


# Roles ---------------------------------------------------------------------------------------------


@transaction.atomic
def give_role(
    user: User,
    *,
    role: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    partnership: Partnership | None = None,
    agency: Agency | None = None,
    by: User,
    at: dt.datetime,
) -> Post:
    """Give a person a role in a partnership or for an agency."""
    partners = queries.safeguarding_partners(partnership) if partnership else []
    rules.check_post(role, partnership, agency, partners)
    rules.check_dates(starts_on, ends_on)
    if not user.is_active:
        raise records.NotYet("This person has left. Let them back in first.")
    if _overlapping(user, role, partnership, agency, starts_on, ends_on):
        raise records.NotYet("This person holds that role there already at that time.", field="role")
    post = Post.objects.create(
        user=user, role=role, partnership=partnership, agency=agency, starts_on=starts_on, ends_on=ends_on
    )
    record(events.ROLE_GIVEN, by=by, at=at, subject=f"person {user.pk}", changes=_described(post))
    return post


def _overlapping(
    user: User,
    role: str,
    partnership: Partnership | None,
    agency: Agency | None,
    starts_on: dt.date,
    ends_on: dt.date | None,
) -> bool:
    same = user.posts.filter(role=role, partnership=partnership, agency=agency)
    same = same.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    return (same.filter(starts_on__lte=ends_on) if ends_on else same).exists()


def _described(post: Post) -> dict[str, Any]:
    place = {"partnership": post.partnership_id, "agency": post.agency_id}
    return {"role": post.role, "from": str(post.starts_on), **{name: pk for name, pk in place.items() if pk}}


@transaction.atomic
def end_role(post: Post, *, revision: int, ends_on: dt.date, by: User, at: dt.datetime) -> None:
    """End a role on its last day."""
    rules.check_dates(post.starts_on, ends_on)
    remaining = Post.objects.filter(user=by).held_on(ends_on + ONE_DAY).exclude(pk=post.pk)
    rules.check_stays_manager(post, by, remaining)
    changes = records.change(post, revision=revision, ends_on=ends_on)
    record(events.ROLE_ENDED, by=by, at=at, subject=f"person {post.user_id}", changes={**changes, "role": post.role})


Handing = Callable[..., None]
_handings: list[Handing] = []


def use_handing(hand: Handing) -> None:
    """Have what stands further right handed over by ``hand(user, to=, keys=, from_on=, by=, at=)``."""
    if hand not in _handings:
        _handings.append(hand)


@transaction.atomic
def hand_over(
    user: User, *, to: User, posts: Iterable[Post], from_on: dt.date, by: User, at: dt.datetime,
    things: Iterable[str] = (),
) -> list[Post]:  # fmt: skip
    """Give roles of one person to another from a day; the first keeps each until the day before.

    ``things`` are the keys of what else goes over (see ``queries.held_by``).
    """
    rules.check_may_take_over(user, to)
    manager = queries.visitor(by, today=clock.date_of(at), now=at)
    movable = {held.key for held in queries.held_by(user, manager) if not held.stuck}
    keys = list(things)
    if set(keys) - movable:
        raise records.NotYet("Something of this was handed over meanwhile. Look at the list again.", field="things")
    given = []
    for post in posts:
        rules.check_not_over(post.ends_on, from_on)
        ends_on = post.ends_on
        records.change(post, ends_on=max(from_on - ONE_DAY, post.starts_on))
        if not _overlapping(to, post.role, post.partnership, post.agency, from_on, None):
            given.append(
                Post.objects.create(
                    user=to,
                    role=post.role,
                    partnership=post.partnership,
                    agency=post.agency,
                    starts_on=from_on,
                    ends_on=ends_on,
                )
            )
    for hand in _handings:
        hand(user, to=to, keys=keys, from_on=from_on, by=by, at=at)
    changes: dict[str, Any] = {"to": to.pk, "from": str(from_on), "roles": [post.role for post in given]}
    if keys:
        changes["things"] = keys
    record(events.ROLES_HANDED_OVER, by=by, at=at, subject=f"person {user.pk}", changes=changes)
    return given


# The welcome ---------------------------------------------------------------------------------------


@transaction.atomic
def note_welcome_read(user: User, roles: Iterable[str], *, at: dt.datetime) -> None:
    """Remember that a person has read what they do here in these roles; it is not shown again by itself."""
    read = sorted({*user.welcomed, *(role for role in roles if role in WELCOME)})
    if changes := records.change(user, welcomed=read):
        record(events.WELCOME_READ, by=user, at=at, subject=f"person {user.pk}", changes=changes)


@transaction.atomic
def show_welcome_again(user: User, *, at: dt.datetime) -> None:
    """Show a person again what they do here."""
    if changes := records.change(user, welcomed=[]):
        record(events.WELCOME_BACK, by=user, at=at, subject=f"person {user.pk}", changes=changes)


@transaction.atomic
def choose_print(user: User, *, large: bool, at: dt.datetime) -> None:
    """Show this person reports in large print from now on, or in their usual size."""
    if changes := records.change(user, large_print=large):
        record(events.PRINT_CHOSEN, by=user, at=at, subject=f"person {user.pk}", changes=changes)
