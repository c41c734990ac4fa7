"""What changes when a review is set up, which duties come and go, and what is refused?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agencies import queries as office
from agencies.roles import Permission, Role
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.case.access import visit_to
from reviews.case.models import Duty, Review, TeamMember
from reviews.case.phases import Kind
from reviews.documents.models import Document
from reviews.panel import actions, queries
from reviews.panel.models import Commission, ReferenceQuestion, TermsOfReference
from reviews.panel.tests import steps

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY, TOMORROW = dt.date(2026, 3, 12), dt.date(2026, 3, 13)
PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    return steps.a_review_under_way(cast, at=AT)


@pytest.fixture
@kept
def made(cast, review):
    return steps.reviewer_chosen(cast, review, at=AT)


def open_kinds(review):
    return set(review.duties.open().values_list("kind", flat=True))


def events():
    return list(TrailEntry.objects.order_by("pk").values_list("kind", flat=True))


def sign(cast, made, **more):
    words = {"declaration": "I am independent.", "interests": "", "signed_as": cast.luca.name}
    return actions.declare(made, **{"revision": made.revision, "by": cast.luca, "at": AT} | words | more)


def knows_of(user, review):
    return Review.objects.visible_to(office.visitor(user, today=DAY, now=AT)).filter(pk=review.pk).exists()


# The lead reviewer -----------------------------------------------------------------------------------


def test_a_review_that_begins_owes_its_lead_reviewer(review):
    duty = review.duties.open().get(kind="panel.commission")
    assert (duty.role, duty.due_on) == (Role.BUSINESS_SUPPORT, dt.date(2026, 3, 26))


def test_an_older_report_brought_in_owes_none(cast):
    review = steps.a_review_under_way(cast, at=AT, kind=Kind.ARCHIVE)
    assert open_kinds(review) == set()


def test_an_appointment_asks_the_reviewer_to_sign_and_the_office_to_tell_the_panel(cast, review, made):
    assert open_kinds(review) == {"panel.declare", "panel.tell", "panel.agree_terms"}
    duty = review.duties.open().get(kind="panel.declare")
    assert (duty.user, duty.thing_id) == (cast.luca, made.pk)
    assert not review.team.exists() and not knows_of(cast.luca, review)
    assert events()[-1] == "panel.commissioned"


def test_a_partnership_review_is_no_matter_of_the_national_panel(cast):
    review = steps.a_review_under_way(cast, at=AT, kind=Kind.PARTNERSHIP)
    steps.reviewer_chosen(cast, review, at=AT)
    assert "panel.tell" not in open_kinds(review)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decided_on": TOMORROW, "due_on": None}, "decided_on"),
        ({"due_on": DAY - dt.timedelta(days=1)}, "due_on"),
        ({"panel_told_on": TOMORROW}, "panel_told_on"),
        ({"reviewer": "hana"}, "reviewer"),
        ({"reviewer": "luca"}, "reviewer"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(cast, review, made, change, field):
    values = {"reviewer": "sid", "title": "Reviewer", "decided_on": DAY} | change
    values["reviewer"] = getattr(cast, values["reviewer"])
    with pytest.raises(NotYet) as refusal:
        actions.commission(review, **values, by=cast.priya, at=AT)
    assert refusal.value.field == field


def test_only_the_signed_declaration_lets_the_reviewer_in(cast, review, made):
    member = sign(cast, made, interests="A course given to the police in 2019")
    made.refresh_from_db()
    assert (made.member, made.declared_on, made.on_behalf_of) == (member, DAY, "")
    assert made.interests == "A course given to the police in 2019"
    assert knows_of(cast.luca, review)
    visit = visit_to(review, office.visitor(cast.luca, today=DAY, now=AT))
    assert visit.may(Permission.WRITE_REPORT) and visit.may(Permission.HOLD_CONVERSATIONS)
    assert "panel.declare" not in open_kinds(review)
    entry = TrailEntry.objects.get(kind="panel.declared")
    assert entry.actor == cast.luca.name and "police" not in str(entry.changes)
    with pytest.raises(NotYet):
        sign(cast, made)


def test_a_wrong_name_is_no_signature(cast, review, made):
    with pytest.raises(NotYet) as refusal:
        sign(cast, made, signed_as="Somebody Else")
    assert refusal.value.field == "signed_as" and not review.team.exists()


def test_the_office_enters_a_declaration_signed_on_paper(cast, review, made):
    paper = SimpleUploadedFile("signed.pdf", PDF, content_type="application/pdf")
    sign(cast, made, declared_on=DAY - dt.timedelta(days=2), original=paper, by=cast.priya)
    made.refresh_from_db()
    assert (made.declared_on, made.on_behalf_of) == (DAY - dt.timedelta(days=2), cast.luca.name)
    assert made.original == Document.objects.get() and made.original.belongs_to == f"commission:{made.pk}"
    entry = TrailEntry.objects.get(kind="panel.declared_for")
    assert (entry.actor, entry.on_behalf_of) == (cast.priya.name, cast.luca.name)
    assert Duty.objects.get(kind="panel.declare").met_on == DAY - dt.timedelta(days=2)


def test_the_day_the_panel_was_told_meets_its_duty(cast, review, made):
    actions.tell_panel(made, revision=made.revision, panel_told_on=DAY, by=cast.priya, at=AT)
    assert Duty.objects.get(kind="panel.tell").met_on == DAY
    with pytest.raises(NotYet):
        actions.tell_panel(made, revision=made.revision, panel_told_on=TOMORROW, by=cast.priya, at=AT)


def test_a_replaced_reviewer_loses_sight_of_the_case_and_the_office_is_to_appoint_another(cast, review, made):
    sign(cast, made)
    actions.end_commission(
        made, revision=made.revision, ended_on=DAY, why_ended="Took another post", by=cast.priya, at=AT
    )
    assert TeamMember.objects.get(user=cast.luca).ends_on == DAY
    assert open_kinds(review) == {"panel.commission", "panel.agree_terms"}
    again = actions.commission(review, reviewer=cast.sid, title="Reviewer", decided_on=DAY, by=cast.priya, at=AT)
    assert again.pk != made.pk and "panel.commission" not in open_kinds(review)
    with pytest.raises(NotYet):
        actions.end_commission(made, revision=made.revision, ended_on=DAY, why_ended="x", by=cast.priya, at=AT)


def test_a_commission_that_ended_before_it_was_signed_leaves_nobody_in_the_team(cast, review, made):
    actions.end_commission(made, revision=made.revision, ended_on=DAY, why_ended="Declined", by=cast.priya, at=AT)
    assert not review.team.exists() and "panel.declare" not in open_kinds(review)


# The review panel ----------------------------------------------------------------------------------------


def test_a_member_of_the_review_panel_reads_the_case_and_the_author_is_no_human_reader(cast, review, made):
    sign(cast, made)
    place = {"agency": cast.agencies.council, "starts_on": DAY, "by": cast.priya, "at": AT}
    actions.add_member(review, user=cast.pam, role=Role.PANEL_MEMBER, **place)
    assert visit_to(review, office.visitor(cast.pam, today=DAY, now=AT)).may(Permission.READ_CHRONOLOGY)
    with pytest.raises(NotYet) as refusal:
        actions.add_member(review, user=cast.luca, role=Role.HUMAN_READER, **place)
    assert refusal.value.field == "user"


# Terms of reference --------------------------------------------------------------------------------------


def draft(cast, review, *texts, **more):
    values = {"version": 1, "by": cast.priya, "at": AT} | steps.TERMS | more
    return actions.start_terms(review, questions=[(None, text) for text in texts], **values)


def standing(terms):
    return list(terms.questions.filter(void_at=None).values_list("number", "text"))


def test_questions_are_numbered_in_order_and_keep_their_rows_when_others_go(cast, review):
    terms = draft(cast, review, "One", "Two", "Three")
    one, two, three = terms.questions.all()
    questions = [(three.pk, "Three"), (None, "New"), (one.pk, "One, better")]
    actions.change_terms(terms, revision=1, questions=questions, by=cast.luca, at=AT, **steps.TERMS)
    assert standing(terms) == [(1, "Three"), (2, "New"), (3, "One, better")]
    assert ReferenceQuestion.objects.get(pk=two.pk).void_at == AT
    assert ReferenceQuestion.objects.get(pk=one.pk).number == 3
    with pytest.raises(ChangedMeanwhile):
        stale = TermsOfReference.objects.get(pk=terms.pk)
        actions.change_terms(stale, revision=1, questions=[], by=cast.priya, at=AT, **steps.TERMS)


def test_agreed_terms_stay_and_the_next_version_says_why(cast, review, made):
    terms = draft(cast, review, "One", "Two")
    actions.agree_terms(terms, revision=1, agreed_on=DAY, by=cast.priya, at=AT)
    assert Duty.objects.get(kind="panel.agree_terms").met_on == DAY
    with pytest.raises(NotYet):
        actions.change_terms(terms, revision=2, questions=[], by=cast.priya, at=AT, **steps.TERMS)
    with pytest.raises(NotYet) as refusal:
        draft(cast, review, "One", version=2)
    assert refusal.value.field == "why_changed"
    second = draft(cast, review, "One", "Two", "Three", version=2, why_changed="A sibling was added")
    assert "panel.agree_terms" in open_kinds(review)
    assert queries.terms_in_force(review) == terms and queries.latest_terms(review) == second
    actions.agree_terms(second, revision=1, agreed_on=DAY, by=cast.priya, at=AT)
    assert [question.number for question in queries.terms_in_force(review).questions.all()] == [1, 2, 3]


def test_terms_without_a_question_are_not_agreed(cast, review):
    with pytest.raises(NotYet):
        actions.agree_terms(draft(cast, review), revision=1, agreed_on=DAY, by=cast.priya, at=AT)


def test_the_terms_in_force_come_with_their_questions_in_two_questions_to_the_database(
    cast, review, django_assert_num_queries
):
    assert queries.terms_in_force(review) is None
    draft(cast, review, *steps.QUESTIONS)
    with django_assert_num_queries(2):
        assert len(list(queries.terms_in_force(review).questions.all())) == 5


# The trail -------------------------------------------------------------------------------------------------

CHANGES = {
    "commission": lambda c, m: actions.commission(
        m.review, reviewer=c.sid, title="R", decided_on=DAY, by=c.priya, at=AT
    ),
    "declare": lambda c, m: sign(c, m),
    "tell": lambda c, m: actions.tell_panel(m, revision=m.revision, panel_told_on=DAY, by=c.priya, at=AT),
    "end": lambda c, m: actions.end_commission(m, revision=m.revision, ended_on=DAY, why_ended="x", by=c.priya, at=AT),
    "terms": lambda c, m: draft(c, m.review, "One"),
    "change": lambda c, m: actions.change_terms(
        m.review.terms.get(), revision=1, questions=[(None, "New")], by=c.priya, at=AT, scope="Other"
    ),
    "agree": lambda c, m: actions.agree_terms(m.review.terms.get(), revision=1, agreed_on=DAY, by=c.priya, at=AT),
}


def everything():
    tables = (Commission, TermsOfReference, ReferenceQuestion, TeamMember, Duty, Document)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_changes_where_the_trail_cannot_be_written(cast, made, monkeypatch, name):
    if name in ("change", "agree"):
        draft(cast, made.review, "One")

    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(actions, "record", fails)
    before = everything()
    with pytest.raises(RuntimeError):
        CHANGES[name](cast, made)
    assert everything() == before


def test_the_step_takes_a_review_through_the_stage(cast, review):
    steps.commissioned(cast, review, at=AT)
    assert open_kinds(review) == set()
    assert {member.role for member in review.team.all()} == {
        Role.LEAD_REVIEWER, Role.PANEL_MEMBER, Role.HUMAN_READER,
    }  # fmt: skip
    assert queries.terms_in_force(review).agreed_on == DAY and review.meetings.count() == 1
