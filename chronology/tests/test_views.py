"""Do the pages of the chronology work, for those whom they concern and for nobody else?"""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology import actions, queries
from chronology.models import ChronologyRequest, Entry, Episode, Search
from chronology.tests.conftest import AT
from chronology.tests.test_actions import entry_in, submit
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.tests.memory import kept
from reviews.proceedings.tests.steps import on_hold
from reviews.report.models import Block

pytestmark = pytest.mark.page

TODAY = dt.date(2026, 3, 5)
NEW = {"when": "5/1/2026", "source": "Log", "what": "Seen at home."}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
@kept
def released(cast, health):
    made = entry_in(health, cast.hana, what="Tobias was seen with Imogen.")
    submit(health, cast.hugo)
    return made


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("whole", [False, True])
def test_an_entry_shows_labels_to_those_who_may_not_see_names(cast, review, at, released, whole):
    name, args = ("chronology-entry", [released.pk]) if whole else ("chronology-combined", [])
    for person, written in ((cast.priya, "Tobias was seen with Imogen."), (cast.pam, "Child A was seen with mother.")):
        page = text(at(person, name, *args))
        assert written in page
    assert "Tobias" not in page and "Imogen" not in page


def test_hiding_names_takes_as_many_queries_for_one_entry_as_for_twenty(cast, at, review, health):
    for _ in range(20):
        entry_in(health, cast.hana, what="Tobias was seen with Imogen.")
    submit(health, cast.hugo)
    counts = []
    for shown in (1, 20):
        keep = Entry.objects.order_by("pk").values_list("pk", flat=True)[:shown]
        Entry.objects.exclude(pk__in=list(keep)).update(void_at=AT)
        Entry.objects.filter(pk__in=list(keep)).update(void_at=None)
        with CaptureQueriesContext(connection) as asked_for:
            assert at(cast.pam, "chronology-combined").status_code == 200
        counts.append(len(asked_for))
    assert counts[0] == counts[1]


def test_the_office_sees_who_was_asked_the_worst_first(cast, at, asked, health):
    ChronologyRequest.objects.filter(pk=health.pk).update(due_on=TODAY)
    actions.withdraw(asked["gp"], revision=1, why_withdrawn="Error", by=cast.priya, at=AT)
    duty = health.review.duties.open().get(thing_id=health.pk)
    type(duty).objects.filter(pk=duty.pk).update(due_on=TODAY - dt.timedelta(days=2))
    page = text(at(cast.priya, "chronology"))
    assert "0 of 8 chronologies are in. 1 is late." in page
    table = page[page.index("Agencies asked") :]
    assert table.index("Fenmarsh Community Health Trust") < table.index("Fenmarsh Police") < table.index("Willow Bank")
    assert "2 days late" in table


def test_nothing_is_late_while_the_case_is_on_hold(cast, review, at, asked, health):
    ChronologyRequest.objects.filter(pk=health.pk).update(due_on=TODAY - dt.timedelta(days=2))
    review.duties.filter(thing_id=health.pk).update(due_on=TODAY - dt.timedelta(days=2))
    on_hold(cast, review, at=clock.now())
    page = text(at(cast.priya, "chronology"))
    assert "On hold" in page and "1 is late" not in page and "ring those" not in page and "2 days late" not in page


def test_nobody_was_asked_yet(cast, at):
    assert "Ask agencies" in text(at(cast.priya, "chronology"))


def test_the_office_asks_several_agencies(cast, review, at):
    page = at(cast.priya, "chronology-ask")
    assert page.status_code == 200
    agencies = [cast.agencies.health.pk, cast.agencies.police.pk]
    answer = at(cast.priya, "chronology-ask", post={"agencies": agencies, "due_on": "2026-04-01", "guidance": ""})
    assert answer.status_code == 302
    assert review.chronology_requests.count() == 2
    assert Message.objects.count() == 3


