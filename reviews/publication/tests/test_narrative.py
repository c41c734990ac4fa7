"""Does the printed report hold everything, in order, once, and nothing that leads back into this system?"""

import re
from functools import cache
from html.parser import HTMLParser

import page
import pytest

from cspr import pdf
from reviews.publication import narrative, rules
from reviews.publication.narrative.layout import laid_out
from reviews.publication.narrative.markup import cleaned, numbered, with_footnotes, without_footnotes
from reviews.publication.tests import sample
from reviews.report.rules import PrintedBlock, PrintedSection

pytestmark = pytest.mark.pure


USUAL = {"paragraphs": 12, "sentences": 4}


@cache
def made(*, paragraphs, sentences):
    """The printed report of so many paragraphs, made once."""
    return narrative.report_pdf(sample.document(paragraphs=paragraphs, sentences=sentences))


@pytest.fixture(scope="module")
def document():
    return sample.document(**USUAL)


@pytest.fixture(scope="module")
def printed():
    return made(**USUAL)


@pytest.fixture(scope="module")
def draft():
    return narrative.report_pdf(sample.document(), draft="Draft of 3 March 2026, 09:00")


@pytest.fixture(scope="module")
def large():
    return narrative.report_pdf(sample.document(), large=True)


@pytest.fixture(scope="module")
def pages(printed):
    return pdf.pages_of(printed)


@pytest.fixture(scope="module")
def web(document):
    return narrative.report_page(document)


def words(text):
    return " ".join(text.split())


# The PDF -------------------------------------------------------------------------------------------


def test_every_numbered_paragraph_stands_in_it_in_order(document, pages):
    text, at = words(" ".join(pages)), 0
    numbers = [block.number for section in document.sections for block in section.blocks if block.number]
    assert len(numbers) == 61
    for number in numbers:
        at = text.index(f"{number} Opening {number} about", at)
    rules.check_whole(document, pages)


def test_a_paragraph_that_is_missing_is_noticed(document, pages):
    with pytest.raises(rules.NotYet, match=r"Paragraph 3\.2"):
        rules.check_whole(document, [page.replace("3.2", "") for page in pages])


@pytest.mark.parametrize(("paragraphs", "sentences"), [(12, 4), (9, 5), (14, 6)])
def test_a_footnote_stands_at_the_foot_of_the_page_of_its_mark(paragraphs, sentences):
    shown = pdf.pages_of(made(paragraphs=paragraphs, sentences=sentences))
    numbers = re.findall(r"Note of paragraph (\d\.\d+):", " ".join(shown))
    assert len(numbers) == 5 + 5 * (paragraphs > 12)
    for number in numbers:
        (found,) = [text for text in shown if f"Note of paragraph {number}:" in text]
        mark, note = found.index(f"Opening {number} about"), found.index(f"Note of paragraph {number}:")
        assert mark < note and "Opening" not in found[note:]


def test_the_order_is_that_of_a_published_report(pages):
    text = words(" ".join(pages))
    order = (
        "Fenmarsh Safeguarding Children Partnership", "Overview report in respect of Child A", "Author: Luca Fairweather",
        "12 March 2026", "Acknowledgements", "Governance", "Declaration of independence", "Independent reviewer",
        "Agencies on the review panel", "Fenmarsh Police", "Executive summary", "Recommendation 5", "Contents",
        "1 Introduction", "6 Learning points and recommendations", "References", "Appendix One: Terms of reference",
        "Was the child seen and heard?", "Appendix Two: Guided discussion points", "Appendix Three: Glossary",
    )  # fmt: skip
    at = 0
    for part in order:
        at = text.find(part, at)
        assert at >= 0, part


def test_the_contents_name_the_page_of_each_part(pages):
    contents = next(page for page in pages if page.startswith("Contents"))
    for title in ("1 Introduction", "4 Discussion", "References", "Appendix One: Terms of reference"):
        number = int(re.search(rf"{title}[ .]+(\d+)", contents)[1])
        assert title in pages[number - 1]


