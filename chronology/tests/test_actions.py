"""How do chronologies change, what is owed, and what does the trail say?"""

import datetime as dt

import pytest

from chronology import actions, queries
from chronology.duties import SUBMIT
from chronology.models import Entry
from chronology.tests import steps
from chronology.tests.conftest import AT
from chronology.tests.story import STORY
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from reviews.case.actions import advance, move_duty
from reviews.case.models import Duty
from reviews.documents.models import Document
from reviews.rapid_review.models import AgencyReturn, KeyEvent, RapidReview, ReturnRequest

DUE = dt.date(2026, 3, 30)
LATER = AT + dt.timedelta(days=3)


def entry_in(found, by, **values):
    return actions.add_entry(
        found.submission,
        **{"happened_on": dt.date(2026, 1, 5), "source": "Log", "what": "Seen at home.", **values},
        by=by,
        at=AT,
    )


def kinds(review):
    return list(TrailEntry.objects.filter(review_code=review.code).order_by("number").values_list("kind", flat=True))


def submit(found, by, **values):
    found.submission.refresh_from_db()
    given = {"signed_off_by": "Hugo Marsh", "given_on": AT.date(), "revision": found.submission.revision, **values}
    actions.submit(found.submission, **given, by=by, at=LATER)


@pytest.fixture
def no_trail(monkeypatch):
    """Nothing can be written to the trail."""

    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    for name in (
        "asking", "entries", "submissions", "writing", "episodes", "keeping", "searches", "marking",
        "questions", "reports",
    ):  # fmt: skip
        monkeypatch.setattr(f"chronology.actions.{name}.record", refuse)


def test_asking_involves_the_agency_files_its_duty_and_writes_once(cast, review):
    (found,) = actions.ask(review, [cast.agencies.health], due_on=DUE, guidance="All years", by=cast.priya, at=AT)
    duty = Duty.objects.get(review=review, kind=SUBMIT.code)
    assert (duty.agency, duty.thing_id, duty.due_on) == (cast.agencies.health, found.pk, DUE)
    assert review.involvements.filter(agency=cast.agencies.health).exists()
    assert found.submission.submitted_at is None
    assert "chronology.asked" in kinds(review)
    letters = Message.objects.filter(review_code=review.code)
    assert {letter.to for letter in letters} == {cast.hana.email, cast.hugo.email}
    for letter in letters:
        assert review.code in letter.body and "01632 960 100" in letter.body
        assert "Fenmarsh Community Health Trust" not in letter.body


def test_letters_name_nobody(cast, review, asked):
    names = [person.given_names for person in review.people.all()] + [p.family_name for p in review.people.all()]
    for letter in Message.objects.all():
        assert not [name for name in names if name and name in letter.subject + letter.body]


def test_an_agency_without_sign_ins_is_written_to_at_its_desk(cast, review):
    cast.agencies.housing.contacts.create(name="Front desk", email="desk@reedbed.example")
    cast.agencies.housing.contacts.create(name="Gone", email="gone@reedbed.example", ended_on=dt.date(2025, 1, 1))
    actions.ask(review, [cast.agencies.housing], due_on=DUE, by=cast.priya, at=AT)
    assert [message.to for message in Message.objects.all()] == ["desk@reedbed.example"]


def test_an_agency_is_not_asked_twice_unless_the_request_was_withdrawn(cast, review):
    ask = {"due_on": DUE, "by": cast.priya, "at": AT}
    (found,) = actions.ask(review, [cast.agencies.health], **ask)
    with pytest.raises(NotYet) as refusal:
        actions.ask(review, [cast.agencies.health], **ask)
    assert refusal.value.field == "agencies"
    actions.withdraw(found, revision=found.revision, why_withdrawn="Asked in error", by=cast.priya, at=AT)
    assert not review.duties.open().filter(kind=SUBMIT.code).exists()
    actions.ask(review, [cast.agencies.health], **ask)
    found.refresh_from_db()
    assert found.withdrawn_at is None
    assert review.duties.open().filter(kind=SUBMIT.code).count() == 1
    assert Message.objects.filter(to=cast.hana.email).count() == 3


