"""Does each check find what an editor would, and leave alone what an editor would leave alone?"""

import datetime as dt

import pytest

from reviews.editing.rules import (
    TOLD,
    Born,
    Check,
    Counted,
    Happened,
    Question,
    Reading,
    Records,
    noted,
    offers,
)
from reviews.editing.rules.numbers import NUMBER, number_of
from reviews.editing.rules.wording import BLAMING
from reviews.editing.tests.reports import block, boxed, document, section

pytestmark = pytest.mark.pure

COUNTS = {
    "sessions": Counted(8, "conversation", "conversations"),
    "participants": Counted(24, "practitioner who took part", "practitioners who took part"),
    "agencies": Counted(6, "agency", "agencies"),
    "chronologies": Counted(1, "chronology", "chronologies"),
    "meetings": Counted(5, "meeting", "meetings"),
    "recommendations": Counted(7, "recommendation", "recommendations"),
    "questions": Counted(7, "question", "questions"),
}
ROBIN = Born("Robin", dt.date(2020, 3, 1), dt.date(2020, 5, 20))
RECORDS = Records(counts=COUNTS, births=(ROBIN,), agencies=("Fenmarsh Police", "Saltmere Health Trust"))


def found(check, *parts, records=RECORDS):
    """What one check notes in a report of these sections, or in one introduction of these paragraphs."""
    whole = [section("introduction", *parts)] if isinstance(parts[0], str) else parts
    return [one for one in noted(Reading.of(document(*whole)), records) if one.check == check]


def words(check, *parts, **more):
    return [one.words for one in found(check, *parts, **more)]


# Sections without text -----------------------------------------------------------------------------------


def test_a_numbered_section_that_says_nothing_is_noted_and_no_other():
    told = section("introduction", "The review began.")
    empty = section("episodes", number="2", pk=2)
    blank = section("discussion", block("<p> </p>"), number="3", pk=3)
    others = (section("references", number=""), section("summary", number="4"), section("appendix", number="5"))
    noted = found(Check.UNTOLD, told, empty, blank, *others)
    assert [(one.place, one.says, one.section) for one in noted] == [
        ("Section 2", "Section without text: Episodes.", 2), ("Section 3", "Section without text: Discussion.", 3),
    ]  # fmt: skip
    assert found(Check.UNTOLD, empty) == [], "nothing is written yet anywhere"


# Figures -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nine conversations with practitioners were held.",
        "There were 9 practitioner sessions in spring.",
        "Nine conversations were held with staff by video call.",
        "Twenty-three practitioners took part.",
        "In these sessions 23 practitioners of six agencies took part.",
        "The practitioners who took part came from seven agencies.",
        "Nine agencies sent a chronology.",
        "The review panel met six times.",
        "The review panel met twice.",
        "This review makes eight recommendations.",
        "All six recommendations are accepted.",
        "The terms of reference ask eight questions.",
    ],
)
def test_a_figure_that_differs_from_the_records_is_noted_in_digits_or_words(text):
    assert len(found(Check.FIGURE, text)) == 1, text


@pytest.mark.parametrize(
    "text",
    [
        "Eight conversations with practitioners were held, and 24 practitioners took part.",
        "The panel met five times.",
        "Four practitioners attended the strategy meeting.",
        "Two recommendations are made about this.",
        "She came to six sessions of the parenting course.",
        "A worker said: “we had nine conversations with practitioners”.",
        "One in three families had two questions.",
        "About 1.9 conversations with practitioners a week; 9% of practitioners took part.",
    ],
)
def test_a_figure_that_is_right_or_of_something_else_is_left_alone(text):
    assert found(Check.FIGURE, text) == []


def test_what_a_record_filed_and_what_no_record_counts_is_not_compared():
    filed = block("<p>Nine conversations with practitioners were held.</p>", "1.1", origin="conversations:figures")
    assert found(Check.FIGURE, section("introduction", filed)) == []
    assert found(Check.FIGURE, "Nine agencies sent a chronology.", records=Records()) == []


