import datetime as dt
import io
import json

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.tests.cast import PASSWORD
from cspr.tests.memory import kept
from reviews.case.actions import join_team, open_case
from reviews.case.models import Duty, Incident
from reviews.case.tests.steps import opened
from reviews.report import actions, queries
from reviews.report.models import Block, Report, ReportComment, Round, RoundReader, Section, Version
from reviews.report.rules import FiledBlock
from reviews.report.tests import steps
from reviews.report.tests.conftest import AT, before_anybody_was_registered
from reviews.report.urls import in_case

pytestmark = [pytest.mark.django_db, pytest.mark.page]
DUE = "2099-01-05"


def page(name, review, *args):
    return reverse(name, args=[review.code, *args])


def body(answer):
    return answer.content.decode()


def post_json(client, address, data):
    return client.post(address, json.dumps(data), content_type="application/json")


@pytest.fixture
@kept
def written(report, section, people, cast):
    html = (
        f'<p>The <span data-person="{people["mother"].pk}">x</span> came.<span data-fn="">A note.</span></p>'
        "<ul><li><p>one</p></li></ul><p>Second.</p>"
    )
    actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)
    return section


@pytest.fixture
@kept
def out(written, report, cast):
    """A version with the review panel, for many years."""
    return steps.out(cast, report, at=AT, days=20000).version


def copy_of(version):
    return RoundReader.objects.get(round__version=version)


# Reading ------------------------------------------------------------------------------------------------


def test_before_it_is_started_the_page_offers_to_start_it(luca, review):
    assert "Start the report" in body(luca.get(page("report", review)))
    assert luca.get(page("report-start", review)).status_code == 405
    answer = luca.post(page("report-start", review), follow=True)
    assert answer.redirect_chain[-1][0] == page("report", review) and "The report is started." in body(answer)
    assert Report.objects.filter(review=review).exists()


def test_the_draft_is_read_with_numbers_labels_and_footnotes(luca, review, written):
    text = body(luca.get(page("report", review)))
    assert "1.2" in text
    assert "The mother came." in text
    assert "A note." in text
    assert "Carys" not in text


def test_a_filed_block_shows_no_foreign_door_or_markup(luca, review, report, cast):
    blocks = [
        FiledBlock(
            "r:1",
            "recommendation",
            "<p>Do <img src=x onerror=alert(1)>it.</p>",
            {"number": 1, "door": "javascript:alert(1)"},
        ),
        FiledBlock("r:2", "recommendation", "<p>Do that.</p>", {"number": "<b>2</b>", "door": "/reviews/x/"}),
    ]
    actions.file_blocks(review, "recommendations", blocks, by=cast.luca, at=AT)
    text = body(luca.get(page("report", review)))
    assert "onerror" not in text
    assert "<b>2</b>" not in text
    section = report.sections.get(kind="recommendations")
    editor = body(luca.get(page("report-edit", review, section.pk)))
    assert "javascript:alert" not in editor
    assert "/reviews/x/" in editor


def test_a_label_with_markup_shows_as_text_everywhere(luca, review, report, section, cast):
    from reviews.identities.actions import add_person

    person = add_person(review, kind="other", label="<img src=x onerror=a()>", by=cast.priya, at=AT)
    actions.save_section(
        section, html=f'<p><span data-person="{person.pk}">x</span></p>', revisions={}, by=cast.luca, at=AT
    )
    actions.make_version(report, purpose="kept", by=cast.luca, at=AT)
    version = Version.objects.get()
    for address in (page("report", review), page("report-edit", review, section.pk), page("report-version", review, version.pk),
                    page("report-compare", review, version.pk), page("report-checks", review)):  # fmt: skip
        assert "<img src=x" not in body(luca.get(address)), address


