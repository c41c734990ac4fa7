"""Is anybody led to a page that refuses them, and is there one next step on each?"""

import re

import pytest

pytestmark = [pytest.mark.pure, pytest.mark.django_db]
PRIMARY = re.compile(r'class="govuk-button"')
# Shows every piece a page can have, also the buttons.
SHOWCASE = "help/components/"


def test_no_link_leads_anybody_to_what_refuses_them(survey):
    assert survey.misled == set()


def test_a_page_has_one_first_step(survey):
    pages = [page for page in survey.pages.values() if page.route != SHOWCASE]
    several = {page.url: page.who for page in pages if len(PRIMARY.findall(page.main)) > 1}
    assert several == {}
