"""Do entries come out of a file as they should: nothing before it is confirmed, nothing twice, nobody else's?"""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from chronology import actions
from chronology.actions import imports
from chronology.models import ColumnMemory, Entry, ImportRun
from chronology.tests.conftest import AT
from chronology.tests.test_actions import submit
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.readers.tests import untidy
from cspr.records import ChangedMeanwhile, NotYet

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())


@pytest.fixture
def health(asked):
    return asked["health"]


@pytest.fixture
def at(review):
    def visit(person, name, *args, post=None):
        client = Client()
        client.force_login(person)
        url = reverse(name, args=[review.code, *args])
        return client.get(url) if post is None else client.post(url, post)

    return visit


def text(response):
    return response.content.decode()


def file(content=None, name="entries.xlsx"):
    return SimpleUploadedFile(name, content or untidy.troubled())


def given(found, by, content=None, name="entries.xlsx", **more):
    run = imports.begin_import(found.submission, file(content, name), by=by, at=NOW, **more)
    work()
    run.refresh_from_db()
    return run


def work():
    for pk in jobs.waiting(at=NOW):
        jobs.run(pk, at=NOW, clock=lambda: NOW)


def take(run, by):
    imports.confirm_import(run, revision=run.revision, by=by, at=NOW)
    work()
    run.refresh_from_db()
    return run


def told(kind):
    return TrailEntry.objects.get(kind=f"chronology.{kind}")


def test_nothing_is_written_before_it_is_confirmed_and_the_file_is_kept(cast, health):
    run = given(health, cast.hana)
    assert (run.state, run.checked["ready"], run.checked["trouble"]) == ("read", 2, 5)
    assert not Entry.objects.filter(submission=health.submission).exists()
    assert (run.original.sensitivity, run.original.agency) == ("agency", cast.agencies.health)
    take(run, cast.hana)
    entries = Entry.objects.filter(run=run)
    assert [(entry.row, entry.what, entry.source, entry.entered_by) for entry in entries] == [
        (2, "A good row.", "File", cast.hana), (8, "Another good row.", "File", cast.hana),
    ]  # fmt: skip
    entry = told("file_taken")
    assert entry.changes == {"entries": 2, "rows with trouble": 5, "there already": 0}
    assert entry.audience == f"agency:{health.agency_id}"


def test_the_same_file_twice_adds_nothing_twice(cast, health):
    take(given(health, cast.hana), cast.hana)
    again = given(health, cast.hana)
    assert (again.checked["ready"], again.checked["already"]) == (0, 2)
    with pytest.raises(NotYet, match="No row of the file makes a new entry"):
        imports.confirm_import(again, revision=again.revision, by=cast.hana, at=NOW)


def test_a_file_confirmed_again_in_a_second_window_says_that_it_was_added_already(cast, health, at):
    run = given(health, cast.hana)
    sent = {"revision": run.revision}
    take(run, cast.hana)
    answer = at(cast.hana, "chronology-import-confirm", health.pk, run.pk, post=sent)
    assert answer.status_code == 409 and "The rows of this file were added already" in text(answer)
    assert Entry.objects.filter(run=run).count() == 2


def test_a_job_that_is_done_twice_adds_nothing_twice(cast, health):
    run = take(given(health, cast.hana), cast.hana)
    job = Job.objects.get(kind=imports.TAKE)
    assert imports.take_rows(job, lambda percent: None, NOW) == {"added": 0}
    assert Entry.objects.filter(run=run).count() == 2


def test_rows_are_put_right_and_only_they_are_added(cast, health):
    run = take(given(health, cast.hana), cast.hana)
    fixes = {"0:3": {"date": "28/02/2023"}, "0:4": {"leave": "yes"}}
    imports.fix_rows(run, revision=run.revision, fixes=fixes, by=cast.hana, at=NOW)
    assert (run.checked["ready"], run.checked["trouble"], run.checked["left_out"]) == (1, 3, 1)
    take(run, cast.hana)
    assert (run.added, Entry.objects.filter(run=run).count()) == (3, 3)


