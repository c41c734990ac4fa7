"""Does the list of notifications tell inspection and board what was in time, decided and answered, and no more than they may read?"""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Partnership
from cspr.audit.models import TrailEntry
from reviews.case.models import Duty, Review
from reviews.rapid_review import rules
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.referral.duties import NOTIFY
from reviews.referral.models import Notification, Outcome, PartnerDecision, Question

pytestmark = [pytest.mark.django_db, pytest.mark.page]
D = dt.date
PAGE = "/notifications/"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def late(cast, review):
    """The open rapid review of the tests, its notification sent late, decided with one partner dissenting, answered."""
    told = {"known_on": D(2026, 3, 10), "sent_on": D(2026, 3, 31), "late_reason": "The officer was away."}
    Notification.objects.filter(review=review).update(**told)
    Duty.objects.filter(review=review, kind=NOTIFY.code).update(due_on=D(2026, 3, 17))
    by = {"entered_by": cast.priya, "entered_at": dt.datetime(2026, 4, 2, tzinfo=dt.UTC)}
    for partner, outcome in (
        ("council", Outcome.LOCAL_REVIEW), ("police", Outcome.LOCAL_REVIEW), ("icb", Outcome.NO_REVIEW),
    ):  # fmt: skip
        PartnerDecision.objects.create(
            review=review, question=Question.REVIEW, partner=getattr(cast.agencies, partner), outcome=outcome,
            reasons="Because.", decided_on=D(2026, 4, 2), **by,
        )  # fmt: skip
    RapidReview.objects.filter(review=review).update(outcome=Outcome.LOCAL_REVIEW, decided_on=D(2026, 4, 2))
    NationalPanelReply.objects.create(
        rapid_review=review.rapid_review, received_on=D(2026, 4, 20), view="agrees", what_it_says="Agreed.", **by
    )
    return review


def test_where_all_partners_decided_the_same_it_is_said_once(cast, late, client):
    PartnerDecision.objects.filter(partner=cast.agencies.icb, question=Question.REVIEW).update(
        outcome=Outcome.LOCAL_REVIEW, decided_on=D(2026, 4, 3)
    )
    client.force_login(cast.bea)
    html = text(client.get(PAGE))
    assert "All partners: Local child safeguarding practice review, 3 April 2026" in html
    assert "decided otherwise" not in html and "Fenmarsh Police:" not in html


def more_cases(review, number):
    """So many copies of the case and its notification, as rows."""
    for count in range(number):
        code = f"FM-2001-{Review.objects.count() + count:03d}"
        copy = Review.objects.create(
            code=code, partnership=review.partnership, incident=review.incident, phase=review.phase,
            opened_on=review.opened_on, opened_at=review.opened_at, opened_by=review.opened_by,
        )  # fmt: skip
        told = Notification.objects.get(review=review)
        told.pk, told.review, told.sent_on = None, copy, D(2025, 2, 3)
        told.known_on = D(2025, 2, 3)
        told.save(force_insert=True)


def test_the_office_reads_dates_reasons_decisions_dissent_reply_and_outcome(as_, late):
    html = text(as_("priya").get(PAGE))
    for said in (
        late.code, "Sent 31 March 2026", "10 working days late</strong>", "The officer was away.", "decided otherwise",
        "Agrees with the decision, 20 April 2026", "Local child safeguarding practice review",
    ):  # fmt: skip
        assert said in html, said
    assert html.count("decided otherwise") == 1 and "0 of 1" in html


def test_board_and_governance_see_the_same_without_text_and_only_who_may_open_the_case_gets_a_link(as_, late):
    link = f'href="{reverse("case", args=[late.code])}"'
    for who, linked in (("bea", False), ("ira", True), ("dev", True)):
        html = text(as_(who).get(PAGE))
        assert late.code in html and (link in html) is linked, who
        assert ("The officer was away." in html) is (who == "dev"), who


@pytest.mark.pure
@pytest.mark.parametrize("who", ["hana", "nell", "rhea", "adam", "luca", "sam"])
def test_others_are_refused(as_, late, who):
    assert as_(who).get(PAGE).status_code == 403
    assert as_(who).get(f"{PAGE}file/csv/").status_code == 403


