"""Known five days before Christmas, notified on the last day: a rapid review over the bank holidays, as one road."""

import datetime as dt

import pytest

from reviews.case.phases import Kind, Phase
from reviews.identities.models import Person
from reviews.rapid_review import actions, queries, rules
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.reading import at, text
from reviews.referral import actions as screening
from reviews.referral.models import Outcome, Question
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.django_db
KNOWN, NOTIFIED = dt.date(2021, 12, 20), dt.date(2021, 12, 29)
DUE = dt.date(2022, 1, 13)


def moment(day, hour=10):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


@pytest.fixture
def clock_at(monkeypatch):
    def set_to(day):
        monkeypatch.setattr("cspr.clock.now", lambda: moment(day))
        monkeypatch.setattr("cspr.clock.today", lambda: day)
        return moment(day)

    return set_to


@pytest.fixture
def road(cast):
    """Notified on the last allowed day, opened on it, four agencies asked."""
    review = referral.referred(cast, at=moment(KNOWN + dt.timedelta(days=1)))
    referral.notified(cast, review, at=moment(NOTIFIED))
    asked = ("council", "police", "housing", "school")
    steps.rapid_review_opened(cast, review, at=moment(NOTIFIED), asked=asked)
    return review


def test_the_last_day_for_the_notification_skips_christmas_and_the_clock_keeps_its_guidance(road):
    notification = queries.notification_of(road)
    assert (notification.sent_on, notification.late_reason) == (NOTIFIED, "")
    start = queries.clock_of(road)
    assert (start.started_on, start.due_on) == (KNOWN, DUE)
    assert [day.why for day in start.explanation.skipped if day.day.weekday() < 5] == [
        "Christmas Day (substitute day)", "Boxing Day (substitute day)", "New Year's Day (substitute day)",
    ]  # fmt: skip


def test_from_the_returns_over_christmas_to_other_learning_with_one_partner_dissenting(client, cast, road, clock_at):
    second_week = dt.date(2022, 1, 5)
    told = [row for row in steps.RETURNS if row.agency in ("school", "housing", "police")]
    steps.returns_in(cast, road, at=moment(dt.date(2022, 1, 4)), returns=tuple(told))
    rows = {row.request.agency: row for row in queries.rows_of(road)}
    assert rows[cast.agencies.housing].state is rules.State.NOTHING_HELD
    assert rows[cast.agencies.school].given.original and rows[cast.agencies.council].is_open

    rapid_review = RapidReview.objects.get(review=road)
    actions.add_new_person(
        rapid_review, kind=Person.Kind.FAMILY, label="father’s new partner", given_names="Rowan", family_name="Ashdown",
        answer_by=second_week + dt.timedelta(days=2), by=cast.priya, at=moment(second_week),
    )  # fmt: skip
    more = road.duties.open().filter(kind="rapid_review.more")
    assert {duty.agency for duty in more} == {cast.agencies.school, cast.agencies.housing, cast.agencies.police}
    for agency in (cast.agencies.school, cast.agencies.housing, cast.agencies.police):
        request = steps.request_to(road, agency)
        nobody = dict.fromkeys(actions.unanswered(request), (False, ""))
        actions.answer_about_more(
            request, nobody, on_behalf_of="By telephone", given_on=second_week, by=cast.priya, at=moment(second_week)
        )
    assert not more.all()

    clock_at(dt.date(2022, 1, 11))
    client.force_login(cast.priya)
    page = text(client.get(at("rapid-review", road)))
    assert "1 late" in page and "Next: What the rapid review found" in page
    the_day = moment(dt.date(2022, 1, 12))
    steps.meeting_held(cast, road, at=the_day)
    steps.partners_decided(cast, road, at=the_day, outcome=Outcome.OTHER_LEARNING)
    screening.decide(
        road, question=Question.REVIEW, partner=cast.agencies.police, outcome=Outcome.LOCAL_REVIEW,
        decided_on=dt.date(2022, 1, 12), reasons="The call-outs need a review of their own.", by=cast.dan, at=the_day,
        revision=1, why="The police had decided otherwise.",
    )  # fmt: skip
    decisions = queries.decisions_of(road)
    assert decisions.settled == Outcome.OTHER_LEARNING
    assert [view.partner for view in decisions.dissent] == [cast.agencies.police]
    steps.sent_to_national_panel(cast, road, at=moment(DUE))
    assert RapidReview.objects.get(review=road).late_reason == ""

    found = RapidReview.objects.select_related("review").get(review=road)
    actions.conclude(found, revision=found.revision, outcome=Outcome.OTHER_LEARNING, by=cast.priya, at=moment(DUE, 15))
    road.refresh_from_db()
    assert (road.kind, road.phase) == (Kind.PARTNERSHIP, Phase.IN_REVIEW)
    clock_at(dt.date(2022, 1, 14))
    client.force_login(cast.priya)
    page = text(client.get(at("rapid-review", road)))
    assert "The call-outs need a review of their own." in page and "The rapid review is concluded" in page
