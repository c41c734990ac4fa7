"""Is long work done once, taken up again after a crash, and ended in plain words where it cannot be done?"""

import datetime as dt
import logging
import time

import pytest
from celery import Celery
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from agencies.models import User
from cspr.jobs import actions
from cspr.jobs.models import Job
from cspr.jobs.tasks import sweep
from cspr.records import NotYet

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
SECRET = "Ellis Brightwater of 4 Mill Lane"


def later(minutes):
    return AT + dt.timedelta(minutes=minutes)


def moment():
    return AT


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """The kinds of work of one test alone."""
    monkeypatch.setattr(actions, "KINDS", {})
    return actions.KINDS


def asked(work, **arguments):
    actions.register("test", work)
    return actions.start("test", by=None, at=AT, **arguments)


def run(job, at=AT):
    done = actions.run(job.pk, at=at, clock=lambda: at)
    job.refresh_from_db()
    return done


def test_work_is_done_and_its_result_kept(db):
    job = asked(lambda job, report, at: {"pages": job.arguments["pages"]}, pages=30)
    assert run(job) is True
    assert (job.state, job.progress, job.result, job.finished_at) == ("done", 100, {"pages": 30}, AT)
    assert job.lease_until is None


def test_it_says_who_asked(db):
    user = User.objects.create(email="priya@fenmarsh.example", name="Priya")
    actions.register("test", lambda job, report, at: {})
    assert actions.start("test", by=user, at=AT, review_code="FM-2026-001").asked_by_id == user.pk


def test_progress_is_told_while_it_goes_on(db):
    seen = []

    def work(job, report, at):
        report(40)
        seen.append(Job.objects.values_list("progress", "state").get())
        return {}

    run(asked(work))
    assert seen == [(40, "running")]


def test_the_worker_is_rung_once_the_row_is_there(db, monkeypatch, django_capture_on_commit_callbacks):
    rung = []
    monkeypatch.setattr(actions.current_app, "send_task", lambda name, arguments: rung.append((name, arguments)))
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(lambda job, report, at: {})
        assert rung == []
    assert rung == [("cspr.jobs.run", [job.pk])]


