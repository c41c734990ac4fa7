"""The schedule of everything held: each kind of thing with where it comes from; what is sealed is only counted."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from chronology.tests import steps as chronology
from cspr.audit.models import TrailEntry
from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.outbox.actions import write
from cspr.outbox.models import Message
from cspr.tests import cast as people
from reviews.case.actions import involve
from reviews.case.models import Review
from reviews.conversations.models import ConversationNote
from reviews.conversations.tests import steps as conversations
from reviews.correspondence.actions import draft_letter
from reviews.disclosure import narrative, queries
from reviews.disclosure.tests import steps
from reviews.documents.actions import add_document, release, withdraw
from reviews.documents.models import Document
from reviews.family.tests import steps as family
from reviews.identities.actions import add_person
from reviews.panel.tests import steps as panel
from reviews.referral.tests import steps as referral
from reviews.report.tests import steps as report

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 3, 11, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def cast():
    return people.assemble()


@pytest.fixture
def review(cast):
    return referral.partnership_review(cast, at=AT)


def made(client, review, kind):
    client.post(reverse("disclosure-schedule-make", args=[review.code, kind]))
    job = Job.objects.order_by("-pk").first()
    jobs.run(job.pk, at=AT, clock=lambda: AT)
    page = client.get(reverse("disclosure-job", args=[review.code, job.pk]))
    assert "Download it" in page.content.decode()
    return client.get(reverse("disclosure-job-file", args=[review.code, job.pk]))


def cells(response):
    rows = load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)
    return ["" if cell is None else str(cell) for row in rows for cell in row]


def test_it_lists_what_every_stage_holds(cast, review):
    for key in ("health", "council"):
        involve(review, getattr(cast.agencies, key), by=cast.priya, at=AT)
    panel.commissioned(cast, review, at=AT)
    chronology.chronologies_submitted(cast, review, at=AT, entries=6)
    conversations.conversations_held(cast, review, at=AT)
    family.family_contacted(cast, review, at=AT)
    report.report_drafted(cast, review, at=AT)
    steps.coroner_asked(cast, review, at=AT)
    write("test:1", to="x@example.org", subject="A letter", body="…", at=AT, review_code=review.code)
    Message.objects.update(sent_at=AT)
    kinds = {held.kind for held in queries.everything(review)}
    assert kinds >= {
        "Terms of reference", "Chronology", "Conversation notes", "Family contact", "Identity register", "Letter sent",
        "Minutes", "Request for papers", "Paper",
    }  # fmt: skip
    chronologies = [held for held in queries.everything(review) if held.kind == "Chronology"]
    assert all("entr" in held.title or "nothing held" in held.title for held in chronologies)
    said = set(ConversationNote.objects.values_list("text", flat=True))
    assert said and not [held for held in queries.everything(review) if held.title in said]
    assert [held.on for held in queries.everything(review)][-1] is None


def test_the_draft_of_a_letter_is_held_too_without_its_words(cast, review):
    written = {"to": "area", "way": "post", "recipient": "Holmwater", "address": "x", "by": cast.priya, "at": AT}
    draft_letter(review, **written)
    (held,) = [one for one in queries.everything(review) if one.kind == "Letter not sent"]
    assert (held.title, held.sensitivity, held.on) == ("Letter 1, draft", "Office only", AT.date())


def test_a_paper_stands_with_origin_author_version_and_where_the_original_is(cast, review):
    paper = add_document(
        review, referral.paper(), title="Interview", version="3", author="DC Rowe", origin="Fenmarsh Police",
        custody="exhibits store", dated_on=dt.date(2026, 1, 5), sensitivity=Document.Sensitivity.OFFICE, by=cast.priya,
        at=AT,
    )  # fmt: skip
    (held,) = [one for one in queries.everything(review) if one.kind == "Paper"]
    assert (held.title, held.on, held.origin, held.author, held.version, held.sensitivity) == (
        "Interview", dt.date(2026, 1, 5), "Fenmarsh Police", "DC Rowe", "3", "Office only",
    )  # fmt: skip
    assert held.where == "In this system: papers. Original: exhibits store"
    withdraw(paper, revision=1, why="…", by=cast.priya, at=AT)
    assert "Interview (withdrawn)" in [one.title for one in queries.everything(review)]


def test_sealed_advice_is_counted_and_not_named_in_any_file_even_for_its_reader(client, cast, review):
    steps.advice_sealed(cast, review, at=AT, readers=("priya",))
    client.force_login(cast.priya)
    assert "1 sealed paper" in cells(made(client, review, "xlsx"))
    for kind in ("xlsx", "pdf"):
        response = made(client, review, kind)
        text = (
            " ".join(cells(response))
            if kind == "xlsx"
            else " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
        )
        assert "1 sealed paper" in text and steps.ADVICE not in text and "Principal lawyer" not in text


def test_on_screen_it_is_named_for_its_reader_alone_until_it_is_released(client, cast, review):
    from_reader = steps.advice_sealed(cast, review, at=AT, readers=("priya",))
    url = reverse("disclosure-schedule", args=[review.code])
    client.force_login(cast.priya)
    shown = client.get(url).content.decode()
    assert steps.ADVICE in shown and "1 sealed paper" not in shown
    client.force_login(cast.ira)
    shown = client.get(url).content.decode()
    assert steps.ADVICE not in shown and "And 1 sealed paper." in shown
    release(from_reader, revision=1, to="office", why="Ordered", by=cast.priya, at=AT)
    shown = client.get(url).content.decode()
    assert steps.ADVICE in shown and "sealed paper" not in shown


def test_titles_stand_with_labels_for_who_may_not_see_names(client, cast, review):
    add_person(review, kind="family", label="mother", given_names="Imogen", family_name="Marlowe", by=cast.priya, at=AT)
    add_document(review, referral.paper(), title="Letter of Imogen Marlowe", author="Imogen", by=cast.priya, at=AT)
    url = reverse("disclosure-schedule", args=[review.code])
    for person, named in ((cast.priya, True), (cast.ira, False)):
        client.force_login(person)
        file = " ".join(cells(made(client, review, "xlsx")))
        for text in (client.get(url).content.decode(), file):
            assert ("Imogen" in text) is named and ("Letter of mother" in text) is not named


def test_what_looks_like_a_formula_stays_text(client, cast, review):
    add_document(review, referral.paper(), title="=HYPERLINK(1)", by=cast.priya, at=AT)
    client.force_login(cast.priya)
    book = load_workbook(io.BytesIO(made(client, review, "xlsx").content)).active
    found = [cell for row in book.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in found] == ["s"]


def test_a_schedule_is_ones_own_and_each_copy_is_in_the_trail(client, cast, review):
    client.force_login(cast.priya)
    made(client, review, "xlsx")
    job = Job.objects.get()
    assert TrailEntry.objects.get(kind="disclosure.schedule_taken").actor == "Priya Raman"
    assert (
        "Schedule as Excel workbook" in client.get(reverse("disclosure-schedule", args=[review.code])).content.decode()
    )
    client.force_login(cast.ira)
    for name in ("disclosure-job", "disclosure-job-file"):
        assert client.get(reverse(name, args=[review.code, job.pk])).status_code == 404
    assert client.post(reverse("disclosure-schedule-make", args=[review.code, "doc"])).status_code == 404
    assert client.get(reverse("disclosure-schedule-make", args=[review.code, "pdf"])).status_code == 405


def test_no_schedule_is_asked_for_without_the_trail(client, cast, review, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("reviews.disclosure.actions.telling.record", broken)
    client.force_login(cast.priya)
    client.raise_request_exception = False
    assert client.post(reverse("disclosure-schedule-make", args=[review.code, "pdf"])).status_code == 500
    assert not Job.objects.exists()


def test_it_takes_as_many_queries_for_one_thing_of_a_kind_as_for_many(cast, review):
    def asked():
        with CaptureQueriesContext(connection) as found:
            queries.everything(Review.objects.get(pk=review.pk))
        return len(found)

    add_document(review, referral.paper(), title="One", by=cast.priya, at=AT)
    family.family_contacted(cast, review, at=AT)
    few = asked()
    for number in range(5):
        add_document(review, referral.paper(), title=f"Paper {number}", by=cast.priya, at=AT)
        steps.material_supplied(cast, review, at=AT)
    family.family_contacted(cast, review, at=AT)
    assert asked() == few


@pytest.mark.pure
def test_what_is_sealed_is_counted_in_words():
    assert [narrative.sealed_words(count) for count in (0, 1, 2)] == ["", "1 sealed paper", "2 sealed papers"]
