"""Does a report reach the public only on a named person's go of that day, once, and not with a name in it?"""

import datetime as dt
from unittest.mock import patch

import pytest

from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.actions import open_clock
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.guidance.regimes import Clock, rule_from
from reviews.publication import actions, duties, queries
from reviews.publication.models import Edition
from reviews.publication.tests import steps, world
from reviews.rapid_review.duties import COMPLETE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named")]
YEAR_LATER = dt.datetime(2027, 3, 18, 6, 0, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def review(cast):
    review = world.agreed(cast)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.SIGNED)
    return review


@pytest.fixture
@kept
def planned(cast, review):
    return steps.planned(cast, review, planned_at=world.PLANNED, at=world.SIGNED + world.DAY)


def go(cast, edition, at=world.MORNING):
    edition.refresh_from_db()
    actions.give_go(edition, revision=edition.revision, by=cast.priya, at=at)


def phase(edition):
    return Review.objects.get(pk=edition.review_id).phase


# Planning ------------------------------------------------------------------------------------------


def test_a_date_files_the_duties_of_the_day_and_of_the_days_before(planned):
    go_duty = Duty.objects.open().get(kind=duties.GO.code)
    share = Duty.objects.open().get(kind=duties.SHARE.code)
    assert (go_duty.due_on, share.due_on) == (dt.date(2026, 3, 18), dt.date(2026, 3, 9))
    assert share.basis == Duty.Basis.STATUTORY
    assert str(rule_from(share.counted["rule"])) == "7 working days before publication"
    assert not Duty.objects.open().filter(kind=duties.PLAN.code).exists()


def test_another_date_moves_the_duties_and_voids_the_go(cast, planned):
    go(cast, planned)
    later = world.PLANNED + 7 * world.DAY
    actions.plan(planned, revision=planned.revision, planned_at=later, by=cast.priya, at=world.MORNING)
    assert planned.go_at is None and planned.go_by is None
    assert Duty.objects.open().get(kind=duties.GO.code).due_on == dt.date(2026, 3, 25)
    assert Duty.objects.open().get(kind=duties.SHARE.code).due_on == dt.date(2026, 3, 16)


def test_a_moment_that_is_past_cannot_be_planned(cast, review):
    edition = steps.standing(review)
    with pytest.raises(NotYet) as refusal:
        actions.plan(edition, revision=edition.revision, planned_at=world.SIGNED, by=cast.priya, at=world.SIGNED)
    assert refusal.value.field == "planned_on"


def test_two_who_plan_at_once_are_told(cast, planned):
    with pytest.raises(ChangedMeanwhile):
        actions.plan(
            planned, revision=planned.revision - 1, planned_at=world.PLANNED + world.DAY, by=cast.priya, at=world.SIGNED
        )


def test_sending_ahead_counts_from_its_day(cast, planned):
    actions.record_shared(
        planned, revision=planned.revision, shared_on=dt.date(2026, 3, 6), by=cast.priya, at=world.MORNING
    )
    assert Duty.objects.get(kind=duties.SHARE.code).met_on == dt.date(2026, 3, 6)
    for wrong in (dt.date(2026, 3, 1), dt.date(2026, 3, 19)):
        with pytest.raises(NotYet):
            actions.record_shared(planned, revision=planned.revision, shared_on=wrong, by=cast.priya, at=world.MORNING)


# The go and publication ----------------------------------------------------------------------------


def test_it_is_published_at_its_minute_on_the_go_of_that_day(cast, planned):
    go(cast, planned)
    assert actions.sweep(at=world.PLANNED - world.MINUTE) == 0
    assert actions.sweep(at=world.PLANNED) == 1
    planned.refresh_from_db()
    assert phase(planned) == Phase.PUBLISHED and planned.published_at == world.PLANNED
    assert planned.window_ends_on == dt.date(2027, 3, 18)
    told = TrailEntry.objects.get(kind="publication.published")
    assert told.actor == "Priya Raman" and told.changes["sha256"] == planned.fingerprint


def test_the_sweep_publishes_once_however_often_or_late_it_runs(cast, planned):
    go(cast, planned)
    late = world.PLANNED + dt.timedelta(hours=7)
    assert [actions.sweep(at=late + n * world.MINUTE) for n in range(4)] == [1, 0, 0, 0]
    assert TrailEntry.objects.filter(kind="publication.published").count() == 1
    assert not Message.objects.exists()


def test_without_a_go_it_asks_once_a_day_and_publishes_nothing(cast, planned):
    for day in range(3):
        for minutes in (0, 1, 600):
            assert actions.sweep(at=world.PLANNED + day * world.DAY + minutes * world.MINUTE) == 0
    assert phase(planned) == Phase.SIGNED_OFF
    assert Message.objects.count() == 3 and set(Message.objects.values_list("to", flat=True)) == {
        "priya@fenmarsh.example"
    }
    message = Message.objects.first()
    assert planned.review.code in message.subject and "Child A" not in message.body
    assert Duty.objects.open().filter(kind=duties.GO.code).count() == 1


