"""Does a case change only as it may, once, and never without its entry in the trail?"""

import datetime as dt

import pytest
from django.db import transaction

from agencies.models import Agency, Partnership, User
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.audit.queries import broken_entries, happened_in
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.cast import assemble
from cspr.tests.memory import kept
from reviews.case import actions, queries
from reviews.case.duties import DutyKind
from reviews.case.models import Duty, Incident, Involvement, PhaseChange, Review, SubjectChild, TeamMember
from reviews.case.phases import Kind, Phase
from reviews.case.tests.steps import opened

AT = dt.datetime(2026, 3, 10, 9, 30, tzinfo=dt.UTC)
D = dt.date
TODAY = D(2026, 3, 10)
ASK = DutyKind("test.ask", "answer", "case")


@pytest.fixture
@kept
def cast(db):
    return assemble()


@pytest.fixture
@kept
def review(cast):
    return opened(cast, at=AT)


def kinds(review):
    return list(happened_in(review.code).values_list("kind", flat=True))


# Opening ------------------------------------------------------------------------------------------------


def test_a_case_opens_under_the_next_code_of_partnership_and_year(cast):
    assert [opened(cast, at=AT).code for _ in range(2)] == ["FM-2026-001", "FM-2026-002"]
    assert opened(cast, at=AT.replace(year=2027)).code == "FM-2027-001"
    # The year is England's: a quarter to midnight in London is the next day nowhere.
    assert opened(cast, at=dt.datetime(2026, 12, 31, 23, 45, tzinfo=dt.UTC)).code == "FM-2026-003"


@pytest.mark.parametrize(
    ("kind", "phase"), [("statutory", "referred"), ("partnership", "referred"), ("archive", "in_review")]
)
def test_it_begins_at_the_first_phase_of_its_kind(cast, kind, phase):
    review = opened(cast, at=AT, kind=kind, children=0)
    change = review.phase_changes.get()
    assert (review.phase, change.was, change.became, change.by) == (phase, "", phase, cast.priya)
    assert kinds(review) == ["case.opened"]


def test_cases_past_the_thousandth_keep_their_order(cast, review):
    Review.objects.filter(pk=review.pk).update(code="FM-2026-999")
    assert [opened(cast, at=AT).code for _ in range(2)] == ["FM-2026-1000", "FM-2026-1001"]


def test_eight_cases_opened_at_once_get_eight_codes(spare):
    def prepare():
        place = Partnership.objects.create(name="Eight at once", short_name="Eight", code_prefix="EI")
        return place, User.objects.create(email="eight@fenmarsh.example", name="Eight")

    place, user = spare.do(prepare)

    def open_one():
        incident = Incident.objects.create()
        return actions.open_case(place, incident=incident, kind="statutory", opened_on=TODAY, by=user, at=AT).code

    codes = spare.at_once([open_one for _ in range(8)])
    assert sorted(codes) == [f"EI-2026-{number:03d}" for number in range(1, 9)]
    assert spare.do(lambda: list(broken_entries())) == []


def test_children_get_labels_and_places(cast, review):
    actions.add_child(review, label="Sibling 1", unborn=True, by=cast.priya, at=AT)
    actions.add_child(review, by=cast.priya, at=AT)
    assert list(review.children.values_list("position", "label", "unborn")) == [
        (1, "Child A", False), (2, "Sibling 1", True), (3, "Child B", False),
    ]  # fmt: skip


# Phases -------------------------------------------------------------------------------------------------


def test_a_case_moves_forward_along_the_table(cast, review):
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    assert (review.phase, Review.objects.get().phase, kinds(review)[0]) == (
        "notified",
        "notified",
        "case.phase_changed",
    )
    with pytest.raises(NotYet):
        actions.advance(review, Phase.PUBLISHED, by=cast.priya, at=AT)
    assert Review.objects.get().phase == "notified"


