"""Has the conversation taken place, what is still to be done, and may these words be quoted?"""

import datetime as dt

import pytest

from agencies.models import Agency
from cspr.records import NotYet
from reviews.conversations import rules
from reviews.conversations.models import ConversationNote, GuidedPoints, Participant, PointsSent, Quote, Session
from reviews.conversations.rules import Expected, Recipient

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


HEALTH = Agency(pk=1, name="Health")


def a_participant(pk, *versions, **values):
    one = Participant(pk=pk, role="Nurse", agency=HEALTH, **values)
    one.sent = [PointsSent(points=GuidedPoints(version=version), participant=one) for version in versions]
    return one


def a_session(*participants, days=0, **values):
    session = Session(pk=7, number=3, held_on=DAY + dt.timedelta(days=days), kept_as="notes", **values)
    session.expected = list(participants)
    return session


def said(*sessions, points=SENT, quotes=(), today=DAY):
    return [(one.words, one.page, one.due) for one in rules.to_do(sessions, points, quotes, today)]


def test_what_is_to_be_done_before_a_session_names_who_has_only_an_older_version():
    in_force = GuidedPoints(version=2, sent_on=DAY)
    has_it, older, nothing = a_participant(1, 1, 2), a_participant(2, 1), a_participant(3)
    assert rules.without([has_it, older, nothing], in_force) == [older, nothing]
    told = said(a_session(has_it, older, nothing, days=14), points=in_force)
    assert told == [
        ("Session 3: send version 2 of the points to 2 people", "conversations-send", dt.date(2026, 3, 19)),
        ("Session 3: ask 3 people whether a record may be made", "conversations-agreement", dt.date(2026, 3, 26)),
    ]


def test_the_most_pressing_comes_first_and_what_has_no_date_last():
    came = {"came": True, "agreement": "given"}
    later = a_session(a_participant(1, 1, came=None, agreement="given"), days=-1)
    owed = a_session(a_participant(2, 1, **came), days=-20)
    looked_after = {"support": "A call", "support_on": DAY, "support_taken": "yes"}
    told = a_session(a_participant(3, 1, **came, **looked_after), days=-30)
    words = [words for words, _, _ in said(later, told, owed)]
    assert words == [
        "Session 3: offer support to 1 person",
        "Session 3: say who came",
        "Session 3: offer support to 1 person",
        "Tell 2 people who came what became of it",
    ]


def test_nothing_is_to_be_done_about_what_was_cancelled_or_is_done():
    done = {"support": "A call", "support_on": DAY, "support_taken": "no", "feedback": "A call", "feedback_on": DAY}
    finished = a_session(a_participant(1, 1, came=True, agreement="refused", **done), days=-9)
    assert said(finished, a_session(days=5, cancelled_at=AT)) == []
    quote = Quote(note=ConversationNote(session=finished), words="x")
    assert said(finished, quotes=[quote]) == [
        ("Session 3: ask whether the words chosen may be quoted", "conversations-quote", None)
    ]


@pytest.mark.parametrize(
    ("kept_as", "agreement", "held", "yes"),
    [
        ("notes", "refused", True, True), ("recording", "given", True, True), ("recording", "refused", False, False),
        ("recording", "asked", False, True), ("recording", "asked", True, False), ("recording", "", True, False),
    ],
)  # fmt: skip
def test_a_recording_is_made_only_of_those_who_agreed(kept_as, agreement, held, yes):
    check = lambda: rules.check_recording(kept_as, [a_participant(1)], {1: agreement}, held=held)  # noqa: E731
    assert allowed(check) == yes


@pytest.mark.parametrize(
    ("on", "words", "field"),
    [
        (None, "", None), (DAY, "A call", None), (DAY, "", "support"), (None, "A call", "support_on"),
        (DAY - dt.timedelta(days=1), "A call", "support_on"), (DAY + dt.timedelta(days=9), "A call", "support_on"),
    ],
)  # fmt: skip
def test_what_comes_after_a_session_has_words_and_a_day_after_it(on, words, field):
    try:
        rules.check_afterwards(a_session(), on, words, field="support", what="offer", today=DAY)
    except NotYet as refusal:
        assert refusal.field == field
    else:
        assert field is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [("cleared", ""), ("refused", "refused to be quoted"), ("", "is not cleared for use")],
)
def test_words_are_quoted_only_where_they_are_cleared(answer, words):
    quote = Quote(note=ConversationNote(session=a_session()), words="x", answer=answer)
    said = rules.why_not_cleared(quote)
    assert (words in said) if words else not said
    quote.void_at = AT
    assert "taken off the list" in rules.why_not_cleared(quote)


def test_cleared_words_are_not_changed_without_a_new_answer():
    kept = {"answer": "cleared", "answered_on": DAY, "answered_words": "Yes"}
    quote = Quote(words="One  two.", **kept)
    assert allowed(rules.check_same_words, quote, {**kept, "words": "One two."})
    assert not allowed(rules.check_same_words, quote, {**kept, "words": "One three."})
    assert allowed(rules.check_same_words, quote, {**kept, "words": "One three.", "answered_words": "Yes, again"})
    assert allowed(rules.check_same_words, quote, {**kept, "words": "One three.", "answer": "", "answered_on": None})


def test_a_link_opens_until_two_weeks_after_the_session_and_not_where_it_was_taken_back():
    def works(days=0, tries=0, void=None, struck=None, cancelled=None):
        participant = Participant(session=a_session(cancelled_at=cancelled), void_at=struck)
        sent = PointsSent(participant=participant, tries=tries, void_at=void)
        return rules.link_works(sent, DAY + dt.timedelta(days=days))

    assert works() and works(days=14) and works(tries=4)
    assert not any((works(days=15), works(tries=5), works(void=AT), works(struck=AT), works(cancelled=AT)))


def test_an_e_mail_needs_an_address_and_an_open_session():
    who = a_participant(4)
    with pytest.raises(NotYet) as refused:
        rules.check_recipients([Recipient(who)], how="email")
    assert refused.value.field == "email_4"
    assert allowed(lambda: rules.check_recipients([Recipient(who)], how="post"))
    points = GuidedPoints(version=1, points=["One"])

    def may_go(how, days, sent_on=DAY, in_force=None):
        check = {"how": how, "sent_on": sent_on, "today": DAY}
        return allowed(lambda: rules.check_sending(points, a_session(days=days), in_force, **check))

    assert may_go("email", 0) and may_go("post", -3)
    assert not may_go("email", -1) and not may_go("email", 3, sent_on=DAY - dt.timedelta(days=1))
    assert not may_go("email", 3, in_force=GuidedPoints(version=2, sent_on=DAY))
