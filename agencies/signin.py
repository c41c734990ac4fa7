"""How does signing in differ from the library's own way? People are invited, and told plainly what is wrong."""

import secrets
from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cspr import clock
from cspr.outbox.actions import write

MISMATCH = "The e-mail address or the password is not right. Check both, or choose a new password with the link below."
NO_LINK = "This link has been used or has run out. Ask for a new one below."


class Adapter(DefaultAccountAdapter):
    """Nobody signs up, and refusals say what to do."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This sign-in has been ended. If you still work with the office, ring it.",
        "email_password_mismatch": MISMATCH,
        "invalid_login": MISMATCH,
        "unknown_email": MISMATCH,
        "incorrect_password": "This is not your password. Type it again.",
        "enter_current_password": "This is not the password you have now. Type it again.",
        "invalid_or_expired_key": NO_LINK,
        "invalid_password_reset": NO_LINK,
        "too_many_login_attempts": "The password was wrong too often. Wait five minutes, then try again.",
        "rate_limited": "That was too often in a short time. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address people know, whatever host the request named."""
        page = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + page.replace("UID-KEY", quote(key))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the outbox: a mail server that is away is no error, and an answer takes as long for any address."""
        message = self.render_mail(template_prefix, email, context)
        key = f"account:{secrets.token_hex(16)}"
        write(key, to=email, subject=message.subject, body=message.body, at=clock.now(), personal=True)
