"""The clock strikes: forget the forms that were sent days ago."""

from celery import shared_task

from cspr import clock
from cspr.sendings import actions


@shared_task(name="cspr.sendings.forget")
def forget() -> None:
    actions.forget(at=clock.now())