def test_of_two_who_move_a_case_the_second_is_told(cast, review):
    other = Review.objects.get()
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.advance(other, Phase.NOT_NOTIFIED, by=cast.priya, at=AT)
    assert Review.objects.get().phase == "notified"
    assert PhaseChange.objects.count() == 2


def test_moving_an_old_copy_never_takes_a_revision_back(cast, review):
    old = Review.objects.get()
    Review.objects.update(revision=8)
    actions.advance(old, Phase.NOTIFIED, by=cast.priya, at=AT)
    assert Review.objects.get().revision == 9 == old.revision


def test_a_case_goes_back_where_it_came_from_with_a_reason(cast, review):
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    actions.step_back(review, Phase.REFERRED, by=cast.priya, at=AT, why="Sent for the wrong child.")
    assert (Review.objects.get().phase, kinds(review)[0]) == ("referred", "case.stepped_back")
    assert review.phase_changes.last().why == "Sent for the wrong child."
    with pytest.raises(NotYet):
        actions.step_back(review, Phase.REFERRED, by=cast.priya, at=AT, why="Again.")


def test_a_closed_case_never_goes_back_to_a_publication_it_never_had(cast):
    review = opened(cast, at=AT)
    for then in (Phase.NOT_NOTIFIED, Phase.CLOSED):
        actions.advance(review, then, by=cast.priya, at=AT)
    for to in (Phase.PUBLISHED, Phase.SIGNED_OFF, Phase.NO_REVIEW):
        with pytest.raises(NotYet):
            actions.step_back(review, to, by=cast.priya, at=AT, why="Try.")
    actions.step_back(review, Phase.NOT_NOTIFIED, by=cast.priya, at=AT, why="Closed too soon.")
    assert [change.became for change in queries.way(review)] == ["referred", "not_notified"]


def test_without_a_reason_it_does_not_go_back(cast, review):
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    with pytest.raises(NotYet) as refusal:
        actions.step_back(review, Phase.REFERRED, by=cast.priya, at=AT, why=" ")
    assert refusal.value.field == "why"


def test_a_case_becomes_one_of_another_kind_where_both_go_through_its_phase(cast, review):
    actions.change_kind(review, Kind.PARTNERSHIP, by=cast.priya, at=AT)
    assert (review.kind, review.revision) == ("partnership", 2)
    told = TrailEntry.objects.get(kind="case.kind_changed")
    assert told.changes == {"kind": ["Child safeguarding practice review", "Partnership review"]}
    with pytest.raises(NotYet):
        actions.change_kind(review, Kind.ARCHIVE, by=cast.priya, at=AT)


# Team and agencies --------------------------------------------------------------------------------------


def join(cast, review, **more):
    return actions.join_team(review, cast.pam, Role.PANEL_MEMBER, by=cast.priya, at=AT, **more)


def test_a_person_joins_and_leaves(cast, review):
    member = join(cast, review, agency=cast.agencies.council)
    assert (member.starts_on, member.ends_on, member.agency) == (TODAY, None, cast.agencies.council)
    actions.leave_team(member, revision=1, ends_on=D(2026, 3, 31), by=cast.priya, at=AT)
    assert TeamMember.objects.get().ends_on == D(2026, 3, 31)
    assert kinds(review)[:2] == ["case.left", "case.joined"]
    assert "Pam" not in str(happened_in(review.code).values_list("subject", "changes"))


def test_nobody_has_the_same_role_twice_at_a_time(cast, review):
    join(cast, review, ends_on=D(2026, 3, 31))
    for start in (TODAY, D(2026, 3, 31), D(2026, 1, 1)):
        with pytest.raises(NotYet):
            join(cast, review, starts_on=start)
    assert join(cast, review, starts_on=D(2026, 4, 1)).pk


@pytest.mark.parametrize("ends_on", [D(2026, 3, 9), D(2020, 1, 1)])
def test_a_role_does_not_end_before_it_began(cast, review, ends_on):
    with pytest.raises(NotYet):
        join(cast, review, ends_on=ends_on)
    member = join(cast, review)
    with pytest.raises(NotYet) as refusal:
        actions.leave_team(member, revision=1, ends_on=ends_on, by=cast.priya, at=AT)
    assert refusal.value.field == "ends_on"


