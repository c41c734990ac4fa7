"""What may a tag be called?"""

from cspr.records import NotYet

LONGEST_TAG = 40


def name_of_tag(typed: str) -> str:
    """A tag in one spelling: single spaces, no hash before it."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).lstrip("# ").split())
    if not words:
        raise NotYet("Enter a word for the tag.", field="tag")
    if len(words) > LONGEST_TAG:
        raise NotYet(f"A tag has at most {LONGEST_TAG} letters.", field="tag")
    return words
