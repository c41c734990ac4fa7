"""Which number do digits or words mean?"""

ONES = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
TIMES = {"once": 1, "twice": 2}
_BELOW_TEN = "|".join(ONES[1:10])
NUMBER = rf"\d{{1,3}}|(?:{'|'.join(TENS)})(?:[ -](?:{_BELOW_TEN}))?|{'|'.join(sorted(ONES, key=len, reverse=True))}"


def number_of(words: str) -> int:
    """ "24", "twenty-four" → 24; "no" → 0, "twice" → 2. The words are some that ``NUMBER`` or ``TIMES`` know."""
    low = words.lower().replace("-", " ")
    if low.isdecimal():
        return int(low)
    if low in TIMES:
        return TIMES[low]
    if low in ONES:
        return ONES.index(low)
    tens, _, ones = low.partition(" ")
    return 20 + 10 * TENS.index(tens) + (ONES.index(ones) if ones else 0)
