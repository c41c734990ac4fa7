"""Does the clock strike on when the machine's time is set back, and does it stay calm when the database is away?"""

import datetime as dt
import logging

import pytest
from celery import Celery
from django.conf import settings
from django.db.utils import OperationalError

from cspr.beat import Scheduler
from cspr.celery import Look

pytestmark = pytest.mark.pure
NAMES = ("one", "two", "three")


class Noting(Scheduler):
    """Notes what it strikes for, instead of sending it."""

    def apply_entry(self, entry, producer=None):
        self.struck.append(entry.name)

    producer = None


@pytest.fixture
def beat(tmp_path):
    """A scheduler with a file of its own; called again it is one that was started anew."""
    app = Celery(set_as_current=False)
    app.conf.beat_schedule = {name: {"task": name, "schedule": 60.0} for name in NAMES}
    opened = []

    def begin():
        for scheduler in opened:
            scheduler.close()
        opened[:] = [Noting(app=app, schedule_filename=str(tmp_path / "beat"))]
        opened[0].struck = []
        return opened[0]

    yield begin
    opened[0].close()


def strikes(scheduler):
    scheduler.struck.clear()
    while scheduler.tick() == 0:
        pass
    return sorted(name for name in scheduler.struck if name in NAMES)


def last_run(scheduler, **away):
    """As if the machine's time had been changed since."""
    for entry in scheduler.schedule.values():
        entry.last_run_at = entry.default_now() + dt.timedelta(**away)
    scheduler._heap = None


def test_it_strikes_for_what_is_due_and_for_nothing_twice(beat):
    scheduler = beat()
    last_run(scheduler, minutes=-2)
    assert strikes(scheduler) == sorted(NAMES)
    assert strikes(scheduler) == []


def test_it_strikes_at_once_when_the_time_was_set_back(beat):
    scheduler = beat()
    last_run(scheduler, minutes=-2)
    strikes(scheduler)
    for event in scheduler._heap:
        event.entry.last_run_at += dt.timedelta(days=2)
    scheduler._heap = [event._replace(time=event.time + 2 * 86400) for event in scheduler._heap]
    assert strikes(scheduler) == sorted(NAMES)
    assert strikes(scheduler) == []


def test_it_strikes_at_once_when_it_was_started_again_after_the_time_was_set_back(beat):
    last_run(beat(), days=400)
    assert strikes(beat()) == sorted(NAMES)


def test_the_worker_uses_it():
    assert f"{Scheduler.__module__}:{Scheduler.__name__}" == settings.CELERY_BEAT_SCHEDULER


def test_a_database_that_is_away_is_told_in_one_sentence(caplog):
    app = Celery(set_as_current=False, task_cls=Look)

    @app.task(name="test.look")
    def look():
        raise OperationalError("connection refused\nIs the server running?")

    with caplog.at_level(logging.WARNING):
        look.apply()
    assert [(record.levelname, record.getMessage(), record.exc_info) for record in caplog.records] == [
        (
            "WARNING",
            "The database did not answer test.look (connection refused); the next look will take it up.",
            None,
        )
    ]


def test_what_is_really_wrong_is_told_in_full(caplog):
    app = Celery(set_as_current=False, task_cls=Look)

    @app.task(name="test.look")
    def look():
        raise KeyError("kind")

    with caplog.at_level(logging.WARNING):
        look.apply()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert caplog.records[0].exc_info