def test_what_is_wrong_is_said_beside_its_field(cast, review, at):
    answer = at(cast.priya, "chronology-ask", post={"agencies": [cast.agencies.health.pk], "due_on": "2026-03-01"})
    assert answer.status_code == 422
    assert "cannot be in the past" in text(answer)
    assert "Select at least one agency" in text(at(cast.priya, "chronology-ask", post={"due_on": "2026-04-01"}))
    assert not review.chronology_requests.exists()


def test_an_agency_goes_straight_to_its_own_request_and_sees_its_card(cast, at, health):
    answer = at(cast.hana, "chronology")
    assert answer.status_code == 302
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Tobias Finn" in page and "Imogen" in page and "mother" in page
    assert "Nothing held" in page and "Upload a document" in page
    assert "Hugo Marsh signs off" in page
    health.refresh_from_db()
    assert health.first_opened_at


def test_the_office_looking_does_not_count_as_opened(cast, at, health):
    assert at(cast.priya, "chronology-draft", health.pk).status_code == 200
    health.refresh_from_db()
    assert health.first_opened_at is None


def test_only_people_of_the_request_are_named(cast, review, at, health):
    health.people.set(review.people.filter(label="mother"))
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Imogen" in page and "Tobias" not in page and "Declan" not in page


def test_whoever_only_reads_goes_to_the_combined_chronology(cast, at, asked):
    assert at(cast.luca, "chronology").url.endswith("/chronology/combined/")


PAGES = (
    # page, with the request, with an entry, who may: office, own agency, another agency, reviewer, stranger
    ("chronology", 0, 0, (200, 302, 302, 302, 404)),
    ("chronology-ask", 0, 0, (200, 403, 403, 403, 404)),
    ("chronology-draft", 1, 0, (200, 200, 404, 403, 404)),
    ("chronology-move", 1, 0, (200, 403, 403, 403, 404)),
    ("chronology-withdraw", 1, 0, (200, 403, 403, 403, 404)),
    ("chronology-entry-add", 1, 0, (200, 200, 404, 403, 404)),
    ("chronology-entry-edit", 1, 1, (200, 200, 404, 403, 404)),
    ("chronology-entry-void", 1, 1, (200, 200, 404, 403, 404)),
    ("chronology-submit", 1, 0, (200, 403, 404, 403, 404)),
    ("chronology-nothing", 1, 0, (200, 200, 404, 403, 404)),
    ("chronology-upload", 1, 0, (403, 200, 404, 403, 404)),
    ("chronology-ready", 1, 0, (403, 405, 404, 403, 404)),
    ("chronology-send-back", 1, 0, (200, 403, 403, 403, 404)),
    ("chronology-combined", 0, 0, (200, 403, 403, 200, 404)),
    ("chronology-search", 0, 0, (405, 403, 403, 405, 404)),
    ("chronology-place", 0, 0, (403, 403, 403, 405, 404)),
    ("episodes", 0, 0, (200, 403, 403, 200, 404)),
    ("episode-add", 0, 0, (403, 403, 403, 200, 404)),
)


