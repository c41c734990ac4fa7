"""Which words lay blame, and what would say the same more kindly and more exactly?"""

import re
from collections.abc import Iterator

from reviews.editing.rules.noted import Check, Noted, noted_at
from reviews.editing.rules.reading import Reading

_HINDSIGHT = "Say what was expected at the time, and what stood in its way."
_ENGAGE = "Say what was offered, how, and what got in the way."
_DONE_HOW = "Say what was done, and under what conditions."
_JUDGES = "Say what happened; the reader judges."
_PLAIN_NOW = "It is plain now. Say what could be seen then, and by whom."
_NO_BLAME = "A review does not apportion blame. Say what happened."
_A_DAY = "Say what a day in the home looked like."
_BELIEVED = "Write “said” or “told”: other words doubt the child."
_DONE_TO = "Say what was done to the child, and by whom."
_KNEW = "Say what the person knew, and what was kept from them."
_CHILD = r"(?:child(?:ren)?|s?he|boy|girl|they) (?:has |have |had )?"
_DONE = r"(?:been|had|known|seen|done|gone|told|made|taken|given|thought|held|sought|spoken|\w{2,}ed)"
# What stands in every such text, what to look for, and what to write instead. A list of our own: short, so that it is read.
BLAMING: tuple[tuple[str, str, str], ...] = (
    ("fail", r"fail(?:ed|ing|s|ure|ures) (?:to|in|of|by)", "Say what was not done, and what made it hard: “did not …, because …”."),
    ("neglect", r"neglect(?:ed|ing) to", "“Did not”, and what made it hard."),
    ("should", rf"(?:could and )?should(?: not|n[’']t)?(?: (?:also|clearly|at least|\w+ly))? have {_DONE}", _HINDSIGHT),
    ("ought", rf"ought (?:not )?to have {_DONE}", _HINDSIGHT),
    ("missed opp", r"missed opportunit(?:y|ies)", "Say what might have been possible here, and what was known then."),
    ("operate", r"(?:refused|unwilling|reluctant|resistant) to co-?operate", _ENGAGE),
    ("engag", r"(?:(?:refused|unwilling|reluctant|resistant|did not|does not|didn[’']t|would not|not|never|no longer)(?: to)?|dis-?|non-)"
     r" ?engag(?:e|ed|ing|ement)", _ENGAGE),
    ("complian", r"non-?complian(?:t|ce)", _ENGAGE),
    ("hard", r"hard[- ]to[- ](?:reach|engage)", _ENGAGE),
    ("blind eye", r"turned a blind eye", "Say what was known, and to whom."),
    ("fell ", r"fell (?:through|between) the (?:net|gaps?|cracks?)", "Say which service ended, and who was not told."),
    ("careless", r"careless(?:ly|ness)?", _DONE_HOW),
    ("incompeten", r"incompeten(?:t|ce)", _DONE_HOW),
    ("sloppy", r"sloppy", _DONE_HOW),
    ("lazy", r"lazy", _DONE_HOW),
    ("inexcus", r"inexcusabl[ey]", _JUDGES),
    ("shameful", r"shameful(?:ly)?", _JUDGES),
    ("blatant", r"blatant(?:ly)?", _JUDGES),
    ("appalling", r"appalling(?:ly)?", _JUDGES),
    ("obvious", r"obvious(?:ly)?", _PLAIN_NOW),
    ("glaring", r"glaring(?:ly)?", _PLAIN_NOW),
    ("at fault", r"(?:was|were|is|are|be) at fault", _NO_BLAME),
    ("to blame", r"(?:was|were|is|are|be) to blame", _NO_BLAME),
    ("culpab", r"culpab(?:le|ility)", _NO_BLAME),
    ("negligen", r"negligen(?:t|ce)", _NO_BLAME),
    ("chaotic", r"chaotic", _A_DAY),
    ("dysfunction", r"dysfunctional", _A_DAY),
    ("manipulat", r"manipulat(?:ed|ive|ing) (?:the )?(?:professionals|practitioners|workers|services)", "Say what was said to whom."),
    ("alleged", rf"{_CHILD}alleged", _BELIEVED),
    ("claimed", rf"{_CHILD}claimed", _BELIEVED),
    ("admitted", rf"{_CHILD}admitted", _BELIEVED),
    ("lifestyle", r"lifestyle choices?", _DONE_TO),
    ("promiscuous", r"promiscuous", _DONE_TO),
    ("streetwise", r"streetwise", _DONE_TO),
    ("at risk", r"(?:put|placed|placing|putting) (?:him|her|them)sel(?:f|ves) at risk", "Say who or what was the risk."),
    ("naive", r"naive", _KNEW),
    ("naïve", r"naïve", _KNEW),
    ("gullible", r"gullible", _KNEW),
)  # fmt: skip
_PATTERNS = [(sign, re.compile(rf"\b(?:{words})\b", re.I), kinder) for sign, words, kinder in BLAMING]
_NOT_SAID = re.compile(r"\b(?:not|nobody|no one|neither|without)\b[^.;]{0,40}$", re.I)
# "Nobody was to blame" lays none.
_LAYS_NONE = re.compile(r"blame|fault|culpable|negligent|ought|should", re.I)


def wording(reading: Reading) -> Iterator[Noted]:
    """Each place where the author's own words lay blame; quotations are left as they were said."""
    for passage in reading.passages:
        if not passage.written:
            continue
        low = passage.own.lower()
        for sign, pattern, kinder in _PATTERNS:
            for match in pattern.finditer(passage.own) if sign in low else ():
                if _LAYS_NONE.search(match[0]) and _NOT_SAID.search(passage.own[: match.start()]):
                    continue
                sentence = passage.sentence_at(match.start())
                yield noted_at(
                    passage, Check.WORDING, f"“{match[0]}” may read as blame. {kinder}", sentence, match[0].lower()
                )
