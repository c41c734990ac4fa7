"""Is a letter worded as the office wants it, and does it say no more than its fields?"""

import datetime as dt

import pytest

from cspr.letters import shipped
from cspr.letters.actions import word
from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import Letter, fields_in, register

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def letter(monkeypatch):
    monkeypatch.setattr(shipped, "SHIPPED", {**shipped.SHIPPED})
    monkeypatch.setattr("cspr.letters.actions.SHIPPED", shipped.SHIPPED)
    monkeypatch.setattr("cspr.letters.queries.SHIPPED", shipped.SHIPPED)
    register(Letter("test", "{code}: please", "In {code} do {what}.", ("code", "what")))


def revise(version, subject="{code}!", body="Please {what}."):
    LetterTemplate.objects.create(code="test", version=version, subject=subject, body=body, made_at=AT)


def test_the_shipped_wording_is_filled_in(db, letter):
    assert word("test", code="FM-2026-001", what="answer") == ("FM-2026-001: please", "In FM-2026-001 do answer.")


def test_the_newest_version_of_the_office_counts(db, letter):
    revise(1, subject="Old")
    revise(2)
    assert word("test", code="FM-2026-001", what="answer") == ("FM-2026-001!", "Please answer.")


def test_a_field_that_is_not_given_is_an_error_of_the_program(db, letter):
    with pytest.raises(KeyError):
        word("test", code="FM-2026-001")


def test_a_shipped_letter_lists_its_fields(letter):
    with pytest.raises(ValueError, match="does not list: phone"):
        register(Letter("other", "{code}", "{phone}", ("code",)))


@pytest.mark.parametrize("odd", ["{what.__class__}", "{}", "{ what }", "{unknown}", "50 % {", "}{", "{what!r}", "{0}"])
def test_braces_the_office_wrote_otherwise_stand_as_they_are(db, letter, odd):
    revise(1, body=f"{odd} {{what}}")
    assert word("test", code="FM", what="answer")[1] == f"{odd} answer"


def test_a_value_is_not_read_as_wording(db, letter):
    assert word("test", code="{what}", what="{code}") == ("{what}: please", "In {what} do {code}.")


def test_a_subject_is_one_line(db, letter):
    assert word("test", code="FM\r\nBcc: x@y.example", what="x")[0] == "FM Bcc: x@y.example: please"


def test_fields_are_found():
    assert fields_in("In {code}, {what} by {due}; {code}") == {"code", "what", "due"}
