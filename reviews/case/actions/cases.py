"""How is a case opened, how does it move from phase to phase, and what is known of its incident and children?"""

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from agencies.models import Partnership, User
from cspr import clock, records
from cspr.audit.actions import record
from reviews.case import events, phases, queries, rules
from reviews.case.actions.duties import open_duty
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Incident, PhaseChange, Review, SubjectChild
from reviews.guidance.queries import working_day_after

TRIES = 20
# Called when a case is closed; and the kinds of duty that end with it for good.
Follow = Callable[[Review, User, dt.datetime], None]
_follows: list[Follow] = []
_ended: set[str] = set()


def use_closing(follow: Follow, *kinds: DutyKind) -> None:
    """Call ``follow(review, by, at)`` before a case is closed, in the same transaction.

    Duties of these ``kinds`` end with the case: they are not owed again where it is opened again.
    """
    if follow not in _follows:
        _follows.append(follow)
        _ended.update(kind.code for kind in kinds)


def tell_of_closing(review: Review, *, by: User, at: dt.datetime) -> None:
    """Let every stage end what does not outlast the case."""
    for follow in _follows:
        follow(review, by, at)


@transaction.atomic
def open_case(
    partnership: Partnership,
    *,
    incident: Incident,
    kind: str,
    opened_on: dt.date,
    by: User,
    at: dt.datetime,
    on_behalf_of: str = "",
) -> Review:
    """Open a case at the first phase of its kind, under the next code of the partnership and year."""
    review = _create_under_next_code(
        partnership,
        clock.date_of(at).year,
        partnership=partnership,
        incident=incident,
        kind=kind,
        phase=phases.START[kind],
        opened_on=opened_on,
        opened_at=at,
        opened_by=by,
    )
    PhaseChange.objects.create(review=review, became=review.phase, at=at, by=by)
    said = phases.Kind(kind).label
    record(events.OPENED, by=by, at=at, review_code=review.code, on_behalf_of=on_behalf_of, changes={"kind": said})
    return review


def _create_under_next_code(given_by: Partnership, year: int, **values: object) -> Review:
    for _ in range(TRIES):
        code = rules.next_code(given_by.code_prefix, year, _codes(given_by.code_prefix, year))
        try:
            with transaction.atomic():
                return Review.objects.create(code=code, **values)
        except IntegrityError:
            if not Review.objects.filter(code=code).exists():
                raise
            continue  # somebody else opened a case at the same moment; take the code after theirs
    raise records.NotYet("Too many cases are being opened at the same moment. Please send this once more.")


def _codes(prefix: str, year: int) -> list[str]:
    return list(Review.objects.filter(code__startswith=f"{prefix}-{year}-").values_list("code", flat=True))


@transaction.atomic
def add_child(review: Review, *, label: str = "", unborn: bool = False, by: User, at: dt.datetime) -> SubjectChild:
    """Add a subject child; without a label it becomes Child A, Child B, …"""
    label = rules.child_label(label, list(review.children.values_list("label", flat=True)))
    # Also after one that was entered in error, whose place stays taken.
    ever = SubjectChild._base_manager.filter(review=review)
    position = (ever.aggregate(last=Max("position"))["last"] or 0) + 1
    child = SubjectChild.objects.create(review=review, position=position, label=label, unborn=unborn)
    record(events.CHILD_ADDED, by=by, at=at, review_code=review.code, subject=child.label)
    return child


@transaction.atomic
def rename_child(child: SubjectChild, *, label: str, by: User, at: dt.datetime) -> None:
    """Give a subject child another label; called where the identity register changes it."""
    if child.review.children.filter(label__iexact=label).exclude(pk=child.pk).exists():
        raise records.NotYet(f"The label “{label}” stands for another child already.", field="label")
    changes = records.change(child, label=label)
    record(events.CHILD_RENAMED, by=by, at=at, review_code=child.review.code, subject=label, changes=changes)


@transaction.atomic
def void_child(child: SubjectChild, *, revision: int, why_void: str, by: User, at: dt.datetime) -> None:
    """Record that a child was entered in error; called where it is known that nothing hangs on the child."""
    review = child.review
    rules.check_said(why_void, field="why_void", message="Say why this child is not part of the case.")
    rules.check_not_the_last_child(review.children.exclude(pk=child.pk).count())
    records.change(child, revision=revision, void_at=at, why_void=why_void)
    record(events.CHILD_VOIDED, by=by, at=at, review_code=review.code, subject=child.label)


