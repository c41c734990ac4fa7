"""Does every address name its door, and is every name in a template an address?"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.pure

URL_TAG = re.compile(r"{%\s*url\s+['\"]([\w:-]+)['\"]")


def patterns(resolver: URLResolver | None = None, before: str = "") -> list[tuple[str, URLPattern]]:
    """Every address with its pattern."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        route = before + str(entry.pattern)
        found += patterns(entry, route) if isinstance(entry, URLResolver) else [(route, entry)]
    return found


@pytest.mark.parametrize("route, pattern", patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_address_names_its_door(route, pattern):
    assert getattr(pattern.callback, "door", None), f"{route} has no door"


def test_only_addresses_of_a_review_are_behind_a_review():
    for route, pattern in patterns():
        in_review = route.startswith("reviews/<str:code>/")
        assert (pattern.callback.door.kind == "review") == in_review, route


def test_no_two_addresses_share_a_name():
    names = [pattern.name for _, pattern in patterns() if pattern.name]
    assert sorted(names) == sorted(set(names))


def test_every_address_in_a_template_exists():
    known = {pattern.name for _, pattern in patterns()} | {"drafts:save", "drafts:discard"}
    used = {
        (path.name, name)
        for path in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for name in URL_TAG.findall(path.read_text())
    }
    assert sorted((file, name) for file, name in used if name.split(":")[-1] not in known and name not in known) == []
