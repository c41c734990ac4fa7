"""Is everything owed once, by the right people, called to mind once, and never of the wrong ones?"""

import datetime as dt
import random

import pytest

from agencies.models import Agency, Partnership, Post, User
from agencies.queries import visitor
from agencies.roles import Role
from cspr.letters.shipped import SHIPPED
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import PEOPLE, assemble
from cspr.tests.memory import kept
from reviews.case import actions, queries
from reviews.case.duties import DutyKind
from reviews.case.models import Duty
from reviews.case.phases import Kind
from reviews.case.tests.steps import opened
from reviews.guidance.regimes import Clock

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY, DUE, LONG_AGO = D(2026, 3, 10), D(2026, 4, 1), D(2020, 1, 1)
ASK = DutyKind("test.ask", "answer the question", "case")
CLOCK = DutyKind("test.clock", "send the notification", "case", statutory=True)
THING = DutyKind("test.thing", "answer about the thing", "case", of_thing=True)


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    found = opened(cast, at=AT)
    for agency in (cast.agencies.health, cast.agencies.council, cast.agencies.gp):
        actions.involve(found, agency, by=cast.priya, at=AT)
    return found


def file(review, kind=ASK, due_on=DUE, **debtor):
    return actions.open_duty(review, kind, at=AT, due_on=due_on, **debtor)


# Filing, meeting, moving --------------------------------------------------------------------------------


def test_the_same_duty_is_not_filed_twice(cast, review):
    first = file(review, agency=cast.agencies.health)
    assert file(review, agency=cast.agencies.health, due_on=D(2026, 5, 1)) == first
    assert Duty.objects.get().due_on == DUE


def test_a_duty_of_another_debtor_thing_or_case_is_another_duty(cast, review):
    health = cast.agencies.health
    other_case = opened(cast, at=AT)
    filed = [
        file(review, THING, agency=health, thing_id=1),
        file(review, THING, agency=health, thing_id=2),
        file(review, THING, agency=health),
        file(review, THING, agency=health, user=cast.hana, thing_id=1),
        file(review, THING, user=cast.hana, thing_id=1),
        file(review, THING, role=Role.BUSINESS_SUPPORT, thing_id=1),
        file(review, THING, role=Role.DELEGATED_PARTNER, agency=health, thing_id=1),
        file(other_case, THING, agency=health, thing_id=1),
        file(None, THING, agency=health, thing_id=1),
    ]
    assert len({duty.pk for duty in filed}) == len(filed)


def test_what_was_met_or_withdrawn_can_be_asked_again(cast, review):
    first = file(review, agency=cast.agencies.health)
    actions.meet_duty(review, ASK, met_on=TODAY, at=AT, agency=cast.agencies.health)
    second = file(review, agency=cast.agencies.health)
    actions.withdraw_duties(review, ASK, at=AT)
    third = file(review, agency=cast.agencies.health)
    assert len({first.pk, second.pk, third.pk}) == 3
    assert list(Duty.objects.open()) == [third]


def test_a_duty_is_met_on_the_day_it_was_done_not_the_day_it_was_typed(cast, review):
    for agency in (cast.agencies.health, cast.agencies.council):
        file(review, agency=agency)
    given = D(2026, 3, 4)
    assert actions.meet_duty(review, ASK, met_on=given, at=AT, agency=cast.agencies.health) == 1
    met = Duty.objects.get(agency=cast.agencies.health)
    assert (met.met_on, met.met_at) == (given, AT)
    assert actions.meet_duty(review, ASK, met_on=given, at=AT, agency=cast.agencies.health) == 0
    assert Duty.objects.open().get().agency == cast.agencies.council


def test_a_clock_runs_by_the_guidance_of_its_start_and_says_so(cast, review):
    duty = actions.open_clock(
        review, CLOCK, Clock.NOTIFY, started_on=D(2021, 12, 20), role=Role.BUSINESS_SUPPORT, at=AT
    )
    assert (duty.due_on, duty.basis) == (D(2021, 12, 29), "statutory")
    assert (duty.clock, duty.counted["edition"], duty.counted["rule"]["length"]) == ("notify", "wt2018", 5)
    assert duty.counted["why"].startswith("The authority became aware on 20 December 2021. ")
    older = actions.open_clock(
        review, ASK, Clock.RAPID_REVIEW, started_on=D(2021, 12, 20), role=Role.BUSINESS_SUPPORT, at=AT
    )
    assert not older.counted["rule"]["verified"]


