"""May this role be given, may it be ended, may this agency go into that one?"""

import datetime as dt

import pytest

from agencies import rules
from agencies.models import Agency, Partnership, Post, User
from agencies.roles import Role
from cspr.records import NotYet

pytestmark = pytest.mark.pure

DAY = dt.date(2026, 3, 12)
PARTNERSHIP = Partnership(pk=1, name="Fenmarsh")
COUNCIL = Agency(pk=1, sector=Agency.Sector.LOCAL_AUTHORITY)
NEIGHBOUR = Agency(pk=5, sector=Agency.Sector.LOCAL_AUTHORITY)
SCHOOL = Agency(pk=2, sector=Agency.Sector.EDUCATION)
GONE = Agency(pk=3, sector=Agency.Sector.HEALTH, ended_on=DAY)
ADA, BEN = User(pk=1, name="Ada"), User(pk=2, name="Ben")


@pytest.mark.parametrize(
    ("role", "partnership", "agency", "wrong"),
    [
        (Role.BUSINESS_SUPPORT, PARTNERSHIP, None, None),
        (Role.BUSINESS_SUPPORT, None, None, "partnership"),
        (Role.SIGNATORY, None, SCHOOL, None),
        (Role.SIGNATORY, PARTNERSHIP, None, "agency"),
        (Role.SIGNATORY, None, GONE, "agency"),
        (Role.DELEGATED_PARTNER, PARTNERSHIP, COUNCIL, None),
        (Role.DELEGATED_PARTNER, PARTNERSHIP, SCHOOL, "agency"),
        (Role.DELEGATED_PARTNER, PARTNERSHIP, NEIGHBOUR, "agency"),
        (Role.DELEGATED_PARTNER, PARTNERSHIP, None, "agency"),
        (Role.LEAD_REVIEWER, PARTNERSHIP, None, "role"),
    ],
)
def test_a_role_is_given_where_roles_of_its_kind_are_given(role, partnership, agency, wrong):
    if wrong is None:
        rules.check_post(role, partnership, agency, [COUNCIL])
        return
    with pytest.raises(NotYet) as refusal:
        rules.check_post(role, partnership, agency, [COUNCIL])
    assert refusal.value.field == wrong


@pytest.mark.parametrize(
    ("role", "remaining", "by", "refused"),
    [
        (Role.ADMINISTRATOR, [], ADA, True),
        (Role.ADMINISTRATOR, [Role.GOVERNANCE], ADA, True),
        (Role.ADMINISTRATOR, [Role.BUSINESS_SUPPORT], ADA, False),
        (Role.ADMINISTRATOR, [], BEN, False),
        (Role.GOVERNANCE, [], ADA, False),
    ],
)
def test_nobody_ends_their_own_last_role_that_looks_after_people(role, remaining, by, refused):
    post = Post(user=ADA, role=role)
    others = [Post(user=ADA, role=other) for other in remaining]
    if refused:
        with pytest.raises(NotYet):
            rules.check_stays_manager(post, by, others)
    else:
        rules.check_stays_manager(post, by, others)


def test_nobody_records_that_they_have_left_themselves():
    rules.check_not_oneself(BEN, ADA)
    with pytest.raises(NotYet):
        rules.check_not_oneself(ADA, ADA)


@pytest.mark.parametrize(
    ("agency", "lead", "refused"),
    [
        (None, COUNCIL, False),
        (SCHOOL, COUNCIL, False),
        (SCHOOL, None, False),
        (SCHOOL, SCHOOL, True),
        (SCHOOL, GONE, True),
        (COUNCIL, Agency(pk=4, led_by_id=1), True),
    ],
)
def test_no_agency_answers_through_itself(agency, lead, refused):
    if refused:
        with pytest.raises(NotYet):
            rules.check_lead(agency, lead)
    else:
        rules.check_lead(agency, lead)


@pytest.mark.parametrize(
    ("agency", "into", "refused"),
    [
        (SCHOOL, COUNCIL, False),
        (SCHOOL, None, False),
        (SCHOOL, SCHOOL, True),
        (SCHOOL, GONE, True),
        (GONE, COUNCIL, True),
    ],
)
def test_an_agency_goes_into_another_that_stands(agency, into, refused):
    if refused:
        with pytest.raises(NotYet):
            rules.check_merge(agency, into)
    else:
        rules.check_merge(agency, into)
