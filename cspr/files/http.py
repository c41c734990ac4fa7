"""How does a stored file leave as an answer to a browser? As a download that nothing may run."""

from django.http import HttpResponse

from cspr.files import actions
from cspr.files.models import StoredFile


def download(stored: StoredFile, *, inline: bool = False) -> HttpResponse:
    """The file, under the name people gave it. Only PDFs the system made are shown in the browser."""
    response = HttpResponse(actions.read(stored), content_type=stored.content_type)
    name = stored.name.replace('"', "").replace("\\", "").replace("\n", " ").replace("\r", " ")
    ascii_name = name.encode("ascii", "replace").decode().replace("?", "_")
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{ascii_name}"'
    response["Cache-Control"] = "private, no-store"
    return response