def test_a_role_of_office_is_not_given_in_a_review(cast, review):
    with pytest.raises(NotYet):
        actions.join_team(review, cast.sam, Role.BUSINESS_SUPPORT, by=cast.priya, at=AT)


@pytest.mark.parametrize(
    "first, then", [(Role.LEAD_REVIEWER, Role.HUMAN_READER), (Role.HUMAN_READER, Role.LEAD_REVIEWER)]
)
def test_whoever_writes_the_report_does_not_become_its_reader_on_any_page(cast, review, first, then):
    actions.join_team(review, cast.pam, first, starts_on=AT.date() + dt.timedelta(days=9), by=cast.priya, at=AT)
    with pytest.raises(NotYet) as refusal:
        actions.join_team(review, cast.pam, then, by=cast.priya, at=AT)
    assert refusal.value.field == "user"


def test_who_has_left_joins_no_team(cast, review):
    User.objects.filter(pk=cast.pam.pk).update(is_active=False)
    cast.pam.refresh_from_db()
    with pytest.raises(NotYet, match="has left"):
        join(cast, review)


def test_an_agency_is_involved_once_and_can_be_taken_out_and_come_back(cast, review):
    involved = actions.involve(review, cast.agencies.health, by=cast.priya, at=AT, why="Health visitor")
    assert actions.involve(review, cast.agencies.health, by=cast.priya, at=AT) == involved
    asked = actions.open_duty(review, ASK, at=AT, due_on=TODAY, agency=cast.agencies.health)
    other = actions.open_duty(review, ASK, at=AT, due_on=TODAY, agency=cast.agencies.police)
    actions.end_involvement(involved, why="Another trust.", by=cast.priya, at=AT)
    assert not review.involvements.current().exists()
    assert list(review.duties.open()) == [other]
    assert Duty.objects.get(pk=asked.pk).withdrawn_at == AT
    with pytest.raises(ChangedMeanwhile):
        actions.end_involvement(involved, why="Again.", by=cast.priya, at=AT)
    again = actions.involve(review, cast.agencies.health, by=cast.priya, at=AT, why="It was them.")
    assert (again.pk, again.ended_on, again.why_ended) == (involved.pk, None, "")
    assert kinds(review)[:3] == ["case.agency_involved", "case.agency_ended", "case.agency_involved"]
    assert set(review.duties.open()) == {asked, other}, "what it owed is there again"


def test_what_was_done_given_up_or_asked_anew_while_an_agency_was_away_is_not_owed_again(cast, review):
    health = {"agency": cast.agencies.health, "thing_id": 1}
    involved = actions.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    for thing_id in (1, 2, 3):
        actions.open_duty(review, ASK, at=AT, due_on=TODAY, agency=cast.agencies.health, thing_id=thing_id)
    actions.end_involvement(involved, why="Another trust.", by=cast.priya, at=AT)
    assert actions.meet_duty(review, ASK, met_on=TODAY, at=AT, **health) == 0
    actions.withdraw_duties(review, ASK, at=AT, thing_id=2)
    anew = actions.open_duty(review, ASK, at=AT, due_on=TODAY, agency=cast.agencies.health, thing_id=3)
    actions.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    assert list(review.duties.open()) == [anew]


# The incident -------------------------------------------------------------------------------------------


def know(cast, review, **values):
    values = {"revision": 1, "happened_on": D(2026, 3, 1), "known_on": D(2026, 3, 2), **values}
    actions.change_incident(review, by=cast.priya, at=AT, **values)


