"""Is an entry that is kept for some seen by them alone, and are notes and details of a child kept beside its words?"""

import pytest

from chronology import actions, queries
from chronology.models import Entry, Note, Search, Sight
from chronology.queries import Reader
from chronology.tests.conftest import AT
from chronology.tests.test_actions import LATER, entry_in, kinds, no_trail, submit  # noqa: F401
from chronology.tests.test_views import NEW, text, the_day  # noqa: F401
from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.report.actions import start_report
from reviews.report.models import Block

SECRET = "The informant was the neighbour."


@pytest.fixture
@kept
def police(cast, asked):
    """A chronology of the police with one entry for everybody and one that is police-sensitive."""
    found = asked["police"]
    entry_in(found, cast.pete, what="A call came in.")
    entry_in(found, cast.pete, what=SECRET, kept_for="police", why_kept="A source to be protected.")
    submit(found, cast.pete)
    return found


def secret():
    return Entry.objects.get(what=SECRET)


def test_what_is_kept_is_in_no_list_search_page_or_episode_of_others(cast, at, police, review):
    entry = secret()
    for person in (cast.priya, cast.luca, cast.pam):
        assert SECRET not in text(at(person, "chronology-combined"))
        assert at(person, "chronology-entry", entry.pk).status_code == 404
    assert not queries.found(Search(review=review, words="informant"), reader=Reader(cast.luca, analyses=True)).exists()
    episode = actions.add_episode(review, title="Calls", by=cast.luca, at=AT)
    assert actions.place(episode, Entry.objects.filter(submission__request=police), by=cast.luca, at=AT) == 1
    assert actions.write_up(review, [entry], by=cast.luca, at=AT) == 0
    assert [found.what for found in queries.combined(review)] == ["A call came in."]
    page = text(at(cast.priya, "chronology-draft", police.pk))
    assert SECRET not in page and "1 more is kept for some" in page
    assert SECRET in text(at(cast.pete, "chronology-draft", police.pk))


def test_a_tag_is_offered_with_labels_for_names_and_to_nobody_who_reads_none_of_its_entries(cast, at, police, review):
    open_to_all = Entry.objects.get(what="A call came in.")
    actions.tag(review, [open_to_all], name="Tobias heard it", by=cast.luca, at=LATER)
    entry = secret()
    actions.keep(entry, revision=entry.revision, kept_for="reviewer", why_kept="Source", by=cast.pete, at=LATER)
    actions.tag(review, [entry], name="The neighbour", by=cast.luca, at=LATER)
    for person, heard, neighbour in (
        (cast.luca, "Tobias", True),
        (cast.priya, "Tobias", False),
        (cast.pam, "Child A", False),
    ):
        page = text(at(person, "chronology-combined"))
        assert f"{heard} heard it" in page and ("The neighbour" in page) is neighbour
        assert (heard == "Tobias") or "Tobias" not in page


def test_named_people_read_it_and_the_reviewer_what_is_kept_for_the_reviewer(cast, at, police, review):
    entry = secret()
    actions.keep(
        entry, revision=entry.revision, kept_for="police", why_kept="Source", kept_to=[cast.pam], by=cast.pete, at=LATER
    )
    assert SECRET in text(at(cast.pam, "chronology-combined"))
    assert SECRET not in text(at(cast.luca, "chronology-combined"))
    actions.keep(entry, revision=entry.revision, kept_for="reviewer", why_kept="Source", by=cast.pete, at=LATER)
    assert SECRET in text(at(cast.luca, "chronology-combined"))
    page = text(at(cast.luca, "chronology-entry", entry.pk))
    assert "Reviewer only" in page and "Release it" in page
    assert SECRET not in text(at(cast.pam, "chronology-combined"))
    assert queries.combined(review, reader=Reader(cast.luca, analyses=True)).count() == 2


