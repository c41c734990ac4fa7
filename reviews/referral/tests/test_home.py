"""What do partners, the scrutineer and referrers find at home?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.referral import actions
from reviews.referral.models import Outcome, Question
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT)


@pytest.fixture
def home(client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)

    def page(person):
        client.force_login(person)
        return client.get("/").content.decode()

    return page


def recommended(cast, review):
    actions.recommend(
        review, question=Question.NOTIFY, outcome=Outcome.NOTIFY, reasons="All three are met.",
        recommended_on=AT.date(), by=cast.cora, at=AT,
    )  # fmt: skip


def test_a_decision_waits_with_what_is_recommended_and_the_way_to_its_reasons(cast, review, home):
    assert "Not yet" in home(cast.dev)
    recommended(cast, review)
    page = home(cast.dev)
    assert "Notify the national Panel, on 11 March 2026" in page and "All three are met" not in page
    assert reverse("referral", args=[review.code]) + "#recommended" in page
    assert reverse("referral-decide", args=[review.code, cast.agencies.council.pk]) in page
    assert reverse("referral-decide", args=[review.code, cast.agencies.police.pk]) not in page


def test_the_scrutineer_sees_decisions_without_a_comment(cast, review, home):
    assert "Decisions without your comment" not in home(cast.sid)
    recommended(cast, review)
    actions.decide(
        review, question=Question.NOTIFY, partner=cast.agencies.police, outcome=Outcome.NOTIFY, reasons="Met.",
        decided_on=AT.date(), by=cast.dan, at=AT,
    )  # fmt: skip
    page = home(cast.sid)
    assert "Decisions without your comment" in page and "1 partner decided" in page
    actions.comment_on_decisions(
        review, question=Question.NOTIFY, comment="Sound.", commented_on=AT.date(), by=cast.sid, at=AT
    )
    assert "Decisions without your comment" not in home(cast.sid)
