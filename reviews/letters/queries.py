"""Which letters went out in a case, who worded them, and where else is an address kept?"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Lower

from agencies.models import Contact, User
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.letters.models import LetterTemplate
from cspr.outbox.models import Message
from reviews.case.models import Review


def letters_of(review: Review) -> QuerySet[Message]:
    """Everything that was written to anybody about a case, newest first."""
    return Message.objects.filter(review_code=review.code).select_related("again").order_by("-written_at", "-pk")


def names_of(messages: Iterable[Message]) -> dict[str, str]:
    """Whose addresses these went to, in small letters: a person who signs in, or a desk of an agency with its agency."""
    addresses = {message.to.lower() for message in messages}
    desks = Contact.objects.annotate(address=Lower("email")).filter(address__in=addresses).select_related("agency")
    people = User.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    found = {desk.address: f"{desk.name}, {desk.agency}" for desk in desks.order_by("-ended_on", "-pk")}
    return found | dict(people.values_list("address", "name"))


def makers_of(versions: Iterable[LetterTemplate]) -> dict[int, str]:
    """The names of those who made versions of a letter, by the number of the person."""
    numbers = {version.made_by_id for version in versions if version.made_by_id}
    return dict(User.objects.filter(pk__in=numbers).values_list("pk", "name"))


def kept_at(address: str, visitor: Visitor) -> list[Contact]:
    """The contacts of agencies kept with an address, where this person may correct them."""
    if not visitor.may(Permission.MANAGE_PEOPLE):
        return []
    found = Contact.objects.filter(email__iexact=address, ended_on=None)
    return list(found.select_related("agency").order_by("agency__name", "name"))


def signs_in_with(address: str) -> User | None:
    """Who signs in with an address."""
    return User.objects.filter(email__iexact=address).first()


def sent_to(address: str, among: QuerySet[Message]) -> QuerySet[Message]:
    """What went to an address and has not been said to have come back, newest first."""
    return among.filter(to__iexact=address, came_back_on=None).exclude(sent_at=None).order_by("-sent_at", "-pk")
