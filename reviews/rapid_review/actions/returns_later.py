"""How does an agency that has signed answer about somebody who was added to the search list?"""

import datetime as dt
from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.actions import meet_duty
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.rapid_review import duties, events, queries, rules
from reviews.rapid_review.actions.telling import tell_of_request
from reviews.rapid_review.models import PersonAnswer, ReturnRequest


@transaction.atomic
def answer_about_more(
    request: ReturnRequest,
    answers: Mapping[int, tuple[bool, str]],
    *,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    given_on: dt.date | None = None,
    original: UploadedFile | None = None,
) -> None:
    """Answer about the people added since: searched person → (held, note). The signed return stays locked."""
    rules.check_asked(request)
    given = rules.check_locked(queries.return_of(request))
    given_on = given_on or clock.date_of(at)
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The date it was given")
    open_ones = unanswered(request)
    chosen = {pk: said for pk, said in answers.items() if pk in open_ones}
    if not chosen:
        raise records.NotYet("Everybody on the list is answered for already.")
    paper = original_of(
        request.rapid_review.review, original, title=f"Further answer: {request.agency}",
        belongs_to=f"return:{given.pk}", by=by, at=at, on_behalf_of=on_behalf_of, agency=request.agency,
    )  # fmt: skip
    for pk, (held, note) in chosen.items():
        PersonAnswer.objects.create(
            agency_return=given, searched_id=pk, held=held, note=note, given_on=given_on, original=paper,
            entered_by=by, entered_at=at, on_behalf_of=on_behalf_of,
        )  # fmt: skip
    if open_ones <= chosen.keys():
        meet_duty(
            request.rapid_review.review, duties.MORE, met_on=given_on, at=at, agency=request.agency,
            thing_id=request.pk,
        )  # fmt: skip
    tell_of_request(
        events.MORE_ANSWERED, request, by=by, at=at, on_behalf_of=on_behalf_of, changes={"people": sorted(chosen)}
    )


def unanswered(request: ReturnRequest) -> set[int]:
    """The people on the list about whom the agency has not said anything."""
    listed = {row.pk for row in queries.search_list(request.rapid_review)}
    return listed - queries.answers_of(queries.return_of(request)).keys()
