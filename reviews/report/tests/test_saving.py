from unittest.mock import patch
from uuid import uuid4

import pytest

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from reviews.identities.actions import change_person
from reviews.report import actions, queries
from reviews.report.models import Block, BlockText
from reviews.report.rules import FiledBlock
from reviews.report.tests.conftest import AT, before_anybody_was_registered

pytestmark = pytest.mark.django_db


def texts(section):
    return [block.html for block in section.blocks.filter(removed_at=None).order_by("position")]


def page(section, *, by):
    """What an editor holds after opening a section."""
    blocks = list(section.blocks.filter(removed_at=None).order_by("position"))
    return {str(block.uid): block.html for block in blocks}, {str(block.uid): block.revision for block in blocks}


def save(section, held, revisions, by, **more):
    html = "".join(text.replace("<p", f'<p data-uid="{uid}"', 1) for uid, text in held.items())
    return actions.save_section(section, html=html, revisions=revisions, by=by, at=AT, **more)


@pytest.fixture
@kept
def written(section, cast):
    actions.save_section(section, html="<p>one</p><p>two</p><p>three</p>", revisions={}, by=cast.luca, at=AT)
    return section


def test_new_text_becomes_blocks_with_ids_and_a_first_text(written, cast):
    assert texts(written) == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
    assert len({block.uid for block in written.blocks.all()}) == 3
    assert BlockText.objects.filter(block__section=written, by=cast.luca, refused=False).count() == 3
    assert TrailEntry.objects.filter(kind="report.saved", subject=f"section {written.pk}").count() == 1


def test_saving_the_same_again_writes_nothing(written, cast):
    held, revisions = page(written, by=cast.luca)
    assert save(written, held, revisions, cast.luca).changed == 0
    assert TrailEntry.objects.filter(kind="report.saved").count() == 1


