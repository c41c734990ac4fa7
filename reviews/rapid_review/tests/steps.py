"""Takes a notified case through its rapid review, by the actions the pages use."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agencies.models import Partnership, User
from agencies.queries import safeguarding_partners
from cspr import clock
from cspr.tests.cast import Cast, working_day
from cspr.workdays import add_working_days
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
from reviews.referral.models import JoinedPartnership, Outcome, Question
from reviews.referral.rules import CRITERIA, NATIONAL

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


def rapid_review_opened(
    cast: Cast, review: Review, *, at: dt.datetime, asked: tuple[str, ...] = ASKED,
    family: tuple[tuple[str, str, str, str, float], ...] = FAMILY,
) -> RapidReview:  # fmt: skip
    """Opened by the office, with a search list, agencies asked, and the meeting planned and invited to."""
    today = clock.date_of(at)
    meeting_on = working_day(today + dt.timedelta(days=13)) - today
    rapid_review = actions.open_rapid_review(
        review, returns_due_on=working_day(today + dt.timedelta(days=10)), search_from_on=dt.date(today.year - 6, 1, 1),
        meeting_at=at + meeting_on, place="Fenmarsh House, room 2, or by video", by=cast.priya, at=at,
    )  # fmt: skip
    for label, given, name, relationship, years in family:
        if not review.people.filter(label=label).exists():
            add_person(
                review, kind=Person.Kind.FAMILY, label=label, given_names=given, family_name=name,
                relationship=relationship, born_on=today - dt.timedelta(days=round(years * 365.25) + 17), by=cast.priya, at=at,
            )  # fmt: skip
    actions.add_to_search_list(
        rapid_review, queries.people_not_searched(rapid_review), years=f"{today.year - 6} to now", by=cast.priya, at=at
    )
    agencies = [getattr(cast.agencies, key) for key in asked]
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


@dataclass(frozen=True)
class ReturnTold:
    """What one agency answers. Without ``by`` it came to the office; without a ``file`` it came by telephone.

    ``held`` are the labels of those it knows; ``signer`` signs above ``by``; an event is days before the answer, source
    and words.
    """

    agency: str
    name: str
    held: tuple[str, ...] = ()
    by: str = ""
    signer: str = ""
    file: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    events: tuple[tuple[int, str, str], ...] = ()


def by_email(agency: str, name: str, involvement: str, *held: str, **fields: str) -> ReturnTold:
    """Entered by the office from an e-mail."""
    return ReturnTold(
        agency, name, held or ("Child A",), file="return.pdf", fields={"involvement": involvement, **fields}
    )


RETURNS = (
    ReturnTold(
        "health", "Hana Brzezicki", ("Child A", "mother"), by="hana", signer="hugo",
        fields={
            "author_job": "Named nurse",
            "records_checked": "Child health records of both children; the mother’s maternity record.",
            "involvement": "The health visitor saw Child A eleven times. The injury reported in January was put down to "
            "a toy.",
            "safety_action": "The health visitor has seen the younger child at the aunt’s.",
            "good_practice": "The school nurse rang twice to find out who had collected the child.",
            "childs_voice": "Child A told the school nurse that “it gets loud”. Nobody asked further.",
            "inequalities": "The mother’s hearing impairment is in the record, but visits were arranged by telephone.",
        },
        events=(
            (160, "Health visitor’s record", "New birth of the younger child."),
            (75, "Health visitor’s record", "Bruise to the ear, put down to a toy."),
            (22, "School nurse’s record", "Asks who collects Child A; no answer."),
        ),
    ),
    ReturnTold(
        "police", "Pete Calloway", ("mother", "mother’s partner"), by="pete", signer="pete",
        fields={
            "author_job": "Detective sergeant", "involvement": "Two calls to the address by neighbours; no arrest.",
            "learning": "The second notification to health named one child of two.",
        },
        events=((40, "Call log", "Neighbour reports shouting; officers attend."),),
    ),
    by_email(
        "school", "Rhea Tolland, designated safeguarding lead",
        "Child A’s attendance fell from the spring on. Three injuries this term, each explained by an adult.",
    ),
    ReturnTold("housing", "Gwen Tarrant, housing manager"),
    ReturnTold("probation", "Asif Demir, head of service"),
    by_email("council", "Imogen Vale, service manager", "Two contacts closed after checks by telephone."),
    by_email("hospital", "Dr Lewis Achterberg, named doctor", "Three attendances at the minor injuries unit."),
    by_email("gp", "Dr Hannah Oyelaran, for the surgery", "Registered since birth; immunised late; one missed review."),
)  # fmt: skip


def returns_in(cast: Cast, review: Review, *, at: dt.datetime, returns: tuple[ReturnTold, ...] = RETURNS) -> None:
    """Health by form, signed off above its author; police signed by their own; others by e-mail or with nothing held."""
    for told in returns:
        agency = getattr(cast.agencies, told.agency)
        if told.by:
            _answered_by_themselves(cast, review, agency, told, at=at)
        elif told.file:
            _entered_from_email(cast, review, agency, told, at=at)
        else:
            nothing_by_telephone(cast, review, agency, told.name, at=at)


def _answered_by_themselves(cast: Cast, review: Review, agency: object, told: ReturnTold, *, at: dt.datetime) -> None:
    """Written by one person of the agency; signed where somebody signs, perhaps above the author."""
    request, today = request_to(review, agency), clock.date_of(at)
    author: User = getattr(cast.people, told.by)
    actions.note_opened(request, by=author, at=at)
    said = said_of_all(request, held=told.held, author_name=told.name, records_secured_on=today, **told.fields)
    events = tuple(EventSaid(working_day(today - dt.timedelta(days=days)), *what) for days, *what in told.events)
    given = actions.save_return(request, revision=0, said=Said(said.fields, said.answers, events), by=author, at=at)
    if not told.signer:
        return
    signer: User = getattr(cast.people, told.signer)
    if signer != author:
        actions.ask_for_sign_off(request_to(review, agency), by=author, at=at)
        given = request_to(review, agency).agency_return
    actions.sign_off(request_to(review, agency), revision=given.revision, by=signer, at=at)


def _entered_from_email(cast: Cast, review: Review, agency: object, told: ReturnTold, *, at: dt.datetime) -> None:
    request, today = request_to(review, agency), clock.date_of(at)
    said = said_of_all(request, held=told.held, author_name=told.name, **told.fields)
    events = tuple(EventSaid(working_day(today - dt.timedelta(days=days)), *what) for days, *what in told.events)
    actions.enter_for_agency(
        request, said=Said(said.fields, said.answers, events), on_behalf_of=told.name, given_on=today,
        original=a_paper(told.file), by=cast.priya, at=at,
    )  # fmt: skip


def nothing_by_telephone(cast: Cast, review: Review, agency: object, name: str, *, at: dt.datetime) -> None:
    request = request_to(review, agency)
    actions.enter_for_agency(
        request, said=said_of_all(request, author_name=name), on_behalf_of=name, given_on=clock.date_of(at),
        how_it_came="By telephone, taken down by the office", by=cast.priya, at=at,
    )  # fmt: skip


NOTES = "The returns were read together. The chair asked twice who lived in the household, and when."
FOLLOW_UP = "Check that the aunt’s household has the school’s telephone number."


def meeting_held(
    cast: Cast, review: Review, *, at: dt.datetime, found: dict[str, str] = FOUND, notes: str = NOTES,
    follow_up: str = FOLLOW_UP,
) -> Meeting:  # fmt: skip
    """The rapid review meeting: attendance, notes, a follow-up for an agency; what it found is written up."""
    meeting = review.meetings.filter(kind=Meeting.Kind.RAPID_REVIEW, cancelled_at=None).last()
    if meeting.starts_at > at:
        starts = at - dt.timedelta(hours=1)
        meetings.change_meeting(meeting, revision=meeting.revision, starts_at=starts, by=cast.priya, at=at)
    came = {row.pk: ("came", "") for row in meeting.attendance.all()}
    meetings.record_attendance(meeting, came, by=cast.priya, at=at)
    meetings.write_notes(meeting, revision=meeting.revision, notes=notes, by=cast.priya, at=at)
    meetings.add_follow_up(
        meeting, what=follow_up,
        due_on=add_working_days(clock.date_of(at), 5), agency=cast.agencies.council, by=cast.priya, at=at,
    )  # fmt: skip
    rapid_review = RapidReview.objects.get(review=review)
    actions.write_up(rapid_review, revision=rapid_review.revision, **found, by=cast.priya, at=at)
    return meeting


def children_kept_safe(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """Two things done at once: one confirmed, one that the health trust is still to do."""
    rapid_review, today, child = queries.rapid_review_of(review), clock.date_of(at), str(review.children.first())
    actions.add_safety_action(
        rapid_review, what="Seen by a social worker on the day; a safety plan agreed with those who care for the child.",
        for_whom=child, agency=cast.agencies.council, done_on=today,
        confirmed_by="Imogen Vale, service manager", by=cast.priya, at=at,
    )  # fmt: skip
    actions.add_safety_action(
        rapid_review, what="Health assessment by the designated doctor.", for_whom=child,
        agency=cast.agencies.health, due_on=add_working_days(today, 5), by=cast.priya, at=at,
    )  # fmt: skip


DECIDING: dict[str, str] = {
    "yes": "The returns show it, each from another side.",
    "no": "Nothing points to it.",
    "national": "The same was seen in other areas, and guidance says nothing on it.",
    "not_national": "The agencies here can find it out and put it right by themselves.",
    "recommend": "The meeting was of one mind.",
    "decide": "The recommendation is followed for its reasons.",
    "comment": "The household was looked at, and not only the injuries.",
}


def put_to_the_partners(
    cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.LOCAL_REVIEW,
    said: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Criteria and the sub-group's recommendation.

    ``said`` takes the place of words of ``DECIDING``, or gives the reasons for one criterion by its code.
    """
    question, today, words = Question.REVIEW, clock.date_of(at), DECIDING | (said or {})
    little = outcome == Outcome.NO_REVIEW
    for criterion in CRITERIA[question]:
        no = little or criterion.code == "national_panel"
        screening.answer_criterion(
            review, criterion=criterion.code, answer="no" if no else "yes",
            reasons=words.get(criterion.code, words["no" if no else "yes"]),
            by=cast.priya, at=at,
        )  # fmt: skip
    for criterion in CRITERIA[NATIONAL]:
        suggested = outcome == Outcome.NATIONAL_REVIEW
        screening.answer_criterion(
            review, criterion=criterion.code, answer="yes" if suggested else "no",
            reasons=words["national" if suggested else "not_national"], by=cast.priya, at=at,
        )  # fmt: skip
    screening.recommend(
        review, question=question, outcome=outcome, reasons=words["recommend"], recommended_on=today,
        by=cast.cora, at=at,
    )  # fmt: skip


