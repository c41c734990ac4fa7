"""Does the report leave as a file that names nobody, says that it is a draft, and is the same each time?"""

import io
from unittest.mock import patch

import docx
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from cspr import pdf
from cspr.audit.models import TrailEntry
from cspr.clock import date_of
from cspr.files.actions import read
from cspr.files.models import StoredFile
from cspr.jobs.models import Job
from cspr.records import NotYet
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.panel.tests.steps import reviewer_chosen
from reviews.publication import actions, queries
from reviews.publication.models import Edition
from reviews.publication.tests import sample, steps, world
from reviews.report.actions import add_after, answer, comment, send_round
from reviews.report.queries import report_of
from reviews.report.rules import PrintedBlock, PrintedSection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("printed_once")]


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def review(cast):
    return world.agreed(cast, document=small())


def small(html="<p>The health visitor came twice.</p>"):
    section = PrintedSection("introduction", "Introduction", "1", (PrintedBlock("u1", "paragraph", html, "1.1"),), pk=1)
    return sample.document(sections=(section,))


def plant(review):
    """Enter somebody in the identity register, which this stage cannot see."""
    apps.get_model("reviews.Person").objects.create(
        review=review, kind="family", label="mother", given_names="Wilhelmina", family_name="Sparrowhawk"
    )


def text_of(content):
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_draft_is_the_report_as_it_stands_and_marked(cast, review):
    job = steps.worked(actions.ask_for_draft(review, by=cast.luca, at=world.PREPARED), at=world.PREPARED)
    assert job.state == Job.State.DONE, job.problem
    stored = StoredFile.objects.get(pk=job.result["file"])
    assert stored.name == f"{review.code} DRAFT report 2026-03-02 0900.pdf"
    assert b"%PDF" in read(stored)[:8] and not Edition.objects.exists()


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_interests_that_the_reviewer_named_are_printed_under_the_declaration(cast, review, kind):
    commission = reviewer_chosen(cast, review, at=world.PREPARED)
    type(commission).objects.filter(pk=commission.pk).update(
        declaration="I am independent.", interests="A course given to the police in 2019.", declared_on=date_of(world.PREPARED),
        declared_at=world.PREPARED,
    )  # fmt: skip
    made = actions.render(review, kind, version=None, by=cast.luca, at=world.PREPARED).content
    said = " ".join(" ".join(pdf.pages_of(made)).split()) if kind == "pdf" else text_of(made)
    assert "I am independent." in said and "Interests named: A course given to the police in 2019." in said


def test_there_is_no_draft_before_the_report_is_begun(cast, review):
    with patch("reviews.publication.actions.rendering.report_of", return_value=None), pytest.raises(NotYet):
        actions.ask_for_draft(review, by=cast.luca, at=world.PREPARED)


def test_a_version_becomes_a_word_document_under_its_number(cast, review):
    version = queries.agreed_version(review)
    job = actions.ask_for_draft(
        review, kind=queries.DRAFT_WORD, version=version, by=cast.luca, at=world.PREPARED
    )  # fmt: skip
    steps.worked(job, at=world.PREPARED)
    stored = StoredFile.objects.get(pk=job.result["file"])
    assert stored.name == f"{review.code} DRAFT report version 1.docx"
    assert "The health visitor came twice." in text_of(read(stored))
    assert TrailEntry.objects.filter(
        review_code=review.code, kind="publication.word_asked", subject="version 1"
    ).exists()


def test_open_comments_stand_in_the_margin_of_the_version_with_labels_for_names(cast, review):
    version = queries.agreed_version(review)
    due_on = date_of(world.PREPARED)
    send_round(version.report, version=version, people=[cast.pam], due_on=due_on, by=cast.luca, at=world.PREPARED)
    plant(review)
    for text in ("Did Wilhelmina Sparrowhawk ask for it?", "Answered."):
        comment(version, text=text, by=cast.pam, at=world.PREPARED)
    answer(version.comments.last(), response="accepted", why="", revision=1, by=cast.luca, at=world.PREPARED)
    job = actions.ask_for_draft(review, kind=queries.DRAFT_WORD, version=version, by=cast.luca, at=world.PREPARED)
    steps.worked(job, at=world.PREPARED)
    (said,) = docx.Document(io.BytesIO(read(StoredFile.objects.get(pk=job.result["file"])))).comments
    assert said.author == cast.pam.name and said.text == "Did mother ask for it?"


