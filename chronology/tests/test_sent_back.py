"""Does an agency see exactly which entries need something, and the office what became of each?"""

import datetime as dt

import pytest

from chronology import actions
from chronology.models import Entry, Question
from chronology.rules import Change, changed
from chronology.tests.conftest import AT
from chronology.tests.test_actions import LATER, entry_in, no_trail, submit  # noqa: F401
from chronology.tests.test_views import text, the_day  # noqa: F401
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept

pytestmark = pytest.mark.page

AGAIN = dt.date(2026, 3, 20)
NEEDED = "Who was at home, and was Tobias spoken to?"
VAGUE, TWICE, FINE = "Home visit.", "Home visit, typed twice.", "Letter to the GP."


@pytest.fixture
@kept
def submitted(cast, health):
    for what in (VAGUE, TWICE, FINE):
        entry_in(health, cast.hana, what=what)
    submit(health, cast.hugo)
    return health


@pytest.fixture
@kept
def back(cast, submitted):
    """Sent back with two of its three entries marked."""
    actions.mark(entry(VAGUE), text=NEEDED, by=cast.priya, at=LATER)
    actions.mark(entry(TWICE), text="Is this the same visit?", by=cast.priya, at=LATER)
    send_back(submitted, cast.priya, "")
    return submitted


def entry(what):
    return Entry.objects.get(what=what)


def send_back(found, by, why, at=LATER):
    found.submission.refresh_from_db()
    revision = found.submission.revision
    actions.send_back(found.submission, revision=revision, why_sent_back=why, due_on=AGAIN, by=by, at=at)


@pytest.mark.pure
def test_what_changed_is_told_line_by_line_also_what_was_left_out():
    was = {"When": "5 January 2026", "What happened": "Home visit.", "Consent": "given"}
    now = {"When": "5 January 2026", "What happened": "Home visit. The aunt was there.", "Risk": "DASH: 9"}
    assert changed(was, was) == []
    assert changed(was, now) == [
        Change("What happened", "Home visit.", "Home visit. The aunt was there."),
        Change("Risk", "", "DASH: 9"),
        Change("Consent", "given", ""),
    ]


def test_the_agency_learns_of_a_mark_only_when_it_is_sent_back(cast, at, submitted):
    actions.mark(entry(VAGUE), text=NEEDED, by=cast.priya, at=LATER)
    assert NEEDED not in text(at(cast.hana, "chronology-draft", submitted.pk))
    assert TrailEntry.objects.get(kind="chronology.marked").audience == "office"
    assert not Question.objects.standing().exists()
    send_back(submitted, cast.priya, "")
    page = text(at(cast.hana, "chronology-draft", submitted.pk))
    assert "First: what is needed (1)" in page and page.index(NEEDED) < page.index(FINE)
    assert page.count("<strong>Needed:</strong>") == 1
    edit = text(at(cast.hana, "chronology-entry-edit", submitted.pk, entry(VAGUE).pk))
    assert NEEDED in edit and "What is needed:" in edit


def test_what_is_ready_to_sign_says_that_it_waits_and_offers_no_change(cast, at, back):
    open_page = text(at(cast.hana, "chronology-draft", back.pk))
    assert "can be changed again" in open_page and "Answer in words" in open_page
    assert open_page.count('class="govuk-button"') == 1
    assert at(cast.hana, "chronology-ready", back.pk, post={}).status_code == 302
    page = text(at(cast.hana, "chronology-draft", back.pk))
    assert "What was needed (" in page and "cannot be changed meanwhile" in page
    assert "can be changed again" not in page and "Answer in words" not in page


def test_the_card_on_home_leads_to_what_is_needed(cast, client, back):
    client.force_login(cast.hana)
    home = client.get("/").content.decode()
    assert "See what is needed" in home and NEEDED not in home


def test_a_mark_gets_new_words_or_is_taken_off_before_it_is_sent(cast, submitted):
    made = actions.mark(entry(VAGUE), text="?", by=cast.priya, at=LATER)
    again = actions.mark(entry(VAGUE), text=NEEDED, revision=made.revision, by=cast.priya, at=LATER)
    assert (again.pk, Question.objects.get().text) == (made.pk, NEEDED)
    with pytest.raises(ChangedMeanwhile):
        actions.mark(entry(VAGUE), text="Other", revision=made.revision, by=cast.priya, at=LATER)
    with pytest.raises(ChangedMeanwhile):  # who opened the page before anything was noted has not seen it either
        actions.mark(entry(VAGUE), text="Other", by=cast.priya, at=LATER)
    actions.withdraw_question(again, by=cast.priya, at=LATER)
    with pytest.raises(NotYet, match="or mark the entries"):
        send_back(submitted, cast.priya, " ")
    submitted.submission.refresh_from_db()
    assert submitted.submission.submitted_at


def test_what_is_with_the_agency_is_not_marked_nor_taken_back(cast, back):
    with pytest.raises(NotYet, match="is with its agency"):
        actions.mark(entry(FINE), text=NEEDED, by=cast.priya, at=LATER)
    with pytest.raises(NotYet, match="has it already"):
        actions.withdraw_question(Question.objects.first(), by=cast.priya, at=LATER)


