"""What does the chronology give to whoever writes and edits the report?"""

from chronology.models import Submission
from reviews.case.models import Review
from reviews.editing.rules import Counted


def counts(review: Review) -> dict[str, Counted]:
    """How many chronologies agencies have sent in which something stands. One query."""
    sent = Submission.objects.filter(request__review=review, submitted_at__isnull=False, nothing_held=False)
    return {"chronologies": Counted(sent.count(), "chronology with entries", "chronologies with entries")}