@pytest.mark.pure
@pytest.mark.parametrize(("name", "with_request", "with_entry", "expected"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_is_for_those_whom_it_concerns(cast, at, health, name, with_request, with_entry, expected):
    args = [health.pk] * with_request
    if with_entry:
        args.append(entry_in(health, cast.hana).pk)
    people = (cast.priya, cast.hana, cast.pete, cast.luca, cast.sam)
    assert tuple(at(person, name, *args).status_code for person in people) == expected


READERS = (
    ("chronology-entry", (200, 403, 200, 200, 404)),
    ("chronology-entry-word", (403, 403, 200, 403, 404)),
)


@pytest.mark.parametrize(("name", "expected"), READERS)
def test_an_entry_is_for_the_review_team(cast, at, released, name, expected):
    people = (cast.priya, cast.hana, cast.luca, cast.pam, cast.sam)
    assert tuple(at(person, name, released.pk).status_code for person in people) == expected


def test_a_draft_entry_is_not_found_in_the_combined_chronology(cast, at, health):
    assert at(cast.luca, "chronology-entry", entry_in(health, cast.hana).pk).status_code == 404


def test_an_entry_is_typed_and_the_next_one_offered(cast, at, health):
    answer = at(cast.hana, "chronology-entry-add", health.pk, post={**NEW, "action": "another"})
    assert answer.url.endswith("/entries/add/")
    answer = at(cast.hana, "chronology-entry-add", health.pk, post=NEW)
    assert answer.url.endswith(f"/chronology/{health.pk}/")
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Entries (2)" in page
    assert "Child A: 6 years 8 months" in page


def test_a_date_is_typed_as_it_is_known_and_the_answer_says_how_it_was_read(cast, at, health):
    answer = at(cast.hana, "chronology-entry-add", health.pk, post={**NEW, "when": "about May 25"})
    assert answer.status_code == 422
    assert "Does 25 stand for the year" in text(answer)
    assert at(cast.hana, "chronology-entry-add", health.pk, post={**NEW, "when": "about may 2025"}).status_code == 302
    entry = Entry.objects.get()
    assert (entry.happened_on, entry.until_on) == (dt.date(2025, 5, 1), dt.date(2025, 5, 31))
    assert (entry.precision, entry.hedge, entry.when_typed) == ("month", "about", "about may 2025")
    assert "About May 2025" in text(at(cast.hana, "chronology-draft", health.pk))


def test_a_date_that_can_mean_more_is_asked_and_the_choice_is_taken(cast, at, health):
    data = {**NEW, "when": "31 February 2025"}
    answer = at(cast.hana, "chronology-entry-add", health.pk, post=data)
    assert answer.status_code == 422
    assert "February 2025 has no day 31. Choose what you mean" in text(answer)
    assert 'value="28 February 2025"' in answer.content.decode()
    wrong = at(cast.hana, "chronology-entry-add", health.pk, post={**data, "when_meant": "1 January 2020"})
    assert wrong.status_code == 422
    chosen = {**data, "when_meant": "28 February 2025"}
    assert at(cast.hana, "chronology-entry-add", health.pk, post=chosen).status_code == 302
    entry = Entry.objects.get()
    assert (entry.happened_on, entry.when_typed) == (dt.date(2025, 2, 28), "31 February 2025")
    # Opened again and saved as it stands, it keeps the words it was first typed in.
    page = text(at(cast.hana, "chronology-entry-edit", health.pk, entry.pk))
    assert "first written as “31 February 2025”" in page
    again = {**NEW, "when": "28 February 2025", "revision": 1, "what": "Other words"}
    assert at(cast.hana, "chronology-entry-edit", health.pk, entry.pk, post=again).status_code == 302
    entry.refresh_from_db()
    assert (entry.what, entry.when_typed) == ("Other words", "31 February 2025")


def test_an_age_is_read_by_the_birth_of_a_child_the_agency_was_asked_about(cast, at, health):
    answer = at(cast.hana, "chronology-read-date", health.pk, post={"when": "aged 13 days"})
    assert answer.json() == {"said": "We read this as: 24 April 2019", "sure": True}
    assert at(cast.hana, "chronology-read-date", health.pk, post={"when": "soon"}).json()["sure"] is False
    assert at(cast.pete, "chronology-read-date", health.pk, post={"when": "2020"}).status_code == 404
    assert at(cast.luca, "chronology-read-date", health.pk, post={"when": "2020"}).status_code == 403
    assert at(cast.hana, "chronology-read-date", health.pk).status_code == 405


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"what": ""}, "Enter what happened"),
        ({"source": ""}, "Enter the source"),
        ({"when": ""}, "Enter when it happened"),
        ({"when": "1/4/2027"}, "has not come yet"),
        ({"when": "5/1/2026 25:00"}, "no time 25:00"),
    ],
)
def test_an_entry_that_lacks_something_says_what(cast, at, health, typed, words):
    data = {name: value for name, value in {**NEW, **typed}.items() if value}
    answer = at(cast.hana, "chronology-entry-add", health.pk, post=data)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Entry.objects.exists()


