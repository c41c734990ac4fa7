"""Does home say what one was doing, what is due over all cases, and what is unusual? Does the case say what changed?"""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Contact, Post
from agencies.roles import Role
from cspr.audit.actions import record, record_look
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.drafts import actions as drafts
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case import actions, queries
from reviews.case.duties import KINDS, DutyKind
from reviews.case.models import Duty, Review
from reviews.case.phases import Phase
from reviews.case.queries import About
from reviews.case.queries.lately import visit_before
from reviews.case.queries.watch import is_odd_hour
from reviews.case.tests.steps import opened
from reviews.templatetags.case import changes_in_words

pytestmark = pytest.mark.page

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)  # a Tuesday
TODAY = AT.date()
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
ASK = DutyKind("test.ask", "answer the question", "case")
LAW = DutyKind("test.law", "send it", "case", statutory=True)
SAVED = Event("test.saved", "saved something")


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)
    for kind in (ASK, LAW):
        monkeypatch.setitem(KINDS, kind.code, kind)


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT - 20 * DAY)
    actions.involve(found, cast.agencies.health, by=cast.priya, at=AT - 20 * DAY)
    return found


def page(person, url="/"):
    client = Client()
    client.force_login(person)
    return client.get(url).content.decode()


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def happened(review, by, moment, event=SAVED, **more):
    with transaction.atomic():
        record(event, by=by, at=moment, review_code=review.code, **more)


def looked(review, by, moment, name="case", subject=""):
    record_look(name, by=by, at=moment, review_code=review.code, subject=subject)


def owe(review, days, kind=ASK, **debtor):
    return actions.open_duty(review, kind, at=AT, due_on=TODAY + days * DAY, **debtor)


# What I was last doing ---------------------------------------------------------------------------------


def test_home_leads_back_to_what_was_not_sent_and_to_what_was_last_written(cast, review):
    drafts.save(cast.priya.pk, "document:X", {"x": ["y"]}, revision=0, at=AT, page=at("documents-add", review))
    drafts.save(cast.priya.pk, "refer", {"x": ["y"]}, revision=0, at=AT - HOUR, page=reverse("referral-log"))
    looked(review, cast.priya, AT - 3 * HOUR, "case-incident")
    happened(review, cast.priya, AT - 2 * HOUR)
    looked(review, cast.priya, AT - 2 * HOUR, "case")
    html = page(cast.priya)
    there = html.split("What you were last doing")[1].split("</section>")[0]
    assert there.index(f'href="{at("documents-add", review)}">Papers, {review.code}') < there.index("Log a referral")
    assert f'href="{at("case", review)}">You saved something, {review.code}' in there


def test_whoever_runs_cases_comes_to_the_reminders_from_home(cast):
    assert f'href="{reverse("reminders")}"' in page(cast.priya)
    assert f'href="{reverse("reminders")}"' not in page(cast.luca)


def test_where_saving_led_nowhere_the_page_before_is_offered(cast, review):
    looked(review, cast.priya, AT - 3 * HOUR, "duty-move", "7")
    happened(review, cast.priya, AT - 2 * HOUR)
    assert f'href="{at("duty-move", review, 7)}"' in page(cast.priya)


def test_what_one_did_in_a_case_one_no_longer_sees_is_not_told(cast, review):
    looked(review, cast.hana, AT - 3 * HOUR)
    happened(review, cast.hana, AT - 2 * HOUR)
    drafts.save(cast.hana.pk, "entry", {"x": ["y"]}, revision=0, at=AT, page=at("chronology", review))
    assert "What you were last doing" in page(cast.hana)
    actions.end_involvement(review.involvements.get(), why="Not involved.", by=cast.priya, at=AT)
    assert "What you were last doing" not in page(cast.hana) and review.code not in page(cast.hana)


def test_a_draft_of_an_address_that_is_no_page_is_left_out(cast):
    drafts.save(cast.priya.pk, "x", {"x": ["y"]}, revision=0, at=AT, page="/no/such/page/")
    assert "What you were last doing" not in page(cast.priya)


