"""What does the log of contact with the family keep, and what does it refuse?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.documents.models import Document
from reviews.family import actions, queries
from reviews.family.models import FamilyContact
from reviews.family.tests import steps
from reviews.identities.actions import add_person
from reviews.panel.tests.steps import a_review_under_way

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY, TOMORROW = dt.date(2026, 3, 12), dt.date(2026, 3, 13)
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    return a_review_under_way(cast, at=AT)


@pytest.fixture
@kept
def mother(cast, review):
    return add_person(review, kind="family", label="mother", given_names="Saskia", by=cast.priya, at=AT)


def contacted(cast, mother, **more):
    values = {"contacted_on": DAY, "route": "phone", "outcome": "no_answer", "by": cast.priya, "at": AT} | more
    return actions.record_contact(mother.review, person=mother, **values)


def test_an_attempt_without_an_answer_is_kept(cast, review, mother):
    contacted(cast, mother, note="Rang twice.")
    (relative,) = queries.family(review)
    assert (relative.label, relative.standing.unanswered) == ("mother", 1)
    entry = TrailEntry.objects.last()
    assert entry.kind == "family.recorded" and "Rang" not in str(entry.changes)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"contacted_on": TOMORROW}, "contacted_on"), ({"route": ""}, "route"), ({"outcome": "declined"}, "why_not")],
)
def test_what_is_missing_is_said_beside_its_field(cast, mother, change, field):
    with pytest.raises(NotYet) as refusal:
        contacted(cast, mother, **change)
    assert refusal.value.field == field and not FamilyContact.objects.exists()


def test_the_office_enters_a_contact_for_somebody_and_keeps_the_letter_to_itself(cast, mother):
    letter = SimpleUploadedFile("letter.pdf", PDF, content_type="application/pdf")
    contact = contacted(cast, mother, on_behalf_of="Family liaison officer", original=letter)
    assert contact.original == Document.objects.get()
    assert contact.original.sensitivity == Document.Sensitivity.OFFICE
    assert TrailEntry.objects.get(kind="family.recorded").on_behalf_of == "Family liaison officer"
    wrong = SimpleUploadedFile("letter.exe", b"MZ")
    with pytest.raises(NotYet) as refusal:
        contacted(cast, mother, on_behalf_of="Officer", original=wrong)
    assert refusal.value.field == "original"


def test_a_contact_is_put_right_or_recorded_as_an_error(cast, review, mother):
    contact = contacted(cast, mother)
    values = {"contacted_on": DAY, "route": "text", "outcome": "reached", "by": cast.luca, "at": AT}
    actions.change_contact(contact, revision=1, **values)
    with pytest.raises(ChangedMeanwhile):
        actions.change_contact(FamilyContact.objects.get(), revision=1, **values | {"route": "letter"})
    actions.void_contact(contact, revision=2, why_void="Another family", by=cast.luca, at=AT)
    assert queries.family(review)[0].standing.words == "Not contacted yet"
    with pytest.raises(NotYet):
        actions.change_contact(contact, revision=3, **values)


def test_the_family_is_read_with_as_many_questions_however_large_it_is(cast, review, mother, django_assert_num_queries):
    contacted(cast, mother)
    with django_assert_num_queries(2):
        queries.family(review)
    steps.family_contacted(cast, review, at=AT)
    with django_assert_num_queries(2):
        found = {relative.label: relative.standing.words for relative in queries.family(review)}
    assert found == {
        "father": "Took part", "maternal grandmother": "Declined", "mother": "Asked for more time",
    }  # fmt: skip


CHANGES = {
    "record": lambda c, one: contacted(c, one.person),
    "change": lambda c, one: actions.change_contact(
        one, revision=1, contacted_on=DAY, route="text", outcome="reached", by=c.priya, at=AT
    ),
    "void": lambda c, one: actions.void_contact(one, revision=1, why_void="x", by=c.priya, at=AT),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, mother, monkeypatch, name):
    contact = contacted(cast, mother)

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(actions, "record", fails)
    before = list(FamilyContact.objects.values())
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, contact)
    assert list(FamilyContact.objects.values()) == before
