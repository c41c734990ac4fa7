"""How are key practice episodes formed?"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from agencies.models import Partnership, User
from chronology import events, narrative, queries, rules
from chronology.actions.writing import file_episode, take_back
from chronology.models import Entry, Episode, Placement, Theme
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review
from reviews.identities.queries import known_forms
from reviews.identities.rules import masked


@transaction.atomic
def add_episode(
    review: Review,
    *,
    title: str,
    by: User,
    at: dt.datetime,
    what_happened: str = "",
    why: str = "",
    themes: Iterable[Theme] = (),
    new_theme: str = "",
) -> Episode:
    """Form an episode under the next number, with themes of the list and perhaps one that is new to it."""
    number = records.next_number(review, review.episodes.all())
    episode = Episode.objects.create(
        review=review, number=number, title=title, what_happened=what_happened, why=why, entered_by=by, entered_at=at
    )
    changes = _put_themes(episode, themes, new_theme, by=by, at=at)
    record(
        events.EPISODE_ADDED, by=by, at=at, review_code=review.code, subject=f"episode {episode.number}",
        changes=changes,
    )  # fmt: skip
    return episode


def _put_themes(
    episode: Episode, themes: Iterable[Theme], new_theme: str, *, by: User, at: dt.datetime
) -> dict[str, object]:
    """Give an episode its themes; returns what changed, fit for the trail."""
    chosen = {theme.pk: theme for theme in themes}
    if new := " ".join(new_theme.split()):
        rules.check_theme(named=masked(new, known_forms(episode.review)) != new)
        theme = theme_called(episode.review.partnership, new, by=by, at=at)
        chosen[theme.pk] = theme
    before = set(episode.themes.values_list("pk", flat=True))
    if before == set(chosen):
        return {}
    episode.themes.set(chosen.values())
    return {"themes": ", ".join(sorted(theme.name for theme in chosen.values()))}


def theme_called(partnership: Partnership, name: str, *, by: User, at: dt.datetime) -> Theme:
    """The theme of this name in the partnership's list, which grows by it where it is not there yet."""
    there = partnership.themes.filter(name__iexact=name).first()
    return there or Theme.objects.create(partnership=partnership, name=name, entered_by=by, entered_at=at)


@transaction.atomic
def change_episode(
    episode: Episode,
    *,
    revision: int,
    by: User,
    at: dt.datetime,
    themes: Iterable[Theme] | None = None,
    new_theme: str = "",
    **values: object,
) -> None:
    """Change an episode; where it stands in the report, the report is told. Without ``themes`` it keeps its own."""
    before = len(narrative.episode_blocks(episode, episode.review.code))
    changes = records.change(episode, revision=revision, **values)
    if themes is not None or new_theme:
        kept = episode.themes.all() if themes is None else themes
        changes |= _put_themes(episode, kept, new_theme, by=by, at=at)
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
