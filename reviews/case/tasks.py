"""The clock strikes: call duties to mind, and ask about cases that may be closed."""

from celery import shared_task

from cspr import clock
from reviews.case import actions


@shared_task(name="reviews.case.remind")
def remind() -> None:
    actions.remind(at=clock.now())


@shared_task(name="reviews.case.ask_to_close")
def ask_to_close() -> None:
    actions.ask_to_close(at=clock.now())
