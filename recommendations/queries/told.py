"""What of the recommendations is still open where a case closes, and how do the trail and duties name them?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies.roles import Permission
from recommendations import rules
from recommendations.duties import ACT, CLOSE, LOOK_AGAIN, PLAN, UNNAME
from recommendations.models import Action, Finding, GoodPractice, Recommendation
from recommendations.queries.line_of_sight import facts_of, standing_actions
from reviews.case.models import Review
from reviews.case.queries import Reader, Things, way_to
from reviews.case.rules import OpenEnd

# For closing a case --------------------------------------------------------------------------------


def open_ends(reviews: Sequence[Review], today: dt.date) -> dict[int, list[OpenEnd]]:
    """What is not finished of each case's recommendations; six queries however many cases."""
    codes = {review.pk: review.code for review in reviews}
    chosen = list(Recommendation.objects.filter(review__in=reviews, void_at=None).order_by("review", "number"))
    facts = facts_of([found for found in chosen if found.agreed_on], today)
    actions = defaultdict(list)
    for action in standing_actions().filter(recommendation__in=chosen, closed=""):
        actions[action.recommendation_id].append(action)
    ends: dict[int, list[OpenEnd]] = defaultdict(list)
    for found in chosen:
        code = codes[found.review_id]
        ends[found.review_id] += [_action_end(action, found, code) for action in actions[found.pk]]
        page = reverse("recommendation", args=[code, found.pk])
        said = rules.still_open(facts.get(found.pk), today)
        ends[found.review_id] += [
            OpenEnd(f"Recommendation {found.number} {words}", page, stops) for words, stops in said
        ]
    return ends


def _action_end(action: Action, recommendation: Recommendation, code: str) -> OpenEnd:
    words = f"{action.agency} has an open action for recommendation {recommendation.number}, due {action.due:%-d %B %Y}"
    return OpenEnd(words, reverse("action", args=[code, action.pk]))


# What the trail names ------------------------------------------------------------------------------


def _of_case(model: type[Finding] | type[GoodPractice] | type[Recommendation]) -> Callable[[Reader], QuerySet[Any]]:
    return lambda reader: model.objects.filter(review=reader.review)


def _action_at(reader: Reader, action: Action) -> str:
    reads = {Permission.WRITE_RECOMMENDATIONS, Permission.READ_REPORT} & reader.permissions
    return way_to("action", reader, action.pk) if reads or action.agency_id in reader.agencies else ""


def _recommendation_at(reader: Reader, recommendation: Recommendation) -> str:
    """Its page, unless it was made in error."""
    return way_to("recommendation", reader, recommendation.pk) if recommendation.void_at is None else ""


THINGS = {
    "recommendation": Things(
        _of_case(Recommendation), lambda one: f"recommendation {one.number}", _recommendation_at, by="number"
    ),
    "finding": Things(_of_case(Finding), lambda one: f"finding {one.number}", "recommendations", by="number"),
    "action": Things(
        lambda reader: Action.objects.filter(recommendation__review=reader.review).select_related(
            "recommendation", "agency"
        ),
        lambda action: f"action on recommendation {action.recommendation.number} ({action.agency})",
        _action_at,
    ),
}


# For whom or which a duty is -----------------------------------------------------------------------


def recommendations_told(numbers: Collection[int]) -> dict[int, str]:
    found = Recommendation.objects.filter(pk__in=numbers)
    return {pk: f"recommendation {number}" for pk, number in found.values_list("pk", "number")}


def actions_told(numbers: Collection[int]) -> dict[int, str]:
    """Actions by the recommendation they belong to, and by their number on its page where it has several of an agency."""
    found = Action.objects.filter(pk__in=numbers)
    return {pk: f"recommendation {number}" for pk, number in found.values_list("pk", "recommendation__number")}


ABOUT = {
    PLAN: recommendations_told,
    UNNAME: recommendations_told,
    LOOK_AGAIN: recommendations_told,
    ACT: actions_told,
    CLOSE: actions_told,
}
