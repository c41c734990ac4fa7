"""Who may come to which page? The answer for every address and person is written down, and compared.

``docs/access.md`` is the table as people agreed to it. A change of the table is a change of who sees what: it is made
by running this test with UPDATE_ACCESS=1, reading the difference, and committing it.
"""

import datetime as dt
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agencies.roles import ROLES, Role
from chronology.models import Placement, Submission
from cspr import clock
from cspr.tests.cast import PEOPLE, assemble
from cspr.tests.test_addresses import patterns
from cspr.tests.world import a_review_at
from recommendations.models import Recommendation
from reviews.case.phases import Phase
from reviews.publication.models import Edition
from reviews.report.models import Block

TABLE = Path(settings.BASE_DIR, "docs", "access.md")
NOBODY = "nobody"
KEYS = [key for key, *_ in PEOPLE]
# Who looks for a thing that an address can show, an agency's own before the office's; those in the review team alone.
FINDERS = ("pete", "priya", "luca", "dev", "harriet", "nell", "bea", "ira", "adam", "sid", "cora")
IN_TEAM = {"luca": Role.LEAD_REVIEWER, "pam": Role.PANEL_MEMBER, "harriet": Role.HUMAN_READER}
ROLE_OF = {key: role or IN_TEAM.get(key) for key, _, _, _, role, _ in PEOPLE}
MOST_TRIES = 30
MOST_FINDERS = 3
INTRODUCTION = """# Who may come to which page

Printed by `cspr/tests/test_access.py`, which fails when it is no longer true. The answer is what each person of the cast
gets for an example of each address: 200 a page, 302 on to another page (for those who have not signed in: to sign in),
403 not with their role, 404 not even told that it exists, 405 only as a button, 410 taken down. The example is the police's
own where it is an agency's.

"""


@pytest.fixture
def world(db, settings):
    settings.DEMO = True
    now = clock.now()
    cast = assemble()
    published = a_review_at(Phase.PUBLISHED, cast, start=now - dt.timedelta(days=260))
    returning = a_review_at(Phase.RAPID_REVIEW, cast, start=now - dt.timedelta(days=15))
    return cast, (published.code, returning.code)


@pytest.mark.pure
@pytest.mark.django_db
def test_every_person_gets_the_answer_that_is_written_down(world):
    cast, codes = world
    client = {}
    table = INTRODUCTION + "\n".join([*_head(), *sorted(_rows(cast, codes, client))]) + "\n"
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


def _head():
    people = [NOBODY, *KEYS]
    return [f"| address | door | {' | '.join(people)} |", f"|---|---|{'---|' * len(people)}"]


def _rows(cast, codes, client):
    for route, pattern in patterns():
        url = _example(route, pattern, cast, codes, client)
        answers = [str(_answer(client, None, url))]
        answers += [str(_answer(client, getattr(cast.people, key), url)) for key in KEYS]
        door = pattern.callback.door
        yield f"| {route or '/'} | {door.permission or door.kind} | {' | '.join(answers)} |"


def _answer(client, user, url):
    """The status for a person, each with a client of their own: signing in for every page would take most of the time."""
    key = user.email if user else NOBODY
    if key not in client:
        client[key] = Client()
        if user:
            client[key].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client[key].get(url).status_code


def _example(route, pattern, cast, codes, client):
    """An address that somebody with the right role reaches; the first there is where nothing stands at present."""
    name = route if not pattern.name else pattern.name
    name = f"drafts:{name}" if route.startswith("drafts/") else name
    examples = [reverse(name, kwargs=arguments) for arguments in _arguments(_converters(route), codes)]
    if len(examples) > 1:
        for key in _finders(pattern.callback.door):
            for url in examples:
                if _answer(client, getattr(cast.people, key), url) not in (404, 403):
                    return url
    return examples[0]


def _finders(door):
    wanted = set(door.permission.split(" or "))
    return [key for key in FINDERS if ROLE_OF[key] and wanted & set(ROLES[ROLE_OF[key]].may)][:MOST_FINDERS]


def _converters(route):
    return {part.split(":")[-1].rstrip(">") for part in route.split("<")[1:] for part in [part.split(">")[0]]}


def _arguments(names, codes):
    if not names:
        yield {}
        return
    if "slug" in names:
        yield {"slug": Edition.objects.exclude(published_at=None).get().slug}
        return
    if names == {"name"}:
        yield {"name": "privacy"}
        return
    if "uid" in names:
        yield from ({"code": code, "uid": uid} for code in codes for uid in _paragraphs(code))
        return
    if "key" in names:
        yield {"uidb36": "1", "key": "not-a-key"}
        return
    for code in codes if "code" in names else ("",):
        yield from ({**({"code": code} if code else {}), **rest} for rest in _numbers(names - {"code"}, code))


def _paragraphs(code):
    return Block.objects.filter(section__report__review__code=code).values_list("uid", flat=True)[:3]


def _numbers(names, code):
    if not names:
        yield {}
    elif "entry" in names:
        for submission in Submission.objects.filter(request__review__code=code):
            for entry in submission.entries.all()[:2]:
                yield {"pk": submission.request_id, "entry": entry.pk}
                yield {"pk": submission.pk, "entry": entry.pk}
    elif "placement" in names:
        for placement in Placement.objects.filter(episode__review__code=code):
            yield {"pk": placement.episode_id, "placement": placement.pk}
    elif "agency" in names:
        for recommendation in Recommendation.objects.filter(review__code=code):
            for agency in recommendation.addressees.all():
                yield {"pk": recommendation.pk, "agency": agency.pk}
    elif "kind" in names:
        yield from ({"kind": kind, "pk": pk} for kind in ("name", "alias", "address", "number") for pk in range(1, 10))
    else:
        (name,) = names
        yield from ({name: pk} for pk in range(1, MOST_TRIES))
