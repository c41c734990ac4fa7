"""What reading side by side finds: offered with the place to look, decided by nobody but a person."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.roles import Permission
from chronology import actions, queries, rules
from chronology.access import entries_to_link, meaning_at, reader_of
from chronology.models import Link, Meaning
from chronology.rules import Compared
from chronology.views.combined import told_by_for
from cspr.pages import button_on
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.templatetags.identities import as_read_by

MOST = 50  # of a kind on one page
SAID = {
    Link.Kind.SAME: "The two entries are linked, and each shows the other.",
    Link.Kind.NOT_SAME: "They are not offered again.",
}


@for_review(Permission.READ_CHRONOLOGY)
@require_safe
def findings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything that is worth a look, with counts."""
    return _page(request, visit)


def _page(
    request: HttpRequest, visit: Visit, *, typed: Mapping[str, str] | None = None, refusal: NotYet | None = None
) -> HttpResponse:
    """The page, or after a refusal what was typed as it was, and the reason beside it."""
    days = rules.days_typed(request.GET.get("days", ""))
    read = partial(as_read_by, request=request)
    found = queries.findings(visit.review, reader=reader_of(visit), days=days, read=read)
    told_by = told_by_for(request, visit)

    def line(one: Compared | None) -> dict[str, Any] | None:
        return _line(visit, one, told_by) if one else None

    def gap_lines(gaps: list[rules.Gap]) -> list[dict[str, Any]]:
        return [
            {"days": gap.days, "before": line(gap.before), "after": line(gap.after), "risk": gap.risk} for gap in gaps
        ]  # fmt: skip

    context = {
        "title": "What reading side by side finds",
        "days": days,
        "total": found.total,
        "vague": found.vague,
        "count": queries.count_of(found),
        "twins": [(line(pair.first), line(pair.second)) for pair in found.twins[:MOST]],
        "gaps": gap_lines(found.gaps[:MOST]),
        "unseen": [(label, gap_lines(gaps[:MOST])) for label, gaps in found.unseen],
        "not_alone": [(label, gap_lines(gaps[:MOST])) for label, gaps in found.not_alone],
        "impossible": [(one.why, line(one.entry), line(one.other)) for one in found.impossible[:MOST]],
        "outside": [(one.reason, line(one.entry)) for one in found.outside[:MOST]],
        "known": [(short, line(short.first), found.said.get(short.letters)) for short in found.known],
        "unknown": [
            {
                "short": short,
                "first": line(short.first),
                "typed": (typed or {}).get(short.letters, ""),
                "wrong": str(refusal) if refusal and refusal.field == short.letters else "",
            }
            for short in found.unknown
        ],
        "longest": rules.LONGEST_MEANING,
        "most": MOST,
    }
    return render(request, "chronology/findings.html", context, status=422 if refusal else 200)


@for_review(Permission.ANALYSE, Permission.RUN_CASE)
@require_POST
def keep_meanings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep what abbreviations are short for, for this review; many at once."""
    said = dict(zip(request.POST.getlist("letters"), request.POST.getlist("meaning"), strict=False))
    try:
        kept = actions.keep_meanings(visit.review, said, by=visit.user, at=visit.now)
    except NotYet as refusal:
        return _page(request, visit, typed=said, refusal=refusal)
    if kept:
        messages.success(request, f"{rules.count(kept, 'meaning is', 'meanings are')} kept for this review.")
    return redirect(reverse("chronology-findings", args=[visit.review.code]) + "#short")


@for_review(Permission.ANALYSE, Permission.RUN_CASE, thing=meaning_at)
@button_on("chronology-findings")
@require_POST
def take_back_meaning(request: HttpRequest, visit: Visit, meaning: Meaning) -> HttpResponse:
    """Take back what an abbreviation is short for."""
    actions.take_back_meaning(meaning, by=visit.user, at=visit.now)
    messages.success(request, "The meaning is taken back. The abbreviation stands among those without one.")
    return redirect(reverse("chronology-findings", args=[visit.review.code]) + "#short")


def _line(visit: Visit, one: Compared, told_by: rules.Birth | None) -> dict[str, Any]:
    """An entry as it stands in a finding."""
    date = rules.told(one.when, told_by) if told_by else rules.written(one.when)
    url = reverse("chronology-entry", args=[visit.review.code, one.pk])
    return {"pk": one.pk, "date": date, "agency": one.agency, "text": one.text, "url": url}


@for_review(Permission.ANALYSE, thing=entries_to_link)
@require_POST
def judge(request: HttpRequest, visit: Visit, pair: tuple[Any, Any]) -> HttpResponse:
    """Say of two entries that they tell of the same event, or that they do not."""
    kind = request.POST.get("kind", "")
    back = reverse("chronology-findings", args=[visit.review.code]) + "#twins"
    if kind not in SAID:
        raise NotYet("Choose whether the two entries tell of the same event.")
    actions.link(*pair, kind=kind, by=visit.user, at=visit.now)
    messages.success(request, SAID[Link.Kind(kind)])
    return redirect(back)