def test_what_was_typed_is_read_and_discarded_though_its_page_opens_no_longer(cast, review, client):
    gone, there = at("duty-move", review, 7), at("documents-add", review)
    typed = {"why": ["The supplier has moved the date."], "due_on_0": ["3"], "revision": ["2"]}
    drafts.save(cast.priya.pk, "gone", typed, revision=0, at=AT, page=gone, title="Move the  date")
    drafts.save(
        cast.priya.pk, "there", {"title": ["Minutes"]}, revision=0, at=AT - HOUR, page=there, title="Add a paper"
    )
    drafts.save(cast.sam.pk, "other", {"x": ["Of somebody else"]}, revision=0, at=AT, page=gone)
    html = page(cast.priya)
    assert f"Where it stands, {review.code}: Move the date</a>" in html and f"{review.code}: Add a paper</a>" in html
    client.force_login(cast.priya)
    answer = client.get(gone)
    assert answer.status_code == 404 and f'href="{reverse("not-sent")}"' in answer.content.decode()
    assert "did not send" not in client.get(at("duty-move", review, 8)).content.decode()
    shown = client.get(reverse("not-sent")).content.decode()
    assert "The supplier has moved the date." in shown and "Minutes" in shown and "somebody else" not in shown
    assert "Why" in shown and "Revision" not in shown and f'href="{there}"' in shown
    discard = {"key": "gone", "back": reverse("not-sent")}
    assert client.post(reverse("drafts:discard"), discard).url == reverse("not-sent")
    shown = client.get(reverse("not-sent")).content.decode()
    assert "The supplier" not in shown and "Minutes" in shown


def test_what_was_typed_in_a_case_one_no_longer_sees_is_not_shown(cast, review, client):
    drafts.save(cast.hana.pk, "x", {"x": ["A visit at home"]}, revision=0, at=AT, page=at("chronology", review))
    client.force_login(cast.hana)
    assert "A visit at home" in client.get(reverse("not-sent")).content.decode()
    actions.end_involvement(review.involvements.get(), why="Not involved.", by=cast.priya, at=AT)
    shown = client.get(reverse("not-sent")).content.decode()
    assert "A visit at home" not in shown and "You have sent everything" in shown


# Over all cases ----------------------------------------------------------------------------------------


def test_the_office_sees_what_is_late_whom_to_ring_and_the_clocks(cast, review):
    Contact.objects.create(agency=cast.agencies.health, name="Safeguarding desk", phone="01632 960 111")
    owe(review, -2, agency=cast.agencies.health)
    owe(review, 0, LAW, role=Role.NOTIFIER, agency=cast.agencies.council)
    owe(review, 5, user=cast.pam)
    owe(review, 20, role=Role.SUBGROUP_CHAIR)
    html = page(cast.priya)
    for words in (
        "<strong>1</strong> late",
        "<strong>1</strong> due today",
        "<strong>1</strong> in the next seven",
        "<strong>4</strong> owed",
    ):
        assert words in html
    assert "Safeguarding desk" in html and 'href="tel:01632960111"' in html
    assert "Statutory clocks that are running" in html and "Started 10 March 2026" in html
    assert "What partners, chair and review team owe" in html and "Pam Njoroge" in html
    for who in (cast.hana, cast.cora, cast.ira):
        assert "Chase list" not in page(who)


def test_the_list_over_all_cases_is_for_those_who_run_them(cast, review):
    owe(review, -2, agency=cast.agencies.health)
    owe(review, 3, role=Role.SUBGROUP_CHAIR)
    assert "Fenmarsh Community Health Trust" in page(cast.priya, "/due/?of=agencies&when=late")
    assert "Chair of the sub-group" in page(cast.priya, "/due/?of=people")
    assert "Nothing of this kind is due." in page(cast.priya, "/due/?of=clocks")
    assert "Fenmarsh Community Health Trust" not in page(cast.cora, "/due/?of=agencies")
    assert "Answer the question" in page(cast.cora, "/due/") and "Answer the question" in page(
        cast.hana, "/due/?when=late"
    )


def test_the_person_with_a_number_is_rung_first(cast, review):
    duty = owe(review, 1, role=Role.DELEGATED_PARTNER, agency=cast.agencies.police)
    assert queries.whom_to_ring([duty], on=TODAY)[duty.pk].name == "Dan Eversley"
    agency = owe(review, 1, DutyKind("test.other", "x", "case"), agency=cast.agencies.health)
    assert queries.whom_to_ring([agency], on=TODAY)[agency.pk] == queries.Line("Hana Brzezicki", "")
    type(cast.hugo).objects.filter(pk=cast.hugo.pk).update(phone="01632 960 222")
    assert queries.whom_to_ring([agency], on=TODAY)[agency.pk] == queries.Line("Hugo Marsh", "01632 960 222")


def test_more_than_fits_at_home_stands_on_a_page_of_its_own(cast, review):
    for number in range(12):
        owe(review, number, DutyKind(f"test.{number}", f"do {number}", "case"), user=cast.hana)
    html = page(cast.hana)
    assert "All 12 things that wait for you" in html and "Do 6" in html and "Do 11" not in html
    assert "Do 11" in page(cast.hana, "/due/")


# What is unusual ---------------------------------------------------------------------------------------


