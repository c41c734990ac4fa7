"""Are words found in every form of them, and names however they are spelt?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology import rules
from chronology.rules.stems import plain, stem
from cspr.records import NotYet

pytestmark = pytest.mark.pure

FORMS = (
    "visit visits visited visiting",
    "bruise bruises bruised bruising",
    "refer refers referred referral referrals",
    "stop stops stopped stopping",
    "cry cries cried crying",
    "see sees saw seen seeing",
    "assess assessed assessing assessment assessments",
    "notify notifies notified notification",
    "injury injuries injured",
    "tell tells told telling",
    "worry worries worried",
    "strangle strangled strangling strangulation",
    "child children child’s CHILD",
    "Thorsby Thorsby's Thorsby’s",
    "José Jose",
)
WORDS = st.text("abdegilmnorstuvyABéñÄßø17", min_size=1, max_size=12)


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_have_one_stem(forms):
    assert len({stem(plain(form)) for form in forms.split()}) == 1


def test_different_words_have_different_stems():
    words = "house horse school social care court visit father mother police nurse seen scene sleep slip bus busy use"
    assert len({stem(word) for word in words.split()}) == len(words.split())


@settings(max_examples=50)
@given(st.lists(WORDS, max_size=6))
def test_a_text_is_found_by_any_of_its_words(words):
    text = " ".join(words)
    held = set(rules.terms_of(text))
    for word in words:
        for one in rules.wanted(word, held, {}):
            assert set(one.stems) & held


@settings(max_examples=50)
@given(st.text("abis ’'-\n.É", max_size=40), st.text("edy ing", max_size=40))
def test_words_of_two_texts_are_those_of_both(first, second):
    assert rules.terms_of(first, second) == rules.terms_of(first) + rules.terms_of(second)


NEAR = (
    ("thorsby", "thorsbey", True),
    ("declan", "decklan", True),
    ("catherine", "katherine", True),
    ("imogen", "immogen", True),
    ("marlowe", "marlow", True),
    ("posy", "posey", True),
    ("house", "horse", False),
    ("seen", "sent", False),
    ("home", "hope", False),
)


@pytest.mark.parametrize(("typed", "held", "expected"), NEAR)
def test_a_name_is_found_however_it_is_spelt_and_another_word_is_not(typed, held, expected):
    (one,) = rules.wanted(typed, {stem(held)}, {})
    assert (stem(held) in one.stems) is expected


def test_a_label_finds_its_person_by_name_and_the_rest_is_still_asked():
    found = rules.wanted("bruises Child A", set(), {"Child A": ("Tobias",), "Child": ()})
    assert rules.Wanted(("tobia",), ("Child A",)) in found
    assert [one.stems for one in found if not one.phrases] == [("bruis",)]


def test_a_person_is_found_by_a_misspelt_name_and_a_label_of_one_word_is_a_word():
    (one,) = rules.wanted("mother", {"imogenn", "grandmother"}, {"mother": ("Imogen",)})
    assert set(one.stems) == {"imogen", "imogenn", stem("mother")} and not one.phrases


def test_words_in_quotation_marks_are_looked_for_as_they_stand():
    assert rules.wanted("“not at home” visited", set(), {}) == [
        rules.Wanted(phrases=("not at home",)), rules.Wanted(("visit",))
    ]  # fmt: skip


def test_a_tag_has_one_spelling():
    assert rules.name_of_tag(" #  ask  again ") == "ask again"
    assert rules.name_of_tag("a\x00b") == "a b"
    for wrong in ("", " # ", "x" * 41):
        with pytest.raises(NotYet):
            rules.name_of_tag(wrong)
