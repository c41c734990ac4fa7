"""Which inputs does a form offer, beyond those of Django?"""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms


class Radios(forms.RadioSelect):
    """Radio buttons with a hint for a choice, and a field of the same form shown only under a choice."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, str] | None = None,
        reveals: Mapping[Any, str] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}
        self.inline = inline
        self.small = small


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes with a hint for a choice, and a field of the same form shown only under a choice."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, str] | None = None,
        reveals: Mapping[Any, str] | None = None,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.reveals = {str(value): name for value, name in (reveals or {}).items()}
        self.inline = False
        self.small = small


class Textarea(forms.Textarea):
    """A text of several lines; with ``count=True`` the page counts the characters down to ``max_length``."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, rows: int = 5, count: bool = False) -> None:
        super().__init__({"rows": rows, "cols": False, **(attrs or {})})
        self.count = count


class DateWidget(forms.MultiWidget):
    """Three inputs for day, month and year; ``birthday=True`` lets the browser offer the person's own."""

    parts = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        widgets: dict[str, Any] = {part: forms.TextInput() for part in self.parts}
        super().__init__(widgets, attrs)
        self.birthday = birthday

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str):
            return _parts_of(value) or ["", "", ""]
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        whole = _parts_of(data.get(name) or "")
        if whole:
            return whole
        return [str(data.get(f"{name}_{part}") or "").strip() for part in self.parts]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and super().value_omitted_from_data(data, files, name)


def _parts_of(text: Any) -> list[str]:
    """Day, month and year of a date as computers write it, for scripts and tests."""
    try:
        on = text if isinstance(text, datetime.date) else datetime.date.fromisoformat(text)
    except (TypeError, ValueError):
        return []
    return [str(on.day), str(on.month), str(on.year)]


class FileInput(forms.FileInput):
    """One file."""


class MultiFileInput(FileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else [f for f in [files.get(name)] if f]
