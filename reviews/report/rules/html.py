"""What may stand in a text of the report, and which blocks is a saved text made of? Everything else is taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import nh3

from reviews.identities.rules import without_invisible
from reviews.report.rules.citations import uncited
from reviews.report.rules.document import Kind
from reviews.report.rules.references import emptied

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
    "span": {"data-person", "data-fn", "data-ref", "data-to", "data-way", "data-cite", "data-page", "data-evidence"},
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_NUMBERS = {"data-person", "data-cite"}
_SPANS = {"colspan", "rowspan"}
WIDEST = 50  # cells; printing takes longer with each, and no table of a report is wider
# What a writer may set though nobody sees it: where a word may be parted, and how letters hang together.
_HELD = "\u00ad\u200c\u200d"
_MADE = re.compile(r"data-(?:ref|cite)=")
_KEYS = {"data-ref", "data-to"}
_KEY = re.compile(r"[\w-]{1,64}")
_PAGE = re.compile(r"[\w .,;§–-]{0,30}")
_NOTE = re.compile(r"[a-z0-9]{0,32}")
_ORIGIN = re.compile(r"[a-z_]{1,30}:\d{1,18}")
_EVIDENCE = re.compile(r'<span data-evidence="([^"]*)">[^<>]*</span>')
_EVIDENCE_LEFT = re.compile(r' data-evidence="[^"]*"')  # of a mark around other elements, pasted from elsewhere
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_MARK = re.compile(r"\s(data-uid|data-plain|data-filed)(?:=\"([^\"]*)\")?")
_EMPTY_HEAD = re.compile(r"<th([^<>]*)>(?:<p>)?(?:\s|&nbsp;|<br>)*(?:</p>)?</th>")
_OLD = re.compile(r"<(/?)([bi])(?=[\s>])", re.I)


def span_of(value: str) -> str | None:
    """Over how many cells one reaches, as it may be printed."""
    return str(max(1, min(int(value), WIDEST))) if value.isdecimal() and len(value) < 19 else None


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in _NUMBERS:
        return value if value.isdigit() and len(value) < 19 else None
    if name in _SPANS:
        return span_of(value)
    if name in _KEYS:
        return value if _KEY.fullmatch(value) else None
    if name == "data-page":
        return value if _PAGE.fullmatch(value) else ""
    if name == "data-evidence":
        return value if _ORIGIN.fullmatch(value) else None
    if name == "data-fn":
        return value if _NOTE.fullmatch(value) else ""
    return "" if name in ("data-plain", "data-way") else value


def _cleaner(*, marks: bool) -> nh3.Cleaner:
    """``marks`` leaves the marks of ours that tell blocks apart."""
    return nh3.Cleaner(
        tags=TAGS,
        clean_content_tags={"script", "style", "title", "template", "iframe", "object"},
        attributes={tag: names - (set() if marks else _MARKS) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )


_CLEANER, _BARER = _cleaner(marks=True), _cleaner(marks=False)


def clean(html: str) -> str:
    """The text with allowed elements and attributes only, and nothing that nobody sees; b and i become strong and em."""
    html = _CLEANER.clean(_OLD.sub(lambda tag: f"<{tag[1]}{'strong' if tag[2] in 'bB' else 'em'}", html))
    html = without_invisible(html, but=_HELD)
    return uncited(emptied(_EVIDENCE.sub(r'<span data-evidence="\1"></span>', html)))


@dataclass(frozen=True)
class Piece:
    """One top-level element of a saved text: its id if it has one, what it is, its HTML without marks of ours."""

    uid: UUID | None
    kind: str
    html: str
    filed: bool = False

    @property
    def empty(self) -> bool:
        return not self.filed and not _MADE.search(self.html) and not re.sub(r"<[^<>]*>|&nbsp;|\s", "", self.html)


def split(html: str) -> list[Piece]:
    """The blocks of a text, cleaned. Loose words at the top become paragraphs; other elements lose their edges."""
    return [_piece(name, rest, inner) for name, rest, inner in _elements(clean(html))]


def _elements(html: str) -> Iterator[tuple[str, str, str]]:
    """Name, attributes and inner HTML of each top-level element."""
    tags = list(_TAG.finditer(html))
    ends = _ends(tags, len(html))
    at = passed = 0  # where the loose words begin, and up to where everything belongs to them
    for tag in tags:
        if tag.start() < passed:
            continue
        if tag["name"] == "div" and "data-filed" not in (tag["rest"] if not tag["close"] else ""):
            yield from _loose(html[at : tag.start()])
            at = passed = tag.end()
        elif tag["close"] or tag["name"] not in (*TOP, "div"):
            passed = tag.end() if tag["close"] else ends[tag.start()][1]
        else:
            yield from _loose(html[at : tag.start()])
            inner_end, at = ends[tag.start()]
            passed = at
            yield tag["name"], tag["rest"], html[tag.end() : inner_end]
    yield from _loose(html[at:])


def _loose(html: str) -> Iterator[tuple[str, str, str]]:
    if html.strip():
        yield "p", "", html.strip()


def _ends(tags: list[re.Match[str]], length: int) -> dict[int, tuple[int, int]]:
    """Where the closing tag of each element begins and ends, by where the element begins; in one pass."""
    ends: dict[int, tuple[int, int]] = {}
    opened: dict[str, list[int]] = {}
    for tag in tags:
        if tag["name"] == "br":
            ends[tag.start()] = (tag.end(), tag.end())
        elif not tag["close"]:
            opened.setdefault(tag["name"], []).append(tag.start())
            ends[tag.start()] = (length, length)
        elif opened.get(tag["name"]):
            ends[opened[tag["name"]].pop()] = (tag.start(), tag.end())
    return ends


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
    """The text without marks of evidence, and with empty heads of a table as plain cells: they only confuse a reader."""
    return _EMPTY_HEAD.sub(r"<td\1></td>", _EVIDENCE_LEFT.sub("", _EVIDENCE.sub("", html)))


def with_evidence(html: str, key: str) -> str:
    """The text with a mark of what it rests on at the end of each of its paragraphs."""
    return html.replace("</p>", f'<span data-evidence="{key}"></span></p>')


def evidence_in(html: str) -> list[str]:
    """What a text rests on, as its author marked it: "entry:12"."""
    return list(dict.fromkeys(_EVIDENCE.findall(html))) if "data-evidence" in html else []


def footnotes(html: str) -> list[tuple[int, int]]:
    """Where the footnotes of a text begin and end, their marks included."""
    tags = list(_TAG.finditer(html))
    ends = _ends(tags, len(html))
    return [
        (tag.start(), ends[tag.start()][1])
        for tag in tags
        if tag["name"] == "span" and not tag["close"] and "data-fn" in tag["rest"]
    ]