def test_every_recommendation_stands_in_the_summary_and_in_its_section(pages):
    text = words(" ".join(pages))
    for number in range(1, 6):
        assert text.count(f"that advice {number} is followed") == 2


def test_a_footnote_is_not_said_again_where_its_text_is_repeated(pages):
    assert words(" ".join(pages)).count("Working together is a duty of all partners.") == 1


def test_each_page_but_the_cover_has_its_number(pages):
    assert "Page" not in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert f"Page {number} of {len(pages)}" in text


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.parametrize("which", ["printed", "draft", "large"])
def test_it_can_be_read_by_everybody(tmp_path, request, profile, which):
    (tmp_path / "report.pdf").write_bytes(request.getfixturevalue(which))
    result = page.validate_pdf(str(tmp_path / "report.pdf"), profile=profile)
    assert result.is_compliant, [failure.rule_id for failure in result.failures]


def test_a_report_of_nothing_but_a_title_is_still_a_whole_pdf(tmp_path):
    empty = sample.document(sections=(), declaration="", agencies=(), questions=(), points=(), reviewer="", dated="")
    (tmp_path / "report.pdf").write_bytes(narrative.report_pdf(empty, draft="Draft"))
    assert page.validate_pdf(str(tmp_path / "report.pdf"), profile="ua1").is_compliant


def test_it_says_title_and_author_and_nothing_else_of_itself(printed):
    assert pdf.properties_of(printed) == {
        "Title": "Overview report in respect of Child A",
        "Author": "Luca Fairweather",
    }
    for trace in (b"WeasyPrint", b"data-person", b"origin", b"localhost"):
        assert trace not in printed


def test_the_same_version_makes_the_same_bytes():
    first, second = (narrative.report_pdf(sample.document(paragraphs=3)) for _ in range(2))
    assert first == second


def test_a_draft_is_marked_on_every_page_and_in_its_title(draft):
    for text in pdf.pages_of(draft):
        assert "DRAFT – not for publication" in text and "Draft of 3 March 2026, 09:00" in text
    assert pdf.properties_of(draft)["Title"].startswith("DRAFT: ")


def test_a_draft_says_where_nothing_is_written_yet(document):
    empty = PrintedSection("discussion", "Discussion", "1", ())
    content = narrative.report_pdf(sample.document(sections=(empty,)), draft="Draft")
    assert "Nothing is written here yet." in " ".join(pdf.pages_of(content))


def test_an_empty_section_leaves_the_finished_report_where_no_number_changes_for_it():
    told = PrintedSection("introduction", "Introduction", "1", (sample.paragraph(1, 1, 1),), pk=1)
    gap = PrintedSection("episodes", "Key practice episodes", "2", (), pk=2)
    last = PrintedSection("progress", "Progress and improvements", "4", (), pk=4)
    link = sample.block("paragraph", '<p>See <a href="#section-4">section 4 below</a>.</p>', number="3.1")
    for block, kept in ((sample.paragraph(3, 1, 1), False), (link, True)):
        discussion = PrintedSection("discussion", "Discussion", "3", (block,), pk=3)
        document = sample.document(sections=(told, gap, discussion, last))
        body = [part.title for part in laid_out(document).body if part.number]
        assert "Key practice episodes" in body, "without it the numbers would have a gap"
        assert ("Progress and improvements" in body) == kept
        assert "Progress and improvements" in [part.title for part in laid_out(document, draft="Draft").body]
        assert ("Progress" in " ".join(pdf.pages_of(narrative.report_pdf(document)))) == kept


# The web page --------------------------------------------------------------------------------------


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.links, self.ids = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if "href" in attrs:
            self.links.append(attrs["href"])


def test_the_page_leads_nowhere_inside_and_each_link_of_its_own_arrives(web):
    found = Links(web)
    assert found.links and len(found.ids) == len(set(found.ids))
    for link in found.links:
        assert link.startswith("#") and link[1:] in found.ids


