"""What stands in the practice episodes?"""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from chronology.models import Entry, Episode, Placement
from chronology.queries.entries import in_order
from reviews.case.models import Review
from reviews.case.queries import Things


def placed(entries: Iterable[Entry]) -> dict[int, list[Episode]]:
    """The episodes in which each of these entries stands."""
    found = Placement.objects.filter(entry__in=entries, removed_at=None, episode__void_at=None)
    places: dict[int, list[Episode]] = {}
    for placement in found.select_related("episode").order_by("episode__number"):
        places.setdefault(placement.entry_id, []).append(placement.episode)
    return places


def episodes_of(review: Review) -> QuerySet[Episode]:
    """The key practice episodes, each with how many entries it holds."""
    standing = Count("placements", filter=Q(placements__removed_at=None))
    return review.episodes.filter(void_at=None).annotate(entry_count=standing).order_by("number")


def entries_of(episode: Episode) -> QuerySet[Entry]:
    """The released entries of an episode, as they happened."""
    inside = episode.placements.filter(removed_at=None).values("entry")
    found = Entry.objects.released().filter(pk__in=inside)
    return in_order(found.select_related("submission__request__agency"))


def hidden_in(episode: Episode) -> int:
    """How many entries of an episode are not shown: with their agency again, or kept for some."""
    standing = episode.placements.filter(removed_at=None, entry__void_at=None)
    return standing.filter(Q(entry__submission__submitted_at=None) | ~Q(entry__kept_for="")).count()


# What the trail names.
EPISODES = {
    "episode": Things(
        lambda reader: Episode.objects.filter(review=reader.review),
        lambda episode: f"episode {episode.number}, {episode.title}",
        "episode",
        by="number",
    )
}
