"""How does a case come to be at a phase? Through the same actions as in life, one step after another.

Used by the tests and by the demonstration. Each step stands beside the stage it belongs to, in its ``tests/steps.py``.
"""

import datetime as dt
from collections.abc import Callable

from chronology.tests import steps as chronology
from cspr.tests.cast import Cast
from recommendations.tests import steps as recommendations
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.conversations.tests import steps as conversations
from reviews.family.tests import steps as family
from reviews.meetings.tests import steps as meetings
from reviews.panel.tests import steps as panel
from reviews.publication.tests import steps as publication
from reviews.rapid_review.tests import steps as rapid_review
from reviews.referral.tests import steps as referral
from reviews.report.tests import steps as report

Step = Callable[..., object]

# The whole road of a published review: the day after its start on which each step is done, and the step.
FIRST_DAYS: tuple[tuple[int, Step], ...] = ((1, referral.screened), (2, referral.notified))
RAPID: tuple[tuple[int, Step], ...] = (
    (3, rapid_review.rapid_review_opened),
    (13, rapid_review.returns_in),
    (17, rapid_review.rapid_review_decided),
)
REVIEWING: tuple[tuple[int, Step], ...] = (
    (30, panel.commissioned),
    (80, chronology.chronologies_submitted),
    (95, chronology.episodes_formed),
    (110, conversations.conversations_held),
    (115, family.family_contacted),
    (150, report.report_drafted),
    (155, recommendations.recommendations_made),
)
FINISHING: tuple[tuple[int, Step], ...] = (
    (170, report.report_agreed),
    (172, publication.edition_prepared),
    (175, publication.signed_off),
)
AFTER: tuple[tuple[int, Step], ...] = ((185, publication.published), (200, recommendations.actions_planned))

subgroup_met, subgroup_planned = meetings.subgroup_met, meetings.subgroup_planned

ROADS: dict[str, tuple[tuple[int, Step], ...]] = {
    Phase.REFERRED: (),
    Phase.NOTIFIED: FIRST_DAYS,
    Phase.RAPID_REVIEW: FIRST_DAYS + RAPID[:2],
    Phase.IN_REVIEW: FIRST_DAYS + RAPID + REVIEWING,
    Phase.SIGNED_OFF: FIRST_DAYS + RAPID + REVIEWING + FINISHING,
    Phase.PUBLISHED: FIRST_DAYS + RAPID + REVIEWING + FINISHING + AFTER,
    Phase.NOT_NOTIFIED: ((2, referral.not_notified),),
    Phase.NO_REVIEW: FIRST_DAYS + RAPID[:2] + ((17, rapid_review.ended_at_rapid_review),),
}


def a_review_at(
    phase: str, cast: Cast, *, start: dt.datetime, said: Callable[[str], None] | None = None, full: bool = False
) -> Review:
    """A case that was referred at ``start`` and taken to ``phase``. ``full`` gives it the length of a real one."""
    return taken_on(referral.referred(cast, at=start), phase, cast, start=start, said=said, full=full)


def taken_on(
    review: Review,
    phase: str,
    cast: Cast,
    *,
    start: dt.datetime,
    said: Callable[[str], None] | None = None,
    full: bool = False,
) -> Review:
    """The same case, taken from the phase it is at to a later one on the same road."""
    for day, step in ROADS[phase][len(ROADS[review.phase]) :]:
        if said:
            said(step.__name__)
        more = {"full": True} if full and step is report.report_drafted else {}
        step(cast, review, at=start + dt.timedelta(days=day), **more)
        review.refresh_from_db()
    return review
