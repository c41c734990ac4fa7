"""What leads to a recommendation and what follows from it, in one case?"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from agencies.models import Agency
from chronology.models import Episode
from recommendations import rules
from recommendations.duties import ACT, CLOSE
from recommendations.models import Action, Answer, Assurance, Evidence, Finding, GoodPractice, Progress, Recommendation
from reviews.case.models import Duty, Review
from reviews.guidance.queries import extra_holidays
from reviews.identities.queries import Place, known_forms
from reviews.identities.rules import KnownForms, masked
from reviews.report.models import Block, Report


def with_due(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Actions with the day each is due now: its duty's, which may have been moved on the page of the case."""
    duties = Duty.objects.open().filter(kind=ACT.code, thing_id=OuterRef("pk")).order_by("-pk").values("due_on")[:1]
    return actions.annotate(due=Coalesce(Subquery(duties), F("due_on")))


def standing_actions() -> QuerySet[Action]:
    """Actions that were not made in error, as ``actions_with_reports`` gives them."""
    return actions_with_reports().filter(void_at=None)


def actions_with_reports() -> QuerySet[Action]:
    """Actions, also those made in error, each with its agency, its due day and its last report.

    What is said to be done ``waits`` for the office to look at it, and is owed by nobody else.
    """
    last = Progress.objects.filter(action=OuterRef("pk"), void_at=None).order_by("-reported_on", "-pk")
    evidence = Count("evidence", filter=Q(evidence__void_at=None))
    found = with_due(Action.objects.all()).select_related("agency")
    return found.annotate(
        last_status=Subquery(last.values("status")[:1]),
        last_on=Subquery(last.values("reported_on")[:1]),
        waits=Exists(Duty.objects.open().filter(kind=CLOSE.code, thing_id=OuterRef("pk"))),
        evidence_count=evidence,
    ).order_by("due", "pk")


def findings_of(review: Review) -> QuerySet[Finding]:
    """The findings with the episodes each rests on and the recommendations that came of it."""
    came = Prefetch("recommendations", Recommendation.objects.filter(void_at=None).order_by("number"))
    return review.findings.filter(void_at=None).prefetch_related("episodes", came)


def good_practice_of(review: Review) -> QuerySet[GoodPractice]:
    return review.good_practice.filter(void_at=None).select_related("agency")


def recommendations_of(review: Review, *, agencies: Iterable[int] | None = None) -> QuerySet[Recommendation]:
    """The recommendations with their agencies and actions; for ``agencies`` only what is agreed and theirs."""
    actions = standing_actions()
    found = Recommendation.objects.filter(review=review, void_at=None).select_related("review")
    if agencies is not None:
        mine = list(agencies)
        found = found.filter(addressees__in=mine, agreed_on__isnull=False).distinct()
        actions = actions.filter(agency__in=mine)
    return found.order_by("number").prefetch_related("addressees", Prefetch("actions", actions), "answers")


def telling(review: Review) -> list[Recommendation]:
    """The agreed recommendations that tell who somebody is, registered since; the register is asked only where any is agreed."""
    agreed = list(review.recommendations.filter(void_at=None, agreed_on__isnull=False).order_by("number"))
    forms = known_forms(review) if agreed else KnownForms()
    return [one for one in agreed if rules.tells(one, forms)]


def places_telling(review: Review) -> list[Place]:
    """The same for the page of the register."""
    return [
        Place(f"Recommendation {one.number}", reverse("recommendation", args=[review.code, one.pk]))
        for one in telling(review)
    ]


def not_filed(review: Review) -> int:
    """How many findings, good practices and recommendations are missing in the report, where there is one."""
    if not Report.objects.filter(review=review).exists():
        return 0
    filed = Block.objects.filter(section__report__review=review, removed_at=None).exclude(origin="")
    standing = {f"finding:{pk}" for pk in review.findings.filter(void_at=None).values_list("pk", flat=True)}
    standing |= {f"good_practice:{pk}" for pk in review.good_practice.filter(void_at=None).values_list("pk", flat=True)}
    standing |= {
        f"recommendation:{pk}" for pk in review.recommendations.filter(void_at=None).values_list("pk", flat=True)
    }
    return len(standing - set(filed.values_list("origin", flat=True)))


def has_report(review: Review) -> bool:
    return Report.objects.filter(review=review).exists()


@dataclass(frozen=True)
class Sight:
    """One recommendation with all that leads to it and follows from it."""

    recommendation: Recommendation
    agencies: list["AgencySight"]
    assurances: list[Assurance]
    standing: rules.Standing
    stuck: list[str]

    @property
    def words(self) -> tuple[str, str]:
        return rules.WORDS[self.standing]

    def next_of(self, own: Collection[int]) -> int:
        """The addressee (id) that is to answer next, else to plan: among one's ``own``, where any is; 0 for none."""
        parts = [part for part in self.agencies if part.agency.pk in own] or self.agencies
        lacking = [part for step in (rules.ANSWER, rules.PLAN) for part in parts if part.lacks == step]
        return lacking[0].agency.pk if lacking else 0


