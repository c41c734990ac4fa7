"""Do the pages of signing and publication work, for those whom they concern and for nobody else?"""

import datetime as dt
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.roles import Role
from cspr.audit.queries import looks_at
from cspr.files.actions import read
from cspr.jobs.models import Job
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.actions import involve, join_team
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.publication import actions, queries
from reviews.publication.models import Edition, Signature
from reviews.publication.tests import sample, steps, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_named"), pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def review(cast):
    review = world.agreed(cast)
    join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=world.PREPARED)
    join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=world.PREPARED)
    involve(review, cast.agencies.health, by=cast.priya, at=world.PREPARED)
    return review


@pytest.fixture
@kept
def edition(cast, review):
    return steps.edition_prepared(cast, review, at=world.PREPARED)


@pytest.fixture
@kept
def signed(cast, edition):
    return steps.signed_off(cast, edition.review, at=world.SIGNED)


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_clock(moment):
        monkeypatch.setattr("cspr.clock.now", lambda: moment)
        monkeypatch.setattr("cspr.clock.today", lambda: moment.date())

    set_clock(world.SIGNED)
    return set_clock


def page(name, review, *arguments):
    return reverse(name, args=[review.code, *arguments])


def words(response):
    return " ".join(response.content.decode().split())


def sign_in(client, person):
    client.force_login(person)
    return client


# Where it stands -----------------------------------------------------------------------------------


def test_the_page_offers_to_prepare_what_was_agreed(client, cast, review, at):
    response = sign_in(client, cast.priya).get(page("publication", review))
    assert response.status_code == 200 and page("publication-prepare", review) in words(response)


def test_a_partner_is_asked_to_sign_and_sees_the_fingerprint(client, cast, edition, at):
    text = words(sign_in(client, cast.dev).get(page("publication", edition.review)))
    assert "Read and sign" in text and edition.fingerprint in text and "for Fenmarsh County Council" in text


def test_a_reader_sees_where_it_stands_and_nothing_to_do(client, cast, edition, at):
    text = words(sign_in(client, cast.pam).get(page("publication", edition.review)))
    assert "Waiting for 4 signatures" in text and "Read and sign" not in text and "/plan/" not in text


@pytest.mark.parametrize("who", ["hana", "ira"])
def test_whom_it_does_not_concern_it_does_not_open_for(client, cast, edition, at, who):
    assert sign_in(client, getattr(cast, who)).get(page("publication", edition.review)).status_code == 403


