"""Does every model keep the promises that all of them make?"""

import pytest
from django.apps import apps
from django.db import models
from django.db.models.expressions import Col, Expression

from cspr import privacy
from cspr.records import Record

pytestmark = pytest.mark.pure

OWN = [
    model
    for label in ("cspr", "agencies", "reviews", "chronology", "recommendations")
    for model in apps.get_app_config(label).get_models()
]


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_every_field_has_one_privacy_class(model):
    if model._meta.auto_created:
        return
    assert privacy.unclassified(model) == []
    names = {field.name for field in model._meta.get_fields()}
    for base in model.__mro__:
        listed = [name for kind in privacy.CLASSES for name in getattr(base.__dict__.get("Privacy"), kind, ())]
        assert len(listed) == len(set(listed)), f"{base.__name__} names a field twice"
        assert set(listed) <= names, f"{base.__name__} names a field it does not have"


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_nothing_is_deleted_with_something_else(model):
    links = [field for field in model._meta.local_fields if field.remote_field]
    if model._meta.auto_created:
        return
    assert [field.name for field in links if field.remote_field.on_delete is not models.PROTECT] == []


@pytest.mark.parametrize(
    "model", [model for model in OWN if issubclass(model, Record)], ids=lambda model: model.__name__
)
def test_a_record_keeps_its_own_save(model):
    assert model.save in (models.Model.save, Record.save) or model.__name__ == "User"


@pytest.mark.parametrize("more", [0, 1])
def test_the_run_tells_columns_apart_as_django_does(more):
    columns = [Col("t", field, *[field] * more) for model in OWN for field in model._meta.concrete_fields]
    assert [column.identity for column in columns] == [Expression.identity.func(column) for column in columns]
