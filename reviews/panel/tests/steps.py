"""Sets a review up: reviewer, review panel and terms of reference, by the actions the pages use."""

import datetime as dt
from collections.abc import Iterable

from agencies.models import User
from agencies.roles import Role
from cspr import clock, workdays
from cspr.tests.cast import Cast
from reviews.case import actions as case
from reviews.case.models import Incident, Review, TeamMember
from reviews.case.phases import MAIN_ROAD, Kind, Phase
from reviews.meetings import actions as meetings
from reviews.meetings.models import Meeting
from reviews.meetings.rules import Guest
from reviews.panel import actions, rules
from reviews.panel.models import Commission, TermsOfReference

QUESTIONS = (
    "What did each agency know about the risks to the child and about the strengths of the family, and when?",
    "How was what one agency knew passed on, and what became of it where it arrived?",
    "How were the men in the household seen and assessed?",
    "How did the family's culture, circumstances and needs shape what they were offered?",
    "What has changed since, and what stands in the way of doing better?",
)
TERMS = {
    "scope": "The subject child and the siblings in the household; the agencies that worked with them, and the surgery.",
    "period_from": "the booking of the pregnancy with the youngest child",
    "period_to": "the day the injuries were found",
    "method": "Agency chronologies, conversations with the practitioners who knew the family, and the family's own views.",
    "family_plan": "Each parent is told by letter and offered a meeting with the lead reviewer, with an advocate if wished.",
    "equality": "Whether language, poverty or disability made help harder to reach is asked of every agency.",
}


def a_review_under_way(cast: Cast, *, at: dt.datetime, kind: str = Kind.STATUTORY, agencies: int = 3) -> Review:
    """A review that has come to its phase without what usually goes before, some agencies involved in it."""
    incident = Incident.objects.create(known_on=clock.date_of(at), summary="Unexplained injuries.")
    review = case.open_case(
        cast.partnership, incident=incident, kind=kind, opened_on=clock.date_of(at), by=cast.priya, at=at
    )
    case.add_child(review, by=cast.priya, at=at)
    for agency in list(vars(cast.agencies).values())[3 : 3 + agencies]:
        case.involve(review, agency, by=cast.priya, at=at)
    for phase in MAIN_ROAD[kind][1:]:
        if review.phase != Phase.IN_REVIEW:
            case.advance(review, phase, by=cast.priya, at=at)
    return review


def reviewer_chosen(cast: Cast, review: Review, *, at: dt.datetime) -> Commission:
    """Luca is chosen, and has yet to sign."""
    today = clock.date_of(at)
    return actions.commission(
        review,
        reviewer=cast.luca,
        title="Independent lead reviewer",
        decided_on=today,
        due_on=workdays.add_months(today, rules.MONTHS_TO_REPORT),
        by=cast.priya,
        at=at,
    )


def declared(cast: Cast, made: Commission, *, at: dt.datetime) -> None:
    """Luca signs, and the national Panel is told."""
    review = made.review
    names = [involved.agency.name for involved in review.involvements.select_related("agency")]
    actions.declare(
        made,
        revision=made.revision,
        declaration=rules.declaration_text(review.partnership.name, review.code, names),
        interests="",
        signed_as=cast.luca.name,
        by=cast.luca,
        at=at,
    )
    actions.tell_panel(made, revision=made.revision, panel_told_on=clock.date_of(at), by=cast.priya, at=at)


def terms_agreed(
    cast: Cast, review: Review, *, at: dt.datetime, questions: tuple[str, ...] = QUESTIONS,
    terms: dict[str, str] | None = None,
) -> TermsOfReference:  # fmt: skip
    """Terms with their questions, written by the reviewer and agreed by the review panel."""
    asked = [(None, text) for text in questions]
    written = actions.start_terms(review, version=1, questions=asked, **TERMS | (terms or {}), by=cast.luca, at=at)
    actions.agree_terms(written, revision=written.revision, agreed_on=clock.date_of(at), by=cast.priya, at=at)
    return written


AGENDA = "1. Terms of reference\n2. Which agencies are asked for chronologies\n3. How the family is told"
NOTES = "The terms of reference were agreed."


def panel_met(cast: Cast, review: Review, *, at: dt.datetime, agenda: str = AGENDA, notes: str = NOTES) -> Meeting:
    """A meeting of the review panel, already held; the first one, if nothing else is said."""
    meeting = meetings.plan_meeting(
        review, kind=Meeting.Kind.PANEL, starts_at=at, place="Video call",
        agenda=agenda,
        by=cast.priya, at=at,
    )  # fmt: skip
    seated = (
        review.team.held_on(clock.date_of(at)).filter(role=Role.PANEL_MEMBER, deputy_for=None).exclude(user=cast.pam)
    )
    others = [member.user for member in seated.select_related("user__agency").order_by("pk")]
    people = (cast.luca, cast.pam, *others, cast.cora)
    guests = [Guest(person.name, user=person, agency=person.agency) for person in people]
    meetings.add_attended(meeting, guests, by=cast.priya, at=at)
    meetings.write_notes(meeting, revision=meeting.revision, notes=notes, by=cast.priya, at=at)
    return meeting


def commissioned(
    cast: Cast, review: Review, *, at: dt.datetime, questions: tuple[str, ...] = QUESTIONS,
    terms: dict[str, str] | None = None, seated: Iterable[User] = (),
) -> Review:  # fmt: skip
    """Luca leads and has declared, Pam and who else is ``seated`` sit on the review panel, Harriet will read finally.

    The terms are agreed.
    """
    today = clock.date_of(at)
    declared(cast, reviewer_chosen(cast, review, at=at), at=at)
    panel = [(user, Role.PANEL_MEMBER) for user in (cast.pam, *seated)]
    for user, role in (*panel, (cast.harriet, Role.HUMAN_READER)):
        actions.add_member(review, user=user, role=role, agency=user.agency, starts_on=today, by=cast.priya, at=at)
    panel_met(cast, review, at=at)
    terms_agreed(cast, review, at=at, questions=questions, terms=terms)
    return review


def deputy_named(cast: Cast, review: Review, *, at: dt.datetime, days: int = 21) -> TeamMember:
    """Nell, of the same agency, stands in for Pam for a time."""
    today = clock.date_of(at)
    member = review.team.get(user=cast.pam, role=Role.PANEL_MEMBER)
    return case.name_deputy(
        member, user=cast.nell, starts_on=today, ends_on=today + dt.timedelta(days=days), by=cast.priya, at=at
    )
