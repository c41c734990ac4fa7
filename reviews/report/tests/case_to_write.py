"""A case for the editor's tests, made in the database of the running system: ``manage.py shell`` calls ``make``."""

from cspr import clock
from cspr.tests.cast import there
from reviews.case.actions import add_child, join_team, open_case
from reviews.case.models import Incident
from reviews.identities.tests.steps import family_registered
from reviews.report import actions
from reviews.report.rules import FiledBlock
from reviews.report.tests.steps import report_drafted


def make() -> str:
    """A drafted report with something filed into it, written by Luca; returns the code of its case."""
    cast, at = there(), clock.now()
    incident = Incident.objects.create()
    review = open_case(
        cast.partnership, incident=incident, kind="statutory", opened_on=clock.today(), by=cast.priya, at=at
    )
    add_child(review, by=cast.priya, at=at)
    join_team(review, cast.luca, "lead_reviewer", by=cast.priya, at=at)
    family_registered(cast, review, at=at)
    report_drafted(cast, review, at=at, full=True)
    filed = [FiledBlock(f"episode:{n}", "paragraph", f"<p>Episode {n}.</p>", {"number": n}) for n in (1, 2)]
    actions.file_blocks(review, "episodes", filed, by=cast.luca, at=at)
    return review.code


def make_unwritten() -> str:
    """A case in review with a lead reviewer, a panel member and an agency, whose report is not begun; returns its code."""
    cast, at = _there(), clock.now()
    review = _opened(cast, at)
    join_team(review, cast.pam, "panel_member", by=cast.priya, at=at)
    involve(review, cast.agencies.health, by=cast.priya, at=at)
    return review.code


def recommend(code: str) -> None:
    """The recommendations of the long report, as records."""
    cast, review = _there(), Review.objects.get(code=code)
    for text in RECOMMENDATIONS:
        add_recommendation(review, text=text, addressees=[cast.agencies.health], by=cast.luca, at=clock.now())


def printed(code: str) -> str:
    """What the newest version of the report holds."""
    return json.dumps(Version.objects.filter(report__review__code=code).latest("number").content)
