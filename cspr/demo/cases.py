"""How does each case of the demonstration come to where it stands? By the actions of the pages, one after another."""

import datetime as dt
from dataclasses import replace

from chronology.tests import steps as chronology
from chronology.tests.story import AUTHORS, EPISODES, STORY, Tale
from cspr.demo.days import Story, days_ago, fitting
from cspr.demo.on_hold import followed_up
from cspr.demo.people import seated
from cspr.demo.texts import (
    archive,
    elsewhere,
    ended,
    office,
    overdue,
    partnership,
    robin_case,
    robin_change,
    robin_report,
)
from cspr.demo.texts.robin_first import FIRST
from cspr.demo.texts.robin_second import SECOND
from cspr.tests.cast import Cast
from recommendations.tests import steps as recommendations
from reviews.case import actions as case
from reviews.case.models import Review
from reviews.commissioning.tests import steps as commissioning
from reviews.conversations.tests import steps as conversations
from reviews.correspondence.tests import steps as correspondence
from reviews.delays.tests import steps as delays
from reviews.disclosure.tests import steps as disclosure
from reviews.documents.models import Document
from reviews.editing.rules import Check
from reviews.editing.tests import steps as editing
from reviews.family.tests import steps as family
from reviews.identities import actions as identities
from reviews.identities.models import Person
from reviews.letters.tests import steps as letters
from reviews.meetings import queries as meeting_queries
from reviews.panel.tests import steps as panel
from reviews.publication import actions as publishing
from reviews.publication.models import Edition
from reviews.publication.tests import steps as publication
from reviews.rapid_review.tests import steps as rapid_review
from reviews.readings.tests import steps as readings
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps as referral
from reviews.report.models import Report
from reviews.report.tests import steps as report

# The agencies of the published review planned what they do so many days ago; the recommendations were written after so
# many months of its story, two of which went by before anybody was asked.
SINCE_PLANS = 52
WRITTEN_AFTER_MONTHS = 7


def robin(cast: Cast, story: Story) -> Review:
    """Published: burns seen on a Monday, a review of nine agencies, and what was done since.

    What is done since is told from today back, so that as much is under way and late on whatever day it is loaded.
    """
    acting = Story.begun(days_ago(SINCE_PLANS))
    review = _robin_until_commissioned(cast, story)
    tale = _tale_of_robin(story.began_on)
    meetings = iter(robin_case.PANEL_MEETINGS)
    chronology.chronologies_submitted(cast, review, at=story.at(40), tale=tale, entries=len(tale.entries))
    for _ in range(2):
        _panel_met(cast, review, story, *next(meetings))
    chronology.episodes_formed(cast, review, at=story.at(75), tale=tale)
    chronology.marked(cast, review, at=story.at(80))
    chronology.kept_for_some(cast, review, at=story.at(80))
    commissioning.looked_at(cast, review, at=story.at(95), **robin_case.LOOKED_AT)
    conversations.conversations_held(
        cast, review, at=story.at(128), held=robin_case.CONVERSATIONS, said=robin_case.SAID
    )
    _panel_met(cast, review, story, *next(meetings))
    written = report.report_drafted(cast, review, at=story.at(146), full=True, text=robin_report.REPORT)
    report.conversations_counted(cast, written, at=story.at(147))
    _read_as_an_editor(cast, written, at=story.at(148))
    _panel_met(cast, review, story, *next(meetings))
    recommendations.recommendations_made(
        cast, review, at=story.at(154), findings_told=robin_change.FINDINGS, practice=robin_change.PRACTICE,
        recommended=_dated_from(story.began_on, acting.began_on),
    )  # fmt: skip
    _panel_met(cast, review, story, *next(meetings))
    report.round_held(
        cast, written, at=story.at(158), name="First full draft", agencies=("health", "police", "school"),
        remarks=robin_report.REMARKS, finished=("pam", "hana", "pete"), closed_at=story.at(171),
    )  # fmt: skip
    family.family_contacted(cast, review, at=story.at(172), family=robin_case.CONTACTED, log=robin_case.CONTACTS)
    family.family_kept_safe(
        cast, review, at=story.at(172), standings=robin_case.STANDINGS, routes=robin_case.ROUTES,
        supports=robin_case.SUPPORTS,
    )  # fmt: skip
    readings.draft_read(cast, review, at=story.at(174), **robin_case.READING)
    conversations.told_what_became(cast, review, at=story.at(177))
    report.report_agreed(cast, review, at=story.at(178))
    publication.edition_prepared(cast, review, at=story.at(180))
    publication.signed_off(cast, review, at=story.at(183))
    publication.published(cast, review, at=story.at(198))
    family.family_was_supported(cast, review, at=story.at(199), outcomes=robin_case.SUPPORTED)
    recommendations.actions_planned(
        cast, review, at=acting.at(0), plans=robin_change.PLANS, judged=robin_change.JUDGED,
        refused=robin_change.REFUSED,
    )  # fmt: skip
    return review


