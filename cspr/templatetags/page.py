"""Which pieces is a page made of? Components, and how dates are written; every template has these without loading.

Tables and their windows stand in ``rows``, the words of the field in ``terms``; each is shown with an example at ``/help/components/`` in demo mode.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from crispy_forms.templatetags.crispy_forms_tags import do_uni_form
from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
register.tag("crispy", do_uni_form)

SOON_DAYS = 2
COLOURS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")
STATUS_COLOURS = {
    "done": "green",
    "met": "green",
    "published": "green",
    "signed off": "green",
    "in progress": "blue",
    "open": "blue",
    "draft": "grey",
    "not started": "grey",
    "cannot start yet": "grey",
    "withdrawn": "grey",
    "sent back": "orange",
    "waiting": "yellow",
    "overdue": "red",
    "late": "red",
}


# Dates ---------------------------------------------------------------------------------------------


@register.filter
def workdate(value: dt.date | None) -> str:
    """A date as it is written everywhere: "12 March 2026"; nothing for none."""
    if isinstance(value, dt.datetime):
        value = timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return date_format(value, "j F Y") if value else ""


@register.filter
def workmoment(value: dt.datetime | None) -> str:
    """A moment in English time: "12 March 2026, 14:03"; nothing for none."""
    if not value:
        return ""
    return date_format(timezone.localtime(value) if timezone.is_aware(value) else value, "j F Y, H:i")


@register.filter
def worktime(value: dt.datetime | dt.time | None) -> str:
    """The time of day: "14:03"."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H:%M}" if value else ""


def days(number: int) -> str:
    """ "1 day", "3 days"."""
    return f"{number} day" if number == 1 else f"{number} days"


def due_words(due: dt.date, today: dt.date) -> str:
    """How far a date is from today: "in 3 days", "today", "2 days late"."""
    left = (due - today).days
    return {0: "today", 1: "tomorrow"}.get(left, f"in {days(left)}" if left > 0 else f"{days(-left)} late")


@register.inclusion_tag("components/due_date.html", takes_context=True)
def due_date(
    context: Context, due: dt.date | None, today: dt.date | None = None, met: dt.date | None = None, why: str = ""
) -> dict[str, Any]:
    """A date something is due, how near it is, and ``why`` then; ``met`` is the date it was done."""
    today = today or context.get("today")
    if met and due:
        late = (met - due).days
        said = {"tag": f"Done {days(late)} late" if late > 0 else "Done", "colour": "green"}
    elif not due or not today:
        said = {}
    elif (left := (due - today).days) > SOON_DAYS:
        said = {"words": due_words(due, today)}
    else:
        said = {"tag": due_words(due, today), "colour": "red" if left < 0 else "yellow"}
    return {"due": due, "why": why, **said}


# Small things --------------------------------------------------------------------------------------


@register.simple_tag
def tag(text: str, colour: str = "") -> SafeString:
    """A status in a word or two; its colour follows from the word where it is a usual one."""
    colour = colour or STATUS_COLOURS.get(str(text).lower(), "")
    return format_html('<strong class="govuk-tag{}">{}</strong>', f" govuk-tag--{colour}" if colour else "", text)


@register.simple_tag
def person_chip(label: str, role: str = "") -> SafeString:
    """A person by the label used in the report ("Child A"), with their role if it helps."""
    more = format_html(' <span class="cspr-chip__role">{}</span>', role) if role else ""
    return format_html('<span class="cspr-chip">{}{}</span>', label, more)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Something that has consequences."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span>{}</strong></div>',
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """A text set apart from the rest."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: str, summary: str, opened: bool = False) -> SafeString:
    """Something most people need not read, behind its summary."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        SafeString(" open") if opened else "",
        summary,
        content,
    )


