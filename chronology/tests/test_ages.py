"""Whose ages stand beside an entry, and who sees dates only by the age of a child?"""

import datetime as dt

import pytest

from chronology import actions, queries
from chronology.models import Entry
from chronology.rules import Birth, ages_at
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, no_trail, submit  # noqa: F401
from chronology.tests.test_views import text, the_day  # noqa: F401
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.identities.actions import add_person, change_person
from reviews.identities.models import Person

DAY = Entry(happened_on=dt.date(2025, 1, 20))


@pytest.fixture
@kept
def family(cast, review, health):
    """A sibling on the way, a young mother and an older father, and one entry."""
    born = dt.date(2003, 5, 1)
    mother = review.people.get(label="mother")
    change_person(mother, revision=mother.revision, born_on=born, by=cast.priya, at=AT)
    father = add_person(
        review, kind=Person.Kind.FAMILY, label="father", born_on=dt.date(1985, 1, 1), by=cast.priya, at=AT
    )
    baby = add_person(
        review, kind=Person.Kind.FAMILY, label="the baby", due_on=dt.date(2025, 4, 14), by=cast.priya, at=AT
    )
    entry_in(health, cast.hana, happened_on=DAY.happened_on)
    submit(health, cast.hugo)
    return [*review.people.filter(child__isnull=False), mother, father, baby]


def test_ages_of_children_of_the_unborn_and_of_young_parents_are_told():
    births = [
        Birth("Child A", dt.date(2019, 4, 11)),
        Birth("the baby", None, due_on=dt.date(2025, 4, 14)),
        Birth("mother", dt.date(2003, 5, 1), grown=True),
        Birth("father", dt.date(1985, 1, 1), grown=True),
    ]
    assert ages_at(DAY, births) == [
        ("Child A", "5 years 9 months"), ("the baby", "28 weeks of pregnancy"), ("mother", "21 years 8 months")
    ]  # fmt: skip


def test_the_reviewer_chooses_whose_ages_stand_beside_each_entry(cast, at, review, family):
    page = text(at(cast.luca, "chronology-combined"))
    assert "Child A: 5 years 9 months" in page and "weeks of pregnancy" not in page
    chosen = {"people": [person.pk for person in family]}
    assert at(cast.pam, "chronology-ages").status_code == 403
    assert "the baby" in text(at(cast.luca, "chronology-ages"))
    assert at(cast.luca, "chronology-ages", post=chosen).status_code == 302
    page = text(at(cast.luca, "chronology-combined"))
    for words in ("Child A: 5 years 9 months", "mother: 21 years 8 months", "the baby: 28 weeks of pregnancy"):
        assert words in page
    assert "father:" not in page


def test_choosing_ages_is_of_this_review_and_is_written_down_or_not_done(cast, review, family, no_trail, monkeypatch):  # noqa: F811
    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    monkeypatch.setattr("chronology.actions.ages.record", refuse)
    with pytest.raises(RuntimeError):
        actions.choose_ages(review, family[1:], by=cast.luca, at=AT)
    assert [birth.label for birth in queries.ages_shown(review)] == ["Child A"]
    with pytest.raises(NotYet, match="of this review"):
        actions.choose_ages(review, [Person(pk=0, review_id=0)], by=cast.luca, at=AT)


def test_who_may_not_see_names_has_dates_by_the_age_of_the_child_alone(cast, at, review, family, client):
    told = "When Child A was 5 years and 9 months old"
    page = text(at(cast.pam, "chronology-combined"))
    assert told in page and "20 January 2025" not in page
    entry = Entry.objects.get()
    assert "20 January 2025" not in text(at(cast.pam, "chronology-entry", entry.pk))
    assert "20 January 2025" in text(at(cast.luca, "chronology-combined"))
    client.force_login(cast.luca)
    address = f"/reviews/{review.code}/chronology/combined/"
    assert client.post(f"{address}dates/", {"by": "age"}).status_code == 302
    page = text(client.get(address))
    assert told in page and "20 January 2025" not in page
    client.post(f"{address}dates/", {"by": "date"})
    assert "20 January 2025" in text(client.get(address))


def test_weeks_of_pregnancy_are_read_by_the_expected_date_of_birth(cast, at, review, health):
    child = review.people.get(child__isnull=False)
    change_person(child, revision=child.revision, due_on=dt.date(2019, 4, 18), by=cast.priya, at=AT)
    answer = at(cast.hana, "chronology-read-date", health.pk, post={"when": "13th week of pregnancy"})
    assert answer.json()["said"] == "We read this as: 4 October 2018 to 10 October 2018"
