"""How long does the report of thirty pages take to print, and how much memory? Prints figures; fails on none."""

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django

PARAGRAPHS, SENTENCES = 22, 5


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cspr.settings")
    django.setup()
    # Only now, because these need the settings.
    from cspr import pdf
    from reviews.publication import narrative
    from reviews.publication.tests import sample

    document = sample.document(paragraphs=PARAGRAPHS, sentences=SENTENCES)
    before = _megabytes()
    for which in ("first, with loading the library", "again"):
        taken, content = _timed(lambda: narrative.report_pdf(document))
        _say(f"printed, {which}", *taken)
    taken, pages = _timed(lambda: pdf.pages_of(content))
    _say(f"read back, {len(pages)} pages", *taken)
    taken, _ = _timed(lambda: narrative.report_page(document))
    _say("the same as a web page", *taken)
    print(f"{'size':44}{len(content) // 1024:9} KB")  # noqa: T201
    print(f"{'most memory of the process':44}{_megabytes():9} MB, of which {before} MB before")  # noqa: T201


def _timed(call: Callable[[], Any]) -> tuple[tuple[float, float], Any]:
    began, computed = time.perf_counter(), time.process_time()
    result = call()
    return (time.perf_counter() - began, time.process_time() - computed), result


def _say(what: str, seconds: float, computing: float) -> None:
    print(f"{what:44}{seconds:9.2f} s, of which {computing:.2f} s computing")  # noqa: T201


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.path.insert(0, os.getcwd())
    main()