def test_two_people_who_change_an_entry_keep_both_texts(cast, at, health):
    made = entry_in(health, cast.hana)
    assert (
        at(
            cast.hana, "chronology-entry-edit", health.pk, made.pk, post={**NEW, "what": "Mine", "revision": 1}
        ).status_code
        == 302
    )
    answer = at(cast.hugo, "chronology-entry-edit", health.pk, made.pk, post={**NEW, "what": "Ours", "revision": 1})
    assert answer.status_code == 422
    assert "Mine" in text(answer) and "Ours" in text(answer)


def test_an_entry_is_voided_with_a_reason(cast, at, health):
    made = entry_in(health, cast.hana)
    assert at(cast.hana, "chronology-entry-void", health.pk, made.pk, post={"revision": 1}).status_code == 422
    data = {"revision": 1, "why_void": "Wrong child"}
    assert at(cast.hana, "chronology-entry-void", health.pk, made.pk, post=data).status_code == 302
    assert at(cast.hana, "chronology-entry-edit", health.pk, made.pk).status_code == 404


def test_who_does_not_sign_says_that_it_is_ready(cast, at, health):
    entry_in(health, cast.hana)
    assert at(cast.hana, "chronology-ready", health.pk, post={}).status_code == 302
    assert Message.objects.filter(key__startswith="chronology_ready").count() == 1
    assert "Handed in on" in text(at(cast.hana, "chronology-draft", health.pk))
    data = {"revision": 2, "author_name": "Hana Brzezicki", "agreed": "on"}
    assert at(cast.hugo, "chronology-submit", health.pk, post=data).status_code == 302
    health.submission.refresh_from_db()
    assert (health.submission.signed_off_by, health.submission.given_on) == ("Hugo Marsh", TODAY)
    assert "It is locked" in text(at(cast.hana, "chronology-draft", health.pk))


def test_who_typed_most_of_it_is_proposed_as_its_author_and_not_who_signs(cast, at, health):
    sign = ("chronology-submit", health.pk)
    assert at(cast.hugo, *sign).context["form"]["author_name"].value() == ""
    for person in (cast.hugo, cast.hana, cast.hana):
        entry_in(health, person)
    form = at(cast.hugo, *sign).context["form"]
    assert (form["author_name"].value(), form["author_job"].value()) == (cast.hana.name, cast.hana.job)
    nothing = at(cast.hugo, "chronology-nothing", health.pk).context["form"]
    assert nothing["author_name"].value() == cast.hugo.name


def test_the_day_it_is_due_is_proposed_as_a_working_day(cast, at, monkeypatch):
    for today, due in ((dt.date(2026, 11, 28), dt.date(2026, 12, 29)), (dt.date(2026, 3, 5), dt.date(2026, 4, 2))):
        monkeypatch.setattr(clock, "now", lambda today=today: dt.datetime.combine(today, dt.time(12), dt.UTC))
        monkeypatch.setattr(clock, "today", lambda today=today: today)
        assert at(cast.priya, "chronology-ask").context["form"]["due_on"].initial == due
    reports = at(cast.priya, "agency-report-ask").context["form"]
    assert reports["due_on"].initial == dt.date(2026, 4, 30)


def test_it_must_be_said_that_it_was_read(cast, at, health):
    entry_in(health, cast.hana)
    answer = at(cast.hugo, "chronology-submit", health.pk, post={"revision": 1, "author_name": "Hana"})
    assert answer.status_code == 422
    assert "I have read this chronology" in text(answer)


