"""What do partners, the scrutineer and referrers find at home?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Duty
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
    page = home(cast.dev)
    assert (
        "Not yet: Cora Whitlock (chair of the sub-group) has been asked since 11 March 2026, and it is due on" in page
    )
    assert "You can decide without it." in page
    recommended(cast, review)
    page = home(cast.dev)
    assert "Notify the national Panel, on 11 March 2026" in page and "All three are met" not in page
    assert reverse("referral", args=[review.code]) + "#recommended" in page
    assert reverse("referral-decide", args=[review.code, cast.agencies.council.pk]) in page
    assert reverse("referral-decide", args=[review.code, cast.agencies.police.pk]) not in page
    assert "You can decide without it." not in page


def test_the_page_of_a_decision_says_whom_one_waits_for(cast, review, home, client):
    home(cast.dev)
    page = reverse("referral-decide", args=[review.code, cast.agencies.council.pk])
    html = client.get(page).content.decode()
    assert "Cora Whitlock (chair of the sub-group) has been asked since 11 March 2026" in html
    assert "You can decide without the recommendation" in html
    recommended(cast, review)
    assert "has been asked since" not in client.get(page).content.decode()


def test_nobody_has_been_asked_before_the_case_was_entered(cast, review, home):
    Duty.objects.filter(kind="referral.recommend").update(started_on=dt.date(2026, 2, 2))
    page = home(cast.dev)
    assert "has been asked since 11 March 2026" in page and "2 February" not in page


def test_the_scrutineer_sees_decisions_without_a_comment(cast, review, home):
    assert "Decisions without your comment" not in home(cast.sid)
    recommended(cast, review)
    actions.decide(
        review, question=Question.NOTIFY, partner=cast.agencies.police, outcome=Outcome.NOTIFY, reasons="Met.",
        decided_on=AT.date(), by=cast.dan, at=AT,
    )  # fmt: skip
    page = home(cast.sid)
    assert "1 partner decided" in page and "Nothing waits for you." not in page
    assert page.index("Decisions without your comment") < page.index("Nothing else waits for you.")
    actions.comment_on_decisions(
        review, question=Question.NOTIFY, comment="Sound.", commented_on=AT.date(), by=cast.sid, at=AT
    )
    assert "Decisions without your comment" not in home(cast.sid)


def test_what_is_decided_after_a_comment_comes_to_the_scrutineer_again(cast, review, home):
    def comment(at, **more):
        return actions.comment_on_decisions(
            review, question=Question.NOTIFY, comment="Decide soon.", commented_on=AT.date(), by=cast.sid, at=at, **more
        )

    def decide(partner, by, at, **more):
        return actions.decide(
            review, question=Question.NOTIFY, partner=partner, outcome=Outcome.NOTIFY, decided_on=AT.date(), by=by, at=at,
            **more,
        )  # fmt: skip

    hour = dt.timedelta(hours=1)
    said = comment(AT - 4 * hour)
    assert "Decisions without your comment" not in home(cast.sid)
    decide(cast.agencies.council, cast.dev, AT - 3 * hour, reasons="Met.")
    assert "1 partner decided since your comment, last on 11 March 2026" in home(cast.sid)
    comment(AT - 2 * hour, revision=said.revision)
    assert "Decisions without your comment" not in home(cast.sid)
    decision = decide(cast.agencies.police, cast.dan, AT - 3 * hour, reasons="Met.")
    assert "Decisions without your comment" not in home(cast.sid)
    decide(
        cast.agencies.police, cast.dan, AT - hour, reasons="Met in full.", revision=decision.revision, why="More known"
    )
    assert "1 partner decided since your comment" in home(cast.sid)