@pytest.mark.parametrize(
    ("said", "number"),
    [("0", 0), ("no", 0), ("Seven", 7), ("nineteen", 19), ("forty", 40), ("Sixty-one", 61), ("99", 99)],
)
def test_a_number_is_read_in_words_and_digits(said, number):
    import re

    assert re.fullmatch(NUMBER, said, re.I)
    assert number_of(said) == number


# Dates and ages ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("It was noted on 31 June 2020.", "There is no such day."),
        ("On Monday 4 March 2020 she came.", "That day was a Wednesday."),
        ("He stayed from 4 March 2020 to 2 February 2020.", "It ends before it begins."),
        ("When Robin was 13 days old, on 20 March 2020, a midwife came.", "gives Robin 2 weeks on that day"),
        ("Robin, aged five months, died at home.", "Robin was 11 weeks old at death"),
    ],
)
def test_a_date_or_an_age_that_cannot_be_is_noted(text, says):
    (one,) = found(Check.DATE, text)
    assert says in one.says


@pytest.mark.parametrize(
    "text",
    [
        "On Wednesday 4 March 2020, when Robin was three days old, a midwife came.",
        "From 4 March 2020 to 2 April 2020 he stayed.",
        "Robin, aged 11 weeks, died at home.",
        "When Robin was nearly three weeks old, on 20 March 2020, she rang.",
        "Robin was two months old, on 2 May 2020.",
        "Her brother was six years old on 4 March 2020.",
        "She said: “Robin was five months old when Robin died”.",
    ],
)
def test_a_date_or_an_age_that_agrees_is_left_alone(text):
    assert found(Check.DATE, text) == []


def test_a_chronology_that_goes_back_in_time_is_noted_until_the_next_heading():
    told = ["When Robin was five weeks old a nurse came.", "When Robin was three weeks old a doctor rang."]
    (one,) = found(Check.DATE, section("chronology", *told))
    assert one.place == "Paragraph 1.2" and "paragraph 1.1" in one.says
    heading = block("<h3>Later</h3>", kind="heading")
    assert found(Check.DATE, section("chronology", told[0], heading, told[1])) == []
    days = ["On 4 April 2020 she came.", "On 3 April 2020 he rang."]
    assert [one.words for one in found(Check.DATE, section("chronology", *days))] == ["3 April 2020"]
    assert found(Check.DATE, section("introduction", *days)) == []


def test_a_paragraph_is_compared_with_the_evidence_it_names():
    events = {"entry:5": Happened("entry of 4 March 2020", dt.date(2020, 3, 4), dt.date(2020, 3, 4))}
    records = Records(births=(ROBIN,), events=events)

    def of(text):
        return found(Check.DATE, section("chronology", block(text, "1.1", evidence=["entry:5"])), records=records)

    assert of("When Robin was three days old a midwife came.") == []
    assert "another age" in of("When Robin was two weeks old a midwife came.")[0].says
    assert "another day" in of("On 5 March 2020 a midwife came.")[0].says


# Evidence and references -----------------------------------------------------------------------------------


def test_a_paragraph_of_the_chronology_that_rests_on_nothing_is_noted():
    source = block("Smith (2020) On bruises.", kind="plain", uid="source-1")
    told = section(
        "chronology",
        "A nurse came to the house and rang twice.",
        block("A nurse came to the house and rang twice again.", "1.2", evidence=["entry:5"]),
        block('<p>This is how it is done everywhere (<a href="#source-1">Smith, 2020</a>).</p>', "1.3"),
        block("<p>A nurse came, as the record of the entry says.</p>", "1.4", origin="entry:7"),
        "Nobody came.",
    )
    assert [one.place for one in found(Check.EVIDENCE, told, section("references", source, number="", pk=2))] == [
        "Paragraph 1.1"
    ]


def test_a_reference_to_a_paragraph_that_shares_no_word_is_noted():
    target = block("The health visitor measured weight and length at each appointment.", "1.1", uid="t")
    fits = block(
        '<p>The measurements of the health visitor showed little growth (see <a href="#t">1.1</a>).</p>', "1.2"
    )
    vain = block(
        '<p>Police officers recorded shouting upstairs (see <a href="#t">1.1</a>). The weight fell.</p>', "1.3"
    )
    short = block('<p>The weight fell between appointments. See <a href="#t">1.1</a>.</p>', "1.4")
    assert [one.place for one in found(Check.REFERENCE, section("introduction", target, fits, vain, short))] == [
        "Paragraph 1.3"
    ]