def test_it_is_released_by_whoever_signs_on_a_named_persons_word(cast, at, police, review):
    entry = secret()
    assert at(cast.hana, "chronology-entry-release", entry.pk).status_code == 404
    assert at(cast.luca, "chronology-entry-release", entry.pk).status_code == 404
    assert at(cast.pam, "chronology-entry-release", entry.pk).status_code == 403
    assert at(cast.pete, "chronology-entry-release", entry.pk, post={"revision": entry.revision}).status_code == 422
    data = {"revision": entry.revision, "word_of": "DCI Orla Finch"}
    assert at(cast.pete, "chronology-entry-release", entry.pk, post=data).status_code == 302
    assert SECRET in text(at(cast.luca, "chronology-combined"))
    told = TrailEntry.objects.get(kind="chronology.entry_released")
    assert (told.on_behalf_of, told.subject) == ("DCI Orla Finch", f"entry {entry.pk}")
    with pytest.raises(NotYet, match="not kept"):
        entry.refresh_from_db()
        actions.release(entry, revision=entry.revision, word_of="Somebody", by=cast.pete, at=LATER)


def test_it_is_not_released_in_passing_nor_worded_for_the_report(cast, at, police, review):
    entry = secret()
    with pytest.raises(NotYet, match="Release it first"):
        actions.word_entry(entry, revision=entry.revision, words="A neighbour rang.", by=cast.luca, at=LATER)
    submission = police.submission
    submission.refresh_from_db()
    actions.send_back(
        submission, revision=submission.revision, why_sent_back="Sources", due_on=LATER.date(), by=cast.priya, at=LATER
    )
    typed = {**NEW, "what": SECRET, "revision": entry.revision, "kept_for": ""}
    answer = at(cast.pete, "chronology-entry-edit", police.pk, entry.pk, post=typed)
    assert answer.status_code == 422
    assert "choose Release beside the entry" in text(answer)
    assert "Release<span" in text(at(cast.pete, "chronology-draft", police.pk))
    assert secret().kept_for == "police"


def test_a_submitted_entry_is_kept_again_and_leaves_the_report(cast, at, police, review):
    entry = secret()
    actions.release(entry, revision=entry.revision, word_of="DCI Orla Finch", by=cast.pete, at=LATER)
    actions.write_up(review, [entry], by=cast.luca, at=LATER)
    data = {"revision": entry.revision, "kept_for": "reviewer", "why_kept": "It names a child."}
    assert at(cast.hana, "chronology-entry-keep", entry.pk).status_code == 404
    assert at(cast.luca, "chronology-entry-keep", entry.pk, post=data).status_code == 302
    entry.refresh_from_db()
    assert (entry.kept_for, entry.written_up_at) == ("reviewer", None)
    assert kinds(review)[-3:].count("chronology.entry_kept") == 1


def test_keeping_needs_a_reason_and_the_trail(cast, police, no_trail, at, health):  # noqa: F811
    answer = at(cast.hana, "chronology-entry-add", health.pk, post={**NEW, "kept_for": "reviewer"})
    assert answer.status_code == 422
    assert "Say why it is kept for some" in text(answer)
    entry = secret()
    with pytest.raises(RuntimeError):
        actions.release(entry, revision=entry.revision, word_of="DCI Orla Finch", by=cast.pete, at=LATER)
    with pytest.raises(RuntimeError):
        actions.add_note(entry, text="A note", by=cast.luca, at=LATER)
    assert secret().kept_for == "police"
    assert not Note.objects.exists()


