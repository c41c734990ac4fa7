"""Records what runs alongside a case, and holds and frees parts of it, by the actions the pages use."""

import datetime as dt
from typing import Any

from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.proceedings import actions
from reviews.proceedings.models import Advised, CourtOrder, Hold, Proceeding, ProceedingEvent, Release, What, Witness

Happened, Part = ProceedingEvent.Kind, Advised.Part
WHY = "Two practitioners are witnesses. What they say to the review could be asked for by either side."
DECIDED_BY = "The three safeguarding partners"


def criminal_case(cast: Cast, review: Review, *, at: dt.datetime, **more: Any) -> Proceeding:
    """A criminal case with its next date in four weeks."""
    values = {
        "kind": Proceeding.Kind.CRIMINAL,
        "about": "father, grievous bodily harm",
        "body": "the Crown Court",
        "reference": "T2026-4471",
        "officer": "Detective inspector, 01632 960 144",
        "next_on": clock.date_of(at) + dt.timedelta(days=28),
        "next_what": "Trial",
        **more,
    }
    return actions.record_proceeding(review, **values, by=cast.priya, at=at)


def witnesses_listed(
    cast: Cast,
    proceeding: Proceeding,
    *,
    at: dt.datetime,
    listed: tuple[tuple[str, str, str], ...] = (
        ("Health visitor", "health", "hana"),
        ("Class teacher", "school", ""),
    ),
) -> list[Witness]:
    """Practitioners on the list: role, key of the agency, and key of the person where they sign in."""
    return [
        actions.list_witness(
            proceeding, role=role, agency=getattr(cast.agencies, agency),
            user=getattr(cast.people, user) if user else None, by=cast.priya, at=at,
        )
        for role, agency, user in listed
    ]  # fmt: skip


def on_hold(cast: Cast, review: Review, *, at: dt.datetime, what: tuple[str, ...] = (What.ALL,), **more: Any) -> Hold:
    """What has to wait from today, on the prosecutor's advice; looked at again in five weeks."""
    today = clock.date_of(at)
    values = {
        "what": what,
        "because": "" if "proceeding" in more else Proceeding.Kind.CRIMINAL,
        "why": WHY,
        "decided_by": DECIDED_BY,
        "advised_as": Part.PROSECUTOR,
        "advised_on": today,
        "since_on": today,
        "look_again_on": today + dt.timedelta(days=36),
        "waits_for": Happened.VERDICT,
        **more,
    }
    return actions.put_on_hold(review, **values, by=cast.priya, at=at)


def it_happened(
    cast: Cast, proceeding: Proceeding, kind: str = Happened.VERDICT, *, at: dt.datetime, **more: Any
) -> ProceedingEvent:
    """Something happened in the proceeding today."""
    values = {"kind": kind, "happened_on": clock.date_of(at), **more}
    return actions.record_event(proceeding, **values, by=cast.priya, at=at)


def order_made(cast: Cast, review: Review, *, at: dt.datetime, **more: Any) -> CourtOrder:
    """A reporting restriction that holds publication."""
    values = {
        "kind": CourtOrder.Kind.REPORTING,
        "court": "the Crown Court",
        "made_on": clock.date_of(at),
        "outputs": [What.PUBLICATION.value],
        "protects": (),
        **more,
    }
    return actions.record_order(review, **values, by=cast.priya, at=at)


def release_confirmed(
    cast: Cast, hold: Hold, outcome: str = Release.Outcome.ALL, *, at: dt.datetime, **more: Any
) -> Release:
    """A named person confirms what may go ahead, on the prosecutor's advice of the day."""
    today = clock.date_of(at)
    stays = {} if outcome == Release.Outcome.ALL else {"look_again_on": today + dt.timedelta(days=30)}
    values = {
        "revision": hold.revision,
        "why": "Sentence was passed, and nobody has appealed.",
        "advised_as": Part.PROSECUTOR,
        "advised_on": today,
        **stays,
        **more,
    }
    return actions.confirm_release(hold, outcome=outcome, **values, by=cast.priya, at=at)
