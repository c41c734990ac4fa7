"""Letters by hand: drafted out of the template, seen first, sent once or printed, and kept with day and sender."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.pdf import pages_of
from cspr.records import NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.correspondence import actions
from reviews.correspondence.models import WrittenLetter
from reviews.correspondence.tests import steps
from reviews.family.actions import agree_route
from reviews.family.queries import route_to
from reviews.identities.actions import add_person
from reviews.proceedings.tests import steps as alongside
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.page

AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
To, Way = WrittenLetter.To, WrittenLetter.Way


@pytest.fixture
@kept
def cast(db):
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return referral.partnership_review(cast, at=AT)


@pytest.fixture
@kept
def mother(cast, review):
    return add_person(
        review, kind="family", label="mother", given_names="Saskia", family_name="Thornbury", by=cast.priya, at=AT
    )


@pytest.fixture
def page(client, cast, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    client.force_login(cast.priya)
    return client


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def write(review, to):
    return reverse("correspondence-write", args=[review.code, to])


def at(letter, step):
    return reverse(f"correspondence-{step}", args=[letter.review.code, letter.pk])


def safe(mother, cast, *routes):
    standing = route_to(mother)
    agree_route(mother, follows=standing.pk if standing else None, routes=list(routes), by=cast.priya, at=AT)


def test_an_e_mail_to_the_family_is_seen_first_goes_once_and_holds_no_name(page, cast, review, mother):
    typed = {"person": mother.pk, "way": "email", "email": "s@home.example"}
    refused = page.post(write(review, "family"), typed)
    assert refused.status_code == 422 and "No safe route is agreed" in text(refused)
    safe(mother, cast, "email")
    assert page.post(write(review, "family"), typed).status_code == 302
    letter = WrittenLetter.objects.get()
    shown = text(page.get(at(letter, "letter")))
    assert "Nothing has gone out yet" in shown and "/help/invited/" in shown and not Message.objects.exists()
    assert page.post(at(letter, "send"), {"revision": 1}).status_code == 302
    assert page.post(at(letter, "send"), {"revision": 1}).status_code == 422
    message = Message.objects.get()
    said = message.subject + message.body
    assert letter.reference in said and "Priya Raman" in said and "Thornbury" not in said and "mother" not in said
    assert review.family_contacts.get().route == "email"
    assert "13 April 2026, e-mail, by Priya Raman" in text(page.get(at(letter, "letter")))
    assert page.get(at(letter, "change")).status_code == 404


def test_a_letter_for_post_is_worded_freely_printed_and_becomes_a_paper_of_the_office(page, cast, review, mother):
    safe(mother, cast, "letter")
    typed = {"person": mother.pk, "way": "post", "address": "3 Reed Lane\nSaltmere"}
    assert page.post(write(review, "family"), typed).status_code == 302
    letter = WrittenLetter.objects.get()
    said = {"subject": "Meeting you", "body": "Dear Saskia,\n\nwould Tuesday suit you?", "revision": 1}
    assert page.post(at(letter, "change"), said).status_code == 302
    assert page.post(at(letter, "change"), said | {"body": "Mine"}).status_code == 422
    printed = " ".join(pages_of(page.get(at(letter, "paper")).content))
    assert "Saskia Thornbury" in printed and "3 Reed Lane" in printed and "would Tuesday suit you?" in printed
    late = page.post(at(letter, "posted"), {"posted_on": "2026-04-14", "revision": 2})
    assert late.status_code == 422 and "still to come" in text(late)
    assert page.post(at(letter, "posted"), {"posted_on": "2026-04-13", "revision": 2}).status_code == 302
    letter.refresh_from_db()
    assert letter.copy.sensitivity == "office" and letter.sent_by == cast.priya
    assert page.get(reverse("documents-download", args=[review.code, letter.copy.pk])).status_code == 200
    attempt = review.family_contacts.get()
    assert (attempt.person, attempt.route, attempt.outcome) == (mother, "letter", "no_answer")
    assert (attempt.contacted_on, letter.reference in attempt.note) == (AT.date(), True)
    assert "It stands in the family log as an attempt" in text(page.get(at(letter, "letter")))
    assert "Thornbury" not in str(list(TrailEntry.objects.values("sentence", "subject", "changes")))


def test_a_way_that_is_not_safe_and_a_held_contact_are_refused_beside_the_field(page, cast, review, mother):
    safe(mother, cast, "phone")
    refused = page.post(write(review, "family"), {"person": mother.pk, "way": "post", "address": "3 Reed Lane"})
    assert refused.status_code == 422 and "which is telephone" in text(refused) and "3 Reed Lane" in text(refused)
    safe(mother, cast, "letter")
    letter = actions.draft_letter(review, to=To.FAMILY, way=Way.POST, person=mother, address="x", by=cast.priya, at=AT)
    alongside.on_hold(cast, review, at=AT)
    with pytest.raises(NotYet):
        actions.record_posted(letter, revision=1, posted_on=AT.date(), by=cast.priya, at=AT)


def test_a_letter_through_somebody_is_an_attempt_through_them(cast, review, mother):
    agree_route(mother, follows=None, routes=["through"], key_worker="Ines Aldous", by=cast.priya, at=AT)
    letter = actions.draft_letter(review, to=To.FAMILY, way=Way.POST, person=mother, address="x", by=cast.priya, at=AT)
    actions.record_posted(letter, revision=1, posted_on=AT.date(), by=cast.priya, at=AT)
    attempt = review.family_contacts.get()
    assert (attempt.route, attempt.through) == ("through", "Ines Aldous")


def test_letters_stand_on_the_case_and_a_draft_can_be_put_aside(page, cast, review):
    steps.letters_written(cast, review, at=AT)
    unwanted = actions.draft_letter(
        review,
        to=To.PRACTITIONER,
        way=Way.EMAIL,
        recipient="Health visitor",
        email="hv@x.example",
        by=cast.priya,
        at=AT,
    )
    url = reverse("correspondence", args=[review.code])
    shown = text(page.get(url))
    assert "Letter 1 to Holmwater Safeguarding Partners" in shown and "Letter 3 to Health visitor Draft" in shown
    assert page.post(at(unwanted, "discard"), {"why": "Rang her.", "revision": 1}).status_code == 302
    assert "Health visitor" not in text(page.get(url)) and page.get(at(unwanted, "letter")).status_code == 404
    assert url in page.get(reverse("case-letters", args=[review.code])).content.decode()
    with CaptureQueriesContext(connection) as few:
        page.get(url)
    for _ in range(4):
        actions.draft_letter(
            review, to=To.AREA, way=Way.EMAIL, recipient="A", email="a@x.example", by=cast.priya, at=AT
        )
    with CaptureQueriesContext(connection) as many:
        page.get(url)
    assert len(many) == len(few)


def test_the_office_of_the_case_alone_writes_letters(page, cast, review):
    letter = actions.draft_letter(
        review, to=To.PANEL, way=Way.EMAIL, recipient="Panel", email="p@x.example", by=cast.priya, at=AT
    )
    assert page.get(write(review, "nobody")).status_code == 404
    assert page.get(at(letter, "paper")).status_code == 404
    for person, status in ((cast.cora, 403), (cast.sam, 404)):
        page.force_login(person)
        for url in (reverse("correspondence", args=[review.code]), write(review, "panel"), at(letter, "send")):
            assert page.get(url).status_code == status, url


def test_nothing_goes_where_the_trail_cannot_be_written(cast, review, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError

    letter = actions.draft_letter(
        review, to=To.PANEL, way=Way.EMAIL, recipient="Panel", email="p@x.example", by=cast.priya, at=AT
    )
    monkeypatch.setattr("reviews.correspondence.actions.record", refuse)
    with pytest.raises(RuntimeError):
        actions.send_letter(letter, revision=1, by=cast.priya, at=AT)
    letter.refresh_from_db()
    assert letter.sent_on is None and not Message.objects.exists()
