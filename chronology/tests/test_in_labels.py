"""Can somebody who may not see names find out by looking for them whom the entries are about?"""

import datetime as dt

import pytest
from django.test import Client

from chronology import actions, queries
from chronology.models import Search
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from cspr.tests.memory import kept

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 5, 2)
HOME = "Tobias visited at home by the health visitor; “hopes to sleep”, he said."
MOTHER = "Imogen did not open."
NOBODY = "A neighbour saw the child at the gate."


@pytest.fixture
@kept
def told(cast, review, asked):
    found = [entry_in(asked["police"], cast.pete, what=what, happened_on=DAY) for what in (HOME, MOTHER, NOBODY)]
    submit(asked["police"], cast.pete)
    actions.add_note(found[2], text="Ask whether Tobias was there.", by=cast.luca, at=AT)
    return found


@pytest.fixture
def finds(review, at):
    """What somebody is shown of what they look for: places among the entries told."""

    def look(person, words, told):
        answer = at(person, "chronology-search", post={"words": words})
        client = Client()
        client.force_login(person)
        page = client.get(answer.url).content.decode()
        return [place for place, entry in enumerate(told) if f'id="entry-{entry.pk}"' in page]

    return look


@pytest.mark.parametrize(
    ("words", "with_names", "in_labels"),
    [
        ("Tobias", [0, 2], []),
        ("imogenn", [1], []),
        ("“Tob”", [0, 2], []),
        ("“Imogen did”", [1], []),
        ("Tobias home", [0], []),
        ("Child A", [0, 2], [0, 2]),
        ("mother open", [1], [1]),
        ("homes", [0], [0]),
        ("neighbours", [2], [2]),
        ("“at the gate”", [2], [2]),
        ("“sleep”", [0], [0]),
    ],
)
def test_names_are_found_by_those_alone_who_may_see_them(cast, told, finds, words, with_names, in_labels):
    assert finds(cast.luca, words, told) == with_names
    assert finds(cast.pam, words, told) == in_labels


def test_a_common_word_that_is_a_name_too_is_found_where_it_is_read(cast, review, told, finds):
    mother = review.people.get(label="mother")
    type(mother).objects.filter(pk=mother.pk).update(given_names="Gate", common_word_reason="A gate")
    assert finds(cast.pam, "gate", told) == [2]


def test_a_filter_kept_by_somebody_who_may_no_longer_see_names_is_looked_for_in_labels(cast, review, told, at):
    asked = actions.search(review, words="Tobias", by=cast.pam, at=AT)
    assert not asked.in_labels and queries.found(asked).count() == 2
    assert "0 entries fit" in at(cast.pam, "chronology-found", asked.pk).content.decode()
    assert "0 entries" in at(cast.pam, "chronology-export", search=asked.pk).content.decode()


def test_what_is_taken_as_a_file_is_what_was_found(cast, review, told, at):
    at(cast.pam, "chronology-search", post={"words": "Tobias"})
    assert queries.found(Search.objects.get()).count() == 0
    at(cast.luca, "chronology-search", post={"words": "Tobias"})
    assert queries.found(Search.objects.get(user=cast.luca)).count() == 2


def test_the_hint_says_by_what_people_are_found(cast, review, told, at):
    assert "not by name" in at(cast.pam, "chronology-combined").content.decode()
    assert "a name that is spelt otherwise" in at(cast.luca, "chronology-combined").content.decode()
