"""What do the pages of meetings need?"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agencies.models import Agency, Contact, Partnership, Post, User
from agencies.roles import ROLES, Permission, Role, Scope
from agencies.rules import Visitor
from cspr.jobs.models import Job
from cspr.outbox.models import Message
from cspr.templatetags.page import workdate
from reviews.case.models import Duty, Review, TeamMember
from reviews.case.phases import Kind, Phase
from reviews.case.queries import Reader, Things, way_to
from reviews.documents.models import Document
from reviews.identities.queries import forms_in
from reviews.identities.rules import KnownForms
from reviews.meetings.duties import FOLLOW_UP, FOLLOW_UP_OF_NO_CASE, ON_AGENDA, Heading, hold_of
from reviews.meetings.models import AgendaItem, Attendance, FollowUp, Meeting

# What is due later than this after the agenda is made can wait for the meeting after.
AHEAD = dt.timedelta(days=45)
PACK, FILE_MINUTES = "meetings.pack", "meetings.file_minutes"
OFFICE = (Role.BUSINESS_SUPPORT, Role.SUBGROUP_CHAIR, Role.SCRUTINEER, Role.DELEGATED_PARTNER)
# What a case has for the sub-group because of the phase it is at.
AT_PHASE = {
    Phase.REFERRED: (Heading.SCREEN, "the referral is being screened"),
    Phase.NOTIFIED: (Heading.RAPID, "the rapid review is to be opened"),
    Phase.RAPID_REVIEW: (Heading.RAPID, "the rapid review is open"),
}


def meetings_of(review: Review, *, invited: User | None = None) -> QuerySet[Meeting]:
    """The meetings of a review; for somebody who may not read them all, those they are ``invited`` to."""
    found = review.meetings.select_related("review", "partnership").prefetch_related(
        Prefetch("attendance", Attendance.objects.select_related("agency")),
        Prefetch("follow_ups", FollowUp.objects.select_related("agency", "user")),
    )
    return found.filter(attendance__user=invited).distinct() if invited else found


def follow_ups_for(review: Review, *, user: User, agencies: frozenset[int], on: dt.date) -> QuerySet[FollowUp]:
    """The follow-ups that this person, somebody for whom they stand in, or an agency they answer for, is to do."""
    others = TeamMember.objects.standing_in(user, on).filter(review=review).values("deputy_for__user")
    return FollowUp.objects.filter(Q(user=user) | Q(user__in=others) | Q(agency__in=agencies), review=review)


def duties_to_hold(meeting: Meeting) -> QuerySet[Duty]:
    """The open duty to hold this meeting."""
    kind = hold_of(meeting.review_id)
    return Duty.objects.open().filter(review=meeting.review, kind=kind.code, thing_id=meeting.pk)


def known_in(partnership: Partnership, review: Review | None) -> KnownForms:
    """What an e-mail about a meeting may not name: the register of its case, or those of all open cases. Four queries."""
    open_cases = Review.objects.filter(partnership=partnership).exclude(phase=Phase.CLOSED)
    return forms_in(Review.objects.filter(pk=review.pk) if review else open_cases)


def names_told_at(meeting: Meeting) -> KnownForms:
    """The names that may fall at a meeting: of its case; of the sub-group's, of all open cases and all it has before it."""
    told = Q(pk=meeting.review_id)
    if meeting.review_id is None:
        is_open = Q(partnership=meeting.partnership_id) & ~Q(phase=Phase.CLOSED)
        told = is_open | Q(pk__in=meeting.items.values("review")) | Q(pk__in=meeting.papers.values("review"))
    return forms_in(Review.objects.filter(told))


# Who may be invited --------------------------------------------------------------------------------


def people_to_invite(review: Review, *, on: dt.date) -> list[User]:
    """The people who may be asked to a meeting: the office and chair, the review team, those who answer for agencies."""
    answering = [role for role in Role if ROLES[role].scope == Scope.AGENCY]
    involved = review.involvements.current().values("agency")
    posts = Post.objects.held_on(on).filter(
        Q(partnership=review.partnership_id, role__in=OFFICE)
        | Q(role__in=answering, agency__in=involved)
        | Q(role=Role.AGENCY_LEAD, agency__leads_over__in=involved)
    )
    team = TeamMember.objects.held_on(on).filter(review=review)
    users = User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=team.values("user")), is_active=True)
    return list(users.select_related("agency").order_by("name"))


