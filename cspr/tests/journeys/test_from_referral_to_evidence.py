"""From an empty form to the public PDF, and on to a recommendation with evidence: the whole road, by the pages alone."""

import pytest

from cspr.tests.journeys.office import BORN
from cspr.tests.journeys.people import COUNCIL, HEALTH, ICB, POLICE, day
from cspr.tests.journeys.publishing import Public
from cspr.tests.journeys.story import Story

pytestmark = pytest.mark.browser


HEALTH_ENTRIES = (
    (60, "Health visiting record", "The health visitor saw a bruise on the ear of Tobiah Quenneville at the clinic."),
    (45, "Health visiting record", "Nobody was at home when the health visitor called."),
    (13, "Emergency department letter", "Two fractures were found."),
)
PARAGRAPHS = (
    "A bruise on a baby who cannot yet move is a sign that somebody must ask about.",
    "The health visitor who saw Tobiah Quenneville asked, and was answered quickly.",
    "Quenneville was known to the clinic by that name alone.",
)
FINDING = "Nobody asked how a baby of that age comes to fall."
RECOMMENDATION = "Ask about every bruise in a baby who cannot yet move, and have it seen the same day."
# Which of the family is meant, only a person can say.
SURNAME = "Quenneville"
REGISTERED = (
    *(f"{born:{form}}" for born in BORN for form in ("%-d %B %Y", "%d/%m/%Y", "%-d/%-m/%Y")),
    "Tobiah",
    "Marigold",
    "Seraphina",
    "Quenneville",
    "17 May 1998",
    "17/05/1998",
)
TITLE = "Overview report in respect of Child A and Child B"
SIGNERS = (
    ("dev", "Dev Marchetti"), ("dina", "Dina Holloway"), ("dan", "Dan Eversley"), ("harriet", "Harriet Vane-Ellis"),
)  # fmt: skip
FOOTNOTE = "What is known of bruises in babies is set out in the local guidance."
POLICE_ENTRIES = ((50, "Incident log", "Officers came to the house after neighbours heard shouting."),)


def the_referral(story: Story) -> None:
    story.code = story.priya.logs_a_referral("Quenneville")


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


def the_report(story: Story) -> None:
    luca = story.luca
    luca.starts_the_report(story.code)
    luca.opens_section("Discussion")
    luca.types(*PARAGRAPHS, footnote=FOOTNOTE)
    luca.records_a_finding(story.code, FINDING, "The bruise")
    luca.recommends(RECOMMENDATION, HEALTH, day(-90))
    luca.reads_in_the_report(FINDING, RECOMMENDATION, FOOTNOTE)


def the_agreement(story: Story) -> None:
    story.priya.is_refused_agreement(story.code, SURNAME)
    story.luca.opens_case(story.code)
    story.luca.replaces(SURNAME, "Child A")
    story.priya.agrees_the_report(story.code)
    story.priya.records_what_the_partners_agreed(story.code, RECOMMENDATION)


def the_signatures(story: Story) -> None:
    story.priya.opens_case(story.code)
    story.priya.prepares_the_report()
    for signer, name in SIGNERS:
        getattr(story, signer).signs_the_report(story.code, name)


def the_publication(story: Story) -> None:
    story.priya.publishes(story.code)
    public = Public("public", story.new_context(), story.looks)
    public.reads_the_page(TITLE, PARAGRAPHS[0], FINDING, RECOMMENDATION)
    text = public.reads_the_pdf()
    assert in_order(
        text,
        PARAGRAPHS[0],
        "The health visitor who saw Child A asked, and was answered quickly.",
        "Child A was known to the clinic by that name alone.",
        FOOTNOTE,
    )
    assert [name for name in REGISTERED if name in text] == []


def the_evidence(story: Story) -> None:
    action = "Every clinic has a card on bruises in babies."
    story.hana.accepts_and_plans(action, day(-60))
    story.hana.reports_progress(action, "The card is in every clinic.")
    story.hana.adds_evidence("In 19 of 20 cases a bruise was followed up on the day.")
    story.bea.finds_on_the_list(story.code, action, "In 19 of 20 cases a bruise was followed up on the day.")
    story.bea.judges("Partly assured", "One audit is not enough; we look again in three months.")


def in_order(text: str, *parts: str) -> bool:
    places = [text.find(part) for part in parts]
    return places == sorted(places) and -1 not in places


STAGES = (
    the_referral, the_screening, the_notification, the_agencies_are_asked, the_returns, the_decision,
    the_national_panel, the_commissioning, the_chronology, the_conversations,
    the_report, the_agreement,
    the_signatures, the_publication, the_evidence,
)  # fmt: skip


def people_alone(live):
    """The cast and no case, in the running system; once, whichever journey comes first."""
    live.manage("demo", "--cast-only", "--once")


def test_a_case_goes_from_referral_to_published_report_and_evidence(live, new_context, axe):
    people_alone(live)
    story = Story(new_context, axe)
    for stage in STAGES:
        stage(story)
    assert not story.problems, story.problems


@pytest.mark.smoke
def test_the_office_logs_a_referral_and_finds_it_in_the_list(live, new_context, axe):
    people_alone(live)
    story = Story(new_context, axe)
    code = story.priya.logs_a_referral("Wethersby")
    story.priya.sees_in_the_list(code)
    story.priya.signs_out()
    assert not story.problems, story.problems
