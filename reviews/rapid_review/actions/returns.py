"""How does an agency's return come about: drafted, signed off, entered by the office for somebody, sent back?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.rapid_review import duties, events, narrative, queries, rules
from reviews.rapid_review.actions.telling import tell_of_request, write_to_agency
from reviews.rapid_review.models import AgencyReturn, KeyEvent, PersonAnswer, ReturnRequest
from reviews.rapid_review.rules import EventSaid, Said


@transaction.atomic
def save_return(request: ReturnRequest, *, revision: int, said: Said, by: User, at: dt.datetime) -> AgencyReturn:
    """Keep the agency's draft; ``revision`` 0 begins it. Nobody outside the agency can read it yet."""
    given, changes = _write(request, revision=revision, said=said, by=by, at=at)
    if changes:
        tell_of_request(events.RETURN_SAVED, request, by=by, at=at, own=True, changes=changes)
    return given


def _write(
    request: ReturnRequest, *, revision: int | None, said: Said, by: User, at: dt.datetime
) -> tuple[AgencyReturn, dict]:
    """Write fields, answers and key events. Without a ``revision`` it follows whatever stands."""
    rules.check_asked(request)
    entered = {"entered_by": by, "entered_at": at}
    given, new = AgencyReturn.objects.get_or_create(request=request, defaults=entered)
    rules.check_unlocked(given)
    expected = given.revision if new or revision is None else revision
    changes = records.change(given, revision=expected, **said.fields)
    changes |= _write_answers(given, said, by=by, at=at) | _write_events(given, said.events, at=at)
    if not changes.keys() <= said.fields.keys() and given.revision == expected:
        # Answers and events belong to the return: whoever changed them has changed it.
        if AgencyReturn.objects.filter(pk=given.pk, revision=expected).update(revision=expected + 1) != 1:
            raise records.ChangedMeanwhile(AgencyReturn.objects.get(pk=given.pk))
        given.revision = expected + 1
    return given, changes


def _write_answers(given: AgencyReturn, said: Said, *, by: User, at: dt.datetime) -> dict[str, str]:
    standing = {answer.searched_id: answer for answer in given.answers.all()}
    changes = {}
    for searched, (held, note) in said.answers.items():
        answer = standing.get(searched)
        if answer is None:
            PersonAnswer.objects.create(
                agency_return=given, searched_id=searched, held=held, note=note, entered_by=by, entered_at=at
            )
            changes[f"answer {searched}"] = "changed"
        elif records.change(answer, held=held, note=note):
            changes[f"answer {searched}"] = "changed"
    return changes


def _write_events(given: AgencyReturn, typed: tuple[EventSaid, ...], *, at: dt.datetime) -> dict[str, str]:
    standing = {event.pk: event for event in given.key_events.filter(void_at=None)}
    changes = {}
    for row in typed:
        check_not_in_future(row.happened_on, clock.date_of(at), field="events", name="The date of a key event")
        event = standing.get(row.pk) if row.pk else None
        if event and row.removed:
            records.change(event, void_at=at)
        elif event:
            if not records.change(event, happened_on=row.happened_on, source=row.source, what=row.what):
                continue
        elif not row.removed:
            event = KeyEvent.objects.create(
                agency_return=given, happened_on=row.happened_on, source=row.source, what=row.what
            )
        changes[f"key event {event.pk if event else ''}"] = "changed"
    return changes


@transaction.atomic
def upload_return(
    request: ReturnRequest, *, said: Said, original: UploadedFile, by: User, at: dt.datetime
) -> AgencyReturn:
    """Keep a document the agency wrote elsewhere as its return; it is then signed off like one that was typed."""
    given, changes = _write(request, revision=None, said=said, by=by, at=at)
    paper = original_of(
        request.rapid_review.review, original, title=f"Agency return: {request.agency}", belongs_to=f"return:{given.pk}",
        by=by, at=at, agency=request.agency, author=given.author_name,
    )  # fmt: skip
    changes |= records.change(given, original=paper)
    tell_of_request(events.RETURN_SAVED, request, by=by, at=at, own=True, changes=changes)
    return given


@transaction.atomic
def ask_for_sign_off(request: ReturnRequest, *, by: User, at: dt.datetime) -> None:
    """The author is done: those who sign for the agency are told."""
    given = queries.return_of(request)
    rules.check_asked(request)
    rules.check_unlocked(given)
    _check_ready(request, given)
    records.change(given, ready_at=at)
    above = queries.people_of(request.agency, on=clock.date_of(at), roles=queries.SIGNING)
    addresses = [(f"user:{user.pk}", user.email) for user in above]
    write_to_agency(
        narrative.READY, request, due_on=request.due_on, by=by, at=at, round_=str(given.revision), addresses=addresses
    )
    tell_of_request(events.RETURN_READY, request, by=by, at=at, own=True)


@transaction.atomic
def sign_off(request: ReturnRequest, *, revision: int, by: User, at: dt.datetime) -> None:
    """Sign the return off for the agency; it is locked, and those who may read returns can read it."""
    given = queries.return_of(request)
    rules.check_asked(request)
    rules.check_unlocked(given)
    _check_ready(request, given)
    today = clock.date_of(at)
    _sign(
        given, revision=revision, name=by.name, given_on=today, at=at,
        nobody_above=not queries.has_signatory(request.agency, on=today),
    )  # fmt: skip
    tell_of_request(events.RETURN_SIGNED, request, by=by, at=at)


