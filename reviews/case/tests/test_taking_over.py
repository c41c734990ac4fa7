"""Does all that waits for somebody go to another, and nothing to anybody who may not have it?"""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.actions import people
from agencies.queries import held_by, visitor
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.cast import assemble
from reviews.case import actions
from reviews.case.duties import DutyKind, known
from reviews.case.models import Duty
from reviews.case.tests.steps import opened
from reviews.meetings.actions import add_follow_up, plan_meeting, plan_subgroup
from reviews.panel.duties import DECLARE
from reviews.report.duties import COMMENT

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
TODAY, DUE = AT.date(), dt.date(2026, 3, 20)
ASK = known(DutyKind("test.hand_ask", "answer the question", "case"))


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
    actions.join_team(found, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT, starts_on=dt.date(2026, 3, 1))
    return found


def held(cast, user, by="priya"):
    return held_by(user, visitor(getattr(cast, by), today=TODAY, now=AT))


def hand(cast, user, to, *, by="priya", from_on=TODAY, keys=None):
    chosen = keys if keys is not None else [thing.key for thing in held(cast, user, by) if not thing.stuck]
    by = getattr(cast, by)
    return people.hand_over(user, to=to, posts=[], things=chosen, from_on=from_on, by=by, at=AT)


def test_a_place_and_what_is_owed_there_go_over_together(cast, review):
    actions.open_duty(review, COMMENT, at=AT, due_on=DUE, user=cast.pam, thing_id=7)
    assert [thing.words for thing in held(cast, cast.pam)] == [
        f"{review.code}: review panel member",
        f"{review.code}: read the draft report and comment, due 20 March 2026",
    ]
    hand(cast, cast.pam, cast.sam)
    old, new = review.team.order_by("pk")
    assert (old.ends_on, new.user, new.starts_on, new.role) == (dt.date(2026, 3, 9), cast.sam, TODAY, old.role)
    duty = Duty.objects.open().get(kind=COMMENT.code)
    assert (duty.user, duty.due_on, duty.replaces.user) == (cast.sam, DUE, cast.pam)
    told = TrailEntry.objects.get(kind="case.duty_handed")
    assert told.changes == {"from": cast.pam.pk, "to": cast.sam.pk} and told.review_code == review.code


def test_nobody_comes_to_owe_what_they_cannot_open(cast, review):
    duty = actions.open_duty(review, COMMENT, at=AT, due_on=DUE, user=cast.pam, thing_id=7)
    with pytest.raises(NotYet, match="cannot do this today") as refusal:
        hand(cast, cast.pam, cast.sam, keys=[f"duty {duty.pk}"])
    assert refusal.value.field == "to"
    with pytest.raises(NotYet, match="cannot do this today"):  # the place begins on a later day
        hand(cast, cast.pam, cast.sam, from_on=dt.date(2026, 3, 15))
    assert review.team.get().ends_on is None


def test_the_human_reader_does_not_become_an_author_nor_an_author_the_reader(cast, review):
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    actions.join_team(review, cast.harriet, Role.HUMAN_READER, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="cannot be its human reader"):
        hand(cast, cast.harriet, cast.luca)
    (place,) = held(cast, cast.luca)
    assert "declaration of independence" in place.stuck
    with pytest.raises(NotYet, match="meanwhile"):
        hand(cast, cast.luca, cast.sam, keys=[place.key])


def test_a_declaration_is_personal(cast, review):
    actions.open_duty(review, DECLARE, at=AT, due_on=DUE, user=cast.luca, thing_id=1)
    (thing,) = held(cast, cast.luca)
    assert "declares for themselves" in thing.stuck


def test_who_sees_no_cases_gives_no_places_away_and_is_told_who_does(cast, review):
    actions.open_duty(review, ASK, at=AT, due_on=DUE, user=cast.pam)
    place, duty = held(cast, cast.pam, by="adam")
    assert f"Those who run the cases of {cast.partnership}" in place.stuck and not duty.stuck
    with pytest.raises(NotYet):
        hand(cast, cast.pam, cast.sam, by="adam", keys=[place.key])
    hand(cast, cast.pam, cast.cora, by="adam")
    assert Duty.objects.open().get(kind=ASK.code).user == cast.cora


