"""Can a report of full length be written, moved about, sent round, edited in Word, taken back and printed, and is it whole?"""

import io
import json

import pytest

from cspr.tests.journeys.people import HEALTH, day
from cspr.tests.journeys.story import Story
from reviews.report.tests import long_report as told
from reviews.report.tests.reprinted import Print
from reviews.report.tests.test_returned import Desk

pytestmark = pytest.mark.browser
MAKE = "from reviews.report.tests.case_to_write import make_unwritten; print(make_unwritten())"
NEWEST = "from reviews.report.tests.case_to_write import newest; print(newest({!r}))"
RECOMMEND = """
from cspr import clock
from cspr.tests.cast import there
from recommendations.tests.steps import Made, recommendations_made
from reviews.case.models import Review
from reviews.report.tests.long_report import RECOMMENDATIONS
made = [Made(text, "", ("health",), 6, ()) for text in RECOMMENDATIONS]
review = Review.objects.get(code={!r})
recommendations_made(there(), review, at=clock.now(), findings_told=(), practice=(), recommended=made)
"""
SOURCES = (("Lindholm, A.", "2021", "Who lives here?"), ("Marchbank, R.", "2022", "Letters nobody reads"))
SOURCES_LISTED = [f"{author} ({year}) {title}" for author, year, title in SOURCES]
REFERENCES = 7  # a range leads to two paragraphs
MOVED, REFERRING = "Account 3 on the chronology", "Account 2 on the episodes"


@pytest.fixture(scope="module")
def code(live):
    live.manage("demo", "--cast-only", "--once")
    return live.manage("shell", "-c", MAKE).split()[-1]


def bytes_of(word):
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def write_it(luca, live, code):
    luca.starts_the_report(code)
    live.manage("shell", "-c", RECOMMEND.format(code))
    for source in SOURCES:
        luca.lists_a_source(*source)
    for appendix, html in (("Words of the field", told.TABLE), ("What each agency kept", told.word_list())):
        luca.adds_an_appendix(appendix)
        luca.opens_section(appendix)
        luca.pastes(html)
        luca.is_saved()
    for number, (kind, title, wanted, noted) in enumerate(told.PARTS, 1):
        luca.opens_section(title)
        luca.pastes(told.as_word_pastes(told.marked_text(kind, wanted, noted), number))
        if kind == "introduction":
            luca.page.keyboard.press("Enter")
            luca.types(*told.TYPED, footnote=told.TYPED_NOTE)
        luca.is_saved()


def refer_and_cite(luca):
    """In the introduction to what comes later; in the episodes to what came before."""
    luca.opens_section("Introduction and background")
    luca.refers("Account 1 on the introduction", "Appendix Two")
    luca.refers("Account 2 on the introduction", "Recommendation 3", way=True)
    luca.refers("Account 3 on the introduction", "section 4", way=True)
    luca.refers("Account 4 on the introduction", "Account 5 on the discussion", last="Account 8 on the discussion")
    luca.cites("Account 5 on the introduction", SOURCES_LISTED[0], "12")
    luca.is_saved()
    luca.opens_section("Key practice episodes")
    luca.refers(REFERRING, MOVED, way=True)
    luca.refers("Account 4 on the episodes", "footnote 7", way=True)
    luca.cites("Account 6 on the episodes", SOURCES_LISTED[1], "203")
    luca.is_saved()


def move_about(luca):
    """A paragraph past its neighbour, and a section past the one before it; what leads there says so."""
    luca.opens_section("Narrative chronology")
    before = luca.number_of(MOVED)
    luca.moves_the_paragraph(MOVED, "up")
    assert luca.number_of(MOVED) == f"2.{int(before.split('.')[1]) - 1}"
    luca.reads_in_the_report(f"{REFERRING} {luca.number_of(MOVED)} above")
    now = luca.number_of(MOVED).replace("2.", "3.")
    luca.moves_the_section("Key practice episodes", "Up")
    luca.reads_in_the_report(f"{REFERRING} {now} below")


def is_printed_whole(found):
    assert (len(found.numbered), len(found.notes)) == (told.PARAGRAPHS, told.NOTES)
    assert found.paragraphs_out_of_place() == []
    assert found.notes_out_of_place() == []
    references = found.references()
    assert ("Appendix Two", "Appendix Two") in references and ("footnote 8 below", "footnote 8 below") in references
    assert len(references) == REFERENCES and [pair for pair in references if pair[0] != pair[1]] == []
    contents = found.contents()
    assert len(contents) == len(told.PARTS) + 3, contents
    assert [line for line in contents if line[2] != [line[1]]] == []
    assert [found.times(text) for text in told.RECOMMENDATIONS] == [2] * told.RECOMMENDED


def send_round(story, code):
    """To a panel member, who answers in Word, and to an agency, which answers on the page; all is answered."""
    luca, pam, hana = story.luca, story.pam, story.hana
    luca.sends_the_report_round(code, "First full draft", day(-14), ["Pam Njoroge, Service manager"], [HEALTH])
    hana.opens_the_draft()
    hana.comments_on("Account 6 on the chronology", "The visit was on the Tuesday.")
    hana.says_that_is_all()
    pam.opens_the_draft()
    desk = Desk(pam.gets_a_file("As a Word document"))
    desk.say("Account 7 on the discussion", "Who said this?")
    desk.track("Account 8 on the discussion was", "Account 8 on the discussion has been")
    pam.gives_the_word_document_back(bytes_of(desk.word), "Recognised: 2", "Who said this?")

    luca.does_what_waits("Answer the comments on the draft report")
    luca.sees("3 comments", "3 to answer")
    luca.answers("The visit was on the Tuesday.", "Accepted")
    luca.answers("Who said this?", "Not accepted", "The named nurse, who does not wish to be told apart.")
    luca.answers("Proposed", "Accepted")
    luca.sees("all answered")


def edit_in_word(luca):
    """The version that was sent, changed outside and taken back as a new one."""
    luca.follows("Read version 1")
    desk = Desk(luca.gets_a_file("Export to Word"))
    desk.type_over("Account 9 on the discussion was", "Account 9 on the discussion has been")
    luca.takes_the_version_back(bytes_of(desk.word), "has been")


def print_it(luca, live, code):
    luca.goes_to("Report")
    luca.follows("Versions and comments")
    luca.opens_version(2)
    content = luca.gets_a_file("Make a PDF")
    return Print(content, json.loads(live.manage("shell", "-v", "0", "-c", NEWEST.format(code))))


def test_a_whole_report_is_written_read_edited_in_word_and_printed(live, new_context, axe, code):
    story = Story(new_context, axe)
    write_it(story.luca, live, code)
    refer_and_cite(story.luca)
    move_about(story.luca)
    send_round(story, code)
    edit_in_word(story.luca)
    is_printed_whole(print_it(story.luca, live, code))
    assert not story.problems, story.problems
