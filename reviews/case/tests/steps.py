"""A case by itself, before any stage has touched it."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast
from reviews.case import actions
from reviews.case.models import Incident, Review
from reviews.case.phases import MAIN_ROAD, Kind


def opened(cast: Cast, *, at: dt.datetime, kind: str = Kind.STATUTORY, phase: str = "", children: int = 1) -> Review:
    """A case with its children, taken straight down the main road of its kind to ``phase`` where one is given."""
    review = actions.open_case(
        cast.partnership, incident=Incident.objects.create(), kind=kind, opened_on=clock.date_of(at), by=cast.priya, at=at
    )  # fmt: skip
    for _ in range(children):
        actions.add_child(review, by=cast.priya, at=at)
    road = MAIN_ROAD[kind]
    for then in road[1 : road.index(phase) + 1] if phase else ():
        actions.advance(review, then, by=cast.priya, at=at)
    return review