def test_a_range_is_compared_as_a_whole_and_a_number_that_is_not_there_is_noted():
    first, last = block("Weight and growth.", "1.1", uid="a"), block("Police and shouting upstairs.", "1.2", uid="z")
    told = block(
        '<p>Shouting upstairs was heard by police officers (see <a href="#a">1.1</a>–<a href="#z">1.2</a>).</p>', "1.3"
    )
    made = section(
        "recommendations", boxed(1, "Ask."), "See recommendation 1.", "See recommendation 4.", number="2", pk=2
    )
    (one,) = found(Check.REFERENCE, section("introduction", first, last, told), made)
    assert "no recommendation 4" in one.says


def test_sources_are_compared_both_ways():
    listed = section(
        "references",
        block('<p>Marsh, T. (2019) <em>Small voices</em>.</p>', kind="plain", uid="s1"),
        block("<p>Reed, A. and Fen, B. (2021a) Letters.</p>", kind="plain", uid="s2"),
        block("<p>Unread, U. (2018) Nobody opens it.</p>", kind="plain", uid="s3"),
        number="", pk=2,
    )  # fmt: skip
    text = section(
        "introduction",
        block('<p>It is known (<a href="#s1">Marsh, T., 2019</a>).</p>', "1.1"),
        "Reed and Fen (2021a) say so. Others do (Tremlett, 2022: 14). The Act of (March 2019) is none.",
    )
    assert words(Check.SOURCE, text, listed) == ["(Tremlett, 2022: 14)", "Unread, U. (2018) Nobody opens it."] or words(
        Check.SOURCE, text, listed
    ) == ["Unread, U. (2018) Nobody opens it.", "(Tremlett, 2022: 14)"]


# Words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The school failed to ask.",
        "A social worker should have seen it.",
        "This was a missed opportunity.",
        "Mother did not engage with the service.",
        "The boy alleged that he was hit.",
        "The home was chaotic.",
        "It was obvious that she was afraid.",
        "The trust was at fault.",
    ],
)
def test_words_that_lay_blame_are_noted_with_a_kinder_wording(text):
    (one,) = found(Check.WORDING, text)
    assert "may read as blame" in one.says and one.words == text


@pytest.mark.parametrize(
    "text",
    [
        "A worker said: “we failed to ask, and we should have seen it”.",
        "Agencies should have a process for this.",
        "The report does not say who was to blame.",
        "Nobody was at fault.",
        "Practitioners engaged with the review.",
    ],
)
def test_quotations_duties_and_what_lays_no_blame_are_left_alone(text):
    assert found(Check.WORDING, text) == []


def test_a_block_quotation_is_left_alone_and_a_footnote_is_not():
    quote = block("<blockquote><p>We failed to ask.</p></blockquote>", kind="quote")
    note = block('<p>It was so.<span data-fn="a1">The unit failed to ask.</span></p>', "1.1")
    assert [one.place for one in found(Check.WORDING, section("introduction", quote, note))] == [
        "Paragraph 1.1, footnote"
    ]


def test_every_blaming_word_is_looked_for_only_where_its_sign_stands_and_has_a_kinder_one():
    assert all(sign == sign.lower() and len(kinder) > 10 for sign, _, kinder in BLAMING)


def test_an_abbreviation_is_noted_at_its_first_place_unless_it_is_explained_there():
    said = "Child and Adolescent Mental Health Services (CAMHS) wrote to the MASH. CAMHS wrote again."
    later = "The Multi-Agency Safeguarding Hub (MASH) answered. The NHS, too. In part II a GP rang."
    notes = found(Check.ABBREVIATION, said, later)
    assert [
        one.says for one in notes
    ] == ["“MASH” is used here first. It is explained only at paragraph 1.2.", "“GP” is used here first. It is explained nowhere."]  # fmt: skip


