"""Does a report that was written elsewhere come in whole, or not at all, and only once somebody has seen what it comes to?"""

import datetime as dt
import io
import json
from pathlib import Path
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from agencies.models import Agency
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from cspr.word.tests import test_reading
from reviews.case.actions import add_child, join_team, open_case
from reviews.case.models import Incident, Review
from reviews.documents.models import Document
from reviews.report import actions, queries
from reviews.report.models import Block, BlockText, Report, ReportImport
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import file_read

pytestmark = [pytest.mark.django_db, pytest.mark.page]
LATER = AT + dt.timedelta(hours=1)
PAPER = Path(test_reading.__file__).parent / "papers" / "libreoffice.docx"


@pytest.fixture
@kept
def review(cast):
    """An older report, whose recommendations may be written."""
    found = open_case(
        cast.partnership, incident=Incident.objects.create(), kind="archive", opened_on=AT.date(), by=cast.priya, at=AT
    )
    add_child(found, by=cast.priya, at=AT)
    join_team(found, cast.luca, "lead_reviewer", by=cast.priya, at=AT, starts_on=dt.date(2026, 1, 1))
    join_team(found, cast.pam, "panel_member", by=cast.priya, at=AT, starts_on=dt.date(2026, 1, 1))
    return found


def upload(content=None, name="report.docx"):
    return SimpleUploadedFile(name, PAPER.read_bytes() if content is None else content)


def looked(cast, review, **file):
    return actions.look_at(review, upload(**file), by=cast.luca, at=AT)


def taken(cast, review, **file):
    imported = looked(cast, review, **file)
    return actions.take_in(imported, revision=imported.revision, by=cast.luca, at=LATER)


def printed(report):
    return [
        (section.number, section.title, [(block.number, block.kind, block.html) for block in section.blocks])
        for section in queries.document(report).sections
    ]


def test_nothing_is_written_before_it_is_taken_in(cast, review):
    imported = looked(cast, review)
    assert not Report.objects.exists() and not Block.objects.exists()
    assert imported.found["title"] == "Overview report in respect of Child M"
    assert Document.objects.get(pk=imported.original_id).review == review


def test_the_office_says_who_gave_the_file(cast, review, client):
    page = reverse("report-import", args=[review.code])
    client.force_login(cast.luca)
    assert "Who gave it" not in client.get(page).content.decode()
    client.force_login(cast.priya)
    whose = {"on_behalf_of": "Luca Ferrand, lead reviewer"}
    assert client.post(page, {"original": upload(), **whose}).status_code == 302
    imported = ReportImport.objects.get()
    look = client.get(reverse("report-import-look", args=[review.code, imported.pk])).content.decode()
    assert "Given by Luca Ferrand, lead reviewer; read by Priya Raman" in look
    assert reverse("documents-download", args=[review.code, imported.original_id]) in look
    assert "given by Luca Ferrand, lead reviewer" in client.get(page).content.decode()
    actions.take_in(imported, revision=imported.revision, by=cast.priya, at=LATER)
    told = TrailEntry.objects.filter(on_behalf_of=whose["on_behalf_of"], kind__startswith="report.")
    assert [entry.kind for entry in told] == ["report.import_read", "report.imported"]


def test_it_comes_in_with_its_numbers_references_and_recommendations(cast, review):
    report = taken(cast, review)
    sections = printed(report)
    assert [(number, title) for number, title, _ in sections] == [
        ("", "Acknowledgements"), ("", "Executive summary"), ("1", "Introduction"), ("2", "What happened"),
        ("3", "Learning points and recommendations"), ("", "References"), ("", "Terms of reference"),
    ]  # fmt: skip
    told = "".join(html for _, _, blocks in sections for _, _, html in blocks)
    assert (
        told.count("data-fn") == 2
        and "2.2 below</a>" in told
        and "Section 1" not in told
        and "section 1 above</a>" in told
    )
    assert ">Recommendation 2</a>" in told and ">Footnote 1</a>" in told and "no longer there" not in told
    made = apps.get_model("recommendations.Recommendation").objects.filter(review=review).order_by("number")
    assert [one.number for one in made] == [1, 2] and made[1].text.endswith("seen and sent home.")
    assert [kind for _, kind, _ in sections[4][2]] == ["paragraph", "recommendation", "recommendation"]
    assert BlockText.objects.filter(at=LATER).count() == Block.objects.count()
    assert queries.title_of(report) == "Overview report in respect of Child M"


