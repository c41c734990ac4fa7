"""Times for the rapid review meeting are proposed within the working dates; one click chooses one."""

import datetime as dt

import pytest

from agencies.actions.people import say_away
from reviews.meetings.models import Meeting
from reviews.rapid_review import rules
from reviews.rapid_review.tests.reading import at, text
from reviews.rapid_review.tests.world import a_notified_case

CHRISTMAS = dt.date(2021, 12, 29)


@pytest.mark.pure
def test_they_are_working_days_within_the_clock_also_over_christmas():
    proposed = rules.slots(CHRISTMAS, due_on=dt.date(2022, 1, 20), today=CHRISTMAS, away=[])
    assert [slot.value for slot in proposed] == [
        "2022-01-13T10:00", "2022-01-13T14:00", "2022-01-14T10:00", "2022-01-14T14:00", "2022-01-17T10:00", "2022-01-17T14:00",
    ]  # fmt: skip
    assert rules.best_slot(proposed).value == "2022-01-14T10:00"


@pytest.mark.pure
def test_opened_late_they_begin_tomorrow_and_never_pass_the_last_day():
    late = rules.slots(CHRISTMAS, due_on=dt.date(2022, 1, 20), today=dt.date(2022, 1, 18), away=[])
    assert {slot.starts.date() for slot in late} == {dt.date(2022, 1, 19), dt.date(2022, 1, 20)}


@pytest.mark.pure
def test_the_day_on_which_nobody_is_away_is_chosen_before():
    away = [("Dev", dt.date(2022, 1, 14), dt.date(2022, 1, 16))]
    proposed = rules.slots(CHRISTMAS, due_on=dt.date(2022, 1, 20), today=CHRISTMAS, away=away)
    assert [slot.away for slot in proposed] == [(), (), ("Dev",), ("Dev",), (), ()]
    assert rules.best_slot(proposed).value == "2022-01-17T10:00"


@pytest.mark.django_db
def test_one_is_chosen_in_one_click_and_shows_who_is_away(as_, cast, now):
    review = a_notified_case(cast)
    first, last = dt.date(2026, 4, 29), dt.date(2026, 4, 29)
    say_away(cast.dev, revision=cast.dev.revision, away_from=first, away_until=last, deputy=None, by=cast.dev, at=now)
    url = at("rapid-review-open", review)
    page = as_("priya").get(url)
    assert f"Away: {cast.dev.name}" in text(page) and "Thursday 30 April 2026, 10:00" in text(page)
    form = {"returns_due_on": "2026-04-27", "slot": "2026-04-30T10:00", "place": "Room 2"}
    assert as_("priya").post(url, form).status_code == 302
    assert Meeting.objects.get(review=review).starts_at == dt.datetime(2026, 4, 30, 9, 0, tzinfo=dt.UTC)


@pytest.mark.django_db
def test_another_time_needs_its_day_and_later_plans_none(as_, cast, now):
    review = a_notified_case(cast)
    url, form = at("rapid-review-open", review), {"returns_due_on": "2026-04-27", "slot": "other", "place": "Room 2"}
    refused = as_("priya").post(url, form)
    assert refused.status_code == 422 and {"meeting_on", "meeting_time"} <= refused.context["form"].errors.keys()
    assert as_("priya").post(url, {**form, "slot": "later"}).status_code == 302
    assert not Meeting.objects.filter(review=review).exists()
