"""Who has come home, and which parts of the home page concern them?

A part of the page is a ``Panel``, listed once with the permissions that make it worth showing and its one question.
Packages further right list theirs in ``apps.ready()``: ``use_panel(Panel(…))``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agencies.roles import ROLES, Permission, Role, permissions_of
from agencies.rules import Visitor
from reviews.case.models import TeamMember

P = Permission


@dataclass(frozen=True)
class Desk:
    """A person at their home page: their posts, and their places in review teams."""

    visitor: Visitor
    places: tuple[TeamMember, ...]

    @property
    def roles(self) -> list[Role]:
        """Every role held today, in the order of the table of roles."""
        held = {post.role for post in self.visitor.posts} | {place.role for place in self.places}
        return [role for role in Role if role in held]

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything their roles allow anywhere."""
        return permissions_of(set(self.roles))

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def reviews_with(self, permission: Permission) -> set[int]:
        """The reviews in whose team a place of theirs carries the permission."""
        return {place.review_id for place in self.places if permission in ROLES[Role(place.role)].may}


def desk_of(visitor: Visitor) -> Desk:
    """The person with their places in review teams of today."""
    held = TeamMember.objects.held_on(visitor.today).filter(user=visitor.user, role__in=dict(TeamMember.ROLES))
    return Desk(visitor, tuple(held.order_by("pk")))


# Panels --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Panel:
    """A part of the home page for whoever holds one of ``asks``; where ``ask`` finds nothing, it is left out."""

    name: str
    template: str
    asks: frozenset[Permission]
    ask: Callable[[Desk], Any] = field(repr=False)
    place: int = 50  # where on the page, from above
    # Of what was found, the one thing to open where nothing waits: its words and its address; "" where there is none.
    first: Callable[[Any], tuple[str, str]] | None = field(default=None, repr=False)


_panels: dict[str, Panel] = {}


def use_panel(panel: Panel) -> None:
    """List a part of the home page."""
    _panels[panel.name] = panel


def panels_for(desk: Desk) -> list[tuple[Panel, Any]]:
    """The parts of the home page that concern a person, each with what it shows."""
    concerning = [panel for panel in _panels.values() if panel.asks & desk.permissions]
    asked = [(panel, panel.ask(desk)) for panel in sorted(concerning, key=lambda panel: (panel.place, panel.name))]
    return [(panel, found) for panel, found in asked if found]


# Where nothing waits -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quiet:
    """What is said where nothing waits: what will come, and the one useful thing to do now.

    Where the part of home called ``panel`` knows a first thing to open, that is the one.
    """

    coming: str
    label: str = ""
    page: str = ""
    told: bool = True
    panel: str = ""


# The first whose permission a person holds is said.
QUIET: tuple[tuple[Permission, Quiet], ...] = (
    (P.RUN_CASE, Quiet("What a case asks of the office comes here with its day.", "Log a referral", "referral-log")),
    (P.WRITE_REPORT, Quiet("Comments to answer and what meetings ask of you come here.", "Open your reviews", "reviews")),
    (P.DECIDE, Quiet("Decisions and reports to sign come here, with what the sub-group recommends.", "See the recommendations of all cases", "board", panel="recommendations")),
    (P.SCREEN, Quiet("Referrals to screen and recommendations to make come here.", "See all cases", "reviews")),
    (P.SCRUTINISE, Quiet("Decisions to comment on come here as the partners give them.", "See all cases", "reviews", told=False)),
    (P.READ_FINALLY, Quiet("The finished report comes here for your last reading before it is signed.", "Open your reviews", "reviews")),
    (P.ANSWER, Quiet("When the office asks your agency for something, it comes here: whom to look for, which years, and by when.", "Refer a case", "refer")),
    (P.NOTIFY, Quiet("When the council decides to notify, the notification comes here with the day it is due.", "Refer a case", "refer")),
    (P.ASSURE, Quiet("Recommendations to look at again come here on the day the board set.", "See the recommendations of all cases", "board", panel="recommendations")),
    (P.READ_REPORT, Quiet("Drafts to read, and what meetings ask of you, come here.", "Open your reviews", "reviews")),
    (P.READ_TRAIL, Quiet("What to look at is shown below.", "Read the trail of the office", "office-trail", told=False)),
    (P.MANAGE_PEOPLE, Quiet("Nobody has to ask you for anything: people, agencies and roles are yours to keep right.", "See people and their roles", "people", told=False)),
    (P.REFER, Quiet("What becomes of a case you refer is shown here.", "Refer a case", "refer", told=False)),
)  # fmt: skip
NO_ROLE = Quiet(
    "You have no role at present, so no case is shown to you. If you expected one, ring the office.", told=False
)


def quiet_for(desk: Desk) -> Quiet:
    """What to say to a person for whom nothing waits."""
    return next((quiet for permission, quiet in QUIET if desk.may(permission)), NO_ROLE)


def quiet_step(quiet: Quiet, panels: list[tuple[Panel, Any]]) -> tuple[str, str]:
    """The words and the address of the first thing that a part of home would open; "" where it has none."""
    known = ((panel.first, found) for panel, found in panels if panel.first and panel.name == quiet.panel)
    return next((first(found) for first, found in known), ("", ""))