def test_the_reviewers_note_stands_beside_the_words_which_stay_as_given(cast, at, police):
    entry = Entry.objects.get(what="A call came in.")
    assert at(cast.pam, "chronology-note-add", entry.pk).status_code == 403
    assert at(cast.luca, "chronology-note-add", secret().pk).status_code == 404
    assert at(cast.luca, "chronology-note-add", entry.pk, post={"text": ""}).status_code == 422
    data = {"text": "Compare the school's account."}
    assert at(cast.luca, "chronology-note-add", entry.pk, post=data).status_code == 302
    page = text(at(cast.pam, "chronology-combined"))
    assert "Note of Luca Fairweather" in page and "Compare the school" in page
    assert "Compare the school" not in text(at(cast.pete, "chronology-draft", police.pk))
    note = Note.objects.get()
    assert at(cast.luca, "chronology-note-void", entry.pk, note.pk, post={}).status_code == 302
    assert "Compare the school" not in text(at(cast.pam, "chronology-combined"))
    assert "Compare the school" not in text(at(cast.luca, "chronology-entry", entry.pk))
    entry.refresh_from_db()
    assert entry.what == "A call came in."


def test_everything_else_is_asked_folded_and_kept(cast, at, health):
    child = queries.children_of(health, AT.date())[0]
    page = text(at(cast.hana, "chronology-entry-add", health.pk))
    assert f"Was {child.given_names} {child.family_name} seen?" in page
    assert "Was the child seen?" not in page
    more = {
        f"seen_{child.pk}": "alone", f"said_{child.pk}": "I want to go home.", "told": "The school, by telephone.",
        "consent": "refused", "consent_words": "The mother, for early help", "risk_tool": "DASH", "risk_level": "Medium",
        "measured": "Weight", "measured_value": "4.32 kg", "measured_on": "2026-01-03", "outcome": "No further action",
    }  # fmt: skip
    assert at(cast.hana, "chronology-entry-add", health.pk, post={**NEW, **more}).status_code == 302
    entry = Entry.objects.get()
    assert Sight.objects.filter(entry=entry).values_list("child", "seen", "said").get() == (
        child.pk, "alone", "I want to go home."
    )  # fmt: skip
    page = text(at(cast.hana, "chronology-draft", health.pk))
    for words in ("seen alone", "I want to go home.", "by telephone", "asked and refused", "DASH", "4.32 kg"):
        assert words in page
    again = {**NEW, **more, f"said_{child.pk}": "", "revision": 1}
    assert "I want to go home." in text(at(cast.hana, "chronology-entry-edit", health.pk, entry.pk))
    assert at(cast.hana, "chronology-entry-edit", health.pk, entry.pk, post=again).status_code == 302
    assert Sight.objects.get().said == ""


def test_lists_ask_a_fixed_number_of_queries_with_children_and_notes(
    cast, at, health, review, django_assert_max_num_queries
):
    child = queries.children_of(health, AT.date())[0]
    for _ in range(6):
        entry_in(health, cast.hana, sights=[(child, "seen", "Nothing")])
    submit(health, cast.hugo)
    with django_assert_max_num_queries(4):
        for entry in queries.with_more(queries.combined(review)):
            assert [sight.child.label for sight in queries.sights_of(entry)] == ["Child A"]
            assert entry.submission.request.agency == cast.agencies.health and not entry.beside


def test_what_its_agency_keeps_for_some_while_it_has_it_back_leaves_the_report_when_it_returns(cast, police, review):
    entry = Entry.objects.get(what="A call came in.")
    start_report(review, by=cast.luca, at=AT)
    actions.write_up(review, [entry], by=cast.luca, at=AT)
    standing = Block.objects.filter(origin=f"entry:{entry.pk}", removed_at=None)
    assert standing.exists()
    submission = police.submission
    submission.refresh_from_db()
    actions.send_back(
        submission, revision=submission.revision, why_sent_back="Sources", due_on=LATER.date(), by=cast.priya, at=LATER
    )  # fmt: skip
    entry.refresh_from_db()
    actions.change_entry(
        entry, revision=entry.revision, kept_for="police", why_kept="A source.", precision="day",
        happened_on=entry.happened_on, by=cast.pete, at=LATER,
    )  # fmt: skip
    submit(police, cast.pete)
    entry.refresh_from_db()
    assert not standing.exists() and entry.written_up_at is None
