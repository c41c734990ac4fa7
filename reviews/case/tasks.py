"""The clock strikes: call duties to mind."""

from celery import shared_task

from cspr import clock
from reviews.case import actions


@shared_task(name="reviews.case.remind")
def remind() -> None:
    actions.remind(at=clock.now())
