"""The chassis: what would be the same in another product."""

from cspr.celery import app as celery_app

__all__ = ["celery_app"]
