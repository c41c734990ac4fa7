"""What becomes of a report that is withheld, taken down, put back, kept or archived?"""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Post, User
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.actions import ask_to_close, close_case, let_duty_rest, meet_duty, open_duty, step_back
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.meetings.duties import FOLLOW_UP
from reviews.publication import actions, duties
from reviews.publication.models import Edition
from reviews.publication.tests import steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named")]
LATER = world.PLANNED + world.DAY
YEAR_LATER = dt.datetime(2027, 3, 18, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def signed(cast):
    review = world.agreed(cast)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    return steps.signed_off(cast, review, at=world.SIGNED)


@pytest.fixture
def edition(cast, signed):
    return steps.published(cast, signed.review, at=world.PLANNED)


def test_one_person_takes_it_down_and_another_confirms(cast, edition):
    actions.take_down(edition, why="Threats.", by=cast.priya, at=LATER)
    assert not Edition.objects.shown().exists()
    duty = Duty.objects.open().get(kind=duties.CONFIRM.code)
    assert duty.due_on == dt.date(2026, 3, 20) and duty.role == Role.DELEGATED_PARTNER and duty.thing_id == edition.pk
    with pytest.raises(NotYet, match="second person"):
        actions.confirm_take_down(edition, by=cast.priya, at=LATER)
    actions.confirm_take_down(edition, by=cast.dev, at=LATER)
    assert edition.take_down_confirmed_by == cast.dev
    assert not Duty.objects.open().filter(kind=duties.CONFIRM.code).exists()
    with pytest.raises(NotYet, match="confirmed it already"):
        actions.confirm_take_down(edition, by=cast.dina, at=LATER)
    assert "Threats" not in str(TrailEntry.objects.get(kind="publication.taken_down").changes)


def test_a_colleague_in_the_office_is_asked_where_there_is_one(cast, edition):
    colleague = User.objects.create(email="quentin@fenmarsh.example", name="Quentin Moss")
    Post.objects.create(
        user=colleague, role=Role.BUSINESS_SUPPORT, partnership=cast.partnership, starts_on=dt.date(2020, 1, 1)
    )
    actions.take_down(edition, why="Threats.", by=cast.priya, at=LATER)
    assert Duty.objects.open().get(kind=duties.CONFIRM.code).role == Role.BUSINESS_SUPPORT


def test_it_can_be_put_back_and_taken_down_again(cast, edition):
    actions.take_down(edition, why="Threats.", by=cast.priya, at=LATER)
    with pytest.raises(NotYet, match="not on the public page"):
        actions.take_down(edition, why="Again.", by=cast.priya, at=LATER)
    actions.put_back(edition, revision=edition.revision, by=cast.priya, at=LATER)
    assert Edition.objects.shown().exists() and not Duty.objects.open().filter(kind=duties.CONFIRM.code).exists()
    with pytest.raises(NotYet):
        actions.put_back(edition, revision=edition.revision, by=cast.priya, at=LATER)
    actions.take_down(edition, why="Again.", by=cast.priya, at=LATER)
    assert Duty.objects.filter(kind=duties.CONFIRM.code).count() == 2


def test_only_a_published_report_is_taken_down(cast, signed):
    with pytest.raises(NotYet):
        actions.take_down(signed, why="Threats.", by=cast.priya, at=world.SIGNED)


def test_what_becomes_of_it_is_decided_after_its_time(cast, edition):
    with pytest.raises(NotYet, match="stays published until 18 March 2027"):
        actions.decide_after(edition, revision=edition.revision, after="archive", by=cast.priya, at=LATER)
    actions.sweep(at=YEAR_LATER)
    edition.refresh_from_db()
    actions.decide_after(edition, revision=edition.revision, after="keep", by=cast.priya, at=YEAR_LATER)
    assert Edition.objects.shown().exists()
    assert not Duty.objects.open().filter(kind=duties.AFTER.code).exists()
    actions.decide_after(edition, revision=edition.revision, after="archive", by=cast.priya, at=YEAR_LATER)
    assert not Edition.objects.shown().exists()
    actions.sweep(at=YEAR_LATER + world.DAY)
    assert Duty.objects.filter(kind=duties.AFTER.code).count() == 1


def test_withholding_closes_the_case_with_reasons(cast, signed):
    steps.planned(cast, signed.review, planned_at=world.PLANNED, at=world.SIGNED + world.DAY)
    signed = steps.standing(signed.review)
    decided, paper = world.SIGNED.date(), SimpleUploadedFile("minutes.txt", b"Decided")
    told = {"on_behalf_of": "Dev Anand, council", "original": paper, "by": cast.priya, "at": LATER}
    with pytest.raises(NotYet) as refusal:
        actions.withhold(
            signed, revision=signed.revision, what="all", reason="x", decided_on=LATER.date() + world.DAY, **told
        )
    assert refusal.value.field == "decided_on"
    actions.withhold(
        signed, revision=signed.revision, what="improvements", reason="A court order.", decided_on=decided, **told
    )
    signed.refresh_from_db()
    assert (signed.withheld_on, signed.withheld_for, bool(signed.withheld_paper)) == (
        decided,
        "Dev Anand, council",
        True,
    )
    assert TrailEntry.objects.get(kind="publication.withheld").on_behalf_of == "Dev Anand, council"
    assert Review.objects.get(pk=signed.review_id).phase == Phase.CLOSED
    assert not Duty.objects.open().filter(review=signed.review).exists()
    assert actions.sweep(at=LATER) == 0
    with pytest.raises(NotYet, match="not to publish"):
        actions.publish_now(signed, revision=signed.revision, by=cast.priya, at=LATER)
    assert "court" not in str(TrailEntry.objects.get(kind="publication.withheld").changes)


def test_a_case_with_something_open_is_not_closed_by_withholding_its_report(cast, signed):
    review = signed.review
    open_duty(review, FOLLOW_UP, at=world.SIGNED, due_on=LATER.date(), agency=cast.agencies.health, thing_id=1)
    actions.withhold(signed, revision=signed.revision, what="all", reason="Risk.", by=cast.priya, at=LATER)
    review.refresh_from_db()
    assert review.phase == Phase.SIGNED_OFF
    assert review.duties.open().get().kind == FOLLOW_UP.code
    assert ask_to_close(at=LATER) == 0
    with pytest.raises(NotYet, match="Still open"):
        close_case(review, why="Nothing is left.", by=cast.priya, at=LATER)

    meet_duty(review, FOLLOW_UP, met_on=LATER.date(), at=LATER, thing_id=1)
    assert ask_to_close(at=LATER) == 1
    actions.publish_after_all(signed, revision=signed.revision, by=cast.priya, at=LATER)
    assert [duty.kind for duty in review.duties.open()] == [duties.PLAN.code]
    signed.refresh_from_db()
    actions.withhold(signed, revision=signed.revision, what="all", reason="Risk.", by=cast.priya, at=LATER)
    review.refresh_from_db()
    assert review.phase == Phase.CLOSED


def test_a_withheld_case_is_closed_by_the_office_once_all_is_done(cast, signed):
    review = signed.review
    with pytest.raises(NotYet, match="Publish it, or record the decision"):
        close_case(review, why="Nothing is left.", by=cast.priya, at=LATER)
    open_duty(review, FOLLOW_UP, at=world.SIGNED, due_on=LATER.date(), agency=cast.agencies.health, thing_id=1)
    actions.withhold(signed, revision=signed.revision, what="all", reason="Risk.", by=cast.priya, at=LATER)
    let_duty_rest(review.duties.open().get(), why="The clinic was closed.", by=cast.priya, at=LATER)
    close_case(review, why="Nothing is left.", by=cast.priya, at=LATER)
    assert Review.objects.get(pk=review.pk).phase == Phase.CLOSED


def test_a_decision_not_to_publish_is_taken_back_once_the_case_is_open_again(cast, signed, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: LATER)
    review = signed.review
    actions.withhold(signed, revision=signed.revision, what="all", reason="Risk.", by=cast.priya, at=LATER)
    with pytest.raises(NotYet):
        actions.publish_after_all(signed, revision=signed.revision, by=cast.priya, at=LATER)
    step_back(review, Phase.SIGNED_OFF, by=cast.priya, at=LATER, why="The order was lifted.")
    assert not Duty.objects.open().exists()
    page = reverse("publication-after-all", args=[review.code, signed.pk])
    client.force_login(cast.priya)
    assert page in client.get(reverse("publication", args=[review.code])).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page, {"revision": signed.revision}).status_code == 302
    assert Duty.objects.open().get().kind == duties.PLAN.code
    edition = steps.planned(cast, review, planned_at=LATER + world.DAY, at=LATER)
    assert edition.withheld == "" and edition.planned_at
    with pytest.raises(NotYet, match="not decided"):
        actions.publish_after_all(edition, revision=edition.revision, by=cast.priya, at=LATER)