def test_governance_sees_looks_at_night_and_by_those_without_a_part(cast, review):
    looked(review, cast.hana, AT - 10 * HOUR)
    for number in range(20):
        looked(review, cast.cora, AT - DAY - number * dt.timedelta(minutes=1))
    html = page(cast.ira)
    assert "Opened 1 page of" in html and "between 21:00 and 6:00" in html
    assert "Cora Whitlock" in html and "Opened 20 pages of" in html and "nothing in this case is asked of them" in html
    assert f"{at('trail', review)}?show=looks&amp;person={cast.cora.pk}" in html
    owe(review, 5, role=Role.SUBGROUP_CHAIR)
    assert "nothing in this case is asked of them" not in page(cast.ira)
    only = page(cast.ira, f"{at('trail', review)}?show=looks&person={cast.hana.pk}")
    assert "Hana Brzezicki opened Where it stands" in only and "Cora Whitlock opened" not in only


def test_whoever_runs_cases_may_look_at_them_often(cast, review):
    for number in range(25):
        looked(review, cast.priya, AT - DAY - number * dt.timedelta(minutes=1))
    html = page(cast.ira)
    assert "nothing in this case is asked of them" not in html and "<td" in html and "25" in html


def test_a_role_given_to_oneself_and_roles_not_used_are_shown(cast):
    with transaction.atomic():
        record(
            Event("agencies.role_given", "gave a role"), by=cast.adam, at=AT, subject=f"person {cast.adam.pk}",
            changes={"role": "governance"},
        )  # fmt: skip
    Post.objects.filter(user=cast.rhea).update(ends_on=TODAY - DAY)
    html = page(cast.ira)
    assert "Gave themselves the role “Information governance lead” on 10 March 2026." in html
    assert "roles not used for 90 days" in html and "Roles that ended lately" in html and "Rhea Tolland" in html
    assert "people see real names in the identity register" in html and "Priya Raman: business support" in html


@pytest.mark.parametrize(
    ("moment", "odd"),
    [
        (dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC), False),
        (dt.datetime(2026, 3, 10, 21, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 3, 10, 5, 59, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 7, 1, 20, 30, tzinfo=dt.UTC), True),  # half past nine in summer time
        (dt.datetime(2026, 3, 14, 12, tzinfo=dt.UTC), True),
        (dt.datetime(2026, 12, 25, 12, tzinfo=dt.UTC), True),
    ],
)
def test_night_weekends_and_bank_holidays_are_unusual(moment, odd):
    assert is_odd_hour(moment) is odd


# What changed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ago", "before"),
    [
        ([0], None),
        ([0, 10, 20, 300], 300),
        ([0, 29, 58], None),
        ([300, 400], 300),
        ([], None),
    ],
)
def test_the_visit_before_is_not_the_same_page_loaded_again(ago, before):
    minutes = [dt.timedelta(minutes=number) for number in ago]
    expected = None if before is None else AT - dt.timedelta(minutes=before)
    assert visit_before([AT - passed for passed in minutes], AT) == expected


def test_the_case_says_what_changed_since_one_last_looked(cast, review):
    happened(review, cast.cora, AT - 3 * DAY, Event("t", "did the old thing"))
    looked(review, cast.priya, AT - 2 * DAY)
    happened(review, cast.cora, AT - HOUR, Event("t", "did the new thing"))
    for _ in range(2):  # loading it again forgets nothing
        html = page(cast.priya, at("case", review)).split('id="news"')[1]
        assert "<strong>1</strong> change since you were last here, 8 March 2026" in html
        assert "Cora Whitlock did the new thing" in html and "old thing" not in html
    html = page(cast.priya, at("case", review) + "?since=week")
    assert "old thing" in html and "<strong>2</strong> changes since" in html
    assert "<strong>1</strong> change since Monday, 9 March 2026" in page(
        cast.priya, at("case", review) + "?since=monday"
    )
    assert "old thing" not in page(cast.priya, at("chronicle", review) + "?since=last")
    assert "old thing" in page(cast.priya, at("chronicle", review))


def test_a_first_visit_is_said_to_be_one_once(cast, review):
    happened(review, cast.cora, AT - DAY, Event("t", "did the old thing"))
    first = page(cast.priya, at("case", review)).split('id="news"')[1]
    looked(review, cast.cora, AT - dt.timedelta(minutes=10))
    again = page(cast.cora, at("case", review)).split('id="news"')[1]
    assert "This is your first visit. The latest:" in first and "did the old thing" in first
    assert (
        "first visit" not in again and "You were here for the first time on 10 March 2026, 09:20. The latest:" in again
    )
    assert "did the old thing" in again


