"""Who may see what the quality markers ask of a case, and what the records say?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.roles import Permission
from reviews.case.access import Visit, for_review
from reviews.quality import queries


@for_review(Permission.READ_CHRONOLOGY)
@require_safe
def quality(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is missing first, then each of the eighteen markers with what the records say today."""
    found = queries.shown(visit.review, visit.today, visit.permissions)
    context = {"title": "Quality markers", "it": found}
    return render(request, "reviews/quality/quality.html", context)
