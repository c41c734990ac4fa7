"""What is stored of what happened?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Entered, User
from chronology.models.imports import ImportRun
from chronology.models.requests import Submission
from reviews.identities.models import Person


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> "EntryQuerySet":
        """Those not voided."""
        return self.filter(void_at=None)

    def released(self) -> "EntryQuerySet":
        """Those everybody on the review team may read: submitted by their agency, not voided, not kept for some."""
        return self.submitted().filter(kept_for="")

    def submitted(self) -> "EntryQuerySet":
        """Those submitted by their agency and not voided, also what is kept for some; hand them to ``open_to``."""
        return self.standing().filter(submission__submitted_at__isnull=False)

    def open_to(self, reader: User | None, *, analyses: bool = False) -> "EntryQuerySet":
        """Those this person may read: what is kept for the reviewer if they analyse, what is kept to them by name."""
        return self.filter(readable(reader, analyses=analyses))


def readable(reader: User | None, *, analyses: bool = False, at: str = "") -> Q:
    """What is not kept from this person: of entries, or of what has its entry ``at`` a path such as "entry__"."""
    found = Q(**{f"{at}kept_for": ""})
    if reader is None:
        return found
    if analyses:
        found |= Q(**{f"{at}kept_for": Entry.KeptFor.REVIEWER})
    named = Entry.kept_to.through.objects.filter(user=reader).values("entry")
    return found | Q(**{f"{at}pk__in": named})


class Entry(Entered):
    """One thing that happened, as one agency's records tell it. Its words stay as given."""

    class Precision(models.TextChoices):
        DAY = "day", "On this day"
        WEEK = "week", "In the week that began on this day"
        MONTH = "month", "In this month"
        YEAR = "year", "In this year"
        BETWEEN = "between", "Between two days"
        BEFORE = "before", "On this day or before"
        AFTER = "after", "On this day or after"

    class Hedge(models.TextChoices):
        NONE = "", "As certain as it is written"
        ABOUT = "about", "About then"
        TIME = "time", "The time is not certain"
        UNSURE = "unsure", "Not certain"

    class Kind(models.TextChoices):
        CONTACT = "contact", "Contact"
        VISIT = "visit", "Visit"
        REFERRAL = "referral", "Referral"
        CALL_OUT = "call_out", "Call-out"
        ASSESSMENT = "assessment", "Assessment"
        MEETING = "meeting", "Meeting"
        DECISION = "decision", "Decision"
        INFORMATION = "information", "Information shared"
        MEASUREMENT = "measurement", "Measurement"
        DISCLOSURE = "disclosure", "What the child said or showed"
        OTHER = "other", "Something else"

    class Seen(models.TextChoices):
        NOT_SAID = "", "Not recorded"
        ALONE = "alone", "Seen alone"
        SEEN = "seen", "Seen, not alone"
        NOT_SEEN = "not_seen", "Not seen"

    class Consent(models.TextChoices):
        NOT_SAID = "", "Not recorded"
        GIVEN = "given", "Asked and given"
        REFUSED = "refused", "Asked and refused"
        NOT_ASKED = "not_asked", "Not asked"
        OVERRIDDEN = "overridden", "Shared without consent"

    class KeptFor(models.TextChoices):
        NOBODY = "", "Everybody who reads the combined chronology"
        REVIEWER = "reviewer", "Reviewer only"
        POLICE = "police", "Police-sensitive"

    submission = models.ForeignKey(Submission, PROTECT, related_name="entries")
    happened_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    happened_at = models.TimeField(null=True, blank=True)
    until_at = models.TimeField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    hedge = models.CharField(max_length=6, choices=Hedge.choices, blank=True)
    when_typed = models.CharField(max_length=200, blank=True, help_text="The date as the agency wrote it.")
    source = models.CharField(max_length=200)
    what = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    seen = models.CharField(max_length=10, choices=Seen.choices, blank=True)
    child_said = models.TextField(blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True)
    consent_words = models.CharField(max_length=300, blank=True, help_text="Of whom, and for what.")
    risk_tool = models.CharField(max_length=80, blank=True)
    risk_level = models.CharField(max_length=80, blank=True)
    outcome = models.TextField(blank=True)
    told = models.TextField(blank=True, help_text="Who was told, and how.")
    measured = models.CharField(max_length=60, blank=True)
    measured_value = models.CharField(max_length=40, blank=True)
    measured_on = models.DateField(null=True, blank=True, help_text="Where it was measured on another day.")
    comment = models.TextField(blank=True)
    out_of_period = models.CharField(max_length=200, blank=True)
    kept_for = models.CharField(max_length=8, choices=KeptFor.choices, blank=True)
    why_kept = models.CharField(max_length=300, blank=True)
    kept_to = models.ManyToManyField(User, related_name="+", blank=True, help_text="Who may read it all the same.")
    narrative = models.TextField(blank=True, help_text="The reviewer's own words for the report.")
    written_up_at = models.DateTimeField(null=True, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    run = models.ForeignKey(ImportRun, PROTECT, null=True, blank=True, related_name="entries")
    row = models.PositiveIntegerField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("happened_on", "happened_at", "pk")
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=models.F("happened_on")), name="until"),
            models.UniqueConstraint(
                fields=("submission", "origin"), condition=~Q(origin=""), name="drafted_once_from_an_origin"
            ),
        ]
        # All that orders the combined chronology: it is counted and put in order without reading what the entries say.
        indexes = [
            models.Index(
                fields=(
                    "submission", "void_at", "kept_for", "happened_on", "precision", "until_on", "happened_at", "until_at", "hedge",
                ),
                name="entries_in_order",
            )
        ]  # fmt: skip

    class Privacy:
        sensitive = (
            "happened_on", "until_on", "happened_at", "until_at", "when_typed", "source", "what", "child_said", "consent",
            "consent_words", "risk_tool", "risk_level", "outcome", "told", "measured", "measured_value", "measured_on",
            "comment", "out_of_period", "why_kept", "narrative", "why_void",
        )  # fmt: skip
        open = (
            "submission", "precision", "hedge", "kind", "seen", "kept_for", "kept_to", "written_up_at", "origin",
            "run", "row", "void_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"entry {self.pk}"


class Sight(models.Model):
    """Whether one child was seen at an entry, how, and what that child said or showed."""

    entry = models.ForeignKey(Entry, PROTECT, related_name="sights")
    child = models.ForeignKey(Person, PROTECT, related_name="+")
    seen = models.CharField(max_length=10, choices=Entry.Seen.choices, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("entry", "child"), name="a_child_once_at_an_entry")]

    class Privacy:
        sensitive = ("said",)
        open = ("entry", "child", "seen")

    def __str__(self) -> str:
        return f"sight {self.pk}"


class Note(Entered):
    """What the reviewer adds beside an agency's words, which stay as given."""

    entry = models.ForeignKey(Entry, PROTECT, related_name="notes")
    text = models.TextField()
    terms = models.TextField(editable=False, help_text="Its words as they are looked for (rules.terms_of).")
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    class Privacy:
        sensitive = ("text", "terms")
        open = ("entry", "void_at")

    def __str__(self) -> str:
        return f"note {self.pk}"
