"""Where does mail go when there is no mail server? Each message becomes a file in a folder."""

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cspr import clock


class FolderBackend(BaseEmailBackend):
    """Writes messages to ``settings.MAIL_FOLDER``, whole or not at all, readable by this user only."""

    def __init__(self, folder: Path | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.folder = Path(folder or settings.MAIL_FOLDER)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        written = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                self._write(message)
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                written += 1
        return written

    def _write(self, message: EmailMessage) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = file_name(message)
        half = self.folder / f".{name}.{secrets.token_hex(4)}"
        try:
            # Private from the first byte on, whatever the umask.
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(message.message().as_bytes())
                file.flush()
                os.fsync(file.fileno())
            half.replace(self.folder / name)
        finally:
            half.unlink(missing_ok=True)


def file_name(message: EmailMessage) -> str:
    """The same for the same Message-ID, so that sending twice leaves one file; else new, in order of time."""
    for header, value in message.extra_headers.items():
        if header.lower() == "message-id" and value:
            return f"{hashlib.sha256(str(value).encode()).hexdigest()[:32]}.eml"
    return f"{clock.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