def test_where_nobody_is_above_the_author_signs_and_it_says_so(cast, at, asked):
    post = cast.rhea.posts.get()
    type(post).objects.filter(pk=post.pk).update(role="contributor")
    found = asked["school"]
    entry_in(found, cast.rhea)
    assert "the author may sign" in text(at(cast.rhea, "chronology-submit", found.pk))
    data = {"revision": 1, "author_name": "Rhea Tolland", "agreed": "on"}
    assert at(cast.rhea, "chronology-submit", found.pk, post=data).status_code == 302
    assert queries.combined(found.review).count() == 1


def test_the_office_submits_for_an_agency_with_the_original(cast, at, asked):
    found = asked["housing"]
    assert at(cast.priya, "chronology-entry-add", found.pk, post=NEW).status_code == 302
    assert Entry.objects.get().on_behalf_of == "Reedbed Homes"

    data = {
        "revision": 1, "author_name": "Kit Sandeman", "signed_off_by": "Lorna Peake", "given_on": "2026-03-03",
        "original": SimpleUploadedFile("sent.txt", b"As sent"),
    }  # fmt: skip
    assert at(cast.priya, "chronology-submit", found.pk, post=data).status_code == 302
    found.submission.refresh_from_db()
    assert found.submission.on_behalf_of == "Lorna Peake"
    assert found.submission.original
    assert "Entered by the office, with the original kept" in text(at(cast.priya, "chronology-draft", found.pk))


def test_a_file_of_another_kind_is_refused_beside_its_field(cast, at, asked):
    data = {
        "revision": 1, "author_name": "Kit", "signed_off_by": "Lorna", "given_on": "2026-03-03",
        "original": SimpleUploadedFile("sent.exe", b"MZ"),
    }  # fmt: skip
    answer = at(cast.priya, "chronology-nothing", asked["housing"].pk, post=data)
    assert answer.status_code == 422
    assert "This kind of file" in text(answer)


def test_nothing_held_takes_two_clicks(cast, at, health):
    assert "Nothing held" in text(at(cast.hugo, "chronology-draft", health.pk))
    data = {"revision": 1, "author_name": "Hugo Marsh", "agreed": "on"}
    assert at(cast.hugo, "chronology-nothing", health.pk, post=data).status_code == 302
    assert "Nothing is held" in text(at(cast.hugo, "chronology-draft", health.pk))


def test_the_office_sends_a_chronology_back_and_the_agency_reads_why(cast, at, released, health):
    health.submission.refresh_from_db()
    data = {"revision": health.submission.revision, "why_sent_back": "Which nurse was it?", "due_on": "2026-03-20"}
    assert at(cast.priya, "chronology-send-back", health.pk, post=data).status_code == 302
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "Which nurse was it?" in page and "the review team does not see them" in page
    assert "No chronology has been submitted yet" in text(at(cast.luca, "chronology-combined"))


def test_a_withdrawn_request_says_so(cast, at, health):
    data = {"revision": 1, "why_withdrawn": "Asked in error"}
    assert at(cast.priya, "chronology-withdraw", health.pk, post=data).status_code == 302
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert "no longer asks" in page and "Type an entry" not in page


def test_the_combined_chronology_names_the_agency_in_words(cast, at, released):
    page = text(at(cast.luca, "chronology-combined"))
    assert "Fenmarsh Community Health Trust" in page
    assert "Tobias was seen with Imogen." in page
    assert "8 chronologies are not here" in page


def looked_for(at, person, **sought):
    """The page of what was looked for, and its address."""
    url = at(person, "chronology-search", post=sought).url
    client = Client()
    client.force_login(person)
    return client.get(url), url


