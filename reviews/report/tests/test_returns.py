"""A Word file comes back: read, shown, placed by hand where need be, taken in once, and nothing before it is confirmed."""

import datetime as dt
import io
import zipfile
from unittest.mock import patch

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.files.actions import read
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.pdf import read_back
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.case.models import Duty
from reviews.documents.models import Document
from reviews.publication.actions import word_of
from reviews.publication.tests.steps import worked
from reviews.report import actions, queries
from reviews.report.models import ReportComment, ReturnedCopy
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import out

pytestmark = [pytest.mark.django_db, pytest.mark.page]
INSIDE = queries.Eyes(names=True, inside=True)
TODAY = AT.date()
TEXT = "<p>The school saw it on a Monday in spring.</p><p>Nobody rang anybody about it that week.</p>"


@pytest.fixture
@kept
def sent(report, section, cast, review):
    case.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    actions.save_section(section, html=TEXT, revisions={}, by=cast.luca, at=AT)
    return out(cast, report, at=AT, people=[cast.pam], agencies=[cast.agencies.health])


@pytest.fixture
def reader(sent, cast):
    return sent.readers.get(agency=cast.agencies.health)


def word(*paragraphs, lost=""):
    """A file without bookmarks: each paragraph with what is said of it in the margin."""
    made = docx.Document()
    for text, said in paragraphs:
        paragraph = made.add_paragraph(text)
        if said:
            made.add_comment(paragraph.runs, said, "Hana B", "HB")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def file(*paragraphs):
    return SimpleUploadedFile("copy back.docx", word(*paragraphs))


REST = ("Nobody rang anybody about it that week.", "")
USUAL = (("The school saw it on a Monday in spring.", "It was a Tuesday."), ("Contents", "Whose crest is this?"), REST)


def page(name, sent, pk):
    return reverse(name, args=[sent.version.report.review.code, pk])


def uids(sent):
    return [uid for uid, _ in queries.paragraphs_of(sent.version, INSIDE)]


def test_a_file_is_looked_at_before_anything_is_written_and_kept_for_its_agency(sent, reader, cast):
    found = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    assert not ReportComment.objects.exists()
    looked = queries.looked(found, INSIDE)
    assert [row.remark.text for row in looked.placed] == ["It was a Tuesday."]
    assert [row.remark.text for row in looked.to_place] == ["Whose crest is this?"]
    paper = Document.objects.get(pk=found.original_id)
    assert (paper.sensitivity, paper.agency) == (Document.Sensitivity.AGENCY, cast.agencies.health)


def test_what_came_back_as_it_was_written_is_its_agencys_or_the_offices_and_nobody_elses_of_the_team(
    sent, reader, cast
):
    pams = sent.readers.get(user=cast.pam)
    actions.give_back(pams, file(*USUAL), by=cast.pam, at=AT)
    for whose in (reader, pams):
        letter = SimpleUploadedFile("letter.txt", b"Tobias was weighed.")
        actions.comment(sent.version, reader=whose, text="See there.", original=letter, by=cast.priya, at=AT)
    kinds = Document.Sensitivity
    kept = Document.objects.order_by("pk").values_list("sensitivity", "agency")
    assert list(kept) == [(kinds.OFFICE, None), (kinds.AGENCY, cast.agencies.health.pk), (kinds.OFFICE, None)]


def test_a_copy_that_was_made_is_not_downloaded_once_its_reader_is_taken_off(client, sent, reader, cast):
    client.force_login(cast.hana)
    client.post(page("publication-copy", sent, reader.pk))
    job = worked(Job.objects.get(), at=AT)
    names = ("publication-job", "publication-job-file")
    assert [client.get(page(name, sent, job.pk)).status_code for name in names] == [200, 200]
    actions.take_off(reader, why="A witness.", revision=reader.revision, by=cast.luca, at=AT)
    assert [client.get(page(name, sent, job.pk)).status_code for name in names] == [404, 404]