@transaction.atomic
def advance(review: Review, then: str, *, by: User | None, at: dt.datetime, why: str = "") -> None:
    """Move the case forward to a phase the table allows; one of two who do so at once gets ``ChangedMeanwhile``."""
    rules.check_may_move(review, then)
    _move(review, then, by=by, at=at, why=why)
    _open_duties_of_phase(review, at=at)
    record(events.PHASE_CHANGED, by=by, at=at, review_code=review.code, changes={"phase": then})


def _open_duties_of_phase(review: Review, *, at: dt.datetime) -> None:
    """File what is owed because the case has come to its phase; an older report brought in owes nothing."""
    if review.kind == phases.Kind.ARCHIVE:
        return
    for kind in KINDS.values():
        if kind.at_phase == review.phase:
            due_on = working_day_after(clock.date_of(at), kind.within)
            open_duty(review, kind, at=at, due_on=due_on, role=kind.role)


@transaction.atomic
def step_back(review: Review, to: str, *, by: User, at: dt.datetime, why: str) -> None:
    """Move the case back to the phase it came from, with a reason. What rested when it was closed is owed again."""
    closing = queries.closing_of(review)
    rules.check_may_step_back([change.became for change in queries.way(review)], to)
    rules.check_said(why, field="why", message="Say why the case goes back. It stays in the case's history.")
    _move(review, to, by=by, at=at, why=why)
    if closing and to in rules.CLOSED_FROM:
        _ask_again(review, closing.at, at=at)
    record(events.STEPPED_BACK, by=by, at=at, review_code=review.code, changes={"phase": to})


def _ask_again(review: Review, rested_at: dt.datetime, *, at: dt.datetime) -> None:
    """File anew what was let go at that moment, as a new row: what happened stays as it was."""
    rested = review.duties.filter(withdrawn_at=rested_at).exclude(kind__in=_ended)
    for duty in rested.select_related("user", "agency"):
        open_duty(
            review, KINDS[duty.kind], at=at, due_on=duty.due_on, started_on=duty.started_on, what=duty.what,
            user=duty.user, agency=duty.agency, role=duty.role, thing_id=duty.thing_id, source=duty.source,
            clocked={"clock": duty.clock, "counted": duty.counted},
        )  # fmt: skip


def _move(review: Review, then: str, *, by: User | None, at: dt.datetime, why: str) -> None:
    was = review.phase
    # Whoever holds an older copy may move it, as long as nobody has moved it meanwhile.
    if Review.objects.filter(pk=review.pk, phase=was).update(phase=then, revision=F("revision") + 1) != 1:
        raise records.ChangedMeanwhile(Review.objects.get(pk=review.pk))
    review.refresh_from_db(fields=["phase", "revision"])
    PhaseChange.objects.create(review=review, was=was, became=then, at=at, by=by, why=why)


@transaction.atomic
def change_kind(review: Review, kind: str, *, by: User, at: dt.datetime) -> None:
    """Make the case one of another kind, at a phase both kinds go through; everything in it stays."""
    was = review.kind
    if was == kind:
        return
    if review.phase not in phases.MAIN_ROAD[kind]:
        raise records.NotYet(f"A {phases.Kind(kind).label.lower()} does not go through this phase.")
    if Review.objects.filter(pk=review.pk, kind=was).update(kind=kind, revision=F("revision") + 1) != 1:
        raise records.ChangedMeanwhile(Review.objects.get(pk=review.pk))
    review.refresh_from_db(fields=["kind", "revision"])
    said = [phases.Kind(was).label, phases.Kind(kind).label]
    record(events.KIND_CHANGED, by=by, at=at, review_code=review.code, changes={"kind": said})


@transaction.atomic
def change_incident(review: Review, *, revision: int, by: User, at: dt.datetime, **values: object) -> None:
    """Change what is known of the incident; every review of the incident shows it."""
    today = clock.date_of(at)
    happened_on, known_on = values.get("happened_on"), values.get("known_on")
    rules.check_not_in_future(happened_on, today, field="happened_on", name="The incident")
    rules.check_not_in_future(known_on, today, field="known_on", name="The day it became known")
    rules.check_order(happened_on, known_on, field="known_on", message="It cannot be known before it happened.")
    changes = records.change(review.incident, revision=revision, **values)
    record(events.INCIDENT_CHANGED, by=by, at=at, review_code=review.code, changes=changes)
