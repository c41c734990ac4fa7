"""Do the pages on which the combined chronology is searched, marked, drawn and compared work, and for whom?"""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology import actions, queries
from chronology.models import Entry, Indexed, Link, Search, Tag, Tagging, Vocabulary
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, kinds, no_trail, submit  # noqa: F401
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.records import NotYet, hangs_on
from cspr.tests.memory import kept

pytestmark = pytest.mark.page

DAY = dt.date(2025, 5, 2)
CUT = "Officers saw a cut above the left eye of Imogen, who said that she fell against a cupboard."
CUT_TOO = "Imogen has a cut above her left eye. Says she fell against the cupboard. Thorsbey was with her."
HIDDEN = "Zaphod told us where the money went."


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 3, 5))


@pytest.fixture
@kept
def told(cast, review, asked):
    """Four entries of two agencies: two of one event, one later, and one kept for the reviewer."""
    first = entry_in(asked["police"], cast.pete, what=CUT, happened_on=DAY, kind="call_out", risk_level="medium")
    second = entry_in(asked["health"], cast.hana, what=CUT_TOO, happened_on=DAY, kind="contact")
    later = entry_in(
        asked["health"],
        cast.hana,
        what="Tobias visited at home. MASH and XQZ told.",
        happened_on=dt.date(2025, 7, 20),
        seen="alone",
    )
    hidden = entry_in(asked["health"], cast.hana, what=HIDDEN, happened_on=DAY, kept_for="reviewer", why_kept="Asked")
    submit(asked["health"], cast.hugo)
    submit(asked["police"], cast.pete)
    return [first, second, later, hidden]


def text(response):
    return response.content.decode()


def sought(review, cast, **what):
    return list(queries.found(Search(review=review, **what), reader=queries.Reader(cast.pam)))


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("visiting", [2]),
        ("thorsby", [1]),
        ("imogenn cuts", [0, 1]),
        ("“cut above her”", [1]),
        ("mother", [0, 1]),
        ("Child A", [2]),
        ("zaphod", []),
        ("%", [0, 1, 2]),
    ],
)
def test_words_are_found_in_every_form_and_names_however_spelt(cast, review, told, words, places):
    assert sought(review, cast, words=words) == [told[place] for place in places]


def test_everything_that_can_be_looked_for_narrows(cast, review, told):
    person = review.people.get(label="mother")
    assert sought(review, cast, whom=person.pk) == told[:2]
    asked = actions.search(review, person=person, by=cast.luca, at=AT)
    assert queries.asked_for(asked) == {"person": "mother"}
    assert "1 search" not in hangs_on(person), "it keeps nobody in the case who was entered in error"
    assert sought(review, cast, kind="call_out") == sought(review, cast, with_risk=True) == told[:1]
    assert sought(review, cast, seen="alone") == sought(review, cast, from_on=dt.date(2025, 6, 1)) == [told[2]]
    assert sought(review, cast, to_on=DAY) == told[:2]
    actions.tag(review, [told[1]], name="ask", by=cast.luca, at=AT)
    assert sought(review, cast, tag=Tag.objects.get()) == [told[1]]
    actions.add_note(told[0], text="Why?", by=cast.luca, at=AT)
    assert sought(review, cast, with_note=True) == [told[0]]
    made = actions.add_episode(review, title="A cut", by=cast.luca, at=AT)
    actions.place(made, told[:2], by=cast.luca, at=AT)
    assert sought(review, cast, episode=made) == told[:2]


def test_words_that_stand_everywhere_are_not_answered_with_everything(cast, at, review):
    for words in ("%", "with her"):
        page = at(cast.luca, "chronology-search", post={"words": words})
        assert page.status_code == 422 and "Nothing would be looked for" in text(page), words
    assert at(cast.luca, "chronology-search", post={"words": "“with her”"}).status_code == 302


def test_a_word_that_only_a_kept_entry_holds_is_offered_to_nobody_until_it_is_released(cast, review, told):
    assert "zaphod" not in queries.vocabulary(review)
    reader = queries.Reader(cast.luca, analyses=True)
    assert list(queries.found(Search(review=review, words="zaphod"), reader=reader)) == [told[3]]
    actions.release(told[3], revision=told[3].revision, word_of="Hugo Marsh", by=cast.hugo, at=AT)
    assert sought(review, cast, words="zaphodd") == [told[3]]
    actions.keep(told[0], revision=told[0].revision, kept_for="police", why_kept="Asked", by=cast.pete, at=AT)
    assert "officer" not in queries.vocabulary(review)


