"""What do a code that a record keeps, and the name of one of its fields, say to a reader?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from django.apps import apps
from django.urls import get_resolver

from cspr import govuk

# So many letters of a label still read as a name; longer ones are sentences.
SHORT = 60
ASKING = frozenset({"how", "what", "when", "where", "which", "who", "whom", "whose", "why"})
SAID_TO = frozenset({"if", "it", "their", "they", "you", "your"})
# The words for a field where no form has one label for it: by its stage, or for all of them.
WORDS = {
    ("case", "due_on"): "due on",
    ("case", "label"): "name shown",
    ("case", "role"): "role",
    ("chronology", "kept_for"): "who may read it",
    ("chronology", "none_about"): "people of whom nothing is held",
    ("chronology", "point"): "point of the report, number",
    ("chronology", "granted_until_on"): "granted until",
    ("chronology", "text"): "the words",
    ("chronology", "what"): "the account of what happened",
    ("conversations", "how"): "sent",
    ("conversations", "support_taken"): "support",
    ("disclosure", "decided_by"): "name of the one who decided",
    ("conversations", "answered_words"): "their words",
    ("identities", "label_chosen_by"): "note of who chose the name",
    ("guidance", "against"): "read against",
    ("guidance", "from_on"): "for clocks that start on or after",
    ("panel", "interests"): "interests declared",
    ("proceedings", "because"): "reason",
    ("proceedings", "what"): "what has to wait",
    ("publication", "planned_at"): "planned for",
    ("publication", "sha256"): "fingerprint of the file",
    ("publication", "version"): "of the report’s version",
    ("publication", "window_ends_on"): "kept on the website until",
    ("publication", "withheld"): "instead",
    ("publication", "withheld_reason"): "the reason",
    ("rapid_review", "childs_voice"): "the child’s own words and experience",
    ("rapid_review", "clock_started_on"): "counted from",
    ("rapid_review", "involvement"): "the agency’s involvement",
    ("rapid_review", "version"): "version of the list",
    ("rapid_review", "view"): "view of the national Panel",
    ("recommendations", "closed"): "how",
    ("referral", "then"): "how it goes on",
    ("", "author_job"): "job of the author",
    ("", "author_name"): "name of the author",
    ("", "due_on"): "due on",
    ("", "until_on"): "until",
    ("", "text"): "the words",
    ("", "why"): "the reason",
    ("", "to_file"): "to be filed with the case",
}


def choice_in_words(stage: str, field: str, code: str) -> str | None:
    """The words that were chosen, as the form showed them; None where the stage's records know no such choice."""
    return _choices().get((stage, field, code))


@cache
def _choices() -> Mapping[tuple[str, str, str], str]:
    """By stage, field and code, as the models have them; without those for which two records of a stage have other words."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for model in apps.get_models():
        stage = model.__module__.partition(".models")[0].rpartition(".")[2]
        for field in model._meta.fields:
            for code, words in field.flatchoices:
                found[stage, field.name, str(code)].add(str(words))
    return {key: words.pop() for key, words in found.items() if len(words) == 1}


def field_in_words(stage: str, field: str) -> str:
    """A field by the label of its form, where it reads as a name; else by the words for it, or its own name."""
    known = WORDS.get((stage, field)) or _labels().get((stage, field)) or WORDS.get(("", field))
    return known or ("the reason" if field.startswith("why_") else field.replace("_", " "))


@cache
def _labels() -> Mapping[tuple[str, str], str]:
    """By stage and field, in small letters; without questions, and without those that two forms of a stage name otherwise."""
    _ = get_resolver().url_patterns  # until the pages are loaded, so are no forms
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in _forms(govuk.Form):
        stage = form.__module__.partition(".forms")[0].rpartition(".")[2]
        for name, field in form.base_fields.items():
            found[stage, name].add(str(field.label or ""))
    return {key: _small(words.pop()) for key, words in found.items() if len(words) == 1 and _names(min(words))}


def _forms(base: type[govuk.Form]) -> Iterator[type[govuk.Form]]:
    for form in base.__subclasses__():
        yield form
        yield from _forms(form)


def _names(label: str) -> bool:
    """Does a label name what stands there, to whoever reads it? A question, and what is said to "you", does not."""
    words = label.lower().split()
    return (
        bool(words) and len(label) <= SHORT and words[0] not in ASKING and "?" not in label and not SAID_TO & set(words)
    )


def _small(label: str) -> str:
    """Within a line, up to its first comma."""
    name = label.partition(",")[0]
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
