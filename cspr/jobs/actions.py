"""How is long work started, done and taken up again after a crash?

A kind of work is a function ``work(job, report_progress, at) -> dict`` registered under its name in ``apps.ready()``.
It must be safe to run twice: a worker that was killed leaves its row, and the sweep gives it to the next.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q

from cspr.jobs.models import Job
from cspr.records import NotYet

Work = Callable[[Job, Callable[[int], None], dt.datetime], dict[str, Any]]

LEASE = dt.timedelta(minutes=5)
MOST_ATTEMPTS = 5
KINDS: dict[str, Work] = {}
log = logging.getLogger(__name__)


def register(kind: str, work: Work) -> None:
    """Make a kind of work known. Called from ``apps.ready()``."""
    KINDS[kind] = work


def start(kind: str, *, by: Any, at: dt.datetime, review_code: str = "", **arguments: int | str) -> Job:
    """Leave a row for the work and, once the transaction is committed, ring the worker. Arguments are ids only."""
    job = Job.objects.create(
        kind=kind, arguments=arguments, review_code=review_code, asked_by_id=by.pk if by else None, asked_at=at
    )
    transaction.on_commit(lambda: ring(job))
    return job


def ring(job: Job) -> None:
    """Tell the worker to look now. A broker that does not answer is no loss: the sweep finds the row."""
    try:
        current_app.send_task("cspr.jobs.run", [job.pk])
    except Exception:
        log.warning("The queue did not take job %s; the sweep will.", job.pk)


def run(job_id: int, *, at: dt.datetime, clock: Callable[[], dt.datetime]) -> bool:
    """Do the work if nobody else has it. Returns whether it was done by this call. ``clock`` tells when it ended."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not _claim(job, at):
        return False
    try:
        result = KINDS[job.kind](job, lambda percent: _progress(job, percent, clock()), at)
    except NotYet as refusal:
        _finish(job, clock(), state=Job.State.FAILED, problem=str(refusal)[:300])
    except Exception as error:
        # Only the kind of error is kept: its text may hold words of the case.
        log.error("Job %s (%s) failed: %s", job.pk, job.kind, type(error).__name__)
        last = job.attempts >= MOST_ATTEMPTS
        _finish(
            job,
            clock() if last else None,
            state=Job.State.FAILED if last else Job.State.WAITING,
            problem=f"It could not be done ({type(error).__name__}).",
        )
    else:
        _finish(job, clock(), state=Job.State.DONE, result=result, progress=100, problem="")
    return True


def waiting(*, at: dt.datetime) -> list[int]:
    """The jobs nobody has: never started, or whose worker's lease ran out."""
    return list(_free(at).order_by("pk").values_list("pk", flat=True))


def _free(at: dt.datetime):
    return Job.objects.filter(
        Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=at), attempts__lt=MOST_ATTEMPTS
    )


def _claim(job: Job, at: dt.datetime) -> bool:
    claimed = (
        _free(at)
        .filter(pk=job.pk, attempts=job.attempts)
        .update(state=Job.State.RUNNING, lease_until=at + LEASE, attempts=job.attempts + 1)
    )
    job.attempts += claimed
    return claimed == 1


def _progress(job: Job, percent: int, at: dt.datetime) -> None:
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(progress=percent, lease_until=at + LEASE)


def _finish(job: Job, at: dt.datetime | None, **values: Any) -> None:
    Job.objects.filter(pk=job.pk, attempts=job.attempts).update(finished_at=at, lease_until=None, **values)
