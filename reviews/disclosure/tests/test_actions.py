"""Requests for papers through real actions: state, duty, trail, refusals, and nothing without the trail."""

import datetime as dt
from functools import partial

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from reviews.case.models import Duty
from reviews.disclosure import actions
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.disclosure.tests import steps
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.proceedings.tests.steps import on_hold
from reviews.referral.tests import steps as referral

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
DAY = AT.date()
From, Outcome = PapersRequest.From, PapersRequest.Outcome


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def review(cast):
    return referral.partnership_review(cast, at=AT)


@pytest.fixture
def asked(cast, review):
    return steps.coroner_asked(cast, review, at=AT, due_on=dt.date(2026, 4, 1))


def owed():
    return [(duty.kind, duty.due_on, duty.basis) for duty in Duty.objects.open().filter(kind__startswith="disclosure.")]


def refused_at(act):
    with pytest.raises(NotYet) as refusal:
        act()
    return refusal.value.field


def test_a_request_is_kept_with_its_letter_and_owed_by_the_office(cast, review, asked):
    assert (asked.due_on, asked.why_due) == (dt.date(2026, 4, 1), "The day they ask for")
    assert asked.original.sensitivity == Document.Sensitivity.OFFICE
    assert owed() == [("disclosure.answer_agreed", dt.date(2026, 4, 1), "agreed")]
    entry = TrailEntry.objects.get(kind="disclosure.received")
    assert (entry.audience, entry.subject, entry.changes) == ("office", f"papers request {asked.pk}", {})


def test_a_statutory_request_is_owed_with_the_source_of_its_day(cast, review):
    steps.subject_access_asked(cast, review, at=AT)
    duty = Duty.objects.open().get(kind="disclosure.answer")
    assert (duty.due_on, duty.basis) == (dt.date(2026, 4, 11), "statutory")
    assert "UK GDPR, article 12(3) (not verified)" in duty.source
    assert duty.what == "answer the subject access request"


def test_a_hold_on_the_case_lets_no_request_wait(cast, review, asked):
    on_hold(cast, review, at=AT)
    assert [duty.on_hold for duty in Duty.objects.open().with_hold().filter(kind="disclosure.answer_agreed")] == [False]


def test_the_way_to_an_answer_in_part(cast, review, asked):
    advice = steps.advice_sealed(cast, review, at=AT)
    paper = add_document(review, referral.paper(), title="Minutes", version="2", by=cast.priya, at=AT)
    steps.answered_in_part(cast, asked, at=AT + dt.timedelta(days=9), papers=(paper,), advice=advice)
    asked.refresh_from_db()
    sent = asked.disclosed.get()
    assert (asked.outcome, asked.closed_on, asked.advice) == (Outcome.PART, dt.date(2026, 3, 20), advice)
    assert list(sent.papers.all()) == [paper] and sent.redacted_file.sensitivity == Document.Sensitivity.OFFICE
    duty = Duty.objects.get(kind="disclosure.answer_agreed")
    assert duty.met_on == dt.date(2026, 3, 20) and owed() == []
    kinds = list(
        TrailEntry.objects.filter(kind__startswith="disclosure.").order_by("number").values_list("kind", flat=True)
    )
    assert kinds == [
        "disclosure.received",
        "disclosure.advised",
        "disclosure.decided",
        "disclosure.sent",
        "disclosure.closed",
    ]
    decided = TrailEntry.objects.get(kind="disclosure.decided").changes
    assert (decided["reasons"], decided["decided_by"]) == ("changed", "changed")


def test_nothing_goes_out_before_it_is_decided_or_after_a_refusal(cast, asked):
    def send():
        actions.record_sending(
            asked, papers=[], also="Returns", sent_on=DAY, sent_to="…", how="post", by=cast.priya, at=AT
        )

    with pytest.raises(NotYet, match="Nothing goes out before"):
        send()
    actions.decide(
        asked,
        revision=asked.revision,
        outcome="refuse",
        reasons="…",
        decided_by="Dev",
        decided_on=DAY,
        by=cast.priya,
        at=AT,
    )
    with pytest.raises(NotYet, match="Nothing goes out before"):
        send()
    actions.close(asked, revision=asked.revision, closed_on=DAY, by=cast.priya, at=AT)
    assert owed() == []


