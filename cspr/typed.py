"""What had been typed into a form that is not accepted? Nobody should have to type it again."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from cspr.drafts.rules import is_private

UNREADABLE = (RequestDataTooBig, TooManyFieldsSent, MultiPartParserError, UnicodeDecodeError)


@dataclass(frozen=True)
class Refused:
    """What a form held that was not accepted: all that may be shown on a page and sent again."""

    action: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    had_password: bool


def came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on one of our own pages."""
    origin = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER") or ""
    return bool(origin) and urlsplit(origin).netloc == request.get_host()


def read_refused(request: HttpRequest) -> Refused | None:
    """The posted fields without token, passwords and files; nothing when they cannot be read."""
    try:
        lists, files = list(request.POST.lists()), bool(request.FILES)
    except UNREADABLE:
        return None
    fields = tuple((name, value) for name, values in lists if not is_private(name) for value in values)
    password = any(is_private(name) and name != "csrfmiddlewaretoken" for name, _ in lists)
    return Refused(request.get_full_path(), fields, files, password)


def typed_into(request: HttpRequest) -> list[str]:
    """The texts somebody typed into a form of ours that now leads nowhere; short choices and numbers are left out."""
    if request.method != "POST" or not came_from_here(request):
        return []
    refused = read_refused(request)
    return [value for _, value in refused.fields if len(value.split()) > 1] if refused else []
