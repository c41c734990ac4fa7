import datetime as dt

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case.phases import Phase
from reviews.report import actions, queries
from reviews.report.models import Block, BlockText, Version
from reviews.report.rules import FiledBlock, compare, in_order
from reviews.report.rules.document import Document
from reviews.report.tests.conftest import AT, before_anybody_was_registered

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(days=1)
FIRST = '<p>One.</p><p>Two<span data-fn="n1">A note.</span>.</p><h3>Head</h3><p>Three.</p>'


@pytest.fixture
def no_trail(monkeypatch):
    """The trail cannot be written."""

    class Refused(Exception):
        pass

    def refuse(*args, **kwargs):
        raise Refused

    monkeypatch.setattr("reviews.report.actions.restoring.record", refuse)
    return Refused


def file(report, cast, number, html):
    found = FiledBlock(f"recommendation:{number}", "recommendation", html, {"number": number})
    actions.file_blocks(report.review, "introduction", [found], by=cast.luca, at=AT)


@pytest.fixture
@kept
def version(report, section, cast):
    """A first version, and a draft that has gone on since: changed, taken out, added, moved, filed, renamed."""
    actions.save_section(section, html=FIRST, revisions={}, by=cast.luca, at=AT)
    file(report, cast, 1, "<p>Do this.</p>")
    source = actions.list_source(report, author="Lindholm", year="2021", title="Who?", by=cast.luca, at=AT)
    version = actions.make_version(report, purpose="kept", name="First", by=cast.luca, at=AT)
    one, two, head, three, _ = section.blocks.order_by("position")
    held = {three: "<p>Three.</p>", one: "<h4>One, as a heading.</h4>", head: "<h3>Head</h3>"}
    html = "".join(text.replace(">", f' data-uid="{block.uid}">', 1) for block, text in held.items())
    revisions = {str(block.uid): block.revision for block in (one, two, head, three)}
    actions.save_section(section, html=html + "<p>Four.</p>", revisions=revisions, by=cast.luca, at=LATER)
    file(report, cast, 1, "<p>Do that.</p>")
    file(report, cast, 2, "<p>Do more.</p>")
    added = actions.add_section(report, title="Later thoughts", by=cast.luca, at=LATER)
    actions.add_after(added, html="<p>Thought.</p>", by=cast.luca, at=LATER)
    gone = report.sections.get(kind="discussion")
    actions.remove_section(gone, revision=gone.revision, by=cast.luca, at=LATER)
    actions.change_title(report, title="Another title", revision=report.revision, by=cast.luca, at=LATER)
    actions.withdraw_source(source, revision=source.revision, by=cast.luca, at=LATER)
    return version


def restore(version, cast, *, at=LATER):
    version.report.refresh_from_db(fields=["title", "revision"])
    return actions.restore_version(version, mark=queries.restoring(version).mark, by=cast.luca, at=at)


def read(version):
    """What differs from the version in the draft, but for what records filed."""
    found = compare(Document.from_json(version.content), queries.document(version.report))
    filed = {str(uid) for uid in Block.objects.exclude(origin="").values_list("uid", flat=True)}
    return [(one.place, one.how) for one in found if one.uid not in filed]


def lines(report):
    return [
        (part.title, [(block.kind, block.html) for block in part.blocks.all()]) for part in queries.sections(report)
    ]


def test_the_report_reads_as_it_did_and_what_records_filed_stays(version, section, cast):
    assert len(read(version)) >= 5
    before = restore(version, cast)
    assert read(version) == []
    written = Document.from_json(version.content).sections
    now = queries.document(version.report).sections
    assert [part.title for part in now] == [part.title for part in written]
    introduction = [block.html for block in section.blocks.filter(removed_at=None).order_by("position")]
    assert [html[:8] for html in introduction] == [
        "<p>One.<",
        "<p>Two<s",
        "<h3>Head",
        "<p>Three",
        "<p>Do th",
        "<p>Do mo",
    ]
    assert introduction[-2] == "<p>Do that.</p>"
    assert (before.number, before.name) == (2, "Before version 1 was restored")
    entry = TrailEntry.objects.get(kind="report.version_restored")
    assert (entry.subject, entry.changes["changed"], entry.changes["kept before"]) == ("version 1", 1, "version 2")
    assert not Block.objects.filter(html="<p>Four.</p>", removed_at=None).exists()
    assert Block.objects.filter(html="<p>Four.</p>").exists()


def test_what_stood_before_comes_back_by_restoring_that(version, cast):
    report = version.report
    stood = lines(report)
    before = restore(version, cast)
    restore(Version.objects.get(pk=before.pk), cast)
    report.refresh_from_db()
    assert lines(report) == stood
    assert report.title == "Another title" and not report.sources.filter(withdrawn_at=None).exists()


