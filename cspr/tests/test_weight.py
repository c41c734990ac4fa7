"""Is every page light enough for an old computer on a slow line, and is it sent compressed?"""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

LIMIT = 150_000
LINKED = re.compile(r'(?:href|src|data-govuk)="/static/([^"?]+)')
# The editor of the report brings its own scripts; who writes a report opens it once a day.
EDITOR = "django_prose_editor/"


@pytest.mark.pure
@pytest.mark.django_db
def test_a_first_visit_to_any_page_is_light(survey):
    heavy = {
        page.url: size for page in survey.pages.values() if EDITOR not in page.html and (size := sent(page)) > LIMIT
    }
    assert heavy == {}


@pytest.mark.browser
@pytest.mark.smoke
def test_what_the_browser_really_gets_is_compressed(page):
    sizes = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto("/account/sign-in/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 5
    assert sum(sizes.values()) < LIMIT / 2
    assert next(size for url, size in sizes.items() if url.endswith("govuk-frontend.min.css")) < 20_000


def sent(page):
    """The bytes of a page with everything it links to, as they are sent to a browser that has nothing yet."""
    files = {found for name in LINKED.findall(page.html) if (found := finders.find(name))}
    return len(gzip.compress(page.html.encode())) + sum(_sent(Path(found)) for found in files)


def _sent(path):
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.exists() else path).stat().st_size
