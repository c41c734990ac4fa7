"""Do several PDFs become one with names above and numbers below, whatever was uploaded?"""

import io
import re

import pytest
from pypdf import PdfReader, PdfWriter

from cspr.binding import bind, pages_in
from cspr.pdf import to_pdf

pytestmark = pytest.mark.pure


def a_pdf(*words):
    body = "".join(f'<p style="break-after: page">{word}</p>' for word in words)
    return to_pdf(f'<html lang="en-GB"><head><title>T</title></head><body><h1>Front</h1>{body}</body></html>')


def changed(content, change):
    writer = PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def words_in(content):
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def test_every_page_has_its_number_of_all_and_its_paper():
    bound = bind(
        a_pdf("front"), [("Item 1: Ward notes", a_pdf("one", "two")), ("Item 2: Log", a_pdf("three"))], title="Pack"
    )
    pages = words_in(bound)
    assert len(pages) == pages_in(bound)
    assert all(f"Pack page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert "Item 1: Ward notes" in next(page for page in pages if "two" in page)
    assert "Ward notes" not in pages[0]
    assert [entry.title for entry in PdfReader(io.BytesIO(bound)).outline if not isinstance(entry, list)][
        -1
    ] == "Item 2: Log"


def test_the_front_alone_is_a_pack_too():
    assert pages_in(bind(a_pdf("front"), [], title="Pack")) == pages_in(a_pdf("front"))


def test_a_page_that_was_scanned_sideways_stands_upright():
    turned = changed(a_pdf("sideways"), lambda writer: writer.pages[0].rotate(90))
    page = PdfReader(io.BytesIO(bind(a_pdf("front"), [("Scan", turned)], title="Pack"))).pages[-1]
    assert page.rotation == 0


def test_what_can_be_clicked_does_not_come_along():
    linked = to_pdf(
        '<html lang="en-GB"><head><title>T</title></head><body><a href="https://example.org/">x</a></body></html>'
    )
    assert PdfReader(io.BytesIO(linked)).pages[0].get("/Annots")
    bound = bind(a_pdf("front"), [("Paper", linked)], title="Pack")
    assert PdfReader(io.BytesIO(bound)).pages[-1].get("/Annots") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\n", b"no pdf at all", b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"],
)
def test_what_cannot_be_read_has_no_pages(content):
    assert pages_in(content) == 0


def test_what_is_locked_has_no_pages():
    assert pages_in(changed(a_pdf("secret"), lambda writer: writer.encrypt("pass"))) == 0


def test_a_page_name_is_not_read_as_html():
    bound = bind(a_pdf("front"), [("<b>Ward & notes</b>", a_pdf("one"))], title="A <i> title")
    assert "<b>Ward & notes</b>" in words_in(bound)[-2] or "<b>Ward & notes</b>" in words_in(bound)[-1]
