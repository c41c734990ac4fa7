"""How does an entry stand on a page: when it happened, what was recorded, what stands beside it, and the ways on from it?

A list shows 200 entries. A template is asked some fifty things of each, which takes four times as long as writing the same
here; ``format_html`` escapes whatever it is given.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django import template
from django.template import Context
from django.template.defaultfilters import linebreaks_filter, linebreaksbr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chronology.models import Entry, Link
from cspr.templatetags.page import workdate
from reviews.templatetags.identities import as_read_by

register = template.Library()

Read = Callable[[str], object]
NOTHING = SafeString("")  # quicker put in than an empty text, which is escaped
TOLD = """<div class="chron__when"><p class="chron__date">{}</p>{}{}</div>
<div class="chron__text">{}<div class="chron__what">{}</div>{}{}{}<p class="chron__source">{}{}{}Source: {}{}</p></div>"""
PARAGRAPH = "<p>{}</p>"
AGE = '<p class="chron__age">{}: {}</p>'
OUTSIDE = mark_safe('<p class="chron__age">Outside the period</p>')
AGENCY = '<p class="chron__agency">{}</p>'
SAID = '<p class="chron__said"><strong>{}:</strong> {}</p>'
NOTE = '<div class="chron__note"><p><strong>Note of {}, {}:</strong> {}</p></div>'
KEPT = '<strong class="govuk-tag govuk-tag--purple">{}</strong> '
KINDS = {value: format_html("{} · ", label) for value, label in Entry.Kind.choices} | {"": NOTHING}
SEEN = {value: format_html("{} · ", label) for value, label in Entry.Seen.choices} | {"": NOTHING}
LISTED = """<li class="chron__entry" id="entry-{}">
{}
{}
{}
</li>"""
TICK = """<div class="govuk-checkboxes govuk-checkboxes--small chron__tick"><div class="govuk-checkboxes__item">\
<input class="govuk-checkboxes__input" type="checkbox" name="entry" value="{pk}" id="tick-{pk}"{checked}>\
<label class="govuk-label govuk-checkboxes__label" for="tick-{pk}"><span class="govuk-visually-hidden">\
Choose the entry of {which}, {begins}</span></label></div></div>"""
NO_TICK = mark_safe('<div class="chron__tick"></div>')
CHECKED = mark_safe(" checked")
WAYS = """<p class="chron__more">{}<a class="govuk-link" href="{}" data-open>Open<span class="govuk-visually-hidden"> \
the entry of {}</span></a>{}</p>"""
TAG = '<strong class="govuk-tag govuk-tag--grey">{}</strong> '
WAY = ' · {}<a class="govuk-link" href="{}">{}</a>'
BEGINS = 60


@register.simple_tag(takes_context=True)
def entries_listed(context: Context, rows: Iterable[dict[str, Any]], ticks: bool) -> SafeString:
    """The entries of several agencies as items of a list, with the ways on from each; with ``ticks`` they can be chosen."""
    read, code = _reader(context), context["request"].visit.review.code
    called: dict[int, SafeString] = {}

    def parts(row: dict[str, Any]) -> tuple[object, ...]:
        entry, request = row["entry"], row["entry"].submission.request
        agency = called.setdefault(request.agency_id, conditional_escape(request.agency))
        which = format_html("{}, {}", row["date"], agency)
        tick = _tick(row, which, read) if ticks else NOTHING
        return entry.pk, tick, _told(context, row, read, agency=agency, noted=True), _ways(code, row, which, read)

    return format_html_join("", LISTED, map(parts, rows))


@register.simple_tag(takes_context=True)
def entry_told(context: Context, row: dict[str, Any], *, agency: object = "", noted: bool = False) -> SafeString:
    """One entry as this person reads it: with ``agency`` it says whose it is, ``noted`` the notes beside it."""
    return _told(context, row, _reader(context), agency=agency, noted=noted)


def _reader(context: Context) -> Read:
    """What makes of a text what this person may read of it."""
    return partial(as_read_by, request=context["request"])


def _told(context: Context, row: dict[str, Any], read: Read, *, agency: object, noted: bool) -> SafeString:
    entry = row["entry"]
    return format_html(
        TOLD,
        row["date"],
        format_html_join("", AGE, row["ages"]) if row["ages"] else NOTHING,
        OUTSIDE if row["outside"] else NOTHING,
        format_html(AGENCY, agency) if agency else NOTHING,
        _paragraphs(read(entry.what)),
        format_html_join("", SAID, [(label, linebreaksbr(read(words))) for label, words in row["lines"]]),
        _notes(entry, read) if noted else NOTHING,
        _asked_about(context, row),
        format_html(KEPT, Entry.KeptFor(entry.kept_for).label) if entry.kept_for else NOTHING,
        KINDS[entry.kind],
        SEEN[entry.seen],
        read(entry.source),
        _where_from(entry),
    )


def _paragraphs(text: Any) -> str:
    """As a template would; most entries are one line, in which nothing is to be broken."""
    return linebreaks_filter(text) if "\n" in text or "\r" in text else format_html(PARAGRAPH, text)


def _notes(entry: Entry, read: Read) -> SafeString:
    notes = entry.beside  # type: ignore[attr-defined]
    told = [(one.entered_by.name, workdate(one.entered_at), linebreaksbr(read(one.text))) for one in notes]
    return format_html_join("", NOTE, told)


def _asked_about(context: Context, row: dict[str, Any]) -> str:
    if not row.get("questions"):
        return NOTHING
    told = {"row": row, **{name: context.get(name) for name in ("request", "code", "asked")}}
    return render_to_string("chronology/parts/asked_about.html", told)


def _where_from(entry: Entry) -> str:
    """Beside its source: the row of a file, or that it was typed from something else."""
    said = (
        f" · Row {entry.row} of a file" if entry.row else " · From the rapid review return" if entry.origin else NOTHING
    )
    return f"{said} · Typed by the office" if entry.on_behalf_of else said


def _tick(row: dict[str, Any], which: SafeString, read: Read) -> SafeString:
    """The box that chooses an entry, called by how it begins; what is kept for some is not placed or written up."""
    entry = row["entry"]
    if entry.kept_for:
        return NO_TICK
    begins = str(read(entry.what))[:BEGINS]
    return format_html(TICK, pk=entry.pk, checked=CHECKED if row["ticked"] else NOTHING, which=which, begins=begins)


def _ways(code: str, row: dict[str, Any], which: SafeString, read: Read) -> SafeString:
    """The tags of an entry, and where one goes from it: opened, its episodes, the report, other entries, agency reports."""
    tags = format_html_join("", TAG, [(read(tagging.tag.name),) for tagging in row["tags"]])
    return format_html(WAYS, tags, row["url"], which, format_html_join("", WAY, _elsewhere(code, row, read)))


def _elsewhere(code: str, row: dict[str, Any], read: Read) -> Iterator[tuple[str, str, object]]:
    for episode in row["places"]:
        yield "", reverse("episode", args=[code, episode.pk]), f"Episode {episode.number}: {read(episode.title)}"
    if row["entry"].written_up_at:
        yield "", reverse("report", args=[code]), "In the report"
    for linked in row["links"]:
        if linked.link.kind != Link.Kind.NOT_SAME:
            way = reverse("chronology-entry", args=[code, linked.other.pk])
            yield f"{linked.words} ", way, f"an entry of {linked.other.submission.request.agency}"
    for found in row["reports"]:
        way = reverse("agency-report-read", args=[code, found.pk])
        yield "", way, f"The report of {found.agency} speaks of it"