def test_a_changed_block_keeps_its_id_and_its_earlier_text(written, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[1]
    saved = save(written, {**held, uid: "<p>two and more</p>"}, revisions, cast.luca)
    assert saved.revisions[uid] == 2
    block = Block.objects.get(uid=uid)
    assert [text.html for text in queries.texts(block)] == ["<p>two and more</p>", "<p>two</p>"]


def test_a_removed_block_goes_and_comes_back_with_undo(written, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[0]
    rest = {key: text for key, text in held.items() if key != uid}
    saved = save(written, rest, revisions, cast.luca)
    assert texts(written) == ["<p>two</p>", "<p>three</p>"]
    save(written, held, saved.revisions, cast.luca)
    assert texts(written) == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
    assert written.blocks.count() == 3


def test_blocks_are_put_in_the_order_of_the_page(written, cast):
    held, revisions = page(written, by=cast.luca)
    save(written, dict(reversed(held.items())), revisions, cast.luca)
    assert texts(written) == ["<p>three</p>", "<p>two</p>", "<p>one</p>"]


def test_a_copied_id_or_one_of_another_section_gives_a_new_block(written, report, cast):
    other = report.sections.get(kind="discussion")
    uid = str(written.blocks.first().uid)
    actions.save_section(
        other, html=f'<p data-uid="{uid}">a</p><p data-uid="{uid}">b</p>', revisions={}, by=cast.luca, at=AT
    )
    assert texts(other) == ["<p>a</p>", "<p>b</p>"]
    assert texts(written)[0] == "<p>one</p>"
    assert Block.objects.count() == 5


def test_two_editors_who_change_different_paragraphs_both_win(written, cast):
    held, revisions = page(written, by=cast.luca)
    first, second, _ = held
    save(written, {**held, first: "<p>one by luca</p>"}, revisions, cast.luca)
    saved = save(written, {**held, second: "<p>two by priya</p>"}, revisions, cast.priya)
    assert texts(written) == ["<p>one by luca</p>", "<p>two by priya</p>", "<p>three</p>"]
    assert (saved.aside, saved.others) == ((), True)
    assert first not in saved.revisions  # priya has not seen what luca wrote: her page keeps the revision it had
    again = save(written, {**held, second: "<p>two, again</p>"}, {**revisions, **saved.revisions}, cast.priya)
    assert texts(written) == ["<p>one by luca</p>", "<p>two, again</p>", "<p>three</p>"]
    assert again.others


def test_a_paragraph_that_somebody_else_removed_does_not_come_back_by_itself(written, cast):
    held, revisions = page(written, by=cast.luca)
    first, second, _ = held
    save(written, {key: text for key, text in held.items() if key != first}, revisions, cast.luca)
    saved = save(written, {**held, second: "<p>two by priya</p>"}, revisions, cast.priya)
    assert texts(written) == ["<p>two by priya</p>", "<p>three</p>"]
    assert saved.others
    saved = save(
        written,
        {**held, first: "<p>one by priya</p>", second: "<p>two by priya</p>"},
        {**revisions, **saved.revisions},
        cast.priya,
    )
    assert texts(written)[0] == "<p>one by priya</p>"


def test_a_changed_label_alone_is_no_change_of_the_text(section, people, cast):
    actions.save_section(
        section,
        html=f'<p>The <span data-person="{people["mother"].pk}">x</span></p>',
        revisions={},
        by=cast.luca,
        at=AT,
    )
    mother = people["mother"]
    change_person(mother, label="the parent", revision=mother.revision, by=cast.priya, at=AT)
    held, revisions = page(section, by=cast.luca)
    assert save(section, held, revisions, cast.luca).changed == 0


def test_two_editors_of_one_paragraph_both_texts_are_kept_and_shown(written, report, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[0]
    save(written, {**held, uid: "<p>by luca</p>"}, revisions, cast.luca)
    for typed in ("<p>by pri</p>", "<p>by priya</p>"):
        saved = save(written, {**held, uid: typed}, revisions, cast.priya)
    assert texts(written)[0] == "<p>by luca</p>"
    (aside,) = queries.set_aside(report)
    assert (aside.html, aside.by) == ("<p>by priya</p>", cast.priya)
    assert saved.aside == (aside,)
    actions.restore_text(aside.block, aside, revision=2, by=cast.priya, at=AT)
    assert texts(written)[0] == "<p>by priya</p>"
    assert not queries.set_aside(report).exists()
    assert "<p>by luca</p>" in [text.html for text in queries.texts(aside.block)]


def test_their_text_may_be_kept(written, report, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[0]
    save(written, {**held, uid: "<p>by luca</p>"}, revisions, cast.luca)
    save(written, {**held, uid: "<p>by priya</p>"}, revisions, cast.priya)
    (aside,) = queries.set_aside(report)
    actions.keep_theirs(aside, by=cast.priya, at=AT)
    assert texts(written)[0] == "<p>by luca</p>"
    with pytest.raises(NotYet):
        actions.keep_theirs(aside, by=cast.priya, at=AT)


def test_a_paragraph_somebody_else_added_stays_though_the_page_does_not_hold_it(written, cast):
    held, revisions = page(written, by=cast.luca)
    both, both_revisions = page(written, by=cast.priya)
    new = str(uuid4())
    first, second, third = both
    save(
        written,
        {first: both[first], new: "<p>one and a half</p>", second: both[second], third: both[third]},
        both_revisions,
        cast.priya,
    )
    saved = save(written, {**held, third: "<p>3</p>"}, revisions, cast.luca)
    assert texts(written) == ["<p>one</p>", "<p>one and a half</p>", "<p>two</p>", "<p>3</p>"]
    assert saved.others


def test_a_paragraph_changed_meanwhile_is_not_removed(written, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[0]
    save(written, {**held, uid: "<p>changed</p>"}, revisions, cast.priya)
    saved = save(written, {key: text for key, text in held.items() if key != uid}, revisions, cast.luca)
    assert "<p>changed</p>" in texts(written)
    assert saved.others


def test_when_the_answer_was_lost_the_writers_own_text_is_no_clash(written, cast):
    held, revisions = page(written, by=cast.luca)
    uid = list(held)[0]
    save(written, {**held, uid: "<p>one a</p>"}, revisions, cast.luca)
    saved = save(written, {**held, uid: "<p>one a b</p>"}, revisions, cast.luca, again=True)
    assert not saved.aside
    assert texts(written)[0] == "<p>one a b</p>"
    clash = save(written, {**held, uid: "<p>other</p>"}, revisions, cast.priya, again=True)
    assert clash.aside


def test_a_filed_block_cannot_be_changed_or_removed_by_the_editor(written, report, review, cast):
    actions.file_blocks(
        review, "introduction", [FiledBlock("entry:1", "paragraph", "<p>filed</p>")], by=cast.luca, at=AT
    )
    filed = written.blocks.get(origin="entry:1")
    held, revisions = page(written, by=cast.luca)
    held[str(filed.uid)] = "<p>tampered</p>"
    save(written, held, revisions, cast.luca)
    assert texts(written)[-1] == "<p>filed</p>"
    del held[str(filed.uid)]
    saved = save(written, held, revisions, cast.luca)
    assert saved.put_back
    assert texts(written) == ["<p>one</p>", "<p>two</p>", "<p>three</p>", "<p>filed</p>"]
    with pytest.raises(NotYet):
        actions.write_block(filed, html="x", revision=filed.revision, by=cast.luca, at=AT)


def test_a_filed_block_can_be_moved(written, review, cast):
    actions.file_blocks(
        review, "introduction", [FiledBlock("entry:1", "paragraph", "<p>filed</p>")], by=cast.luca, at=AT
    )
    held, revisions = page(written, by=cast.luca)
    save(written, dict(reversed(held.items())), revisions, cast.luca)
    assert texts(written)[0] == "<p>filed</p>"


def test_chips_are_made_anew_and_scripts_taken_out(section, people, cast):
    html = f'<p onclick="x()">The <span data-person="{people["mother"].pk}">Carys</span><script>x</script></p>'
    actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)
    assert texts(section) == [f'<p>The <span data-person="{people["mother"].pk}">mother</span></p>']


def test_an_emptied_paragraph_goes(written, cast):
    held, revisions = page(written, by=cast.luca)
    save(written, {**held, list(held)[1]: "<p></p>"}, revisions, cast.luca)
    assert texts(written) == ["<p>one</p>", "<p>three</p>"]


def test_one_paragraph_may_be_written_on_a_page_of_its_own(written, cast):
    block = written.blocks.first()
    actions.write_block(block, html="<p>better</p>", revision=1, by=cast.luca, at=AT)
    assert texts(written)[0] == "<p>better</p>"
    stale = Block.objects.get(pk=block.pk)
    with pytest.raises(ChangedMeanwhile):
        actions.write_block(stale, html="<p>late</p>", revision=1, by=cast.priya, at=AT)


def test_paragraphs_are_added_after_another(written, cast):
    actions.add_after(written, html="<p>a</p><p>b</p>", after=written.blocks.first(), by=cast.luca, at=AT)
    assert texts(written) == ["<p>one</p>", "<p>a</p>", "<p>b</p>", "<p>two</p>", "<p>three</p>"]


def test_a_section_that_was_taken_out_takes_no_text(written, cast):
    actions.remove_section(written, revision=written.revision, by=cast.luca, at=AT)
    with pytest.raises(NotYet):
        actions.save_section(written, html="<p>x</p>", revisions={}, by=cast.luca, at=AT)


@pytest.mark.parametrize("module", ["saving", "blocks"])
def test_nothing_is_saved_when_the_trail_cannot_be_written(written, cast, module):
    held, revisions = page(written, by=cast.luca)
    block = written.blocks.first()
    acts = {
        "saving": [lambda: save(written, {**held, str(block.uid): "<p>x</p>"}, revisions, cast.luca)],
        "blocks": [
            lambda: actions.write_block(block, html="<p>x</p>", revision=1, by=cast.luca, at=AT),
            lambda: actions.add_after(written, html="<p>x</p>", by=cast.luca, at=AT),
            lambda: actions.restore_text(block, block.texts.first(), revision=1, by=cast.luca, at=AT),
        ],
    }
    before = (texts(written), BlockText.objects.count())
    for act in acts[module]:
        with patch(f"reviews.report.actions.{module}.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
            act()
        assert (texts(written), BlockText.objects.count()) == before
        block.refresh_from_db()


# Names that are typed --------------------------------------------------------------------------------------------


def mark(person, label):
    return f'<span data-person="{person.pk}">{label}</span>'


def test_names_that_are_typed_become_chips_and_the_editor_is_told(section, people, cast):
    uid = str(uuid4())
    html = f'<p data-uid="{uid}">Tobias went with Mrs Carys Marlowe-Reed. Will she? <em>Nobody</em> knew.</p>'
    saved = actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)
    child, mother = mark(people["child"], "Child A"), mark(people["mother"], "mother")
    now = f"<p>{child} went with {mother}. Will she? <em>Nobody</em> knew.</p>"
    assert texts(section) == [now]
    assert {key: block.html for key, block in saved.shown.items()} == {uid: now}
    assert BlockText.objects.get().html == now, "the name is kept nowhere in the report"


def test_typing_on_in_a_paragraph_that_still_shows_the_name_is_no_clash(section, people, cast):
    uid = str(uuid4())
    say = lambda text, revisions: actions.save_section(  # noqa: E731
        section, html=f'<p data-uid="{uid}">{text}</p>', revisions=revisions, by=cast.luca, at=AT
    )
    first = say("Tobias", {})
    same = say("Tobias", first.revisions)
    assert (same.changed, list(same.shown)) == (0, [uid])
    more = say("Tobias Marlowe-Reed left", same.revisions)
    assert (more.aside, more.others, more.revisions[uid]) == ((), False, 2)
    assert texts(section) == [f"<p>{mark(people['child'], 'Child A')} left</p>"]
    done = say(f"{mark(people['child'], 'Child A')} left", more.revisions)
    assert (done.changed, done.shown) == (0, {})


def test_a_page_that_still_shows_the_name_does_not_seem_to_have_changed_what_another_wrote(section, people, cast):
    first = actions.save_section(section, html="<p>Tobias</p><p>two</p>", revisions={}, by=cast.luca, at=AT)
    held = dict(
        zip(
            [str(block.uid) for block in section.blocks.order_by("position")],
            ["<p>Tobias</p>", "<p>two</p>"],
            strict=True,
        )
    )
    uid = next(iter(held))
    save(section, {**held, uid: "<p>Tobias, by priya</p>"}, first.revisions, cast.priya)
    saved = save(section, {**held, list(held)[1]: "<p>2</p>"}, first.revisions, cast.luca)
    assert (saved.aside, saved.others, saved.shown) == ((), True, {})
    assert texts(section) == [f"<p>{mark(people['child'], 'Child A')}, by priya</p>", "<p>2</p>"]


def test_a_text_that_loses_a_clash_is_kept_with_labels_too(section, people, cast):
    actions.save_section(section, html="<p>one</p>", revisions={}, by=cast.luca, at=AT)
    held, revisions = page(section, by=cast.luca)
    uid = next(iter(held))
    save(section, {uid: "<p>by luca</p>"}, revisions, cast.luca)
    (aside,) = save(section, {uid: "<p>Tobias, by priya</p>"}, revisions, cast.priya).aside
    assert "Tobias" not in aside.html


def test_a_paragraph_older_than_the_register_changes_only_when_it_is_written_again(section, people, cast):
    with before_anybody_was_registered():
        actions.save_section(section, html="<p>Tobias</p><p>two</p>", revisions={}, by=cast.luca, at=AT)
    held, revisions = page(section, by=cast.luca)
    first, second = held
    save(section, {**held, second: "<p>2</p>"}, revisions, cast.luca)
    assert texts(section)[0] == "<p>Tobias</p>"
    held, revisions = page(section, by=cast.luca)
    save(section, {**held, first: "<p>Tobias left</p>"}, revisions, cast.luca)
    assert texts(section)[0] == f"<p>{mark(people['child'], 'Child A')} left</p>"


def test_written_without_the_editor_names_become_chips_as_well(written, people, cast):
    block = written.blocks.order_by("position").first()
    actions.write_block(block, html="<p>Tobias</p>", revision=1, by=cast.luca, at=AT)
    actions.add_after(written, html="<p>And Tobias</p>", after=block, by=cast.luca, at=AT)
    child = mark(people["child"], "Child A")
    assert texts(written)[:2] == [f"<p>{child}</p>", f"<p>And {child}</p>"]
    with before_anybody_was_registered():
        actions.write_block(block, html="<p>Tobias, early</p>", revision=2, by=cast.luca, at=AT)
    early = block.texts.get(html="<p>Tobias, early</p>")
    actions.write_block(block, html="<p>x</p>", revision=3, by=cast.luca, at=AT)
    actions.restore_text(block, early, revision=4, by=cast.luca, at=AT)
    assert block.html == f"<p>{child}, early</p>"
