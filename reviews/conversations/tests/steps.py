"""Holds conversations with practitioners, by the actions the pages use."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast, working_day
from reviews.case.models import Review
from reviews.conversations import actions, rules
from reviews.conversations.models import GuidedPoints, Session
from reviews.conversations.rules import Expected

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


def points_sent(cast: Cast, review: Review, *, at: dt.datetime) -> GuidedPoints:
    """The proposed points, sent to the participants two weeks before."""
    points = actions.start_points(
        review,
        version=1,
        introduction=rules.PROPOSED_INTRODUCTION,
        points=list(rules.PROPOSED_POINTS),
        by=cast.luca,
        at=at,
    )
    sent_on = working_day(clock.date_of(at) - dt.timedelta(days=14))
    actions.mark_sent(points, revision=points.revision, sent_on=sent_on, by=cast.priya, at=at)
    return points


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
        support_offered="Each was rung the day after and told of the staff counselling service.",
        expected=expected,
        by=cast.priya,
        at=at,
    )


def conversations_held(
    cast: Cast, review: Review, *, at: dt.datetime, held: tuple[tuple, ...] = HELD, said: tuple[str, ...] = SAID
) -> Review:
    """The sessions of the table; notes of the first, one of them released."""
    points = points_sent(cast, review, at=at)
    sessions = [session_held(cast, review, points, row, at=at) for row in held]
    lines = [(point, text) for point, text in zip(points.points, said, strict=False)]
    notes = actions.write_notes(sessions[0], lines=lines, by=cast.luca, at=at)
    first = notes[0]
    actions.change_note(first, revision=first.revision, quote_cleared=True, by=cast.luca, at=at)
    actions.release(first, revision=first.revision, by=cast.luca, at=at)
    return review