def test_the_notes_of_the_review_team_are_searched_like_the_entries_they_stand_beside(cast, review, told, at):
    note = actions.add_note(told[2], text="Ask the paediatrician whether “nobody asked”.", by=cast.luca, at=AT)
    for words in ("paediatricians", "paediatrisian", "“nobody asked”"):
        assert sought(review, cast, words=words) == [told[2]], words
    url = at(cast.pam, "chronology-search", post={"words": "paediatrician"}).url
    client = Client()
    client.force_login(cast.pam)
    assert "1 entry fits" in text(client.get(url)), "whoever reads the entry reads the note beside it"
    assert at(cast.hana, "chronology-search", post={"words": "paediatrician"}).status_code == 403
    actions.void_note(note, by=cast.luca, at=AT)
    assert sought(review, cast, words="paediatricians") == [] and sought(review, cast, words="“nobody asked”") == []


def test_a_note_beside_a_kept_entry_is_found_by_its_readers_alone_and_offered_to_nobody(cast, review, told):
    actions.add_note(told[3], text="Speak to the informant first.", by=cast.luca, at=AT)
    assert sought(review, cast, words="informant") == [] and "inform" not in queries.vocabulary(review)
    reader = queries.Reader(cast.luca, analyses=True)
    assert list(queries.found(Search(review=review, words="informants"), reader=reader)) == [told[3]]


def test_a_draft_is_not_searched_and_what_is_submitted_again_is_searched_as_it_then_is(cast, review, asked, told):
    submission = asked["police"].submission
    submission.refresh_from_db()
    sent = {"why_sent_back": "Who?", "due_on": dt.date(2026, 4, 1), "by": cast.priya, "at": AT}
    actions.send_back(submission, revision=submission.revision, **sent)
    assert sought(review, cast, words="officers") == [] and "officer" not in queries.vocabulary(review)
    same = {"happened_on": DAY, "source": "Log"}
    actions.change_entry(told[0], revision=told[0].revision, what="A constable called.", **same, by=cast.pete, at=AT)
    submit(asked["police"], cast.pete)
    assert [entry.pk for entry in sought(review, cast, words="constables")] == [told[0].pk]
    assert Indexed.objects.count() == 4 and Vocabulary.objects.count() == 2


def test_the_trail_knows_a_search_by_its_number_alone(cast, review, told, at):
    url = at(cast.luca, "chronology-search", post={"words": "imogen"}).url
    asked = Search.objects.get()
    assert url.endswith(f"/combined/found/{asked.pk}/")
    client = Client()
    client.force_login(cast.luca)
    assert CUT in text(client.get(url)) and "thorsbei" not in url
    rows = TrailEntry.objects.filter(subject__contains=str(asked.pk), actor_id=cast.luca.pk)
    assert {"chronology.searched"} <= set(rows.values_list("kind", flat=True))
    assert not any("imogen" in str(vars(row)).lower() for row in TrailEntry.objects.all())
    client.force_login(cast.priya)
    assert client.get(url).status_code == 404, "the search of another"


def test_no_day_is_told_to_those_who_read_dates_by_age_not_even_that_of_a_measurement(cast, review, asked, at):
    weighed = {"measured": "Weight", "measured_value": "4.32 kg", "measured_on": DAY, "happened_on": DAY}
    found = entry_in(asked["health"], cast.hana, what="Weighed.", **weighed)
    submit(asked["health"], cast.hugo)
    page = text(at(cast.pam, "chronology-entry", found.pk))
    assert "4.32 kg, measured: When Child A was" in page and "2025" not in page.partition("<main")[2]
    assert "4.32 kg, measured: 2 May 2025" in text(at(cast.luca, "chronology-entry", found.pk))


def test_a_filter_is_kept_by_name_for_its_person_alone(cast, review, told, at):
    asked = actions.search(review, words="cut", by=cast.luca, at=AT)
    assert at(cast.luca, "chronology-search-keep", asked.pk, post={"name": "Injuries"}).status_code == 302
    assert ">Injuries</a>" in text(at(cast.luca, "chronology-combined"))
    assert "Injuries" not in text(at(cast.priya, "chronology-combined"))
    other = actions.search(review, words="eye", by=cast.luca, at=AT)
    assert "Choose another name" in text(at(cast.luca, "chronology-search-keep", other.pk, post={"name": "Injuries"}))
    assert at(cast.luca, "chronology-search-withdraw", asked.pk, post={}).status_code == 302
    assert "Injuries" not in text(at(cast.luca, "chronology-combined"))


