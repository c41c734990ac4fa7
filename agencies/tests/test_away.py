"""Who is away, until when, and who stands in?"""

import datetime as dt

import pytest
from django.urls import reverse

from agencies import queries, rules
from agencies.actions import people as actions
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 4, 20, 9, 0, tzinfo=dt.UTC)
TODAY = AT.date()
WEEK = dt.timedelta(days=7)


@pytest.fixture
@kept
def cast():
    return people.assemble()


def away(user, *, first=TODAY, last=TODAY + WEEK, deputy=None, revision=None, by=None):
    user.refresh_from_db()
    actions.say_away(
        user, revision=revision or user.revision, away_from=first, away_until=last, deputy=deputy, by=by or user, at=AT
    )


def test_somebody_is_away_from_the_first_day_to_the_last(cast):
    away(cast.hana, first=TODAY + dt.timedelta(days=1), deputy=cast.hugo)
    on = [TODAY, TODAY + dt.timedelta(days=1), TODAY + WEEK, TODAY + WEEK + dt.timedelta(days=1)]
    assert [rules.is_away(cast.hana, day) for day in on] == [False, True, True, False]
    assert rules.away_words(cast.hana, on[1]) == f"away until 27 April 2026; {cast.hugo.name} stands in"
    assert rules.away_words(cast.hana, TODAY) == ""


def test_it_is_in_the_trail_and_can_be_taken_back(cast):
    away(cast.hana)
    actions.say_back(cast.hana, revision=cast.hana.revision, by=cast.priya, at=AT)
    assert not rules.is_away(cast.hana, TODAY)
    assert list(TrailEntry.objects.filter(kind__in=("agencies.person_away", "agencies.person_back"))) != []
    with pytest.raises(ChangedMeanwhile):
        away(cast.hana, revision=1)


def test_dates_and_deputies_that_cannot_be_are_refused_beside_their_field(cast):
    for first, last, deputy, field in (
        (TODAY + WEEK, TODAY, None, "away_until"),
        (TODAY - 2 * WEEK, TODAY - WEEK, None, "away_until"),
        (TODAY, TODAY + WEEK, cast.hana, "deputy"),
    ):
        with pytest.raises(NotYet) as refusal:
            away(cast.hana, first=first, last=last, deputy=deputy)
        assert refusal.value.field == field
    for first, last in ((TODAY - WEEK, TODAY), (TODAY + dt.timedelta(days=2), TODAY + 3 * WEEK)):
        away(cast.hugo, first=first, last=last)
        with pytest.raises(NotYet, match="away at that time too"):
            away(cast.hana, deputy=cast.hugo)


def test_only_colleagues_who_open_the_same_requests_can_stand_in(cast):
    near = set(queries.colleagues_of(cast.hana, on=TODAY))
    assert cast.hugo in near and cast.hana not in near and cast.pete not in near


def test_a_person_says_it_of_themselves_and_the_office_of_anybody(cast, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    form = {"away_from": "2026-04-20", "away_until": "2026-04-27", "deputy": str(cast.hugo.pk)}
    client.force_login(cast.hana)
    done = client.post(reverse("own-away"), form | {"revision": str(cast.hana.revision)})
    assert (done.status_code, done.url) == (302, reverse("home"))
    assert client.post(reverse("person-away", args=[cast.hugo.pk]), form).status_code == 403
    client.force_login(cast.priya)
    page = client.get(reverse("person", args=[cast.hana.pk])).content.decode()
    assert f"Away until 27 April 2026; {cast.hugo.name} stands in" in page
    cast.hana.refresh_from_db()
    client.post(reverse("person-back", args=[cast.hana.pk]), {"revision": str(cast.hana.revision)})
    cast.hana.refresh_from_db()
    assert cast.hana.away_until is None and cast.hana.deputy is None
    refused = client.post(reverse("person-away", args=[cast.hana.pk]), form | {"revision": "9", "away_until": "soon"})
    assert refused.status_code == 422 and "2026" in refused.content.decode()
