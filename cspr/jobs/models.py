"""What is stored of long work? A row a job: the queue only says "look now"."""

from django.db import models


class Job(models.Model):
    """Work that takes longer than a page: who asked, how far it is, what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    review_code = models.CharField(max_length=20, blank=True)
    asked_by_id = models.BigIntegerField(null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=("state", "lease_until"))]

    class Privacy:
        open = (
            "kind", "arguments", "review_code", "asked_by_id", "asked_at", "state", "attempts", "lease_until",
            "progress", "result", "problem", "finished_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
