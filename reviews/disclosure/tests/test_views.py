"""The pages of disclosure: for the office and information governance, and for nobody else."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests import cast as people
from cspr.tests.memory import kept
from reviews.case.actions import involve, join_team
from reviews.disclosure.models import PapersRequest, Supplied
from reviews.disclosure.tests import steps
from reviews.documents.actions import add_document
from reviews.referral.tests import steps as referral

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)
DAY = AT.date()


@pytest.fixture
@kept
def cast():
    return people.assemble()


@pytest.fixture
@kept
def review(cast):
    review = referral.partnership_review(cast, at=AT)
    for key in ("health", "police", "council"):
        involve(review, getattr(cast.agencies, key), by=cast.priya, at=AT)
    for key, role in (("luca", "lead_reviewer"), ("pam", "panel_member"), ("harriet", "human_reader")):
        join_team(review, getattr(cast, key), role, by=cast.priya, at=AT)
    return review


@pytest.fixture
@kept
def asked(cast, review):
    return steps.coroner_asked(cast, review, at=AT, due_on=dt.date(2026, 4, 1))


@pytest.fixture
def office(client, cast):
    client.force_login(cast.priya)
    return client


def at(review, name, *more):
    return reverse(f"disclosure-{name}" if name else "disclosure", args=[review.code, *more])


def told(response):
    return response.content.decode()


def pages_of(review, asked, given, sent):
    one = ("request", "change", "extend", "advice", "decide", "send", "close", "reopen", "void")
    return [
        at(review, ""), at(review, "add"), at(review, "supplied-add"), at(review, "schedule"),
        *(at(review, name, asked.pk) for name in one), at(review, "sent-void", sent.pk),
        at(review, "file", asked.original_id),
        *(at(review, f"supplied-{name}", given.pk) for name in ("change", "end", "void")),
    ]  # fmt: skip


@pytest.fixture
@kept
def pages(cast, review, asked):
    given = steps.material_supplied(cast, review, at=AT)
    steps.answered_in_part(cast, asked, at=AT)
    return pages_of(review, asked, given, asked.disclosed.get())


@pytest.mark.pure
@pytest.mark.parametrize("key", ["priya", "ira"])
def test_office_and_governance_open_every_page(client, cast, pages, key):
    client.force_login(getattr(cast, key))
    assert {url: client.get(url).status_code for url in pages} == dict.fromkeys(pages, 200)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("key", "status"),
    [(key, 403) for key in ("cora", "sid", "dev", "hana", "pete", "luca", "pam", "harriet")]
    + [(key, 404) for key in ("bea", "adam", "rhea", "sam")],
)
def test_nobody_else_does(client, cast, pages, review, key, status):
    client.force_login(getattr(cast, key))
    assert {client.get(url).status_code for url in pages} == {status}
    assert client.post(at(review, "schedule-make", "pdf")).status_code == status
    assert client.get(reverse("disclosure-all")).status_code == 403


def test_a_request_is_not_reached_through_another_case(office, cast, review, asked):
    other = referral.archive_review(cast, at=AT)
    given = steps.material_supplied(cast, review, at=AT)
    paper = add_document(review, referral.paper(), title="Ward notes", by=cast.priya, at=AT)
    for url in (
        at(other, "request", asked.pk), at(other, "decide", asked.pk), at(other, "supplied-end", given.pk),
        at(other, "file", asked.original_id), at(review, "file", paper.pk), at(review, "file", given.copy_id),
    ):  # fmt: skip
        assert office.get(url).status_code == 404


def test_a_request_is_logged_and_comes_to_the_home_page(office, cast, review):
    url = at(review, "add")
    typed = {"asker": "subject", "asked_by": "A grandparent", "what": "All about her", "asked_on": "2026-11-02"}
    missing = office.post(url, {**typed, "what": ""})
    assert missing.status_code == 422 and 'href="#id_what"' in told(missing) and "A grandparent" in told(missing)
    ordered = office.post(url, {**typed, "asker": "family_court", "by_order": "on"})
    assert ordered.status_code == 422 and 'href="#id_due_on' in told(ordered)
    fake = referral.SimpleUploadedFile("letter.pdf", b"MZ a program")
    assert 'href="#id_original"' in told(office.post(url, {**typed, "original": fake}))
    assert not PapersRequest.objects.exists()
    assert office.post(url, {**typed, "original": referral.paper("letter.pdf")}).status_code == 302
    assert PapersRequest.objects.get().due_on == dt.date(2026, 12, 2)
    assert "answer the subject access request" in told(office.get(reverse("home"))).lower()
    shown = told(office.get(at(review, "")))
    assert "Subject access request" in shown and "2 December 2026" in shown


def test_the_page_of_a_request_names_one_next_step(office, cast, review, asked):
    page = at(review, "request", asked.pk)
    assert at(review, "decide", asked.pk) in told(office.get(page)) and "Record the decision" in told(office.get(page))
    decided = {"revision": asked.revision, "outcome": "part", "decided_by": "Dev", "decided_on": "2026-03-11"}
    unsaid = office.post(at(review, "decide", asked.pk), decided)
    assert unsaid.status_code == 422 and 'href="#id_reasons"' in told(unsaid)
    assert office.post(at(review, "decide", asked.pk), {**decided, "reasons": "Others’ data"}).status_code == 302
    assert "Record what went" in told(office.get(page))
    paper = add_document(review, referral.paper(), title="Minutes", version="2", by=cast.priya, at=AT)
    sent = {"sent_on": "2026-03-12", "sent_to": "Officer", "how": "secure_mail", "papers": [paper.pk], "redacted": "on"}
    unsaid = office.post(at(review, "send", asked.pk), {**sent, "how_redacted": "Names"})
    assert unsaid.status_code == 422 and 'href="#id_redacted_file"' in told(unsaid)
    sent |= {"how_redacted": "Names", "redacted_file": referral.paper("redacted.pdf")}
    assert office.post(at(review, "send", asked.pk), sent).status_code == 302
    shown = told(office.get(page))
    assert "Minutes, version 2" in shown and "Taken out: Names" in shown and "Close the request" in shown
    revision = PapersRequest.objects.get().revision
    assert (
        office.post(at(review, "close", asked.pk), {"revision": revision, "closed_on": "2026-03-12"}).status_code == 302
    )
    assert "Answered on 12 March 2026" in told(office.get(page))
    assert office.post(at(review, "extend", asked.pk), {"revision": revision}).status_code == 422


def test_the_files_of_a_request_are_taken_and_the_trail_says_so(client, cast, review, asked):
    client.force_login(cast.ira)
    assert client.get(at(review, "file", asked.original_id)).content == referral.PDF
    entry = TrailEntry.objects.get(kind="documents.downloaded")
    assert (entry.actor, entry.subject) == ("Ira Penhaligon", f"document {asked.original_id}")
    assert client.post(at(review, "file", asked.original_id)).status_code == 405


def test_the_advice_is_linked_for_its_reader_and_sealed_for_others(client, cast, review, asked):
    advice = steps.advice_sealed(cast, review, at=AT, readers=("priya",))
    client.force_login(cast.priya)
    noted = {"revision": asked.revision, "advised_on": "2026-03-11", "adviser": "Counsel", "advice": advice.pk}
    client.post(at(review, "advice", asked.pk), noted)
    page = at(review, "request", asked.pk)
    assert steps.ADVICE in told(client.get(page))
    client.force_login(cast.ira)
    shown = told(client.get(page))
    assert steps.ADVICE not in shown and "The paper is sealed." in shown
    assert steps.ADVICE not in told(client.get(at(review, "advice", asked.pk)))
    noted["revision"] = PapersRequest.objects.get().revision
    assert client.post(at(review, "advice", asked.pk), noted).status_code == 422
    assert steps.ADVICE not in told(client.get(at(review, "send", asked.pk)))


def test_supplied_material_is_recorded_on_its_page(office, review):
    url = at(review, "supplied-add")
    typed = {key: str(value) for key, value in steps.SUPPLIED.items()} | {"supplied_on": "2026-03-10"}
    nobody = office.post(url, {**typed, "original_held_by": ""})
    assert nobody.status_code == 422 and 'href="#id_original_held_by"' in told(nobody)
    assert office.post(url, typed).status_code == 302
    given = Supplied.objects.get()
    assert "no copy kept here" in told(office.get(at(review, "")))
    ended = {"revision": given.revision, "ended_on": "2026-03-11", "how_ended": "Given back to the officer"}
    assert office.post(at(review, "supplied-end", given.pk), ended).status_code == 302
    assert "Given back to the officer" in told(office.get(at(review, "")))


def test_all_cases_list_the_nearest_due_first_and_no_other_partnerships(client, cast, review, asked):
    steps.subject_access_asked(cast, review, at=AT - dt.timedelta(days=20))
    other = referral.archive_review(cast, at=AT)
    steps.coroner_asked(cast, other, at=AT)
    client.force_login(cast.ira)
    shown = told(client.get(reverse("disclosure-all")))
    assert shown.index("Subject access request") < shown.index("1 April 2026") < shown.index(other.code)
    assert "Requests for papers, the nearest due first" in told(client.get(reverse("home")))
    cast.ira.posts.update(ends_on=dt.date(2026, 1, 1))
    assert client.get(reverse("disclosure-all")).status_code == 403


def test_the_lists_take_as_many_queries_for_one_as_for_ten(office, cast, review, asked):
    steps.answered_in_part(
        cast, asked, at=AT, papers=(add_document(review, referral.paper(), title="1", by=cast.priya, at=AT),)
    )
    steps.material_supplied(cast, review, at=AT)
    urls = [at(review, ""), reverse("disclosure-all"), at(review, "request", asked.pk), at(review, "schedule")]

    def asks():
        found = []
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert office.get(url).status_code == 200
            found.append(len(queries))
        return found

    steps.subject_access_asked(cast, review, at=AT)
    asks()
    few = asks()
    for number in range(5):
        more = steps.coroner_asked(cast, review, at=AT)
        add_document(review, referral.paper(), title=f"Paper {number}", by=cast.priya, at=AT)
        steps.material_supplied(cast, review, at=AT)
        steps.answered_in_part(cast, more, at=AT)
        steps.subject_access_asked(cast, review, at=AT)
    assert asks() == few


def test_a_look_at_a_request_is_noted(client, cast, review, asked):
    client.force_login(cast.ira)
    client.get(at(review, "request", asked.pk))
    look = TrailEntry.objects.filter(kind="look", subject=str(asked.pk)).get()
    assert (look.actor, look.sentence) == ("Ira Penhaligon", "opened disclosure-request")


def test_the_day_is_shown_as_verified_by_nobody(office, cast, review):
    one = steps.subject_access_asked(cast, review, at=clock.now())
    assert "UK GDPR, article 12(3) (not verified)" in told(office.get(at(review, "request", one.pk)))
