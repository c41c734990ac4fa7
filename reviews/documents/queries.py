"""Which papers of a case may somebody reach?"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import BooleanField, Exists, OuterRef, Q, QuerySet, Value

from agencies.models import Post, User
from agencies.roles import ROLES, Permission, Role
from reviews.case.models import Review
from reviews.case.queries import Reader, Things
from reviews.documents.models import Document


def reachable(review: Review, *, team: bool, office: bool, agencies: Iterable[int]) -> QuerySet[Document]:
    """The papers by whom they are meant for: the team's, the office's, and those an agency gave.

    ``team`` may read the papers of a case, ``office`` runs it (and alone sees what was withdrawn), ``agencies`` are
    the ids of the agencies the person answers for here.
    """
    kinds = Document.Sensitivity
    mine = Q(sensitivity=kinds.AGENCY, agency__in=set(agencies))
    if team:
        mine |= Q(sensitivity=kinds.TEAM)
    found = review.documents.select_related("file", "agency", "entered_by", "released_by")
    return found if office else found.filter(mine, withdrawn_at=None)


# Sealed legal advice -------------------------------------------------------------------------------

# Who may be named a reader: those who instruct the adviser, for the office and for the partners.
INSTRUCT = frozenset({Permission.RUN_CASE, Permission.DECIDE, Permission.SEAL})
INSTRUCTING = [role for role in Role if ROLES[role].may & INSTRUCT]


def who_instruct(review: Review, *, on: dt.date) -> QuerySet[User]:
    """The people of office and partners who may be named readers of legal advice on this case."""
    held = Post.objects.held_on(on).filter(
        user=OuterRef("pk"), partnership=review.partnership_id, role__in=INSTRUCTING
    )  # fmt: skip
    return User.objects.filter(Exists(held), is_active=True).order_by("name", "pk")


def sealed(review: Review) -> QuerySet[Document]:
    """All sealed legal advice on a case; to be counted, never shown."""
    return Document.with_sealed.filter(review=review, sensitivity=Document.Sensitivity.SEALED)


def sealed_for(review: Review, user: User, permissions: frozenset[Permission]) -> QuerySet[Document]:
    """The sealed legal advice this person may read: where they are named and still instruct; the office lead, all."""
    found = sealed(review).select_related("file", "entered_by").prefetch_related("readers")
    if Permission.SEAL in permissions:
        return found
    return found.filter(readers=user) if permissions & INSTRUCT else found.none()


# What the trail names -------------------------------------------------------------------------------


def told_of(reader: Reader) -> QuerySet[Document]:
    """The papers that somebody who reads what happened may know of; sealed advice is never named.

    A title may name people: ``by_title`` for those who may see names, and for an agency that reads what it gave itself.
    """
    names = reader.may(Permission.SEE_NAMES) or not reader.may(Permission.SEE_DOCUMENTS)
    found = reachable(
        reader.review,
        team=reader.may(Permission.SEE_DOCUMENTS),
        office=reader.may(Permission.RUN_CASE),
        agencies=reader.agencies,
    )
    return found.annotate(by_title=Value(names, output_field=BooleanField()))


def called(paper: Document) -> str:
    """A paper ``told_of`` by its title, or without it."""
    return f"“{paper.title}”" if paper.by_title else "a paper of the case"  # type: ignore[attr-defined]


THINGS = {"document": Things(told_of, called, "documents-download")}