def test_where_somebody_wrote_meanwhile_nothing_is_restored_or_lost(version, section, cast):
    mark = queries.restoring(version).mark
    actions.add_after(section, html="<p>Pam was typing.</p>", by=cast.pam, at=LATER)
    versions = Version.objects.count()
    with pytest.raises(NotYet, match="Somebody wrote"):
        actions.restore_version(version, mark=mark, by=cast.luca, at=LATER)
    assert Version.objects.count() == versions
    assert Block.objects.filter(html="<p>Pam was typing.</p>", removed_at=None).exists()


def test_who_had_the_section_open_meanwhile_keeps_their_text_beside(version, section, cast):
    block = section.blocks.get(html="<h4>One, as a heading.</h4>")
    open_page = {str(block.uid): block.revision}
    restore(version, cast)
    html = f'<h4 data-uid="{block.uid}">One, and what Pam typed.</h4>'
    saved = actions.save_section(section, html=html, revisions=open_page, by=cast.pam, at=LATER)
    assert len(saved.aside) == 1
    block.refresh_from_db()
    assert block.html == "<p>One.</p>"


def test_a_name_registered_since_comes_back_as_a_label(version, section, cast):
    with before_anybody_was_registered():
        actions.add_after(section, html="<p>Tobias came.</p>", by=cast.luca, at=LATER)
    with_name = actions.make_version(version.report, purpose="kept", by=cast.luca, at=LATER)
    restore(version, cast)
    restore(with_name, cast)
    came = Block.objects.get(section=section, removed_at=None, html__contains="came.")
    assert "Tobias" not in came.html and "data-person" in came.html


@pytest.mark.parametrize("phase", [Phase.SIGNED_OFF, Phase.PUBLISHED, Phase.CLOSED])
def test_a_report_that_is_settled_is_not_restored(version, cast, phase):
    version.report.review.phase = phase
    with pytest.raises(NotYet, match="cannot be put back"):
        restore(version, cast)


def test_where_the_draft_reads_so_already_there_is_nothing_to_restore(version, cast):
    restore(version, cast)
    version.report.refresh_from_db()
    with pytest.raises(NotYet, match="already"):
        restore(version, cast)


def test_nothing_changes_when_the_trail_cannot_be_written(version, cast, no_trail):
    stood, texts = lines(version.report), BlockText.objects.count()
    with pytest.raises(no_trail):
        restore(version, cast)
    assert (lines(version.report), BlockText.objects.count(), Version.objects.count()) == (stood, texts, 1)


def test_the_page_says_what_would_change_and_does_it(version, luca, cast):
    code = version.report.review.code
    page = reverse("report-restore", args=[code, version.pk])
    assert page in luca.get(reverse("report-version", args=[code, version.pk])).content.decode()
    assert page in luca.get(reverse("report-compare", args=[code, version.pk])).content.decode()
    shown = luca.get(page)
    said = shown.content.decode()
    for words in (
        "<li>One.</li>",
        "<li>Four.</li>",
        "Come back: 1 paragraph<",
        "“Later thoughts” is set aside",
        "2 paragraphs",
    ):
        assert words in said, words
    stale = luca.post(page, {"mark": "x"}, follow=True)
    assert "Somebody wrote" in stale.content.decode()
    done = luca.post(page, {"mark": shown.context["plan"].mark}, follow=True)
    assert "restore that one to undo this" in " ".join(done.content.decode().split())
    twice = luca.post(page, {"mark": shown.context["plan"].mark}, follow=True).content.decode()
    assert "does already, so nothing was restored" in twice and "Somebody wrote" not in twice
    assert "nothing to restore" in luca.get(page).content.decode()
    version.report.review.__class__.objects.update(phase=Phase.CLOSED)
    assert "cannot be put back" in luca.get(page).content.decode()


def test_only_who_writes_the_report_restores_it(version, client, cast):
    page = reverse("report-restore", args=[version.report.review.code, version.pk])
    for person, status in ((cast.pam, 403), (cast.priya, 403), (cast.sam, 404)):
        client.force_login(person)
        assert client.get(page).status_code == client.post(page).status_code == status


@pytest.mark.parametrize("more", [0, 30])
def test_it_asks_the_same_of_the_database_however_long_the_report_is(
    version, section, cast, more, django_assert_num_queries
):
    if more:
        actions.add_after(section, html="<p>More.</p>" * more, by=cast.luca, at=LATER)
    version = Version.objects.select_related("report__review").get(pk=version.pk)
    with django_assert_num_queries(5):
        queries.restoring(version)


@pytest.mark.parametrize(
    "then, now, staying, together, order",
    [
        ("abc", "cab", "", False, "abc"),
        ("abc", "cxab", "x", False, "abcx"),
        ("ab", "xyba", "xy", False, "xyab"),
        ("", "xy", "xy", False, "xy"),
        ("abr", "rabs", "rs", False, "absr"),
        ("abr", "rabs", "rs", True, "abrs"),
    ],
)
def test_what_stays_stands_after_what_it_follows_today(then, now, staying, together, order):
    assert "".join(in_order(then, now, staying, together=together)) == order