@pytest.mark.parametrize("name", ["report", "report-versions", "report-checks", "report-outline"])
def test_a_page_asks_the_same_for_ten_paragraphs_and_for_two_hundred(luca, review, report, section, cast, name):
    counts = []
    for number in (10, 190):
        actions.add_after(section, html="".join(f"<p>Paragraph {n}.</p>" for n in range(number)), by=cast.luca, at=AT)
        luca.get(page(name, review))
        with CaptureQueriesContext(connection) as asked:
            assert luca.get(page(name, review)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Writing ------------------------------------------------------------------------------------------------


def test_the_editor_opens_with_ids_numbers_people_and_a_way_without_scripts(luca, review, written, people):
    answer = luca.get(page("report-edit", review, written.pk))
    text = body(answer)
    block = written.blocks.first()
    assert f'data-uid="{block.uid}"' in text.replace("&quot;", '"')
    assert answer.context["setup"]["revisions"][str(block.uid)] == 1
    assert {"id": people["mother"].pk, "label": "mother"} in answer.context["setup"]["people"]
    assert page("report-block", review, block.uid) in text
    assert 'nonce="' in text
    assert "Carys" not in text


def test_what_is_typed_is_saved(luca, review, written):
    uid = str(written.blocks.first().uid)
    address = page("report-save", review, written.pk)
    answer = post_json(
        luca, address, {"html": f'<p data-uid="{uid}">Changed.<script>x</script></p>', "revisions": {uid: 1}}
    )
    assert answer.status_code == 200
    said = answer.json()
    assert said["revisions"][uid] == 2
    assert said["aside"]["count"] == 0
    assert Block.objects.get(uid=uid).html == "<p>Changed.</p>"


def test_in_the_editor_both_texts_are_shown_and_one_is_chosen_without_leaving_it(luca, review, written, cast):
    uid, json_only = str(written.blocks.first().uid), {"HTTP_ACCEPT": "application/json"}
    html = '<p data-uid="{}">{}</p>'.format
    for revision, (theirs, keep) in enumerate([("By priya.", "1"), ("By priya again.", "")], 1):
        actions.save_section(written, html=html(uid, theirs), revisions={uid: revision}, by=cast.priya, at=AT)
        sent = {"html": html(uid, f"By luca {revision}."), "revisions": {uid: revision}}
        (pair,) = post_json(luca, page("report-save", review, written.pk), sent).json()["aside"]["pairs"]
        assert pair["theirs"] == f"<p>{theirs}</p>" and pair["mine"] == f"<p>By luca {revision}.</p>"
        assert pair["uid"] == uid and pair["by"] == cast.priya.name
        if not keep:
            late = luca.post(pair["address"], {"revision": "1"}, **json_only)
            assert late.status_code == 409 and late.json()["problem"]
        answer = luca.post(pair["address"], {"keep": keep, "revision": pair["revision"]}, **json_only).json()
        assert answer["html"] == html(uid, theirs if keep else "By luca 2.")
        assert answer["revision"] == Block.objects.get(uid=uid).revision
    again = luca.post(pair["address"], {"keep": "1"}, **json_only)
    assert again.status_code == 409 and "already" in again.json()["problem"]


def test_a_clash_is_told_and_shown_side_by_side_and_settled(luca, review, report, written, cast):
    uid = str(written.blocks.first().uid)
    html = '<p data-uid="{}">{}</p>'.format
    revisions = {str(block.uid): 1 for block in written.blocks.all()}
    actions.save_section(written, html=html(uid, "By priya."), revisions={uid: 1}, by=cast.priya, at=AT)
    said = post_json(
        luca, page("report-save", review, written.pk), {"html": html(uid, "By luca."), "revisions": {uid: 1}}
    ).json()
    assert said["aside"]["count"] == 1
    assert uid not in said["revisions"]
    assert revisions
    text = body(luca.get(page("report-aside", review)))
    assert "By priya." in text
    assert "By luca." in text
    (mine,) = queries.set_aside(report)
    assert luca.get(page("report-use-text", review, mine.pk)).status_code == 405
    answer = luca.post(page("report-use-text", review, mine.pk))
    assert answer.url == page("report-edit", review, written.pk)
    assert Block.objects.get(uid=uid).html == "<p>By luca.</p>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"html": 1, "revisions": {}}',
        b'{"html": "x", "revisions": []}',
        b'{"html": "x", "revisions": {"a": "b"}}',
        b"\xff",
        b'{"html": "\\ud800", "revisions": {}}',
        b'{"html": "x", "revisions": {"a": Infinity}}',
        b"[" * 100_000,
    ],
)
def test_what_the_editor_never_sends_is_refused_in_words(luca, review, written, data):
    answer = luca.post(page("report-save", review, written.pk), data, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["problem"]


def test_saving_takes_only_posts_with_a_token_from_somebody_signed_in(client, luca, review, written, cast):
    from django.test import Client

    address = page("report-save", review, written.pk)
    assert luca.get(address).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.luca)
    assert post_json(strict, address, {"html": "<p>x</p>", "revisions": {}}).status_code == 403
    client.logout()
    assert post_json(client, address, {"html": "<p>x</p>", "revisions": {}}).status_code == 403
    assert PASSWORD
    assert written.blocks.count() == 3


