"""What may a tag be called, and what a theme?"""

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


def check_theme(*, named: bool) -> None:
    """A theme is read beside other cases, and by the board: it names nobody of the register."""
    if named:
        raise NotYet(
            "It names somebody who stands in the identity register, or tells of their dates or address. A theme joins the "
            "list for all cases: say in other words what recurs.",
            field="new_theme",
        )
