"""How does the review team mark entries: with tags, and with what two entries are to one another?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events, rules
from chronology.models import Entry, Link, Tag, Tagging
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review

Kind = Link.Kind


@transaction.atomic
def tag(review: Review, entries: Iterable[Entry], *, name: str, by: User, at: dt.datetime) -> int:
    """Mark entries with a tag, which is made if there is none of this name. Returns how many are newly marked."""
    words = rules.name_of_tag(name)
    made = Tag.objects.filter(review=review, name__iexact=words).first()
    made = made or Tag.objects.create(review=review, name=words, entered_by=by, entered_at=at)
    there = set(made.taggings.filter(removed_at=None).values_list("entry", flat=True))
    new = [Tagging(tag=made, entry=entry) for entry in entries if entry.pk not in there]
    Tagging.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        record(
            events.TAGGED, by=by, at=at, review_code=review.code, subject=f"tag {made.pk}",
            changes={"entries": sorted(tagging.entry_id for tagging in new)},
        )  # fmt: skip
    return len(new)


@transaction.atomic
def untag(tagging: Tagging, *, by: User, at: dt.datetime) -> None:
    """Take a tag off an entry; asked again, nothing happens."""
    if not Tagging.objects.filter(pk=tagging.pk, removed_at=None).update(removed_at=at):
        return
    code = tagging.tag.review.code
    subject = f"tag {tagging.tag_id} on entry {tagging.entry_id}"
    record(events.UNTAGGED, by=by, at=at, review_code=code, subject=subject)


@transaction.atomic
def link(first: Entry, second: Entry, *, kind: str, by: User, at: dt.datetime) -> Link:
    """Say what two entries of a review are to one another; both stay as they are. Said twice, it is said once."""
    review = _review_of(first, second)
    first, second = _in_line(first, second, kind)
    standing = Link.objects.filter(first=first, second=second, void_at=None)
    if there := standing.filter(kind=kind).first():
        return there
    opposite = {Kind.SAME: Kind.NOT_SAME, Kind.NOT_SAME: Kind.SAME}.get(Kind(kind))
    for said in standing.filter(kind=opposite) if opposite else ():
        unlink(said, by=by, at=at)
    made = Link.objects.create(first=first, second=second, kind=kind, entered_by=by, entered_at=at)
    event = events.TOLD_APART if kind == Kind.NOT_SAME else events.LINKED
    subject = f"entries {first.pk} and {second.pk}"
    record(event, by=by, at=at, review_code=review.code, subject=subject, changes={"kind": kind})
    return made


def _review_of(first: Entry, second: Entry) -> Review:
    review = first.submission.request.review
    if first.pk == second.pk or second.submission.request.review_id != review.pk:
        raise records.NotYet("Choose another entry of this review.", field="other")
    return review


def _in_line(first: Entry, second: Entry, kind: str) -> tuple[Entry, Entry]:
    """What is true both ways is written down one way, so that it is never said twice."""
    return (first, second) if kind == Kind.FOLLOWS or first.pk < second.pk else (second, first)


@transaction.atomic
def unlink(said: Link, *, by: User, at: dt.datetime) -> None:
    """Take back what was said of two entries; asked again, nothing happens."""
    if said.void_at:
        return
    records.change(said, void_at=at)
    code = said.first.submission.request.review.code
    subject = f"entries {said.first_id} and {said.second_id}"
    record(events.UNLINKED, by=by, at=at, review_code=code, subject=subject, changes={"kind": said.kind})
