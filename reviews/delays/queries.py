"""What is late in a case, why, and what was said of it to the national Panel and the Secretary of State?"""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from reviews.case.models import Duty, Review
from reviews.delays.duties import TELL
from reviews.delays.models import DelayLetter


def reason_held(review: Review) -> str:
    """The reason that the holds standing on a case supply; nothing where none stands."""
    return "\n\n".join(review.holds.standing().values_list("why", flat=True))


def may_be_explained(review: Review, today: dt.date) -> QuerySet[Duty]:
    """The duties of a case with a date that guidance sets: those still open, and those met after it."""
    statutory = review.duties.filter(basis=Duty.Basis.STATUTORY, replaced_by=None, withdrawn_at=None)
    return (statutory.filter(met_on=None) | statutory.late_by(today)).select_related(
        "review__partnership", "agency", "user"
    )


def letters_of(duty: Duty) -> QuerySet[DelayLetter]:
    """Every letter about one date, the newest first."""
    found = duty.delay_letters.select_related("copy", "drafted_by", "sent_recorded_by")
    return found.order_by("-pk")


def draft_of(duty: Duty) -> DelayLetter | None:
    """The letter that has not gone yet, if one was drafted."""
    return duty.delay_letters.filter(sent_on=None).first()


def missed_untold(today: dt.date) -> QuerySet[Duty]:
    """The dates set by guidance that were missed, and of which nobody has been asked to tell yet."""
    asked = Duty.objects.filter(kind=TELL.code, thing_id=OuterRef("pk"))
    late = Duty.objects.late_by(today).filter(basis=Duty.Basis.STATUTORY).exclude(kind=TELL.code).exclude(clock="")
    return late.filter(~Exists(asked)).select_related("review__partnership").order_by("pk")


def told_in_vain() -> QuerySet[Duty]:
    """What is still asked to be told although the date itself is no longer asked for."""
    gone = Duty.objects.filter(pk=OuterRef("thing_id"), withdrawn_at__isnull=False)
    return Duty.objects.open().filter(Exists(gone), kind=TELL.code)