def test_registered_names_become_labels_and_what_stood_in_the_draft_stays(cast, review, people):
    report = actions.start_report(review, by=cast.luca, at=AT)
    introduction = report.sections.get(kind="introduction")
    actions.add_after(introduction, html="<p>Written here.</p>", by=cast.luca, at=AT)
    person = review.people.filter(kind="family", void_at=None).exclude(family_name="").first()
    name = f"{person.given_names} {person.family_name}"
    text = (
        f"1. Introduction\n\n1.1 {name} was not asked.\n\n2. What {name} said & meant\n\n2.1 So.\n\n3. Recommendations\n\n"
        f"Recommendation 1: Schools should listen to {name} & others, <b>always</b>."
    )
    taken(cast, review, content=text.encode(), name="report.txt")
    titles = [title for _, title, _ in printed(report)]
    assert titles.index("Introduction and background") < titles.index("References") < titles.index("Introduction")
    told = json.dumps(printed(report))
    assert "Written here." in told and person.family_name not in told and "was not asked." in told
    assert f"What {person.label} said & meant" in titles
    made = apps.get_model("recommendations.Recommendation").objects.get(review=review)
    assert made.text == f"Schools should listen to {person.label} & others, <b>always</b>."


def test_what_is_said_of_a_heading_that_was_guessed_is_true_of_plain_text_too(cast, review):
    imported = looked(cast, review, content=b"Introduction\n\nIt began.\n\n2. Analysis\n\n2.1 So.", name="report.txt")
    assert any("looks like one" in said for said in imported.found["unsure"])
    assert not any("bold" in said for said in imported.found["unsure"])


def test_it_is_taken_in_once_and_not_after_it_was_set_aside(cast, review):
    imported = looked(cast, review)
    actions.take_in(imported, revision=imported.revision, by=cast.luca, at=LATER)
    with pytest.raises(NotYet, match="already"):
        actions.take_in(imported, revision=imported.revision, by=cast.luca, at=LATER)
    other = looked(cast, review)
    with pytest.raises(ChangedMeanwhile):
        actions.set_import_aside(other, revision=other.revision + 1, by=cast.luca, at=LATER)
    other.refresh_from_db()
    actions.set_import_aside(other, revision=other.revision, by=cast.luca, at=LATER)
    with pytest.raises(NotYet, match="set aside"):
        actions.take_in(other, revision=other.revision, by=cast.luca, at=LATER)


@pytest.mark.parametrize("what", ["macros", "a foreign entity", "unfolds too far"])
def test_nothing_of_a_hostile_file_is_kept(cast, review, what):
    with pytest.raises(NotYet):
        looked(cast, review, content=test_reading.HOSTILE[what][0])
    assert not ReportImport.objects.exists() and not Document.objects.exists()


def test_nothing_is_brought_in_that_the_trail_does_not_hold(cast, review):
    imported = looked(cast, review)
    with patch("reviews.report.actions.importing.record", side_effect=RuntimeError):
        with pytest.raises(RuntimeError):
            actions.take_in(imported, revision=imported.revision, by=cast.luca, at=LATER)
        with pytest.raises(RuntimeError):
            looked(cast, review)
    assert not Block.objects.exists() and ReportImport.objects.count() == 1


# The pages -----------------------------------------------------------------------------------------


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def test_the_page_shows_what_was_recognised_and_writes_it_on_a_click(luca, cast, review):
    response = luca.post(at("report-import", review), {"original": upload()})
    imported = ReportImport.objects.get()
    assert response.url == at("report-import-look", review, imported.pk)
    page = luca.get(response.url).content.decode()
    assert (
        "Write this into the report" in page and "two parents and a grandmother" in page and "Recommendation 2" in page
    )
    assert "Overview report in respect of Child M" in page and "which is made anew here" in page
    assert not Block.objects.exists()
    assert luca.post(response.url, {"use": "1", "revision": imported.revision}).url == at("report", review)
    assert Block.objects.exists() and "was brought in on" in luca.get(response.url).content.decode()


def test_a_file_that_cannot_be_read_is_told_beside_the_field(luca, review):
    response = luca.post(at("report-import", review), {"original": upload(test_reading.HOSTILE["macros"][0])})
    assert response.status_code == 422 and "holds macros" in response.content.decode()


def test_a_file_may_be_left(luca, cast, review):
    imported = file_read(cast, review, at=AT)
    luca.post(at("report-import-look", review, imported.pk), {"use": "0", "revision": imported.revision})
    assert not Block.objects.exists() and "set aside" in luca.get(at("report-import", review)).content.decode()


def test_others_may_not_bring_a_report_in_and_another_cases_file_is_not_found(client, cast, review):
    imported = looked(cast, review)
    client.force_login(cast.pam)
    assert client.get(at("report-import", review)).status_code == 403
    assert client.post(at("report-import-look", review, imported.pk), {"use": "1"}).status_code == 403
    client.force_login(cast.luca)
    assert client.get(at("report-import-look", review, imported.pk + 1)).status_code == 404


ASKING = b"""1. Introduction

1.1 The family moved.

Learning points and recommendations

Recommendation 1: Isle Health should look again by 31 March 2027, and tell Fen Police.

Recommendation 2: All should share it within six months.
"""


@pytest.fixture
def asking(cast, review):
    """A file whose first recommendation says of whom and by when, and whose second does not."""
    for name in ("Isle Health", "Fen Police"):
        review.partnership.agencies.add(Agency.objects.create(name=name, sector="health"))
    return looked(cast, review, content=ASKING, name="report.txt")


def made_of(review):
    made = apps.get_model("recommendations.Recommendation").objects.filter(review=review).order_by("number")
    return [([str(agency) for agency in one.addressees.all()], one.by_when) for one in made]


