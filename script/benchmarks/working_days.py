"""How long does it take to count working days?"""

import datetime as dt
from collections.abc import Callable

from cspr import workdays


def bench_working_days() -> Callable[[], object]:
    """The fifteenth working day after each day of a year"""
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    return lambda: [workdays.add_working_days(day, 15) for day in days]
