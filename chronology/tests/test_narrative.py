"""How is an entry told in the report?"""

import datetime as dt

import pytest

from agencies.models import Agency
from chronology import narrative
from chronology.models import ChronologyRequest, Entry, Episode, Submission
from chronology.queries import Birth

pytestmark = pytest.mark.pure

BORN = dt.date(2024, 2, 10)
BIRTHS = [Birth("Child A", BORN, None), Birth("Child B", dt.date(2020, 1, 1), None)]


def entry(on, precision="day", until=None, sector="police", **values):
    precision, _, hedge = precision.partition(" ")
    request = ChronologyRequest(agency=Agency(name="Fenmarsh Police", sector=sector))
    return Entry(
        pk=7, submission=Submission(request=request), happened_on=dt.date.fromisoformat(on), precision=precision, hedge=hedge,
        until_on=until and dt.date.fromisoformat(until), **{"what": "Seen at home.\n\nAll was calm.", **values},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "precision", "until", "words"),
    [
        ("2024-02-10", "day", None, "On the day Child A was born"),
        ("2024-02-10", "day about", None, "Around the day Child A was born"),
        ("2024-02-23", "day", None, "When Child A was 13 days old"),
        ("2024-02-24", "day", None, "When Child A was 2 weeks old"),
        ("2024-03-11", "day", None, "When Child A was just over 4 weeks old"),
        ("2024-03-15", "day", None, "When Child A was nearly 5 weeks old"),
        ("2024-03-16", "day about", None, "When Child A was about 5 weeks old"),
        ("2027-04-15", "day", None, "When Child A was 3 years and 2 months old"),
        ("2023-12-30", "day", None, "6 weeks before Child A was born"),
        ("2024-04-01", "day unsure", None, "When Child A was just over 7 weeks old (not certain)"),
        ("2024-04-01", "before", None, "Before when Child A was just over 7 weeks old"),
        ("2024-04-01", "month", None, "When Child A was about 9 weeks old"),
        ("2024-01-01", "year", None, "In the year Child A was born"),
        ("2026-01-01", "year", None, "In the year Child A turned 2"),
        ("2023-01-01", "year", None, "In the year before the year in which Child A was born"),
        ("2021-01-01", "year", None, "3 years before the year in which Child A was born"),
        ("2024-02-12", "between", "2024-02-16", "When Child A was between 2 days and 6 days old"),
        ("2024-02-01", "between", "2024-02-05", "Between 9 days and 5 days before Child A was born"),
        ("2024-02-01", "between", "2024-02-15", "Between 9 days before Child A was born and 5 days after"),
    ],
)
def test_dates_are_told_by_the_first_childs_age(on, precision, until, words):
    assert narrative.when(entry(on, precision, until), BIRTHS) == words


def test_after_a_death_no_age_is_told():
    assert (
        narrative.when(entry("2024-08-01"), [Birth("Child A", BORN, dt.date(2024, 7, 1))]) == "After Child A had died"
    )


def test_an_entry_says_the_kind_of_agency_and_never_its_name():
    told = narrative.wording(entry("2024-02-23"), BIRTHS)
    assert told == "When Child A was 13 days old, the police recorded: “Seen at home. All was calm.”"
    assert "Fenmarsh" not in told


def test_without_a_known_birth_it_begins_with_the_agency():
    assert narrative.wording(entry("2024-02-23", sector="health"), []).startswith("A health provider recorded: “")


@pytest.mark.parametrize("sector", Agency.Sector.values)
def test_every_kind_of_agency_has_words(sector):
    assert narrative.ROLE_WORDS[sector]


def test_the_reviewers_own_words_come_first():
    assert narrative.wording(entry("2024-02-23", narrative="A visit\nfollowed."), BIRTHS) == "A visit followed."


def test_a_block_escapes_its_words_and_its_facts_carry_numbers_only():
    block = narrative.entry_block(entry("2024-02-23", narrative="<b>5 < 6</b>"), BIRTHS, "FM-2026-001")
    assert block.origin == "entry:7"
    assert block.html == "<p>&lt;b&gt;5 &lt; 6&lt;/b&gt;</p>"
    assert block.facts == {"entry": 7, "door": "/reviews/FM-2026-001/chronology/combined/7/"}


def test_an_episode_becomes_a_heading_and_a_paragraph_for_each_of_its_own():
    episode = Episode(pk=3, number=2, title="Two calls", what_happened="One.\n\nTwo\ngoes on.\n", why="Three.")
    blocks = narrative.episode_blocks(episode, "FM-2026-001")
    assert [(block.origin, block.kind, str(block.html)) for block in blocks] == [
        ("episode:3", "heading", "<h3>Two calls</h3>"),
        ("episode:3:1", "paragraph", "<p>One.</p>"),
        ("episode:3:2", "paragraph", "<p>Two goes on.</p>"),
        ("episode:3:3", "paragraph", "<p>Three.</p>"),
    ]
