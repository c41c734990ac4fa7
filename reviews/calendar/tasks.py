"""The clock strikes: end the calendar addresses of people who have left."""

from celery import shared_task

from cspr import clock
from reviews.calendar import actions


@shared_task(name="reviews.calendar.sweep")
def sweep() -> None:
    actions.end_for_those_who_left(at=clock.now())
