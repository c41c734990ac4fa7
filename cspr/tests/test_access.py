"""Who may come to which page? The answer for every address and person is written down, and compared.

``docs/access.md`` is the table as people agreed to it. A change of the table is a change of who sees what: it is made
by running this test with UPDATE_ACCESS=1, reading the difference, and committing it.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings

from cspr.tests.survey import KEYS, NOBODY

TABLE = Path(settings.BASE_DIR, "docs", "access.md")
INTRODUCTION = """# Who may come to which page

Printed by `cspr/tests/test_access.py`, which fails when it is no longer true. The answer is what each person of the cast
gets for an example of each address: 200 a page, 302 on to another page (for those who have not signed in: to sign in),
403 not with their role, 404 not even told that it exists, 405 only as a button, 410 taken down. The example is the police's
own where it is an agency's.

"""


@pytest.mark.pure
@pytest.mark.django_db
def test_every_person_gets_the_answer_that_is_written_down(survey):
    people = [NOBODY, *KEYS]
    head = [f"| address | door | {' | '.join(people)} |", f"|---|---|{'---|' * len(people)}"]
    rows = [
        f"| {route or '/'} | {survey.doors[route]} | {' | '.join(str(status) for status in answers)} |"
        for route, answers in survey.table.items()
    ]
    table = INTRODUCTION + "\n".join([*head, *sorted(rows)]) + "\n"
    if os.environ.get("UPDATE_ACCESS"):
        TABLE.write_text(table)
    written = dict(line.split(" |", 1) for line in TABLE.read_text().splitlines() if line.startswith("| "))
    found = dict(line.split(" |", 1) for line in table.splitlines() if line.startswith("| "))
    assert {name: row for name, row in found.items() if written.get(name) != row} == {}
    assert set(written) == set(found)


def test_a_stranger_finds_no_case_in_the_table():
    rows = [line.split("|") for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    heads = [cell.strip() for cell in rows[0]]
    sam, nobody = heads.index("sam"), heads.index(NOBODY)
    of_cases = [row for row in rows[1:] if row[1].strip().startswith("reviews/<")]
    assert of_cases
    assert {row[sam].strip() for row in of_cases} <= {"404"}
    assert {row[nobody].strip() for row in of_cases} <= {"302"}
