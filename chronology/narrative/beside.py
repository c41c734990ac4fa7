"""What does the chronology give to whoever writes and edits the report?"""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from agencies.roles import Permission
from chronology import queries, rules
from chronology.models import Entry, Episode, Submission
from chronology.narrative.telling import ROLE_WORDS, paragraphs, when, wording
from chronology.queries import Birth
from reviews.case.models import Review
from reviews.editing.queries import Material, Piece, Reads
from reviews.editing.rules import Counted


def counts(review: Review) -> dict[str, Counted]:
    """How many chronologies agencies have sent in which something stands. One query."""
    sent = Submission.objects.filter(request__review=review, submitted_at__isnull=False, nothing_held=False)
    return {"chronologies": Counted(sent.count(), "chronology with entries", "chronologies with entries")}


def find_entries(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """Entries that hold the words, in any form of them; what is kept for some is not quoted for all."""
    found = queries.combined(reads.review)
    yield from _entries(reads, queries.with_words(found, reads.review, words)[:most] if words else found[:most])


def told_entries(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    yield from _entries(reads, queries.combined(reads.review).filter(pk__in=pks))


def _entries(reads: Reads, entries: Iterable[Entry]) -> Iterator[Piece]:
    """Dated as on the pages of the chronology: a day beside the age told there would tell when a child was born."""
    births = queries.ages_shown(reads.review)
    told_by = None if reads.may(Permission.SEE_NAMES) else queries.told_by_age(reads.review)
    for entry in entries:
        yield _entry(entry, births, reads.review.code, told_by)


def _entry(entry: Entry, births: list[Birth], code: str, told_by: Birth | None) -> Piece:
    agency, happened, age = entry.submission.request.agency, rules.of_entry(entry), when(entry, births)
    source = ROLE_WORDS[agency.sector] + (f", {age[0].lower()}{age[1:]}" if age else "")
    words = " ".join(entry.what.split())
    return Piece(
        f"entry:{entry.pk}",
        f"{rules.told(happened, told_by) if told_by else rules.written(happened)}, {agency.name}",
        words,
        quote=format_html("<blockquote><p>“{}” ({})</p></blockquote>", words, source),
        told=format_html("<p>{}</p>", wording(entry, births)),
        url=reverse("chronology-entry", args=[code, entry.pk]),
        first=happened.sort_day,
        last=happened.ends,
    )


def find_episodes(reads: Reads, words: str, most: int) -> Iterator[Piece]:
    """Key practice episodes that hold every word in what they say."""
    found = reads.review.episodes.filter(void_at=None).order_by("number")
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(what_happened__icontains=word) | Q(why__icontains=word))
    for episode in found[:most]:
        yield _episode(episode, reads.review.code)


def told_episodes(reads: Reads, pks: frozenset[int]) -> Iterator[Piece]:
    for episode in reads.review.episodes.filter(void_at=None, pk__in=pks):
        yield _episode(episode, reads.review.code)


def _episode(episode: Episode, code: str) -> Piece:
    texts = paragraphs(episode.what_happened) + paragraphs(episode.why)
    return Piece(
        f"episode:{episode.pk}",
        f"Episode {episode.number}: {episode.title}",
        " ".join(texts),
        told=format_html_join("", "<p>{}</p>", ((text,) for text in texts)),
        url=reverse("episode", args=[code, episode.pk]),
    )


READS = frozenset({Permission.READ_CHRONOLOGY})
MATERIAL = (
    Material("entry", "Combined chronology", READS, find_entries, told_entries),
    Material("episode", "Key practice episodes", READS, find_episodes, told_episodes, 1),
)