def test_saving_into_a_section_taken_out_says_so(luca, review, report, cast):
    empty = report.sections.get(kind="progress")
    actions.remove_section(empty, revision=1, by=cast.luca, at=AT)
    answer = post_json(luca, page("report-save", review, empty.pk), {"html": "<p>x</p>", "revisions": {}})
    assert answer.status_code == 409
    assert "taken out" in answer.json()["problem"]


def test_a_paragraph_is_changed_on_a_page_of_its_own(luca, review, written, cast):
    block = written.blocks.last()
    address = page("report-block", review, block.uid)
    assert "Second." in body(luca.get(address))
    assert luca.post(address, {"html": "Better & <strong>bolder</strong>.", "revision": 1}).status_code == 302
    block.refresh_from_db()
    assert block.html == "<p>Better &amp; <strong>bolder</strong>.</p>"
    stale = luca.post(address, {"html": "Late.", "revision": 1})
    assert stale.status_code == 422
    assert "Late." in body(stale)
    assert "bolder" in body(stale)


def test_paragraphs_are_added_and_old_texts_put_back(luca, review, written):
    answer = luca.post(page("report-add-block", review, written.pk), {"html": "New one.\n\nNew two."})
    assert answer.status_code == 302
    assert luca.get(page("report-add-block", review, written.pk), {"after": "x"}).status_code == 200
    assert [block.html for block in written.blocks.order_by("position")][-2:] == ["<p>New one.</p>", "<p>New two.</p>"]
    block = written.blocks.last()
    luca.post(page("report-block", review, block.uid), {"html": "Else.", "revision": block.revision})
    old = block.texts.order_by("pk").first()
    assert "Put this text back" in body(luca.get(page("report-texts", review, block.uid)))
    luca.post(page("report-use-text", review, old.pk))
    block.refresh_from_db()
    assert block.html == old.html


def test_a_filed_block_leads_to_its_record(luca, review, report, cast):
    (block,) = actions.file_blocks(
        review,
        "recommendations",
        [FiledBlock("r:1", "recommendation", "<p>x</p>", {"door": "/home/"})],
        by=cast.luca,
        at=AT,
    )
    text = body(luca.get(page("report-block", review, block.uid)))
    assert 'href="/home/"' in text
    assert "<textarea" not in text
    assert luca.post(page("report-block", review, block.uid), {"html": "y", "revision": 1}).status_code == 422


def test_title_and_sections_are_changed_on_their_pages(luca, review, report):
    assert luca.get(page("report-outline", review)).status_code == 200
    luca.post(page("report-title", review), {"title": "Seen apart", "revision": 1})
    luca.post(page("report-add-section", review), {"title": "The family’s story", "kind": "free", "after": ""})
    new = Section.objects.get(title="The family’s story")
    luca.post(
        page("report-section", review, new.pk), {"title": "What the family says", "numbered": "on", "revision": 1}
    )
    luca.post(page("report-move", review, new.pk), {"up": "1"})
    luca.post(page("report-remove", review, new.pk))
    assert "Bring back" in body(luca.get(page("report-outline", review)))
    luca.post(page("report-bring-back", review, new.pk))
    new.refresh_from_db()
    report.refresh_from_db()
    assert (report.title, new.title, new.removed_at) == ("Seen apart", "What the family says", None)


# Versions and comments ------------------------------------------------------------------------------------


def test_versions_are_kept_sent_and_agreed_on_their_pages(luca, review, written, report, cast):
    assert luca.post(page("report-keep", review), {"name": "First"}).status_code == 302
    sending = {"name": "Draft", "aim": "comment", "people": [cast.pam.pk]}
    assert luca.post(page("report-send", review), {**sending, "due_on": "2020-01-01"}).status_code == 422
    assert luca.post(page("report-send", review), {**sending, "due_on": DUE, "people": []}).status_code == 422
    assert luca.post(page("report-send", review), {**sending, "due_on": DUE}).status_code == 302
    assert luca.post(page("report-agree", review), {"name": "Panel"}).status_code == 302
    assert [version.purpose for version in queries.versions(report)] == ["final", "comment", "kept"]
    assert "First" in body(luca.get(page("report-versions", review)))


def test_a_report_that_was_agreed_is_read_and_written_in_only_to_put_something_right(luca, review, written, report):
    write = f'{page("report-edit", review, written.pk)}"'
    assert write in body(luca.get(page("report", review)))
    assert luca.post(page("report-agree", review), {"name": "Panel"}).status_code == 302
    html = body(luca.get(page("report", review)))
    assert write not in html and "Put something right in it" in html
    correcting = body(luca.get(page("report", review) + "?correct"))
    assert write in correcting and "stays as it is until a new version is agreed" in correcting


