"""Does the combined chronology leave whole, with names only for those who may see them, and is it told?"""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from chronology import actions
from chronology.actions import exports
from chronology.models import CombinedExport, Entry, ImportRun
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.files.actions import read
from cspr.files.models import StoredFile
from cspr.jobs import actions as jobs
from cspr.jobs.models import Job
from cspr.readers.tests import untidy
from cspr.records import NotYet
from cspr.tests.memory import kept

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "today", lambda: NOW.date())


@pytest.fixture
@kept
def told(cast, asked):
    """Three entries of two agencies, one of them kept for the reviewer."""
    entry_in(asked["health"], cast.hana, what="=cmd|'/c calc'!A1 Tobias was seen.", happened_at=dt.time(14, 30))
    entry_in(asked["police"], cast.pete, what="Called out.", happened_on=dt.date(2025, 6, 1), precision="month")
    entry_in(asked["health"], cast.hana, what="For the reviewer alone.", kept_for="reviewer", why_kept="Asked for")
    submit(asked["health"], cast.hugo)
    submit(asked["police"], cast.pete)
    return asked


@pytest.fixture
def at(review):
    def visit(person, name, *args, post=None, query=""):
        client = Client()
        client.force_login(person)
        url = reverse(name, args=[review.code, *args]) + query
        return client.get(url) if post is None else client.post(url, post)

    return visit


def work():
    for pk in jobs.waiting(at=NOW):
        jobs.run(pk, at=NOW, clock=lambda: NOW)


def made(review, by, format, **more):
    asked = exports.ask_for_export(review, format=format, by=by, at=NOW, **{"with_names": True, **more})
    work()
    return read(StoredFile.objects.get(pk=Job.objects.get(pk=asked.job_id).result["file"]))


def cells(content):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active]


def test_a_workbook_holds_each_entry_with_its_dates_and_runs_nothing(cast, review, told):
    head, month, day = cells(made(review, cast.luca, "xlsx"))
    assert head[:6] == ["Agency", "When", "Earliest date", "Latest date", "Time", "Until"]
    assert month[1:4] == ["June 2025", dt.datetime(2025, 6, 1), dt.datetime(2025, 6, 30)]
    assert (day[0], day[4], day[8]) == (cast.agencies.health.name, "14:30", "=cmd|'/c calc'!A1 Tobias was seen.")
    sheet = load_workbook(io.BytesIO(made(review, cast.luca, "xlsx"))).active
    assert sheet["I3"].data_type == "s"


@pytest.mark.parametrize("format", ["xlsx", "docx", "pdf"])
def test_with_labels_no_registered_name_leaves(cast, review, told, format):
    content = made(review, cast.luca, format, with_names=False)
    if format == "xlsx":
        text = str(cells(content))
    elif format == "docx":
        text = str([[cell.text for cell in row.cells] for row in Document(io.BytesIO(content)).tables[0].rows])
    else:
        assert content.startswith(b"%PDF")
        return
    assert "Child A was seen." in text and "Tobias" not in text
    assert "When Child A was" in text and "14:30" not in text and "2025" not in text
    assert "For the reviewer alone" not in text


def test_what_was_asked_and_answered_leaves_with_its_entry(cast, review, told):
    asked, hidden = (
        actions.ask_question(entry, text="Was Tobias awake?", due_on=dt.date(2026, 3, 19), by=cast.luca, at=NOW)
        for entry in Entry.objects.filter(submission__request=told["health"]).order_by("pk")
    )
    assert cells(made(review, cast.luca, "xlsx"))[2][-1] in ("", None), "what waits for an answer does not leave"
    for question in (asked, hidden):
        actions.answer_question(question, text="Tobias slept.", by=cast.hana, at=NOW)
    head, *rows = cells(made(review, cast.luca, "xlsx"))
    assert head[-1] == "Asked and answered"
    assert [row[-1] for row in rows] == [None, "Asked: Was Tobias awake?\nAnswered: Tobias slept."]
    content = made(review, cast.luca, "docx", with_names=False)
    (table,) = Document(io.BytesIO(content)).tables
    assert "Asked: Was Child A awake?" in table.rows[2].cells[-1].text
    found, number = exports.export_whole(review, "jsonl", at=NOW)
    assert number == 2 and found.decode().count("Tobias slept.") == 1
    assert "Tobias slept." in exports.export_whole(review, "csv", at=NOW)[0].decode("utf-8-sig")


def test_a_filter_leaves_as_it_is_chosen(cast, review, told):
    def sought(**what):
        return cells(made(review, cast.luca, "xlsx", search=actions.search(review, **what, by=cast.luca, at=NOW)))

    rows = sought(agency=cast.agencies.police)
    assert len(rows) == 2 and rows[1][8] == "Called out."
    assert len(sought(words="nothing of that kind")) == 1


def test_a_pdf_that_would_be_too_long_is_refused(cast, review, told, monkeypatch):
    monkeypatch.setattr(exports, "MOST_IN_PDF", 1)
    with pytest.raises(NotYet, match="too many for a PDF") as refusal:
        exports.ask_for_export(review, format="pdf", with_names=False, by=cast.luca, at=NOW)
    assert refusal.value.field == "format" and not CombinedExport.objects.exists()


