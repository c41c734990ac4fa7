"""Who could be recognised in a text? Forms of what is registered, leaks of them, and chips in their place."""

from reviews.identities.rules.chips import (
    NAMES,
    Chipped,
    check_label,
    check_names,
    chip,
    chip_of,
    labelled,
    masked,
    may_be_replaced,
    put_chips,
    replaceable,
    with_labels,
)
from reviews.identities.rules.forms import Form, Identity, Kind, KnownForms
from reviews.identities.rules.leaks import Leak, find_leaks, names_somebody, same_words
from reviews.identities.rules.reading import bare_words, plain, squeeze, without_invisible
from reviews.identities.rules.written import known, parts_of

__all__ = [
    "Chipped", "Form", "Identity", "Kind", "KnownForms", "Leak", "NAMES", "bare_words", "check_label", "check_names", "chip", "chip_of", "find_leaks",
    "known", "names_somebody", "labelled", "masked", "may_be_replaced", "parts_of", "plain", "put_chips", "replaceable", "same_words",
    "squeeze", "with_labels", "without_invisible",
]  # fmt: skip