@pytest.mark.parametrize("who", ["sam", "bea"])
def test_those_outside_the_case_find_nothing(client, cast, edition, at, who):
    for name in ("publication-pdf", "publication-page", "publication-plan"):
        assert sign_in(client, getattr(cast, who)).get(page(name, edition.review, edition.pk)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_files_set_aside(client, cast, review, at):
    sign_in(client, cast.priya)
    counts = []
    for number in range(4):
        world.agreed_again(
            review, by=cast.priya, at=world.PREPARED, document=sample.document(paragraphs=1, sentences=number + 1)
        )
        steps.edition_prepared(cast, review, at=world.PREPARED + number * world.MINUTE)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(page("publication", review))
        counts.append(len(captured))
    assert counts[1] == counts[3]


# The draft and preparing ---------------------------------------------------------------------------


def test_a_draft_is_asked_for_made_and_downloaded(client, cast, review, at):
    sign_in(client, cast.pam)
    response = client.post(page("publication-draft", review))
    job = Job.objects.get()
    assert response.url == page("publication-job", review, job.pk)
    assert 'data-job="running"' in words(client.get(response.url))
    assert client.get(page("publication-job-file", review, job.pk)).status_code == 404
    steps.worked(job, at=world.SIGNED)
    assert "Download the PDF" in words(client.get(response.url))
    file = client.get(page("publication-job-file", review, job.pk))
    assert file["Content-Type"] == "application/pdf" and "attachment" in file["Content-Disposition"]
    # The page that waits asks for itself every few seconds and shows nothing; the file is a look.
    assert [look.sentence for look in looks_at(review.code)].count("opened publication-job") == 0
    assert "opened publication-job-file" in [look.sentence for look in looks_at(review.code)]


def test_large_print_is_asked_for_beside_the_usual_pdf(client, cast, review, at):
    sign_in(client, cast.pam)
    assert "Make a PDF in large print" in words(client.get(page("publication", review)))
    response = client.post(page("publication-draft", review), {"form": "large"})
    job = Job.objects.get()
    assert job.kind == "report.draft_large"
    assert "The report in large print" in words(client.get(response.url))


def test_a_document_with_the_checks_is_made_for_the_author_alone(client, cast, review, at):
    for who, offered, kind in ((cast.luca, True, "report.draft_checked"), (cast.pam, False, "report.draft_pdf")):
        sign_in(client, who)
        assert ("Export to Word with the checks" in words(client.get(page("publication", review)))) is offered
        client.post(page("publication-draft", review), {"form": "checked"})
        assert Job.objects.latest("pk").kind == kind


def test_somebody_elses_draft_is_not_found(client, cast, review, at):
    job = steps.worked(actions.ask_for_draft(review, by=cast.pam, at=world.SIGNED), at=world.SIGNED)
    sign_in(client, cast.luca)
    for name in ("publication-job", "publication-job-file"):
        assert client.get(page(name, review, job.pk)).status_code == 404


def test_a_draft_is_not_made_by_looking(client, cast, review, at):
    assert sign_in(client, cast.pam).get(page("publication-draft", review)).status_code == 405
    assert sign_in(client, cast.hana).post(page("publication-draft", review)).status_code == 403
    assert not Job.objects.exists()


def test_preparing_is_asked_for_on_its_page(client, cast, review, at):
    sign_in(client, cast.priya)
    assert "version 1" in words(client.get(page("publication-prepare", review))).lower()
    response = client.post(page("publication-prepare", review))
    job = Job.objects.get()
    assert response.url == page("publication-job", review, job.pk)
    steps.worked(job, at=world.SIGNED)
    assert page("publication", review) in words(client.get(response.url))
    assert client.post(page("publication-prepare", review)).status_code == 422


def test_a_refused_preparation_says_why_and_what_to_do(client, cast, review, at):
    with patch("reviews.publication.actions.preparing.pdf.pages_of", return_value=[""]):
        job = steps.worked(actions.ask_to_prepare(review, by=cast.priya, at=world.SIGNED), at=world.SIGNED)
    text = words(sign_in(client, cast.priya).get(page("publication-job", review, job.pk)))
    assert "Paragraph 1.1" in text and "Nothing was frozen" in text


def test_preparing_again_asks_for_the_reason(client, cast, signed, at):
    review = Review.objects.get(pk=signed.review_id)
    world.agreed_again(review, by=cast.priya, at=world.SIGNED)
    sign_in(client, cast.priya)
    assert "Everybody signs anew" in words(client.get(page("publication-prepare", review)))
    assert client.post(page("publication-prepare", review), {"why": ""}).status_code == 422
    assert client.post(page("publication-prepare", review), {"why": "A wrong date."}).status_code == 302


def test_the_very_file_is_shown(client, cast, edition, at):
    response = sign_in(client, cast.dev).get(page("publication-pdf", edition.review, edition.pk))
    assert response.content == read(edition.pdf) and response["Content-Disposition"].startswith("inline")
    assert "The story" not in words(
        sign_in(client, cast.harriet).get(page("publication-page", edition.review, edition.pk))
    )


# Signing -------------------------------------------------------------------------------------------


def typed(edition, signer, name, **more):
    return {"sha256": edition.sha256, "signer": signer, "signed_by": name, "has_read": "on", **more}


def test_a_partner_and_the_reader_sign_on_their_pages(client, cast, edition, at):
    address = page("publication-sign", edition.review, edition.pk)
    sign_in(client, cast.dan)
    assert edition.fingerprint in words(client.get(address))
    response = client.post(address, typed(edition, f"partner:{cast.agencies.police.pk}", "Dan Eversley"))
    assert response.url == page("publication", edition.review)
    sign_in(client, cast.harriet).post(address, typed(edition, "reader", "Harriet Vane-Ellis"))
    assert {(s.partner, s.signed_by) for s in Signature.objects.all()} == {
        (cast.agencies.police, "Dan Eversley"),
        (None, "Harriet Vane-Ellis"),
    }


def test_nobody_signs_for_another(client, cast, edition, at):
    address = page("publication-sign", edition.review, edition.pk)
    sign_in(client, cast.dan)
    for signer in (f"partner:{cast.agencies.council.pk}", "reader"):
        assert client.post(address, typed(edition, signer, "Dan Eversley")).status_code == 422
    for who in ("priya", "luca", "hana"):
        assert sign_in(client, getattr(cast, who)).get(address).status_code == 403
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"has_read": ""}, "Open and read the file before you sign"),
        ({"signed_by": ""}, "Type your full name to sign"),
        ({"signed_by": "D. Eversley"}, "Dan Eversley"),
        ({"sha256": "0" * 64}, "prepared again"),
    ],
)
def test_what_is_wrong_with_a_signature_is_said(client, cast, edition, at, change, said):
    signer = f"partner:{cast.agencies.police.pk}"
    address = page("publication-sign", edition.review, edition.pk)
    response = sign_in(client, cast.dan).post(address, typed(edition, signer, "Dan Eversley") | change)
    assert response.status_code == 422 and said in words(response) and not Signature.objects.exists()