@pytest.mark.parametrize(("due_on", "field"), [(dt.date(2026, 3, 1), "due_on")])
def test_a_day_that_is_past_is_refused(cast, review, due_on, field):
    with pytest.raises(NotYet) as refusal:
        actions.ask(review, [cast.agencies.health], due_on=due_on, by=cast.priya, at=AT)
    assert refusal.value.field == field


def test_nobody_is_asked_once_the_case_is_signed_off(cast, review):
    advance(review, "signed_off", by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="phase"):
        actions.ask(review, [cast.agencies.health], due_on=DUE, by=cast.priya, at=AT)


def test_people_of_another_case_cannot_be_searched_for(cast, review, asked):
    other = steps.case_in_review(cast, at=AT)
    with pytest.raises(NotYet) as refusal:
        actions.ask(other, [cast.agencies.health], due_on=DUE, people=review.people.all(), by=cast.priya, at=AT)
    assert refusal.value.field == "people"


def test_the_first_look_of_an_agency_is_noted_once(cast, review, asked):
    found = asked["health"]
    assert actions.note_opened(found, by=cast.hana, at=AT) is True
    assert actions.note_opened(found, by=cast.hugo, at=LATER) is False
    found.refresh_from_db()
    assert found.first_opened_at == AT
    assert kinds(review).count("chronology.opened") == 1


def test_moving_the_date_files_a_new_duty(cast, review, asked):
    found = asked["health"]
    actions.move(found, due_on=dt.date(2026, 4, 20), why="Leave", by=cast.priya, at=AT)
    duty = review.duties.open().get(kind=SUBMIT.code, thing_id=found.pk)
    assert duty.due_on == dt.date(2026, 4, 20)
    assert Duty.objects.filter(kind=SUBMIT.code, thing_id=found.pk).count() == 2


def test_a_date_moved_on_the_page_of_the_case_shows_here_too(cast, review, asked):
    found = asked["health"]
    duty = review.duties.open().get(kind=SUBMIT.code, thing_id=found.pk)
    move_duty(duty, due_on=dt.date(2026, 5, 1), why="Leave", by=cast.priya, at=AT)
    row = next(row for row in queries.asked(review, today=AT.date()) if row.request == found)
    assert row.due_on == dt.date(2026, 5, 1)


def test_an_entry_keeps_its_words_and_a_last_day_only_where_it_lies_between(cast, asked):
    kept = entry_in(asked["health"], cast.hana, until_on=dt.date(2026, 1, 9))
    assert kept.until_on is None
    between = entry_in(asked["health"], cast.hana, precision="between", until_on=dt.date(2026, 1, 9))
    assert between.until_on == dt.date(2026, 1, 9)