def test_nothing_is_withheld_before_all_have_signed(cast):
    edition = steps.edition_prepared(cast, world.agreed(cast), at=world.PREPARED)
    with pytest.raises(NotYet):
        actions.withhold(edition, revision=edition.revision, what="all", reason="Risk.", by=cast.priya, at=LATER)


@pytest.mark.parametrize("action", ["take_down", "confirm_take_down", "put_back", "decide_after"])
def test_nothing_changes_where_the_trail_cannot_be_written(cast, edition, action):
    if action in ("confirm_take_down", "put_back"):
        actions.take_down(edition, why="Threats.", by=cast.priya, at=LATER)
    more = {
        "take_down": {"why": "Threats.", "by": cast.priya},
        "confirm_take_down": {"by": cast.dev},
        "put_back": {"revision": edition.revision, "by": cast.priya},
        "decide_after": {"revision": edition.revision, "after": "keep", "by": cast.priya},
    }[action]
    before = Edition.objects.values().get(), list(Duty.objects.values())
    with patch("reviews.publication.actions.afterwards.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        getattr(actions, action)(edition, at=YEAR_LATER, **more)
    assert before == (Edition.objects.values().get(), list(Duty.objects.values()))


# Closing the case ----------------------------------------------------------------------------------


def test_a_published_case_is_closed_after_its_months_and_the_decision_only(cast, edition):
    review = edition.review
    with pytest.raises(NotYet, match="stays published until 18 March 2027"):
        close_case(review, why="Done.", by=cast.priya, at=LATER)
    actions.sweep(at=YEAR_LATER)
    with pytest.raises(NotYet, match="kept, archived or withdrawn is not decided"):
        close_case(review, why="Done.", by=cast.priya, at=YEAR_LATER)
    edition = steps.standing(review)
    actions.decide_after(edition, revision=edition.revision, after="keep", by=cast.priya, at=YEAR_LATER)
    assert ask_to_close(at=YEAR_LATER) == 1
    close_case(review, why="Done.", by=cast.priya, at=YEAR_LATER)
    assert Review.objects.get().phase == Phase.CLOSED and Edition.objects.shown().exists()
    assert not Duty.objects.open().exists()


def test_a_report_that_stays_taken_down_is_decided_on_too_and_not_kept(cast, edition):
    actions.take_down(edition, why="Threats.", by=cast.priya, at=LATER)
    actions.sweep(at=YEAR_LATER)
    assert Duty.objects.open().filter(kind=duties.AFTER.code).exists()
    edition = steps.standing(edition.review)
    with pytest.raises(NotYet, match="Put it back first"):
        actions.decide_after(edition, revision=edition.revision, after="keep", by=cast.priya, at=YEAR_LATER)
    actions.decide_after(edition, revision=edition.revision, after="withdraw", by=cast.priya, at=YEAR_LATER)
    with pytest.raises(NotYet, match="No second person has confirmed"):
        close_case(edition.review, why="Done.", by=cast.priya, at=YEAR_LATER)
