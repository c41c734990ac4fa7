"""Does every reminder and every letter arrive once when Redis and the mail server are both killed in the middle?

A worker with its clock, a Redis and an SMTP server, each a process of its own; what is to be sent stands in PostgreSQL.
"""

import contextlib
import datetime as dt
import os
import shutil
import socket
import subprocess
import time
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings

from agencies.models import User
from cspr import clock, processes
from cspr.outbox.actions import message_id, write
from cspr.outbox.models import Message
from cspr.outbox.tests.test_mail_server import MailServer
from cspr.tests.live import free_port
from reviews.case.actions import open_duty
from reviews.meetings.duties import FOLLOW_UP_OF_NO_CASE

pytestmark = pytest.mark.skipif(
    settings.SQLITE or not shutil.which("redis-server"), reason="Needs PostgreSQL and a Redis to kill."
)

PEOPLE, LETTERS, MOST_SECONDS = 12, 48, 120


class Redis:
    """A Redis without memory, which can be killed and started again at the same port."""

    def __init__(self):
        self.port = free_port()
        self.process = None

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(self.answers, bool)

    def answers(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        return False

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def wait_until(answer, wanted):
    until = time.monotonic() + MOST_SECONDS
    while not wanted(said := answer()):
        assert time.monotonic() < until, said
        time.sleep(0.1)
    return said


@pytest.fixture
def servers(tmp_path):
    redis, mail = Redis(), MailServer(tmp_path)
    yield redis, mail
    redis.kill()
    mail.kill()


@pytest.fixture
def worker(spare, servers, tmp_path):
    redis, mail = servers
    environment = {
        **os.environ,
        "CSPR_VAR": str(tmp_path),
        "CSPR_SWEEP_SECONDS": "0.5",
        "DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{spare.name}")),
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail.port}",
    }
    child = processes.Child("worker", processes.worker_command(), environment)
    yield child
    child.kill()


def to_be_sent():
    """People who owe something since yesterday, and letters; nothing of it is an e-mail yet but the letters."""
    now = clock.now()
    Message.objects.filter(sent_at=None).update(sent_at=now)  # what other tests left
    for number in range(PEOPLE):
        person = User.objects.create(email=f"cut{number}@fenmarsh.example", name=f"Cut {number}")
        open_duty(
            None, FOLLOW_UP_OF_NO_CASE, at=now - dt.timedelta(days=9), due_on=clock.date_of(now) - dt.timedelta(days=1),
            user=person, thing_id=number,
        )  # fmt: skip
    for number in range(LETTERS):
        write(f"letter cut:{number}", to="hana@fenmarsh.example", subject="FM", body="Please sign in.", at=now)


def ours():
    return list(
        Message.objects.filter(to__startswith="cut").union(Message.objects.filter(key__startswith="letter cut:"))
    )


def test_reminders_and_letters_arrive_once_though_redis_and_mail_server_were_killed(spare, servers, worker):
    redis, mail = servers
    spare.do(to_be_sent)
    redis.start()
    mail.start()
    worker.start()
    wait_until(lambda: len(mail.taken()), lambda count: count >= LETTERS // 3)
    redis.kill()
    mail.kill()
    before = len(mail.taken())
    assert before < PEOPLE + LETTERS, "All had gone before the servers could be killed; give them more to do."
    wait_until(lambda: spare.do(lambda: Message.objects.exclude(problem="").count()), lambda failed: failed > 0)
    redis.start()
    mail.start()

    def try_again():
        past = clock.now() - dt.timedelta(minutes=1)
        waiting = Message.objects.filter(sent_at=None)
        waiting.exclude(lease_until=None).filter(attempts__gt=0).exclude(problem="").update(lease_until=past)
        return sum(message.sent_at is not None for message in ours())

    if not worker.is_alive():
        worker.start()  # as the system's own watch does
    wait_until(lambda: spare.do(try_again), lambda sent: sent == PEOPLE + LETTERS)
    found = spare.do(ours)
    assert sum(message.key.startswith("duty:") for message in found) == PEOPLE == len(found) - LETTERS
    taken = mail.taken()
    assert set(taken) >= {message_id(message.key) for message in found}
    # Taken, and the answer lost with the server: only what was in hand at that moment may stand there twice, by one name.
    assert len(taken) - len(set(taken)) <= 1
