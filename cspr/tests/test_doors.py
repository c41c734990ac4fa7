"""Is a view without a door shut, and is nothing typed lost at the door of one who was signed out?"""

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.urls import resolve

from agencies.models import User
from cspr.doors import Door, DoorMiddleware, public, signed_in
from cspr.pages import BUSY, PlainRefusals
from cspr.records import ChangedMeanwhile, NotYet


def asked(method="get", path="/page/", user=None, **more):
    request = getattr(RequestFactory(), method)(path, **more)
    request.user = user or AnonymousUser()
    request.session = SessionStore()
    request._messages = SessionStorage(request)
    return request


def at_the_door(view, request):
    return DoorMiddleware(lambda _: HttpResponse()).process_view(request, view, (), {})


def page(request):
    return HttpResponse("inside")


def open_page(request):
    return HttpResponse("inside")


def test_a_view_without_a_door_is_shut_for_everyone(db):
    for user in (AnonymousUser(), User(pk=1)):
        with pytest.raises(PermissionDenied):
            at_the_door(page, asked(user=user))


def test_a_public_page_is_open_to_everyone():
    assert at_the_door(public(open_page), asked()) is None
    assert public(open_page).door == Door("public")


def test_the_signed_out_are_sent_to_sign_in_and_back_again():
    answer = at_the_door(signed_in(lambda request: HttpResponse()), asked(path="/reviews/?phase=referred"))
    assert answer.status_code == 302
    assert answer.url == "/account/sign-in/?next=/reviews/%3Fphase%3Dreferred"


def test_what_the_signed_out_typed_waits_for_them(db):
    view = signed_in(lambda request: HttpResponse())
    answer = at_the_door(view, asked("post", data={"why": "a long text"}, HTTP_ORIGIN="http://testserver"))
    assert answer.status_code == 403
    assert "a long text" in answer.content.decode()


def test_the_signed_in_go_through():
    assert at_the_door(signed_in(lambda request: HttpResponse()), asked(user=User(pk=1))) is None


@pytest.mark.parametrize(("guard", "kept"), [(signed_in, "private, no-store"), (public, None)])
def test_what_is_not_public_stays_in_no_browser(guard, kept):
    middleware, request = DoorMiddleware(lambda _: HttpResponse()), asked(user=User(pk=1))
    middleware.process_view(request, guard(lambda request: HttpResponse()), (), {})
    assert middleware(request).headers.get("Cache-Control") == kept


@pytest.mark.parametrize("argument", [2**63, "FM\x00"])
def test_what_no_database_takes_is_not_found(argument):
    with pytest.raises(Http404):
        DoorMiddleware(lambda _: HttpResponse()).process_view(asked(), public(open_page), (), {"pk": argument})


def test_the_doors_stand_in_every_running_system():
    assert "cspr.doors.DoorMiddleware" in settings.MIDDLEWARE
    assert "cspr.pages.PlainRefusals" in settings.MIDDLEWARE


# A refusal outside a form -------------------------------------------------------------------------------


def refused(error, **more):
    answer = PlainRefusals(lambda _: HttpResponse()).process_exception(asked(**more), error)
    return answer and (answer.status_code, answer.content.decode())


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/reviews/FM-2026-001/no/such/thing/", "/reviews/FM-2026-001/"),
        ("/reviews/FM-2026-001/", "/reviews/"),
        ("/nowhere/at/all/", "/"),
    ],
)
def test_the_address_of_a_button_leads_to_the_page_above_it(db, path, above):
    answer = PlainRefusals(lambda _: HttpResponseNotAllowed(["POST", "PUT"]))(asked(path=path))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST, PUT")
    assert f'href="{above}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("publication/copies/7/", "report/copies/7/"),
        ("report/sections/7/move/", "report/sections/"),
        ("chronology/combined/findings/meanings/7/take-back/", "chronology/combined/findings/"),
    ],
)
def test_the_address_of_a_button_leads_to_the_page_it_stands_on(db, path, page):
    request = asked(path=f"/reviews/FM-2026-001/{path}")
    request.resolver_match = resolve(request.path)
    answer = PlainRefusals(lambda _: HttpResponseNotAllowed(["POST"]))(request)
    assert f'href="/reviews/FM-2026-001/{page}"' in answer.content.decode()


def test_what_a_script_sends_wrongly_gets_the_bare_answer():
    assert PlainRefusals(lambda _: HttpResponse(status=405))(RequestFactory().put("/")).content == b""


def clash():
    error = OperationalError()
    error.__cause__ = Exception()
    error.__cause__.pgcode = "40P01"
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotYet("The file is missing from the store."), "The file is missing from the store."),
        (ChangedMeanwhile(User()), "Nothing of yours was saved"),
        (clash(), BUSY),
    ],
)
def test_a_refusal_outside_a_form_is_a_plain_page_that_leads_back(db, error, said):
    status, html = refused(error, HTTP_REFERER="http://testserver/reviews/FM-2026-001/?page=2")
    assert status == 409
    assert said in html
    assert 'href="/reviews/FM-2026-001/?page=2"' in html


@pytest.mark.parametrize(
    "referer", ["http://evil.example/x", "http://testserver//evil.example/", "javascript:alert(1)"]
)
def test_it_leads_back_to_our_own_pages_only(db, referer):
    _, html = refused(NotYet("No."), HTTP_REFERER=referer)
    assert "evil" not in html and "javascript" not in html


def test_other_errors_are_not_hidden():
    assert refused(ValueError("x")) is None
    assert refused(OperationalError("the server closed the connection")) is None