def test_moving_a_date_keeps_the_old_one(cast, review):
    old = file(review, agency=cast.agencies.health)
    new = actions.move_duty(old, due_on=D(2026, 4, 20), why="School holidays", by=cast.priya, at=AT)
    old.refresh_from_db()
    assert (old.due_on, old.replaced_by) == (DUE, new)
    assert (new.due_on, new.agency, new.why_moved) == (D(2026, 4, 20), cast.agencies.health, "School holidays")
    assert list(Duty.objects.open()) == [new]
    with pytest.raises(ChangedMeanwhile):
        actions.move_duty(old, due_on=D(2026, 4, 21), why="Twice", by=cast.priya, at=AT)
    assert Duty.objects.count() == 2


@pytest.mark.parametrize("stale", ["met", "withdrawn"])
def test_what_is_no_longer_owed_is_not_moved(cast, review, stale):
    duty = file(review, agency=cast.agencies.health)
    if stale == "met":
        actions.meet_duty(review, ASK, met_on=TODAY, at=AT)
    else:
        actions.withdraw_duties(review, ASK, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.move_duty(duty, due_on=D(2026, 4, 21), why="x", by=cast.priya, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.explain_delay(duty, why="x", by=cast.priya, at=AT)


def test_a_statutory_date_stays_and_its_delay_is_explained(cast, review):
    duty = actions.open_clock(review, CLOCK, Clock.NOTIFY, started_on=TODAY, role=Role.BUSINESS_SUPPORT, at=AT)
    with pytest.raises(NotYet, match="reason for the delay"):
        actions.move_duty(duty, due_on=D(2026, 5, 1), why="x", by=cast.priya, at=AT)
    actions.explain_delay(duty, why="The coroner asked us to wait.", by=cast.priya, at=AT)
    duty.refresh_from_db()
    assert (duty.due_on, duty.why_moved) == (D(2026, 3, 17), "The coroner asked us to wait.")


def test_only_what_was_named_is_withdrawn(cast, review):
    kept = file(review, agency=cast.agencies.council)
    file(review, agency=cast.agencies.health)
    other = file(opened(cast, at=AT), agency=cast.agencies.health)
    assert actions.withdraw_duties(review, ASK, at=AT, agency=cast.agencies.health) == 1
    assert set(Duty.objects.open()) == {kept, other}


# Who owes it --------------------------------------------------------------------------------------------


def post(user, role, *, agency=None, partnership=None, starts_on=LONG_AGO, ends_on=None):
    return Post.objects.create(
        user=user, role=role, agency=agency, partnership=partnership, starts_on=starts_on, ends_on=ends_on
    )


def owing(duty, today=TODAY):
    """Everybody on whose own page it stands."""
    everybody = (visitor(user, today=today, now=AT) for user in User.objects.filter(is_active=True))
    found = {who.user.email.split("@")[0] for who in everybody if Duty.objects.filter(pk=duty.pk).owed_by(who).exists()}
    may = {user.email.split("@")[0] for user in queries.people_who_may_owe(Duty.objects.filter(pk=duty.pk), on=today)}
    assert found <= may, "people are left out before they are asked"
    return found


def test_a_named_person_owes_it_alone(cast, review):
    assert owing(file(review, user=cast.hana)) == {"hana"}


def test_a_role_in_the_office_of_the_partnership(cast, review):
    assert owing(file(review, role=Role.BUSINESS_SUPPORT)) == {"priya"}
    assert owing(file(review, role=Role.SUBGROUP_CHAIR)) == {"cora"}


def test_the_delegate_of_one_partner(cast, review):
    assert owing(file(review, role=Role.DELEGATED_PARTNER)) == {"dev", "dina", "dan"}
    assert owing(file(review, role=Role.DELEGATED_PARTNER, agency=cast.agencies.icb)) == {"dina"}


def test_the_people_of_an_agency_who_answer_for_it_and_not_those_who_only_refer(cast, review):
    post(cast.sam, Role.REFERRER, agency=cast.agencies.health)
    assert owing(file(review, agency=cast.agencies.health)) == {"hana", "hugo"}


def test_the_lead_over_an_agency(cast, review):
    post(cast.sam, Role.AGENCY_LEAD, agency=cast.agencies.icb)
    assert owing(file(review, agency=cast.agencies.gp)) == {"sam", "wren"}
    assert owing(file(review, agency=cast.agencies.health)) == {"hana", "hugo"}


def test_a_contributor_of_the_leading_agency_does_not_answer_for_those_it_leads(cast, review):
    post(cast.sam, Role.CONTRIBUTOR, agency=cast.agencies.icb)
    assert owing(file(review, agency=cast.agencies.gp)) == {"wren"}


def test_a_role_for_an_agency(cast, review):
    assert owing(file(review, role=Role.NOTIFIER, agency=cast.agencies.council)) == {"nell"}
    assert owing(file(review, role=Role.NOTIFIER)) == {"nell"}
    stranger = Agency.objects.create(name="Council elsewhere", sector="local_authority")
    elsewhere = User.objects.create(email="elsa@elsewhere.example", name="Elsa")
    post(elsewhere, Role.NOTIFIER, agency=stranger)
    assert owing(file(review, role=Role.NOTIFIER)) == {"nell"}


def test_a_role_in_the_review_team(cast, review):
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    actions.join_team(opened(cast, at=AT), cast.pam, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    assert owing(file(review, role=Role.LEAD_REVIEWER)) == {"luca"}


def test_nobody_owes_it_whose_post_has_ended_or_not_begun_or_who_has_left(cast, review):
    duty = file(review, role=Role.BUSINESS_SUPPORT)
    Post.objects.filter(user=cast.priya).update(ends_on=D(2026, 3, 9))
    post(cast.sam, Role.BUSINESS_SUPPORT, partnership=cast.partnership, starts_on=D(2026, 3, 11))
    assert owing(duty) == set()
    assert owing(duty, D(2026, 3, 11)) == {"sam"}
    User.objects.filter(pk=cast.sam.pk).update(is_active=False)
    assert owing(duty, D(2026, 3, 11)) == set()


def test_a_person_who_lost_sight_of_the_case_no_longer_owes_it_by_name(cast, review):
    member = actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    duty = file(review, user=cast.luca)
    assert owing(duty) == {"luca"}
    actions.leave_team(member, revision=1, ends_on=TODAY, by=cast.priya, at=AT)
    assert owing(duty) == {"luca"}
    assert owing(duty, D(2026, 3, 11)) == set()


def test_another_partnerships_office_owes_nothing_here(cast, review):
    other = Partnership.objects.create(name="Elsewhere", short_name="Else", code_prefix="EL")
    post(cast.sam, Role.BUSINESS_SUPPORT, partnership=other)
    assert owing(file(review, role=Role.BUSINESS_SUPPORT)) == {"priya"}
    post(cast.sam, Role.DELEGATED_PARTNER, partnership=other, agency=cast.agencies.police)
    assert owing(file(review, role=Role.DELEGATED_PARTNER, agency=cast.agencies.police)) == {"dan"}


def test_what_belongs_to_no_case_waits_for_the_role_wherever_it_is(cast):
    assert owing(file(None, role=Role.BOARD_MEMBER)) == {"bea"}
    assert owing(file(None, agency=cast.agencies.police)) == {"pete"}
    assert owing(file(None, user=cast.sam)) == {"sam"}


# Reminders ----------------------------------------------------------------------------------------------


def remind(day, hour=6):
    return actions.remind(at=dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC))


def sent():
    return [
        (message.to.split("@")[0], message.key.split(":")[2])
        for message in Message.objects.filter(key__startswith="duty:").order_by("pk")
    ]


def test_reminders_go_to_the_right_people_at_the_right_time(cast, review):
    file(review, agency=cast.agencies.health)
    for day in range(22, 61):
        remind(D(2026, 3, 1) + dt.timedelta(days=day - 1))
    both = [(who, offset) for offset in ("-5", "-1", "1", "8", "15", "22") for who in ("hana", "hugo")]
    assert sent() == both


def test_nobody_is_told_who_owes_nothing(cast, review):
    file(review, agency=cast.agencies.health)
    remind(D(2026, 4, 2))
    assert {who for who, _ in sent()} == {"hana", "hugo"}


@pytest.mark.pure
@pytest.mark.parametrize("seed", range(2))
def test_each_is_written_once_however_often_in_whatever_order_it_runs(cast, review, seed):
    """Runs at random moments, late, twice, and out of order, write no more than the days themselves would."""
    choose = random.Random(seed)
    actions.join_team(review, cast.luca, Role.LEAD_REVIEWER, by=cast.priya, at=AT)
    post(cast.priya, Role.SUBGROUP_CHAIR, partnership=cast.partnership)  # two roles in one person
    for debtor in (
        {"agency": cast.agencies.health}, {"role": Role.BUSINESS_SUPPORT}, {"role": Role.SUBGROUP_CHAIR},
        {"user": cast.hana}, {"role": Role.LEAD_REVIEWER}, {"role": Role.DELEGATED_PARTNER, "agency": cast.agencies.icb},
    ):  # fmt: skip
        file(review, due_on=TODAY + dt.timedelta(days=choose.randrange(3, 20)), **debtor)
    days = [TODAY + dt.timedelta(days=choose.randrange(45)) for _ in range(8)]
    for day in days:
        remind(day, choose.randrange(22))
        assert remind(day, 22) == 0  # an hour later in summer time it is the next day in England
    keys = list(Message.objects.values_list("key", flat=True))
    assert len(keys) == len(set(keys))
    owed = {}
    for message in Message.objects.filter(key__startswith="duty:"):
        _, pk, offset, person = message.key.split(":")
        duty = Duty.objects.get(pk=pk)
        assert any((day - duty.due_on).days >= int(offset) for day in days)
        who = User.objects.get(pk=person)
        if who not in owed:
            owed[who] = set(Duty.objects.owed_by(visitor(who, today=TODAY, now=AT)))
        assert duty in owed[who]
        assert message.to == who.email
    before = len(keys)
    for day in days:
        remind(day)
    assert Message.objects.count() == before


def test_a_late_run_writes_the_latest_reminder_alone(cast, review):
    file(review, user=cast.hana)
    assert remind(D(2026, 4, 12)) == 1
    assert sent() == [("hana", "8")]
    assert remind(D(2026, 4, 12)) == 0


def test_what_is_met_moved_or_withdrawn_is_no_longer_called_to_mind(cast, review):
    met, moved, withdrawn = (file(review, DutyKind(f"test.{n}", "x", "case"), user=cast.hana) for n in range(3))
    actions.meet_duty(review, DutyKind("test.0", "x", "case"), met_on=TODAY, at=AT)
    actions.move_duty(moved, due_on=D(2026, 6, 1), why="x", by=cast.priya, at=AT)
    actions.withdraw_duties(review, DutyKind("test.2", "x", "case"), at=AT)
    assert remind(D(2026, 4, 2)) == 0
    assert remind(D(2026, 6, 2)) == 1


def test_one_who_left_between_two_runs_gets_no_more(cast, review):
    file(review, agency=cast.agencies.health)
    remind(D(2026, 3, 27))
    User.objects.filter(pk=cast.hugo.pk).update(is_active=False)
    Post.objects.filter(user=cast.hana).update(ends_on=D(2026, 3, 28))
    post(cast.sam, Role.CONTRIBUTOR, agency=cast.agencies.health, starts_on=D(2026, 3, 29))
    remind(D(2026, 4, 2))
    assert sent() == [("hana", "-5"), ("hugo", "-5"), ("sam", "1")]


def test_a_message_says_code_day_and_what_and_names_nobody(cast, review):
    review.incident.place = "Mill Lane"
    review.incident.save()
    file(review, agency=cast.agencies.health)
    remind(D(2026, 3, 27))
    remind(D(2026, 4, 2))
    for message in Message.objects.all():
        text = message.subject + message.body
        assert review.code in text and "1 April 2026" in text and "answer the question" in text
        assert "01632 960 100" in text and "http://" in text and message.review_code == review.code
        names = [part for _, name, *_ in PEOPLE for part in name.split()] + ["Mill Lane", "Child A"]
        assert not [name for name in names if name in text]


def test_a_reminder_without_a_case_can_be_worded(cast):
    file(None, user=cast.hana)
    assert remind(D(2026, 4, 2)) == 1
    assert Message.objects.get().subject


def test_the_letters_of_reminders_have_no_field_for_a_name():
    for code in ("duty_reminder", "duty_overdue"):
        assert set(SHIPPED[code].fields) == {"code", "what", "due", "link", "phone", "sender"}  # the partnership


def test_the_queries_do_not_grow_with_people_who_owe_nothing(cast, review, django_assert_max_num_queries):
    file(review, user=cast.hana)
    for number in range(40):
        extra = User.objects.create(email=f"n{number}@fenmarsh.example", name=f"N{number}")
        post(extra, Role.BOARD_MEMBER, partnership=cast.partnership)
    with django_assert_max_num_queries(40):
        remind(D(2026, 4, 2))


def test_an_archive_is_reminded_of_like_any_case(cast):
    file(opened(cast, at=AT, kind=Kind.ARCHIVE), role=Role.BUSINESS_SUPPORT)
    assert remind(D(2026, 4, 2)) == 1
