"""Which references are listed but not cited, and which are cited but not listed?"""

import re
from calendar import month_name
from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import REFERENCES, Passage, Reading, shortened
from reviews.report.rules.document import Kind

# "(Marchbank, 2022)", "Lindholm and Okonjo (2021: 14)"; typed by hand, not by "Citation".
_TYPED = re.compile(
    r"\((?P<in>[A-Z][\w’'-]+)(?:(?:,| and| &| et al\.?)[^()\d]{0,60})?,? (?P<inyear>(?:19|20)\d\d[a-z]?)(?:[:,][^()]{0,20})?\)"
    r"|(?P<out>[A-Z][\w’'-]+)(?: (?:and|&) [A-Z][\w’'-]+| et al\.?)? \((?P<outyear>(?:19|20)\d\d[a-z]?)(?:[:,][^()]{0,20})?\)"
)
_NO_AUTHORS = frozenset((*month_name[1:], "Act", "Regulations", "Order"))
NEAR = 80  # characters between a name and its year
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENTRY = re.compile(r"^(?P<author>[^\W\d_][^()]{1,200}?)\s*\((?P<year>(?:19|20)\d\d[a-z]?)\)")


def sources(reading: Reading) -> Iterator[Noted]:
    """Both ways, for what is cited by "Citation" and for what is typed."""
    entries = [one for one in reading.passages if one.section.kind == REFERENCES and one.block.kind != Kind.HEADING]
    texts = [one for one in reading.passages if one.section.kind != REFERENCES]
    linked = {uid for one in texts for uid in re.findall(r'<a href="#([\w-]+)"', one.html)}
    said = "\n".join(one.text for one in texts)
    for entry in entries:
        if entry.block.uid not in linked and not _said(entry, said):
            yield noted_at(entry, Check.SOURCE, "It is listed, and nothing cites it.", shortened(entry.text))
    listed = "\n".join(entry.text for entry in entries)
    for passage in texts:
        yield from _unlisted(passage, listed)


def _said(entry: Passage, said: str) -> bool:
    """Is it cited by hand: its first author's name and its year not far from one another?"""
    head = _ENTRY.match(entry.text)
    if not head:
        return True  # a text that is no entry
    name = re.split(r"[\s,]", head["author"])[0]
    at = said.find(name)
    while at >= 0:
        if head["year"] in said[at + len(name) : at + len(name) + NEAR]:
            return True
        at = said.find(name, at + 1)
    return False


def _unlisted(passage: Passage, listed: str) -> Iterator[Noted]:
    if not _YEAR.search(passage.own):
        return
    for match in _TYPED.finditer(passage.own if "<a href" not in passage.html else _without_links(passage)):
        name, year = match["in"] or match["out"], match["inyear"] or match["outyear"]
        if name in _NO_AUTHORS:
            continue
        if not re.search(rf"\b{re.escape(name)}\b[^\n]*\({year}\)", listed):
            says = f"“{name}” of {year} is cited here and not on the list of references."
            yield noted_at(passage, Check.SOURCE, says, match[0])


def _without_links(passage: Passage) -> str:
    """The text with what "Citation" made left out."""
    made = set(re.findall(r'<a href="#[\w-]+">([^<]*\d{4}[^<]*)</a>', passage.html))
    text = passage.own
    for words in made:
        text = text.replace(words, " " * len(words))
    return text
