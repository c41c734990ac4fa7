"""Has the conversation taken place, and may it still change?"""

import datetime as dt

import pytest

from agencies.models import Agency
from cspr.records import NotYet
from reviews.conversations import rules
from reviews.conversations.models import ConversationNote, GuidedPoints, Session
from reviews.conversations.rules import Expected

pytestmark = pytest.mark.pure
DAY = dt.date(2026, 3, 12)
AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
SENT, DRAFT = GuidedPoints(version=1, sent_on=DAY), GuidedPoints(version=1)


def allowed(check, *arguments):
    try:
        check(*arguments)
    except NotYet:
        return False
    return True


@pytest.mark.parametrize(("points", "yes"), [(DRAFT, True), (SENT, False)])
def test_points_change_until_they_are_sent(points, yes):
    assert allowed(rules.check_unsent, points) == yes


@pytest.mark.parametrize(
    ("latest", "version", "yes"),
    [(None, 1, True), (None, 2, False), (SENT, 2, True), (SENT, 1, False), (DRAFT, 2, False)],
)
def test_a_version_follows_one_that_was_sent(latest, version, yes):
    assert allowed(rules.check_next, latest, version) == yes


@pytest.mark.parametrize(
    ("days", "came", "yes"), [(0, True, True), (-3, False, True), (1, None, True), (1, True, False), (1, False, False)]
)
def test_nobody_came_yet_to_a_session_that_is_still_to_come(days, came, yes):
    expected = [Expected("Midwife", Agency(pk=1), came=came)]
    assert allowed(rules.check_attendance, DAY + dt.timedelta(days=days), expected, DAY) == yes


@pytest.mark.parametrize(
    ("session", "came", "yes"),
    [(Session(), False, True), (Session(), True, False), (Session(cancelled_at=AT), False, False)],
)
def test_a_session_that_took_place_is_not_cancelled(session, came, yes):
    assert allowed(rules.check_may_cancel, session, came) == yes


def test_a_note_made_in_error_stays_so():
    assert allowed(rules.check_note, ConversationNote())
    assert not allowed(rules.check_note, ConversationNote(void_at=AT))