def test_a_go_of_the_day_before_is_none(cast, planned):
    with pytest.raises(NotYet, match="on that day"):
        go(cast, planned, at=world.PLANNED - world.DAY)
    Edition.objects.update(go_by=cast.priya, go_at=world.PLANNED - world.DAY)
    assert actions.sweep(at=world.PLANNED) == 0 and phase(planned) == Phase.SIGNED_OFF


def test_a_go_missed_because_nothing_ran_is_asked_for_again(cast, planned):
    go(cast, planned)
    assert actions.sweep(at=world.PLANNED + world.DAY) == 0
    assert phase(planned) == Phase.SIGNED_OFF and Message.objects.count() == 1
    with pytest.raises(NotYet, match="has passed"):
        go(cast, planned, at=world.PLANNED + world.DAY)


def test_a_go_after_the_minute_still_counts_that_day(cast, planned):
    actions.sweep(at=world.PLANNED)
    go(cast, planned, at=world.PLANNED + 30 * world.MINUTE)
    assert actions.sweep(at=world.PLANNED + 31 * world.MINUTE) == 1


def test_a_go_taken_back_publishes_nothing(cast, planned):
    go(cast, planned)
    actions.take_go_back(planned, revision=planned.revision, by=cast.priya, at=world.MORNING)
    assert actions.sweep(at=world.PLANNED) == 0 and Duty.objects.open().filter(kind=duties.GO.code).exists()


