"""A report in a few words, for rules that need no database."""

from reviews.report.rules import Document, PrintedBlock, PrintedSection

TITLES = {"summary": "Executive summary", "introduction": "Introduction", "chronology": "Narrative chronology",
          "recommendations": "Recommendations", "references": "References"}  # fmt: skip


def block(html, number="", *, kind="paragraph", origin="", uid="", **facts):
    html = html if html.startswith("<") else f"<p>{html}</p>"
    return PrintedBlock(uid or f"b{number or hash(html)}", kind, html, number, origin, facts)


def section(kind, *blocks, number="1", pk=1):
    """A section; plain words become its numbered paragraphs."""
    made, last = [], 0
    for one in blocks:
        last += isinstance(one, str)
        made.append(block(one, f"{number}.{last}" if number else "") if isinstance(one, str) else one)
    return PrintedSection(kind, TITLES.get(kind, kind.capitalize()), number, tuple(made), pk)


def document(*sections):
    return Document("Title", "", "", "", "", "", "", "", (), (), (), tuple(sections))


def boxed(number, text, **facts):
    """A recommendation as its record filed it."""
    facts = {"number": number, "by_when": "2026-09-01", "addressees": ["Fenmarsh Police"], **facts}
    return PrintedBlock(f"r{number}", "recommendation", f"<p>{text}</p>", "", f"recommendation:{number}", facts)
