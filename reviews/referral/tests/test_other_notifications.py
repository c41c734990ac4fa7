"""The death of a looked-after child or a care leaver, and a notification that is withdrawn."""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from reviews.case import actions as case
from reviews.case.models import Duty
from reviews.case.phases import Kind, Phase
from reviews.case.tests.steps import opened
from reviews.rapid_review.actions import record_sent
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.tests import steps as rapid_review
from reviews.referral import actions, queries
from reviews.referral.models import Notification, OtherNotification
from reviews.referral.rules import Conclusion
from reviews.referral.rules.other import age_on
from reviews.referral.tests import steps

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
TODAY, KNOWN = AT.date(), dt.date(2026, 4, 9)
OTHER = "referral.other_notify"


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def review(cast):
    return steps.referred(cast, at=AT, harm="died")


@pytest.fixture
def as_(client, cast, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)

    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


@pytest.fixture
def no_trail(monkeypatch):
    """Nothing can be written to the trail of this stage from now on."""

    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    return lambda name: monkeypatch.setattr(f"reviews.referral.actions.{name}.record", refuse)


def owe(cast, review, *, because="looked_after", known_on=KNOWN, authority="council", at=AT):
    return actions.owe_other(
        review, child=review.children.first(), because=because, authority=getattr(cast.agencies, authority),
        known_on=known_on, by=cast.nell, at=at,
    )  # fmt: skip


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def test_the_death_of_a_looked_after_child_is_owed_to_both_within_five_working_days(cast, review):
    told = owe(cast, review)
    duties = Duty.objects.open().filter(kind=OTHER)
    assert {(duty.thing_id, duty.due_on, duty.basis) for duty in duties} == {
        (row.pk, dt.date(2026, 4, 16), "statutory") for row in told
    }
    assert {row.to for row in told} == {"secretary", "ofsted"}
    assert review.phase == Phase.REFERRED and not Notification.objects.exists()
    assert TrailEntry.objects.filter(kind="referral.other_owed").count() == 2


def test_the_limit_for_a_care_leaver_is_said_to_be_unverified(cast, review, as_):
    told = owe(cast, review, because="care_leaver")[0]
    assert not queries.duty_of_other(told).counted["rule"]["verified"]
    page = as_("nell").get(at("referral-other-sent", review, told.pk)).content.decode()
    assert "No time limit for care leavers was found" in page
    assert "The time limit is not verified" in as_("nell").get(at("referral", review)).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"known_on": TODAY + dt.timedelta(days=1)}, "known_on"),
        ({"known_on": dt.date(2026, 4, 1)}, "known_on"),
        ({"authority": "police"}, "authority"),
        ({"because": "care_leaver"}, "because"),
    ],
)
def test_what_cannot_be_owed_is_refused_beside_its_field(cast, review, wrong, field):
    review.people.update(born_on=dt.date(2001, 4, 7), died_on=dt.date(2026, 4, 8))
    with pytest.raises(NotYet) as refused:
        owe(cast, review, **wrong)
    assert refused.value.field == field
    assert not OtherNotification.objects.exists() and not Duty.objects.filter(kind=OTHER).exists()


@pytest.mark.parametrize(("day", "age"), [(dt.date(2026, 4, 6), 24), (dt.date(2026, 4, 7), 25)])
def test_a_care_leaver_counts_up_to_and_including_twenty_four(day, age):
    assert age_on(dt.date(2001, 4, 7), day) == age


def test_it_is_owed_once_and_can_be_taken_back(cast, review):
    first, second = owe(cast, review)
    with pytest.raises(NotYet, match="owed already"):
        owe(cast, review)
    for row in (first, second):
        with pytest.raises(NotYet, match="why"):
            actions.void_other(row, revision=row.revision, why=" ", by=cast.priya, at=AT)
        actions.void_other(row, revision=row.revision, why="Wrong case.", by=cast.priya, at=AT)
    assert not Duty.objects.open().filter(kind=OTHER).exists()
    with pytest.raises(NotYet, match="not owed"):
        actions.record_other(first, sent_on=TODAY, revision=first.revision, by=cast.nell, at=AT)
    assert len(owe(cast, review)) == 2


