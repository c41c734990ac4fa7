from unittest.mock import patch

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from reviews.report import actions, gate, queries
from reviews.report.models import Block, Report, Section
from reviews.report.rules import FiledBlock
from reviews.report.tests.conftest import AT

pytestmark = pytest.mark.django_db


def filed(*origins, html="<p>text of {}</p>"):
    return [
        FiledBlock(origin, "recommendation", html.format(origin), {"number": n}) for n, origin in enumerate(origins, 1)
    ]


def file(review, cast, *blocks):
    return actions.file_blocks(review, "recommendations", blocks, by=cast.luca, at=AT)


def order(report):
    section = report.sections.get(kind="recommendations")
    return [block.origin or block.html for block in section.blocks.filter(removed_at=None).order_by("position")]


def test_starting_lays_out_an_overview_report_once(cast, review):
    first = actions.start_report(review, by=cast.luca, at=AT)
    assert actions.start_report(review, by=cast.priya, at=AT) == first
    titles = [(section.title, section.numbered) for section in first.sections.all()]
    assert titles[0] == ("Acknowledgements", False)
    assert titles[3] == ("Introduction and background", True)
    assert len(titles) == 10
    assert TrailEntry.objects.filter(kind="report.started").count() == 1


def test_content_filed_before_the_report_was_started_starts_it(cast, review):
    file(review, cast, *filed("recommendation:1"))
    assert order(Report.objects.get(review=review)) == ["recommendation:1"]


def test_known_names_become_chips_and_the_rest_is_listed(cast, review, people, report):
    (block,) = file(review, cast, FiledBlock("finding:1", "finding", "<p>Carys told Tobias on 11/04/2019.</p>"))
    assert block.html == (
        f'<p><span data-person="{people["mother"].pk}">Mother</span> told '
        f'<span data-person="{people["child"].pk}">Child A</span> on 11/04/2019.</p>'
    )
    assert [hit.kind for hit in gate.listed(report)] == ["date of birth"]


def test_the_same_origin_is_replaced_where_it_stands(cast, review, report):
    file(review, cast, *filed("recommendation:1", "recommendation:2"))
    section = report.sections.get(kind="recommendations")
    first = section.blocks.get(origin="recommendation:1")
    file(review, cast, FiledBlock("recommendation:1", "recommendation", "<p>new</p>", {"number": 1}))
    first.refresh_from_db()
    assert (first.html, first.revision) == ("<p>new</p>", 2)
    assert order(report) == ["recommendation:1", "recommendation:2"]
    assert [text.html for text in queries.texts(first)] == ["<p>new</p>", "<p>text of recommendation:1</p>"]


def test_filing_the_same_again_changes_nothing(cast, review, report):
    file(review, cast, *filed("recommendation:1"))
    count = TrailEntry.objects.count()
    file(review, cast, *filed("recommendation:1"))
    assert TrailEntry.objects.count() == count


def test_filed_blocks_keep_their_order_among_what_was_written(cast, review, report):
    file(review, cast, *filed("r:1", "r:2"))
    section = report.sections.get(kind="recommendations")
    actions.add_after(section, html="<p>between</p>", after=section.blocks.get(origin="r:1"), by=cast.luca, at=AT)
    file(review, cast, *filed("r:1", "r:3", "r:2"))
    assert order(report) == ["r:1", "r:3", "<p>between</p>", "r:2"]
    file(review, cast, *filed("r:2", "r:1", "r:3"))
    assert order(report) == ["r:2", "r:1", "<p>between</p>", "r:3"]


def test_the_same_record_may_stand_in_two_sections_and_is_withdrawn_from_both(cast, review, report):
    file(review, cast, *filed("r:1"))
    actions.file_blocks(review, "summary", filed("r:1"), by=cast.luca, at=AT)
    assert Block.objects.filter(origin="r:1", removed_at=None).count() == 2
    assert actions.withdraw_blocks(review, ["r:1", "", "r:9"], by=cast.luca, at=AT) == 2
    assert not Block.objects.filter(origin="r:1", removed_at=None).exists()
    file(review, cast, *filed("r:1"))
    assert order(report) == ["r:1"]


def test_a_missing_section_is_added_for_what_is_filed(cast, review, report):
    section = report.sections.get(kind="episodes")
    actions.remove_section(section, revision=1, by=cast.luca, at=AT)
    actions.file_blocks(review, "episodes", filed("e:1"), by=cast.luca, at=AT)
    assert Section.objects.get(report=report, kind="episodes", removed_at=None).title == "Key practice episodes"


def test_filed_html_is_cleaned(cast, review, report):
    (block,) = file(review, cast, FiledBlock("r:1", "recommendation", '<p onclick="x">a<script>b</script></p>'))
    assert block.html == "<p>a</p>"


def test_a_section_that_records_file_into_stays(cast, review, report):
    file(review, cast, *filed("r:1"))
    section = report.sections.get(kind="recommendations")
    with pytest.raises(NotYet):
        actions.remove_section(section, revision=section.revision, by=cast.luca, at=AT)


def test_sections_are_added_changed_moved_removed_and_brought_back(cast, report):
    def standing():
        return [one.title for one in report.sections.filter(removed_at=None).order_by("position")]

    first, second = standing()[:2]
    new = actions.add_section(report, title="The family’s story", after=report.sections.first(), by=cast.luca, at=AT)
    assert standing()[:3] == [first, "The family’s story", second]
    actions.move_section(new, up=True, by=cast.luca, at=AT)
    assert standing()[0] == "The family’s story"
    actions.move_section(new, up=True, by=cast.luca, at=AT)
    new.refresh_from_db()
    actions.change_section(new, title="What the family says", numbered=False, revision=1, by=cast.luca, at=AT)
    actions.remove_section(new, revision=2, by=cast.luca, at=AT)
    assert "What the family says" not in standing()
    actions.bring_back_section(new, by=cast.luca, at=AT)
    assert standing()[0] == "What the family says"
    with pytest.raises(NotYet):
        actions.add_section(report, title=" ", by=cast.luca, at=AT)


def test_the_title_follows_the_childrens_labels_until_it_has_one_of_its_own(cast, review, report):
    assert queries.title_of(report) == "Overview report in respect of Child A"
    actions.change_title(report, title="Seen apart", revision=1, by=cast.luca, at=AT)
    assert queries.title_of(report) == "Seen apart"


@pytest.mark.parametrize("act", ["file", "withdraw", "start", "section", "title"])
def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, report, act):
    file(review, cast, *filed("r:1"))
    acts = {
        "file": ("filing", lambda: file(review, cast, *filed("r:1", "r:2"))),
        "withdraw": ("filing", lambda: actions.withdraw_blocks(review, ["r:1"], by=cast.luca, at=AT)),
        "section": ("start", lambda: actions.add_section(report, title="x", by=cast.luca, at=AT)),
        "title": ("start", lambda: actions.change_title(report, title="x", revision=1, by=cast.luca, at=AT)),
        "start": ("start", lambda: actions.move_section(report.sections.last(), up=True, by=cast.luca, at=AT)),
    }
    module, do = acts[act]

    def state():
        report.refresh_from_db()
        return (
            report.title,
            list(report.sections.values_list("pk", "position")),
            list(Block.objects.values_list("origin", "removed_at")),
        )

    before = state()
    with patch(f"reviews.report.actions.{module}.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        do()
    assert state() == before
