"""What may a person do, given their posts?"""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agencies.models import Agency, Contact, Partnership, Post, User
from agencies.roles import ROLES, Permission, Role, Scope, may, permissions_of
from cspr.records import NotYet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


@dataclass(frozen=True)
class Visitor:
    """A signed-in person today: their posts, and the agencies they answer for (led ones included).

    An office post counts in its own partnership alone, and an agency post for its own agency alone (an agency lead's
    also for those it leads): what one allows here never widens what another allows there.
    """

    user: User
    posts: tuple[Post, ...]
    agencies: frozenset[int]
    today: dt.date
    now: dt.datetime
    led: "Mapping[int, frozenset[int]]" = field(default_factory=dict)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the person's posts allow anywhere."""
        return permissions_of({post.role for post in self.posts})

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def partnerships_with(self, permission: Permission) -> set[int]:
        """The ids of the partnerships in which an office post carries the permission."""
        return {post.partnership_id for post in self._office() if may({post.role}, permission)}

    def agencies_with(self, permission: Permission) -> frozenset[int]:
        """The ids of the agencies for which a post there, or the lead's over them, carries the permission."""
        reached = (self.reach(post) for post in self._agency() if may({post.role}, permission))
        return frozenset().union(*reached)

    def roles_in(self, partnership_id: int, agency_ids: "Iterable[int]" = ()) -> set[str]:
        """The roles held in a partnership, and for those of the agencies the person answers for."""
        involved = set(agency_ids)
        office = {post.role for post in self._office() if post.partnership_id == partnership_id}
        return office | {post.role for post in self._agency() if self.reach(post) & involved}

    def partner_agencies(self, partnership_id: int) -> set[int]:
        """The statutory partners (agency ids) this person decides for in a partnership."""
        return {
            post.agency_id
            for post in self._office()
            if post.role == Role.DELEGATED_PARTNER and post.partnership_id == partnership_id and post.agency_id
        }

    def _office(self) -> list[Post]:
        return [post for post in self.posts if scope_of(post) == Scope.OFFICE]

    def _agency(self) -> list[Post]:
        return [post for post in self.posts if scope_of(post) == Scope.AGENCY]

    def reach(self, post: Post) -> frozenset[int]:
        """The agencies a post answers for: its own, and those a lead answers for."""
        led = self.led.get(post.agency_id, frozenset()) if post.role == Role.AGENCY_LEAD else frozenset()
        return led | {post.agency_id}


def scope_of(post: Post) -> Scope | None:
    """Where a post counts; nowhere when it lacks its partnership or agency, or its role is given in reviews alone."""
    scope = ROLES[Role(post.role)].scope
    place = {Scope.OFFICE: post.partnership_id, Scope.AGENCY: post.agency_id}.get(scope)
    return scope if place else None


def reference(user: User) -> str:
    """The reference an invitation carries, by which the office can tell on the phone that it is genuine."""
    return f"P-{user.pk:04d}"


# Being away ----------------------------------------------------------------------------------------


def is_away(user: User | Contact, on: dt.date) -> bool:
    """Is this person or desk away on a day, as far as they or the office have said?"""
    return bool(user.away_from and user.away_until and user.away_from <= on <= user.away_until)


def away_words(user: User | Contact, on: dt.date) -> str:
    """Until when somebody is away, and who stands in: "away until 3 May 2026; Hugo Marsh stands in"; nothing if not."""
    if not is_away(user, on):
        return ""
    until = f"away until {user.away_until:%-d %B %Y}"
    return f"{until}; {user.deputy.name} stands in" if user.deputy else until


def check_away(
    user: User | Contact, away_from: dt.date, away_until: dt.date, deputy: User | Contact | None, today: dt.date
) -> None:
    """Raises ``NotYet`` beside the date or the deputy that cannot be."""
    if away_until < away_from:
        raise NotYet("The last day away cannot be before the first.", field="away_until")
    if away_until < today:
        raise NotYet("That time is over already.", field="away_until")
    if deputy and deputy.pk == user.pk:
        raise NotYet("Choose somebody else to stand in.", field="deputy")
    # Two stretches of days meet where either has a first day within the other.
    if deputy and (is_away(deputy, away_from) or (deputy.away_from and away_from <= deputy.away_from <= away_until)):
        raise NotYet(f"{deputy.name} is away at that time too. Choose somebody else, or nobody.", field="deputy")


def check_desk_away(
    contact: Contact, away_from: dt.date | None, away_until: dt.date | None, deputy: Contact | None, today: dt.date
) -> None:
    """The same for a contact, of whom leave is taken back by leaving both days empty."""
    if away_from and away_until:
        check_away(contact, away_from, away_until, deputy, today)
    elif away_from or away_until:
        missing = "away_until" if away_from else "away_from"
        raise NotYet("Enter the first and the last day, or neither.", field=missing)