def test_columns_said_by_hand_are_remembered_for_the_agency(cast, health, asked):
    content = untidy.workbook([("Vom", "Was", "Wo"), ("31/03/2023", "Seen at home and well.", "File")])
    run = given(health, cast.hana, content)
    assert run.columns["Vom"] == "date"
    said = {"Vom": "date", "Was": "what", "Wo": "source"}
    imports.choose_columns(run, revision=run.revision, columns=said, taken=[0], by=cast.hana, at=NOW)
    assert ColumnMemory.objects.filter(agency=health.agency).count() == 3 - len(unnamed(run))
    assert run.checked["ready"] == 1
    with pytest.raises(NotYet, match="that it is the date"):
        imports.choose_columns(run, revision=run.revision, columns={"Was": "what"}, taken=[0], by=cast.hana, at=NOW)


def unnamed(run):
    return [heading for heading in run.columns if heading.startswith("Column ")]


def test_an_import_can_be_undone_and_taken_anew(cast, health):
    run = take(given(health, cast.hana), cast.hana)
    assert imports.undo_import(run, revision=run.revision, why_undone="Wrong family", by=cast.hana, at=NOW) == 2
    assert not health.submission.entries.standing().exists()
    assert Entry.objects.filter(run=run, why_void="Wrong family").count() == 2
    assert told("file_undone").changes == {"entries": 2}
    assert take(given(health, cast.hana), cast.hana).added == 2


def test_what_was_recorded_as_made_in_error_by_hand_does_not_come_back(cast, health):
    run = take(given(health, cast.hana), cast.hana)
    entry = run.entries.first()
    actions.void_entry(entry, revision=entry.revision, why_void="Not ours", by=cast.hana, at=NOW)
    assert given(health, cast.hana).checked["ready"] == 0


def test_the_office_takes_a_file_for_a_named_person(cast, health):
    run = take(given(health, cast.priya, on_behalf_of="Hugo Marsh"), cast.priya)
    assert {entry.on_behalf_of for entry in run.entries.all()} == {"Hugo Marsh"}
    assert run.original.on_behalf_of == "Hugo Marsh"


def test_a_file_that_cannot_be_read_fails_with_its_reason_and_nothing_is_added(cast, health, at):
    content = untidy.zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x"})
    run = given(health, cast.hana, content)
    assert (run.state, "damaged" in run.problem) == ("failed", True)
    page = text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    assert "damaged" in page and "Nothing was added" in page and "Choose another file" in page


@pytest.mark.parametrize("name", ["entries.pdf", "entries.xls", "entries"])
def test_a_file_of_another_kind_is_refused_beside_its_field(cast, health, name):
    with pytest.raises(NotYet, match="Entries can be read from") as refusal:
        imports.begin_import(health.submission, file(b"%PDF-1.7", name), by=cast.hana, at=NOW)
    assert refusal.value.field == "original"
    assert not ImportRun.objects.exists()


def test_nothing_is_taken_into_what_is_submitted_or_handed_in(cast, health):
    run, waiting = given(health, cast.hana), given(health, cast.hana)
    imports.confirm_import(waiting, revision=waiting.revision, by=cast.hana, at=NOW)
    actions.add_entry(
        health.submission, happened_on=dt.date(2025, 1, 1), source="Log", what="Seen.", by=cast.hana, at=AT
    )
    submit(health, cast.hugo)
    work()
    waiting.refresh_from_db()
    assert (waiting.state, "submitted and locked" in waiting.problem) == ("read", True)
    for act in (
        lambda: imports.confirm_import(run, revision=run.revision, by=cast.hana, at=NOW),
        lambda: imports.fix_rows(run, revision=run.revision, fixes={}, by=cast.hana, at=NOW),
        lambda: imports.begin_import(health.submission, file(), by=cast.hana, at=NOW),
    ):
        with pytest.raises(NotYet, match="submitted and locked"):
            act()
    assert Entry.objects.filter(submission=health.submission).count() == 1


