"""What of a block's HTML is printed, and how do numbers and footnotes come into it?"""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from reviews.report.rules import span_of

INLINE = {"em", "i", "strong", "b", "u", "sub", "sup", "q", "cite", "a", "span"}
BLOCKS = {
    "p", "br", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "span": {"data-fn"},
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
BEGINS_AS_BLOCK = re.compile(r"^\s*<(p|ul|ol|blockquote|table)\b")
FIRST_PARAGRAPH = re.compile(r"^\s*<p\b[^>]*>")
VOID = {"br"}
KEY = re.compile(r"[a-z0-9]{0,32}")
CALL = re.compile(r'<span data-fn="([a-z0-9]+)">')


def cleaned(html: str, *, anchors: frozenset[str], own_host: str, inline: bool = False) -> str:
    """The HTML with what is printed and nothing else: no marks of records, no scripts, no ways into this system.

    Links lead to other addresses of the web, or to one of ``anchors`` in the same report.
    """

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "data-fn":
            return value if KEY.fullmatch(value) else ""
        if attribute in ("colspan", "rowspan"):
            return span_of(value)
        return value if attribute != "href" or _leads_outside(value, anchors, own_host) else None

    return nh3.clean(
        html,
        tags=INLINE if inline else INLINE | BLOCKS,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https"},
        link_rel=None,
    )


def _leads_outside(href: str, anchors: frozenset[str], own_host: str) -> bool:
    if href.startswith("#"):
        return href[1:] in anchors
    address = urlsplit(href)
    return address.scheme in ("http", "https") and address.netloc != own_host


def as_blocks(html: str) -> str:
    """The HTML, made a paragraph where it is bare words."""
    return html if BEGINS_AS_BLOCK.match(html) or not html.strip() else f"<p>{html}</p>"


def numbered(html: str, number: str) -> SafeString:
    """The HTML with its paragraph number before the first word."""
    mark = format_html('<span class="report__number">{}</span> ', number)
    start = FIRST_PARAGRAPH.match(html)
    if start:
        return mark_safe(html[: start.end()] + mark + html[start.end() :])
    return mark_safe(f"<p>{mark}</p>{html}" if BEGINS_AS_BLOCK.match(html) else f"<p>{mark}{html}</p>")


class _Rewriter(HTMLParser):
    """Copies HTML, and hands the inside of each ``<span data-fn>`` and its key to ``take``, printing what it returns."""

    def __init__(self, take: Callable[[str, str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.take = take
        self.out: list[str] = []
        self.note: list[str] | None = None
        self.key = ""
        self.open_tags: list[bool] = []

    @property
    def target(self) -> list[str]:
        return self.out if self.note is None else self.note

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_note = tag == "span" and self.note is None and any(name == "data-fn" for name, _ in attrs)
        if tag not in VOID:
            self.open_tags.append(is_note)
        if is_note:
            self.note, self.key = [], dict(attrs).get("data-fn") or ""
        else:
            self.target.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.open_tags:
            return
        if self.open_tags.pop():
            text, self.note = "".join(self.note or []), None
            self.out.append(self.take(text, self.key))
        else:
            self.target.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.target.append(data)

    def handle_entityref(self, name: str) -> None:
        self.target.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.target.append(f"&#{name};")


def with_footnotes(html: str, take: Callable[[str, str], str]) -> str:
    """The HTML with ``take(text, key)`` of the note in place of each footnote. The HTML must have been cleaned."""
    rewriter = _Rewriter(take)
    rewriter.feed(html)
    rewriter.close()
    return "".join(rewriter.out)


def without_footnotes(html: str) -> str:
    """The HTML as it stands where a text is repeated: its footnotes belong to the first place."""
    return with_footnotes(html, lambda text, key: "")


def anchor_of(key: str) -> SafeString:
    """A place on a web page to lead to, for a footnote that has a key."""
    return format_html('<span id="fn-{}"></span>', key) if key else SafeString("")


def with_anchors(html: str) -> str:
    """The HTML with a place to lead to at each footnote that has a key. The HTML must have been cleaned."""
    return CALL.sub(r'<span data-fn="" id="fn-\1">', html)
