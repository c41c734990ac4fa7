"""The size in which a person reads long texts on the screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from agencies.access import visitor_of
from agencies.actions import people as actions
from agencies.models import User
from cspr.doors import signed_in


@signed_in
@require_POST
def print_size(request: HttpRequest) -> HttpResponse:
    """Choose large print, or the usual size, and come back to the page."""
    visitor, back = visitor_of(request), request.POST.get("back", "")
    large = request.POST.get("large") == "1"
    actions.choose_print(User.objects.get(pk=visitor.user.pk), large=large, at=visitor.now)
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return redirect(back if safe else "home")
