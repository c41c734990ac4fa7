"""How long does a report of about thirty pages take to print?"""

from collections.abc import Callable

from reviews.publication import narrative
from reviews.publication.tests import sample

PARAGRAPHS, SENTENCES = 22, 5


def bench_report_pdf() -> Callable[[], object]:
    """The report of about thirty pages as PDF/UA-1"""
    document = sample.document(paragraphs=PARAGRAPHS, sentences=SENTENCES)
    return lambda: narrative.report_pdf(document)


def bench_report_page() -> Callable[[], object]:
    """The same report as a web page"""
    document = sample.document(paragraphs=PARAGRAPHS, sentences=SENTENCES)
    return lambda: narrative.report_page(document)
