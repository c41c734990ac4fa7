"""What is stored of how the combined chronology is read: what was looked for, tags, and entries that belong together?"""

from django.db import models
from django.db.models import PROTECT, F, Q

from agencies.models import Agency, Entered, User
from chronology.models.entries import Entry
from chronology.models.episodes import Episode, Theme
from chronology.models.requests import Submission
from cspr.records import Record
from reviews.case.models import Review


class Indexed(models.Model):
    """The words of a submitted entry in the one form in which they are looked for (``rules.terms_of``)."""

    entry = models.OneToOneField(Entry, PROTECT, related_name="indexed")
    terms = models.TextField()

    class Privacy:
        sensitive = ("terms",)
        open = ("entry",)

    def __str__(self) -> str:
        return f"index of entry {self.entry_id}"


class Vocabulary(models.Model):
    """The different words of what one agency submitted to all readers, among which a misspelt one is looked for."""

    submission = models.OneToOneField(Submission, PROTECT, related_name="vocabulary")
    words = models.TextField()

    class Meta:
        verbose_name_plural = "vocabularies"

    class Privacy:
        sensitive = ("words",)
        open = ("submission",)

    def __str__(self) -> str:
        return f"vocabulary {self.pk}"


class Meaning(Entered):
    """What an abbreviation is short for in this review, as somebody of it has said."""

    review = models.ForeignKey(Review, PROTECT, related_name="meanings")
    letters = models.CharField(max_length=12)
    meaning = models.CharField(max_length=120)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("letters",)
        constraints = [
            models.UniqueConstraint(
                fields=("review", "letters"), condition=Q(void_at=None), name="an_abbreviation_means_one_thing"
            )
        ]

    class Privacy:
        sensitive = ("letters", "meaning")
        open = ("review", "void_at")

    def __str__(self) -> str:
        return f"meaning {self.pk}"


class Tag(Entered):
    """A word of the review team's own, by which they mark entries of a review."""

    review = models.ForeignKey(Review, PROTECT, related_name="entry_tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=("review", "name"), name="one_tag_of_a_name")]

    class Privacy:
        sensitive = ("name",)
        open = ("review",)

    def __str__(self) -> str:
        return f"tag {self.pk}"


class Tagging(models.Model):
    """An entry that is marked by a tag."""

    entry = models.ForeignKey(Entry, PROTECT, related_name="taggings")
    tag = models.ForeignKey(Tag, PROTECT, related_name="taggings")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("entry", "tag"), condition=Q(removed_at=None), name="tagged_once")
        ]

    class Privacy:
        open = ("entry", "tag", "removed_at")

    def __str__(self) -> str:
        return f"tagging {self.pk}"


class Link(Entered):
    """What somebody of the review team says two entries are to one another; neither is changed by it."""

    class Kind(models.TextChoices):
        SAME = "same", "Tells of the same event as"
        CONTRADICTS = "contradicts", "Contradicts"
        FOLLOWS = "follows", "Follows from"
        NOT_SAME = "not_same", "Is not the same event as"

    first = models.ForeignKey(Entry, PROTECT, related_name="links")
    second = models.ForeignKey(Entry, PROTECT, related_name="links_here")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="two_entries_are_linked"),
            models.UniqueConstraint(
                fields=("first", "second", "kind"), condition=Q(void_at=None), name="linked_once_in_a_way"
            ),
        ]

    class Privacy:
        open = ("first", "second", "kind", "void_at")

    def __str__(self) -> str:
        return f"link {self.pk}"


class Search(Record):
    """What one person looked for; its number alone stands in addresses and in the trail. With a name it is kept."""

    class Period(models.TextChoices):
        ANY = "", "All dates"
        IN = "in", "In the period of the review"
        OUT = "out", "Outside the period"

    review = models.ForeignKey(Review, PROTECT, related_name="searches")
    user = models.ForeignKey(User, PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    words = models.CharField(max_length=100, blank=True)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    # Only the number of a person: what somebody looked for must keep nobody in a case who was entered in error.
    whom = models.BigIntegerField(null=True, blank=True)
    tag = models.ForeignKey(Tag, PROTECT, null=True, blank=True, related_name="+")
    episode = models.ForeignKey(Episode, PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Entry.Kind.choices, blank=True)
    seen = models.CharField(max_length=10, choices=Entry.Seen.choices, blank=True)
    period = models.CharField(max_length=3, choices=Period.choices, blank=True)
    with_risk = models.BooleanField(default=False)
    with_note = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    name = models.CharField(max_length=60, blank=True)
    in_labels = models.BooleanField(default=False, help_text="By somebody who may not see names, in what they read.")

    class Meta:
        verbose_name_plural = "searches"
        constraints = [
            models.UniqueConstraint(fields=("review", "user", "name"), condition=~Q(name=""), name="one_kept_of_a_name")
        ]

    class Privacy:
        sensitive = ("words", "name", "from_on", "to_on")
        open = (
            "review", "user", "asked_at", "agency", "whom", "tag", "episode", "theme", "kind", "seen", "period",
            "with_risk", "with_note", "in_labels",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"search {self.pk}"
