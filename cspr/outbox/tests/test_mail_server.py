"""Does every letter arrive once when a real mail server dies in the middle and comes back?

The server is a process of its own that is killed outright, and keeps what it took in a folder, as mail servers do.
"""

import contextlib
import datetime as dt
import mailbox
import socket
import subprocess
import sys
import time

import pytest
from django.core import mail

from cspr.outbox import actions
from cspr.outbox.models import Message

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LETTERS = 12


class MailServer:
    """aiosmtpd as a process, which can be killed and started again on the same port and folder."""

    def __init__(self, folder):
        self.folder = folder / "inbox"
        self.process = None
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        command = [sys.executable, "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{self.port}"]
        command += ["-c", "aiosmtpd.handlers.Mailbox", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert self.process.poll() is None, "the mail server did not start"
            time.sleep(0.05)
        raise AssertionError("the mail server does not answer")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def taken(self):
        return [message["Message-ID"] for message in mailbox.Maildir(self.folder)] if self.folder.exists() else []


@pytest.fixture
def server(tmp_path, settings):
    server = MailServer(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    # aiosmtpd looks its own name up before it greets: where no file tells it, that takes as long as a name server does.
    settings.EMAIL_TIMEOUT = 60
    yield server
    server.kill()


def write():
    for number in range(LETTERS):
        actions.write(f"letter {number}", to=f"p{number}@fenmarsh.example", subject="FM", body="Please.", at=AT)


def send(minutes=0):
    return actions.send_waiting(clock=lambda: AT + dt.timedelta(minutes=minutes))


def wanted():
    return sorted(actions.message_id(f"letter {number}") for number in range(LETTERS))


def test_letters_wait_for_a_server_that_is_away_and_arrive_once(db, server):
    write()
    assert send() == 0
    assert [message.problem for message in actions.stuck()] == []
    for minutes in (5, 15):
        assert send(minutes) == 0
    # What has been tried three times the office sees.
    assert actions.stuck().count() == actions.FAILURES_IN_A_ROW
    server.start()
    sent = sum(send(minutes) for minutes in (100, 200))
    assert sent == LETTERS and sorted(server.taken()) == wanted()
    assert not actions.stuck().exists()


def test_a_server_killed_in_the_middle_and_started_again_has_every_letter_once(db, server, monkeypatch):
    write()
    server.start()
    real, tries = mail.EmailMultiAlternatives.send, iter(range(LETTERS))

    def killed_after_five(message):
        if next(tries) == 5:
            server.kill()
        real(message)

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", killed_after_five)
        assert send() == 5
    assert len(server.taken()) == 5 and Message.objects.filter(sent_at=None).count() == LETTERS - 5
    server.start()
    assert sum(send(minutes) for minutes in (10, 30)) == LETTERS - 5
    assert sorted(server.taken()) == wanted()
    assert send(600) == 0


def test_a_worker_killed_after_the_server_took_a_letter_sends_it_again_under_the_same_name(db, server, monkeypatch):
    """What no mail system can promise: taken, and the answer lost. The name lets the receiving server tell."""
    actions.write("letter 0", to="p0@fenmarsh.example", subject="FM", body="Please.", at=AT)
    server.start()
    real = mail.EmailMultiAlternatives.send

    def no_answer(message):
        real(message)
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", no_answer)
        assert send() == 0
    assert send(10) == 1
    first, second = server.taken()
    assert first == second == actions.message_id("letter 0")
