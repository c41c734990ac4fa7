"""How is an editable record changed, so that two people cannot silently overwrite one another?"""

from typing import Any

from django.db import DatabaseError, models
from django.db.models.fields.reverse_related import ForeignObjectRel

from cspr import privacy


class NotYet(Exception):
    """A rule says no. The message is for the user; ``field`` names the form field it belongs to, if any."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class ChangedMeanwhile(Exception):
    """Somebody else changed the record after this person opened it. ``current`` is the record as it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(
            "Somebody else changed this after you opened it. What you typed is still here: compare it with what is "
            "saved now, then save again to replace it."
        )
        self.current = current


# PostgreSQL's words for: two transactions waited for each other, or one could not be put in order with the others.
# And: another wrote the one row that there may be.
CLASHES = ("40P01", "40001", "55P03", "23505")
SQLITE_CLASHES = ("database is locked", "UNIQUE constraint failed")


def is_clash(error: DatabaseError) -> bool:
    """Was the transaction rolled back only because another was at work at the same moment? Trying again helps."""
    return getattr(error.__cause__, "pgcode", None) in CLASHES or any(words in str(error) for words in SQLITE_CLASHES)


class Record(models.Model):
    """A record that people edit; its revision goes up by one with each change."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    class Privacy:
        open = ("revision",)


def change(record: Record, *, revision: int | None = None, **values: Any) -> dict[str, Any]:
    """Write ``values`` if the record still has ``revision`` (its own, if none is given); else ``ChangedMeanwhile``.

    Returns what changed, fit for the trail. Where nothing differs, nothing is written.
    """
    expected = record.revision if revision is None else revision
    before = {name: getattr(record, name) for name in values}
    changes = privacy.describe_changes(type(record), before, values)
    if not changes and record.revision == expected:
        return {}
    rows = type(record)._base_manager.filter(pk=record.pk, revision=expected)
    if rows.update(revision=expected + 1, **values) != 1:
        raise ChangedMeanwhile(type(record)._base_manager.get(pk=record.pk))
    for name, value in values.items():
        setattr(record, name, value)
    record.revision = expected + 1
    return changes


def next_number(within: models.Model, numbered: models.QuerySet[Any]) -> int:
    """The number that follows the highest among what is ``numbered`` within a record; to be asked in a transaction.

    The record is locked to its end, so that of two people who add at once each gets a number of their own.
    """
    type(within)._base_manager.select_for_update(no_key=True).get(pk=within.pk)
    return (numbered.aggregate(last=models.Max("number"))["last"] or 0) + 1


def both_or_neither(first: str, second: str) -> models.CheckConstraint:
    """A constraint: the two nullable fields are set together or not at all."""
    together = models.Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | models.Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )
    return models.CheckConstraint(condition=together, name=f"%(app_label)s_%(class)s_{first}_with_{second}"[:60])


# What says of a row that it no longer counts.
GONE = ("void_at", "removed_at", "withdrawn_at", "replaced_at")


def hangs_on(record: models.Model, *, but: tuple[type[models.Model], ...] = ()) -> list[str]:
    """What still stands and refers to a record, in words ("2 chronology requests"); the models of ``but`` do not count.

    Asked of the models themselves, so that a package need not know what refers to it from further right.
    """
    found = []
    for relation in record._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model._meta.auto_created:
            continue
        model = relation.related_model
        names = {field.name for field in model._meta.get_fields()}
        gone = {f"{name}__isnull": True for name in GONE if name in names}
        rows = model._base_manager.filter(**{relation.field.name: record}, **gone)
        count = 0 if model in but else rows.count()
        if count:
            found.append(f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}")
    return found
