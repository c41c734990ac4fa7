"""Which request, entry or episode may this person reach? None where it does not concern them."""

from agencies.roles import Permission
from chronology import queries
from chronology.models import ChronologyRequest, Entry, Episode, ImportRun, Placement
from reviews.case.access import Visit


def request_at(visit: Visit, pk: int) -> ChronologyRequest | None:
    """A request of the review: any for the office, else one to an agency this person answers for."""
    found = queries.requests_with_due(visit.review).filter(pk=pk)
    if not visit.may(Permission.RUN_CASE):
        found = found.filter(agency__in=visit.agencies)
    return found.first()


def draft_entry_at(visit: Visit, pk: int, entry: int) -> Entry | None:
    """A standing entry of a chronology this person may write in."""
    found = request_at(visit, pk)
    entries = Entry.objects.standing().select_related("submission__request__agency", "submission__request__review")
    return entries.filter(pk=entry, submission__request=found).first() if found else None


def import_at(visit: Visit, pk: int, run: int) -> ImportRun | None:
    """A file from which entries are taken into a chronology this person may write in."""
    found = request_at(visit, pk)
    return queries.imports_of(found.submission).filter(pk=run).first() if found else None


def released_entry_at(visit: Visit, pk: int) -> Entry | None:
    """An entry the review team may read."""
    return queries.combined(visit.review).filter(pk=pk).first()


def episode_at(visit: Visit, pk: int) -> Episode | None:
    """A standing episode of the review."""
    return visit.review.episodes.filter(pk=pk, void_at=None).first()


def placement_at(visit: Visit, pk: int, placement: int) -> Placement | None:
    """An entry's place in an episode of the review."""
    places = Placement.objects.select_related("episode__review")
    return places.filter(pk=placement, episode=pk, episode__review=visit.review, removed_at=None).first()
