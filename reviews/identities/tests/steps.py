"""Fills the identity register of a case, by the actions the pages use."""

import datetime as dt

from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.identities import actions
from reviews.identities.models import IdentityNumber, Person

ADDRESS, POSTCODE = "Flat 2, 14 Willow Row, Saltmere", "PE15 8ZZ"


def family_registered(cast: Cast, review: Review, *, at: dt.datetime) -> dict[str, Person]:
    """The first child with everything that would find them, the mother, her partner and a professional."""
    child = review.children.first()
    people = {
        "child": actions.enter_person(
            review, kind=Person.Kind.CHILD, child=child, given_names="Tobias Finn", family_name="Marlowe-Reed",
            born_on=dt.date(2019, 4, 11), aliases=["Tobes"], address=ADDRESS, postcode=POSTCODE,
            nhs_number="943 476 5919", by=cast.priya, at=at,
        ),
        "mother": actions.add_person(
            review, kind=Person.Kind.FAMILY, label="mother", relationship="Mother", given_names="Carys",
            family_name="Marlowe-Reed", by=cast.priya, at=at,
        ),
        "partner": actions.add_person(
            review, kind=Person.Kind.FAMILY, label="mother’s partner", given_names="Dominic", family_name="Ashby",
            by=cast.priya, at=at,
        ),
        "nurse": actions.add_person(
            review, kind=Person.Kind.PROFESSIONAL, label="the school nurse", given_names="Will", family_name="Danvers",
            common_word_reason="Also a verb.", by=cast.priya, at=at,
        ),
    }  # fmt: skip
    actions.add_number(people["mother"], kind=IdentityNumber.Kind.PHONE, value="07700 900123", by=cast.priya, at=at)
    return people