def _sign(
    given: AgencyReturn, *, revision: int | None, name: str, given_on: dt.date, at: dt.datetime, nobody_above: bool
) -> None:
    records.change(
        given, revision=revision, signed_off_by=name, signed_off_at=at, given_on=given_on, nobody_above=nobody_above,
        ready_at=None,
    )  # fmt: skip
    review, request = given.request.rapid_review.review, given.request
    for kind in (duties.RETURN, duties.MORE):
        meet_duty(review, kind, met_on=given_on, at=at, agency=request.agency, thing_id=request.pk)


def _check_ready(request: ReturnRequest, given: AgencyReturn | None) -> None:
    rules.check_ready(
        searched=queries.search_list(request.rapid_review),
        held={pk: answer.held for pk, answer in queries.answers_of(given).items()},
        author_name=given.author_name if given else "",
        involvement=given.involvement if given else "",
        original=bool(given and given.original_id),
        key_events=bool(queries.key_events_of(given)),
    )


def missing(request: ReturnRequest) -> str:
    """What stands in the way of sign-off, in one sentence; empty where nothing does."""
    try:
        _check_ready(request, queries.return_of(request))
    except records.NotYet as refusal:
        return str(refusal)
    return ""


@transaction.atomic
def say_nothing_held(request: ReturnRequest, *, sign: bool, by: User, at: dt.datetime) -> None:
    """Answer for everybody on the list at once; signed off where this person may sign, else passed on for it."""
    given = queries.return_of(request)
    if queries.key_events_of(given) or (given and given.involvement):
        raise records.NotYet("Your return tells of records you hold. Take that out first, or answer person by person.")
    fields = {
        "author_name": (given and given.author_name) or by.name,
        "author_job": (given and given.author_job) or by.job,
    }
    nobody = {row.pk: (False, "") for row in queries.search_list(request.rapid_review)}
    given, changes = _write(request, revision=None, said=Said(fields, nobody), by=by, at=at)
    tell_of_request(events.RETURN_SAVED, request, by=by, at=at, own=True, changes=changes)
    request = queries.requests_of(request.rapid_review.review).get(pk=request.pk)
    if sign:
        sign_off(request, revision=given.revision, by=by, at=at)
    else:
        ask_for_sign_off(request, by=by, at=at)


@transaction.atomic
def enter_for_agency(
    request: ReturnRequest,
    *,
    said: Said,
    on_behalf_of: str,
    given_on: dt.date,
    original: UploadedFile | None = None,
    how_it_came: str = "",
    by: User,
    at: dt.datetime,
) -> AgencyReturn:
    """Enter a return that a named person gave on paper, by e-mail or by phone; it counts from that day.

    What the agency typed here itself is kept; the office's text is added to it.
    """
    check_not_in_future(given_on, clock.date_of(at), field="given_on", name="The date it was given")
    if not original and not how_it_came:
        raise records.NotYet("Attach the original, or say how it came.", field="original")
    standing = queries.return_of(request)
    texts = {name: rules.added_to(getattr(standing, name, ""), said.fields.get(name, "")) for name in rules.TEXTS}
    fields = {name: value for name, value in said.fields.items() if value} | texts
    fields.setdefault("author_name", getattr(standing, "author_name", "") or on_behalf_of)
    fields |= {"on_behalf_of": on_behalf_of, "how_it_came": how_it_came, "entered_by": by, "entered_at": at}
    given, changes = _write(request, revision=None, said=Said(fields, said.answers, said.events), by=by, at=at)
    paper = original_of(
        request.rapid_review.review, original, title=f"Agency return: {request.agency}", belongs_to=f"return:{given.pk}",
        by=by, at=at, on_behalf_of=on_behalf_of, agency=request.agency, author=given.author_name,
    )  # fmt: skip
    if paper:
        records.change(given, original=paper)
    _check_ready(request, given)
    _sign(given, revision=None, name=on_behalf_of, given_on=given_on, at=at, nobody_above=False)
    tell_of_request(
        events.RETURN_SIGNED, request, by=by, at=at, on_behalf_of=on_behalf_of, changes=changes,
    )  # fmt: skip
    return given


@transaction.atomic
def send_back(request: ReturnRequest, *, revision: int, why: str, due_on: dt.date, by: User, at: dt.datetime) -> None:
    """Open a signed return again, saying what is needed; the agency owes it once more."""
    rules.check_asked(request)
    given = rules.check_locked(queries.return_of(request))
    rules.check_dated(due_on, clock.date_of(at), field="due_on", what="The new date")
    changes = records.change(
        given, revision=revision, signed_off_at=None, given_on=None, signed_off_by="", nobody_above=False,
        sent_back_at=at, why_sent_back=why,
    )  # fmt: skip
    records.change(request, due_on=due_on)
    review = request.rapid_review.review
    withdraw_duties(review, duties.MORE, thing_id=request.pk, at=at)
    open_duty(
        review, duties.RETURN, at=at, due_on=due_on, agency=request.agency, thing_id=request.pk,
        what="add to the agency return that was sent back",
    )  # fmt: skip
    write_to_agency(narrative.SENT_BACK, request, due_on=due_on, by=by, at=at, round_=str(given.revision))
    tell_of_request(events.RETURN_SENT_BACK, request, by=by, at=at, changes=changes)
