"""Where in the report does something stand that tells who somebody is? Each hit with its place and the words around it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reviews.identities.rules import KnownForms, Leak, find_leaks, may_be_replaced, plain, same_words
from reviews.report.rules.document import Document, name_of, place_of
from reviews.report.rules.html import footnotes

AROUND = 60
NEARBY = 2000  # how much of a text is read to show what stands around a hit, its tags included


@dataclass(frozen=True)
class Hit:
    """Words that identify somebody, or look as if they did, in their place.

    ``label`` says whom, ``kind`` how ("full name", "date of birth", …). ``section`` and ``uid`` lead to the place where
    it can be put right, where there is one. ``person`` is whose label may stand in its place, 0 for nobody's; ``number``
    its place among the same words there.
    """

    place: str
    before: str
    words: str
    after: str
    label: str
    kind: str
    near: bool = False
    may_be_cleared: bool = False
    section: int = 0
    uid: str = ""
    person: int = 0
    number: int = 0


@dataclass(frozen=True)
class Spot:
    """A piece of text that will be printed, and where it stands."""

    place: str
    html: str
    section: int = 0
    uid: str = ""


def hits_in(spot: Spot, forms: KnownForms, cleared: frozenset[str], *, unspaced: bool = False) -> Iterator[Hit]:
    """The hits of one piece of text; those whose words were cleared are left out."""
    notes = footnotes(spot.html) if "data-fn" in spot.html else []
    seen: Counter[str] = Counter()
    for leak in find_leaks(spot.html, forms, unspaced=unspaced):
        same = same_words(leak.words)
        number, seen[same] = seen[same], seen[same] + 1
        if leak.may_be_cleared and same in cleared:
            continue
        in_note = any(start <= leak.start < end for start, end in notes)
        yield _hit(spot, leak, in_note, number)


def _hit(spot: Spot, leak: Leak, in_note: bool, number: int) -> Hit:
    before = plain(_whole_tags(_before(spot.html, leak.start)), strip=False).lstrip()
    after = plain(_whole_tags(spot.html[leak.end : leak.end + NEARBY], cut_front=True), strip=False).rstrip()
    return Hit(
        place=f"{spot.place}, footnote" if in_note else spot.place,
        before=("…" if len(before) > AROUND else "") + before[-AROUND:],
        words=leak.words,
        after=after[:AROUND] + ("…" if len(after) > AROUND else ""),
        label=leak.label,
        kind=str(leak.kind),
        near=leak.near,
        may_be_cleared=leak.may_be_cleared,
        section=spot.section,
        uid=spot.uid,
        person=leak.person_id if may_be_replaced(spot.html, leak) else 0,
        number=number,
    )


def _before(html: str, at: int) -> str:
    return html[:at] if at <= NEARBY else _whole_tags(html[at - NEARBY : at], cut_front=True)


def _whole_tags(html: str, *, cut_front: bool = False) -> str:
    """Without the half of a tag that was cut through."""
    if cut_front:
        closing, opening = html.find(">"), html.find("<")
        return html[closing + 1 :] if closing >= 0 and (opening < 0 or closing < opening) else html
    opening = html.rfind("<")
    return html[:opening] if opening > html.rfind(">") else html


def spots_of(document: Document) -> Iterator[Spot]:
    """Everything of a document that will be printed."""
    heads = (
        ("Title of the report", document.title), ("Subtitle of the report", document.subtitle),
        ("Name of the reviewer", document.reviewer), ("Title of the reviewer", document.reviewer_title),
        ("Name of the partnership", document.partnership), ("Declaration of the reviewer", document.declaration),
        ("Date of the report", document.dated), ("Date of the declaration", document.declared),
    )  # fmt: skip
    for place, text in heads:
        yield Spot(place, text)
    lists = (
        ("Agency", document.agencies),
        ("Terms of reference, question", document.questions),
        ("Discussion point", document.points),
    )
    for place, texts in lists:
        for number, text in enumerate(texts, 1):
            yield Spot(f"{place} {number}", text)
    for section in document.sections:
        yield Spot(f"{name_of(section)}, title", section.title, section.pk)
        for index, block in enumerate(section.blocks, 1):
            place = place_of(section, block, index)
            yield Spot(place, block.html, section.pk, block.uid)
            yield from _facts(f"{place}, details", block.facts, section.pk, block.uid)


def _facts(place: str, facts: object, section: int, uid: str) -> Iterator[Spot]:
    """The words among what a filed record says of itself; its own addresses and numbers are no words."""
    if isinstance(facts, dict):
        for name, value in facts.items():
            if name not in ("door", "evidence"):
                yield from _facts(place, value, section, uid)
    elif isinstance(facts, list | tuple):
        for value in facts:
            yield from _facts(place, value, section, uid)
    elif isinstance(facts, str) and facts:
        yield Spot(place, facts, section, uid)


def hits_of(document: Document, forms: KnownForms, cleared: Iterable[str]) -> list[Hit]:
    """Everything in a document that identifies somebody or looks as if it did, in order."""
    known = frozenset(cleared)
    return [hit for spot in spots_of(document) for hit in hits_in(spot, forms, known)]


def places(hits: Iterable[Hit], most: int = 8) -> str:
    """Where the hits are, in words, without the words themselves."""
    names = list(dict.fromkeys(f"{hit.place} ({hit.kind} of {hit.label})" for hit in hits))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more
