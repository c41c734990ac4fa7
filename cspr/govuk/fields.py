"""What may be typed as a date, a time or a file, and what is said when it cannot be read?"""

import datetime
import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from cspr import clock
from cspr.govuk.widgets import Checkboxes, DateWidget, FileInput, MultiFileInput
from cspr.years import meant

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
PARTS = ("day", "month", "year")
MOST_DIGITS = 18  # more than any record's number has, and fewer than a database cannot take
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

TIMES_IN_WORDS = {"midday": datetime.time(12), "noon": datetime.time(12), "midnight": datetime.time(0)}
TIME = re.compile(r"^(\d{1,2})(?:[:.\s]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$")


class DateField(forms.Field):
    """A date as day, month and year, read forgivingly; errors say which part is wrong."""

    widget = DateWidget
    hint = "For example, 27 3 2026"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        if isinstance(value, str):
            value = DateWidget().decompress(value)
        typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        self._check_complete(typed)
        return self._real_date(_day(typed[0]), _month(typed[1]), self._year(typed[2]))

    def _year(self, text: str) -> int | None:
        """The year; where two digits may be either century it is asked for, never guessed."""
        years = meant(int(text), clock.today().year) if text.isdecimal() and len(text) == 2 else ()
        if len(years) > 1:
            raise self._wrong(f"must have the year in full: {' or '.join(map(str, years))}", "year")
        return years[0] if years else _whole_year(text)

    def _check_complete(self, typed: list[str]) -> None:
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise self._wrong(f"must include a {' and '.join(missing)}", *missing)

    def _real_date(self, day: int | None, month: int | None, year: int | None) -> datetime.date:
        wrong = [part for part, number in zip(PARTS, (day, month, year), strict=True) if number is None]
        if wrong:
            raise self._wrong("must be a real date, like 27 3 2026", *wrong)
        assert day is not None and month is not None and year is not None
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise self._wrong(f"must have a year between {EARLIEST_YEAR} and {LATEST_YEAR}", "year")
        try:
            return datetime.date(year, month, day)
        except ValueError:
            month_name = MONTHS[month - 1].capitalize()
            raise self._wrong(f"must be a real date: {month_name} {year} has no day {day}", "day") from None

    def _wrong(self, what: str, *parts: str) -> ValidationError:
        return ValidationError(f"{self.label or 'The date'} {what}", code="invalid", params={"parts": parts})

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _number(text: str, lowest: int, highest: int) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 5 and lowest <= int(text) <= highest else None


def _day(text: str) -> int | None:
    return _number(re.sub(r"(?<=\d)(st|nd|rd|th)$", "", text.lower()), 1, 31)


def _month(text: str) -> int | None:
    word = text.lower().rstrip(".")
    if len(word) >= 3:
        for number, name in enumerate(MONTHS, start=1):
            if name.startswith(word) or (name, word) == ("september", "sept"):
                return number
    return _number(word, 1, 12)


def _whole_year(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 4 else None


class TimeField(forms.Field):
    """A time of day as people write it: 14:30, 2.30pm, 9am, 1430, midday."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 14:30 or 2.30pm")
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("size", 8)

    def to_python(self, value: Any) -> datetime.time | None:
        if value in self.empty_values or isinstance(value, datetime.time):
            return None if value in self.empty_values else value
        time = _time(str(value).strip().lower())
        if time is None:
            raise ValidationError(f"{self.label or 'The time'} must be a time, like 14:30 or 2.30pm", code="invalid")
        return time

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _time(text: str) -> datetime.time | None:
    if text in TIMES_IN_WORDS:
        return TIMES_IN_WORDS[text]
    found = TIME.match(text)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return datetime.time(hour, minute) if hour < 24 and minute < 60 else None


class ModelMultipleChoiceField(forms.ModelMultipleChoiceField):
    """Several records, each with a box to tick; a number that no record can have is refused like any other not offered."""

    widget = Checkboxes

    def clean(self, value: Any) -> Any:
        for number in value if isinstance(value, list | tuple) else ():
            if len(str(number)) > MOST_DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"}
                )
        return super().clean(value)


class FileField(forms.FileField):
    """One file, not larger than the system takes; ``accept`` names the endings that are welcome (".docx", ".pdf")."""

    widget = FileInput

    def __init__(self, *, max_bytes: int | None = None, accept: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_bytes = max_bytes or settings.MAX_UPLOAD_BYTES
        self.accept = tuple(ending.lower() for ending in accept)
        if accept:
            self.widget.attrs["accept"] = ",".join(self.accept)

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is not None:
            self._check_size(file)
            self._check_kind(file)
        return file

    def _check_size(self, file: Any) -> None:
        if file.size > self.max_bytes:
            is_now, most = filesizeformat(file.size), filesizeformat(self.max_bytes)
            raise ValidationError(f"“{file.name}” is {is_now}. The largest file we can take is {most}", code="size")

    def _check_kind(self, file: Any) -> None:
        if self.accept and not file.name.lower().endswith(self.accept):
            endings = " or ".join(self.accept)
            raise ValidationError(
                f"“{file.name}” is of another kind. Choose a file that ends in {endings}", code="kind"
            )


class MultiFileField(FileField):
    """A list of files; each is checked, and every file that cannot be taken is named."""

    widget = MultiFileInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        if not data:
            return [super().clean(None, initial)] if self.required else []
        files, wrong = [], []
        for item in data:
            try:
                files.append(super().clean(item, None))
            except ValidationError as error:
                wrong.extend(error.error_list)
        if wrong:
            raise ValidationError(wrong)
        return files