def test_whom_recommendations_ask_and_by_when_is_read_and_confirmed(luca, review, asking):
    page, health = at("report-import-look", review, asking.pk), Agency.objects.get(name="Isle Health")
    said = " ".join(luca.get(page).content.decode().split())
    for words in (
        "Read from “by 31 March 2027”", "the words ask Isle Health. It also names Fen Police.", "but not from which day. Put",
        "The words of recommendation 2 do not say of whom and by when",
    ):  # fmt: skip
        assert words in said, words
    typed = {"use": "1", "revision": asking.revision, "of_1": [health.pk]}
    day = {f"by_when_1_{at}": value for at, value in zip(("day", "month", "year"), ("31", "13", "2027"), strict=True)}
    wrong = luca.post(page, typed | day)
    assert wrong.status_code == 422 and not Block.objects.exists()
    told = "Recommendation 1: By when must be a real date, like 27 3 2026"
    assert wrong.content.decode().count(told) == 2, "at the head of the page, and beside the field"
    other = luca.post(page, typed | day | {"by_when_1_month": "3", "of_2": [0]})
    assert other.status_code == 422
    assert other.content.decode().count("Recommendation 2: Choose agencies from this list") == 2
    assert luca.post(page, typed | day | {"by_when_1_month": "3"}).status_code == 302
    assert made_of(review) == [(["Isle Health"], dt.date(2027, 3, 31)), ([], None)]


def test_a_span_is_counted_from_today_only_where_the_report_is_written_now(review, asking):
    agencies = queries.agencies_and_names(review)
    today = dt.date(2026, 8, 31)
    assert [one.counted for one in queries.offered(asking, agencies, today=today)] == [None, None]
    review.kind = asking.review.kind = "statutory"
    assert queries.offered(asking, agencies, today=today)[1].counted == dt.date(2027, 2, 28)


@pytest.mark.parametrize("phase", ["signed_off", "published", "closed"])
def test_a_settled_report_takes_no_other_one_in(luca, review, asking, phase):
    Review.objects.update(phase=phase)
    page = at("report-import-look", review, asking.pk)
    for answer in (luca.get(page), luca.get(at("report-import", review))):
        said = answer.content.decode()
        assert "no report is brought into it" in said and "Write this into" not in said and 'type="file"' not in said
    answer = luca.post(page, {"use": "1", "revision": asking.revision}, follow=True)
    assert "no report is brought into it" in answer.content.decode()
    chosen = luca.post(at("report-import", review), {"original": SimpleUploadedFile("late.txt", ASKING)})
    assert chosen.status_code == 422 and ReportImport.objects.count() == 1
    assert chosen.content.decode().count("no report is brought into it") == 2, "at the head, and beside the field"
    assert not Block.objects.exists() and made_of(review) == []
    luca.post(page, {"use": "0", "revision": asking.revision})
    assert ReportImport.objects.get().set_aside_at


# The command ---------------------------------------------------------------------------------------


def brought_in(*arguments):
    out = io.StringIO()
    call_command("import_report", *arguments, stdout=out)
    code, _, summary = out.getvalue().partition("\n")
    return code, json.loads(summary)


def test_the_command_opens_an_archive_case_where_none_is_named(cast):
    code, summary = brought_in(str(PAPER), "--partnership", cast.partnership.code_prefix)
    review = Review.objects.get(code=code)
    assert review.kind == "archive" and summary["review"] == code and summary["recommendations"] == [1, 2]
    assert summary["recognised"]["numbered paragraphs"] == 7 and queries.report_of(review)


def test_the_command_takes_only_what_the_words_say_and_lists_the_rest(cast, review, asking, tmp_path):
    paper = tmp_path / "report.txt"
    paper.write_bytes(ASKING)
    _, summary = brought_in(str(paper), "--review", review.code, "--by", cast.luca.email)
    one, two = summary["asked"]
    assert (one["of"], one["by_when"], one["also_named"], one["missing"]) == (
        ["Isle Health"],
        "2027-03-31",
        ["Fen Police"],
        [],
    )
    assert (two["words"], two["by_when"], two["missing"]) == ("within six months", "", ["of whom", "by when"])
    assert made_of(review) == [(["Isle Health"], dt.date(2027, 3, 31)), ([], None)]


def test_the_command_brings_it_into_a_case_or_changes_nothing(cast, review, tmp_path):
    assert brought_in(str(PAPER), "--review", review.code, "--by", cast.luca.email)[0] == review.code
    bad = tmp_path / "bad.docx"
    bad.write_bytes(test_reading.HOSTILE["macros"][0])
    before = Review.objects.count(), Block.objects.count()
    for arguments in ((str(bad),), (str(PAPER), "--review", "XX-1"), (str(PAPER), "--by", "nobody@example.org")):
        with pytest.raises(CommandError):
            call_command("import_report", *arguments, "--partnership", cast.partnership.code_prefix)
    assert (Review.objects.count(), Block.objects.count()) == before
