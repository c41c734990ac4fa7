"""Which finding, recommendation or action may this person reach? None where it does not concern them."""

from django.db.models import QuerySet
from django.http import Http404

from agencies.models import Agency
from agencies.roles import Permission
from agencies.rules import Visitor
from recommendations import queries
from recommendations.models import Action, Evidence, Finding, GoodPractice, Progress, Recommendation
from reviews.case.access import Visit

FOLLOWS_EPISODES = frozenset({Permission.ANALYSE, Permission.READ_CHRONOLOGY})


def reads_all(visit: Visit) -> bool:
    """Does this person read the findings and every agency's part, or only what is addressed to their own?"""
    return visit.may(Permission.WRITE_RECOMMENDATIONS) or visit.may(Permission.READ_REPORT)


def own_agencies(visit: Visit) -> frozenset[int] | None:
    """The agencies to which the person's view is limited; None for no limit."""
    return None if reads_all(visit) else visit.agencies


def finding_at(visit: Visit, pk: int) -> Finding | None:
    return visit.review.findings.filter(pk=pk, void_at=None).first()


def practice_at(visit: Visit, pk: int) -> GoodPractice | None:
    return visit.review.good_practice.filter(pk=pk, void_at=None).select_related("agency").first()


def recommendation_at(visit: Visit, pk: int) -> Recommendation | None:
    """A standing recommendation of the review; for an agency only an agreed one addressed to it."""
    found = visit.review.recommendations.filter(pk=pk, void_at=None)
    mine = own_agencies(visit)
    if mine is not None:
        found = found.filter(agreed_on__isnull=False, addressees__in=mine)
    return found.select_related("review").distinct().first()


def addressed_at(visit: Visit, pk: int, agency: int) -> tuple[Recommendation, Agency] | None:
    """An agreed recommendation and one of its addressees for whom this person may speak."""
    if not visit.may(Permission.RUN_CASE) and agency not in visit.agencies:
        return None
    found = visit.review.recommendations.filter(pk=pk, void_at=None, agreed_on__isnull=False).select_related("review")
    recommendation = found.filter(addressees=agency).first()
    return (recommendation, Agency.objects.get(pk=agency)) if recommendation else None


def action_at(visit: Visit, pk: int) -> Action | None:
    """An action to read, also one made in error: of the person's own agencies, or any for those who read all."""
    mine = own_agencies(visit)
    found = _of_case(queries.actions_with_reports(), visit).filter(pk=pk)
    return (found if mine is None else found.filter(agency__in=mine)).first()


def own_action_at(visit: Visit, pk: int) -> Action | None:
    """An action to report on: of the person's own agencies, or any for the office."""
    found = _actions(visit).filter(pk=pk)
    return (found if visit.may(Permission.RUN_CASE) else found.filter(agency__in=visit.agencies)).first()


def _actions(visit: Visit) -> QuerySet[Action]:
    return _of_case(queries.standing_actions(), visit)


def _of_case(actions: QuerySet[Action], visit: Visit) -> QuerySet[Action]:
    found = actions.filter(recommendation__review=visit.review)
    return found.select_related("agency", "recommendation__review")


def evidence_at(visit: Visit, pk: int) -> Evidence | None:
    """Evidence with a file, of an action this person may read."""
    found = _evidence().filter(pk=pk, action__recommendation__review=visit.review)
    mine = own_agencies(visit)
    return (found if mine is None else found.filter(action__agency__in=mine)).first()


def own_evidence_at(visit: Visit, pk: int) -> Evidence | None:
    """Evidence of an action this person may report on."""
    found = Evidence.objects.filter(pk=pk, void_at=None, action__recommendation__review=visit.review)
    found = found.select_related("action__agency", "action__recommendation__review")
    return (found if visit.may(Permission.RUN_CASE) else found.filter(action__agency__in=visit.agencies)).first()


def own_progress_at(visit: Visit, pk: int) -> Progress | None:
    """A report on an action on which this person may report."""
    found = Progress.objects.filter(pk=pk, void_at=None, action__void_at=None)
    found = found.filter(action__recommendation__review=visit.review)
    found = found.select_related("action__agency", "action__recommendation__review")
    return (found if visit.may(Permission.RUN_CASE) else found.filter(action__agency__in=visit.agencies)).first()


def _evidence() -> QuerySet[Evidence]:
    return Evidence.objects.filter(void_at=None, document__isnull=False).select_related(
        "document__file", "action__recommendation__review"
    )


# The board's pages ---------------------------------------------------------------------------------


def for_board_or_404(visitor: Visitor, code: str, pk: int, permission: Permission) -> Recommendation:
    """An agreed recommendation of a partnership in which the person holds the permission."""
    found = queries.for_board(visitor, permission).filter(pk=pk, review__code=code).first()
    if found is None:
        raise Http404
    return found


def board_action_or_404(visitor: Visitor, code: str, pk: int) -> Action:
    """An action of such a recommendation."""
    found = queries.standing_actions().select_related("agency", "recommendation__review__partnership")
    action = found.filter(pk=pk, recommendation__in=queries.for_board(visitor, Permission.ASSURE)).first()
    if action is None or action.recommendation.review.code != code:
        raise Http404
    return action


def board_evidence_or_404(visitor: Visitor, code: str, pk: int) -> Evidence:
    """Evidence of such a recommendation."""
    found = _evidence().filter(pk=pk, action__void_at=None, action__recommendation__review__code=code)
    evidence = found.filter(action__recommendation__in=queries.for_board(visitor)).first()
    if evidence is None:
        raise Http404
    return evidence
