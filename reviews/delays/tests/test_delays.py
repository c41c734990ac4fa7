"""Is a missed date told of once, with a reason that a hold supplies, in a letter of which a copy is kept?"""

import datetime as dt
import io
from dataclasses import dataclass

import pytest
from django.urls import reverse
from docx import Document as Word

from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.letters.actions import reword
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from reviews.case import actions as case
from reviews.case.duties import DutyKind
from reviews.case.models import Duty
from reviews.case.tests.steps import opened
from reviews.delays import actions, narrative, queries
from reviews.delays.duties import TELL
from reviews.delays.models import DelayLetter
from reviews.documents.models import Document
from reviews.guidance.regimes import Clock
from reviews.proceedings.tests.steps import on_hold

AT = dt.datetime(2026, 6, 15, 9, 30, tzinfo=dt.UTC)
TODAY, D = AT.date(), dt.date
LAW = DutyKind("test.law", "send the notification", "case", statutory=True)
ASK = DutyKind("test.ask", "answer the question", "case")
WHY = "The criminal trial holds the conversations."
SENT = {"sent_on": TODAY, "sent_how": "secure_email", "sent_to": "The national Panel’s mailbox"}


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    monkeypatch.setattr("cspr.clock.today", lambda: TODAY)
    monkeypatch.setattr("cspr.papers.to_pdf", lambda html, **more: html.encode())


@dataclass
class Case:
    """A case whose notification was due on 8 June."""

    cast: object
    review: object
    duty: Duty


@pytest.fixture
def late(db):
    cast = assemble()
    review = opened(cast, at=AT)
    duty = case.open_clock(review, LAW, Clock.NOTIFY, started_on=D(2026, 6, 1), role=Role.BUSINESS_SUPPORT, at=AT)
    return Case(cast, review, duty)


@pytest.fixture
def priya(late, client):
    client.force_login(late.cast.priya)
    return client


def explain(late, why=WHY, duty=None):
    return actions.explain(duty or late.duty, why=why, by=late.cast.priya, at=AT)


def asked(review):
    return Duty.objects.open().filter(review=review, kind=TELL.code)


# Missed -----------------------------------------------------------------------------------------------


def test_a_missed_date_is_noticed_once_and_telling_is_owed(late):
    assert (actions.notice_missed(at=AT), actions.notice_missed(at=AT)) == (1, 0)
    tell = asked(late.review).get()
    assert (tell.thing_id, tell.role, tell.due_on) == (late.duty.pk, Role.BUSINESS_SUPPORT, D(2026, 6, 22))
    assert tell.what.endswith("about a delay: send the notification")
    assert TrailEntry.objects.get(kind="delays.missed").actor == "The system"
    assert actions.notice_missed(at=AT + dt.timedelta(days=20)) == 0  # of what is owed about it nobody is told


@pytest.mark.parametrize(("met_on", "told"), [(D(2026, 6, 8), 0), (D(2026, 6, 9), 1)])
def test_what_counts_is_the_day_on_the_receipt_and_not_the_day_it_was_typed(late, met_on, told):
    case.meet_duty(late.review, LAW, met_on=met_on, at=AT, why_late="The notifier was ill.")
    assert actions.notice_missed(at=AT) == told
    late.duty.refresh_from_db()
    assert late.duty.why_moved == "The notifier was ill."


def test_what_is_agreed_or_not_late_yet_is_not_told(late):
    case.withdraw_duties(late.review, LAW, at=AT)
    case.open_duty(late.review, ASK, at=AT, due_on=D(2026, 6, 1), role=Role.BUSINESS_SUPPORT)
    other_law = DutyKind("test.order", "answer the court", "case", statutory=True)
    order = case.open_duty(late.review, other_law, at=AT, due_on=D(2026, 6, 1), role=Role.BUSINESS_SUPPORT)
    assert explain(late, duty=order) is None
    case.open_clock(late.review, LAW, Clock.NOTIFY, started_on=TODAY, role=Role.BUSINESS_SUPPORT, at=AT)
    assert actions.notice_missed(at=AT) == 0


def test_what_is_no_longer_asked_for_is_not_told_of(late):
    actions.notice_missed(at=AT)
    case.withdraw_duties(late.review, LAW, at=AT)
    actions.notice_missed(at=AT)
    assert not asked(late.review).exists()


# The letter -------------------------------------------------------------------------------------------


