"""How does what an agency submits become searchable? Once, when it reaches the review team; drafts are not searched."""

from chronology import queries, rules
from chronology.models import Indexed, Submission, Vocabulary

BATCH = 500


def index(submission: Submission) -> None:
    """Write down the words of every standing entry, and those of a whole submission that all readers may read."""
    entries = list(submission.entries.standing().prefetch_related("sights"))
    rows = [Indexed(entry=entry, terms=rules.indexed(*queries.looked_through(entry))) for entry in entries]
    Indexed.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["entry"], update_fields=["terms"]
    )
    words = {term for entry, row in zip(entries, rows, strict=True) if not entry.kept_for for term in row.terms.split()}
    Vocabulary.objects.update_or_create(submission=submission, defaults={"words": " ".join(sorted(words))})
