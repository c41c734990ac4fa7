"""The welcome on the home page: read, or shown again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agencies.access import visitor_of
from agencies.actions import people as actions
from agencies.models import User
from cspr.doors import signed_in


@signed_in
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """The person has read what they do here in the roles they were told of."""
    visitor = visitor_of(request)
    actions.note_welcome_read(User.objects.get(pk=visitor.user.pk), request.POST.getlist("role"), at=visitor.now)
    messages.success(request, "You find it again on the page “Who may do what”.")
    return redirect("home")


@signed_in
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """The person wants to be told again."""
    visitor = visitor_of(request)
    actions.show_welcome_again(User.objects.get(pk=visitor.user.pk), at=visitor.now)
    return redirect("home")