def test_the_office_sees_what_became_of_each(cast, at, back):
    vague, twice = entry(VAGUE), entry(TWICE)
    values = {"happened_on": vague.happened_on, "source": "Log, page 4", "what": "Home visit. The aunt was there."}
    actions.change_entry(vague, revision=vague.revision, **values, by=cast.hana, at=LATER)
    page = text(at(cast.hana, "chronology-draft", back.pk))
    assert page.count(">Changed<") == 1 and page.count(">To do<") == 1
    assert "1 of the entries that were sent back is neither" in text(at(cast.hugo, "chronology-submit", back.pk))
    office = text(at(cast.luca, "chronology-questions"))
    assert NEEDED in office and "The aunt was there" not in office
    actions.void_entry(twice, revision=twice.revision, why_void="The same visit", by=cast.hana, at=LATER)
    submit(back, cast.hugo)
    for person, name, args in ((cast.priya, "chronology-draft", (back.pk,)), (cast.luca, "chronology-questions", ())):
        page = text(at(person, name, *args))
        assert "Home visit. The aunt was there." in page and "Log, page 4" in page and VAGUE in page
        assert "Recorded as made in error</strong>: The same visit" in page
    whole = text(at(cast.luca, "chronology-entry", vague.pk))
    assert "what became of it" in whole and NEEDED in whole
    assert "what became of it" not in text(at(cast.pam, "chronology-entry", vague.pk))


def test_what_became_of_it_stays_told_when_it_goes_back_once_more(cast, back):
    submit(back, cast.hugo)
    actions.mark(entry(VAGUE), text="Still: who was at home?", by=cast.priya, at=LATER)
    send_back(back, cast.priya, "", at=LATER + dt.timedelta(hours=1))
    first, second = Question.objects.filter(entry=entry(VAGUE))
    assert first.settled_at and changed(first.was, first.became) == []
    assert second.settled_at is None and second.was == first.became


def test_what_cannot_be_changed_is_answered_in_words_until_it_is_submitted(cast, at, back):
    one = Question.objects.get(text=NEEDED)
    assert at(cast.hana, "chronology-question-answer", one.pk, post={"text": "There is no record."}).status_code == 302
    assert ">Answered<" in text(at(cast.hana, "chronology-draft", back.pk))
    submit(back, cast.hugo)
    assert "There is no record." in text(at(cast.priya, "chronology-draft", back.pk))
    late = at(cast.hana, "chronology-question-answer", one.pk, post={"text": "Or is there?"})
    assert late.status_code == 422 and "submitted again since" in text(late) and "Or is there?" in text(late)


def test_nothing_is_sent_when_the_trail_cannot_be_written(cast, submitted, monkeypatch):
    actions.mark(entry(VAGUE), text=NEEDED, by=cast.priya, at=LATER)

    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    monkeypatch.setattr("chronology.actions.submissions.record", refuse)
    with pytest.raises(RuntimeError):
        send_back(submitted, cast.priya, "")
    assert Question.objects.get().sent_at is None and Question.objects.get().was == {}


def test_entries_are_marked_and_sent_back_on_the_pages(cast, at, submitted):
    vague, pk = entry(VAGUE), submitted.pk
    assert "Mark: something is needed" in text(at(cast.priya, "chronology-draft", pk))
    assert at(cast.priya, "chronology-entry-mark", pk, vague.pk, post={"text": ""}).status_code == 422
    answer = at(cast.priya, "chronology-entry-mark", pk, vague.pk, post={"text": NEEDED})
    assert answer.url.endswith(f"#entry-{vague.pk}")
    assert "Marked to be sent back (1)" in text(at(cast.priya, "chronology-draft", pk))
    assert NEEDED in text(at(cast.priya, "chronology-entry-mark", pk, vague.pk))
    form = text(at(cast.priya, "chronology-send-back", pk))
    assert NEEDED in form and "What else is to be corrected or added" in form
    submitted.submission.refresh_from_db()
    sent = {"revision": submitted.submission.revision, "due_on": str(AGAIN), "why_sent_back": ""}
    assert at(cast.priya, "chronology-send-back", pk, post=sent).status_code == 302
    assert Question.objects.get().sent_at


def test_marking_is_for_the_office_alone(cast, at, submitted, asked):
    vague = entry(VAGUE)
    for person, status in ((cast.hana, 403), (cast.luca, 403), (cast.sam, 404)):
        assert at(person, "chronology-entry-mark", submitted.pk, vague.pk).status_code == status
    assert at(cast.priya, "chronology-entry-mark", asked["police"].pk, vague.pk).status_code == 404
    made = actions.mark(vague, text=NEEDED, by=cast.priya, at=AT)
    assert at(cast.luca, "chronology-question-withdraw", made.pk, post={}).status_code == 404
    assert at(cast.hana, "chronology-question-answer", made.pk).status_code == 404
    assert at(cast.priya, "chronology-question-withdraw", made.pk, post={}).status_code == 302
