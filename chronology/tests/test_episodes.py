"""How are episodes formed, and how do they and the entries reach the report?"""

import datetime as dt

import pytest

from chronology import actions, queries
from chronology.models import Entry
from chronology.tests import steps
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, kinds, no_trail, submit  # noqa: F401
from chronology.tests.test_views import text
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from reviews.report.models import Block


@pytest.fixture
@kept
def entries(cast, review, asked):
    """Two released entries of the health trust and one of its drafts' neighbours at the police."""
    first = entry_in(asked["health"], cast.hana, what="Tobias was seen with Imogen.", happened_on=dt.date(2025, 5, 2))
    second = entry_in(asked["health"], cast.hana, happened_on=dt.date(2025, 4, 2))
    entry_in(asked["police"], cast.pete)
    submit(asked["health"], cast.hugo)
    return [first, second]


@pytest.fixture
@kept
def episode(cast, review):
    return actions.add_episode(
        review, title="Two visits", what_happened="One.\n\nTwo.", why="Why.", by=cast.luca, at=AT
    )


def filed(review, section="chronology"):
    blocks = Block.objects.filter(section__report__review=review, section__kind=section, removed_at=None)
    return list(blocks.exclude(origin="").order_by("position"))


def test_episodes_are_numbered_by_themselves_and_a_voided_number_is_not_used_again(cast, review, episode):
    second = actions.add_episode(review, title="More", by=cast.luca, at=AT)
    actions.void_episode(second, revision=1, why_void="Twice", by=cast.luca, at=AT)
    third = actions.add_episode(review, title="Again", by=cast.luca, at=AT)
    assert [episode.number, second.number, third.number] == [1, 2, 3]
    assert list(queries.episodes_of(review)) == [episode, third]
    assert "chronology.episode_voided" in kinds(review)


def test_only_released_entries_of_the_review_are_placed_and_each_once(cast, review, entries, episode):
    everything = Entry.objects.all()
    assert actions.place(episode, everything, by=cast.luca, at=AT) == 2
    assert actions.place(episode, everything, by=cast.luca, at=AT) == 0
    assert list(queries.entries_of(episode)) == [entries[1], entries[0]]
    assert queries.placed(entries) == {entries[0].pk: [episode], entries[1].pk: [episode]}


def test_an_entry_that_was_taken_out_may_be_placed_again(cast, review, entries, episode):
    actions.place(episode, entries, by=cast.luca, at=AT)
    placement = episode.placements.get(entry=entries[0])
    actions.remove(placement, by=cast.luca, at=AT)
    actions.remove(placement, by=cast.luca, at=AT)
    assert list(queries.entries_of(episode)) == [entries[1]]
    assert kinds(review).count("chronology.removed") == 1
    assert actions.place(episode, entries, by=cast.luca, at=AT) == 1


def test_themes_come_from_a_list_of_the_partnership_that_grows(cast, review, episode):
    other = actions.add_episode(review, title="More", new_theme=" Unseen  men ", by=cast.luca, at=AT)
    (theme,) = queries.themes_of(review.partnership)
    assert theme.name == "Unseen men" and list(other.themes.all()) == [theme]
    actions.change_episode(episode, revision=1, themes=[], new_theme="unseen men", by=cast.luca, at=AT)
    assert list(queries.themes_of(review.partnership)) == [theme] == list(episode.themes.all())
    actions.change_episode(episode, revision=1, title="Other", by=cast.luca, at=AT)
    assert list(episode.themes.all()) == [theme], "they stay where nothing is said of them"
    actions.change_episode(episode, revision=2, themes=[], by=cast.luca, at=AT)
    assert not episode.themes.exists() and queries.themes_of(review.partnership).count() == 1


def test_a_theme_that_names_somebody_is_refused_beside_its_field_and_joins_no_list(cast, at, review, asked):
    sent = {"title": "Calls", "new_theme": "Nobody asked Tobias"}
    page = at(cast.luca, "episode-add", post=sent)
    assert (
        page.status_code == 422 and "joins the list for all cases" in text(page) and "Nobody asked Tobias" in text(page)
    )
    assert not queries.themes_of(review.partnership).exists() and not review.episodes.exists()


def test_what_an_episode_is_called_stands_on_its_page_with_labels_for_those_who_see_no_names(cast, at, review, asked):
    made = actions.add_episode(review, title="The weeks Tobias was alone", by=cast.luca, at=AT)
    page = text(at(cast.pam, "episode", made.pk))
    assert "The weeks Child A was alone" in page and "Tobias" not in page
    assert "The weeks Tobias was alone" in text(at(cast.luca, "episode", made.pk))


def test_an_episode_tells_its_period_its_agencies_and_what_else_its_entries_stand_in(cast, review, entries, episode):
    second = actions.add_episode(review, title="More", by=cast.luca, at=AT)
    actions.place(episode, entries, by=cast.luca, at=AT)
    actions.place(second, entries[:1], by=cast.luca, at=AT)
    spans = queries.spans_of(review, reader=queries.Reader(cast.luca))
    first, last, agencies = spans[episode.pk]
    assert (first.sort_day, last.ends, agencies) == (dt.date(2025, 4, 2), dt.date(2025, 5, 2), 1)
    actions.keep(entries[0], revision=entries[0].revision, kept_for="police", why_kept="Asked", by=cast.hana, at=AT)
    assert second.pk not in queries.spans_of(review, reader=queries.Reader(cast.pam))


