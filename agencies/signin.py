"""How does signing in differ from the library's own way? People are invited, and told plainly what is wrong."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from cspr.context import DemoSignIn
from cspr.tests.cast import PASSWORD, PEOPLE, email_of

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


def demo_people() -> list[DemoSignIn]:
    """The invented people one may sign in as in a demonstration."""
    return [DemoSignIn(name, job, email_of(key), line, PASSWORD) for key, name, job, _, _, line in PEOPLE]
