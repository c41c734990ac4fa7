"""How is the demonstration loaded? Invented people and cases, made through the same actions as real ones."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import Max

from agencies.actions.organisations import add_contact
from agencies.actions.people import add_person
from agencies.models import Agency, User
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.audit.queries import DEMONSTRATION, holds_demonstration
from cspr.demo import beginnings, cases, on_hold
from cspr.demo.days import Story, day_of_the_subgroup, days_ago, latest_in_term
from cspr.demo.texts import office
from cspr.tests.cast import DOMAIN, Cast, assemble, email_of
from reviews.case.actions import ask_to_close, save_view
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.guidance.tests.steps import local_rule
from reviews.meetings.models import Meeting
from reviews.meetings.tests.steps import pack_made, subgroup_held_at, subgroup_met, subgroup_planned
from reviews.referral.actions.online import ACCOUNT as ONLINE

LOADED = Event(DEMONSTRATION, "loaded the demonstration")
Say = Callable[[str], None]
Tell = Callable[[Cast, Story], Review]

# How long the long story takes from the burns to the day on which agencies plan what they do, and the days since.
LONG_STORY = 205 + cases.SINCE_PLANS
# Agencies that only cases of the demonstration need: key, name, sector.
MORE_AGENCIES = (
    ("academy", "Holmwater Academy", Agency.Sector.EDUCATION),
    ("mental", "Fenmarsh Mental Health Trust", Agency.Sector.HEALTH),
    ("youth", "Fenmarsh Youth Justice Service", Agency.Sector.OTHER),
    ("ambulance", "East Levels Ambulance Service", Agency.Sector.HEALTH),
)


def stories() -> tuple[tuple[Tell, dt.date], ...]:
    """Each case, the oldest first, and the day on which its story begins."""
    return (
        (cases.robin, latest_in_term(before=days_ago(LONG_STORY))),
        (cases.young_carer, days_ago(130)),
        (on_hold.held_for_trial, days_ago(118)),
        (cases.ended_with_actions, days_ago(96)),
        (beginnings.not_notified, days_ago(50)),
        (cases.older_report, days_ago(45)),
        (cases.learned_elsewhere, days_ago(40)),
        (cases.late_returns, days_ago(36)),
        (beginnings.two_and_unborn, days_ago(6)),
        (beginnings.left_care, days_ago(5)),
        (beginnings.just_referred, days_ago(3)),
        (beginnings.from_outside, days_ago(10)),
    )


def is_loaded() -> bool:
    return holds_demonstration()


def somebody_is_here() -> bool:
    """Are there people in this database? Where the demonstration is not loaded, they are real."""
    return User.objects.exists()


def real_cases() -> bool:
    """Was any case opened by somebody who is not of the demonstration?"""
    from_outside = Review.objects.exclude(opened_by__email__endswith=f"@{DOMAIN}")
    return from_outside.exclude(opened_by__email=ONLINE["email"]).exists()


@transaction.atomic
def load(say: Say, *, with_cases: bool = True) -> None:
    """Load people and agencies, and the cases one after another."""
    cast = assemble(more=MORE_AGENCIES)
    for key, name, job, agency in office.SEATED:
        who = {"name": name, "job": job, "email": email_of(key), "agency": getattr(cast.agencies, agency)}
        setattr(cast.people, key, add_person(**who, by=cast.priya, at=Story.begun(days_ago(300)).at(0)))
    for number, agency in enumerate(vars(cast.agencies).values()):
        # Numbers that are kept for stories and ring nowhere.
        desk = {"name": "Safeguarding desk", "phone": f"01632 960 {200 + number}"}
        add_contact(agency, **desk, by=cast.priya, at=clock.now())
    local_rule(cast, at=Story.begun(days_ago(300)).at(0), corrected_at=Story.begun(days_ago(280)).at(0))
    meets = Story.begun(day_of_the_subgroup()).at(0)
    met = False
    for tell, began_on in stories() if with_cases else ():
        if not met and began_on > clock.date_of(subgroup_held_at(meets)):
            # Before there are the cases that have come since, so that none of them stands in its minutes.
            told = TrailEntry.objects.exclude(review_code="").aggregate(newest=Max("at"))
            subgroup_met(cast, at=meets, written_at=max(meets, told["newest"]))
            met = True
        review = tell(cast, Story.begun(began_on))
        review.refresh_from_db()
        say(f"  {review.code}: {review.get_phase_display()}")
    if with_cases:
        subgroup_planned(cast, at=meets)
        late = Meeting.objects.get(review__phase=Phase.RAPID_REVIEW)
        pack_made(cast, late, at=clock.now())
        ask_to_close(at=clock.now())
        name, query = office.VIEW
        save_view(name, query, by=cast.priya, at=clock.now())
    record(LOADED, by=None, at=clock.now())
