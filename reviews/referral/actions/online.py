"""How does somebody without an account come to the form: a link to their address, confirmed, and then a referral?"""

import datetime as dt
import hashlib
import hmac
import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agencies.models import Partnership, User
from cspr.audit.actions import record
from cspr.outbox import actions as outbox
from reviews.case.models import Review
from reviews.referral import events, rules
from reviews.referral.actions.intake import refer
from reviews.referral.models import EmailLink, Referral
from reviews.referral.narrative import link_letter

# Who stands in the trail for it; nobody can sign in with this.
ACCOUNT = {"email": "on-line-form@no-reply.invalid", "name": "On-line form"}
DAY = dt.timedelta(days=1)


def digest_of(text: str) -> str:
    """A digest that tells nothing without the installation's secret key."""
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def plain(email: str) -> str:
    """An address as it is compared."""
    return email.strip().lower()


@transaction.atomic
def send_link(email: str, *, asked_from: str, at: dt.datetime) -> bool:
    """Write a link to an address, unless too many were asked for lately. The caller says the same either way."""
    email, place = plain(email), digest_of(asked_from)
    lately = EmailLink.objects.filter(asked_at__gt=at - rules.PER_HOUR)
    if not rules.may_send(
        to_address=lately.filter(email=email).count(), from_place=lately.filter(asked_from=place).count(),
        in_all=lately.count(),
    ):  # fmt: skip
        return False
    secret = secrets.token_urlsafe(32)
    link = EmailLink.objects.create(email=email, digest=digest_of(secret), asked_from=place, asked_at=at)
    subject, body = link_letter(secret)
    outbox.write(f"referral-link:{link.pk}", to=email, subject=subject, body=body, at=at, personal=True)
    record(events.LINK_SENT, by=None, at=at, subject=f"link {link.pk}", audience="office")
    return True


@transaction.atomic
def confirm(secret: str, email: str, *, at: dt.datetime) -> str | None:
    """The confirmed address, or None whatever is wrong with the link or the address.

    A wrong address is counted, so that a link that was passed on cannot be tried out.
    """
    email = plain(email)
    link = EmailLink.objects.filter(digest=digest_of(secret)).first()
    if link is None or not rules.works(asked_at=link.asked_at, used_at=link.used_at, tries=link.tries, at=at):
        return None
    unused = EmailLink.objects.filter(pk=link.pk, used_at=None, tries__lt=rules.MOST_TRIES)
    if not hmac.compare_digest(link.email.encode(), email.encode()):
        unused.update(tries=F("tries") + 1)
        return None
    if unused.update(used_at=at) != 1:  # of two who open it at once, one comes in
        return None
    record(events.LINK_USED, by=None, at=at, subject=f"link {link.pk}", audience="office")
    return link.email


@transaction.atomic
def refer_online(partnership: Partnership, *, email: str, sending: str, at: dt.datetime, **told: Any) -> Review:
    """A referral from a confirmed address. The same form, sent again from another window, is refused in words."""
    before = Referral.objects.filter(sending=sending, verified_email=email).select_related("review").first()
    rules.check_not_sent(before.review.code if before else "")
    today = Referral.objects.filter(verified_email=email, entered_at__gt=at - DAY).count()
    rules.check_referrals_today(today)
    return refer(
        partnership, how=Referral.How.FORM, verified_email=email, sending=sending, second_case=True,
        form_version=rules.FORM_VERSION, by=_account(), at=at, **told,
    )  # fmt: skip


def _account() -> User:
    found = User.objects.filter(email=ACCOUNT["email"]).first()
    return found or User.objects.create_user(**ACCOUNT, is_active=False)
