import pytest
from django.core.management import CommandError, call_command

from agencies.models import Partnership, User
from agencies.queries import visitor
from agencies.roles import Permission
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.events import Event
from cspr.audit.models import TrailEntry
from cspr.audit.queries import DEMONSTRATION

pytestmark = pytest.mark.django_db
WORDS = {"partnership": "Marram Safeguarding Children Partnership", "prefix": "mr", "name": "Ada Wren"}


def test_it_makes_the_partnership_and_its_administrator(capsys):
    call_command("begin", **WORDS, email="ada@marram.example")
    ada = User.objects.get()
    now = clock.now()
    assert Partnership.objects.get().code_prefix == "MR"
    assert visitor(ada, today=clock.date_of(now), now=now).may(Permission.MANAGE_PEOPLE)
    assert not ada.check_password("")
    assert TrailEntry.objects.count() == 2
    assert "/account/password/reset/" in capsys.readouterr().out


def test_it_refuses_where_somebody_is_known():
    call_command("begin", **WORDS, email="ada@marram.example")
    with pytest.raises(CommandError, match="already"):
        call_command("begin", **WORDS, email="eve@marram.example")
    assert User.objects.count() == 1


def test_it_refuses_a_database_that_holds_the_demonstration():
    record(Event(DEMONSTRATION, "loaded the demonstration"), by=None, at=clock.now())
    with pytest.raises(CommandError, match="holds the demonstration, whose passwords are public"):
        call_command("begin", **WORDS, email="ada@marram.example")
    assert not User.objects.exists()


def test_it_refuses_what_is_no_address():
    with pytest.raises(CommandError, match="not an e-mail"):
        call_command("begin", **WORDS, email="ada")
