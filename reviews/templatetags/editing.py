"""What would an editor remark on in this draft, and how far is it? Parts of the pages of the report."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from reviews.editing import queries
from reviews.editing.access import reads_of
from reviews.editing.rules import TOLD
from reviews.report.models import Section
from reviews.report.rules import Document, evidence_in
from reviews.templatetags.identities import as_read_by

register = template.Library()


@register.inclusion_tag("reviews/editing/parts/checks.html", takes_context=True)
def editors_checks(context: dict[str, Any]) -> dict[str, Any]:
    """What is noted in the draft, check by check, and what may stand."""
    request = context["request"]
    edited = queries.edited(context["report"], reads_of(request.visit))
    found = [(check, *TOLD[check], noted) for check, noted in edited.by_check]
    return {"request": request, "found": found, "edited": edited, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("reviews/editing/parts/overview.html", takes_context=True)
def report_overview(context: dict[str, Any]) -> dict[str, Any]:
    """The outline with words and pages, and what waits in each section."""
    request, report = context["request"], context["report"]
    edited = queries.edited(report, reads_of(request.visit), context.get("document"))
    return {"request": request, "overview": queries.overview(report, edited)}


@register.simple_tag(takes_context=True)
def evidence_of(context: dict[str, Any], document: Document) -> dict[str, queries.Piece]:
    """What the paragraphs of a document rest on, by its keys, as far as this person may read it."""
    keys = {key for section in document.sections for block in section.blocks for key in block.facts.get("evidence", ())}
    return queries.evidence(reads_of(context["request"].visit), keys) if keys else {}


@register.simple_tag(takes_context=True)
def rests_on(context: dict[str, Any], named: dict[str, queries.Piece] | str, keys: tuple[str, ...]) -> SafeString:
    """The evidence of one paragraph as links, named as its reader may read it; nothing where they may read none of it."""
    known = [named[key] for key in keys if key in named] if isinstance(named, dict) else []
    told = ((one.url, as_read_by(one.name, context["request"])) for one in known)
    return format_html_join("; ", '<a class="govuk-link" href="{}">{}</a>', told)


@register.simple_tag(takes_context=True)
def beside_the_text(context: dict[str, Any], section: Section) -> dict[str, Any]:
    """What the panel beside the editor begins with: where it searches, what for, and the evidence named already."""
    visit = context["request"].visit
    reads, code = reads_of(visit), visit.review.code
    keys = {
        key
        for html in section.blocks.filter(removed_at=None).values_list("html", flat=True)
        for key in evidence_in(html)
    }
    known = queries.evidence(reads, keys) if keys else {}
    return {
        "search": reverse("editing-beside", args=[code]),
        "answered": reverse("editing-answered", args=[code]),
        "kinds": [{"kind": one.kind, "label": one.label} for one in queries.kinds_for(reads)],
        "evidence": {key: {"name": one.name, "url": one.url} for key, one in known.items()},
    }
