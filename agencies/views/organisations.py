"""The pages of agencies, their contacts, and partnerships."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from agencies import queries
from agencies.access import requires
from agencies.actions import organisations as actions
from agencies.forms import organisations as forms
from agencies.models import Agency, Contact
from agencies.roles import Permission
from agencies.rules import Visitor
from cspr.pages import form_page

WINDOW = 100
FORM = "agencies/form.html"


def at(agency: Agency) -> str:
    """The address of an agency's page."""
    return reverse("agency", args=[agency.pk])


def crumbs_to(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about agencies."""
    ways = [("Home", "home"), ("People", "people"), ("Agencies", "agencies")]
    return [*((label, reverse(name)) for label, name in ways), *last]


@requires(Permission.MANAGE_PEOPLE)
def agencies(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Every agency the office works with."""
    form = forms.AgencyFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = {**chosen, "ended": bool(chosen.get("ended"))}
    page = Paginator(queries.agencies_listed(**chosen), WINDOW).get_page(request.GET.get("page"))
    context = {"title": "Agencies", "filter": form, "page": page, "breadcrumbs": crumbs_to()[:-1]}
    return render(request, "agencies/agencies.html", context)


@requires(Permission.MANAGE_PEOPLE)
def agency(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """One agency: its names, who answers for it, its people and contacts."""
    found = get_object_or_404(Agency.objects.select_related("led_by", "successor"), pk=pk)
    context = {
        "title": found.name,
        "agency": found,
        "aliases": found.aliases.filter(void_at=None).order_by("-until_on", "name"),
        "partnerships": found.partnerships.order_by("name"),
        "partner_in": found.partner_in.order_by("name"),
        "leads_over": found.leads_over.order_by("name"),
        "predecessors": found.predecessors.order_by("name"),
        "contacts": queries.contacts_of(found),
        "people": queries.people_of(found, on=visitor.today),
        "breadcrumbs": crumbs_to(),
    }
    return render(request, "agencies/agency.html", context)


@requires(Permission.MANAGE_PEOPLE)
def add(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    managed = queries.partnerships_with(visitor, Permission.MANAGE_PEOPLE)
    return form_page(
        request,
        forms.AgencyForm,
        template=FORM,
        initial={"partnerships": [partnership.pk for partnership in managed]},
        act=lambda form: actions.add_agency(**form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at,
        done="The agency is added.",
        context={"title": "Add an agency", "breadcrumbs": crumbs_to()},
        managed=managed,
        cancel=reverse("agencies"),
    )


@requires(Permission.MANAGE_PEOPLE)
def edit(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    initial = {name: getattr(found, name) for name in ("short_name", "sector", "led_by", "revision")}
    return form_page(
        request,
        forms.ChangeAgencyForm,
        template=FORM,
        initial={**initial, "partnerships": found.partnerships.all()},
        act=lambda form: actions.change_agency(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The agency is saved.",
        context={"title": f"Change {found.name}", "breadcrumbs": crumbs_to((found.name, at(found)))},
        managed=queries.partnerships_with(visitor, Permission.MANAGE_PEOPLE),
        agency=found,
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def rename(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk, ended_on=None)
    return form_page(
        request,
        forms.RenameForm,
        template=FORM,
        initial={"revision": found.revision, "name": found.name, "renamed_on": visitor.today},
        act=lambda form: actions.rename_agency(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The agency has its new name, and is still found under the old one.",
        context={
            "title": f"Rename {found.name}",
            "lead": "For an agency that is the same but called otherwise. Reports already published keep the old name.",
            "breadcrumbs": crumbs_to((found.name, at(found))),
        },
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def merge(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk, ended_on=None)
    return form_page(
        request,
        forms.MergeForm,
        template="agencies/merge.html",
        initial={"revision": found.revision, "ended_on": visitor.today},
        act=lambda form: actions.end_agency(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The agency is ended.",
        context={
            "title": f"{found.name} was merged or closed",
            "leads_over": found.leads_over.order_by("name"),
            "partner_in": found.partner_in.order_by("name"),
            "breadcrumbs": crumbs_to((found.name, at(found))),
        },
        agency=found,
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def restore(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    """Put right that an agency was ended."""
    found = get_object_or_404(Agency.objects.select_related("successor"), pk=pk, ended_on__isnull=False)
    other = f"{found.successor} is no longer found under its name. " if found.successor else ""
    partner_in = found.partner_in.order_by("name")
    return form_page(
        request,
        forms.RestoreForm,
        template="agencies/restore.html",
        initial={"revision": found.revision},
        act=lambda form: actions.restore_agency(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The agency stands again.",
        context={
            "title": f"{found.name} was ended in error",
            "lead": f"It is offered again where agencies are chosen. {other}Roles and contacts are as they were.",
            "agency": found,
            "partner_in": partner_in,
            "both": found.successor.partner_in.filter(pk__in=partner_in) if found.successor else (),
            "breadcrumbs": crumbs_to((found.name, at(found))),
        },
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def add_contact(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    found = get_object_or_404(Agency, pk=pk)
    return form_page(
        request,
        forms.ContactForm,
        template=FORM,
        act=lambda form: actions.add_contact(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The contact is added.",
        context={"title": f"Add a contact at {found.name}", "breadcrumbs": crumbs_to((found.name, at(found)))},
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def edit_contact(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("agency"), pk=pk)
    found = contact.agency
    return form_page(
        request,
        forms.ChangeContactForm,
        template=FORM,
        initial={name: getattr(contact, name) for name in ("name", "job", "email", "phone", "revision")},
        act=lambda form: actions.change_contact(contact, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The contact is saved.",
        context={"title": f"Change a contact at {found.name}", "breadcrumbs": crumbs_to((found.name, at(found)))},
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def contact_away(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("agency"), pk=pk, ended_on=None)
    found = contact.agency
    return form_page(
        request,
        forms.ContactAwayForm,
        template=FORM,
        initial={name: getattr(contact, name) for name in ("away_from", "away_until", "deputy", "revision")},
        act=lambda form: actions.say_contact_away(contact, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="Saved. Whoever waits for an answer sees it.",
        context={"title": f"When {contact.name} is away", "breadcrumbs": crumbs_to((found.name, at(found)))},
        desks=queries.desks_that_stand_in(contact),
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def end_contact(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.select_related("agency"), pk=pk, ended_on=None)
    found = contact.agency
    return form_page(
        request,
        forms.EndContactForm,
        template=FORM,
        initial={"revision": contact.revision, "ended_on": visitor.today},
        act=lambda form: actions.change_contact(contact, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=at(found),
        done="The contact is ended.",
        context={"title": f"End the contact {contact.name}", "breadcrumbs": crumbs_to((found.name, at(found)))},
        cancel=at(found),
    )


@requires(Permission.MANAGE_PEOPLE)
def partnerships(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The partnerships whose reviews the office runs."""
    context = {
        "title": "Partnerships",
        "partnerships": [(one, queries.safeguarding_partners(one)) for one in queries.partnerships_listed()],
        "manages": visitor.partnerships_with(Permission.MANAGE_PEOPLE),
        "breadcrumbs": crumbs_to()[:-1],
    }
    return render(request, "agencies/partnerships.html", context)


@requires(Permission.MANAGE_PEOPLE)
def add_partnership(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    return form_page(
        request,
        forms.PartnershipForm,
        template=FORM,
        act=lambda form: actions.add_partnership(**form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("partnerships"),
        done="The partnership is added. You look after its people.",
        context={"title": "Add a partnership", "breadcrumbs": crumbs_to(("Partnerships", reverse("partnerships")))},
        cancel=reverse("partnerships"),
    )


@requires(Permission.MANAGE_PEOPLE)
def edit_partnership(request: HttpRequest, visitor: Visitor, pk: int) -> HttpResponse:
    managed = queries.partnerships_with(visitor, Permission.MANAGE_PEOPLE)
    found = get_object_or_404(managed, pk=pk)
    fields = ("name", "short_name", "code_prefix", "phone", "email", "colour", "revision")
    return form_page(
        request,
        forms.ChangePartnershipForm,
        template=FORM,
        initial={name: getattr(found, name) for name in fields},
        act=lambda form: actions.change_partnership(found, **form.cleaned_data, by=visitor.user, at=visitor.now),
        then=reverse("partnerships"),
        done="The partnership is saved.",
        context={
            "title": f"Change {found.name}",
            "breadcrumbs": crumbs_to(("Partnerships", reverse("partnerships"))),
        },
        cancel=reverse("partnerships"),
    )
