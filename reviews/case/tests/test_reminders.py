"""The office changes when people are reminded, and a late agency goes up once."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.models import Partnership
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case import actions, queries, rules
from reviews.case.duties import DutyKind
from reviews.case.rules import SHIPPED, Schedule
from reviews.case.tests.steps import opened

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
DUE = dt.date(2026, 4, 1)
ASK = DutyKind("test.ask", "answer the question", "case")
SOONER = Schedule((-10, 0), 0, 2, Role.BUSINESS_SUPPORT)


@pytest.fixture
@kept
def cast():
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT)
    actions.open_duty(found, ASK, at=AT, due_on=DUE, agency=cast.agencies.health)
    return found


def run_to(days_after):
    for day in range(-11, days_after + 1):
        actions.remind(at=dt.datetime.combine(DUE + dt.timedelta(days=day), dt.time(6), tzinfo=dt.UTC))


def told(beginning):
    found = Message.objects.filter(key__startswith=beginning).order_by("pk")
    return [(message.to.split("@")[0], message.key.split(":")[2]) for message in found]


def test_without_a_change_the_shipped_schedule_holds_and_a_late_agency_goes_up_once(cast, review):
    run_to(15)
    assert {offset for _, offset in told("duty:")} == {"-5", "-1", "1", "8", "15"}
    assert told("raised:") == [("cora", "8")]
    message = Message.objects.get(key__startswith="raised:")
    assert review.code in message.subject and str(cast.agencies.health) in message.body


def test_the_schedule_of_the_office_takes_its_place(cast, review):
    actions.set_schedule(cast.partnership, SOONER, revision=0, by=cast.priya, at=AT)
    run_to(3)
    assert {offset for _, offset in told("duty:")} == {"-10", "0"}
    assert told("raised:") == [("priya", "2")]


def test_nothing_goes_up_where_nobody_is_to_be_told_or_it_was_answered(cast, review):
    actions.set_schedule(cast.partnership, Schedule(raise_to=""), revision=0, by=cast.priya, at=AT)
    run_to(9)
    assert told("raised:") == []
    actions.set_schedule(cast.partnership, SHIPPED, revision=1, by=cast.priya, at=AT)
    actions.meet_duty(review, ASK, met_on=DUE, agency=cast.agencies.health, at=AT)
    run_to(9)
    assert told("raised:") == []


def test_anothers_partnership_keeps_its_own(cast, review):
    other = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    actions.set_schedule(other, SOONER, revision=0, by=cast.priya, at=AT)
    assert queries.schedules()[cast.partnership.pk] == SHIPPED
    run_to(0)
    assert {offset for _, offset in told("duty:")} == {"-5", "-1"}


def test_each_change_is_in_the_trail_and_two_do_not_overwrite_one_another(cast):
    actions.set_schedule(cast.partnership, SOONER, revision=0, by=cast.priya, at=AT)
    actions.set_schedule(cast.partnership, SHIPPED, revision=1, by=cast.priya, at=AT)
    assert TrailEntry.objects.filter(kind="case.schedule_changed").count() == 2
    with pytest.raises(ChangedMeanwhile):
        actions.set_schedule(cast.partnership, SOONER, revision=1, by=cast.priya, at=AT)


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        (Schedule(()), "before"), (Schedule((-1, -1)), "before"), (Schedule((-90, 1)), "before"),
        (Schedule((1, 90)), "after"), (Schedule(every=61), "every"), (Schedule(raise_to="administrator"), "raise_to"),
        (Schedule(raise_after=0), "raise_after"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(schedule, field):
    with pytest.raises(NotYet) as refusal:
        rules.check_schedule(schedule)
    assert refusal.value.field == field


def test_the_office_changes_it_on_its_page(cast, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    url = reverse("reminders-change", args=[cast.partnership.pk])
    client.force_login(cast.priya)
    assert client.get(reverse("reminders")).url == url
    page = client.get(url)
    assert page.context["form"].initial["before"] == "5, 1" and "Nobody has changed it" in page.content.decode()
    form = {
        "revision": "0",
        "before": "7, 2",
        "after": "0 3",
        "every": "5",
        "raise_to": "business_support",
        "raise_after": "4",
    }
    assert client.post(url, form).status_code == 302
    assert queries.schedule_of(cast.partnership)[0] == Schedule((-7, -2, 0, 3), 5, 4, "business_support")
    page = client.get(url).content.decode()
    assert "days: −7, −2, 0, 3" in page and "goes up to: Business support" in page and cast.priya.name in page
    for wrong, words in (
        ({"before": "soon"}, "Enter numbers of days"), ({"raise_after": ""}, "after how many days they are told"),
        ({"before": "", "after": ""}, "at least one day"), ({"revision": "0"}, "Somebody else changed this"),
    ):  # fmt: skip
        refused = client.post(url, form | {"revision": "1"} | wrong)
        assert refused.status_code == 422 and words in refused.content.decode(), words


def test_others_do_not(cast, client):
    client.force_login(cast.cora)
    assert client.get(reverse("reminders")).status_code == 403
    client.force_login(cast.priya)
    other = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    assert client.get(reverse("reminders-change", args=[other.pk])).status_code == 404
