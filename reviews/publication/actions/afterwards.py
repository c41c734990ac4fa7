"""What may become of a report instead of being published, or after it was?"""

import datetime as dt

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agencies.models import User
from agencies.roles import Role
from cspr import clock, records
from cspr.audit.actions import record
from cspr.audit.events import Event
from reviews.case.actions import advance, meet_duty, open_duty, withdraw_duties
from reviews.case.duties import CLOSE_CASE
from reviews.case.phases import Phase
from reviews.case.queries import open_ends
from reviews.case.rules import check_not_in_future
from reviews.documents.actions import original_of
from reviews.guidance.queries import working_day_after
from reviews.publication import duties, events, queries, rules
from reviews.publication.actions.naming import check_clean, follow_register
from reviews.publication.models import Edition
from reviews.rapid_review.duties import COMPLETE


@transaction.atomic
def withhold(
    edition: Edition,
    *,
    revision: int,
    what: str,
    reason: str,
    by: User,
    at: dt.datetime,
    decided_on: dt.date | None = None,
    on_behalf_of: str = "",
    original: UploadedFile | None = None,
) -> None:
    """Record the partners' decision not to publish the report in full, with their reasons.

    It closes the case where nothing else is open in it; what is, is finished first, and then the office is asked.
    """
    today = clock.date_of(at)
    decided_on = decided_on or today
    rules.check_open(edition)
    rules.check_signed_off(edition.review)
    check_not_in_future(decided_on, today, field="decided_on", name="The day of the decision")
    paper = original_of(
        edition.review, original, title="Decision not to publish in full", belongs_to=f"edition:{edition.pk}", by=by,
        at=at, on_behalf_of=on_behalf_of,
    )  # fmt: skip
    changes = records.change(
        edition, revision=revision, withheld=what, withheld_reason=reason, withheld_on=decided_on,
        withheld_for=on_behalf_of, withheld_paper=paper,
    )  # fmt: skip
    for kind in duties.OF_AN_EDITION:
        withdraw_duties(edition.review, kind, at=at)
    meet_duty(edition.review, COMPLETE, met_on=decided_on, at=at)
    if not any(end.stops for end in open_ends([edition.review], today)[edition.review_id]):
        advance(edition.review, Phase.CLOSED, by=by, at=at, why="The report is not published in full.")
    _tell(events.WITHHELD, edition, changes, by=by, at=at, on_behalf_of=on_behalf_of)


@transaction.atomic
def publish_after_all(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    """Take the decision not to publish back, in a case that was opened again; a date is to be set anew."""
    rules.check_withheld(edition)
    rules.check_signed_off(edition.review)
    changes = records.change(
        edition, revision=revision, withheld="", withheld_reason="", withheld_on=None, withheld_for="",
        withheld_paper=None, planned_at=None, go_by=None, go_at=None,
    )  # fmt: skip
    withdraw_duties(edition.review, CLOSE_CASE, at=at)
    due_on = working_day_after(clock.date_of(at), rules.SIGN_WITHIN)
    open_duty(edition.review, duties.PLAN, at=at, due_on=due_on, role=Role.BUSINESS_SUPPORT)
    follow_register(edition.review, by, at)
    _tell(events.WITHHELD_NO_MORE, edition, changes, by=by, at=at)


def decide_after(edition: Edition, *, revision: int, after: str, by: User, at: dt.datetime) -> None:
    """Keep, archive or withdraw a report whose months are over. It can be decided anew later.

    One that was archived or withdrawn is shown again only where it names nobody by now.
    """
    rules.check_after(edition, clock.date_of(at))
    if after == Edition.After.KEEP:
        check_clean(edition)
    _decide_after(edition, revision=revision, after=after, by=by, at=at)


@transaction.atomic
def _decide_after(edition: Edition, *, revision: int, after: str, by: User, at: dt.datetime) -> None:
    today = clock.date_of(at)
    rules.check_after(edition, today)
    rules.check_kept(edition, after)
    changes = records.change(edition, revision=revision, after=after, after_at=at)
    meet_duty(edition.review, duties.AFTER, met_on=today, at=at, thing_id=edition.pk)
    if not queries.is_to_be_read(edition):
        withdraw_duties(edition.review, duties.UNNAME, at=at)
    _tell(events.AFTER_DECIDED, edition, changes, by=by, at=at)


@transaction.atomic
def take_down(edition: Edition, *, why: str, by: User, at: dt.datetime) -> None:
    """Take a published report off the public page at once; a second person confirms within a working day."""
    rules.check_may_take_down(edition)
    changes = records.change(
        edition, taken_down_at=at, taken_down_by=by, why_taken_down=why, take_down_confirmed_by=None,
        take_down_confirmed_at=None,
    )  # fmt: skip
    due_on = working_day_after(clock.date_of(at), rules.CONFIRM_WITHIN)
    colleagues = queries.office_of(edition.review, clock.date_of(at)).exclude(pk=by.pk).exists()
    role = Role.BUSINESS_SUPPORT if colleagues else Role.DELEGATED_PARTNER
    open_duty(edition.review, duties.CONFIRM, at=at, due_on=due_on, role=role, thing_id=edition.pk)
    meet_duty(edition.review, duties.UNNAME, met_on=clock.date_of(at), at=at)
    _tell(events.TAKEN_DOWN, edition, changes, by=by, at=at)


@transaction.atomic
def confirm_take_down(edition: Edition, *, by: User, at: dt.datetime) -> None:
    """A second person's word that it was right to take the report down."""
    rules.check_may_confirm(edition, by.pk)
    changes = records.change(edition, take_down_confirmed_by=by, take_down_confirmed_at=at)
    meet_duty(edition.review, duties.CONFIRM, met_on=clock.date_of(at), at=at, thing_id=edition.pk)
    _tell(events.TAKE_DOWN_CONFIRMED, edition, changes, by=by, at=at)


def put_back(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    """Show a report again that was taken down, if it names nobody by now."""
    rules.check_may_put_back(edition)
    check_clean(edition)
    _put_back(edition, revision=revision, by=by, at=at)


@transaction.atomic
def _put_back(edition: Edition, *, revision: int, by: User, at: dt.datetime) -> None:
    rules.check_may_put_back(edition)
    rules.check_not_held(queries.held_back(edition.review))
    changes = records.change(
        edition, revision=revision, taken_down_at=None, taken_down_by=None, why_taken_down="",
        take_down_confirmed_by=None, take_down_confirmed_at=None,
    )  # fmt: skip
    changes.pop("why_taken_down", None)  # emptied: no reason is given for putting it back
    withdraw_duties(edition.review, duties.CONFIRM, at=at, thing_id=edition.pk)
    _tell(events.PUT_BACK, edition, changes, by=by, at=at)


def _tell(event: Event, edition: Edition, changes: dict, *, by: User, at: dt.datetime, on_behalf_of: str = "") -> None:
    record(
        event, by=by, at=at, review_code=edition.review.code, subject=f"edition {edition.pk}", changes=changes,
        on_behalf_of=on_behalf_of,
    )  # fmt: skip
