"""The clock strikes: do one job, or look for jobs nobody has."""

from celery import shared_task

from cspr import clock
from cspr.jobs import actions


@shared_task(name="cspr.jobs.run")
def run(job_id: int) -> None:
    actions.run(job_id, at=clock.now(), clock=clock.now)


@shared_task(name="cspr.jobs.sweep")
def sweep() -> None:
    actions.give_up(at=clock.now())
    for job_id in actions.waiting(at=clock.now()):
        actions.run(job_id, at=clock.now(), clock=clock.now)
