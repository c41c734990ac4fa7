"""Does each signature stand under one file, and does the last one sign the case off?"""

from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agencies.actions import organisations
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.actions import step_back
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.documents.models import Document
from reviews.publication import actions, duties, queries, rules
from reviews.publication.models import Edition, Signature
from reviews.publication.tests import sample, steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named")]


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def edition(cast):
    return steps.edition_prepared(cast, world.agreed(cast), at=world.PREPARED)


def paper():
    return SimpleUploadedFile("signed.pdf", b"%PDF-1.4 signed")


def phase(edition):
    return Review.objects.get(pk=edition.review_id).phase


def test_the_last_of_four_signatures_signs_the_case_off(cast, edition):
    for partner in (cast.agencies.council, cast.agencies.icb, cast.agencies.police):
        steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
        assert phase(edition) == Phase.IN_REVIEW
    steps.signed_by_one(cast, edition, None, at=world.SIGNED)
    assert phase(edition) == Phase.SIGNED_OFF
    open_kinds = set(Duty.objects.open().filter(review=edition.review).values_list("kind", flat=True))
    assert duties.PLAN.code in open_kinds and not open_kinds & {duties.SIGN.code, duties.READ_FINALLY.code}
    assert TrailEntry.objects.filter(kind="publication.signed").count() == 4


def test_a_signature_meets_only_its_own_duty(cast, edition):
    steps.signed_by_one(cast, edition, cast.agencies.police, at=world.SIGNED)
    waiting = Duty.objects.open().filter(review=edition.review, kind=duties.SIGN.code)
    assert {duty.agency for duty in waiting} == {cast.agencies.council, cast.agencies.icb}
    steps.signed_by_one(cast, edition, None, at=world.SIGNED)
    assert waiting.count() == 2 and not Duty.objects.open().filter(kind=duties.READ_FINALLY.code).exists()


def test_nobody_signs_twice(cast, edition):
    for partner in (cast.agencies.police, None):
        steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
        with pytest.raises(NotYet, match="there already"):
            steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
    assert Signature.objects.count() == 2


@pytest.mark.parametrize("of", ["police", None])
def test_the_database_keeps_each_to_one_signature(cast, edition, of):
    partner = getattr(cast.agencies, of) if of else None
    first = steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_what_was_prepared_again_cannot_be_signed(cast, edition):
    world.agreed_again(
        edition.review, by=cast.priya, at=world.SIGNED, document=sample.document(paragraphs=1, sentences=1)
    )
    second = steps.edition_prepared(cast, edition.review, at=world.SIGNED)
    with pytest.raises(NotYet, match="prepared again"):
        steps.signed_by_one(cast, edition, cast.agencies.police, at=world.SIGNED)
    with pytest.raises(NotYet, match="prepared again"):
        steps.signed_by_one(cast, second, cast.agencies.police, at=world.SIGNED, sha256=edition.sha256)
    assert not Signature.objects.exists()


def test_one_signs_with_ones_own_name(cast, edition):
    with pytest.raises(NotYet) as refusal:
        actions.sign(
            edition, sha256=edition.sha256, partner=cast.agencies.police, signed_by="Somebody Else",
            signed_on=world.SIGNED.date(), by=cast.dan, at=world.SIGNED,
        )  # fmt: skip
    assert refusal.value.field == "signed_by" and not Signature.objects.exists()


def enter(cast, edition, **changes):
    values = {
        "sha256": edition.sha256, "partner": cast.agencies.police, "signed_by": "Dan Eversley",
        "on_behalf_of": "Dan Eversley", "signed_on": world.PREPARED.date(), "original": paper(), "by": cast.priya,
        "at": world.SIGNED, **changes,
    }  # fmt: skip
    return actions.sign(edition, **values)


