"""Can an agency ask for more time, is it answered once, and does the date move with the answer alone?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chronology import actions, queries
from chronology.duties import MORE_TIME, REPORT, REPORT_MORE_TIME, SUBMIT
from chronology.models import ChronologyRequest, Extension, ReportExtension
from chronology.tests import report_steps
from chronology.tests.conftest import AT
from chronology.tests.test_actions import LATER, entry_in, kinds, no_trail, submit  # noqa: F401
from chronology.tests.test_views import TODAY, text, the_day  # noqa: F401
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from reviews.case.actions import end_involvement, involve

pytestmark = pytest.mark.page

WANTED, DUE = dt.date(2026, 4, 20), dt.date(2026, 3, 30)
WHY = "The paper records are in another town."


@pytest.fixture
@kept
def waiting(cast, health):
    """The health trust asks for three weeks more."""
    return actions.ask_more_time(health, until_on=WANTED, why=WHY, by=cast.hana, at=AT)


def owed(review, kind):
    return review.duties.open().filter(kind=kind.code)


def test_the_office_owes_an_answer_and_the_date_stays_until_it_is_given(review, health, waiting):
    duty = owed(review, MORE_TIME).get()
    assert (duty.role, duty.thing_id, duty.due_on) == ("business_support", health.pk, dt.date(2026, 3, 4))
    assert owed(review, SUBMIT).get(thing_id=health.pk).due_on == DUE
    assert kinds(review)[-1] == "chronology.more_time_asked"


def test_it_is_granted_until_another_day_and_the_duty_moves(cast, review, health, waiting):
    day = dt.date(2026, 4, 13)
    actions.answer_more_time(
        waiting, revision=waiting.revision, granted=True, until_on=day, word="A week less: the panel meets.",
        by=cast.priya, at=LATER,
    )  # fmt: skip
    assert owed(review, SUBMIT).get(thing_id=health.pk).due_on == day
    assert not owed(review, MORE_TIME).exists()
    health.refresh_from_db()
    assert health.due_on == day
    letters = Message.objects.filter(subject__contains="more time")
    assert {letter.to for letter in letters} == {cast.hana.email, cast.hugo.email}
    assert all("13 April 2026" in letter.body and WHY not in letter.body for letter in letters)
    assert "chronology.more_time_granted" in kinds(review)


def test_it_is_refused_with_a_word_and_may_be_asked_anew(cast, review, health, waiting):
    answer = {"revision": waiting.revision, "granted": False, "by": cast.priya, "at": LATER}
    with pytest.raises(NotYet) as refusal:
        actions.answer_more_time(waiting, **answer)
    assert refusal.value.field == "word"
    actions.answer_more_time(waiting, **answer, word="The panel meets on 1 April. Give what you have.")
    assert owed(review, SUBMIT).get(thing_id=health.pk).due_on == DUE
    again = actions.ask_more_time(health, until_on=WANTED, why=WHY, by=cast.hana, at=LATER)
    actions.answer_more_time(again, **{**answer, "revision": again.revision}, word="No.")
    assert Message.objects.filter(subject__contains="still due", to=cast.hana.email).count() == 2


def test_one_is_asked_at_a_time_and_it_is_answered_once(cast, health, waiting):
    with pytest.raises(NotYet, match="not answered"):
        actions.ask_more_time(health, until_on=WANTED, why=WHY, by=cast.hugo, at=LATER)
    with pytest.raises(ChangedMeanwhile):
        actions.answer_more_time(waiting, revision=0, granted=True, until_on=WANTED, by=cast.priya, at=LATER)
    with pytest.raises(NotYet, match="Answer that"):
        actions.move(health, due_on=WANTED, why="Asked", by=cast.priya, at=LATER)
    actions.take_back_more_time(waiting, by=cast.hana, at=LATER)
    assert not owed(health.review, MORE_TIME).exists()
    with pytest.raises(NotYet, match="was taken back"):
        actions.answer_more_time(
            waiting, revision=waiting.revision, granted=True, until_on=WANTED, by=cast.priya, at=LATER
        )
    actions.ask_more_time(health, until_on=WANTED, why=WHY, by=cast.hana, at=LATER)


@pytest.mark.parametrize("day", [DUE, dt.date(2025, 4, 20), dt.date(2036, 4, 20)])
def test_a_day_that_gives_no_more_time_or_is_a_slip_is_refused(cast, health, day):
    with pytest.raises(NotYet) as refusal:
        actions.ask_more_time(health, until_on=day, why=WHY, by=cast.hana, at=AT)
    assert refusal.value.field == "until_on"


def test_the_office_is_asked_about_a_slip_of_the_year_too(cast, health):
    with pytest.raises(NotYet) as refusal:
        actions.ask_more_time(
            health, until_on=WANTED, why=WHY, asked_on=dt.date(1926, 3, 2), on_behalf_of="Ann", by=cast.priya, at=AT
        )  # fmt: skip
    assert refusal.value.field == "asked_on"
    with pytest.raises(NotYet, match="more than a year away"):
        actions.move(health, due_on=dt.date(2036, 4, 20), why="The panel meets later.", by=cast.priya, at=AT)


def test_what_was_asked_lapses_when_the_chronology_is_given(cast, review, health, waiting):
    entry_in(health, cast.hana)
    submit(health, cast.hugo)
    waiting.refresh_from_db()
    assert waiting.withdrawn_at and not owed(review, MORE_TIME).exists()
    with pytest.raises(NotYet, match="No more time is needed"):
        actions.ask_more_time(health, until_on=WANTED, why=WHY, by=cast.hana, at=LATER)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, health, waiting, no_trail):  # noqa: F811
    for act, values in (
        (actions.answer_more_time, {"revision": waiting.revision, "granted": True, "until_on": WANTED}),
        (actions.take_back_more_time, {}),
    ):
        with pytest.raises(RuntimeError):
            act(waiting, **values, by=cast.priya, at=LATER)
        waiting.refresh_from_db()
        assert waiting.is_open and owed(review, SUBMIT).get(thing_id=health.pk).due_on == DUE


def test_an_agency_asks_and_reads_the_answer_beside_the_date(cast, at, review, health):
    wrong = at(cast.hana, "chronology-more-time", health.pk, post={"until_on": "2026-03-30", "why": WHY})
    assert wrong.status_code == 422 and "after the one on which it is due now" in text(wrong) and WHY in text(wrong)
    assert (
        at(cast.hana, "chronology-more-time", health.pk, post={"until_on": str(WANTED), "why": WHY}).status_code == 302
    )
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "until <strong>20 April 2026" in page and "has not answered yet" in page
    assert at(cast.hana, "chronology-more-time", health.pk).status_code == 302
    overview = text(at(cast.priya, "chronology"))
    assert "Next: answer those who ask for more time" in overview and "Answer: more time" in overview
    made = Extension.objects.get()
    form = at(cast.priya, "chronology-more-time-answer", health.pk)
    assert WHY in text(form) and "Hana Brzezicki" in text(form)
    sent = {"revision": made.revision, "answer": "refuse", "word": ""}
    refused = at(cast.priya, "chronology-more-time-answer", health.pk, post=sent)
    assert refused.status_code == 422 and "Say why" in text(refused)
    sent |= {"answer": "grant", "until_on": str(WANTED), "word": "Tell us by telephone what you find first."}
    assert at(cast.priya, "chronology-more-time-answer", health.pk, post=sent).status_code == 302
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "More time was granted" in page and "what you find first" in page and "Due" in page
    home = text(at(cast.hana, "chronology-more-time", health.pk))
    assert "is due on 20 April 2026" in home
    assert at(cast.priya, "chronology-more-time-answer", health.pk).status_code == 302


def test_the_office_enters_what_was_asked_by_telephone_and_the_day_counts(cast, at, review, asked):
    found = asked["gp"]
    sent = {"on_behalf_of": "Dr Anselm Pryce", "asked_on": "2026-03-04", "until_on": str(WANTED), "why": WHY}
    later = at(cast.priya, "chronology-more-time", found.pk, post={**sent, "asked_on": "2026-03-06"})
    assert later.status_code == 422 and "cannot be in the future" in text(later)
    sent["original"] = SimpleUploadedFile("mail.txt", b"We need three weeks more.")
    assert at(cast.priya, "chronology-more-time", found.pk, post=sent).url.endswith("/answer/")
    made = Extension.objects.get()
    assert (made.asked_on, made.on_behalf_of) == (dt.date(2026, 3, 4), "Dr Anselm Pryce")
    assert made.original.agency == found.agency
    assert at(cast.priya, "chronology-more-time-take-back", found.pk, post={}).status_code == 302
    assert queries.open_extension(found) is None


def test_it_concerns_that_agency_and_the_office_alone(cast, at, health, waiting):
    for person, status in ((cast.pete, 404), (cast.luca, 403), (cast.sam, 404)):
        assert at(person, "chronology-more-time", health.pk).status_code == status
        assert at(person, "chronology-more-time-take-back", health.pk, post={}).status_code == status
    assert at(cast.hana, "chronology-more-time-answer", health.pk).status_code == 403
    assert at(cast.hana, "chronology-more-time-take-back", health.pk).status_code == 405
    waiting.refresh_from_db()
    assert waiting.is_open


def test_the_card_on_home_says_how_it_stands_without_a_word_of_the_case(cast, at, client, review, health, waiting):
    client.force_login(cast.hana)
    home = client.get("/").content.decode()
    assert "Asked for, until 20 April 2026" in home and WHY not in home
    client.force_login(cast.priya)
    assert "answer an agency that asks for more time" in client.get("/").content.decode().lower()


def test_the_overview_takes_as_many_queries_however_many_ask(cast, at, asked, waiting):
    counts = []
    for _ in range(2):
        at(cast.priya, "chronology")
        with CaptureQueriesContext(connection) as asked_for:
            at(cast.priya, "chronology")
        counts.append(len(asked_for))
        for found in ChronologyRequest.objects.exclude(pk=waiting.request_id):
            if queries.open_extension(found) is None:
                actions.ask_more_time(found, until_on=WANTED, why=WHY, by=cast.priya, at=AT, on_behalf_of="Somebody")
    assert counts[0] == counts[1]


def test_when_the_agency_leaves_the_office_owes_no_answer_and_what_it_owed_is_there_when_it_comes_back(
    cast, at, review, health, waiting
):
    made = actions.ask_for_reports(review, [health.agency], due_on=WANTED, by=cast.priya, at=AT)
    actions.ask_more_time(made[0], until_on=dt.date(2026, 5, 4), why=WHY, by=cast.hana, at=AT)
    end_involvement(review.involvements.get(agency=health.agency), why="Another trust.", by=cast.priya, at=LATER)
    for kind in (MORE_TIME, REPORT_MORE_TIME, SUBMIT, REPORT):
        assert not owed(review, kind).filter(thing_id__in=(health.pk, made[0].pk), agency=health.agency).exists()
    assert not owed(review, MORE_TIME).exists() and not owed(review, REPORT_MORE_TIME).exists()
    assert queries.open_extension(health) is None
    with pytest.raises(NotYet, match="no longer in this case"):
        actions.move(health, due_on=WANTED, why="The panel meets later.", by=cast.priya, at=LATER)
    for name in ("chronology", "agency-reports"):
        page = text(at(cast.priya, name))
        assert "No longer in the case" in page and "Rests until the agency is back" in page
    drafted = text(at(cast.priya, "chronology-draft", health.pk))
    assert "Rests until the agency is back" in drafted and "Enter a request for more time" not in drafted
    involve(review, health.agency, by=cast.priya, at=LATER)
    assert owed(review, SUBMIT).filter(thing_id=health.pk).exists() and owed(review, REPORT).exists()
    assert not owed(review, MORE_TIME).exists(), "it asks again, if it still needs more time"


# The same for an agency report ---------------------------------------------------------------------


@pytest.fixture
@kept
def reports(cast, review, asked):
    """The health trust and the police asked for their reports, due on 27 April."""
    return report_steps.reports_asked(cast, review, ("health", "police"), at=AT)


def test_more_time_for_a_report_is_asked_on_its_page_and_granted_by_the_office(cast, at, client, review, reports):
    found, until = reports["health"], dt.date(2026, 5, 11)
    sent = {"until_on": "2026-04-27", "why": WHY}
    wrong = at(cast.hana, "agency-report-more-time", found.pk, post=sent)
    assert wrong.status_code == 422 and "after the one on which it is due now" in text(wrong)
    assert at(cast.hana, "agency-report-more-time", found.pk, post={**sent, "until_on": str(until)}).status_code == 302
    assert "has not answered yet" in text(at(cast.hana, "agency-report", found.pk))
    assert owed(review, REPORT_MORE_TIME).get().thing_id == found.pk and not owed(review, MORE_TIME).exists()
    client.force_login(cast.priya)
    assert "more time for its agency report" in client.get("/").content.decode()
    overview = text(at(cast.priya, "agency-reports"))
    assert "Next: answer those who ask for more time" in overview and "Answer: more time" in overview
    assert at(cast.priya, "agency-report-move", found.pk).url.endswith("/more-time/answer/")
    made = ReportExtension.objects.get()
    assert WHY in text(at(cast.priya, "agency-report-more-time-answer", found.pk))
    sent = {"revision": made.revision, "answer": "grant", "until_on": str(until), "word": "Send the analysis first."}
    assert at(cast.priya, "agency-report-more-time-answer", found.pk, post=sent).url.endswith("/chronology/reports/")
    assert owed(review, REPORT).get(thing_id=found.pk).due_on == until
    page = text(at(cast.hana, "agency-report", found.pk))
    assert "More time was granted" in page and "Send the analysis first." in page
    letters = Message.objects.filter(key__startswith="agency_report_more_time")
    assert {letter.to for letter in letters} == {cast.hana.email, cast.hugo.email}
    assert all("11 May 2026" in letter.body and WHY not in letter.body for letter in letters)
    assert "chronology.report_more_time_granted" in kinds(review)


def test_what_was_asked_for_a_report_lapses_when_it_is_given_or_asked_no_more(cast, review, reports):
    ask = {"until_on": dt.date(2026, 5, 11), "why": WHY, "at": AT}
    given, gone = reports["health"], reports["police"]
    for found, by in ((given, cast.hana), (gone, cast.pete)):
        actions.ask_more_time(found, **ask, by=by)
        with pytest.raises(NotYet, match="Answer that"):
            actions.move(found, due_on=dt.date(2026, 5, 4), why="Asked", by=cast.priya, at=LATER)
    report_steps.written(given, report_steps.HEALTH, by=cast.hana, at=AT)
    report_steps.submitted(given, by=cast.hugo, at=LATER)
    actions.withdraw_report(gone, revision=gone.revision, why_withdrawn="Not needed", by=cast.priya, at=LATER)
    assert not owed(review, REPORT_MORE_TIME).exists()
    assert not ReportExtension.objects.filter(withdrawn_at=None).exists()
    with pytest.raises(NotYet, match="The agency report is given"):
        actions.ask_more_time(given, **ask, by=cast.hana)


def test_it_concerns_that_agency_and_the_office_alone_for_a_report_too(cast, at, reports):
    found = reports["health"]
    actions.ask_more_time(found, until_on=dt.date(2026, 5, 11), why=WHY, by=cast.hana, at=AT)
    for person, status in ((cast.pete, 404), (cast.luca, 403), (cast.sam, 404)):
        assert at(person, "agency-report-more-time", found.pk).status_code == status
        assert at(person, "agency-report-more-time-take-back", found.pk, post={}).status_code == status
    assert at(cast.hana, "agency-report-more-time-answer", found.pk).status_code == 403
    assert at(cast.hana, "agency-report-more-time-take-back", found.pk, post={}).status_code == 302
    assert queries.open_extension(found) is None
