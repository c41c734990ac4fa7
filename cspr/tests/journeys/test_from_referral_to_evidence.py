"""From an empty form to the public PDF, and on to a recommendation with evidence: the whole road, by the pages alone."""

from collections.abc import Callable
from typing import Any

import pytest

from cspr.tests.journeys.agency import Agency
from cspr.tests.journeys.office import Office
from cspr.tests.journeys.partners import Partner
from cspr.tests.journeys.people import COUNCIL, HEALTH, ICB, POLICE, Person, day
from cspr.tests.journeys.window import Looks

pytestmark = pytest.mark.browser


class Story:
    """The people of one journey, each signed in at their first step, and the case they are about."""

    KINDS = {"hana": Agency, "hugo": Agency, "pete": Agency, "priya": Office, "dev": Partner, "dina": Partner, "dan": Partner}

    def __init__(self, new_context: Callable[[], Any], axe: Callable[[Any], None]) -> None:
        self.new_context = new_context
        self.looks = Looks(axe)
        self.people: dict[str, Person] = {}
        self.last: Person | None = None
        self.code = ""

    def __getattr__(self, who: str) -> Any:
        if who.startswith("_"):
            raise AttributeError(who)
        if who not in self.people:
            person = self.KINDS.get(who, Person)(who, self.new_context(), self.looks)
            self.people[who] = person
            self.last = person
            person.signs_in()
        self.last = self.people[who]
        return self.people[who]


def the_referral(story: Story) -> None:
    story.code = story.priya.logs_a_referral()


def the_screening(story: Story) -> None:
    code, notify = story.code, "Notify the national Panel"
    story.priya.screens(code)
    story.dev.decides(code, "Referral and notification", f"Decision of {COUNCIL}", notify, day(10))
    story.dan.decides(code, "Referral and notification", f"Decision of {POLICE}", notify, day(9))
    story.priya.enters_a_decision_for(code, ICB, "Dina Holloway, chief nurse", notify, day(9))


def the_notification(story: Story) -> None:
    story.priya.records_the_notification(story.code)


def the_agencies_are_asked(story: Story) -> None:
    story.priya.opens_case(story.code)
    story.priya.opens_the_rapid_review()
    story.priya.makes_the_search_list()
    story.priya.asks_for_returns(HEALTH, POLICE)


def the_returns(story: Story) -> None:
    story.hana.fills_in_the_return(story.code)
    story.hugo.signs_the_return(story.code)
    story.pete.answers_nothing_held(story.code)


STAGES = (the_referral, the_screening, the_notification, the_agencies_are_asked, the_returns)


def test_a_case_goes_from_referral_to_published_report_and_evidence(live, new_context, axe):
    live.manage("demo", "--cast-only")
    story = Story(new_context, axe)
    for stage in STAGES:
        stage(story)
    assert story.looks.problems == [], "\n\n".join(story.looks.problems)
