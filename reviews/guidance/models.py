"""What is stored of guidance? Corrections of the shipped rules, who checked a rule, and bank holidays of one year only."""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Partnership, User
from cspr.records import Record, both_or_neither
from reviews.guidance.regimes import Clock, Direction, FirstDay, Rule, Trigger, Unit

LOCAL = "local"


class AboutRule(models.Model):
    """Which rule it is about: of an edition, or the local one of a partnership; rows are added, never changed."""

    edition = models.CharField(max_length=20)
    partnership = models.ForeignKey(Partnership, PROTECT, null=True, related_name="+")
    clock = models.CharField(max_length=20, choices=Clock.choices)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(User, PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True

    class Privacy:
        open = ("edition", "partnership", "clock", "number", "by", "at")


def _local_names_its_partnership(name: str) -> models.CheckConstraint:
    """A local rule is a partnership's; one of an edition is nobody's in particular."""
    local = Q(edition=LOCAL, partnership__isnull=False)
    return models.CheckConstraint(condition=local | ~Q(edition=LOCAL) & Q(partnership=None), name=name)


class RuleChange(AboutRule):
    """A rule from a day on, in place of the one that held: for clocks that start then or later, and no others.

    Where it does not apply (``applies`` is off), the local rule has ended and the edition's holds again.
    """

    from_on = models.DateField()
    applies = models.BooleanField(default=True)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=Unit.choices)
    direction = models.CharField(max_length=6, choices=Direction.choices)
    trigger = models.CharField(max_length=12, choices=Trigger.choices)
    first_day = models.PositiveSmallIntegerField(choices=FirstDay.choices)
    source = models.CharField(max_length=300)
    why = models.CharField(max_length=500)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "clock", "number"), condition=Q(partnership=None), name="one_number_of_a_rule"
            ),
            models.UniqueConstraint(
                fields=("partnership", "edition", "clock", "number"), name="one_number_of_a_local_rule"
            ),
            _local_names_its_partnership("local_rule_of_a_partnership"),
        ]

    class Privacy:
        open = ("from_on", "applies", "length", "unit", "direction", "trigger", "first_day", "source", "why")

    @property
    def revision(self) -> int:
        """The number, by the name that forms of changing things know."""
        return self.number

    @property
    def rule(self) -> Rule:
        """As the arithmetic knows it; whether it was verified stands in the checks."""
        return Rule(
            length=self.length, unit=Unit(self.unit), trigger=Trigger(self.trigger), source=self.source,
            direction=Direction(self.direction), first_day=self.first_day,
        )  # fmt: skip

    def __str__(self) -> str:
        return f"rule {self.edition} {self.clock} {self.number}"


class RuleCheck(AboutRule):
    """Somebody held a rule in one revision (0: as shipped) against its source, or took that back. The last one counts."""

    verified = models.BooleanField()
    against = models.CharField(max_length=300)
    checked_on = models.DateField()

    class Meta:
        ordering = ("pk",)
        constraints = [_local_names_its_partnership("check_of_a_local_rule")]

    class Privacy:
        open = ("verified", "against", "checked_on")

    def __str__(self) -> str:
        return f"check {self.edition} {self.clock} {self.number}"


class ExtraHoliday(Record):
    """A bank holiday proclaimed once, which the calendar library does not know yet."""

    day = models.DateField()
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=200)
    entered_by = models.ForeignKey(User, PROTECT, related_name="+", editable=False)
    entered_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="+")
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("day",), condition=Q(withdrawn_at=None), name="one_holiday_a_day"),
            both_or_neither("withdrawn_at", "withdrawn_by"),
        ]

    class Privacy:
        open = ("day", "name", "source", "entered_by", "entered_at", "withdrawn_at", "withdrawn_by", "why_withdrawn")

    def __str__(self) -> str:
        return f"bank holiday {self.pk}"
