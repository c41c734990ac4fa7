"""How is the demonstration started again from a page? A job asks for it; the worker does it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.backups import CannotDo
from cspr.demo import again, loading
from cspr.jobs.actions import start
from cspr.jobs.models import Job
from cspr.records import NotYet

AGAIN = "demo.again"
PERCENT_A_CASE = 10
ASKED = Event("demo.again_asked", "asked for the demonstration to start again")


@transaction.atomic
def ask_to_start_again(*, by: User | None, at: dt.datetime) -> Job:
    """Leave the work to the worker; where it is under way already, that one is told of."""
    try:
        again.check_may_start()
    except again.Refused as refusal:
        raise NotYet(str(refusal)) from None
    busy = under_way()
    if busy and busy.state in (Job.State.WAITING, Job.State.RUNNING):
        return busy
    record(ASKED, by=by, at=at)
    return start(AGAIN, by=by, at=at)


def start_again(job: Job, progress: Callable[[int], None], at: dt.datetime) -> dict[str, Any]:
    """The work. When it is done, this job is gone with everything else."""
    said = iter(range(0, 100, PERCENT_A_CASE))

    def say(line: str) -> None:
        progress(next(said, 99))

    try:
        again.start_again(say)
    except (again.Refused, CannotDo) as problem:
        raise NotYet(str(problem)) from None
    return {}


def under_way() -> Job | None:
    """The last time somebody asked for it in this demonstration."""
    return Job.objects.filter(kind=AGAIN).order_by("-pk").first()


def loaded_at() -> int:
    """Which demonstration this is: the second in which it was loaded."""
    entry = TrailEntry.objects.filter(kind=loading.LOADED.kind).order_by("-at").first()
    return int(entry.at.timestamp()) if entry else 0
