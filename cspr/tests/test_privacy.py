"""Does every field have a class, and does only what is open get into the trail?"""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from cspr.privacy import classes_of, describe_changes, unclassified
from cspr.records import Record

pytestmark = pytest.mark.pure


@pytest.fixture
@isolate_apps("cspr")
def thing():
    """A model that only this test knows."""

    class Base(models.Model):
        label = models.CharField(max_length=10)
        note = models.CharField(max_length=10)

        class Meta:
            abstract = True

        class Privacy:
            open = ("label",)
            sensitive = ("note",)

    class Thing(Record, Base):
        name = models.CharField(max_length=10)
        note = models.CharField(max_length=20)
        forgotten = models.CharField(max_length=10)
        parent = models.ForeignKey("self", models.PROTECT, null=True)

        class Meta:
            app_label = "cspr"
            managed = False

        class Privacy:
            identifying = ("name", "note")
            open = ("parent",)

    return Thing


def test_classes_are_gathered_from_the_bases_and_the_model_has_the_last_word(thing):
    found = classes_of(thing)
    assert found == {
        "label": "open", "revision": "open", "name": "identifying", "note": "identifying", "parent": "open",
    }  # fmt: skip


def test_a_field_without_a_class_is_named(thing):
    assert unclassified(thing) == ["forgotten"]


def test_only_open_fields_are_told_in_words(thing):
    before = {"label": "A", "name": "Jo", "note": "old", "forgotten": "x", "parent": None, "revision": 1}
    after = {"label": "B", "name": "Joe", "note": "new", "forgotten": "y", "parent": thing(pk=7), "revision": 1}
    assert describe_changes(thing, before, after) == {
        "label": ["A", "B"], "name": "changed", "note": "changed", "forgotten": "changed", "parent": [None, "7"],
    }  # fmt: skip
