"""What stands around the text of a Word document: its properties, styles, numbering, page, head and foot?"""

import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cspr.word.elements import NOT_IN_XML, field, make, text_run

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT, INK, TEAL, RED = "Arial", RGBColor(0x17, 0x36, 0x3C), "0B5A60", RGBColor(0x7A, 0x1F, 0x14)
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every part, so that the same text gives the same bytes
LEVELS = 3
OUTLINE, BULLETS, STEPS = 90, 91, 92  # numbers of the lists, above those of the template
NUMBERED, CONTINUED, BOX, BOX_HEADING, NOTE = (
    "Numbered Paragraph", "Continued Paragraph", "Recommendation", "Recommendation Heading", "footnote text",
)  # fmt: skip


@dataclass(frozen=True)
class About:
    """What a document says about itself; ``draft`` is what every page of a draft says at its head.

    ``copy`` says whose copy it is, on every page and in the properties, with ``key`` to know it by when it comes back.
    """

    title: str
    author: str
    moment: dt.datetime
    draft: str = ""
    copy: str = ""
    key: str = ""


def framed(about: About) -> Any:
    """An empty document with its styles, numbering, page, head and foot."""
    word = Document()
    around = word.part.package.rels
    for picture in [key for key, leads in around.items() if leads.reltype.endswith("/thumbnail")]:
        del around[picture]  # of the template
    _describe(word, about)
    _style(word)
    _number(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    if about.draft:
        head = section.header.paragraphs[0]
        told = ". ".join(words for words in (about.draft, about.copy) if words)
        head.add_run(clean(f"DRAFT – not for publication. {told}")).bold = True
        head.runs[0].font.color.rgb = RED
    foot = section.footer.paragraphs[0]
    foot._p.extend([text_run(f"{about.title}. Page "), *field("PAGE", "1"), text_run(" of "), *field("NUMPAGES", "1")])
    # Word asks whether it may bring contents, numbers and references up to date when the file is opened.
    word.settings.element.insert_element_before(make("updateFields", val="true"), *_AFTER_UPDATE)
    return word


def clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _describe(word: Any, about: About) -> None:
    said = word.core_properties
    said.title = clean(f"DRAFT: {about.title}" if about.draft else about.title)[:255]
    said.author, said.last_modified_by, said.language, said.comments = clean(about.author)[:255], "", "en-GB", ""
    said.content_status, said.category = ("Draft", "DRAFT") if about.draft else ("Final", "")
    said.subject, said.keywords = clean(about.copy)[:255], about.key
    said.created = said.modified = about.moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    said.revision = 1


def _style(word: Any) -> None:
    normal = word.styles["Normal"]
    _look(normal, 11)
    normal.paragraph_format.space_after = Pt(8)
    normal.element.get_or_add_rPr().append(make("lang", val="en-GB"))
    for name, size, before in (("Title", 28, 160), ("Subtitle", 16, 6), ("Heading 1", 18, 20), ("Heading 2", 14, 14),
                               ("Heading 3", 12, 12)):  # fmt: skip
        _look(word.styles[name], size, bold=name != "Subtitle")
        word.styles[name].paragraph_format.space_before = Pt(before)
        word.styles[name].paragraph_format.space_after = Pt(8)
        word.styles[name].paragraph_format.keep_with_next = True
    _new(word, NUMBERED)
    _new(word, CONTINUED).paragraph_format.left_indent = Cm(1.3)
    _new(word, "toc 1")
    quote = word.styles["Quote"]
    _look(quote, 11)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(1.5)
    for name in (BOX_HEADING, BOX):
        _boxed(_new(word, name), last=name == BOX)
    note = _new(word, NOTE)
    note.font.size, note.paragraph_format.space_after = Pt(9), Pt(3)
    mark = word.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True


def _new(word: Any, name: str) -> Any:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    style.quick_style = True
    return style


def _look(style: Any, size: int, *, bold: bool = False) -> None:
    """A size in our font and ink; the template's theme would win over the font otherwise."""
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = INK if bold else RGBColor(0, 0, 0)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)


def _boxed(style: Any, *, last: bool) -> None:
    """Paragraphs that follow one another in the same box, which is not parted between pages."""
    style.font.italic, style.font.bold = last, not last
    style.paragraph_format.keep_together, style.paragraph_format.keep_with_next = True, not last
    sides = [make(side, val="single", sz=8, space=6, color=TEAL) for side in ("top", "left", "bottom", "right")]
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(make("pBdr", *sides), *_AFTER_BORDER)
    properties.insert_element_before(make("shd", val="clear", color="auto", fill="F1F6F5"), *_AFTER_BORDER[1:])


# In the order the format asks for.
_AFTER_UPDATE = (
    "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang",
    "w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator",
)  # fmt: skip
_AFTER_BORDER = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def _number(word: Any) -> None:
    """One list for sections and paragraphs (1, 1.1), which Word counts on, one for bullets and one for steps."""
    sections = [
        _level(0, "decimal", "%1", style="Heading1", indent=0, hanging=720),
        _level(1, "decimal", "%1.%2", style=style_id(word, NUMBERED), indent=737, hanging=737),
    ]
    bullets = [_level(depth, "bullet", "•–·"[depth], indent=737 + 400 * (depth + 1)) for depth in range(LEVELS)]
    steps = [
        _level(depth, ("decimal", "lowerLetter", "lowerRoman")[depth], f"%{depth + 1}.", indent=737 + 400 * (depth + 1))
        for depth in range(LEVELS)
    ]
    for number, levels in ((OUTLINE, sections), (BULLETS, bullets), (STEPS, steps)):
        add_list(word, number, levels)
    for name in ("Heading 1", NUMBERED):
        level = [make("ilvl", val=1)] if name == NUMBERED else []
        properties = word.styles[name].element.get_or_add_pPr()
        properties._remove_numPr()
        properties._insert_numPr(make("numPr", *level, make("numId", val=OUTLINE)))


def _level(depth: int, form: str, text: str, *, indent: int, hanging: int = 400, style: str = "") -> Any:
    named = [make("pStyle", val=style)] if style else []
    place = make("pPr", make("ind", left=indent, hanging=hanging))
    return make(
        "lvl", make("start", val=1), make("numFmt", val=form), *named, make("lvlText", val=text),
        make("lvlJc", val="left"), place, ilvl=depth,
    )  # fmt: skip


def add_list(word: Any, number: int, levels: list[Any]) -> None:
    numbering = word.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    kind = make("multiLevelType", val="multilevel")
    listed = make("abstractNum", kind, *levels, abstractNumId=number)
    numbering.insert(numbering.index(first) if first is not None else len(numbering), listed)
    numbering.append(make("num", make("abstractNumId", val=number), numId=number))


def add_count(word: Any, number: int, of_list: int, depth: int, start: int) -> None:
    """The same list, counted anew from ``start`` at one level."""
    begins = make("lvlOverride", make("startOverride", val=start), ilvl=depth)
    numbering = word.part.numbering_part.element
    numbering.append(make("num", make("abstractNumId", val=of_list), begins, numId=number))


def style_id(word: Any, name: str) -> str:
    return word.styles[name].style_id


def packed(word: Any) -> bytes:
    """The document as a file; the same document gives the same bytes whenever it is packed."""
    out, again = io.BytesIO(), io.BytesIO()
    word.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, made.read(name))
    return again.getvalue()