def partners_decided(
    cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.LOCAL_REVIEW,
    said: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """The same, with the three decisions and the scrutineer's comment."""
    question, today, words = Question.REVIEW, clock.date_of(at), DECIDING | (said or {})
    put_to_the_partners(cast, review, at=at, outcome=outcome, said=said)
    deciders: dict[object, User] = {
        cast.agencies.council: cast.dev, cast.agencies.icb: cast.dina, cast.agencies.police: cast.dan,
    }  # fmt: skip
    for partner in safeguarding_partners(review.partnership):
        screening.decide(
            review, question=question, partner=partner, outcome=outcome, decided_on=today,
            reasons=words["decide"], by=deciders[partner], at=at,
        )  # fmt: skip
    screening.comment_on_decisions(
        review, question=question, comment=words["comment"],
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


PANEL_SAYS = "The national Panel agrees with the decision and thanks the partners for a clear account."


def national_panel_replied(
    cast: Cast, review: Review, *, at: dt.datetime, view: str = NationalPanelReply.View.AGREES, says: str = PANEL_SAYS
) -> NationalPanelReply:
    """The letter came, and is kept."""
    return actions.record_reply(
        RapidReview.objects.get(review=review), received_on=clock.date_of(at), view=view,
        what_it_says=says,
        original=a_paper("letter.pdf"), by=cast.priya, at=at,
    )  # fmt: skip


def national_panel_answered(
    cast: Cast, reply: NationalPanelReply, *, at: dt.datetime, asks: str, answer: str, answered_at: dt.datetime
) -> None:
    """The letter asks for one thing, and it is answered."""
    ask = actions.add_ask(reply, what=asks, due_on=add_working_days(clock.date_of(at), 10), by=cast.priya, at=at)
    actions.answer_panel(
        ask, revision=ask.revision, answer=answer, answered_on=clock.date_of(answered_at), by=cast.priya, at=answered_at
    )


def rapid_review_decided(
    cast: Cast, review: Review, *, at: dt.datetime, outcome: str = Outcome.LOCAL_REVIEW,
    said: dict[str, str] | None = None, **met: Any,
) -> None:  # fmt: skip
    """Met, written up, decided, sent to the national Panel, and concluded.

    Where a national review is suggested the case waits at the rapid review for the reply.
    """
    meeting_held(cast, review, at=at, **met)
    partners_decided(cast, review, at=at, outcome=outcome, said=said)
    sent_to_national_panel(cast, review, at=at)
    if outcome != Outcome.NATIONAL_REVIEW:
        rapid_review = RapidReview.objects.get(review=review)
        rapid_review.review = review
        actions.conclude(rapid_review, revision=rapid_review.revision, outcome=outcome, by=cast.priya, at=at)


def ended_at_rapid_review(cast: Cast, review: Review, *, at: dt.datetime, **told: Any) -> None:
    """No review follows: the case ends here, with its learning."""
    rapid_review_decided(cast, review, at=at, outcome=Outcome.NO_REVIEW, **told)


def another_area_joined(cast: Cast, review: Review, *, partnership: Partnership, at: dt.datetime) -> JoinedPartnership:
    """Another partnership of the same office joins, with all its agencies."""
    rapid_review = RapidReview.objects.select_related("review__partnership").get(review=review)
    return actions.join_area(
        rapid_review, partnership=partnership, lead="Its children’s services, safeguarding desk, 01632 960 777",
        since_on=clock.date_of(at), by=cast.priya, at=at,
    )  # fmt: skip
