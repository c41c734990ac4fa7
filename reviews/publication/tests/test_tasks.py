"""Does the clock reach the sweep, and do the jobs reach their work?"""

from unittest.mock import patch

from django.conf import settings

from cspr.jobs.actions import KINDS
from reviews.publication import actions, queries, tasks
from reviews.publication.tests import world


def test_the_sweep_is_run_by_the_clock():
    assert tasks.sweep.name in settings.CELERY_BEAT_SCHEDULE
    with patch("cspr.clock.now", return_value=world.PLANNED), patch.object(actions, "sweep") as swept:
        tasks.sweep()
    swept.assert_called_once_with(at=world.PLANNED)


def test_each_kind_of_work_is_known():
    assert KINDS[queries.DRAFT_PDF] is actions.make_draft
    assert KINDS[queries.PREPARE] is actions.prepare_edition
