"""How does a case change? Each action checks its rule, writes, files duties and tells the trail, in one transaction."""

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q

from agencies.models import Agency, Partnership, User
from agencies.queries import visitor
from cspr import clock, records
from cspr.audit.actions import record
from cspr.letters.actions import word
from cspr.outbox.actions import write
from cspr.workdays import add_working_days
from reviews.case import events, phases, queries, rules
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Duty, Incident, Involvement, PhaseChange, Review, SubjectChild, TeamMember
from reviews.case.regimes import Clock, rule

TRIES = 20


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
    record(events.OPENED, by=by, at=at, review_code=review.code, on_behalf_of=on_behalf_of, changes={"kind": kind})
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
    others = list(review.children.values_list("position", "label"))
    label = rules.child_label(label, [known for _, known in others])
    position = max((number for number, _ in others), default=0) + 1
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
            due_on = add_working_days(clock.date_of(at), kind.within)
            open_duty(review, kind, at=at, due_on=due_on, role=kind.role)


@transaction.atomic
def step_back(review: Review, to: str, *, by: User, at: dt.datetime, why: str) -> None:
    """Move the case back to the phase it came from, with a reason."""
    rules.check_may_step_back([change.became for change in queries.way(review)], to)
    rules.check_said(why, field="why", message="Say why the case goes back. It stays in the case's history.")
    _move(review, to, by=by, at=at, why=why)
    record(events.STEPPED_BACK, by=by, at=at, review_code=review.code, changes={"phase": to})


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
    record(events.KIND_CHANGED, by=by, at=at, review_code=review.code, changes={"kind": [was, kind]})


@transaction.atomic
def join_team(
    review: Review, user: User, role: str, *, by: User, at: dt.datetime, agency: Agency | None = None,
    starts_on: dt.date | None = None, ends_on: dt.date | None = None,
) -> TeamMember:  # fmt: skip
    """Give a person a role in this review."""
    starts_on = starts_on or clock.date_of(at)
    rules.check_team_role(role)
    rules.check_order(starts_on, ends_on, field="ends_on", message="The last day cannot be before the first.")
    if not user.is_active:
        raise records.NotYet("This person has left. Choose somebody who can sign in.", field="user")
    same = [(member.starts_on, member.ends_on) for member in review.team.filter(user=user, role=role)]
    rules.check_no_overlap(starts_on, ends_on, same)
    later = review.team.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), user=user)
    rules.check_reader(role, list(later.values_list("role", flat=True)))
    member = TeamMember.objects.create(
        review=review, user=user, role=role, agency=agency, starts_on=starts_on, ends_on=ends_on
    )
    record(events.JOINED, by=by, at=at, review_code=review.code, subject=f"person {user.pk}", changes={"role": role})
    return member


@transaction.atomic
def leave_team(member: TeamMember, *, revision: int, ends_on: dt.date, by: User, at: dt.datetime) -> None:
    """End a person's role in this review; they lose sight of it from the next day."""
    message = f"The role began on {member.starts_on:%-d %B %Y}: it cannot end before that."
    rules.check_order(member.starts_on, ends_on, field="ends_on", message=message)
    changes = records.change(member, revision=revision, ends_on=ends_on)
    code = member.review.code
    record(events.LEFT, by=by, at=at, review_code=code, subject=f"person {member.user_id}", changes=changes)


@transaction.atomic
def involve(review: Review, agency: Agency, *, by: User, at: dt.datetime, why: str = "") -> Involvement:
    """Note that an agency has to do with the case; nothing happens where it is known already."""
    today = clock.date_of(at)
    involvement, new = Involvement.objects.get_or_create(
        review=review, agency=agency, defaults={"since_on": today, "why": why}
    )
    ended = Involvement.objects.filter(pk=involvement.pk, ended_on__isnull=False)
    again = ended.update(since_on=today, why=why, ended_on=None, why_ended="")
    if new or again:
        involvement.refresh_from_db()
        record(events.AGENCY_INVOLVED, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}")
    return involvement


@transaction.atomic
def end_involvement(involvement: Involvement, *, why: str, by: User, at: dt.datetime) -> None:
    """Note that an agency has nothing to do with the case, or no longer: its people lose sight of it at once.

    What it was asked for and has not given rests; what it gave stays.
    """
    rules.check_said(why, field="why", message="Say why. It stays with the case.")
    rows = Involvement.objects.current().filter(pk=involvement.pk)
    if rows.update(ended_on=clock.date_of(at), why_ended=why) != 1:
        raise records.ChangedMeanwhile(Involvement.objects.get(pk=involvement.pk))
    review, agency = involvement.review, involvement.agency
    review.duties.open().filter(agency=agency, role="").update(withdrawn_at=at)
    record(events.AGENCY_ENDED, by=by, at=at, review_code=review.code, subject=f"agency {agency.pk}")