def test_another_partnerships_notifications_are_in_nobodys_list_here(as_, late):
    other = Partnership.objects.create(name="Saltmere", short_name="Saltmere", code_prefix="SM")
    Review.objects.filter(pk=late.pk).update(partnership=other)
    html = text(as_("priya").get(PAGE))
    assert late.code not in html and "No serious incident notification is recorded." in html
    assert late.code not in as_("priya").get(f"{PAGE}file/csv/").content.decode()


def test_a_year_from_january_or_from_april_narrows_list_totals_and_file(as_, late):
    more_cases(late, 2)
    client = as_("priya")
    assert "2 of 3" in text(client.get(PAGE))
    for year, found in (("2026", 1), ("2025", 2), ("2025-26", 1), ("2024-25", 2), ("nonsense", 3)):
        html = text(client.get(f"{PAGE}?year_of={year}"))
        assert html.count('scope="row"') == found, year
        rows = list(csv.reader(io.StringIO(client.get(f"{PAGE}file/csv/?year_of={year}").content.decode("utf-8-sig"))))
        assert len(rows) == found + 1 and len(set(map(len, rows))) == 1
    taken = TrailEntry.objects.filter(kind="rapid_review.notifications_taken").order_by("number")
    assert taken.count() == 5 and taken.first().changes["year"] == "2026" and taken.first().actor_id == client_id(late)
    assert client.get(f"{PAGE}file/xlsx/").content[:2] == b"PK"
    assert client.get(f"{PAGE}file/pdf/").status_code == 404 and client.post(PAGE).status_code == 405


def client_id(review):
    return review.opened_by_id


def test_a_file_that_cannot_be_noted_is_not_given(as_, late, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    monkeypatch.setattr("reviews.rapid_review.actions.notifications.record", refuse)
    with pytest.raises(RuntimeError, match="trail"):
        as_("priya").get(f"{PAGE}file/csv/")


def test_the_list_costs_the_same_however_many_there_are(as_, late):
    client = as_("priya")
    more_cases(late, 1)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as before:
        client.get(PAGE)
    more_cases(late, 8)
    with CaptureQueriesContext(connection) as after:
        client.get(PAGE)
    assert len(after) == len(before) <= 30


def test_home_and_cases_lead_to_it(as_, late):
    for who in ("priya", "bea", "ira"):
        assert f'href="{PAGE}"' in text(as_(who).get("/")), who
    assert f'href="{PAGE}"' in text(as_("priya").get("/reviews/"))
    assert f'href="{PAGE}"' not in text(as_("hana").get("/"))


@pytest.mark.parametrize(
    ("due", "sent", "today", "words", "late"),
    [
        (D(2026, 3, 10), D(2026, 3, 10), D(2026, 4, 1), "In time", False),
        (D(2026, 3, 10), D(2026, 3, 11), D(2026, 4, 1), "1 working day late", True),
        (D(2026, 3, 13), D(2026, 3, 14), D(2026, 4, 1), "Late", True),
        (D(2026, 3, 10), None, D(2026, 3, 10), "Not sent yet", False),
        (D(2026, 3, 10), None, D(2026, 3, 12), "Not sent, 2 working days late", True),
        (None, None, D(2026, 3, 12), "Not sent yet", False),
    ],
)
def test_whether_something_was_in_time_is_said_in_words(due, sent, today, words, late):
    told = rules.Timeliness(D(2026, 3, 3), due, sent, "", today)
    assert (told.words, told.late) == (words, late)


def test_totals_leave_out_what_was_withdrawn_and_give_the_middle():
    def one(sent, **more):
        return rules.Timeliness(D(2026, 3, 2), D(2026, 3, 9), sent, "", D(2026, 3, 30), **more)

    totals = rules.totals_of(
        [one(D(2026, 3, 3)), one(D(2026, 3, 6)), one(D(2026, 3, 11)), one(None), one(None, withdrawn=True)]
    )
    assert (totals.all, totals.sent, totals.in_time, totals.owed, totals.withdrawn) == (4, 3, 2, 1, 1)
    assert totals.median_days == 4 and rules.totals_of([]).median_days is None
