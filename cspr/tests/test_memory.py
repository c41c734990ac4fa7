"""Is the world of a test that is written again the one that was built?"""

import pytest
from django.db import connection, transaction

from agencies.models import User
from cspr.tests.memory import Memory

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory():
    memory = Memory()
    yield memory
    connection.execute_wrappers.remove(memory._watch)


@pytest.fixture
def build():
    def build():
        build.times += 1
        return User.objects.create(email="ada@marram.example", name="Ada Wren")

    build.times = 0
    return build


def test_it_is_built_once_and_its_rows_are_written_again(memory, build):
    for _ in range(3):
        with transaction.atomic():
            memory.begin()
            made = memory.call(build, ())
            assert User.objects.get() == made and User.objects.get().name == "Ada Wren"
            transaction.set_rollback(True)
    assert build.times == 1


def test_it_is_built_anew_where_something_else_was_written_before(memory, build):
    for number in range(2):
        with transaction.atomic():
            memory.begin()
            User.objects.create(email=f"n{number}@marram.example", name="Somebody")
            memory.call(build, ())
            assert User.objects.count() == 2
            transaction.set_rollback(True)
    assert build.times == 2


def test_what_a_later_fixture_changes_is_changed_again(memory, build):
    def rename(user):
        User.objects.filter(pk=user.pk).update(name="Ada Heron")

    for _ in range(2):
        with transaction.atomic():
            memory.begin()
            made = memory.call(build, ())
            memory.call(rename, (made,))
            assert User.objects.get().name == "Ada Heron"
            transaction.set_rollback(True)
