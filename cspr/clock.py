"""What time is it? The only reader of the clock; everything else is handed a moment or a date."""

import datetime as dt

from django.utils import timezone


def now() -> dt.datetime:
    """This moment, aware, in UTC."""
    return timezone.now()


def today() -> dt.date:
    """Today's date in England."""
    return timezone.localdate()


def start_of(day: dt.date) -> dt.datetime:
    """The moment a day begins in England."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def date_of(moment: dt.datetime) -> dt.date:
    """The date in England on which a moment falls."""
    return timezone.localdate(moment)
