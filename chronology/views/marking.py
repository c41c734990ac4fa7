"""What is done with ticked entries: placed in an episode, written up, tagged, linked; and what is said of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import link_at, reader_of, released_entry_at, search_at, tagging_at
from chronology.models import Entry, Link, Search, Tagging
from chronology.views.combined import address, timeline, told_by_for
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.templatetags.identities import as_read_by

MOST_OTHERS = 20
LONGEST_OTHER = 160


@for_review(Permission.ANALYSE)
@require_POST
def place(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Do with the ticked entries what was chosen."""
    ticked = frozenset(int(pk) for pk in request.POST.getlist("entry") if _is_number(pk))
    entries = list(queries.combined(visit.review).filter(pk__in=ticked))
    search = _search(request, visit)
    try:
        if not entries:
            raise NotYet("Tick at least one entry first.")
        act = ACTS.get(request.POST.get("action", ""), _place)
        messages.success(request, act(request, visit, entries))
    except NotYet as refusal:
        return timeline(request, visit, search, ticked=ticked, refused=str(refusal))
    window = request.POST.get("page", "")
    return redirect(address(visit, search, page=window if _is_number(window) else ""))


def _is_number(text: str) -> bool:
    """Whether it can be the number of a record."""
    return text.isdecimal() and len(text) < 19


def _search(request: HttpRequest, visit: Visit) -> Search | None:
    asked = request.POST.get("search", "")
    return search_at(visit, int(asked)) if _is_number(asked) else None


def _place(request: HttpRequest, visit: Visit, entries: list[Entry]) -> str:
    chosen = request.POST.get("episode", "")
    episode = queries.episodes_of(visit.review).filter(pk=chosen if _is_number(chosen) else None).first()
    if episode is None:
        raise NotYet("Choose the episode in which to place them.")
    number = actions.place(episode, entries, by=visit.user, at=visit.now)
    return f"{rules.count(number, 'entry', 'entries')} newly placed in episode {episode.number}."


def _write_up(request: HttpRequest, visit: Visit, entries: list[Entry]) -> str:
    number = actions.write_up(visit.review, entries, by=visit.user, at=visit.now)
    said = rules.count(number, "entry stands", "entries stand")
    report = reverse("report", args=[visit.review.code])
    return format_html(
        '{} in the report. <a class="govuk-notification-banner__link" href="{}">Read the report</a>', said, report
    )


def _tag(request: HttpRequest, visit: Visit, entries: list[Entry]) -> str:
    name = request.POST.get("tag", "")
    number = actions.tag(visit.review, entries, name=name, by=visit.user, at=visit.now)
    return f"{rules.count(number, 'entry', 'entries')} newly tagged."


def _link(request: HttpRequest, visit: Visit, entries: list[Entry]) -> str:
    kind = request.POST.get("kind", "")
    if len(entries) != 2:
        raise NotYet("Tick exactly two entries to link them.")
    if kind not in dict(forms.LINK_KINDS):
        raise NotYet("Choose what the two entries are to one another.")
    earlier, later = entries
    actions.link(later, earlier, kind=kind, by=visit.user, at=visit.now)
    return "The two entries are linked, and each shows the other."


ACTS = {"place": _place, "write-up": _write_up, "tag": _tag, "link": _link}


@for_review(Permission.ANALYSE, thing=tagging_at)
@require_POST
def untag(request: HttpRequest, visit: Visit, found: Tagging) -> HttpResponse:
    actions.untag(found, by=visit.user, at=visit.now)
    messages.success(request, "The tag is taken off.")
    return redirect("chronology-entry", visit.review.code, found.entry_id)


@for_review(Permission.ANALYSE, thing=released_entry_at)
@require_POST
def tag(request: HttpRequest, visit: Visit, found: Entry) -> HttpResponse:
    """Tag one entry from its own page."""
    try:
        actions.tag(visit.review, [found], name=request.POST.get("tag", ""), by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The entry is tagged.")
    return redirect("chronology-entry", visit.review.code, found.pk)


@for_review(Permission.ANALYSE, thing=released_entry_at)
def link(request: HttpRequest, visit: Visit, found: Entry) -> HttpResponse:
    """Say what an entry is to another; offered are those told of the days around it."""
    back = reverse("chronology-entry", args=[visit.review.code, found.pk])
    others = {entry.pk: entry for entry in queries.near_in_time(found, reader=reader_of(visit), most=MOST_OTHERS)}
    told_by = told_by_for(request, visit)
    return form_page(
        request,
        forms.LinkForm,
        template="chronology/form.html",
        act=lambda form: actions.link(
            found, others[form.cleaned_data["other"]], kind=form.cleaned_data["kind"], by=visit.user, at=visit.now
        ),
        then=back,
        done="The two entries are linked, and each shows the other.",
        context={"title": "Link an entry with another", "as_recorded": found},
        others=[(pk, _other_words(request, entry, told_by)) for pk, entry in others.items()],
        cancel=back,
    )


def _other_words(request: HttpRequest, entry: Entry, told_by: rules.Birth | None) -> str:
    when = rules.of_entry(entry)
    told = rules.told(when, told_by) if told_by else rules.written(when)
    agency = entry.submission.request.agency
    return f"{told} · {agency} · {as_read_by(entry.what, request)[:LONGEST_OTHER]}"


@for_review(Permission.ANALYSE, thing=link_at)
@require_POST
def unlink(request: HttpRequest, visit: Visit, found: Link) -> HttpResponse:
    actions.unlink(found, by=visit.user, at=visit.now)
    messages.success(request, "The two entries are no longer linked.")
    asked = request.resolver_match.kwargs["pk"] if request.resolver_match else found.first_id
    return redirect("chronology-entry", visit.review.code, asked)
