"""Is the table of a commission kept whole, seen by the office alone, and each interest looked at again?"""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.commissioning import actions, queries
from reviews.commissioning.models import Checkpoint, DaysUsed, Interest, Invoice, Share
from reviews.commissioning.tests import steps
from reviews.panel.rules import changed_questions
from reviews.panel.tests import steps as panel

pytestmark = pytest.mark.django_db
TOMORROW = dt.timedelta(days=1)
NAMES = ("days", "invoice", "share", "checkpoint", "interest")


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    review = panel.a_review_under_way(cast, at=clock.now())
    panel.reviewer_chosen(cast, review, at=clock.now())
    return review


@pytest.fixture
def made(review):
    return review.commissions.get()


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(f"commissioning{name}", args=[review.code, *more])


def added(cast, row):
    return actions.add(row, by=cast.priya, at=clock.now())


def days(made, number="1", **more):
    return DaysUsed(**{"commission": made, "used_on": clock.today(), "days": Decimal(number), "what": "Reading"} | more)


def invoice(made, **more):
    values = {"commission": made, "number": "7", "dated_on": clock.today(), "amount": Decimal(100)}
    return Invoice(**values | more)


def share(review, partner, **more):
    return Share(review=review, partner=partner, **more)


def interest(cast, review, agency, **more):
    return Interest(**{"review": review, "person": cast.luca, "agency": agency, "kind": "work"} | more)


def open_duties(review, kind):
    return list(review.duties.open().filter(kind=f"commissioning.{kind}").values_list("thing_id", flat=True))


def test_days_and_bills_are_summed_and_what_is_in_error_counts_no_more(cast, review, made):
    steps.commission_kept(cast, review, at=clock.now())
    (account,) = queries.accounts(review)
    assert (account.used, account.billed, account.paid, account.too_many) == (
        Decimal("3.5"),
        Decimal("1837.5"),
        0,
        False,
    )
    row = account.days[0]
    actions.void(row, revision=1, why_void="Another review", by=cast.priya, at=clock.now())
    actions.change(account.invoices[0], revision=1, paid_on=clock.today(), by=cast.priya, at=clock.now())
    (account,) = queries.accounts(review)
    assert (account.used, account.paid) == (Decimal(1), account.billed)
    added(cast, days(made, "30"))
    assert queries.accounts(review)[0].too_many
    with pytest.raises(NotYet):
        actions.change(row, revision=2, what="x", by=cast.priya, at=clock.now())


def test_what_cannot_be_is_said_beside_its_field(cast, review, made):
    council, icb = cast.agencies.council, cast.agencies.icb
    added(cast, invoice(made))
    added(cast, share(review, council, percent=Decimal(60)))
    early = clock.today() - TOMORROW
    refused = {
        "days": days(made, "0"), "used_on": days(made, used_on=clock.today() + TOMORROW), "number": invoice(made),
        "paid_on": invoice(made, number="8", paid_on=early), "partner": share(review, council, percent=Decimal(1)),
        "percent": share(review, icb, percent=Decimal(41)), "amount": invoice(made, number="9", amount=Decimal(0)),
        "on_time": Checkpoint(review=review, due_on=clock.today(), what="Draft", met_on=clock.today()),
        "until_on": interest(cast, review, icb, from_on=clock.today(), until_on=early),
    }  # fmt: skip
    for field, row in refused.items():
        with pytest.raises(NotYet) as refusal:
            added(cast, row)
        assert refusal.value.field == field and row.pk is None
    with pytest.raises(NotYet):
        added(cast, share(review, icb, percent=Decimal(1), amount=Decimal(1)))


def test_what_is_agreed_is_not_overwritten_unseen(cast, review, made):
    values = {"skills": "", "days_agreed": Decimal(20), "day_rate": None, "papers": "", "papers_on": None}
    agreed = actions.agree(made, revision=None, **values, by=cast.priya, at=clock.now())
    for revision in (None, agreed.revision - 1):
        with pytest.raises(ChangedMeanwhile):
            actions.agree(made, revision=revision, **values, by=cast.priya, at=clock.now())
    with pytest.raises(NotYet) as refusal:
        actions.agree(made, revision=agreed.revision, **values | {"papers": "returned"}, by=cast.priya, at=clock.now())
    assert refusal.value.field == "papers_on"
    entry = TrailEntry.objects.get(kind="commissioning.agreed")
    assert entry.audience == "office" and "525" not in str(entry.changes)


def test_the_letter_of_appointment_goes_once_and_looks_genuine(cast, review, made):
    priya, page = as_(cast.priya), at("-appoint", review, made.pk)
    assert priya.get(page).status_code == 200 and as_(cast.dev).get(page).status_code == 403
    assert priya.post(page).status_code == 302
    letter = Message.objects.get(key=f"commissioning-appointed:{made.pk}")
    assert letter.to == cast.luca.email and review.code in letter.body and "/help/invited/" in letter.body
    again = priya.post(page)
    assert again.status_code == 422 and "sent already" in again.content.decode()
    assert Message.objects.filter(key__startswith="commissioning-appointed").count() == 1


def test_a_checkpoint_is_owed_until_time_and_quality_are_looked_at(cast, review):
    row = added(cast, Checkpoint(review=review, due_on=clock.today() + TOMORROW, what="Draft"))
    assert open_duties(review, "checkpoint") == [row.pk]
    actions.change(row, revision=1, due_on=clock.today() + 2 * TOMORROW, by=cast.priya, at=clock.now())
    assert review.duties.open().get(kind="commissioning.checkpoint").due_on == clock.today() + 2 * TOMORROW
    told = {"met_on": clock.today(), "on_time": "Yes", "quality": "Good"}
    actions.change(row, revision=2, **told, by=cast.priya, at=clock.now())
    assert open_duties(review, "checkpoint") == []


