"""Does a hold let agreed work wait, tell everybody what they may know, and leave the statutory clocks alone?"""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.queries import visitor
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case import actions, queries
from reviews.case.duties import LOOK_AT_HOLD, DutyKind
from reviews.case.models import Duty, Hold
from reviews.case.phases import Phase
from reviews.case.queries.waiting import due_when
from reviews.case.tests.steps import opened

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY, DUE, LATER = D(2026, 3, 10), D(2026, 3, 20), D(2026, 4, 15)
ASK = DutyKind("test.ask", "answer the question", "case")
LAW = DutyKind("test.law", "send the notification", "case", statutory=True)
SAID = {
    "because": "criminal",
    "why": "Two practitioners are witnesses.",
    "stops": "Conversations wait; chronologies go on.",
    "decided_by": "The partners, on the prosecutor’s advice",
}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


def hold(cast, review, **more):
    values = {**SAID, "since_on": TODAY, "look_again_on": LATER, **more}
    return actions.put_on_hold(review, **values, by=cast.priya, at=AT)


def file(review, kind=ASK, **debtor):
    return actions.open_duty(review, kind, at=AT, due_on=DUE, **debtor)


def late(on):
    return {duty.kind for duty in due_when(Duty.objects.open().with_hold(), "late", on)}


def test_what_was_agreed_waits_and_what_guidance_dates_does_not(cast, review):
    file(review, agency=cast.agencies.health)
    file(review, LAW, role=Role.BUSINESS_SUPPORT)
    assert late(D(2026, 3, 25)) == {"test.ask", "test.law"}
    hold(cast, review)
    assert late(D(2026, 3, 25)) == {"test.law"}
    held = {duty.kind: duty.on_hold for duty in Duty.objects.open().with_hold()}
    assert held == {"test.ask": True, "test.law": False, LOOK_AT_HOLD.code: False}


def test_nobody_is_reminded_of_what_waits_and_the_office_is_of_the_hold(cast, review):
    file(review, agency=cast.agencies.health)
    hold(cast, review)
    actions.remind(at=dt.datetime(2026, 3, 25, 9, 0, tzinfo=dt.UTC))
    assert not Message.objects.exists()
    actions.remind(at=dt.datetime(2026, 4, 14, 9, 0, tzinfo=dt.UTC))
    assert {message.to for message in Message.objects.all()} == {"priya@fenmarsh.example"}


def test_another_case_goes_on(cast, review):
    other = opened(cast, at=AT)
    file(other, role=Role.BUSINESS_SUPPORT)
    hold(cast, review)
    assert late(D(2026, 3, 25)) == {"test.ask"}


def test_what_is_on_hold_comes_last_and_is_not_counted_late(cast, review, monkeypatch):
    file(review, user=cast.priya)
    hold(cast, review)
    person = visitor(cast.priya, today=D(2026, 3, 25), now=AT)
    assert [duty.kind for duty in queries.duties_for(person)] == [LOOK_AT_HOLD.code, "test.ask"]
    waiting = queries.waiting_for(person)
    assert (waiting.count, waiting.late) == (2, 0)


def test_the_list_of_cases_says_that_what_is_next_is_on_hold(as_, cast, review):
    file(review, agency=cast.agencies.health)
    hold(cast, review)
    page = as_("hana").get("/").content.decode()
    assert "On hold" in page and "late" not in page.partition("Cases you work on")[2]


def test_once_it_is_ended_everything_is_due_as_it_was(cast, review):
    file(review, agency=cast.agencies.health)
    found = hold(cast, review)
    actions.end_hold(found, revision=found.revision, ended_on=TODAY, why_ended="Sentence.", by=cast.priya, at=AT)
    assert late(D(2026, 3, 25)) == {"test.ask"}
    assert not Duty.objects.open().filter(kind=LOOK_AT_HOLD.code).exists()
    assert queries.hold_on(review) is None
    again = hold(cast, review)
    assert queries.hold_on(review) == again


