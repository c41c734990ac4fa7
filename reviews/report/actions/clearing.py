"""How is it recorded that words which look like a name may stand?"""

import datetime as dt

from django.db import transaction

from agencies.models import User
from cspr.audit.actions import record
from cspr.records import NotYet
from reviews.identities.rules import same_words
from reviews.report import events, queries
from reviews.report.models import ClearedHit, Report


@transaction.atomic
def clear_hit(report: Report, *, words: str, reason: str, by: User, at: dt.datetime) -> ClearedHit:
    """One reason for these words, wherever they stand in this report. Never for an exact name, date or number."""
    if not reason.strip():
        raise NotYet("Say why these words may stand.", field="reason")
    same = same_words(words)
    hits = [hit for hit in queries.listed(report) if same_words(hit.words) == same]
    if not hits:
        raise NotYet("These words are not among the hits any longer.", field="words")
    if not all(hit.may_be_cleared for hit in hits):
        raise NotYet("This is a registered name, date, address or number. It has to be taken out.", field="words")
    cleared = ClearedHit.objects.create(report=report, words=words, reason=reason.strip(), by=by, at=at)
    record(events.CLEARED, by=by, at=at, review_code=report.review.code, subject=f"words {cleared.pk}")
    return cleared


@transaction.atomic
def withdraw_clearing(cleared: ClearedHit, *, by: User, at: dt.datetime) -> None:
    """Have the words listed again."""
    if not ClearedHit.objects.filter(pk=cleared.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise NotYet("These words are listed again already.")
    code = cleared.report.review.code
    record(events.CLEARING_WITHDRAWN, by=by, at=at, review_code=code, subject=f"words {cleared.pk}")
