"""May an agency give its chronology as a document, or say that nothing is held, whoever signs?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chronology import actions, rules
from chronology.tests.conftest import AT
from cspr import clock
from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.case.models import Duty

TODAY = dt.date(2026, 3, 5)
NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def health(asked):
    return asked["health"]


@pytest.fixture
def at(review):
    def visit(person, name, *args, post=None):
        client = Client()
        client.force_login(person)
        url = reverse(name, args=[review.code, *args])
        return client.get(url) if post is None else client.post(url, post)

    return visit


def paper():
    return SimpleUploadedFile("Chronology.pdf", b"%PDF-1.7\n%%EOF\n", content_type="application/pdf")


def text(answer):
    return answer.content.decode()


def test_a_document_is_uploaded_signed_and_typed_in_by_the_office(cast, review, health, at):
    assert at(cast.hana, "chronology-upload", health.pk).status_code == 200
    health.refresh_from_db()
    assert health.first_opened_at == NOW
    sent = {"revision": 1, "author_name": "Hana Brzezicki", "original": paper()}
    assert at(cast.hana, "chronology-upload", health.pk, post=sent).status_code == 302
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Chronology.pdf" in page and "It is ready to sign off" in page
    assert at(cast.hana, "chronology-ready", health.pk, post={}).status_code == 302
    assert Message.objects.filter(key__startswith="chronology_ready").count() == 1
    assert "Sign off the document" in text(at(cast.hugo, "chronology-draft", health.pk))
    signed = {"revision": 3, "author_name": "Hana Brzezicki", "agreed": "on"}
    assert at(cast.hugo, "chronology-submit", health.pk, post=signed).status_code == 302
    assert "There is nothing more to do" in text(at(cast.hana, "chronology-draft", health.pk))
    asked, enter = Duty.objects.filter(review=review, thing_id=health.pk).order_by("pk")
    assert (asked.met_on, enter.kind, enter.role) == (TODAY, "chronology.enter", "business_support")

    page = text(at(cast.priya, "chronology-draft", health.pk))
    assert "Type its entries in" in page and "Given as a document" in page
    entry = {"happened_on": "2025-02-01", "source": "Record", "what": "Seen at home."}
    assert at(cast.priya, "chronology-entry-add", health.pk, post=entry).status_code == 302
    page = text(at(cast.priya, "chronology-submit", health.pk))
    assert 'value="Hugo Marsh"' in page and 'value="2026"' in page
    done = {"revision": 4, "author_name": "Hana", "signed_off_by": "Hugo Marsh", "given_on": "2026-03-05"}
    assert at(cast.priya, "chronology-submit", health.pk, post=done).status_code == 302
    enter.refresh_from_db()
    assert enter.met_on == TODAY


def test_what_was_sent_back_is_not_taken_for_given(cast, health):
    submission = health.submission
    actions.upload(submission, paper(), revision=1, author_name="Hana", by=cast.hana, at=AT)
    assert rules.is_uploaded(submission) and not rules.is_handed_in(submission)
    actions.hand_in(submission, revision=2, signed_off_by="Hugo", by=cast.hugo, at=AT)
    assert rules.is_handed_in(submission)
    submission.sent_back_at = AT + dt.timedelta(days=1)
    assert not rules.is_uploaded(submission)


def test_there_is_nothing_to_hand_in_without_a_document(cast, health):
    with pytest.raises(NotYet, match="There is no document"):
        actions.hand_in(health.submission, revision=1, signed_off_by="Hugo", by=cast.hugo, at=AT)
    health.submission.refresh_from_db()
    assert health.submission.signed_off_by == ""


def test_nothing_is_kept_where_the_trail_cannot_be_written(monkeypatch, cast, health):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("chronology.actions.submissions.record", broken)
    with pytest.raises(RuntimeError):
        actions.upload(health.submission, paper(), revision=1, author_name="Hana", by=cast.hana, at=AT)
    health.submission.refresh_from_db()
    assert health.submission.original is None


def test_who_does_not_sign_passes_on_that_nothing_is_held(cast, health, at):
    page = text(at(cast.hana, "chronology-nothing", health.pk))
    assert "Hugo Marsh signs for your agency" in page
    assert at(cast.hana, "chronology-nothing", health.pk, post={}).status_code == 302
    assert Message.objects.filter(key__startswith="chronology_ready").count() == 1
    assert "You said on" in text(at(cast.hana, "chronology-draft", health.pk))
    assert "Sign off that nothing is held" in text(at(cast.hugo, "chronology-draft", health.pk))


def test_a_document_and_nothing_held_contradict_each_other(cast, health):
    actions.upload(health.submission, paper(), revision=1, author_name="Hana", by=cast.hana, at=AT)
    with pytest.raises(NotYet, match="A document was uploaded"):
        actions.say_ready(health.submission, nothing_held=True, by=cast.hana, at=AT)


def test_the_card_at_home_offers_three_ways_and_names_nobody(cast, health):
    client = Client()
    client.force_login(cast.hana)
    page = text(client.get("/"))
    for words in ("Your agency&#x27;s chronology", "Type it", "Upload a document", "Nothing held", "Not opened yet"):
        assert words in page
    terms = health.review.terms.first()
    assert not terms or terms.period_from not in page, "what stands in the terms tells of the case"
    assert health.people.exists()
    assert not [person for person in health.people.all() if person.family_name and person.family_name in page]
