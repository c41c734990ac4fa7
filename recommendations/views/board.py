"""What the board follows over all cases: every agreed recommendation, its evidence, and the board's own word."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.access import requires
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.audit.actions import record_look
from cspr.files.http import download
from cspr.pages import form_page
from recommendations import actions, forms, queries
from recommendations.access import FOLLOWS_EPISODES, board_action_or_404, board_evidence_or_404, for_board_or_404
from recommendations.models import Action, Recommendation
from reviews.case.access import visit_to
from reviews.case.models import Review
from reviews.identities.queries import hidden_from
from reviews.templatetags.identities import as_read_by, read_under

WINDOW = 200
FORM = "recommendations/board_form.html"


@requires(Permission.TRACK)
def board(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """All recommendations, late or unproven first."""
    form = forms.BoardFilterForm(request.GET or None, agencies=queries.board_agencies(visitor))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    agency = chosen.get("agency")
    rows = queries.board(
        visitor,
        visitor.today,
        agency=agency.pk if agency else None,
        state=chosen.get("state", ""),
        late=chosen.get("late", False),
    )
    page = Paginator(rows, WINDOW).get_page(request.GET.get("page"))
    page.object_list = queries.worded(page.object_list, visitor)
    context = {
        "title": "Recommendations",
        "filter": form,
        "filtered": any(chosen.values()),
        "page": page,
        "late": sum(row.standing == "late" for row in rows),
        "unproven": sum(row.standing == "unproven" for row in rows),
    }
    return render(request, "recommendations/board.html", context)


@requires(Permission.TRACK)
def recommendation(request: HttpRequest, visitor: Visitor, code: str, pk: int) -> HttpResponse:
    """One recommendation with its actions, evidence and assurance; its findings only for readers of the case."""
    found = for_board_or_404(visitor, code, pk, Permission.TRACK)
    known = Review.objects.visible_to(visitor).filter(pk=found.review_id).exists()
    visit = visit_to(found.review, visitor) if known else None
    may = visit.permissions if visit else frozenset()
    reads = Permission.READ_REPORT in may
    _under_labels(request, visitor, found)
    context = {
        "title": f"Recommendation {found.number}",
        "caption": code,
        "recommendation": found,
        "sight": queries.sight_of(found, today=visitor.today),
        "resting": queries.resting_on(found, hidden=hidden_from(visit)) if visit and reads else [],
        "reads": reads,
        "follows": bool(may & FOLLOWS_EPISODES),
        "may_judge": bool(visitor.partnerships_with(Permission.ASSURE) & {found.review.partnership_id}),
        "code": code,
    }
    return render(request, "recommendations/board_recommendation.html", context)


def _under_labels(request: HttpRequest, visitor: Visitor, found: Recommendation) -> None:
    """Here names are hidden from everybody whose post in the partnership does not let them see them."""
    read_under(request, queries.hidden_over_all(visitor, [found]).get(found.review_id))


def _page(code: str, pk: int) -> str:
    return reverse("board-recommendation", args=[code, pk])


def _is_office(visitor: Visitor, found: Recommendation) -> bool:
    """The office may enter what somebody else judged or decided."""
    return found.review.partnership_id in visitor.partnerships_with(Permission.RUN_CASE)


@requires(Permission.ASSURE)
def assure(request: HttpRequest, visitor: Visitor, code: str, pk: int) -> HttpResponse:
    """The board's judgement."""
    found = for_board_or_404(visitor, code, pk, Permission.ASSURE)
    _under_labels(request, visitor, found)
    return form_page(
        request,
        forms.AssureForSomebodyForm if _is_office(visitor, found) else forms.AssureForm,
        template=FORM,
        initial={"judged_on": visitor.today},
        act=lambda form: actions.assure(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=_page(code, pk),
        done="The judgement is recorded.",
        context={"title": "Has practice changed?", "caption": code, "quoted": found.text, "back": _page(code, pk)},
        cancel=_page(code, pk),
    )


def _closing_context(action: Action, code: str, title: str) -> dict[str, object]:
    return {"title": title, "caption": code, "quoted": action.text, "back": _page(code, action.recommendation_id)}


@requires(Permission.ASSURE)
def close(request: HttpRequest, visitor: Visitor, code: str, pk: int) -> HttpResponse:
    """Close an action in one of three ways."""
    action = board_action_or_404(visitor, code, pk)
    _under_labels(request, visitor, action.recommendation)
    back = _page(code, action.recommendation_id)
    return form_page(
        request,
        forms.CloseForSomebodyForm if _is_office(visitor, action.recommendation) else forms.CloseForm,
        template=FORM,
        initial={"revision": action.revision, "closed_on": visitor.today},
        act=lambda form: actions.close_action(action, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=back,
        done="The action is closed.",
        context=_closing_context(action, code, "Close the action"),
        cancel=back,
    )


@requires(Permission.ASSURE)
def reopen(request: HttpRequest, visitor: Visitor, code: str, pk: int) -> HttpResponse:
    """Open a closed action again, or ask for more of one that is said to be done."""
    action = board_action_or_404(visitor, code, pk)
    _under_labels(request, visitor, action.recommendation)
    back = _page(code, action.recommendation_id)
    return form_page(
        request,
        forms.AskForMoreForm if action.waits else forms.ReopenForm,
        template=FORM,
        initial={"revision": action.revision, "due_on": action.due_on if action.due_on >= visitor.today else None},
        act=lambda form: actions.reopen_action(action, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=back,
        done="The agency is asked for more." if action.waits else "The action is open again.",
        context=_closing_context(action, code, "Ask for more" if action.waits else "Open the action again"),
        cancel=back,
    )


@requires(Permission.TRACK)
def evidence_file(request: HttpRequest, visitor: Visitor, code: str, pk: int) -> HttpResponse:
    """The file of a piece of evidence."""
    found = board_evidence_or_404(visitor, code, pk)
    record_look("evidence file", by=visitor.user, at=visitor.now, review_code=code, subject=f"evidence {pk}")
    _under_labels(request, visitor, found.action.recommendation)
    return download(found.document.file, name=str(as_read_by(found.document.file.name, request)))
