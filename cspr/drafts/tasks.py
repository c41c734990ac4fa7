"""The clock strikes: forget what people without an account left unsent long ago."""

from celery import shared_task

from cspr import clock
from cspr.drafts import actions


@shared_task(name="cspr.drafts.forget")
def forget() -> None:
    actions.forget_unsent(at=clock.now())
