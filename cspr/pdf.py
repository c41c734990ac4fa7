"""How does HTML become a PDF, and what does a PDF say?

The PDF is tagged for screen readers (PDF/UA-1) and fit to be kept (PDF/A-2a). The same HTML gives the same bytes. It
carries title, language and author as the HTML states them, and nothing else about who made it, when, or with what.
"""

import inspect
import io
import logging
import re
import threading
import warnings
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdfium2 import PdfDocument, PdfiumError

# What these libraries complain about they quote, and what they quote is text of the case.
for _name in ("weasyprint", "fontTools"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

SENDS_NOTES_ON = "report = not context.in_column and can_break_now and not could_break_before"
BASE_STYLES = "css/pdf.css"
VARIANT = "pdf/a-2a"
# A packed stream that happens to end like a line is taken by validators to be a byte shorter than it says.
AMBIGUOUS = (b"\r\nendstream", b"\n\nendstream")
# Said of a PDF in which nothing is said; each makes other bytes of the two streams that are packed last, out of our reach.
PLAIN: tuple[dict[str, str], ...] = (
    {}, {"PageMode": "/UseNone"}, {"PageLayout": "/SinglePage"}, {"PageLayout": "/SinglePage", "PageMode": "/UseNone"},
)  # fmt: skip
# The addresses of the vocabularies in the metadata look like dates ("…/1999/02/22-rdf-syntax-ns#"), and say nothing.
NAMESPACE = re.compile(r"\sxmlns:\w+=(?:\"[^\"]*\"|'[^']*')")
# What PDFium gives for a hyphen at the end of a line.
HYPHEN = re.compile("[\x02\ufffe]")
_ONE_AT_A_TIME = threading.Lock()  # PDFium keeps no two threads apart
# The line of the metadata that names the program; its version would also change the bytes.
PRODUCER = re.compile(rb'<rdf:Description rdf:about="" pdf:Producer="[^"]*" ?/>')
# PDF/A-2a is written by the library; that the same file is PDF/UA-1 has to be said beside it, in the words PDF/A asks for.
UA = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
</pdfaExtension:schemas></rdf:Description>"""


def to_pdf(html: str, *, stylesheet: str = "", over: str = "") -> bytes:
    """A whole HTML document as PDF, in the fonts of ``static/css/pdf.css``, a further stylesheet of ``static/``, and one over it.

    ``<title>`` and ``<html lang>`` are required and become the PDF's; so does ``<meta name="author">`` where there is
    one. Nothing is fetched: an address other than ``data:`` raises ``ValueError``.
    """
    weasyprint = _engine()
    styles = [weasyprint.CSS(string=style_of(name)) for name in (BASE_STYLES, stylesheet, over) if name]
    try:
        only_data = weasyprint.URLFetcher(allowed_protocols=("data",), fail_on_errors=True)
        source = weasyprint.HTML(string=html, url_fetcher=only_data)
        document = source.render(stylesheets=styles, pdf_variant=VARIANT)
    except weasyprint.urls.FatalURLFetchingError:
        # The cause holds the address, which may be text of the case.
        raise ValueError("The text asks for something from outside; a PDF is made of what it holds.") from None
    if not document.metadata.title or not document.metadata.lang:
        raise ValueError("A PDF needs a title and a language: give the HTML <title> and <html lang>.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
        for plainly in PLAIN:
            finisher = partial(_finish, plainly=plainly)
            content: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True, finisher=finisher)
            if not any(end in content for end in AMBIGUOUS):
                break
    return content


@dataclass(frozen=True)
class ReadBack:
    """Everything a PDF says: its pages, its properties, its bookmarks, the notes on its pages, and where its links lead."""

    pages: tuple[str, ...]
    properties: tuple[str, ...]
    bookmarks: tuple[str, ...]
    notes: tuple[str, ...]
    links: tuple[str, ...]


# Reading takes seconds, and the same bytes are asked about more than once: is it whole, and whom does it name?
@lru_cache(maxsize=1)
def read_back(content: bytes) -> ReadBack:
    """What the bytes of a PDF say; raises ``Unreadable`` where they cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(content))
        xmp = reader.xmp_metadata.stream.get_data().decode(errors="replace") if reader.xmp_metadata else ""
        notes = [note.get_object() for page in reader.pages for note in page.annotations or []]
        ways = [note["/A"].get_object().get("/URI", "") for note in notes if "/A" in note]
        return ReadBack(
            pages=_texts(content),
            properties=(*map(str, (reader.metadata or {}).values()), NAMESPACE.sub("", xmp)),
            bookmarks=tuple(_titles(reader.outline)),
            notes=tuple(str(note.get("/Contents", "")) for note in notes),
            links=tuple(unquote(str(way)) for way in ways),
        )
    except (PyPdfError, PdfiumError, ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable("The PDF cannot be read back.") from None


def _texts(content: bytes) -> tuple[str, ...]:
    """The text of each page, read by PDFium, as the reader in most browsers reads it: 25 times quicker than pypdf."""
    with _ONE_AT_A_TIME, closing(PdfDocument(content)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return tuple(HYPHEN.sub("-\n", text).replace("\r\n", "\n") for text in texts)


class Unreadable(Exception):
    """These bytes are no PDF that can be read; the cause is left out, for it may hold words of the case."""


def _titles(outline: list[Any]) -> list[str]:
    return [title for item in outline for title in (_titles(item) if isinstance(item, list) else [str(item.title)])]


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, as a reader sees it."""
    return list(read_back(content).pages)


def properties_of(content: bytes) -> dict[str, str]:
    """What a PDF says about itself: title, author and whatever else stands in its properties."""
    return {key.removeprefix("/"): str(value) for key, value in (PdfReader(io.BytesIO(content)).metadata or {}).items()}


def style_of(name: str) -> str:
    """The text of a stylesheet of our own."""
    path = finders.find(name)
    if not path:
        raise ValueError(f"There is no stylesheet {name}.")
    with open(path, encoding="utf-8") as file:
        return file.read()


@cache
def _engine() -> Any:
    """The library, loaded on first use, with footnotes that stay on the page of their mark.

    Where two lines of a paragraph would fit at the foot of a page and three are wanted, it would rather send footnotes
    of earlier lines to the next page. A report moves the lines instead. The tests notice where an upgrade changes this.
    """
    # Loading takes over a second and 60 MB, which only the process that renders is to pay.
    import weasyprint
    from weasyprint.layout import block

    source = inspect.getsource(block._linebox_layout)
    if source.count(SENDS_NOTES_ON) == 1:
        exec(source.replace(SENDS_NOTES_ON, "report = False"), vars(block))
    return weasyprint


def _finish(document: Any, pdf: Any, plainly: dict[str, str]) -> None:
    pdf.info.pop("Producer", None)
    pdf.catalog.update(plainly)
    for thing in pdf.objects:
        extra = getattr(thing, "extra", None)
        if extra and extra.get("Type") == "/Metadata":
            thing.compress = False  # PDF/A wants to read it without unpacking
            thing.stream[0] = PRODUCER.sub(b"", thing.stream[0]).replace(b"</rdf:RDF>", UA + b"</rdf:RDF>", 1)
        elif getattr(thing, "compress", False) and thing.data.endswith(AMBIGUOUS):
            thing.compress = False
