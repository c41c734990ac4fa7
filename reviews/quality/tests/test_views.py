"""The page of the quality markers says what the records say, to those who read the whole case, in a fixed number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology.actions import add_episode
from chronology.tests.steps import case_in_review
from cspr.tests import cast as people
from cspr.tests.memory import kept
from recommendations.actions import add_finding
from recommendations.tests import steps as recommendations
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.conversations.tests import steps as conversations
from reviews.family.tests import steps as family
from reviews.quality import queries
from reviews.quality.rules import MARKERS, State
from reviews.report.tests import steps as report

pytestmark = pytest.mark.page

AT = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
TODAY = AT.date()


@pytest.fixture
@kept
def cast(db):
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return case_in_review(cast, at=AT)


@pytest.fixture
def url(review):
    return reverse("quality", args=[review.code])


def said(review, number):
    return next(one for one in queries.answers(review, TODAY) if one.marker.number == number)


def test_every_marker_stands_on_the_page_and_what_is_missing_leads_to_where_it_is_put_right(client, cast, review, url):
    client.force_login(cast.priya)
    shown = client.get(url).content.decode()
    assert all(f"{marker.number}. {marker.title}" in shown for marker in MARKERS)
    assert "stays a matter of judgement" in shown
    assert shown.index("What is missing") < shown.index("Setting up the review")
    assert f'<a class="govuk-link" href="{reverse("conversations", args=[review.code])}">No conversation' in shown
    case = client.get(reverse("case", args=[review.code])).content.decode()
    assert url in case


def test_who_may_not_open_a_page_reads_the_fact_without_a_link(client, cast, review, url):
    client.force_login(cast.sid)
    shown = client.get(url).content.decode()
    assert "family member" in shown or "Nobody of the family" in shown
    assert reverse("family", args=[review.code]) not in shown


def test_the_team_and_the_scrutineer_read_it_and_nobody_else(client, cast, review, url):
    for person, status in ((cast.luca, 200), (cast.sid, 200), (cast.dev, 403), (cast.hana, 404), (cast.sam, 404)):
        client.force_login(person)
        assert client.get(url).status_code == status, person.email
    client.force_login(cast.priya)
    assert client.post(url).status_code == 405


def test_what_is_recorded_is_no_longer_missing(cast, review):
    assert said(review, 11).state == State.MISSING
    conversations.conversations_held(cast, review, at=AT)
    after = said(review, 11)
    assert "sessions held with" in " ".join(fact.says for fact in after.facts)
    assert not [fact for fact in after.facts if "No conversation" in fact.says]


def test_findings_and_episodes_answer_from_further_right(cast, review):
    assert {"No key practice episode is formed.", "No finding is written."} <= {
        f.says for f in said(review, 13).missing
    }
    episode = add_episode(review, title="Two calls", by=cast.luca, at=AT)
    add_finding(review, text="It was filed twice.", episodes=[], by=cast.luca, at=AT)
    add_finding(review, text="Nobody rang back.", episodes=[episode], by=cast.luca, at=AT)
    words = {fact.says for fact in said(review, 13).facts}
    assert {"2 findings.", "1 finding resting on no episode.", "1 episode without a reason why."} <= words


def test_a_published_review_is_asked_everything_and_a_referral_little(cast, review):
    Review.objects.filter(pk=review.pk).update(phase=Phase.REFERRED)
    review.phase_changes.exclude(became=Phase.REFERRED).delete()
    review.refresh_from_db()
    later = [one for one in queries.answers(review, TODAY) if one.state == State.LATER]
    assert len(later) == len(MARKERS) - 4


def asked_for(review):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.answers(Review.objects.get(pk=review.pk), TODAY)
    return len(asked)


def test_the_number_of_queries_does_not_grow(cast, review):
    conversations.conversations_held(cast, review, at=AT)
    family.family_contacted(cast, review, at=AT)
    report.report_drafted(cast, review, at=AT)
    add_episode(review, title="Two calls", by=cast.luca, at=AT)
    recommendations.recommendations_made(cast, review, at=AT)
    recommendations.recommendations_agreed(cast, review, at=AT)
    few = asked_for(review)
    for number in range(6):
        add_episode(review, title=f"Call {number}", by=cast.luca, at=AT)
        add_finding(review, text="Nobody rang back.", episodes=[], by=cast.luca, at=AT)
    recommendations.recommendations_made(cast, review, at=AT)
    recommendations.recommendations_agreed(cast, review, at=AT)
    assert asked_for(review) == few < 70
