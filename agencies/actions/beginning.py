"""How does an empty installation get its partnership and its first administrator?"""

import datetime as dt

from django.db import transaction

from agencies import events
from agencies.models import Partnership, Post, User
from agencies.roles import Role
from cspr import clock
from cspr.audit.actions import record
from cspr.audit.queries import holds_demonstration
from cspr.preflight import HOLDS_DEMONSTRATION
from cspr.records import NotYet


@transaction.atomic
def begin(*, partnership: str, code_prefix: str, name: str, email: str, at: dt.datetime) -> User:
    """Make the first partnership and its administrator; raises ``NotYet`` where anybody is known already."""
    if holds_demonstration():
        raise NotYet(HOLDS_DEMONSTRATION)
    if User.objects.exists():
        raise NotYet(
            "There are people in this installation already. An administrator adds others on the page “People”."
        )
    place = Partnership.objects.create(name=partnership, short_name=partnership[:60], code_prefix=code_prefix.upper())
    administrator = User.objects.create_user(email, name=name, job="Administrator")
    Post.objects.create(user=administrator, role=Role.ADMINISTRATOR, partnership=place, starts_on=clock.date_of(at))
    record(events.PARTNERSHIP_ADDED, by=None, at=at, subject=f"partnership {place.pk}")
    record(events.PERSON_ADDED, by=None, at=at, subject=f"person {administrator.pk}")
    return administrator
