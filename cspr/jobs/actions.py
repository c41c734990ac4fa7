"""How is long work started, done and taken up again after a crash?

A kind of work is a function ``work(job, report_progress, at) -> dict`` registered under its name in ``apps.ready()``.
It must be safe to run twice: a worker that was killed leaves its row, and the sweep gives it to the next. Work that
takes longer than ``LEASE`` says how far it is now and then, or it is taken for dead.
"""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import Q, QuerySet

from cspr.jobs.models import Job
from cspr.records import NotYet

Work = Callable[[Job, Callable[[int], None], dt.datetime], dict[str, Any]]

LEASE = dt.timedelta(minutes=5)
# Two machines at work seldom have quite the same time.
CLOCKS_DIFFER = dt.timedelta(minutes=1)
MOST_ATTEMPTS = 5
NEVER_FINISHED = "It was begun several times and broke off each time. Ask for it again; if that fails, tell the office."
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
    """Do the work if nobody else has it. Returns whether this call brought it to an end. ``clock`` tells when."""
    job = Job.objects.filter(pk=job_id).first()
    if job is None or not _claim(job, at):
        return False
    try:
        result = KINDS[job.kind](job, lambda percent: _progress(job, percent, clock()), at)
    except NotYet as refusal:
        return _finish(job, clock(), state=Job.State.FAILED, problem=str(refusal)[:300])
    except Exception as error:
        return _try_again_or_fail(job, error, clock())
    return _finish(job, clock(), state=Job.State.DONE, result=result, progress=100, problem="")


def give_up(*, at: dt.datetime) -> int:
    """Call the jobs failed whose worker died on the last attempt they had. Returns how many."""
    lost = Job.objects.filter(_run_out(at), state=Job.State.RUNNING, attempts__gte=MOST_ATTEMPTS)
    return lost.update(state=Job.State.FAILED, problem=NEVER_FINISHED, finished_at=at, lease_until=None)


def waiting(*, at: dt.datetime) -> list[int]:
    """The jobs nobody has: never started, or whose worker's lease ran out."""
    return list(_free(at).order_by("pk").values_list("pk", flat=True))


def _free(at: dt.datetime) -> QuerySet[Job]:
    lost = Q(_run_out(at), state=Job.State.RUNNING)
    return Job.objects.filter(Q(state=Job.State.WAITING) | lost, attempts__lt=MOST_ATTEMPTS)


def _run_out(at: dt.datetime) -> Q:
    """Leases that are over, or longer than any that is given: those stand from before the machine's clock was set back."""
    return Q(lease_until__lt=at) | Q(lease_until__gt=at + LEASE + CLOCKS_DIFFER)


def _claim(job: Job, at: dt.datetime) -> bool:
    claimed = (
        _free(at)
        .filter(pk=job.pk, attempts=job.attempts)
        .update(state=Job.State.RUNNING, lease_until=at + LEASE, attempts=job.attempts + 1)
    )
    job.attempts += claimed
    return claimed == 1


def _try_again_or_fail(job: Job, error: Exception, at: dt.datetime) -> bool:
    # Only the kind of error is kept: its text may hold words of the case.
    kind = type(error).__name__
    log.error("Job %s (%s) failed: %s", job.pk, job.kind, kind)
    last = job.attempts >= MOST_ATTEMPTS
    _finish(
        job,
        at if last else None,
        state=Job.State.FAILED if last else Job.State.WAITING,
        problem=f"It could not be done ({kind})." if last else f"It did not work ({kind}) and will be tried again.",
    )
    return last


def _progress(job: Job, percent: int, at: dt.datetime) -> None:
    _mine(job).update(progress=percent, lease_until=at + LEASE)


def _finish(job: Job, at: dt.datetime | None, **values: Any) -> bool:
    return _mine(job).update(finished_at=at, lease_until=None, **values) == 1


def _mine(job: Job) -> QuerySet[Job]:
    """The row, unless somebody took it over because this worker seemed dead."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)
