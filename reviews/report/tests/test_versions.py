import datetime as dt
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from reviews.case.models import Duty
from reviews.identities import actions as identities
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference
from reviews.report import actions, queries
from reviews.report.models import Block, ReportComment, Version
from reviews.report.rules import Document, FiledBlock
from reviews.report.tests.conftest import AT, before_anybody_was_registered
from reviews.report.tests.steps import out, report_agreed, report_drafted, sent_round

pytestmark = [pytest.mark.django_db, pytest.mark.page]
DUE = AT.date() + dt.timedelta(days=14)
FINAL, KEPT = Version.Purpose.FINAL, Version.Purpose.KEPT


@pytest.fixture
@kept
def written(report, section, cast):
    actions.save_section(section, html="<p>The school saw it.</p>", revisions={}, by=cast.luca, at=AT)
    return report


def make(report, cast, purpose=FINAL, **more):
    return actions.make_version(report, purpose=purpose, name="x", by=cast.luca, at=AT, **more)


def write(section, html, cast):
    actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)


def write_early(section, html, cast):
    with before_anybody_was_registered():
        write(section, html, cast)


# The real names of conftest: Tobias Finn Marlowe-Reed ("Tobes"), born 11 April 2019, 14 Willow Row, PE15 8ZZ, NHS number.
IDENTIFYING = (
    "Tobias Marlowe-Reed",
    "Tobias",
    "Tobes",
    "11 April 2019",
    "11/4/19",
    "14 Willow Row",
    "PE158ZZ",
    "943 476 5919",
)


# Where it is planted, and the words that then say where it stands.
PLACES = {
    "body": "Paragraph 1.", "inside a word": "Paragraph 1.", "footnote": "footnote", "heading": "heading", "list": "list",
    "table": "table", "section title": "title", "report title": "Title of the report", "filed": "recommendation",
    "facts": "details",
}  # fmt: skip


def plant(where, words, report, section, cast):
    broken = f"{words[:2]}<em>{words[2:]}</em>"
    html = {
        "body": f"<p>It was {words} again.</p>",
        "inside a word": f"<p>It was {broken}.</p>",
        "footnote": f'<p>Seen.<span data-fn="">By {words}.</span></p>',
        "heading": f"<h3>About {words}</h3>",
        "list": f"<ul><li><p>a</p></li><li><p>{words}</p></li></ul>",
        "table": f"<table><tbody><tr><td><p>{words}</p></td></tr></tbody></table>",
    }
    if where in html:
        write_early(section, html[where], cast)
    elif where == "section title":
        actions.add_section(report, title=f"About {words}", by=cast.luca, at=AT)
    elif where == "report title":
        actions.change_title(report, title=f"On {words}", revision=report.revision, by=cast.luca, at=AT)
    else:
        # A whole name becomes a chip when it is filed; one that markup breaks up, or no name, stays and is listed.
        text, facts = (f"<p>For {broken}.</p>", {}) if where == "filed" else ("<p>x</p>", {"to": [words]})
        block = FiledBlock(f"r:{words}", "recommendation", text, facts)
        actions.file_blocks(report.review, "recommendations", [block], by=cast.luca, at=AT)


@pytest.mark.parametrize("where", PLACES)
def test_whatever_is_planted_anywhere_refuses_the_agreed_version_and_shows_the_place(written, section, cast, where):
    for count, words in enumerate(IDENTIFYING, 1):
        plant(where, words, written, section, cast)
        with pytest.raises(NotYet) as refusal:
            make(written, cast)
        assert PLACES[where] in str(refusal.value)
        assert words not in str(refusal.value)
        hits = queries.listed(written)
        assert len(hits) == (1 if where == "report title" else count), words
        assert all(hit.section or where == "report title" for hit in hits)
    assert not Version.objects.exists()