def test_two_who_confirm_at_once_do_it_once(cast, health):
    run = given(health, cast.hana)
    other = ImportRun.objects.get(pk=run.pk)
    take(run, cast.hana)
    with pytest.raises((ChangedMeanwhile, NotYet)):
        imports.confirm_import(other, revision=other.revision, by=cast.hana, at=NOW)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, health, monkeypatch):
    run = given(health, cast.hana)
    taken = take(given(health, cast.hana, untidy.tidy()), cast.hana)

    def refuse(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("chronology.actions.imports.record", refuse)
    for act in (
        lambda: imports.begin_import(health.submission, file(), by=cast.hana, at=NOW),
        lambda: imports.fix_rows(run, revision=run.revision, fixes={"0:3": {"leave": "yes"}}, by=cast.hana, at=NOW),
        lambda: imports.take_in(run, by=cast.hana, at=NOW),
        lambda: imports.undo_import(taken, revision=taken.revision, why_undone="x", by=cast.hana, at=NOW),
    ):
        with pytest.raises(RuntimeError):
            act()
    run.refresh_from_db()
    assert (ImportRun.objects.count(), run.fixes, run.added, taken.entries.standing().count()) == (2, {}, 0, 3)


def test_rows_are_written_many_at_a_time(cast, health):
    counts = []
    for rows in (5, 305):
        run = given(health, cast.hana, untidy.tidy(rows))
        with CaptureQueriesContext(connection) as asked_for:
            imports.take_in(run, by=cast.hana, at=NOW)
        counts.append(len(asked_for))
    assert counts[1] - counts[0] < 20


# On the pages --------------------------------------------------------------------------------------------------------


def test_a_file_is_given_read_put_right_and_taken_on_the_pages(cast, health, at):
    assert "Take entries from a file" in text(at(cast.hana, "chronology-draft", health.pk))
    answer = at(cast.hana, "chronology-import", health.pk, post={"original": file()})
    run = ImportRun.objects.get()
    assert answer.url == reverse("chronology-import-run", args=[health.review.code, health.pk, run.pk])
    assert "The file is being read" in text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    work()
    page = text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    for words in (
        "Nothing is added yet",
        "Add 2 entries to the chronology",
        "February 2023 has no day 31",
        "A good row.",
    ):
        assert words in page
    page = text(at(cast.hana, "chronology-import-fix", health.pk, run.pk))
    assert "Row 4: There is no time 25:00" in page
    typed = {"revision": ImportRun.objects.get().revision, "row_0_date": "28/02/2023", "row_1_leave": "on"}
    typed |= {"row_2_date": "", "row_3_what": "", "row_4_source": ""}
    assert at(cast.hana, "chronology-import-fix", health.pk, run.pk, post=typed).status_code == 302
    run.refresh_from_db()
    sent = {"revision": run.revision}
    assert at(cast.hana, "chronology-import-confirm", health.pk, run.pk, post=sent).status_code == 302
    assert "cspr-job" in text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    work()
    page = text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    assert "3 entries were added" in page and "3 rows are still to be put right" in page
    assert "Row 2 of a file" in text(at(cast.hana, "chronology-draft", health.pk))
    undone = {"revision": ImportRun.objects.get().revision, "why_undone": "Wrong file"}
    assert at(cast.hana, "chronology-import-undo", health.pk, run.pk, post=undone).status_code == 302
    assert "recorded as made in error" in text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    assert "undone" in text(at(cast.hana, "chronology-import", health.pk))


def test_the_columns_are_corrected_on_the_page_with_what_stands_in_them(cast, health, at):
    content = untidy.workbook([("Day", "Event", "Place kept"), ("31/03/2023", "Seen.", "File")])
    run = given(health, cast.hana, content)
    page = text(at(cast.hana, "chronology-import-columns", health.pk, run.pk))
    assert "Place kept" in page and "31/03/2023" in page
    typed = {"revision": run.revision, "column_0": "date", "column_1": "what", "column_2": "date"}
    answer = at(cast.hana, "chronology-import-columns", health.pk, run.pk, post=typed)
    assert answer.status_code == 422 and "that it is the date" in text(answer)
    typed["column_2"] = "source"
    assert at(cast.hana, "chronology-import-columns", health.pk, run.pk, post=typed).status_code == 302
    run.refresh_from_db()
    assert run.checked["ready"] == 1


def test_what_is_not_clear_is_asked(cast, health, at):
    run = given(health, cast.hana, untidy.workbook([("a", "b"), ("c", "d")]))
    assert "Say what the columns hold" in text(at(cast.hana, "chronology-import-run", health.pk, run.pk))


def test_rows_with_trouble_leave_as_a_workbook_that_can_be_given_again(cast, health, at):
    run = take(given(health, cast.hana), cast.hana)
    answer = at(cast.hana, "chronology-import-trouble", health.pk, run.pk)
    book = load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.active[2]][:3] == [
        3,
        "February 2023 has no day 31. It may be 28 February 2023 or 31 January 2023 or 31 March 2023.",
        "31/02/2023",
    ]
    again = given(health, cast.hana, answer.content)
    assert again.checked["trouble"] == 5
    assert again.columns["What is wrong"] == "leave"


