"""How are files of ours sent where nobody collected them? Under a name with their sum, and compressed.

In production they are collected, named and compressed by WhiteNoise's own storage. A demonstration has no such step: it
does the same to what is large while the web server starts, once for each content of a file.
"""

import gzip
import hashlib
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware

SUM = re.compile(r"\.[0-9a-f]{12}(?=\.\w+\Z)")
COMPRESSED = (".js", ".css", ".svg")
WORTH_IT = 1024


def plain_name(name: str) -> str:
    """The name of a file as it stands in its folder: "js/page.0123456789ab.js" is "js/page.js"."""
    return SUM.sub("", name)


@cache
def hashed_name(name: str) -> str:
    """The name that changes with the content, so that a browser may keep the file for good."""
    found = finders.find(name)
    if not found:
        return name
    head, ending = os.path.splitext(name)
    return f"{head}.{_sum(found)}{ending}"


@cache
def _sum(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


class HashedNames(StaticFilesStorage):
    """Addresses with the sum of the content in them, without a step that collects."""

    def url(self, name: str | None) -> str:
        return super().url(hashed_name(name) if name else name)


class SentSmall(WhiteNoiseMiddleware):
    """Serves each file also under the name with its sum, and compressed where that saves something."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        super().add_file_to_dictionary(url, path, stat_cache=stat_cache)
        if self.use_finders and url in self.files and url.startswith(self.static_prefix):
            hashed = self.static_prefix + hashed_name(url.removeprefix(self.static_prefix))
            self.files[hashed] = self.get_static_file(path, hashed, stat_cache=stat_cache)

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> Any:
        packed = _packed(path) if self.use_finders and not self.autorefresh else path
        return super().get_static_file(packed, url, stat_cache=stat_cache if packed == path else None)


def _packed(path: str) -> str:
    """A copy of the file that has its compressed form beside it; the file itself where that is so, or saves nothing."""
    ending = os.path.splitext(path)[1]
    if ending not in COMPRESSED or os.path.exists(f"{path}.gz") or os.path.getsize(path) < WORTH_IT:
        return path
    copy = Path(settings.VAR, "packed", f"{_sum(path)}{ending}")
    if not copy.with_name(f"{copy.name}.gz").exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        content = Path(path).read_bytes()
        _write(copy, content)
        _write(copy.with_name(f"{copy.name}.gz"), gzip.compress(content, mtime=0))
    return str(copy)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: another process may be starting at the same moment."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
