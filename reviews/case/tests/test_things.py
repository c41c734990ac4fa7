"""Is what happened told by names and in words, with the way to it for those who may go there, and for nobody else?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from agencies.models import User
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case.actions import involve
from reviews.case.queries import About, Told
from reviews.case.queries.lately import READ
from reviews.case.tests.steps import opened
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.templatetags.case import AT_ONCE, changes_in_words

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", AT.date)


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


def page(person: User, name, review):
    client = Client()
    client.force_login(person)
    return client.get(reverse(name, args=[review.code])).content.decode()


def paper(cast, review, **more):
    upload = SimpleUploadedFile("minutes.txt", b"Said.", "text/plain")
    return add_document(review, upload, title="Minutes of the first meeting", by=cast.priya, at=AT, **more)


def happened(review, by, subject, **more):
    with transaction.atomic():
        record(
            Event("documents.added", "added a paper"), by=by, at=AT, review_code=review.code, subject=subject, **more
        )


def test_a_paper_that_was_added_is_told_by_its_title_and_opens_from_there(cast, review):
    added = paper(cast, review)
    link = f'href="{reverse("documents-download", args=[review.code, added.pk])}">“Minutes of the first meeting”</a>'
    for name in ("chronicle", "case"):
        html = page(cast.priya, name, review)
        assert link in html and f"ocument {added.pk}" not in html


def test_a_paper_is_not_named_to_those_who_may_not_see_it(cast, review):
    office = Document.Sensitivity.OFFICE
    added = paper(cast, review, sensitivity=office)
    happened(review, cast.priya, f"document {added.pk}", audience=f"agency:{cast.agencies.health.pk}")
    html = page(cast.hana, "chronicle", review)
    assert "added a paper" in html and "Minutes of" not in html and f"aper {added.pk}" not in html


def test_whoever_checks_the_trail_reads_the_number_of_what_they_may_not_open(cast, review):
    added = paper(cast, review)
    html = page(cast.ira, "trail", review)
    assert f"Paper {added.pk}" in html and "Minutes of" not in html
    assert f'href="{reverse("documents", args=[review.code])}"' not in html


def test_of_many_things_the_first_are_named_and_the_others_counted(cast, review):
    for number in range(AT_ONCE + 3):
        happened(review, cast.cora, f"version {number}")
    html = page(cast.priya, "chronicle", review)
    assert "added a paper, 8 times" in html and "and 3 more" in html


@pytest.mark.pure
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"participants": [27, 28]}, ["2 participants"]),
        ({"participants": [27]}, ["1 participant"]),
        ({"entries": 1}, ["1 entry"]),
        ({"document": 63, "item": 4, "go_by": [None, "1"]}, []),
        ({"33": "came", "34": "came", "35": "apologies"}, ["2 came", "1 apologies"]),
        ({"answer 13": "changed", "answer 14": "changed"}, ["changed: answers"]),
        ({"papers": [[1], [1, 2]]}, ["changed: papers"]),
        ({"kept_to": [16]}, ["1 other person may read it"]),
        ({"none_about": [0, 1]}, ["none about: 1"]),
        ({"due_on": ["2026-03-01", None]}, ["due on: no longer 1 March 2026"]),
        (
            {"on_behalf_of": "changed", "signed_off_by": "changed", "entered_at": ["2026-01-22 10:47:00+00:00", None]},
            [],
        ),
        (
            {"why_void": "changed", "key event 1": "changed", "key event 2": "changed"},
            ["changed: the reason, key events"],
        ),
        ({"days_agreed": [None, 20]}, ["days agreed: 20"]),
        ({"to_file": [False, True]}, ["to be filed with the case: yes"]),
    ],
)
def test_changes_are_counted_in_words_and_numbers_of_the_database_left_out(changes, words):
    assert changes_in_words(TrailEntry(changes=changes), About()) == words


@pytest.mark.pure
@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("meetings.recorded", {"kind": [None, "panel"]}, "kind: Review panel meeting"),
        ("report.answered", {"response": ["", "not"]}, "response: Not accepted"),
        ("case.phase_changed", {"phase": ["referred", "notified"]}, "phase: Referred → Notified"),
        (
            "chronology.entry_kept",
            {"kept_for": ["reviewer", ""]},
            "who may read it: Reviewer only → Everybody who reads the combined chronology",
        ),
        ("chronology.linked", {"kind": "same"}, "kind: Tells of the same event as"),
        # Two records of the stage mean something else by it: neither is guessed.
        ("proceedings.added", {"kind": [None, "post_mortem"]}, "kind: post mortem"),
        # A choice of another stage.
        ("meetings.recorded", {"response": [None, "not"]}, "response: not"),
        ("conversations.afterwards", {"support_taken": ["no", "yes"]}, "support: Not taken up → Taken up"),
    ],
)
def test_a_choice_is_told_by_the_words_of_the_form(kind, changes, words):
    assert changes_in_words(TrailEntry(kind=kind, changes=changes), About()) == [words]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("rapid_review.return_saved", {"good_practice": "changed"}, "changed: good practice"),
        # A question of a form is no name, and what is said to those who fill it in is not said to others.
        ("rapid_review.return_saved", {"childs_voice": "changed"}, "changed: the child’s own words and experience"),
        ("rapid_review.return_saved", {"involvement": "changed"}, "changed: the agency’s involvement"),
        ("rapid_review.written", {"facts": "changed"}, "changed: the facts"),
        ("chronology.submitted", {"none_about": [0, 1]}, "people of whom nothing is held: 1"),
        ("chronology.entry_changed", {"what": "changed"}, "changed: the account of what happened"),
        ("panel.declared", {"interests": False}, "interests declared: no"),
        ("referral.sheet_written", {"child 8: health": "changed", "child 9: health": "changed"}, "changed: health"),
    ],
)
def test_a_field_is_told_by_the_words_of_its_form(kind, changes, words):
    assert changes_in_words(TrailEntry(kind=kind, changes=changes), About()) == [words]


@pytest.mark.pure
def test_the_moment_of_the_event_is_not_told_again():
    then = {"submitted_at": [None, "2026-03-10 09:30:00+00:00"], "void_at": [None, "2026-03-10 09:30:00+00:00"]}
    assert changes_in_words(TrailEntry(at=AT, changes=then), About()) == []
    assert (
        changes_in_words(TrailEntry(at=AT, changes={"submitted_at": ["2026-03-10 09:30:00+00:00", None]}), About())
        == []
    )
    moved = {"starts_at": ["2026-03-12 09:30:00+00:00", "2026-03-13 09:30:00+00:00"]}
    assert changes_in_words(TrailEntry(at=AT, changes=moved), About()) == [
        "starts at: 12 March 2026, 09:30 → 13 March 2026, 09:30"
    ]


def test_what_is_known_by_its_number_alone_is_told_by_the_part_of_the_case_it_stands_in(cast, review):
    for stage, subject in (("report", "reader 7"), ("referral", "comment 3"), ("chronology", "entries 46 and 121")):
        with transaction.atomic():
            record(Event(f"{stage}.did", "did it"), by=cast.luca, at=AT, review_code=review.code, subject=subject)
    html = page(cast.priya, "chronicle", review)
    for name, words in (("report", "Report"), ("referral", "Referral and notification"), ("chronology", "Chronology")):
        assert f'href="{reverse(name, args=[review.code])}">{words}</a>' in html.split("cspr-timeline", 1)[1]
    assert ">Reader<" not in html and "46 and 121" not in html


@pytest.mark.pure
def test_a_page_that_is_told_by_its_words_is_a_page():
    for name in READ:
        assert any(list(get_resolver().reverse_dict.getlist(name))), name


@pytest.mark.pure
def test_what_a_change_names_is_told_by_its_name():
    about = About(named={"document": Told("“Minutes”")})
    assert changes_in_words(TrailEntry(changes={"document": 63}), about) == ["paper: “Minutes”"]
    checked = About(every_number=True)
    assert changes_in_words(TrailEntry(changes={"document": 63}), checked) == ["paper: 63"]
