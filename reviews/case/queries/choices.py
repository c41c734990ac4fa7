"""What does a code that a record keeps say to a reader?"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from django.apps import apps


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
