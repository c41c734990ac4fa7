"""What are the pieces of WordprocessingML that python-docx has no words for: fields, bookmarks, links, footnotes?"""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# What XML cannot hold; a control character pasted out of another program would make a file that does not open.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def make(name: str, /, *inside: Any, **attributes: object) -> Any:
    """An element of the main namespace, with its attributes and what stands inside."""
    found = OxmlElement(f"w:{name}")
    for attribute, value in attributes.items():
        found.set(qn(f"w:{attribute}"), str(value))
    found.extend(inside)
    return found


def spaced(name: str, text: str) -> Any:
    """An element that holds text and keeps the spaces at its edges."""
    found = make(name)
    found.text = NOT_IN_XML.sub("", text)
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return found


def run(*inside: Any, style: str = "", **looks: bool) -> Any:
    """A run of one look: ``b``, ``i``, ``u``, ``sub``, ``sup``."""
    properties = make("rPr")
    if style:
        properties.append(make("rStyle", val=style))
    for name in ("b", "i"):
        if looks.get(name):
            properties.append(make(name))
    if looks.get("u"):
        properties.append(make("u", val="single"))
    for name, value in (("sub", "subscript"), ("sup", "superscript")):
        if looks.get(name):
            properties.append(make("vertAlign", val=value))
    return make("r", *([properties] if len(properties) else []), *inside)


def text_run(text: str, **looks: bool) -> Any:
    return run(spaced("t", text), **looks)


def field(code: str, result: str, **looks: bool) -> list[Any]:
    """A value that Word makes itself, with what it is today."""
    return [
        run(make("fldChar", fldCharType="begin"), **looks),
        run(spaced("instrText", f" {code} "), **looks),
        run(make("fldChar", fldCharType="separate"), **looks),
        text_run(result, **looks),
        run(make("fldChar", fldCharType="end"), **looks),
    ]


def bookmarked(number: int, name: str, inside: list[Any]) -> list[Any]:
    return [make("bookmarkStart", id=number, name=name), *inside, make("bookmarkEnd", id=number)]


def bookmark_name(anchor: str) -> str:
    """A name Word takes (40 characters, letters first), hidden from the list of those a person has made."""
    return f"_R{re.sub(r'[^A-Za-z0-9]', '', anchor)}"[:40]
