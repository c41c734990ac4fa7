"""How an agency's return comes about."""

import datetime as dt

import pytest

from agencies.models import Post
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.documents.models import Document
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import AgencyReturn, KeyEvent, PersonAnswer
from reviews.rapid_review.rules import EventSaid, Said, State
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.world import AT, TODAY, an_open_one

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=4)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    return an_open_one(cast).review


def fresh(review, cast, key="health"):
    return steps.request_to(review, getattr(cast.agencies, key))


def whole(request, *, held=("Child A",), events=(), **fields):
    said = steps.said_of_all(request, held=held, author_name="Hana", involvement="Seen often.", **fields)
    return Said(said.fields, said.answers, events)


def saved(review, cast, key="health", *, by=None, revision=0, **more):
    request = fresh(review, cast, key)
    return actions.save_return(request, revision=revision, said=whole(request, **more), by=by or cast.hana, at=LATER)


def state(review, cast, key="health"):
    return next(row.state for row in queries.rows_of(review) if row.request.agency == getattr(cast.agencies, key))


def test_a_draft_is_kept_with_answers_and_key_events(review, cast):
    event = EventSaid(TODAY - dt.timedelta(days=3), "Record", "A visit.")
    given = saved(review, cast, events=(event,))
    assert given.involvement == "Seen often."
    assert {answer.held for answer in given.answers.all()} == {True, False}
    assert given.key_events.get().what == "A visit."
    assert state(review, cast) is State.BEGUN
    entry = TrailEntry.objects.get(kind="rapid_review.return_saved")
    assert entry.audience == f"agency:{cast.agencies.health.pk}"
    assert "Seen" not in str(entry.changes)


def test_a_saved_draft_is_changed_and_key_events_are_changed_or_taken_out(review, cast):
    first = EventSaid(TODAY - dt.timedelta(days=3), "Record", "A visit.")
    second = EventSaid(TODAY - dt.timedelta(days=2), "Record", "A call.")
    given = saved(review, cast, events=(first, second))
    one, two = given.key_events.all()
    changed = EventSaid(one.happened_on, "Record", "A long visit.", pk=one.pk)
    removed = EventSaid(two.happened_on, "Record", "A call.", pk=two.pk, removed=True)
    again = saved(review, cast, revision=given.revision, events=(changed, removed))
    assert [event.what for event in queries.key_events_of(again)] == ["A long visit."]
    assert KeyEvent.objects.filter(void_at=LATER).count() == 1
    assert again.revision > given.revision


def test_key_events_of_another_agency_cannot_be_touched(review, cast):
    theirs = saved(review, cast, "police", by=cast.pete, events=(EventSaid(TODAY, "Log", "A call-out."),))
    event = theirs.key_events.get()
    saved(review, cast, events=(EventSaid(TODAY, "Log", "Changed", pk=event.pk),))
    event.refresh_from_db()
    assert event.what == "A call-out."


def test_two_who_write_at_once_do_not_overwrite_each_other(review, cast):
    given = saved(review, cast)
    with pytest.raises(ChangedMeanwhile):
        saved(review, cast, revision=0, held=("mother",))
    saved(review, cast, revision=given.revision, held=("mother",))
    with pytest.raises(ChangedMeanwhile):
        saved(review, cast, revision=given.revision, held=())


def test_a_key_event_cannot_be_in_the_future(review, cast):
    tomorrow = EventSaid(LATER.date() + dt.timedelta(days=1), "Record", "Not yet.")
    with pytest.raises(NotYet, match="future"):
        saved(review, cast, events=(tomorrow,))
    assert not AgencyReturn.objects.exists()


def test_nothing_is_kept_when_the_trail_cannot_be_written(review, cast, monkeypatch):
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        saved(review, cast)
    assert not AgencyReturn.objects.exists()
    assert not PersonAnswer.objects.exists()


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def signed(review, cast, key="health", by=None):
    request = fresh(review, cast, key)
    revision = request.agency_return.revision
    actions.sign_off(request, revision=revision, by=by or cast.hugo, at=LATER)


def test_signed_off_it_is_locked_and_the_duty_is_met(review, cast):
    saved(review, cast)
    signed(review, cast)
    given = fresh(review, cast).agency_return
    assert (given.signed_off_by, given.given_on, given.nobody_above) == ("Hugo Marsh", LATER.date(), False)
    duty = review.duties.get(kind="rapid_review.return", agency=cast.agencies.health)
    assert duty.met_on == LATER.date()
    assert TrailEntry.objects.get(kind="rapid_review.return_signed").audience == "team"
    with pytest.raises(NotYet, match="locked"):
        saved(review, cast, revision=given.revision)
    with pytest.raises(NotYet, match="locked"):
        signed(review, cast)


