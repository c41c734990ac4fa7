"""How a case begins."""

import datetime as dt

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Duty, Incident, Review
from reviews.case.phases import Kind, Phase
from reviews.documents.models import Document
from reviews.identities.models import Person
from reviews.referral import actions, queries
from reviews.referral.models import Notification, Referral
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
TODAY = AT.date()


@pytest.fixture
@kept
def cast():
    return people.assemble()


def test_a_logged_referral_opens_a_case_with_everything_in_its_place(cast):
    review = steps.referred(cast, at=AT, children=2)
    assert (review.kind, review.phase, review.code) == (Kind.STATUTORY, Phase.REFERRED, "FM-2026-001")
    assert review.incident.known_on == dt.date(2026, 3, 10)
    assert [child.label for child in review.children.all()] == ["Child A", "Child B"]
    assert list(review.people.values_list("label", "given_names")) == [
        ("Child A", "Tobias Finn"),
        ("Child B", "Ottilie Grace"),
    ]
    assert review.referral.on_behalf_of == "Rhea Tolland"
    assert review.referral.original.belongs_to == f"referral:{review.referral.pk}"
    assert set(review.involvements.values_list("agency__name", flat=True)) == {
        cast.agencies.school.name,
        cast.agencies.council.name,
    }


def test_it_files_who_owes_what_and_starts_the_authoritys_clock(cast):
    review = steps.referred(cast, at=AT)
    owed = {(duty.kind, duty.role, duty.agency_id, duty.due_on) for duty in Duty.objects.open()}
    council, icb, police = (getattr(cast.agencies, key).pk for key in ("council", "icb", "police"))
    decide = dt.date(2026, 3, 17)
    assert owed == {
        ("referral.criteria", "business_support", None, dt.date(2026, 3, 13)),
        ("referral.recommend", "subgroup_chair", None, dt.date(2026, 3, 16)),
        ("referral.decide", "delegated_partner", council, decide),
        ("referral.decide", "delegated_partner", icb, decide),
        ("referral.decide", "delegated_partner", police, decide),
        ("referral.notify", "notifier", council, dt.date(2026, 3, 17)),
    }
    assert review.duties.get(kind="referral.notify").basis == Duty.Basis.STATUTORY


def test_each_person_sees_the_duty_that_is_theirs(cast):
    from agencies.queries import visitor
    from reviews.case.queries import duties_for

    steps.referred(cast, at=AT)
    waits = {
        key: [duty.kind for duty in duties_for(visitor(getattr(cast, key), today=TODAY, now=AT))]
        for key in ("priya", "cora", "dev", "dan", "nell", "hana", "rhea", "sam")
    }
    assert waits == {
        "priya": ["referral.criteria"],
        "cora": ["referral.recommend"],
        "dev": ["referral.decide"],
        "dan": ["referral.decide"],
        "nell": ["referral.notify"],
        "hana": [],
        "rhea": [],
        "sam": [],
    }


def test_without_the_day_the_authority_knew_no_clock_runs(cast):
    review = actions.refer(
        cast.partnership, how="phone", harm="neither", received_on=TODAY, referrer_name="A health visitor",
        what_happened="Neglect", happened_note="Over two years", children=[ChildGiven(unborn=True)],
        by=cast.priya, at=AT,
    )  # fmt: skip
    assert not review.duties.filter(kind="referral.notify").exists()
    assert review.children.get().unborn
    assert review.referral.original is None


def test_the_trail_tells_who_referred_and_no_childs_name(cast):
    steps.referred(cast, at=AT)
    entry = TrailEntry.objects.get(kind="referral.referred")
    assert (entry.actor, entry.on_behalf_of) == ("Priya Raman", "Rhea Tolland")
    said = " ".join(str(value) for row in TrailEntry.objects.values() for value in row.values())
    assert "Marlowe" not in said and "Tobias" not in said


