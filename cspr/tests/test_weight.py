"""Is every page light enough for an old computer on a slow line, and is it sent compressed?"""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from cspr.statics import plain_name

LIMIT = 150_000
LINKED = re.compile(r'(?:href|src|data-govuk)="/static/([^"?]+)')
# The editor of the report brings its own scripts: 561 kB as it stands, 173 kB as it is sent. Who writes a report waits
# for it once; from then on the browser has it, until its content and with it its name changes.
EDITOR = "django_prose_editor/"
LIMIT_OF_EDITOR = 280_000
FOREVER = "max-age=315360000, public, immutable"


@pytest.mark.pure
@pytest.mark.django_db
def test_a_first_visit_to_any_page_is_light(survey):
    sizes = {page.url: (sent(page), EDITOR in page.html) for page in survey.pages.values()}
    heavy = {url: size for url, (size, editor) in sizes.items() if size > (LIMIT_OF_EDITOR if editor else LIMIT)}
    assert heavy == {}
    assert any(editor for _, editor in sizes.values())


@pytest.mark.browser
@pytest.mark.smoke
def test_what_the_browser_really_gets_is_compressed(page):
    sizes = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto("/account/sign-in/")
    page.wait_for_load_state("networkidle")
    assert len(sizes) >= 5
    assert sum(sizes.values()) < LIMIT / 2
    assert next(size for url, size in sizes.items() if "govuk-frontend.min." in url and url.endswith(".css")) < 20_000


def test_every_file_is_sent_compressed_and_kept_for_good_under_its_hashed_name(client):
    for name in ("django_prose_editor/editor.js", "js/report-editor.js", "css/cspr.css", "govuk/govuk-frontend.min.js"):
        address = static(name)
        assert address != f"/static/{name}" and plain_name(address) == f"/static/{name}"
        answer = client.get(address, headers={"accept-encoding": "gzip"})
        content = gzip.decompress(answer.getvalue())
        assert (answer["Content-Encoding"], answer["Cache-Control"]) == ("gzip", FOREVER)
        assert content == Path(finders.find(name)).read_bytes()
        assert client.get(address).getvalue() == content, "an old browser gets it as it is"
        plain = client.get(f"/static/{name}")
        assert plain.getvalue() == content  # read to its end, which closes the file
        assert plain.headers.get("Cache-Control") != FOREVER
    assert static("js/none.js") == "/static/js/none.js"


def sent(page):
    """The bytes of a page with everything it links to, as they are sent to a browser that has nothing yet."""
    files = {found for name in LINKED.findall(page.html) if (found := finders.find(plain_name(name)))}
    return len(gzip.compress(page.html.encode())) + sum(_sent(found) for found in files)


@cache
def _sent(path):
    """As ``cspr.statics`` sends it; the test above holds that to be true."""
    content = Path(path).read_bytes()
    return len(gzip.compress(content) if path.endswith((".js", ".css", ".svg")) else content)
