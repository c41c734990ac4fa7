"""What becomes of a finished file that tells who somebody is, because a name was registered after it was prepared?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.files.actions import read
from reviews.case.actions import open_duty, withdraw_duties
from reviews.case.models import Review
from reviews.guidance.queries import working_day_after
from reviews.publication import duties, events, queries, rules
from reviews.publication.models import Edition
from reviews.report.gate import check_file


def check_clean(edition: Edition) -> None:
    """Raises ``StillNamed`` where the PDF or the web page names somebody who is in the register by now.

    Reading them back takes seconds, so that it stands outside every transaction.
    """
    rules.check_nothing_listed(check_file(edition.review_id, read(edition.pdf)) + queries.named_on_page(edition))


def follow_register(review: Review, by: User, at: dt.datetime) -> None:
    """The office is to see to a file that names somebody, and to no other. Called when the register changes."""
    edition = queries.standing_edition(review)
    if edition is None or not queries.is_to_be_read(edition) or not queries.named_on_page(edition):
        withdraw_duties(review, duties.UNNAME, at=at)
    elif not review.duties.open().filter(kind=duties.UNNAME.code).exists():
        due_on = working_day_after(clock.date_of(at), rules.UNNAME_WITHIN)
        open_duty(review, duties.UNNAME, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)


@transaction.atomic
def stop(edition: Edition, *, at: dt.datetime) -> None:
    """Take back the go of a file that names somebody: nothing goes out by itself, and the go is asked for again."""
    changes = records.change(edition, go_at=None, go_by=None)
    record(
        events.STOPPED, by=None, at=at, review_code=edition.review.code, subject=f"edition {edition.pk}",
        changes=changes,
    )  # fmt: skip
