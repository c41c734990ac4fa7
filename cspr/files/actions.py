"""How are bytes kept, and read back whole?"""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cspr.files import rules
from cspr.files.models import StoredFile
from cspr.records import NotYet


def store(name: str, content: bytes, *, by: Any, at: dt.datetime) -> StoredFile:
    """Keep an uploaded file; raises ``NotYet`` where its kind, size or content is not accepted."""
    return keep(name, content, rules.content_type(name, content, most_bytes=settings.MAX_UPLOAD_BYTES), by=by, at=at)


def keep(name: str, content: bytes, content_type: str, *, by: Any, at: dt.datetime) -> StoredFile:
    """Keep bytes the system made itself."""
    key = default_storage.save(secrets.token_hex(24), ContentFile(content))
    return StoredFile.objects.create(
        key=key,
        name=rules.shown_name(name),
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_at=at,
        stored_by_id=by.pk if by else None,
    )


def read(stored: StoredFile) -> bytes:
    """The bytes as they were stored; raises ``NotYet`` where they are missing or no longer the same."""
    try:
        with default_storage.open(stored.key) as file:
            content = file.read()
    except FileNotFoundError:
        raise NotYet("The file is missing from the store. Restore it from a backup.") from None
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise NotYet("The file in the store is not the one that was put there. Restore it from a backup.")
    return content