def test_from_the_reason_the_letter_is_drafted_with_codes_only(late):
    letter = explain(late)
    assert letter.subject == f"{late.review.code}: reasons for a delay"
    for words in (
        WHY,
        "8 June 2026",
        "5 working days after the authority became aware",
        "Priya Raman, Business manager",
    ):
        assert words in letter.body, words
    late.duty.refresh_from_db()
    assert late.duty.why_moved == WHY and asked(late.review).count() == 1
    assert "trial" not in str(list(TrailEntry.objects.values_list("changes", flat=True)))


def test_the_office_words_the_letter_and_the_reason_has_to_stay_in_it(late):
    with pytest.raises(NotYet, match="reason"):
        reword("delays.told", subject="{code}", body="{due}", revision=0, by=late.cast.priya, at=AT)
    reword("delays.told", subject="{code}", body="{due}: {reason}", revision=0, by=late.cast.priya, at=AT)
    assert explain(late).body == f"8 June 2026: {WHY}"


def test_a_new_reason_words_the_draft_anew_unless_somebody_changed_it(late):
    first = explain(late)
    again = explain(late, "The sentence is in September.")
    assert again.pk == first.pk and "September" in again.body
    actions.change_letter(again, revision=again.revision, subject="S", body="Our own.", by=late.cast.priya, at=AT)
    assert explain(late, "Another reason.").body == "Our own."
    with pytest.raises(ChangedMeanwhile):
        actions.change_letter(again, revision=1, subject="S", body="Mine.", by=late.cast.priya, at=AT)


def test_one_that_will_be_late_is_told_of_beforehand(late):
    later = case.open_clock(late.review, LAW, Clock.NOTIFY, started_on=TODAY, role=Role.SCRUTINEER, at=AT)
    assert explain(late, duty=later) and asked(late.review).get().thing_id == later.pk


def test_what_was_in_time_has_no_delay_to_explain(late):
    case.meet_duty(late.review, LAW, met_on=D(2026, 6, 8), at=AT)
    with pytest.raises(ChangedMeanwhile):
        explain(late)
    assert not DelayLetter.objects.exists()


def send(late, letter, **more):
    actions.record_sent(letter, revision=letter.revision, **{**SENT, **more}, by=late.cast.priya, at=AT)


def test_what_was_sent_is_kept_as_it_went(late):
    letter = explain(late)
    send(late, letter)
    letter.refresh_from_db()
    assert (letter.sent_on, letter.copy.title) == (TODAY, "Letter about a delay, as it was sent")
    assert letter.copy.sensitivity == Document.Sensitivity.OFFICE
    assert not asked(late.review).exists()
    assert Duty.objects.get(kind=TELL.code).met_on == TODAY
    with pytest.raises(NotYet, match="was sent"):
        actions.change_letter(letter, revision=letter.revision, subject="S", body="B", by=late.cast.priya, at=AT)
    other = explain(late, "It goes on.")
    assert other.pk != letter.pk and asked(late.review).count() == 1


@pytest.mark.parametrize("sent_on", [D(2026, 6, 16), D(2026, 5, 31)])
def test_it_went_neither_tomorrow_nor_before_the_time_began(late, sent_on):
    letter = explain(late)
    with pytest.raises(NotYet) as refused:
        send(late, letter, sent_on=sent_on)
    assert refused.value.field == "sent_on"
    assert not Document.objects.exists()


def test_nothing_changes_when_the_trail_cannot_be_written(late, monkeypatch):
    letter = explain(late)

    def broken(*args, **kwargs):
        raise RuntimeError("the trail is not to be had")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError, match="not to be had"):
        send(late, letter)
    letter.refresh_from_db()
    assert letter.sent_on is None and asked(late.review).exists() and not Document.objects.exists()


def test_the_paper_says_whether_it_is_a_draft(late):
    letter = explain(late)
    assert narrative.paper(letter, made="Today.").made == "Draft, not sent. Today."
    send(late, letter)
    assert narrative.paper(letter, made="").made.startswith("Sent on 15 June 2026")


# Pages ------------------------------------------------------------------------------------------------


def at(name, late, *more):
    return reverse(name, args=[late.review.code, *more])


def text(answer):
    return answer.content.decode()


def test_a_hold_supplies_the_reason(priya, late):
    on_hold(late.cast, late.review, at=AT, why=WHY)
    assert queries.reason_held(late.review) == WHY
    page = text(priya.get(at("duty-delay", late, late.duty.pk)))
    assert WHY in page and "What the hold on the case gives as its reason" in page