def test_the_date_on_the_receipt_counts_and_every_receipt_is_kept(cast, review):
    told = owe(cast, review)[0]
    later = AT + dt.timedelta(days=20)
    sent = {"by": cast.nell, "at": later}
    actions.record_other(told, sent_on=KNOWN, receipt="S-1", revision=1, file=steps.paper("one.pdf"), **sent)
    actions.record_other(told, sent_on=KNOWN, receipt="S-1", revision=2, file=steps.paper("two.pdf"), **sent)
    assert told.receipts.count() == 2
    assert Duty.objects.get(kind=OTHER, thing_id=told.pk).met_on == KNOWN
    assert Duty.objects.open().filter(kind=OTHER).count() == 1, "Ofsted is still owed"
    with pytest.raises(ChangedMeanwhile):
        actions.record_other(told, sent_on=TODAY, revision=1, **sent)


def test_one_sending_may_have_reached_both_and_lateness_needs_its_reason(cast, review):
    told = owe(cast, review)[0]
    later, day = AT + dt.timedelta(days=20), dt.date(2026, 4, 17)
    with pytest.raises(NotYet, match="16 April 2026") as refused:
        actions.record_other(told, sent_on=day, revision=1, both=True, by=cast.nell, at=later)
    assert refused.value.field == "late_reason"
    actions.record_other(told, sent_on=day, revision=1, both=True, late_reason="Leave.", by=cast.nell, at=later)
    assert not Duty.objects.open().filter(kind=OTHER).exists()
    assert set(OtherNotification.objects.values_list("sent_on", flat=True)) == {day}


def test_nothing_is_owed_when_the_trail_cannot_be_written(cast, review, no_trail):
    no_trail("other")
    with pytest.raises(RuntimeError):
        owe(cast, review)
    assert not OtherNotification.objects.exists() and not Duty.objects.filter(kind=OTHER).exists()


def test_the_notifier_records_it_on_the_pages_and_others_may_not(cast, review, as_):
    url, client = at("referral-other", review), as_("nell")
    assert "whether or not abuse or neglect is suspected" in client.get(url).content.decode()
    child = review.children.first()
    form = {
        "child": child.pk,
        "because": "looked_after",
        "authority": cast.agencies.council.pk,
        "known_on": "2026-04-09",
    }
    wrong = client.post(url, form | {"known_on": "2026-04-20"})
    assert wrong.status_code == 422 and 'href="#id_known_on' in wrong.content.decode()
    assert client.post(url, form).status_code == 302
    told = OtherNotification.objects.first()
    sent = at("referral-other-sent", review, told.pk)
    assert client.post(sent, {"sent_on": "2026-04-10", "both": "on", "revision": 1}).status_code == 302
    assert "Sent on" in client.get(at("referral", review)).content.decode()
    for key, status in (("priya", 200), ("cora", 403), ("pete", 404), ("sam", 404)):
        assert as_(key).get(url).status_code == as_(key).get(sent).status_code == status, key
    void = at("referral-other-void", review, told.pk)
    assert as_("nell").get(void).status_code == 403
    assert as_("priya").post(void, {"why": "Twice.", "revision": 2}).status_code == 302
    assert as_("priya").get(sent).status_code == 404
    other = steps.referred(cast, at=AT)
    assert as_("priya").get(at("referral-other-sent", other, OtherNotification.objects.last().pk)).status_code == 404


# A second receipt, another area ------------------------------------------------------------------------


def notified(cast, review, **values):
    told = {"authority": cast.agencies.council, "known_on": review.incident.known_on, "sent_on": TODAY, **values}
    return actions.record_notification(review, by=cast.nell, at=AT, **told)


def test_a_second_receipt_stands_beside_the_first(cast, review, as_):
    first = notified(cast, review, receipt="CSIN-1", file=steps.paper("one.pdf"))
    notified(cast, review, receipt="CSIN-1", file=steps.paper("two.pdf"), revision=first.revision)
    page = as_("priya").get(at("referral", review)).content.decode()
    assert "Copy or receipt 1" in page and "Copy or receipt 2" in page