def test_looking_again_lets_it_stand_until_another_day(cast, review):
    found = hold(cast, review)
    values = {"stops": "Only contact with the father.", "why": "He appeals.", "look_again_on": D(2026, 6, 1)}
    actions.look_at_hold_again(found, revision=found.revision, **values, by=cast.priya, at=AT)
    assert Duty.objects.open().get(kind=LOOK_AT_HOLD.code).due_on == D(2026, 6, 1)
    with pytest.raises(ChangedMeanwhile):
        actions.look_at_hold_again(found, revision=1, **values, by=cast.priya, at=AT)
    told = TrailEntry.objects.filter(kind__startswith="case.h").order_by("pk")
    assert [entry.kind for entry in told] == ["case.held", "case.hold_looked_at"]
    assert "appeals" not in str([entry.changes for entry in told])


@pytest.mark.parametrize(
    ("more", "field"),
    [({"since_on": D(2026, 3, 11)}, "since_on"), ({"look_again_on": TODAY}, "look_again_on")],
)
def test_it_does_not_begin_tomorrow_and_is_looked_at_on_a_day_to_come(cast, review, more, field):
    with pytest.raises(NotYet) as refused:
        hold(cast, review, **more)
    assert refused.value.field == field
    assert not Hold.objects.exists()


def test_a_case_is_held_once_and_not_when_it_is_over(cast, review):
    hold(cast, review)
    with pytest.raises(NotYet, match="on hold already"):
        hold(cast, review)
    closed = opened(cast, at=AT)
    actions.advance(closed, Phase.NOT_NOTIFIED, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="nothing left"):
        hold(cast, closed)


def test_it_ends_with_a_reason_and_not_before_it_began(cast, review):
    found = hold(cast, review)
    for values, field in (
        ({"ended_on": TODAY, "why_ended": " "}, "why_ended"),
        ({"ended_on": D(2026, 3, 1), "why_ended": "x"}, "ended_on"),
        ({"ended_on": D(2026, 3, 11), "why_ended": "x"}, "ended_on"),
    ):
        with pytest.raises(NotYet) as refused:
            actions.end_hold(found, revision=found.revision, **values, by=cast.priya, at=AT)
        assert refused.value.field == field


# Pages ----------------------------------------------------------------------------------------------------


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def date(name, day):
    return {name: day.isoformat()}


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


def test_the_office_puts_a_case_on_hold_looks_again_and_ends_it(as_, cast, review):
    client = as_("priya")
    file(review, agency=cast.agencies.health)
    assert "Put the case on hold" in client.get(at("case", review)).content.decode()
    form = {**SAID, **date("since_on", TODAY), **date("look_again_on", LATER)}
    assert client.post(at("case-hold", review), form).status_code == 302
    page = client.get(at("case", review)).content.decode()
    assert "On hold since 10 March 2026" in page and SAID["stops"] in page and ">On hold<" in page
    assert "Put the case on hold" not in page
    found = Hold.objects.get()
    again = {**date("look_again_on", D(2026, 6, 1)), "why": "x", "stops": "y", "revision": found.revision}
    assert client.post(at("case-hold-again", review, found.pk), again).status_code == 302
    end = {**date("ended_on", TODAY), "why_ended": "Sentence.", "revision": found.revision + 1}
    assert client.post(at("case-hold-end", review, found.pk), end).status_code == 302
    assert client.get(at("case-hold-end", review, found.pk)).status_code == 404


def test_a_wrong_day_is_told_beside_its_field_and_the_words_stay(as_, review):
    form = {**SAID, **date("since_on", TODAY), **date("look_again_on", TODAY)}
    answer = as_("priya").post(at("case-hold", review), form)
    assert answer.status_code == 422
    assert "Choose a day to come" in answer.content.decode() and SAID["why"] in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("cora", 403), ("hana", 403), ("sam", 404)])
def test_nobody_else_puts_a_case_on_hold(as_, cast, review, who, status):
    assert as_(who).get(at("case-hold", review)).status_code == status


def test_an_agency_learns_that_it_waits_and_not_why(as_, cast, review):
    file(review, agency=cast.agencies.health)
    hold(cast, review)
    page = as_("hana").get(at("case", review)).content.decode()
    assert "On hold since" in page and "waits" in page
    assert not any(words in page for words in (SAID["why"], SAID["stops"], SAID["decided_by"]))