def test_publish_now_is_the_go_and_publication_in_one(cast, review):
    edition = steps.standing(review)
    actions.publish_now(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    edition.refresh_from_db()
    assert (edition.go_by, edition.go_at, edition.published_at) == (cast.priya, world.MORNING, world.MORNING)
    assert phase(edition) == Phase.PUBLISHED


@pytest.mark.parametrize("planned_at", [None, world.PLANNED])
def test_published_now_it_is_owed_to_those_who_were_to_have_it_before(cast, review, planned_at):
    edition = steps.standing(review)
    if planned_at:
        actions.plan(edition, revision=edition.revision, planned_at=planned_at, by=cast.priya, at=world.SIGNED)
    now = world.PLANNED - world.DAY
    actions.publish_now(edition, revision=edition.revision, by=cast.priya, at=now)
    share = Duty.objects.open().get(kind=duties.SHARE.code)
    assert (share.started_on, share.due_on) == (now.date(), dt.date(2026, 3, 6))
    actions.record_shared(edition, revision=edition.revision, shared_on=now.date(), by=cast.priya, at=now)
    assert not Duty.objects.open().filter(kind=duties.SHARE.code).exists()


def test_published_now_nothing_is_owed_of_what_was_sent_before(cast, review):
    edition = steps.standing(review)
    sent = world.SIGNED.date()
    actions.record_shared(edition, revision=edition.revision, shared_on=sent, by=cast.priya, at=world.SIGNED)
    actions.publish_now(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    assert not Duty.objects.open().filter(kind=duties.SHARE.code).exists()


def test_with_its_publication_the_review_is_complete(cast, review):
    today = world.MORNING.date()
    open_clock(review, COMPLETE, Clock.COMPLETE, started_on=today, role=Role.BUSINESS_SUPPORT, at=world.MORNING)
    edition = steps.standing(review)
    actions.publish_now(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    assert not Duty.objects.open().filter(kind=COMPLETE.code).exists()


def test_nothing_goes_out_before_all_have_signed(cast):
    edition = steps.edition_prepared(cast, world.agreed(cast), at=world.PREPARED)
    with pytest.raises(NotYet, match="Not everybody has signed"):
        actions.publish_now(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    steps.planned(cast, edition.review, planned_at=world.PLANNED, at=world.SIGNED)
    Edition.objects.update(go_by=cast.priya, go_at=world.MORNING)
    assert actions.sweep(at=world.PLANNED) == 0 and phase(edition) == Phase.IN_REVIEW


def test_of_two_who_publish_at_once_one_wins(cast, review):
    first, second = steps.standing(review), steps.standing(review)
    actions.publish_now(first, revision=first.revision, by=cast.priya, at=world.MORNING)
    with pytest.raises(ChangedMeanwhile), patch("reviews.publication.actions.going_out._check_still_clean"):
        actions.publish_now(second, revision=second.revision, by=cast.priya, at=world.MORNING)
    assert TrailEntry.objects.filter(kind="publication.published").count() == 1


def test_of_two_sweeps_at_once_one_publishes(cast, planned):
    go(cast, planned)
    stale = list(queries.waiting_to_go_out(world.PLANNED))
    assert actions.sweep(at=world.PLANNED) == 1
    with patch("reviews.publication.actions.going_out.queries.waiting_to_go_out", return_value=stale):
        assert actions.sweep(at=world.PLANNED) == 0
    assert TrailEntry.objects.filter(kind="publication.published").count() == 1 and not Message.objects.exists()


def test_a_file_that_is_not_the_one_signed_is_not_published(cast, planned):
    go(cast, planned)
    planned.pdf.__class__.objects.filter(pk=planned.pdf_id).update(sha256="0" * 64)
    assert actions.sweep(at=world.PLANNED) == 0 and phase(planned) == Phase.SIGNED_OFF
    assert Message.objects.count() == 1


@pytest.mark.parametrize("action", ["plan", "record_shared", "give_go", "take_go_back", "publish_now"])
def test_nothing_changes_where_the_trail_cannot_be_written(cast, planned, action):
    if action == "take_go_back":
        go(cast, planned)
    planned.refresh_from_db()
    more = {
        "plan": {"planned_at": world.PLANNED + world.DAY},
        "record_shared": {"shared_on": dt.date(2026, 3, 6)},
    }
    before = Edition.objects.values().get(), list(Duty.objects.values_list("pk", "met_on", "withdrawn_at"))
    with patch("reviews.publication.actions.going_out.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        getattr(actions, action)(
            planned, revision=planned.revision, by=cast.priya, at=world.MORNING, **more.get(action, {})
        )
    assert before == (Edition.objects.values().get(), list(Duty.objects.values_list("pk", "met_on", "withdrawn_at")))
    assert phase(planned) == Phase.SIGNED_OFF


def test_the_sweep_publishes_nothing_it_cannot_tell_of(cast, planned):
    go(cast, planned)
    with patch("reviews.publication.actions.going_out.record", side_effect=RuntimeError):
        assert actions.sweep(at=world.PLANNED) == 0
    planned.refresh_from_db()
    assert planned.published_at is None and phase(planned) == Phase.SIGNED_OFF


def test_one_that_fails_holds_up_no_other(cast, planned):
    other = world.agreed(cast, at=world.PREPARED)
    steps.edition_prepared(cast, other, at=world.PREPARED)
    steps.signed_off(cast, other, at=world.SIGNED)
    second = steps.planned(cast, other, planned_at=world.PLANNED, at=world.SIGNED)
    go(cast, planned)
    go(cast, second)
    Edition.objects.filter(pk=max(planned.pk, second.pk)).update(slug="broken")
    real = actions.publish

    def publish(edition, **how):
        if edition.slug == "broken":
            raise RuntimeError("words of the case")
        return real(edition, **how)

    with patch("reviews.publication.actions.going_out.publish", publish):
        assert actions.sweep(at=world.PLANNED) == 1


# The end of the months -----------------------------------------------------------------------------


def test_what_becomes_of_it_is_asked_once_when_the_months_are_over_and_never_before(cast, planned):
    go(cast, planned)
    actions.sweep(at=world.PLANNED)
    actions.sweep(at=YEAR_LATER - world.DAY)
    assert not Duty.objects.filter(kind=duties.AFTER.code).exists()
    for days in (0, 0, 1, 40):
        actions.sweep(at=YEAR_LATER + days * world.DAY)
    asked = Duty.objects.get(kind=duties.AFTER.code)
    assert asked.thing_id == planned.pk and asked.started_on == dt.date(2027, 3, 18)
    assert TrailEntry.objects.filter(kind="publication.window_ended", actor="The system").count() == 1


def test_two_sweeps_at_once_ask_once(cast, planned):
    go(cast, planned)
    actions.sweep(at=world.PLANNED)
    stale = list(queries.with_window_ended(YEAR_LATER.date()))
    actions.sweep(at=YEAR_LATER)
    with patch("reviews.publication.actions.going_out.queries.with_window_ended", return_value=stale):
        actions.sweep(at=YEAR_LATER)
    assert Duty.objects.filter(kind=duties.AFTER.code).count() == 1


def test_what_was_published_on_a_leap_day_stays_for_twelve_months(cast):
    review = world.agreed(cast, at=dt.datetime(2024, 2, 1, 9, 0, tzinfo=dt.UTC))
    steps.edition_prepared(cast, review, at=dt.datetime(2024, 2, 5, 9, 0, tzinfo=dt.UTC))
    steps.signed_off(cast, review, at=dt.datetime(2024, 2, 12, 9, 0, tzinfo=dt.UTC))
    edition = steps.published(cast, review, at=dt.datetime(2024, 2, 29, 10, 0, tzinfo=dt.UTC))
    assert edition.window_ends_on == dt.date(2025, 2, 28)
    actions.sweep(at=dt.datetime(2025, 2, 27, 23, 59, tzinfo=dt.UTC))
    assert not Duty.objects.filter(kind=duties.AFTER.code).exists()
    actions.sweep(at=dt.datetime(2025, 2, 28, 0, 1, tzinfo=dt.UTC))
    assert Duty.objects.filter(kind=duties.AFTER.code).count() == 1
