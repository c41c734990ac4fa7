"""Who is sent the points and how, and does the link of a letter show them to nobody else?"""

import datetime as dt

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.conversations import actions, queries, rules
from reviews.conversations.actions import telling
from reviews.conversations.models import PointsSent, Session
from reviews.conversations.rules import Expected, Recipient
from reviews.conversations.tests import steps
from reviews.identities.actions import add_person
from reviews.panel.tests.steps import a_review_under_way, commissioned
from reviews.proceedings.tests import steps as alongside

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.date(2026, 3, 12)
AHEAD = dt.date(2026, 3, 26)
EMAIL = "nurse@trust.example"
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    return commissioned(cast, a_review_under_way(cast, at=AT), at=AT)


@pytest.fixture
@kept
def session(cast, review):
    """A session in two weeks: a nurse with an address, a teacher without; the points are a draft."""
    points = steps.points_written(cast, review, at=AT)
    expected = [Expected("Nurse", cast.agencies.health, email=EMAIL), Expected("Teacher", cast.agencies.school)]
    return actions.plan_session(
        review, form="group", mode="video", minutes_long=90, points=points, held_on=AHEAD, expected=expected,
        by=cast.priya, at=AT,
    )  # fmt: skip


def send(cast, session, *roles, points=None, how="email", sent_on=DAY, at=AT, **emails):
    to = [Recipient(one, emails.get(one.role, one.email)) for one in queries.standing(session) if one.role in roles]
    points = points or queries.points_in_force(session.review)
    return actions.send_points(points, session, to=to, how=how, sent_on=sent_on, by=cast.priya, at=at)


def next_version(cast, review, *points):
    return actions.start_points(review, version=2, introduction="", points=list(points), by=cast.luca, at=AT)


def has(session):
    found = queries.sessions(session.review, notes_of_reviewer=False).get(pk=session.pk)
    return {one.role: rules.version_had(one) for one in found.expected}


def secret_in(message):
    return message.body.split(settings.SITE_URL + "/conversations/")[1].split("/")[0]


def test_an_invitation_says_who_asks_and_how_to_check_and_nothing_of_the_case(cast, review, session):
    (sent,) = send(cast, session, "Nurse")
    message = Message.objects.get(key=queries.key_of(sent))
    assert (message.to, message.review_code) == (EMAIL, review.code)
    told = message.subject + message.body
    for words in (
        f"{cast.priya.name}, {cast.priya.job}", review.partnership.phone, f"{review.code}/C{session.number}", "26 March 2026",
        reverse("help", args=["invited"]), "opens until 9 April 2026",
    ):  # fmt: skip
        assert words and words in told, words
    assert not any(point in told for point in sent.points.points)
    assert (sent.points.version, sent.sent_on, sent.entered_by, sent.how) == (1, DAY, cast.priya, "email")
    entry = TrailEntry.objects.get(kind="conversations.points_sent")
    assert entry.changes == {"session": 1, "participants": [sent.participant_id], "how": "email"}
    assert EMAIL not in str(list(TrailEntry.objects.values_list("sentence", "subject", "changes")))


def test_the_invitation_goes_into_the_calendar_and_out_of_it_again_with_code_and_time_alone(cast, review, session):
    Session.objects.filter(pk=session.pk).update(begins_at=dt.time(14), place="Room 2")
    session.refresh_from_db()
    (first,) = send(cast, session, "Nurse")
    (second,) = send(cast, session, "Nurse", at=AT + HOUR)
    entries = [unfolded(Message.objects.get(key=queries.key_of(sent)).calendar) for sent in (first, second)]
    assert all("METHOD:REQUEST" in entry and f"SUMMARY:{review.code}: conversation" in entry for entry in entries)
    assert not any(words in entries[0] for words in ("Nurse", "Room 2", *first.points.points))
    session.refresh_from_db()
    actions.cancel_session(
        session, revision=session.revision, why_cancelled="The nurse is ill.", by=cast.priya, at=AT + 2 * HOUR
    )
    last = Message.objects.latest("pk")
    assert last.to == EMAIL and "does not take place" in last.body and "ill" not in last.body
    assert "METHOD:CANCEL" in last.calendar
    session.refresh_from_db()
    actions.restore_session(session, revision=session.revision, by=cast.priya, at=AT + 3 * HOUR)
    session.refresh_from_db()
    (third,) = send(cast, session, "Nurse", at=AT + 4 * HOUR)
    entries += [unfolded(last.calendar), unfolded(Message.objects.get(key=queries.key_of(third)).calendar)]
    numbers = [int(entry.split("SEQUENCE:")[1].split()[0]) for entry in entries]
    assert numbers == sorted(set(numbers))  # a calendar takes no entry that is older than what it has


