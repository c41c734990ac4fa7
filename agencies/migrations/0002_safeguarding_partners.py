"""Which agency is a safeguarding partner where is said of its own; until now every council, health board and police was one."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STATUTORY = ("local_authority", "icb", "police")


def carry_over(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those that ended too: they were partners until then, and are again where they are let stand again."""
    agencies = apps.get_model("agencies", "Agency")
    partner_in = agencies.partner_in.through
    database = schema_editor.connection.alias
    worked_in = agencies.objects.using(database).filter(sector__in=STATUTORY, partnerships__isnull=False)
    partner_in.objects.using(database).bulk_create(
        partner_in(agency_id=agency, partnership_id=partnership)
        for agency, partnership in worked_in.values_list("pk", "partnerships")
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.AddField(
            "agency",
            "partner_in",
            models.ManyToManyField("agencies.Partnership", related_name="safeguarding_partners", blank=True),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
    ]
