"""A letter goes by the safe route, once, and what names a person is kept by the office alone."""

import datetime as dt

import pytest

from cspr.letters.shipped import FIELDS, GENUINE, fields_in
from cspr.records import NotYet
from reviews.correspondence import rules
from reviews.correspondence.models import WrittenLetter
from reviews.correspondence.narrative import LETTERS
from reviews.family.models import FamilyContact

pytestmark = pytest.mark.pure
Way, To, Route = WrittenLetter.Way, WrittenLetter.To, FamilyContact.Route
DAY = dt.date(2026, 4, 13)


@pytest.mark.parametrize(
    ("way", "routes", "fits"),
    [
        (Way.EMAIL, ["email", "phone"], True),
        (Way.EMAIL, ["letter"], False),
        (Way.POST, ["letter"], True),
        (Way.POST, ["through"], True),
        (Way.POST, ["phone", "text"], False),
        (Way.POST, None, False),
    ],
)
def test_somebody_of_the_family_is_written_to_by_their_safe_route_alone(way, routes, fits):
    if fits:
        rules.check_safe(way, routes)
    else:
        with pytest.raises(NotYet):
            rules.check_safe(way, routes)


def test_every_e_mail_says_who_writes_and_nothing_of_the_case():
    allowed = {"code", "reference", "sender", "office", "phone", "about"}
    for letter in LETTERS.values():
        used = fields_in(letter.subject + letter.body)
        assert set(GENUINE) <= used <= allowed and used <= set(FIELDS), letter.code


@pytest.mark.parametrize("posted", [DAY - dt.timedelta(1), DAY + dt.timedelta(2)])
def test_a_letter_is_posted_after_it_was_written_and_not_in_the_future(posted):
    rules.check_posted(DAY, DAY, DAY)
    with pytest.raises(NotYet) as refused:
        rules.check_posted(posted, DAY, DAY + dt.timedelta(1))
    assert refused.value.field == "posted_on"


def test_what_names_a_person_is_kept_by_the_office_alone():
    assert rules.sensitivity_of(To.FAMILY, "team") == rules.sensitivity_of(To.PRACTITIONER, "team") == "office"
    assert (rules.sensitivity_of(To.AREA, "team"), rules.sensitivity_of(To.PANEL, "")) == ("team", "office")
