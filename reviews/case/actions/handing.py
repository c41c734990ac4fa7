"""How is a request to an agency handed on to a colleague? The stage that asked tells them."""

import datetime as dt
from typing import Any

from agencies.models import Agency, User
from cspr import clock, records
from reviews.case import queries
from reviews.case.models import HandedOn


def hand_to(asked: HandedOn, agency: Agency, *, to: User, at: dt.datetime) -> dict[str, Any]:
    """Note who has the request now; raises ``NotYet`` at ``to`` unless they answer for the agency. Returns changes."""
    if not queries.people_answering(agency, on=clock.date_of(at)).filter(pk=to.pk).exists():
        raise records.NotYet("Choose somebody who answers for this agency.", field="to")
    return records.change(asked, handed_to=to, handed_at=at)
