"""Somebody is away: whoever stands in hears of what their agency is asked for, and can answer it meanwhile."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.actions.organisations import add_contact, say_contact_away
from agencies.actions.people import say_away
from agencies.models import Contact, Post
from agencies.roles import Role
from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.case.actions import remind
from reviews.rapid_review import actions, queries
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, text

pytestmark = pytest.mark.django_db
UNTIL = NOW.date() + dt.timedelta(days=20)


@pytest.fixture
def away(cast):
    """Pete is away; Hana, who has no post at the police, stands in."""
    say_away(cast.pete, revision=1, away_from=NOW.date(), away_until=UNTIL, deputy=cast.hana, by=cast.pete, at=NOW)
    return cast.hana


def test_the_deputy_can_open_and_answer_until_the_other_is_back(as_, review, cast, monkeypatch):
    request = steps.request_to(review, cast.agencies.police)
    way = at("rapid-review-return", review, request.pk)
    assert as_("hana").get(way).status_code == 404
    say_away(cast.pete, revision=1, away_from=NOW.date(), away_until=UNTIL, deputy=cast.hana, by=cast.pete, at=NOW)
    assert as_("hana").get(way).status_code == 200
    assert as_("hana").get(at("rapid-review-sign", review, request.pk)).status_code == 302
    monkeypatch.setattr("cspr.clock.now", lambda: NOW + dt.timedelta(days=21))
    assert as_("hana").get(way).status_code == 404


def test_a_role_in_the_partnership_does_not_pass_on(as_, review, cast):
    say_away(cast.priya, revision=1, away_from=NOW.date(), away_until=UNTIL, deputy=cast.hana, by=cast.priya, at=NOW)
    assert as_("hana").get(at("rapid-review-ask", review)).status_code == 403


def test_new_requests_and_reminders_go_to_both_once(review, cast, away):
    rapid_review, police = queries.rapid_review_of(review), cast.agencies.police
    request = steps.request_to(review, police)
    actions.withdraw_request(request, revision=request.revision, why="Asked again.", by=cast.priya, at=NOW)
    (again,) = actions.ask(rapid_review, [police], due_on=NOW.date() + dt.timedelta(days=6), by=cast.priya, at=NOW)
    told = Message.objects.filter(key__startswith=f"rapid_review.request:{again.pk}:{again.revision}:")
    assert sorted(told.values_list("to", flat=True)) == sorted([cast.pete.email, cast.hana.email])
    duty = review.duties.open().get(kind="rapid_review.return", agency=police)
    for _ in range(2):
        remind(at=NOW + dt.timedelta(days=1))
        remind(at=NOW + dt.timedelta(days=8))
    found = Message.objects.filter(key__startswith=f"duty:{duty.pk}:")
    assert sorted(found.values_list("to", flat=True)) == sorted([cast.pete.email, cast.hana.email] * 2)
    assert all(cast.partnership.name in message.body and "/help/invited/" in message.body for message in found)


def test_somebody_who_is_told_already_is_not_told_twice(review, cast):
    say_away(cast.hana, revision=1, away_from=NOW.date(), away_until=UNTIL, deputy=cast.hugo, by=cast.hana, at=NOW)
    addresses = [email for _, email in queries.addresses_of(cast.agencies.health, on=NOW.date())]
    assert sorted(addresses) == sorted([cast.hana.email, cast.hugo.email])


def test_a_contact_has_leave_and_the_desk_that_stands_in_is_written_to(as_, cast, now, monkeypatch):
    monkeypatch.setattr("cspr.clock.today", now.date)
    Post.objects.create(
        user=cast.adam, role=Role.BUSINESS_SUPPORT, partnership=cast.partnership, starts_on=dt.date(2020, 1, 1)
    )
    housing, icb = cast.agencies.gp, cast.agencies.icb
    desk = add_contact(housing, name="Front desk", email="desk@surgery.example", by=cast.adam, at=NOW)
    named = add_contact(icb, name="Named GP", email="gp@icb.example", by=cast.adam, at=NOW)
    stranger = add_contact(cast.agencies.police, name="Desk", email="x@police.example", by=cast.adam, at=NOW)
    url = reverse("contact-away", args=[desk.pk])
    form = {"away_from": str(NOW.date()), "away_until": str(UNTIL), "revision": "1"}
    assert as_("adam").post(url, {**form, "deputy": str(stranger.pk)}).status_code == 422
    half = as_("adam").post(url, {**form, "away_until": ""})
    assert half.status_code == 422 and half.context["form"].errors.keys() == {"away_until"}
    assert as_("adam").post(url, {**form, "deputy": str(named.pk)}).status_code == 302
    assert "Named GP stands in" in text(as_("adam").get(reverse("agency", args=[housing.pk])))
    told = [email for _, email in queries.addresses_of(housing, on=NOW.date())]
    assert {"desk@surgery.example", "gp@icb.example"} <= set(told)
    assert as_("adam").post(url, {"away_from": "", "away_until": "", "deputy": "", "revision": "2"}).status_code == 302
    desk = Contact.objects.get(pk=desk.pk)
    assert (desk.away_from, desk.deputy) == (None, None)
    assert as_("hana").get(url).status_code == 403


def test_a_contact_is_not_away_in_the_past(cast):
    desk = add_contact(cast.agencies.gp, name="Desk", email="d@surgery.example", by=cast.adam, at=NOW)
    past = NOW.date() - dt.timedelta(days=3)
    with pytest.raises(NotYet) as refusal:
        say_contact_away(
            desk, revision=1, away_from=past, away_until=past, deputy=None, by=cast.adam, at=NOW
        )  # fmt: skip
    assert refusal.value.field == "away_until"


def test_the_list_over_all_cases_shows_who_is_away_and_whether_it_was_opened(as_, review, cast, away):
    actions.note_opened(steps.request_to(review, cast.agencies.health), by=cast.hana, at=NOW)
    page = text(as_("priya").get(reverse("due") + "?of=agencies"))
    assert f"{cast.hana.name} stands in" in page
    assert "Not opened yet" in page and "First opened 21 April 2026" in page
