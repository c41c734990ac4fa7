"""Does the lead reviewer see how far the report is, on its own page?"""

import pytest

from reviews.editing import queries
from reviews.editing.queries.overview import pages_of
from reviews.editing.tests.conftest import AT
from reviews.editing.tests.steps import answered, reads
from reviews.editing.tests.test_checks import body, page
from reviews.report import actions as reporting
from reviews.report.tests.steps import out

pytestmark = [pytest.mark.django_db, pytest.mark.page]


def test_the_outline_has_words_comments_and_what_is_to_look_at_in_each_section(luca, review, report, cast):
    answered(cast, report, at=AT, numbers=(1, 2), section="discussion")
    seen = queries.overview(report, queries.edited(report, reads(cast, review, at=AT)))
    row = next(one for one in seen.rows if one.title == "Introduction and background")
    assert (row.number, row.words, row.noted, row.pages) == ("1", 31, 3, "½")
    assert (seen.asked, seen.answered, seen.words) == (5, 2, 31)
    html = body(luca.get(page("report", review)))
    assert "How far it is" in html and "2 of 5" in html
    assert page("report-edit", review, row.pk) in html


def test_a_comment_that_waits_is_counted_in_its_section_and_one_on_the_whole_apart(luca, review, report, cast):
    sent = out(cast, report, at=AT)
    version = sent.version
    uid = version.content["sections"][3]["blocks"][0]["uid"]
    reporting.comment(version, block_uid=uid, text="Nine, not five.", by=cast.pam, at=AT)
    reporting.comment(version, block_uid=None, text="Well told.", by=cast.pam, at=AT)
    seen = queries.overview(report, queries.edited(report, reads(cast, review, at=AT)))
    assert [row.comments for row in seen.rows if row.comments] == [1] and seen.loose == 1 and seen.comments == 2
    html = body(luca.get(page("report", review)))
    assert "0 of 1 has finished" in html and page("report-round", review, sent.pk) in html


def test_who_only_reads_has_the_contents_instead(client, cast, review, report):
    client.force_login(cast.pam)
    html = body(client.get(page("report", review)))
    assert "How far it is" not in html and "Contents" in html


@pytest.mark.parametrize(
    ("words", "pages"), [(0, "none"), (20, "½"), (300, "1"), (500, "1½"), (800, "2½"), (2000, "6")]
)
def test_pages_are_told_in_halves_while_there_are_few(words, pages):
    assert pages_of(words) == pages
