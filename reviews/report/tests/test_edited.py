"""A version edited in Word comes back: what differs is found, paragraphs keep their ids, and nothing is lost beside it."""

import io
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case.models import Review
from reviews.publication.actions import word_of
from reviews.report import actions, queries
from reviews.report.models import Block, BlockText, EditedFile, Version
from reviews.report.rules import FiledBlock, reworded
from reviews.report.tests.conftest import AT
from reviews.report.tests.test_returned import Desk

pytestmark = pytest.mark.page

SPAN = '<span data-person="7">mother</span>'


# Words into a text (pure) ----------------------------------------------------------------------------------


@pytest.mark.pure
@pytest.mark.parametrize(
    ("html", "printed", "new", "expected"),
    [
        ("<p>It was five.</p>", "<p>It was five.</p>", "It was six.", "<p>It was six.</p>"),
        (f"<p>{SPAN} came.</p>", "<p>Mother came.</p>", "Mother came twice.", f"<p>{SPAN} came twice.</p>"),
        (f"<p>{SPAN} came.</p>", "<p>Mother came.</p>", "Nobody came.", "<p>Nobody came.</p>"),
        ("<p>A <strong>bold</strong> word.</p>", "<p>A <strong>bold</strong> word.</p>", "A bold new word.",
         "<p>A <strong>bold</strong> new word.</p>"),
        ('<p>See <span data-ref="x"></span>.</p>', '<p>See <a href="#x">2.4</a>.</p>', "Do see 2.4.",
         '<p>Do see <span data-ref="x"></span>.</p>'),
        ("<p>He said “no”.</p>", "<p>He said “no”.</p>", 'He said "no" & left.', "<p>He said “no” &amp; left.</p>"),
        ('<p>Act<span data-fn="a">Of 1988.</span>.</p>', '<p>Act<span data-fn="a">Of 1988.</span>.</p>', "The Act.",
         '<p>The Act<span data-fn="a">Of 1988.</span>.</p>'),
        ("<p>It changed since.</p>", "<p>It was five.</p>", "It was six.", None),
    ],
)  # fmt: skip
def test_new_words_come_into_a_text_and_the_rest_of_it_stays(html, printed, new, expected):
    assert reworded(html, printed, {0: new}) == expected


@pytest.mark.pure
def test_a_footnote_and_an_item_of_a_list_take_new_words_too():
    note = '<p>Act<span data-fn="a">Of 1988.</span>.</p>'
    assert reworded(note, note, {1: "Of 1989."}) == '<p>Act<span data-fn="a">Of 1989.</span>.</p>'
    listed = "<ul><li><p>one</p></li><li><p>two</p></li></ul>"
    assert reworded(listed, listed, {1: "three"}) == "<ul><li><p>one</p></li><li><p>three</p></li></ul>"


# The way back -----------------------------------------------------------------------------------------------

TEXT = (
    '<p>The <span data-person="{mother}">x</span> rang on a Monday.<span data-fn="n1">By telephone.</span></p>'
    "<p>Nobody wrote it down that week.</p><ul><li><p>the school on the hill</p></li><li><p>the surgery</p></li></ul>"
)


@pytest.fixture
@kept
def version(report, section, people, cast):
    actions.save_section(section, html=TEXT.format(mother=people["mother"].pk), revisions={}, by=cast.luca, at=AT)
    filed = FiledBlock(
        "recommendation:1", "recommendation", "<p>The trust shows what changed.</p>", {"number": 1, "door": "/r/1/"}
    )
    actions.file_blocks(report.review, "recommendations", [filed], by=cast.luca, at=AT)
    return actions.make_version(report, purpose=Version.Purpose.KEPT, name="Before", by=cast.luca, at=AT)


def desk(version):
    return Desk(word_of(version))


def file(open_file):
    out = io.BytesIO()
    open_file.word.save(out)
    return SimpleUploadedFile("edited.docx", out.getvalue())


def read(version, open_file, cast):
    return actions.look_at_edited(version, file(open_file), by=cast.luca, at=AT)


def texts(section):
    return list(section.blocks.filter(removed_at=None).order_by("position").values_list("html", flat=True))


