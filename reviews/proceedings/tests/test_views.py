"""Do the pages of proceedings and holds work, say plainly what waits for what, and stay closed to other agencies?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.roles import Role
from cspr import clock
from cspr.tests import cast as casts
from reviews.case.actions import involve, join_team, open_duty
from reviews.case.duties import DutyKind
from reviews.case.tests.steps import opened
from reviews.identities.actions import add_person
from reviews.proceedings import queries
from reviews.proceedings.models import CourtOrder, Hold, Proceeding, ProceedingEvent, Release, What, Witness
from reviews.proceedings.tests import steps

pytestmark = [pytest.mark.django_db, pytest.mark.page]
ASK = DutyKind("test.ask", "answer the question", "case")


@pytest.fixture
def cast():
    return casts.assemble()


@pytest.fixture
def review(cast):
    found = opened(cast, at=clock.now())
    involve(found, cast.agencies.health, by=cast.priya, at=clock.now())
    join_team(found, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=clock.now())
    return found


@pytest.fixture
def father(cast, review):
    return add_person(
        review,
        kind="family",
        label="father",
        given_names="Rhys",
        family_name="Penhallow",
        by=cast.priya,
        at=clock.now(),
    )


@pytest.fixture
def case(cast, review):
    return steps.criminal_case(cast, review, at=clock.now())


@pytest.fixture
def nurse(cast, case):
    return steps.witnesses_listed(cast, case, at=clock.now())[0]


@pytest.fixture
def hold(cast, review, case, father, nurse):
    what = (What.CONTACT, What.TALK, What.PUBLICATION)
    return steps.on_hold(
        cast, review, at=clock.now(), what=what, people=[father], practitioners=[nurse], proceeding=case
    )


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def text(answer):
    return answer.content.decode()


def day(days=0):
    return (clock.today() + clock.dt.timedelta(days=days)).isoformat()


HELD = {
    "what": ["contact", "publication"], "why": "He is charged.", "decided_by": "The partners", "advised_as": "sio",
    "advised_on": day(), "since_on": day(), "look_again_on": day(30), "waits_for": "verdict",
}  # fmt: skip


def test_what_can_go_ahead_says_it_for_each_in_a_sentence_what_waits_first(cast, review, hold):
    page = text(as_(cast.pam).get(at("proceedings-ahead", review)))
    rows = page.partition("<tbody")[2].split("<tr")[1:]
    assert len(rows) == 8 and "3 of 8 wait" in page  # father; two practitioners, the others; four outputs
    assert "Contact with father waits for the criminal case" in rows[0]
    assert f"A conversation with health visitor, {cast.agencies.health} waits" in rows[1]
    assert (
        "Publication waits" in rows[2] and "A conversation with class teacher" in rows[3] and "can go ahead" in rows[3]
    )
    assert "Penhallow" not in page


def test_where_nothing_waits_it_says_so(cast, review):
    page = text(as_(cast.cora).get(at("proceedings-ahead", review)))
    assert "Nothing waits: all of it can go ahead today" in page
    page = text(as_(cast.dev).get(at("proceedings", review)))
    assert all(words in page for words in ("Nothing is on hold.", "No proceeding is recorded.", "No order of a court"))
    assert "Put something on hold" not in page


def test_both_pages_ask_the_same_number_of_questions_for_one_and_for_many(cast, review, hold, case):
    def questions(page):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert as_(cast.priya).get(at(page, review)).status_code == 200
        return len(asked)

    steps.order_made(cast, review, at=clock.now())
    before = {page: questions(page) for page in ("proceedings", "proceedings-ahead", "case")}
    for number in range(4):
        person = add_person(review, kind="family", label=f"aunt {number}", by=cast.priya, at=clock.now())
        other = steps.criminal_case(cast, review, at=clock.now(), people=[person])
        more = steps.witnesses_listed(cast, other, at=clock.now())
        what = (What.CONTACT, What.TALK, What.BRIEFING)
        made = steps.on_hold(
            cast, review, at=clock.now(), what=what, people=[person], practitioners=more, proceeding=other
        )
        steps.order_made(cast, review, at=clock.now(), protects=[person], proceeding=other)
        steps.it_happened(cast, other, at=clock.now())
        if number:
            steps.release_confirmed(cast, made, at=clock.now(), conditions="x")
    after = {page: questions(page) for page in before}
    assert after["proceedings-ahead"] == before["proceedings-ahead"]
    assert after["proceedings"] - before["proceedings"] <= 2  # what was confirmed is there only now


def test_the_whole_way_of_a_hold_through_the_pages(cast, review, father):
    office = as_(cast.priya)

    def send(name, *more, **typed):
        answer = office.post(at(name, review, *more), typed)
        assert answer.status_code == 302, text(answer)

    send("proceedings-add", kind="criminal", about="father, harm", next_on=day(20), people=[father.pk])
    case = Proceeding.objects.get()
    send("proceedings-change", case.pk, kind="criminal", about="father", next_on=day(20), revision=1)
    send("proceedings-witness", case.pk, who="practitioner", role="Midwife", agency=cast.agencies.hospital.pk)
    send("proceedings-witness", case.pk, who="person", person=father.pk)
    midwife = Witness.objects.get(person=None)
    send(
        "proceedings-witness-change",
        midwife.pk,
        role="Midwife",
        agency=cast.agencies.hospital.pk,
        label="night",
        revision=1,
    )
    about = {"people": [father.pk], "practitioners": [midwife.pk], "what": ["contact", "talk", "press"]}
    send("proceedings-hold", cause=f"proceeding:{case.pk}", **{**HELD, **about})
    hold = Hold.objects.get()
    assert (hold.because, hold.scopes.count()) == ("criminal", 3)
    send("proceedings-look-again", hold.pk, why="Still.", waits_for="verdict", look_again_on=day(40), revision=1)
    send("proceedings-event", case.pk, kind="verdict", happened_on=day(), note="Guilty.")
    assert "What it waited for has happened" in text(office.get(at("proceedings", review)))
    page = text(office.get(at("proceedings-release", review, hold.pk)))
    assert f"Verdict, {clock.today():%-d %B %Y}." in page and "Contact with father" in page
    confirmed = {"why": "x", "advised_as": "sio", "advised_on": day(), "decided_on": day(), "revision": 2}
    free = hold.scopes.get(what="press").pk
    send(
        "proceedings-release",
        hold.pk,
        outcome="part",
        released=[free],
        look_again_on=day(9),
        conditions="Read first.",
        **confirmed,
    )
    send("proceedings-release", hold.pk, outcome="all", **{**confirmed, "revision": 3})
    assert office.get(at("proceedings-release", review, hold.pk)).status_code == 404
    page = text(office.get(at("proceedings", review)))
    assert "What was confirmed about holds" in page and "Conditions: Read first." in page
    send("proceedings-event-void", ProceedingEvent.objects.get().pk, why_void="Wrong case.", revision=1)
    send("proceedings-witness-end", midwife.pk, ended_on=day(), why_ended="Not called.", revision=2)
    order = {"kind": "reporting", "court": "the Crown Court", "made_on": day(), "outputs": ["publication"]}
    send("proceedings-order", protects=[father.pk], until_on=day(300), **order)
    made = CourtOrder.objects.get()
    send("proceedings-order-change", made.pk, until_on=day(500), **{**order, "revision": 1})
    send("proceedings-order-end", made.pk, ended_on=day(), how_ended="Discharged.", revision=2)
    send("proceedings-end", case.pk, ended_on=day(), how_ended="Sentenced.", revision=Proceeding.objects.get().revision)
    send("proceedings-reopen", case.pk, why="He appeals.", revision=Proceeding.objects.get().revision)
    send("proceedings-end", case.pk, ended_on=day(), how_ended="Refused.", revision=Proceeding.objects.get().revision)
    page = text(office.get(at("proceedings", review)))
    assert (
        page.count(">Ended</strong>") == 2
        and "It goes on after all. He appeals." in page
        and "entered in error: Wrong case." in page
    )


def test_a_hold_without_a_reason_keeps_what_was_typed_and_says_what_is_missing(cast, review, father):
    office = as_(cast.priya)
    answer = office.post(at("proceedings-hold", review), {**HELD, "cause": "criminal"})
    assert answer.status_code == 422 and "Choose the people with whom there is to be no contact." in text(answer)
    assert HELD["why"] in text(answer)
    answer = office.post(at("proceedings-hold", review), {})
    assert all(
        words in text(answer)
        for words in ("Choose at least one thing", "Select what it waits for", "Enter the why"[:5])
    )
    assert not Hold.objects.exists()


def test_a_refusal_stands_beside_its_field_at_family_and_conversations(cast, review, hold, father, nurse):
    office = as_(cast.priya)
    typed = {"person": father.pk, "contacted_on": day(), "route": "phone", "outcome": "reached", "note": "He was glad."}
    page = text(office.post(at("family-add", review), typed))
    assert 'href="#id_person">Contact with father waits' in page.replace("\n", "") and "He was glad." in page
    row = {"role": nurse.role, "agency": nurse.agency_id, "witness": nurse.pk}
    rows = {f"rows-0-{name}": value for name, value in row.items()}
    typed = {
        "form": "one",
        "mode": "video",
        "held_on": day(3),
        "minutes_long": 60,
        "rows-TOTAL_FORMS": 1,
        "rows-INITIAL_FORMS": 0,
    }
    answer = office.post(at("conversations-plan", review), {**typed, **rows})
    assert answer.status_code == 422
    assert 'href="#id_rows-0-role">Participant 1: A conversation with health visitor' in text(answer).replace("\n", "")


def test_the_case_says_that_part_of_it_waits_and_leads_there(cast, review, hold):
    page = text(as_(cast.priya).get(at("case", review)))
    assert "Part of this case is on hold" in page and at("proceedings-ahead", review) in page
    assert "look at the hold again" in page.lower() and "find out what happened at court" in page.lower()


PAGES = ("proceedings", "proceedings-ahead")
OFFICE = (
    "proceedings-add", "proceedings-change", "proceedings-end", "proceedings-event", "proceedings-witness",
    "proceedings-event-void", "proceedings-order", "proceedings-order-change", "proceedings-order-end",
    "proceedings-witness-change", "proceedings-witness-end", "proceedings-hold", "proceedings-look-again",
    "proceedings-release",
)  # fmt: skip


def thing_of(name, review, hold):
    if "look-again" in name or "release" in name:
        return [hold.pk]
    if "void" in name:
        return [ProceedingEvent.objects.get().pk]
    if "order-" in name:
        return [CourtOrder.objects.get().pk]
    if "witness-" in name:
        return [Witness.objects.first().pk]
    return [] if name in ("proceedings-add", "proceedings-order", "proceedings-hold") else [hold.proceeding_id]


def test_other_agencies_see_nothing_of_it_and_only_the_office_changes_it(cast, review, hold, case):
    steps.order_made(cast, review, at=clock.now())
    steps.it_happened(cast, case, at=clock.now())
    who = {"priya": 200, "cora": 403, "dev": 403, "pam": 403, "hana": 403, "ira": 403, "sam": 404}
    reads = {**who, "cora": 200, "dev": 200, "pam": 200, "sid": 200}
    for key, status in reads.items():
        client = as_(getattr(cast, key))
        for page in PAGES:
            assert client.get(at(page, review)).status_code == status, (key, page)
    for key, status in who.items():
        client = as_(getattr(cast, key))
        for page in OFFICE:
            assert client.get(at(page, review, *thing_of(page, review, hold))).status_code == status, (key, page)
    other = opened(cast, at=clock.now())
    for page in OFFICE:
        if things := thing_of(page, review, hold):
            assert as_(cast.priya).get(at(page, other, *things)).status_code == 404, page
    assert as_(cast.priya).post(at("proceedings-ahead", review)).status_code == 405


def test_an_agency_learns_only_that_what_it_was_asked_for_waits(cast, review, hold):
    open_duty(review, ASK, at=clock.now(), due_on=clock.today(), agency=cast.agencies.health)
    page = text(as_(cast.hana).get(at("case", review)))
    assert "hold" not in page.partition("<main")[2].lower()
    steps.on_hold(cast, review, at=clock.now())
    page = text(as_(cast.hana).get(at("case", review)))
    assert "On hold since" in page and "What you were asked for waits" in page
    assert not any(words in page for words in (steps.WHY, "criminal", "prosecutor", at("proceedings-ahead", review)))
    assert "hold" not in text(as_(cast.hana).get(at("chronicle", review))).partition("<main")[2].lower()


def test_whoever_may_not_see_names_reads_no_reference_no_officer_and_no_name(cast, review, hold, case):
    Hold.objects.update(why="Rhys Penhallow is charged.", advised_by="Ada Quaye, 01632 960 999")
    office, panel = (text(as_(user).get(at("proceedings", review))) for user in (cast.priya, cast.pam))
    hidden = ("Penhallow", "Ada Quaye", case.reference, case.officer)
    assert all(words in office for words in hidden)
    assert not any(words in panel for words in hidden) and "is charged." in panel


def test_with_one_thing_on_hold_no_part_of_it_is_offered(cast, review):
    hold = steps.on_hold(cast, review, at=clock.now(), what=(What.PRESS,))
    page = text(as_(cast.priya).get(at("proceedings-release", review, hold.pk)))
    assert "Only part of it may go ahead" not in page and Release.Outcome.KEPT.label in page


def test_the_office_says_that_what_was_released_may_go_ahead_despite_an_appeal(cast, review, hold, case):
    page = at("proceedings-still-released", review, case.pk)
    assert as_(cast.priya).get(page).status_code == 404
    assert as_(cast.pam).get(page).status_code == 403
    steps.release_confirmed(cast, hold, at=clock.now())
    steps.it_happened(cast, case, steps.Happened.APPEAL, at=clock.now())
    shown = text(as_(cast.priya).get(page))
    assert "The criminal case goes on." in shown and at("proceedings-hold", review) in shown
    assert all(queries.called(scope) in shown for scope in queries.scopes_released(case))
    refused = as_(cast.priya).post(page, {"why": "It is about the sentence."})
    assert refused.status_code == 422 and "It is about the sentence." in text(refused)