def test_a_list_of_abbreviations_explains_them():
    listed = section("free", block("<ul><li>MASH: hub</li></ul>", kind="list"), number="", pk=2)
    listed = type(listed)(listed.kind, "Abbreviations", "", listed.blocks, 2)
    assert found(Check.ABBREVIATION, section("introduction", "The MASH answered."), listed) == []


def test_a_sentence_that_stands_twice_is_noted_but_not_in_a_summary():
    twice = "The question that might have changed the course of events was a plain one."
    (one,) = found(
        Check.REPEATED, section("introduction", f"First. {twice}", f"{twice} And so on.", "Short one. Short one.")
    )
    assert one.place == "Paragraph 1.2" and "paragraph 1.1" in one.says
    assert found(Check.REPEATED, section("summary", twice, number=""), section("introduction", twice, pk=2)) == []


# Recommendations and terms ----------------------------------------------------------------------------------


def test_a_recommendation_without_a_date_or_an_organisation_is_noted_once_however_often_it_is_printed():
    bare = boxed(2, "Ask who lives there.", by_when="", addressees=[])
    parts = section("summary", bare, number=""), section("recommendations", boxed(1, "Ask again."), bare, pk=2)
    assert [one.says for one in found(Check.RECOMMENDATION, *parts)] == [
        "Recommendation 2 does not say by when.", "Recommendation 2 names no organisation that is to do it.",
    ]  # fmt: skip


def test_a_recommendation_that_is_typed_is_noted_as_text_alone():
    good = "Recommendation 9: By March 2027 Fenmarsh Police ask who lives there."
    bare = "Recommendation ten – Somebody asks who lives there."
    assert [one.place for one in found(Check.RECOMMENDATION, good, bare)] == ["Paragraph 1.1"] + ["Paragraph 1.2"] * 3


def test_a_statement_in_other_words_than_its_record_is_noted():
    text = "All agencies ask each family who lives in the home and write the answer where colleagues can see it."
    other = text.replace("each family", "every parent")
    record = section("recommendations", boxed(1, text), pk=2)
    (one,) = found(Check.STATEMENT, section("summary", other, number=""), record)
    assert "recommendation 1" in one.says
    assert found(Check.STATEMENT, section("summary", f"It says: {text}", "Agencies ask families much."), record) == []
    (named,) = found(Check.STATEMENT, section("summary", "Recommendation 1: Ask more.", number=""), record)
    assert named.words == "Recommendation 1: Ask more."


def test_a_question_of_the_terms_without_a_place_is_noted_and_places_that_share_its_words_are_offered():
    asked = (
        Question(1, "How was information shared between hospital and school?", True),
        Question(2, "What of the men?"),
    )
    told = section(
        "introduction",
        "The hospital shared what it knew with nobody at the school.",
        "Information stayed in the hospital; the school had other information, and shared it.",
        "Weather.",
    )
    (one,) = found(Check.TERMS, told, records=Records(questions=asked))
    assert one.place == "Terms of reference, question 2"
    offered = offers(Reading.of(document(told)), asked)
    assert [offer.place for offer in offered[1]] == ["Paragraph 1.2", "Paragraph 1.1"]
    assert "information" in offered[1][0].words and offered[2] == []


# All ---------------------------------------------------------------------------------------------------------


def test_what_is_noted_keeps_its_digest_until_its_paragraph_changes():
    first, again = (found(Check.WORDING, "The school failed to ask.")[0] for _ in range(2))
    other = found(Check.WORDING, "The school failed to ask. Later it did.")[0]
    assert first.digest == again.digest != other.digest


def test_what_may_stand_stands_when_other_text_moves():
    target = block("Weight and growth.", "1.1", uid="t")

    def digest(number):
        html = f'<p>Police officers recorded shouting upstairs (see <a href="#t">{number} above</a>).</p>'
        return found(Check.REFERENCE, section("introduction", target, block(html, "1.9", uid="x")))[0].digest

    assert digest("1.1") == digest("1.4")


def test_every_check_is_told_in_words():
    assert set(TOLD) == set(Check)


def test_a_report_of_nothing_is_read_without_a_word():
    empty = section("chronology", block("", "1.1"), block("<table><tbody></tbody></table>", kind="table"))
    assert noted(Reading.of(document(empty)), RECORDS) == []
