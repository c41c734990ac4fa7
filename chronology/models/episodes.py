"""What is stored of the key practice episodes?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered, Partnership
from chronology.models.entries import Entry
from reviews.case.models import Review


class Theme(Entered):
    """What recurs in practice, from a list of the partnership that grows with each case."""

    partnership = models.ForeignKey(Partnership, PROTECT, related_name="themes")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("partnership", "name"), name="one_theme_of_a_name")]

    class Privacy:
        open = ("partnership", "name")

    def __str__(self) -> str:
        return self.name


class Episode(Entered):
    """A key practice episode: a stretch of the story with its entries, what happened and why."""

    review = models.ForeignKey(Review, PROTECT, related_name="episodes")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    what_happened = models.TextField(blank=True)
    why = models.TextField(blank=True)
    entries = models.ManyToManyField(Entry, through="Placement", related_name="episodes")
    themes = models.ManyToManyField(Theme, related_name="episodes", blank=True)
    written_up_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("review", "number"), name="one_episode_a_number")]

    class Privacy:
        sensitive = ("title", "what_happened", "why", "why_void")
        open = ("review", "number", "entries", "themes", "written_up_at", "void_at")

    def __str__(self) -> str:
        return f"episode {self.pk}"


class Placement(models.Model):
    """An entry that belongs to an episode."""

    episode = models.ForeignKey(Episode, PROTECT, related_name="placements")
    entry = models.ForeignKey(Entry, PROTECT, related_name="placements")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("episode", "entry"), condition=Q(removed_at=None), name="placed_once")
        ]

    class Privacy:
        open = ("episode", "entry", "removed_at")

    def __str__(self) -> str:
        return f"placement {self.pk}"
