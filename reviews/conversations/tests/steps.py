"""Holds conversations with practitioners, by the actions the pages use."""

import datetime as dt
from collections.abc import Iterable

from cspr import clock
from cspr.tests.cast import Cast, working_day
from reviews.case.models import Review
from reviews.conversations import actions, queries, rules
from reviews.conversations.models import ConversationNote, GuidedPoints, PointsSent, Quote, Session
from reviews.conversations.rules import Expected, Recipient

# Days before, form, how, who came: role and agency key. The last of each list did not come.
HELD = (
    (12, "one", "video", (("Health visitor", "health"),)),
    (11, "one", "in_person", (("Class teacher", "school"),)),
    (9, "group", "video", (("Midwife", "hospital"), ("Ward sister", "hospital"), ("General practitioner", "gp"))),
    (4, "managers", "video", (("Team manager", "council"), ("Housing manager", "housing"), ("Sergeant", "police"))),
)
SAID = (
    "The practitioner had six weeks between visits because of sickness in the team and was told that this was safe.",
    "Nobody told the practitioner that a second man had moved in; it was learnt from the older child.",
    "A question asked in the team meeting was not written down, and nobody came back to it.",
)


MORE = "What would have made it easier to ring a colleague in another agency?"
OFFERED = "Each was rung the day after and told of the staff counselling service."
TOLD = "Rung by the lead reviewer, who read out what the report says."


def points_written(cast: Cast, review: Review, *, at: dt.datetime) -> GuidedPoints:
    """The proposed points, as a draft."""
    return actions.start_points(
        review,
        version=1,
        introduction=rules.PROPOSED_INTRODUCTION,
        points=list(rules.PROPOSED_POINTS),
        by=cast.luca,
        at=at,
    )


def session_held(cast: Cast, review: Review, points: GuidedPoints | None, row: tuple, *, at: dt.datetime) -> Session:
    """One session of the table; where three are asked, the last one did not come."""
    days, form, mode, people = row
    agencies = vars(cast.agencies)
    expected = [
        Expected(role, agencies[key], came=not (len(people) == 3 and number == 3))
        for number, (role, key) in enumerate(people, start=1)
    ]
    return actions.plan_session(
        review,
        form=form,
        mode=mode,
        held_on=working_day(clock.date_of(at) - dt.timedelta(days=days)),
        minutes_long=90,
        points=points,
        supported_by="A member of the review panel",
        expected=expected,
        by=cast.priya,
        at=at,
    )


def sent_ahead(
    cast: Cast, session: Session, points: GuidedPoints, *, at: dt.datetime, how: str = PointsSent.How.SECURE
) -> list[PointsSent]:
    """Everybody who is asked got the points two weeks before the session, by the office's own mail."""
    sent_on = clock.date_of(at) if how == PointsSent.How.EMAIL else session.held_on - dt.timedelta(days=14)
    to = [Recipient(one, one.email) for one in queries.standing(session)]
    return actions.send_points(points, session, to=to, how=how, sent_on=sent_on, by=cast.priya, at=at)


def looked_after(cast: Cast, session: Session, *, at: dt.datetime, taken: Iterable[str] = ()) -> None:
    """All agreed to notes; those who came were offered support, and ``taken`` says of the first of them what came of it."""
    says = {one.pk: "given" for one in queries.standing(session)}
    actions.record_agreement(
        session, revision=session.revision, kept_as="notes", says=says, by=cast.luca, at=at
    )  # fmt: skip
    came = [one for one in queries.standing(session) if one.came]
    offered_on = min(working_day(session.held_on + dt.timedelta(days=1)), clock.date_of(at))
    actions.offer_support(
        session, who=came, support=OFFERED, support_on=max(offered_on, session.held_on), by=cast.priya, at=at
    )  # fmt: skip
    for one, answer in zip((one for one in queries.standing(session) if one.came), taken, strict=False):
        values = {name: getattr(one, name) for name in ("support", "support_on", "feedback", "feedback_on")}
        actions.change_afterwards(
            one, revision=one.revision, support_taken=answer, **values, by=cast.priya, at=at
        )  # fmt: skip


def told_what_became(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """Everybody who came is told what the report says."""
    waiting = list(queries.not_told(review))
    actions.give_feedback(
        review, who=waiting, feedback=TOLD, feedback_on=clock.date_of(at), by=cast.priya, at=at
    )  # fmt: skip


def quote_cleared(
    cast: Cast, note: ConversationNote, *, at: dt.datetime, words: str = "", answer: str = "cleared"
) -> Quote:
    """Words of a note, which whoever said them has cleared."""
    quote = actions.choose_quote(note, words=words or note.text, said_by="a practitioner", by=cast.luca, at=at)
    asked = queries.standing(note.session)[0]
    actions.answer_quote(
        quote, revision=quote.revision, words=quote.words, said_by=quote.said_by, answer=answer,
        answered_on=clock.date_of(at), answered_by=asked, answered_words="Yes, if the team is not named.", by=cast.luca,
        at=at,
    )  # fmt: skip
    return quote


def conversations_held(
    cast: Cast, review: Review, *, at: dt.datetime, held: tuple[tuple, ...] = HELD, said: tuple[str, ...] = SAID
) -> Review:
    """The sessions of the table, points sent ahead; notes of the first, one of them released and cleared to be quoted.

    All who came were offered support; whether those of the last took it up nobody knows yet.
    """
    points = points_written(cast, review, at=at)
    sessions = [session_held(cast, review, points, row, at=at) for row in held]
    for session in sessions:
        sent_ahead(cast, session, points, at=at)
        looked_after(cast, session, at=at, taken=() if session == sessions[-1] else ("yes", "no", "yes", "no"))
    lines = [(point, text) for point, text in zip(points.points, said, strict=False)]
    notes = actions.write_notes(sessions[0], lines=lines, by=cast.luca, at=at)
    quote_cleared(cast, notes[0], at=at)
    actions.release(notes[0], revision=notes[0].revision, by=cast.luca, at=at)
    return review


def conversation_ahead(
    cast: Cast, review: Review, *, held_on: dt.date, people: tuple[tuple[str, str, str], ...], at: dt.datetime
) -> Session:
    """A session to come: all are sent the points by e-mail, then all but the last a newer version. One is not sent any."""
    agencies = vars(cast.agencies)
    expected = [Expected(role, agencies[key], email=email) for role, key, email in people]
    points = points_written(cast, review, at=at)
    session = actions.plan_session(
        review, form="group", mode="video", held_on=held_on, begins_at=dt.time(14, 0), minutes_long=90, points=points,
        place="By video: the link follows a week before", supported_by="The health member of the review panel",
        expected=expected, by=cast.priya, at=at,
    )  # fmt: skip
    first = [Recipient(one, one.email) for one in queries.standing(session) if one.email]
    sending = {"how": PointsSent.How.EMAIL, "sent_on": clock.date_of(at), "by": cast.priya, "at": at}
    actions.send_points(points, session, to=first, **sending)
    newer = actions.start_points(
        review, version=2, introduction=points.introduction, points=[*points.points, MORE], by=cast.luca, at=at
    )
    actions.send_points(newer, session, to=first[:-1], **sending)
    asked = {one.pk: answer for one, answer in zip(queries.standing(session), ("given", "asked"), strict=False)}
    actions.record_agreement(
        session, revision=session.revision, kept_as="notes", says=asked, by=cast.priya, at=at
    )  # fmt: skip
    return session
