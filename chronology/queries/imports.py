"""What do the pages need on which entries are taken from a file?"""

import datetime as dt

from django.db.models import QuerySet

from agencies.models import Agency
from chronology.models import ChronologyRequest, ColumnMemory, CombinedFile, ImportRun, Submission
from chronology.queries.people import children_of
from chronology.rules import per_child
from chronology.rules.columns import plainly
from chronology.rules.per_child import Named
from chronology.rules.rows import ORIGIN
from cspr.jobs.models import Job
from reviews.identities.models import Person


def imports_of(submission: Submission) -> QuerySet[ImportRun]:
    """The files from which entries were taken, the newest first; of a combined document the agency's own rows."""
    return submission.imports.select_related(
        "original__file", "rows", "submission__request__agency", "submission__request__review", "entered_by"
    )


def job_of(run: ImportRun | CombinedFile) -> Job | None:
    """The work that is going on, or went on last."""
    return Job.objects.filter(pk=run.job_id).first() if run.job_id else None


def columns_remembered(agency: Agency) -> dict[str, str]:
    """What the headings meant in the files the agency gave before."""
    return dict(ColumnMemory.objects.filter(agency=agency).values_list("heading", "means"))


def names_of(agency: Agency) -> frozenset[str]:
    """The names by which an agency may be called in a combined document, plainly."""
    return plain_names(agency)


def plain_names(agency: Agency) -> frozenset[str]:
    """Its name, its short one and its other ones, plainly."""
    aliases = [alias.name for alias in agency.aliases.all() if alias.void_at is None]
    return frozenset(plainly(name) for name in (agency.name, agency.short_name, *aliases) if plainly(name))


def children_named(found: ChronologyRequest, today: dt.date) -> list[Named]:
    """The children a request is about, by every name that a heading may call them by. Two queries."""
    return [
        per_child.named(child.pk, child.child.label if child.child else child.label, _names_of_child(child))
        for child in children_of(found, today)
    ]  # fmt: skip


def _names_of_child(child: Person) -> list[str]:
    first, *_ = child.given_names.split() or [""]
    whole = f"{child.given_names} {child.family_name}".strip()
    return [child.label, first, child.given_names, whole, *(alias.name for alias in child.aliases.all())]


def origins_of(submission: Submission) -> set[str]:
    """The rows of files that stand as entries already, also those recorded as made in error since."""
    return set(submission.entries.filter(origin__startswith=ORIGIN).values_list("origin", flat=True))
