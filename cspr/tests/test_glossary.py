"""Is every word of the field explained where it is said to be?"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

from cspr import glossary

TERM = re.compile(r'{%\s*term\s+"([^"]+)"')


def drawn(text, request=None):
    return engines["django"].from_string(text).render({}, request)


@pytest.mark.pure
def test_no_word_has_two_meanings_and_the_terms_stand_in_order():
    words = [word.lower() for term in glossary.TERMS for word in term.words]
    assert sorted(words) == sorted(set(words))
    names = [term.name.lower() for term in glossary.TERMS]
    assert names == sorted(names)
    assert len({term.slug for term in glossary.TERMS}) == len(glossary.TERMS)


@pytest.mark.pure
def test_every_term_on_a_page_is_in_the_glossary():
    used = {
        name for path in Path(settings.BASE_DIR, "templates").rglob("*.html") for name in TERM.findall(path.read_text())
    }
    assert used
    assert {name for name in used if name.lower() not in glossary._KNOWN} == set()


@pytest.mark.pure
def test_a_word_is_explained_by_any_of_its_names():
    assert glossary.find("SIN") is glossary.find("serious incident notification") is glossary.find("Notified")
    with pytest.raises(KeyError):
        glossary.find("panel")


@pytest.mark.django_db
def test_a_word_is_explained_the_first_time_and_plain_afterwards(rf):
    html = drawn('{% term "rapid review" %} and {% term "Rapid review" "rapid reviews" %}', rf.get("/"))
    assert html.count("popovertarget") == html.count('id="term-rapid-review"') == 1
    assert html.endswith(" and rapid reviews")


@pytest.mark.django_db
def test_the_glossary_has_a_place_for_every_term():
    html = Client().get("/help/glossary/").content.decode()
    assert [term.slug for term in glossary.TERMS if f'id="{term.slug}"' not in html] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["invited", "privacy", "accessibility", "glossary"])
def test_the_pages_of_help_are_open_to_everybody_and_tell_the_offices_details(settings, name):
    settings.OFFICE_PHONE, settings.OFFICE = "01632 960 100", {**settings.OFFICE, "email": "office@fenmarsh.example"}
    html = Client().get(f"/help/{name}/").content.decode()
    assert "01632 960 100" in html
    assert name == "glossary" or "office@fenmarsh.example" in html


@pytest.mark.django_db
def test_without_details_of_the_office_no_sentence_breaks_off():
    html = Client().get("/help/invited/").content.decode()
    assert "The number there should be" not in html
    assert "stand on the partnership’s public website" in html
