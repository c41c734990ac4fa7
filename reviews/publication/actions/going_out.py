"""How does a signed report reach the public? Planned, sent ahead, and on the day published on a named person's go."""

import datetime as dt
import logging
from collections.abc import Callable

from django.conf import settings
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.files.actions import read
from cspr.letters.actions import word
from cspr.outbox.actions import write
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.actions import advance, meet_duty, open_clock, open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.guidance.queries import guidance_for, working_day_after
from reviews.guidance.regimes import Clock
from reviews.publication import duties, events, queries, rules
from reviews.publication.actions.naming import check_clean, stop
from reviews.publication.models import Edition
from reviews.rapid_review.duties import COMPLETE

log = logging.getLogger(__name__)


@transaction.atomic
def plan(edition: Edition, *, revision: int, planned_at: dt.datetime, by: User, at: dt.datetime) -> None:
    """Set or move the moment of publication. A go that was given for another moment is void."""
    rules.check_open(edition)
    rules.check_planned(planned_at, at)
    review, day = edition.review, clock.date_of(planned_at)
    changes = records.change(edition, revision=revision, planned_at=planned_at, go_at=None, go_by=None)
    meet_duty(review, duties.PLAN, met_on=clock.date_of(at), at=at)
    for kind in (duties.GO, duties.SHARE):
        withdraw_duties(review, kind, at=at)
    open_duty(review, duties.GO, at=at, due_on=day, role=Role.BUSINESS_SUPPORT)
    if not edition.shared_on:
        open_clock(review, duties.SHARE, Clock.SHARE_BEFORE, started_on=day, role=Role.BUSINESS_SUPPORT, at=at)
    _tell(events.PLANNED, edition, changes, by=by, at=at)


@transaction.atomic
def record_shared(edition: Edition, *, revision: int, shared_on: dt.date, by: User, at: dt.datetime) -> None:
    """Record the day on which the national Panel, the Department and Ofsted were sent the report."""
    rules.check_shared(shared_on, edition, clock.date_of(at))
    changes = records.change(edition, revision=revision, shared_on=shared_on)
    meet_duty(edition.review, duties.SHARE, met_on=shared_on, at=at)
    _tell(events.SHARED, edition, changes, by=by, at=at)


