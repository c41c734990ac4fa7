"""What does each row of an untidy file come to? One table: every file of our making, row by row."""

import pytest

from chronology import rules
from chronology.models import Entry
from chronology.tests.test_columns import read
from cspr.readers.tests import untidy

pytestmark = pytest.mark.pure

# A row that makes an entry: when, source, what happened, and more. One that does not: the cell at fault, and why.
EXPECTED: dict[str, tuple[str, ...]] = {
    "numbers for dates": (
        "0:2 31 March 2023, 10:15 | Case file | Seen at school.",
        "0:3 2 April 2023 | Log | A call.",
    ),
    "days from 1904": ("0:2 31 March 2023 | Case file | Seen at school.",),
    "two header rows": (
        "0:6 31 March 2023, 10:15 | Case file | Visited. | No further action",
        "0:7 31 March 2023, 11:30 | Case file | Second visit on that day.",
        "0:8 2 April 2023 | Note | Grandmother rang.",
    ),
    "hidden columns": (
        "0:2 31 March 2023 | File | Seen.",
        "0:3 1 April 2023 | File | Rang.",
    ),
    "formulas": (
        "0:2 what! It does not say what happened.",
        "0:3 1 April 2023 | File | =not a formula, but typed so",
    ),
    "rows with trouble": (
        "0:2 28 February 2023, 09:00 | File | A good row.",
        "0:3 date! February 2023 has no day 31. It may be 28 February 2023 or 31 January 2023 or 31 March 2023.",
        "0:4 time! There is no time 25:00. Write it like 14:30 or 2.30pm.",
        "0:5 date! There is no date.",
        "0:6 what! It does not say what happened.",
        "0:7 source! It does not say the source: where this is recorded.",
        "0:8 4 March 2023 | File | Another good row.",
    ),
    "several sheets": (
        "0:2 14 June 2022 | GP record | Seen in 2022.",
        "1:2 14 June 2023 | GP record | Seen in 2023.",
    ),
    "semicolons": (
        "0:2 31 March 2023, 10:15 | Log | She said “go away”, / then shut the door.",
        "0:3 1 April 2023 | Log | Café visit – nothing seen.",
    ),
    "unicode text": ("0:2 31 March 2023 | Log | Zoë was seen.",),
    "told separator": ("0:2 31 March 2023 | Log | One, two; three.",),
    "repeated ods": (
        "0:2 source! It does not say the source: where this is recorded.",
        "0:3 source! It does not say the source: where this is recorded.",
    ),
    "years in word": (
        "0:2 14 June 2022 | GP record | Seen.",
        "0:3 3 July 2022 | GP record | Rang.",
        "1:1 2 January 2023 | GP record | Did not come.",
        "1:2 31 March 2023 | Letter | Referred on.",
    ),
    "combined in word": (
        "0:2 31 March 2023, 10:15 | RiO; Fenmarsh Community Health | Weighed: 4.32 kg. | ?",
        "0:3 2 April 2023 (not certain) | Niche; Fenmarsh Police | Called to the address.",
        "0:4 4 April 2023 | RiO; Fenmarsh Community Health | Did not attend.",
    ),
    "letterhead and totals": (
        "0:6 31 March 2023, 22:15 | Niche | Call-out to the address.",
        "0:8 time! “0.5” is not a time that can be read. Write it like 14:30 or 2.30pm.",
        "0:10 2 April 2023, 09:30 | Notebook | A neighbour spoken to.",
        "0:11 date! February 2023 has no day 31. It may be 28 February 2023 or 31 January 2023 or 31 March 2023.",
        "0:12 time! There is no time 25:00. Write it like 14:30 or 2.30pm.",
        "0:14 date! We cannot read this as a date. Write it like 12 March 2021, 12/3/2021, March 2021, or about 12 March 2021.",
    ),
    "old windows": (
        "0:2 31 March 2023, 10:15 | Log | Mother’s café visited – she owes £40.",
        "0:5 1 April 2023 | Log | No reply.",
        "0:7 date! We cannot read this as a date. Write it like 12 March 2021, 12/3/2021, March 2021, or about 12 March 2021.",
    ),
    "text with tables": (
        "0:2 14 June 2022 | School file | Late again.",
        "1:1 2 January 2023 | School file | A new coat.",
        "1:2 date! A season begins on other days for different people. It may be 1 March 2023 to 31 May 2023 or 2023.",
        "1:3 31 March 2023 | School file | On the trip.",
    ),
}


def told(found):
    """Each row as one line: its table and number, then what it makes, or at which cell it fails and why."""
    lines = []
    for one in found.ready:
        values = one.values
        fields = {name: values[name] for name in values if name in {field.name for field in Entry._meta.fields}}
        when = rules.written(rules.of_entry(Entry(**fields)))
        more = [values[name] for name in ("outcome", "comment") if values[name]]
        said = " | ".join(text.replace("\n", " / ") for text in (when, values["source"], values["what"], *more))
        lines.append((one.sheet, one.number, said))
    lines += [(one.sheet, one.number, f"{one.fault}! {one.reason}") for one in found.trouble]
    return tuple(f"{sheet}:{number} {said}" for sheet, number, said in sorted(lines))


@pytest.mark.parametrize("kind", untidy.FILES)
def test_every_row_of_an_untidy_file_comes_to_what_stands_in_it(kind):
    name, make = untidy.FILES[kind]
    assert told(read(name, make())[1]) == EXPECTED[kind]
