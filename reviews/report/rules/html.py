"""What may stand in a text of the report, and which blocks is a saved text made of? Everything else is taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import nh3

from reviews.report.rules.document import Kind

_TAGS = """
p br strong em h3 h4 ul ol li blockquote a span table thead tbody tr th td div
"""
TAGS = set(_TAGS.split())
TOP = {
    "p": Kind.PARAGRAPH, "h3": Kind.HEADING, "h4": Kind.HEADING, "ul": Kind.LIST, "ol": Kind.LIST,
    "blockquote": Kind.QUOTE, "table": Kind.TABLE,
}  # fmt: skip
_MARKS = {"data-uid", "data-plain", "data-filed"}
ATTRIBUTES = {
    **dict.fromkeys(TOP, {"data-uid", "data-plain"}),
    "div": {"data-uid", "data-filed"},
    "span": {"data-person", "data-fn"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_NUMBERS = {"data-person", "colspan", "rowspan"}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_MARK = re.compile(r"\s(data-uid|data-plain|data-filed)(?:=\"([^\"]*)\")?")
_EMPTY_HEAD = re.compile(r"<th([^<>]*)>(?:<p>)?(?:\s|&nbsp;|<br>)*(?:</p>)?</th>")
_OLD = re.compile(r"<(/?)([bi])(?=[\s>])", re.I)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in _NUMBERS:
        return value if value.isdigit() and len(value) < 19 else None
    return "" if name in ("data-fn", "data-plain") else value


def _cleaner(*, marks: bool) -> nh3.Cleaner:
    """``marks`` leaves the marks of ours that tell blocks apart."""
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "object", "textarea"},
        attributes={tag: names - (set() if marks else _MARKS) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


_CLEANER, _BARER = _cleaner(marks=True), _cleaner(marks=False)


def clean(html: str) -> str:
    """The text with allowed elements and attributes only; b and i become strong and em."""
    return _CLEANER.clean(_OLD.sub(lambda tag: f"<{tag[1]}{'strong' if tag[2] in 'bB' else 'em'}", html))


@dataclass(frozen=True)
class Piece:
    """One top-level element of a saved text: its id if it has one, what it is, its HTML without marks of ours."""

    uid: UUID | None
    kind: str
    html: str
    filed: bool = False

    @property
    def empty(self) -> bool:
        return not self.filed and not re.sub(r"<[^<>]*>|&nbsp;|\s", "", self.html)


def split(html: str) -> list[Piece]:
    """The blocks of a text, cleaned. Loose words at the top become paragraphs; other elements lose their edges."""
    return [_piece(name, rest, inner) for name, rest, inner in _elements(clean(html))]


def _elements(html: str) -> Iterator[tuple[str, str, str]]:
    """Name, attributes and inner HTML of each top-level element."""
    at, loose = 0, ""
    while opening := _TAG.search(html, at):
        if opening["close"] or opening["name"] not in (*TOP, "div"):
            end = opening.end() if opening["close"] else _end_of(html, opening)[1]
            loose += html[at:end]
            at = end
            continue
        yield from _loose(loose + html[at : opening.start()])
        inner_end, at = _end_of(html, opening)
        loose = ""
        inner = html[opening.end() : inner_end]
        if opening["name"] == "div" and "data-filed" not in opening["rest"]:
            yield from _elements(inner)
        else:
            yield opening["name"], opening["rest"], inner
    yield from _loose(loose + html[at:])


def _loose(html: str) -> Iterator[tuple[str, str, str]]:
    if html.strip():
        yield "p", "", html.strip()


def _end_of(html: str, opening: re.Match[str]) -> tuple[int, int]:
    """Where the closing tag of an element begins and ends."""
    if opening["name"] == "br":
        return opening.end(), opening.end()
    depth, at = 1, opening.end()
    while tag := _TAG.search(html, at):
        at = tag.end()
        if tag["name"] == opening["name"]:
            depth += -1 if tag["close"] else 1
            if depth == 0:
                return tag.start(), tag.end()
    return len(html), len(html)


def _piece(name: str, rest: str, inner: str) -> Piece:
    marks = {mark[1]: mark[2] for mark in _MARK.finditer(rest)}
    uid = _uid(marks.get("data-uid") or "")
    if name == "div":
        return Piece(uid, "", "", filed=True)
    kind = Kind.PLAIN if name == "p" and "data-plain" in marks else TOP[name]
    # By parsing: a mark that is cut out of text may take the quotation mark of an attribute with it.
    return Piece(uid, kind, _BARER.clean(f"<{name}>{inner}</{name}>"))


def _uid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def bare(html: str) -> str:
    """The HTML of filed content, cleaned and without marks of ours."""
    return _BARER.clean(clean(html)).strip()


def marked(html: str, *, uid: str, plain: bool = False) -> str:
    """A block as the editor gets it: with its id."""
    return re.sub(r"^<(\w+)", rf'<\1 data-uid="{uid}"' + (' data-plain=""' if plain else ""), html, count=1)


def printable(html: str) -> str:
    """The text with empty heads of a table as plain cells: a head that says nothing only confuses a reader."""
    return _EMPTY_HEAD.sub(r"<td\1></td>", html)


def footnotes(html: str) -> list[tuple[int, int]]:
    """Where the footnotes of a text begin and end, their marks included."""
    return [
        (tag.start(), _end_of(html, tag)[1])
        for tag in _TAG.finditer(html)
        if tag["name"] == "span" and not tag["close"] and "data-fn" in tag["rest"]
    ]