def test_an_unfinished_return_is_not_signed_and_says_what_is_missing(review, cast):
    request = fresh(review, cast)
    given = actions.save_return(request, revision=0, said=Said({"author_name": "Hana"}), by=cast.hana, at=LATER)
    request = fresh(review, cast)
    assert "Child A" in actions.missing(request)
    with pytest.raises(NotYet, match="mother"):
        actions.sign_off(request, revision=given.revision, by=cast.hugo, at=LATER)


def test_the_author_signs_where_nobody_is_above_and_it_says_so(review, cast):
    Post.objects.filter(user=cast.hugo).update(ends_on=TODAY - dt.timedelta(days=1))
    saved(review, cast)
    signed(review, cast, by=cast.hana)
    given = fresh(review, cast).agency_return
    assert (given.signed_off_by, given.nobody_above) == ("Hana Brzezicki", True)


def test_the_author_passes_it_on_and_the_signatory_is_told(review, cast):
    saved(review, cast)
    Message.objects.all().delete()
    actions.ask_for_sign_off(fresh(review, cast), by=cast.hana, at=LATER)
    assert state(review, cast) is State.READY
    assert [message.to for message in Message.objects.all()] == ["hugo@fenmarsh.example"]


def test_nothing_held_by_a_signatory_signs_at_once(review, cast):
    actions.say_nothing_held(fresh(review, cast, "police"), sign=True, by=cast.pete, at=LATER)
    assert state(review, cast, "police") is State.NOTHING_HELD
    assert fresh(review, cast, "police").agency_return.author_name == "Pete Calloway"


def test_nothing_held_by_an_author_waits_for_sign_off(review, cast):
    actions.say_nothing_held(fresh(review, cast), sign=False, by=cast.hana, at=LATER)
    assert state(review, cast) is State.READY
    signed(review, cast)
    assert state(review, cast) is State.NOTHING_HELD


def test_nothing_held_is_refused_where_the_return_tells_of_records(review, cast):
    saved(review, cast)
    with pytest.raises(NotYet, match="tells of records"):
        actions.say_nothing_held(fresh(review, cast), sign=False, by=cast.hana, at=LATER)


def entered(review, cast, key="school", **more):
    request = fresh(review, cast, key)
    said = steps.said_of_all(request, held=("Child A",), author_name="Rhea Tolland", involvement="In year 2.")
    given = {"on_behalf_of": "Rhea Tolland", "given_on": TODAY + dt.timedelta(days=2)}
    given |= {"original": steps.a_paper("return.pdf")} | more
    return actions.enter_for_agency(request, said=said, **given, by=cast.priya, at=LATER)


def test_the_office_enters_a_return_that_counts_from_the_day_it_was_given(review, cast):
    given = entered(review, cast)
    assert (given.signed_off_by, given.on_behalf_of) == ("Rhea Tolland", "Rhea Tolland")
    duty = review.duties.get(kind="rapid_review.return", agency=cast.agencies.school)
    assert duty.met_on == TODAY + dt.timedelta(days=2)
    assert given.original.belongs_to == f"return:{given.pk}"
    assert given.original.sensitivity == Document.Sensitivity.AGENCY
    assert TrailEntry.objects.get(kind="rapid_review.return_signed").on_behalf_of == "Rhea Tolland"


def test_it_needs_an_original_or_how_it_came_and_no_future_date(review, cast):
    with pytest.raises(NotYet) as refusal:
        entered(review, cast, original=None)
    assert refusal.value.field == "original"
    with pytest.raises(NotYet) as refusal:
        entered(review, cast, given_on=LATER.date() + dt.timedelta(days=1))
    assert refusal.value.field == "given_on"
    assert not AgencyReturn.objects.exists()
    assert entered(review, cast, original=None, how_it_came="By telephone").signed_off_at


def test_the_original_alone_tells_the_involvement(review, cast):
    request = fresh(review, cast, "school")
    said = steps.said_of_all(request, held=("Child A",), author_name="Rhea Tolland")
    given = actions.enter_for_agency(
        request, said=said, on_behalf_of="Rhea Tolland", given_on=TODAY, original=steps.a_paper("r.pdf"),
        by=cast.priya, at=LATER,
    )  # fmt: skip
    assert given.signed_off_at


