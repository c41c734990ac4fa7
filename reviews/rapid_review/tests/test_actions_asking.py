"""How agencies are asked, and how a request moves or ends."""

import datetime as dt

import pytest

from agencies.models import Contact
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.models import Involvement
from reviews.rapid_review import actions, queries
from reviews.rapid_review.models import ReturnRequest
from reviews.rapid_review.tests import steps
from reviews.rapid_review.tests.world import AT, TODAY, a_notified_case, an_open_one, lead_over_the_surgery

pytestmark = pytest.mark.django_db
SOON = TODAY + dt.timedelta(days=10)


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def rapid_review(cast):
    """Open, with a search list, nobody asked."""
    review = a_notified_case(cast)
    found = actions.open_rapid_review(review, returns_due_on=SOON, by=cast.priya, at=AT)
    actions.add_to_search_list(found, queries.people_not_searched(found), by=cast.priya, at=AT)
    return found


def ask(cast, rapid_review, *keys, due_on=SOON):
    agencies = [getattr(cast.agencies, key) for key in keys]
    return actions.ask(rapid_review, agencies, due_on=due_on, by=cast.priya, at=AT)


def test_each_agency_is_involved_owes_its_return_and_is_written_to(cast, rapid_review):
    health, police = ask(cast, rapid_review, "health", "police")
    review = rapid_review.review
    assert Involvement.objects.filter(review=review, agency=cast.agencies.health).exists()
    duty = review.duties.open().get(kind="rapid_review.return", agency=cast.agencies.health)
    assert (duty.thing_id, duty.due_on, duty.role) == (health.pk, SOON, "")
    assert set(Message.objects.values_list("to", flat=True)) == {
        "hana@fenmarsh.example", "hugo@fenmarsh.example", "pete@fenmarsh.example",
    }  # fmt: skip
    entry = TrailEntry.objects.filter(kind="rapid_review.asked").first()
    assert entry.subject == f"request {health.pk}"
    assert police.asked_by == cast.priya


def test_the_message_says_who_asks_how_to_check_and_no_name_of_the_family(cast, rapid_review):
    (request,) = ask(cast, rapid_review, "police")
    message = Message.objects.get()
    code = rapid_review.review.code
    for words in (code, f"{code}/R{request.pk}", "Priya Raman", "01632 960 100", "26 April 2026", "secure and seal"):
        assert words in message.body, words
    for person in rapid_review.review.people.all():
        assert person.family_name not in message.body + message.subject


def test_contacts_and_the_lead_over_the_agency_are_written_to_once_each(cast, rapid_review):
    lead_over_the_surgery(cast)
    Contact.objects.create(agency=cast.agencies.gp, name="Practice desk", email="desk@willow.example")
    Contact.objects.create(agency=cast.agencies.gp, name="Gone", email="gone@willow.example", ended_on=TODAY)
    Contact.objects.create(agency=cast.agencies.gp, name="Dina too", email="DINA@fenmarsh.example")
    ask(cast, rapid_review, "gp")
    assert set(Message.objects.values_list("to", flat=True)) == {
        "desk@willow.example", "dina@fenmarsh.example", "wren@fenmarsh.example",
    }  # fmt: skip


def test_it_refuses_an_agency_that_was_asked_and_asks_none_of_the_others(cast, rapid_review):
    ask(cast, rapid_review, "health")
    with pytest.raises(NotYet, match="asked already"):
        ask(cast, rapid_review, "police", "health")
    assert ReturnRequest.objects.count() == 1


def test_it_refuses_without_a_search_list_or_with_a_day_that_is_past(cast, rapid_review):
    with pytest.raises(NotYet) as refusal:
        ask(cast, rapid_review, "health", due_on=TODAY - dt.timedelta(days=1))
    assert refusal.value.field == "due_on"
    rapid_review.searched.update(withdrawn_at=AT)
    with pytest.raises(NotYet, match="search list"):
        ask(cast, rapid_review, "health")


def test_nobody_is_asked_when_the_trail_cannot_be_written(cast, rapid_review, monkeypatch):
    monkeypatch.setattr("reviews.rapid_review.actions.telling.record", _broken)
    with pytest.raises(RuntimeError):
        ask(cast, rapid_review, "police")
    assert not ReturnRequest.objects.exists()
    assert not Message.objects.exists()
    assert not rapid_review.review.duties.filter(kind="rapid_review.return").exists()


def _broken(*args, **kwargs):
    raise RuntimeError("no trail")


def test_only_the_first_opening_is_noted(cast, rapid_review):
    (request,) = ask(cast, rapid_review, "police")
    actions.note_opened(request, by=cast.pete, at=AT)
    actions.note_opened(request, by=cast.pete, at=AT + dt.timedelta(hours=1))
    request.refresh_from_db()
    assert request.first_opened_at == AT
    assert TrailEntry.objects.filter(kind="rapid_review.request_opened").count() == 1


def test_a_moved_date_is_a_new_duty_and_the_agency_is_told(cast, rapid_review):
    (request,) = ask(cast, rapid_review, "police")
    later = SOON + dt.timedelta(days=3)
    actions.move_request(request, due_on=later, why="Leave", by=cast.priya, at=AT)
    rows = rapid_review.review.duties.filter(kind="rapid_review.return").order_by("pk")
    assert [(row.due_on, row.replaced_by_id is None) for row in rows] == [(SOON, False), (later, True)]
    assert queries.rows_of(rapid_review.review)[0].due_on == later
    assert Message.objects.filter(subject__startswith="New date").count() == 1
    with pytest.raises(NotYet, match="on that day already"):
        actions.move_request(request, due_on=later, why="Leave", by=cast.priya, at=AT)


def test_a_withdrawn_request_is_no_longer_owed_and_can_be_made_again(cast, rapid_review):
    (request,) = ask(cast, rapid_review, "police")
    actions.withdraw_request(request, revision=request.revision, why="Asked by mistake", by=cast.priya, at=AT)
    review = rapid_review.review
    assert not review.duties.open().filter(kind="rapid_review.return").exists()
    assert Message.objects.filter(subject__startswith="Request withdrawn").exists()
    with pytest.raises(NotYet):
        actions.withdraw_request(request, revision=request.revision, why="Again", by=cast.priya, at=AT)
    (again,) = ask(cast, rapid_review, "police")
    assert again.pk == request.pk
    assert review.duties.open().filter(kind="rapid_review.return").count() == 1
    assert Message.objects.filter(subject__startswith="Request for an agency return").count() == 2


def test_two_who_withdraw_at_once_do_not_both_win(cast, rapid_review):
    (request,) = ask(cast, rapid_review, "police")
    other = ReturnRequest.objects.get(pk=request.pk)
    actions.withdraw_request(request, revision=1, why="First", by=cast.priya, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.withdraw_request(other, revision=1, why="Second", by=cast.priya, at=AT)


def test_a_signed_return_cannot_be_withdrawn_or_moved(cast):
    rapid_review = an_open_one(cast)
    later = AT + dt.timedelta(days=10)
    steps.returns_in(cast, rapid_review.review, at=later)
    request = steps.request_to(rapid_review.review, cast.agencies.police)
    with pytest.raises(NotYet, match="locked"):
        actions.withdraw_request(request, revision=request.revision, why="No", by=cast.priya, at=later)
    with pytest.raises(NotYet, match="not owed"):
        actions.move_request(request, due_on=later.date() + dt.timedelta(days=3), why="No", by=cast.priya, at=later)
