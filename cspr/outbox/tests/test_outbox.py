"""Does every message get out, and only once?"""

import datetime as dt
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from icalendar import Calendar

from cspr import ics
from cspr.ics import Entry, Party
from cspr.outbox import actions
from cspr.outbox.models import Message

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


def later(minutes):
    return AT + dt.timedelta(minutes=minutes)


def send(at=AT):
    return actions.send_waiting(clock=lambda: at)


def write(*keys):
    for key in keys:
        actions.write(key, to="hana@fenmarsh.example", subject="FM-2026-001", body="Please sign in.", at=AT)


class Server:
    """A mail server that refuses as told; it stands in for the connection."""

    def __init__(self, monkeypatch):
        self.refuses = lambda message: None
        self.taken = []
        monkeypatch.setattr(locmem.EmailBackend, "send_messages", self.send)

    def send(self, messages):
        for message in messages:
            if error := self.refuses(message):
                raise error
            self.taken.append(message)
        return len(messages)


@pytest.fixture
def server(monkeypatch):
    return Server(monkeypatch)


def test_what_waits_is_sent_once(db):
    write("a", "b")
    assert send() == 2
    assert send() == 0
    assert len(mail.outbox) == 2
    assert set(Message.objects.values_list("sent_at", "lease_until")) == {(AT, None)}


def test_a_key_writes_one_message_however_often(db):
    assert [actions.write("a", to="x@y.example", subject="s", body="b", at=AT)[1] for _ in range(3)] == [
        True,
        False,
        False,
    ]


def test_every_attempt_carries_the_same_message_id_which_tells_nothing(db, server):
    write("duty:4:1:7")
    server.refuses = lambda message: OSError()
    send()
    server.refuses = lambda message: None
    send(later(60))
    header = server.taken[0].extra_headers["Message-ID"]
    assert header == actions.message_id("duty:4:1:7")
    assert "duty" not in header and header.endswith("@localhost>")


def test_a_server_that_is_away_is_asked_later_and_later_and_for_ever(db, server):
    write("a")
    server.refuses = lambda message: ConnectionRefusedError("hana@fenmarsh.example")
    at, waits = AT, []
    for _ in range(60):
        assert send(at) == 0
        lease = Message.objects.get().lease_until
        waits.append((lease - at).total_seconds() / 60)
        assert send(lease) == 0 and len(waits) == Message.objects.get().attempts  # not before its time
        at = lease + dt.timedelta(seconds=1)
    assert waits[:7] == [2, 4, 8, 16, 32, 60, 60] and set(waits[5:]) == {60}
    server.refuses = lambda message: None
    assert send(at) == 1
    assert Message.objects.get().problem == ""


def test_only_the_kind_of_error_is_kept_and_logged(db, server, caplog):
    write("a")
    server.refuses = lambda message: OSError("no such box: hana@fenmarsh.example")
    send()
    assert Message.objects.get().problem == "OSError"
    assert "hana" not in caplog.text


def test_one_bad_address_does_not_hold_up_the_others(db, server):
    write("a", "b", "c")
    bad = actions.message_id("b")
    server.refuses = lambda message: ValueError() if message.extra_headers["Message-ID"] == bad else None
    assert send() == 2
    assert Message.objects.get(sent_at=None).key == "b"


def test_a_server_that_is_away_is_not_asked_for_every_message(db, server):
    write(*(f"m{n}" for n in range(20)))
    tries = []
    server.refuses = lambda message: tries.append(message) or TimeoutError()
    send()
    assert len(tries) == actions.FAILURES_IN_A_ROW
    server.refuses = lambda message: None
    assert send() == 17
    assert send(later(3)) == 3


def test_the_office_sees_what_is_stuck(db, server):
    write("a")
    server.refuses = lambda message: OSError()
    for minutes in (0, 3):
        send(later(minutes))
    assert not actions.stuck().exists()
    send(later(20))
    assert [message.key for message in actions.stuck()] == ["a"]
    server.refuses = lambda message: None
    send(later(600))
    assert not actions.stuck().exists()