def test_terms_and_points_and_the_reviewers_words_are_checked_too(written, review, cast):
    terms = TermsOfReference.objects.create(
        review=review,
        version=1,
        scope="x",
        period_from="a",
        period_to="b",
        agreed_on=AT.date(),
        entered_by=cast.luca,
        entered_at=AT,
    )
    ReferenceQuestion.objects.create(terms=terms, number=1, text="What did Tobias need?")
    Commission.objects.create(
        review=review, reviewer=cast.luca, title="Reviewer", decided_on=AT.date(), declaration="I know Carys.", entered_by=cast.luca,
        entered_at=AT,
    )  # fmt: skip
    found = [hit.place for hit in queries.listed(written)]
    assert found == ["Declaration of the reviewer", "Terms of reference, question 1"]
    Commission.objects.update(declaration="I am independent.", interests="I taught Carys once.")
    assert queries.document(written).declaration == "I am independent.\n\nInterests named: I taught Carys once."
    found = [hit.place for hit in queries.listed(written)]
    assert found == ["Declaration of the reviewer", "Terms of reference, question 1"]


def test_an_agreed_version_is_frozen_and_holds_labels_alone(written, section, people, cast):
    write(section, f'<p><span data-person="{people["mother"].pk}">mother</span> came.</p>', cast)
    version = make(written, cast)
    paper = Document.from_json(version.content)
    assert "<p>Mother came.</p>" in [block.html for block in paper.sections[3].blocks]
    assert version.sha256 == actions.digest(version.content)
    mother = people["mother"]
    identities.change_person(mother, label="the parent", revision=mother.revision, by=cast.priya, at=AT)
    version.refresh_from_db()
    assert "Mother came" in str(version.content)
    assert "The parent came" in str(queries.document(written).as_json())
    assert queries.latest_agreed(written) == version


def test_a_version_may_be_kept_whatever_stands_in_it(written, section, cast):
    write_early(section, "<p>Tobias</p>", cast)
    assert make(written, cast, KEPT).number == 1
    with pytest.raises(NotYet):
        out(cast, written, at=AT)


def test_an_empty_report_has_no_version(report, cast):
    with pytest.raises(NotYet):
        make(report, cast, KEPT)


# Near misses and common words -----------------------------------------------------------------------------


def test_a_near_miss_is_cleared_once_for_all_places_with_a_reason(written, section, cast):
    write(
        section,
        "<p>The Tobyas Trust.</p><p>Again Tobias-like: the Tobyas Trust.</p>".replace("Tobias-like: ", ""),
        cast,
    )
    assert [hit.near for hit in queries.listed(written)] == [True, True]
    with pytest.raises(NotYet):
        make(written, cast)
    with pytest.raises(NotYet):
        actions.clear_hit(written, words="Tobyas", reason=" ", by=cast.luca, at=AT)
    cleared = actions.clear_hit(written, words="Tobyas", reason="A charity of that name.", by=cast.luca, at=AT)
    assert queries.listed(written) == []
    assert make(written, cast)
    actions.withdraw_clearing(cleared, by=cast.luca, at=AT)
    assert len(queries.listed(written)) == 2


def test_a_common_word_is_cleared_and_the_full_name_is_still_found(written, section, cast):
    write_early(section, "<p>In the Will he left it. Will he come? They spoke to Will Danvers.</p>", cast)
    assert [hit.words for hit in queries.listed(written)] == ["Will", "Will Danvers"]
    actions.clear_hit(written, words="Will", reason="A last will.", by=cast.luca, at=AT)
    assert [hit.words for hit in queries.listed(written)] == ["Will Danvers"]


@pytest.mark.parametrize("words", ["Tobias", "Tobias Marlowe-Reed", "11 April 2019", "14 Willow Row", "943 476 5919"])
def test_an_exact_hit_is_never_cleared(written, section, cast, words):
    write_early(section, f"<p>See {words}.</p>", cast)
    with pytest.raises(NotYet):
        actions.clear_hit(written, words=words, reason="Because.", by=cast.luca, at=AT)


