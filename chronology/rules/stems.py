"""In which one form is a word looked for, however it is bent: visit, visits, visited, visiting; saw and seen?"""

import re
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Words of these records whose forms no ending explains.
BENT = {
    form: forms[0]
    for forms in (
        line.split()
        for line in """
        see saw seen|say said|tell told|speak spoke spoken|hear heard|feel felt|think thought|know knew known|go went gone
        come came|leave left|take took taken|bring brought|give gave given|get got|keep kept|find found|hold held|ring rang rung
        write wrote written|send sent|meet met|break broke broken|fall fell fallen|hit hitting|hurt hurting|bite bit bitten
        shake shook shaken|throw threw thrown|drink drank drunk|sleep slept|eat ate eaten|wake woke woken|begin began begun
        make made|pay paid|lose lost|run ran running|sit sat sitting|stand stood|teach taught|understand understood|tear tore torn
        child children child's|baby babies|man men|woman women|foot feet|tooth teeth|wife wives|life lives|self selves
        police policing|die died dying dies|lie lied lying lies|bear bore born|show showed shown|refer referral referrals|strangle strangulation|notify notification notifications|injure injury injuries|disclose disclosure disclosures|wear wore worn|use used using|be was were been
        """.replace("|", "\n").splitlines()
    )
    if forms
    for form in forms
}
# So common that they tell nothing apart.
COMMON = """
    a an and are as at be been but by for from had has have he her him his i in is it its of on or she that the their them
    there they this to was were which who will with would not no than then so if
"""
STOP = frozenset(COMMON.split())
SHORT = 4  # letters; a longer word in -ey ends as one in -y does: Posey and Posy
_ENGLISH = stemmer("english")


def plain(text: str) -> str:
    """Small letters without accents and without what nobody sees, such as soft hyphens; one kind of apostrophe."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return apart if apart.isascii() else "".join(letter for letter in apart if not _is_unseen(letter))


def _is_unseen(letter: str) -> bool:
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"


def terms_of(*texts: str) -> list[str]:
    """The words of some texts in order, each as its stem; those that tell nothing apart are left out."""
    words = WORD.findall(plain("\n".join(text for text in texts if text)))
    return [stem(word) for word in words if word not in STOP]


def indexed(*texts: str) -> str:
    """The words of some texts as they are kept to be looked for: each between blanks."""
    return f" {' '.join(terms_of(*texts))} "


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of a word have in common; ``word`` is plain."""
    word = word.removesuffix("'s").replace("'", "")
    found = _ENGLISH.stemWord(BENT.get(word, word))
    return f"{found[:-2]}i" if found.endswith("ey") and len(found) > SHORT else found