@register.simple_block_tag(name="help")
def help_note(content: str, summary: str = "Why we ask") -> SafeString:
    """Help beside the thing it is about: a few sentences behind "Why we ask" or "What is this?"."""
    return format_html(
        '<details class="cspr-help"><summary class="cspr-help__summary">{}</summary>'
        '<div class="cspr-help__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def banner(content: str, title: str = "Please note") -> SafeString:
    """Something the person should know before anything else on the page; what was done is said by ``messages``."""
    return format_html(
        '<section class="govuk-notification-banner" aria-label="{0}"><div class="govuk-notification-banner__header">'
        '<h2 class="govuk-notification-banner__title">{0}</h2></div>'
        '<div class="govuk-notification-banner__content">{1}</div></section>',
        title,
        content,
    )


@register.simple_tag
def button_link(label: str, url: str, secondary: bool = False) -> SafeString:
    """A link that leads to the next step, shown as a button."""
    css = "govuk-button govuk-button--secondary" if secondary else "govuk-button"
    return format_html(
        '<a href="{}" role="button" draggable="false" class="{}" data-module="govuk-button">{}</a>', url, css, label
    )


# Lists ---------------------------------------------------------------------------------------------


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Where am I: (label, url) from the outside in; the page itself is left out."""
    return {"crumbs": list(crumbs)}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[tuple[Any, ...]], borders: bool = True) -> dict[str, Any]:
    """Facts: (label, value) or (label, value, url to change it)."""
    return {"rows": [(*row, "")[:3] for row in rows], "borders": borders}


@dataclass(frozen=True)
class Task:
    """One line of a task list."""

    title: str
    url: str = ""
    status: str = ""
    hint: str = ""
    colour: str = ""


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Task | dict[str, str]], name: str = "tasks") -> dict[str, Any]:
    """What is to be done, each with its status; give ``name`` where a page has several."""
    return {"tasks": [task if not isinstance(task, dict) else Task(**task) for task in tasks], "name": name}


@register.inclusion_tag("components/saved_now.html")
def saved_now(form: BaseForm, theirs: Any) -> dict[str, Any]:
    """What another person saved meanwhile, where it differs from what this one typed."""
    typed = getattr(form, "cleaned_data", {})
    rows = []
    for bound in form:
        name = bound.name
        if bound.is_hidden or not hasattr(theirs, name) or getattr(theirs, name) == typed.get(name):
            continue
        display = getattr(theirs, f"get_{name}_display", None)
        value = display() if display else getattr(theirs, name)
        rows.append((bound.label, workdate(value) if isinstance(value, dt.date) else value))
    return {"rows": rows}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest or oldest first as given: objects or dicts with title, url, by.

    Further ``when``, or ``span`` in words; ``text``, or several ``lines``, each with what it is ``about`` and the ``rest``.
    """
    return {"events": list(events)}


@register.inclusion_tag("components/empty_state.html")
def empty_state(text: str, todo: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Nothing here yet: what would be here, and what to do."""
    return {"text": text, "todo": todo, "url": url, "label": label}


@register.inclusion_tag("components/phases.html")
def phases(steps: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """The way of a case: (label, state) or (label, state, date); state is "done", "current" or "next"."""
    return {"steps": [(*step, None)[:3] for step in steps]}


@register.inclusion_tag("components/job_progress.html")
def job_progress(job: Any, label: str = "", next_url: str = "", next_label: str = "Go on") -> dict[str, Any]:
    """How far long work has come: object or dict with done, total, finished, failed, message.

    With scripts the page asks for itself every three seconds; without, ``{% job_refresh job %}`` in the block ``head``.
    """
    return {"job": job, "label": label, "next_url": next_url, "next_label": next_label}


@register.simple_tag
def job_refresh(job: Any, seconds: int = 5) -> SafeString:
    """Reloads the page while the work goes on, for browsers without scripts."""
    finished = job.get("finished") if isinstance(job, dict) else getattr(job, "finished", False)
    if finished:
        return SafeString("")
    return format_html('<noscript><meta http-equiv="refresh" content="{}"></noscript>', seconds)


# The page itself -----------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def title_again(context: Context) -> str:
    """The words of the block ``title`` once more, so that a page need not write its heading twice."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("title") if blocks else None
    return block.render(context) if block else str(context.get("title", ""))


@register.simple_tag(takes_context=True)
def autosave(context: Context, form: BaseForm) -> SafeString:
    """The attributes that make a ``<form>`` keep what is typed, and of which page; nothing for a form without a key."""
    key = getattr(form, "draft_key", "")
    if not key:
        return SafeString("")
    typed = getattr(form, "draft", None)
    return format_html(
        ' data-autosave="{}" data-autosave-url="{}" data-autosave-revision="{}" data-autosave-title="{}"',
        key,
        getattr(form, "draft_save_url", "") or reverse("drafts:save"),
        typed.revision if typed else 0,
        str(context.get("title", "")),
    )


@register.inclusion_tag("components/draft_note.html", takes_context=True)
def draft_note(context: Context, form: BaseForm) -> dict[str, Any]:
    """Says that what was typed before has been put back, or shows it beside, and offers to discard it.

    Stands outside the ``<form>``.
    """
    request = context.get("request")
    return {
        "draft": None if form.is_bound else getattr(form, "draft", None),
        "files": form.is_multipart(),
        "older": [] if form.is_bound else getattr(form, "older", []),
        "may_discard": not getattr(form, "draft_save_url", ""),
        "csrf_token": context.get("csrf_token"),
        "back": request.get_full_path() if request else "/",
    }
