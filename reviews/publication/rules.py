"""May the finished report be signed, published, taken down now? What follows from its facts?"""

import datetime as dt
import html
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import strip_tags

from agencies.models import Agency
from agencies.roles import Role
from cspr import clock, workdays
from cspr.records import NotYet
from cspr.workdays import Extra
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.guidance.regimes import Clock
from reviews.guidance.rules import Guidance
from reviews.publication.models import Edition, Signature
from reviews.report.models import Version
from reviews.report.rules import Document, Hit, bare, places

SIGN_WITHIN = 5  # working days, agreed; no guidance sets it
DECIDE_WITHIN = 20  # working days after the twelve months, agreed
CONFIRM_WITHIN = 1  # working day
UNNAME_WITHIN = 1  # working day, agreed: what names somebody is not signed, not published, or taken down at once


@dataclass(frozen=True)
class Signer:
    """Whose signature is needed: a statutory partner's, or (without partner) the human reader's."""

    role: str
    partner: Agency | None = None

    @property
    def key(self) -> str:
        return f"partner:{self.partner.pk}" if self.partner else "reader"

    @property
    def label(self) -> str:
        return f"{self.partner}" if self.partner else str(Role.HUMAN_READER.label)


def signers(partners: Iterable[Agency]) -> list[Signer]:
    """Everybody whose signature is needed: each statutory partner, and the human reader."""
    return [Signer(Role.DELEGATED_PARTNER, partner) for partner in partners] + [Signer(Role.HUMAN_READER)]


def still_to_sign(needed: Iterable[Signer], signatures: Iterable[Signature]) -> list[Signer]:
    """Those whose signature is not there."""
    there = {signature.partner_id for signature in signatures}
    return [signer for signer in needed if (signer.partner.pk if signer.partner else None) not in there]


def all_signed(needed: Sequence[Signer], signatures: Iterable[Signature]) -> bool:
    """Do all signatures stand? Never without a partner."""
    return any(signer.partner for signer in needed) and not still_to_sign(needed, signatures)


# Preparing -----------------------------------------------------------------------------------------


def check_may_prepare(review: Review, version: Version | None, standing: Edition | None, *, why: str) -> None:
    """A new agreed version may be prepared; once signed or taken down, with a reason."""
    if version is None:
        raise NotYet(
            "No version of the report is agreed for publication yet. Agree one on the page of the report first."
        )
    if review.phase not in (Phase.IN_REVIEW, Phase.SIGNED_OFF, Phase.PUBLISHED):
        raise NotYet(f"The case is at “{review.get_phase_display()}”; a report is prepared while it is in review.")
    if standing and standing.version_id == version.pk:
        raise NotYet(
            "The version agreed last is prepared already. To change it, agree a new version of the report first."
        )
    if review.phase == Phase.PUBLISHED and not (standing and standing.taken_down_at):
        raise NotYet("The report is published. Take it down first; then the corrected version can be prepared.")
    if review.phase != Phase.IN_REVIEW and not why.strip():
        raise NotYet("Say why the report is prepared again: all who signed will be asked to sign anew.", field="why")


def check_not_held(sentence: str, *, field: str | None = None) -> None:
    """Raises ``NotYet`` with the sentence that says for what publication has to wait."""
    if sentence:
        raise NotYet(sentence, field=field)


class StillNamed(NotYet):
    """A finished file tells who somebody is."""


def check_nothing_listed(hits: Collection[Hit]) -> None:
    """Raises ``StillNamed`` with the places, never the words, where a finished file still tells who somebody is."""
    if hits:
        number = "1 place" if len(hits) == 1 else f"{len(hits)} places"
        raise StillNamed(f"The finished file still tells who somebody is in {number}: {places(hits, most=3)}."[:300])


