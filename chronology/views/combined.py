"""The one timeline of all agencies: read, filtered, searched, placed in episodes, written up."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from agencies.models import Agency
from agencies.roles import Permission
from chronology import actions, forms, narrative, queries, rules
from chronology.access import entry_to_release_at, reader_of, released_entry_at
from chronology.models import AgesShown, Entry
from chronology.views.requests import entry_row
from cspr.pages import form_page
from cspr.records import NotYet
from reviews.case.access import Visit, for_review
from reviews.case.models import Review

WINDOW = 200


def _search_key(visit: Visit) -> str:
    return f"chronology-words-{visit.review.pk}"


def words_of(request: HttpRequest, visit: Visit) -> str:
    """The words this person looks for in the case's chronology."""
    return request.session.get(_search_key(visit), "")


def agencies_with_entries(review: Review) -> QuerySet[Agency]:
    """The agencies that submitted their chronology."""
    return Agency.objects.filter(
        chronology_requests__review=review, chronology_requests__submission__submitted_at__isnull=False
    )


@for_review(Permission.READ_CHRONOLOGY)
def combined(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What all agencies submitted, as it happened."""
    return _timeline(request, visit, request.GET)


def _timeline(
    request: HttpRequest, visit: Visit, asked: QueryDict, *, ticked: frozenset[int] = frozenset(), refused: str = ""
) -> HttpResponse:
    """The window of the timeline that was asked for; after a refusal with its reason, and the ticks as they were."""
    review = visit.review
    words = words_of(request, visit)
    form = forms.FilterForm(asked or None, agencies=agencies_with_entries(review))
    chosen = form.cleaned_data["agency"] if form.is_bound and form.is_valid() else None
    entries = queries.combined(review, agency=chosen.pk if chosen else None, words=words, reader=reader_of(visit))
    page = Paginator(queries.with_more(entries), WINDOW).get_page(asked.get("page"))
    births, terms, told_by = queries.ages_shown(review), queries.agreed_terms(review), told_by_for(request, visit)
    places, episodes = queries.placed(page.object_list), list(queries.episodes_of(review))
    rows = [
        entry_row(entry, births, terms, told_by=told_by)
        | {"places": places.get(entry.pk, []), "ticked": entry.pk in ticked}
        for entry in page.object_list
    ]
    context = {
        "title": "Combined chronology",
        "page": page,
        "rows": rows,
        "filter": form,
        "chosen": chosen,
        "words": words,
        "episodes": episodes,
        "told_by": told_by,
        "may_choose_dates": visit.may(Permission.SEE_NAMES),
        "waiting": review.chronology_requests.filter(withdrawn_at=None, submission__submitted_at=None).count(),
        "why_refused": refused,
        "refused_at": "episode" if episodes else "",
        "list_url": _back(request, visit, page=False) if refused else "",
    }
    return render(request, "chronology/combined.html", context, status=422 if refused else 200)


def told_by_for(request: HttpRequest, visit: Visit) -> queries.Birth | None:
    """By whose age dates are told: always to those who may not see names, and to others where they chose so."""
    if visit.may(Permission.SEE_NAMES) and not request.session.get(_dates_key(visit)):
        return None
    return queries.told_by_age(visit.review)


def _dates_key(visit: Visit) -> str:
    return f"chronology-by-age-{visit.review.pk}"


@for_review(Permission.READ_CHRONOLOGY)
@require_POST
def dates(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show dates as they are, or by the child's age; those who may not see names have the latter alone."""
    request.session[_dates_key(visit)] = request.POST.get("by") == "age"
    return redirect("chronology-combined", visit.review.code)


@for_review(Permission.ANALYSE, Permission.RUN_CASE)
def ages(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Whose ages stand beside each entry."""
    chosen = AgesShown.objects.filter(review=visit.review).first()
    people = queries.ages_to_choose(visit.review)
    now = chosen.people.all() if chosen else people.filter(child__isnull=False)
    back = reverse("chronology-combined", args=[visit.review.code])
    return form_page(
        request,
        forms.AgesForm,
        template="chronology/form.html",
        initial={"people": list(now.values_list("pk", flat=True))},
        act=lambda form: actions.choose_ages(visit.review, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="Their ages stand beside each entry.",
        context={"title": "Whose ages are shown"},
        people=people,
        cancel=back,
    )


@for_review(Permission.READ_CHRONOLOGY)
@require_POST
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the words to look for with the person's sign-in: they must not stand in an address."""
    form = forms.SearchForm(request.POST)
    if form.is_valid():
        request.session[_search_key(visit)] = form.cleaned_data["words"].strip()
    return redirect("chronology-combined", visit.review.code)


@for_review(Permission.ANALYSE)
@require_POST
def place(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Place the ticked entries in an episode, or write them up in the report."""
    ticked = frozenset(int(pk) for pk in request.POST.getlist("entry") if _is_number(pk))
    entries = list(queries.combined(visit.review).filter(pk__in=ticked))
    try:
        if not entries:
            raise NotYet("Tick at least one entry first.")
        messages.success(request, _place(request, visit, entries))
    except NotYet as refusal:
        return _timeline(request, visit, request.POST, ticked=ticked, refused=str(refusal))
    return redirect(_back(request, visit))


def _is_number(text: str) -> bool:
    """Whether it can be the number of a record."""
    return text.isdecimal() and len(text) < 19


def _place(request: HttpRequest, visit: Visit, entries: list[Entry]) -> str:
    if request.POST.get("action") == "write-up":
        number = actions.write_up(visit.review, entries, by=visit.user, at=visit.now)
        said = rules.count(number, "entry stands", "entries stand")
        report = reverse("report", args=[visit.review.code])
        return format_html(
            '{} in the report. <a class="govuk-notification-banner__link" href="{}">Read the report</a>', said, report
        )
    chosen = request.POST.get("episode", "")
    episode = queries.episodes_of(visit.review).filter(pk=chosen if _is_number(chosen) else None).first()
    if episode is None:
        raise NotYet("Choose the episode in which to place them.")
    number = actions.place(episode, entries, by=visit.user, at=visit.now)
    return f"{rules.count(number, 'entry', 'entries')} newly placed in episode {episode.number}."


def _back(request: HttpRequest, visit: Visit, *, page: bool = True) -> str:
    """The same window of the timeline, or all windows of it."""
    window = request.POST.get("page", "") if page else ""
    agency = request.POST.get("agency", "")
    query = "&".join(f"{name}={value}" for name, value in (("agency", agency), ("page", window)) if value.isdecimal())
    return reverse("chronology-combined", args=[visit.review.code]) + (f"?{query}" if query else "")


@for_review(Permission.READ_CHRONOLOGY, thing=released_entry_at)
def entry(request: HttpRequest, visit: Visit, found: Entry) -> HttpResponse:
    """One entry whole, and how the report tells it."""
    births, terms = queries.ages_shown(visit.review), queries.agreed_terms(visit.review)
    context = {
        "title": f"Entry of {found.submission.request.agency}",
        "row": entry_row(found, births, terms, told_by=told_by_for(request, visit)),
        "recorded": found,
        "agency": found.submission.request.agency,
        "places": queries.placed([found]).get(found.pk, []),
        "wording": narrative.wording(found, queries.births(visit.review)),
        "may_release": bool(found.kept_for and entry_to_release_at(visit, found.pk)),
        "kept_to": found.kept_to.order_by("name") if found.kept_for else (),
    }
    return render(request, "chronology/entry.html", context)


@for_review(Permission.ANALYSE, thing=released_entry_at)
def word(request: HttpRequest, visit: Visit, found: Entry) -> HttpResponse:
    """The reviewer's own words for an entry."""
    back = reverse("chronology-entry", args=[visit.review.code, found.pk])
    return form_page(
        request,
        forms.WordForm,
        template="chronology/form.html",
        initial={"revision": found.revision, "words": narrative.wording(found, queries.births(visit.review))},
        act=lambda form: actions.word_entry(found, **form.cleaned_data, by=visit.user, at=visit.now),
        then=back,
        done="It stands in the report.",
        context={"title": "Word an entry for the report", "as_recorded": found},
        cancel=back,
    )
