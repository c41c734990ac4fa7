"""What stands in a file of comma-separated values, whatever program wrote it: which letters, which sign between cells?"""

import codecs
import csv
import io
from collections import Counter

from cspr.readers.grid import Rows, Table, plain
from cspr.records import NotYet

SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 60  # rows that are looked at to find the sign between cells
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Signs that only a Macintosh of old puts between letters: its curly quotes and dashes.
MACINTOSH = (b"\xd5", b"\xd2", b"\xd3", b"\xd0")
UNCLOSED = (
    "A quotation mark opens in row {} and is not closed again. Close it in the file, or save it as an Excel workbook."
)


def read(content: bytes) -> list[Table]:
    """The one table of the file; raises ``NotYet`` where it is no text, or a quotation mark is never closed."""
    text = decoded(content)
    told, text = _told_separator(text)
    separator = told or _separator(text)
    gathered, number = Rows(), 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            number += 1
            gathered.add(number, [plain(cell) for cell in row])
    except csv.Error:  # a cell longer than any is: the rest of the file has run into it
        raise NotYet(UNCLOSED.format(number + 1)) from None
    if text.count('"') % 2:
        _check_closed(text, separator)
    return [Table("", gathered.taken())]


def decoded(content: bytes) -> str:
    """The text, by the mark at its beginning or by what its bytes can only be."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return _by(name, content)
    if b"\x00" in content[:2000]:
        return _by("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _old(content)


def _by(name: str, content: bytes) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError:
        raise NotYet("The text of the file cannot be read. Save it as an Excel workbook or as CSV UTF-8.") from None


def _old(content: bytes) -> str:
    """Text of Windows, or of a Macintosh where the accents and quotes of Windows would make no sense."""
    between = sum(_between_letters(content, sign) for sign in MACINTOSH)
    if between and not any(_between_letters(content, sign) for sign in (b"\x91", b"\x92", b"\x93", b"\x94", b"\x96")):
        return content.decode("mac_roman")
    return content.decode("cp1252", "replace")


def _between_letters(content: bytes, sign: bytes) -> int:
    """How often the sign stands inside a word, as in "don't"."""
    places, found = content.find(sign), 0
    while places != -1 and found < 50:
        around = content[max(places - 1, 0) : places] + content[places + 1 : places + 2]
        found += len(around) == 2 and around.isalpha()
        places = content.find(sign, places + 1)
    return found


def _told_separator(text: str) -> tuple[str, str]:
    """The sign that Excel is told in a first line such as "sep=;", and the text after that line."""
    first, _, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and len(told) == 5:
        return told[4], rest
    return ("\t", rest) if told == "sep=" else ("", text)


def _separator(text: str) -> str:
    """The sign that cuts most rows into the same number of cells, and into more than one."""
    sample = text[:200_000]

    def evenness(sign: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(csv.reader(io.StringIO(sample, newline=""), delimiter=sign), range(SAMPLE), strict=False):
                widths[len(row)] += len(row) > 1
        except csv.Error:
            pass  # the rows before it tell enough
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return (times, width)

    return max(SEPARATORS, key=evenness)


def _check_closed(text: str, separator: str) -> None:
    number = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            number += 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise NotYet(UNCLOSED.format(number + 1)) from None
