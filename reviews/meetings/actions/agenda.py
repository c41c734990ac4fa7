"""How does the sub-group's agenda come about: from every case, in an order of one's own, with items of one's own?"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from agencies.models import User
from cspr import clock, records
from reviews.case.models import Review
from reviews.meetings import events, queries, rules
from reviews.meetings.actions.telling import tell
from reviews.meetings.duties import Heading
from reviews.meetings.models import AgendaItem, Meeting


@transaction.atomic
def build_agenda(meeting: Meeting, *, by: User, at: dt.datetime) -> int:
    """Put every case that has something for the sub-group on the agenda, and say afresh what that is. Returns how many
    are new.

    What the office ordered, wrote or took off stays as it is. A case that has nothing open any more stays too, and
    says so.
    """
    rules.check_stands(meeting)
    matters = queries.matters(meeting.partnership, on=clock.date_of(at))
    there = {item.review_id: item for item in meeting.items.exclude(review=None)}
    for review_id, item in there.items():
        matter = matters.get(review_id)
        item.why, item.next_on = (matter.why, matter.next_on) if matter else ([], None)
    # No revision goes up: these fields are nobody's words, and who is writing minutes must not be thrown out.
    AgendaItem.objects.bulk_update(there.values(), ["why", "next_on"], batch_size=100)
    last = max((item.position for item in meeting.items.all()), default=0)
    new = [matter for pk, matter in matters.items() if pk not in there]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, review_id=matter.review_id, heading=matter.heading, position=last + number,
            why=matter.why, next_on=matter.next_on,
        )
        for number, matter in enumerate(new, start=1)
    )  # fmt: skip
    tell(events.AGENDA, meeting, by=by, at=at, changes={"cases": len(there) + len(new), "new": len(new)})
    return len(new)


@transaction.atomic
def add_item(
    meeting: Meeting, *, review: Review | None = None, title: str = "", by: User, at: dt.datetime
) -> AgendaItem:
    """Put a case, or something of its own, at the end of the agenda."""
    rules.check_stands(meeting)
    if review and meeting.items.filter(review=review, removed_at=None).exists():
        raise records.NotYet("This case is on the agenda already.", field="review")
    if not review and not title.strip():
        raise records.NotYet("Choose a case, or say what it is about.", field="title")
    matter = queries.matters(meeting.partnership, on=clock.date_of(at)).get(review.pk) if review else None
    last = meeting.items.order_by("-position").first()
    item = AgendaItem(
        meeting=meeting,
        review=review,
        title=title,
        position=last.position + 1 if last else 1,
        heading=matter.heading if matter else Heading.RUNNING if review else Heading.OTHER,
        why=matter.why if matter else [],
        next_on=matter.next_on if matter else None,
    )
    removed = meeting.items.filter(review=review).first() if review else None
    if removed:
        records.change(removed, removed_at=None, title=title)
        item = removed
    else:
        item.save(force_insert=True)
    tell(events.ITEM_ADDED, meeting, by=by, at=at, changes={"item": item.pk}, review=review)
    return item


@transaction.atomic
def remove_item(item: AgendaItem, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take something off the agenda; bringing it up to date does not put it back."""
    if item.minutes:
        raise records.NotYet("There are minutes for this already, so it stays on the agenda.")
    if item.removed_at:
        raise records.NotYet("This is off the agenda already.")
    records.change(item, revision=revision, removed_at=at)
    tell(events.ITEM_REMOVED, item.meeting, by=by, at=at, changes={"item": item.pk}, review=item.review)


@transaction.atomic
def put_back(item: AgendaItem, *, revision: int, by: User, at: dt.datetime) -> None:
    """Put something back on the agenda that was taken off."""
    records.change(item, revision=revision, removed_at=None)
    tell(events.ITEM_BACK, item.meeting, by=by, at=at, changes={"item": item.pk}, review=item.review)


@transaction.atomic
def reorder(meeting: Meeting, places: Mapping[int, int], *, by: User, at: dt.datetime) -> None:
    """Put the agenda into the order of these places: item number → place. Of two with one place the moved one is first."""
    rules.check_stands(meeting)
    items = list(meeting.items.filter(removed_at=None))
    ordered = rules.in_order([item.pk for item in items], places)
    before = [item.pk for item in items]
    if ordered == before:
        return
    for item in items:
        item.position = ordered.index(item.pk) + 1
    AgendaItem.objects.bulk_update(items, ["position"], batch_size=100)
    tell(events.ORDER, meeting, by=by, at=at)
