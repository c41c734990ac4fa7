"""A request handed on to a colleague, and a chase list that shows who has it and who is away."""

import datetime as dt

import pytest

from agencies.actions.people import say_away
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import NotYet
from reviews.rapid_review import actions, queries
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.conftest import NOW
from reviews.rapid_review.tests.reading import at, queries_of, text
from reviews.rapid_review.tests.world import answered, lead_over_the_surgery

pytestmark = pytest.mark.django_db
UNTIL = NOW.date() + dt.timedelta(days=7)


def test_two_clicks_hand_it_on_and_the_colleague_is_told(as_, review, cast):
    request = steps.request_to(review, cast.agencies.health)
    page = as_("hugo").get(at("rapid-review-return", review, request.pk)).content.decode()
    way = at("rapid-review-hand-on", review, request.pk)
    assert way in page
    page = as_("hugo").get(way).content.decode()
    assert f'name="to" value="{cast.hana.pk}"' in page and cast.pete.name not in page
    done = as_("hugo").post(way, {"to": str(cast.hana.pk)})
    assert done.status_code == 302
    assert steps.request_to(review, cast.agencies.health).handed_to == cast.hana
    told = Message.objects.get(to=cast.hana.email, key__startswith="rapid_review.handed_on")
    assert review.code in told.body and "Child A" not in told.body
    assert TrailEntry.objects.filter(kind="rapid_review.handed_on", review_code=review.code).count() == 1
    assert f"With {cast.hana.name}" in text(as_("priya").get(at("rapid-review", review)))


def test_a_lead_hands_on_within_those_who_answer_for_the_led_agency(as_, review, cast):
    lead_over_the_surgery(cast)
    request = steps.request_to(review, cast.agencies.gp)
    assert as_("dina").get(at("rapid-review-hand-on", review, request.pk)).status_code == 200
    with pytest.raises(NotYet, match="answers for this agency"):
        actions.hand_on(request, to=cast.pete, by=cast.dina, at=NOW)
    actions.hand_on(request, to=cast.dina, by=cast.dina, at=NOW)


def test_nobody_hands_on_what_is_not_theirs_or_is_done(as_, review, cast):
    request = steps.request_to(review, cast.agencies.police)
    assert as_("hana").get(at("rapid-review-hand-on", review, request.pk)).status_code == 404
    assert as_("cora").get(at("rapid-review-hand-on", review, request.pk)).status_code == 403
    refused = as_("pete").post(at("rapid-review-hand-on", review, request.pk), {"to": str(cast.hana.pk)})
    assert refused.status_code == 422
    answered(cast, review, "police", at=NOW)
    assert as_("pete").get(at("rapid-review-hand-on", review, request.pk)).status_code == 302
    with pytest.raises(NotYet, match="locked"):
        actions.hand_on(steps.request_to(review, cast.agencies.police), to=cast.pete, by=cast.pete, at=NOW)


def test_the_chase_list_shows_who_is_away_and_who_stands_in(as_, review, cast):
    for person, deputy in ((cast.hana, cast.hugo), (cast.pete, None)):
        say_away(
            person, revision=person.revision, away_from=NOW.date(), away_until=UNTIL, deputy=deputy, by=person, at=NOW
        )
    page = text(as_("priya").get(at("rapid-review", review)))
    assert f"{cast.hana.name} Away until" in page and f"{cast.hugo.name} stands in" in page
    assert "Everybody away" in page
    assert "Nobody signs in for them" in page
    assert "Everybody away" not in text(as_("cora").get(at("rapid-review", review)))


def test_a_contributor_of_the_lead_does_not_answer_for_the_led(review, cast):
    lead_over_the_surgery(cast)
    found = queries.answering_for([cast.agencies.gp, cast.agencies.health], on=NOW.date())
    assert cast.dina.name in [person.name for person in found[cast.agencies.gp.pk]]
    assert {person.name for person in found[cast.agencies.health.pk]} >= {cast.hana.name, cast.hugo.name}


def test_the_chase_list_asks_as_often_for_one_agency_as_for_eight(as_, review, cast):
    client = as_("priya")
    url = at("rapid-review", review)
    client.get(url)
    eight = queries_of(client, url)
    for request in queries.requests_of(review)[1:]:
        type(request).objects.filter(pk=request.pk).delete()
    assert queries_of(client, url) == eight
