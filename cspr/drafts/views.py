"""What does a page that saves as one types ask of the server?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from cspr import clock
from cspr.doors import signed_in
from cspr.drafts import actions, rules
from cspr.pages import page_before
from cspr.templatetags.page import worktime


@signed_in
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the posted fields under ``autosave_key``, as what follows ``autosave_revision``."""
    key, revision = request.POST.get("autosave_key", ""), request.POST.get("autosave_revision", "0")
    if not key or len(key) > rules.LONGEST_KEY or "\x00" in key or not (revision.isdecimal() and len(revision) < 10):
        return JsonResponse({"problem": "bad"}, status=400)
    at, page = clock.now(), rules.page_to_keep(page_before(request))
    try:
        now = actions.save(
            request.user.pk,
            key,
            dict(request.POST.lists()),
            revision=int(revision),
            at=at,
            page=page,
            title=request.POST.get("autosave_title", ""),
        )
    except actions.SavedElsewhere:
        return JsonResponse({"problem": "elsewhere"}, status=409)
    except rules.TooMuch:
        return JsonResponse({"problem": "too much"}, status=413)
    return JsonResponse({"revision": now, "saved": worktime(at)})


@signed_in
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Forget what was typed, and go back to the empty form."""
    actions.discard(request.user.pk, request.POST.get("key", "").replace("\x00", ""))
    back = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(back if safe else "/")