def _read_as_an_editor(cast: Cast, written: Report, *, at: dt.datetime) -> None:
    """What some paragraphs rest on and where most questions are answered is said, and one word may stand."""
    editing.evidence_named(cast, written, robin_report.RESTING, at=at)
    for section, numbers in robin_report.ANSWERED.items():
        editing.answered(cast, written, at=at, numbers=numbers, section=section)
    editing.stands(cast, written, Check.WORDING, robin_report.MAY_STAND, at=at)


def _robin_until_commissioned(cast: Cast, story: Story) -> Review:
    child = ChildGiven(*robin_case.CHILD, born_on=story.born(years=6, days=70))
    review = referral.referred(
        cast, at=story.at(3), children=[child], happened_on=story.began_on, known_on=story.day(2)
    )
    referral.screened(cast, review, at=story.at(4))
    referral.notified(cast, review, at=story.at(5))
    rapid_review.rapid_review_opened(cast, review, at=story.at(6), family=robin_case.SEARCHED)
    rapid_review.returns_in(cast, review, at=story.at(16))
    rapid_review.rapid_review_decided(cast, review, at=story.at(20))
    followed_up(review, cast, at=story.at(24), outcome="Rung, and it is on the fridge.")
    rapid_review.national_panel_replied(cast, review, at=story.at(31))
    review.refresh_from_db()
    case.involve(
        review, cast.agencies.refuge, by=cast.priya, at=story.at(32), why="Its outreach had worked with the mother"
    )
    panel.commissioned(
        cast, review, at=story.at(34), questions=robin_case.QUESTIONS, terms=robin_case.TERMS,
        seated=seated(cast, "police", "health", "hospital", "housing", "probation"),
    )  # fmt: skip
    commissioning.commission_kept(cast, review, at=story.at(34))
    child = review.people.get(kind=Person.Kind.CHILD)
    identities.change_person(
        child, revision=child.revision, label=robin_case.LABEL, label_chosen_by=robin_case.CHOSEN_BY, by=cast.luca,
        at=story.at(36),
    )  # fmt: skip
    return review


def _dated_from(began_on: dt.date, planned_on: dt.date) -> tuple[recommendations.Made, ...]:
    """The recommendations, each with the months it has from when it is acted on."""
    later = (planned_on - began_on).days // 30 - WRITTEN_AFTER_MONTHS
    return tuple(replace(made, months=made.months + later) for made in robin_change.RECOMMENDED)


def _tale_of_robin(began_on: dt.date) -> Tale:
    """The whole story, each entry on a day on which its agency is open; only the heart of it stands in the report."""
    beside = (replace(told, written_up=False) for told in (*FIRST, *SECOND))
    entries = tuple(fitting(told, began_on) for told in (*STORY, *beside))
    return Tale(entries, AUTHORS, (*EPISODES, robin_report.EPISODE), robin_case.FAMILY)