@dataclass(frozen=True)
class AgencySight:
    """What one addressee answered and does."""

    agency: Agency
    answer: Answer | None
    actions: list[Action]

    @property
    def lacks(self) -> str:
        """What it is to do next; nothing where it has planned, or does not accept the recommendation."""
        return rules.lacks(self.answer.response if self.answer else "", len(self.actions))

    @property
    def refuses(self) -> bool:
        return bool(self.answer and self.answer.response == Answer.Response.REJECTED)


def sight_of(recommendation: Recommendation, *, today: dt.date, agencies: Iterable[int] | None = None) -> Sight:
    """The line of sight from a recommendation to its evidence and assurance; only of ``agencies`` where given."""
    evidence = Prefetch("evidence", Evidence.objects.filter(void_at=None).select_related("document__file"))
    actions = list(standing_actions().filter(recommendation=recommendation).prefetch_related(evidence))
    answers = {answer.agency_id: answer for answer in recommendation.answers.select_related("original")}
    addressees = list(recommendation.addressees.order_by("name"))
    shown = [agency for agency in addressees if agencies is None or agency.pk in set(agencies)]
    facts = facts_of([recommendation], today)[recommendation.pk]
    return Sight(
        recommendation,
        [AgencySight(a, answers.get(a.pk), [action for action in actions if action.agency_id == a.pk]) for a in shown],
        list(recommendation.assurances.select_related("entered_by")),
        rules.standing(facts, today),
        rules.why_stuck(facts, today),
    )


def resting_on(recommendation: Recommendation, *, hidden: KnownForms | None = None) -> list[Finding]:
    """The findings behind a recommendation, with their episodes and how many entries each episode holds.

    What stands in them of the names ``hidden`` from this reader is told by labels.
    """
    findings = recommendation.findings.filter(void_at=None).order_by("number")
    found = list(findings.prefetch_related(Prefetch("episodes", queryset=_episodes_counted())))
    if hidden:
        for finding in found:
            finding.text = masked(finding.text, hidden)
            for episode in finding.episodes.all():
                episode.title = masked(episode.title, hidden)
    return found


def _episodes_counted() -> QuerySet[Episode]:
    counted = Count("placements", filter=Q(placements__removed_at=None))
    return Episode.objects.filter(void_at=None).annotate(entry_count=counted).order_by("number")


def facts_of(recommendations: Iterable[Recommendation], today: dt.date) -> dict[int, rules.Facts]:
    """What is known of each recommendation, in five queries however many there are."""
    chosen = {recommendation.pk: recommendation for recommendation in recommendations}
    addressed = _counts(Recommendation.addressees.through.objects.filter(recommendation__in=chosen), "agency_id")
    rejected = _counts(Answer.objects.filter(recommendation__in=chosen, response=Answer.Response.REJECTED), "agency_id")
    actions = defaultdict(list)
    for row in standing_actions().filter(recommendation__in=chosen):
        actions[row.recommendation_id].append(row)
    holidays = extra_holidays()
    last: dict[int, Assurance] = {}
    for assurance in Assurance.objects.filter(recommendation__in=chosen).order_by("judged_on", "pk"):
        last[assurance.recommendation_id] = assurance
    return {
        pk: replace(_facts(found, addressed[pk], rejected[pk], actions[pk], last.get(pk), today), holidays=holidays)
        for pk, found in chosen.items()
    }


def _counts(rows: QuerySet, field: str) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for pk, agency in rows.values_list("recommendation_id", field):
        found[pk].add(agency)
    return found


def _facts(
    found: Recommendation, addressed: set[int], rejected: set[int], actions: list[Action], last: Assurance | None, today: dt.date
) -> rules.Facts:  # fmt: skip
    planned = {action.agency_id for action in actions} & addressed
    open_now = [action for action in actions if not action.closed]
    return rules.Facts(
        agreed_on=found.agreed_on or today,
        by_when=found.by_when,
        agencies=len(addressed),
        planned=len(planned),
        rejected=len((rejected & addressed) - planned),
        open=len(open_now),
        late=sum(action.due < today for action in open_now if not action.waits),
        waiting=sum(action.waits for action in open_now),
        closed=len(actions) - len(open_now),
        without=sum(action.closed == Action.Closed.WITHOUT for action in actions),
        evidence=sum(action.evidence_count for action in actions),
        judgement=last.judgement if last else "",
        look_again_on=last.look_again_on if last else None,
    )
