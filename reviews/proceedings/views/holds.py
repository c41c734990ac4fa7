"""Putting something on hold, looking at it again, and confirming what may go ahead."""

from django.http import HttpRequest, HttpResponse

from agencies.roles import Permission as P
from reviews.case.access import Visit, for_review
from reviews.proceedings import actions, forms, queries, rules
from reviews.proceedings.models import Hold, Proceeding
from reviews.proceedings.views.stage import form_of_stage

HELD = (
    "What you choose waits, and is refused with the reason until its release is confirmed. What was agreed about it is not "
    "late meanwhile. Dates that guidance sets go on; this is then the reason for their delay."
)


def a_hold(visit: Visit, pk: int) -> Hold | None:
    """One that stands."""
    return visit.review.holds.standing().select_related("review", "proceeding").filter(pk=pk).first()


@for_review(P.RUN_CASE)
def hold(request: HttpRequest, visit: Visit) -> HttpResponse:
    review = visit.review
    return form_of_stage(
        request,
        visit,
        forms.HoldForm,
        lambda form: actions.put_on_hold(review, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Put something on hold",
        lead=HELD,
        done="It is on hold. “What can go ahead” shows what goes on.",
        initial={"since_on": visit.today},
        keep=f"hold:{review.code}",
        people=queries.people_to_choose(review),
        practitioners=queries.practitioners(review),
        proceedings=review.proceedings.filter(ended_on=None),
    )


@for_review(P.RUN_CASE, thing=a_hold)
def look_again(request: HttpRequest, visit: Visit, found: Hold) -> HttpResponse:
    initial = {name: getattr(found, name) for name in ("why", "waits_for", "revision")}
    return form_of_stage(
        request,
        visit,
        forms.LookAgainForm,
        lambda form: actions.look_again(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Look at the hold again",
        done="The hold stands. You are asked again on the day you chose.",
        initial=initial,
        more={"hold": found, "stops": [queries.called(scope) for scope in queries.scopes_standing(found)]},
    )


@for_review(P.RUN_CASE, thing=a_hold)
def release(request: HttpRequest, visit: Visit, found: Hold) -> HttpResponse:
    """A named person confirms what may go ahead, or that the hold stays."""
    scopes = queries.scopes_standing(found)
    happened = queries.what_happened(found)
    lead = "Nothing on hold goes ahead before a named person has confirmed it, with the advice it rests on."
    if happened:
        lead = f"{happened.get_kind_display()}, {rules.day(happened.happened_on)}. {lead}"
    return form_of_stage(
        request,
        visit,
        forms.ReleaseForm,
        lambda form: actions.confirm_release(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title="Confirm what may go ahead",
        lead=lead,
        done="It is recorded. “What can go ahead” shows what has changed.",
        initial={"revision": found.revision, "decided_on": visit.today},
        keep=f"release:{visit.review.code}:{found.pk}",
        more={"hold": found, "stops": [queries.called(scope) for scope in scopes]},
        scopes=scopes,
    )


def a_proceeding(visit: Visit, pk: int) -> Proceeding | None:
    """One of the case, some of whose holds were released."""
    found = visit.review.proceedings.select_related("review").filter(pk=pk).first()
    return found if found and queries.released_after(found) else None


@for_review(P.RUN_CASE, thing=a_proceeding)
def still_released(request: HttpRequest, visit: Visit, found: Proceeding) -> HttpResponse:
    """A proceeding goes on after all: what was released may still go ahead, or is put on hold again."""
    return form_of_stage(
        request,
        visit,
        forms.StaysReleasedForm,
        lambda form: actions.stays_released(found, **form.cleaned_data, by=visit.user, at=visit.now),
        title="May it still go ahead?",
        lead=f"The {rules.lower(found.get_kind_display())} goes on. What waited for it was released, and nothing is put on hold by itself.",
        done="It is recorded that it may still go ahead.",
        initial={"decided_on": visit.today},
        keep=f"still-released:{visit.review.code}:{found.pk}",
        more={"goes_on": True, "free": [queries.called(scope) for scope in queries.scopes_released(found)]},
    )
