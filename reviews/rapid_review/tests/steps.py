"""Takes a notified case through its rapid review, by the actions the pages use."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import User
from cspr import clock
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.identities.actions import add_person
from reviews.identities.models import Person
from reviews.meetings import actions as meetings
from reviews.meetings.models import Meeting
from reviews.meetings.rules import Guest
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import NationalPanelReply, RapidReview, ReturnRequest
from reviews.rapid_review.rules import EventSaid, Said
from reviews.referral import actions as screening
from reviews.referral.models import Outcome, Question
from reviews.referral.queries import statutory_partners
from reviews.referral.rules import CRITERIA

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"

ASKED = ("council", "police", "health", "hospital", "gp", "school", "housing", "probation")

# label, given names, family name, relationship, years from birth
FAMILY = (
    ("mother", "Carys", "Marlowe-Reed", "Mother", 27),
    ("mother’s partner", "Dominic", "Ashby", "Mother’s partner since the spring before", 31),
)

FOUND = {
    "facts": "Child A was known to the health visitor, the surgery and the minor injuries unit. Each saw one injury, and "
    "each was given an explanation that was possible taken alone. Police had been called to the address twice in the "
    "months before. Nobody outside the household knew that a new adult had moved in.",
    "analysis": "Two moments mattered most: the second visit to the minor injuries unit, where the earlier injury was not "
    "on the screen, and the police call-out after which the notification to health named one child of two.",
    "safety_actions": "Children’s social care saw both children on the day. The younger child stays with an aunt under a "
    "written agreement. The minor injuries unit now sees all attendances of the past year on one screen.",
    "inequalities": "The mother has a hearing impairment. Three of five contacts were by telephone, without anybody asking "
    "how she preferred to talk. Workers describe the area as hard to reach; the review will ask for whom.",
    "improvements": "One place where injuries seen by different services stand together, and a way to ask who has moved in.",
    "proceedings": "The police are investigating; no charge so far. The council has begun care proceedings.",
    "learning": "Adults who join a household are not asked about. Shared by a note to all agencies, and in the next "
    "forum of designated leads.",
}


def a_paper(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def rapid_review_opened(cast: Cast, review: Review, *, at: dt.datetime) -> RapidReview:
    """Opened by the office, with a search list, eight agencies asked, and the meeting planned and invited to."""
    today = clock.date_of(at)
    rapid_review = actions.open_rapid_review(
        review, returns_due_on=today + dt.timedelta(days=10), search_from_on=dt.date(today.year - 6, 1, 1),
        meeting_at=at + dt.timedelta(days=13), place="Fenmarsh House, room 2, or by video", by=cast.priya, at=at,
    )  # fmt: skip
    for label, given, family, relationship, years in FAMILY:
        if not review.people.filter(label=label).exists():
            add_person(
                review, kind=Person.Kind.FAMILY, label=label, given_names=given, family_name=family,
                relationship=relationship, born_on=dt.date(today.year - years, 3, 9), by=cast.priya, at=at,
            )  # fmt: skip
    actions.add_to_search_list(
        rapid_review, queries.people_not_searched(rapid_review), years=f"{today.year - 6} to now", by=cast.priya, at=at
    )
    agencies = [getattr(cast.agencies, key) for key in ASKED]
    actions.ask(rapid_review, agencies, due_on=rapid_review.returns_due_on, by=cast.priya, at=at)
    meeting = review.meetings.get(kind=Meeting.Kind.RAPID_REVIEW, cancelled_at=None)
    people = [cast.cora, cast.sid, cast.hugo, cast.pete]
    guests = [Guest(person.name, person.email, person, person.agency) for person in people]
    meetings.invite(meeting, guests, by=cast.priya, at=at)
    return rapid_review


def request_to(review: Review, agency: object) -> ReturnRequest:
    """The request to an agency, read afresh."""
    return queries.requests_of(review).get(agency=agency)


def said_of_all(request: ReturnRequest, *, held: tuple[str, ...] = (), **fields: object) -> Said:
    """Answers about everybody on the list: something about those with the labels ``held``, nothing of the others."""
    searched = queries.search_list(request.rapid_review)
    answers = {row.pk: (True, "In our records.") if str(row.person) in held else (False, "") for row in searched}
    return Said(fields, answers)


def returns_in(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """Health by form, signed off above its author; police signed by their own; others by e-mail or with nothing held."""
    _health_answers(cast, review, at=at)
    _police_answer(cast, review, at=at)
    _school_answers_by_email(cast, review, at=at)
    for key, name in (("housing", "Gwen Tarrant, housing manager"), ("probation", "Asif Demir, head of service")):
        nothing_by_telephone(cast, review, getattr(cast.agencies, key), name, at=at)
    for key, name, what in (
        ("council", "Imogen Vale, service manager", "Two contacts closed after checks by telephone."),
        ("hospital", "Dr Lewis Achterberg, named doctor", "Three attendances at the minor injuries unit."),
        ("gp", "Dr Hannah Oyelaran, for the surgery", "Registered since birth; immunised late; one missed review."),
    ):
        _entered_from_email(cast, review, getattr(cast.agencies, key), name, what, at=at)


def _health_answers(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    request, today = request_to(review, cast.agencies.health), clock.date_of(at)
    actions.note_opened(request, by=cast.hana, at=at)
    said = said_of_all(
        request, held=("Child A", "mother"), author_name=cast.hana.name, author_job=cast.hana.job,
        records_checked="Child health records of both children; the mother’s maternity record.",
        records_secured_on=today,
        involvement="The health visitor saw Child A eleven times. The injury reported in January was put down to a toy.",
        safety_action="The health visitor has seen the younger child at the aunt’s.",
        good_practice="The school nurse rang twice to find out who had collected the child.",
        childs_voice="Child A told the school nurse that “it gets loud”. Nobody asked further.",
        inequalities="The mother’s hearing impairment is in the record, but visits were arranged by telephone.",
    )  # fmt: skip
    events = (
        EventSaid(today - dt.timedelta(days=160), "Health visitor’s record", "New birth of the younger child."),
        EventSaid(today - dt.timedelta(days=75), "Health visitor’s record", "Bruise to the ear, put down to a toy."),
        EventSaid(today - dt.timedelta(days=22), "School nurse’s record", "Asks who collects Child A; no answer."),
    )
    said = Said(said.fields, said.answers, events)
    actions.save_return(request, revision=0, said=said, by=cast.hana, at=at)
    actions.ask_for_sign_off(request_to(review, cast.agencies.health), by=cast.hana, at=at)
    request = request_to(review, cast.agencies.health)
    actions.sign_off(request, revision=request.agency_return.revision, by=cast.hugo, at=at)


def _police_answer(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    request, today = request_to(review, cast.agencies.police), clock.date_of(at)
    actions.note_opened(request, by=cast.pete, at=at)
    said = said_of_all(
        request, held=("mother", "mother’s partner"), author_name=cast.pete.name, author_job=cast.pete.job,
        records_secured_on=today, involvement="Two calls to the address by neighbours; no arrest.",
        learning="The second notification to health named one child of two.",
    )  # fmt: skip
    events = (EventSaid(today - dt.timedelta(days=40), "Call log", "Neighbour reports shouting; officers attend."),)
    given = actions.save_return(request, revision=0, said=Said(said.fields, said.answers, events), by=cast.pete, at=at)
    actions.sign_off(request_to(review, cast.agencies.police), revision=given.revision, by=cast.pete, at=at)


def _school_answers_by_email(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    what = "Child A’s attendance fell from the spring on. Three injuries this term, each explained by an adult."
    _entered_from_email(cast, review, cast.agencies.school, "Rhea Tolland, designated safeguarding lead", what, at=at)


def _entered_from_email(cast: Cast, review: Review, agency: object, name: str, what: str, *, at: dt.datetime) -> None:
    request = request_to(review, agency)
    actions.enter_for_agency(
        request, said=said_of_all(request, held=("Child A",), author_name=name, involvement=what), on_behalf_of=name,
        given_on=clock.date_of(at), original=a_paper("return.pdf"), by=cast.priya, at=at,
    )  # fmt: skip


def nothing_by_telephone(cast: Cast, review: Review, agency: object, name: str, *, at: dt.datetime) -> None:
    request = request_to(review, agency)
    actions.enter_for_agency(
        request, said=said_of_all(request, author_name=name), on_behalf_of=name, given_on=clock.date_of(at),
        how_it_came="By telephone, taken down by the office", by=cast.priya, at=at,
    )  # fmt: skip


def meeting_held(cast: Cast, review: Review, *, at: dt.datetime) -> Meeting:
    """The rapid review meeting: attendance, notes, a follow-up for an agency; what it found is written up."""
    meeting = review.meetings.filter(kind=Meeting.Kind.RAPID_REVIEW, cancelled_at=None).last()
    if meeting.starts_at > at:
        starts = at - dt.timedelta(hours=3)
        meetings.change_meeting(meeting, revision=meeting.revision, starts_at=starts, by=cast.priya, at=at)
    came = {row.pk: ("came", "") for row in meeting.attendance.all()}
    meetings.record_attendance(meeting, came, by=cast.priya, at=at)
    notes = "The returns were read together. The chair asked twice who lived in the household, and when."
    meetings.write_notes(meeting, revision=meeting.revision, notes=notes, by=cast.priya, at=at)
    meetings.add_follow_up(
        meeting, what="Check that the aunt’s household has the school’s telephone number.",
        due_on=clock.date_of(at) + dt.timedelta(days=7), agency=cast.agencies.council, by=cast.priya, at=at,
    )  # fmt: skip
    rapid_review = RapidReview.objects.get(review=review)
    actions.write_up(rapid_review, revision=rapid_review.revision, **FOUND, by=cast.priya, at=at)
    return meeting


def partners_decided(cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.LOCAL_REVIEW) -> None:
    """Criteria, the sub-group's recommendation, the three decisions and the scrutineer's comment."""
    question, today = Question.REVIEW, clock.date_of(at)
    little = outcome == Outcome.NO_REVIEW
    for criterion in CRITERIA[question]:
        no = little or criterion.code == "national_panel"
        screening.answer_criterion(
            review, criterion=criterion.code, answer="no" if no else "yes",
            reasons="Nothing points to it." if no else "The returns show it, each from another side.",
            by=cast.priya, at=at,
        )  # fmt: skip
    screening.recommend(
        review, question=question, outcome=outcome, reasons="The meeting was of one mind.", recommended_on=today,
        by=cast.cora, at=at,
    )  # fmt: skip
    deciders: dict[object, User] = {
        cast.agencies.council: cast.dev, cast.agencies.icb: cast.dina, cast.agencies.police: cast.dan,
    }  # fmt: skip
    for partner in statutory_partners(review.partnership):
        screening.decide(
            review, question=question, partner=partner, outcome=outcome, decided_on=today,
            reasons="The recommendation is followed for its reasons.", by=deciders[partner], at=at,
        )  # fmt: skip
    screening.comment_on_decisions(
        review, question=question, comment="The household was looked at, and not only the injuries.",
        commented_on=today, by=cast.sid, at=at,
    )  # fmt: skip


def sent_to_national_panel(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """Sent on the day; a late one says why."""
    rapid_review, limit = RapidReview.objects.get(review=review), queries.clock_duty(review)
    late = limit.due_on < clock.date_of(at)
    actions.record_sent(
        rapid_review, revision=rapid_review.revision, sent_on=clock.date_of(at),
        late_reason="Two returns came after the meeting." if late else "", by=cast.priya, at=at,
    )  # fmt: skip


def national_panel_replied(
    cast: Cast, review: Review, *, at: dt.datetime, view: str = NationalPanelReply.View.AGREES
) -> NationalPanelReply:
    """The letter came, and is kept."""
    return actions.record_reply(
        RapidReview.objects.get(review=review), received_on=clock.date_of(at), view=view,
        what_it_says="The national Panel agrees with the decision and thanks the partners for a clear account.",
        original=a_paper("letter.pdf"), by=cast.priya, at=at,
    )  # fmt: skip


def rapid_review_decided(cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.LOCAL_REVIEW) -> None:
    """Met, written up, decided, sent to the national Panel, and concluded.

    Where a national review is suggested the case waits at the rapid review for the reply.
    """
    meeting_held(cast, review, at=at)
    partners_decided(cast, review, at=at, outcome=outcome)
    sent_to_national_panel(cast, review, at=at)
    if outcome != Outcome.NATIONAL_REVIEW:
        rapid_review = RapidReview.objects.get(review=review)
        rapid_review.review = review
        actions.conclude(rapid_review, revision=rapid_review.revision, outcome=outcome, by=cast.priya, at=at)


def ended_at_rapid_review(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """No review follows: the case ends here, with its learning."""
    rapid_review_decided(cast, review, at=at, outcome=Outcome.NO_REVIEW)