def refusing(code):
    return SMTPRecipientsRefused({"hana@fenmarsh.example": (code, b"no such box here")})


def test_an_address_the_server_refuses_for_good_rests_until_it_is_put_right(db, server):
    write("a", "b")
    bad = actions.message_id("a")
    server.refuses = lambda message: refusing(550) if message.extra_headers["Message-ID"] == bad else None
    assert send() == 1
    assert send(later(600)) == 0
    (message,) = actions.stuck()
    assert (message.key, message.attempts, message.refused_at) == ("a", 1, AT)
    server.refuses = lambda message: None
    assert actions.send_again(message, to="hana.b@fenmarsh.example")
    assert send(later(601)) == 1
    assert server.taken[-1].to == ["hana.b@fenmarsh.example"]
    assert not actions.send_again(message, to="x@y.example")


def test_an_address_the_server_asks_to_try_later_is_tried_later(db, server):
    write("a")
    server.refuses = lambda message: refusing(450)
    send()
    server.refuses = lambda message: None
    assert send(later(5)) == 1


@pytest.mark.parametrize(
    "address", ["", "hana", "hana@", "@fenmarsh.example", "a b@c.example", "x@y.example\nBcc: z@y.example"]
)
def test_what_is_no_address_rests_and_holds_up_nobody(db, server, address):
    for number in range(5):
        actions.write(f"odd {number}", to=address, subject="s", body="b", at=AT)
    write("good")
    assert send() == 1
    assert actions.stuck().count() == 5


def test_an_invitation_goes_as_the_calendar_wants_it(db):
    guest = Party("Hana", "hana@fenmarsh.example")
    text = ics.invitation(Entry("meeting-1", "Meeting, FM-2026-001", AT, AT), organiser=guest, guest=guest, at=AT)
    actions.write("a", to="hana@fenmarsh.example", subject="s", body="Please come.", at=AT, calendar=text)
    send()
    parts = {part.get_content_type(): part for part in mail.outbox[0].message().walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["text/calendar"].get_content_charset() == "utf-8"
    assert parts["application/ics"].get_filename() == "meeting.ics"
    for kind in ("text/calendar", "application/ics"):
        read = Calendar.from_ical(parts[kind].get_payload(decode=True))
        assert read.walk("VEVENT")[0]["summary"] == "Meeting, FM-2026-001"


class Killed(BaseException):
    """The process dies here."""


def test_a_sweep_that_is_killed_leaves_the_message_to_the_next_once_its_lease_has_run_out(db, server):
    write("a", "b")

    def die(message):
        raise Killed

    server.refuses = die
    with pytest.raises(Killed):
        send()
    server.refuses = lambda message: None
    assert send(later(1)) == 1
    assert send(later(3)) == 1
    assert len(server.taken) == 2


def test_a_lease_from_before_the_time_was_set_back_counts_as_run_out(db, server):
    write("a")
    Message.objects.update(attempts=1, lease_until=AT + actions.LONGEST_WAIT)
    assert send(AT - dt.timedelta(seconds=30)) == 0  # another machine's time may differ a little
    assert send(AT - dt.timedelta(days=2)) == 1


def test_two_sweeps_at_once_send_each_message_once(spare, server):
    keys = [f"two sweeps {number}" for number in range(20)]
    spare.do(lambda: write(*keys))
    counts = spare.at_once([lambda: actions.send_waiting(clock=lambda: AT) for _ in range(4)])
    ids = [message.extra_headers["Message-ID"] for message in server.taken]
    assert sum(counts) == 20
    assert sorted(ids) == sorted(actions.message_id(key) for key in keys)


def test_a_slow_sweep_gives_each_message_its_own_lease(db, server):
    write("a", "b", "c")
    moments = iter([AT, later(0), later(30), later(30), later(60), later(60), later(90)])
    leases = []
    server.refuses = lambda message: leases.append(Message.objects.get(sent_at=None, attempts=1).lease_until)
    assert actions.send_waiting(clock=lambda: next(moments)) == 3
    assert leases == [later(2), later(32), later(62)]
