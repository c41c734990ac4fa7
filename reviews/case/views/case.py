"""The page of a case, what happened in it, and its trail."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.roles import Permission, Role
from cspr.audit.models import TrailEntry
from cspr.audit.queries import happened_in, looks_at
from cspr.audit.rules import in_runs
from reviews.case import queries, rules
from reviews.case.access import Visit, for_review
from reviews.case.models import Duty
from reviews.case.phases import Phase
from reviews.guidance.queries import checks_standing, extra_holidays

WINDOW = 200
OWED_AT_ONCE = 5
NEWS_AT_ONCE = 4
# Read for them: what one person did many times over is told once.
NEWS_READ = 100
READS_CHRONICLE = {Permission.READ_REPORT, Permission.RUN_CASE, Permission.ANSWER, Permission.NOTIFY}


@for_review(Permission.SEE_CASE)
@require_safe
def case(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Where the case stands, what is next for this person, who owes what, and what has changed."""
    review = visit.review
    way = queries.way(review)
    ours = queries.own_duties(review, visit.visitor)
    known = queries.open_duties(review, today=visit.today, only=None if visit.inside else ours)
    duties = queries.with_about(known[:WINDOW], visit.visitor)
    own = [duty for duty in duties if duty.pk in ours]
    others = [duty for duty in duties if duty not in own[:1]]
    team = list(queries.team_of(review, on=visit.today)) if visit.inside else []
    gone = [member for member in team if not member.user.is_active] if visit.may(Permission.RUN_CASE) else []
    context = {
        "title": "Where the case stands",
        "review": review,
        "children": review.children.all(),
        "own": ours,
        "next": own[0] if own else None,
        "card": queries.cards_of(own[:1], visit.visitor).get(own[0].pk) if own else None,
        "waits_for": duties[0] if duties and not own else None,
        "line": _whom_to_ring(visit, duties[:1]) if duties and not own else None,
        "work": queries.work_of(review.code, review.phase, visit.permissions),
        "duties": others[:OWED_AT_ONCE],
        "more_duties": others[OWED_AT_ONCE:],
        "team": team,
        "gone": gone if review.phase != Phase.CLOSED else [],
        "replaces": review.phase == Phase.IN_REVIEW and any(member.role == Role.LEAD_REVIEWER for member in gone),
        "steps": queries.steps(review, way),
        "earlier": rules.came_from([change.became for change in way]),
        "news": _news(request, visit),
        "ending": _ending(visit),
        "closed": queries.closing_of(review) if visit.inside else None,
    }
    return render(request, "reviews/case/case.html", context)


def _ending(visit: Visit) -> dict[str, int] | None:
    """For the office, how much stands in the way of closing a case that has come to its end."""
    review = visit.review
    if not visit.may(Permission.RUN_CASE) or not queries.at_its_end(review):
        return None
    return {"stopping": sum(end.stops for end in queries.open_ends([review], visit.today)[review.pk])}


def _whom_to_ring(visit: Visit, duties: list[Duty]) -> queries.Line | None:
    """Whom the office rings about what the case waits for."""
    return queries.whom_to_ring(duties, on=visit.today)[duties[0].pk] if visit.may(Permission.RUN_CASE) else None


def _entries(visit: Visit) -> QuerySet[TrailEntry]:
    """What happened in the case, as far as it is for this person."""
    return queries.chronicle(
        visit.review,
        agencies=visit.agencies,
        office=visit.may(Permission.RUN_CASE),
        team=visit.may(Permission.READ_REPORT),
        permissions=visit.permissions,
    )


def _news(request: HttpRequest, visit: Visit) -> dict[str, object] | None:
    """What changed since a moment this person chooses; nothing for those who read no chronicle."""
    if not visit.permissions & READS_CHRONICLE:
        return None
    since = queries.since(request.GET.get("since", ""), visit.user, visit.review.code, visit.now)
    entries = queries.happened_since(_entries(visit), since.at)
    first = in_runs(entries[:NEWS_READ])[:NEWS_AT_ONCE]
    return {
        "since": since,
        "choices": queries.SINCE,
        "count": entries.count(),
        "first": first,
        "shown": sum(run.count for run in first),
        "things": queries.told_in((entry for run in first for entry in run.entries), _reader(visit)),
    }


def _reader(visit: Visit, *, every_number: bool = False) -> queries.Reader:
    agencies = visit.agencies if visit.may(Permission.ANSWER) else frozenset[int]()
    return queries.Reader(visit.review, visit.permissions, agencies, every_number)


def _told(page: Page, reader: queries.Reader) -> dict[str, object]:
    """The entries of a window as they are told: in runs, with what each is about."""
    entries = list(page.object_list)
    return {"runs": in_runs(entries), "things": queries.told_in(entries, reader)}


@for_review(Permission.SEE_CASE)
@require_safe
def chronicle(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What happened in the case, each audience its own part; all of it, or since a moment."""
    entries = _entries(visit)
    since = None
    if request.GET.get("since") in queries.SINCE:
        since = queries.since(request.GET["since"], visit.user, visit.review.code, visit.now)
        entries = queries.happened_since(entries, since.at)
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {"title": "What happened here", "page": page, "since": since, **_told(page, _reader(visit))}
    return render(request, "reviews/case/chronicle.html", context)


@for_review(Permission.SEE_CASE, thing=lambda visit, pk: _clock(visit, pk))
@require_safe
def counted(request: HttpRequest, visit: Visit, duty: Duty) -> HttpResponse:
    """How the date of something is counted, day by day."""
    known = checks_standing(), extra_holidays()
    mine = duty.pk in queries.own_duties(visit.review, visit.visitor)
    context = {"title": "How this date is counted", "it": queries.explained(duty, *known), "mine": mine}
    context["duty"] = queries.with_about([duty])[0]
    return render(request, "reviews/case/counted.html", context)


def _clock(visit: Visit, pk: int) -> Duty | None:
    return queries.clocks_of(visit.review, visit.visitor).filter(pk=pk).first()


@for_review(Permission.READ_TRAIL)
@require_safe
def trail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who did what in a case, and who looked; of one person, where the address names their number."""
    looks, person = request.GET.get("show") == "looks", request.GET.get("person", "")
    entries = looks_at(visit.review.code) if looks else happened_in(visit.review.code)
    if person.isdecimal() and len(person) < 19:
        entries = entries.filter(actor_id=int(person))
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    context = {
        "title": "Trail",
        "page": page,
        "looks": looks,
        "person": person,
        **_told(page, _reader(visit, every_number=True)),
    }
    return render(request, "reviews/case/trail.html", context)