def test_what_is_wrong_with_a_sending_stands_beside_its_field(cast, review, asked):
    actions.decide(asked, revision=asked.revision, **steps.DECIDED, decided_on=DAY, by=cast.priya, at=AT)
    sealed = steps.advice_sealed(cast, review, at=AT)
    foreign = add_document(referral.archive_review(cast, at=AT), referral.paper(), title="…", by=cast.priya, at=AT)
    good = {"papers": [], "also": "Returns", "sent_on": DAY, "sent_to": "Officer", "how": "post"}
    for wrong, field in (
        ({"also": " "}, "papers"),
        ({"papers": [sealed]}, "papers"),
        ({"papers": [foreign]}, "papers"),
        ({"sent_on": DAY - dt.timedelta(days=1)}, "sent_on"),
        ({"sent_on": DAY + dt.timedelta(days=1)}, "sent_on"),
        ({"redacted": True}, "how_redacted"),
        ({"redacted": True, "how_redacted": "Names"}, "redacted_file"),
    ):
        said = {**good, **wrong}
        assert refused_at(partial(actions.record_sending, asked, **said, by=cast.priya, at=AT)) == field
    assert not Disclosed.objects.exists()


def test_a_request_is_closed_when_it_is_answered_or_needs_no_answer(cast, asked):
    def close(**more):
        actions.close(asked, revision=asked.revision, **{"closed_on": DAY, "by": cast.priya, "at": AT, **more})

    assert refused_at(close) == "how_closed"
    assert refused_at(lambda: close(closed_on=DAY - dt.timedelta(days=1), how_closed="…")) == "closed_on"
    actions.decide(asked, revision=asked.revision, **steps.DECIDED, decided_on=DAY, by=cast.priya, at=AT)
    assert refused_at(close) == "closed_on"
    actions.decide(
        asked,
        revision=asked.revision,
        outcome="refuse",
        reasons="…",
        decided_by="Dev",
        decided_on=DAY,
        by=cast.priya,
        at=AT,
    )
    close()
    with pytest.raises(NotYet, match="closed"):
        actions.extend(asked, revision=asked.revision, due_on=DAY, why="…", by=cast.priya, at=AT)
    actions.reopen(asked, revision=asked.revision, why="A complaint", by=cast.priya, at=AT)
    assert owed() == [("disclosure.answer_agreed", dt.date(2026, 4, 1), "agreed")]


def test_what_went_out_is_not_refused_afterwards(cast, asked):
    actions.decide(asked, revision=asked.revision, **steps.DECIDED, decided_on=DAY, by=cast.priya, at=AT)
    sent = actions.record_sending(
        asked, papers=[], also="Returns", sent_on=DAY, sent_to="…", how="post", by=cast.priya, at=AT
    )
    refuse = {"outcome": "refuse", "reasons": "…", "decided_by": "Dev", "decided_on": DAY, "by": cast.priya, "at": AT}
    assert refused_at(lambda: actions.decide(asked, revision=asked.revision, **refuse)) == "outcome"
    actions.void_sending(sent, revision=1, why_void="Another case", by=cast.priya, at=AT)
    actions.decide(asked, revision=asked.revision, **refuse)
    assert asked.outcome == Outcome.REFUSE


