"""How does a review with an agreed report get through signing and publication? By real actions."""

import datetime as dt

from agencies.models import Agency
from agencies.queries import holders
from agencies.roles import Role
from cspr import clock
from cspr.jobs.actions import run
from cspr.jobs.models import Job
from cspr.tests.cast import Cast
from reviews.case.actions import join_team
from reviews.case.models import Review
from reviews.publication import actions, queries
from reviews.publication.models import Edition, Signature

HOUR = dt.timedelta(hours=1)


def edition_prepared(cast: Cast, review: Review, *, at: dt.datetime) -> Edition:
    """The agreed report is prepared for signing, and somebody is named as its human reader."""
    if not queries.reader_is_named(review, clock.date_of(at)):
        join_team(review, cast.people.harriet, Role.HUMAN_READER, by=cast.people.priya, at=at)
    job = actions.ask_to_prepare(review, by=cast.people.priya, at=at)
    done = worked(job, at=at)
    if done.state != Job.State.DONE:
        raise AssertionError(done.problem)
    return standing(review)


def worked(job: Job, *, at: dt.datetime) -> Job:
    """The job, done as the worker does it."""
    run(job.pk, at=at, clock=lambda: at)
    job.refresh_from_db()
    return job


def standing(review: Review) -> Edition:
    """The file that stands, read afresh."""
    edition = queries.standing_edition(review)
    if edition is None:
        raise AssertionError("Nothing is prepared.")
    return edition


def signed_by_one(
    cast: Cast, edition: Edition, partner: Agency | None, *, at: dt.datetime, sha256: str = ""
) -> Signature:
    """One partner, or the human reader, signs."""
    day = clock.date_of(at)
    person = cast.people.harriet if partner is None else holders(Role.DELEGATED_PARTNER, on=day, agency=partner)[0]
    return actions.sign(
        edition,
        sha256=sha256 or edition.sha256,
        partner=partner,
        signed_by=person.name,
        signed_on=day,
        by=person,
        at=at,
    )


def signed_off(cast: Cast, review: Review, *, at: dt.datetime) -> Edition:
    """All sign; with the last signature the case is signed off."""
    edition = standing(review)
    for minutes, signer in enumerate(queries.signers_of(edition)):
        signed_by_one(cast, edition, signer.partner, at=at + minutes * dt.timedelta(minutes=1))
    review.refresh_from_db()
    return standing(review)


def planned(cast: Cast, review: Review, *, planned_at: dt.datetime, at: dt.datetime) -> Edition:
    """The date of publication is set."""
    edition = standing(review)
    actions.plan(edition, revision=edition.revision, planned_at=planned_at, by=cast.people.priya, at=at)
    return standing(review)


def published(cast: Cast, review: Review, *, at: dt.datetime) -> Edition:
    """Planned and sent ahead after the last signature, then published by the clock on the go of the day."""
    signed_at = max(signature.entered_at for signature in queries.signatures_under(standing(review)))
    edition = planned(cast, review, planned_at=at, at=min(signed_at + HOUR, at - 2 * HOUR))
    actions.record_shared(
        edition,
        revision=edition.revision,
        shared_on=clock.date_of(signed_at),
        by=cast.people.priya,
        at=signed_at + HOUR,
    )
    edition = standing(review)
    actions.give_go(edition, revision=edition.revision, by=cast.people.priya, at=at)
    actions.sweep(at=at)
    review.refresh_from_db()
    return standing(review)
