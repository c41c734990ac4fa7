"""Which number has a section or a paragraph? Counted anew each time, so that numbers follow when text is added."""

from collections.abc import Iterable, Sequence

from reviews.report.rules.document import Kind


def section_numbers(numbered: Iterable[bool]) -> list[str]:
    """ "1", "2", … for the numbered sections, nothing for the others."""
    numbers, last = [], 0
    for has_number in numbered:
        last += has_number
        numbers.append(str(last) if has_number else "")
    return numbers


def paragraph_numbers(section_number: str, kinds: Sequence[str]) -> list[str]:
    """ "2.1", "2.2", … for the paragraphs of a numbered section."""
    numbers, last = [], 0
    for kind in kinds:
        counts = bool(section_number) and kind == Kind.PARAGRAPH
        last += counts
        numbers.append(f"{section_number}.{last}" if counts else "")
    return numbers
