"""May this reviewer begin, may these terms be agreed?"""

import datetime as dt

import pytest

from agencies.models import Agency, User
from agencies.roles import Role
from cspr.records import NotYet
from reviews.case.rules import check_reader
from reviews.panel import rules
from reviews.panel.models import Commission, TermsOfReference

pytestmark = pytest.mark.pure
DAY = dt.date(2026, 3, 12)
POLICE = Agency(pk=7, name="Fenmarsh Police")


def refused(check, *arguments):
    """The field the refusal belongs to, "" for none, or None where it is allowed."""
    try:
        check(*arguments)
    except NotYet as refusal:
        return refusal.field or ""
    return None


@pytest.mark.parametrize(
    ("reviewer", "field"),
    [
        (User(name="Luca"), None),
        (User(name="Luca", agency=POLICE), "reviewer"),
        (User(name="Luca", agency=Agency(pk=8)), None),
        (User(name="Luca", is_active=False), "reviewer"),
    ],
)
def test_a_lead_reviewer_is_independent_of_the_agencies_involved(reviewer, field):
    assert refused(rules.check_independent, reviewer, {7}) == field


@pytest.mark.parametrize(
    ("typed", "field"),
    [("Luca Fairweather", None), ("  luca  FAIRWEATHER ", None), ("L. Fairweather", "signed_as"), ("", "signed_as")],
)
def test_a_signature_is_the_signers_own_name(typed, field):
    assert refused(rules.check_signature, typed, "Luca Fairweather") == field


@pytest.mark.parametrize(("dates", "allowed"), [({}, True), ({"ended_on": DAY}, False), ({"declared_on": DAY}, False)])
def test_a_declaration_is_signed_once_while_the_commission_stands(dates, allowed):
    assert (refused(rules.check_may_declare, Commission(**dates)) is None) == allowed


@pytest.mark.parametrize(
    ("role", "held", "field"),
    [
        (Role.HUMAN_READER, [Role.LEAD_REVIEWER], "user"),
        (Role.LEAD_REVIEWER, [Role.HUMAN_READER], "user"),
        (Role.HUMAN_READER, [Role.PANEL_MEMBER], None),
        (Role.PANEL_MEMBER, [Role.LEAD_REVIEWER], None),
        (Role.HUMAN_READER, [], None),
    ],
)
def test_whoever_wrote_the_report_is_not_its_human_reader(role, held, field):
    assert refused(check_reader, role, held) == field


AGREED, DRAFT = TermsOfReference(version=1, agreed_on=DAY), TermsOfReference(version=1)


@pytest.mark.parametrize(
    ("latest", "version", "why", "field"),
    [
        (None, 1, "", None),
        (None, 2, "", ""),
        (AGREED, 2, "A sibling was added", None),
        (AGREED, 2, "", "why_changed"),
        (AGREED, 1, "Why", ""),
        (DRAFT, 2, "Why", ""),
    ],
)
def test_a_version_follows_an_agreed_one_and_says_why(latest, version, why, field):
    assert refused(rules.check_next, latest, version, why) == field


@pytest.mark.parametrize(
    ("terms", "questions", "day", "field"),
    [
        (DRAFT, 5, DAY, None),
        (DRAFT, 0, DAY, ""),
        (DRAFT, 5, DAY + dt.timedelta(days=1), "agreed_on"),
        (AGREED, 5, DAY, ""),
    ],
)
def test_terms_are_agreed_with_questions_and_not_in_the_future(terms, questions, day, field):
    assert refused(rules.check_may_agree, terms, questions, day, DAY) == field


def test_the_proposed_declaration_names_the_partnership_and_the_agencies():
    text = rules.declaration_text("Fenmarsh Partnership", "FM-2026-001", ["Fenmarsh Police", "Reedbed Homes"])
    assert text.startswith("I ")
    for words in ("Fenmarsh Partnership", "FM-2026-001", "Fenmarsh Police", "Reedbed Homes", "independent"):
        assert words in text
