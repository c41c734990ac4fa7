"""Is a case closed only when nothing is left that must be done, and can it be opened again with all that was owed?"""

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse

from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.cast import assemble
from reviews.case import actions, queries, rules, tasks
from reviews.case.duties import CLOSE_CASE, DutyKind, known
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.case.tests.steps import opened

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=3)
DUE = dt.date(2026, 3, 20)
ASK = known(DutyKind("test.close_ask", "answer the question", "case"))
LAW = known(DutyKind("test.close_law", "send the notification", "case", statutory=True))
WHY = "The referrer was told why, and the family was."


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", AT.date)


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def review(cast):
    found = opened(cast, at=AT)
    actions.advance(found, Phase.NOT_NOTIFIED, by=cast.priya, at=AT)
    return found


def owed(review, kind=ASK):
    return actions.open_duty(review, kind, at=AT, due_on=DUE, role=Role.BUSINESS_SUPPORT)


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def test_a_case_that_was_not_notified_is_closed_with_a_reason_when_nothing_is_open(cast, review):
    with pytest.raises(NotYet, match="Say why"):
        actions.close_case(review, why=" ", by=cast.priya, at=AT)
    actions.close_case(review, why=WHY, by=cast.priya, at=AT)
    assert review.phase == Phase.CLOSED
    closing = queries.closing_of(review)
    assert (closing.why, closing.by) == (WHY, cast.priya)
    assert TrailEntry.objects.filter(kind="case.closed", review_code=review.code).exists()
    assert WHY not in str(TrailEntry.objects.get(kind="case.closed").changes)


def test_what_is_owed_keeps_a_case_open_that_ended_early(cast, review):
    owed(review)
    with pytest.raises(NotYet, match="Still open: Business support is to answer the question"):
        actions.close_case(review, why=WHY, by=cast.priya, at=AT)
    assert Review.objects.get(pk=review.pk).phase == Phase.NOT_NOTIFIED


@pytest.mark.parametrize("phase", [Phase.REFERRED, Phase.RAPID_REVIEW, Phase.IN_REVIEW, Phase.SIGNED_OFF])
def test_a_case_on_its_way_is_not_closed(cast, phase):
    found = opened(cast, at=AT, phase=phase)
    with pytest.raises(NotYet):
        actions.close_case(found, why=WHY, by=cast.priya, at=AT)


def test_of_a_published_case_what_was_agreed_is_left_and_what_guidance_sets_is_not(cast):
    found = opened(cast, at=AT, phase=Phase.PUBLISHED)
    found.duties.open().update(withdrawn_at=AT)
    owed(found), owed(found, LAW)
    ends = [(end.words, end.stops) for end in queries.open_ends([found], AT.date())[found.pk] if "is to" in end.words]
    assert ends == [
        ("Business support is to send the notification", True),
        ("Business support is to answer the question", False),
    ]


def test_opened_again_a_case_owes_what_rested_when_it_was_closed(cast, review, monkeypatch):
    monkeypatch.setattr(rules, "check_may_close", lambda review, ends, *, over: None)
    duty = owed(review)
    actions.close_case(review, why=WHY, by=cast.priya, at=AT)
    assert not review.duties.open().exists()
    actions.step_back(review, Phase.NOT_NOTIFIED, by=cast.priya, at=LATER, why="The mother wrote.")
    again = review.duties.open().get()
    assert (again.kind, again.due_on, again.opened_at) == (ASK.code, DUE, LATER) and again.pk != duty.pk
    assert queries.closing_of(review) is None


def test_what_no_longer_applies_rests_with_a_reason_and_only_once(cast, review):
    duty = owed(review)
    with pytest.raises(NotYet, match="Say why"):
        actions.let_duty_rest(duty, why="", by=cast.priya, at=AT)
    actions.let_duty_rest(duty, why="Asked of another case by mistake.", by=cast.priya, at=AT)
    assert not review.duties.open().exists()
    with pytest.raises(NotYet, match="meanwhile"):
        actions.let_duty_rest(duty, why="x", by=cast.priya, at=AT)
    running = opened(cast, at=AT)
    with pytest.raises(NotYet):
        actions.let_duty_rest(owed(running), why="x", by=cast.priya, at=AT)