def people_of_subgroup(partnership: Partnership, *, on: dt.date) -> list[User]:
    """The people who may be asked to a sub-group meeting: those in office, and those who were at one before."""
    posts = Post.objects.held_on(on).filter(partnership=partnership, role__in=OFFICE)
    before = Attendance.objects.filter(meeting__partnership=partnership, meeting__review=None, user__isnull=False)
    users = User.objects.filter(Q(pk__in=posts.values("user")) | Q(pk__in=before.values("user")), is_active=True)
    return list(users.select_related("agency").order_by("name"))


def contacts_to_invite(review: Review) -> list[Contact]:
    """The contacts of the agencies involved, who may never sign in."""
    found = Contact.objects.filter(agency__involvements__review=review, ended_on=None).exclude(email="")
    return list(found.select_related("agency").order_by("agency__name", "name"))


def contacts_of(partnership: Partnership) -> list[Contact]:
    """The contacts of the partnership's agencies."""
    found = Contact.objects.filter(agency__partnerships=partnership, ended_on=None).exclude(email="")
    return list(found.select_related("agency").order_by("agency__name", "name"))


def agencies_involved(review: Review) -> QuerySet[Agency]:
    """The agencies that have to do with the case."""
    return Agency.objects.filter(involvements__review=review).order_by("name")


def agencies_of(partnership: Partnership) -> QuerySet[Agency]:
    """The agencies of the partnership that stand."""
    return partnership.agencies.filter(ended_on=None).order_by("name")


def meeting_before(meeting: Meeting) -> Meeting | None:
    """The sub-group's meeting before this one."""
    same = Meeting.objects.filter(partnership=meeting.partnership_id, review=None, cancelled_at=None)
    return same.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()


def guests_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Those on the list of a meeting, without people who have left since."""
    found = meeting.attendance.exclude(user__is_active=False)
    return found.select_related("user", "agency")


# Invitations and their way -------------------------------------------------------------------------


def last_message(row: Attendance) -> Message | None:
    """The newest message that was written to somebody about a meeting."""
    return _messages([row.pk]).last()


def last_messages(meeting: Meeting) -> dict[int, Message]:
    """The newest message about the meeting to each on its list, by the number of the attendance."""
    rows = [row.pk for row in meeting.attendance.all()]
    return {int(message.key.split(":")[1]): message for message in _messages(rows)} if rows else {}


def _messages(rows: list[int]) -> QuerySet[Message]:
    wanted = Q()
    for pk in rows:
        for kind in ("invitation", "moved", "cancelled", "restored"):
            wanted |= Q(key__startswith=f"meetings.{kind}:{pk}:")
    return Message.objects.filter(wanted).order_by("pk")


# Papers --------------------------------------------------------------------------------------------


def papers_to_choose(review: Review) -> QuerySet[Document]:
    """The papers of the case that all who come to a meeting of it may read."""
    return review.documents.filter(withdrawn_at=None, sensitivity=Document.Sensitivity.TEAM)


# The sub-group -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Matter:
    """What a case has for the sub-group: under which heading, each thing open with its day, and its next day to come."""

    review_id: int
    code: str
    heading: Heading
    why: list[dict[str, Any]]
    next_on: dt.date | None


def matters(partnership: Partnership, *, on: dt.date) -> dict[int, Matter]:
    """What every case of the partnership has for the sub-group on a day, in the order of an agenda, in two queries."""
    cases = Review.objects.filter(partnership=partnership).exclude(phase=Phase.CLOSED).exclude(kind=Kind.ARCHIVE)
    open_in: dict[int, list[tuple[str, str, dt.date | None]]] = {}
    # What rests because its case is on hold is not late; looking at the hold again does not rest.
    duties = Duty.objects.open().with_hold().filter(review__in=cases, on_hold=False).order_by("due_on", "pk")
    for review_id, *duty in duties.values_list("review", "kind", "what", "due_on"):
        open_in.setdefault(review_id, []).append(tuple(duty))
    found = [_matter(pk, code, phase, open_in.get(pk, []), on) for pk, code, phase in _named(cases)]
    order = list(Heading)
    some = [matter for matter in found if matter]
    some.sort(key=lambda matter: (order.index(matter.heading), matter.next_on or dt.date.max, matter.code))
    return {matter.review_id: matter for matter in some}


def _named(cases: QuerySet[Review]) -> QuerySet[Any]:
    return cases.values_list("pk", "code", "phase")


def _matter(
    review_id: int, code: str, phase: str, duties: list[tuple[str, str, dt.date | None]], on: dt.date
) -> Matter | None:
    why: dict[str, dict[str, Any]] = {}
    headings: list[Heading] = []
    for kind, what, due_on in duties:
        late = due_on is not None and due_on < on
        heading = ON_AGENDA.get(kind, Heading.LATE if late else None)
        if heading is None or (due_on and due_on > on + AHEAD):
            continue
        headings.append(heading)
        line = why.setdefault(what, {"what": what, "due_on": str(due_on) if due_on else None, "times": 0})
        line["times"] += 1
    if phase in AT_PHASE:
        heading, what = AT_PHASE[Phase(phase)]
        headings.append(heading)
        why = why or {what: {"what": what, "due_on": None, "times": 1}}
    if not headings:
        return None
    next_on = min((due_on for _, _, due_on in duties if due_on and due_on >= on), default=None)
    return Matter(review_id, code, min(headings, key=list(Heading).index), list(why.values()), next_on)


def subgroup_meetings(visitor: Visitor) -> QuerySet[Meeting]:
    """The sub-group's meetings of the partnerships whose cases this person reads, and those they are invited to."""
    reads = Q(partnership__in=visitor.partnerships_with(Permission.SEE_DOCUMENTS))
    found = Meeting.objects.filter(reads | Q(attendance__user=visitor.user), review=None).distinct()
    return found.select_related("partnership").prefetch_related(
        Prefetch("attendance", Attendance.objects.select_related("agency"))
    )