def test_a_request_put_right_is_owed_anew_and_an_extension_holds_until_its_reason_goes(cast, review):
    asked = steps.subject_access_asked(cast, review, at=AT)
    same = {**steps.SUBJECT, "asked_on": DAY}
    actions.extend(asked, revision=asked.revision, due_on=dt.date(2026, 5, 11), why="Told", by=cast.priya, at=AT)
    actions.correct(asked, revision=asked.revision, **{**same, "reference": "SAR 3"}, by=cast.priya, at=AT)
    assert owed() == [("disclosure.answer", dt.date(2026, 5, 11), "statutory")]
    actions.correct(asked, revision=asked.revision, **{**same, "asked_on": dt.date(2026, 3, 9)}, by=cast.priya, at=AT)
    assert owed() == [("disclosure.answer", dt.date(2026, 4, 9), "statutory")] and asked.why_extended == ""
    actions.correct(
        asked, revision=asked.revision, **{**same, "asker": From.PRESS, "due_on": None}, by=cast.priya, at=AT
    )
    assert owed() == [("disclosure.answer_agreed", None, "agreed")]
    actions.void(asked, revision=asked.revision, why_void="Twice", by=cast.priya, at=AT)
    assert owed() == []


def test_what_was_changed_meanwhile_is_not_overwritten(cast, asked):
    with pytest.raises(ChangedMeanwhile):
        actions.decide(asked, revision=99, **steps.DECIDED, decided_on=DAY, by=cast.priya, at=AT)


def test_the_paper_of_advice_stays_where_who_notes_it_anew_may_not_read_it(cast, review, asked):
    advice = steps.advice_sealed(cast, review, at=AT)
    actions.take_advice(
        asked, revision=asked.revision, advised_on=DAY, adviser="Counsel", advice=advice, by=cast.priya, at=AT
    )
    actions.take_advice(asked, revision=asked.revision, advised_on=DAY, adviser="Leading counsel", by=cast.ira, at=AT)
    asked.refresh_from_db()
    assert (asked.advice, asked.adviser) == (advice, "Leading counsel")


def test_supplied_material_says_who_holds_the_original_and_what_became_of_it(cast, review):
    given = steps.material_supplied(cast, review, at=AT)
    assert given.copy.custody == "Fenmarsh Police, exhibits store"
    assert given.copy.origin == "Police: Disclosure officer, Fenmarsh Police"
    early = {"ended_on": DAY - dt.timedelta(days=1), "how_ended": "Given back", "by": cast.priya, "at": AT}
    assert refused_at(lambda: actions.end_supplied(given, revision=given.revision, **early)) == "ended_on"
    actions.end_supplied(given, revision=given.revision, **{**early, "ended_on": DAY})
    actions.change_supplied(given, revision=given.revision, supplied_on=DAY, conditions="None", by=cast.priya, at=AT)
    actions.void_supplied(given, revision=given.revision, why_void="Another case", by=cast.priya, at=AT)
    with pytest.raises(NotYet):
        actions.void_supplied(given, revision=given.revision, why_void="Twice", by=cast.priya, at=AT)
    assert TrailEntry.objects.filter(kind__startswith="disclosure.suppl").count() == 4


def test_nothing_changes_without_the_trail(cast, review, asked, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.disclosure.actions.telling.record", broken)
    by = {"by": cast.priya, "at": AT}
    for act in (
        lambda one: actions.receive(review, **steps.CORONER, asked_on=DAY, **by),
        lambda one: actions.decide(one, revision=one.revision, **steps.DECIDED, decided_on=DAY, **by),
        lambda one: actions.extend(one, revision=one.revision, due_on=dt.date(2026, 5, 1), why="…", **by),
        lambda one: actions.close(one, revision=one.revision, closed_on=DAY, how_closed="Taken back", **by),
        lambda one: actions.void(one, revision=one.revision, why_void="…", **by),
        lambda one: actions.record_supplied(review, **steps.SUPPLIED, supplied_on=DAY, **by),
    ):
        with pytest.raises(RuntimeError):
            act(PapersRequest.objects.get(pk=asked.pk))
    kept = PapersRequest.objects.get()
    assert (kept.outcome, kept.closed_on, kept.void_at) == ("", None, None)
    assert not Supplied.objects.exists() and owed() == [("disclosure.answer_agreed", dt.date(2026, 4, 1), "agreed")]