def test_only_who_writes_is_led_to_the_sections_from_an_empty_one(luca, review, written, cast):
    office = Client()
    office.force_login(cast.priya)
    for client, led in ((luca, True), (office, False)):
        html = body(client.get(page("report-agree", review)))
        assert "A numbered section is printed as a bare heading" in html
        assert (page("report-outline", review) in html) is led


def test_agreeing_is_refused_with_the_places(luca, review, written, cast):
    add_early(written, "<p>Tobias was born on 11 April 2019.</p>", cast)
    answer = luca.post(page("report-agree", review), {"name": "Panel"})
    assert answer.status_code == 422
    assert "Paragraph 1.3 (name of Child A)" in body(answer)
    assert not Version.objects.exists()


def test_versions_are_compared_with_the_draft_and_with_one_another(luca, review, report, written, out, cast):
    block = written.blocks.last()
    actions.write_block(block, html="<p>Second, changed.</p>", revision=1, by=cast.luca, at=AT)
    kept = actions.make_version(report, purpose="kept", by=cast.luca, at=AT)
    text = body(luca.get(page("report-compare", review, out.pk)))
    assert ">, changed</ins>" in text
    assert "The texts are the same" in body(luca.get(page("report-compare", review, kept.pk)))
    assert ">, changed</ins>" in body(luca.get(page("report-compare", review, out.pk), {"with": kept.pk}))
    assert ">, changed</ins>" in body(luca.get(page("report-compare", review, out.pk), {"with": ""}))


def test_a_version_is_compared_with_no_version_of_another_report_and_with_none_that_is_not_there(
    luca, review, report, written, out, cast
):
    theirs = actions.start_report(opened(cast, at=AT), by=cast.luca, at=AT)
    actions.save_section(theirs.sections.first(), html="<p>Theirs.</p>", revisions={}, by=cast.luca, at=AT)
    other = actions.make_version(theirs, purpose="kept", by=cast.luca, at=AT)
    for asked in (other.pk, 999_999, "x", "9" * 30):
        assert luca.get(page("report-compare", review, out.pk), {"with": asked}).status_code == 404


def test_who_may_not_see_names_compares_versions_under_labels(client, cast, review, report, section, written, out):
    Section.objects.filter(pk=section.pk).update(title="Why nobody asked Tobias")
    add_early(written, "<p>Then Tobias left.</p>", cast)
    named = actions.make_version(report, purpose="kept", name="With Tobias", by=cast.luca, at=AT)
    client.force_login(cast.pam)
    for url, with_ in (
        (page("report-compare", review, out.pk), ""),
        (page("report-compare", review, named.pk), out.pk),
    ):
        text = body(client.get(url, {"with": with_}))
        assert "Tobias" not in text and "Child A" in text


def test_who_may_not_see_names_reads_draft_and_versions_under_labels(client, cast, review, report, section):
    with before_anybody_was_registered():
        text = "<p>Then <em>Tobias</em> Marlowe-Reed, born 11 April 2019, left.<span data-fn=''>Said Tobias.</span></p>"
        actions.save_section(section, html=text, revisions={}, by=cast.luca, at=AT)
    actions.change_section(section, title="Who asked Tobias?", numbered=True, revision=1, by=cast.luca, at=AT)
    actions.change_title(report, title="About Tobias", revision=report.revision, by=cast.luca, at=AT)
    old = actions.make_version(report, purpose="kept", by=cast.luca, at=AT)
    sent = Round.objects.create(version=old, due_on=AT.date(), sent_at=AT, sent_by=cast.luca)
    reader = RoundReader.objects.create(round=sent, user=cast.pam, added_at=AT, added_by=cast.luca)
    actions.add_reader(sent, name="Mr Tobias Marlowe-Reed", why="Tobias asked.", by=cast.luca, at=AT)
    uid = section.blocks.get().uid
    actions.comment(old, reader=reader, block_uid=uid, text="When?", by=cast.pam, at=AT)
    pages = [
        page("report", review), page("report-version", review, old.pk), page("report-copy", review, reader.pk),
        page("report-round", review, sent.pk), f"{page('report-copy-comment', review, reader.pk)}?on={uid}",
        page("chronicle", review),
    ]  # fmt: skip
    told = {}
    for user in (cast.luca, cast.pam):
        client.force_login(user)
        told[user] = [body(client.get(url)) for url in pages]
        table = client.get(page("report-table", review, sent.pk), {"form": "docx"}).content
        told[user].append(
            "\n".join(cell.text for part in docx.Document(io.BytesIO(table)).tables for cell in part._cells)
        )
    assert ["Tobias" in text for text in told[cast.luca]] == [True] * 7
    for text in told[cast.pam]:
        assert not [word for word in ("Tobias", "Marlowe", "2019") if word in text]
    assert all("Then <em>Child A</em>, born [date of birth], left." in text for text in told[cast.pam][:5])