# Handing over ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """Something besides a role that a person holds or owes by name: what it is, and why it cannot go to another here.

    ``stuck`` says what to do instead. ``key`` is a kind and a number: "place 12".
    """

    key: str
    words: str
    stuck: str = ""


def check_may_take_over(user: User, to: User) -> None:
    if to.pk == user.pk or not to.is_active:
        raise NotYet("Choose somebody else, who has not left.", field="to")


def check_not_over(ends_on: dt.date | None, from_on: dt.date) -> None:
    """Raises ``NotYet`` where what is handed over would be over before the other begins."""
    if ends_on and ends_on < from_on:
        raise NotYet(f"One of these ends on {ends_on:%-d %B %Y}, before that day. Leave it out.", field="from_on")


# Giving and ending roles ---------------------------------------------------------------------------


def check_post(
    role: str, partnership: Partnership | None, agency: Agency | None, partners: "Collection[Agency]"
) -> None:
    """Raises ``NotYet`` unless the role is given where roles of its kind are given.

    ``partners`` are the statutory safeguarding partners of the partnership.
    """
    scope = ROLES[Role(role)].scope
    if scope == Scope.REVIEW:
        raise NotYet("This role is given in one review, on the page of its team.", field="role")
    if scope == Scope.OFFICE and partnership is None:
        raise NotYet("Say in which partnership this role is held.", field="partnership")
    if scope == Scope.AGENCY and agency is None:
        raise NotYet("Say for which agency this role is held.", field="agency")
    if agency is not None and agency.ended_on:
        raise NotYet("This agency has ended. Choose the one that took its place.", field="agency")
    if role == Role.DELEGATED_PARTNER and agency not in partners:
        raise NotYet(
            "Choose the statutory partner this person decides for: the local authority, the integrated care board or "
            "the police. Whether an agency is one in this partnership stands on its page.",
            field="agency",
        )


def check_dates(starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raises ``NotYet`` where a role would end before it begins."""
    if ends_on and ends_on < starts_on:
        raise NotYet("The last day cannot be before the first.", field="ends_on")


def check_stays_manager(post: Post, by: User, remaining: "Iterable[Post]") -> None:
    """Raises ``NotYet`` where somebody would end their own last role that looks after people."""
    if post.user_id != by.pk or not may({post.role}, Permission.MANAGE_PEOPLE):
        return
    if not any(may({other.role}, Permission.MANAGE_PEOPLE) for other in remaining):
        raise NotYet(
            "This is your own last role that looks after people. Hand it over to a colleague, or ask one to end it, so "
            "that nobody is locked out."
        )


def check_not_oneself(user: User, by: User) -> None:
    """Raises ``NotYet`` where somebody would record their own leaving."""
    if user.pk == by.pk:
        raise NotYet("You cannot record that you have left yourself. Ask a colleague who looks after people.")


def check_within_reach(beyond: list[str]) -> None:
    """Raises ``NotYet`` where somebody works for partnerships whose people another looks after."""
    if beyond:
        raise NotYet(
            f"This person also works for {' and '.join(beyond)}. Ask somebody who looks after the people there to do it."
        )


def check_past(day: dt.date, today: dt.date, *, field: str, message: str) -> None:
    """Raises ``NotYet`` with the message where the day is still to come."""
    if day > today:
        raise NotYet(message, field=field)


# Agencies ------------------------------------------------------------------------------------------


def check_lead(agency: Agency | None, led_by: Agency | None) -> None:
    """Raises ``NotYet`` where an agency would lead itself, or two would lead each other."""
    if led_by is None:
        return
    if led_by.ended_on:
        raise NotYet("That agency has ended. Choose the one that took its place.", field="led_by")
    if agency and (led_by.pk == agency.pk or led_by.led_by_id == agency.pk):
        raise NotYet("An agency cannot answer through itself. Choose another, or none.", field="led_by")


def in_order(partners: "Iterable[Agency]") -> list[Agency]:
    """Safeguarding partners as they are always named: council, health, police."""
    order = {sector: place for place, sector in enumerate(Agency.STATUTORY)}
    return sorted(partners, key=lambda agency: (order.get(agency.sector, len(order)), agency.name))


def partners_now(partners: "Iterable[Agency]") -> list[Agency]:
    """Of those that are or were safeguarding partners of one partnership, who is one now."""
    return in_order(agency for agency in partners if not agency.ended_on)


def check_partner(sector: str, partnerships: "Collection[Partnership]", partner_in: "Collection[Partnership]") -> None:
    """Raises ``NotYet`` where what cannot be a safeguarding partner would be one, or one would not work there."""
    names = " and ".join(sorted(str(place) for place in partner_in))
    if partner_in and sector not in Agency.STATUTORY:
        raise NotYet(
            f"It is a statutory safeguarding partner of {names}. Only a council, an integrated care board or a police "
            "force is one.",
            field="sector",
        )
    if not set(partner_in) <= set(partnerships):
        raise NotYet(f"A safeguarding partner works in its partnership: tick {names} here too.", field="partnerships")


def check_merge(agency: Agency, into: Agency | None, *, is_partner: bool = False) -> None:
    """Raises ``NotYet`` unless the agency still stands and goes into another that stands and can take its place."""
    if agency.ended_on:
        raise NotYet("This agency has ended already.")
    if into and (into.pk == agency.pk or into.ended_on):
        raise NotYet("Choose an agency that still stands, other than this one.", field="into")
    if is_partner and into and into.sector not in Agency.STATUTORY:
        raise NotYet(
            "This one is a statutory safeguarding partner. Its place is taken by a council, an integrated care board or "
            "a police force.",
            field="into",
        )