def test_the_office_enters_a_signature_with_its_original_and_its_date_counts(cast, edition):
    signature = enter(cast, edition)
    assert signature.entered_by == cast.priya and signature.on_behalf_of == "Dan Eversley"
    assert signature.original == Document.objects.get() and signature.original.belongs_to == f"edition:{edition.pk}"
    duty = Duty.objects.get(kind=duties.SIGN.code, agency=cast.agencies.police)
    assert duty.met_on == world.PREPARED.date()
    assert TrailEntry.objects.get(kind="publication.signed").on_behalf_of == "Dan Eversley"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"original": None}, "original"),
        ({"signed_on": (world.SIGNED + world.DAY).date()}, "signed_on"),
        ({"signed_on": (world.PREPARED - world.DAY).date()}, "signed_on"),
        ({"original": SimpleUploadedFile("signed.exe", b"MZ")}, "original"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast, edition, changes, field):
    with pytest.raises(NotYet) as refusal:
        enter(cast, edition, **changes)
    assert refusal.value.field == field and not Signature.objects.exists()


def test_a_signature_withdrawn_opens_the_case_again_and_voids_the_go(cast, edition):
    review = edition.review
    steps.signed_off(cast, review, at=world.SIGNED)
    planned = steps.planned(cast, review, planned_at=world.PLANNED, at=world.SIGNED + world.DAY)
    actions.give_go(planned, revision=planned.revision, by=cast.priya, at=world.MORNING)
    signature = Signature.objects.get(partner=cast.agencies.police)
    actions.withdraw_signature(signature, why="New advice.", by=cast.dan, at=world.MORNING)
    edition.refresh_from_db()
    assert phase(edition) == Phase.IN_REVIEW and edition.go_at is None
    assert Duty.objects.open().get(kind=duties.SIGN.code).agency == cast.agencies.police
    assert actions.sweep(at=world.PLANNED) == 0 and phase(edition) == Phase.IN_REVIEW
    steps.signed_by_one(cast, edition, cast.agencies.police, at=world.PLANNED)
    assert phase(edition) == Phase.SIGNED_OFF


def test_nothing_is_withdrawn_after_publication_or_twice(cast, edition):
    steps.signed_off(cast, edition.review, at=world.SIGNED)
    signature = Signature.objects.first()
    actions.withdraw_signature(signature, why="Wait.", by=cast.priya, at=world.SIGNED)
    with pytest.raises(NotYet, match="no longer counts"):
        actions.withdraw_signature(signature, why="Wait.", by=cast.priya, at=world.SIGNED)
    again = steps.signed_by_one(cast, edition, signature.partner, at=world.SIGNED)
    steps.published(cast, Review.objects.get(pk=edition.review_id), at=world.PLANNED)
    with pytest.raises(NotYet, match="take it down"):
        actions.withdraw_signature(again, why="Wait.", by=cast.priya, at=world.PLANNED)


def test_a_case_moved_back_by_hand_can_be_signed_off_again(cast, edition):
    review = edition.review
    steps.signed_off(cast, review, at=world.SIGNED)
    step_back(review, Phase.IN_REVIEW, by=cast.priya, at=world.SIGNED, why="By mistake.")
    actions.sign_off(queries.standing_edition(review), by=cast.priya, at=world.SIGNED)
    assert phase(edition) == Phase.SIGNED_OFF


def test_signing_off_needs_all_signatures(cast, edition):
    with pytest.raises(NotYet, match="Not everybody"):
        actions.sign_off(edition, by=cast.priya, at=world.SIGNED)


def test_nothing_changes_where_the_trail_cannot_be_written(cast, edition):
    signature = steps.signed_by_one(cast, edition, None, at=world.SIGNED)
    with patch("reviews.publication.actions.signing.record", side_effect=RuntimeError):
        with pytest.raises(RuntimeError):
            steps.signed_by_one(cast, edition, cast.agencies.police, at=world.SIGNED)
        with pytest.raises(RuntimeError):
            actions.withdraw_signature(signature, why="Wait.", by=cast.harriet, at=world.SIGNED)
    assert Signature.objects.standing().count() == 1
    assert Duty.objects.open().filter(kind=duties.SIGN.code).count() == 3
    assert Edition.objects.get().revision == edition.revision


# When the partners change ----------------------------------------------------------------------------


def added(cast, name, sector, *, partner, at=world.SIGNED):
    return organisations.add_agency(
        name=name, sector=sector, partnerships=[cast.partnership],
        partner_in=[cast.partnership] if partner else [], by=cast.adam, at=at,
    )  # fmt: skip


