"""Does the list of cases show what is asked for, to whom it may, and does it stand 2,000 cases?"""

import csv
import datetime as dt
import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from agencies.models import Partnership, Post
from agencies.queries import visitor
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.tests.cast import assemble
from cspr.tests.many import listed_cases
from cspr.tests.memory import kept
from reviews.case import actions, queries
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Incident, Review, SavedView
from reviews.case.tests.steps import opened

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY = D(2026, 3, 10)
ASK = DutyKind("test.ask", "answer the question", "case")
LIST = "/reviews/"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)
    monkeypatch.setitem(KINDS, ASK.code, ASK)


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT)
    return found


@pytest.fixture
def as_(cast, client):
    def sign_in(who):
        client.force_login(getattr(cast, who))
        return client

    return sign_in


@pytest.fixture
def no_trail(monkeypatch):
    """Nothing can be written to the trail."""

    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    monkeypatch.setattr("reviews.case.actions.listing.record", refuse)


def text(answer):
    return answer.content.decode()


def file(review, due_on, **debtor):
    return actions.open_duty(review, ASK, at=AT, due_on=due_on, what="answer the question", **debtor)


def hold(review):
    actions.let_rest(review, origin="hold:0", what=[("", None)], at=AT)


def shown(client, query=""):
    html = text(client.get(f"{LIST}?{query}"))
    return {code for code in Review.objects.values_list("code", flat=True) if f">{code}</a>" in html}


def test_the_most_pressing_case_comes_first_and_what_is_owed_stands_with_it(as_, cast, review):
    later, resting = opened(cast, at=AT), opened(cast, at=AT, kind="archive")
    file(review, D(2026, 3, 20), user=cast.priya)
    file(later, D(2026, 3, 11), user=cast.priya)
    html = text(as_("priya").get(LIST))
    assert html.index(later.code) < html.index(review.code) < html.index(resting.code)
    assert "Answer the question" in html and "Nothing is owed" in html


def test_each_filter_leaves_what_it_says(as_, cast, review):
    late, held, old = opened(cast, at=AT), opened(cast, at=AT, kind="partnership"), opened(cast, at=AT)
    actions.involve(old, cast.agencies.police, by=cast.priya, at=AT)
    actions.rename_child(late.children.get(), label="Child Q", by=cast.priya, at=AT)
    Review.objects.filter(pk=old.pk).update(opened_on=D(2019, 5, 1))
    file(late, D(2026, 3, 9), user=cast.pam)
    file(held, D(2026, 3, 1), user=cast.pam)
    hold(held)
    client, everything = as_("priya"), {one.code for one in (review, late, held, old)}
    assert shown(client) == everything
    for query, left in (
        ("late=late", {late}),
        ("hold=held", {held}),
        ("hold=going", {review, late, old}),
        ("kind=partnership", {held}),
        (f"agency={cast.agencies.police.pk}", {old}),
        (f"agency={cast.agencies.health.pk}", {review}),
        ("guidance=wt2018", {old}),
        ("guidance=wt2023", {review, late, held}),
        ("guidance=wt2026", set()),
        ("words=child+q", {late}),
        (f"words={old.code[-3:]}", {old}),
        ("opened_until_day=2&opened_until_month=5&opened_until_year=2019", {old}),
        ("opened_from_day=2&opened_from_month=5&opened_from_year=2019", {review, late, held}),
        ("late=late&hold=held", set()),
    ):
        assert shown(client, query) == {one.code for one in left}, query


def test_what_cannot_be_a_filter_is_said_beside_it_and_the_rest_still_narrows(as_, cast, review):
    html = text(as_("priya").get(f"{LIST}?kind=archive&opened_from_day=40&opened_from_month=1&opened_from_year=2026"))
    assert "No case is like this." in html and "govuk-error-summary" in html and 'value="40"' in html
    assert as_("priya").get(f"{LIST}?phase=nonsense&page=99&agency=x&words=%00").status_code == 200
    both = "opened_from_day=2&opened_from_month=5&opened_from_year=2026&opened_until_day=1&opened_until_month=5&opened_until_year=2026"
    assert "cannot be before the first" in text(as_("priya").get(f"{LIST}?{both}"))


def test_what_is_typed_comes_into_an_address_only_as_a_code_or_a_label(as_, cast, review):
    client, narrow = as_("priya"), reverse("reviews-narrow")
    moved = client.post(narrow, {"words": review.code[-3:], "kind": "statutory", "csrfmiddlewaretoken": "x"})
    assert moved.url == f"{LIST}?words={review.code[-3:]}&kind=statutory"
    refused = client.post(narrow, {"words": "Kowalczyk", "kind": "statutory"})
    assert refused.status_code == 422 and "No case that you may see has this" in text(refused)
    assert 'value="Kowalczyk"' in text(refused) and "?words" not in text(refused)
    assert as_("sam").post(narrow, {"words": review.code}).status_code == 422, "a case one may not know of is none"
    assert client.get(narrow).status_code == 405


def test_an_agency_cannot_find_out_by_a_filter_who_else_is_involved_or_late(as_, cast, review):
    actions.involve(review, cast.agencies.police, by=cast.priya, at=AT)
    file(review, D(2026, 3, 1), agency=cast.agencies.police)
    client = as_("hana")
    assert "Agency involved" not in text(client.get(LIST))
    assert shown(client, f"agency={cast.agencies.police.pk}") == {review.code}  # not asked, so not narrowed
    assert shown(client, "late=late") == set()
    assert shown(as_("pete"), "late=late") == {review.code}


