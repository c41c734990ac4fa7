"""Writes letters by hand, by the actions the pages use."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.correspondence import actions
from reviews.correspondence.models import WrittenLetter

To, Way = WrittenLetter.To, WrittenLetter.Way
LINES = "The Children's Safeguarding Office\nLevels House\nHolmwater HW1 1AA"
TOLD = "Dear colleagues,\n\nthank you for your call. The family has moved into your area, and we should like to agree with you who keeps in touch.\n\nYours sincerely"  # noqa: E501


def letters_written(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """One to another area was posted; one to the national Panel went by e-mail."""
    area = actions.draft_letter(
        review, to=To.AREA, way=Way.POST, recipient="Holmwater Safeguarding Partners", address=LINES, sensitivity="office",
        by=cast.priya, at=at,
    )  # fmt: skip
    actions.change_letter(
        area, revision=area.revision, subject="Who keeps in touch with the family", body=TOLD, by=cast.priya, at=at
    )
    actions.record_posted(area, revision=area.revision, posted_on=clock.date_of(at), by=cast.priya, at=at)
    panel = actions.draft_letter(
        review, to=To.PANEL, way=Way.EMAIL, recipient="Child Safeguarding Practice Review Panel",
        email="panel@national.example", by=cast.priya, at=at,
    )  # fmt: skip
    actions.send_letter(panel, revision=panel.revision, by=cast.priya, at=at)