def test_the_office_enters_a_signature_with_its_original(client, cast, edition, at):
    address = page("publication-sign-for", edition.review, edition.pk)
    sign_in(client, cast.priya)
    values = typed(edition, f"partner:{cast.agencies.icb.pk}", "Dina Holloway", signed_on="2026-03-03")
    assert "Attach what was signed" in words(client.post(address, values))
    client.post(address, values | {"original": SimpleUploadedFile("letter.pdf", b"%PDF-1.4 x")})
    signature = Signature.objects.get()
    assert signature.signed_on == dt.date(2026, 3, 3) and signature.original and signature.entered_by == cast.priya
    assert "Entered by Priya Raman" in words(client.get(page("publication", edition.review)))
    assert sign_in(client, cast.dan).get(address).status_code == 403


def test_a_signature_is_withdrawn_by_its_own_side_only(client, cast, signed, at):
    signature = Signature.objects.get(partner=cast.agencies.police)
    address = page("publication-unsign", signed.review, signature.pk)
    assert sign_in(client, cast.dina).get(address).status_code == 404
    assert sign_in(client, cast.dan).post(address, {"why": ""}).status_code == 422
    assert client.post(address, {"why": "New advice."}).status_code == 302
    assert Review.objects.get(pk=signed.review_id).phase == Phase.IN_REVIEW
    assert client.get(address).status_code == 404


def test_a_case_moved_back_is_moved_on_by_a_button(client, cast, signed, at):
    review = Review.objects.get(pk=signed.review_id)
    Review.objects.filter(pk=review.pk).update(phase=Phase.IN_REVIEW)
    sign_in(client, cast.priya)
    assert "Move it on" in words(client.get(page("publication", review)))
    address = page("publication-sign-off", review, signed.pk)
    assert client.get(address).status_code == 405
    client.post(address)
    assert Review.objects.get(pk=review.pk).phase == Phase.SIGNED_OFF


# Going out -----------------------------------------------------------------------------------------


def test_from_the_date_to_the_public_page_through_the_pages_alone(client, cast, signed, at):
    review = signed.review
    sign_in(client, cast.priya)
    values = {"revision": signed.revision, "planned_on": "2026-03-18", "planned_time": "10am"}
    assert client.post(page("publication-plan", review, signed.pk), values).status_code == 302
    assert steps.standing(review).planned_at == world.PLANNED
    assert "18 March 2026, 10:00" in words(client.get(page("publication", review)))
    edition = steps.standing(review)
    values = {"revision": edition.revision, "shared_on": "2026-03-04"}
    assert client.post(page("publication-shared", review, signed.pk), values).status_code == 302
    at(world.MORNING)
    assert "waits for the go" in words(client.get(page("publication", review)))
    edition = steps.standing(review)
    address = page("publication-go", review, signed.pk)
    assert client.post(address, {"revision": edition.revision}).status_code == 422
    assert client.post(address, {"revision": edition.revision, "sure": "on"}).status_code == 302
    assert "Priya Raman gave the go" in words(client.get(page("publication", review)))
    actions.sweep(at=world.PLANNED)
    assert "See the public page" in words(client.get(page("publication", review)))
    assert client.get(reverse("published-review", args=[edition.slug])).status_code == 200


def test_a_weekend_is_warned_of_and_allowed(client, cast, signed, at):
    steps.planned(cast, signed.review, planned_at=dt.datetime(2026, 3, 21, 10, tzinfo=dt.UTC), at=world.SIGNED)
    text = words(sign_in(client, cast.priya).get(page("publication", signed.review)))
    assert "is a Saturday" in text and "You can publish all the same" in text


