"""How is a source cited in the text, and how does it stand in the list of references? Suffixes follow the list.

In a text a citation stands as ``<span data-cite="ID" data-page="14">``; ``data-way`` puts the author into the sentence.
"""

import datetime as dt
import re
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

UNLISTED = "[citation of something that is no longer listed]"
_NAMESPACE = uuid.UUID("0f0f6a3c-6f0e-4d3f-9a7f-6f4f3c0a2b11")
_CITATION = re.compile(r'<span\b(?P<marks>[^<>]*\bdata-cite="(?P<pk>\d+)"[^<>]*)>(?:[^<>]*</span>)?')
_PAGE = re.compile(r'\bdata-page="([^"]*)"')
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Listed:
    """A source as the list has it; ``year`` with the letter that tells it from another of the same author and year."""

    pk: int
    author: str
    year: str
    title: str
    details: str = ""
    address: str = ""
    accessed_on: dt.date | None = None

    @property
    def uid(self) -> str:
        """Where it stands in the printed list."""
        return str(uuid.uuid5(_NAMESPACE, str(self.pk)))

    @property
    def html(self) -> SafeString:
        """As the list of references has it."""
        accessed = f" (accessed {self.accessed_on:%d/%m/%y})" if self.accessed_on else ""
        details = format_html(" {}", self.details) if self.details else ""
        if not self.address:
            return format_html("<p>{} ({}) <em>{}</em>.{}</p>", self.author, self.year, self.title, details)
        return format_html(
            '<p>{} ({}) <em>{}</em>.{} <a href="{}">{}</a>{}.</p>',
            self.author, self.year, self.title, details, self.address, self.address, accessed,
        )  # fmt: skip


def listed(sources: Iterable[Listed]) -> list[Listed]:
    """In the order of the list, by author, year and title; with a, b, … where author and year are the same."""
    order = sorted(sources, key=lambda one: (one.author.lower(), one.year, one.title.lower(), one.pk))
    same = Counter((one.author.lower(), one.year) for one in order)
    taken: Counter[tuple[str, str]] = Counter()
    found = []
    for one in order:
        key = (one.author.lower(), one.year)
        letter = LETTERS[min(taken[key], 25)] if same[key] > 1 else ""
        taken[key] += 1
        found.append(replace(one, year=f"{one.year}{letter}"))
    return found


def cited(html: str, known: dict[int, Listed]) -> str:
    """A text with its citations in words, as links to the list."""

    def words(match: re.Match[str]) -> str:
        source, page = known.get(int(match["pk"])), _PAGE.search(match["marks"])
        if source is None:
            return f"<strong>{UNLISTED}</strong>"
        year = f"{source.year}: {page[1]}" if page and page[1] else source.year
        author = escape(source.author)
        if "data-way" in match["marks"]:
            return f'<a href="#{source.uid}">{author} ({year})</a>'
        return f'(<a href="#{source.uid}">{author}, {year}</a>)'

    return _CITATION.sub(words, html)


def cites(html: str) -> list[int]:
    """Which sources a text cites."""
    return [int(match["pk"]) for match in _CITATION.finditer(html)]


def uncited(html: str) -> str:
    """The text without the words that stood in its citations: they are made anew each time."""
    return _CITATION.sub(lambda match: f"<span{match['marks']}></span>", html)
