"""The guidance: every edition with its rules, how they were corrected and verified, local rules, bank holidays."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from agencies.access import requires
from agencies.models import Partnership
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.drafts.forms import keeping
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.guidance import actions, forms, queries, regimes, rules
from reviews.guidance.actions import Place
from reviews.guidance.models import LOCAL, ExtraHoliday
from reviews.guidance.regimes import Clock
from reviews.guidance.rules import Applied

KEEPS = Permission.KEEP_GUIDANCE
READS = (Permission.RUN_CASE, KEEPS)
CORRECT = "Correct a rule"
ABOUT = "A clock that has started keeps the rule and the bank holidays it started with. What you enter here is for those that start later."


def _partnerships(visitor: Visitor, *permissions: Permission) -> Any:
    ids = set().union(*(visitor.partnerships_with(permission) for permission in permissions))
    return Partnership.objects.filter(pk__in=ids).order_by("name")


def _place(visitor: Visitor, edition: str, clock: str, *permissions: Permission) -> Place:
    """The rule that an address names; none where the edition is not known, or the partnership not this person's."""
    if clock not in Clock.values:
        raise Http404
    if edition in {known.code for known in regimes.EDITIONS}:
        return Place(edition, Clock(clock))
    code, _, number = edition.partition("-")
    if code != LOCAL or not number.isdecimal() or len(number) > 12:
        raise Http404
    partnership = get_object_or_404(_partnerships(visitor, *permissions), pk=int(number))
    return Place(LOCAL, Clock(clock), partnership)


def _name(place: Place) -> str:
    return (
        f"Local rule of {place.partnership.short_name}" if place.partnership else regimes.edition_of(place.edition).name
    )


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Home", reverse("home")), *more]


def _way(place: Place, edition: str) -> list[tuple[str, str]]:
    rule = reverse("guidance-rule", args=[edition, place.clock])
    return _crumbs(("Guidance", reverse("guidance")), (place.clock.label, rule))