def test_taken_in_they_are_that_readers_comments_on_their_paragraphs_and_once_only(sent, reader, cast):
    found = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    second = uids(sent)[1]
    assert actions.take_in_return(found, places={1: second}, finished=True, revision=1, by=cast.hana, at=AT) == 2
    told = list(ReportComment.objects.order_by("pk").values_list("text", "block_uid", "reader", "written_by"))
    assert [(text, str(uid), of, by) for text, uid, of, by in told] == [
        ("It was a Tuesday.", uids(sent)[0], reader.pk, "Hana B"), ("Whose crest is this?", second, reader.pk, "Hana B"),
    ]  # fmt: skip
    assert not Duty.objects.open().filter(kind="report.comment", thing_id=reader.pk).exists()
    again = actions.give_back(reader, file(*USUAL[:2], (REST[0], "We did.")), by=cast.hana, at=AT)
    assert [len(rows) for rows in (queries.looked(again, INSIDE).taken, queries.looked(again, INSIDE).placed)] == [2, 1]
    assert actions.take_in_return(again, places={}, revision=1, by=cast.hana, at=AT) == 1
    assert ReportComment.objects.count() == 3
    with pytest.raises(NotYet, match="taken in already"):
        actions.take_in_return(again, places={}, revision=again.revision, by=cast.hana, at=AT)


def test_what_is_left_out_is_not_written_and_a_file_set_aside_writes_nothing(sent, reader, cast):
    found = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    actions.take_in_return(found, places={0: actions.LEAVE}, revision=1, by=cast.hana, at=AT)
    assert [one.text for one in ReportComment.objects.all()] == ["Whose crest is this?"]
    other = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    actions.set_return_aside(other, revision=1, by=cast.hana, at=AT)
    with pytest.raises(NotYet, match="set aside"):
        actions.take_in_return(other, places={}, revision=other.revision, by=cast.hana, at=AT)


