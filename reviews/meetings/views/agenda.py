"""The pages of the sub-group's agenda, and of each thing on it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.models import Agency, User
from agencies.roles import Permission
from cspr.pages import form_page
from reviews.meetings import actions, forms, queries
from reviews.meetings.access import SubgroupVisit, for_subgroup
from reviews.meetings.models import AgendaItem, FollowUp, Meeting
from reviews.meetings.narrative import in_labels, lines_of, name_of, page_of
from reviews.meetings.views import pages
from reviews.meetings.views.pages import about
from reviews.templatetags.identities import read_under


def an_item(known: QuerySet[Meeting], pk: int) -> AgendaItem | None:
    found = AgendaItem.objects.filter(pk=pk, meeting__in=known)
    return found.select_related("meeting__partnership", "meeting__review", "review__partnership", "filed").first()


@require_POST
@for_subgroup(Permission.RUN_CASE)
def refresh(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    """Bring the agenda up to date with every case."""
    new = actions.build_agenda(thing, by=visit.user, at=visit.now)
    more = (
        f" {new} more case{'' if new == 1 else 's'} came onto it, at its end."
        if new
        else " No further case came onto it."
    )
    messages.success(request, "The agenda is up to date." + more)
    return redirect(f"{page_of(thing)}#agenda")


@for_subgroup(Permission.RUN_CASE)
def add(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    """Something more for the agenda."""
    return form_page(
        request, forms.AddItemForm, template=pages.FORM, cancel=page_of(thing), cases=queries.cases_to_add(thing),
        act=lambda form: actions.add_item(thing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=f"{page_of(thing)}#agenda", done="It is on the agenda.", context=about(thing, "Add to the agenda"),
    )  # fmt: skip


@for_subgroup(Permission.RUN_CASE)
def order(request: HttpRequest, visit: SubgroupVisit, thing: Meeting) -> HttpResponse:
    """The places on the agenda."""
    items = list(thing.items.filter(removed_at=None).select_related("review"))
    lead = "Change the numbers of what is to move. The rest makes room."
    return form_page(
        request, forms.OrderForm, template=pages.FORM, cancel=page_of(thing), items=items,
        act=lambda form: actions.reorder(thing, form.places, by=visit.user, at=visit.now),
        then=f"{page_of(thing)}#agenda", done="The agenda is in the new order.",
        context=about(thing, "Change the order", lead),
    )  # fmt: skip


@for_subgroup(Permission.SEE_DOCUMENTS, thing=an_item)
def item(request: HttpRequest, visit: SubgroupVisit, thing: AgendaItem) -> HttpResponse:
    """One thing on the agenda: why it is there, its papers, what was said and agreed."""
    meeting = thing.meeting
    items = list(meeting.items.filter(removed_at=None).values_list("pk", flat=True))
    number = items.index(thing.pk) + 1 if thing.pk in items else 0
    papers = list(meeting.papers.filter(review=thing.review)) if thing.review else []
    hidden = visit.hidden_names
    read_under(request, hidden)
    name = in_labels(name_of(thing), hidden)
    then = reverse("subgroup-item", args=[items[number]]) if 0 < number < len(items) else page_of(meeting)
    context = about(
        meeting,
        f"{number}. {name}" if number else name,
        item=thing,
        lines=lines_of(thing),
        papers=papers,
        follow_ups=meeting.follow_ups.filter(review=thing.review).select_related("user", "agency"),
        office=visit.runs,
        previous=items[number - 2] if number > 1 else None,
        next=items[number] if 0 < number < len(items) else None,
    )
    if not visit.runs or meeting.cancelled_at or thing.removed_at:
        return render(request, "reviews/meetings/subgroup_item.html", context)
    return form_page(
        request, forms.MinutesForm, template="reviews/meetings/subgroup_item.html",
        initial={"minutes": thing.minutes, "revision": thing.revision},
        act=lambda form: actions.write_minutes(thing, **form.cleaned_data, by=visit.user, at=visit.now),
        then=then, done=f"What was said about {name_of(thing)} is saved.", context=context,
        keep=f"meetings.minutes:{thing.pk}",
    )  # fmt: skip


@require_POST
@for_subgroup(Permission.RUN_CASE, thing=an_item)
def remove(request: HttpRequest, visit: SubgroupVisit, thing: AgendaItem) -> HttpResponse:
    """Take it off the agenda."""
    actions.remove_item(thing, revision=thing.revision, by=visit.user, at=visit.now)
    messages.success(request, f"{name_of(thing)} is off the agenda.")
    return redirect(f"{page_of(thing.meeting)}#agenda")


@require_POST
@for_subgroup(Permission.RUN_CASE, thing=an_item)
def put_back(request: HttpRequest, visit: SubgroupVisit, thing: AgendaItem) -> HttpResponse:
    """Put it on the agenda again."""
    actions.put_back(thing, revision=thing.revision, by=visit.user, at=visit.now)
    messages.success(request, f"{name_of(thing)} is on the agenda again.")
    return redirect(f"{page_of(thing.meeting)}#agenda")


@for_subgroup(Permission.RUN_CASE, thing=lambda known, pk: _of_a_case(an_item(known, pk)))
def papers(request: HttpRequest, visit: SubgroupVisit, thing: AgendaItem) -> HttpResponse:
    """Which papers of the case go to the meeting."""
    meeting, review = thing.meeting, thing.review
    here = reverse("subgroup-item", args=[thing.pk])
    return form_page(
        request, forms.PapersForm, template="reviews/meetings/papers.html", cancel=here,
        papers=queries.papers_to_choose(review), initial={"papers": list(meeting.papers.filter(review=review))},
        act=lambda form: actions.choose_papers(
            meeting, form.cleaned_data["papers"], review=review, by=visit.user, at=visit.now
        ),
        then=here, done="The papers are chosen.", context=about(meeting, f"Papers of {review.code}", case=review),
    )  # fmt: skip


def _of_a_case(item: AgendaItem | None) -> AgendaItem | None:
    return item if item and item.review_id else None


@for_subgroup(Permission.RUN_CASE, thing=an_item)
def add_follow_up(request: HttpRequest, visit: SubgroupVisit, thing: AgendaItem) -> HttpResponse:
    """What somebody is to do, in the case it belongs to."""
    users, agencies = _debtors(visit, thing)

    def act(form: forms.FollowUpForm) -> FollowUp:
        typed = form.cleaned_data
        return actions.add_follow_up(
            thing.meeting, what=typed["what"], due_on=typed["due_on"], review=thing.review, **form.debtor,
            by=visit.user, at=visit.now,
        )  # fmt: skip

    here = reverse("subgroup-item", args=[thing.pk])
    return form_page(
        request, forms.FollowUpForm, template=pages.FORM, cancel=here, users=users, agencies=agencies, act=act,
        then=here, done="The follow-up is added.", context=about(thing.meeting, f"Add a follow-up: {name_of(thing)}"),
    )  # fmt: skip


def _debtors(visit: SubgroupVisit, item: AgendaItem) -> tuple[list[User], QuerySet[Agency]]:
    """Who may be asked: people and agencies of the case, or those of the sub-group where it is of none."""
    if item.review:
        return queries.people_to_invite(item.review, on=visit.today), queries.agencies_involved(item.review)
    partnership = visit.meeting.partnership
    return queries.people_of_subgroup(partnership, on=visit.today), queries.agencies_of(partnership)
