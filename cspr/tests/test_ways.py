"""Does a way lead to every page, to those who may open it, and is there one next step on each?"""

import re

import pytest

from cspr.tests.survey import FOLLOWING, KEYS, NOBODY
from cspr.tests.test_addresses import patterns

pytestmark = [pytest.mark.pure, pytest.mark.django_db]
ARRIVED = (200, 302, 405, 409, 410)
PRIMARY = re.compile(r'class="govuk-button"')

# Addresses that nobody of the survey reaches, and why.
UNREACHED: dict[str, str] = {}
# Pages to which no link of a page leads, and how one comes there.
BY_OTHER_WAYS: dict[str, str] = {}


def test_every_address_is_reached_by_somebody_who_may(survey):
    reached = {route for route, answers in survey.table.items() if set(answers[1:]) & set(ARRIVED)}
    assert {route for route, _ in patterns()} - reached == set(UNREACHED)


def test_whoever_may_open_a_page_finds_a_link_to_it(survey):
    people = [NOBODY, *KEYS]
    lost = {
        (route, key)
        for route, answers in survey.table.items()
        for key, status in zip(people, answers, strict=True)
        if status == 200 and key in FOLLOWING and route not in survey.linked[key] and route not in BY_OTHER_WAYS
    }
    assert lost == set()


def test_a_page_has_one_first_step(survey):
    several = {page.url: page.who for page in survey.pages.values() if len(PRIMARY.findall(page.main)) > 1}
    assert several == {}
