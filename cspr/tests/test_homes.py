"""Does each person come home to what is theirs, at every phase of a case, and in as few queries however much there is?"""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.tests.cast import PEOPLE, assemble
from cspr.tests.many import many_cases
from cspr.tests.memory import kept
from cspr.tests.world import a_review_at, taken_on
from reviews.case.models import Duty
from reviews.case.phases import Phase

# Each page asks the same questions on both databases; that they can be asked on both is seen stage by stage.
pytestmark = pytest.mark.pure
START = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
EVERYBODY = [key for key, *_ in PEOPLE]


@pytest.fixture
@kept
def cast(db):
    return assemble()


# One case, kept at each phase that it comes through.


@pytest.fixture
@kept
def referred(cast):
    return a_review_at(Phase.REFERRED, cast, start=START)


@pytest.fixture
@kept
def notified(cast, referred):
    return taken_on(referred, Phase.NOTIFIED, cast, start=START)


@pytest.fixture
@kept
def rapid_review(cast, notified):
    return taken_on(notified, Phase.RAPID_REVIEW, cast, start=START)


@pytest.fixture
@kept
def in_review(cast, rapid_review):
    return taken_on(rapid_review, Phase.IN_REVIEW, cast, start=START)


@pytest.fixture
@kept
def published(cast, in_review):
    return taken_on(in_review, Phase.PUBLISHED, cast, start=START)


@pytest.fixture
def on(monkeypatch):
    """Stop the clock so many days after the case began."""

    def stop(days):
        now = START + dt.timedelta(days=days)
        monkeypatch.setattr("cspr.clock.now", lambda: now)
        monkeypatch.setattr("cspr.clock.today", now.date)

    return stop


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def homes(cast):
    """What everybody sees at home."""
    answers = {key: client_of(getattr(cast, key)).get("/") for key in EVERYBODY}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {key: answer.content.decode() for key, answer in answers.items()}


# What stands at home, for whom, on which day of the case; and what does not.
AT_PHASE = {
    Phase.REFERRED: (
        1,
        {
            "priya": ["Answer the criteria for notifying", "Over all cases today", "Log a referral"],
            "cora": ["Recommend whether to notify"],
            "dev": ["Is it a serious incident that must be notified?", "Give the decision", "Not yet"],
            "nell": ["Send the serious incident notification", "Statutory", "Started "],
            "hana": ["Nothing waits for you.", "whom to look for"],
            "wren": ["Nothing waits for you.", "for the smaller providers it leads"],
            "bea": ["Nothing waits for you.", "See the recommendations of all cases"],
            "ira": ["What is unusual", "Who looked in the past seven days", "real names"],
            "sam": ["You have no role at present"],
        },
    ),
    Phase.NOTIFIED: (
        3,
        {"sid": ["Nothing waits for you.", "Decisions to comment on"], "priya": ["Open the rapid review"]},
    ),
    Phase.RAPID_REVIEW: (
        14,
        {"dina": ["What should follow the rapid review?"], "priya": ["Statutory clocks that are running"]},
    ),
    Phase.IN_REVIEW: (
        156,
        {
            "luca": [
                "Your review FM-2026-001",
                "agency returns",
                "chronologies",
                "Last written in on",
                "Go on writing",
            ],
            "harriet": ["The finished report comes here", "FM-2026-001"],
            "pam": ["Drafts to read", "FM-2026-001"],
        },
    ),
    Phase.PUBLISHED: (
        201,
        {
            "bea": ["Recommendations, late or unproven", "Open the most pressing"],
            "hana": ["Carry out an action"],
            "adam": ["See people and their roles"],
        },
    ),
}


@pytest.mark.parametrize("phase", AT_PHASE)
def test_everybody_comes_home_to_what_is_theirs(request, cast, on, phase):
    days, expected = AT_PHASE[phase]
    review = request.getfixturevalue(phase)
    on(days)
    seen = homes(cast)
    for who, words in expected.items():
        assert [word for word in words if word not in seen[who]] == [], who
    for outside in ("bea", "adam", "sam"):
        assert reverse("case", args=[review.code]) not in seen[outside]
    children = [
        name for child in review.children.all() for name in (child.person.given_names, child.person.family_name)
    ]
    assert not [name for name in children if name and any(name in html for html in seen.values())]
    for html in seen.values():
        assert html.count('class="govuk-button"') <= 1, "one primary step a page"


@pytest.mark.parametrize("phase", [Phase.REFERRED, Phase.RAPID_REVIEW, Phase.IN_REVIEW, Phase.PUBLISHED])
def test_the_case_page_opens_for_whom_it_concerns_with_one_step(request, cast, on, phase):
    review = request.getfixturevalue(phase)
    on(AT_PHASE[phase][0])
    url = reverse("case", args=[review.code])
    for who in EVERYBODY:
        answer = client_of(getattr(cast, who)).get(url)
        assert answer.status_code in (200, 404), who
        if answer.status_code == 200:
            html = answer.content.decode()
            assert html.count('class="govuk-button"') <= 1 and "Parts of this case" in html, who


def cost(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


WHO = (
    "priya",
    "cora",
    "sid",
    "dev",
    "bea",
    "ira",
    "adam",
    "nell",
    "hana",
    "hugo",
    "pete",
    "wren",
    "luca",
    "pam",
    "harriet",
)


def test_each_home_and_the_case_page_cost_as_much_with_200_cases_and_2000_duties(cast, on):
    on(1)
    first, *_ = many_cases(cast, at=START, cases=8, prefix="FM-2019")
    clients = {who: client_of(getattr(cast, who)) for who in WHO}
    case = {who: reverse("case", args=[first.code]) for who in WHO if who not in ("bea", "adam")}
    for client in clients.values():
        client.get("/")  # what is looked up once and kept is not counted
    few = {who: cost(client, "/") for who, client in clients.items()}
    few_case = {who: cost(clients[who], url) for who, url in case.items()}
    many_cases(cast, at=START, cases=192)
    assert Duty.objects.count() == 2000
    assert {who: cost(client, "/") for who, client in clients.items()} == few
    assert {who: cost(clients[who], url) for who, url in case.items()} == few_case
    assert cost(clients["priya"], "/due/?of=all") < 20
    assert max(few.values()) <= 35 and max(few_case.values()) <= 25