def test_what_is_known_of_the_incident_is_kept_and_its_day_not_told_in_the_trail(cast, review):
    know(cast, review, place="Mill Lane")
    entry = happened_in(review.code).first()
    assert entry.changes == {"happened_on": "changed", "known_on": [None, "2026-03-02"], "place": "changed"}
    assert "Mill Lane" not in str(entry.__dict__)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"happened_on": D(2026, 3, 11)}, "happened_on"),
        ({"known_on": D(2026, 3, 11)}, "known_on"),
        ({"known_on": D(2026, 2, 28)}, "known_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_at_their_field(cast, review, values, field):
    with pytest.raises(NotYet) as refusal:
        know(cast, review, **values)
    assert refusal.value.field == field
    assert Incident.objects.get().known_on is None


def test_of_two_who_write_on_the_incident_the_second_is_shown_the_first(cast, review):
    know(cast, review, summary="First")
    with pytest.raises(ChangedMeanwhile) as told:
        know(cast, review, summary="Second")
    assert told.value.current.summary == "First"


# Nothing without the trail ------------------------------------------------------------------------------


def other_case(cast, review):
    actions.open_case(cast.partnership, incident=review.incident, kind="archive", opened_on=TODAY, by=cast.priya, at=AT)


by = {"at": AT}
ACTIONS = {
    "open_case": other_case,
    "add_child": lambda cast, review: actions.add_child(review, by=cast.priya, **by),
    "rename_child": lambda cast, review: actions.rename_child(review.children.get(), label="X", by=cast.priya, **by),
    "advance": lambda cast, review: actions.advance(review, Phase.RAPID_REVIEW, by=cast.priya, **by),
    "step_back": lambda cast, review: actions.step_back(review, Phase.REFERRED, why="x", by=cast.priya, **by),
    "join_team": lambda cast, review: actions.join_team(review, cast.sam, Role.HUMAN_READER, by=cast.priya, **by),
    "leave_team": lambda cast, review: actions.leave_team(
        review.team.get(), revision=1, ends_on=TODAY, by=cast.priya, **by
    ),
    "involve": lambda cast, review: actions.involve(review, cast.agencies.school, by=cast.priya, **by),
    "end_involvement": lambda cast, review: actions.end_involvement(
        review.involvements.get(), why="x", by=cast.priya, **by
    ),
    "move_duty": lambda cast, review: actions.move_duty(
        review.duties.get(), due_on=D(2026, 5, 1), why="x", by=cast.priya, **by
    ),
    "explain_delay": lambda cast, review: actions.explain_delay(review.duties.get(), why="x", by=cast.priya, **by),
    "change_incident": lambda cast, review: know(cast, review),
}
TABLES = (Review, SubjectChild, PhaseChange, TeamMember, Involvement, Duty, Incident, TrailEntry)


def everything():
    return [list(table.objects.order_by("pk").values()) for table in TABLES]


@pytest.fixture
@kept
def rich(cast, review):
    """A case with one of everything."""
    actions.advance(review, Phase.NOTIFIED, by=cast.priya, at=AT)
    actions.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    actions.open_duty(review, ASK, at=AT, due_on=TODAY, agency=cast.agencies.health)
    join(cast, review)
    return review


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_changes_when_the_trail_cannot_be_written(cast, rich, monkeypatch, name):
    before = everything()

    def refuse(*arguments, **said):
        raise OSError("the trail is full")

    for module in (actions.cases, actions.duties, actions.team):
        monkeypatch.setattr(module, "record", refuse)
    with pytest.raises(OSError), transaction.atomic():
        ACTIONS[name](cast, rich)
    assert everything() == before


@pytest.mark.parametrize("name", ACTIONS)
def test_every_action_is_told_in_the_trail_by_whom(cast, rich, name):
    before = TrailEntry.objects.count()
    ACTIONS[name](cast, rich)
    told = list(TrailEntry.objects.order_by("pk"))[before:]
    assert [entry.actor for entry in told] == ["Priya Raman"]
    assert list(broken_entries()) == []


def test_agencies_names_do_not_get_into_the_trail(cast, rich):
    names = list(Agency.objects.values_list("name", flat=True))
    told = str(list(TrailEntry.objects.values_list("sentence", "subject", "changes")))
    assert not [name for name in names if name in told]