def give_go(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    """A named person's word, on the planned day, that the report may go out today."""
    rules.check_go_day(edition, clock.date_of(at))
    rules.check_not_held(queries.held_back(edition.review), field="sure")
    _check_still_clean(edition)
    _give_go(edition, revision=revision, by=by, at=at)


@transaction.atomic
def _give_go(edition: Edition, *, revision: int, by: User, at: dt.datetime, **more: object) -> None:
    rules.check_open(edition)
    rules.check_signed_off(edition.review)
    rules.check_not_held(queries.held_back(edition.review), field="sure")
    changes = records.change(edition, revision=revision, go_by=by, go_at=at, **more)
    meet_duty(edition.review, duties.GO, met_on=clock.date_of(at), at=at)
    _tell(events.GO_GIVEN, edition, changes, by=by, at=at)


@transaction.atomic
def take_go_back(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take the go back before the report is out; it is asked for again."""
    rules.check_open(edition)
    if not edition.go_at:
        raise NotYet("No go was given.")
    changes = records.change(edition, revision=revision, go_by=None, go_at=None)
    assert edition.planned_at is not None
    due_on = clock.date_of(edition.planned_at)
    open_duty(edition.review, duties.GO, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    _tell(events.GO_TAKEN_BACK, edition, changes, by=by, at=at)


def publish_now(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    """Give the go and publish in the same moment, whatever was planned."""
    rules.check_not_held(queries.held_back(edition.review), field="sure")
    _check_still_clean(edition)
    with transaction.atomic():
        _give_go(edition, revision=revision, by=by, at=at, planned_at=at)
        if not edition.shared_on:  # counted from today, whatever day was planned: late, and owed all the same
            review, today = edition.review, clock.date_of(at)
            withdraw_duties(review, duties.SHARE, at=at)
            open_clock(review, duties.SHARE, Clock.SHARE_BEFORE, started_on=today, role=Role.BUSINESS_SUPPORT, at=at)
        publish(edition, by=by, at=at)


@transaction.atomic
def publish(edition: Edition, *, by: User | None, at: dt.datetime) -> None:
    """Open the public page on the frozen file, if the go of this day stands; one of two at once gets ``ChangedMeanwhile``."""
    review = edition.review
    rules.check_open(edition)
    rules.check_signed_off(review)
    rules.check_not_held(queries.held_back(review))
    if not rules.go_stands(edition, at):
        raise NotYet("The report goes out at its planned time, on a go given on that day.")
    if not rules.all_signed(queries.signers_of(edition), queries.signatures_under(edition)):
        raise NotYet("Not everybody has signed this file.")
    read(edition.pdf)  # raises NotYet unless its bytes are those that were signed
    today = clock.date_of(at)
    advance(review, Phase.PUBLISHED, by=by, at=at)
    changes = records.change(
        edition, published_at=at, window_ends_on=rules.window_ends(today, guidance_for(edition.review.partnership))
    )
    for kind in (duties.GO, duties.PLAN, COMPLETE):
        meet_duty(review, kind, met_on=today, at=at)
    _tell(events.PUBLISHED, edition, {**changes, "sha256": edition.fingerprint}, by=by, at=at)


def sweep(*, at: dt.datetime) -> int:
    """Publish what is due and has its go; ask again about the rest, once a day; ask what becomes of what had its time.

    Returns how many were published. However often or late it runs, each happens once; what fails with one report
    waits for the next turn and holds up no other.
    """
    done = sum(_tried(_go_out_or_ask, edition, at) for edition in queries.waiting_to_go_out(at))
    for edition in queries.with_window_ended(clock.date_of(at)):
        _tried(_ask_what_becomes, edition, at)
    return done


def _tried(step: Callable[[Edition, dt.datetime], bool], edition: Edition, at: dt.datetime) -> bool:
    try:
        return step(edition, at)
    except Exception as error:
        # Only the kind of error is kept: its text may hold words of the case.
        log.error("Edition %s: %s", edition.pk, type(error).__name__)
        return False


def _go_out_or_ask(edition: Edition, at: dt.datetime) -> bool:
    if rules.go_stands(edition, at):
        try:
            rules.check_not_held(queries.held_back(edition.review))
            check_clean(edition)
            publish(edition, by=edition.go_by, at=at)
        except ChangedMeanwhile:
            return False  # somebody else is just doing it
        except rules.StillNamed:
            stop(edition, at=at)
        except NotYet:
            log.warning("Edition %s could not be published at its time.", edition.pk)
        else:
            return True
    _ask_for_go(Edition.objects.select_related("review__partnership").get(pk=edition.pk), at=at)
    return False


@transaction.atomic
def _ask_for_go(edition: Edition, *, at: dt.datetime) -> None:
    """Keep the duty open, and write to the office once a day; not while publication is on hold."""
    if edition.published_at or not edition.planned_at or queries.held_back(edition.review):
        return
    review, today, due_on = edition.review, clock.date_of(at), clock.date_of(edition.planned_at)
    open_duty(review, duties.GO, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    for person in queries.office_of(review, today):
        subject, body = word(
            "publication_go",
            code=review.code,
            what=duties.GO.what,
            due=f"{due_on:%-d %B %Y}",
            link=f"{settings.SITE_URL}/",
            phone=review.partnership.phone,
        )
        key = f"publication.go:{edition.pk}:{today}:{person.pk}"
        write(key, to=person.email, subject=subject, body=body, at=at, review_code=review.code)


@transaction.atomic
def _ask_what_becomes(edition: Edition, at: dt.datetime) -> bool:
    try:
        records.change(edition, window_asked_at=at)
    except ChangedMeanwhile:
        return False  # another sweep asked
    due_on = working_day_after(clock.date_of(at), rules.DECIDE_WITHIN)
    open_duty(
        edition.review, duties.AFTER, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT, thing_id=edition.pk
    )  # fmt: skip
    _tell(events.WINDOW_ENDED, edition, {}, by=None, at=at)
    return True


def _check_still_clean(edition: Edition) -> None:
    rules.check_open(edition)
    rules.check_signed_off(Review.objects.get(pk=edition.review_id))
    check_clean(edition)


def _tell(event: Event, edition: Edition, changes: dict, *, by: User | None, at: dt.datetime) -> None:
    code = edition.review.code
    record(event, by=by, at=at, review_code=code, subject=f"edition {edition.pk}", changes=changes)
