"""Which areas have joined a review, with which agencies, and what do their partners say?"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agencies.models import Agency
from agencies.queries import safeguarding_partners
from agencies.rules import in_order
from reviews.case.models import Review
from reviews.referral.models import JoinedPartnership, PartnerDecision
from reviews.referral.rules import Decisions, PartnerView


@dataclass(frozen=True)
class JoinedArea:
    """Another area's partnership in this review: its agencies, and what each of its statutory partners decided."""

    joined: JoinedPartnership
    agencies: tuple[Agency, ...]
    decisions: Decisions


def joined_to(review: Review) -> QuerySet[JoinedPartnership]:
    """Every area that has joined, those whose part has ended last."""
    found = JoinedPartnership.objects.filter(review=review).select_related("partnership", "review__partnership")
    return found.prefetch_related("agencies", "partnership__agencies", "partnership__safeguarding_partners").order_by(
        "-ended_on", "since_on", "pk"
    )


def agencies_joined(review: Review) -> QuerySet[Agency]:
    """The agencies of the areas that are still in the review."""
    still = JoinedPartnership.objects.filter(review=review, ended_on=None)
    near = Q(partnerships__in=still.values("partnership")) | Q(pk__in=still.values("agencies"))
    return Agency.objects.filter(near, ended_on=None).distinct().order_by("name")


def agencies_of_area(joined: JoinedPartnership) -> list[Agency]:
    """The agencies of one area: those of its partnership here, or those that were named."""
    theirs = [*joined.agencies.all(), *(joined.partnership.agencies.all() if joined.partnership else ())]
    return sorted({agency for agency in theirs if not agency.ended_on}, key=lambda agency: agency.name)


def partners_of_area(joined: JoinedPartnership) -> list[Agency]:
    """Its statutory safeguarding partners: those of its partnership here, or of those that were named, which can be one."""
    if joined.partnership:
        return safeguarding_partners(joined.partnership)
    return in_order(agency for agency in agencies_of_area(joined) if agency.sector in Agency.STATUTORY)


def joined_areas(review: Review, question: str) -> list[JoinedArea]:
    """Every area that has joined, with its decisions on the question. A fixed number of queries."""
    joined = list(joined_to(review))
    said = PartnerDecision.objects.filter(joined__in=joined, question=question) if joined else ()
    given: dict[int, dict[Agency, PartnerDecision]] = {area.pk: {} for area in joined}
    for one in said and said.select_related("partner", "entered_by", "original"):
        given[one.joined_id][one.partner] = one
    return [
        JoinedArea(area, tuple(agencies_of_area(area)), _decisions(area, question, given[area.pk])) for area in joined
    ]


def _decisions(area: JoinedPartnership, question: str, given: dict[Agency, PartnerDecision]) -> Decisions:
    """What its partners said; what one said stays also where it is none any more."""
    partners = in_order({*partners_of_area(area), *given})
    return Decisions(question, tuple(PartnerView(partner, given.get(partner)) for partner in partners))
