"""The clock strikes: notice which statutory dates were missed."""

from celery import shared_task

from cspr import clock
from reviews.delays import actions


@shared_task(name="reviews.delays.sweep")
def sweep() -> None:
    actions.notice_missed(at=clock.now())