def check_whole(document: Document, pages: Iterable[str]) -> None:
    """Raises ``NotYet`` unless the pages hold every numbered paragraph, in order."""
    text, at = " ".join(" ".join(pages).split()), 0
    for number, word in _openings(document):
        at = text.find(f"{number} {word}", at)
        if at < 0:
            raise NotYet(f"Paragraph {number} is not where it should be in the finished PDF. Nothing was kept.")


def _openings(document: Document) -> Iterator[tuple[str, str]]:
    for section in document.sections:
        for block in section.blocks:
            words = html.unescape(strip_tags(bare(block.html).replace("<span data-fn", " <span data-fn"))).split()
            if block.number and words:
                yield block.number, words[0]


# Signing -------------------------------------------------------------------------------------------

PREPARED_AGAIN = "The report was prepared again after you opened it. Open the new file and read it before you sign."


def check_may_sign(edition: Edition, signer: Signer, missing: Collection[Signer]) -> None:
    """While the case is in review, and once each."""
    if edition.review.phase != Phase.IN_REVIEW:
        raise NotYet(
            f"The case is at “{edition.review.get_phase_display()}”; the report is signed while it is in review."
        )
    if signer not in missing:
        raise NotYet(f"The signature of {signer.label} is there already.")


def check_signed_on(signed_on: dt.date, edition: Edition, today: dt.date) -> None:
    """Between the day the file was prepared and today."""
    if signed_on > today:
        raise NotYet("The day of signing cannot be in the future.", field="signed_on")
    if signed_on < clock.date_of(edition.prepared_at):
        raise NotYet(
            "This file was prepared later than that. Only a signature under this file counts.", field="signed_on"
        )


def check_own_name(typed: str, name: str) -> None:
    """A person signs with their own name."""
    if typed.casefold().split() != name.casefold().split():
        raise NotYet(f"Type your name as it stands here: {name}.", field="signed_by")


def check_may_withdraw_signature(edition: Edition, signature: Signature) -> None:
    """Until the report is published."""
    if edition.published_at:
        raise NotYet("The report is published. If it must not stay so, take it down.")
    if edition.replaced_at or signature.withdrawn_at:
        raise NotYet("This signature no longer counts, so there is nothing to withdraw.")


# Going out -----------------------------------------------------------------------------------------


def check_open(edition: Edition) -> None:
    """An edition that stands, and is neither published nor withheld."""
    if edition.replaced_at:
        raise NotYet("This file was set aside when the report was prepared again.")
    if edition.published_at:
        raise NotYet("The report is published already.")
    if edition.withheld:
        raise NotYet("It was decided not to publish this report in full.")


def check_withheld(edition: Edition) -> None:
    if edition.replaced_at or not edition.withheld:
        raise NotYet("It was not decided to withhold this report.")


def check_signed_off(review: Review) -> None:
    """Raises ``NotYet`` before all have signed."""
    if review.phase != Phase.SIGNED_OFF:
        raise NotYet("Not everybody has signed yet. A report is published once all signatures are there.")


def check_go_day(edition: Edition, today: dt.date) -> None:
    """The go is given on the planned day itself."""
    if edition.planned_at is None:
        raise NotYet("Set the date of publication first.")
    planned = clock.date_of(edition.planned_at)
    if planned > today:
        raise NotYet(f"Publication is planned for {planned:%-d %B %Y}. The go is given on that day.")
    if planned < today:
        raise NotYet("The planned day has passed. Choose another day, or publish now.")


def go_stands(edition: Edition, at: dt.datetime) -> bool:
    """Was the go given on this very day, and is the planned minute there?"""
    if not (edition.go_at and edition.planned_at):
        return False
    today = clock.date_of(at)
    return edition.planned_at <= at and clock.date_of(edition.go_at) == clock.date_of(edition.planned_at) == today


def check_planned(planned_at: dt.datetime, at: dt.datetime) -> None:
    """A moment to come."""
    if planned_at <= at:
        raise NotYet("Choose a moment that is still to come.", field="planned_on")


