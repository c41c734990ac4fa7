"""Does a hold let exactly the agreed work it touches rest, and leave the statutory clocks alone?"""

import datetime as dt

import pytest

from agencies.queries import visitor
from agencies.roles import Role
from cspr.outbox.models import Message
from cspr.tests.cast import assemble
from reviews.case import actions, queries
from reviews.case.duties import DutyKind
from reviews.case.models import Duty
from reviews.case.queries.waiting import due_when
from reviews.case.tests.steps import opened
from reviews.identities.actions import add_person
from reviews.proceedings.duties import LOOK_AT_HOLD
from reviews.proceedings.models import Release, What
from reviews.proceedings.tests.steps import criminal_case, on_hold, order_made, release_confirmed, witnesses_listed

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY, DUE, AFTER = D(2026, 3, 10), D(2026, 3, 20), D(2026, 3, 25)
ASK = DutyKind("test.ask", "answer the question", "case")
LAW = DutyKind("test.law", "send the notification", "case", statutory=True)
PLAN = DutyKind("conversations.plan", "plan the conversations", "conversations")
OUT = DutyKind("publication.plan", "set the date", "publication")
WRITE = DutyKind("family.person.write", "write to them", "family", of_thing=True)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def review(cast):
    found = opened(cast, at=AT)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


def file(review, kind=ASK, **debtor):
    return actions.open_duty(review, kind, at=AT, due_on=DUE, **(debtor or {"role": Role.BUSINESS_SUPPORT}))


def late(on=AFTER):
    return {duty.kind for duty in due_when(Duty.objects.open().with_hold(), "late", on)}


def resting():
    return {(duty.kind, duty.thing_id) for duty in Duty.objects.open().with_hold() if duty.on_hold}


def test_a_hold_on_everything_lets_what_was_agreed_rest_and_not_what_guidance_dates(cast, review):
    file(review)
    file(review, LAW)
    assert late() == {"test.ask", "test.law"}
    on_hold(cast, review, at=AT)
    assert late() == {"test.law"}
    assert resting() == {("test.ask", None)}


def test_a_hold_on_one_thing_lets_only_the_work_on_it_rest(cast, review):
    mother = add_person(review, kind="family", label="mother", by=cast.priya, at=AT)
    father = add_person(review, kind="family", label="father", by=cast.priya, at=AT)
    for kind in (ASK, LAW, PLAN, OUT):
        file(review, kind)
    for person in (mother, father):
        file(review, WRITE, role=Role.BUSINESS_SUPPORT, thing_id=person.pk)
    on_hold(cast, review, at=AT, what=(What.CONTACT, What.CONVERSATIONS), people=[father])
    assert resting() == {("conversations.plan", None), ("family.person.write", father.pk)}
    order_made(cast, review, at=AT)
    assert ("publication.plan", None) in resting()


def test_a_hold_on_two_practitioners_leaves_the_planning_of_the_others(cast, review):
    file(review, PLAN)
    proceeding = criminal_case(cast, review, at=AT)
    on_hold(cast, review, at=AT, what=(What.TALK,), practitioners=witnesses_listed(cast, proceeding, at=AT))
    assert resting() == set()


def test_nobody_is_reminded_of_what_rests_and_the_office_is_of_the_hold(cast, review):
    file(review, agency=cast.agencies.health)
    on_hold(cast, review, at=AT, look_again_on=D(2026, 4, 15))
    actions.remind(at=dt.datetime(2026, 3, 25, 9, 0, tzinfo=dt.UTC))
    assert not Message.objects.exists()
    actions.remind(at=dt.datetime(2026, 4, 14, 9, 0, tzinfo=dt.UTC))
    assert {message.to for message in Message.objects.all()} == {"priya@fenmarsh.example"}


def test_another_case_goes_on(cast, review):
    file(opened(cast, at=AT))
    on_hold(cast, review, at=AT)
    assert late() == {"test.ask"}


def test_what_rests_comes_last_and_is_not_counted_late(cast, review):
    file(review, user=cast.priya)
    on_hold(cast, review, at=AT)
    person = visitor(cast.priya, today=AFTER, now=AT)
    assert [duty.kind for duty in queries.duties_for(person)] == [LOOK_AT_HOLD.code, "test.ask"]
    waiting = queries.waiting_for(person)
    assert (waiting.count, waiting.late) == (2, 0)


def test_the_list_of_cases_says_that_what_is_next_is_on_hold(client, cast, review):
    file(review, agency=cast.agencies.health)
    on_hold(cast, review, at=AT)
    client.force_login(cast.hana)
    page = client.get("/").content.decode()
    assert "On hold" in page and "late" not in page.partition("Cases you work on")[2]


def test_several_holds_rest_the_same_work_until_the_last_is_released(cast, review):
    file(review)
    first, second = on_hold(cast, review, at=AT), on_hold(cast, review, at=AT)
    release_confirmed(cast, first, at=AT)
    assert resting() == {("test.ask", None)}
    release_confirmed(cast, second, at=AT)
    assert resting() == set() and late() == {"test.ask"}
    assert not Duty.objects.open().filter(kind=LOOK_AT_HOLD.code).exists()


def test_a_release_in_part_lets_that_part_go_on(cast, review):
    file(review, PLAN)
    file(review, OUT)
    hold = on_hold(cast, review, at=AT, what=(What.CONVERSATIONS, What.PUBLICATION))
    free = hold.scopes.get(what=What.CONVERSATIONS)
    release_confirmed(cast, hold, Release.Outcome.PART, released=[free], at=AT)
    assert resting() == {("publication.plan", None)}
