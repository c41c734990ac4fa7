"""Which themes recur over the cases of a partnership: in how many, and where may somebody look?"""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from agencies.roles import ROLES, Permission, Role
from agencies.rules import Visitor
from chronology.models import Episode
from reviews.case.models import Review, TeamMember

OPENING = frozenset({Permission.ANALYSE, Permission.READ_CHRONOLOGY})
OPENED_BY = [role for role in Role if ROLES[role].may & OPENING]


@dataclass
class Recurring:
    """A theme, the cases and episodes it stands in, and those of them the person may open: case → (episode, number)."""

    name: str
    partnership: str
    cases: set[int] = field(default_factory=set)
    episodes: int = 0
    opened: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def elsewhere(self) -> int:
        """How many of its cases the person does not open."""
        return len(self.cases) - len(self.opened)


def recurring(visitor: Visitor) -> list[Recurring]:
    """The themes of every partnership this person follows, the one that recurs in most cases first. Two queries.

    Nothing of an episode but its number is told: what it is called may name somebody.
    """
    opened = dict(_reviews_opened(visitor).values_list("pk", "code"))
    rows = Episode.themes.through.objects.filter(
        theme__partnership__in=visitor.partnerships_with(Permission.TRACK), episode__void_at=None
    ).order_by("-episode__review", "episode__number")
    names = ("theme", "theme__name", "theme__partnership__name", "episode__review", "episode", "episode__number")
    found: dict[int, Recurring] = {}
    for theme, name, partnership, review, episode, number in rows.values_list(*names):
        one = found.setdefault(theme, Recurring(name, partnership))
        one.cases.add(review)
        one.episodes += 1
        if review in opened:
            one.opened.setdefault(opened[review], []).append((episode, number))
    return sorted(found.values(), key=lambda one: (-len(one.cases), -one.episodes, one.name.lower()))


def _reviews_opened(visitor: Visitor) -> QuerySet[Review]:
    """The reviews whose episodes this person may read: by an office in the partnership, or in the review's team."""
    offices = visitor.partnerships_with(Permission.READ_CHRONOLOGY) | visitor.partnerships_with(Permission.ANALYSE)
    places = TeamMember.objects.held_on(visitor.today).filter(user=visitor.user, role__in=OPENED_BY)
    return Review.objects.filter(Q(partnership__in=offices) | Q(pk__in=places.values("review")))