def merged(cast, agency, into):
    organisations.end_agency(
        agency, revision=1, into=into, ended_on=world.SIGNED.date(), by=cast.adam, at=world.SIGNED
    )  # fmt: skip


def missing(edition):
    return [
        signer.label
        for signer in rules.still_to_sign(queries.signers_of(edition), queries.signatures_under(edition))
    ]  # fmt: skip


def owe(edition):
    return set(
        Duty.objects.open().filter(review=edition.review, kind=duties.SIGN.code).values_list("agency__name", flat=True)
    )


def test_a_file_waits_for_nobody_who_was_not_asked_to_sign_it(cast, edition):
    added(cast, "Holmshire County Council", "local_authority", partner=False)
    assert not [label for label in missing(edition) if "Holmshire" in label] and len(owe(edition)) == 3


def test_a_new_partner_signs_what_is_being_signed_and_nothing_that_all_have_signed(cast, edition):
    county = added(cast, "Levels County Council", "local_authority", partner=True)
    assert "Levels County Council" in owe(edition) and len(missing(edition)) == 5
    for partner in (cast.agencies.council, cast.agencies.icb, cast.agencies.police, None):
        steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
    assert phase(edition) == Phase.IN_REVIEW
    organisations.change_agency(
        county, revision=1, partnerships=[cast.partnership], by=cast.adam, at=world.SIGNED
    )  # fmt: skip
    assert phase(edition) == Phase.SIGNED_OFF and not owe(edition)
    added(cast, "Estuary Police", "police", partner=True)
    assert not missing(edition) and not owe(edition)


def test_a_merged_partner_still_signs_what_it_was_asked_to_sign(cast, edition):
    merged(cast, cast.agencies.police, added(cast, "Estuary Police", "police", partner=False))
    for partner in (cast.agencies.council, cast.agencies.icb, None):
        steps.signed_by_one(cast, edition, partner, at=world.SIGNED)
    assert owe(edition) == {"Fenmarsh Police"}
    client = Client()
    client.force_login(cast.dan)
    assert "Read and sign" in client.get(reverse("publication", args=[edition.review.code])).content.decode()
    steps.signed_by_one(cast, edition, cast.agencies.police, at=world.SIGNED)
    assert phase(edition) == Phase.SIGNED_OFF


def test_the_signature_of_a_merged_partner_stays_and_the_report_is_published(cast, edition):
    steps.signed_off(cast, edition.review, at=world.SIGNED)
    merged(cast, cast.agencies.police, added(cast, "Estuary Police", "police", partner=False))
    page = page_for(cast.priya, edition)
    assert "All have signed." in page and "Dan Eversley" in page and "Estuary" not in page
    steps.published(cast, edition.review, at=world.SIGNED + world.DAY)
    assert phase(edition) == Phase.PUBLISHED


def test_prepared_again_the_file_is_signed_by_the_partners_of_that_day(cast, edition):
    steps.signed_by_one(cast, edition, cast.agencies.police, at=world.SIGNED)
    merged(cast, cast.agencies.police, added(cast, "Estuary Police", "police", partner=False))
    document = sample.document(paragraphs=1, sentences=1)
    world.agreed_again(edition.review, by=cast.priya, at=world.SIGNED, document=document)
    second = steps.edition_prepared(cast, edition.review, at=world.SIGNED + world.DAY)
    assert owe(second) == {cast.agencies.council.name, cast.agencies.icb.name, "Estuary Police"}
    assert len(missing(second)) == 4 and not [label for label in missing(second) if "Fenmarsh Police" in label]


def page_for(user, edition):
    client = Client()
    client.force_login(user)
    return client.get(reverse("publication", args=[edition.review.code])).content.decode()


def test_the_page_never_says_that_all_have_signed_where_somebody_has_not(cast, edition):
    steps.signed_off(cast, edition.review, at=world.SIGNED)
    Signature.objects.filter(partner=cast.agencies.police).update(withdrawn_at=world.SIGNED)
    page = page_for(cast.priya, edition)
    assert "All have signed" not in page and "Still missing: Fenmarsh Police" in page
    assert "Set the date of publication" not in page