def _panel_met(cast: Cast, review: Review, story: Story, days: int, agenda: str, notes: str) -> None:
    """A meeting after the first."""
    panel.panel_met(cast, review, at=story.at(days), agenda=agenda, notes=notes)


def older_report(cast: Cast, story: Story) -> Review:
    """Closed: an older report brought in; its improvements are told, the report itself is given on request."""
    review = referral.archive_review(
        cast, at=story.at(0), about=archive.ABOUT, label=archive.LABEL, happened_note=archive.HAPPENED
    )
    written = report.report_drafted(cast, review, at=story.at(6), full=True, text=archive.TEXT)
    report.empty_taken_out(cast, written, at=story.at(6))
    report.report_agreed(cast, review, at=story.at(11))
    publication.edition_prepared(cast, review, at=story.at(12))
    edition = publication.signed_off(cast, review, at=story.at(16))
    publishing.withhold(
        edition, revision=edition.revision, what=Edition.Withheld.IMPROVEMENTS, reason=archive.WITHHELD, by=cast.priya,
        at=story.at(20),
    )  # fmt: skip
    return review


def young_carer(cast: Cast, story: Story) -> Review:
    """Signed off: a partnership review that goes out in ten days or so."""
    review = referral.partnership_review(
        cast, at=story.at(0), about=partnership.ABOUT, label=partnership.LABEL, happened_note=partnership.HAPPENED
    )
    child = review.people.get(kind=Person.Kind.CHILD)
    born_on = story.born(years=14, days=121)
    identities.change_person(
        child, revision=child.revision, **partnership.CHILD, born_on=born_on, by=cast.priya, at=story.at(0)
    )
    for key in partnership.AGENCIES:
        case.involve(review, getattr(cast.agencies, key), by=cast.priya, at=story.at(1))
    panel.commissioned(
        cast, review, at=story.at(7), questions=partnership.QUESTIONS, terms=partnership.TERMS,
        seated=seated(cast, "health", "housing"),
    )  # fmt: skip
    conversations.conversations_held(
        cast, review, at=story.at(70), held=partnership.CONVERSATIONS, said=partnership.SAID
    )
    written = report.report_drafted(cast, review, at=story.at(84), full=True, text=partnership.TEXT)
    report.conversations_counted(cast, written, at=story.at(85))
    recommendations.recommendations_made(
        cast, review, at=story.at(88), findings_told=partnership.FINDINGS, practice=partnership.PRACTICE,
        recommended=partnership.RECOMMENDED,
    )  # fmt: skip
    report.empty_taken_out(cast, written, at=story.at(89))
    family.family_contacted(cast, review, at=story.at(105), family=partnership.FAMILY, log=partnership.CONTACTS)
    report.report_agreed(cast, review, at=story.at(110))
    publication.edition_prepared(cast, review, at=story.at(112))
    publication.signed_off(cast, review, at=story.at(119))
    publication.planned(cast, review, planned_at=story.at(140), at=story.at(121))
    return review


def late_returns(cast: Cast, story: Story) -> Review:
    """Rapid review, late: a boy of fifteen; four agencies have not answered and the time for it is over."""
    child = ChildGiven(*overdue.CHILD, born_on=story.born(years=15, days=40))
    review = referral.referred(
        cast, at=story.at(1), children=[child], agency="youth", happened_on=story.began_on, known_on=story.day(1),
        **overdue.REFERRAL,
    )  # fmt: skip
    referral.screened(cast, review, at=story.at(3), said=overdue.SCREENING)
    referral.notified(cast, review, at=story.at(5))
    rapid_review.rapid_review_opened(cast, review, at=story.at(6), asked=overdue.ASKED, family=overdue.FAMILY)
    rapid_review.children_kept_safe(cast, review, at=story.at(7))
    disclosure.subject_access_asked(cast, review, at=story.at(12))
    rapid_review.returns_in(cast, review, at=story.at(15), returns=overdue.RETURNS)
    meeting = review.meetings.get()
    rapid_review.meetings.change_meeting(
        meeting, revision=meeting.revision, starts_at=story.at(40), by=cast.priya, at=story.at(18)
    )
    rapid_review.returns_in(cast, review, at=story.at(20), returns=(overdue.BEGUN,))
    _asked_of_the_office(cast, review, story)
    clock_duty = rapid_review.queries.clock_duty(review)
    delays.delay_explained(cast, clock_duty, at=story.at(27), why=overdue.WHY_LATE)
    correspondence.letters_written(cast, review, at=story.at(28))
    return review


