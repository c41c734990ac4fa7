"""Can somebody who may not see names find out by looking for them whom the entries are about?"""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from agencies.roles import Permission
from chronology import actions, narrative, queries
from chronology.actions import exports
from chronology.models import CombinedExport, Search
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from cspr import clock
from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.tests.memory import kept
from reviews.editing.queries import Reads
from reviews.identities.models import Address, IdentityNumber

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

    def look(who, words, told, **more):
        answer = at(who, "chronology-search", post={"words": words, **more})
        client = Client()
        client.force_login(who)
        page = client.get(answer.url).content.decode()
        return [place for place, entry in enumerate(told) if f'id="entry-{entry.pk}"' in page]

    return look


@pytest.mark.parametrize(
    ("words", "with_names", "in_labels"),
    [
        ("Tobias", [0, 2], []),
        ("imogenn", [1], []),
        ("“Tob”", [0, 2], []),
        ("“visit”", [0], []),
        ("“Imogen did”", [1], []),
        ("Tobias home", [0], []),
        ("Tobias’s", [0, 2], []),
        ("“Tobias”", [0, 2], []),
        ("“tobias visited at”", [0], []),
        ("“open”", [1], [1]),
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


def test_whom_an_entry_is_about_is_found_by_the_label_alone(cast, review, told, finds):
    mother = review.people.get(label="mother")
    type(mother).objects.filter(pk=mother.pk).update(given_names="Gate", common_word_reason="A gate")
    child = review.people.get(label="Child A")
    type(child).objects.filter(pk=child.pk).update(given_names="Opens")
    assert finds(cast.pam, "", told, person=mother.pk) == [] == finds(cast.pam, "mother", told)
    assert 1 not in finds(cast.pam, "", told, person=child.pk) and 1 in finds(cast.luca, "", told, person=child.pk)
    assert finds(cast.luca, "", told, person=mother.pk) == [2]


def test_a_name_to_which_a_number_is_joined_is_not_found(cast, asked, finds):
    entry = entry_in(asked["health"], cast.hana, what="Wrote from tobias2019 to 2019tobias.", happened_on=DAY)
    submit(asked["health"], cast.hugo)
    assert finds(cast.pam, "tobias2019", [entry]) == [] == finds(cast.pam, "2019tobias", [entry])
    assert finds(cast.luca, "tobias2019", [entry]) == [0]


def test_a_tag_is_called_in_labels_wherever_it_is_said_what_was_looked_for(cast, review, told, at):
    actions.tag(review, told, name="School of Tobias", by=cast.luca, at=AT)
    asked = actions.search(review, tag=review.entry_tags.get(), by=cast.pam, at=AT)
    pages = [at(cast.pam, f"chronology-{name}", asked.pk) for name in ("found", "search-keep", "found-picture")]
    pages.append(at(cast.pam, "chronology-export", search=asked.pk))
    for page in pages:
        assert "School of Child A" in (text := page.content.decode()) and "Tobias" not in text


def test_a_file_is_looked_for_as_the_page_that_offered_it(cast, review, told, at):
    asked = actions.search(review, words="Tobias", by=cast.pam, at=AT)
    client = Client()
    client.force_login(cast.pam)
    client.post(f"{reverse('chronology-export', args=[review.code])}?search={asked.pk}", {"format": "xlsx"})
    for pk in jobs.waiting(at=clock.now()):
        jobs.run(pk, at=clock.now(), clock=clock.now)
    assert Job.objects.get(pk=CombinedExport.objects.get().job_id).result["entries"] == 0


def test_a_file_with_names_is_no_longer_open_to_whoever_may_no_longer_see_them(cast, review, told, at):
    asked = exports.ask_for_export(review, format="xlsx", with_names=True, by=cast.pam, at=AT)
    assert at(cast.pam, "chronology-export-job", asked.pk).status_code == 404
    assert at(cast.pam, "chronology-export-file", asked.pk).status_code == 404


def test_no_part_of_a_postcode_or_a_name_in_capitals_stands_among_abbreviations(cast, review, asked, at):
    child = review.people.get(label="Child A")
    Address.objects.create(person=child, lines="1 Sluice Road", postcode="PE13 2AB")
    type(child).objects.filter(pk=child.pk).update(given_names="Rose", common_word_reason="A flower")
    entry_in(asked["health"], cast.hana, what="A MASH check of ROSE at PE13 2AB.", happened_on=DAY)
    submit(asked["health"], cast.hugo)
    page = at(cast.pam, "chronology-findings").content.decode()
    assert "MASH" in page and "ROSE" not in page and "PE13" not in page
    assert "PE13" in at(cast.luca, "chronology-findings").content.decode()


def test_what_a_paragraph_rests_on_is_dated_by_age_for_those_who_read_labels(cast, review, told):
    keys = frozenset({told[0].pk})
    day = "2 May 2025"
    for permissions, named in ((frozenset(), False), (frozenset({Permission.SEE_NAMES}), True)):
        [piece] = narrative.beside.told_entries(Reads(review, cast.pam, permissions, AT), keys)
        assert (day in piece.name) == named


def test_no_page_says_a_guess_with_the_label_of_whom_it_names(cast, review, told, at):
    asked = actions.search(review, words="Tobias", in_labels=True, by=cast.pam, at=AT)
    for name in ("found", "search-keep", "found-picture"):
        text = at(cast.pam, f"chronology-{name}", asked.pk).content.decode()
        assert re.search("Words in an entry: (<strong>)?Tobias", text), name


def test_a_name_that_a_soft_hyphen_parts_is_not_found_by_its_parts(cast, asked, finds):
    entry = entry_in(asked["health"], cast.hana, what="He told To\u00adbias of it.", happened_on=DAY)
    submit(asked["health"], cast.hugo)
    assert finds(cast.pam, "bias", [entry]) == [] == finds(cast.pam, "Tobias", [entry])
    assert finds(cast.luca, "Tobias", [entry]) == [0]


def test_a_part_of_an_address_a_number_or_a_date_of_birth_is_not_found(cast, review, asked, finds):
    child = review.people.get(label="Child A")
    Address.objects.create(person=child, lines="14 Sluice Road", postcode="PE13 2AB")
    IdentityNumber.objects.create(person=child, kind="nhs", value="943 476 5919")
    what = f"Born {child.born_on:%-d %B %Y}, NHS 943 476 5919, of 14 Sluice Road, PE13 2AB. The road was wet."
    entry = entry_in(asked["health"], cast.hana, what=what, happened_on=DAY)
    submit(asked["health"], cast.hugo)
    for words in (
        "sluice",
        "14",
        "pe13",
        "2ab",
        "943",
        f"{child.born_on:%B}",
        f"{child.born_on:%Y}",
        "“14 Sluice”",
        "“PE13”",
    ):
        assert (finds(cast.luca, words, [entry]), finds(cast.pam, words, [entry])) == ([0], []), words
    assert finds(cast.pam, "roads", [entry]) == [0]


@pytest.mark.parametrize("words", ["Imogen", "“Imogen”", "imogenn", "“Imogen did”", "“Imo”"])
def test_a_name_is_looked_for_without_reading_a_text_with_labels_so_that_no_time_tells_it(
    cast, review, told, monkeypatch, words
):
    def read(*given):
        raise AssertionError("A text was read.")

    monkeypatch.setattr("chronology.queries.in_labels.masked", read)
    asked = actions.search(review, words=words, in_labels=True, by=cast.pam, at=AT)
    assert queries.found(asked).count() == 0


def test_a_word_of_the_same_stem_as_a_name_is_found_where_it_is_read(cast, review, asked, finds):
    child = review.people.get(label="Child A")
    type(child).objects.filter(pk=child.pk).update(given_names="Bond", family_name="Rivers")
    said = ("Bonding was seen.", "Bond Rivers was seen.", "They walked by the river.")
    told = [entry_in(asked["health"], cast.hana, what=what, happened_on=DAY) for what in said]
    submit(asked["health"], cast.hugo)
    assert finds(cast.luca, "bonding", told) == [0, 1] and finds(cast.luca, "rivers", told) == [1, 2]
    assert finds(cast.pam, "bonding", told) == [0] == finds(cast.pam, "bond", told)
    assert finds(cast.pam, "rivers", told) == [2] == finds(cast.pam, "river", told)
