"""Celery: the clock that says "look now". What is to be done stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cspr.settings")

app = Celery("cspr")
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