def open_duty(
    review: Review | None,
    kind: DutyKind,
    *,
    at: dt.datetime,
    due_on: dt.date | None,
    started_on: dt.date | None = None,
    what: str = "",
    user: User | None = None,
    agency: Agency | None = None,
    role: str = "",
    thing_id: int | None = None,
    source: str = "",
) -> Duty:
    """File a duty. Owed by a user, an agency, or a role (``agency`` then says which partner's). Called by actions.

    The same open duty of the same debtor is not filed twice.
    """
    key = {"review": review, "kind": kind.code, "user": user, "agency": agency, "role": role, "thing_id": thing_id}
    # Filtering for None asks for rows that have none: another debtor's duty is not the same.
    standing = Duty.objects.open().filter(**key).first()
    if standing:
        return standing
    return Duty.objects.create(
        **key,
        basis=Duty.Basis.STATUTORY if kind.statutory else Duty.Basis.AGREED,
        what=what or kind.what,
        source=source,
        started_on=started_on or clock.date_of(at),
        due_on=due_on,
        opened_at=at,
    )


def open_clock(
    review: Review,
    kind: DutyKind,
    timer: Clock,
    *,
    started_on: dt.date,
    role: str,
    at: dt.datetime,
    agency: Agency | None = None,
) -> Duty:
    """File a statutory duty, due by the rule of the guidance in force on the day its clock starts."""
    limit = rule(timer, started_on)
    source = f"{limit}. {limit.source}" + ("" if limit.verified else " (not verified)")
    return open_duty(
        review,
        kind,
        at=at,
        due_on=limit.due(started_on),
        started_on=started_on,
        role=role,
        agency=agency,
        source=source[:200],
    )


def meet_duty(
    review: Review | None,
    kind: DutyKind,
    *,
    met_on: dt.date,
    at: dt.datetime,
    user: User | None = None,
    agency: Agency | None = None,
    thing_id: int | None = None,
) -> int:
    """Mark the open duties of this kind as met on the day it really happened. Returns how many. Called by actions."""
    found = Duty.objects.open().filter(review=review, kind=kind.code)
    for name, value in (("user", user), ("agency", agency), ("thing_id", thing_id)):
        if value is not None:
            found = found.filter(**{name: value})
    return found.update(met_on=met_on, met_at=at)


@transaction.atomic
def move_duty(duty: Duty, *, due_on: dt.date, why: str, by: User, at: dt.datetime) -> Duty:
    """Move the date of a duty: a new row takes the place of the old one."""
    rules.check_may_be_moved(duty.basis, due_on, clock.date_of(at))
    rules.check_said(why, field="why", message="Say why the date moves.")
    fields = ("review", "kind", "basis", "what", "source", "user", "agency", "role", "thing_id", "started_on")
    new = Duty.objects.create(
        **{name: getattr(duty, name) for name in fields}, due_on=due_on, opened_at=at, why_moved=why
    )
    if not Duty.objects.open().filter(pk=duty.pk).update(replaced_by=new):
        raise records.ChangedMeanwhile(Duty.objects.get(pk=duty.pk))
    changes = {"due_on": [str(duty.due_on), str(due_on)]}
    code = duty.review.code if duty.review else ""
    record(events.DUTY_MOVED, by=by, at=at, review_code=code, subject=duty.kind, changes=changes)
    return new


@transaction.atomic
def explain_delay(duty: Duty, *, why: str, by: User, at: dt.datetime) -> None:
    """Keep the reason why a statutory date is not held. The date stays, and so does being late."""
    rules.check_said(why, field="why", message="Say what holds it up.")
    if not Duty.objects.open().filter(pk=duty.pk).update(why_moved=why):
        raise records.ChangedMeanwhile(Duty.objects.get(pk=duty.pk))
    code = duty.review.code if duty.review else ""
    record(events.DELAY_EXPLAINED, by=by, at=at, review_code=code, subject=duty.kind, changes={"why": "changed"})


def withdraw_duties(
    review: Review | None, kind: DutyKind, *, at: dt.datetime, thing_id: int | None = None, agency: Agency | None = None
) -> int:
    """Let the open duties of this kind rest: they are no longer asked for. Called by actions."""
    found = Duty.objects.open().filter(review=review, kind=kind.code)
    for name, value in (("thing_id", thing_id), ("agency", agency)):
        if value is not None:
            found = found.filter(**{name: value})
    return found.update(withdrawn_at=at)


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


def remind(*, at: dt.datetime) -> int:
    """Write the reminders that have come due, each once however often or late this runs. Returns how many are new.

    Who is reminded is asked as their own page asks it: of what waits for them today.
    """
    today = clock.date_of(at)
    due = Duty.objects.open().filter(due_on__lte=today - dt.timedelta(days=min(rules.REMINDERS)))
    new = 0
    for person in queries.people_who_may_owe(due, on=today):
        theirs = due.owed_by(visitor(person, today=today, now=at)).select_related("review__partnership")
        new += sum(_remind(person, duty, today, at) for duty in theirs)
    return new


@transaction.atomic
def _remind(person: User, duty: Duty, today: dt.date, at: dt.datetime) -> int:
    offset = rules.reminder_due(duty, today, opened_on=clock.date_of(duty.opened_at))
    if offset is None:
        return 0
    code = duty.review.code if duty.review else ""
    partnership = duty.review.partnership if duty.review else None
    subject, body = word(
        "duty_overdue" if offset > 0 else "duty_reminder",
        code=code or settings.SERVICE_NAME,
        what=duty.what,
        due=f"{duty.due_on:%-d %B %Y}",
        link=f"{settings.SITE_URL}/",
        phone=(partnership.phone if partnership else "") or settings.OFFICE_PHONE,
    )
    key = f"duty:{duty.pk}:{offset}:{person.pk}"
    return write(key, to=person.email, subject=subject, body=body, at=at, review_code=code)[1]