def items_of(meeting: Meeting, visitor: Visitor, *, reads: bool) -> list[AgendaItem]:
    """The agenda, each thing with its number; for somebody who may not read all cases, what is of no case and the cases
    they may know of, without what is owed in them.
    """
    items = list(meeting.items.filter(removed_at=None).select_related("review", "filed"))
    for number, item in enumerate(items, start=1):
        item.number = number
    if reads:
        return items
    known = set(Review.objects.visible_to(visitor).filter(agenda_items__meeting=meeting).values_list("pk", flat=True))
    for item in items:
        item.why, item.next_on, item.heading = [], None, ""
    return [item for item in items if item.review_id is None or item.review_id in known]


def papers_by_case(meeting: Meeting) -> dict[int, list[Document]]:
    """The papers chosen for a meeting, by the number of their case; those withdrawn since too, which say so."""
    found: dict[int, list[Document]] = {}
    for paper in meeting.papers.select_related("file", "review").order_by("title", "pk"):
        found.setdefault(paper.review_id, []).append(paper)
    return found


def follow_ups_by_case(meeting: Meeting) -> dict[int | None, list[FollowUp]]:
    """What was agreed at a meeting, by the number of the case; under None what belongs to none."""
    found: dict[int | None, list[FollowUp]] = {}
    for row in meeting.follow_ups.select_related("user", "agency", "review"):
        found.setdefault(row.review_id, []).append(row)
    return found


def cases_to_add(meeting: Meeting) -> QuerySet[Review]:
    """The cases of the partnership that are not on the agenda and not closed."""
    there = meeting.items.filter(removed_at=None, review__isnull=False).values("review")
    cases = Review.objects.filter(partnership=meeting.partnership_id).exclude(phase=Phase.CLOSED)
    return cases.exclude(pk__in=there).order_by("code")


def jobs_for(meeting: Meeting, kind: str) -> QuerySet[Job]:
    """The work of a kind that was asked for a meeting, newest first."""
    return Job.objects.filter(kind=kind, arguments__meeting=meeting.pk).order_by("-pk")


def _place(reader: Reader, meeting: Meeting) -> str:
    """Its page, for who reads all meetings of the case; others find those they were invited to in the list."""
    opens = meeting.review_id and reader.may(Permission.SEE_DOCUMENTS)
    return way_to("meetings-meeting", reader, meeting.pk) if opens else ""


def _told_of(reader: Reader) -> QuerySet[Meeting]:
    """The meetings of the case, and those of the sub-group that spoke of it."""
    return Meeting.objects.filter(Q(review=reader.review) | Q(items__review=reader.review)).distinct()


THINGS = {
    "meeting": Things(
        _told_of, lambda meeting: f"{meeting.get_kind_display().lower()} of {workdate(meeting.starts_at)}", _place
    )
}


def follow_ups_told(numbers: Collection[int]) -> dict[int, str]:
    """At which meeting something was agreed."""
    found = FollowUp.objects.filter(pk__in=numbers).select_related("meeting")
    return {one.pk: f"{one.meeting.get_kind_display().lower()} of {workdate(one.meeting.starts_at)}" for one in found}


ABOUT = {FOLLOW_UP: follow_ups_told, FOLLOW_UP_OF_NO_CASE: follow_ups_told}