def _asked_of_the_office(cast: Cast, review: Review, story: Story) -> None:
    """Another area has joined; an invitation came back, because the address was wrong."""
    rapid_review.actions.join_area(
        rapid_review.queries.rapid_review_of(review), name=office.AREA, lead=office.AREA_LEAD, since_on=story.day(22),
        by=cast.priya, at=story.at(22),
    )  # fmt: skip
    last = review.meetings.get().attendance.order_by("pk").last()
    letters.came_back(cast, meeting_queries.last_message(last), at=story.at(27))


def ended_with_actions(cast: Cast, story: Story) -> Review:
    """Ended at the rapid review: a baby who died asleep, and three recommendations that are being carried out."""
    child = ChildGiven(*ended.CHILD, born_on=story.born(weeks=9), died_on=story.began_on)
    review = referral.referred(
        cast, at=story.at(2), children=[child], agency="icb", happened_on=story.began_on, known_on=story.day(1),
        **ended.REFERRAL,
    )  # fmt: skip
    referral.screened(cast, review, at=story.at(4), said=ended.SCREENING)
    referral.notified(cast, review, at=story.at(6))
    rapid_review.rapid_review_opened(cast, review, at=story.at(7), asked=ended.ASKED, family=ended.FAMILY)
    rapid_review.returns_in(cast, review, at=story.at(16), returns=ended.RETURNS)
    rapid_review.ended_at_rapid_review(
        cast, review, at=story.at(22), said=ended.SAID, found=ended.FOUND, notes=ended.NOTES, follow_up=ended.FOLLOW_UP
    )
    followed_up(review, cast, at=story.at(27), outcome="He has agreed, and asked for an evening.")
    reply = rapid_review.national_panel_replied(cast, review, at=story.at(34), says=ended.PANEL_SAYS)
    rapid_review.national_panel_answered(
        cast, reply, at=story.at(34), asks=office.PANEL_ASKS, answer=office.PANEL_ANSWER, answered_at=story.at(37)
    )
    review.refresh_from_db()
    recommendations.recommendations_made(
        cast, review, at=story.at(38), findings_told=ended.FINDINGS, practice=ended.PRACTICE,
        recommended=ended.RECOMMENDED, by="priya",
    )  # fmt: skip
    _coroner_answered(cast, review, story)
    recommendations.actions_planned(cast, review, at=story.at(52), plans=ended.PLANS, judged=())
    return review


def _coroner_answered(cast: Cast, review: Review, story: Story) -> None:
    """The coroner asked for papers; with legal advice, which stays sealed, part of them went."""
    asked = disclosure.coroner_asked(cast, review, at=story.at(39), due_on=story.day(60))
    advice = disclosure.advice_sealed(cast, review, at=story.at(44))
    papers = tuple(review.documents.filter(withdrawn_at=None, sensitivity=Document.Sensitivity.TEAM)[:2])
    disclosure.answered_in_part(cast, asked, at=story.at(50), papers=papers, advice=advice)


def learned_elsewhere(cast: Cast, story: Story) -> Review:
    """Recommendations followed: an audit of strategy meetings, one recommendation with an action under way."""
    review = referral.learned_elsewhere(cast, at=story.at(0))
    recommendations.recommendations_made(
        cast, review, at=story.at(1), findings_told=elsewhere.FINDINGS, practice=(), recommended=elsewhere.RECOMMENDED,
        by="priya",
    )  # fmt: skip
    recommendations.actions_planned(cast, review, at=story.at(9), plans=elsewhere.PLANS, judged=())
    return review
