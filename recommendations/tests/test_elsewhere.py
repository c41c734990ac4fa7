"""Recommendations from an audit, another area's review or the national Panel stand on the board beside the rest."""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.records import NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from recommendations import actions
from reviews.case.actions import close_case
from reviews.case.models import Review
from reviews.case.phases import Kind, Phase
from reviews.referral import actions as intake
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 4, 20, 10, 0, tzinfo=dt.UTC)
WORDS = "Hold the strategy meeting on the day."


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.learned_elsewhere(cast, at=AT)


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


def test_it_needs_no_child_and_owes_nothing_but_its_recommendations(cast, review):
    assert (review.kind, review.phase) == (Kind.ELSEWHERE, Phase.FOLLOWED)
    assert not review.children.exists() and not review.duties.open().exists()
    assert str(review.came_from) == "An audit: Audit of strategy meetings, Fenmarsh, spring"
    assert review.came_from.original.file


@pytest.mark.parametrize("said, field", [({}, "source"), ({"source": "audit"}, "source_name")])
def test_it_says_where_it_comes_from(cast, said, field):
    with pytest.raises(NotYet) as refused:
        intake.open_other(
            cast.partnership,
            kind=Kind.ELSEWHERE,
            about="…",
            labels=(),
            opened_on=AT.date(),
            by=cast.priya,
            at=AT,
            **said,
        )
    assert refused.value.field == field and not Review.objects.exists()


def test_its_recommendation_stands_on_the_board_with_where_it_comes_from(cast, review, client, now):
    made = actions.add_recommendation(
        review, text=WORDS, addressees=[cast.agencies.council], by_when=dt.date(2026, 9, 1), by=cast.priya, at=AT
    )
    actions.agree(review, [made], agreed_on=AT.date(), by=cast.priya, at=AT)
    client.force_login(cast.bea)
    board = client.get(reverse("board")).content.decode()
    assert WORDS in board and "An audit: Audit of strategy meetings" in board
    one = client.get(reverse("board-recommendation", args=[review.code, made.pk])).content.decode()
    assert "From An audit: Audit of strategy meetings" in one


def test_the_office_opens_it_in_one_form_and_the_case_page_shows_it(cast, client, now):
    client.force_login(cast.priya)
    sent = {
        "kind": "elsewhere", "about": "What the national Panel asks of every area.", "opened_on_day": 20,
        "opened_on_month": 4, "opened_on_year": 2026, "labels": "Child A", "source_name": "Annual report of the national Panel",
    }  # fmt: skip
    refused = client.post(reverse("open-other"), sent)
    assert refused.status_code == 422 and "Select where it comes from." in refused.content.decode()
    assert client.post(reverse("open-other"), sent | {"source": "national"}).status_code == 302
    review = Review.objects.get()
    assert review.came_from.source == "national" and not review.children.exists()
    page = client.get(reverse("case", args=[review.code]))
    assert page.status_code == 200 and "Learning from elsewhere" in page.content.decode()
    assert client.get(reverse("recommendations", args=[review.code])).status_code == 200


def test_only_the_office_opens_it(cast, client, now):
    client.force_login(cast.hana)
    assert client.post(reverse("open-other"), {}).status_code == 403


def test_it_is_closed_in_the_end(cast, review):
    close_case(review, why="All its recommendations are followed.", by=cast.priya, at=AT)
    assert review.phase == Phase.CLOSED
