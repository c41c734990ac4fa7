"""Is a child who was entered in error taken out of the case, and only where nothing speaks of them?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests import cast as people
from reviews.case.models import SubjectChild
from reviews.identities.models import Person
from reviews.identities.queries import known_forms
from reviews.referral import actions
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _at(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def review(cast):
    return steps.referred(cast, at=AT)


@pytest.fixture
def wrong(cast, review):
    given = ChildGiven(given_names="Ottoline", family_name="Quarrender")
    return actions.add_child(review, child=given, by=cast.priya, at=AT)


def void(cast, child, why="Of another family."):
    actions.void_child(child, revision=child.revision, why_void=why, by=cast.priya, at=AT)


def test_the_child_leaves_case_and_register_and_is_kept(cast, review, wrong):
    void(cast, wrong)
    assert wrong not in review.children.all() and SubjectChild._base_manager.get(pk=wrong.pk).void_at == AT
    assert Person.objects.get(child=wrong).void_at == AT
    assert "Quarrender" not in str(known_forms(review))
    assert "Quarrender" not in str(list(TrailEntry.objects.values_list("changes", "subject")))


def test_the_next_child_gets_the_label_again_and_a_place_of_its_own(cast, review, wrong):
    label, place = wrong.label, wrong.position
    void(cast, wrong)
    next_one = actions.add_child(
        review, child=ChildGiven(given_names="Pell", family_name="Ashdown"), by=cast.priya, at=AT
    )
    assert (next_one.label, next_one.position) == (label, place + 1)


def test_a_case_keeps_its_last_child_and_a_reason_is_needed(cast, review, wrong):
    with pytest.raises(NotYet, match="Say why"):
        void(cast, wrong, why=" ")
    void(cast, wrong)
    with pytest.raises(NotYet, match="at least one child"):
        void(cast, review.children.get())


def test_what_speaks_of_the_child_is_named_and_refuses(cast, review, wrong):
    Person.objects.get(child=wrong).contacts.create(
        review=review, contacted_on=AT.date(), outcome="reached", entered_by=cast.priya, entered_at=AT
    )
    with pytest.raises(NotYet, match="These still refer to them: 1 family contact"):
        void(cast, wrong)
    assert wrong in review.children.all()


def test_the_office_does_it_from_the_page_of_the_referral(cast, review, wrong, client):
    page = reverse("referral-void-child", args=[review.code, wrong.pk])
    for person, status in ((cast.cora, 403), (cast.sam, 404), (cast.priya, 200)):
        client.force_login(person)
        assert client.get(page).status_code == status
    assert page in client.get(reverse("referral", args=[review.code])).content.decode()
    assert client.post(page, {"why_void": "", "revision": 1}).status_code == 422
    assert client.post(page, {"why_void": "Of another family.", "revision": 1}).status_code == 302
    assert client.get(page).status_code == 404