def test_words_to_look_for_stay_out_of_the_address(cast, review, at, released):
    page, url = looked_for(at, cast.luca, words="imogen")
    assert url == reverse("chronology-found", args=[review.code, Search.objects.get().pk])
    assert "Tobias was seen" in text(page) and "imogen" in text(page)
    page, _ = looked_for(at, cast.luca, words="zebra")
    assert "No entry fits" in text(page)
    assert at(cast.luca, "chronology-search", post={}).url == reverse("chronology-combined", args=[review.code])


def test_the_combined_chronology_of_one_agency(cast, at, released):
    page, _ = looked_for(at, cast.luca, agency=cast.agencies.health.pk)
    assert "Agency: <strong>Fenmarsh Community Health Trust</strong>" in text(page)
    wrong = at(cast.luca, "chronology-search", post={"agency": "x", "words": "typed"})
    assert wrong.status_code == 422 and 'value="typed"' in text(wrong)


def test_ticked_entries_are_placed_and_written_up(cast, review, at, released):
    made = actions.add_episode(review, title="Visits", by=cast.luca, at=AT)
    data = {"entry": [released.pk], "episode": made.pk, "action": "place", "page": "1"}
    for never in ({"entry": "9" * 20}, {"episode": "9" * 5000}):
        assert at(cast.luca, "chronology-place", post={**data, **never}).status_code == 422
    assert at(cast.luca, "chronology-place", post=data).url.endswith("combined/?page=1")
    assert list(queries.entries_of(made)) == [released]
    done = at(cast.luca, "chronology-place", post={**data, "action": "write-up"}, follow=True)
    assert Block.objects.filter(origin=f"entry:{released.pk}").exists()
    shown = text(at(cast.luca, "chronology-combined"))
    report = reverse("report", args=[review.code])
    assert f'1 entry stands in the report. <a class="govuk-notification-banner__link" href="{report}">' in text(done)
    assert f'<a class="govuk-link" href="{report}">In the report</a>' in shown
    page = text(at(cast.luca, "episode", made.pk))
    assert "Tobias was seen" in page
    placement = made.placements.get()
    assert at(cast.luca, "episode-remove", made.pk, placement.pk).status_code == 405
    assert at(cast.luca, "episode-remove", made.pk, placement.pk, post={}).status_code == 302
    assert not queries.entries_of(made).exists()


@pytest.mark.parametrize("data", [{}, {"entry": "x"}, {"entry": "0", "episode": "1"}])
def test_nothing_ticked_says_what_to_do(cast, review, released, data):
    client = Client()
    client.force_login(cast.luca)
    answer = client.post(reverse("chronology-place", args=[review.code]), data, follow=True)
    assert "Tick at least one entry first" in text(answer)


def test_no_episode_chosen_says_what_to_do(cast, review, released):
    client = Client()
    client.force_login(cast.luca)
    answer = client.post(reverse("chronology-place", args=[review.code]), {"entry": released.pk, "page": "1"})
    assert answer.status_code == 422
    page = text(answer)
    assert page.count("Choose the episode in which to place them") == 2, "at the head and at the field"
    assert f'id="tick-{released.pk}" checked' in page, "the ticks are still there"
    assert page.count(" checked>") == 1
    assert "<title>Error: Combined chronology" in page


def test_the_reviewer_words_an_entry(cast, at, released):
    page = text(at(cast.luca, "chronology-entry-word", released.pk))
    assert "recorded: “Tobias" in page
    data = {"revision": released.revision, "words": "A nurse called."}
    assert at(cast.luca, "chronology-entry-word", released.pk, post=data).status_code == 302
    assert "A nurse called." in text(at(cast.pam, "chronology-entry", released.pk))


