"""Brings the review into contact with the family, by the actions the pages use."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast, working_day
from reviews.case.models import Review
from reviews.family import actions
from reviews.family.models import DaySupport, FamilyContact, FamilyStanding
from reviews.identities.actions import add_person
from reviews.identities.models import Person

Outcome, Route = FamilyContact.Outcome, FamilyContact.Route

# label, given names, family name, relationship
FAMILY = (
    ("mother", "Saskia", "Thornbury", "mother of the child"),
    ("father", "Dominic", "Ashgrove", "father of the child"),
    ("maternal grandmother", "Philippa", "Thornbury", "mother’s mother"),
)

# label, days before, how, what came of it, why not, note, wishes
LOG = (
    ("mother", 30, Route.LETTER, Outcome.NO_ANSWER, "", "A letter with the leaflet, handed over by the social worker.", {}),
    ("mother", 21, Route.PHONE, Outcome.NO_ANSWER, "", "Two calls; a message was left.", {}),
    ("mother", 16, Route.TEXT, Outcome.LATER, "", "Wrote that she cannot speak about it before the hearing.", {}),
    ("father", 28, Route.PHONE, Outcome.REACHED, "", "Glad to be asked. A meeting was agreed.", {}),
    (
        "father", 14, Route.MEETING, Outcome.TOOK_PART, "",
        "Told of how hard it was to learn anything from the agencies once he had moved out.",
        {
            "wishes_naming": "The child is to be called by the name of a favourite story.",
            "wishes_reading": "He would like to read the draft on paper.",
        },
    ),
    ("maternal grandmother", 20, Route.LETTER, Outcome.DECLINED, "Finds it too painful; gave no other reason.", "", {}),
)  # fmt: skip


def family_contacted(
    cast: Cast, review: Review, *, at: dt.datetime, family: tuple[tuple[str, ...], ...] = FAMILY, log: tuple = LOG
) -> Review:
    """One took part, one asked for more time after two attempts, one declined."""
    people = {
        label: review.people.filter(label=label).first()
        or add_person(
            review, kind=Person.Kind.FAMILY, label=label, given_names=given, family_name=name,
            relationship=relationship, by=cast.priya, at=at,
        )
        for label, given, name, relationship in family
    }  # fmt: skip
    for label, days, route, outcome, why_not, note, wishes in log:
        actions.record_contact(
            review, person=people[label], contacted_on=working_day(clock.date_of(at) - dt.timedelta(days=days)), route=route,
            outcome=outcome, why_not=why_not, note=note, **wishes,
            support_offered="A key worker and an independent advocate", by=cast.luca, at=at,
        )  # fmt: skip
    return review


def family_kept_safe(
    cast: Cast,
    review: Review,
    *,
    at: dt.datetime,
    standings: tuple[tuple[str, FamilyStanding.Kind, str], ...] = (),
    routes: tuple[tuple[str, tuple[str, ...], dict[str, str], tuple[str, ...]], ...] = (),
    supports: tuple[tuple[str, int, str, str], ...] = (),
) -> None:
    """What each is in the proceedings, how they are reached without harm, and who is with them when it is published."""
    people = {person.label: person for person in review.people.filter(void_at=None)}
    for label, kind, source in standings:
        actions.add_standing(people[label], kind=kind, source=source, by=cast.priya, at=at)
    for label, ways, details, never_with in routes:
        actions.agree_route(
            people[label], follows=None, routes=ways, never_with=[people[other] for other in never_with], by=cast.priya,
            at=at, **details,
        )  # fmt: skip
    for label, days, who, how in supports:
        day = clock.date_of(at) + dt.timedelta(days=days)
        actions.plan_support(people[label], day=day, who=who, how=how, by=cast.priya, at=at)


def family_was_supported(cast: Cast, review: Review, *, at: dt.datetime, outcomes: dict[str, str]) -> None:
    """Somebody was with them on the day of publication, as was planned."""
    for planned in DaySupport.objects.filter(person__review=review, done_on=None).select_related("person"):
        actions.support_given(
            planned, revision=planned.revision, done_on=planned.day, outcome=outcomes[planned.person.label],
            by=cast.priya, at=at,
        )  # fmt: skip
