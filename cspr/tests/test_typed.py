"""Is what was typed shown once more, where the form it was typed into leads nowhere any more?"""

from datetime import timedelta

import pytest
from django.urls import reverse

from agencies.models import Post
from chronology import actions as chronology
from chronology.tests.steps import chronologies_asked
from cspr import clock
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from cspr.tests.world import FIRST_DAYS, RAPID, REVIEWING
from cspr.typed import typed_into
from reviews.case import actions as case
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.pure
TYPED = "She was seen at home & was well."


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def asked(cast):
    """What the health trust is asked to write."""
    start = clock.now() - timedelta(days=90)
    review = referral.referred(cast, at=start)
    for day, step in FIRST_DAYS + RAPID + REVIEWING[:1]:
        step(cast, review, at=start + timedelta(days=day))
    found = chronologies_asked(cast, review, at=start + timedelta(days=40))
    return next(request for request in found if request.agency == cast.agencies.health)


def send(client, who, asked, *, home="http://testserver"):
    client.force_login(who)
    address = reverse("chronology-entry-add", args=[asked.review.code, asked.pk])
    data = {"when": clock.today().isoformat(), "source": "Notes", "what": TYPED, "pk": "3"}
    return client.post(address, data, HTTP_ORIGIN=home)


def expect_it_shown(answer, status, *words):
    text = answer.content.decode()
    assert answer.status_code == status
    assert "She was seen at home &amp; was well." in text and "Copy what you still need" in text
    assert 'class="govuk-body cspr-typed">3<' not in text
    for part in words:
        assert part in text


def test_a_form_opened_before_the_role_ended(client, cast, asked):
    Post.objects.filter(user=cast.hana).update(ends_on=clock.today() - timedelta(days=1))
    expect_it_shown(send(client, cast.hana, asked), 404, "This is no longer here", "Nothing was changed")


def test_a_form_opened_before_the_agency_was_taken_out(client, cast, asked):
    involvement = asked.review.involvements.get(agency=asked.agency)
    case.end_involvement(involvement, why="Asked in error", by=cast.priya, at=clock.now())
    expect_it_shown(send(client, cast.hana, asked), 404, "This is no longer here")


def test_a_form_opened_before_the_role_changed(client, cast, asked):
    Post.objects.filter(user=cast.hana).update(role="referrer")
    expect_it_shown(send(client, cast.hana, asked), 404, "ring the office")
    expect_it_shown(send(client, cast.luca, asked), 403, "no longer open to you", "ask the office")


def test_a_form_opened_before_the_request_was_withdrawn(client, cast, asked):
    chronology.withdraw(asked, revision=asked.revision, why_withdrawn="Not needed", by=cast.priya, at=clock.now())
    expect_it_to_stay(send(client, cast.hana, asked), "no longer asks")


def test_a_form_opened_before_the_chronology_was_signed_off(client, cast, asked):
    chronology.submit(
        asked.submission, revision=asked.submission.revision, signed_off_by="Hugo Marsh", given_on=clock.today(),
        by=cast.hugo, at=clock.now(),
    )  # fmt: skip
    expect_it_to_stay(send(client, cast.hana, asked), "submitted")


def expect_it_to_stay(answer, *words):
    """The form itself answers, with what was typed and why it is not taken."""
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "She was seen at home &amp; was well.</textarea>" in text
    summary = text.partition('class="govuk-error-summary"')[2][:600]
    assert all(word in summary for word in words), summary


def test_a_form_opened_before_the_record_was_an_error(client, cast, asked):
    values = {"happened_on": clock.today(), "source": "Notes", "what": "A visit."}
    entry = chronology.add_entry(asked.submission, **values, by=cast.hana, at=clock.now())
    chronology.void_entry(entry, revision=entry.revision, why_void="Wrong child", by=cast.hana, at=clock.now())
    client.force_login(cast.hana)
    address = reverse("chronology-entry-edit", args=[asked.review.code, asked.pk, entry.pk])
    expect_it_shown(client.post(address, {"what": TYPED, "revision": "3"}, HTTP_ORIGIN="http://testserver"), 404)


def test_a_button_that_is_refused_shows_what_was_typed_beside_it(rf):
    request = rf.post("/x/", {"why": TYPED, "password": "two words"}, HTTP_ORIGIN="http://testserver")
    assert typed_into(request) == [TYPED]


def test_nothing_is_repeated_to_another_site_nor_from_a_page_that_only_shows(client, cast, asked):
    Post.objects.filter(user=cast.hana).update(ends_on=clock.today() - timedelta(days=1))
    assert TYPED[:7] not in send(client, cast.hana, asked, home="http://elsewhere.example").content.decode()
    assert (
        "Copy what"
        not in client.get(f"/reviews/{asked.review.code}/", HTTP_ORIGIN="http://testserver").content.decode()
    )