def test_nothing_is_kept_when_the_trail_cannot_be_written(cast, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.referral.actions.intake.record", broken)
    with pytest.raises(RuntimeError):
        steps.referred(cast, at=AT)
    with pytest.raises(RuntimeError):
        steps.partnership_review(cast, at=AT)
    assert not any(model.objects.exists() for model in (Review, Incident, Referral, Person, Duty, Document))
    assert not TrailEntry.objects.exists()


def test_the_office_is_told_of_a_case_about_the_same_child(cast):
    first = steps.referred(cast, at=AT)
    with pytest.raises(NotYet, match=first.code) as refusal:
        steps.referred(cast, at=AT, second_case=False)
    assert refusal.value.field == "second_case"
    second = steps.referred(cast, at=AT)
    assert queries.similar_to(second) == [first.code]
    # other case of letters, same child; another date of birth, another child
    born_on = steps.CHILDREN[0][2]
    same = ChildGiven(family_name=" MARLOWE-reed", born_on=born_on)
    assert queries.similar_cases(cast.partnership, [same]) == [first.code, second.code]
    other = ChildGiven(family_name="Marlowe-Reed", born_on=born_on + dt.timedelta(days=1))
    assert queries.similar_cases(cast.partnership, [other]) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"received_on": dt.date(2026, 3, 12)}, "received_on"),
        ({"happened_on": dt.date(2026, 3, 12)}, "happened_on"),
        ({"happened_on": None}, "happened_on"),
        ({"known_on": dt.date(2026, 3, 12)}, "known_on"),
        ({"known_on": dt.date(2026, 3, 1)}, "known_on"),
        ({"children": []}, "child1_family_name"),
        ({"original": steps.SimpleUploadedFile("run.exe", b"MZ")}, "original"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, wrong, field):
    told = {
        "how": "email", "harm": "died", "received_on": TODAY, "referrer_name": "Rhea Tolland",
        "happened_on": dt.date(2026, 3, 9), "children": steps.children_given(), "by": cast.priya, "at": AT,
    }  # fmt: skip
    with pytest.raises(NotYet) as refusal:
        actions.refer(cast.partnership, **{**told, **wrong})
    assert refusal.value.field == field
    assert not Review.objects.exists()


def test_a_case_opens_from_the_copy_of_a_notification_at_notified(cast):
    review = steps.from_notification(cast, at=AT, children=3)
    notification = Notification.objects.get(review=review)
    assert review.phase == Phase.NOTIFIED
    assert review.children.count() == 3
    assert (notification.sent_on, notification.receipt) == (TODAY, "CSIN-204471")
    assert list(notification.receipts.all()) == [review.referral.original]
    assert review.incident.known_on == notification.known_on
    assert [duty.kind for duty in Duty.objects.open()] == ["rapid_review.open"]
    assert review.duties.get(kind="referral.notify").met_on == TODAY


def test_a_referral_is_put_right_while_it_is_screened(cast):
    review = steps.referred(cast, at=AT)
    referral, seen = review.referral, review.referral.revision
    values = {"referrer_job": "Head teacher", "agency": cast.agencies.health, "received_on": TODAY}
    actions.change_referral(referral, revision=seen, by=cast.priya, at=AT, **values)
    assert Referral.objects.get().referrer_job == "Head teacher"
    assert review.involvements.filter(agency=cast.agencies.health).exists()
    assert TrailEntry.objects.get(kind="referral.changed").changes["referrer_job"] == "changed"
    with pytest.raises(ChangedMeanwhile):
        actions.change_referral(referral, revision=seen, referrer_job="Teacher", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="future"):
        actions.change_referral(referral, revision=2, received_on=dt.date(2026, 4, 1), by=cast.priya, at=AT)
    steps.notified(cast, review, at=AT)
    with pytest.raises(NotYet, match="Referred"):
        actions.change_referral(referral, revision=2, referrer_job="Teacher", by=cast.priya, at=AT)


def test_changing_a_referral_needs_the_trail(cast, monkeypatch):
    review = steps.referred(cast, at=AT)
    monkeypatch.setattr("reviews.referral.actions.intake.record", _broken)
    with pytest.raises(RuntimeError):
        actions.change_referral(review.referral, revision=1, referrer_job="Head teacher", by=cast.priya, at=AT)
    assert Referral.objects.get().revision == 1


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def test_a_sibling_is_added_later(cast):
    review = steps.referred(cast, at=AT)
    child = actions.add_child(review, child=ChildGiven(given_names="Wren"), by=cast.priya, at=AT)
    assert child.label == "Child B"
    assert child.person.given_names == "Wren"
    with pytest.raises(NotYet, match="somebody else"):
        actions.add_child(review, child=ChildGiven(given_names="Kit"), label="Child A", by=cast.priya, at=AT)


@pytest.mark.parametrize(
    ("step", "kind"),
    [(steps.partnership_review, Kind.PARTNERSHIP), (steps.archive_review, Kind.ARCHIVE)],
)
def test_the_shorter_roads_begin_in_review(cast, step, kind):
    review = step(cast, at=AT)
    assert (review.kind, review.phase) == (kind, Phase.IN_REVIEW)
    assert review.children.count() == review.people.count() == 1
    assert queries.referral_of(review) is None
    assert TrailEntry.objects.filter(kind="referral.opened_directly").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": Kind.STATUTORY}, "kind"),
        ({"labels": []}, "labels"),
        ({"labels": ["Child A", "Child A"]}, "labels"),
        ({"opened_on": dt.date(2026, 3, 12)}, "opened_on"),
    ],
)
def test_a_shorter_road_is_refused_beside_its_field(cast, wrong, field):
    told = {"kind": Kind.PARTNERSHIP, "about": "…", "labels": ["Child A"], "opened_on": TODAY}
    with pytest.raises(NotYet) as refusal:
        actions.open_other(cast.partnership, **{**told, **wrong}, by=cast.priya, at=AT)
    assert refusal.value.field == field
