"""How do the tests of the pages read what a page says?"""

import html
import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def text(response):
    """The words of a page, without its markup."""
    bare = re.sub(r"<(script|style|title|template)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", bare)))


def at(name, review, *more):
    return reverse(name, args=[review.code, *more])


def queries_of(client, url):
    """How many queries a page takes."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)