def test_it_is_asked_for_made_and_downloaded_on_the_pages_and_told(cast, review, told, at):
    assert "Take it as a file" in at(cast.luca, "chronology-combined").content.decode()
    search = actions.search(review, agency=cast.agencies.health, by=cast.luca, at=NOW)
    query = f"?search={search.pk}"
    page = at(cast.luca, "chronology-export", query=query).content.decode()
    assert (
        f"1 entry with what you looked for. Agency: <strong>{cast.agencies.health.name}" in page
        and "As the agencies wrote them" in page
    )
    answer = at(cast.luca, "chronology-export", query=query, post={"format": "xlsx", "with_names": "names"})
    asked = CombinedExport.objects.get()
    assert answer.url == reverse("chronology-export-job", args=[review.code, asked.pk])
    assert "It waits for its turn" in at(cast.luca, "chronology-export-job", asked.pk).content.decode()
    assert at(cast.luca, "chronology-export-file", asked.pk).status_code == 404
    work()
    assert "Download it" in at(cast.luca, "chronology-export-job", asked.pk).content.decode()
    assert at(cast.luca, "chronology-export-file", asked.pk)["Content-Disposition"].endswith('.xlsx"')
    entry = TrailEntry.objects.get(kind="chronology.exported")
    assert entry.changes == {"form": "xlsx", "entries": 1, "names": "names"}
    assert TrailEntry.objects.filter(kind="chronology.export_taken", actor_id=cast.luca.pk).count() == 1
    for person, status in ((cast.priya, 404), (cast.hana, 403), (cast.sam, 404)):
        assert at(person, "chronology-export-file", asked.pk).status_code == status
    assert at(cast.hana, "chronology-export").status_code == 403


def test_who_may_not_see_names_cannot_ask_for_them(cast, review, told, at):
    assert "As the agencies wrote them" not in at(cast.pam, "chronology-export").content.decode()
    at(cast.pam, "chronology-export", post={"format": "xlsx", "with_names": "names"})
    assert CombinedExport.objects.get().with_names is False


def test_nothing_is_made_when_the_trail_cannot_be_written(cast, review, told, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("chronology.actions.exports.record", refuse)
    with pytest.raises(RuntimeError):
        exports.ask_for_export(review, format="xlsx", with_names=True, by=cast.luca, at=NOW)
    with pytest.raises(RuntimeError):
        exports.export_whole(review, "jsonl", at=NOW)
    assert not CombinedExport.objects.exists() and not Job.objects.exists()


# By command ----------------------------------------------------------------------------------------------------------


def test_the_command_writes_every_form(cast, review, told, tmp_path):
    found = {}
    for format in ("jsonl", "xlsx", "csv", "docx"):
        path = tmp_path / f"out.{format}"
        call_command("export_chronology", review.code, "--format", format, "--output", str(path), stdout=io.StringIO())
        found[format] = path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    lines = [json.loads(line) for line in found["jsonl"].decode().splitlines()]
    assert [(line["earliest"], line["latest"], line["precision"]) for line in lines] == [
        ("2025-06-01", "2025-06-30", "month"), ("2026-01-05", "2026-01-05", "day"),
    ]  # fmt: skip
    assert {"agency", "time", "source", "text"} <= lines[0].keys()
    rows = list(csv.reader(io.StringIO(found["csv"].decode("utf-8-sig"))))
    assert rows[2][8].startswith("'=cmd")
    assert len(Document(io.BytesIO(found["docx"])).tables[0].rows) == 3
    assert TrailEntry.objects.filter(kind="chronology.exported", actor="The system").count() == 4
    with pytest.raises(CommandError, match="There is no case"):
        call_command("export_chronology", "XX-1", "--format", "csv", "--output", str(tmp_path / "x"))


def test_the_command_that_takes_a_file_says_what_it_comes_to_and_keeps_nothing_unless_confirmed(
    cast, review, asked, tmp_path
):
    path = tmp_path / "entries.xlsx"
    path.write_bytes(untidy.troubled())

    def call(*more):
        out = io.StringIO()
        call_command("import_chronology", review.code, cast.agencies.health.name, str(path), *more, stdout=out)
        return json.loads(out.getvalue())

    summary = call()
    assert (summary["ready"], summary["trouble"], summary["confirmed"]) == (2, 5, False)
    assert summary["rows_with_trouble"][1]["row"] == 4
    assert not ImportRun.objects.exists() and not StoredFile.objects.exists()
    summary = call("--confirm", "--on-behalf-of", "Hugo Marsh")
    assert summary["added"] == 2 and Entry.objects.filter(on_behalf_of="Hugo Marsh").count() == 2
    assert call("--confirm")["added"] == 0
    with pytest.raises(CommandError, match="no agency of that name"):
        call_command("import_chronology", review.code, "Nobody", str(path))
    path.write_bytes(b"nothing")
    with pytest.raises(CommandError, match="not what its name says"):
        call()


def test_what_leaves_as_a_workbook_can_be_taken_in_again(cast, review, told):
    rows = cells(made(review, cast.luca, "xlsx"))
    content = made(review, cast.luca, "xlsx")
    submission = told["school"].submission
    run = actions.imports.glance(submission, "out.xlsx", content, at=AT)
    assert run.checked["trouble"] == 0, run.checked
    assert len(rows) - 1 == run.checked["ready"] + run.checked["of_others"]
