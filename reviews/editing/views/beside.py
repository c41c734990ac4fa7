"""What stands beside the text: searched from the editor, and answered in a form it can put in."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import escape
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from reviews.case.access import Visit, for_review
from reviews.editing import queries
from reviews.editing.access import reads_of, the_report
from reviews.identities.queries import known_forms, labels
from reviews.identities.rules import labelled, plain
from reviews.report.models import Report
from reviews.report.rules import with_evidence

LONGEST = 300


@for_review(Permission.WRITE_REPORT, thing=the_report)
@require_POST
def search(request: HttpRequest, visit: Visit, report: Report) -> HttpResponse:
    """What was typed comes in the body, never in an address."""
    asked = _asked(request)
    if asked is None:
        return JsonResponse({"problem": "What you look for did not arrive whole. Try again."}, status=400)
    kind, words = asked
    found, more = queries.searched(reads_of(visit), kind, words)
    forms, names = known_forms(visit.review), labels(visit.review)

    def kept(html: str) -> str:
        return labelled(html, forms, names)

    pieces = [
        {
            "key": one.key,
            "name": plain(kept(escape(one.name))),
            "text": plain(kept(escape(one.text))),
            "quote": with_evidence(kept(one.quote), one.key),
            "told": with_evidence(kept(one.told), one.key),
            "url": one.url,
        }
        for one in found
    ]
    return JsonResponse({"found": pieces, "more": more})


def _asked(request: HttpRequest) -> tuple[str, str] | None:
    """The kind of material and the words; None where it is not what the editor sends."""
    try:
        sent: Any = json.loads(request.body)
        kind, words = str(sent["kind"]), str(sent["words"])
        words.encode()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return kind, " ".join(words.replace("\0", "").split())[:LONGEST]
