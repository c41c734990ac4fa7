"""Is what stood before carried over by the migrations?"""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from agencies.models import Agency
from agencies.queries import safeguarding_partners
from cspr.tests import cast as people

partners = import_module("agencies.migrations.0002_safeguarding_partners")


@pytest.mark.django_db
def test_whoever_was_taken_for_a_safeguarding_partner_stays_one():
    cast = people.assemble()
    before = safeguarding_partners(cast.partnership)
    gone = Agency.objects.create(name="Old Police", sector="police", ended_on="2020-01-06")
    gone.partnerships.add(cast.partnership)
    Agency.partner_in.through.objects.all().delete()
    partners.carry_over(apps, SimpleNamespace(connection=connection))
    assert safeguarding_partners(cast.partnership) == before and len(before) == 3
    assert gone.partner_in.get() == cast.partnership
    assert not cast.agencies.school.partner_in.exists()