def test_a_case_of_another_partnership_is_never_listed_and_two_can_be_told_apart(as_, cast, review):
    other = Partnership.objects.create(name="Saltmere", short_name="Saltmere", code_prefix="SM")
    theirs = actions.open_case(
        other, incident=Incident.objects.create(), kind="statutory", opened_on=TODAY, by=cast.priya, at=AT
    )
    assert shown(as_("priya")) == {review.code}
    assert shown(as_("priya"), f"partnership={other.pk}") == {review.code}
    Post.objects.create(user=cast.priya, role=Role.BUSINESS_SUPPORT, partnership=other, starts_on=TODAY)
    assert shown(as_("priya")) == {review.code, theirs.code}
    assert shown(as_("priya"), f"partnership={other.pk}") == {theirs.code}


# Files ----------------------------------------------------------------------------------------------------


def test_the_file_holds_exactly_the_filtered_cases_and_the_trail_says_who_took_it(as_, cast, review):
    other = opened(cast, at=AT, kind="partnership")
    actions.rename_child(other.children.get(), label="=1+1", by=cast.priya, at=AT)
    file(other, D(2026, 3, 1), user=cast.pam)
    answer = as_("priya").get("/reviews/file/csv/?kind=partnership")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Disposition"].startswith("attachment") and answer["Cache-Control"] == "private, no-store"
    assert [row[0] for row in rows] == ["Case", other.code]
    assert rows[1][1] == "'=1+1" and rows[1][8:] == ["2026-03-01", "yes", "no"]
    taken = TrailEntry.objects.get(kind="case.list_taken")
    assert taken.actor_id == cast.priya.pk and taken.changes == {"file": "csv", "cases": 1, "narrowed by": "Kind"}
    book = load_workbook(io.BytesIO(as_("priya").get("/reviews/file/xlsx/").content))
    assert {row[0].value for row in book.active.iter_rows(min_row=2)} == {review.code, other.code}
    assert as_("priya").get("/reviews/file/pdf/").status_code == 404


def test_a_file_that_cannot_be_noted_is_not_given(as_, cast, review, no_trail):
    with pytest.raises(Exception, match="trail"):
        as_("priya").get("/reviews/file/csv/")
    assert as_("priya").post("/reviews/file/csv/").status_code == 405


# Views that are kept --------------------------------------------------------------------------------------


def test_a_view_is_kept_renamed_and_removed_and_is_its_owners_alone(as_, cast, review):
    client, add = as_("priya"), reverse("reviews-view-add")
    assert "Keep this view" in text(client.get(f"{LIST}?late=late&page=1"))
    answer = client.post(f"{add}?late=late&page=3&x=y", {"name": "What is late"})
    view = SavedView.objects.get()
    assert answer.url == f"{LIST}?late=late" and view.query == "late=late"
    html = text(client.get(LIST))
    assert f'href="{LIST}?late=late">What is late</a>' in html
    page = reverse("reviews-view", args=[view.pk])
    assert client.get(page).status_code == 200
    client.post(page, {"name": "Late", "revision": 1})
    view.refresh_from_db()
    assert view.name == "Late"
    stranger = as_("cora")
    assert stranger.get(page).status_code == 404 and "What is late" not in text(stranger.get(LIST))
    assert stranger.post(reverse("reviews-view-withdraw", args=[view.pk])).status_code == 404
    as_("priya").post(reverse("reviews-view-withdraw", args=[view.pk]))
    view.refresh_from_db()
    assert view.withdrawn_at and ">Late</a>" not in text(client.get(LIST))
    kinds = list(TrailEntry.objects.filter(kind__startswith="case.view").values_list("kind", flat=True))
    assert sorted(kinds) == ["case.view_renamed", "case.view_saved", "case.view_withdrawn"]


def test_a_view_is_refused_beside_its_name_or_where_it_would_show_everything(as_, cast):
    client, add = as_("priya"), reverse("reviews-view-add")
    client.post(f"{add}?late=late", {"name": "Late"})
    answer = client.post(f"{add}?hold=held", {"name": "late"})
    assert answer.status_code == 422 and "You have a view of this name already" in text(answer)
    answer = client.post(add, {"name": "All"})
    assert answer.status_code == 422 and "First narrow the list" in text(answer)
    assert SavedView.objects.count() == 1


def test_nothing_of_a_view_is_kept_where_the_trail_cannot_be_written(cast, no_trail):
    with pytest.raises(Exception, match="trail"):
        actions.save_view("Late", "late=late", by=cast.priya, at=AT)
    assert not SavedView.objects.exists()


# Two thousand ---------------------------------------------------------------------------------------------


def cost(client, url):
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def most_kept(work):
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_2000_cases_are_listed_in_windows_at_the_price_of_one_and_no_more_is_held_than_a_window(as_, cast):
    client, who = as_("priya"), visitor(cast.priya, today=TODAY, now=AT)
    first = listed_cases(cast, at=AT, cases=1)
    client.get(LIST)
    before = cost(client, LIST)
    listed_cases(cast, at=AT, cases=1999, prefix="FM-2018")
    assert cost(client, LIST) == before <= 20
    html = text(client.get(f"{LIST}?page=10"))
    assert html.count('scope="row"') == 200 and "1,801 to 2,000 of 2,000 cases" in html
    listed = queries.reviews_listed(who)
    assert len({case.pk for case in listed[0:200] + listed[200:400] + listed[1800:2000]}) == 600
    assert listed[0:1][0].next_duty.due_on <= listed[200:201][0].next_duty.due_on
    assert most_kept(lambda: listed[0:20]) < 2_000_000 and first
