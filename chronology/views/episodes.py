"""The key practice episodes: formed, read with what each agency recorded side by side, written up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.roles import Permission
from chronology import actions, forms, queries, rules
from chronology.access import episode_at, placement_at, reader_of
from chronology.models import Episode, Placement
from chronology.views.combined import told_by_for
from chronology.views.requests import entry_row
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.templatetags.identities import as_read_by

FIELDS = ("title", "what_happened", "why")


@for_review(Permission.ANALYSE, Permission.READ_CHRONOLOGY)
def episodes(request: HttpRequest, visit: Visit) -> HttpResponse:
    told_by = told_by_for(request, visit)
    spans = queries.spans_of(visit.review, reader=reader_of(visit))
    themes = queries.themes_by_episode(visit.review)
    rows = [
        {
            "episode": episode,
            "agencies": agencies,
            "period": _period(first, last, told_by),
            "themes": themes.get(episode.pk, []),
        }
        for episode in queries.episodes_of(visit.review)
        for first, last, agencies in [spans.get(episode.pk, (None, None, 0))]
    ]
    context = {"title": "Key practice episodes", "rows": rows}
    return render(request, "chronology/episodes.html", context)


def _period(first: rules.When | None, last: rules.When | None, told_by: rules.Birth | None) -> str:
    """From when until when an episode lasted, as this person reads dates."""
    if first is None or last is None:
        return ""
    words = [rules.told(when, told_by) if told_by else rules.written(when) for when in (first, last)]
    return words[0] if words[0] == words[1] else f"{words[0]} until {words[1][0].lower() + words[1][1:]}"


@for_review(Permission.ANALYSE)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    code = visit.review.code
    return form_page(
        request,
        forms.EpisodeForm,
        template="chronology/form.html",
        act=lambda form: actions.add_episode(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=lambda made: reverse("episode", args=[code, made.pk]),
        done="The episode is formed. Place entries in it from the combined chronology.",
        context={"title": "Form an episode"},
        keep=f"episode:{code}",
        themes=queries.themes_of(visit.review.partnership),
        cancel=reverse("episodes", args=[code]),
    )


@for_review(Permission.ANALYSE, Permission.READ_CHRONOLOGY, thing=episode_at)
def episode(request: HttpRequest, visit: Visit, found: Episode) -> HttpResponse:
    """One episode, its entries with a column for each agency."""
    births, terms = queries.ages_shown(visit.review), queries.agreed_terms(visit.review)
    told_by = told_by_for(request, visit)
    entries = list(queries.with_more(queries.entries_of(found, reader=reader_of(visit))))
    agencies = sorted({entry.submission.request.agency for entry in entries}, key=lambda agency: agency.name)
    places = dict(found.placements.filter(removed_at=None).values_list("entry", "pk"))
    others = queries.placed(entries)
    rows = [
        entry_row(entry, births, terms, told_by=told_by)
        | {
            "place": places.get(entry.pk),
            "others": [other for other in others.get(entry.pk, []) if other.pk != found.pk],
        }
        for entry in entries
    ]
    context = {
        "title": as_read_by(found.title, request),
        "episode": found,
        "rows": rows,
        "agencies": agencies,
        "themes": found.themes.all(),
        "hidden": queries.hidden_in(found, shown=len(entries)),
    }
    return render(request, "chronology/episode.html", context)


@for_review(Permission.ANALYSE, thing=episode_at)
def edit(request: HttpRequest, visit: Visit, found: Episode) -> HttpResponse:
    back = reverse("episode", args=[visit.review.code, found.pk])
    return form_page(
        request,
        forms.ChangeEpisodeForm,
        template="chronology/form.html",
        initial={
            **{name: getattr(found, name) for name in FIELDS},
            "revision": found.revision,
            "themes": list(found.themes.values_list("pk", flat=True)),
        },
        themes=queries.themes_of(visit.review.partnership),
        act=lambda form: actions.change_episode(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="The episode is saved.",
        context={
            "title": "Change the episode",
            "void_url": reverse("episode-void", args=[visit.review.code, found.pk]),
        },
        cancel=back,
    )


@for_review(Permission.ANALYSE, thing=episode_at)
def void(request: HttpRequest, visit: Visit, found: Episode) -> HttpResponse:
    return form_page(
        request,
        forms.VoidForm,
        template="chronology/form.html",
        initial={"revision": found.revision},
        act=lambda form: actions.void_episode(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=reverse("episodes", args=[visit.review.code]),
        done="The episode is recorded as made in error.",
        context={"title": "Record the episode as made in error"},
        cancel=reverse("episode", args=[visit.review.code, found.pk]),
    )


@for_review(Permission.ANALYSE, thing=episode_at)
@require_POST
def write_up(request: HttpRequest, visit: Visit, found: Episode) -> HttpResponse:
    try:
        actions.write_up_episode(found, by=visit.user, at=visit.now)
    except NotYet as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The episode stands in the report.")
    return redirect("episode", visit.review.code, found.pk)


@for_review(Permission.ANALYSE, thing=placement_at)
@require_POST
def remove(request: HttpRequest, visit: Visit, found: Placement) -> HttpResponse:
    actions.remove(found, by=visit.user, at=visit.now)
    messages.success(request, "The entry is no longer in this episode.")
    return redirect("episode", visit.review.code, found.episode_id)
