"""Which papers of a case may somebody reach?"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from reviews.case.models import Review
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
    found = review.documents.select_related("file", "agency", "entered_by")
    return found if office else found.filter(mine, withdrawn_at=None)
