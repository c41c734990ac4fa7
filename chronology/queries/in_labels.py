"""Does somebody who may not see names read what they looked for? To find an entry by a name would tell who is meant."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from django.db.models import QuerySet

from chronology import rules
from chronology.models import Entry, Sight
from chronology.queries.entries import PHRASED
from chronology.rules import Wanted
from reviews.identities.rules import NAMES, Form, KnownForms, bare_words, masked, names_somebody, squeeze

RUN = re.compile(r"[0-9]+|[^\W0-9]+")  # of "tobias2019" a name is a part of its own
BESIDE = 12  # words before and after a phrase, in which whatever it may be a part of is whole
Holds = Callable[[str], bool]


def without_names(things: Iterable[Wanted], hidden: KnownForms) -> list[Wanted]:
    """What is wanted without the phrases that nobody reads in labels: no entry need be looked at for them."""
    return [
        one
        if one.labels
        else replace(one, phrases=tuple(said for said in one.phrases if not names_somebody(said, hidden)))
        for one in things
    ]


def holding_in_labels(
    entries: QuerySet[Entry], things: Iterable[Wanted], beside: Iterable[tuple[int, str]], hidden: KnownForms
) -> QuerySet[Entry]:
    """Of entries that hold what is wanted, themselves or in a text ``beside`` them, those that hold it with labels too.

    Most words are no part of what is hidden, and then nothing more is read. Otherwise two queries, and what is read grows
    with the entries that were found.
    """
    words = _words_hidden(hidden)
    tests = [_test(one, hidden) for one in things if one.labels or one.phrases or _may_be_hidden(one, words)]
    if not tests:
        return entries
    found = entries.order_by()
    more: dict[int, list[str]] = defaultdict(list)
    for pk, text in (*Sight.objects.filter(entry__in=found.values("pk")).values_list("entry", "said"), *beside):
        more[pk].append(text)
    kept = [
        pk
        for pk, *own in found.values_list("pk", *PHRASED)
        if all(any(holds(text) for text in (*own, *more[pk]) if text) for holds in tests)
    ]
    return entries.filter(pk__in=kept)


def _words_hidden(forms: Iterable[Form]) -> set[str]:
    """Every word of these forms, as it is and as its stem; parts that may be written as one also together."""
    words = {
        form.letters[start:end] for form in forms for start, end in combinations(_ends(form.letters, form.joints), 2)
    }
    return words | set(map(rules.stem, words))


def _ends(letters: str, joints: frozenset[int]) -> list[int]:
    return sorted({0, len(letters), *joints})


def _may_be_hidden(one: Wanted, words: set[str]) -> bool:
    """Could one of these words be told by a label, or by its kind?"""
    return any(squeeze(part) in words for stem in one.stems for part in (stem, *RUN.findall(stem)))


def _test(one: Wanted, hidden: KnownForms) -> Holds:
    """Does somebody who reads a text with labels read this in it?

    A person is read by label alone: what is only like the name, or is a common word as well, would tell the name. Of what is
    in quotation marks only whole words are read: by their parts a name could be guessed a letter at a time.
    """
    if one.labels:
        label, names = _as_words(one.labels), _names_alone(one.labels, hidden)
        return lambda text: not names.isdisjoint(bare_words(text) or ()) or bool(label.search(masked(text, hidden)))
    if one.phrases:
        phrase = _as_words(one.phrases)
        return lambda text: any(phrase.search(masked(near, hidden)) for near in _around(phrase, text))
    shown = _shown(one, hidden)
    return lambda text: shown(text) and rules.holds(one, rules.indexed(masked(text, hidden)), "")


def _shown(one: Wanted, hidden: KnownForms) -> Holds:
    """May a text hold such a word beside the name, as "bonding" beside "Bond"? Far quicker than to read it with labels.

    So a name that stands in thousands of entries is not told by how long it takes to find none.
    """
    names = {form.letters for form in hidden if form.kind in NAMES and not form.joints}
    stems = {squeeze(stem) for stem in one.stems}
    if not all(stem.isalpha() for stem in stems):
        return lambda text: True

    def shown(text: str) -> bool:
        words = bare_words(text)
        return words is None or any(rules.stem(word) in stems for word in set(words) - names)

    return shown


def _names_alone(labels: Iterable[str], hidden: KnownForms) -> set[str]:
    """The single names that a label certainly takes the place of: to look for them is far quicker than to read a text."""
    own = [form for form in hidden if form.label in labels and form.kind in NAMES]
    others = _words_hidden(form for form in hidden if form.label not in labels or form.kind not in NAMES)
    return {form.letters for form in own if form.replaceable and not form.joints} - others


def _as_words(said: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, said))})(?!\w)", re.IGNORECASE)


def _around(phrase: re.Pattern[str], text: str) -> Iterator[str]:
    """Each place where a phrase stands, with some words before and after it: to read the whole text takes much longer."""
    for found in phrase.finditer(text):
        before = text[: found.start()].split(" ")[-BESIDE:]
        after = text[found.end() :].split(" ", BESIDE)[:BESIDE]
        yield " ".join(before) + found[0] + " ".join(after)
