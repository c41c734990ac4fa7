"""Celery: the clock that says "look now". What is to be done stands in the database."""

import logging
import os
from typing import Any

from celery import Celery, Task
from django.db.utils import InterfaceError, OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cspr.settings")
log = logging.getLogger(__name__)


class Look(Task):
    """A look at what is to be done. A database that is away is told in a sentence: the next look finds what is due."""

    throws = (OperationalError, InterfaceError)

    def on_failure(self, exc: Exception, *args: Any, **kwargs: Any) -> None:
        if isinstance(exc, self.throws):
            reason = (str(exc).strip().splitlines() or ["no reason given"])[0]
            log.warning("The database did not answer %s (%s); the next look will take it up.", self.name, reason)


app = Celery("cspr", task_cls=Look)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "cspr.drafts",
        "cspr.jobs",
        "cspr.outbox",
        "cspr.sendings",
        "reviews.calendar",
        "reviews.case",
        "reviews.delays",
        "reviews.publication",
    ]  # fmt: skip
)