def test_what_the_other_owes_already_is_owed_once(cast, review):
    for person in (cast.pam, cast.cora):
        actions.open_duty(review, ASK, at=AT, due_on=DUE, user=person)
    hand(cast, cast.pam, cast.cora, keys=[held(cast, cast.pam)[1].key])
    assert Duty.objects.open().filter(kind=ASK.code).count() == 1


def test_a_place_that_is_over_before_that_day_is_left_out(cast, review):
    member = review.team.get()
    actions.leave_team(member, revision=member.revision, ends_on=dt.date(2026, 3, 12), by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="ends on 12 March 2026"):
        hand(cast, cast.pam, cast.sam, from_on=dt.date(2026, 3, 13))


def test_a_follow_up_names_whoever_takes_it_over(cast, review):
    meeting = plan_meeting(review, kind="panel", starts_at=AT + dt.timedelta(days=5), by=cast.priya, at=AT)
    told = add_follow_up(meeting, what="Ring the school.", due_on=DUE, user=cast.pam, by=cast.priya, at=AT)
    hand(cast, cast.pam, cast.cora, keys=[held(cast, cast.pam)[1].key])
    told.refresh_from_db()
    assert told.user == cast.cora and Duty.objects.open().get(thing_id=told.pk, user=cast.cora)


def test_a_meeting_of_the_sub_group_goes_to_somebody_who_runs_cases_there(cast):
    plan_subgroup(cast.partnership, starts_at=AT + dt.timedelta(days=5), by=cast.priya, at=AT)
    (thing,) = [thing for thing in held(cast, cast.priya) if "sub-group" in thing.words]
    with pytest.raises(NotYet, match="cannot do this today in the sub-group"):
        hand(cast, cast.priya, cast.cora, keys=[thing.key])


def test_the_page_shows_what_moves_and_what_does_not_before_anything_moves(cast, review, client):
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    actions.open_duty(review, ASK, at=AT, due_on=DUE, user=cast.pam)
    client.force_login(cast.priya)
    page = reverse("person-hand-over", args=[cast.pam.pk])
    shown = client.get(page).content.decode()
    assert f"{review.code}: review panel member" in shown and "answer the question" in shown
    stuck = client.get(reverse("person-hand-over", args=[cast.luca.pk])).content.decode()
    assert "What is not handed over here" in stuck and "nothing that you can hand over here" in stuck
    things = [thing.key for thing in held(cast, cast.pam)]
    form = {"things": things, "to": cast.sam.pk, "from_on": TODAY.isoformat()}
    assert client.post(page, form | {"things": []}).status_code == 422
    assert client.post(page, form | {"things": ["place 999"]}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert {duty.user for duty in Duty.objects.open().filter(kind=ASK.code)} == {cast.sam}
    assert page not in client.get(reverse("person", args=[cast.pam.pk])).content.decode()


def test_what_waits_for_somebody_who_has_left_is_still_handed_over(cast, review, client):
    people.record_leaving(cast.pam, revision=cast.pam.revision, left_on=TODAY, by=cast.priya, at=AT)
    client.force_login(cast.priya)
    assert (
        reverse("person-hand-over", args=[cast.pam.pk])
        in client.get(reverse("person", args=[cast.pam.pk])).content.decode()
    )
    hand(cast, cast.pam, cast.sam)
    assert review.team.filter(user=cast.sam, ends_on=None).exists()


def test_nothing_moves_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    def refuse(*arguments, **said):
        raise OSError("the trail is full")

    actions.open_duty(review, ASK, at=AT, due_on=DUE, user=cast.pam)
    monkeypatch.setattr(actions.taking_over, "record", refuse)
    with pytest.raises(OSError):
        hand(cast, cast.pam, cast.cora)
    assert review.team.get().ends_on is None and Duty.objects.open().get(kind=ASK.code).user == cast.pam
