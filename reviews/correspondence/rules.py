"""May this letter be written to this reader, in this way, and may it go now?"""

import datetime as dt
from collections.abc import Collection

from cspr.records import NotYet
from reviews.correspondence.models import WrittenLetter
from reviews.documents.models import Document
from reviews.family.models import FamilyContact

To, Way, Route = WrittenLetter.To, WrittenLetter.Way, FamilyContact.Route
# By which of the safe ways a letter can reach somebody of the family.
ROUTES = {Way.EMAIL: (Route.EMAIL,), Way.POST: (Route.LETTER, Route.THROUGH, Route.MEETING)}
# A letter to a person names them on its envelope: the office alone keeps it.
FOR_THE_OFFICE = (To.FAMILY, To.PRACTITIONER)


def check_draft(letter: WrittenLetter) -> None:
    """Raises ``NotYet`` where it went already, or was put aside."""
    if letter.sent_on:
        raise NotYet("This letter has gone out. Write another one.")
    if letter.void_at:
        raise NotYet("This draft was put aside. Write another one.")


def check_way(way: str, wanted: str) -> None:
    """Raises ``NotYet`` where what is asked belongs to the other way."""
    if way != wanted:
        raise NotYet("This letter goes another way.")


def check_safe(way: str, routes: Collection[str] | None) -> None:
    """Raises ``NotYet`` where no safe route is agreed with somebody of the family, or this way is none of it."""
    if routes is None:
        raise NotYet(
            "No safe route is agreed with this person yet. Record it under Family contact first.", field="person"
        )
    if not set(ROUTES[Way(way)]) & set(routes):
        agreed = " or ".join(str(Route(one).label).lower() for one in routes)
        raise NotYet(f"This is not their safe route, which is {agreed}.", field="way")


def as_attempt(way: str, routes: Collection[str]) -> str:
    """Which of the agreed routes a letter takes that goes this way; it was checked before that there is one."""
    return next(route for route in ROUTES[Way(way)] if route in routes)


def check_reader(to: str, way: str, *, email: str, address: str, safe_address: bool) -> None:
    """Raises ``NotYet`` where it is not said where the letter goes."""
    if way == Way.EMAIL and not email:
        raise NotYet("Enter the e-mail address.", field="email")
    if way == Way.POST and not address and to not in (To.FAMILY,):
        raise NotYet("Enter the postal address, or write that it is handed over.", field="address")
    if way == Way.POST and to == To.FAMILY and address and safe_address:
        raise NotYet("The address of the safe route is used. Leave this empty.", field="address")


def check_posted(posted_on: dt.date, drafted_on: dt.date, today: dt.date) -> None:
    """Raises ``NotYet`` where the day is to come, or before the letter was written."""
    if posted_on > today:
        raise NotYet("The day it was posted is still to come.", field="posted_on")
    if posted_on < drafted_on:
        raise NotYet("The letter was written later than that.", field="posted_on")


def sensitivity_of(to: str, wanted: str) -> str:
    """Who reads the copy: what names a person is for the office alone."""
    return Document.Sensitivity.OFFICE if to in FOR_THE_OFFICE else wanted or Document.Sensitivity.OFFICE
