"""What is stored of the trail? Self-contained prose in hash chains, never changed and never removed."""

import hashlib
import json
from typing import Any

from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or remove a row of the trail."""


class TrailQuerySet(models.QuerySet["TrailEntry"]):
    def update(self, **values: Any) -> int:
        raise AppendOnly("The trail is append-only.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("The trail is append-only.")


class TrailEntry(models.Model):
    """One thing that happened, or one look at a page, with the hash of the entry before it in its chain."""

    chain = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    sentence = models.CharField(max_length=300)
    actor = models.CharField(max_length=200)
    actor_id = models.BigIntegerField(null=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    review_code = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=30, default="team")
    subject = models.CharField(max_length=100, blank=True)
    changes = models.JSONField(default=dict)

    objects = TrailQuerySet.as_manager()

    class Meta:
        ordering = ("chain", "number")
        constraints = [
            models.UniqueConstraint(fields=("chain", "previous"), name="one_chain"),
            models.UniqueConstraint(fields=("chain", "number"), name="one_number_in_a_chain"),
        ]
        indexes = [models.Index(fields=("review_code", "at")), models.Index(fields=("actor_id", "at"))]

    class Privacy:
        identifying = ("actor", "on_behalf_of")
        open = (
            "chain", "number", "previous", "hash", "at", "kind", "sentence", "actor_id", "review_code", "audience",
            "subject", "changes",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise AppendOnly("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("The trail is append-only.")

    def digest(self) -> str:
        """The hash this entry should have: SHA-256 over everything it says and the hash before it."""
        said = [
            self.chain, self.number, self.previous, self.at.timestamp(), self.kind, self.sentence, self.actor,
            self.actor_id, self.on_behalf_of, self.review_code, self.audience, self.subject, self.changes,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
