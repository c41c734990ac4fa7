"""Can an agency be asked about one entry, does it answer beside it, and does nobody else learn of it?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chronology import actions, narrative, queries
from chronology.duties import QUESTION
from chronology.models import Answer, Question, Search
from chronology.queries import Reader
from chronology.tests.conftest import AT
from chronology.tests.test_actions import LATER, entry_in, kinds, no_trail, submit  # noqa: F401
from chronology.tests.test_views import TODAY, text, the_day  # noqa: F401
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case.actions import end_involvement, involve
from reviews.case.phases import Phase

DAY, SOONER = dt.date(2026, 3, 19), dt.date(2026, 3, 12)
ASKED, ANSWERED = "Who opened the door, and was Tobias awake?", "The aunt did. Tobias was asleep upstairs."


@pytest.fixture
@kept
def two(cast, health, asked):
    """An entry of the health trust and one of the police, both submitted."""
    mine = entry_in(health, cast.hana, what="Home visit, no concern.")
    theirs = entry_in(asked["police"], cast.pete, what="Called to a row.")
    submit(health, cast.hugo)
    submit(asked["police"], cast.pete)
    return mine, theirs


@pytest.fixture
@kept
def question(cast, two):
    return actions.ask_question(two[0], text=ASKED, due_on=DAY, by=cast.luca, at=LATER)


def owed(review):
    return list(review.duties.open().filter(kind=QUESTION.code).values_list("agency__name", "thing_id", "due_on"))


def test_the_agency_owes_an_answer_and_is_told_without_a_word_of_the_case(cast, review, health, question):
    assert owed(review) == [(health.agency.name, health.pk, DAY)]
    letters = Message.objects.filter(subject__contains="a question")
    assert {letter.to for letter in letters} == {cast.hana.email, cast.hugo.email}
    assert not [letter for letter in letters if "Tobias" in letter.subject + letter.body]
    told = TrailEntry.objects.get(kind="chronology.question_asked")
    assert told.audience == f"agency:{health.agency_id}" and "Tobias" not in str(told.changes)


def test_several_questions_are_one_duty_due_with_the_first_and_met_with_the_last(cast, review, health, two, question):
    sooner = actions.ask_question(two[0], text="Which GP?", due_on=SOONER, by=cast.luca, at=LATER)
    assert owed(review) == [(health.agency.name, health.pk, SOONER)]
    actions.answer_question(sooner, text="Dr Pryce.", by=cast.hana, at=LATER)
    assert owed(review) == [(health.agency.name, health.pk, DAY)]
    actions.answer_question(question, text=ANSWERED, by=cast.hana, at=LATER)
    assert owed(review) == []
    assert review.duties.get(kind=QUESTION.code, met_on=LATER.date()).thing_id == health.pk


def test_an_agency_that_left_is_asked_nothing_and_owes_what_is_still_open_when_it_comes_back(
    cast, at, review, health, two, question
):  # fmt: skip
    sooner = actions.ask_question(two[0], text="Which GP?", due_on=SOONER, by=cast.luca, at=LATER)
    end_involvement(review.involvements.get(agency=health.agency), why="Another trust.", by=cast.priya, at=LATER)
    written, given = Message.objects.count(), LATER.date()
    actions.answer_question(sooner, text="Dr Pryce.", on_behalf_of="Ann", given_on=given, by=cast.priya, at=LATER)
    assert owed(review) == []
    refused = at(cast.luca, "chronology-question", two[0].pk, post={"text": ASKED, "due_on": str(DAY)})
    assert refused.status_code == 422 and "no longer in this case" in text(refused) and ASKED in text(refused)
    submission = health.submission
    submission.refresh_from_db()
    with pytest.raises(NotYet, match="Team and agencies"):
        actions.send_back(
            submission, revision=submission.revision, why_sent_back="More.", due_on=DAY, by=cast.priya, at=LATER
        )
    assert Message.objects.count() == written
    involve(review, health.agency, by=cast.priya, at=LATER)
    assert owed(review) == [(health.agency.name, health.pk, DAY)], "the sooner one was answered meanwhile"


def test_nothing_is_asked_nor_sent_back_in_a_closed_case(cast, review, health, two):
    before = kinds(review)
    two[0].submission.request.review.phase = Phase.CLOSED
    with pytest.raises(NotYet, match="case is closed"):
        actions.ask_question(two[0], text=ASKED, due_on=DAY, by=cast.luca, at=LATER)
    submission = two[0].submission
    with pytest.raises(NotYet, match="case is closed"):
        actions.send_back(
            submission, revision=submission.revision, why_sent_back="More.", due_on=DAY, by=cast.priya, at=LATER
        )
    assert kinds(review) == before and owed(review) == []


def test_the_history_tells_no_day_of_an_entry_to_those_who_read_dates_by_age(cast, at, two, question):
    day = "5 January 2026"
    for person, told in ((cast.luca, day), (cast.hana, day), (cast.pam, two[0].submission.request.agency.name)):
        page = text(at(person, "chronicle"))
        assert f"Entry of {told}" in page
        assert (day in page) is (told == day)


def test_the_entry_stays_as_it_was_and_the_words_of_both_hang_on_it(cast, at, two, question):
    entry = two[0]
    actions.answer_question(question, text=ANSWERED, by=cast.hana, at=LATER)
    for name, args in (("chronology-combined", ()), ("chronology-entry", (entry.pk,))):
        page = text(at(cast.luca, name, *args))
        assert ASKED in page and ANSWERED in page and "Home visit, no concern." in page
        panel = text(at(cast.pam, name, *args))
        assert "was Child A awake" in panel and "Tobias" not in panel
    entry.refresh_from_db()
    assert entry.submission.submitted_at and entry.revision == 1


def test_a_later_word_stands_below_the_first(cast, question):
    for words in (ANSWERED, "We have looked again: it was the neighbour."):
        actions.answer_question(question, text=words, by=cast.hana, at=LATER)
    assert [answer.text for answer in question.answers.all()][0] == ANSWERED
    assert question.answers.count() == 2


def test_what_was_answered_stays_and_an_open_question_is_withdrawn(cast, review, two, question):
    other = actions.ask_question(two[0], text="Which GP?", due_on=SOONER, by=cast.luca, at=LATER)
    actions.withdraw_question(other, by=cast.luca, at=LATER)
    assert [due for *_, due in owed(review)] == [DAY]
    with pytest.raises(NotYet, match="withdrawn"):
        actions.answer_question(other, text="Dr Pryce.", by=cast.hana, at=LATER)
    actions.answer_question(question, text=ANSWERED, by=cast.hana, at=LATER)
    with pytest.raises(NotYet, match="answered already"):
        actions.withdraw_question(question, by=cast.luca, at=LATER)


def test_it_is_asked_of_what_was_submitted_for_a_day_to_come(cast, health, two):
    with pytest.raises(NotYet) as refusal:
        actions.ask_question(two[0], text=ASKED, due_on=AT.date(), by=cast.luca, at=LATER)
    assert refusal.value.field == "due_on"
    health.submission.refresh_from_db()
    actions.send_back(
        health.submission, revision=health.submission.revision, why_sent_back="Sources", due_on=DAY, by=cast.priya,
        at=LATER,
    )  # fmt: skip
    two[0].submission.refresh_from_db()
    with pytest.raises(NotYet, match="with its agency again"):
        actions.ask_question(two[0], text=ASKED, due_on=DAY, by=cast.luca, at=LATER)


def test_an_entry_made_in_error_needs_no_answer(cast, review, health, two, question):
    health.submission.refresh_from_db()
    actions.send_back(
        health.submission, revision=health.submission.revision, why_sent_back="Sources", due_on=DAY, by=cast.priya,
        at=LATER,
    )  # fmt: skip
    entry = two[0]
    entry.submission.refresh_from_db()
    actions.void_entry(entry, revision=entry.revision, why_void="Another family", by=cast.hana, at=LATER)
    assert owed(review) == []
    with pytest.raises(NotYet, match="made in error"):
        actions.answer_question(Question.objects.get(), text=ANSWERED, by=cast.hana, at=LATER)


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, two, question, no_trail):  # noqa: F811
    before = owed(review)
    for act in (
        lambda: actions.ask_question(two[0], text="Which GP?", due_on=SOONER, by=cast.luca, at=LATER),
        lambda: actions.answer_question(Question.objects.get(), text=ANSWERED, by=cast.hana, at=LATER),
        lambda: actions.withdraw_question(Question.objects.get(), by=cast.luca, at=LATER),
        lambda: actions.mark(two[0], text="A source", by=cast.priya, at=LATER),
    ):
        with pytest.raises(RuntimeError):
            act()
    assert owed(review) == before and Question.objects.count() == 1 and not Answer.objects.exists()


def test_it_is_asked_and_answered_on_the_pages(cast, at, health, two):
    entry = two[0]
    form = text(at(cast.luca, "chronology-question", entry.pk))
    assert "Home visit, no concern." in form and 'value="19"' in form
    wrong = at(cast.luca, "chronology-question", entry.pk, post={"text": ASKED, "due_on": "2026-03-01"})
    assert wrong.status_code == 422 and "cannot be in the past" in text(wrong) and ASKED in text(wrong)
    assert at(cast.luca, "chronology-question", entry.pk, post={"text": ASKED, "due_on": str(DAY)}).status_code == 302
    made = Question.objects.get()
    assert "1 question waits" in text(at(cast.luca, "chronology-questions"))
    assert "Questions to agencies (1 open)" in text(at(cast.luca, "chronology-combined"))
    page = text(at(cast.hana, "chronology-draft", health.pk))
    assert ASKED in page and "Questions to answer (1)" in page and "Change the entry" not in page
    assert ASKED in text(at(cast.hana, "chronology-question-answer", made.pk))
    assert at(cast.hana, "chronology-question-answer", made.pk, post={"text": ""}).status_code == 422
    assert at(cast.hana, "chronology-question-answer", made.pk, post={"text": ANSWERED}).status_code == 302
    page = text(at(cast.luca, "chronology-questions"))
    assert ANSWERED in page and "No question waits for an answer" in page
    assert ANSWERED in text(at(cast.hana, "chronology-draft", health.pk))


def test_the_schedule_of_everything_held_counts_what_was_asked(review, health, question):
    titles = [(one.title, one.origin) for one in narrative.held(review)]
    assert ("Questions on the chronology, with the answers: 1", health.agency.name) in titles


def test_the_office_enters_what_was_answered_by_telephone(cast, at, question):
    sent = {"text": ANSWERED, "on_behalf_of": "Miriam Castell, named nurse", "given_on": "2026-03-09"}
    late = at(cast.priya, "chronology-question-answer", question.pk, post=sent)
    assert late.status_code == 422 and "cannot be in the future" in text(late)
    early = at(cast.priya, "chronology-question-answer", question.pk, post={**sent, "given_on": "2026-03-04"})
    assert early.status_code == 422 and "before it was asked" in text(early)
    sent |= {"given_on": "2026-03-05", "original": SimpleUploadedFile("mail.txt", b"It was the aunt.")}
    assert at(cast.priya, "chronology-question-answer", question.pk, post=sent).status_code == 302
    made = Answer.objects.get()
    assert (made.given_on, made.on_behalf_of) == (TODAY, "Miriam Castell, named nurse")
    assert made.original.agency.name == "Fenmarsh Community Health Trust"


def test_no_other_agency_learns_of_it(cast, at, asked, two, question):
    assert ASKED not in text(at(cast.pete, "chronology-draft", asked["police"].pk))
    for person, status in ((cast.pete, 404), (cast.sam, 404), (cast.luca, 403), (cast.pam, 403)):
        assert at(person, "chronology-question-answer", question.pk).status_code == status
    for name, args in (("chronology-questions", ()), ("chronology-question", (two[0].pk,))):
        assert [at(person, name, *args).status_code for person in (cast.hana, cast.pam, cast.sam)] == [403, 403, 404]
    assert at(cast.hana, "chronology-question-withdraw", question.pk, post={}).status_code == 403
    assert at(cast.luca, "chronology-question-withdraw", question.pk).status_code == 405
    assert at(cast.luca, "chronology-question-withdraw", question.pk, post={}).status_code == 302


def test_what_was_answered_is_found_by_a_search_in_any_form_of_its_words(cast, at, review, two, question):
    assert not list(queries.found(Search(review=review, words="aunts"), reader=Reader(cast.pam)))
    actions.answer_question(question, text=ANSWERED, by=cast.hana, at=LATER)
    for words in ("aunts", "ashleep", "asleep upstairs"):
        assert list(queries.found(Search(review=review, words=words), reader=Reader(cast.pam))) == [two[0]], words
    url = at(cast.pam, "chronology-search", post={"words": "aunt"}).url
    found = at(cast.pam, "chronology-found", url.rstrip("/").split("/")[-1])
    assert "1 entry fits" in text(found) and "Child A was asleep" in text(found)


def test_the_answer_beside_a_kept_entry_is_found_by_its_readers_alone(cast, review, two):
    entry = two[1]
    kept_for = {"kept_for": "police", "why_kept": "A source", "kept_to": [cast.luca]}
    actions.keep(entry, revision=entry.revision, **kept_for, by=cast.pete, at=LATER)
    made = actions.ask_question(entry, text="Who?", due_on=DAY, by=cast.luca, at=LATER)
    actions.answer_question(made, text="The neighbour.", by=cast.pete, at=LATER)
    sought = Search(review=review, words="neighbours")
    assert list(queries.found(sought, reader=Reader(cast.luca))) == [entry]
    assert not list(queries.found(sought, reader=Reader(cast.priya)))
    assert not {"neighbour", "neighbor"} & queries.vocabulary(review)


def test_what_is_kept_for_some_keeps_its_questions_with_it(cast, at, review, asked, two):
    entry = two[1]
    actions.keep(
        entry, revision=entry.revision, kept_for="police", why_kept="A source", kept_to=[cast.luca], by=cast.pete,
        at=LATER,
    )  # fmt: skip
    made = actions.ask_question(entry, text="Was it the neighbour?", due_on=DAY, by=cast.luca, at=LATER)
    actions.answer_question(made, text="It was.", by=cast.pete, at=LATER)
    for name in ("chronology-questions", "chronology-combined"):
        page = text(at(cast.luca, name))
        assert "Was it the neighbour?" in page and "It was." in page
    for person, name, args in (
        (cast.priya, "chronology-questions", ()), (cast.priya, "chronology-combined", ()),
        (cast.pam, "chronology-combined", ()), (cast.priya, "chronology-draft", (asked["police"].pk,)),
        (cast.hana, "chronology-draft", (asked["health"].pk,)),
    ):  # fmt: skip
        page = text(at(person, name, *args))
        assert "Was it the neighbour?" not in page and "It was." not in page
    assert at(cast.priya, "chronology-question-answer", made.pk).status_code == 404
    assert at(cast.priya, "chronology-question-withdraw", made.pk, post={}).status_code == 404
    assert not queries.questions_of(review, reader=Reader(cast.priya)).exists()


def test_pages_take_as_many_queries_for_one_question_as_for_many(cast, at, health, two, question):
    pages = ((cast.luca, "chronology-questions", ()), (cast.luca, "chronology-combined", ()), (cast.hana, "chronology-draft", (health.pk,)))  # fmt: skip
    first = actions.ask_question(two[0], text="Which GP?", due_on=DAY, by=cast.luca, at=LATER)
    actions.answer_question(first, text="Dr Pryce.", by=cast.hana, at=LATER)
    counts = []
    for turn in range(3):  # the first is not counted: what is noted on a first visit is noted once
        with CaptureQueriesContext(connection) as asked_for:
            assert [at(person, name, *args).status_code for person, name, args in pages] == [200] * 3
        counts.append(len(asked_for))
        if turn == 1:
            for number in range(6):
                more = actions.ask_question(two[0], text=f"And {number}?", due_on=DAY, by=cast.luca, at=LATER)
                if number % 2:
                    actions.answer_question(more, text="Yes.", by=cast.hana, at=LATER)
    assert counts[1] == counts[2]