def test_a_misspelling_that_was_found_is_told_only_to_those_who_may_see_names(cast, review, told, at):
    for person, shown in ((cast.priya, True), (cast.pam, False)):
        asked = actions.search(review, words="Thursby", by=person, at=AT)
        page = text(at(person, "chronology-found", asked.pk))
        assert ("spelt otherwise: " in page) is shown
        assert 'name="from_on_0"' in page or 'name="from_on' in page if shown else 'name="from_on' not in page


def test_entries_are_tagged_and_linked_from_the_list_and_both_show_it(cast, review, told, at):
    ticked = {"entry": [told[0].pk, told[1].pk], "page": "1"}
    assert at(cast.luca, "chronology-place", post={**ticked, "action": "tag", "tag": "Ask"}).status_code == 302
    assert at(cast.luca, "chronology-place", post={**ticked, "action": "tag", "tag": "#ask "}).status_code == 302
    assert Tagging.objects.count() == 2 and Tag.objects.count() == 1
    assert (
        at(cast.luca, "chronology-place", post={**ticked, "action": "link", "kind": "contradicts"}).status_code == 302
    )
    page = text(at(cast.pam, "chronology-combined"))
    assert page.count(">Ask</strong>") == 2 and page.count("Contradicts <a") == 2
    assert "Take it off" not in text(at(cast.pam, "chronology-entry", told[0].pk))
    tagging, link = Tagging.objects.first(), Link.objects.get()
    assert at(cast.luca, "chronology-untag", tagging.entry_id, tagging.pk, post={}).status_code == 302
    assert at(cast.luca, "chronology-unlink", told[1].pk, link.pk, post={}).url.endswith(f"/{told[1].pk}/")
    assert "Contradicts <a" not in text(at(cast.luca, "chronology-combined"))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"action": "tag", "tag": " "}, "Enter a word for the tag"),
        ({"action": "link", "kind": "same"}, "Tick exactly two entries"),
        ({"action": "tag", "tag": "x" * 41}, "at most 40"),
    ],
)
def test_what_cannot_be_done_with_the_ticked_is_said_and_nothing_is_lost(cast, told, at, data, said):
    answer = at(cast.luca, "chronology-place", post={"entry": [told[0].pk], "page": "1", **data})
    assert answer.status_code == 422 and said in text(answer)
    assert f'id="tick-{told[0].pk}" checked' in text(answer)
    assert not Tag.objects.exists() and not Link.objects.exists()


def test_an_entry_is_linked_with_one_of_the_days_around_it(cast, review, told, at):
    page = text(at(cast.luca, "chronology-link", told[2].pk))
    assert f'value="{told[0].pk}"' in page
    data = {"kind": "follows", "other": told[0].pk}
    assert at(cast.luca, "chronology-link", told[2].pk, post=data).status_code == 302
    assert "Is followed by <a" in text(at(cast.pam, "chronology-entry", told[0].pk))
    assert at(cast.luca, "chronology-link", told[2].pk, post={"kind": "follows", "other": "0"}).status_code == 422


def test_a_link_with_what_is_kept_is_seen_by_nobody_who_may_not_read_it(cast, review, told, at):
    actions.link(told[0], told[3], kind="contradicts", by=cast.luca, at=AT)
    assert "Contradicts <a" in text(at(cast.luca, "chronology-entry", told[0].pk))
    assert "Contradicts <a" not in text(at(cast.pam, "chronology-entry", told[0].pk))
    assert at(cast.pam, "chronology-entry", told[3].pk).status_code == 404


def test_a_link_is_said_once_and_of_one_review_alone(cast, review, told):
    first = actions.link(told[0], told[1], kind="same", by=cast.luca, at=AT)
    assert actions.link(told[1], told[0], kind="same", by=cast.luca, at=AT) == first
    actions.link(told[1], told[0], kind="not_same", by=cast.luca, at=AT)
    assert Link.objects.filter(void_at=None).values_list("kind", flat=True).get() == "not_same"
    with pytest.raises(NotYet):
        actions.link(told[0], told[0], kind="same", by=cast.luca, at=AT)
    assert kinds(review).count("chronology.linked") == 1 and "chronology.told_apart" in kinds(review)


def test_an_opened_entry_leads_to_the_one_before_and_the_next_of_what_was_looked_for(cast, review, told):
    client = Client()
    client.force_login(cast.luca)

    def way(name, *args):
        return reverse(name, args=[review.code, *args])

    page = text(client.get(way("chronology-entry", told[2].pk)))
    assert 'rel="prev"' in page and 'rel="next"' not in page
    url = client.post(way("chronology-search"), {"words": "cut"}).url
    client.get(url)
    page = text(client.get(way("chronology-entry", told[0].pk)))
    assert f'href="{way("chronology-entry", told[1].pk)}#ways"' in page and 'rel="prev"' not in page
    assert f'href="{url}?page=1#entry-{told[0].pk}"' in page
    assert "Go on where you read last" in text(client.get(way("chronology-combined")))


