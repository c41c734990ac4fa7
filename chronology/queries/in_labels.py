"""Does somebody who may not see names read what they looked for? To find an entry by a name would tell who is meant."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from chronology import rules
from chronology.models import Entry
from chronology.rules import Wanted
from reviews.identities.rules import KnownForms, masked, squeeze

# All that an entry says in which words are looked for, beside what each child said.
PHRASED = ("what", "source", "child_said", "outcome", "comment", "told")
ENDING = 2  # letters in which a word and its stem may differ
RUN = re.compile(r"[0-9]+|[^\W0-9]+")  # of "tobias2019" a name is a part of its own


def looked_through(entry: Entry) -> list[str]:
    """The texts of an entry in which words are looked for."""
    return [*(getattr(entry, name) for name in PHRASED), *(sight.said for sight in entry.sights.all())]


def holding_in_labels(
    entries: QuerySet[Entry], things: Iterable[Wanted], beside: Iterable[tuple[int, str]], hidden: KnownForms
) -> QuerySet[Entry]:
    """Of entries that hold what is wanted, themselves or in a text ``beside`` them, those that hold it with labels too.

    Most words are no part of a name, and then nothing more is read. Otherwise two queries, and what is read grows with
    the entries that were found.
    """
    doubtful = [_as_read(one) for one in things if one.labels or _may_be_hidden(one, hidden)]
    if not doubtful:
        return entries
    notes: dict[int, list[str]] = defaultdict(list)
    for pk, text in beside:
        notes[pk].append(masked(text, hidden))
    found = Entry.objects.filter(pk__in=entries.order_by().values("pk")).only(*PHRASED).prefetch_related("sights")
    kept = [
        entry.pk
        for entry in found
        if _hold([masked(text, hidden) for text in looked_through(entry)], notes[entry.pk], doubtful)
    ]
    return entries.filter(pk__in=kept)


def _as_read(one: Wanted) -> Wanted:
    """A person is read by label alone: what is only like the name, or is also a common word, would tell the name."""
    return rules.person_wanted(one.labels, ()) if one.labels else one


def _may_be_hidden(one: Wanted, hidden: KnownForms) -> bool:
    """Could this be, or be a part of, what is told by labels? Also parts of a word are looked for in quotation marks."""
    stems = {rules.stem(letters) for letters in hidden.by_letters}
    runs = [squeeze(run) for stem in one.stems for run in RUN.findall(stem)]
    begins = [run[: max(len(run) - ENDING, ENDING)] for run in runs]
    in_a_form = any(begin in letters for begin in begins for letters in hidden.by_letters)
    return bool(one.phrases) or in_a_form or not stems.isdisjoint(one.stems)


def _hold(own: list[str], beside: list[str], things: list[Wanted]) -> bool:
    """Do the texts of an entry, or one that stands beside it, hold all of it?"""
    texts = [(rules.indexed(*own), "\n".join(own)), *((rules.indexed(text), text) for text in beside)]
    return all(any(rules.holds(one, terms, text) for terms, text in texts) for one in things)
