"""Does the label take the place of a name by one click, there and nowhere else?"""

from unittest.mock import patch
from uuid import uuid4

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from reviews.report import actions, queries
from reviews.report.models import Block, BlockText
from reviews.report.rules import FiledBlock
from reviews.report.tests.conftest import AT, before_anybody_was_registered
from reviews.report.tests.test_saving import mark, texts
from reviews.report.tests.test_views import body, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def early(section, people, cast):
    """A section written before anybody was registered."""
    html = (
        "<p>Tobias, <em>Tobias</em> and Tobyas.</p><p>Born 11 April 2019: Tobias. Will Will come?</p>"
        "<p>Marlowe-Reed; Ashby; To<b>bi</b>as</p>"
    )
    with before_anybody_was_registered():
        actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)
    return section


def offers(report):
    found = queries.checked(report)
    return {(one.hit.words, one.hit.uid, one.hit.number): one for one in [*found.exact, *found.near]}


def sent(one):
    return {"block": f"{one.hit.uid}:{one.revision}", "words": one.hit.words, "number": one.hit.number}


def test_each_hit_of_one_person_has_its_button_and_no_other(report, early, review, luca):
    first, second, third = (str(block.uid) for block in early.blocks.order_by("position"))
    found = offers(report)
    with_button = {key for key, one in found.items() if one.revision}
    assert with_button == {
        ("Tobias", first, 0), ("Tobias", first, 1), ("Tobyas", first, 0), ("Tobias", second, 0), ("Will", second, 0),
        ("Ashby", third, 0),
    }  # fmt: skip
    assert {key for key in found if key not in with_button} == {
        ("11 April 2019", second, 0), ("Marlowe-Reed", third, 0), ("Tobias", third, 0),
    }  # fmt: skip
    assert [key for key, one in found.items() if one.all_of] == [("Tobias", first, 0)]
    html = body(luca.get(page("report-checks", review)))
    assert html.count("Replace with Child A") == 4 and html.count("Replace with the school nurse") == 1
    assert html.count("Replace all of this person") == 1


def test_one_click_replaces_that_one_name(report, early, people, review, luca):
    first = early.blocks.order_by("position").first()
    answer = luca.post(page("report-replace", review), sent(offers(report)["Tobias", str(first.uid), 1]))
    assert (answer.status_code, answer.url) == (302, page("report-checks", review))
    child = mark(people["child"], "Child A")
    assert texts(early)[0] == f"<p>Tobias, <em>{child}</em> and Tobyas.</p>"
    assert [text.html for text in queries.texts(first)] == [texts(early)[0], first.html]
    assert TrailEntry.objects.get(kind="report.name_replaced").subject == f"section {early.pk}"
    luca.post(page("report-replace", review), sent(offers(report)["Tobyas", str(first.uid), 0]))
    assert texts(early)[0] == f"<p>Tobias, <em>{child}</em> and {child}.</p>"


def test_all_of_a_person_are_replaced_where_they_are_certain(report, early, people, review, luca):
    one = next(one for one in offers(report).values() if one.all_of)
    luca.post(page("report-replace", review), {"block": one.all_of, "person": one.hit.person})
    child = mark(people["child"], "Child A")
    assert texts(early)[:2] == [
        f"<p>{child}, <em>{child}</em> and Tobyas.</p>",
        f"<p>Born 11 April 2019: {child}. Will Will come?</p>",
    ]
    assert "To<strong>bi</strong>as" in texts(early)[2]
    assert TrailEntry.objects.filter(kind="report.name_replaced").count() == 1


def test_what_somebody_changed_meanwhile_is_left_alone(report, early, people, review, luca, cast):
    one = next(one for one in offers(report).values() if one.all_of)
    block = early.blocks.get(uid=one.hit.uid)
    with before_anybody_was_registered():
        actions.write_block(block, html="<p>Tobias, changed</p>", revision=1, by=cast.priya, at=AT)
    before = texts(early)
    for posted in (sent(one), {"block": one.all_of, "person": one.hit.person}):
        answer = luca.post(page("report-replace", review), posted, follow=True)
        assert "Somebody changed this paragraph meanwhile" in body(answer)
        assert texts(early) == before
    with pytest.raises(ChangedMeanwhile):
        actions.replace_name(report, uid=block.uid, revision=1, words="Tobias", number=0, by=cast.luca, at=AT)


def test_what_is_gone_filed_or_of_another_report_is_not_replaced(report, early, people, review, luca, cast):
    one = next(iter(offers(report).values()))
    assert "does not stand there" in body(
        luca.post(page("report-replace", review), {**sent(one), "number": 7}, follow=True)
    )
    actions.file_blocks(review, "introduction", [FiledBlock("x:1", "paragraph", "<p>Tobyas</p>")], by=cast.luca, at=AT)
    filed = Block.objects.get(origin="x:1")
    for uid in (filed.uid, uuid4()):
        with pytest.raises(NotYet):
            actions.replace_name(report, uid=uid, revision=1, words="Tobyas", number=0, by=cast.luca, at=AT)
    assert not offers(report)["Tobyas", str(filed.uid), 0].revision


@pytest.mark.parametrize(
    "posted",
    [{}, {"block": "x:1", "words": "a", "number": 0}, {"block": f"{uuid4()}:1"}, {"block": f"{uuid4()}", "person": 1},
     {"person": 1}, {"block": f"{uuid4()}:1", "words": "a", "number": -1}],
)  # fmt: skip
def test_a_button_that_says_nothing_changes_nothing(early, review, luca, posted):
    before = BlockText.objects.count()
    assert luca.post(page("report-replace", review), posted).status_code == 302
    assert BlockText.objects.count() == before


def test_who_may_not_write_replaces_nothing(early, review, client, cast):
    client.force_login(cast.pam)
    assert client.post(page("report-replace", review), {}).status_code == 403
    client.force_login(cast.hana)
    assert client.post(page("report-replace", review), {}).status_code == 404
    client.force_login(cast.luca)
    assert client.get(page("report-replace", review)).status_code == 405


def test_nothing_is_replaced_when_the_trail_cannot_be_written(report, early, cast):
    one = next(one for one in offers(report).values() if one.all_of)
    before = texts(early)
    block = early.blocks.get(uid=one.hit.uid)
    broken = patch("reviews.report.actions.replacing.record", side_effect=RuntimeError)
    with broken, pytest.raises(RuntimeError):
        actions.replace_name(report, uid=block.uid, revision=1, words="Tobias", number=0, by=cast.luca, at=AT)
    assert texts(early) == before
