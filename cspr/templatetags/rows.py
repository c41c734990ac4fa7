"""How are many rows shown? A table with its caption, its windows of 200 rows, and the filters above it."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag(takes_context=True)
def data_table(
    context: Context,
    content: str,
    caption: str,
    size: str = "m",
    hidden: bool = False,
    stack: bool = False,
    page: Page | None = None,
    things: str = "rows",
) -> SafeString:
    """A table with its caption; write thead and tbody inside.

    On a narrow screen it scrolls sideways, or with ``stack`` each row stands as a card: then the cells must be plain
    without their column's name. ``page`` (Django's ``Page``) adds the count, a head that stays in sight, and the
    windows below.
    """
    # The region can be reached by keyboard, or a table wider than a phone could not be scrolled without a pointer.
    unseen = hidden and not page
    return format_html(
        '<div class="cspr-table{}" role="region" aria-label="{}" tabindex="0"><table class="govuk-table">'
        '<caption class="govuk-table__caption govuk-table__caption--{}">{}</caption>{}</table></div>{}',
        (" cspr-table--stack" if stack else "") + (" cspr-table--long" if page else ""),
        caption,
        f"{size} govuk-visually-hidden" if unseen else size,
        _caption(caption, hidden, page, things),
        content,
        render_to_string("components/pagination.html", pagination(context, page, things) | {"counted": ""})
        if page
        else "",
    )


def _caption(caption: str, hidden: bool, page: Page | None, things: str) -> SafeString | str:
    if not page:
        return caption
    said = format_html('<span class="govuk-visually-hidden">{}: </span>', caption) if hidden else f"{caption} "
    return format_html('{}<span class="cspr-table__count">{}</span>', said, counted(page, things))


def counted(page: Page, things: str) -> str:
    """Which rows of how many: "1 to 200 of 1,240 entries"."""
    return f"{page.start_index():,} to {page.end_index():,} of {page.paginator.count:,} {things}"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, things: str = "rows") -> dict[str, Any]:
    """The windows of a long list (Django's ``Page``); other parts of the address are kept.

    Where the list is shown by another address than its own, ``list_url`` in the context leads back to it.
    """
    request, here = context.get("request"), context.get("list_url", "")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    return {
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "gap": page.paginator.ELLIPSIS,
        "query": f"{query.urlencode()}&" if query else "",
        "here": f"{here}{'&' if '?' in here else '?'}" if here else "?",
        "things": things,
        "counted": counted(page, things),
    }


@register.inclusion_tag("components/filter_bar.html")
def filter_bar(
    form: BaseForm, all_url: str = "", chosen: bool = False, label: str = "Filter the list"
) -> dict[str, Any]:
    """The filters above a list; where something is ``chosen``, ``all_url`` leads back to everything."""
    return {"form": form, "all_url": all_url if chosen else "", "label": label}
