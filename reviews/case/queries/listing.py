"""Which cases stand in the list, in which order, and what is taken away of it as a file?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from agencies.models import Agency, Partnership
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.tables import Cell, Sheet
from reviews.case.models import Duty, Involvement, Rest, Review, SavedView, SubjectChild, TeamMember
from reviews.case.queries.cases import worst_first
from reviews.guidance import regimes

AT_ONCE = 500
# The parts of an address that say which cases are listed; a view that is kept remembers these alone.
DATES = tuple(f"{name}_{part}" for name in ("opened_from", "opened_until") for part in ("day", "month", "year"))
FILTERS = ("words", "phase", "kind", "late", "hold", "guidance", "agency", "partnership", *DATES)
HEAD = (
    "Case", "About", "Kind", "Phase", "Opened", "Partnership", "Guidance when opened", "Next", "Due", "Late", "On hold",
)  # fmt: skip


@dataclass(frozen=True)
class ReviewList:
    """Cases in order, worst first, of which a window is fetched at a time, each with its next duty; in three queries.

    The database puts them in order: no more than a window of them, and of their duties, is ever held here.
    """

    cases: QuerySet[Review]
    duties: QuerySet[Duty]
    today: dt.date

    def __len__(self) -> int:
        return self.cases.count()

    def __getitem__(self, window: slice) -> list[Review]:
        due = Subquery(worst_first(self.duties.filter(review=OuterRef("pk")), self.today).values("due_on")[:1])
        ordered = self.cases.annotate(next_due=due, held=_held(self.duties)).order_by(
            F("next_due").asc(nulls_last=True), "-pk"
        )
        shown = list(ordered.select_related("partnership", "incident").prefetch_related("children")[window])
        next_duties: dict[int | None, Duty] = {}
        for duty in worst_first(self.duties.filter(review__in=[case.pk for case in shown]), self.today):
            next_duties.setdefault(duty.review_id, duty)
        for case in shown:
            case.next_duty = next_duties.get(case.pk)
        return shown

    def windows(self) -> Iterator[list[Review]]:
        """All of them, a window at a time."""
        start = 0
        while window := self[start : start + AT_ONCE]:
            yield window
            start += AT_ONCE


def reviews_listed(visitor: Visitor, **chosen: object) -> ReviewList:
    """The cases this person may know of, as far as ``chosen`` by the filters of the list."""
    cases = Review.objects.visible_to(visitor)
    duties = Duty.objects.open().seen_by(visitor).with_hold()
    for name, value in chosen.items():
        if value:
            cases = cases.filter(_asked(name, value, visitor, duties))
    return ReviewList(cases, duties, visitor.today)


def _asked(name: str, value: object, visitor: Visitor, duties: QuerySet[Duty]) -> Q:
    """One filter as a condition on cases."""
    match name:
        case "words":
            return Q(code__icontains=value) | Exists(
                SubjectChild.objects.filter(review=OuterRef("pk"), label__icontains=value)
            )
        case "late":
            return Q(Exists(duties.filter(review=OuterRef("pk"), on_hold=False, due_on__lt=visitor.today)))
        case "hold":
            return Q(_held(duties)) if value == "held" else ~Q(_held(duties))
        case "agency":
            return _involves(value, visitor)
        case "guidance":
            return _opened_under(str(value))
        case "opened_from":
            return Q(opened_on__gte=value)
        case "opened_until":
            return Q(opened_on__lte=value)
    return Q(**{name: value})


def _held(duties: QuerySet[Duty]) -> Exists:
    """That something agreed, which the person may know of, waits on a hold."""
    standing = Rest.objects.filter(review=OuterRef("review"), ended_at=None)
    return Exists(duties.filter(Exists(standing), review=OuterRef("pk"), on_hold=True))


def _inside(visitor: Visitor) -> Q:
    """The cases of which this person may know who else is involved: as office or review team."""
    team = TeamMember.objects.held_on(visitor.today).filter(review=OuterRef("pk"), user=visitor.user)
    return Q(partnership__in=visitor.partnerships_with(Permission.SEE_CASE)) | Exists(team)


def _involves(agency: object, visitor: Visitor) -> Q:
    """That an agency is involved, where the person may know it: an agency's people know it of their own alone."""
    involved = Q(Exists(Involvement.objects.current().filter(review=OuterRef("pk"), agency=agency)))
    own = getattr(agency, "pk", agency) in visitor.agencies_with(Permission.SEE_CASE)
    return involved if own else involved & _inside(visitor)


def _opened_under(code: str) -> Q:
    """That a case was opened while an edition of the guidance was in force; the first holds for earlier days too."""
    edition, until = regimes.edition_of(code), regimes.superseded_on(code)
    found = Q() if edition is regimes.EDITIONS[0] else Q(opened_on__gte=edition.from_on)
    return found & Q(opened_on__lt=until) if until else found


def partnerships_listed(visitor: Visitor) -> QuerySet[Partnership]:
    """The partnerships whose cases this person may know of."""
    return Partnership.objects.filter(pk__in=Review.objects.visible_to(visitor).values("partnership")).order_by("name")


def agencies_listed(visitor: Visitor) -> QuerySet[Agency]:
    """The agencies of which this person may know that they are involved in some case."""
    known = Review.objects.visible_to(visitor).filter(_inside(visitor)).values("pk")
    own = visitor.agencies_with(Permission.SEE_CASE)
    involved = Involvement.objects.current().filter(Q(review__in=known) | Q(agency__in=own)).values("agency")
    return Agency.objects.filter(pk__in=involved).order_by("name")


def saved_views(visitor: Visitor) -> QuerySet[SavedView]:
    """The views of the list this person keeps, by name."""
    return SavedView.objects.standing().filter(user=visitor.user)


def filters_in(asked: QueryDict) -> str:
    """What an address asks of the list, and nothing else that stands in it."""
    kept = QueryDict(mutable=True)
    for name in FILTERS:
        if value := asked.get(name, "").replace("\x00", "").strip():
            kept[name] = value
    return kept.urlencode()


def list_sheet(listed: ReviewList, today: dt.date) -> Sheet:
    """Exactly the cases of a list, in its order, for a spreadsheet: codes and labels, no names."""
    rows = tuple(_row(case, today) for window in listed.windows() for case in window)
    return Sheet("Cases", HEAD, rows)


def _row(case: Review, today: dt.date) -> tuple[Cell, ...]:
    duty = case.next_duty
    late = bool(duty and duty.due_on and duty.due_on < today and not duty.on_hold)
    return (
        case.code,
        ", ".join(child.label for child in case.children.all()),
        case.get_kind_display(),
        case.get_phase_display(),
        case.opened_on,
        case.partnership.short_name,
        regimes.in_force(case.opened_on).name,
        duty.what if duty else "Nothing is owed",
        duty.due_on if duty else None,
        late,
        case.held,
    )
