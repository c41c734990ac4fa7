"""How does the chronology reach the report? It files what it has to say; the report takes the names out."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import User
from chronology import events, narrative, queries, rules
from chronology.models import Entry, Episode, Submission
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review
from reviews.report.actions import file_blocks, withdraw_blocks
from reviews.report.models import Section


@transaction.atomic
def write_up(review: Review, entries: Iterable[Entry], *, by: User, at: dt.datetime) -> int:
    """Write entries up as numbered paragraphs of the narrative chronology, all of them in the order they happened.

    Only entries the review team may read are taken. Returns how many.
    """
    chosen = [entry.pk for entry in entries]
    new = list(queries.combined(review).filter(pk__in=chosen).values_list("pk", flat=True))
    Entry.objects.filter(pk__in=new).update(written_up_at=at)
    _file_entries(review, by=by, at=at)
    record(events.WRITTEN_UP, by=by, at=at, review_code=review.code, changes={"entries": len(new)})
    return len(new)


def _file_entries(review: Review, *, by: User, at: dt.datetime) -> None:
    births = queries.births(review)
    blocks = [narrative.entry_block(entry, births, review.code) for entry in queries.written_up(review)]
    if blocks:
        file_blocks(review, Section.Kind.CHRONOLOGY, blocks, by=by, at=at)


@transaction.atomic
def word_entry(entry: Entry, *, revision: int, words: str, by: User, at: dt.datetime) -> None:
    """Tell an entry in the reviewer's own words, and write it up. The agency's words stay as given."""
    rules.check_not_kept(entry.kept_for)
    review = entry.submission.request.review
    changes = records.change(entry, revision=revision, narrative=words)
    record(events.WORDED, by=by, at=at, review_code=review.code, subject=f"entry {entry.pk}", changes=changes)
    write_up(review, [entry], by=by, at=at)


@transaction.atomic
def write_up_episode(episode: Episode, *, by: User, at: dt.datetime) -> None:
    """Write an episode up as a heading and numbered paragraphs of the report."""
    review = episode.review
    file_episode(episode, by=by, at=at)
    records.change(episode, written_up_at=at)
    record(events.EPISODE_WRITTEN_UP, by=by, at=at, review_code=review.code, subject=f"episode {episode.number}")


def file_episode(episode: Episode, *, by: User, at: dt.datetime, most: int = 0) -> None:
    """File an episode; paragraphs it had before and no longer has (up to ``most``) are taken back."""
    blocks = narrative.episode_blocks(episode, episode.review.code)
    file_blocks(episode.review, Section.Kind.EPISODES, blocks, by=by, at=at)
    gone = [f"episode:{episode.pk}:{place}" for place in range(len(blocks), most + 1)]
    if gone:
        withdraw_blocks(episode.review, gone, by=by, at=at)


def take_back(episode: Episode, *, by: User, at: dt.datetime) -> None:
    """Take an episode out of the report."""
    origins = [block.origin for block in narrative.episode_blocks(episode, episode.review.code)]
    withdraw_blocks(episode.review, origins, by=by, at=at)


def file_again(submission: Submission, *, by: User, at: dt.datetime) -> None:
    """Tell the report what changed while a chronology was with its agency; what it keeps for some now is taken out."""
    standing = submission.entries.filter(written_up_at__isnull=False)
    if not standing.exists():
        return
    out = standing.exclude(void_at=None, kept_for="")
    gone = [f"entry:{entry.pk}" for entry in out]
    if gone:
        withdraw_blocks(submission.request.review, gone, by=by, at=at)
        out.update(written_up_at=None)
    _file_entries(submission.request.review, by=by, at=at)