def test_the_picture_and_its_table_say_the_same_and_zoom(cast, told, at):
    page = text(at(cast.luca, "chronology-picture"))
    assert page.count("<circle") == 4 and 'role="img"' in page and "4 entries of 2 agencies" in page
    assert 'style="' not in page
    year = text(at(cast.luca, "chronology-picture", year=1, month=7))
    assert year.count("<circle") == 1 and "15 to 21 July" in year
    by_age = text(at(cast.pam, "chronology-picture"))
    assert by_age.count("<circle") == 3 and "2025" not in by_age and "Aged 6" in by_age
    assert text(at(cast.luca, "chronology-picture", year="9" * 30)).count("<circle") == 4
    asked = actions.search(told[0].submission.request.review, words="nothing like it", by=cast.luca, at=AT)
    assert "No entry fits" in text(at(cast.luca, "chronology-found-picture", asked.pk))


def test_what_side_by_side_finds_is_offered_answered_and_not_offered_again(cast, review, told, at):
    page = text(at(cast.luca, "chronology-findings"))
    assert "told twice</a>: 1" in page and "more than 28 days</a>: 1" in page and "79 days" in page
    assert "XQZ" in page and "multi-agency safeguarding hub" in page
    assert "Zaphod" not in text(at(cast.pam, "chronology-findings")) and "Imogen" not in text(
        at(cast.pam, "chronology-findings")
    )
    pair = (told[0].pk, told[1].pk)
    assert at(cast.luca, "chronology-judge", *pair, post={"kind": "not_same"}).status_code == 302
    assert "told twice</a>: 0" in text(at(cast.luca, "chronology-findings"))
    assert at(cast.luca, "chronology-judge", *pair, post={"kind": "other"}).status_code == 409
    assert "No contact for more than 79 days</a>: 0" in text(at(cast.luca, "chronology-findings", days=79))


READ = ("chronology-findings", "chronology-picture")


def test_the_pages_are_for_the_review_team_alone(cast, review, told, at):
    asked = actions.search(review, words="cut", by=cast.luca, at=AT)
    for name in READ:
        assert [at(who, name).status_code for who in (cast.luca, cast.pam, cast.priya, cast.hana, cast.sam)] == [
            200,
            200,
            200,
            403,
            404,
        ]
    pair, one = (told[0].pk, told[1].pk), told[0].pk
    for name, args in (("chronology-judge", pair), ("chronology-tag", (one,)), ("chronology-link", (one,))):
        assert [at(who, name, *args, post={}).status_code for who in (cast.pam, cast.hana, cast.sam)] == [403, 403, 404]
    for name in ("chronology-found", "chronology-found-picture", "chronology-search-keep"):
        assert [at(who, name, asked.pk).status_code for who in (cast.luca, cast.pam, cast.hana)] == [200, 404, 403]


@pytest.mark.parametrize("name", ["chronology-combined", "chronology-found", "chronology-entry", *READ])
def test_their_queries_do_not_grow_with_the_entries(cast, review, asked, told, name):
    search = actions.search(review, words="cut Child A", by=cast.luca, at=AT)
    args = {"chronology-found": [search.pk], "chronology-entry": [told[0].pk]}.get(name, [])
    client = Client()
    client.force_login(cast.luca)

    def count():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name, args=[review.code, *args])).status_code == 200
        return len(seen)

    actions.tag(review, told[:1], name="a", by=cast.luca, at=AT)
    actions.link(told[0], told[1], kind="same", by=cast.luca, at=AT)
    count()
    before = count()
    more = {"submission": asked["health"].submission, "source": "Log", "entered_by": cast.hana, "entered_at": AT}
    made = Entry.objects.bulk_create(Entry(**more, happened_on=DAY, what=CUT) for _ in range(12))
    actions.tag(review, made, name="b", by=cast.luca, at=AT)
    for entry in made:
        actions.link(told[0], entry, kind="contradicts", by=cast.luca, at=AT)
    assert count() == before


def test_nothing_is_marked_when_the_trail_cannot_be_written(cast, review, told, no_trail):  # noqa: F811
    acts = [
        lambda: actions.search(review, words="x", by=cast.luca, at=AT),
        lambda: actions.tag(review, told[:1], name="a", by=cast.luca, at=AT),
        lambda: actions.link(told[0], told[1], kind="same", by=cast.luca, at=AT),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
    assert not Search.objects.exists() and not Tag.objects.exists() and not Link.objects.exists()