def test_the_page_holds_no_mark_of_records_people_or_style(web):
    for trace in ("data-", "origin", "recommendation:", "style=", "<script", 'class="person'):
        assert trace not in web


def test_the_footnotes_of_a_part_stand_at_its_end(web):
    assert web.count('class="report__notes"') == 6
    assert 'href="#note-1" id="note-1-mark" aria-label="Footnote 1"' in web
    assert web.index('id="note-1-mark"') < web.index('id="note-1"') < web.index("2 What happened</h2>")


def test_headings_do_not_skip_a_level(web):
    levels = [int(level) for level in re.findall(r"<h([1-6])", web)]
    assert set(levels) == {2, 3}


# Markup --------------------------------------------------------------------------------------------


def clean(html, **how):
    return cleaned(html, anchors=frozenset({"here"}), own_host="reviews.example", **how)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p onclick='x()'>Words</p>", "<p>Words</p>"),
        ("<script>alert(1)</script>Words", "Words"),
        ("<p style='color:red'>Words</p>", "<p>Words</p>"),
        ('<span class="person" data-person="7">mother</span>', "<span>mother</span>"),
        ('<a href="/reviews/FM-1/">in</a>', "<a>in</a>"),
        ('<a href="https://reviews.example/reviews/">in</a>', "<a>in</a>"),
        ('<a href="//reviews.example/">in</a>', "<a>in</a>"),
        ('<a href="javascript:x()">in</a>', "<a>in</a>"),
        ('<a href="#gone">in</a>', "<a>in</a>"),
        ('<a href="#here">there</a>', '<a href="#here">there</a>'),
        ('<a href="https://www.gov.uk/">out</a>', '<a href="https://www.gov.uk/">out</a>'),
        ('<img src="https://example.org/a.png">', ""),
        ("<h1>Loud</h1>", "Loud"),
    ],
)  # fmt: skip
def test_only_what_is_printed_stays(html, kept):
    assert clean(html) == kept


def test_a_heading_keeps_only_words():
    assert clean("<h3>A <em>close</em> look</h3><p>x</p>", inline=True) == "A <em>close</em> lookx"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Words</p>", '<p><span class="report__number">1.1</span> Words</p>'),
        ("Words", '<p><span class="report__number">1.1</span> Words</p>'),
        ("<ul><li>x</li></ul>", '<p><span class="report__number">1.1</span> </p><ul><li>x</li></ul>'),
    ],
)
def test_the_number_stands_before_the_first_word(html, expected):
    assert numbered(html, "1.1") == expected


def test_a_footnote_is_taken_whole_with_what_stands_in_it():
    html = 'A<span data-fn="">see <em>this</em> of <span>mother</span> &amp; 1</span>, B<br>C <span>D</span>'
    taken = []
    assert with_footnotes(html, lambda text, key: taken.append(text) or "*") == "A*, B<br>C <span>D</span>"
    assert taken == ["see <em>this</em> of <span>mother</span> &amp; 1"]
    assert without_footnotes(html) == "A, B<br>C <span>D</span>"


def test_what_is_filed_in_a_section_of_another_name_is_no_recommendation_of_the_summary():
    block = PrintedBlock("u1", "recommendation", "<p>Do.</p>", facts={"number": 4})
    elsewhere = PrintedSection("progress", "Progress", "1", (block,))
    front = laid_out(sample.document(sections=(elsewhere,))).front
    assert not [piece for part in front for piece in part.pieces if piece.kind == "recommendation"]


def test_a_paragraph_without_a_number_is_set_plainly():
    section = PrintedSection("summary", "Executive summary", "", (PrintedBlock("u1", "paragraph", "<p>Words.</p>"),))
    front = laid_out(sample.document(sections=(section,))).front
    assert [piece.kind for part in front if part.kind == "summary" for piece in part.pieces] == ["plain"]
