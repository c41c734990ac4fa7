"""Is the trail whole, whoever writes, and does it tell when it is not?"""

import datetime as dt
import json
from itertools import count

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import User
from cspr.audit.actions import record, record_look
from cspr.audit.events import Event
from cspr.audit.models import AppendOnly, TrailEntry
from cspr.audit.queries import broken_entries, happened_in, looks_at

AT = dt.datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=dt.UTC)
DONE = Event("test.done", "did something")
POSTGRES = connection.vendor == "postgresql"


@pytest.fixture
def priya(db):
    return User.objects.create(email="priya@fenmarsh.example", name="Priya Raman")


def write(number=3, code="FM-2026-001", **said):
    with transaction.atomic():
        return [record(DONE, by=None, at=AT, review_code=code, subject=f"row {n}", **said) for n in range(number)]


def unlocked(statement, *values):
    """Do to the table what only somebody with the keys of the database could."""
    with connection.cursor() as cursor:
        if POSTGRES:
            cursor.execute("ALTER TABLE cspr_trailentry DISABLE TRIGGER trail_read_only")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS trail_no_update")
            cursor.execute("DROP TRIGGER IF EXISTS trail_no_delete")
        cursor.execute(statement, values)


def verified(capsys, **options):
    call_command("verify_trail", **options)
    return capsys.readouterr().out


# What is said -------------------------------------------------------------------------------------------


def test_an_entry_says_who_did_what_when_and_for_whom(priya):
    with transaction.atomic():
        record(
            DONE, by=priya, at=AT, review_code="FM-2026-001", subject="return 12", on_behalf_of="Chief officer",
            changes={"due_on": ["2026-03-01", "2026-03-08"]}, audience="office",
        )  # fmt: skip
    entry = TrailEntry.objects.get()
    assert (entry.actor, entry.actor_id, entry.on_behalf_of) == ("Priya Raman", priya.pk, "Chief officer")
    assert (entry.kind, entry.sentence, entry.at) == ("test.done", "did something", AT)
    assert (entry.chain, entry.number, entry.previous) == ("review:FM-2026-001", 1, "")
    assert entry.changes == {"due_on": ["2026-03-01", "2026-03-08"]}


def test_what_nobody_did_the_system_did(db):
    assert write(1)[0].actor == "The system"


def test_a_name_in_the_trail_stays_when_the_person_changes_theirs(priya):
    with transaction.atomic():
        record(DONE, by=priya, at=AT)
    User.objects.update(name="Priya Somebody-Else")
    assert TrailEntry.objects.get().actor == "Priya Raman"
    assert list(broken_entries()) == []


def test_reviews_the_installation_and_looks_have_chains_of_their_own(priya):
    write(2, "FM-2026-001")
    write(1, "FM-2026-002")
    write(1, "")
    record_look("case", by=priya, at=AT, review_code="FM-2026-001", subject="12")
    assert [entry.number for entry in happened_in("FM-2026-001")] == [2, 1]
    assert [entry.sentence for entry in looks_at("FM-2026-001")] == ["opened case"]
    assert {entry.chain for entry in TrailEntry.objects.filter(number=1)} == {
        "review:FM-2026-001", "review:FM-2026-002", "installation", "looks:FM-2026-001",
    }  # fmt: skip


def test_it_is_refused_outside_a_transaction(spare):
    with pytest.raises(RuntimeError, match="transaction of the change"):
        spare.do(lambda: record(DONE, by=None, at=AT))


def test_a_long_subject_is_cut_and_does_not_refuse_the_change(db):
    with transaction.atomic():
        record(DONE, by=None, at=AT, subject="x" * 300)
    assert TrailEntry.objects.get().subject == "x" * 100
    assert list(broken_entries()) == []


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.text(st.characters(codec="utf-8", exclude_characters="\0"))
)
numbers = count()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.text(st.sampled_from("abc_é"), min_size=1), PLAIN | st.lists(PLAIN) | st.dates() | st.tuples(PLAIN)
    )
)
def test_whatever_is_recorded_still_has_its_hash_when_read_back(db, changes):
    code = f"FM-{next(numbers)}"
    with transaction.atomic():
        record(DONE, by=None, at=AT, review_code=code, changes=changes)
    entry = TrailEntry.objects.get(review_code=code)
    assert entry.hash == entry.digest()
    assert entry.changes == json.loads(json.dumps(changes, default=str))


