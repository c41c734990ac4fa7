"""When does the clock strike? Celery's own scheduler, which does not wait when the machine's clock is set back."""

import datetime as dt
from typing import Any

from celery.beat import PersistentScheduler

# More than there is ever between two strikes.
LONG_AGO = dt.timedelta(days=1)


class Scheduler(PersistentScheduler):
    """Whatever was last done at a time that is still to come is due at once: a clock set back would silence it until then."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > entry.default_now()]
        for entry in ahead:
            entry.last_run_at = entry.default_now() - LONG_AGO
        if ahead:
            self._heap = None  # the order in which they are due was made by the old time
        return float(super().tick(*args, **kwargs))
