"""How do several PDFs become one that is numbered through? The first keeps its tags; what follows is stamped page by page.

What was uploaded is printed as it is: forms, scripts, attachments and links of a paper do not come along.
"""

import base64
import io
import logging
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from cspr.pdf import to_pdf

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its complaints may quote the file
PDF = "application/pdf"
PICTURES = ("image/png", "image/jpeg")
STYLES = "css/pdf-stamp.css"
# What a file that is no whole PDF may raise while it is read.
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError, RecursionError)


def printable(title: str, kind: str, content: bytes) -> bytes:
    """What can be bound in: a PDF as it is, a picture on a page of its own; nothing for any other kind of file."""
    if kind == PDF:
        return content
    return _picture(title, kind, content) if kind in PICTURES else b""


def _picture(title: str, kind: str, content: bytes) -> bytes:
    source = f"data:{kind};base64,{base64.b64encode(content).decode()}"
    page = format_html(
        '<!DOCTYPE html><html lang="en-GB"><head><title>{0}</title></head><body class="pack"><p class="picture">'
        '<img src="{1}" alt="{0}"></p></body></html>',
        title,
        source,
    )
    return to_pdf(page, stylesheet="css/pdf-pack.css")


def pages_in(content: bytes) -> int:
    """How many pages a PDF has; none where it cannot be read or printed without a password."""
    try:
        reader = PdfReader(io.BytesIO(content))
        return 0 if reader.is_encrypted else sum(1 for page in reader.pages if page.mediabox)
    except BROKEN:
        return 0


def bind(front: bytes, parts: Sequence[tuple[str, bytes]], *, title: str) -> bytes:
    """One PDF of the front and then each part, whose pages carry its name above and their number of all below."""
    writer = PdfWriter(clone_from=io.BytesIO(front))
    heads = [""] * len(writer.pages)
    for name, content in parts:
        first = len(writer.pages)
        for page in PdfReader(io.BytesIO(content)).pages:
            _make_plain(writer.add_page(page))
            heads.append(name)
        writer.add_outline_item(title=name, page_number=first)
    for page, stamp in zip(writer.pages, PdfReader(io.BytesIO(_stamps(heads, title))).pages, strict=True):
        page.merge_page(stamp)
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _make_plain(page: PageObject) -> None:
    """Turn the page upright, and take out what can be clicked or filled in."""
    if page.rotation:
        page.transfer_rotation_to_content()
    for key in ("/Annots", "/AA", "/StructParents"):
        page.pop(key, None)


def _stamps(heads: Sequence[str], title: str) -> bytes:
    """Empty pages with the names above and the numbers below."""
    sheets = format_html_join("", '<div class="sheet"><p class="head">{}</p></div>', ((head,) for head in heads))
    page = format_html(
        '<!DOCTYPE html><html lang="en-GB"><head><title>{}</title></head><body>{}</body></html>', title, sheets
    )
    return to_pdf(page, stylesheet=STYLES)
