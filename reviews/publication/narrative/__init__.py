"""How does a report look to its readers? The frozen document as PDF and as a piece of a web page.

What comes in is ``report.rules.Document``; what goes out holds no record, no link into this system, and no mark of
which record a piece came from.
"""

from django.template.loader import render_to_string

from cspr.pdf import to_pdf
from reviews.publication.narrative.layout import laid_out
from reviews.report.rules import Document

STYLES = "css/pdf-report.css"


def report_pdf(document: Document, *, draft: str = "") -> bytes:
    """The report as PDF; ``draft`` ("Draft of 3 March 2026") marks every page, and the title is marked as well."""
    return to_pdf(render_to_string("pdf/report.html", {"report": laid_out(document, draft=draft)}), stylesheet=STYLES)


def report_page(document: Document) -> str:
    """The report as the piece of HTML that its public page shows."""
    return render_to_string("public/report.html", {"report": laid_out(document, web=True)})