# Comments ------------------------------------------------------------------------------------------------


def test_a_comment_has_to_be_answered_before_the_report_is_agreed(written, cast):
    sent = out(cast, written, at=AT)
    uid = Block.objects.get(removed_at=None).uid
    comment = actions.comment(sent.version, block_uid=uid, text="Not so.", by=cast.pam, at=AT)
    to_answer = Duty.objects.open().get(kind="report.answer", thing_id=sent.pk)
    assert (to_answer.role, to_answer.due_on) == (Role.LEAD_REVIEWER, DUE + dt.timedelta(days=14))
    with pytest.raises(NotYet, match="1 comment is not answered"):
        make(written, cast)
    with pytest.raises(NotYet) as refusal:
        actions.answer(comment, response="not", why="", revision=1, by=cast.luca, at=AT)
    assert refusal.value.field == "why"
    actions.answer(comment, response="not", why="The record shows it.", revision=1, by=cast.luca, at=AT)
    assert not Duty.objects.open().filter(kind="report.answer").exists()
    with pytest.raises(ChangedMeanwhile):
        actions.answer(ReportComment.objects.get(), response="accepted", why="", revision=1, by=cast.luca, at=AT)
    assert make(written, cast).number == 2


def test_a_comment_on_a_paragraph_of_another_version_is_refused(written, cast):
    version = out(cast, written, at=AT).version
    with pytest.raises(NotYet):
        actions.comment(version, block_uid=uuid4(), text="x", by=cast.pam, at=AT)


