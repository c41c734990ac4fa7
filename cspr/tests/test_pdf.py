"""Does HTML become a PDF that everybody can read, that says nothing of its making, and that fetches nothing?"""

import io

import page
import pytest
from pypdf import PdfReader

from cspr import pdf

pytestmark = pytest.mark.pure

WHOLE = """<!DOCTYPE html><html lang="en-GB"><head><title>A letter</title>{head}</head><body>
<h1>A letter</h1><p>With words.</p>{more}
<ul><li><p>One</p></li><li><p>Another</p><p>said twice</p></li></ul>
<table><thead><tr><th scope="col">Word</th></tr></thead><tbody><tr><td>Meaning</td></tr></tbody></table></body></html>"""


def letter(more="", head=""):
    return pdf.to_pdf(WHOLE.format(more=more, head=head))


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_it_can_be_read_by_everybody_and_kept(tmp_path, profile):
    (tmp_path / "letter.pdf").write_bytes(letter())
    result = page.validate_pdf(str(tmp_path / "letter.pdf"), profile=profile)
    assert result.is_compliant, [failure.rule_id for failure in result.failures]


@pytest.mark.parametrize("number", [57, 318, 497])  # the bytes of these once ended so
def test_no_stream_ends_like_a_line_where_validators_would_count_a_byte_too_few(tmp_path, number):
    words = f"word {number * 7919}  {number * 104729}"
    content = pdf.to_pdf(f'<html lang="en"><head><title>T{number}</title></head><body><p>{words}</p></body></html>')
    assert not any(end in content for end in pdf.AMBIGUOUS)
    (tmp_path / "t.pdf").write_bytes(content)
    assert page.validate_pdf(str(tmp_path / "t.pdf"), profile="2a").is_compliant


def test_the_same_words_make_the_same_bytes():
    assert letter() == letter()


def test_it_says_title_and_language_and_nothing_of_its_making():
    content = letter()
    assert pdf.properties_of(content) == {"Title": "A letter"}
    assert b"WeasyPrint" not in content and b"Producer" not in content and b"CreationDate" not in content
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "en-GB"


def test_the_author_stands_in_it_where_one_is_given():
    assert pdf.properties_of(letter(head='<meta name="author" content="Luca">'))["Author"] == "Luca"


@pytest.mark.parametrize(
    "address", ["https://example.org/a.png", "http://127.0.0.1/a.png", "file:///etc/passwd", "ftp://example.org/a.png"]
)
def test_it_fetches_nothing_and_does_not_say_what_it_was_asked_for(address):
    with pytest.raises(ValueError, match="from outside") as refusal:
        letter(more=f'<p><img src="{address}" alt="A picture"></p>')
    assert address not in str(refusal.value) and refusal.value.__cause__ is None


def test_a_style_fetches_nothing_either():
    with pytest.raises(ValueError, match="from outside"):
        letter(head="<style>@import url(https://example.org/a.css);</style>")


@pytest.mark.parametrize(
    "html", ["<html lang='en-GB'><p>Words</p></html>", "<html><title>T</title><p>Words</p></html>"]
)
def test_title_and_language_are_required(html):
    with pytest.raises(ValueError, match="title and a language"):
        pdf.to_pdf(html)


def test_an_unknown_stylesheet_is_named():
    with pytest.raises(ValueError, match="css/none.css"):
        pdf.to_pdf(WHOLE, stylesheet="css/none.css")


def test_its_words_can_be_read_back():
    (words,) = pdf.pages_of(letter())
    assert "With words." in words and "Page 1 of 1" in words


def test_what_is_read_back_of_its_properties_holds_no_address_that_looks_like_a_date():
    said = pdf.read_back(pdf.to_pdf(WHOLE)).properties
    assert any("pdfaid" in text for text in said), "the metadata were read"
    assert not any("1999/02/22" in text for text in said)
