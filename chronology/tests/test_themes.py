"""Do those who follow several cases see which themes recur, and nothing of a case that is not theirs to open?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Partnership
from chronology import actions
from chronology.models import Theme
from chronology.tests import steps
from chronology.tests.conftest import AT
from chronology.tests.test_views import text
from cspr.tests.memory import kept

TITLE = "The night Imogen rang"


@pytest.fixture
@kept
def cases(cast, review):
    """Two cases: in both somebody was not asked about; in one, twice, and once in an episode that was made in error."""
    other = steps.case_in_review(cast, at=AT)
    for found, theme in ((review, "Not asked"), (review, "Not asked"), (other, "not  asked"), (other, "A moved visit")):
        made = actions.add_episode(found, title=TITLE, new_theme=theme, by=cast.luca, at=AT)
    wrong = actions.add_episode(review, title=TITLE, new_theme="In error", by=cast.luca, at=AT)
    actions.void_episode(wrong, revision=wrong.revision, why_void="Twice", by=cast.luca, at=AT)
    return review, other, made


def page_of(person):
    client = Client()
    client.force_login(person)
    return client.get(reverse("themes"))


def test_the_theme_of_most_cases_stands_first_and_leads_to_its_episodes(cast, cases):
    review, other, made = cases
    page = text(page_of(cast.priya))
    assert "2 themes, 1 of them in more than one case" in page
    assert page.index("Not asked") < page.index("A moved visit") and "In error" not in page
    assert reverse("episode", args=[other.code, made.pk]) in page and review.code in page
    assert "Imogen" not in page, "what an episode is called may name somebody"


def test_who_does_not_open_the_cases_sees_how_many_and_not_which(cast, cases):
    review, other, _ = cases
    page = text(page_of(cast.bea))
    assert "2 cases you may not open" in page
    assert review.code not in page and other.code not in page


def test_it_is_for_those_who_follow_cases_and_shows_their_own_partnership_alone(cast, cases):
    for person in (cast.luca, cast.pam, cast.hana, cast.sam):
        assert page_of(person).status_code == 403
    elsewhere = Partnership.objects.create(name="Elsewhere", code_prefix="EL")
    Theme.objects.filter(name="A moved visit").update(partnership=elsewhere)
    assert "A moved visit" not in text(page_of(cast.priya))


def test_it_takes_as_many_queries_for_two_themes_as_for_twenty(cast, cases):
    counts = []
    for more in (0, 18):
        for number in range(more):
            actions.add_episode(cases[0], title=TITLE, new_theme=f"Theme {number}", by=cast.luca, at=AT)
        with CaptureQueriesContext(connection) as seen:
            assert page_of(cast.priya).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_it_says_so_where_no_theme_is_given_yet(cast, review):
    assert "No episode has a theme yet" in text(page_of(cast.priya))
