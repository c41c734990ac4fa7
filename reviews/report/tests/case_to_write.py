"""A case for the editor's tests, made in the database of the running system: ``manage.py shell`` calls one of these."""

import json

from cspr import clock
from cspr.tests.cast import Cast, there
from reviews.case.actions import add_child, involve, join_team, open_case
from reviews.case.models import Incident, Review
from reviews.identities.tests.steps import family_registered
from reviews.report import actions
from reviews.report.models import Version
from reviews.report.rules import FiledBlock
from reviews.report.tests.steps import report_drafted


def make() -> str:
    """A drafted report with something filed into it, written by Luca; returns the code of its case."""
    cast, at = there(), clock.now()
    review = _opened(cast)
    report_drafted(cast, review, at=at, full=True)
    filed = [FiledBlock(f"episode:{n}", "paragraph", f"<p>Episode {n}.</p>", {"number": n}) for n in (1, 2)]
    actions.file_blocks(review, "episodes", filed, by=cast.luca, at=at)
    return review.code


def make_unwritten() -> str:
    """A case with a lead reviewer, a panel member and an agency, whose report is not begun; returns its code."""
    cast, at = there(), clock.now()
    review = _opened(cast, kind="archive")
    join_team(review, cast.pam, "panel_member", by=cast.priya, at=at)
    involve(review, cast.agencies.health, by=cast.priya, at=at)
    return review.code


def newest(code: str) -> str:
    """What the newest version of the report holds, as JSON."""
    return json.dumps(Version.objects.filter(report__review__code=code).latest("number").content)


def _opened(cast: Cast, kind: str = "statutory") -> Review:
    at = clock.now()
    review = open_case(
        cast.partnership, incident=Incident.objects.create(), kind=kind, opened_on=clock.today(), by=cast.priya, at=at
    )  # fmt: skip
    add_child(review, by=cast.priya, at=at)
    join_team(review, cast.luca, "lead_reviewer", by=cast.priya, at=at)
    family_registered(cast, review, at=at)
    return review
