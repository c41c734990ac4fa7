"""The clock strikes: send what waits."""

from celery import shared_task

from cspr import clock
from cspr.outbox import actions


@shared_task(name="cspr.outbox.sweep")
def sweep() -> None:
    actions.send_waiting(clock=clock.now)