def unfolded(calendar):
    return calendar.replace("\r\n ", "")


def test_a_session_without_a_time_comes_without_an_entry_for_the_calendar(cast, review, session):
    Session.objects.filter(pk=session.pk).update(begins_at=None)
    session.refresh_from_db()
    (sent,) = send(cast, session, "Nurse")
    assert Message.objects.get(key=queries.key_of(sent)).calendar == ""


def test_a_newer_version_shows_who_has_only_an_older_one_and_goes_to_them_in_one_step(cast, review, session, client):
    send(cast, session, "Nurse")
    newer = next_version(cast, review, "New?")
    send(cast, session, "Teacher", points=newer, Teacher="teacher@school.example")
    assert has(session) == {"Nurse": 1, "Teacher": 2}
    client.force_login(cast.priya)
    page = reverse("conversations-session", args=[review.code, session.pk])
    shown = client.get(page).content.decode()
    assert "1 of them has only an older version" in shown and "Send version 2" in shown
    again = reverse("conversations-send-again", args=[review.code, session.pk])
    assert client.get(again).status_code == 405
    client.post(again)
    assert has(session) == {"Nurse": 2, "Teacher": 2}
    last = Message.objects.order_by("pk").last()
    assert last.to == EMAIL and last.subject.startswith("Changed: what will be talked about")
    assert "older version" not in client.get(page).content.decode()
    before = Message.objects.count()
    client.post(again, {"participant": session.participants.get(role="Nurse").pk})
    assert Message.objects.count() == before + 1


def test_post_and_hand_are_recorded_with_their_day_and_write_no_letter(cast, session):
    day = DAY - dt.timedelta(days=4)
    first, second = send(cast, session, "Nurse", "Teacher", how="post", sent_on=day)
    assert (first.sent_on, first.email, first.digest) == (day, "", "")
    assert not Message.objects.exists() and queries.points_in_force(session.review).sent_on == day
    with pytest.raises(NotYet) as refused:
        send(cast, session, "Nurse", how="hand", sent_on=DAY + dt.timedelta(days=1))
    assert refused.value.field == "sent_on"


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost(cast, review, session, client):
    client.force_login(cast.luca)
    page = reverse("conversations-send", args=[review.code, session.pk])
    nurse, teacher = queries.standing(session)
    form = client.get(page).context["form"]
    assert form.initial["to"] == [str(nurse.pk), str(teacher.pk)]
    typed = {
        "to": [nurse.pk, teacher.pk], "points": session.points_id, "how": "email", "sent_on": "2026-03-12",
        f"email_{nurse.pk}": "nurse@other.example",
    }  # fmt: skip
    answer = client.post(page, typed)
    shown = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_email_{teacher.pk}"' in shown and "nurse@other.example" in shown
    assert client.post(page, {**typed, "to": []}).status_code == 422
    assert not PointsSent.objects.exists()
    assert client.post(page, {**typed, "to": [nurse.pk]}).status_code == 302
    nurse.refresh_from_db()
    assert nurse.email == "nurse@other.example" and has(session)["Nurse"] == 1


def test_whoever_must_not_be_spoken_to_is_not_written_to(cast, review, session):
    trial = alongside.criminal_case(cast, review, at=AT)
    listed = alongside.witnesses_listed(cast, trial, at=AT, listed=(("Nurse", "health", ""),))
    alongside.on_hold(
        cast, review, at=AT, what=("talk",), proceeding=trial, practitioners=listed, why="Witness.",
        decided_by="The partners", advised_as="sio", look_again_on=AHEAD,
    )  # fmt: skip
    with pytest.raises(NotYet) as refused:
        send(cast, session, "Nurse")
    assert refused.value.field == "to" and "waits" in str(refused.value)
    assert send(cast, session, "Teacher", Teacher="teacher@school.example")


