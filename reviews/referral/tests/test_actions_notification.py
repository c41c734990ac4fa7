"""How the notification is prepared, sent and put right, and how its clock runs."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.case.models import Duty
from reviews.case.phases import Kind, Phase
from reviews.referral import actions
from reviews.referral.models import Notification, Outcome
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()
KNOWN = dt.date(2026, 3, 10)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT)


def record_it(cast, review, **values):
    values = {"authority": cast.agencies.council, "known_on": KNOWN, "by": cast.nell, "at": AT, **values}
    return actions.record_notification(review, **values)


def clocks(review):
    rows = review.duties.filter(kind="referral.notify").order_by("pk")
    return [(row.started_on, row.due_on, row.met_on, row.withdrawn_at is not None) for row in rows]


def test_preparing_it_keeps_the_case_where_it_is(cast, review):
    notification = record_it(cast, review, known_note="Told by the hospital.")
    review.refresh_from_db()
    assert review.phase == Phase.REFERRED
    assert review.incident.known_note == "Told by the hospital."
    assert clocks(review) == [(KNOWN, dt.date(2026, 3, 17), None, False)]
    assert TrailEntry.objects.filter(kind="referral.notification_prepared").exists()
    assert notification.sent_on is None


def test_sending_it_moves_the_case_and_meets_the_clock_on_the_date_of_the_receipt(cast, review):
    later = AT + dt.timedelta(days=30)
    notification = record_it(
        cast, review, sent_on=dt.date(2026, 3, 16), receipt="CSIN-1", file=steps.paper("receipt.pdf"), at=later
    )
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED
    assert clocks(review) == [(KNOWN, dt.date(2026, 3, 17), dt.date(2026, 3, 16), False)]
    assert [duty.kind for duty in Duty.objects.open()] == ["rapid_review.open"]
    assert notification.receipts.get().belongs_to == f"notification:{review.pk}"
    assert TrailEntry.objects.filter(kind="referral.notified").exists()


def test_lateness_needs_its_reason(cast, review):
    later = AT + dt.timedelta(days=30)
    with pytest.raises(NotYet, match="17 March 2026") as refusal:
        record_it(cast, review, sent_on=dt.date(2026, 3, 18), at=later)
    assert refusal.value.field == "late_reason"
    record_it(cast, review, sent_on=dt.date(2026, 3, 18), late_reason="The scan came late.", at=later)
    assert review.phase == Phase.NOTIFIED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sent_on": dt.date(2026, 3, 9)}, "sent_on"),
        ({"sent_on": dt.date(2026, 3, 12)}, "sent_on"),
        ({"receipt": "CSIN-1"}, "sent_on"),
        ({"known_on": dt.date(2026, 3, 12)}, "known_on"),
        ({"known_on": dt.date(2026, 3, 1)}, "known_on"),
        ({"file": steps.SimpleUploadedFile("x.exe", b"MZ")}, "file"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, review, wrong, field):
    with pytest.raises(NotYet) as refusal:
        record_it(cast, review, **wrong)
    assert refusal.value.field == field
    assert not Notification.objects.exists()


def test_only_an_authority_of_the_partnership_notifies(cast, review):
    with pytest.raises(NotYet) as refusal:
        record_it(cast, review, authority=cast.agencies.police)
    assert refusal.value.field == "authority"


def test_another_day_of_awareness_starts_the_clock_anew(cast, review):
    notification = record_it(cast, review, known_on=TODAY)
    assert clocks(review) == [
        (KNOWN, dt.date(2026, 3, 17), None, True),
        (TODAY, dt.date(2026, 3, 18), None, False),
    ]
    review.incident.refresh_from_db()
    assert review.incident.known_on == TODAY
    sent = record_it(cast, review, known_on=TODAY, sent_on=TODAY, revision=notification.revision)
    # the receipt shows another day than was typed
    at = AT + dt.timedelta(days=2)
    corrected = dt.date(2026, 3, 12)
    record_it(cast, review, known_on=TODAY, sent_on=corrected, revision=sent.revision, at=at)
    assert clocks(review)[-1] == (TODAY, dt.date(2026, 3, 18), corrected, False)
    assert sum(not withdrawn for *_, withdrawn in clocks(review)) == 1


def test_two_who_record_it_at_once_do_not_overwrite_each_other(cast, review):
    notification = record_it(cast, review)
    with pytest.raises(ChangedMeanwhile):
        record_it(cast, review, sent_on=TODAY)
    record_it(cast, review, sent_on=TODAY, revision=notification.revision)
    with pytest.raises(ChangedMeanwhile):
        record_it(cast, review, sent_on=TODAY, receipt="CSIN-1", revision=1)


def test_a_decision_not_to_notify_stands_against_it(cast, review):
    steps.screened(cast, review, at=AT, outcome=Outcome.NOT_NOTIFY)
    with pytest.raises(NotYet, match="decision recorded"):
        record_it(cast, review, sent_on=TODAY)
    assert review.phase == Phase.REFERRED


def test_once_the_rapid_review_runs_its_dates_stay(cast, review):
    notification = record_it(cast, review, sent_on=TODAY)
    with pytest.raises(NotYet, match="take the notification back"):
        record_it(cast, review, revision=notification.revision)
    case.advance(review, Phase.RAPID_REVIEW, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="rapid review") as refusal:
        record_it(cast, review, sent_on=KNOWN, revision=notification.revision)
    assert refusal.value.field == "sent_on"
    record_it(cast, review, sent_on=TODAY, receipt="CSIN-7", revision=notification.revision)
    assert Notification.objects.get().receipt == "CSIN-7"


def test_a_case_moved_back_can_be_notified_again(cast, review):
    steps.other_learning(cast, review, at=AT)
    case.step_back(review, Phase.REFERRED, by=cast.priya, at=AT, why="New facts")
    decision = review.decisions.get(partner=cast.agencies.council)
    actions.decide(
        review, question="notify", partner=cast.agencies.council, outcome=Outcome.NOTIFY, reasons="New facts",
        decided_on=TODAY, by=cast.dev, at=AT, revision=decision.revision, why="New facts",
    )  # fmt: skip
    record_it(cast, review, sent_on=TODAY)
    review.refresh_from_db()
    assert (review.kind, review.phase) == (Kind.STATUTORY, Phase.NOTIFIED)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.referral.actions.notification.record", broken)
    with pytest.raises(RuntimeError):
        record_it(cast, review, sent_on=TODAY, file=steps.paper())
    review.refresh_from_db()
    assert review.phase == Phase.REFERRED
    assert not Notification.objects.exists()
    assert clocks(review) == [(KNOWN, dt.date(2026, 3, 17), None, False)]
