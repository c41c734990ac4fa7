"""The database itself refuses to change or remove a row of the trail."""

from django.db import migrations

TABLE = "cspr_trailentry"
SQLITE = [
    f"CREATE TRIGGER trail_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION trail_read_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    f"CREATE TRIGGER trail_read_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_read_only()",
]


def add_triggers(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cspr", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, migrations.RunPython.noop)]
