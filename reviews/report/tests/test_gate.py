import gc
import io
import warnings

import pytest
from pypdf import PdfWriter

from cspr.pdf import to_pdf
from cspr.records import NotYet
from reviews.report import gate

pytestmark = pytest.mark.django_db


def pdf(body, title="Report"):
    html = f'<!DOCTYPE html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile open
        made = to_pdf(html)
        gc.collect()
    return made


def words(hits):
    return [hit.words.replace("\n", " ") for hit in hits]


def test_a_clean_file_has_no_hits(review, people):
    assert gate.check_file(review.pk, pdf("<h1>Child A</h1><p>The mother of Child A.</p>")) == []


@pytest.mark.parametrize(
    "planted",
    ["Tobias", "Tobias Marlowe-Reed", "11 April 2019", "943 476 5919", "Flat 2, 14 Willow Row", "PE15 8ZZ", "Tobes"],
)
def test_what_stands_on_a_page_is_found(review, people, planted):
    assert gate.check_file(review.pk, pdf(f"<p>before {planted} after</p>"))


def test_a_name_broken_at_the_end_of_a_line_is_found(review, people):
    narrow = '<p style="width:2.2cm;hyphens:auto">aa Tobias&shy;Finn Mar&shy;lowe-Reed bb and 943 476 5919</p>'
    assert gate.check_file(review.pk, pdf(narrow))


def test_a_name_broken_at_the_end_of_a_page_is_found(review, people):
    hits = gate.check_file(review.pk, pdf('<p>the son of Will</p><p style="break-before:page">Danvers said</p>'))
    assert hits


def test_metadata_and_bookmarks_are_read(review, people):
    assert gate.check_file(review.pk, pdf("<p>x</p>", title="About Tobias"))
    assert gate.check_file(review.pk, pdf("<h1>About Tobias</h1>"))


def test_where_links_lead_is_read_as_a_browser_shows_it(review, people):
    assert gate.check_file(review.pk, pdf('<p><a href="https://example.org/%54obias-Marlowe-Reed">x</a></p>'))


def test_html_is_read_with_its_attributes(review, people):
    assert gate.check_file(review.pk, b'<p><img alt="Tobias"></p>')
    assert gate.check_file(review.pk, "<p>Tob\u00adias</p>".encode())
    assert gate.check_file(review.pk, b"<style>p{color:red}</style><p>Child A</p>") == []


def test_near_misses_and_common_words_are_left_to_the_report(review, people):
    assert gate.check_file(review.pk, pdf("<p>The Tobyas Trust and the Will.</p>")) == []


def test_what_cannot_be_read_is_refused(review, people):
    with pytest.raises(NotYet):
        gate.check_file(review.pk, b"%PDF-1.7 nonsense")
    with pytest.raises(NotYet):
        gate.check_file(review.pk, b"\xff\xfe\x00\x01")


def test_an_empty_pdf_is_read(review, people):
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(out)
    assert gate.check_file(review.pk, out.getvalue()) == []


def test_a_report_that_names_nobody_has_nothing_listed(review, people, report):
    assert gate.listed(report) == []
