"""How does a report look to its readers? The frozen document as PDF and as a piece of a web page.

What comes in is ``report.rules.Document``; what goes out holds no record, no link into this system, and no mark of
which record a piece came from.
"""

from django.template.loader import render_to_string

from cspr.pdf import style_of, to_pdf
from reviews.publication.narrative.layout import Copy, laid_out
from reviews.publication.narrative.word import report_word
from reviews.report.rules import Document

STYLES = "css/pdf-report.css"
LARGE_STYLES = "css/pdf-large.css"
FILE_STYLES = "css/report-file.css"
LARGE = "body { max-width: 52rem; font-size: 18pt; }"
__all__ = ["Copy", "report_file", "report_page", "report_pdf", "report_word"]


def report_pdf(document: Document, *, draft: str = "", copy: Copy | None = None, large: bool = False) -> bytes:
    """The report as PDF; ``draft`` ("Draft of 3 March 2026") marks every page, and the title is marked as well.

    A ``copy`` says on every page, and in the properties, whose it is. ``large``: in large print, with the same numbers.
    """
    layout = laid_out(document, draft=draft, copy=copy.told if copy else "")
    return to_pdf(
        render_to_string("pdf/report.html", {"report": layout}), stylesheet=STYLES, over=LARGE_STYLES if large else ""
    )


def report_page(document: Document) -> str:
    """The report as the piece of HTML that its public page shows."""
    return render_to_string("public/report.html", {"report": laid_out(document, web=True)})


def report_file(document: Document, *, draft: str = "", large: bool = False) -> str:
    """The report as a web page that stands alone, with its style in it; a draft says so at its head and in its title."""
    layout = laid_out(document, draft=draft, web=True)
    return render_to_string(
        "public/report_file.html", {"report": layout, "style": style_of(FILE_STYLES) + (LARGE if large else "")}
    )
