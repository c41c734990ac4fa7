"""What do the forms of signing in say? Those of allauth, in plain words and in our markup.

Named in the setting ``ACCOUNT_FORMS``.
"""

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from django.forms import BaseForm
from django.http import HttpRequest

from cspr import govuk

EMAIL, PASSWORD, NEW, AGAIN = "E-mail address", "Password", "New password", "New password, again"
NEW_HINT = "At least 12 characters. Three words that do not belong together are easy to keep in mind."


def _say(form: BaseForm, **labels: str) -> None:
    """Give fields their labels, and take away hints that are links."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].help_text = ""


class LoginForm(govuk.FormMixin, theirs.LoginForm):
    """Signing in."""

    submit = "Sign in"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, login=EMAIL, password=PASSWORD)


class ReauthenticateForm(govuk.FormMixin, theirs.ReauthenticateForm):
    """The password once more before something that matters."""

    submit = "Go on"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=PASSWORD)


class ResetPasswordForm(govuk.FormMixin, theirs.ResetPasswordForm):
    """Asking for a link to choose a new password."""

    submit = "Send me a link"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=EMAIL)

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """An address nobody has is written to as well, so that nobody can tell by the answer who works here."""
        if self.users:
            return super().save(request, **kwargs)
        email = self.cleaned_data["email"]
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordKeyForm(govuk.FormMixin, theirs.ResetPasswordKeyForm):
    """Choosing a new password with that link."""

    submit = "Save new password"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=NEW, password2=AGAIN)
        self.fields["password1"].help_text = NEW_HINT


class ChangePasswordForm(govuk.FormMixin, theirs.ChangePasswordForm):
    """Choosing a new password while signed in."""

    submit = "Save new password"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, oldpassword="Password you have now", password1=NEW, password2=AGAIN)
        self.fields["password1"].help_text = NEW_HINT