def test_an_episode_is_formed_changed_written_up_and_voided(cast, at):
    answer = at(cast.luca, "episode-add", post={"title": "Two calls", "what_happened": "One.", "why": ""})
    made = Episode.objects.get()
    assert answer.url.endswith(f"/episodes/{made.pk}/")
    assert at(cast.luca, "episode-add", post={"title": ""}).status_code == 422
    data = {"title": "Two calls", "what_happened": "One.", "why": "Why.", "revision": 1, "new_theme": "Calls at night"}
    assert at(cast.luca, "episode-edit", made.pk, post=data).status_code == 302
    assert at(cast.luca, "episode-write-up", made.pk, post={}).status_code == 302
    assert Block.objects.filter(origin__startswith=f"episode:{made.pk}").count() == 3
    assert "Calls at night" in text(at(cast.pam, "episode", made.pk))
    assert "Themes: Calls at night" in text(at(cast.pam, "episodes"))
    assert at(cast.pam, "episode-edit", made.pk).status_code == 403
    made.refresh_from_db()
    assert (
        at(cast.luca, "episode-void", made.pk, post={"revision": made.revision, "why_void": "Twice"}).status_code == 302
    )
    assert at(cast.luca, "episode", made.pk).status_code == 404
    assert "No episode has been formed yet" in text(at(cast.luca, "episodes"))


# Ten of them are who somebody is, where they may go, and the note that they looked, for which PostgreSQL asks once more.
MOST_QUERIES = 32


@pytest.mark.parametrize("name", ["chronology-combined", "chronology", "episodes", "episode"])
def test_lists_take_a_fixed_number_of_queries(cast, review, at, released, health, name):

    person = cast.priya if name == "chronology" else cast.luca
    first = actions.add_episode(review, title="First", by=cast.luca, at=AT)
    actions.place(first, [released], by=cast.luca, at=AT)

    def count():
        client = Client()
        client.force_login(person)
        with CaptureQueriesContext(connection) as seen:
            url = reverse(name, args=[review.code, *([first.pk] if name == "episode" else [])])
            assert client.get(url).status_code == 200
        return len(seen)

    count()
    before = count()
    made = Entry.objects.bulk_create(
        Entry(
            submission=health.submission, happened_on=AT, source="Log", what="More", entered_by=cast.hana, entered_at=AT
        )
        for _ in range(20)
    )
    for title in "abc":
        actions.place(actions.add_episode(review, title=title, by=cast.luca, at=AT), made, by=cast.luca, at=AT)
    actions.place(first, made, by=cast.luca, at=AT)
    assert count() == before <= (MOST_QUERIES if name == "chronology-combined" else before)


def test_a_request_is_handed_on_in_two_clicks_to_whoever_answers_for_the_agency(at, cast, health, review):
    draft = text(at(cast.hugo, "chronology-draft", health.pk))
    way = reverse("chronology-hand-on", args=[review.code, health.pk])
    assert way in draft
    page = text(at(cast.hugo, "chronology-hand-on", health.pk))
    assert f'name="to" value="{cast.hana.pk}"' in page and cast.pete.name not in page
    assert at(cast.hugo, "chronology-hand-on", health.pk, post={"to": str(cast.pete.pk)}).status_code == 422
    assert at(cast.hugo, "chronology-hand-on", health.pk, post={"to": str(cast.hana.pk)}).status_code == 302
    assert ChronologyRequest.objects.get(pk=health.pk).handed_to == cast.hana
    told = Message.objects.get(key__startswith="chronology_handed_on")
    assert told.to == cast.hana.email and "/help/invited/" in told.body
    assert f"It is with {cast.hana.name}" in text(at(cast.hana, "chronology-draft", health.pk))
    assert at(cast.pete, "chronology-hand-on", health.pk).status_code == 404
    assert at(cast.priya, "chronology-hand-on", health.pk).status_code == 403
    submit_all = entry_in(health, cast.hana, what="Seen.")
    submit(submit_all.submission.request, cast.hugo)
    assert at(cast.hugo, "chronology-hand-on", health.pk).status_code == 302


