"""A finished report to print: invented, with everything a report may hold, as long as one asks for."""

import uuid
from dataclasses import replace

from reviews.report.rules import Document, PrintedBlock, PrintedSection

SENTENCES = (
    "The health visitor saw the family at home and wrote down what the mother said about sleep and feeding.",
    "Nobody asked the older child on their own how things were, although two visits offered the chance.",
    "The school told the safeguarding lead the same morning, who rang the council before the end of the day.",
    "Information about the earlier order was held in one system and was not visible in the other.",
    "Practitioners told the review that workloads that winter left little time to think together.",
    "The record does not say whether the mother’s partner was in the house when the visit took place.",
    "A meeting was planned twice and put off twice, each time because one agency could not attend.",
)
NAMESPACE = uuid.UUID("6f1c2a52-0d3b-4b7e-9c53-0f7a1f7a2d10")


def uid(*path: object) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, path))))


def block(kind: str, html: str, *, number: str = "", key: object = "", facts: dict | None = None) -> PrintedBlock:
    return PrintedBlock(uid(kind, number, key or html), kind, html, number=number, facts=facts or {})


def paragraph(section: int, position: int, sentences: int) -> PrintedBlock:
    text = " ".join(SENTENCES[(section * 3 + position + n) % len(SENTENCES)] for n in range(sentences))
    note = ""
    if position % 9 == 4:
        note = (
            f'<span data-fn="">Note of paragraph {section}.{position}: section 47, <em>Children Act 1989</em>.</span>'
        )
    person = '<span class="person" data-person="7">Child A</span>'
    html = f"<p>Opening {section}.{position} about {person}{note}. {text}</p>"
    return block("paragraph", html, number=f"{section}.{position}", key="told")


def recommendation(number: int) -> PrintedBlock:
    note = '<span data-fn="">Working together is a duty of all partners.</span>' if number == 2 else ""
    html = (
        f"<p>The partnership asks its agencies to show, by spring, that advice {number} is followed{note}, with evidence "
        "of what changed for children.</p>"
    )
    return block("recommendation", html, key=number, facts={"number": number})


def sections(paragraphs: int, sentences: int) -> tuple[PrintedSection, ...]:
    titles = ("introduction", "Introduction"), ("chronology", "What happened"), ("episodes", "Key practice episodes")
    titles += ("discussion", "Discussion"), ("progress", "Progress and improvements")
    found = [
        PrintedSection(
            "acknowledgements", "Acknowledgements", "", (block("plain", "<p>With thanks to all who helped.</p>"),)
        ),
        PrintedSection(
            "governance", "Governance", "", (block("plain", "<p>The partnership asked for this review.</p>"),)
        ),
        PrintedSection("summary", "Executive summary", "", (block("plain", "<p>This is what the review found.</p>"),)),
    ]
    for number, (kind, title) in enumerate(titles, start=1):
        blocks = [paragraph(number, position, sentences) for position in range(1, paragraphs + 1)]
        blocks.insert(min(3, len(blocks)), block("heading", f"A closer look at {title.lower()}"))
        found.append(PrintedSection(kind, title, str(number), tuple(blocks)))
    found[3 + 1] = _with_extras(found[3 + 1])
    advice = (
        block("paragraph", "<p>Opening 6.1 about what is to change.</p>", number="6.1"),
        *map(recommendation, range(1, 6)),
    )
    found.append(PrintedSection("recommendations", "Learning points and recommendations", "6", advice))
    found.append(
        PrintedSection(
            "references", "References", "", (block("plain", "<p>Example, A. (2019) <em>A book</em>. London.</p>"),)
        )
    )
    found.append(PrintedSection("appendix", "Glossary", "", (block("table", TABLE),)))
    return tuple(found)


TABLE = (
    "<table><thead><tr><th scope='col'>Word</th><th scope='col'>Meaning</th></tr></thead>"
    "<tbody><tr><td>MASH</td><td>Multi-agency safeguarding hub</td></tr></tbody></table>"
)


def _with_extras(section: PrintedSection) -> PrintedSection:
    extras = (
        block("list", "<ul><li><p>One thing</p></li><li><p>Another</p><p>said twice</p></li></ul>"),
        block("quote", "<p>I was not asked.</p>"),
        block("finding", "<p><strong>Finding 1.</strong> Children were not asked on their own.</p>"),
        block("table", TABLE, key="again"),
        block(
            "plain",
            f'<p>See <a href="#{uid("paragraph", "1.1", "told")}">above</a> and <a href="/reviews/FM-1/">inside</a>.</p>',
        ),
    )
    return PrintedSection(section.kind, section.title, section.number, section.blocks + extras)


def document(*, paragraphs: int = 6, sentences: int = 4, **changes: object) -> Document:
    """A report of six numbered sections; five of them with so many paragraphs of so many sentences."""
    return Document(
        **{
            "title": "Overview report in respect of Child A",
            "subtitle": "Local child safeguarding practice review",
            "partnership": "Fenmarsh Safeguarding Children Partnership",
            "reviewer": "Luca Fairweather",
            "reviewer_title": "Independent reviewer",
            "dated": "12 March 2026",
            "declaration": "I have no conflict of interest in this review.\n\nI am independent of the partnership.",
            "declared": "3 March 2025",
            "agencies": ("Fenmarsh County Council", "Fenmarsh Police", "NHS Fenmarsh Integrated Care Board"),
            "questions": ("Was the child seen and heard?", "Did agencies share what they knew?"),
            "points": ("What was it like to work with the family?", "What would have helped?"),
            "sections": sections(paragraphs, sentences),
            **changes,
        }
    )


def planted_in(where: str, words: str) -> Document:
    """A short report in which these words stand: in its title, declaration, body, a heading, a footnote or a section's title."""
    short = document(paragraphs=2, sentences=1)
    if where == "title":
        return replace(short, title=f"Overview report about {words}")
    if where == "declaration":
        return replace(short, declaration=f"I know {words} not.")
    index = {"heading": 3, "body": 3, "footnote": 4, "section": 5}[where]
    sections = list(short.sections)
    html = {
        "heading": words,
        "body": f"<p>Then {words} left.</p>",
        "footnote": f'<p>A<span data-fn="">By {words}.</span></p>',
    }
    if where == "section":
        sections[index] = replace(sections[index], title=f"The story of {words}")
    else:
        added = block("heading" if where == "heading" else "plain", html[where])
        sections[index] = replace(sections[index], blocks=(*sections[index].blocks, added))
    return replace(short, sections=tuple(sections))