def check_shared(shared_on: dt.date, edition: Edition, today: dt.date) -> None:
    """Raises ``NotYet`` where the report is said to have been sent before it existed, or after today."""
    if shared_on > today:
        raise NotYet("The day it was sent cannot be in the future.", field="shared_on")
    if shared_on < clock.date_of(edition.prepared_at):
        raise NotYet("This file was prepared later than that. Send this one.", field="shared_on")


def warnings_for(
    day: dt.date, *, share_by: dt.date, shared_on: dt.date | None, today: dt.date, extra: Extra = workdays.NONE
) -> list[str]:
    """What speaks against a day of publication. None of it forbids the day."""
    found = []
    holiday = workdays.bank_holiday(day, extra)
    if holiday:
        found.append(f"{day:%-d %B %Y} is a bank holiday ({holiday}).")
    elif day.weekday() >= 5:
        found.append(f"{day:%-d %B %Y} is a {day:%A}. Few people will be there for the family and for questions.")
    if (shared_on and shared_on > share_by) or (not shared_on and share_by < today):
        found.append(
            f"The national Panel, the Department for Education and Ofsted were to have the report by {share_by:%-d %B %Y}."
        )
    return found


def window_ends(published_on: dt.date, guidance: Guidance) -> dt.date:
    """The day on which the time ends through which a report stays published."""
    return guidance.applied(Clock.STAY_PUBLISHED, published_on).due(published_on)


# Afterwards ----------------------------------------------------------------------------------------


def check_after(edition: Edition, today: dt.date) -> None:
    """What becomes of a report is decided once its time is over, never before."""
    if not (edition.published_at and edition.window_ends_on):
        raise NotYet("The report is not published.")
    if today < edition.window_ends_on:
        raise NotYet(f"The report stays published until {edition.window_ends_on:%-d %B %Y}; the decision is made then.")


def still_to_do(edition: Edition | None, today: dt.date) -> list[str]:
    """What is left to do with the report of a published case before the case is closed, in words.

    How long a report stays published is a rule of ``reviews.guidance.regimes``; what becomes of it after is decided, not
    left to be.
    """
    if not (edition and edition.published_at and edition.window_ends_on):
        return ["no report is published at present: publish the corrected one"]
    found = []
    if today < edition.window_ends_on:
        found.append(f"the report stays published until {edition.window_ends_on:%-d %B %Y}")
    elif not edition.after:
        found.append("whether the report is kept, archived or withdrawn is not decided")
    if edition.taken_down_at and not edition.take_down_confirmed_at:
        found.append("no second person has confirmed that the report was taken down")
    return [words[0].upper() + words[1:] for words in found]


def check_kept(edition: Edition, after: str) -> None:
    """Raises ``NotYet`` where a report that nobody can read would be kept published."""
    if edition.taken_down_at and after == Edition.After.KEEP:
        raise NotYet("The report is taken down. Put it back first, or choose another answer.", field="after")


def check_may_take_down(edition: Edition) -> None:
    """A report that the public can read."""
    if not edition.published_at or edition.taken_down_at or edition.after not in ("", Edition.After.KEEP):
        raise NotYet("The report is not on the public page.")


def check_may_confirm(edition: Edition, by_pk: int) -> None:
    """Somebody else than the one who took it down."""
    if not edition.taken_down_at:
        raise NotYet("The report is not taken down.")
    if edition.take_down_confirmed_at:
        raise NotYet("Somebody has confirmed it already.")
    if edition.taken_down_by_id == by_pk:
        raise NotYet("You took the report down yourself. A second person has to confirm it.")


def check_may_put_back(edition: Edition) -> None:
    """One that was taken down and not prepared again since."""
    if not edition.taken_down_at:
        raise NotYet("The report is not taken down.")
    if edition.replaced_at:
        raise NotYet("The report was prepared again since. Publish the new one.")