@pytest.mark.parametrize(
    ("across", "field"),
    [
        ({"lead": "incident", "lead_agreed_on": TODAY}, "lives_in"),
        ({"lives_in": "Saltmere", "lead": "residence"}, "lead_agreed_on"),
        ({"lives_in": "Saltmere", "lead": "open", "lead_agreed_on": TODAY}, "lead"),
        (
            {"lives_in": "Saltmere", "lead": "incident", "lead_agreed_on": TODAY + dt.timedelta(days=1)},
            "lead_agreed_on",
        ),
    ],
)
def test_a_lead_is_agreed_with_another_area_on_a_day(cast, review, across, field):
    with pytest.raises(NotYet) as refused:
        notified(cast, review, **across)
    assert refused.value.field == field


def test_another_area_and_the_agreed_lead_are_shown(cast, review, as_):
    told = {
        "authority": cast.agencies.council.pk, "known_on": review.incident.known_on.isoformat(), "known_note": "Told.",
        "sent_on": TODAY.isoformat(), "lives_in": "Saltmere", "lead": "incident", "lead_agreed_on": TODAY.isoformat(),
        "areas_told": "Saltmere, by telephone.",
    }  # fmt: skip
    assert as_("nell").post(at("referral-notification", review), told).status_code == 302
    page = as_("priya").get(at("referral", review)).content.decode()
    assert "Saltmere, by telephone." in page and "The area where it happened" in page


# Withdrawn afterwards ----------------------------------------------------------------------------------


def withdraw(
    cast, review, *, then=Conclusion.NOT_NOTIFIED, on=TODAY, why="He fell; nobody hurt him.", by="priya", at=AT
):
    actions.withdraw_notification(
        review, revision=queries.notification_of(review).revision, withdrawn_on=on, why=why, then=then,
        on_behalf_of="Dev Marchetti", by=getattr(cast, by), at=at,
    )  # fmt: skip


def test_before_the_rapid_review_none_follows(cast, review):
    notified(cast, review)
    withdraw(cast, review)
    review.refresh_from_db()
    assert review.phase == Phase.NOT_NOTIFIED
    assert not Duty.objects.open().filter(kind__startswith="rapid_review.").exists()
    with pytest.raises(NotYet, match="was withdrawn"):
        notified(cast, review, revision=queries.notification_of(review).revision)
    with pytest.raises(NotYet, match="was withdrawn"):
        withdraw(cast, review)


def test_one_that_has_begun_stops_and_what_was_given_stays(cast, as_):
    review = steps.referred(cast, at=AT)
    steps.notified(cast, review, at=AT)
    rapid_review.rapid_review_opened(cast, review, at=AT)
    owed = Duty.objects.open().filter(review=review, kind__startswith="rapid_review.").count()
    assert owed > 5
    later = AT + dt.timedelta(hours=2)
    withdraw(cast, review, at=later)
    assert not Duty.objects.open().filter(review=review, kind__startswith="rapid_review.").exists()
    page = as_("priya").get(at("rapid-review", review)).content.decode()
    assert "The rapid review stops here" in page and "<strong>Next:" not in page
    with pytest.raises(NotYet, match="goes no further"):
        record_sent(RapidReview.objects.get(review=review), revision=1, sent_on=TODAY, by=cast.priya, at=later)
    actions.reinstate_notification(
        review, revision=queries.notification_of(review).revision, why="Wrong case.", by=cast.priya,
        at=later + dt.timedelta(hours=1),
    )  # fmt: skip
    review.refresh_from_db()
    assert review.phase == Phase.RAPID_REVIEW
    assert Duty.objects.open().filter(review=review, kind__startswith="rapid_review.").count() == owed


