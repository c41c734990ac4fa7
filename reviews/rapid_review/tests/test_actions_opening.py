"""How a rapid review opens, and whom agencies are asked about."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import step_back
from reviews.case.models import Duty
from reviews.case.phases import Kind, Phase
from reviews.guidance.regimes import rule_from
from reviews.identities.actions import add_person
from reviews.meetings.models import Meeting
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import RapidReview, SearchedPerson
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.world import AT, NOTIFIED_AT, TODAY, a_notified_case, an_open_one
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.django_db
IN_TEN_DAYS = TODAY + dt.timedelta(days=10)


@pytest.fixture
@kept
def cast():
    return people.assemble()


def opened(cast, review, **more):
    return actions.open_rapid_review(review, **({"returns_due_on": IN_TEN_DAYS} | more), by=cast.priya, at=AT)


def test_the_notification_asks_the_office_to_open_it_the_next_working_day(cast):
    review = a_notified_case(cast)
    duty = review.duties.open().get(kind="rapid_review.open")
    assert (duty.role, duty.due_on) == ("business_support", dt.date(2026, 4, 16))
    opened(cast, review)
    duty.refresh_from_db()
    assert duty.met_on == TODAY


def test_it_moves_the_case_on_and_starts_the_clock_from_the_sending(cast):
    review = a_notified_case(cast)
    rapid_review = opened(cast, review, search_from_on=dt.date(2020, 1, 1))
    assert review.phase == Phase.RAPID_REVIEW
    clock = review.duties.open().get(kind="rapid_review.send")
    assert (clock.basis, clock.role) == (Duty.Basis.STATUTORY, "business_support")
    assert (clock.started_on, clock.due_on) == (NOTIFIED_AT.date(), dt.date(2026, 5, 7))
    assert str(rule_from(clock.counted["rule"])) == "15 working days after the notification was sent"
    assert clock.counted["readings"] == {"aware": "2026-04-12", "sent": "2026-04-15"}
    entry = TrailEntry.objects.get(kind="rapid_review.opened")
    assert entry.review_code == review.code
    assert entry.changes["clock_started_on"] == "2026-04-15"
    assert rapid_review.search_from_on == dt.date(2020, 1, 1)


def test_it_files_criteria_recommendation_and_decisions_inside_the_time(cast):
    review = a_notified_case(cast)
    opened(cast, review)
    due = {duty.kind: duty.due_on for duty in review.duties.open()}
    assert due["rapid_review.criteria"] == dt.date(2026, 4, 30)
    assert due["rapid_review.recommend"] == dt.date(2026, 5, 1)
    assert due["rapid_review.decide"] == dt.date(2026, 5, 5)
    assert due["rapid_review.conclude"] == dt.date(2026, 5, 7)
    assert review.duties.open().filter(kind="rapid_review.decide").count() == 3


def test_the_meeting_is_planned_with_it(cast):
    review = a_notified_case(cast)
    opened(cast, review, meeting_at=AT + dt.timedelta(days=14), place="Room 2")
    meeting = review.meetings.get()
    assert (meeting.kind, meeting.place) == (Meeting.Kind.RAPID_REVIEW, "Room 2")


def test_it_refuses_before_the_notification_is_sent(cast):
    review = referral.referred(cast, at=AT)
    with pytest.raises(NotYet, match="notification is sent"):
        opened(cast, review)
    assert not RapidReview.objects.exists()


@pytest.mark.parametrize(
    "dates, field",
    [
        ({"returns_due_on": TODAY - dt.timedelta(days=1)}, "returns_due_on"),
        ({"search_from_on": TODAY + dt.timedelta(days=1)}, "search_from_on"),
    ],
)
def test_it_refuses_dates_that_cannot_be(cast, dates, field):
    review = a_notified_case(cast)
    with pytest.raises(NotYet) as refusal:
        opened(cast, review, **dates)
    assert refusal.value.field == field
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED


def test_a_partnership_review_has_none(cast):
    review = a_notified_case(cast)
    type(review).objects.filter(pk=review.pk).update(kind=Kind.PARTNERSHIP)
    review.refresh_from_db()
    with pytest.raises(NotYet, match="no rapid review"):
        opened(cast, review)


def test_opened_again_after_a_step_back_it_goes_on(cast):
    review = a_notified_case(cast)
    first = opened(cast, review)
    step_back(review, Phase.NOTIFIED, by=cast.priya, at=AT, why="Opened too early")
    again = opened(cast, review, returns_due_on=IN_TEN_DAYS + dt.timedelta(days=1))
    assert again.pk == first.pk
    assert review.duties.open().filter(kind="rapid_review.send").count() == 1


def test_nothing_is_opened_when_the_trail_cannot_be_written(cast, monkeypatch):
    review = a_notified_case(cast)
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    before = review.duties.count()
    with pytest.raises(RuntimeError):
        opened(cast, review)
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED
    assert not RapidReview.objects.exists()
    assert review.duties.count() == before


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


# The search list


def test_people_listed_before_anybody_is_asked_are_the_first_version(cast):
    review = a_notified_case(cast)
    rapid_review = opened(cast, review)
    for label in ("mother", "father"):
        person = add_person(review, kind="family", label=label, by=cast.priya, at=AT)
        actions.add_to_search_list(rapid_review, [person], years="2020 to now", by=cast.priya, at=AT)
    assert set(rapid_review.searched.values_list("version", "years")) == {(1, "2020 to now")}
    assert not Message.objects.exists()


def test_a_person_is_listed_once_and_only_from_this_case(cast):
    rapid_review = an_open_one(cast)
    listed = rapid_review.searched.first().person
    with pytest.raises(NotYet, match="not on the list yet"):
        actions.add_to_search_list(rapid_review, [listed], by=cast.priya, at=AT)
    other = add_person(a_notified_case(cast), kind="family", label="uncle", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="not in the register"):
        actions.add_to_search_list(rapid_review, [other], by=cast.priya, at=AT)


def test_somebody_new_goes_into_the_register_and_on_the_list(cast):
    rapid_review = an_open_one(cast)
    row = actions.add_new_person(
        rapid_review, kind="family", label="father", given_names="Owen", years="2019", by=cast.priya, at=AT
    )
    assert (row.person.given_names, row.version) == ("Owen", 2)
    said = TrailEntry.objects.filter(kind="rapid_review.person_searched").last()
    assert said.subject == f"person {row.person_id}"
    assert "Owen" not in str(said.changes)


def test_a_person_added_later_reopens_the_question_for_that_person_alone(cast):
    rapid_review = an_open_one(cast)
    review, later = rapid_review.review, AT + dt.timedelta(days=10)
    steps.returns_in(cast, review, at=later)
    signed = {row.request.pk for row in queries.rows_of(review) if row.is_signed}
    Message.objects.all().delete()
    row = actions.add_new_person(
        rapid_review, kind="family", label="father", given_names="Owen", by=cast.priya, at=later
    )
    owed = review.duties.open().filter(kind="rapid_review.more")
    assert {duty.thing_id for duty in owed} == signed and len(signed) == 8
    assert all(found.is_signed and found.unanswered == 1 for found in queries.rows_of(review))
    assert Message.objects.filter(subject__contains="One more person").count() > 0
    assert not Message.objects.filter(body__contains="Owen").exists()
    assert row.version == 2


def test_an_agency_that_has_not_signed_simply_finds_one_more_person(cast):
    rapid_review = an_open_one(cast)
    actions.add_new_person(rapid_review, kind="family", label="father", given_names="Owen", by=cast.priya, at=AT)
    assert not rapid_review.review.duties.filter(kind="rapid_review.more").exists()
    assert {row.unanswered for row in queries.rows_of(rapid_review.review)} == {4}


def test_taking_somebody_off_the_list_lets_the_question_rest(cast):
    rapid_review = an_open_one(cast)
    review, later = rapid_review.review, AT + dt.timedelta(days=10)
    steps.returns_in(cast, review, at=later)
    row = actions.add_new_person(
        rapid_review, kind="family", label="father", given_names="Owen", by=cast.priya, at=later
    )
    actions.take_off_search_list(row, revision=row.revision, why="Entered twice", by=cast.priya, at=later)
    assert not review.duties.open().filter(kind="rapid_review.more").exists()
    row.refresh_from_db()
    assert (row.why_withdrawn, row.withdrawn_at) == ("Entered twice", later)
    with pytest.raises(NotYet, match="off the list already"):
        actions.take_off_search_list(row, revision=row.revision, why="Again", by=cast.priya, at=later)
    actions.add_to_search_list(rapid_review, [row.person], by=cast.priya, at=later)
    assert SearchedPerson.objects.filter(person=row.person, withdrawn_at=None).count() == 1
