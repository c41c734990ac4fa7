"""How does a stored file leave as an answer to a browser? As a download that nothing may run."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from cspr.files import actions
from cspr.files.models import StoredFile


def download(stored: StoredFile, *, inline: bool = False, name: str = "") -> HttpResponse:
    """The file, under the name people gave it, or another where that one tells too much.

    ``inline`` shows a PDF the system made in the browser, nothing else. Raises ``NotYet`` where the bytes are missing or altered.
    """
    shown = inline and stored.content_type == "application/pdf"
    return made(actions.read(stored), stored.content_type, name or stored.name, inline=shown)


def made(content: bytes, content_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """The same for bytes that were made just now and are kept nowhere."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
