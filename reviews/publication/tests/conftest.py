"""What saves the tests of this stage time: the same report is printed, and read back, once."""

from functools import cache

import pytest

from cspr import pdf
from reviews.publication import narrative, queries
from reviews.publication.actions import naming, preparing

PRINT, READ = narrative.report_pdf, cache(pdf.pages_of)
printed: dict[tuple[str, str, str, bool], bytes] = {}


def report_pdf(document, *, draft="", copy=None, large=False):
    key = repr(document), draft, repr(copy), large
    if key not in printed:
        printed[key] = PRINT(document, draft=draft, copy=copy, large=large)
    return printed[key]


@pytest.fixture
def printed_once(monkeypatch):
    """For tests of what happens to a report, not of how it looks."""
    monkeypatch.setattr(narrative, "report_pdf", report_pdf)
    monkeypatch.setattr(pdf, "pages_of", READ)


@pytest.fixture
def nobody_named(printed_once, monkeypatch):
    """For tests of what happens to a report that names nobody: reading it back for names is tested elsewhere."""
    for module in (preparing, naming, queries):
        monkeypatch.setattr(module, "check_file", lambda review_id, content: [])
