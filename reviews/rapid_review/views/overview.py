"""Where the rapid review stands, for the office and readers; what is asked of them, for agencies."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.roles import Permission
from cspr.templatetags.page import Task, due_words
from reviews.case.access import Visit, for_review
from reviews.case.phases import Kind, Phase
from reviews.meetings.models import Meeting
from reviews.rapid_review import queries, rules
from reviews.rapid_review.models import RapidReview
from reviews.rapid_review.queries import Row
from reviews.rapid_review.views.reach import is_own
from reviews.referral.models import PartnerDecision, Question, Recommended
from reviews.referral.queries import Criteria, Screening, joined_areas, screening

DONE = "green"
# Under way, or nothing to be done about: it waits for agencies, for a day, or for the national Panel.
UNDER_WAY, WAITING = "blue", ("Waiting", "Cannot start yet")


@for_review(Permission.READ_RETURNS, Permission.ANSWER)
def overview(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not visit.may(Permission.READ_RETURNS):
        return _for_agency(request, visit)
    rapid_review = queries.rapid_review_of(visit.review)
    context = {"title": "Rapid review", "rapid_review": rapid_review}
    if rapid_review is None:
        context |= {
            "start": queries.clock_of(visit.review),
            "may_open": visit.review.phase == Phase.NOTIFIED,
            "none_ever": visit.review.kind != Kind.STATUTORY,
        }
        return render(request, "reviews/rapid_review/not_opened.html", context)
    rows = queries.rows_of(visit.review)
    if visit.may(Permission.RUN_CASE):
        rows = queries.with_people(rows, on=visit.today)
    put = screening(visit.review, Question.REVIEW)
    areas = joined_areas(visit.review, Question.REVIEW)
    deciding = _decision_tasks(visit, put)
    tasks = _tasks(visit, rapid_review, rows, deciding)
    context |= {
        "rows": rows,
        "counted": _counted(rows, visit),
        "own": [row for row in rows if row.state is not rules.State.WITHDRAWN and is_own(visit, row.request)],
        "clock": queries.clock_duty(visit.review),
        "tasks": tasks,
        "withdrawn_on": queries.withdrawn_on(visit.review),
        "next": _next(tasks if visit.may(Permission.RUN_CASE) else [task for task in deciding if task.url]),
        "screening": put,
        "areas": areas,
        "safety": queries.safety_of(visit.review),
        "begins": visit.review.phase == Phase.RAPID_REVIEW,
    }
    return render(request, "reviews/rapid_review/overview.html", context)


def _for_agency(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "title": "Rapid review",
        "rows": queries.rows_of(visit.review, agencies=visit.agencies),
        "safety": queries.safety_of(visit.review).filter(agency__in=visit.agencies),
    }
    return render(request, "reviews/rapid_review/own_requests.html", context)


def _counted(rows: list[Row], visit: Visit) -> dict[str, int]:
    """How many were asked, have answered, are late; withdrawn ones do not count."""
    asked = [row for row in rows if row.state is not rules.State.WITHDRAWN]
    return {
        "asked": len(asked),
        "answered": sum(not row.is_open for row in asked),
        "late": sum(row.is_open and row.due_on < visit.today for row in asked),
        "unanswered": sum(bool(row.is_signed and row.unanswered) for row in asked),
    }


def _next(tasks: list[Task]) -> Task | None:
    """The first step that somebody here can take."""
    waits = (DONE, UNDER_WAY)
    return next((task for task in tasks if task.status not in ("", *WAITING) and task.colour not in waits), None)


def _tasks(visit: Visit, rapid_review: RapidReview, rows: list[Row], deciding: list[Task]) -> list[Task]:
    """The way of a rapid review, step by step, each with how far it is; the office and others see their own links."""
    office = visit.may(Permission.RUN_CASE)
    code = visit.review.code

    def page(name: str, *args: str, shown: bool = office) -> str:
        return reverse(name, args=[code, *args]) if shown else ""

    searched = rapid_review.searched.filter(withdrawn_at=None).count()
    return [
        Task(
            "Search list", page("rapid-review-search", shown=True), f"{searched} on it" if searched else "Not started",
            "Whom agencies look for in their records.", DONE if searched else "",
        ),
        Task("Ask agencies for their returns", page("rapid-review-ask"), *_asked(rows)),
        Task(
            "All returns in one pack", page("rapid-review-pack", shown=True), "", "To read here, or as one PDF for the meeting.",
        ),
        _meeting_task(visit, page),
        Task("What the rapid review found", page("rapid-review-write", shown=True), *_written(rapid_review)),
        *deciding,
        Task(
            "Rapid review document", page("rapid-review-document", shown=True), "", "Made from the records, as PDF or in Word.",
        ),
        Task("Send it to the national Panel", page("rapid-review-send"), *_sent(rapid_review)),
        Task("The national Panel’s replies", page("rapid-review-reply", shown=True), *_replied(rapid_review)),
        Task("Other areas that join", page("rapid-review-joined", shown=True), "", "With their agencies and a decision of their own."),
        Task("Conclude", page("rapid-review-conclude"), *_concluded(visit, rapid_review)),
    ]  # fmt: skip


def _asked(rows: list[Row]) -> tuple[str, str, str]:
    asked = [row for row in rows if row.state is not rules.State.WITHDRAWN]
    if not asked:
        return ("Not started", "Who may hold something about the child or family.", "")
    back = sum(not row.is_open for row in asked)
    done = back == len(asked)
    return (f"{back} of {len(asked)} back", "", DONE if done else UNDER_WAY)


def _meeting_task(visit: Visit, page: Callable[[str], str]) -> Task:
    found = visit.review.meetings.filter(kind=Meeting.Kind.RAPID_REVIEW, cancelled_at=None).order_by("starts_at").last()
    if not visit.may(Permission.RUN_CASE) and not visit.may(Permission.SEE_DOCUMENTS):
        url = ""
    elif found:
        url = reverse("meetings-meeting", args=[visit.review.code, found.pk])
    else:
        url = f"{page('meetings-plan')}?kind=rapid_review" if page("meetings-plan") else ""
    if found is None:
        return Task("Rapid review meeting", url, "Not planned", "")
    begun = found.starts_at <= visit.now
    words = "held" if begun else due_words(found.starts_at.date(), visit.today)
    return Task("Rapid review meeting", url, words.capitalize(), "", DONE if begun else UNDER_WAY)


def _written(rapid_review: RapidReview) -> tuple[str, str, str]:
    texts = ("facts", "analysis", "safety_actions", "inequalities", "learning")
    written = sum(bool(getattr(rapid_review, name)) for name in texts)
    status = "Not started" if not written else f"{written} of {len(texts)} parts"
    return (status, "Facts, analysis, safety, inequalities, learning.", DONE if written == len(texts) else "")


def _decision_tasks(visit: Visit, put: Screening) -> list[Task]:
    """The steps of the decision, while it is open; a partner comes to its own, the office to any."""
    recommended = put.recommended
    steps = [
        _criteria_step("The criteria for a local review", "criteria", put.criteria),
        _criteria_step("The criteria for a national review", "national-criteria", put.national),
        (
            "The sub-group’s recommendation", "recommend", Permission.SCREEN, (), "Given" if recommended else "",
            _outcome(recommended), bool(recommended),
        ),
    ]  # fmt: skip
    for view in put.decisions.partners:
        who = Permission.DECIDE if view.partner.pk in visit.partners else Permission.RUN_CASE
        given = view.decision
        steps.append(
            (f"Decision of {view.partner}", "decide", who, (view.partner.pk,), "Given" if given else "", _outcome(given),
             bool(given))
        )  # fmt: skip
    said = "Given" if put.comment else ""
    steps.append(("The scrutineer’s comment", "comment", Permission.SCRUTINISE, (), said, "", bool(said)))
    is_open = visit.review.phase == Phase.RAPID_REVIEW
    return [
        Task(
            title,
            reverse(f"rapid-review-{name}", args=[visit.review.code, *of])
            if is_open and (visit.may(Permission.RUN_CASE) or visit.may(who))
            else "",
            status or "Not started",
            hint,
            DONE if done else "",
        )
        for title, name, who, of, status, hint, done in steps
    ]


def _criteria_step(title: str, page: str, criteria: Criteria | None) -> tuple[Any, ...]:
    answered = criteria.answered if criteria else 0
    status = f"{answered} of {len(criteria.rows)} answered" if criteria and answered else ""
    return (title, page, Permission.SCREEN, (), status, "", bool(criteria and criteria.complete))


def _outcome(said: Recommended | PartnerDecision | None) -> str:
    return said.get_outcome_display() if said else ""


def _concluded(visit: Visit, rapid_review: RapidReview) -> tuple[str, str, str]:
    if rapid_review.concluded_at and visit.review.phase != Phase.RAPID_REVIEW:
        return ("Done", rapid_review.get_outcome_display(), DONE)
    return ("Not started", "", "")


def _sent(rapid_review: RapidReview) -> tuple[str, str, str]:
    if rapid_review.sent_on:
        return ("Done", f"Sent on {rapid_review.sent_on:%-d %B %Y}.", DONE)
    return ("Not started", "", "")


def _replied(rapid_review: RapidReview) -> tuple[str, str, str]:
    replies = list(queries.replies_of(rapid_review))
    if not replies:
        return (WAITING[0], "", "yellow") if rapid_review.sent_on else (WAITING[1], "", "")
    last = replies[-1]
    waits = sum(not ask.answered_on for reply in replies for ask in reply.standing)
    waits += sum(reply.view in rules.WANTS_RECONSIDERING and not reply.reconsidered for reply in replies)
    hint = f"{last.get_view_display()}; came on {last.received_on:%-d %B %Y}."
    return (f"{waits} to answer", hint, "yellow") if waits else (last.get_view_display(), hint, DONE)