def test_a_job_of_a_transaction_that_failed_was_never_asked_for(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as rings, pytest.raises(ValueError), transaction.atomic():
        asked(lambda job, report, at: {})
        raise ValueError
    assert rings == [] and not Job.objects.exists()


def test_a_broker_that_is_away_loses_nothing(db, monkeypatch, django_capture_on_commit_callbacks):
    def away(*arguments):
        raise ConnectionError(SECRET)

    monkeypatch.setattr(actions.current_app, "send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        job = asked(lambda job, report, at: {})
    sweep()
    job.refresh_from_db()
    assert job.state == "done"


def test_it_is_done_once_however_often_the_worker_is_told(db):
    done = []
    job = asked(lambda job, report, at: done.append(job.pk) or {})
    assert [run(job) for _ in range(3)] == [True, False, False]
    assert done == [job.pk]


def test_a_job_nobody_knows_is_nothing_to_do(db):
    assert actions.run(12345, at=AT, clock=moment) is False


def test_of_eight_workers_at_once_one_gets_it(spare):
    done = []

    def work(job, report, at):
        done.append(job.pk)
        return {}

    job = spare.do(lambda: asked(work))
    told = spare.at_once([lambda: actions.run(job.pk, at=AT, clock=moment) for _ in range(8)])
    assert sorted(told) == [False] * 7 + [True]
    assert done == [job.pk]


# Crashes ------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """The process dies here: nothing after this is done."""


def die(job, report, at):
    report(50)
    raise Killed


def killed(job, at=AT):
    with pytest.raises(Killed):
        actions.run(job.pk, at=at, clock=lambda: at)
    job.refresh_from_db()


def test_a_job_whose_worker_was_killed_waits_for_its_lease_and_is_taken_up_again(db):
    job = asked(die)
    killed(job)
    assert (job.state, job.progress, job.attempts) == ("running", 50, 1)
    assert actions.waiting(at=later(4)) == []
    assert actions.waiting(at=later(6)) == [job.pk]
    actions.register("test", lambda job, report, at: {})
    assert run(job, later(6)) is True
    assert (job.state, job.attempts) == ("done", 2)


def test_a_lease_from_before_the_time_was_set_back_counts_as_run_out(db):
    job = asked(lambda job, report, at: {})
    held = {"state": "running", "attempts": 1, "lease_until": AT + actions.LEASE}
    Job.objects.filter(pk=job.pk).update(**held)
    assert actions.waiting(at=AT - dt.timedelta(seconds=30)) == []  # another machine's time may differ a little
    assert actions.waiting(at=AT - dt.timedelta(hours=2)) == [job.pk]
    assert run(job, at=AT - dt.timedelta(hours=2)) is True
    Job.objects.filter(pk=job.pk).update(**held | {"attempts": actions.MOST_ATTEMPTS})
    assert actions.give_up(at=AT - dt.timedelta(hours=2)) == 1


def test_long_work_that_tells_its_progress_is_not_taken_for_dead(db):
    actions.register("test", die)
    job = actions.start("test", by=None, at=AT)
    with pytest.raises(Killed):
        actions.run(job.pk, at=AT, clock=lambda: later(4))  # the progress is told four minutes later
    assert actions.waiting(at=later(8)) == []
    assert actions.waiting(at=later(10)) == [job.pk]


def test_one_that_was_thought_dead_does_not_spoil_what_the_next_has_done(db):
    def slow(job, report, at):
        actions.register("test", lambda job, report, at: {"by": "the second"})
        assert actions.run(job.pk, at=later(6), clock=moment) is True
        report(10)
        return {"by": "the first"}

    job = asked(slow)
    assert run(job) is False
    assert (job.result, job.progress, job.state) == ({"by": "the second"}, 100, "done")


def test_a_job_that_dies_on_its_last_attempt_ends_in_a_plain_sentence(db):
    job = asked(die)
    for attempt in range(actions.MOST_ATTEMPTS):
        killed(job, later(attempt * 10))
    last = later((actions.MOST_ATTEMPTS - 1) * 10)
    assert actions.give_up(at=last) == 0
    assert actions.waiting(at=last + dt.timedelta(minutes=6)) == []
    assert actions.give_up(at=last + dt.timedelta(minutes=6)) == 1
    job.refresh_from_db()
    assert (job.state, job.problem) == ("failed", actions.NEVER_FINISHED)
    assert job.finished_at == last + dt.timedelta(minutes=6)


def test_the_sweep_ends_it(db):
    Job.objects.create(
        kind="test", asked_at=AT, state="running", attempts=actions.MOST_ATTEMPTS, lease_until=AT - dt.timedelta(days=1)
    )
    sweep()
    assert Job.objects.get().state == "failed"


# Refusals -----------------------------------------------------------------------------------------------


def test_a_rule_that_says_no_is_told_as_it_is_and_not_tried_again(db):
    def refuse(job, report, at):
        raise NotYet("The report still names somebody.")

    job = asked(refuse)
    assert run(job) is True
    assert (job.state, job.problem, job.finished_at) == ("failed", "The report still names somebody.", AT)
    assert actions.waiting(at=later(60)) == []


def fail(job, report, at):
    raise ValueError(SECRET)


def test_a_failure_is_tried_again_and_given_up_in_the_end(db):
    job = asked(fail)
    for attempt in range(1, actions.MOST_ATTEMPTS):
        assert run(job) is False
        assert (job.state, job.attempts, job.finished_at) == ("waiting", attempt, None)
    assert run(job) is True
    assert (job.state, job.finished_at) == ("failed", AT)
    assert run(job) is False


def test_no_word_of_the_case_is_kept_or_logged_of_an_error(db, caplog):
    job = asked(fail)
    with caplog.at_level(logging.DEBUG):
        for _ in range(actions.MOST_ATTEMPTS):
            run(job)
    assert "ValueError" in job.problem and SECRET not in job.problem
    assert "ValueError" in caplog.text and SECRET not in caplog.text and "Mill Lane" not in caplog.text


def test_work_of_an_unknown_kind_ends_as_failed(db):
    job = actions.start("nobody.knows", by=None, at=AT)
    for _ in range(actions.MOST_ATTEMPTS):
        run(job)
    assert job.state == "failed"


@pytest.mark.skipif(not settings.REDIS_URL, reason="the queue is a folder here, which always answers")
def test_a_queue_that_is_away_keeps_no_page_waiting(db):
    began = time.monotonic()
    app = Celery(broker="redis://127.0.0.1:1/0")
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with pytest.raises(OperationalError):
        app.send_task("cspr.jobs.run", [1], retry=False)
    assert time.monotonic() - began < 2