# Append-only --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attempt",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: TrailEntry.objects.update(actor="x"),
        lambda entry: TrailEntry.objects.all().delete(),
        lambda entry: TrailEntry.objects.filter(pk=entry.pk).update(actor="x"),
        lambda entry: TrailEntry.objects.bulk_update([entry], ["actor"]),
    ],
)
def test_model_and_queryset_refuse_to_change_or_remove(db, attempt):
    with pytest.raises(AppendOnly):
        attempt(write(1)[0])


STATEMENTS = ["UPDATE cspr_trailentry SET actor = 'x'", "DELETE FROM cspr_trailentry"]


@pytest.mark.parametrize("statement", [*STATEMENTS, "TRUNCATE cspr_trailentry"] if POSTGRES else STATEMENTS)
def test_the_database_itself_refuses(db, statement):
    write(2)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert TrailEntry.objects.count() == 2


def test_no_two_entries_follow_the_same_one(db):
    first = write(2)[0]
    twin = TrailEntry(
        chain=first.chain, number=9, previous=first.hash, hash="x", at=AT, kind="k", sentence="s", actor="a"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


# Is it whole? -------------------------------------------------------------------------------------------


def test_an_intact_trail_is_called_intact(db, capsys):
    write(3)
    assert verified(capsys) == "The trail is intact: 3 entries.\n"


def test_its_ends_can_be_kept_elsewhere(db, capsys):
    last = write(3)[-1]
    assert verified(capsys, ends=True).splitlines()[1:] == [f"review:FM-2026-001 3 {last.hash}"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "Somebody else"),
        ("sentence", "did something else"),
        ("at", dt.datetime(2026, 3, 1, tzinfo=dt.UTC)),
        ("subject", "row 99"),
        ("audience", "office"),
        ("on_behalf_of", "Nobody"),
        ("review_code", "FM-2026-002"),
    ],
)
def test_a_changed_row_is_named(db, capsys, column, value):
    entries = write(4)
    unlocked(f"UPDATE cspr_trailentry SET {column} = %s WHERE id = %s", value, entries[1].pk)
    with pytest.raises(CommandError, match=r"Chain review:FM-2026-001, entry 2: what it says has been changed\."):
        call_command("verify_trail")


def test_a_row_changed_with_a_hash_that_fits_is_found_by_the_next(db):
    entries = write(3)
    forged = TrailEntry.objects.get(pk=entries[1].pk)
    forged.actor = "Somebody else"
    unlocked("UPDATE cspr_trailentry SET actor = %s, hash = %s WHERE id = %s", forged.actor, forged.digest(), forged.pk)
    assert list(broken_entries()) == ["Chain review:FM-2026-001, entry 3: it does not follow the entry before it."]


def test_a_missing_row_is_named(db):
    entries = write(4)
    unlocked("DELETE FROM cspr_trailentry WHERE id = %s", entries[2].pk)
    assert list(broken_entries()) == ["Chain review:FM-2026-001, entry 4: an entry before it is missing."]


def test_only_the_first_broken_row_of_a_chain_is_named_and_other_chains_are_read_on(db):
    entries = write(5)
    others = write(3, "FM-2026-002")
    unlocked("DELETE FROM cspr_trailentry WHERE id IN (%s, %s, %s)", entries[1].pk, entries[3].pk, others[0].pk)
    assert list(broken_entries()) == [
        "Chain review:FM-2026-001, entry 3: an entry before it is missing.",
        "Chain review:FM-2026-002, entry 2: an entry before it is missing.",
    ]


# Many writers -------------------------------------------------------------------------------------------


def busy(writer, code, entries, undone_every=0):
    for number in range(entries):
        with transaction.atomic():
            record(DONE, by=None, at=AT, review_code=code, subject=f"{writer}.{number}")
            if undone_every and number % undone_every == 0:
                transaction.set_rollback(True)


def everything(code):
    return list(happened_in(code).values_list("subject", flat=True)), [*broken_entries()]


@pytest.mark.parametrize("undone_every", [0, 3])
def test_it_is_whole_under_eight_writers_at_once(spare, undone_every):
    code, entries = f"FM-8-{undone_every}", 25 if POSTGRES else 8
    spare.at_once([lambda writer=writer: busy(writer, code, entries, undone_every) for writer in range(8)])
    subjects, broken = spare.do(lambda: everything(code))
    kept = [number for number in range(entries) if not undone_every or number % undone_every]
    assert sorted(subjects) == sorted(f"{writer}.{number}" for writer in range(8) for number in kept)
    assert broken == []
