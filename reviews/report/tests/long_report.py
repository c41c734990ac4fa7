"""What does a report of full length say, and how does Word hand it over? 134 numbered paragraphs, 13 footnotes, invented.

Built from ``drafted`` and from the sentences of the printed sample; as much more as each section needs is made of them.
"""

from html import escape
from itertools import count

from reviews.publication.tests.sample import SENTENCES
from reviews.report.tests.drafted import TEXT
from reviews.report.tests.steps import PEOPLE, as_html

# kind of section, its title, how many numbered paragraphs it has, which of the added ones have a footnote
PARTS = (
    ("introduction", "Introduction and background", 22, ()),
    ("chronology", "Narrative chronology", 48, (3, 17, 30)),
    ("episodes", "Key practice episodes", 16, (5,)),
    ("discussion", "Discussion", 30, ()),
    ("progress", "Progress and improvements", 10, ()),
    ("recommendations", "Learning points and recommendations", 8, ()),
)
PARAGRAPHS, NOTES, RECOMMENDED = 134, 13, 7
# The last two of the introduction are typed by hand, with a footnote.
TYPED = (
    "The author read every return before the panel met, and asked four agencies a second time.",
    "What was then still missing is named where it matters, and the reader is told why.",
)
TYPED_NOTE = "The four answered within three weeks."
IN_WORDS = {name: escape(words) for name, (_, words) in PEOPLE.items()}
RECOMMENDATIONS = (
    "The partners should give every practitioner who sees an injury a number to ring, and count how often it is rung.",
    "The council should keep each contact about a child open until somebody has read the earlier ones beside it.",
    "The police should show earlier notices about an address to whoever decides about a new one.",
    "The health trust should let school nurses and health visitors read one another’s notes on the same day.",
    "The school should ask each September who lives with each child, and tell its nurse where that has changed.",
    "Services for adults should ask whether there are children at home, and write the answer where others find it.",
    "The board should hear from six families a year how a piece of work ended, and what came after it.",
)
LISTED = ("what the child said", "who heard it", "what was done on that day")
TABLE = (
    "<table class=MsoTableGrid border=1><thead><tr><td><p class=MsoNormal><b>Word</b></p></td><td><p class=MsoNormal><b>Meaning</b></p></td>"
    "</tr></thead><tr><td><p class=MsoNormal>Notice</p></td><td><p class=MsoNormal>What the police pass on after a call<o:p></o:p></p></td></tr></table>"
)
IGNORED = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
CALL = (
    '<a style=\'mso-footnote-id:ftn{0}\' href="#_ftn{0}" name="_ftnref{0}" title=""><span class=MsoFootnoteReference>'
    "<span style='mso-special-character:footnote'><![if !supportFootnotes]>[{0}]<![endif]></span></span></a>"
)
NOTE = (
    "<div style='mso-element:footnote' id=ftn{0}><p class=MsoFootnoteText><a style='mso-footnote-id:ftn{0}' "
    'href="#_ftnref{0}" name="_ftn{0}" title=""><span class=MsoFootnoteReference>[{0}]</span></a> {1}<o:p></o:p></p></div>'
)


def marked_text(kind: str, wanted: int, noted: tuple[int, ...]) -> str:
    """The text of a section in the marks of ``drafted``, with as many paragraphs as are wanted."""
    lines = TEXT[kind].strip().splitlines()
    there = sum(not line.startswith(("## ", "> ")) for line in lines)
    for number in range(1, wanted - there - (len(TYPED) if kind == "introduction" else 0) + 1):
        first = len(kind) + number
        told = " ".join(
            SENTENCES[(first + step * (1 + number // 7)) % len(SENTENCES)] for step in range(1 + number % 4)
        )
        note = f"^[Told in conversation {number} about the {kind}.]" if number in noted else ""
        lines.append(f"Account {number} on the {kind} was read twice.{note} {told}")
    return "\n".join(lines)


def as_word_pastes(text: str, section: int) -> str:
    """A text in the marks of ``drafted`` as Word puts it on the clipboard: numbers typed, notes at the end, much that only looks."""
    notes: list[str] = []
    html = as_html(text, IN_WORDS)
    while 'data-fn=""' in html:
        before, _, after = html.partition('<span data-fn="">')
        note, _, after = after.partition("</span>")
        notes.append(note)
        html = before + CALL.format(len(notes)) + after
    html = html.replace("<h3>", "<h2 style='mso-margin-top-alt:12.0pt'><span lang=EN-GB>").replace(
        "</h3>", "<o:p></o:p></span></h2>"
    )
    html = html.replace("<blockquote><p>", "<p class=MsoQuote>").replace("</p></blockquote>", "<o:p></o:p></p>")
    for number in count(1):
        if "<p>" not in html:
            break
        begin = f"<p class=MsoListParagraph style='text-indent:-36.0pt;mso-list:l0 level2 lfo1'>{IGNORED.format(f'{section}.{number}')}<span lang=EN-GB>"
        html = html.replace("<p>", begin, 1)
    told = "".join(NOTE.format(number, note) for number, note in enumerate(notes, 1))
    return f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {{margin:0cm}}</style></head><body lang=EN-GB><!--StartFragment-->{html}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='mso-element:footnote-list'>{told}</div><!--EndFragment--></body></html>"  # fmt: skip


def word_list() -> str:
    item = (
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l1 level1 lfo2'>"
        + IGNORED.format("·")
        + "{}<o:p></o:p></p>"
    )
    return "".join(map(item.format, LISTED))
