"""Who hears that a session does not take place? Whoever was invited to it from here."""

import datetime as dt

from agencies.models import User
from cspr.outbox import actions as outbox
from reviews.conversations import narrative, queries
from reviews.conversations.models import PointsSent, Session


def call_off(session: Session, *, by: User, at: dt.datetime) -> None:
    """Write to whoever was invited from here that the session does not take place. Called by actions."""
    for participant in queries.standing(session):
        sent = queries.newest_of(participant)
        if sent is None or sent.how != PointsSent.How.EMAIL:
            continue
        sent.participant, participant.session = participant, session
        subject, body = narrative.called_off(session, by)
        outbox.write(
            f"{queries.key_of(sent)}:off:{session.revision}", to=sent.email, subject=subject, body=body, at=at,
            review_code=session.review.code,
            calendar=narrative.invitation_of(sent, at=at),
        )  # fmt: skip