def test_what_one_person_did_many_times_over_is_told_once(cast, review):
    health, police = (f"agency {agency.pk}" for agency in (cast.agencies.health, cast.agencies.police))
    happened(review, cast.cora, AT - DAY, Event("t", "asked an agency"), subject=health)
    for subject in (health, police, police):
        happened(review, cast.cora, AT - HOUR, Event("t", "asked an agency"), subject=subject)
    happened(review, cast.priya, AT - HOUR, Event("t", "asked an agency"))
    html = page(cast.priya, at("case", review) + "?since=week").split('id="news"')[1]
    assert html.count("asked an agency") == 3, "hers, three of Cora's as one, and Cora's of the day before"
    assert f"asked an agency, 3 times: {cast.agencies.police}, {cast.agencies.health}" in html
    assert page(cast.priya, at("chronicle", review)).count("asked an agency, 3 times") == 1


def test_a_moment_among_changes_is_written_as_everywhere():
    entry = TrailEntry(changes={"submitted_at": "2026-03-09 10:33:00+00:00"})
    assert changes_in_words(entry, About()) == ["submitted at: 9 March 2026, 10:33"]


def test_many_entries_told_as_one_take_no_more_queries(cast, review):
    happened(review, cast.cora, AT - HOUR, Event("t", "wrote"))
    client = Client()
    client.force_login(cast.priya)
    for number in range(3):  # the first look warms what is kept between requests
        with CaptureQueriesContext(connection) as asked:
            client.get(at("case", review))
        if number == 1:
            few = len(asked)
            for _ in range(20):
                happened(review, cast.cora, AT - HOUR, Event("t", "wrote"))
    assert len(asked) == few


def test_nothing_new_is_said_in_words(cast, review):
    happened(review, cast.priya, AT - 3 * DAY, Event("t", "did the old thing"))
    assert "Nothing has changed since Monday, 9 March 2026." in page(cast.cora, at("case", review) + "?since=monday")
    looked(review, cast.cora, AT - 2 * DAY)
    assert "Nothing has changed since you were last here, 8 March 2026" in page(cast.cora, at("case", review))


def test_looks_are_read_by_the_words_of_the_page(cast, review):
    for name in ("case", "report-checks", "chronology-combined", "chronology-combined"):
        looked(review, cast.hana, AT - HOUR, name)
    looked(review, cast.hana, AT - HOUR, "recommendation-edit", subject="4")
    html = page(cast.ira, at("trail", review) + "?show=looks")
    assert "opened Where it stands" in html and "opened Report: what the checks found" in html
    assert "opened Chronology: the combined chronology, 2 times" in html and "Report (" not in html
    assert "opened Findings and recommendations<" in html and "report-checks" not in html


def test_each_is_told_of_their_own_changes_alone(cast, review):
    happened(review, cast.priya, AT - HOUR, Event("t", "did for the office"), audience="office")
    assert "did for the office" in page(cast.priya, at("case", review))
    assert "did for the office" not in page(cast.hana, at("case", review))
    assert "What changed" not in page(cast.ira, at("case", review)), "governance reads the trail, not the case"


def test_the_case_has_one_next_step_and_says_whom_it_waits_for(cast, review):
    owe(review, 3, agency=cast.agencies.health)
    html = page(cast.priya, at("case", review))
    assert "Nothing waits for you here" in html and "The case waits for Fenmarsh Community Health Trust" in html
    assert "Ask Hana Brzezicki; no telephone number is known" in html and "See how far it is" in html
    own = page(cast.hana, at("case", review))
    assert "Do this now" in own and "Hugo Marsh" not in own
    owe(review, 9, LAW, role=Role.BUSINESS_SUPPORT)
    html = page(cast.priya, at("case", review))
    assert "Statutory" in html and "Started 10 March 2026" in html and html.count('class="govuk-button"') == 1


def test_of_many_duties_the_first_stand_open(cast, review):
    for number in range(9):
        owe(review, number, DutyKind(f"test.{number}", f"do {number}", "case"), role=Role.SUBGROUP_CHAIR)
    html = page(cast.priya, at("case", review))
    assert "4 more" in html and Duty.objects.count() == 9


def test_two_lines_with_the_same_words_say_for_whom_each_is(cast, review, monkeypatch):
    monkeypatch.setattr("reviews.case.queries.waiting._about", {ASK.code: lambda numbers: {7: "mother", 8: "aunt"}})
    for thing in (7, 8):
        owe(review, 3, user=cast.cora, thing_id=thing)
    for url in ("/", "/due/", at("case", review)):
        html = page(cast.cora, url)
        assert "Answer the question: mother" in html and "Answer the question: aunt" in html, url


def test_what_came_in_stands_before_that_nothing_waits(cast, review):
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT - 20 * DAY)
    Review.objects.filter(pk=review.pk).update(phase=Phase.IN_REVIEW)
    html = page(cast.luca)
    assert html.index("Came in since") < html.index("Nothing else waits for you.") < html.index("Cases you work on")
    assert html.count('class="govuk-button"') == 1