def test_what_the_agency_typed_itself_is_kept(review, cast):
    saved(review, cast, learning="Ask who lives there.")
    request = fresh(review, cast)
    said = Said({"involvement": "Also seen at home.", "learning": "", "author_name": ""})
    actions.enter_for_agency(
        request, said=said, on_behalf_of="Hugo Marsh", given_on=TODAY, how_it_came="By telephone", by=cast.priya,
        at=LATER,
    )  # fmt: skip
    given = fresh(review, cast).agency_return
    assert given.involvement == "Seen often.\n\nAlso seen at home."
    assert (given.learning, given.author_name) == ("Ask who lives there.", "Hana")


def test_sent_back_it_is_owed_again_and_says_what_is_needed(review, cast):
    saved(review, cast)
    signed(review, cast)
    request, due_on = fresh(review, cast), LATER.date() + dt.timedelta(days=3)
    actions.send_back(
        request, revision=request.agency_return.revision, why="Which visits?", due_on=due_on, by=cast.priya, at=LATER
    )
    given = fresh(review, cast).agency_return
    assert (given.signed_off_at, given.given_on, given.why_sent_back) == (None, None, "Which visits?")
    assert state(review, cast) is State.SENT_BACK
    duty = review.duties.open().get(kind="rapid_review.return", agency=cast.agencies.health)
    assert duty.due_on == due_on
    told = Message.objects.filter(subject__contains="needed again")
    assert told.count() == 2 and "visits" not in told[0].body
    saved(review, cast, revision=given.revision, learning="Seen on three visits.")
    signed(review, cast)
    assert state(review, cast) is State.SIGNED


def test_a_draft_cannot_be_sent_back(review, cast):
    given = saved(review, cast)
    with pytest.raises(NotYet, match="not signed off"):
        actions.send_back(
            fresh(review, cast), revision=given.revision, why="x", due_on=LATER.date(), by=cast.priya, at=LATER
        )


def one_more(review, cast):
    rapid_review = queries.rapid_review_of(review)
    return actions.add_new_person(
        rapid_review, kind="family", label="father", given_names="Owen", by=cast.priya, at=LATER
    )


def test_one_more_person_is_answered_without_unlocking_the_rest(review, cast):
    saved(review, cast)
    signed(review, cast)
    row = one_more(review, cast)
    before = fresh(review, cast).agency_return.revision
    actions.answer_about_more(fresh(review, cast), {row.pk: (True, "One visit.")}, by=cast.hana, at=LATER)
    given = fresh(review, cast).agency_return
    answer = given.answers.get(searched=row)
    assert (answer.held, answer.note, answer.given_on, answer.entered_by) == (
        True,
        "One visit.",
        LATER.date(),
        cast.hana,
    )
    assert given.revision == before and given.signed_off_at
    assert not review.duties.open().filter(kind="rapid_review.more", agency=cast.agencies.health).exists()
    with pytest.raises(NotYet, match="answered for already"):
        actions.answer_about_more(fresh(review, cast), {row.pk: (False, "")}, by=cast.hana, at=LATER)


def test_only_those_added_later_can_be_answered_for(review, cast):
    saved(review, cast)
    signed(review, cast)
    row = one_more(review, cast)
    other = queries.search_list(queries.rapid_review_of(review)).first()
    said = {other.pk: (True, "Changed"), row.pk: (False, "")}
    actions.answer_about_more(
        fresh(review, cast), said, on_behalf_of="Hugo Marsh", given_on=TODAY, original=steps.a_paper("mail.pdf"),
        by=cast.priya, at=LATER,
    )  # fmt: skip
    given = fresh(review, cast).agency_return
    assert given.answers.get(searched=other).note != "Changed"
    later = given.answers.get(searched=row)
    assert (later.on_behalf_of, later.given_on) == ("Hugo Marsh", TODAY)
    assert later.original is not None


def test_a_draft_is_asked_about_everybody_in_its_form_instead(review, cast):
    saved(review, cast)
    row = one_more(review, cast)
    with pytest.raises(NotYet, match="not signed off"):
        actions.answer_about_more(fresh(review, cast), {row.pk: (False, "")}, by=cast.hana, at=LATER)
    assert "father" in actions.missing(fresh(review, cast))
