"""The clock strikes: publish what has its go, ask about what has not, and render what was asked for."""

from celery import shared_task

from cspr import clock
from reviews.publication import actions


@shared_task(name="reviews.publication.sweep")
def sweep() -> None:
    actions.sweep(at=clock.now())