def test_a_reader_comments_on_a_paragraph_and_it_is_answered_in_the_list(client, cast, review, out, written):
    client.force_login(cast.pam)
    block, reader = written.blocks.first(), copy_of(out)
    copy = page("report-copy", review, reader.pk)
    assert copy in body(client.get(page("report-version", review, out.pk)))
    assert "no comments" in body(client.get(copy))
    address = page("report-copy-comment", review, reader.pk) + f"?on={block.uid}"
    assert "The mother came" in body(client.get(address))
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "<b>Not</b> so."}).status_code == 302
    comment = ReportComment.objects.get()
    assert (comment.block_uid, comment.by, comment.reader) == (block.uid, cast.pam, reader)
    assert client.get(page("report-answer", review, comment.pk)).status_code == 403
    client.force_login(cast.luca)
    listed = body(client.get(page("report-round", review, comment.round_id)))
    assert "&lt;b&gt;Not&lt;/b&gt;" in listed and f"{page('report-edit', review, written.pk)}#{block.uid}" in listed
    answer = page("report-answer", review, comment.pk)
    assert client.post(answer, {"response": "not", "why": "", "revision": 1}).status_code == 422
    saved = client.post(answer, {"response": "partly", "why": "See 1.2.", "revision": 1})
    assert saved.url == f"{page('report-round', review, comment.round_id)}#comment-{comment.pk}"
    assert "See 1.2." in body(client.get(page("report-version", review, out.pk)))


def test_a_reader_may_have_nothing_to_say(client, cast, review, out):
    client.force_login(cast.pam)
    answer = client.post(page("report-finish", review, copy_of(out).pk), {"nothing": "1"}, follow=True)
    assert "you have finished" in body(answer)
    assert not Duty.objects.open().filter(kind="report.comment").exists()


def test_the_office_enters_a_comment_for_somebody(client, cast, review, out):
    client.force_login(cast.priya)
    address = page("report-comment", review, out.pk)
    assert client.post(address, {"text": "x", "reader": "other"}).status_code == 422
    paper = SimpleUploadedFile("letter.txt", b"Dear office")
    data = {"text": "By letter.", "reader": copy_of(out).pk, "given_on": "2026-03-01", "original": paper}
    assert client.post(address, data).status_code == 302
    comment = ReportComment.objects.get()
    assert (comment.on_behalf_of, comment.given_on, bool(comment.original)) == (
        cast.pam.name,
        dt.date(2026, 3, 1),
        True,
    )


def test_closing_a_round(luca, review, out):
    sent = out.rounds.get()
    assert luca.post(page("report-close", review, sent.pk)).status_code == 302
    sent.refresh_from_db()
    assert sent.closed_at
    assert "Close this round" not in body(luca.get(page("report-round", review, sent.pk)))


def add_early(section, html, cast):
    with before_anybody_was_registered():
        return actions.add_after(section, html=html, by=cast.luca, at=AT)


# Checks ----------------------------------------------------------------------------------------------------


def test_the_checks_show_each_hit_in_its_place_and_near_misses_apart(luca, review, written, cast):
    add_early(written, "<p>Then Tobias left.</p><p>The Tobyas Trust.</p>", cast)
    answer = luca.get(page("report-checks", review))
    text = body(answer)
    assert "Paragraph 1.3" in text
    assert '<mark class="cspr-report__mark">Tobias</mark>' in text
    assert [one.hit.words for one in answer.context["exact"]] == ["Tobias"]
    assert [one.hit.words for near in answer.context["near"] for one in near] == ["Tobyas"]
    block = written.blocks.get(html__contains="Tobias")
    assert f"{page('report-edit', review, written.pk)}#{block.uid}" in text


