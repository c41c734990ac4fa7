"""How are key practice episodes formed?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events, narrative, queries
from chronology.actions.writing import file_episode, take_back
from chronology.models import Entry, Episode, Placement
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review


@transaction.atomic
def add_episode(
    review: Review, *, title: str, by: User, at: dt.datetime, what_happened: str = "", why: str = ""
) -> Episode:
    """Form an episode under the next number."""
    number = records.next_number(review, review.episodes.all())
    episode = Episode.objects.create(
        review=review, number=number, title=title, what_happened=what_happened, why=why, entered_by=by, entered_at=at
    )
    record(events.EPISODE_ADDED, by=by, at=at, review_code=review.code, subject=f"episode {episode.number}")
    return episode


@transaction.atomic
def change_episode(episode: Episode, *, revision: int, by: User, at: dt.datetime, **values: object) -> None:
    """Change an episode; where it stands in the report, the report is told."""
    before = len(narrative.episode_blocks(episode, episode.review.code))
    changes = records.change(episode, revision=revision, **values)
    if not changes:
        return
    code = episode.review.code
    record(events.EPISODE_CHANGED, by=by, at=at, review_code=code, subject=f"episode {episode.number}", changes=changes)
    if episode.written_up_at:
        file_episode(episode, by=by, at=at, most=before - 1)


@transaction.atomic
def void_episode(episode: Episode, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record an episode as made in error; it leaves the report too."""
    was_written_up = episode.written_up_at
    changes = records.change(episode, revision=revision, void_at=at, why_void=why_void, written_up_at=None)
    code = episode.review.code
    record(events.EPISODE_VOIDED, by=by, at=at, review_code=code, subject=f"episode {episode.number}", changes=changes)
    if was_written_up:
        take_back(episode, by=by, at=at)


@transaction.atomic
def place(episode: Episode, entries: Iterable[Entry], *, by: User, at: dt.datetime) -> int:
    """Place entries the review team may read in an episode; those there already stay. Returns how many are new."""
    if episode.void_at:
        raise records.NotYet("This episode was recorded as made in error. Choose another.")
    there = episode.placements.filter(removed_at=None).values("entry")
    chosen = [entry.pk for entry in entries]
    new = queries.combined(episode.review).filter(pk__in=chosen).exclude(pk__in=there)
    made = Placement.objects.bulk_create(
        [Placement(episode=episode, entry=entry) for entry in new], ignore_conflicts=True
    )
    if made:
        record(
            events.PLACED, by=by, at=at, review_code=episode.review.code, subject=f"episode {episode.number}",
            changes={"entries": len(made)},
        )  # fmt: skip
    return len(made)


@transaction.atomic
def remove(placement: Placement, *, by: User, at: dt.datetime) -> None:
    """Take an entry out of an episode."""
    if not Placement.objects.filter(pk=placement.pk, removed_at=None).update(removed_at=at):
        return
    episode = placement.episode
    subject = f"entry {placement.entry_id} in episode {episode.number}"
    record(events.REMOVED, by=by, at=at, review_code=episode.review.code, subject=subject)
