"""From an empty form to the public PDF, and on to a recommendation with evidence: the whole road, by the pages alone."""

from collections.abc import Callable
from typing import Any

import pytest

from cspr.tests.journeys.agency import Agency
from cspr.tests.journeys.office import Office
from cspr.tests.journeys.partners import Partner, Scrutineer
from cspr.tests.journeys.people import COUNCIL, HEALTH, ICB, POLICE, Person, day
from cspr.tests.journeys.reviewer import Reviewer
from cspr.tests.journeys.window import Looks

pytestmark = pytest.mark.browser


HEALTH_ENTRIES = (
    (60, "Health visiting record", "The health visitor saw a bruise on the ear of Tobiah Quenneville at the clinic."),
    (45, "Health visiting record", "Nobody was at home when the health visitor called."),
    (13, "Emergency department letter", "Two fractures were found."),
)
POLICE_ENTRIES = ((50, "Incident log", "Officers came to the house after neighbours heard shouting."),)


class Story:
    """The people of one journey, each signed in at their first step, and the case they are about."""

    KINDS = {"hana": Agency, "hugo": Agency, "pete": Agency, "priya": Office, "luca": Reviewer, "sid": Scrutineer, "dev": Partner, "dina": Partner, "dan": Partner}

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
    story.hana.fills_in_the_return()
    story.hugo.signs_the_return()
    story.pete.answers_nothing_held()


def the_decision(story: Story) -> None:
    code, review = story.code, "Local child safeguarding practice review"
    story.priya.reads_the_returns(code)
    story.priya.keeps_notes_of_the_meeting(code)
    story.priya.writes_what_was_found(code)
    story.priya.screens_for_a_review(code)
    for partner, agency in ((story.dev, COUNCIL), (story.dina, ICB), (story.dan, POLICE)):
        partner.decides(code, "Rapid review", f"Decision of {agency}", review, day())
    story.sid.comments(code)


def the_national_panel(story: Story) -> None:
    story.priya.sends_it_to_the_national_panel(story.code)
    story.priya.records_its_reply(story.code)
    story.priya.concludes(story.code)


def the_commissioning(story: Story) -> None:
    story.priya.appoints(story.code, "Luca Fairweather, Independent reviewer")
    story.luca.declares_independence()
    story.priya.gives_a_place(f"Pam Njoroge, Service manager, {COUNCIL}", "Review panel member")
    story.priya.gives_a_place(f"Harriet Vane-Ellis, Principal lawyer, {COUNCIL}", "Human reader")
    story.priya.agrees_the_terms(
        "How was the bruise understood?", "Who heard the mother?", "What would have helped the practitioners?"
    )


def the_chronology(story: Story) -> None:
    code = story.code
    story.priya.asks_for_chronologies(code, HEALTH, POLICE)
    story.hana.types_chronology_entries(HEALTH_ENTRIES)
    story.hana.says_the_chronology_is_ready()
    story.hugo.submits_the_chronology()
    story.priya.sees_who_has_not_answered(code, back=1, asked=2)
    story.pete.types_chronology_entries(POLICE_ENTRIES)
    story.pete.signs_what_is_open()
    story.luca.reads_the_combined_chronology(code, *(what for _, _, what in (*HEALTH_ENTRIES, *POLICE_ENTRIES)))
    story.luca.forms_an_episode("The bruise", HEALTH_ENTRIES[0][2])


def the_conversations(story: Story) -> None:
    points = ("What did you see of the child?", "What would have helped you?")
    story.luca.writes_the_points_of_the_talk(story.code, *points)
    story.luca.holds_a_session(points)
    story.luca.records_contact_with_the_mother(story.code)


STAGES = (
    the_referral, the_screening, the_notification, the_agencies_are_asked, the_returns, the_decision,
    the_national_panel, the_commissioning, the_chronology, the_conversations,
)  # fmt: skip


def test_a_case_goes_from_referral_to_published_report_and_evidence(live, new_context, axe):
    live.manage("demo", "--cast-only")
    story = Story(new_context, axe)
    for stage in STAGES:
        stage(story)
    assert story.looks.problems == [], "\n\n".join(story.looks.problems)