def test_points_that_tell_who_somebody_is_do_not_go_out(cast, review, session):
    add_person(
        review, kind="family", label="mother", given_names="Saskia", family_name="Thornbury", by=cast.priya, at=AT
    )
    points = queries.points_in_force(review)
    actions.change_points(
        points, revision=1, introduction="", points=["When did you meet Saskia Thornbury?"], by=cast.luca, at=AT
    )
    with pytest.raises(NotYet) as refused:
        send(cast, session, "Nurse")
    assert refused.value.field == "points" and "mother" in str(refused.value) and "Saskia" not in str(refused.value)


def test_a_link_alone_shows_nothing_and_opens_with_the_address_it_went_to(cast, review, session):
    (sent,) = send(cast, session, "Nurse")
    page = reverse("points-read", args=[secret_in(Message.objects.get())])
    reader, point = Client(), sent.points.points[0]
    first = reader.get(page)
    assert (
        first.status_code == 200 and point not in first.content.decode() and review.code not in first.content.decode()
    )
    wrong = reader.post(page, {"email": "somebody@else.example"})
    assert wrong.status_code == 422 and point not in wrong.content.decode()
    sent.refresh_from_db()
    assert (sent.tries, sent.opened_at) == (1, None)
    shown = reader.post(page, {"email": f" {EMAIL.upper()} "}, follow=True)
    assert point in shown.content.decode() and f"{review.code}/C1" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    sent.refresh_from_db()
    assert sent.opened_at == AT and TrailEntry.objects.get(kind="conversations.points_read").review_code == review.code
    assert point not in Client().get(page).content.decode(), "another browser starts anew"
    assert Client().get(reverse("points-read", args=["made-up"])).status_code == 200
    actions.void_sending(sent, revision=sent.revision, why_void="Wrong person", by=cast.priya, at=AT)
    assert point not in reader.get(page).content.decode() and has(session)["Nurse"] == 0


def test_a_link_tried_with_too_many_addresses_opens_no_more(cast, session):
    send(cast, session, "Nurse")
    secret = secret_in(Message.objects.get())
    for number in range(5):
        assert actions.open_points(secret, f"no{number}@example.org", at=AT) is None
    assert actions.open_points(secret, EMAIL, at=AT) is None


def test_a_later_link_and_an_earlier_one_show_the_newest_version_this_person_has(cast, review, session):
    send(cast, session, "Nurse")
    first = reverse("points-read", args=[secret_in(Message.objects.get())])
    send(cast, session, "Nurse", points=next_version(cast, review, "Only this?"))
    assert "Only this?" in Client().post(first, {"email": EMAIL}, follow=True).content.decode()


def test_who_sends_and_who_does_not(cast, review, session):
    (sent,) = send(cast, session, "Nurse")
    pages = [
        reverse("conversations-send", args=[review.code, session.pk]),
        reverse("conversations-unsent", args=[review.code, sent.pk]),
        reverse("conversations-agreement", args=[review.code, session.pk]),
        reverse("conversations-support", args=[review.code, session.pk]),
        reverse("conversations-participant", args=[review.code, sent.participant_id]),
        reverse("conversations-feedback", args=[review.code]),
    ]
    for user, status in ((cast.priya, 200), (cast.luca, 200), (cast.pam, 403), (cast.hana, 403), (cast.sam, 404)):
        client = Client()
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * len(pages), user
    client.force_login(cast.pam)
    assert EMAIL not in client.get(reverse("conversations-session", args=[review.code, session.pk])).content.decode()


def test_nothing_goes_out_where_the_trail_cannot_be_written(cast, session, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(telling, "record", fails)
    with pytest.raises(RuntimeError):
        send(cast, session, "Nurse")
    assert not Message.objects.exists() and not PointsSent.objects.exists()
    assert queries.points_in_force(session.review).sent_on is None