@require_safe
@requires(*READS)
def guidance(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """All editions with their rules, local rules, and the bank holidays entered here."""
    shown = queries.local_shown(_partnerships(visitor, *READS), visitor.today) + queries.editions_shown(visitor.today)
    context = {
        "title": "Guidance", "shown": shown, "holidays": queries.holidays_listed(), "clocks": Clock.choices,
        "keeps": visitor.may(KEEPS), "about": ABOUT, "breadcrumbs": _crumbs(), "today": visitor.today,
        "managed": visitor.partnerships_with(KEEPS),
    }  # fmt: skip
    return render(request, "reviews/guidance/guidance.html", context)


@require_safe
@requires(*READS)
def rule(request: HttpRequest, visitor: Visitor, edition: str, clock: str) -> HttpResponse:
    """One rule: as it holds, and everything that was made of it."""
    place = _place(visitor, edition, clock, *READS)
    changes = list(queries.changes_of(place.edition, place.partnership, clock))
    shipped = None if place.partnership else regimes.edition_of(place.edition).rules[place.clock]
    checks = list(queries.checks_of(place.edition, place.partnership, clock))
    context = {
        "title": f"{place.clock.label}: {_name(place)}", "edition": edition, "clock": clock, "changes": changes,
        "shipped": shipped, "checks": checks, "breadcrumbs": _crumbs(("Guidance", reverse("guidance"))),
        "keeps": visitor.may(KEEPS) and (not place.partnership or place.partnership.pk in visitor.partnerships_with(KEEPS)),
        "local": bool(place.partnership), "stands": not changes or changes[0].applies,
    }  # fmt: skip
    return render(request, "reviews/guidance/rule.html", context)


@requires(KEEPS)
def correct(request: HttpRequest, visitor: Visitor, edition: str, clock: str) -> HttpResponse:
    """Another wording of a rule from a day on; first to see what it makes of a date, then to save."""
    place = _place(visitor, edition, clock, KEEPS)
    newest = place.newest
    before = queries.holds_now(place.edition, place.partnership, place.clock, _first_day(place, visitor.today))
    context = {
        "title": f"{CORRECT}: {place.clock.label}", "lead": ABOUT, "place": _name(place), "before": before,
        "breadcrumbs": _way(place, edition),
    }  # fmt: skip
    keep = f"guidance:{edition}:{clock}"
    if request.method == "POST" and "preview" in request.POST:
        form = keeping(forms.RuleForm(request.POST), user_id=visitor.user.pk, key=keep)
        return _preview(request, visitor, place, before, form, context)
    standing = newest.rule if newest else before.rule
    first = {name: value for name, value in standing.as_json().items() if name != "verified"}
    initial = {**first, "from_on": _first_day(place, visitor.today), "revision": newest.number if newest else 0}
    return form_page(
        request, forms.RuleForm, template="reviews/guidance/correct.html", initial=initial, context=context, keep=keep,
        act=lambda form: actions.correct_rule(place, form.rule, **form.when, by=visitor.user, at=visitor.now),
        then=reverse("guidance-rule", args=[edition, clock]),
        done="The rule is corrected. Clocks that have started keep theirs.",
    )  # fmt: skip


def _first_day(place: Place, today: dt.date) -> dt.date:
    """The day proposed for a correction: today, or where that is not in the edition, its first."""
    after = None if place.partnership else regimes.superseded_on(place.edition)
    return regimes.edition_of(place.edition).from_on if after and after <= today else today


def _preview(
    request: HttpRequest, visitor: Visitor, place: Place, before: Applied, form: forms.RuleForm, context: dict[str, Any]
) -> HttpResponse:
    """What the rule as typed would make of a clock that starts on its first day or today; nothing is saved."""
    if form.is_valid():
        day = max(form.cleaned_data["from_on"], _first_day(place, visitor.today))
        extra = queries.extra_holidays()
        try:
            rules.check_rule(form.rule)
            rules.check_from(place.edition, form.cleaned_data["from_on"])
            context["preview"] = (day, form.rule, form.rule.due(day, extra), before.rule, before.due(day))
        except NotYet as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(
        request, "reviews/guidance/correct.html", context | {"form": form}, status=422 if form.errors else 200
    )


@requires(KEEPS)
def end(request: HttpRequest, visitor: Visitor, edition: str, clock: str) -> HttpResponse:
    """The end of a local rule."""
    place = _place(visitor, edition, clock, KEEPS)
    newest = place.newest
    if not place.partnership or newest is None or not newest.applies:
        raise Http404
    return form_page(
        request, forms.EndForm, template="form.html", initial={"from_on": visitor.today, "revision": newest.number},
        act=lambda form: actions.end_local_rule(place, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("guidance-rule", args=[edition, clock]), done="The edition’s rule holds again.",
        cancel=reverse("guidance-rule", args=[edition, clock]),
        context={"title": f"End the local rule: {place.clock.label}", "lead": ABOUT, "breadcrumbs": _way(place, edition)},
    )  # fmt: skip


@requires(KEEPS)
def check(request: HttpRequest, visitor: Visitor, edition: str, clock: str) -> HttpResponse:
    """Whether a rule as it stands was held against its source."""
    place = _place(visitor, edition, clock, KEEPS)
    newest = place.newest
    if place.partnership and (newest is None or not newest.applies):
        raise Http404
    stands = newest.rule if newest else regimes.edition_of(place.edition).rules[place.clock]
    return form_page(
        request, forms.CheckForm, template="reviews/guidance/check.html",
        initial={"checked_on": visitor.today, "revision": newest.number if newest else 0},
        act=lambda form: actions.check_rule(
            place, number=form.cleaned_data.pop("revision"), **form.cleaned_data, by=visitor.user, at=visitor.now
        ),
        then=reverse("guidance-rule", args=[edition, clock]), done="Saved. It stands wherever this rule is shown.",
        cancel=reverse("guidance-rule", args=[edition, clock]),
        context={
            "title": f"Is it verified? {place.clock.label}", "rule": stands, "place": _name(place),
            "breadcrumbs": _way(place, edition),
        },
    )  # fmt: skip


@requires(KEEPS)
def add_holiday(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request, forms.HolidayForm, template="form.html", cancel=reverse("guidance"),
        act=lambda form: actions.add_holiday(**form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("guidance"), done="The bank holiday is entered. It is not counted from now on.",
        context={
            "title": "Enter a bank holiday of one year", "lead": ABOUT,
            "breadcrumbs": _crumbs(("Guidance", reverse("guidance"))),
        },
    )  # fmt: skip


@requires(KEEPS)
def withdraw_holiday(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    found = get_object_or_404(ExtraHoliday, pk=pk, withdrawn_at=None)
    return form_page(
        request, forms.WithdrawHolidayForm, template="form.html", cancel=reverse("guidance"),
        initial={"revision": found.revision},
        act=lambda form: actions.withdraw_holiday(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("guidance"), done="It is a day like others again.",
        context={
            "title": f"Take back: {found.name}, {found.day:%-d %B %Y}", "lead": ABOUT,
            "breadcrumbs": _crumbs(("Guidance", reverse("guidance"))),
        },
    )  # fmt: skip
