"""Whom do the questions of open cases wait for, when the safeguarding partners of a partnership change?"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from agencies.actions import organisations
from agencies.models import Agency
from agencies.queries import safeguarding_partners
from agencies.rules import in_order
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Duty
from reviews.referral import actions, queries
from reviews.referral.models import Outcome, Question
from reviews.referral.tests import steps

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=1)
Q = Question.NOTIFY


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.referred(cast, at=AT)


def added(cast, name, sector, *, partner):
    return organisations.add_agency(
        name=name, sector=sector, partnerships=[cast.partnership],
        partner_in=[cast.partnership] if partner else [], by=cast.adam, at=LATER,
    )  # fmt: skip


def changed(cast, agency, *, partner):
    agency.refresh_from_db()
    organisations.change_agency(
        agency, revision=agency.revision, partnerships=[cast.partnership],
        partner_in=[cast.partnership] if partner else [], by=cast.adam, at=LATER,
    )  # fmt: skip


def merged(cast, agency, into):
    organisations.end_agency(
        agency, revision=agency.revision, into=into, ended_on=LATER.date(), by=cast.adam, at=LATER
    )  # fmt: skip


def waits_for(review):
    return [view.partner.name for view in queries.decisions_on(review, Q).waiting]


def owe(review):
    owed = Duty.objects.open().filter(review=review, kind="referral.decide")
    return [agency.name for agency in in_order(duty.agency for duty in owed.select_related("agency"))]


def decided(review, partner, by):
    return actions.decide(
        review, question=Q, partner=partner, outcome=Outcome.NOTIFY, reasons="All three are met.",
        decided_on=LATER.date(), by=by, at=LATER,
    )  # fmt: skip


COUNCIL, ICB, POLICE = THREE = [
    "Fenmarsh County Council Children's Services", "NHS Fenmarsh Integrated Care Board", "Fenmarsh Police"
]  # fmt: skip


def test_a_neighbouring_council_is_no_safeguarding_partner(cast, review):
    holmshire = added(cast, "Holmshire County Council", "local_authority", partner=False)
    assert holmshire not in safeguarding_partners(cast.partnership)
    assert waits_for(review) == owe(review) == THREE
    with pytest.raises(NotYet):
        decided(review, holmshire, cast.priya)
    again = steps.referred(cast, at=LATER)
    assert waits_for(again) == owe(again) == THREE
    assert again.duties.get(kind="referral.notify").agency == cast.agencies.council


def test_one_that_becomes_a_partner_is_asked_in_open_cases_too_and_let_go_again(cast, review):
    over = steps.not_notified(cast, steps.referred(cast, at=AT), at=AT)
    county = added(cast, "Levels County Council", "local_authority", partner=True)
    assert waits_for(review) == owe(review) == [COUNCIL, county.name, ICB, POLICE]
    assert waits_for(over) == owe(over) == []
    duty = Duty.objects.open().get(review=review, agency=county)
    assert duty.thing_id == county.pk and duty.due_on == dt.date(2026, 3, 19)
    assert TrailEntry.objects.filter(kind="case.partner_asked", review_code=review.code).count() == 1
    changed(cast, county, partner=False)
    assert waits_for(review) == owe(review) == THREE
    assert TrailEntry.objects.filter(kind="case.partner_let_go", review_code=review.code).count() == 1
    changed(cast, county, partner=True)
    decided(review, county, cast.priya)
    changed(cast, county, partner=False)
    assert county in [view.partner for view in queries.decisions_on(review, Q).given] and owe(review) == THREE


def test_a_merged_partner_still_gives_what_it_was_asked_and_its_successor_is_asked_from_then_on(cast, review):
    estuary = added(cast, "Estuary Police", "police", partner=False)
    merged(cast, cast.agencies.police, estuary)
    assert waits_for(review) == owe(review) == THREE
    client = Client()
    client.force_login(cast.dan)
    page = reverse("referral-decide", args=[review.code, cast.agencies.police.pk])
    assert client.get(page).status_code == 200
    decided(review, cast.agencies.police, cast.dan)
    assert waits_for(review) == owe(review) == THREE[:2]
    again = steps.referred(cast, at=LATER)
    assert waits_for(again) == owe(again) == [COUNCIL, ICB, "Estuary Police"]
    cast.agencies.police.refresh_from_db()
    organisations.restore_agency(cast.agencies.police, revision=2, by=cast.adam, at=LATER)
    assert "Fenmarsh Police" in owe(again) and "Fenmarsh Police" not in owe(review)


def test_a_partner_that_closed_still_gives_what_it_was_asked(cast, review):
    merged(cast, cast.agencies.police, None)
    assert waits_for(review) == owe(review) == THREE
    assert waits_for(steps.referred(cast, at=LATER)) == THREE[:2]


def test_what_an_ended_partner_still_owes_can_be_let_go(cast, review):
    merged(cast, cast.agencies.police, None)
    changed(cast, cast.agencies.police, partner=False)
    assert waits_for(review) == owe(review) == THREE[:2]


def test_a_partner_is_not_replaced_by_what_cannot_be_one(cast):
    with pytest.raises(NotYet) as refusal:
        merged(cast, cast.agencies.police, cast.agencies.housing)
    assert refusal.value.field == "into" and not Agency.objects.get(pk=cast.agencies.police.pk).ended_on


@pytest.mark.parametrize(
    ("changed_to", "field"), [({"sector": "housing"}, "sector"), ({"partnerships": []}, "partnerships")]
)
def test_a_partner_is_of_its_kind_and_works_in_its_partnership(cast, changed_to, field):
    values = {"sector": "police", "partnerships": [cast.partnership], "partner_in": [cast.partnership], **changed_to}
    with pytest.raises(NotYet) as refusal:
        organisations.change_agency(cast.agencies.police, revision=1, **values, by=cast.adam, at=AT)
    assert refusal.value.field == field


def test_what_was_decided_is_told_of_those_who_were_asked(cast, review):
    steps.notified(cast, review, at=AT)
    merged(cast, cast.agencies.police, added(cast, "Estuary Police", "police", partner=False))
    views = queries.decisions_on(review, Q).partners
    assert [view.partner.name for view in views] == THREE and all(view.decision for view in views)


def test_nothing_changes_in_a_case_that_the_trail_does_not_hold(cast, review, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.case.actions.partners.record", broken)
    with pytest.raises(RuntimeError):
        added(cast, "Levels County Council", "local_authority", partner=True)
    assert owe(review) == THREE and not Agency.objects.filter(name="Levels County Council").exists()
