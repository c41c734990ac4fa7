"""What stands in the practice episodes?"""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from chronology.models import Entry, Episode, Placement
from chronology.queries.entries import Reader, combined
from chronology.rules import When, of_entry
from reviews.case.models import Review
from reviews.case.queries import Things


def placed(entries: Iterable[Entry]) -> dict[int, list[Episode]]:
    """The episodes in which each of these entries stands."""
    inside = [entry.pk for entry in entries]
    found = Placement.objects.filter(entry__in=inside, removed_at=None, episode__void_at=None)
    places: dict[int, list[Episode]] = {}
    for placement in found.select_related("episode").order_by("episode__number"):
        places.setdefault(placement.entry_id, []).append(placement.episode)
    return places


def episodes_of(review: Review) -> QuerySet[Episode]:
    """The key practice episodes, each with how many entries it holds."""
    standing = Count("placements", filter=Q(placements__removed_at=None))
    return review.episodes.filter(void_at=None).annotate(entry_count=standing).order_by("number")


def entries_of(episode: Episode, *, reader: Reader | None = None) -> QuerySet[Entry]:
    """The released entries of an episode, as they happened; of what is kept for some what ``reader`` may read."""
    inside = episode.placements.filter(removed_at=None).values("entry")
    return combined(episode.review, reader=reader).filter(pk__in=inside)


def hidden_in(episode: Episode, *, shown: int) -> int:
    """How many entries of an episode are not among those shown: with their agency again, or kept for some."""
    return episode.placements.filter(removed_at=None, entry__void_at=None).count() - shown


def spans_of(review: Review, *, reader: Reader) -> dict[int, tuple[When, When, int]]:
    """The first and the last entry of each episode in time, and of how many agencies its entries are. Two queries."""
    placements = Placement.objects.filter(episode__review=review, removed_at=None, episode__void_at=None)
    inside: dict[int, list[int]] = {}
    for episode, entry in placements.values_list("episode", "entry"):
        inside.setdefault(entry, []).append(episode)
    found: dict[int, tuple[When, When, set[str]]] = {}
    for entry in combined(review, reader=reader).filter(pk__in=placements.values("entry")):
        when = of_entry(entry)
        for episode in inside.get(entry.pk, []):
            first, last, agencies = found.get(episode, (when, when, set()))
            agencies.add(entry.submission.request.agency.name)
            found[episode] = (first, when if when.ends >= last.ends else last, agencies)
    return {episode: (first, last, len(agencies)) for episode, (first, last, agencies) in found.items()}


def themes_by_episode(review: Review) -> dict[int, list[str]]:
    """The themes of each episode of a review, by name."""
    rows = Episode.themes.through.objects.filter(episode__review=review).order_by("theme__name")
    found: dict[int, list[str]] = {}
    for episode, name in rows.values_list("episode", "theme__name"):
        found.setdefault(episode, []).append(name)
    return found


# What the trail names.
EPISODES = {
    "episode": Things(
        lambda reader: Episode.objects.filter(review=reader.review),
        # Not what it is called, which may name somebody: what happened is read by people who see no names.
        lambda episode: f"episode {episode.number}",
        "episode",
        by="number",
    )
}