def grid(*rows):
    data = {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    for place, row in enumerate(rows):
        data |= {f"rows-{place}-{name}": value for name, value in zip(("when", "source", "what"), row, strict=True)}
    return data


def test_many_entries_are_typed_in_a_row_and_blank_rows_are_left_out(cast, at, health):
    page = text(at(cast.hana, "chronology-grid", health.pk))
    assert "data-autosave=" in page and 'name="rows-0-when"' in page
    rows = (("3/3/2025", "Log", "Seen at home."), ("", "", ""), ("about May 2024", "Log", "A call."))
    assert at(cast.hana, "chronology-grid", health.pk, post=grid(*rows)).status_code == 302
    assert [(entry.what, entry.hedge) for entry in Entry.objects.order_by("pk")] == [
        ("Seen at home.", ""), ("A call.", "about")
    ]  # fmt: skip


def test_a_row_that_cannot_be_read_is_asked_about_and_nothing_typed_is_lost(cast, at, health):
    rows = (("3/3/2025", "Log", "Seen at home."), ("31/4/2025", "Log", "A call."), ("4/4/2025", "", "No source."))
    answer = at(cast.hana, "chronology-grid", health.pk, post=grid(*rows))
    assert answer.status_code == 422
    page = text(answer)
    for words in (
        "April 2025 has no day 31",
        'name="rows-1-when_meant"',
        "Enter the source",
        "Seen at home.",
        "A call.",
    ):
        assert words in page
    assert not Entry.objects.exists()
    chosen = grid(rows[0], rows[1], ("4/4/2025", "Log", "A source.")) | {"rows-1-when_meant": "30 April 2025"}
    assert at(cast.hana, "chronology-grid", health.pk, post=chosen).status_code == 302
    assert Entry.objects.count() == 3
    assert at(cast.hana, "chronology-grid", health.pk, post=grid(("", "", ""))).status_code == 422


def test_the_table_is_for_the_agency_and_for_the_office_on_its_behalf(cast, at, health):
    assert at(cast.pete, "chronology-grid", health.pk).status_code == 404
    assert at(cast.luca, "chronology-grid", health.pk).status_code == 403
    assert at(cast.priya, "chronology-grid", health.pk, post=grid(("3/3/2025", "Log", "Seen."))).status_code == 302
    assert Entry.objects.get().on_behalf_of == health.agency.name


def test_of_whom_nothing_is_held_is_said_at_sign_off_and_read_by_label(cast, at, health, review):
    entry_in(health, cast.hana, what="Seen at the clinic.")
    child, *others = queries.people_of(health)
    ready = {"revision": health.submission.revision, "author_name": "Hana", "agreed": "on"}
    page = text(at(cast.hugo, "chronology-submit", health.pk))
    name = f"{others[0].given_names} {others[0].family_name}".strip()
    assert (
        f"{others[0].label}: {name}" in page
        and len(
            re.findall(r'<input[^>]*type="checkbox"[^>]*none_about|<input[^>]*none_about[^>]*type="checkbox"', page)
        )
        == 5
    )
    everybody = ready | {"none_about": [one.pk for one in (child, *others)]}
    refused = at(cast.hugo, "chronology-submit", health.pk, post=everybody)
    assert refused.status_code == 422 and "You ticked everybody" in text(refused)
    stranger = ready | {"none_about": [child.pk + 999]}
    assert at(cast.hugo, "chronology-submit", health.pk, post=stranger).status_code == 422
    assert not health.submission.none_about.exists()
    assert at(cast.hugo, "chronology-submit", health.pk, post=ready | {"none_about": [others[0].pk]}).status_code == 302
    assert list(health.submission.none_about.all()) == [others[0]]
    told = text(at(cast.pam, "chronology-combined"))
    assert f"nothing about {others[0].label}" in told and others[0].family_name not in told
    assert "Nothing held about" in text(at(cast.priya, "chronology-draft", health.pk))
    changed = TrailEntry.objects.filter(kind="chronology.submitted").latest("pk").changes
    assert changed["none_about"] == [0, 1]
