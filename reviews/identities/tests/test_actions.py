import datetime as dt
from unittest.mock import patch

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case.actions import add_child, open_case
from reviews.case.models import Incident
from reviews.identities import actions, queries
from reviews.identities.models import Person
from reviews.identities.rules import find_leaks
from reviews.identities.tests.steps import family_registered

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind="statutory",
        opened_on=AT.date(),
        by=cast.priya,
        at=AT,
    )
    add_child(found, by=cast.priya, at=AT)
    return found


@pytest.fixture
@kept
def people(cast, review):
    return family_registered(cast, review, at=AT)


def change(person, cast, **values):
    actions.change_person(person, revision=person.revision, by=cast.priya, at=AT, **values)


def test_a_child_takes_the_label_of_the_case_and_gives_it_back(cast, review, people):
    assert people["child"].label == "Child A"
    change(people["child"], cast, label="Robin", label_chosen_by="the mother, 2 March")
    assert review.children.get().label == "Robin"
    kinds = list(TrailEntry.objects.filter(review_code=review.code).values_list("kind", flat=True))
    assert {"identities.label_changed", "case.child_renamed"} <= set(kinds)


def test_names_never_stand_in_the_trail(review, people):
    for entry in TrailEntry.objects.filter(review_code=review.code):
        told = f"{entry.subject} {entry.changes}"
        assert not any(name in told for name in ("Tobias", "Marlowe", "Carys", "943", "Willow", "PE15"))


def test_every_registered_thing_is_known(review, people):
    forms = queries.known_forms(review)
    for words in (
        "Tobias",
        "Tobes",
        "11 April 2019",
        "14 Willow Row",
        "PE158ZZ",
        "9434765919",
        "07700900123",
        "Will Danvers",
    ):
        assert find_leaks(words, forms), words


def test_the_number_of_queries_does_not_grow_with_the_register(cast, review, people, django_assert_num_queries):
    with django_assert_num_queries(4):
        queries.known_forms(review)
    for number in range(20):
        actions.enter_person(
            review, kind="other", label=f"witness {number}", given_names=f"Quill{number}x", aliases=[f"Qq{number}z"],
            by=cast.priya, at=AT,
        )  # fmt: skip
    with django_assert_num_queries(4):
        queries.known_forms(review)


@pytest.mark.parametrize("label", ["Carys", "little Tobes", "Danvers"])
def test_a_label_that_is_a_real_name_is_refused(cast, people, label):
    with pytest.raises(NotYet) as refusal:
        change(people["child"], cast, label=label)
    assert refusal.value.field == "label"


def test_a_real_first_name_may_be_shown_by_a_recorded_decision_and_then_in_that_form_alone(cast, review, people):
    with pytest.raises(NotYet) as refusal:
        change(people["child"], cast, label="Tobias", shown_name="Tobias")
    assert refusal.value.field == "shown_name_decision"
    change(
        people["child"],
        cast,
        label="Tobias",
        shown_name="Tobias",
        shown_name_decision="Partners, 1 March, with advice.",
    )
    forms = queries.known_forms(review)
    assert not find_leaks("Tobias", forms)
    assert find_leaks("Tobias Marlowe-Reed", forms)
    assert TrailEntry.objects.filter(kind="identities.name_allowed").exists()


def test_a_name_that_a_label_gives_away_is_refused_in_plain_words(cast, review, people):
    change(people["child"], cast, label="Robin")
    with pytest.raises(NotYet) as refusal:
        actions.add_alias(people["mother"], name="Robin", by=cast.priya, at=AT)
    assert "Change that label first" in str(refusal.value)


def test_two_people_cannot_have_the_same_label(cast, review, people):
    with pytest.raises(NotYet):
        actions.add_person(review, kind="family", label="Mother", by=cast.priya, at=AT)


def test_dates_are_in_order(cast, people):
    with pytest.raises(NotYet) as refusal:
        change(people["child"], cast, died_on=dt.date(2018, 1, 1))
    assert refusal.value.field == "died_on"


def test_an_entry_made_in_error_is_kept_and_no_longer_looked_for(cast, review, people):
    alias = people["child"].aliases.get()
    actions.void(alias, why="A friend's nickname.", revision=alias.revision, by=cast.priya, at=AT)
    assert not find_leaks("Tobes", queries.known_forms(review))
    assert people["child"].aliases.get().why_void


def test_a_child_of_the_review_is_not_voided(cast, people):
    with pytest.raises(NotYet):
        actions.void(people["child"], why="x", revision=people["child"].revision, by=cast.priya, at=AT)


def test_two_who_change_a_person_at_once_are_told(cast, people):
    stale = Person.objects.get(pk=people["mother"].pk)
    change(people["mother"], cast, relationship="Mother of the child")
    with pytest.raises(ChangedMeanwhile):
        change(stale, cast, relationship="Mum")


@pytest.mark.parametrize("act", ["add", "alias", "address", "number", "change", "void"])
def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, people, act):
    mother = people["mother"]
    acts = {
        "add": lambda: actions.add_person(review, kind="family", label="uncle", by=cast.priya, at=AT),
        "alias": lambda: actions.add_alias(mother, name="Caz", by=cast.priya, at=AT),
        "address": lambda: actions.add_address(mother, lines="1 Mill Lane", by=cast.priya, at=AT),
        "number": lambda: actions.add_number(mother, kind="nhs", value="12345678", by=cast.priya, at=AT),
        "change": lambda: change(mother, cast, relationship="x"),
        "void": lambda: actions.void(mother, why="x", revision=mother.revision, by=cast.priya, at=AT),
    }
    before = snapshot(review)
    with patch("reviews.identities.actions.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        acts[act]()
    assert snapshot(review) == before


def snapshot(review):
    return [
        (p.label, p.relationship, p.revision, p.aliases.count(), p.addresses.count(), p.numbers.count(), p.void_at)
        for p in review.people.order_by("pk")
    ]
