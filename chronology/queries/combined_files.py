"""What do the pages of a combined document need?"""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from agencies.models import Agency
from chronology import rules
from chronology.models import AgencyMemory, ChronologyRequest, CombinedFile, ImportRun
from chronology.queries.imports import plain_names
from chronology.rules.sharing import Known, Name, proposed
from reviews.case.models import Involvement, Review


def combined_files(review: Review) -> QuerySet[CombinedFile]:
    """The combined documents given for a review, the newest first, with the file of each agency."""
    runs = ImportRun.objects.exclude(state=ImportRun.State.LEFT).select_related(
        "submission__request__agency", "submission__request__review"
    )
    return (
        CombinedFile.objects.filter(review=review)
        .select_related("original__file", "rows", "review__partnership", "entered_by")
        .prefetch_related(Prefetch("runs", runs.order_by("submission__request__agency__name"), to_attr="shares"))
    )


def open_requests(review: Review) -> list[ChronologyRequest]:
    """The requests into which entries can be taken: of agencies in the case, neither submitted nor waiting nor withdrawn."""
    return [one for one in standing_requests(review) if not one.closed]


def standing_requests(review: Review) -> list[ChronologyRequest]:
    """The requests that are not withdrawn, by the names of their agencies; why each is ``closed``, where it is. One query."""
    here = Involvement.objects.current().filter(review=OuterRef("review"), agency=OuterRef("agency"))
    found = review.chronology_requests.filter(withdrawn_at=None).annotate(left=~Exists(here))
    asked = list(found.select_related("agency", "submission", "review").order_by("agency__name"))
    for one in asked:
        one.closed = rules.why_closed(one.submission, left=one.left)
    return asked


def called(agencies: Iterable[Agency]) -> dict[int, frozenset[str]]:
    """The names by which each of these agencies may be called, plainly. Two queries."""
    found = Agency.objects.filter(pk__in=[agency.pk for agency in agencies]).prefetch_related("aliases")
    return {agency.pk: plain_names(agency) for agency in found}


def proposals(found: CombinedFile) -> dict[str, tuple[int, Known]]:
    """Which agency a name of the document may mean that is taken for nobody and was never said to mean any. Four queries."""
    asked = standing_requests(found.review)
    names = called(one.agency for one in asked)
    known = {
        one.agency_id: Known(one.agency.name, names[one.agency_id], one.agency.sector, one.closed) for one in asked
    }
    left = [Name(**name) for name in found.names if not found.agencies.get(name["plain"])]
    return proposed(left, names_remembered(found.review), known)


def names_remembered(review: Review) -> dict[str, int]:
    """For which agency each name was taken before, 0 for none."""
    said = AgencyMemory.objects.filter(partnership=review.partnership_id)
    return {name: agency or 0 for name, agency in said.values_list("name", "agency")}