def test_the_template_of_a_request_comes_back_as_entries(cast, health, at):
    answer = at(cast.hana, "chronology-template", health.pk)
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book["Chronology"]
    assert len(sheet.data_validations.dataValidation) == 2
    assert "Marlowe" not in str([cell.value for row in book["How to fill it in"] for cell in row])
    sheet.append(
        [
            dt.date(2025, 1, 5),
            "14:30",
            "Log",
            "Seen at home.",
            "Visit",
            "Seen, not alone",
            "\u201cHello\u201d",
            "",
            "",
            "",
        ]
    )
    run = take(given(health, cast.hana, untidy.saved(book)), cast.hana)
    entry = run.entries.get()
    assert (entry.kind, entry.seen, entry.child_said, entry.comment) == ("visit", "seen", "\u201cHello\u201d", "")
    assert told("template_taken").actor_id == cast.hana.pk


def test_the_office_says_who_sent_the_file_and_takes_a_document_that_was_handed_in(cast, health, at):
    answer = at(cast.priya, "chronology-import", health.pk, post={"original": file()})
    assert answer.status_code == 422 and "Enter who sent it" in text(answer)
    submission = health.submission
    actions.upload(submission, file(), revision=1, author_name="Hana", by=cast.hana, at=NOW)
    actions.hand_in(submission, revision=2, signed_off_by="Hugo Marsh", by=cast.hugo, at=NOW)
    assert "Take the entries from the document" in text(at(cast.priya, "chronology-draft", health.pk))
    assert at(cast.hana, "chronology-import-document", health.pk, post={}).status_code == 403
    assert at(cast.priya, "chronology-import-document", health.pk, post={}).status_code == 302
    work()
    run = take(ImportRun.objects.get(), cast.priya)
    assert (run.added, run.on_behalf_of, run.original) == (2, "Hugo Marsh", submission.original)


def test_only_the_agency_and_the_office_come_to_the_pages(cast, health, at, asked):
    run = given(health, cast.hana)
    for name in ("run", "columns", "fix", "trouble", "undo"):
        assert at(cast.pete, f"chronology-import-{name}", health.pk, run.pk).status_code == 404
        assert at(cast.luca, f"chronology-import-{name}", health.pk, run.pk).status_code == 403
        assert at(cast.sam, f"chronology-import-{name}", health.pk, run.pk).status_code == 404
        assert at(cast.hana, f"chronology-import-{name}", asked["police"].pk, run.pk).status_code == 404
    for name in ("import", "template"):
        assert at(cast.pete, f"chronology-{name}", health.pk).status_code == 404
    assert at(cast.pete, "chronology-import-confirm", health.pk, run.pk, post={}).status_code == 404
    assert at(cast.hana, "chronology-import-confirm", health.pk, run.pk).status_code == 405


def test_a_page_of_a_file_asks_no_more_for_many_rows(cast, health, at):
    counts = []
    for rows in (3, 300):
        run = given(health, cast.hana, untidy.tidy(rows))
        with CaptureQueriesContext(connection) as asked_for:
            at(cast.hana, "chronology-import-run", health.pk, run.pk)
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_a_column_for_each_child_says_of_each_whether_it_was_seen(cast, at, review, health):
    child = review.people.get(child__isnull=False)
    rows = [
        ("Date", "Source", "Event", "Tobias seen", "Voice of Tobias"),
        ("31/03/2023", "File", "Visit.", "Alone", "“Stay.”"),
    ]
    run = given(health, cast.hana, untidy.workbook(rows))
    assert run.columns["Tobias seen"] == f"seen:{child.pk}"
    page = text(at(cast.hana, "chronology-import-run", health.pk, run.pk))
    assert "Child A: seen?" in page and "Child A: Seen alone. “Stay.”" in page
    assert "Child A: said or showed" in text(at(cast.hana, "chronology-import-columns", health.pk, run.pk))
    take(run, cast.hana)
    (sight,) = Entry.objects.get(run=run).sights.all()
    assert (sight.child, sight.seen, sight.said) == (child, "alone", "“Stay.”")
    assert not [one for one in ColumnMemory.objects.all() if "tobias" in one.heading]
    again = given(health, cast.hana, untidy.workbook(rows))
    assert (again.checked["ready"], again.checked["already"]) == (0, 1)
