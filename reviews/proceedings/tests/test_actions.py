"""Do holds stop exactly what they name, do events only propose, and does nothing go ahead without a named person's word?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from reviews.case.actions import advance, involve, open_clock
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Rest
from reviews.case.phases import Phase
from reviews.case.tests.steps import opened
from reviews.conversations.actions import change_session, plan_session
from reviews.conversations.models import Session
from reviews.conversations.rules import Expected
from reviews.documents.models import Document
from reviews.family.actions import change_contact, record_contact
from reviews.family.models import FamilyContact
from reviews.guidance.regimes import Clock
from reviews.identities.actions import add_person
from reviews.proceedings import actions, duties, events, queries
from reviews.proceedings.models import (
    CourtOrder,
    Hold,
    HoldScope,
    Proceeding,
    ProceedingEvent,
    Release,
    What,
    Witness,
)
from reviews.proceedings.queries import held
from reviews.proceedings.tests import steps
from reviews.proceedings.tests.steps import Happened, Part

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(days=28)
DAY = dt.timedelta(days=1)
TODAY, TOMORROW = AT.date(), AT.date() + DAY
LAW = DutyKind("test.law", "complete the review", "case", statutory=True)
Outcome = Release.Outcome
PAPER = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@pytest.fixture
def cast(db):
    return assemble()


@pytest.fixture
def review(cast):
    return opened(cast, at=AT)


@pytest.fixture
def people(cast, review):
    return {
        label: add_person(review, kind="family", label=label, by=cast.priya, at=AT)
        for label in ("mother", "father", "older sister")
    }


@pytest.fixture
def case(cast, review):
    return steps.criminal_case(cast, review, at=AT)


@pytest.fixture
def nurse_and_teacher(cast, case):
    return steps.witnesses_listed(cast, case, at=AT)


def owed(kind):
    return list(Duty.objects.open().filter(kind=kind.code).values_list("thing_id", "due_on"))


def plan(cast, review, *expected, held_on=TOMORROW):
    values = {"form": Session.Form.ONE, "mode": Session.Mode.VIDEO, "held_on": held_on, "minutes_long": 60}
    return plan_session(review, expected=expected, **values, by=cast.priya, at=AT)


def ring(cast, review, person, *, on=TODAY, outcome="no_answer", **more):
    values = {"contacted_on": on, "route": "phone", "outcome": outcome, **more}
    return record_contact(review, person=person, **values, by=cast.luca, at=AT)


def refused(call, *arguments, **named):
    with pytest.raises(NotYet) as found:
        call(*arguments, **named)
    return found.value


# What a hold stops ---------------------------------------------------------------------------------


def test_a_hold_on_two_witnesses_stops_exactly_their_conversations(cast, review, case, nurse_and_teacher, people):
    nurse, teacher = nurse_and_teacher
    steps.on_hold(cast, review, at=AT, what=(What.TALK,), practitioners=[nurse, teacher], proceeding=case)
    health, school = cast.agencies.health, cast.agencies.school
    for witness, agency in ((nurse, health), (teacher, school)):
        no = refused(plan, cast, review, Expected("Whoever", agency, witness=witness, place="rows-1"))
        assert no.field == "rows-1-role" and "waits for the criminal case, as the prosecutor advised" in str(no)
    no = refused(plan, cast, review, Expected("class teacher ", school, place="rows-0"))
    assert no.field == "rows-0-role" and "“second class teacher”" in str(no)
    assert plan(cast, review, Expected("Head teacher", school), Expected("Class teacher", health)).pk
    assert held(review, What.TALK, user=cast.hana) and not held(review, What.TALK, user=cast.pete)
    free = (What.CONVERSATIONS, What.PUBLICATION, What.BRIEFING)
    assert [held(review, what) for what in free] == [""] * 3
    assert ring(cast, review, people["father"]).pk


def test_a_hold_on_all_conversations_lets_none_be_planned_and_those_before_it_be_recorded(cast, review):
    steps.on_hold(cast, review, at=AT, what=(What.CONVERSATIONS,))
    assert refused(plan, cast, review).field == "held_on"
    assert (
        refused(plan, cast, review, Expected("Midwife", cast.agencies.hospital, place="rows-0")).field == "rows-0-role"
    )
    assert plan(cast, review, Expected("Midwife", cast.agencies.hospital, came=True), held_on=TODAY - DAY).number == 1


def test_a_session_planned_before_the_hold_may_be_kept_but_nobody_held_be_added_or_moved(
    cast, review, nurse_and_teacher
):
    nurse, teacher = nurse_and_teacher
    session = plan(cast, review, Expected(nurse.role, nurse.agency, witness=nurse))
    steps.on_hold(cast, review, at=AT, what=(What.TALK,), practitioners=[nurse, teacher])
    there = session.participants.get()
    same = Expected(nurse.role, nurse.agency, pk=there.pk, witness=nurse)

    def changed(*expected, held_on=TOMORROW):
        session.refresh_from_db()
        change_session(session, revision=session.revision, held_on=held_on, expected=expected, by=cast.priya, at=AT)

    changed(same)
    assert refused(changed, same, Expected(teacher.role, teacher.agency, witness=teacher)).field is None
    assert "waits" in str(refused(changed, same, held_on=TOMORROW + DAY))
    changed()
    assert not session.participants.filter(void_at=None).exists()


def test_whoever_is_held_is_not_approached_and_that_they_are_not_can_be_recorded(cast, review, people):
    steps.on_hold(cast, review, at=AT, what=(What.CONTACT,), people=[people["father"]])
    no = refused(ring, cast, review, people["father"])
    assert no.field == "person" and str(no).startswith("Contact with father waits for the criminal case")
    before = ring(cast, review, people["father"], on=TODAY - DAY)
    why = {"outcome": "not_asked", "why_not": "The police asked us to wait."}
    assert ring(cast, review, people["father"], **why).pk and ring(cast, review, people["mother"]).pk
    change_contact(
        before,
        revision=1,
        contacted_on=TODAY - DAY,
        note="Two calls.",
        route="phone",
        outcome="no_answer",
        by=cast.luca,
        at=AT,
    )
    moved = {"contacted_on": TODAY, "route": "phone", "outcome": "no_answer"}
    assert refused(change_contact, before, revision=2, **moved, by=cast.luca, at=AT).field == "person"
    assert FamilyContact.objects.count() == 3


def test_a_hold_on_everything_stops_everything(cast, review, people, nurse_and_teacher):
    steps.on_hold(cast, review, at=AT)
    assert all(row.waits for row in queries.what_can_go_ahead(review))
    assert refused(ring, cast, review, people["mother"]).field == "person"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"what": ()}, "what"),
        ({"what": (What.CONTACT,)}, "people"),
        ({"what": (What.TALK,)}, "practitioners"),
        ({"why": " "}, "why"),
        ({"since_on": TOMORROW}, "since_on"),
        ({"advised_on": TOMORROW}, "advised_on"),
        ({"look_again_on": TODAY}, "look_again_on"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_beside_its_field(cast, review, more, field):
    assert refused(steps.on_hold, cast, review, at=AT, **more).field == field
    assert not Hold.objects.exists() and not Rest.objects.exists()


def test_a_case_that_is_over_is_not_held(cast, review):
    advance(review, Phase.NOT_NOTIFIED, by=cast.priya, at=AT)
    assert "nothing left" in str(refused(steps.on_hold, cast, review, at=AT))


def test_looking_again_lets_it_stand_until_another_day(cast, review):
    hold = steps.on_hold(cast, review, at=AT)
    values = {"why": "He appeals.", "waits_for": "appeal_end", "look_again_on": TODAY + 60 * DAY}
    actions.look_again(hold, revision=1, **values, by=cast.priya, at=AT)
    assert owed(duties.LOOK_AT_HOLD) == [(hold.pk, TODAY + 60 * DAY)]
    with pytest.raises(ChangedMeanwhile):
        actions.look_again(hold, revision=1, **values | {"why": "Another."}, by=cast.priya, at=AT)
    assert "appeals" not in str([entry.changes for entry in TrailEntry.objects.all()])


# What happens proposes, and a named person releases ------------------------------------------------


def test_a_verdict_proposes_and_does_not_release(cast, review, case):
    hold = steps.on_hold(cast, review, at=AT, what=(What.PUBLICATION,), proceeding=case)
    other = steps.on_hold(cast, review, at=AT, what=(What.PRESS,), proceeding=case, waits_for=Happened.SENTENCE)
    of_kind = steps.on_hold(cast, review, at=AT, what=(What.BOARD,))
    steps.it_happened(cast, case, Happened.HEARING, at=LATER)
    assert owed(duties.CONFIRM) == []
    steps.it_happened(cast, case, at=LATER)
    assert {thing for thing, _ in owed(duties.CONFIRM)} == {hold.pk, of_kind.pk}
    assert owed(duties.CONFIRM)[0][1] == dt.date(2026, 4, 14)  # five working days, without Easter Monday
    assert "the office is to confirm" in held(review, What.PUBLICATION)
    assert held(review, What.PRESS) and Hold.objects.standing().count() == 3
    steps.it_happened(cast, case, Happened.SENTENCE, at=LATER)
    assert other.pk in {thing for thing, _ in owed(duties.CONFIRM)}


def test_what_was_entered_in_error_proposes_no_more(cast, review, case):
    hold = steps.on_hold(cast, review, at=AT, proceeding=case)
    event = steps.it_happened(cast, case, at=LATER)
    assert refused(actions.void_event, event, revision=1, why_void=" ", by=cast.priya, at=LATER).field == "why_void"
    actions.void_event(event, revision=1, why_void="Another case.", by=cast.priya, at=LATER)
    assert owed(duties.CONFIRM) == [] and queries.what_happened(hold) is None
    with pytest.raises(NotYet, match="already"):
        actions.void_event(event, revision=2, why_void="x", by=cast.priya, at=LATER)


def test_the_end_of_a_proceeding_proposes_and_releases_nothing(cast, review, case):
    hold = steps.on_hold(cast, review, at=AT, proceeding=case, waits_for="")
    values = {"revision": 1, "ended_on": LATER.date(), "how_ended": "Acquitted."}
    actions.end_proceeding(case, **values, by=cast.priya, at=LATER)
    assert [thing for thing, _ in owed(duties.CONFIRM)] == [hold.pk] and owed(duties.NEXT_DATE) == []
    assert held(review, What.PUBLICATION)
    assert "ended" in str(refused(steps.it_happened, cast, case, at=LATER))
    actions.reopen_proceeding(case, revision=2, why="He appeals.", by=cast.priya, at=LATER)
    assert steps.it_happened(cast, case, Happened.APPEAL, at=LATER).pk
    assert "not ended" in str(refused(actions.reopen_proceeding, case, revision=3, why="x", by=cast.priya, at=LATER))


def test_a_confirmed_release_frees_everything_with_its_conditions(cast, review, case, nurse_and_teacher):
    hold = steps.on_hold(
        cast, review, at=AT, what=(What.TALK, What.PUBLICATION), practitioners=nurse_and_teacher, proceeding=case
    )
    event = steps.it_happened(cast, case, at=LATER)
    more = {"conditions": "Not about the night itself", "original": SimpleUploadedFile("advice.pdf", PAPER)}
    made = steps.release_confirmed(cast, hold, at=LATER, **more)
    assert (made.event, made.scopes.count(), hold.ended_on) == (event, 3, LATER.date())
    assert made.original.sensitivity == Document.Sensitivity.OFFICE
    assert not any(row.waits for row in queries.what_can_go_ahead(review))
    said = {row.sentence for row in queries.what_can_go_ahead(review) if "conditions" in row.word}
    assert len(said) == 3 and all(sentence.endswith("Not about the night itself.") for sentence in said)
    assert owed(duties.CONFIRM) == owed(duties.LOOK_AT_HOLD) == []
    assert plan(cast, review, Expected("Class teacher", cast.agencies.school, witness=nurse_and_teacher[1])).pk
    assert "already" in str(refused(steps.release_confirmed, cast, hold, at=LATER))


def test_a_release_in_part_frees_that_part_and_keeps_the_rest_watched(cast, review, case):
    hold = steps.on_hold(cast, review, at=AT, what=(What.CONVERSATIONS, What.PUBLICATION), proceeding=case)
    steps.it_happened(cast, case, at=LATER)
    talks, out = hold.scopes.order_by("pk")
    assert refused(steps.release_confirmed, cast, hold, Outcome.PART, at=LATER).field == "released"
    everything = {"released": [talks, out]}
    assert refused(steps.release_confirmed, cast, hold, Outcome.PART, at=LATER, **everything).field == "outcome"
    stays = {"waits_for": Happened.SENTENCE, "released": [talks]}
    steps.release_confirmed(cast, hold, Outcome.PART, at=LATER, **stays)
    assert not held(review, What.CONVERSATIONS) and "After “sentence”" in held(review, What.PUBLICATION)
    assert owed(duties.CONFIRM) == [] and owed(duties.LOOK_AT_HOLD) == [(hold.pk, LATER.date() + 30 * DAY)]
    steps.it_happened(cast, case, Happened.SENTENCE, at=LATER)
    assert [thing for thing, _ in owed(duties.CONFIRM)] == [hold.pk]


def test_a_hold_is_kept_with_a_reason_and_another_look(cast, review, case):
    hold = steps.on_hold(cast, review, at=AT, proceeding=case)
    steps.it_happened(cast, case, at=LATER)
    no = refused(steps.release_confirmed, cast, hold, Outcome.KEPT, at=LATER, look_again_on=None)
    assert no.field == "look_again_on"
    steps.release_confirmed(
        cast, hold, Outcome.KEPT, at=LATER, why="He appeals.", conditions="x", waits_for="appeal_end"
    )
    assert Release.objects.get().conditions == "" and held(review, What.PUBLICATION)
    assert owed(duties.CONFIRM) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"why": ""}, "why"),
        ({"advised_on": LATER.date() + DAY}, "advised_on"),
        ({"decided_on": LATER.date() + DAY}, "decided_on"),
        ({"decided_on": TODAY - DAY}, "decided_on"),
    ],
)
def test_a_release_that_cannot_be_is_refused_beside_its_field(cast, review, more, field):
    hold = steps.on_hold(cast, review, at=AT)
    assert refused(steps.release_confirmed, cast, hold, at=LATER, **more).field == field
    assert not Release.objects.exists() and Hold.objects.standing().exists()


def test_of_two_who_confirm_at_once_the_second_is_told(cast, review):
    hold = steps.on_hold(cast, review, at=AT)
    stale = Hold.objects.get(pk=hold.pk)
    steps.release_confirmed(cast, hold, at=LATER)
    with pytest.raises(ChangedMeanwhile), transaction.atomic():
        steps.release_confirmed(cast, stale, Outcome.KEPT, at=LATER)
    assert Release.objects.count() == 1


# Orders of courts ----------------------------------------------------------------------------------


def test_an_order_that_protects_a_sibling_holds_publication_after_verdict_and_release(cast, review, case, people):
    hold = steps.on_hold(cast, review, at=AT, what=(What.PUBLICATION,), proceeding=case)
    order = steps.order_made(
        cast, review, at=AT, protects=[people["older sister"]], until_on=TODAY + 40 * DAY, proceeding=case
    )
    steps.it_happened(cast, case, at=LATER)
    steps.release_confirmed(cast, hold, at=LATER)
    told = dict(TrailEntry.objects.filter(kind__startswith="proceedings.").values_list("kind", "changes"))
    assert told[events.ORDER_RECORDED.kind] == {"kind": order.get_kind_display(), "outputs": order.held_words}
    assert told[events.RECORDED.kind] == {"kind": case.get_kind_display()}
    sentence = held(review, What.PUBLICATION)
    assert "that protects older sister" in sentence and "criminal case" not in sentence
    assert owed(duties.ORDER_ENDS) == [(order.pk, TODAY + 26 * DAY)]
    after = {"ended_on": LATER.date(), "how_ended": "Discharged by the judge."}
    actions.end_order(order, revision=1, **after, by=cast.priya, at=LATER)
    assert not held(review, What.PUBLICATION) and owed(duties.ORDER_ENDS) == []
    assert "ended" in str(refused(actions.end_order, order, revision=2, **after, by=cast.priya, at=LATER))


def test_an_order_that_is_extended_is_asked_about_before_its_new_day(cast, review, people):
    order = steps.order_made(cast, review, at=AT, until_on=TODAY + 7 * DAY)
    assert owed(duties.ORDER_ENDS) == [(order.pk, TODAY)]
    values = {"until_on": TODAY + 100 * DAY, "outputs": [What.PRESS.value]}
    actions.change_order(order, revision=1, protects=[people["mother"]], **values, by=cast.priya, at=AT)
    assert owed(duties.ORDER_ENDS) == [(order.pk, TODAY + 86 * DAY)]
    assert not held(review, What.PUBLICATION) and "mother" in held(review, What.PRESS)


@pytest.mark.parametrize(
    ("more", "field"), [({"made_on": TOMORROW}, "made_on"), ({"until_on": TODAY - DAY}, "until_on")]
)
def test_an_order_with_impossible_days_is_refused(cast, review, more, field):
    assert refused(steps.order_made, cast, review, at=AT, **more).field == field
    assert not CourtOrder.objects.exists()


# Dates ---------------------------------------------------------------------------------------------


def test_statutory_dates_stay_the_same_throughout(cast, review, case):
    open_clock(review, LAW, Clock.COMPLETE, started_on=TODAY, role="business_support", at=AT)

    def clocks():
        return list(
            Duty.objects.with_hold().filter(basis=Duty.Basis.STATUTORY).values_list("due_on", "met_on", "on_hold")
        )

    before = clocks()
    assert before and not before[0][2]
    hold = steps.on_hold(cast, review, at=AT, proceeding=case)
    assert clocks() == before
    steps.it_happened(cast, case, at=LATER)
    assert clocks() == before
    steps.release_confirmed(cast, hold, at=LATER)
    assert clocks() == before


def test_the_reason_for_a_delay_comes_from_the_holds_that_stand(cast, review):
    assert queries.reason_for_delay(review) == ""
    first = steps.on_hold(cast, review, at=AT)
    steps.on_hold(cast, review, at=AT, why="The inquest comes first.", advised_as=Part.CORONER)
    first_said, second_said = queries.reason_for_delay(review).split("\n\n")
    assert first_said.startswith(steps.WHY) and "(On hold since 10 March 2026, as the prosecutor" in first_said
    assert second_said.startswith("The inquest comes first.")
    steps.release_confirmed(cast, first, at=LATER)
    assert queries.reason_for_delay(review) == second_said


def test_the_next_date_is_asked_about_on_its_day_and_moves(cast, review, case, people):
    assert owed(duties.NEXT_DATE) == [(case.pk, TODAY + 28 * DAY)]
    moved = {"next_on": TODAY + 40 * DAY, "people": [people["father"]]}
    actions.change_proceeding(case, revision=1, **moved, by=cast.priya, at=AT)
    assert owed(duties.NEXT_DATE) == [(case.pk, TODAY + 40 * DAY)] and case.people.get() == people["father"]
    on_day = AT + 40 * DAY
    steps.it_happened(cast, case, Happened.HEARING, at=on_day, next_on=on_day.date() + DAY, next_what="Sentence")
    assert owed(duties.NEXT_DATE) == [(case.pk, on_day.date() + DAY)]
    assert Duty.objects.filter(kind=duties.NEXT_DATE.code, met_on=on_day.date()).count() == 1
    steps.it_happened(cast, case, Happened.SENTENCE, at=on_day + DAY)
    assert owed(duties.NEXT_DATE) == [] and Proceeding.objects.get().next_on is None
    no = refused(steps.it_happened, cast, case, at=on_day + DAY, next_on=on_day.date())
    assert no.field == "next_on"


# The list of witnesses -----------------------------------------------------------------------------


def test_a_witness_is_a_person_of_the_register_or_a_practitioner_and_each_once(cast, case, people):
    by = {"by": cast.priya, "at": AT}
    health, nurse = cast.agencies.health, {"role": "Health visitor", "agency": cast.agencies.health}
    for values, field in (
        ({}, "role"),
        ({"role": "Midwife"}, "agency"),
        ({"person": people["mother"], **nurse}, "person"),
    ):
        assert refused(actions.list_witness, case, **values, **by).field == field
    mother = actions.list_witness(case, person=people["mother"], **by)
    visitor = actions.list_witness(case, **nurse, **by)
    assert (mother.called, visitor.called) == ("mother", f"Health visitor, {health}")
    assert refused(actions.list_witness, case, person=people["mother"], **by).field == "person"
    assert refused(actions.list_witness, case, **nurse, **by).field == "label"
    second = actions.list_witness(case, **nurse, label="first visit", **by)
    assert refused(actions.change_witness, second, revision=1, label="", **by).field == "label"
    actions.change_witness(second, revision=1, label="last visit", **by)
    assert second.called == f"Health visitor (last visit), {health}"


def test_one_taken_off_the_list_stays_held_until_the_release(cast, review, nurse_and_teacher):
    nurse, _ = nurse_and_teacher
    hold = steps.on_hold(cast, review, at=AT, what=(What.TALK,), practitioners=[nurse])
    off = {"revision": 1, "ended_on": TODAY, "why_ended": "Will not be called."}
    actions.end_witness(nurse, **off, by=cast.priya, at=AT)
    assert refused(plan, cast, review, Expected(nurse.role, nurse.agency)).field is None
    assert nurse in queries.practitioners(review)
    steps.release_confirmed(cast, hold, at=AT)
    assert nurse not in queries.practitioners(review)
    assert "already" in str(refused(actions.end_witness, nurse, **off, by=cast.priya, at=AT))


# The trail -----------------------------------------------------------------------------------------


@pytest.fixture
def rich(cast, review, case, nurse_and_teacher, people):
    """A case with one of everything."""
    involve(review, cast.agencies.health, by=cast.priya, at=AT)
    steps.on_hold(cast, review, at=AT, proceeding=case)
    steps.order_made(cast, review, at=AT)
    steps.it_happened(cast, case, Happened.HEARING, at=AT)
    return review


by = {"at": LATER}
ACTIONS = {
    "record_proceeding": lambda c, r: steps.criminal_case(c, r, **by),
    "change_proceeding": lambda c, r: actions.change_proceeding(
        r.proceedings.get(), revision=1, people=[], next_on=TOMORROW, by=c.priya, **by
    ),
    "end_proceeding": lambda c, r: actions.end_proceeding(
        r.proceedings.get(), revision=1, ended_on=TODAY, how_ended="x", by=c.priya, **by
    ),
    "record_event": lambda c, r: steps.it_happened(c, r.proceedings.get(), **by),
    "void_event": lambda c, r: actions.void_event(
        ProceedingEvent.objects.get(), revision=1, why_void="x", by=c.priya, **by
    ),
    "record_order": lambda c, r: steps.order_made(c, r, **by),
    "change_order": lambda c, r: actions.change_order(
        r.court_orders.get(), revision=1, protects=[], outputs=[], by=c.priya, **by
    ),
    "end_order": lambda c, r: actions.end_order(
        r.court_orders.get(), revision=1, ended_on=TODAY, how_ended="x", by=c.priya, **by
    ),
    "list_witness": lambda c, r: actions.list_witness(
        r.proceedings.get(), role="Midwife", agency=c.agencies.hospital, by=c.priya, **by
    ),
    "change_witness": lambda c, r: actions.change_witness(r.witnesses.first(), revision=1, label="x", by=c.priya, **by),
    "end_witness": lambda c, r: actions.end_witness(
        r.witnesses.first(), revision=1, ended_on=TODAY, why_ended="x", by=c.priya, **by
    ),
    "put_on_hold": lambda c, r: steps.on_hold(c, r, **by),
    "look_again": lambda c, r: actions.look_again(
        r.holds.get(), revision=1, why="x", waits_for="", look_again_on=LATER.date() + DAY, by=c.priya, **by
    ),
    "confirm_release": lambda c, r: steps.release_confirmed(c, r.holds.get(), **by),
}
TABLES = (Proceeding, ProceedingEvent, CourtOrder, Witness, Hold, HoldScope, Release, Rest, Duty, TrailEntry)


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


@pytest.fixture
def no_trail(monkeypatch):
    def refuse(*arguments, **said):
        raise OSError("the trail is full")

    monkeypatch.setattr("reviews.proceedings.actions.keeping.record", refuse)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, rich, no_trail):
    before = everything()
    for act in ACTIONS.values():
        with pytest.raises(OSError), transaction.atomic():
            act(cast, rich)
        assert everything() == before


def test_every_action_is_told_in_the_trail_to_the_team_alone(cast, rich):
    for name, act in ACTIONS.items():
        with transaction.atomic():
            before = TrailEntry.objects.count()
            act(cast, rich)
            told = TrailEntry.objects.order_by("-pk")[: TrailEntry.objects.count() - before]
            assert told and {entry.audience for entry in told} == {"team"}, name
            transaction.set_rollback(True)


def released_talks(cast, review, case, practitioners):
    hold = steps.on_hold(cast, review, at=AT, proceeding=case, what=(What.TALK,), practitioners=practitioners)
    steps.it_happened(cast, case, at=AT)
    hold.refresh_from_db()
    steps.release_confirmed(cast, hold, at=AT)
    return hold


def test_an_appeal_after_everything_was_released_asks_whether_it_may_still_go_ahead(
    cast, review, case, nurse_and_teacher
):
    steps.it_happened(cast, case, Happened.APPEAL, at=AT)
    assert owed(duties.GOES_ON) == []
    hold = released_talks(cast, review, case, nurse_and_teacher)
    appeal = steps.it_happened(cast, case, Happened.APPEAL, at=LATER)
    assert [thing for thing, _ in owed(duties.GOES_ON)] == [case.pk]
    actions.void_event(appeal, revision=1, why_void="It was another case.", by=cast.priya, at=LATER)
    assert owed(duties.GOES_ON) == []

    steps.it_happened(cast, case, Happened.APPEAL, at=LATER)
    day = LATER.date()
    said = {"advised_as": Part.PROSECUTOR, "advised_on": day, "by": cast.priya, "at": LATER}
    with pytest.raises(NotYet, match="in the future"):
        actions.stays_released(case, why="It is about the sentence.", decided_on=day + DAY, **said)
    actions.stays_released(case, why="It is about the sentence alone.", decided_on=day, **said)
    assert owed(duties.GOES_ON) == []
    assert [release.why for release in hold.releases.all()][-1] == "It is about the sentence alone."
    entry = TrailEntry.objects.get(kind="proceedings.stays_released")
    assert "sentence" not in str(entry.changes)


def test_a_proceeding_that_goes_on_after_all_asks_until_something_is_put_on_hold_again(
    cast, review, case, nurse_and_teacher
):
    released_talks(cast, review, case, nurse_and_teacher)
    case.refresh_from_db()
    actions.end_proceeding(case, revision=case.revision, ended_on=TODAY, how_ended="Sentenced", by=cast.priya, at=AT)
    case.refresh_from_db()
    actions.reopen_proceeding(case, revision=case.revision, why="A retrial.", by=cast.priya, at=LATER)
    assert len(owed(duties.GOES_ON)) == 1
    steps.on_hold(cast, review, at=LATER, proceeding=case, what=(What.TALK,), practitioners=nurse_and_teacher)
    assert owed(duties.GOES_ON) == []
