"""What is agreed, offered and told around a session, participant by participant, and what is owed to them?"""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from reviews.case.actions import meet_duty, open_duty, withdraw_duties
from reviews.case.models import Duty, Review
from reviews.conversations import duties, events, queries, rules
from reviews.conversations.actions.telling import paper_of, tell
from reviews.conversations.models import Participant, Session
from reviews.documents.actions import original_of
from reviews.guidance.queries import extra_holidays

OWES = Role.BUSINESS_SUPPORT


def keep_duties(session: Session, *, at: dt.datetime, moved: bool = False) -> None:
    """Ask for what is owed to those who took part, and no longer where nobody is owed anything. Called by actions."""
    standing = queries.standing(session)
    owed = [] if session.cancelled_at else rules.to_be_supported(standing)
    if moved or not owed:
        withdraw_duties(session.review, duties.SUPPORT, at=at, thing_id=session.pk)
    if owed:
        due_on = rules.support_due(session.held_on, clock.date_of(at), extra_holidays())
        what = f"see that support is offered to those who took part in session {session.number}"
        if not Duty.objects.open().filter(kind=duties.SUPPORT.code, thing_id=session.pk).exists():
            open_duty(
                session.review, duties.SUPPORT, at=at, due_on=due_on, role=OWES, thing_id=session.pk, what=what
            )  # fmt: skip
    if queries.not_told(session.review).exists():
        open_duty(session.review, duties.FEEDBACK, at=at, due_on=None, role=OWES)
    else:
        withdraw_duties(session.review, duties.FEEDBACK, at=at)


@transaction.atomic
def record_agreement(
    session: Session, *, revision: int, kept_as: str, says: Mapping[int, str], by: User, at: dt.datetime
) -> None:
    """Record what each participant says to a record being made, and how the session is kept."""
    rules.check_stands(session)
    standing = queries.standing(session)
    rules.check_recording(kept_as, standing, dict(says), held=session.held_on <= clock.date_of(at))
    changes = records.change(session, revision=revision, kept_as=kept_as, entered_by=by, entered_at=at)
    changes = {name: change for name, change in changes.items() if not name.startswith("entered_")}
    changed = [one.pk for one in standing if one.pk in says and records.change(one, agreement=says[one.pk])]
    if changed:
        changes["participants"] = changed
    tell(events.AGREEMENT, session.review, f"session {session.number}", by=by, at=at, changes=changes)


@transaction.atomic
def offer_support(
    session: Session, *, who: Iterable[Participant], support: str, support_on: dt.date, by: User, at: dt.datetime,
    on_behalf_of: str = "", original: UploadedFile | None = None,
) -> None:  # fmt: skip
    """Record that support was offered after a session to these participants, and on which day."""
    who = list(who)
    rules.check_stands(session)
    rules.check_chosen(who)
    rules.check_afterwards(
        session, support_on, support, field="support", what="offer of support", today=clock.date_of(at)
    )  # fmt: skip
    paper = paper_of(session, original, by=by, at=at, given_by=on_behalf_of)
    for one in who:
        records.change(
            one, support=support, support_on=support_on, support_by=on_behalf_of, support_paper=paper
        )  # fmt: skip
    _meet_support(session, at=at)
    _tell_of(events.SUPPORTED, session.review, session, who, by=by, at=at, on_behalf_of=on_behalf_of)


def _meet_support(session: Session, *, at: dt.datetime) -> None:
    standing = queries.standing(session)
    offered = [one.support_on for one in standing if one.support_on]
    if offered and not rules.to_be_supported(standing):
        meet_duty(session.review, duties.SUPPORT, met_on=max(offered), at=at, thing_id=session.pk)
    else:
        keep_duties(session, at=at)


@transaction.atomic
def give_feedback(
    review: Review, *, who: Iterable[Participant], feedback: str, feedback_on: dt.date, by: User, at: dt.datetime,
    on_behalf_of: str = "", original: UploadedFile | None = None,
) -> None:  # fmt: skip
    """Record that these participants were told what became of their conversations: how, and on which day."""
    who = list(who)
    rules.check_chosen(who)
    paper = original_of(
        review, original, title="Feedback to practitioners: as it was given", by=by, at=at, office=True,
        belongs_to=f"review:{review.pk}", on_behalf_of=on_behalf_of,
    )  # fmt: skip
    for one in who:
        rules.check_afterwards(
            one.session, feedback_on, feedback, field="feedback", what="feedback", today=clock.date_of(at)
        )  # fmt: skip
        records.change(
            one, feedback=feedback, feedback_on=feedback_on, feedback_by=on_behalf_of, feedback_paper=paper
        )  # fmt: skip
    _meet_feedback(review, met_on=feedback_on, at=at)
    _tell_of(events.FED_BACK, review, None, who, by=by, at=at, on_behalf_of=on_behalf_of)


def _meet_feedback(review: Review, *, met_on: dt.date, at: dt.datetime) -> None:
    if queries.not_told(review).exists():
        open_duty(review, duties.FEEDBACK, at=at, due_on=None, role=OWES)
    else:
        meet_duty(review, duties.FEEDBACK, met_on=met_on, at=at)


def _tell_of(
    event: events.Event, review: Review, session: Session | None, who: list[Participant], *, by: User, at: dt.datetime,
    on_behalf_of: str,
) -> None:  # fmt: skip
    subject = f"session {session.number}" if session else "conversations"
    changes = {"participants": [one.pk for one in who]}
    tell(event, review, subject, by=by, at=at, changes=changes, on_behalf_of=on_behalf_of)


@transaction.atomic
def change_afterwards(
    participant: Participant,
    *,
    revision: int,
    support: str,
    support_on: dt.date | None,
    support_taken: str,
    feedback: str,
    feedback_on: dt.date | None,
    by: User,
    at: dt.datetime,
) -> None:
    """Put right what was offered or told to one participant, and say whether they took the support up."""
    session, today = participant.session, clock.date_of(at)
    rules.check_stands(session)
    rules.check_afterwards(session, support_on, support, field="support", what="offer of support", today=today)
    rules.check_afterwards(session, feedback_on, feedback, field="feedback", what="feedback", today=today)
    if support_taken and not support:
        raise records.NotYet("Say what support was offered before you say whether it was taken up.", field="support")
    changes = records.change(
        participant, revision=revision, support=support, support_on=support_on, support_taken=support_taken,
        feedback=feedback, feedback_on=feedback_on,
    )  # fmt: skip
    _meet_support(session, at=at)
    _meet_feedback(session.review, met_on=feedback_on or today, at=at)
    tell(events.AFTERWARDS, session.review, f"participant {participant.pk}", by=by, at=at, changes=changes)
