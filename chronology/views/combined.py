"""The one timeline of all agencies: read in windows, one entry whole, worded for the report."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.models import Agency
from agencies.roles import Permission
from chronology import actions, forms, narrative, queries, rules
from chronology.access import entry_to_release_at, reader_of, released_entry_at, search_at
from chronology.models import AgesShown, Entry, Search
from chronology.views.questions import question_row
from chronology.views.requests import entry_row
from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.templatetags.identities import as_read_by

WINDOW = 200


@for_review(Permission.READ_CHRONOLOGY)
@require_safe
def combined(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What all agencies submitted, as it happened."""
    return timeline(request, visit, None)


@for_review(Permission.READ_CHRONOLOGY, thing=search_at)
@require_safe
def found(request: HttpRequest, visit: Visit, search: Search) -> HttpResponse:
    """What fits a search of this person's own."""
    return timeline(request, visit, search)


def timeline(
    request: HttpRequest,
    visit: Visit,
    search: Search | None,
    *,
    ticked: frozenset[int] = frozenset(),
    refused: str = "",
    form: forms.SearchForm | None = None,
) -> HttpResponse:
    """The window of the timeline that was asked for; after a refusal with its reason, and what was typed as it was.

    What grows with the whole chronology is its order, read as numbers alone, and the words that are looked for in it; all
    else grows with the entries of one window. The number of queries is fixed.
    """
    review = visit.review
    asked = request.POST if request.method == "POST" else request.GET
    entries, near = _entries_and_near(visit, search)
    page = Paginator(queries.places_of(entries), WINDOW).get_page(asked.get("page"))
    last = last_place(request, visit) if search is None and page.number == 1 else None
    if request.method == "GET":
        _remember(request, visit, search, page)
    given, told_by = queries.given(review), told_by_for(request, visit)
    choices = _choices(request, visit, given.agencies)
    said = queries.asked_for(search) if search else {}
    office = visit.may(Permission.ANALYSE) or visit.may(Permission.RUN_CASE)
    context = {
        "title": "Combined chronology",
        "page": page,
        "rows": _rows(visit, page, ticked, given, told_by),
        "forms": [form] if form else [],
        "filter": form or search_form(request, visit, search, choices=choices, said=said),
        "search": search,
        "said": _in_words(request, said),
        # They may be names.
        "near": near if visit.may(Permission.SEE_NAMES) else [],
        "kept": queries.kept_searches(review, visit.user),
        "tags": choices.tags,
        "link_kinds": forms.LINK_KINDS,
        "last": last,
        "episodes": choices.episodes,
        "open_questions": queries.open_questions(review, reader=reader_of(visit)) if office else 0,
        "told_by": told_by,
        "may_choose_dates": visit.may(Permission.SEE_NAMES),
        "nothing_held": given.nothing_held,
        "waiting": given.waiting,
        "reports_asked": review.report_requests.filter(withdrawn_at=None).count(),
        "why_refused": refused,
        "refused_at": "what-to-do" if refused else "",
        "list_url": address(visit, search) if request.method == "POST" else "",
        "typed": request.POST if refused else {},
    }
    return render(request, "chronology/combined.html", context, status=422 if refused or form else 200)


def entries_for(visit: Visit, search: Search | None) -> Any:
    """The entries this person may read, or those of them that fit a search."""
    return _entries_and_near(visit, search)[0]


def _entries_and_near(visit: Visit, search: Search | None) -> tuple[Any, list[str]]:
    reader = reader_of(visit)
    if search is None:
        return queries.combined(visit.review, reader=reader), []
    return queries.found_and_near(search, reader=reader)


def _rows(
    visit: Visit, page: Page[int], ticked: frozenset[int], given: queries.Given, told_by: queries.Birth | None
) -> list[dict[str, Any]]:
    review, entries = visit.review, queries.read(page.object_list, given.submissions)
    births, terms = queries.ages_shown(review), queries.agreed_terms(review)
    places, tags = queries.placed(entries), queries.tags_by_entry(entries)
    links, reports = queries.linked(review, entries, reader=reader_of(visit)), queries.reports_by_entry(entries)
    url = reverse(
        "chronology-entry", args=[review.code, 0]
    )  # reversed for each, it would cost more than the rest of a row
    questions = queries.beside(entries)
    return [
        entry_row(entry, births, terms, told_by=told_by)
        | {
            "places": places.get(entry.pk, []),
            "tags": tags.get(entry.pk, []),
            "links": links.get(entry.pk, []),
            "reports": reports.get(entry.pk, []),
            "questions": [one for one in questions.get(entry.pk, []) if one.kind == rules.ASKED],
            "ticked": entry.pk in ticked,
            "url": url.replace("/0/", f"/{entry.pk}/"),
        }
        for entry in entries
    ]


