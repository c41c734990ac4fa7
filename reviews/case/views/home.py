"""Home, and the lists over all cases."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from agencies.access import requires, visitor_of
from agencies.queries import welcome_for
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.audit.models import TrailEntry
from cspr.audit.queries import chain_of
from cspr.audit.rules import in_runs
from cspr.context import url_or_none
from cspr.doors import signed_in
from reviews.case import forms, queries
from reviews.case.models import Review

WINDOW = 200
CASES_AT_HOME = 10
# What a person may begin from home: the words, the page, and the permissions of which one opens it; none: everybody.
FROM_HOME = (
    ("Sub-group meetings", "subgroup", (Permission.SEE_DOCUMENTS,)),
    ("Recommendations of all cases", "board", (Permission.TRACK,)),
    ("Themes of all cases", "themes", (Permission.TRACK,)),
    ("Serious incident notifications", "notifications", (Permission.TRACK, Permission.READ_TRAIL)),
    ("Requests for papers", "disclosure-all", (Permission.DISCLOSE,)),
    ("Letters and e-mails", "letters", (Permission.RUN_CASE,)),
    ("When reminders are sent", "reminders", (Permission.RUN_CASE,)),
    ("Trail of the office", "office-trail", (Permission.READ_TRAIL,)),
    ("Who may do what", "roles", (Permission.READ_TRAIL,)),
    ("People and agencies", "people", (Permission.MANAGE_PEOPLE,)),
    ("Your referrals", "my-referrals", (Permission.REFER,)),
    ("Refer a case", "refer", (Permission.REFER,)),
    ("Your calendar", "calendar", ()),
)


# Parts of home with something to do that nobody is owed by a day: where nothing waits, they come first.
TO_DO = ("writing", "uncommented")


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, worst first; what my roles are for; my cases; what I was last doing."""
    visitor = visitor_of(request)
    desk = queries.desk_of(visitor)
    cases = list(queries.reviews_listed(visitor)[: CASES_AT_HOME + 1])
    waiting, quiet = queries.waiting_for(visitor), queries.quiet_for(desk)
    panels = queries.panels_for(desk)
    quiet_label, quiet_url = ("", "") if waiting.first else _quiet_step(quiet, panels)
    writing = [(panel, found) for panel, found in panels if panel.name in TO_DO and not waiting.first]
    links = [(label, url_or_none(name)) for label, name, asks in FROM_HOME if not asks or any(map(desk.may, asks))]
    # Whoever logs what others refer has one way to do it.
    doubled = url_or_none("refer") if desk.may(Permission.LOG_REFERRAL) else ""
    context = {
        "title": "What waits for you",
        "desk": desk,
        "welcome": welcome_for(visitor.user, desk.roles),
        "waiting": waiting,
        "quiet": quiet,
        "quiet_label": quiet_label,
        "quiet_url": quiet_url,
        "manages": desk.may(Permission.MANAGE_PEOPLE),
        "panels": [one for one in panels if one not in writing],
        "writing": writing,
        "doings": queries.last_doings(visitor),
        "cases_title": "Cases you may see" if desk.may(Permission.READ_TRAIL) else "Cases you work on",
        "reviews": cases[:CASES_AT_HOME],
        "more": len(cases) > CASES_AT_HOME,
        "works_on_cases": desk.may(Permission.SEE_CASE),
        "log_url": url_or_none("referral-log") if desk.may(Permission.LOG_REFERRAL) and waiting.first else "",
        "links": [link for link in links if link[1] and link[1] not in (quiet_url, doubled)],
        "unsent": queries.unsent(visitor).count() if visitor.may(Permission.RUN_CASE) else 0,
    }
    return render(request, "reviews/case/home.html", context)


def _quiet_step(quiet: queries.Quiet, panels: list[tuple[queries.Panel, Any]]) -> tuple[str, str]:
    """The one useful thing to do where nothing waits: its words and its address."""
    first = queries.quiet_step(quiet, panels)
    return first if first[1] else (quiet.label, url_or_none(quiet.page) if quiet.page else "")


@require_safe
@signed_in
def due(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person; for whoever runs cases also what others owe, and whom to ring."""
    visitor = visitor_of(request)
    runs = visitor.may(Permission.RUN_CASE)
    form = forms.DueForm(request.GET or None, runs=runs)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = Paginator(queries.listed(visitor, **chosen), WINDOW).get_page(request.GET.get("page"))
    over_all = runs and chosen.get("of")
    context = {
        "title": "Due over all cases" if over_all else "Everything that waits for you",
        "filter": form,
        "page": page,
        "mine": () if over_all else queries.with_about(page.object_list, visitor),
        "owed": queries.chased(page.object_list, visitor) if over_all else (),
        "manages": visitor.may(Permission.MANAGE_PEOPLE),
        "chosen": any(chosen.values()),
    }
    return render(request, "reviews/case/due.html", context)


@require_safe
@signed_in
def not_sent(request: HttpRequest) -> HttpResponse:
    """What this person typed into forms and did not send, to be read and discarded, also where the form opens no longer."""
    context = {"title": "What you typed and did not send", "unsent": queries.not_sent(visitor_of(request))}
    return render(request, "reviews/case/not_sent.html", context)


@require_safe
@requires(Permission.RUN_CASE)
def unsent(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The e-mails that did not arrive: those that could not be sent so far, and those that came back."""
    page = Paginator(queries.unsent(visitor), WINDOW).get_page(request.GET.get("page"))
    context = {"title": "E-mails that did not arrive", "page": page}
    return render(request, "reviews/case/unsent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: HttpRequest) -> HttpResponse:
    """Go to a case by its code; one this person may not know of is not found.

    It is posted, because somebody will type a name, and an address is written down in many places.
    """
    if request.method != "POST":
        return render(request, "reviews/case/not_found.html", {"title": "Find a case", "asked": False})
    code = request.POST.get("code", "").replace("\x00", "").strip().upper()
    found = Review.objects.visible_to(visitor_of(request)).filter(code=code).first()
    if found:
        return redirect("case", found.code)
    context = {"title": "No such case", "asked": True, "code": code[:20]}
    return render(request, "reviews/case/not_found.html", context, status=404)


@require_safe
@requires(Permission.READ_TRAIL)
def office_trail(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What was done outside any one case: people, agencies, roles."""
    entries = TrailEntry.objects.filter(chain=chain_of("")).order_by("-number")
    page = Paginator(entries, WINDOW).get_page(request.GET.get("page"))
    entries = list(page.object_list)
    context = {
        "title": "Trail of the office",
        "page": page,
        "runs": in_runs(entries),
        "things": queries.told_in(entries, queries.Reader(None, every_number=True)),
    }
    return render(request, "reviews/case/office_trail.html", context)