def test_publish_now_from_its_page(client, cast, signed, at):
    address = page("publication-now", signed.review, signed.pk)
    assert "so it is late" in words(sign_in(client, cast.priya).get(address))
    client.post(address, {"revision": signed.revision, "sure": "on"})
    assert Edition.objects.get().published_at == world.SIGNED


def test_an_older_revision_is_told_what_happened_meanwhile(client, cast, signed, at):
    values = {"revision": signed.revision - 1, "planned_on": "2026-03-18", "planned_time": "10am"}
    response = sign_in(client, cast.priya).post(page("publication-plan", signed.review, signed.pk), values)
    assert response.status_code == 422 and "Somebody else changed this" in words(response)


def test_the_go_is_taken_back_on_its_page(client, cast, signed, at):
    edition = steps.planned(cast, signed.review, planned_at=world.PLANNED, at=world.SIGNED)
    actions.give_go(edition, revision=edition.revision, by=cast.priya, at=world.MORNING)
    at(world.MORNING)
    sign_in(client, cast.priya)
    client.post(page("publication-go-back", signed.review, signed.pk), {"revision": edition.revision})
    assert steps.standing(signed.review).go_at is None


def test_withholding_asks_for_the_decision_and_the_reasons(client, cast, signed, at):
    address = page("publication-withhold", signed.review, signed.pk)
    sign_in(client, cast.priya)
    response = client.post(address, {"revision": signed.revision})
    assert response.status_code == 422 and "Write down the reasons" in words(response)
    client.post(address, {"revision": signed.revision, "what": "all", "reason": "A court order."})
    text = words(client.get(page("publication", signed.review)))
    assert "publish nothing" in text and "A court order." in text


def test_taking_down_confirming_and_putting_back(client, cast, signed, at):
    steps.published(cast, signed.review, at=world.PLANNED)
    at(world.PLANNED + world.DAY)
    sign_in(client, cast.priya)
    assert client.post(page("publication-take-down", signed.review, signed.pk), {"why": ""}).status_code == 422
    client.post(page("publication-take-down", signed.review, signed.pk), {"why": "Threats."})
    assert "it cannot be you" in words(client.get(page("publication", signed.review)))
    confirm = page("publication-confirm", signed.review, signed.pk)
    assert "a second person" in words(client.post(confirm)).lower()
    sign_in(client, cast.dev)
    assert "Threats." in words(client.get(confirm))
    assert client.post(confirm).status_code == 302
    sign_in(client, cast.priya)
    edition = steps.standing(signed.review)
    client.post(page("publication-put-back", signed.review, signed.pk), {"revision": edition.revision})
    assert client.get(reverse("published-review", args=[edition.slug])).status_code == 200


def test_what_becomes_of_it_is_decided_on_its_page(client, cast, signed, at):
    edition = steps.published(cast, signed.review, at=world.PLANNED)
    address = page("publication-after", signed.review, signed.pk)
    at(world.PLANNED + world.DAY)
    sign_in(client, cast.priya)
    values = {"revision": edition.revision, "after": "archive"}
    assert "stays published until" in words(client.post(address, values))
    at(dt.datetime(2027, 3, 18, 9, tzinfo=dt.UTC))
    assert client.post(address, values).status_code == 302
    assert client.get(reverse("published-review", args=[edition.slug])).status_code == 410


@pytest.mark.pure
@pytest.mark.parametrize(
    "name", ["plan", "shared", "go", "go-back", "now", "withhold", "after", "take-down", "put-back"]
)
def test_only_those_who_publish_do_so(client, cast, signed, at, name):
    address = page(f"publication-{name}", signed.review, signed.pk)
    assert sign_in(client, cast.priya).get(address).status_code == 200
    for who in ("luca", "dev", "harriet", "hana", "ira"):
        assert sign_in(client, getattr(cast, who)).get(address).status_code == 403


def test_an_edition_of_another_case_is_not_found(client, cast, edition, at):
    other = world.agreed(cast, at=world.PREPARED)
    sign_in(client, cast.priya)
    for name in ("publication-pdf", "publication-plan", "publication-sign-for"):
        assert client.get(page(name, other, edition.pk)).status_code == 404
    assert queries.standing_edition(other) is None
