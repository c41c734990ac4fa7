"""May an agency give its chronology as a document, or say that nothing is held, whoever signs?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chronology import actions, rules
from chronology.tests.conftest import AT
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.models import Duty

pytestmark = pytest.mark.page

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
    entry = {"when": "1/2/2025", "source": "Record", "what": "Seen at home."}
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
    assert "Handed in on" in text(at(cast.hana, "chronology-draft", health.pk))
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


# Handed in, and taken back -----------------------------------------------------------------------------------------


def an_entry(submission, by, **more):
    values = {"happened_on": dt.date(2025, 2, 1), "source": "Record", "what": "Seen at home."}
    return actions.add_entry(submission, **values, by=by, at=NOW, **more)


def all_changes(entry, by):
    found = entry.submission
    return (
        lambda: an_entry(found, by),
        lambda: actions.change_entry(entry, revision=1, happened_on=TODAY, source="x", what="y", by=by, at=NOW),
        lambda: actions.void_entry(entry, revision=1, why_void="No", by=by, at=NOW),
        lambda: actions.upload(found, paper(), revision=found.revision, author_name="Hana", by=by, at=NOW),
    )


def test_what_is_handed_in_for_signature_is_locked_and_can_be_taken_back(cast, health, at):
    submission = health.submission
    entry = an_entry(submission, cast.hana)
    actions.say_ready(submission, by=cast.hana, at=NOW)
    for change in all_changes(entry, cast.hana):
        with pytest.raises(NotYet, match="Take it back first"):
            change()
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Take it back" in page and "Type an entry" not in page and ">Change<" not in page
    assert at(cast.hana, "chronology-entry-add", health.pk).status_code == 302
    assert "Sign off and submit" in text(at(cast.hugo, "chronology-draft", health.pk))
    taken = {"revision": submission.revision}
    assert at(cast.hana, "chronology-take-back", health.pk, post=taken).status_code == 302
    submission.refresh_from_db()
    assert (submission.ready_at, rules.is_waiting(submission)) == (None, False)
    assert TrailEntry.objects.filter(kind="chronology.taken_back", audience=f"agency:{health.agency_id}").count() == 1
    assert an_entry(submission, cast.hana)
    assert at(cast.hana, "chronology-take-back", health.pk, post={"revision": submission.revision}).status_code == 409


def test_a_signed_document_is_locked_for_the_agency_and_the_office_types_on(cast, health, at):
    submission, review = health.submission, health.review
    actions.upload(submission, paper(), revision=1, author_name="Hana", by=cast.hana, at=NOW)
    actions.hand_in(submission, revision=2, signed_off_by="Hugo", by=cast.hugo, at=NOW)
    entry = an_entry(submission, cast.priya, on_behalf_of="Health")
    for change in all_changes(entry, cast.hana):
        with pytest.raises(NotYet):
            change()
    page = at(cast.priya, "chronology-entry-edit", health.pk, entry.pk)
    assert page.status_code == 200
    typed = {"revision": 1, "when": "1/2/2025", "source": "Record", "what": "Seen again."}
    assert at(cast.priya, "chronology-entry-edit", health.pk, entry.pk, post=typed).status_code == 302
    taken = {"revision": 3}
    assert at(cast.hana, "chronology-take-back", health.pk, post=taken).status_code == 403
    assert at(cast.pete, "chronology-take-back", health.pk, post=taken).status_code == 404
    assert at(cast.hugo, "chronology-take-back", health.pk, post=taken).status_code == 302
    owed = review.duties.open().filter(thing_id=health.pk)
    assert [duty.kind for duty in owed] == ["chronology.submit"]
    submission.refresh_from_db()
    assert (submission.signed_off_by, rules.is_handed_in(submission)) == ("", False)


def test_what_is_submitted_or_changed_meanwhile_cannot_be_taken_back(cast, health):
    submission = health.submission
    an_entry(submission, cast.hana)
    actions.say_ready(submission, by=cast.hana, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        actions.take_back(submission, revision=1, by=cast.hana, at=NOW)
    submission.refresh_from_db()
    actions.submit(submission, revision=2, signed_off_by="Hugo", given_on=TODAY, by=cast.hugo, at=NOW)
    with pytest.raises(NotYet, match="submitted and locked"):
        actions.take_back(submission, revision=3, by=cast.hana, at=NOW)


def test_nothing_is_taken_back_when_the_trail_cannot_be_written(monkeypatch, cast, health):
    an_entry(health.submission, cast.hana)
    actions.say_ready(health.submission, by=cast.hana, at=NOW)

    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("chronology.actions.submissions.record", broken)
    with pytest.raises(RuntimeError):
        actions.take_back(health.submission, revision=2, by=cast.hana, at=NOW)
    health.submission.refresh_from_db()
    assert health.submission.ready_at
