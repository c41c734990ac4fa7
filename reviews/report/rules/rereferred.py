"""Which words of a text that was written elsewhere refer to another part of it, so that they follow from now on?"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.html import escape

from cspr.word.reading import Piece, Told
from reviews.report.rules.document import Kind
from reviews.report.rules.html import bare
from reviews.report.rules.recognised import FoundBlock, Recognised
from reviews.report.rules.recommended import NUMBERS
from reviews.report.rules.references import note_keys

_MADE = re.compile(r'<span data-ref="([\w-]+)"(?: data-to="([\w-]+)")?[^<>]*></span>')
_NOTE = re.compile(r'<span data-fn="[^"]*">(.*?)</span>', re.S)
_TAG = re.compile(r"(<[^<>]*>)")
_FIELD = re.compile(r'<span data-ref="#(?P<name>[^"]*)">(?P<shown>.*?)</span>', re.S)
_WAY = r"(?P<way>\s+(?:(?:above|below)\b|\((?:above|below)\)))?"
_PARAGRAPH = re.compile(
    rf"(?P<lead>\b(?:see(?: also)?|paragraphs?|paras?\.?)\s+|\()(?P<first>\d{{1,2}}\.\d{{1,3}})"
    rf"(?:\s*[-–—]\s*(?P<last>\d{{1,2}}\.\d{{1,3}}))?(?![\d.]*\d|\s*(?:%|per cent|kg|cm|years|months|am\b|pm\b)){_WAY}",
    re.I,
)
_NAMED = re.compile(
    rf"\b(?P<what>section|appendix|annex|footnote|recommendation)\s+(?P<which>\d{{1,2}}|[A-H]\b|{'|'.join(NUMBERS)})\b"
    rf"(?!\s+(?:of|\w+ Act)\b|\s*\((?!above|below)){_WAY}",
    re.I,
)


@dataclass(frozen=True)
class Places:
    """What may be referred to, by what the text calls it."""

    paragraphs: dict[str, str]
    named: dict[tuple[str, str], str]
    marks: dict[str, str]
    headings: frozenset[str]


def rereferred(found: Recognised, told: Told) -> Recognised:
    """The same, with references in place of the words that refer; what a field referred to in vain is told."""
    places, count, lost = _places(found, told), [0], []

    def over(block: FoundBlock) -> FoundBlock:
        html = _fields(block.html, places, count, lost)
        if block.kind != Kind.HEADING:
            html = _typed(html, places, count)
        return replace(block, html=bare(html))

    sections = tuple(replace(section, blocks=tuple(map(over, section.blocks))) for section in found.sections)
    vain = [f"A reference that says “{words}” leads nowhere in the file; its words stay as they are." for words in lost]
    return replace(found, sections=sections, references=count[0], unsure=(*found.unsure, *vain))


def preview(found: Recognised) -> dict[str, str]:
    """The text of each block before it is written: references in the words of the file, footnotes where they are called."""
    names = {f"r{one.number}": f"Recommendation {one.number}" for one in found.recommendations}
    notes = [key for section in found.sections for block in section.blocks for key in note_keys(block.html)]
    names |= {f"fn-{key}": f"footnote {number}" for number, key in enumerate(notes, 1)}
    for section in found.sections:
        names[section.key] = section.called or (f"section {section.number}" if section.number else f"“{section.title}”")
        names |= {block.key: block.seen or f"“{_plain(block.html)}”" for block in section.blocks}
    blocks = [block for section in found.sections for block in section.blocks]
    return {block.key: _NOTE.sub(r" [Footnote: \1]", _shown(block.html, names)) for block in blocks}


def _shown(html: str, names: dict[str, str]) -> str:
    def over(match: re.Match[str]) -> str:
        ends = [names.get(key, "") for key in match.groups() if key]
        return escape("–".join(ends))

    return _MADE.sub(over, html)


def _places(found: Recognised, told: Told) -> Places:
    paragraphs, named, notes = {}, {}, []
    for section in found.sections:
        if section.called:
            named["appendix", section.called.split()[-1].lower()] = section.key
        if section.number:
            named["section", section.number.strip(".").lower()] = section.key
        for block in section.blocks:
            if block.seen and section.numbered:
                paragraphs.setdefault(block.seen, block.key)
            notes += re.findall(r'data-fn="(\w+)"', block.html)
    for number, key in enumerate(notes, 1):
        named["footnote", str(number)] = f"fn-{key}"
    for one in found.recommendations:
        named["recommendation", str(one.number)] = f"r{one.number}"
    for what, which in list(named):
        if which.isdecimal() and int(which) <= len(NUMBERS):
            named.setdefault((what, NUMBERS[int(which) - 1]), named[what, which])
    headings = {
        _plain(block.html) for section in found.sections for block in section.blocks if block.kind == Kind.HEADING
    }
    titles = {section.title for section in found.sections}
    return Places(paragraphs, named, _marks(found, told, named), frozenset(headings | titles))


def _marks(found: Recognised, told: Told, named: dict[tuple[str, str], str]) -> dict[str, str]:
    """Where each bookmark of the file has come to: by the text that it stood in."""
    texts = {
        **{
            _plain(block.html): block.key
            for section in found.sections
            for block in section.blocks
            if block.kind == Kind.HEADING or (block.kind == Kind.PARAGRAPH and section.numbered)
        },
        **{section.title: section.key for section in found.sections},
    }
    marks = {f"!{name}": f"fn-{key}" for name, key in told.notes.items() if key}
    for piece in told.pieces:
        key = texts.get(piece.text) or texts.get(_plain(piece.html)) or _of_recommendation(piece, named)
        for name in piece.marks:
            if key:
                marks.setdefault(name, key)
    return marks


def _of_recommendation(piece: Piece, named: dict[tuple[str, str], str]) -> str:
    said = re.match(r"(recommendation|appendix)\s+(\w+)", piece.text, re.I)
    return named.get((said[1].lower(), said[2].lower()), "") if said else ""


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^<>]*>", "", html).split())


def _fields(html: str, places: Places, count: list[int], lost: list[str]) -> str:
    """References that the program kept: to the number, to the name, or with "above" after it."""

    def over(match: re.Match[str]) -> str:
        key, shown = places.marks.get(match["name"]), match["shown"].strip()
        if key is None:
            lost.append(shown)
            return match["shown"]
        if shown in ("above", "below"):
            return f"\x03{key}\x03{shown}"
        own = not re.search(r"\d|^(?:appendix|recommendation)\b", shown, re.I) and shown not in places.headings
        if own:
            return match["shown"]
        count[0] += 1
        return _reference(key, way=shown.endswith((" above", " below")))

    html = _FIELD.sub(over, html)
    html = re.sub(
        r'<span data-ref="([^"]*)"></span>\s*\x03\1\x03(?:above|below)',
        r'<span data-ref="\1" data-way=""></span>',
        html,
    )
    html = re.sub("\x03[^\x03]*\x03", "", html)
    # The words that a reference makes itself stood before a field.
    html = re.sub(r'\b[Ss]ection (<span data-ref="s)', r"\1", html)
    html = re.sub(r'\b[Ff]ootnote (<span data-ref="fn-)', r"\1", html)
    return re.sub(r'“(<span data-ref="[bs][^>]*></span>)”', r"\1", html)


def _typed(html: str, places: Places, count: list[int]) -> str:
    """References that somebody typed, outside tags, links and references."""
    parts, inside = _TAG.split(html), 0
    for at, part in enumerate(parts):
        if part.startswith("<"):
            if re.match(r"<(?:a\b|span[^>]*data-ref)", part):
                inside += 1
            elif inside and part in ("</a>", "</span>"):
                inside -= 1
        elif not inside:
            parts[at] = _NAMED.sub(_naming(places, count), _PARAGRAPH.sub(_numbering(places, count), part))
    return "".join(parts)


def _numbering(places: Places, count: list[int]) -> Callable[[re.Match[str]], str]:
    def over(match: re.Match[str]) -> str:
        key, last = places.paragraphs.get(match["first"]), places.paragraphs.get(match["last"] or "")
        if not key or (match["last"] and not last):
            return match[0]
        count[0] += 1
        return match["lead"] + _reference(key, last or "", way=bool(match["way"]))

    return over


def _naming(places: Places, count: list[int]) -> Callable[[re.Match[str]], str]:
    def over(match: re.Match[str]) -> str:
        what = match["what"].lower().replace("annex", "appendix")
        key = places.named.get((what, match["which"].lower()))
        if not key:
            return match[0]
        count[0] += 1
        return _reference(key, way=bool(match["way"]))

    return over


def _reference(key: str, last: str = "", *, way: bool = False) -> str:
    to = f' data-to="{last}"' if last else ""
    return f'<span data-ref="{key}"{to}{" data-way=" + chr(34) * 2 if way else ""}></span>'
