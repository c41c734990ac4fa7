"""How do the guided points come about, go out to participants, and how are they read with the link of a letter?"""

import datetime as dt
import hmac
import secrets
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from agencies.models import User
from cspr import clock, records
from cspr.outbox import actions as outbox
from reviews.case.models import Review
from reviews.case.rules import check_not_in_future
from reviews.conversations import events, narrative, queries, rules
from reviews.conversations.actions.sessions import check_may_be_asked
from reviews.conversations.actions.telling import paper_of, tell
from reviews.conversations.models import GuidedPoints, PointsSent, Session
from reviews.conversations.rules import Recipient
from reviews.identities.queries import known_forms
from reviews.referral.actions import digest_of

How = PointsSent.How


@transaction.atomic
def start_points(
    review: Review, *, version: int, introduction: str, points: list[str], by: User, at: dt.datetime
) -> GuidedPoints:
    """Begin the first version of the points, or the next one after a version that was sent."""
    rules.check_next(queries.all_points(review).first(), version)
    made = GuidedPoints.objects.create(
        review=review, version=version, introduction=introduction, points=points, entered_by=by, entered_at=at
    )
    tell(events.POINTS_STARTED, review, f"points version {version}", by=by, at=at)
    return made


@transaction.atomic
def change_points(
    made: GuidedPoints, *, revision: int, introduction: str, points: list[str], by: User, at: dt.datetime
) -> None:
    """Change a draft."""
    rules.check_unsent(made)
    changes = records.change(made, revision=revision, introduction=introduction, points=points)
    tell(events.POINTS_CHANGED, made.review, f"points version {made.version}", by=by, at=at, changes=changes)


@transaction.atomic
def send_points(
    points: GuidedPoints,
    session: Session,
    *,
    to: Iterable[Recipient],
    how: str,
    sent_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> list[PointsSent]:
    """Send a version to participants of a session by e-mail, or record that it went another way.

    A draft stays as it is from then on. Nobody is written to with whom a conversation has to wait.
    """
    to, today = list(to), clock.date_of(at)
    check_not_in_future(sent_on, today, field="sent_on", name="The day they were sent")
    in_force = queries.points_in_force(session.review)
    rules.check_sending(points, session, in_force, how=how, sent_on=sent_on, today=today)
    rules.check_recipients(to, how=how)
    rules.check_nobody_named(points, known_forms(session.review))
    check_may_be_asked(session, [one.participant for one in to])
    if points.sent_on is None or sent_on < points.sent_on:
        records.change(points, sent_on=sent_on)
    # Who entered it last changes each time, so that whoever has the session open notices the addresses typed here.
    newest = max(filter(None, (session.points, points)), key=lambda one: one.version)
    records.change(session, points=newest, entered_by=by, entered_at=at)
    said = {"on_behalf_of": on_behalf_of, "original": paper_of(session, original, by=by, at=at, given_by=on_behalf_of)}
    made = [_send(points, one, how=how, sent_on=sent_on, by=by, at=at, **said) for one in to]
    tell(
        events.POINTS_SENT, session.review, f"points version {points.version}", by=by, at=at, on_behalf_of=on_behalf_of,
        changes={"session": session.number, "participants": [one.participant_id for one in made], "how": how},
    )  # fmt: skip
    return made


def _send(
    points: GuidedPoints, to: Recipient, *, how: str, sent_on: dt.date, by: User, at: dt.datetime, **said: Any
) -> PointsSent:
    participant, by_mail = to.participant, how == How.EMAIL
    before = queries.newest_of(participant)
    if by_mail and to.email != participant.email:
        records.change(participant, email=to.email)
    secret = secrets.token_urlsafe(32)
    sent = PointsSent.objects.create(
        points=points, participant=participant, how=how, sent_on=sent_on, email=to.email if by_mail else "",
        digest=digest_of(secret) if by_mail else "", entered_by=by, entered_at=at, **said,
    )  # fmt: skip
    if by_mail:
        newer = before is not None and before.points.version < points.version
        subject, body = narrative.letter_of(sent, secret, by, newer=newer)
        code = participant.session.review.code
        outbox.write(
            queries.key_of(sent), to=to.email, subject=subject, body=body, at=at, review_code=code,
            calendar=narrative.invitation_of(sent, at=at),
        )  # fmt: skip
    return sent


@transaction.atomic
def send_again(session: Session, participants: Iterable[Recipient], *, by: User, at: dt.datetime) -> list[PointsSent]:
    """Send the version in force to those who were sent one before, at the address they have."""
    in_force = queries.points_in_force(session.review)
    if in_force is None or not in_force.sent_on:
        raise records.NotYet("No version of the points has gone out yet.")
    return send_points(
        in_force, session, to=participants, how=How.EMAIL, sent_on=clock.date_of(at), by=by, at=at
    )  # fmt: skip


@transaction.atomic
def void_sending(sent: PointsSent, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record a sending as made in error. What went by e-mail cannot be called back, but its link opens nothing more."""
    if sent.void_at:
        raise records.NotYet("This was recorded as made in error already.")
    changes = records.change(sent, revision=revision, void_at=at, why_void=why_void)
    tell(events.POINTS_UNSENT, sent.points.review, f"sending {sent.pk}", by=by, at=at, changes=changes)


@transaction.atomic
def open_points(secret: str, email: str, *, at: dt.datetime) -> PointsSent | None:
    """The sending whose link and address these are; None whatever is wrong. A wrong address is counted."""
    sent = queries.sending_of(digest_of(secret))
    if sent is None or not rules.link_works(sent, clock.date_of(at)):
        return None
    rows = PointsSent.objects.filter(pk=sent.pk)
    if not hmac.compare_digest(_plain(sent.email), _plain(email)):
        rows.update(tries=F("tries") + 1)
        return None
    if rows.filter(opened_at=None).update(opened_at=at):
        tell(events.POINTS_READ, sent.points.review, f"sending {sent.pk}", by=None, at=at)
    return sent


def _plain(email: str) -> bytes:
    """An address as it is compared."""
    return email.strip().lower().encode()