def test_from_the_reason_to_the_letter_that_was_sent(priya, late):
    page = text(priya.get(at("delay-letter", late, late.duty.pk)))
    assert "No reason was given yet." in page
    assert priya.post(at("duty-delay", late, late.duty.pk), {"why": " "}).status_code == 422
    answer = priya.post(at("duty-delay", late, late.duty.pk), {"why": WHY})
    assert answer.url == at("delay-letter", late, late.duty.pk)
    letter = DelayLetter.objects.get()
    page = text(priya.get(answer.url))
    assert WHY in page and "Draft" in page and "Record that it was sent" in page
    change = at("delay-letter-change", late, letter.pk)
    assert WHY in text(priya.get(change))
    words = {"subject": "Our letter", "body": "Our own words.", "revision": letter.revision}
    assert priya.post(change, words).status_code == 302
    stale = priya.post(change, {**words, "body": "Later words."})
    assert stale.status_code == 422 and "Later words." in text(stale) and "Somebody else changed this" in text(stale)
    letter.refresh_from_db()
    sent = at("delay-letter-sent", late, letter.pk)
    form = {**SENT, "sent_on": TODAY.isoformat(), "revision": letter.revision}
    wrong = priya.post(sent, {**form, "sent_on": "2026-06-16"})
    assert wrong.status_code == 422 and "cannot be in the future" in text(wrong) and "mailbox" in text(wrong)
    assert priya.post(sent, form).status_code == 302
    page = text(priya.get(answer.url))
    assert "The letter as it went" in page and "secure e-mail" in page and "Draft another letter" in page
    assert (priya.get(sent).status_code, priya.get(change).status_code) == (404, 404)
    copy = DelayLetter.objects.get().copy
    assert b"Our own words." in priya.get(at("documents-download", late, copy.pk)).content


def test_the_letter_is_taken_as_pdf_and_word(priya, late):
    letter = explain(late)
    pdf, word = (priya.get(at("delay-letter-paper", late, letter.pk, kind)) for kind in ("pdf", "docx"))
    assert WHY.encode() in pdf.content and "no-store" in pdf["Cache-Control"]
    assert WHY in "\n".join(part.text for part in Word(io.BytesIO(word.content)).paragraphs)
    assert priya.get(at("delay-letter-paper", late, letter.pk, "exe")).status_code == 404


def test_a_late_telling_is_explained_without_another_letter(priya, late):
    actions.notice_missed(at=AT)
    tell = asked(late.review).get()
    assert priya.get(at("delay-letter", late, tell.pk)).status_code == 404
    answer = priya.post(at("duty-delay", late, tell.pk), {"why": "The office was closed."})
    assert answer.url == reverse("case", args=[late.review.code]) and not DelayLetter.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("cora", 403), ("dev", 403), ("adam", 404), ("sam", 404)])
def test_only_the_office_comes_to_it(client, late, who, status):
    letter = explain(late)
    client.force_login(getattr(late.cast, who))
    for name, args in (
        ("duty-delay", (late.duty.pk,)), ("delay-letter", (late.duty.pk,)), ("delay-letter-change", (letter.pk,)),
        ("delay-letter-sent", (letter.pk,)), ("delay-letter-paper", (letter.pk, "pdf")),
    ):  # fmt: skip
        assert client.get(at(name, late, *args)).status_code == status, name


def test_a_letter_of_another_case_is_not_reached_through_this_one(priya, late):
    letter = explain(late)
    other = opened(late.cast, at=AT)
    for name, args in (
        ("duty-delay", (late.duty.pk,)), ("delay-letter", (late.duty.pk,)), ("delay-letter-change", (letter.pk,)),
        ("delay-letter-paper", (letter.pk, "pdf")),
    ):  # fmt: skip
        assert priya.get(reverse(name, args=[other.code, *args])).status_code == 404
    assert priya.post(at("delay-letter", late, late.duty.pk)).status_code == 405


def test_the_page_asks_no_more_for_many_letters(priya, late, django_assert_max_num_queries):
    url = at("delay-letter", late, late.duty.pk)
    send(late, explain(late))
    priya.get(url)
    with django_assert_max_num_queries(40) as first:
        priya.get(url)
    for _ in range(3):
        send(late, explain(late))
    with django_assert_max_num_queries(len(first)):
        priya.get(url)