def test_the_office_is_asked_once_when_nothing_stands_in_the_way_and_no_longer_when_something_does(cast, review):
    running, busy = opened(cast, at=AT), opened(cast, at=AT)
    actions.advance(busy, Phase.NOT_NOTIFIED, by=cast.priya, at=AT)
    owed(busy)
    assert actions.ask_to_close(at=AT) == 1
    tasks.ask_to_close()
    asked = Duty.objects.open().get(kind=CLOSE_CASE.code)
    assert (asked.review, asked.role, asked.due_on) == (review, Role.BUSINESS_SUPPORT, dt.date(2026, 4, 9))
    assert running.phase == Phase.REFERRED
    owed(review)
    assert actions.ask_to_close(at=LATER) == 0
    assert not Duty.objects.open().filter(kind=CLOSE_CASE.code).exists()


def test_closing_meets_what_the_office_was_asked(cast, review):
    actions.ask_to_close(at=AT)
    actions.close_case(review, why=WHY, by=cast.priya, at=LATER)
    assert Duty.objects.get(kind=CLOSE_CASE.code).met_on == LATER.date()


def test_asking_takes_the_same_queries_however_many_cases_wait(cast, review, django_assert_max_num_queries):
    for _ in range(3):
        owed(other := opened(cast, at=AT))
        Review.objects.filter(pk=other.pk).update(phase=Phase.NO_REVIEW)
    actions.ask_to_close(at=AT)
    with django_assert_max_num_queries(14):
        actions.ask_to_close(at=AT)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    def refuse(*arguments, **said):
        raise OSError("the trail is full")

    duty = owed(review)
    monkeypatch.setattr(actions.closing, "record", refuse)
    with pytest.raises(OSError), transaction.atomic():
        actions.let_duty_rest(duty, why="x", by=cast.priya, at=AT)
    assert review.duties.open().exists()
    review.duties.update(withdrawn_at=AT)
    with pytest.raises(OSError), transaction.atomic():
        actions.close_case(review, why=WHY, by=cast.priya, at=AT)
    assert Review.objects.get(pk=review.pk).phase == Phase.NOT_NOTIFIED


def test_the_office_closes_a_case_from_its_page_and_opens_it_again(as_, cast, review):
    client = as_("priya")
    assert "Close the case" in client.get(at("case", review)).content.decode()
    refused = client.post(at("case-close", review), {"why": ""})
    assert refused.status_code == 422 and "Say why the case is closed" in refused.content.decode()
    assert client.post(at("case-close", review), {"why": WHY}).status_code == 302
    page = client.get(at("case", review)).content.decode()
    assert "The case is closed" in page and WHY in page and "Open the case again" in page
    assert "It is closed already" in client.get(at("case-close", review)).content.decode()
    assert "Open the case again" in client.get(at("case-step-back", review)).content.decode()
    form = {"to": Phase.NOT_NOTIFIED.value, "why": "The mother wrote."}
    assert client.post(at("case-step-back", review), form).status_code == 302
    assert Review.objects.get().phase == Phase.NOT_NOTIFIED


def test_the_page_names_what_stands_in_the_way_and_offers_no_button(as_, review):
    duty = owed(review)
    client = as_("priya")
    page = client.get(at("case-close", review)).content.decode()
    assert (
        "Before it can be closed" in page
        and "answer the question" in page
        and "<form method" not in page.split("<main")[1]
    )
    assert "What is to be done before the case can be closed" in client.get(at("case", review)).content.decode()
    answer = client.post(at("case-close", review), {"why": WHY})
    assert answer.status_code == 422 and WHY in answer.content.decode()
    assert client.get(at("duty-rest", review, duty.pk)).status_code == 200
    assert client.post(at("duty-rest", review, duty.pk), {"why": "By mistake."}).status_code == 302
    assert client.get(at("duty-rest", review, duty.pk)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("cora", 403), ("sam", 404)])
def test_nobody_else_closes_a_case(as_, review, who, status):
    duty = owed(review)
    assert as_(who).get(at("case-close", review)).status_code == status
    assert as_(who).get(at("duty-rest", review, duty.pk)).status_code == status