def test_the_office_gives_it_back_for_a_reader_with_the_day_it_came(sent, cast):
    pam = sent.readers.get(user=cast.pam)
    later = AT + dt.timedelta(days=3)
    found = actions.give_back(pam, file(*USUAL), given_on=TODAY, by=cast.priya, at=later)
    actions.take_in_return(found, places={}, revision=1, by=cast.priya, at=later)
    assert set(ReportComment.objects.values_list("given_on", "on_behalf_of")) == {(TODAY, cast.pam.name)}
    entry = TrailEntry.objects.get(kind="report.file_taken_in")
    assert (entry.actor, entry.on_behalf_of, entry.changes["comments"]) == (cast.priya.name, cast.pam.name, 2)


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [(b"x", "notes.pdf", "Word document"), (word(("Nothing said.", "")), "copy.docx", "No comment and no change")],
)
def test_what_cannot_be_read_or_holds_nothing_is_refused_beside_the_field(
    client, sent, reader, cast, content, name, says
):
    client.force_login(cast.hana)
    answer = client.post(page("report-return", sent, reader.pk), {"original": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422 and says in answer.content.decode()
    assert not ReturnedCopy.objects.exists()


def test_a_closed_round_takes_no_file_in(sent, reader, cast):
    found = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    actions.close_round(sent, by=cast.luca, at=AT)
    for attempt in (
        lambda: actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT),
        lambda: actions.take_in_return(found, places={}, revision=1, by=cast.hana, at=AT),
    ):
        with pytest.raises(NotYet, match="closed"):
            attempt()


def test_a_reader_gives_it_back_on_the_pages_and_others_do_not_reach_it(client, sent, reader, cast):
    client.force_login(cast.hana)
    sent_back = client.post(page("report-return", sent, reader.pk), {"original": file(*USUAL)})
    found = ReturnedCopy.objects.get()
    assert sent_back.url == page("report-returned", sent, found.pk)
    shown = client.get(sent_back.url).content.decode()
    assert "It was a Tuesday." in shown and "Please look at this one" in shown and "1.2: Nobody rang" in shown
    for person, status in ((cast.pam, 404), (cast.sam, 404), (cast.ira, 403), (cast.luca, 200)):
        client.force_login(person)
        assert client.get(sent_back.url).status_code == status
    client.force_login(cast.hana)
    typed = {"revision": 1, "use": "1", "place-1": uids(sent)[1], "place-0": "no such paragraph", "finished": "1"}
    assert client.post(sent_back.url, typed).url == page("report-copy", sent, reader.pk)
    assert set(ReportComment.objects.values_list("block_uid", flat=True)) == {
        None,
        ReportComment.objects.last().block_uid,
    }
    reader.refresh_from_db()
    assert reader.finished_on and not client.post(sent_back.url, typed).url.endswith(f"copies/{reader.pk}/")


def test_what_was_typed_in_a_part_made_from_the_record_is_shown_with_its_place_and_kept_as_a_comment(
    client, sent, reader, cast
):
    typed, out = docx.Document(io.BytesIO(word_of(sent.version))), io.BytesIO()
    new = typed.add_paragraph("She had asked us for help.")
    next(one for one in typed.paragraphs if one.text == "Contents")._p.addnext(new._p)
    typed.save(out)
    client.force_login(cast.hana)
    given = SimpleUploadedFile("copy.docx", out.getvalue())
    look = client.post(page("report-return", sent, reader.pk), {"original": given}).url
    said = " ".join(client.get(look).content.decode().split())
    for words in (
        "Please look at this one", "<strong>At the start of “Contents”</strong> · New paragraph",
        ">She had asked us for help.</ins>", "This part is made from the record", "Where does it belong?",
    ):  # fmt: skip
        assert words in said, words
    client.post(look, {"revision": 1, "use": "1", "place-0": ""})
    kept = ReportComment.objects.get()
    assert (kept.block_uid, kept.reader, kept.text) == (
        None, reader, "Add a paragraph (it was typed at the start of “Contents”): “She had asked us for help.”",
    )  # fmt: skip


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_a_reader_takes_a_copy_that_says_whose_it_is(client, sent, reader, cast, form):
    client.force_login(cast.hana)
    asked = client.post(page("publication-copy", sent, reader.pk), {"form": form})
    job = Job.objects.get()
    assert asked.url == page("publication-job", sent, job.pk) and client.get(asked.url).status_code == 200
    worked(job, at=AT)
    job.refresh_from_db()
    content = read(StoredFile.objects.get(pk=job.result["file"]))
    told = f"Copy for {cast.agencies.health.name}, {cast.hana.name}"
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert (
                told in archive.read("word/header1.xml").decode() and told in archive.read("docProps/core.xml").decode()
            )
        with pytest.raises(NotYet, match="No comment and no change"):
            actions.give_back(reader, SimpleUploadedFile("copy.docx", content), by=cast.hana, at=AT)
    else:
        said = read_back(content)
        assert any(told in " ".join(one.split()) for one in said.pages) and told in str(said.properties)
    for person, status in ((cast.pam, 404), (cast.ira, 403)):
        client.force_login(person)
        assert client.post(page("publication-copy", sent, reader.pk), {"form": form}).status_code == status


@pytest.mark.parametrize("act", ["give", "take", "aside"])
def test_nothing_changes_when_the_trail_cannot_be_written(sent, reader, cast, act):
    found = actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT)
    acts = {
        "give": lambda: actions.give_back(reader, file(*USUAL), by=cast.hana, at=AT),
        "take": lambda: actions.take_in_return(found, places={}, revision=1, by=cast.hana, at=AT),
        "aside": lambda: actions.set_return_aside(found, revision=1, by=cast.hana, at=AT),
    }

    def state():
        rows = ReturnedCopy.objects.values_list("taken_at", "set_aside_at")
        return list(rows), ReportComment.objects.count(), Document.objects.count()

    before = state()
    with patch("reviews.report.actions.returns.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        acts[act]()
    assert state() == before


def test_a_very_long_comment_in_a_file_is_kept_whole_and_can_be_changed(sent, cast, client):
    said = " ".join(["It was so."] * 900)
    pam = sent.readers.get(user=cast.pam)
    kept = actions.give_back(pam, file(("The school saw it on a Monday in spring.", said)), by=cast.pam, at=AT)
    client.force_login(cast.pam)
    code = sent.version.report.review.code
    page = client.get(reverse("report-returned", args=[code, kept.pk])).content.decode()
    assert f"very long ({len(said)} characters). It is kept whole." in page
    actions.take_in_return(kept, places={}, revision=kept.revision, by=cast.pam, at=AT)
    comment = ReportComment.objects.get(text=said)
    change = reverse("report-comment-change", args=[code, comment.pk])
    assert client.post(change, {"text": f"{said} And more.", "revision": comment.revision}).status_code == 422
    assert client.post(change, {"text": said[:-1] + "!", "revision": comment.revision}).status_code == 302
    typed = reverse("report-copy-comment", args=[code, pam.pk])
    assert client.post(typed, {"text": said}).status_code == 422
