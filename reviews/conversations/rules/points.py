"""May these points still change or go out, to whom, and does the link in a letter still open them?"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from cspr.records import NotYet
from reviews.conversations.models import GuidedPoints, Participant, PointsSent, Session
from reviews.identities.rules import KnownForms, find_leaks

LONGEST_POINT = 300
# What is proposed for the first version; the reviewer changes it.
PROPOSED_INTRODUCTION = (
    "Thank you for giving your time. We want to understand how things looked to you then, not to judge anybody with "
    "what is known now. Nothing you say is linked to your name."
)
PROPOSED_POINTS = (
    "What was your part with the child and the family, and over what time?",
    "Who lived in or came to the home, and how did you know?",
    "What worried you, what reassured you, and whom did you tell?",
    "What helped you and what got in your way: time, supervision, systems, other agencies?",
    "What did the child say or show, and how was it heard?",
    "What has changed in your work since, and what would you change next?",
    "Is there anything we have not asked?",
)
MOST_TRIES = 5
LINK_WORKS_AFTER = dt.timedelta(days=14)
NOT_THIS = (
    "This link does not open with that address. It works with the address the letter went to, until two weeks after the "
    "conversation. Ring the office on the number you know for them: it sends the questions again, or reads them to you."
)
How = PointsSent.How


@dataclass(frozen=True)
class Recipient:
    """A participant the points go to, and the address where they go by e-mail from here."""

    participant: Participant
    email: str = ""


def check_unsent(points: GuidedPoints) -> None:
    """Raises ``NotYet`` where the participants have this version already."""
    if points.sent_on:
        raise NotYet("The participants have this version. Begin the next one to change it.")


def check_next(latest: GuidedPoints | None, version: int) -> None:
    """Raises ``NotYet`` unless ``version`` follows the latest, which was sent."""
    if version != (latest.version + 1 if latest else 1) or (latest and not latest.sent_on):
        raise NotYet("Somebody else has begun this version meanwhile. Open it and make your changes there.")


def check_sending(
    points: GuidedPoints, session: Session, in_force: GuidedPoints | None, *, how: str, sent_on: dt.date, today: dt.date
) -> None:
    """Raises ``NotYet`` where this version cannot go to this session in this way."""
    if session.cancelled_at:
        raise NotYet("This session was cancelled.")
    if not points.points:
        raise NotYet("There is no point to send yet.", field="points")
    if how != How.EMAIL:
        return
    if sent_on != today:
        raise NotYet(
            "From here the points go out today. Choose another way to record what went out before.", field="sent_on"
        )
    if session.held_on < today:
        raise NotYet(
            "This session has taken place. Record by which other way the points went out before it.", field="how"
        )
    if in_force and in_force.sent_on and points.version < in_force.version:
        raise NotYet(f"Version {in_force.version} has taken its place. Send that one.", field="points")


def check_recipients(recipients: Iterable[Recipient], *, how: str) -> None:
    """Raises ``NotYet`` where nobody is chosen, or somebody has no address for an e-mail."""
    recipients = list(recipients)
    if not recipients:
        raise NotYet("Choose at least one person.", field="to")
    for one in recipients:
        if how == How.EMAIL and not one.email:
            who = one.participant.called
            raise NotYet(
                f"Enter an e-mail address for {who}, or record another way for them.",
                field=f"email_{one.participant.pk}",
            )


def check_nobody_named(points: GuidedPoints, forms: KnownForms) -> None:
    """Raises ``NotYet`` where the points tell who somebody of the identity register is."""
    for text in (points.introduction, *points.points):
        for leak in find_leaks(str(text), forms):
            if not leak.may_be_cleared:
                raise NotYet(
                    f"The points tell who somebody is: they hold the {leak.kind} of {leak.label}. Use the label instead.",
                    field="points",
                )


def version_had(participant: Participant) -> int:
    """The newest version this participant was sent, of those in ``sent``; 0 for none."""
    return max((one.points.version for one in participant.sent), default=0)


def without(participants: Iterable[Participant], in_force: GuidedPoints | None) -> list[Participant]:
    """Who has not been sent the version in force, or none where none is."""
    if in_force is None or not in_force.sent_on:
        return [one for one in participants if not version_had(one)]
    return [one for one in participants if version_had(one) < in_force.version]


def works_until(session: Session) -> dt.date:
    """The last day on which a link in a letter about this session opens."""
    return session.held_on + LINK_WORKS_AFTER


def link_works(sent: PointsSent, today: dt.date) -> bool:
    """Whether the link of a letter still opens: nothing was taken back, and it was not tried with too many addresses."""
    participant, session = sent.participant, sent.participant.session
    stands = sent.void_at is None and participant.void_at is None and session.cancelled_at is None
    return stands and sent.tries < MOST_TRIES and today <= works_until(session)
