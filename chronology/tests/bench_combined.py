"""How long does the combined chronology take with ten thousand entries? ``python -m chronology.tests.bench_combined``."""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable

ENTRIES = 10_000
WINDOWS = (1, 25, 50)


def fill(entries: int = ENTRIES) -> tuple[object, object]:
    """A case with so many released entries of nine agencies; returns the review and its lead reviewer."""
    from chronology.models import ChronologyRequest, Entry, Submission
    from chronology.tests import steps
    from cspr.tests.cast import assemble

    at = dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC)
    cast = assemble()
    review = steps.case_in_review(cast, at=at)
    steps.chronologies_submitted(cast, review, at=at)
    submissions = list(Submission.objects.filter(request__in=ChronologyRequest.objects.filter(review=review)))
    Entry.objects.bulk_create(
        Entry(
            submission=submissions[number % len(submissions)],
            happened_on=dt.date(2020, 1, 1) + dt.timedelta(days=number * 7919 % 2000),
            source="Record",
            what="The family was seen at home and talked about sleep, school and money. " * 4,
            entered_by=cast.priya,
            entered_at=at,
        )
        for number in range(entries - 60)
    )
    return review, cast.luca


def page_of(review: object, reader: object) -> Callable[[str], None]:
    """Opens a window of the combined chronology as the reader."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(reader)
    url = reverse("chronology-combined", args=[review.code])

    def look(query: str) -> None:
        answer = client.get(f"{url}?{query}")
        assert answer.status_code == 200, answer.status_code

    return look


def bench_combined_chronology() -> Callable[[], object]:
    """The middle window of a combined chronology of 10,000 entries"""
    look = page_of(*fill())
    return lambda: look("page=25")


def main() -> None:
    """Fill a throw-away database and print the figures."""
    with tempfile.TemporaryDirectory(prefix="cspr-bench-") as folder:
        os.environ |= {"CSPR_VAR": folder, "DJANGO_SETTINGS_MODULE": "cspr.settings", "ALLOWED_HOSTS": "testserver"}
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        look = page_of(*fill())
        look("page=1")
        for number in WINDOWS:
            began = time.perf_counter()
            look(f"page={number}")
            print(f"window {number:3} of {ENTRIES} entries: {(time.perf_counter() - began) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
