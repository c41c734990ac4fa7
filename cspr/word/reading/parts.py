"""Which parts has a Word file, and may they be read? Macros, foreign entities and what unfolds too far are refused."""

import re
import zipfile
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from cspr.readers.archives import part
from cspr.records import NotYet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATED = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The stricter form of the format has other names for the same things.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.strip("{}").encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.strip("{}").encode()),
)
PROPERTIES = "docProps/core.xml"
MOST_TEXT = 50 * 1024 * 1024
MACROS = (
    "The file holds macros, small programs that run when it is opened. Open it in Word, save it as a Word document "
    "(.docx) without them, and choose the copy."
)
TOO_LARGE = (
    "Unpacked, the file is larger than can be read here. Take out its pictures, save a copy, and choose the copy."
)


@dataclass(frozen=True)
class Parts:
    """The trees of a Word file; what it lacks is an empty tree."""

    document: Element
    styles: Element
    numbering: Element
    footnotes: Element
    endnotes: Element
    comments: Element
    links: dict[str, dict[str, str]]
    keywords: str
    around: tuple[Element, ...]


def parts_of(archive: zipfile.ZipFile) -> Parts:
    names = set(archive.namelist())
    if any("vbaproject" in name.lower() for name in names):
        raise NotYet(MACROS)
    folder = "word"

    def tree(name: str) -> Element:
        return _tree(archive, f"{folder}/{name}.xml") if f"{folder}/{name}.xml" in names else Element("none")

    links = {}
    for name in ("document", "footnotes", "endnotes"):
        path = f"{folder}/_rels/{name}.xml.rels"
        links[name] = _links(_tree(archive, path)) if path in names else {}
    edges = sorted(name for name in names if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
    return Parts(
        _tree(archive, f"{folder}/document.xml"), tree("styles"), tree("numbering"), tree("footnotes"), tree("endnotes"),
        tree("comments"), links, _keywords(archive, names), tuple(_tree(archive, name) for name in edges),
    )  # fmt: skip


def _keywords(archive: zipfile.ZipFile, names: set[str]) -> str:
    """The key words of the properties, by which a file of ours is known again."""
    if PROPERTIES not in names:
        return ""
    found = _tree(archive, PROPERTIES).find(
        "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
    )
    return (found.text or "")[:200] if found is not None else ""


def _tree(archive: zipfile.ZipFile, name: str) -> Element:
    if archive.getinfo(name).file_size > MOST_TEXT:
        raise NotYet(TOO_LARGE)
    with part(archive, name) as source:
        text = source.read()
    for strict, usual in STRICT:
        text = text.replace(strict, usual)
    return fromstring(text, forbid_dtd=True)


def _links(relations: Element) -> dict[str, str]:
    """Addresses outside the file, by the name the text calls them."""
    return {
        found.get("Id", ""): found.get("Target", "")
        for found in relations.iter(RELATED)
        if found.get("TargetMode") == "External" and found.get("Type", "").endswith("/hyperlink")
    }


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of an element that may not be there."""
    return element.get(f"{W}{name}", "") if element is not None else ""


def is_on(element: Element | None) -> bool:
    """Is a look switched on by its element?"""
    return element is not None and value(element) not in ("0", "false", "off", "none")
