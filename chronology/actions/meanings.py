"""How is it kept what an abbreviation is short for in a review?"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from agencies.models import User
from chronology import events, rules
from chronology.models import Meaning
from cspr import records
from cspr.audit.actions import record
from reviews.case.models import Review


@transaction.atomic
def keep_meanings(review: Review, said: Mapping[str, str], *, by: User, at: dt.datetime) -> int:
    """Keep what abbreviations are short for, for this review; what is left empty is passed over. Returns how many.

    Raises ``NotYet`` at the abbreviation whose meaning cannot be kept; then none is.
    """
    there = {one.letters: one for one in review.meanings.filter(void_at=None)}
    kept = []
    for typed, meaning in said.items():
        letters, words = rules.as_listed(typed), rules.check_meaning(meaning, field=typed)
        if not words or not letters or len(letters) > rules.LONGEST_SHORT:
            continue
        if letters in there:
            records.change(there[letters], meaning=words)
        else:
            there[letters] = Meaning.objects.create(
                review=review, letters=letters, meaning=words, entered_by=by, entered_at=at
            )
        kept.append(there[letters].pk)
    if kept:
        record(events.MEANINGS_KEPT, by=by, at=at, review_code=review.code, changes={"meanings": sorted(kept)})
    return len(kept)


@transaction.atomic
def take_back_meaning(meaning: Meaning, *, by: User, at: dt.datetime) -> None:
    """Take back what an abbreviation is short for; asked again, nothing happens."""
    if meaning.void_at:
        return
    records.change(meaning, void_at=at)
    record(
        events.MEANING_TAKEN_BACK, by=by, at=at, review_code=meaning.review.code, subject=f"meaning {meaning.pk}"
    )  # fmt: skip