def test_a_near_miss_is_cleared_with_a_reason_and_asked_again(luca, review, written, report, cast):
    actions.add_after(written, html="<p>The Tobyas Trust.</p>", by=cast.luca, at=AT)
    address = page("report-clear", review)
    assert luca.get(address).status_code == 302
    assert "Tobyas" in body(luca.post(address, {"words": "Tobyas"}))
    assert luca.post(address, {"words": "Tobyas", "reason": ""}).status_code == 422
    assert luca.post(address, {"words": "Tobias", "reason": "x"}).status_code == 422
    assert luca.post(address, {"words": "Tobyas", "reason": "A charity."}).status_code == 302
    assert "A charity." in body(luca.get(page("report-checks", review)))
    luca.post(page("report-ask-again", review, report.cleared.get().pk))
    assert queries.listed(report)


# Doors -----------------------------------------------------------------------------------------------------


def addresses(review, section, version, comment, text, cleared):
    uid = section.blocks.first().uid
    things = {
        "report-texts": uid,
        "report-block": uid,
        "report-use-text": text,
        "report-answer": comment,
        "report-ask-again": cleared,
        "report-comment-change": comment,
        "report-comment-withdraw": comment,
    }
    sent = version.rounds.get()
    for pattern in in_case:
        named = str(pattern.pattern)
        if "uid" in named or "pk" in named:
            starts = {
                "versions": version.pk,
                "rounds": sent.pk,
                "readers": copy_of(version).pk,
                "copies": copy_of(version).pk,
            }
            yield pattern.name, [things.get(pattern.name, starts.get(named.partition("/")[0], section.pk))]
        else:
            yield pattern.name, []


def test_every_page_is_shut_to_those_it_does_not_concern(client, cast, review, report, written, out):
    comment = actions.comment(out, text="x", by=cast.pam, at=AT)
    actions.add_after(written, html="<p>The Tobyas Trust.</p>", by=cast.luca, at=AT)
    cleared = actions.clear_hit(report, words="Tobyas", reason="y", by=cast.luca, at=AT)
    text = written.blocks.first().texts.first()
    other = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind="statutory",
        opened_on=AT.date(),
        by=cast.priya,
        at=AT,
    )
    join_team(other, cast.luca, "lead_reviewer", by=cast.priya, at=AT, starts_on=dt.date(2026, 1, 1))
    for name, args in addresses(review, written, out, comment.pk, text.pk, cleared.pk):
        client.force_login(cast.sam)
        assert client.get(page(name, review, *args)).status_code == 404, name
        client.force_login(cast.ira)
        assert client.get(page(name, review, *args)).status_code == 403, name
        if args:
            client.force_login(cast.luca)
            assert client.get(page(name, other, *args)).status_code == 404, name
        client.logout()
        assert client.get(page(name, review, *args)).status_code == 302, name


def test_readers_do_not_write(client, cast, review, report, written):
    client.force_login(cast.pam)
    for name, args in (
        ("report-edit", [written.pk]),
        ("report-outline", []),
        ("report-checks", []),
        ("report-keep", []),
        ("report-aside", []),
    ):
        assert client.get(page(name, review, *args)).status_code == 403, name
    assert client.get(page("report", review)).status_code == 200
    assert "report-edit" not in body(client.get(page("report", review)))


def test_whoever_asks_for_large_print_reads_every_report_so_until_they_change_it(luca, report, section, cast):
    actions.save_section(section, html="<p>Seen.</p>", revisions={}, by=cast.luca, at=AT)
    page, choose = reverse("report", args=[report.review.code]), reverse("print-size")
    assert "cspr-report--large" not in luca.get(page).content.decode()
    assert luca.post(choose, {"large": "1", "back": page}).url == page
    version = actions.make_version(report, purpose="kept", by=cast.luca, at=AT)
    for address in (page, reverse("report-version", args=[report.review.code, version.pk])):
        said = luca.get(address).content.decode()
        assert "cspr-report--large" in said and "in its usual size" in said
    assert luca.post(choose, {"large": "1", "back": "https://elsewhere.example/"}).url == "/"
    assert TrailEntry.objects.filter(kind="agencies.print_chosen").count() == 1
    luca.post(choose, {"large": "0", "back": page})
    assert "cspr-report--large" not in luca.get(page).content.decode()
    assert luca.get(choose).status_code == 405


def test_a_section_that_is_too_long_is_refused_plainly_and_nothing_is_written(luca, section):
    address = reverse("report-save", args=[section.report.review.code, section.pk])
    answer = post_json(luca, address, {"html": f"<p>{'x' * 2_000_000}</p>", "revisions": {}})
    assert answer.status_code == 400 and "longer than one section can be" in answer.json()["problem"]
    assert not Block.objects.exists()