def test_nothing_is_placed_in_an_episode_made_in_error(cast, review, entries, episode):
    actions.void_episode(episode, revision=1, why_void="Twice", by=cast.luca, at=AT)
    with pytest.raises(NotYet):
        actions.place(episode, entries, by=cast.luca, at=AT)


def test_entries_stand_in_the_report_in_the_order_they_happened_without_their_names(cast, review, entries):
    actions.write_up(review, [entries[0]], by=cast.luca, at=AT)
    actions.write_up(review, [entries[1]], by=cast.luca, at=AT)
    blocks = filed(review)
    assert [block.origin for block in blocks] == [f"entry:{entries[1].pk}", f"entry:{entries[0].pk}"]
    assert "Tobias" not in blocks[1].html and "Imogen" not in blocks[1].html
    assert "data-person" in blocks[1].html
    assert blocks[1].facts == {
        "entry": entries[0].pk,
        "door": f"/reviews/{review.code}/chronology/combined/{entries[0].pk}/",
    }


def test_drafts_are_never_written_up(cast, review, entries):
    assert actions.write_up(review, Entry.objects.all(), by=cast.luca, at=AT) == 2
    assert len(filed(review)) == 2


def test_the_reviewers_words_replace_the_agencys_in_the_report_and_nowhere_else(cast, review, entries):
    actions.word_entry(entries[0], revision=1, words="A nurse called.", by=cast.luca, at=AT)
    assert [block.html for block in filed(review)] == ["<p>A nurse called.</p>"]
    with pytest.raises(ChangedMeanwhile):
        actions.word_entry(entries[0], revision=1, words="Other", by=cast.luca, at=AT)
    assert Entry.objects.get(pk=entries[0].pk).what == "Tobias was seen with Imogen."


def test_an_episode_is_told_in_paragraphs_and_a_shorter_one_takes_back_the_rest(cast, review, episode):
    actions.write_up_episode(episode, by=cast.luca, at=AT)
    assert [block.kind for block in filed(review, "episodes")] == ["heading", "paragraph", "paragraph", "paragraph"]
    actions.change_episode(episode, revision=episode.revision, what_happened="Only one.", by=cast.luca, at=AT)
    told = [block.html for block in filed(review, "episodes")]
    assert told == ["<h3>Two visits</h3>", "<p>Only one.</p>", "<p>Why.</p>"]
    actions.void_episode(episode, revision=episode.revision, why_void="Twice", by=cast.luca, at=AT)
    assert filed(review, "episodes") == []


def test_an_episode_that_is_not_in_the_report_stays_out_when_changed(cast, review, episode):
    actions.change_episode(episode, revision=1, title="Other", by=cast.luca, at=AT)
    assert filed(review, "episodes") == []


def test_the_report_follows_a_chronology_that_was_sent_back(cast, review, asked, entries):
    actions.write_up(review, entries, by=cast.luca, at=AT)
    found = asked["health"]
    found.submission.refresh_from_db()
    sent = {"why_sent_back": "Who?", "due_on": dt.date(2026, 4, 1), "by": cast.priya, "at": AT}
    actions.send_back(found.submission, revision=found.submission.revision, **sent)
    first, second = Entry.objects.get(pk=entries[0].pk), Entry.objects.get(pk=entries[1].pk)
    actions.void_entry(first, revision=first.revision, why_void="Wrong child", by=cast.hana, at=AT)
    same = {"happened_on": second.happened_on, "source": second.source}
    actions.change_entry(second, revision=second.revision, what="Put right.", **same, by=cast.hana, at=AT)
    submit(found, cast.hugo)
    blocks = filed(review)
    assert [block.origin for block in blocks] == [f"entry:{second.pk}"]
    assert "Put right." in blocks[0].html


def test_entries_with_their_agency_again_are_counted_and_not_shown(cast, review, asked, entries, episode):
    actions.place(episode, entries, by=cast.luca, at=AT)
    submission = asked["health"].submission
    submission.refresh_from_db()
    actions.send_back(
        submission, revision=submission.revision, why_sent_back="Who?", due_on=dt.date(2026, 4, 1), by=cast.priya, at=AT
    )
    assert queries.hidden_in(episode, shown=0) == 2
    assert not queries.entries_of(episode).exists()


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, entries, episode, no_trail):  # noqa: F811
    acts = [
        lambda: actions.add_episode(review, title="More", by=cast.luca, at=AT),
        lambda: actions.change_episode(episode, revision=1, title="Other", by=cast.luca, at=AT),
        lambda: actions.void_episode(episode, revision=1, why_void="Twice", by=cast.luca, at=AT),
        lambda: actions.place(episode, entries, by=cast.luca, at=AT),
        lambda: actions.write_up(review, entries, by=cast.luca, at=AT),
        lambda: actions.write_up_episode(episode, by=cast.luca, at=AT),
        lambda: actions.word_entry(entries[0], revision=1, words="So", by=cast.luca, at=AT),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
        episode.refresh_from_db()
    assert list(queries.episodes_of(review).values_list("title", "revision")) == [("Two visits", 1)]
    assert not episode.placements.exists()
    assert not Block.objects.exclude(origin="").exists()
    assert not Entry.objects.exclude(narrative="", written_up_at=None).exists()


def test_the_story_gives_three_episodes_with_their_entries(cast, review):
    steps.chronologies_submitted(cast, review, at=AT)
    made = steps.episodes_formed(cast, review, at=AT)
    assert all(queries.entries_of(episode).count() > 5 for episode in made)
    assert len(filed(review)) == queries.written_up(review).count() > 20
