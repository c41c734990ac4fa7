"""Does the walk through the commonest tasks fit the pages, on whatever day the demonstration was loaded?"""

import datetime as dt
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from cspr.tests.cast import assemble

WALKS = Path(settings.BASE_DIR, "script", "walks")


@pytest.fixture
def tasks(monkeypatch):
    monkeypatch.syspath_prepend(str(WALKS))
    import tasks

    yield tasks
    for name in ("tasks", "walker"):
        sys.modules.pop(name, None)


class Noted:
    """Stands in for the browser: keeps which fields were asked for by their labels, and which dates were typed."""

    page = keyboard = property(lambda self: self)
    clicks = 0

    def __init__(self):
        self.labels, self.dates = [], []

    def type(self, label, text="", nth=0):
        self.labels.append(label)

    def choose(self, label, group=""):
        self.labels.append(label)

    def press(self, name):
        self.labels.append(name)

    def type_date(self, group, date, nth=0):
        self.labels.append(group)
        self.dates.append(dt.date(*reversed(date)))

    def __getattr__(self, name):
        return lambda *arguments, **named: self


@pytest.mark.pure
def test_no_code_and_no_year_stand_in_the_walks():
    source = (WALKS / "tasks.py").read_text()
    assert re.findall(r"\bFM-\d|\b20[2-9]\d\b", source) == []


@pytest.mark.pure
def test_nothing_is_typed_that_lies_in_the_future(tasks):
    noted = Noted()
    for task in (tasks.log_referral, tasks.answer_rapid_review):
        task(noted)
    assert len(noted.dates) == 6
    assert max(noted.dates) <= dt.date.today()


@pytest.mark.django_db
def test_the_fields_of_a_referral_are_called_as_the_walk_calls_them(tasks):
    client, noted = Client(), Noted()
    client.force_login(assemble().priya)
    tasks.log_referral(noted)
    page = client.get("/refer/log/").content.decode()
    assert [label for label in noted.labels if label not in page] == []
