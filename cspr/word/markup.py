"""Which blocks does a piece of cleaned HTML hold, as a tree?"""

from typing import Any

from lxml import html as parser

from cspr.word.elements import NOT_IN_XML

BLOCKS = {"p", "ul", "ol", "blockquote", "table", "h3", "h4"}


def parsed(html: str) -> Any:
    return parser.fragment_fromstring(NOT_IN_XML.sub("", html), create_parent="div")


def inner(element: Any) -> str:
    return "".join([element.text or "", *[parser.tostring(inside, encoding="unicode") for inside in element]])


def blocks_of(element: Any) -> list[Any]:
    """The blocks inside an element; loose words between them become paragraphs."""
    found: list[Any] = []
    loose = _begin(element.text)
    for inside in list(element):
        tail, inside.tail = inside.tail, None
        if inside.tag in BLOCKS:
            _end(loose, found)
            found.append(inside)
            loose = _begin(tail)
        else:
            loose.append(inside)
            inside.tail = tail
    _end(loose, found)
    return found


def _begin(text: str | None) -> Any:
    paragraph = parser.Element("p")
    paragraph.text = text
    return paragraph


def _end(paragraph: Any, found: list[Any]) -> None:
    if len(paragraph) or (paragraph.text or "").strip():
        found.append(paragraph)