def test_it_may_go_on_as_a_partnership_review_and_come_back(cast, review):
    notified(cast, review)
    withdraw(cast, review, then=Conclusion.PARTNERSHIP, at=AT + dt.timedelta(hours=1))
    review.refresh_from_db()
    assert (review.kind, review.phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    revision = queries.notification_of(review).revision
    actions.reinstate_notification(
        review, revision=revision, why="It does.", by=cast.priya, at=AT + dt.timedelta(hours=2)
    )
    review.refresh_from_db()
    assert (review.kind, review.phase) == (Kind.STATUTORY, Phase.NOTIFIED)
    assert [duty.kind for duty in Duty.objects.open().filter(review=review)] == ["rapid_review.open"]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"on": dt.date(2026, 4, 12)}, "withdrawn_on"), ({"on": dt.date(2026, 4, 14)}, "withdrawn_on"),
                         ({"why": " "}, "why"), ({"then": "elsewhere"}, "then")],
)  # fmt: skip
def test_a_withdrawal_that_cannot_be_is_refused(cast, review, wrong, field):
    notified(cast, review)
    with pytest.raises(NotYet) as refused:
        withdraw(cast, review, **wrong)
    assert refused.value.field == field
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED and not queries.notification_of(review).withdrawn_on


def test_what_a_concluded_rapid_review_led_to_stands(cast, review, as_):
    notified(cast, review)
    case.advance(review, Phase.RAPID_REVIEW, by=cast.priya, at=AT)
    case.advance(review, Phase.NO_REVIEW, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="what it led to stands"):
        withdraw(cast, review)
    assert "what it led to stands" in as_("priya").get(at("referral-withdraw", review)).content.decode()


def test_only_the_office_withdraws_and_only_what_was_sent(cast, review, as_):
    url = at("referral-withdraw", review)
    assert as_("priya").get(url).status_code == 404
    notified(cast, review)
    assert as_("nell").get(url).status_code == 403
    form = {
        "withdrawn_on": TODAY.isoformat(),
        "on_behalf_of": "Dev",
        "why": "A fall.",
        "then": "not_notified",
        "revision": 1,
    }
    assert as_("priya").post(url, form | {"why": ""}).status_code == 422
    assert as_("priya").post(url, form).status_code == 302
    page = as_("priya").get(at("referral", review)).content.decode()
    assert "A fall." in page and "It stands after all" in page
    assert as_("priya").post(at("referral-reinstate", review), {"why": "No.", "revision": 2}).status_code == 302
    assert not queries.notification_of(review).withdrawn_on


def test_nothing_is_withdrawn_when_the_trail_cannot_be_written(cast, review, no_trail):
    notified(cast, review)
    no_trail("withdrawal")
    with pytest.raises(RuntimeError):
        withdraw(cast, review)
    review.refresh_from_db()
    assert review.phase == Phase.NOTIFIED and not queries.notification_of(review).withdrawn_on


def test_a_case_about_no_child_leads_to_no_record_of_a_death(as_, cast, review):
    record, ring = at("referral-other", review), "No child is in this case. Ring the office"
    page = as_("nell").get(at("referral", review)).content.decode()
    assert f'href="{record}"' in page and ring not in page
    empty = opened(cast, at=AT, kind=Kind.PARTNERSHIP, children=0)
    case.involve(empty, cast.agencies.council, by=cast.priya, at=AT)
    page = as_("nell").get(at("referral", empty)).content.decode()
    assert f'href="{at("referral-other", empty)}"' not in page and ring in page


def test_what_has_no_limit_is_owed_at_once_and_its_day_is_not_called_statutory(as_, cast, review):
    told = owe(cast, review, because="care_leaver")[0]
    words = "Notify at once; no limit was found"
    for page in ("/", at("referral", review), at("case", review)):
        html = as_("nell").get(page).content.decode()
        assert words in html, page
    home = as_("nell").get("/").content.decode()
    card = home.split("Notify the Secretary of State")[1].split("</div>")[0]
    assert words in card and "Statutory" not in card and "16 April" not in card
    assert "Notify at once" in as_("nell").get(at("referral-other-sent", review, told.pk)).content.decode()


def test_a_reason_is_not_called_late_where_nothing_was(as_, cast, review, monkeypatch):
    monkeypatch.setattr("cspr.clock.today", AT.date)
    told = owe(cast, review)[0]
    actions.record_other(told, sent_on=TODAY, revision=1, late_reason="It went by post.", by=cast.nell, at=AT)
    page = as_("priya").get(at("referral", review)).content.decode()
    assert "Note: It went by post." in page and "Late: It went by post." not in page
    page = as_("nell").get(at("referral-other-sent", review, told.pk)).content.decode()
    assert "It is due on 16 April 2026." in page and "It was due on" not in page
