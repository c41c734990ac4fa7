"""Do tables that are made at once have all that the models say?"""

import pytest
from django.apps import apps
from django.db import connection

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in ("cspr", "agencies", "reviews", "chronology", "recommendations")
]


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_column_and_constraint_stands_in_the_database(model):
    with connection.cursor() as cursor:
        columns = {
            column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
        }
        constraints = set(connection.introspection.get_constraints(cursor, model._meta.db_table))
    assert columns == {field.column for field in model._meta.local_fields}
    assert {each.name for each in (*model._meta.constraints, *model._meta.indexes)} <= constraints
