"""Is anything sent twice or lost when the worker is killed half-way, again and again, on real servers?"""

import datetime as dt
import email
import time

import psycopg2
import pytest
from django.conf import settings

from cspr import clock
from cspr.outbox.actions import message_id

pytestmark = [pytest.mark.browser, pytest.mark.skipif(settings.SQLITE, reason="Needs PostgreSQL and Redis.")]

MESSAGES, JOBS, CUTS, MOST_SECONDS = 200, 200, 2, 60
# Often, and yet so that a busy machine is through with one round of looks before the next: a look nobody took in time lapses.
SWEEP_SECONDS = 2


@pytest.fixture
def ask(live):
    """Ask the running system's database."""
    connection = psycopg2.connect(live.environment["DATABASE_URL"])
    connection.autocommit = True

    def run(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else cursor.rowcount

    yield run
    connection.close()


@pytest.fixture
def work(live, ask):
    """Many messages and jobs; the jobs are of a kind nobody knows, so that each attempt leaves its mark and fails."""
    live.kill_worker()
    now = clock.now()
    for number in range(MESSAGES):
        ask(
            "INSERT INTO cspr_message (key, \"to\", subject, body, review_code, written_at, attempts, problem, calendar,"
            " personal, came_back_because, why_settled)"
            " VALUES (%s, 'hana@fenmarsh.example', 'FM-2026-001', 'Please sign in.', '', %s, 0, '', '', false, '', '')",
            f"cut:{number}", now,
        )  # fmt: skip
    for _ in range(JOBS):
        ask(
            "INSERT INTO cspr_job (kind, arguments, review_code, asked_at, state, attempts, progress, result, problem)"
            " VALUES ('cut', '{}', '', %s, 'waiting', 0, 0, '{}', '')",
            now,
        )  # fmt: skip
    yield
    live.kill_worker()
    live.start_worker()


def wait_until(answer, wanted):
    until = time.monotonic() + MOST_SECONDS
    while not wanted(said := answer()):
        assert time.monotonic() < until, said
        time.sleep(0.02)
    return said


def test_a_worker_killed_half_way_loses_nothing_and_sends_nothing_twice(live, ask, work):
    def sent():
        return ask("SELECT count(*) FROM cspr_message WHERE key LIKE 'cut:%%' AND sent_at IS NOT NULL")[0][0]

    for cut in range(1, CUTS + 1):
        live.start_worker(sweep_seconds=SWEEP_SECONDS)
        wait_until(sent, lambda count, cut=cut: count >= MESSAGES * cut // (CUTS + 1))
        live.kill_worker()
        assert sent() < MESSAGES, "The worker was through before it could be killed; give it more to do."
        # The lease of what it held runs out.
        past = clock.now() - dt.timedelta(minutes=10)
        ask("UPDATE cspr_message SET lease_until = %s WHERE sent_at IS NULL AND lease_until IS NOT NULL", past)
        ask("UPDATE cspr_job SET lease_until = %s WHERE state = 'running'", past)
    live.start_worker(sweep_seconds=SWEEP_SECONDS)
    wait_until(sent, lambda count: count == MESSAGES)
    wait_until(
        lambda: ask("SELECT state, count(*) FROM cspr_job WHERE kind = 'cut' GROUP BY state"),
        lambda states: states == [("failed", JOBS)],
    )
    check_mail(live, ask)


def check_mail(live, ask):
    found = [email.message_from_bytes(file.read_bytes())["Message-ID"] for file in live.mail_folder.glob("*.eml")]
    wanted = {message_id(f"cut:{number}") for number in range(MESSAGES)}
    ours = [name for name in found if name in wanted]
    assert len(ours) == len(set(ours)) == MESSAGES
    # At most the one message in hand at each cut was tried again.
    tries = ask("SELECT sum(attempts) FROM cspr_message WHERE key LIKE 'cut:%%'")[0][0]
    assert MESSAGES <= tries <= MESSAGES + CUTS
