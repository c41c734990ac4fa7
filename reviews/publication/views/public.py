"""The pages the public reads: what an edition froze, and nothing that lies behind it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from cspr import clock
from cspr.doors import public
from cspr.files.actions import read
from reviews.publication import queries

# Asked for again each time, so that a report that is taken down is gone at once.
always_ask = cache_control(no_cache=True, public=True)


@public
@require_safe
@always_ask
def published(request: HttpRequest) -> HttpResponse:
    """The reviews published in the past twelve months, and those kept for longer."""
    recent, kept = queries.published(clock.today())
    context = {"title": "Published reviews", "recent": recent, "kept": kept, "offices": queries.offices()}
    return render(request, "public/list.html", context)


@public
@require_safe
@always_ask
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """One published review."""
    edition = queries.published_edition(slug)
    if edition is None:
        raise Http404
    if not queries.may_be_read(edition):
        return _gone(request, slug)
    page = queries.public_page(edition)
    return render(
        request,
        "public/review.html",
        {"title": page.report.title, "page": page, "report": page.report, "large": "large" in request.GET},
    )


def _etag(request: HttpRequest, slug: str) -> str | None:
    edition = queries.published_edition(slug)
    return quote_etag(edition.sha256) if edition and queries.may_be_read(edition) else None


@public
@require_safe
@always_ask
@condition(etag_func=_etag)
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The very bytes that were signed."""
    edition = queries.published_edition(slug)
    if edition is None:
        raise Http404
    if not queries.may_be_read(edition):
        return _gone(request, slug)
    response = HttpResponse(read(edition.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{edition.slug}.pdf"'
    return response


def _gone(request: HttpRequest, slug: str) -> HttpResponse:
    edition = queries.published_edition(slug)
    assert edition is not None
    context = {
        "title": "This report is not available here",
        "office": queries.office_for(edition),
        "archived": edition.after == edition.After.ARCHIVE and not edition.taken_down_at,
    }
    return render(request, "public/gone.html", context, status=410)