def test_a_registered_name_leaves_as_a_label_and_a_number_not_at_all(cast):
    review = world.agreed(cast, document=small("<p>Wilhelmina Sparrowhawk rang at noon.</p>"))
    plant(review)
    version = queries.agreed_version(review)
    made = actions.render(review, "docx", version=version, by=cast.luca, at=world.PREPARED)
    assert "Mother rang at noon." in text_of(made.content) and "Sparrowhawk" not in text_of(made.content)
    version.content["title"] = "The Sparrowhawk family"
    with pytest.raises(NotYet, match="Title of the report"):
        actions.render(review, "docx", version=version, by=cast.luca, at=world.PREPARED)


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_same_version_gives_the_same_bytes_whenever_it_is_made(cast, review, form):
    version = queries.agreed_version(review)
    made = [actions.render(review, form, version=version, by=cast.luca, at=at) for at in (world.PREPARED, world.SIGNED)]
    assert made[0].draft and made[0].content == made[1].content


def test_once_all_have_signed_it_is_the_signed_file_and_no_draft(cast, review):
    edition = steps.edition_prepared(cast, review, at=world.PREPARED)
    for signer in queries.signers_of(edition):
        steps.signed_by_one(cast, edition, signer.partner, at=world.SIGNED)
    version = queries.agreed_version(review)
    made = actions.render(review, "pdf", version=version, by=cast.luca, at=world.SIGNED)
    assert not made.draft and made.content == read(edition.pdf)
    word = actions.render(review, "docx", version=version, by=cast.luca, at=world.SIGNED)
    assert not word.draft and docx.Document(io.BytesIO(word.content)).core_properties.content_status == "Final"


def test_nothing_is_taken_out_that_the_trail_does_not_hold(cast, review):
    with patch("reviews.publication.actions.rendering.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        actions.render(review, "html", version=None, by=cast.luca, at=world.PREPARED)


def test_the_command_writes_a_draft_under_a_name_that_says_so(cast, review, tmp_path):
    out = io.StringIO()
    arguments = ("render_report", review.code, "--format", "docx", "--output", str(tmp_path / "report.docx"))
    call_command(*arguments, "--version", "1", stdout=out)
    written = tmp_path / "report DRAFT.docx"
    assert out.getvalue().strip() == str(written) and not (tmp_path / "report.docx").exists()
    properties = docx.Document(written).core_properties
    assert properties.title.startswith("DRAFT: ") and properties.category == "DRAFT"
    for wrong in (("--version", "7"), ()):
        with pytest.raises(CommandError):
            call_command("render_report", "XX-2026-999" if not wrong else review.code, *arguments[2:], *wrong)
    assert not Edition.objects.exists()


def test_large_print_has_the_same_words_and_numbers_at_18_points_or_more(cast, review, tmp_path):
    version = queries.agreed_version(review)
    job = actions.ask_for_draft(review, kind=queries.DRAFT_LARGE, version=version, by=cast.luca, at=world.PREPARED)
    stored = StoredFile.objects.get(pk=actions.make_draft(job, lambda done: None, world.PREPARED)["file"])
    assert stored.name == f"{review.code} DRAFT report version 1 large print.pdf"
    usual = actions.render(review, "pdf", version=version, by=cast.luca, at=world.PREPARED).content
    large = read(stored)
    told = [" ".join(" ".join(pdf.read_back(content).pages).split()) for content in (usual, large)]
    assert "1.1 The health visitor came twice." in told[0] and "1.1 The health visitor came twice." in told[1]
    assert smallest_type(large) >= 18 > smallest_type(usual)


def smallest_type(content):
    """The size of the smallest letters that stand on a line of their own: raised numbers of footnotes are no text."""
    sizes = set()
    for page in PdfReader(io.BytesIO(content)).pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: sizes.add(round(size * tm[0])) if text.strip() else None
        )
    return min(sizes)


def test_large_print_leaves_by_the_command_too_but_not_as_a_word_document(cast, review, tmp_path):
    arguments = ("render_report", review.code, "--output", str(tmp_path / "large"), "--large-print", "--format")
    call_command(*arguments, "html", stdout=io.StringIO())
    assert "font-size: 18pt" in (tmp_path / "large DRAFT").read_text()
    with pytest.raises(CommandError, match="enlarged in Word"):
        call_command(*arguments, "docx")


def test_what_the_checks_noted_stands_in_the_margin_of_the_draft_for_its_author(cast, review):
    report = report_of(review)
    section = report.sections.get(kind="introduction")
    add_after(section, html="<p>The school failed to ask Ottoline.</p>", by=cast.luca, at=world.PREPARED)
    plant(review)
    job = actions.ask_for_draft(review, kind=queries.DRAFT_CHECKED, by=cast.luca, at=world.PREPARED)
    steps.worked(job, at=world.PREPARED)
    stored = StoredFile.objects.get(pk=job.result["file"])
    said = docx.Document(io.BytesIO(read(stored))).comments
    assert any(one.author == "Checks" and "“failed to” may read as blame" in one.text for one in said)
    assert "DRAFT" in stored.name
