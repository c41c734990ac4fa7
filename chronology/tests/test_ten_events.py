"""Can somebody who has never been here give ten events and have them submitted, in a browser and without a mouse in the table?"""

import pytest

from cspr.tests.journeys.agency import CHRONOLOGY
from cspr.tests.journeys.story import Story

pytestmark = pytest.mark.browser
SOURCE = "Health visiting record"
# What is typed, and how it is shown back; in the order in which it is typed, which is not that in which it happened.
TEN = (
    ("14/3/24", "14 March 2024", "The birth visit was made, and the kitchen was cold."),
    ("2 April 2024 2.30pm", "2 April 2024, 14:30", "The baby was weighed at the clinic and had lost weight."),
    ("about 20 April 2024", "About 20 April 2024", "Grandmother said by telephone that she had not seen the baby."),
    ("w/c 29/4/2024", "Week commencing 29 April 2024", "Nobody came to the group."),
    ("May 2024", "May 2024", "The family moved to another flat in the same street."),
    ("12.6.24?", "12 June 2024 (not certain)", "A neighbour told the clinic of shouting at night."),
    ("between 17 and 21 June 2024", "17 June 2024 to 21 June 2024", "Two letters were sent."),
    ("31/6/2024", "30 June 2024", "The door was not opened at the second visit."),
    ("9 Jul 24 23:15 to 00:40", "9 July 2024, 23:15 to 00:40 the next day", "The out-of-hours service was rung twice."),
    ("1 Feb 2024", "1 February 2024", "The midwife passed the case on with a note about sleep."),
)


@pytest.fixture(scope="module")
def code(live):
    live.manage("demo", "--cast-only", "--once")
    return live.manage("shell", "-c", "from chronology.tests.case_to_answer import make; print(make())").split()[-1]


def test_ten_events_are_typed_in_a_table_signed_off_and_read_together(live, new_context, axe, code):
    story = Story(new_context, axe)
    hana, keys = story.hana, story.hana.page.keyboard
    hana.does_what_waits(CHRONOLOGY, "Type it")
    hana.follows("Type them in a table")
    hana.main().get_by_label("When", exact=True).first.focus()
    for when, _, what in TEN:
        keys.type(when)  # read as it is typed
        for text in (SOURCE, what):
            keys.press("Tab")
            keys.insert_text(text)
        keys.press("Tab")
    hana.is_refused("Save these entries", "June 2024 has no day 31")
    hana.main().get_by_label("30 June 2024").check()
    hana.sends("Save these entries")
    hana.sees("10 entries are saved", *(shown for _, shown, _ in TEN), *(what for *_, what in TEN))
    hana.says_the_chronology_is_ready()
    story.hugo.submits_the_chronology()
    story.luca.reads_the_combined_chronology(code, *(what for *_, what in TEN))
    told = story.luca.text()
    assert sorted(TEN, key=lambda one: told.index(one[2])) == [TEN[-1], *TEN[:-1]]
    assert not story.problems, story.problems
