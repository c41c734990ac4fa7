"""How do labels take the place of names? And which label may stand for somebody?"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from cspr.records import NotYet
from reviews.identities.rules.forms import Identity, Kind, KnownForms
from reviews.identities.rules.leaks import Leak, find_leaks, run_around, same_words
from reviews.identities.rules.ordinary import is_ordinary
from reviews.identities.rules.reading import BLOCKS, plain, squeeze
from reviews.identities.rules.written import PARTICLES, SHORTEST_NAME, parts_of

NAMES = (Kind.FULL, Kind.NAME, Kind.ALIAS)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|PC|DC|DS|DI)\.?\Z")
OPENING = "“‘(["
LONGEST_TITLE = len("xProf.")  # and what stands before it, which must not be a letter
BRACKETED = 200  # so far from a name its brackets are looked for
QUOTED = 4000  # and so far before them a quotation's beginning
_JOINED_BEFORE, _JOINED_AFTER = re.compile(r"\w[-._]\Z"), re.compile(r"[-._]\w")
HARD_SPACE = "&nbsp;"
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_PERSON = re.compile(r"\bdata-person=\"?(\d{1,18})\b")
_SPAN = re.compile(r"<span\b(?P<rest>[^<>]*+)>[^<]*+</span>", re.I)
_MARK = re.compile(r"\bdata-person=\"\d+\"", re.I)


@dataclass(frozen=True)
class Chipped:
    """A text with chips for the known names, and what could not be replaced."""

    html: str
    left: tuple[Leak, ...]


def chip_of(person_id: int, label: str) -> str:
    """A person in a text: the label is only what was current, and is made anew wherever the text is shown."""
    return f'<span data-person="{person_id}">{escape(label)}</span>'


def chip(html: str, forms: KnownForms) -> Chipped:
    """Put chips in the place of names that certainly belong to one person; list everything else."""
    chipped = _with_certain_chips(html, forms)
    return Chipped(chipped, tuple(find_leaks(chipped, forms)))


def labelled(html: str, forms: KnownForms, labels: dict[int, str] | None = None) -> str:
    """A text as it is kept, whoever wrote or filed it: certain names are chips, and chips show the label of today."""
    return with_labels(_with_certain_chips(html, forms), labels or forms.labels)


def _with_certain_chips(html: str, forms: KnownForms) -> str:
    """Until none is left: a name may overlap another that takes the chip first."""
    while (chipped := put_chips(html, forms, _is_certain)) != html:
        html = chipped
    return html


def put_chips(html: str, forms: KnownForms, choose: Callable[[str, Leak, int], bool]) -> str:
    """Chips in the place of the names that are chosen: of the text, the leak, and its number among the same words.

    Where two names of one person run into one another, one chip stands for both.
    """
    leaks = replaceable(html, forms)
    kept, pieces, last = len(html), [], None
    for number, leak in reversed(leaks):
        if choose(html, leak, number):
            if leak.end <= kept or leak.person_id != last:
                pieces += [html[leak.end : kept], chip_of(leak.person_id, leak.label)]
            kept, last = _title_before(html, leak.start), leak.person_id
    return "".join([html[:kept], *reversed(pieces)])


def replaceable(html: str, forms: KnownForms) -> list[tuple[int, Leak]]:
    """The names in a text for which a person's label may stand, by decision or by themselves, in order.

    Each with its number among the same words of this text, those that may not be replaced included.
    """
    shown = [(span.start(), span.end()) for span in _SPAN.finditer(html) if _MARK.search(span["rest"])]
    shown.reverse()
    seen: Counter[str] = Counter()
    found = []
    for leak in find_leaks(html, forms):
        while shown and shown[-1][1] <= leak.start:
            shown.pop()
        if shown and shown[-1][0] < leak.start:
            continue
        same = same_words(leak.words)
        if may_be_replaced(html, leak):
            found.append((seen[same], leak))
        seen[same] += 1
    return found


def may_be_replaced(html: str, leak: Leak) -> bool:
    """Is it a name, or nearly one, of one person, outside of tags and without any inside?"""
    written = html[leak.start : leak.end].replace(HARD_SPACE, " ")
    in_text = html.rfind("<", 0, leak.start) <= html.rfind(">", 0, leak.start)
    name = leak.kind in (*NAMES, Kind.COMMON) and (leak.near or leak.replaceable)
    return name and in_text and "<" not in written and "&" not in written


def _is_certain(html: str, leak: Leak, number: int) -> bool:
    """Nobody need look: an exact name that is no ordinary word, outside of what a quotation was given in brackets."""
    if leak.near or leak.kind not in NAMES or (leak.kind != Kind.FULL and is_ordinary(leak.words)):
        return False
    return not (_is_in_a_word(html, leak) or _is_substituted(html, leak))


def _is_in_a_word(html: str, leak: Leak) -> bool:
    """Is it a part of what is written without a space: an address of a page or of mail, "Jayden-centred"?"""
    before, after = html[max(0, leak.start - BRACKETED) : leak.start], html[leak.end : leak.end + BRACKETED]
    run = run_around(html, leak.start, leak.end)
    return "@" in run or "://" in run or bool(_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after))


def _is_substituted(html: str, leak: Leak) -> bool:
    """Does it stand in square brackets inside a quotation, where the writer has put words of their own already?"""
    opened = html.rfind("[", max(0, leak.start - BRACKETED), leak.start)
    closed = html.find("]", leak.end, leak.end + BRACKETED)
    if opened < 0 or closed < 0 or "]" in html[opened : leak.start]:
        return False
    before = html[max(0, opened - QUOTED) : opened]
    words = plain(before[max(before.rfind("<p"), 0) :])
    return (
        before.rfind("<blockquote") > before.rfind("</blockquote")
        or words.rfind("“") > words.rfind("”")
        or words.count('"') % 2 == 1
    )


def masked(text: str, forms: KnownForms, *, html: bool = False, cleared: frozenset[str] = frozenset()) -> str:
    """A text for somebody who may not see real names: labels for names, "[date of birth]" for the rest.

    What belongs to several people is told by its kind. Misspellings stay, for they may well be other words, and so
    does what may be something else and was ``cleared``. Of ``html`` every tag stays.
    """
    kept, pieces = len(text), []
    for leak in reversed(find_leaks(text, forms, misspelt=False)):
        if leak.may_be_cleared and same_words(leak.words) in cleared:
            continue
        label = leak.label if leak.kind in NAMES and leak.replaceable else f"[{leak.kind}]"
        start, end = _title_before(text, leak.start) if leak.replaceable else leak.start, leak.end
        if leak.inside:  # a label in the middle of a word would tell the rest of the name
            label, (start, end) = "[name]", _run_of(text, leak, html=html)
        if start >= kept:
            continue
        if _begins_sentence(text, start):
            label = label[:1].upper() + label[1:]
        if html:
            label = escape(label) + "".join(tag[0] for tag in _TAG.finditer(text, start, end))
        pieces += [text[min(end, kept) : kept], label]
        kept = start
    return "".join([text[:kept], *reversed(pieces)])


def _run_of(text: str, leak: Leak, *, html: bool) -> tuple[int, int]:
    """From where to where what is written without a space reaches; in a tag, only the name itself."""
    if html and text.rfind("<", 0, leak.start) > text.rfind(">", 0, leak.start):
        return leak.start, leak.end
    run = run_around(text, leak.start, leak.end)
    start = text.index(run, max(0, leak.start - len(run)))
    return start, start + len(run)


def _title_before(text: str, at: int) -> int:
    """Where the title begins that stands before a name ("Mr Smith"); where none does, the name itself."""
    end = at
    while (space := text[end - 1 : end].isspace()) or text.endswith(HARD_SPACE, 0, end):
        end -= 1 if space else len(HARD_SPACE)
    title = _TITLE.search(text, max(0, end - LONGEST_TITLE), end) if end < at else None
    return title.start() if title else at


def _begins_sentence(text: str, at: int, *, otherwise: bool = True, lines: bool = True) -> bool:
    """Does a sentence begin there, also inside a quotation or a bracket that opens there?

    ``otherwise`` is the answer where nothing stands before; with ``lines`` each line begins one.
    """
    opened = False
    while at and ((space := text[at - 1].isspace()) or _opens(text, at - 1)):
        at -= 1
        if lines and text[at] == "\n":
            return True
        opened = opened or not space
    return text[at - 1] in (".!?:" if opened else ".!?") if at else otherwise


def _opens(text: str, at: int) -> bool:
    """Is it a mark that opens a quotation or a bracket? One that may close as well opens where nothing stands before it."""
    return text[at] in OPENING or (text[at] in "\"'" and (not at or text[at - 1].isspace() or text[at - 1] in OPENING))


def with_labels(html: str, labels: dict[int, str], *, printed: bool = False) -> str:
    """The same text with each person shown by the label of today, with a capital at the head of a sentence.

    What stood inside a chip is thrown away. ``printed`` leaves the bare label; an unknown person's chip loses its mark.
    """
    return _Labels(labels, printed).over(html)


class _Labels:
    def __init__(self, labels: dict[int, str], printed: bool) -> None:
        self.labels, self.printed = labels, printed
        self.out: list[str] = []
        self.head = True
        self.depth = 0

    def over(self, html: str) -> str:
        at = 0
        for tag in _TAG.finditer(html):
            self.text(html[at : tag.start()])
            self.tag(tag)
            at = tag.end()
        self.text(html[at:])
        return "".join(self.out)

    def text(self, text: str) -> None:
        if self.depth:
            return
        self.out.append(text)
        said = text.replace("&nbsp;", " ").replace("&quot;", '"')
        self.head = _begins_sentence(said, len(said), otherwise=self.head, lines=False)

    def tag(self, tag: re.Match[str]) -> None:
        if self.depth:
            if tag["name"].lower() == "span":
                self.depth += -1 if tag["close"] else 1
            return
        person = _PERSON.search(tag[0]) if tag["name"].lower() == "span" and not tag["close"] else None
        if person and int(person[1]) in self.labels:
            label = self.labels[int(person[1])]
            label = label[:1].upper() + label[1:] if self.head else label
            self.out.append(escape(label) if self.printed else chip_of(int(person[1]), label))
            self.head, self.depth = False, 1
            return
        self.out.append("<span>" if person else tag[0])
        if tag["name"].lower() in BLOCKS or "data-fn" in tag[0]:
            self.head = True


def check_label(label: str, people: list[Identity], *, decided: bool = False) -> None:
    """Raises ``NotYet`` where a label is, or is part of, a registered name, and nobody decided that it may be."""
    if not decided and _words(label) & {name for person in people for name in _names(person)}:
        raise NotYet(
            "This label is part of somebody's real name in this review. Choose another, or record the decision "
            "that the real name may be shown.",
            field="label",
        )


def check_names(new: Identity, people: list[Identity], *, field: str = "given_names") -> None:
    """Raises ``NotYet`` where a name to be registered stands in a label that is in use already."""
    taken = _names(new)
    for person in people:
        if taken & _words(person.label) and not person.allowed:
            raise NotYet(
                f"The label “{person.label}” is already used in this review and would give this name away. "
                f"Change that label first, then enter the name.",
                field=field,
            )


def _words(label: str) -> set[str]:
    return set(parts_of(label)) | {squeeze(label)}


def _names(person: Identity) -> set[str]:
    """The names of a person, and the parts of them that tell something alone."""
    names = {squeeze(person.given_names + person.family_name)}
    names.update(parts_of(person.given_names), parts_of(person.family_name))
    for alias in person.aliases:
        names.update(parts_of(alias), [squeeze(alias)])
    return {name for name in names if len(name) >= SHORTEST_NAME and name not in PARTICLES}