def _choices(request: HttpRequest, visit: Visit, agencies: list[Agency]) -> forms.Choices:
    """What a review offers to be looked for, each asked once: episodes and tags stand at the foot of the page too."""
    review = visit.review
    return forms.Choices(
        agencies,
        list(queries.people_to_find(review)),
        list(queries.tags_of(review, reader=reader_of(visit))),
        list(queries.episodes_of(review)),
        list(queries.themes_of(review.partnership)),
        read=lambda name: as_read_by(name, request),
    )


def search_form(
    request: HttpRequest,
    visit: Visit,
    search: Search | None = None,
    data: Any = None,
    *,
    choices: forms.Choices | None = None,
    said: dict[str, str] | None = None,
) -> forms.SearchForm:
    """What can be looked for here, filled with what was looked for."""
    choices = choices or _choices(request, visit, queries.given(visit.review).agencies)
    named = {"person": "whom"}
    fields = forms.SearchForm.base_fields
    filled = {name: getattr(search, named.get(name, name)) for name in fields} if search else None
    return forms.SearchForm(
        data, initial=filled, choices=choices, may_see_names=visit.may(Permission.SEE_NAMES),
        opened=bool(set(said or {}) - {"words", "agency"}),
    )  # fmt: skip


def said_of(request: HttpRequest, search: Search) -> list[tuple[str, object]]:
    """What was looked for, in words: (what, which)."""
    return _in_words(request, queries.asked_for(search))


def _in_words(request: HttpRequest, asked: dict[str, str]) -> list[tuple[str, object]]:
    """The same of what has been asked for field by field: what others typed as this person reads it.

    Their own words stand as they are: a label in the place of one would tell whose name they guessed.
    """
    fields = forms.SearchForm.base_fields
    return [
        (str(fields[name].label), as_read_by(value, request) if name in forms.TYPED else value)
        for name, value in asked.items()
    ]


def address(visit: Visit, search: Search | None, *, page: int | str = "", entry: int | str = "") -> str:
    """Where a window of the timeline is, and an entry in it."""
    name, args = ("chronology-found", [search.pk]) if search else ("chronology-combined", [])
    url = reverse(name, args=[visit.review.code, *args])
    return url + (f"?page={page}" if page else "") + (f"#entry-{entry}" if entry else "")


def _place_key(visit: Visit) -> str:
    return f"chronology-place-{visit.review.pk}"


def _remember(request: HttpRequest, visit: Visit, search: Search | None, page: Page[int]) -> None:
    """Where this person is, by numbers alone. The first window of everything is where everybody begins."""
    if search or page.number > 1 or request.GET.get("page"):
        request.session[_place_key(visit)] = {"search": search.pk if search else None, "page": page.number}


def last_place(request: HttpRequest, visit: Visit) -> dict[str, Any] | None:
    """The window in which this person read last, with its address."""
    there = request.session.get(_place_key(visit))
    if not there:
        return None
    search = search_at(visit, there["search"]) if there["search"] else None
    return {"search": search, "page": there["page"], "url": address(visit, search, page=there["page"])}


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


@for_review(Permission.READ_CHRONOLOGY, thing=released_entry_at)
def entry(request: HttpRequest, visit: Visit, found: Entry) -> HttpResponse:
    """One entry whole, and how the report tells it."""
    births, terms = queries.ages_shown(visit.review), queries.agreed_terms(visit.review)
    last = last_place(request, visit)
    search = last["search"] if last else None
    asked = queries.beside([found]).get(found.pk, [])
    before, place, after = queries.around(queries.places_of(entries_for(visit, search)), found.pk)
    context = {
        "title": f"Entry of {found.submission.request.agency}",
        "row": entry_row(found, births, terms, told_by=told_by_for(request, visit))
        | {"questions": [one for one in asked if one.kind == rules.ASKED]},
        "returned": [question_row(one) for one in asked if one.kind == rules.NEEDED],
        "recorded": found,
        "agency": found.submission.request.agency,
        "places": queries.placed([found]).get(found.pk, []),
        "tags": queries.tags_by_entry([found]).get(found.pk, []),
        "links": queries.linked(visit.review, [found], reader=reader_of(visit)).get(found.pk, []),
        "reports": queries.reports_by_entry([found]).get(found.pk, []),
        "points": queries.points_on(found),
        "before": before,
        "after": after,
        "search": search,
        "back": address(
            visit, search if place else None, page=(place - 1) // WINDOW + 1 if place else "", entry=found.pk
        ),
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
