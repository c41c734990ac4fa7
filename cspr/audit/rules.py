"""Which entries of the trail are told as one?"""

from collections.abc import Iterable
from dataclasses import dataclass

from cspr import clock
from cspr.audit.models import TrailEntry


@dataclass(frozen=True)
class Run:
    """Entries that follow each other and say the same of the same person on one day; the newest stands for all."""

    entries: tuple[TrailEntry, ...]

    @property
    def newest(self) -> TrailEntry:
        return self.entries[0]

    @property
    def oldest(self) -> TrailEntry:
        return self.entries[-1]

    @property
    def count(self) -> int:
        return len(self.entries)


def in_runs(entries: Iterable[TrailEntry]) -> list[Run]:
    """Entries as given, newest first, with what one person did several times over on one day told once."""
    runs: list[list[TrailEntry]] = []
    for entry in entries:
        if runs and _same(runs[-1][0], entry):
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [Run(tuple(run)) for run in runs]


def _same(one: TrailEntry, other: TrailEntry) -> bool:
    return _said(one) == _said(other)


def _said(entry: TrailEntry) -> tuple[object, ...]:
    day = clock.date_of(entry.at)
    return entry.chain, entry.actor_id, entry.actor, entry.on_behalf_of, entry.kind, entry.sentence, day
