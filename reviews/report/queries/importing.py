"""Of whom, and by when, do the recommendations of a report that came as a file ask for something?"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from agencies.models import Agency, AgencyAlias
from reviews.case.models import Review
from reviews.case.phases import Kind
from reviews.report.models import ReportImport
from reviews.report.rules import Asked, Recognised, asked


@dataclass(frozen=True)
class Offered:
    """A recommendation found, and what its words say of whom and by when.

    ``of`` and ``named`` are names of agencies. ``counted`` is the day on which a span ends that begins today; where the
    report is an old one, nobody can say.
    """

    number: int
    text: str
    asked: Asked
    of: tuple[str, ...]
    named: tuple[str, ...]
    counted: dt.date | None

    @property
    def day(self) -> dt.date | None:
        """The day that the words themselves give."""
        return self.asked.by_when.day if self.asked.by_when else None

    @property
    def missing(self) -> list[str]:
        """What nobody can read in the words alone."""
        return [what for what, there in (("of whom", self.of), ("by when", self.day)) if not there]


def agencies_to_address(review: Review) -> QuerySet[Agency]:
    """The agencies a recommendation may be addressed to: those of the partnership and those in the case."""
    members, involved = review.partnership.agencies.values("pk"), review.involvements.values("agency")
    return Agency.objects.filter(Q(pk__in=members) | Q(pk__in=involved), ended_on=None).order_by("name")


def agencies_and_names(review: Review) -> list[Agency]:
    """The same, each with all its names. Two queries."""
    names = Prefetch("aliases", AgencyAlias.objects.filter(void_at=None))
    return list(agencies_to_address(review).prefetch_related(names))


def offered(imported: ReportImport, agencies: list[Agency], *, today: dt.date) -> list[Offered]:
    """What each recommendation of a file says of itself, in the order of the file."""
    names = {one.pk: (one.name, one.short_name, *(alias.name for alias in one.aliases.all())) for one in agencies}
    called = {one.pk: one.name for one in agencies}
    found = []
    for one in Recognised.from_json(imported.found).recommendations:
        said = asked(one.text, names)
        when = said.by_when
        old = imported.review.kind == Kind.ARCHIVE
        found.append(
            Offered(
                one.number,
                one.text,
                said,
                tuple(called[pk] for pk in said.of),
                tuple(called[pk] for pk in said.named),
                when.counted(today) if when and not when.day and not old else None,
            )
        )
    return found