@pytest.mark.parametrize("act", ["make", "comment", "answer", "clear"])
def test_nothing_changes_when_the_trail_cannot_be_written(written, section, cast, act):
    version = out(cast, written, at=AT).version
    given = actions.comment(version, text="x", on_behalf_of="Key worker", by=cast.priya, at=AT)
    write(section, "<p>The Tobyas Trust.</p>", cast)
    acts = {
        "make": ("versions", lambda: make(written, cast, KEPT)),
        "comment": ("comments", lambda: actions.comment(version, text="y", by=cast.pam, at=AT)),
        "answer": (
            "comments",
            lambda: actions.answer(given, response="accepted", why="", revision=1, by=cast.luca, at=AT),
        ),
        "clear": ("clearing", lambda: actions.clear_hit(written, words="Tobyas", reason="y", by=cast.luca, at=AT)),
    }
    module, do = acts[act]

    def state():
        return (
            list(Version.objects.values_list("number")), list(ReportComment.objects.values_list("text", "response")),
            Duty.objects.open().count(), written.cleared.count(), TrailEntry.objects.count(),
        )  # fmt: skip

    before = state()
    with patch(f"reviews.report.actions.{module}.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        do()
    assert state() == before


# The steps others build on ----------------------------------------------------------------------------------


def test_a_whole_report_is_drafted_sent_round_and_agreed(review, people, cast):
    report = report_drafted(cast, review, at=AT, full=True)
    assert queries.listed(report) == []
    paper = queries.document(report)
    numbered = [block for section in paper.sections for block in section.blocks if block.number]
    assert len(numbered) >= 60
    assert sum(block.html.count("data-fn") for section in paper.sections for block in section.blocks) >= 6
    assert all(section.blocks for section in paper.sections)
    assert not any("{" in block.html for section in paper.sections for block in section.blocks)
    assert "Child A" in paper.sections[2].blocks[0].html
    sent_round(cast, report, at=AT)
    version = report_agreed(cast, review, at=AT)
    assert (version.purpose, version.number) == (FINAL, 2)


def test_a_report_is_agreed_in_one_step_where_nothing_was_drafted(review, cast):
    assert report_agreed(cast, review, at=AT).content["sections"]


@pytest.mark.parametrize("number", [10, 200])
def test_the_document_asks_the_same_of_the_database_however_long_it_is(
    report, section, cast, number, django_assert_num_queries
):
    write(section, "".join(f"<p>Paragraph {n}.</p>" for n in range(number)), cast)
    with django_assert_num_queries(9):
        queries.document(report)
    with django_assert_num_queries(14):
        queries.listed(report)


def test_the_panels_agencies_stand_in_the_governance(report, review, cast):
    assert queries.document(report).agencies == (cast.pam.agency.name,)
    assert review.team.filter(role=Role.PANEL_MEMBER).count() == 1


# Comments put right ---------------------------------------------------------------------------------


def test_a_comment_is_changed_until_it_is_answered_and_never_the_trail_says_what(written, cast):
    comment = actions.comment(out(cast, written, at=AT).version, text="Not so.", by=cast.pam, at=AT)
    actions.change_comment(comment, text="Not quite so.", revision=comment.revision, by=cast.pam, at=AT)
    assert TrailEntry.objects.get(kind="report.comment_changed").changes == {"text": "changed"}
    with pytest.raises(NotYet, match="Write your comment"):
        actions.change_comment(comment, text=" ", revision=comment.revision, by=cast.pam, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.change_comment(comment, text="Other.", revision=1, by=cast.pam, at=AT)
    actions.answer(comment, response="accepted", why="", revision=comment.revision, by=cast.luca, at=AT)
    with pytest.raises(NotYet, match="answered"):
        actions.change_comment(comment, text="x", revision=comment.revision, by=cast.pam, at=AT)


def test_a_withdrawn_comment_is_shown_to_nobody_and_leaves_nothing_to_answer(written, cast):
    version = out(cast, written, at=AT).version
    comment = actions.comment(version, text="Of another case.", by=cast.pam, at=AT)
    with pytest.raises(NotYet, match="Say why"):
        actions.withdraw_comment(comment, why="", revision=comment.revision, by=cast.pam, at=AT)
    actions.withdraw_comment(comment, why="It is of another case.", revision=comment.revision, by=cast.pam, at=AT)
    eyes = queries.Eyes(names=True, inside=True)
    assert queries.reading(version, eyes)[2] == () and not queries.unanswered(written, eyes)
    assert not Duty.objects.open().filter(kind="report.answer").exists()
    with pytest.raises(NotYet, match="withdrawn"):
        actions.answer(comment, response="accepted", why="", revision=comment.revision, by=cast.luca, at=AT)


def test_the_last_open_comment_withdrawn_leaves_nothing_to_answer(written, cast):
    version = out(cast, written, at=AT).version
    one, two = (actions.comment(version, text=text, by=cast.pam, at=AT) for text in ("One", "Two"))
    actions.answer(one, response="accepted", why="", revision=1, by=cast.luca, at=AT)
    actions.withdraw_comment(two, why="Said twice.", revision=1, by=cast.pam, at=AT)
    assert Duty.objects.get(kind="report.answer").met_on == AT.date()


def test_only_the_writer_and_the_office_put_a_comment_right(written, cast, client):
    version = out(cast, written, at=AT).version
    comment = actions.comment(version, text="Not so.", by=cast.pam, at=AT)
    code = version.report.review.code
    change, withdraw = (reverse(f"report-comment-{name}", args=[code, comment.pk]) for name in ("change", "withdraw"))
    for person, status in ((cast.pam, 200), (cast.priya, 200), (cast.luca, 404), (cast.sam, 404)):
        client.force_login(person)
        assert client.get(change).status_code == status and client.get(withdraw).status_code == status
    client.force_login(cast.pam)
    assert change in client.get(reverse("report-copy", args=[code, comment.reader_id])).content.decode()
    refused = client.post(change, {"text": "", "revision": comment.revision})
    assert refused.status_code == 422
    assert client.post(change, {"text": "Now so.", "revision": comment.revision}).status_code == 302
    assert client.post(withdraw, {"why": "x", "revision": comment.revision + 1}).status_code == 302
    assert client.get(change).status_code == 404