def test_an_interest_in_an_agency_of_the_case_says_how_it_is_handled(cast, review):
    case.involve(review, cast.agencies.police, by=cast.priya, at=clock.now())
    with pytest.raises(NotYet) as refusal:
        added(cast, interest(cast, review, cast.agencies.police))
    assert refusal.value.field == "how_handled"
    assert added(cast, interest(cast, review, cast.agencies.police, how_handled="Stands aside")).pk


def test_an_agency_that_comes_later_has_its_interests_looked_at_again(cast, review):
    review.involvements.filter(agency=cast.agencies.police).update(ended_on=clock.today())
    row = added(cast, interest(cast, review, cast.agencies.police))
    assert open_duties(review, "look") == []
    case.involve(review, cast.agencies.police, by=cast.priya, at=clock.now())
    assert open_duties(review, "look") == [row.pk]
    with pytest.raises(NotYet):
        actions.change(row, revision=1, what="More", by=cast.priya, at=clock.now())
    actions.change(row, revision=1, how_handled="Stands aside", by=cast.priya, at=clock.now())
    assert open_duties(review, "look") == []


def test_only_the_office_sees_money_and_interests(cast, review, made):
    steps.commission_kept(cast, review, at=clock.now())
    rows = (DaysUsed, Invoice, Share, Checkpoint, Interest)
    pages = [at("", review), at("-agreement", review, made.pk), at("-appoint", review, made.pk)]
    for name, model in zip(NAMES, rows, strict=True):
        pk = model.objects.first().pk
        pages += [at(f"-{name}", review, pk), at(f"-{name}-void", review, pk)]
        pages.append(at(f"-{name}-add", review, *([made.pk] if name in ("days", "invoice") else [])))
    for page in pages:
        assert as_(cast.priya).get(page).status_code == 200, page
    for user, status in ((cast.dev, 403), (cast.hana, 403), (cast.luca, 404), (cast.sam, 404)):
        assert as_(user).get(pages[0]).status_code == status, user
    other = panel.a_review_under_way(cast, at=clock.now())
    assert as_(cast.priya).get(at("-days", other, DaysUsed.objects.first().pk)).status_code == 404
    assert as_(cast.priya).get(at("", other)).status_code == 200


def test_rows_are_added_changed_and_struck_out_on_their_pages(cast, review, made):
    priya, day = as_(cast.priya), clock.today().isoformat()
    wrong = priya.post(at("-days-add", review, made.pk), {"used_on": day, "days": "0", "what": "Reading"})
    assert wrong.status_code == 422 and "days" in wrong.context["form"].errors
    sent = {"used_on": day, "days": "1.5", "what": "Reading"}
    assert priya.post(at("-days-add", review, made.pk), sent).status_code == 302
    row = DaysUsed.objects.get()
    changed = priya.post(at("-days", review, row.pk), sent | {"days": "2", "revision": 1})
    assert changed.status_code == 302 and DaysUsed.objects.get().days == 2
    assert priya.post(at("-days-void", review, row.pk), {"revision": 2, "why_void": "x"}).status_code == 302
    assert priya.get(at("-days", review, row.pk)).status_code == 404
    agreed = priya.post(at("-agreement", review, made.pk), {"days_agreed": "20", "day_rate": "500"})
    assert agreed.status_code == 302 and "of 20.0 agreed" in priya.get(at("", review)).content.decode()


def test_the_page_asks_the_same_number_of_questions_however_long_the_table_is(cast, review, made):
    steps.commission_kept(cast, review, at=clock.now())
    priya = as_(cast.priya)
    priya.get(at("", review))
    with CaptureQueriesContext(connection) as few:
        priya.get(at("", review))
    for number in range(10):
        added(cast, days(made))
        added(cast, invoice(made, number=f"n{number}"))
        added(cast, interest(cast, review, cast.agencies.health, how_handled="Known"))
    with CaptureQueriesContext(connection) as many:
        priya.get(at("", review))
    assert len(many) == len(few)


def test_nothing_changes_where_the_trail_cannot_be_written(cast, review, made, monkeypatch):
    row = added(cast, days(made))

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(actions, "record", fails)
    for change in (
        lambda: added(cast, days(made)),
        lambda: actions.change(row, revision=1, what="x", by=cast.priya, at=clock.now()),
        lambda: actions.void(row, revision=1, why_void="x", by=cast.priya, at=clock.now()),
        lambda: actions.agree(made, revision=None, skills="x", by=cast.priya, at=clock.now()),
    ):
        with pytest.raises(RuntimeError):
            change()
    assert DaysUsed.objects.get().what == "Reading" and queries.accounts(review)[0].agreement is None


@pytest.mark.parametrize(
    ("older", "newer", "said"),
    [
        (["a b", "c d"], ["a b", "c d"], []),
        (["a b", "c d"], ["c d", "a b"], ["Question 2 is now question 1.", "Question 1 is now question 2."]),
        (
            ["who saw the child"],
            ["who saw the baby"],
            ["Question 1 is worded anew. Before, as question 1: who saw the child"],
        ),
        (["a b"], ["a b", "x y"], ["Question 2 is new: x y"]),
        (["a b", "c d"], ["c d"], ["Question 2 is now question 1.", "Question 1 is left out: a b"]),
    ],
)
def test_the_log_of_the_terms_says_question_by_question_what_changed(older, newer, said):
    assert changed_questions(older, newer) == said
