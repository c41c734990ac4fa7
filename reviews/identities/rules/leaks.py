"""Which registered names, dates, addresses or numbers stand in a text, and what looks like one of them?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz.distance import OSA

from reviews.identities.rules.forms import Form, Kind, KnownForms
from reviews.identities.rules.reading import HARD, HYPHEN, NONE, SOFT, STOP, Reading, bare_words, plain, read, squeeze

# From this length on, what is read back from a finished file counts even where the ends of words were lost.
UNMISTAKABLE = 9
SHORTEST_NEAR = 4
# From this length on a name counts inside a hashtag or an address, and with a hyphen inside it.
SHORTEST_INSIDE = 5
SHORTEST_HYPHENED = 6
AROUND = 200  # so far from a name its address is looked for
_RUN_BEFORE, _RUN_AFTER = re.compile(r"[^\s<>]*\Z"), re.compile(r"[^\s<>]*")
_SON_OF = ("mc", "mac", "fitz")
DATES = (Kind.BORN, Kind.DIED)
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ADDRESS = re.compile(r"(?<![&\w])#|@|://|\bwww\.")
# Ordinary words at the head of a sentence that are one letter away from some name.
_ORDINARY = """
about after again also although among another april august because been before being below both but could december
does during each early even every family father february following from further given good have having health here
however home house into january july june just last later like made many march more most mother much must near
never next none november october often once only other over part police same school september services several
should since some such support than that their them then there these they this those three through thus time told
took under until very visit well went were what when where which while will with within without work would year
your child children care case carer monday tuesday wednesday thursday friday saturday sunday section paragraph
review report dear back line long hand lane male mark mean mind note page para role rule side sent seen take team
term test text till upon used using view ward week wish word read need find post grade grades graded reads needs finds posts
"""
ORDINARY = frozenset(_ORDINARY.split())


@dataclass(frozen=True)
class Leak:
    """Words in a text that tell who somebody is, or look as if they did. ``start`` and ``end`` count in the text.

    ``misspelt`` they are a letter or two away from a name; ``inside``, a part of an address or of a longer word.
    """

    start: int
    end: int
    words: str
    label: str
    kind: Kind
    person_id: int
    misspelt: bool = False
    inside: bool = False
    people: frozenset[int] = frozenset()
    replaceable: bool = False

    @property
    def near(self) -> bool:
        return self.misspelt or self.inside

    @property
    def may_be_cleared(self) -> bool:
        """Only what may be something else: near misses and common words; never an exact name, date or number."""
        return self.near or self.kind == Kind.COMMON


def find_leaks(text: str, forms: KnownForms, *, unspaced: bool = False, misspelt: bool = True) -> list[Leak]:
    """Every leak in a text or HTML, in order; of leaks inside one another only the longest.

    ``unspaced`` also finds long forms where the ends of words cannot be relied on (text read back from a PDF). Without
    ``misspelt`` only what is exact is looked for.
    """
    if not len(forms) or not misspelt and _holds_none(text, forms, unspaced=unspaced):
        return []
    seen, unseen = read(text)
    exact = [leak for reading in (seen, unseen) for leak in _exact(text, reading, forms, unspaced)]
    exact = _longest(exact)
    near = [leak for leak in _near(text, seen, forms) if not _overlaps(leak, exact)] if misspelt else []
    return sorted([*exact, *near], key=lambda leak: leak.start)


def names_somebody(text: str, forms: KnownForms) -> bool:
    """Does a text tell for certain who somebody is? Near misses and common words may be something else."""
    return any(not leak.may_be_cleared for leak in find_leaks(text, forms, misspelt=False))


def _holds_none(text: str, forms: KnownForms, *, unspaced: bool) -> bool:
    """Does surely no form stand there as words of its own? True of most texts, which then need not be read closely."""
    words = bare_words(text)
    if words is None:
        return False
    edges = set(accumulate(map(len, words), initial=0))
    return not any(
        unspaced
        or len(candidates[0].letters) >= SHORTEST_INSIDE
        or last + 1 in edges
        and last + 1 - len(candidates[0].letters) in edges
        for last, candidates in forms.automaton.iter("".join(words))
    )


def _exact(text: str, reading: Reading, forms: KnownForms, unspaced: bool) -> Iterator[Leak]:
    for last, candidates in forms.automaton.iter(reading.letters):
        first = last - len(candidates[0].letters) + 1
        held = [form for form in candidates if _stands(form, text, reading, first, last, unspaced)]
        inside = [] if held else _standing_inside(candidates, text, reading, first, last)
        if held := held or inside:
            form = held[0]
            start, end = reading.starts[first], reading.ends[last]
            people = frozenset(other.person_id for other in held)
            yield Leak(
                start, end, plain(text[start:end]), form.label, form.kind, form.person_id, people=people,
                replaceable=form.replaceable and len(people) == 1, inside=bool(inside),
            )  # fmt: skip


def _stands(form: Form, text: str, reading: Reading, first: int, last: int, unspaced: bool) -> bool:
    """Do these letters stand there as words of their own, apart only where the form allows it?"""
    if form.strict and not (_is_one_date if form.kind in DATES else _has_initials)(form, text, reading, first):
        return False
    if form.kind in DATES and reading.letters.startswith(ORDINALS, first) and _counts_on(reading, first):
        return False
    if unspaced and form.joints and len(form.letters) >= UNMISTAKABLE and not _runs_on(form, reading, first, last):
        return True
    if not (reading.starts_word(first) and reading.ends_word(last)):
        return False
    for step in range(1, len(form.letters)):
        apart = reading.breaks[first + step]
        if step in form.joints:
            if form.strict and not apart and (form.kind in DATES or step in (1, len(form.letters) - 1)):
                return False
        elif apart > (HYPHEN if form.replaceable and len(form.letters) >= SHORTEST_HYPHENED else SOFT):
            return False
    return form.kind != Kind.COMMON or _is_name_like(text, reading, first)


def _standing_inside(forms: list[Form], text: str, reading: Reading, first: int, last: int) -> list[Form]:
    """Of forms of the same letters the names that are a part of an address, a hashtag or a word with capitals inside it.

    "#JusticeForJayden" or "JaydenFund": at the edge of a word or where a capital follows, for "challenge" names no Allen.
    """
    letters = forms[0].letters
    names = [form for form in forms if form.replaceable] if len(letters) >= SHORTEST_INSIDE else []
    begins, ends = reading.starts_word(first), reading.ends_word(last)
    edges = [begins or _rises(text, reading, first), ends or _rises(text, reading, last + 1)]
    if not names or not any(edges):
        return []
    address = _ADDRESS.search(run_around(text, reading.starts[first], reading.ends[last]))
    if not address and (begins and ends or not all(edges)):
        return []
    parted = [step for step in range(1, len(letters)) if reading.breaks[first + step] > SOFT]
    return [form for form in names if form.joints.issuperset(parted)]


def _rises(text: str, reading: Reading, index: int) -> bool:
    """Does a capital letter follow a small one there, inside a word? Not in "McDonald": that is another name."""
    before, here = text[reading.starts[index - 1]], text[reading.starts[index]]
    rises = reading.breaks[index] == NONE and before.islower() and here.isupper()
    return rises and not reading.letters.endswith(_SON_OF, 0, index)


def run_around(text: str, start: int, end: int) -> str:
    """What is written around a place without a space, on both sides of it and it itself."""
    before = _RUN_BEFORE.search(text[max(0, start - AROUND) : start])
    after = _RUN_AFTER.match(text[end : end + AROUND])
    return before[0] + text[start:end] + after[0]  # type: ignore[index]


def _has_initials(form: Form, text: str, reading: Reading, first: int) -> bool:
    """Are initials written as such, with a capital or a full stop? "Once a day" does not name A. Day."""
    last = first + len(form.letters) - 1
    places = [first] * (1 in form.joints) + [last] * (len(form.letters) - 1 in form.joints)
    return all(text[reading.starts[place]].isupper() or text.startswith(".", reading.ends[place]) for place in places)


def _counts_on(reading: Reading, first: int) -> bool:
    """Does a number in words begin before it: "the twenty-second of May"?"""
    return reading.letters.endswith(("twenty", "thirty"), 0, first) and reading.breaks[first] <= HARD


def _is_one_date(form: Form, text: str, reading: Reading, first: int) -> bool:
    """Are a day, a month and a short year set apart as in a date?

    The mark of a footnote before "4.10", the number of a paragraph, is no eighth of April, and "September. 2.11" no second.
    """
    joints = sorted(form.joints)
    if len(joints) != 2 or form.letters[:4].isdigit() and joints[0] == 4:
        return True
    american = form.letters.isdigit() and int(form.letters[joints[0] : joints[1]]) > 12
    if len(form.letters) - joints[1] != 2 and not american:
        return True
    before, after = (
        plain(text[reading.ends[first + step - 1] : reading.starts[first + step]]).strip() for step in joints
    )
    return before == after if form.letters.isdigit() else after != "."


def _runs_on(form: Form, reading: Reading, first: int, last: int) -> bool:
    """Is a date part of another: "1 November 20" in "21 November 2026"? Numbers and addresses are taken wherever they stand.

    A year in full may run into the mark of a footnote; nothing runs into the day before it.
    """
    if form.kind not in DATES:
        return False
    letters = reading.letters
    before = letters[first].isdigit() and first > 0 and letters[first - 1].isdigit() and not reading.breaks[first]
    after = letters[last + 1 : last + 2].isdigit() and letters[last].isdigit() and not reading.breaks[last + 1]
    return before or after and not letters[last - 3 : last + 1].isdigit()


def _is_name_like(text: str, reading: Reading, first: int) -> bool:
    """A common word is taken for a name where it has a capital letter inside a sentence."""
    char = text[reading.starts[first]]
    return (char.isupper() or char == "&") and reading.breaks[first] != STOP


def _longest(leaks: list[Leak]) -> list[Leak]:
    kept: list[Leak] = []
    for leak in sorted(leaks, key=lambda leak: (leak.start, -leak.end)):
        if not (kept and leak.end <= kept[-1].end):
            kept.append(leak)
    return kept


def _overlaps(leak: Leak, others: list[Leak]) -> bool:
    return any(leak.start < other.end and other.start < leak.end for other in others)


def _near(text: str, reading: Reading, forms: KnownForms) -> Iterator[Leak]:
    """Words with a capital letter that are a letter or two away from a registered name."""
    names = forms.names
    if not names:
        return
    judged: dict[str, Form | None] = {}
    words = list(_words(text, reading))
    lower = {letters for _, _, letters, capital in words if not capital}
    for first, last, letters, capital in words:
        if not capital or len(letters) < SHORTEST_NEAR or letters in ORDINARY or letters in lower:
            continue
        if letters not in judged:
            judged[letters] = _looks_like(letters, names)
        form = judged[letters]
        if form:
            start, end = reading.starts[first], reading.ends[last]
            yield Leak(start, end, plain(text[start:end]), form.label, form.kind, form.person_id, misspelt=True)


def _words(text: str, reading: Reading) -> Iterator[tuple[int, int, str, bool]]:
    """First and last letter of each word, its letters, and whether it begins with a capital."""
    first = 0
    for index in range(1, len(reading.letters) + 1):
        if index == len(reading.letters) or reading.breaks[index] > SOFT:
            yield (first, index - 1, reading.letters[first:index], text[reading.starts[first]].isupper())
            first = index


def _looks_like(letters: str, names: dict[str, Form]) -> Form | None:
    """The name a word may be a misspelling of: one letter off, from eight letters two; short ones begin alike."""
    if letters in names or (letters.endswith("s") and letters[:-1] in names):
        return None
    for name, form in names.items():
        allowed = 2 if len(name) >= 8 else 1
        if len(name) < 5 and name[0] != letters[0]:
            continue
        if abs(len(name) - len(letters)) <= allowed and OSA.distance(name, letters, score_cutoff=allowed) <= allowed:
            return form
    return None


def same_words(words: str) -> str:
    """Words as they are compared when something was cleared."""
    return squeeze(words)
