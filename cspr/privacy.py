"""Which class of privacy has each field? Every model names its fields in an inner class ``Privacy``.

``identifying`` names or finds a person; ``sensitive`` tells about the case; ``open`` may be shown in a trail.
"""

from typing import Any

from django.db import models

CLASSES = ("identifying", "sensitive", "open")


def classes_of(model: type[models.Model]) -> dict[str, str]:
    """Each field's name with its class, gathered from the model and its abstract bases."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        privacy = base.__dict__.get("Privacy")
        for privacy_class in CLASSES:
            found.update(dict.fromkeys(getattr(privacy, privacy_class, ()), privacy_class))
    return found


def unclassified(model: type[models.Model]) -> list[str]:
    """The names of the model's own fields that have no class."""
    known = classes_of(model)
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field.name for field in fields if field.name not in known and field.name != "id"]


def describe_changes(model: type[models.Model], before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What changed, fit for the trail: old and new of open fields, the word "changed" for all others."""
    known = classes_of(model)
    return {
        name: [_text(before[name]), _text(after[name])] if known.get(name) == "open" else "changed"
        for name in after
        if before.get(name) != after[name]
    }


def _text(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    return str(value.pk) if isinstance(value, models.Model) else str(value)