def test_an_entry_is_changed_and_voided_and_the_trail_holds_none_of_its_words(cast, review, asked):
    kept = entry_in(asked["health"], cast.hana)
    same = {"happened_on": kept.happened_on, "source": kept.source}
    actions.change_entry(kept, revision=1, what="Seen, with Posy.", **same, by=cast.hana, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.change_entry(kept, revision=1, what="Other", **same, by=cast.hugo, at=AT)
    actions.void_entry(kept, revision=2, why_void="Another family", by=cast.hana, at=AT)
    assert Entry.objects.standing().count() == 0
    told = TrailEntry.objects.filter(review_code=review.code, kind__startswith="chronology.entry")
    assert [entry.kind for entry in told] == [
        "chronology.entry_added", "chronology.entry_changed", "chronology.entry_voided",
    ]  # fmt: skip
    assert "Posy" not in str([(entry.changes, entry.subject) for entry in told])
    assert {entry.audience for entry in told} == {f"agency:{cast.agencies.health.pk}"}


def test_submitting_locks_the_entries_and_meets_the_duty_on_the_day_it_was_given(cast, review, asked):
    found = asked["health"]
    kept = entry_in(found, cast.hana)
    assert not queries.combined(review).exists()
    submit(found, cast.hugo, given_on=dt.date(2026, 3, 3))
    assert list(queries.combined(review)) == [kept]
    duty = Duty.objects.get(kind=SUBMIT.code, thing_id=found.pk)
    assert duty.met_on == dt.date(2026, 3, 3)
    for act in (
        lambda: entry_in(found, cast.hana),
        lambda: actions.void_entry(kept, revision=1, why_void="No", by=cast.hana, at=AT),
        lambda: actions.move(found, due_on=DUE, why="Late", by=cast.priya, at=AT),
        lambda: submit(found, cast.hugo),
    ):
        with pytest.raises(NotYet, match="submitted and locked"):
            act()


def test_an_old_page_cannot_submit_what_changed_since(cast, asked):
    found = asked["health"]
    entry_in(found, cast.hana)
    actions.say_ready(found.submission, by=cast.hana, at=AT)
    with pytest.raises(ChangedMeanwhile):
        submit(found, cast.hugo, revision=1)


def test_the_office_submits_for_a_named_person_with_the_original(cast, review, asked):
    found = asked["housing"]
    entry_in(found, cast.priya)
    original = steps.SimpleUploadedFile("letter.txt", b"As sent")
    submit(found, cast.priya, on_behalf_of="Lorna Peake", signed_off_by="Lorna Peake", original=original)
    found.submission.refresh_from_db()
    kept = found.submission.original
    assert (kept.sensitivity, kept.agency) == (Document.Sensitivity.AGENCY, cast.agencies.housing)
    assert kept.belongs_to == f"submission:{found.submission.pk}"
    told = TrailEntry.objects.get(kind="chronology.submitted")
    assert told.on_behalf_of == "Lorna Peake"


def test_nothing_held_is_an_answer(cast, review, asked):
    found = asked["health"]
    submit(found, cast.hugo, nothing_held=True)
    assert Duty.objects.get(kind=SUBMIT.code, thing_id=found.pk).met_on
    assert "chronology.nothing_held" in kinds(review)


@pytest.mark.parametrize("nothing_held", [True, False])
def test_nothing_cannot_be_held_where_something_is_and_the_other_way_round(cast, asked, nothing_held):
    found = asked["health"]
    if nothing_held:
        entry_in(found, cast.hana)
    with pytest.raises(NotYet):
        submit(found, cast.hugo, nothing_held=nothing_held)
    found.submission.refresh_from_db()
    assert found.submission.submitted_at is None


def test_it_cannot_have_been_given_tomorrow(cast, asked):
    entry_in(asked["health"], cast.hana)
    with pytest.raises(NotYet) as refusal:
        submit(asked["health"], cast.hugo, given_on=dt.date(2026, 3, 20))
    assert refusal.value.field == "given_on"


def test_those_who_sign_are_told_once_that_it_is_ready(cast, asked):
    found = asked["health"]
    entry_in(found, cast.hana)
    assert actions.say_ready(found.submission, by=cast.hana, at=AT) == [cast.hugo]
    assert Message.objects.filter(key__startswith="chronology_ready", to=cast.hugo.email).count() == 1


def test_sent_back_it_opens_again_leaves_the_combined_view_and_is_owed_anew(cast, review, asked):
    found = asked["health"]
    kept = entry_in(found, cast.hana)
    submit(found, cast.hugo)
    due = dt.date(2026, 4, 10)
    sent = {"why_sent_back": "Which nurse?", "due_on": due, "by": cast.priya, "at": LATER}
    actions.send_back(found.submission, revision=found.submission.revision, **sent)
    assert not queries.combined(review).exists()
    assert review.duties.open().get(kind=SUBMIT.code, thing_id=found.pk).due_on == due
    assert Message.objects.filter(key__startswith="chronology_sent_back").count() == 2
    actions.void_entry(kept, revision=1, why_void="Wrong child", by=cast.hana, at=LATER)
    again = entry_in(found, cast.hana, what="Nurse B visited.")
    submit(found, cast.hugo)
    assert list(queries.combined(review)) == [again]
    assert not review.duties.open().filter(thing_id=found.pk).exists()


def test_a_draft_cannot_be_sent_back(cast, asked):
    sent = {"why_sent_back": "Which nurse?", "due_on": DUE, "by": cast.priya, "at": AT}
    with pytest.raises(NotYet, match="not submitted"):
        actions.send_back(asked["health"].submission, revision=1, **sent)


def a_return(review, agency, by, *, signed=True):
    rapid = RapidReview.objects.create(review=review, opened_on=AT, opened_at=AT, returns_due_on=AT)
    request = ReturnRequest.objects.create(rapid_review=rapid, agency=agency, asked_at=AT, asked_by=by, due_on=AT)
    found = AgencyReturn.objects.create(
        request=request,
        entered_by=by,
        entered_at=AT,
        signed_off_at=AT if signed else None,
        given_on=AT if signed else None,
    )
    told = {"happened_on": dt.date(2026, 1, 5), "source": "Log"}
    first = KeyEvent.objects.create(agency_return=found, what="A visit", **told)
    KeyEvent.objects.create(agency_return=found, what="In error", void_at=AT, **told)
    return found, first


def test_key_events_of_the_signed_return_stand_in_the_draft_once(cast, review):
    answer, event = a_return(review, cast.agencies.health, cast.hana)
    (found,) = actions.ask(review, [cast.agencies.health], due_on=DUE, by=cast.priya, at=AT)
    drafted = found.submission.entries.get()
    assert (drafted.origin, drafted.what) == (f"key_event:{event.pk}", "A visit")
    actions.void_entry(drafted, revision=1, why_void="Told twice", by=cast.hana, at=AT)
    KeyEvent.objects.create(agency_return=answer, happened_on=AT, source="Log", what="A call")
    actions.note_opened(found, by=cast.hana, at=AT)
    assert list(found.submission.entries.standing().values_list("what", flat=True)) == ["A call"]
    assert actions.draft_key_events(found, by=cast.hana, at=AT) == 0


def test_key_events_of_an_unsigned_return_wait(cast, review):
    a_return(review, cast.agencies.health, cast.hana, signed=False)
    (found,) = actions.ask(review, [cast.agencies.health], due_on=DUE, by=cast.priya, at=AT)
    assert not found.submission.entries.exists()


def test_another_agency_does_not_get_them(cast, review):
    a_return(review, cast.agencies.police, cast.pete)
    (found,) = actions.ask(review, [cast.agencies.health], due_on=DUE, by=cast.priya, at=AT)
    assert not found.submission.entries.exists()


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, asked, no_trail):
    found, before = asked["health"], Message.objects.count()
    acts = [
        lambda: actions.ask(review, [cast.agencies.icb], due_on=DUE, by=cast.priya, at=AT),
        lambda: actions.note_opened(found, by=cast.hana, at=AT),
        lambda: actions.move(found, due_on=dt.date(2026, 5, 1), why="Leave", by=cast.priya, at=AT),
        lambda: actions.withdraw(found, revision=1, why_withdrawn="Error", by=cast.priya, at=AT),
        lambda: entry_in(found, cast.hana),
        lambda: submit(found, cast.hugo, nothing_held=True),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
    assert not review.chronology_requests.filter(agency=cast.agencies.icb).exists()
    assert not Entry.objects.exists()
    assert Message.objects.count() == before
    fresh = review.chronology_requests.get(pk=found.pk)
    assert (fresh.first_opened_at, fresh.withdrawn_at, fresh.submission.submitted_at) == (None, None, None)
    assert fresh.due_on == DUE
    assert review.duties.open().filter(kind=SUBMIT.code).count() == len(asked)


def test_the_story_is_told_by_nine_agencies(cast, review):
    steps.chronologies_submitted(cast, review, at=AT)
    entries = queries.combined(review)
    assert entries.count() == 60
    assert len({entry.submission.request.agency_id for entry in entries}) == 9
    assert not review.duties.open().filter(kind=SUBMIT.code).exists()
    named = [entry for entry in entries if "Tobias" in entry.what]
    assert len(named) > 10, "agencies write real names"
    assert len(STORY) >= 45
