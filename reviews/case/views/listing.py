"""The list of cases: narrowed, kept as a view of one's own, taken away as a file."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.access import visitor_of
from agencies.roles import Permission
from cspr import tables
from cspr.doors import signed_in
from cspr.files.http import made
from cspr.pages import form_page
from reviews.case import actions, forms, queries

WINDOW = 200
ENDINGS = ("csv", "xlsx")


@require_safe
@signed_in
def reviews(request: HttpRequest) -> HttpResponse:
    """The cases this person may know of, the views they keep, and the way to a file of what is shown."""
    return _shown(request, forms.FilterForm(request.GET or None, visitor=visitor_of(request)))


@require_POST
@signed_in
def narrow(request: HttpRequest) -> HttpResponse:
    """Ask for the list narrowed. What is typed comes into an address only once it is known to be a code or a label."""
    form = forms.FilterForm(request.POST, visitor=visitor_of(request))
    if form.is_valid():
        return redirect(_list(queries.filters_in(request.POST)))
    return _shown(request, form, status=422)


def _shown(request: HttpRequest, form: forms.FilterForm, *, status: int = 200) -> HttpResponse:
    visitor = form.visitor
    page = Paginator(queries.reviews_listed(visitor, **form.chosen), WINDOW).get_page(request.GET.get("page"))
    filters = queries.filters_in(request.GET)
    views = list(queries.saved_views(visitor))
    context = {
        "title": "Reviews",
        "filter": form,
        "forms": [form],
        "page": page,
        "chosen": form.said,
        "filters": filters,
        "views": views,
        "follows": bool({Permission.TRACK, Permission.READ_TRAIL} & visitor.permissions),
        "current": next((view for view in views if view.query == filters), None),
    }
    return render(request, "reviews/case/list.html", context, status=status)


@require_safe
@signed_in
def take(request: HttpRequest, ending: str) -> HttpResponse:
    """Exactly the cases the filters leave, as CSV or Excel workbook; noted in the trail of the office."""
    if ending not in ENDINGS:
        raise Http404
    visitor = visitor_of(request)
    form = forms.FilterForm(request.GET or None, visitor=visitor)
    sheet = queries.list_sheet(queries.reviews_listed(visitor, **form.chosen), visitor.today)
    content, kind = tables.as_file(sheet, ending, owner="Practice reviews", at=visitor.now)
    narrowed = [label for label, _ in form.said]
    actions.note_list_taken(ending, len(sheet.rows), narrowed, by=visitor.user, at=visitor.now)
    return made(content, kind, f"cases {visitor.today:%Y-%m-%d}.{ending}")


@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Keep what the list is narrowed by under a name."""
    visitor = visitor_of(request)
    filters = queries.filters_in(request.GET)
    back = _list(filters)
    said = forms.FilterForm(request.GET or None, visitor=visitor).said
    return form_page(
        request, forms.ViewForm, template="reviews/case/view_form.html", cancel=back, then=back,
        act=lambda form: actions.save_view(form.cleaned_data["name"], filters, by=visitor.user, at=visitor.now),
        done="Kept. It stands above the list of cases whenever you open it.",
        context={"title": "Keep this view", "said": said, "breadcrumbs": _crumbs()},
    )  # fmt: skip


@signed_in
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's own view another name, or remove it."""
    visitor = visitor_of(request)
    view = get_object_or_404(queries.saved_views(visitor), pk=pk)
    return form_page(
        request, forms.RenameViewForm, template="reviews/case/view_form.html",
        cancel=_list(view.query), then=_list(view.query), initial={"name": view.name, "revision": view.revision},
        act=lambda form: actions.rename_view(view, **form.cleaned_data, by=visitor.user, at=visitor.now),
        done="The view has its new name.",
        context={"title": "Rename or remove a view", "view": view, "breadcrumbs": _crumbs()},
    )  # fmt: skip


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    visitor = visitor_of(request)
    actions.withdraw_view(get_object_or_404(queries.saved_views(visitor), pk=pk), by=visitor.user, at=visitor.now)
    return redirect("reviews")


def _list(filters: str) -> str:
    return f"{reverse('reviews')}?{filters}"


def _crumbs() -> list[tuple[str, str]]:
    return [("Home", reverse("home")), ("Reviews", reverse("reviews"))]
