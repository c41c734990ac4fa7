"""Which things of a rapid review may this person reach? What is not theirs is not found."""

from agencies.roles import Permission
from reviews.case.access import Visit
from reviews.rapid_review import queries
from reviews.rapid_review.models import RapidReview, ReturnRequest, SearchedPerson


def the_rapid_review(visit: Visit) -> RapidReview | None:
    """The rapid review of the case; none before it is opened."""
    return queries.rapid_review_of(visit.review)


def is_own(visit: Visit, request: ReturnRequest) -> bool:
    """Does this person answer for the agency that was asked?"""
    return request.agency_id in visit.agencies


def any_request(visit: Visit, pk: int) -> ReturnRequest | None:
    """For the office."""
    return queries.requests_of(visit.review).filter(pk=pk).first()


def own_request(visit: Visit, pk: int) -> ReturnRequest | None:
    """A request to an agency this person answers for."""
    found = any_request(visit, pk)
    return found if found and is_own(visit, found) else None


def led_from(visit: Visit) -> frozenset[int]:
    """The agencies (ids) this person answers for anywhere: a lead's also those it leads."""
    return visit.visitor.agencies_with(Permission.ANSWER)


def lead_request(visit: Visit, pk: int) -> ReturnRequest | None:
    """A request to an agency whose lead this person is: others answer through it, and through this person."""
    found = own_request(visit, pk)
    return found if found and led_from(visit) & queries.led_of(found) else None


def a_led_request(visit: Visit, pk: int) -> ReturnRequest | None:
    """A request that stands in the return of an agency whose lead this person is."""
    found = own_request(visit, pk)
    return found if found and found.combined_in and found.combined_in.agency_id in visit.agencies else None


def own_or_office(visit: Visit, pk: int) -> ReturnRequest | None:
    found = any_request(visit, pk)
    return found if found and (visit.may(Permission.RUN_CASE) or is_own(visit, found)) else None


def readable_request(visit: Visit, pk: int) -> ReturnRequest | None:
    """One's own; any for the office; signed-off returns for those who may read returns."""
    found = any_request(visit, pk)
    if found is None or is_own(visit, found) or visit.may(Permission.RUN_CASE):
        return found
    given = queries.return_of(found)
    signed = bool(given and given.signed_off_at and not found.withdrawn_at)
    return found if signed and visit.may(Permission.READ_RETURNS) else None


def request_with_original(visit: Visit, pk: int) -> ReturnRequest | None:
    """A readable request whose signed return came with an original."""
    found = readable_request(visit, pk)
    given = queries.return_of(found) if found else None
    return found if given and given.original_id and given.signed_off_at else None


def may_sign(visit: Visit, request: ReturnRequest) -> bool:
    """A signatory or lead of the agency; the author, where nobody is above them."""
    if request.agency_id in visit.agencies_with(Permission.SIGN_FOR_AGENCY):
        return True
    return is_own(visit, request) and not queries.has_signatory(request.agency, on=visit.today)


def a_searched_person(visit: Visit, pk: int) -> SearchedPerson | None:
    found = SearchedPerson.objects.filter(pk=pk, rapid_review__review=visit.review, withdrawn_at=None)
    return found.select_related("person", "rapid_review__review").first()
