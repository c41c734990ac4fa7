"""Which numbered sections would be printed with nothing below their heading?"""

from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted
from reviews.editing.rules.reading import APPENDIX, GOVERNANCE, SUMMARY, Reading, words_of
from reviews.report.rules.document import name_of

# Under these something is always printed, or the heading goes with the text.
NEVER = (GOVERNANCE, SUMMARY, APPENDIX)


def untold(reading: Reading) -> Iterator[Noted]:
    """Sections that keep their number and say nothing; none while the whole report says nothing yet."""
    sections = reading.document.sections
    silent = [section for section in sections if not any(words_of(block.html) for block in section.blocks)]
    for section in silent if len(silent) < len(sections) else ():
        if section.number and section.kind not in NEVER:
            says = f"Section without text: {section.title}."
            yield Noted(Check.UNTOLD, name_of(section), says, section=section.pk, rests_on=section.title)