@pytest.mark.django_db
def test_the_file_as_it_was_given_out_changes_nothing_and_is_refused_beside_the_field(version, cast):
    with pytest.raises(NotYet, match="Nothing in this document differs") as refusal:
        read(version, desk(version), cast)
    assert refusal.value.field == "original" and not EditedFile.objects.exists()


@pytest.mark.django_db
def test_changed_added_and_removed_paragraphs_are_written_and_kept_as_a_version(version, section, people, cast):
    edited = desk(version)
    edited.type_over("on a Monday", "on a Tuesday")
    edited.track("surgery", "surgery in town")
    gone = edited.paragraph("Nobody wrote")
    gone.getparent().remove(gone)
    new = edited.word.add_paragraph("She was told to ring again.")
    edited.paragraph("on a Tuesday").addnext(new._p)
    before = list(section.blocks.values_list("uid", flat=True))
    found = read(version, edited, cast)
    assert texts(section)[0].count("Monday") == 1, "nothing is written yet"
    made = actions.take_in_edited(found, revision=1, by=cast.luca, at=AT)
    first, added, listed = texts(section)
    chip = f'<span data-person="{people["mother"].pk}">'
    assert chip in first and "rang on a Tuesday" in first and "By telephone." in first
    assert added == "<p>She was told to ring again.</p>" and "<p>the surgery in town</p>" in listed
    assert list(section.blocks.filter(uid__in=before, removed_at=None).values_list("uid", flat=True)) == [
        before[0],
        before[2],
    ]
    assert (made.number, made.name) == (2, "Version 1, edited in Word")
    assert {one.how for one in queries.differences(version, made, seen=str)} == {"changed", "added", "removed"}
    assert TrailEntry.objects.get(kind="report.edited_taken_in").changes["paragraphs"] == 4
    with pytest.raises(NotYet, match="already"):
        actions.take_in_edited(found, revision=found.revision, by=cast.luca, at=AT)


@pytest.mark.django_db
def test_what_a_record_filed_is_listed_and_stays_and_a_list_with_another_item_is_done_by_hand(version, section, cast):
    edited = desk(version)
    edited.type_over("shows what changed", "shows something")
    edited.word.element.body.remove(edited.paragraph("the surgery"))
    found = read(version, edited, cast)
    rows = {row.what: row for row in queries.planned(found) if row.edit.how != "other"}
    assert rows["locked"].door == "/r/1/" and rows["by hand"].edit.how == "removed"
    actions.take_in_edited(found, revision=1, by=cast.luca, at=AT)
    assert "the surgery" in texts(section)[2]
    assert "shows what changed" in Block.objects.get(origin="recommendation:1").html


@pytest.mark.django_db
def test_where_the_draft_changed_since_both_texts_are_kept(version, section, cast):
    block = section.blocks.get(html__contains="Nobody wrote")
    actions.write_block(block, html="<p>Somebody wrote it down.</p>", revision=block.revision, by=cast.luca, at=AT)
    edited = desk(version)
    edited.type_over("Nobody wrote", "No one wrote")
    found = read(version, edited, cast)
    assert [row.what for row in queries.planned(found)] == ["aside"]
    actions.take_in_edited(found, revision=1, by=cast.luca, at=AT)
    assert texts(section)[1] == "<p>Somebody wrote it down.</p>"
    assert queries.set_aside(version.report).get().html == "<p>No one wrote it down that week.</p>"


@pytest.mark.django_db
def test_the_pages_show_what_differs_and_write_what_is_wanted(client, version, section, review, cast):
    edited = desk(version)
    edited.type_over("on a Monday", "on a Tuesday")
    edited.type_over("Nobody wrote", "No one wrote")
    url = reverse("report-bring-edited", args=[review.code, version.pk])
    client.force_login(cast.luca)
    assert client.post(url, {"original": SimpleUploadedFile("notes.pdf", b"x")}).status_code == 422
    sent = client.post(url, {"original": file(edited)})
    found = EditedFile.objects.get()
    look = reverse("report-edited", args=[review.code, found.pk])
    assert sent.url == look
    shown = client.get(look).content.decode()
    assert (
        "Paragraph 1.1" in shown
        and ">Tuesday</ins>" in shown
        and "Will be written into the draft: 2" in shown.replace("\n", "")
    )
    for person, status in ((cast.pam, 403), (cast.priya, 403), (cast.sam, 404)):
        client.force_login(person)
        assert client.get(look).status_code == client.get(url).status_code == status
    client.force_login(cast.luca)
    done = client.post(look, {"revision": 1, "use": "1", "leave": ["0"]})
    assert done.url.endswith(f"compare/?with={Version.objects.get(number=2).pk}")
    assert "on a Monday" in texts(section)[0] and "No one wrote" in texts(section)[1]


