"""Does the agreed report become a frozen file only where it names nobody, and is everybody asked to sign it?"""

import hashlib
from unittest.mock import patch

import pytest
from django.apps import apps

from cspr.audit.models import TrailEntry
from cspr.files.actions import read
from cspr.jobs.models import Job
from cspr.records import NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.models import Duty
from reviews.case.phases import Phase
from reviews.publication import actions, duties, queries, rules
from reviews.publication.models import Edition
from reviews.publication.tests import sample, steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


@pytest.fixture
@kept
def cast():
    return casting.assemble()


def plant(review):
    """Enter somebody in the identity register, which this stage cannot see."""
    apps.get_model("reviews.Person").objects.create(
        review=review, kind="family", label="mother", given_names="Wilhelmina", family_name="Sparrowhawk"
    )


def test_it_is_frozen_with_its_sha_and_everybody_is_asked_to_sign(cast):
    review = world.agreed(cast)
    edition = steps.edition_prepared(cast, review, at=world.PREPARED)
    assert edition.sha256 == hashlib.sha256(read(edition.pdf)).hexdigest() == edition.pdf.sha256
    assert edition.slug == review.code.lower()
    assert (edition.title, edition.reviewer) == ("Overview report in respect of Child A", "Luca Fairweather")
    asked = Duty.objects.open().filter(review=review, kind=duties.SIGN.code)
    assert {duty.agency for duty in asked} == {cast.agencies.council, cast.agencies.icb, cast.agencies.police}
    assert Duty.objects.open().filter(review=review, kind=duties.READ_FINALLY.code).count() == 1
    told = TrailEntry.objects.get(kind="publication.prepared")
    assert told.changes["sha256"] == edition.sha256 and told.actor == "Priya Raman"


def test_nothing_can_be_prepared_before_a_version_is_agreed(cast):
    review = world.agreed(cast)
    queries.agreed_version(review).__class__.objects.update(purpose="kept")
    with pytest.raises(NotYet, match="agreed for publication yet"):
        actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED)
    assert not Job.objects.exists()


@pytest.mark.parametrize("where", ["title", "declaration", "heading", "body", "footnote", "section"])
def test_a_registered_name_anywhere_refuses_it(cast, where):
    review = world.agreed(cast, document=sample.planted_in(where, "Wilhelmina Sparrowhawk"))
    plant(review)
    job = steps.worked(actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED), at=world.PREPARED)
    assert job.state == Job.State.FAILED
    assert "still tells who somebody is" in job.problem and "mother" in job.problem
    assert "Sparrowhawk" not in job.problem and "Wilhelmina" not in job.problem
    assert not Edition.objects.exists() and not Duty.objects.filter(kind=duties.SIGN.code).exists()


def test_a_registered_name_that_stands_nowhere_refuses_nothing(cast):
    review = world.agreed(cast)
    plant(review)
    assert steps.edition_prepared(cast, review, at=world.PREPARED)


def test_a_paragraph_lost_on_the_way_refuses_it(cast):
    review = world.agreed(cast)
    with patch("reviews.publication.actions.preparing.pdf.pages_of", return_value=["1.1 Opening"]):
        job = steps.worked(actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED), at=world.PREPARED)
    assert job.state == Job.State.FAILED and "Paragraph 1.2" in job.problem
    assert not Edition.objects.exists()


def test_the_work_done_twice_makes_one_edition(cast):
    review = world.agreed(cast)
    edition = steps.edition_prepared(cast, review, at=world.PREPARED)
    job = Job.objects.get()
    assert actions.prepare_edition(job, lambda percent: None, world.SIGNED) == {"edition": edition.pk}
    assert Edition.objects.count() == 1


def test_the_same_version_is_not_prepared_again(cast):
    review = world.agreed(cast)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    with pytest.raises(NotYet, match="prepared already"):
        actions.ask_to_prepare(review, by=cast.priya, at=world.SIGNED)


def test_it_is_asked_for_once_at_a_time(cast):
    review = world.agreed(cast)
    actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED)
    with pytest.raises(NotYet, match="being prepared"):
        actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED)


def test_a_new_version_sets_the_file_before_it_and_its_signatures_aside(cast):
    review = world.agreed(cast)
    first = steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_by_one(cast, first, cast.agencies.police, at=world.PREPARED)
    world.agreed_again(review, by=cast.priya, at=world.SIGNED, document=sample.document(paragraphs=1, sentences=1))
    second = steps.edition_prepared(cast, review, at=world.SIGNED)
    first.refresh_from_db()
    assert first.replaced_at == world.SIGNED and second.sha256 != first.sha256 and second.slug == first.slug
    assert len(rules_missing(review, second)) == 4
    assert Duty.objects.open().filter(review=review, kind=duties.SIGN.code).count() == 3


def rules_missing(review, edition):
    return rules.still_to_sign(queries.signers_of(edition), queries.signatures_under(edition))


def test_once_signed_off_it_is_prepared_again_only_with_a_reason_and_the_case_goes_back(cast):
    review = world.agreed(cast)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.PREPARED + world.DAY)
    world.agreed_again(review, by=cast.priya, at=world.SIGNED)
    with pytest.raises(NotYet) as refusal:
        actions.ask_to_prepare(review, by=cast.priya, at=world.SIGNED)
    assert refusal.value.field == "why"
    actions.ask_to_prepare(review, why="A date was wrong.", by=cast.priya, at=world.SIGNED)
    review.refresh_from_db()
    assert review.phase == Phase.IN_REVIEW and queries.standing_edition(review) is None


def test_a_published_report_has_to_be_taken_down_first(cast):
    review = world.agreed(cast)
    steps.edition_prepared(cast, review, at=world.PREPARED)
    steps.signed_off(cast, review, at=world.SIGNED)
    edition = steps.published(cast, review, at=world.PLANNED)
    later = world.PLANNED + world.DAY
    world.agreed_again(review, by=cast.priya, at=later)
    with pytest.raises(NotYet, match="Take it down first"):
        actions.ask_to_prepare(review, why="A mistake.", by=cast.priya, at=later)
    actions.take_down(edition, why="A mistake.", by=cast.priya, at=later)
    actions.ask_to_prepare(review, why="A mistake.", by=cast.priya, at=later)
    review.refresh_from_db()
    assert review.phase == Phase.IN_REVIEW


def test_nothing_is_frozen_where_the_trail_cannot_be_written(cast):
    review = world.agreed(cast)
    job = actions.ask_to_prepare(review, by=cast.priya, at=world.PREPARED)
    with patch("reviews.publication.actions.preparing.record", side_effect=RuntimeError):
        assert steps.worked(job, at=world.PREPARED).state == Job.State.WAITING
    assert not Edition.objects.exists() and not Duty.objects.filter(kind=duties.SIGN.code).exists()


def test_asking_changes_nothing_where_the_trail_cannot_be_written(cast):
    review = world.agreed(cast)
    for module, ask in (("preparing", actions.ask_to_prepare), ("rendering", actions.ask_for_draft)):
        no_trail = patch(f"reviews.publication.actions.{module}.record", side_effect=RuntimeError)
        with no_trail, pytest.raises(RuntimeError):
            ask(review, by=cast.priya, at=world.PREPARED)
    assert not Job.objects.exists()
