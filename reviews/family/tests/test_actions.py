"""What does the log of contact with the family keep, and what does it refuse?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.case.queries import with_about
from reviews.documents.models import Document
from reviews.family import actions, queries
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding, SafeRoute
from reviews.family.tests import steps
from reviews.identities.actions import add_person
from reviews.panel.tests.steps import a_review_under_way

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY, TOMORROW = dt.date(2026, 3, 12), dt.date(2026, 3, 13)
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
Kind = FamilyStanding.Kind
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
    with django_assert_num_queries(6):
        queries.family(review)
    steps.family_contacted(cast, review, at=AT)
    steps.family_kept_safe(
        cast, review, at=AT, standings=(("mother", Kind.WITNESS, "Officer"), ("father", Kind.BAIL, "Officer")),
        routes=(("mother", ("letter",), {}, ("father",)), ("father", ("phone",), {}, ("mother",))),
        supports=(("mother", 30, "Key worker", "Rung at nine"),),
    )  # fmt: skip
    with django_assert_num_queries(7):
        found = {relative.label: relative.standing.words for relative in queries.family(review)}
    assert found == {
        "father": "Took part", "maternal grandmother": "Declined", "mother": "Asked for more time",
    }  # fmt: skip


def route(cast, person, *, follows=None, routes=("letter",), never_with=(), **details):
    return actions.agree_route(
        person, follows=follows, routes=routes, never_with=never_with, by=cast.priya, at=AT, **details
    )


@pytest.fixture
def father(cast, review):
    return add_person(review, kind="family", label="father", given_names="Dominic", by=cast.priya, at=AT)


def test_a_contact_by_another_route_than_the_safe_one_needs_its_reason(cast, mother):
    route(cast, mother)
    with pytest.raises(NotYet) as refusal:
        contacted(cast, mother, route="phone")
    assert refusal.value.field == "route" and "letter" in str(refusal.value) and not FamilyContact.objects.exists()
    contact = contacted(cast, mother, route="phone", why_otherwise="She rang us herself.")
    assert contact.why_otherwise and contacted(cast, mother, route="letter").pk
    with pytest.raises(NotYet):
        actions.change_contact(
            contact,
            revision=1,
            contacted_on=DAY,
            route="text",
            outcome="reached",
            why_otherwise="",
            by=cast.priya,
            at=AT,
        )


@pytest.mark.parametrize("asked", ["mother", "father"])
def test_two_who_are_never_to_be_together_are_refused_whoever_was_contacted(cast, mother, father, asked):
    route(cast, mother, routes=("meeting",), never_with=[father])
    person, other = (mother, father) if asked == "mother" else (father, mother)
    with pytest.raises(NotYet) as refusal:
        contacted(cast, person, route="meeting", together_with=[other])
    assert refusal.value.field == "together_with" and not FamilyContact.objects.exists()
    kept = contacted(cast, person, route="meeting", together_with=[other], why_otherwise="He came unasked; we left.")
    assert list(kept.together_with.all()) == [other]


def test_another_route_and_the_wrong_person_are_said_at_once_and_the_graver_first(cast, mother, father):
    route(cast, mother, routes=("letter",), never_with=[father])
    with pytest.raises(NotYet) as refusal:
        contacted(cast, mother, route="meeting", together_with=[father])
    said = str(refusal.value)
    assert refusal.value.field == "together_with"
    assert said.startswith("Two of these people are never to be together.") and "The safe route is letter." in said


def test_a_new_safe_route_replaces_the_old_one_unless_somebody_was_quicker(cast, mother):
    first = route(cast, mother)
    second = route(cast, mother, follows=first.pk, routes=("phone",))
    assert list(SafeRoute.objects.filter(replaced_at=None)) == [second] and SafeRoute.objects.count() == 2
    with pytest.raises(NotYet):
        route(cast, mother, follows=first.pk, routes=("text",))
    with pytest.raises(NotYet) as refusal:
        route(cast, mother, follows=second.pk, routes=())
    assert refusal.value.field == "routes"
    with pytest.raises(NotYet) as refusal:
        route(cast, mother, follows=second.pk, routes=("through",))
    assert refusal.value.field == "key_worker"


def test_a_standing_has_its_dates_in_order_and_its_error_stays_as_a_row(cast, review, mother):
    with pytest.raises(NotYet) as refusal:
        actions.add_standing(
            mother, kind=Kind.BAIL, source="Officer", from_on=TOMORROW, until_on=DAY, by=cast.priya, at=AT
        )
    assert refusal.value.field == "until_on"
    made = actions.add_standing(mother, kind=Kind.BAIL, source="Officer", from_on=DAY, by=cast.priya, at=AT)
    actions.change_standing(made, revision=1, kind=Kind.WITNESS, source="Officer", from_on=DAY, by=cast.priya, at=AT)
    assert queries.family(review)[0].positions == (made,)
    entry = TrailEntry.objects.get(kind="family.standing_changed")
    assert "witness" not in str(entry.changes)
    actions.void_standing(made, revision=2, why_void="Another person", by=cast.priya, at=AT)
    assert queries.family(review)[0].positions == () and FamilyStanding.objects.count() == 1


def test_support_on_the_day_is_owed_moved_and_met(cast, review, mother):
    made = actions.plan_support(mother, day=TOMORROW, who="Key worker", how="", by=cast.priya, at=AT)
    duty = review.duties.open().get(kind="family.support")
    assert (duty.due_on, duty.thing_id) == (TOMORROW, made.pk)
    assert with_about([duty])[0].about == mother.label, "two of them say for whom each is"
    later = TOMORROW + dt.timedelta(days=7)
    actions.change_support(made, revision=1, day=later, who="Key worker", how="Rung first", by=cast.priya, at=AT)
    assert review.duties.open().get(kind="family.support").due_on == later
    with pytest.raises(NotYet) as refusal:
        actions.support_given(made, revision=2, done_on=TOMORROW, outcome="Well", by=cast.priya, at=AT)
    assert refusal.value.field == "done_on"
    actions.support_given(made, revision=2, done_on=DAY, outcome="Well", by=cast.priya, at=AT)
    assert not review.duties.open().filter(kind="family.support").exists()
    with pytest.raises(NotYet):
        actions.change_support(made, revision=3, day=later, who="x", how="", by=cast.priya, at=AT)


CHANGES = {
    "record": lambda c, one: contacted(c, one.person),
    "change": lambda c, one: actions.change_contact(
        one, revision=1, contacted_on=DAY, route="text", outcome="reached", by=c.priya, at=AT
    ),
    "void": lambda c, one: actions.void_contact(one, revision=1, why_void="x", by=c.priya, at=AT),
    "standing": lambda c, one: actions.add_standing(one.person, kind=Kind.BAIL, source="x", by=c.priya, at=AT),
    "route": lambda c, one: route(c, one.person),
    "support": lambda c, one: actions.plan_support(one.person, day=DAY, who="x", how="", by=c.priya, at=AT),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, mother, monkeypatch, name):
    contact = contacted(cast, mother)

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(actions, "record", fails)
    kept = (FamilyContact, FamilyStanding, SafeRoute, DaySupport)
    before = [list(model.objects.values()) for model in kept]
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, contact)
    assert [list(model.objects.values()) for model in kept] == before