@pytest.mark.django_db
@pytest.mark.parametrize("phase", ["signed_off", "published", "closed"])
def test_a_settled_report_takes_no_edited_version_in_and_what_was_given_stays(
    luca, version, section, review, cast, phase
):
    edited = desk(version)
    edited.type_over("on a Monday", "on a Tuesday")
    found, stood = read(version, edited, cast), texts(section)
    Review.objects.update(phase=phase)
    look, bring = (
        reverse(name, args=[review.code, pk])
        for name, pk in (("report-edited", found.pk), ("report-bring-edited", version.pk))
    )
    for page in (look, bring):
        said = luca.get(page).content.decode()
        assert "no report is brought into it" in said and "edited.docx" in said
        assert "Write this into the draft" not in said and 'type="file"' not in said and 'name="leave"' not in said
    answer = luca.post(look, {"revision": 1, "use": "1"}, follow=True).content.decode()
    assert "no report is brought into it" in answer and ">Tuesday</ins>" in answer
    again = luca.post(bring, {"original": file(edited)})
    assert again.status_code == 422
    assert again.content.decode().count("no report is brought into it") == 2, "at the head, and beside the field"
    assert (texts(section), Version.objects.count(), EditedFile.objects.count()) == (stood, 1, 1)
    luca.post(look, {"revision": 1, "use": "0"})
    assert EditedFile.objects.get().set_aside_at


@pytest.mark.django_db
def test_what_was_typed_in_a_part_made_from_the_record_is_shown_with_its_place_and_not_written(
    luca, version, section, review, cast
):
    edited = desk(version)
    introduction = version.content["sections"][3]["title"]
    for after in ("Contents", introduction):
        new = edited.word.add_paragraph(f"She asked for help, it says at {after}.")
        next(one for one in edited.word.paragraphs if one.text == after)._p.addnext(new._p)
    found, stood = read(version, edited, cast), texts(section)
    look = reverse("report-edited", args=[review.code, found.pk])
    said = " ".join(luca.get(look).content.decode().split())
    for words in (
        "To do by hand: 2", "At the start of “Contents” (new)", "She asked for help, it says at Contents.",
        "This part is made from the record", f"At the start of “{introduction}” (new)",
        f'href="{reverse("report", args=[review.code])}">Choose a section of the draft',
        f'href="{reverse("report-edit", args=[review.code, section.pk])}">Go there in the draft',
    ):  # fmt: skip
        assert words in said, words
    done = luca.post(look, {"revision": 1, "use": "1"}, follow=True).content.decode()
    assert "To do by hand: 2. You find it on the page of version 1" in done
    assert "it says at Contents." in luca.get(look).content.decode(), "it stays to be read"
    assert texts(section) == stood and not Block.objects.filter(html__contains="asked for help").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["look", "take", "aside"])
def test_nothing_changes_when_the_trail_cannot_be_written(version, cast, act):
    edited = desk(version)
    edited.type_over("on a Monday", "on a Tuesday")
    found = read(version, edited, cast)
    acts = {
        "look": lambda: read(version, edited, cast),
        "take": lambda: actions.take_in_edited(found, revision=1, by=cast.luca, at=AT),
        "aside": lambda: actions.set_edited_aside(found, revision=1, by=cast.luca, at=AT),
    }

    def state():
        return (
            list(EditedFile.objects.values_list("taken_at", "set_aside_at")), BlockText.objects.count(), Version.objects.count(),
        )  # fmt: skip

    before = state()
    with patch("reviews.report.actions.edited.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        acts[act]()
    assert state() == before
