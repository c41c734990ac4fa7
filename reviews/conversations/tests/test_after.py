"""What is agreed, offered and told around a session, and is it asked for until it is done?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.case.models import Duty
from reviews.conversations import actions, queries
from reviews.conversations.actions import telling
from reviews.conversations.models import Participant, Quote
from reviews.conversations.rules import Expected
from reviews.conversations.tests import steps
from reviews.panel.tests.steps import a_review_under_way, commissioned
from reviews.referral.tests.steps import paper

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 12)
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    return commissioned(cast, a_review_under_way(cast, at=AT), at=AT)


@pytest.fixture
@kept
def session(cast, review):
    """Held yesterday: a nurse and a teacher came, an officer did not."""
    agencies = cast.agencies
    expected = [
        Expected("Nurse", agencies.health, came=True), Expected("Teacher", agencies.school, came=True),
        Expected("Officer", agencies.police, came=False),
    ]  # fmt: skip
    return actions.plan_session(
        review, form="group", mode="video", minutes_long=90, points=None, held_on=DAY - dt.timedelta(days=1),
        expected=expected, by=cast.priya, at=AT,
    )  # fmt: skip


def people(session):
    return {one.role: one for one in queries.standing(session)}


def owed(review, code):
    return [(duty.thing_id, duty.due_on) for duty in Duty.objects.open().filter(review=review, kind=code)]


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def test_support_is_owed_within_two_working_days_until_all_who_came_were_offered_it(cast, review, session):
    assert owed(review, "conversations.support") == [(session.pk, dt.date(2026, 3, 16))]
    who = people(session)
    offer = {"support": "A call", "by": cast.priya, "at": AT}
    actions.offer_support(session, who=[who["Nurse"]], support_on=DAY, **offer)
    assert owed(review, "conversations.support")
    actions.offer_support(session, who=[who["Teacher"]], support_on=session.held_on, **offer)
    assert not owed(review, "conversations.support")
    met = Duty.objects.get(review=review, kind="conversations.support")
    assert met.met_on == DAY
    later = people(session)["Nurse"]
    actions.change_afterwards(
        later, revision=later.revision, support="", support_on=None, support_taken="", feedback="", feedback_on=None,
        by=cast.luca, at=AT,
    )  # fmt: skip
    assert owed(review, "conversations.support"), "what was recorded in error is owed again"


def test_support_moves_with_the_session_and_is_not_owed_where_it_was_cancelled(cast, review, session):
    ahead = actions.plan_session(
        review, form="one", mode="phone", minutes_long=30, points=None, held_on=dt.date(2026, 3, 20),
        expected=[Expected("Clerk", cast.agencies.council)], by=cast.priya, at=AT,
    )  # fmt: skip
    assert (ahead.pk, dt.date(2026, 3, 24)) in owed(review, "conversations.support")
    (clerk,) = queries.standing(ahead)
    actions.change_session(
        ahead, revision=1, held_on=dt.date(2026, 3, 27), expected=[Expected("Clerk", clerk.agency, pk=clerk.pk)],
        by=cast.priya, at=AT,
    )  # fmt: skip
    assert (ahead.pk, dt.date(2026, 3, 31)) in owed(review, "conversations.support")
    actions.cancel_session(ahead, revision=2, why_cancelled="Ill", by=cast.priya, at=AT)
    assert ahead.pk not in dict(owed(review, "conversations.support"))


def test_feedback_is_owed_without_a_date_until_everybody_who_came_was_told(cast, review, session):
    assert owed(review, "conversations.feedback") == [(None, None)]
    who = people(session)
    told = {"feedback": "A letter", "feedback_on": DAY, "by": cast.luca, "at": AT}
    actions.give_feedback(review, who=[who["Nurse"]], **told)
    assert owed(review, "conversations.feedback") and [one.role for one in queries.not_told(review)] == ["Teacher"]
    actions.give_feedback(review, who=[who["Teacher"]], **told)
    assert not owed(review, "conversations.feedback")
    entry = TrailEntry.objects.filter(kind="conversations.fed_back").last()
    assert entry.changes == {"participants": [who["Teacher"].pk]}


def test_many_are_recorded_at_once_on_one_page_and_nobody_chosen_is_refused(cast, review, session, client):
    client.force_login(cast.priya)
    who, page = people(session), at("conversations-support", review, session.pk)
    form = client.get(page).context["form"]
    assert form.initial["who"] == [str(who["Nurse"].pk), str(who["Teacher"].pk)] and len(form.participants) == 2
    typed = {"support": "Rung, and told of the counsellor", "support_on": "2026-03-12"}
    refused = client.post(page, typed)
    assert refused.status_code == 422 and 'href="#id_who' in refused.content.decode()
    assert "told of the counsellor" in refused.content.decode()
    client.post(page, {**typed, "who": form.initial["who"]})
    assert Participant.objects.filter(session=session, support=typed["support"]).count() == 2
    assert client.post(page, {**typed, "who": [999]}).status_code == 422
    told = {"feedback": "A call", "feedback_on": "2026-03-12", "who": form.initial["who"]}
    assert client.post(at("conversations-feedback", review), told).status_code == 302
    assert "Everybody who came was told" in client.get(at("conversations-feedback", review)).content.decode()
    shown = client.get(at("conversations", review)).content.decode()
    assert "Session 1: say whether 2 people took up the support" in shown and "offer support" not in shown


def test_the_office_keeps_who_offered_and_told_with_the_original(cast, review, session, client):
    nurse = people(session)["Nurse"]
    client.force_login(cast.luca)
    for page in (at("conversations-support", review, session.pk), at("conversations-feedback", review)):
        assert "The original" not in client.get(page).content.decode(), "only the office is asked"
    client.force_login(cast.priya)
    said = {"who": [str(nurse.pk)], "on_behalf_of": "Hana Petrov, named nurse"}
    offered = {"support": "A call", "support_on": "2026-03-12", "original": paper()}
    assert client.post(at("conversations-support", review, session.pk), said | offered).status_code == 302
    told = {"feedback": "A letter", "feedback_on": "2026-03-12", "original": paper()}
    assert client.post(at("conversations-feedback", review), said | told).status_code == 302
    nurse.refresh_from_db()
    assert (nurse.support_by, nurse.feedback_by) == ("Hana Petrov, named nurse", "Hana Petrov, named nurse")
    assert nurse.support_paper.sensitivity == nurse.feedback_paper.sensitivity == "office", "it may name who takes part"
    entries = TrailEntry.objects.filter(kind__in=["conversations.supported", "conversations.fed_back"])
    assert {entry.on_behalf_of for entry in entries} == {"Hana Petrov, named nurse"}
    page = client.get(at("conversations-session", review, session.pk)).content.decode()
    assert "Offered by Hana Petrov, named nurse" in page and "Told by Hana Petrov, named nurse" in page
    assert at("documents-download", review, nurse.support_paper_id) in page
    assert at("documents-download", review, nurse.feedback_paper_id) in page
    client.force_login(cast.luca)
    page = client.get(at("conversations-session", review, session.pk)).content.decode()
    assert "Offered by Hana Petrov" in page and at("documents-download", review, nurse.support_paper_id) not in page


def test_whether_support_was_taken_up_is_said_for_each_and_put_right(cast, review, session, client):
    client.force_login(cast.luca)
    nurse = people(session)["Nurse"]
    page = at("conversations-participant", review, nurse.pk)
    typed = {"support_taken": "yes", "revision": 1}
    assert client.post(page, typed).status_code == 422
    typed |= {"support": "A call", "support_on": "2026-03-12"}
    assert client.post(page, typed).status_code == 302
    assert people(session)["Nurse"].support_taken == "yes"
    assert client.post(page, typed).status_code == 422, "somebody else changed it meanwhile"
    assert "Taken up" in client.get(at("conversations-session", review, session.pk)).content.decode()


def test_a_recording_waits_for_everybody_who_came(cast, review, session, client):
    client.force_login(cast.priya)
    who, page = people(session), at("conversations-agreement", review, session.pk)
    typed = {
        "kept_as": "recording",
        "revision": 1,
        f"says_{who['Nurse'].pk}": "given",
        f"says_{who['Teacher'].pk}": "asked",
    }
    refused = client.post(page, typed)
    assert refused.status_code == 422 and "so no recording is made" in refused.content.decode()
    assert people(session)["Nurse"].agreement == ""
    client.post(page, {**typed, f"says_{who['Teacher'].pk}": "given"})
    session.refresh_from_db()
    assert session.kept_as == "recording" and people(session)["Teacher"].agreement == "given"
    with pytest.raises(ChangedMeanwhile):
        actions.record_agreement(session, revision=1, kept_as="notes", says={}, by=cast.luca, at=AT)


def test_the_actual_length_is_kept_beside_the_planned_one_and_counted(cast, review, session):
    with pytest.raises(NotYet):
        actions.plan_session(
            review, form="one", mode="phone", minutes_long=30, minutes_held=30, points=None, held_on=dt.date(2026, 4, 1),
            expected=[], by=cast.priya, at=AT,
        )  # fmt: skip
    assert queries.figures(review).minutes_long == (90,)
    expected = [Expected(one.role, one.agency, came=one.came, pk=one.pk) for one in queries.standing(session)]
    actions.change_session(
        session, revision=1, held_on=session.held_on, expected=expected, minutes_held=75, by=cast.priya, at=AT
    )
    assert queries.figures(review).minutes_long == (75,)


# Quotes ----------------------------------------------------------------------------------------------------


@pytest.fixture
def quote(cast, session):
    (note,) = actions.write_notes(session, lines=[("A", "Nobody rang us back that week.")], by=cast.luca, at=AT)
    return actions.choose_quote(note, words=note.text, said_by="a practitioner", by=cast.luca, at=AT)


def test_a_quote_says_by_whom_when_and_with_what_words_it_was_cleared(cast, review, session, quote, client):
    client.force_login(cast.luca)
    page, shown = at("conversations-quote", review, quote.pk), at("conversations-session", review, session.pk)
    assert "Not cleared" in client.get(shown).content.decode()
    typed = {"words": quote.words, "said_by": quote.said_by, "answer": "cleared", "revision": 1}
    for more, field in (
        ({}, "answered_on"), ({"answered_on": "2026-03-12"}, "answered_by"),
        ({"answered_on": "2026-03-12", "answered_by": people(session)["Nurse"].pk}, "answered_words"),
    ):  # fmt: skip
        assert field in client.post(page, {**typed, **more}).context["form"].errors
    client.post(page, {**typed, **more, "answered_words": "Yes, if nobody knows it was me."})
    quote.refresh_from_db()
    assert (quote.answer, quote.answered_on, quote.answered_by) == ("cleared", DAY, people(session)["Nurse"])
    assert "Yes, if nobody knows it was me." in client.get(shown).content.decode()
    told = str(list(TrailEntry.objects.values_list("sentence", "subject", "changes")))
    assert "rang us back" not in told and "if nobody knows" not in told


def test_quotes_are_the_reviewers_as_the_notes_are(cast, review, session, quote, client):
    actions.release(quote.note, revision=1, by=cast.luca, at=AT)
    pages = [
        at("conversations-quote-choose", review, quote.note_id), at("conversations-quote", review, quote.pk),
        at("conversations-quote-void", review, quote.pk),
    ]  # fmt: skip
    for user, status in ((cast.luca, 200), (cast.priya, 403), (cast.pam, 403), (cast.sam, 404)):
        client.force_login(user)
        assert [client.get(page).status_code for page in pages] == [status] * 3
    client.force_login(cast.priya)
    assert "may be quoted" not in client.get(at("conversations", review)).content.decode()


CHANGES = {
    "agreement": lambda c, s, q: actions.record_agreement(
        s, revision=1, kept_as="notes", says={one.pk: "given" for one in queries.standing(s)}, by=c.luca, at=AT
    ),
    "support": lambda c, s, q: actions.offer_support(
        s, who=queries.standing(s), support="A call", support_on=DAY, by=c.luca, at=AT
    ),
    "feedback": lambda c, s, q: actions.give_feedback(
        s.review, who=queries.standing(s), feedback="A call", feedback_on=DAY, by=c.luca, at=AT
    ),
    "choose": lambda c, s, q: actions.choose_quote(q.note, words="x", said_by="y", by=c.luca, at=AT),
    "answer": lambda c, s, q: actions.answer_quote(
        q, revision=1, words="x", said_by="y", answer="refused", answered_on=DAY, answered_by=queries.standing(s)[0],
        answered_words="", by=c.luca, at=AT,
    ),
    "void": lambda c, s, q: actions.void_quote(q, revision=1, why_void="x", by=c.luca, at=AT),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, session, quote, monkeypatch, name):
    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(telling, "record", fails)
    tables = (type(session), Participant, Quote, Duty)
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, session, quote)
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_the_step_of_the_demonstration_leaves_nobody_without_points_or_support(cast, review):
    steps.conversations_held(cast, review, at=AT)
    assert not Participant.objects.filter(session__review=review, came=True, support_on=None).exists()
    assert not Participant.objects.filter(session__review=review, sendings=None).exists()
