"""A name is registered after the report was prepared: is the file that tells it signed, published or shown again by nobody?"""

from unittest.mock import patch

import pytest
from django.urls import reverse

from agencies.queries import safeguarding_partners
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.identities.actions import add_person, void
from reviews.identities.models import Person
from reviews.publication import actions, duties
from reviews.publication.models import Signature
from reviews.publication.tests import sample, steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]
NAMED = "still tells who somebody is"


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def review(cast):
    """A report prepared for signing, in which somebody stands whom nobody has registered yet."""
    review = world.agreed(cast, document=sample.planted_in("body", "Wilhelmina Sparrowhawk"))
    steps.edition_prepared(cast, review, at=world.PREPARED)
    return review


def plant(cast, review, at=world.SIGNED):
    return add_person(
        review, kind=Person.Kind.FAMILY, label="mother", given_names="Wilhelmina", family_name="Sparrowhawk",
        by=cast.priya, at=at,
    )  # fmt: skip


def to_see_to(review):
    return Duty.objects.open().filter(review=review, kind=duties.UNNAME.code)


def phase(review):
    return Review.objects.get(pk=review.pk).phase


@pytest.mark.parametrize("of", ["police", None])
def test_nobody_signs_it(cast, review, of):
    plant(cast, review)
    with pytest.raises(NotYet, match=NAMED):
        steps.signed_by_one(cast, steps.standing(review), of and cast.agencies.police, at=world.SIGNED)
    assert not Signature.objects.exists()


def test_the_last_signature_does_not_sign_the_case_off(cast, review):
    edition = steps.standing(review)
    for partner in safeguarding_partners(review.partnership):
        steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
    plant(cast, review)
    with pytest.raises(NotYet, match=NAMED):
        steps.signed_by_one(cast, edition, None, at=world.SIGNED)
    assert phase(review) == Phase.IN_REVIEW


@pytest.mark.parametrize("action", ["give_go", "publish_now"])
def test_no_go_is_given(cast, review, action):
    steps.signed_off(cast, review, at=world.SIGNED)
    edition = steps.planned(cast, review, planned_at=world.PLANNED, at=world.SIGNED)
    plant(cast, review)
    with pytest.raises(NotYet, match=NAMED):
        getattr(actions, action)(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    edition.refresh_from_db()
    assert edition.go_at is None and edition.published_at is None


def test_a_go_that_was_given_does_not_carry_it_out(cast, review):
    """The file is searched at the planned minute too, once: then the go is void, and asked for again."""
    steps.signed_off(cast, review, at=world.SIGNED)
    edition = steps.planned(cast, review, planned_at=world.PLANNED, at=world.SIGNED)
    actions.give_go(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    plant(cast, review, at=world.MORNING)
    assert actions.sweep(at=world.PLANNED) == 0
    edition = steps.standing(review)
    assert (edition.published_at, edition.go_at, edition.go_by) == (None, None, None)
    assert phase(review) == Phase.SIGNED_OFF
    assert Duty.objects.open().filter(review=review, kind=duties.GO.code).exists()
    assert TrailEntry.objects.get(kind="publication.stopped").actor_id is None
    with patch("reviews.publication.actions.naming.check_file", side_effect=AssertionError):
        assert actions.sweep(at=world.PLANNED + world.MINUTE) == 0


def published(cast, review):
    steps.signed_off(cast, review, at=world.SIGNED)
    return steps.published(cast, review, at=world.PLANNED)


def test_what_was_taken_down_is_not_put_back(cast, review):
    edition = published(cast, review)
    plant(cast, review, at=world.PLANNED)
    assert to_see_to(review).exists()
    actions.take_down(edition, why="It names somebody.", by=cast.priya, at=world.PLANNED)
    assert not to_see_to(review).exists()
    with pytest.raises(NotYet, match=NAMED):
        actions.put_back(edition, revision=edition.revision, by=cast.priya, at=world.PLANNED)
    assert steps.standing(review).taken_down_at


def test_what_was_archived_is_not_shown_again(cast, review):
    edition = published(cast, review)
    over = world.PLANNED + 370 * world.DAY
    actions.decide_after(edition, revision=edition.revision, after="archive", by=cast.priya, at=over)
    plant(cast, review, at=over)
    with pytest.raises(NotYet, match=NAMED):
        actions.decide_after(edition, revision=edition.revision, after="keep", by=cast.priya, at=over)
    assert steps.standing(review).after == "archive"


def test_the_office_is_asked_to_see_to_it_once_and_no_longer_than_it_is_so(cast, review):
    mother = plant(cast, review)
    add_person(review, kind=Person.Kind.FAMILY, label="aunt", given_names="Petronella", by=cast.priya, at=world.SIGNED)
    assert to_see_to(review).count() == 1
    void(mother, why="A mistake.", revision=mother.revision, by=cast.priya, at=world.SIGNED)
    assert not to_see_to(review).exists()


def test_a_clean_file_prepared_in_its_place_settles_it(cast, review):
    plant(cast, review)
    world.agreed_again(review, by=cast.priya, at=world.SIGNED, document=sample.document(paragraphs=2, sentences=1))
    steps.edition_prepared(cast, review, at=world.SIGNED)
    assert not to_see_to(review).exists()
    steps.signed_off(cast, review, at=world.SIGNED)
    assert phase(review) == Phase.SIGNED_OFF


def test_the_pages_say_so_without_the_name(client, cast, review):
    def page(name):
        return client.get(reverse(name, args=[review.code])).content.decode()

    client.force_login(cast.priya)
    assert "tells who somebody is" not in page("publication")
    plant(cast, review)
    assert "This file tells who somebody is: full name of mother." in page("publication")
    assert "Sparrowhawk" not in page("publication")
    client.force_login(cast.dan)
    assert "Read and sign" not in page("publication") and "Waiting for" not in page("publication")
    form = client.get(reverse("publication-sign", args=[review.code, steps.standing(review).pk])).content.decode()
    assert "It cannot be signed" in form and 'name="signed_by"' not in form
    client.force_login(cast.priya)
    assert "now stands in" in page("identities") and "the finished report" in page("identities")
