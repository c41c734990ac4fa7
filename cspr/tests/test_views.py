"""Is nothing that was typed lost, and is nothing foreign sent again?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import RequestFactory

from cspr import context, views

HERE = "http://testserver"


@pytest.fixture
def post(db):
    def made(data, path="/reviews/CP-2026-014/refer/?x=1", **headers):
        request = RequestFactory().post(path, data, **headers)
        request.user, request.session = AnonymousUser(), SessionStore()
        return request

    return made


@pytest.mark.parametrize("view", [views.expired_form, views.signed_out_form])
def test_what_was_typed_is_offered_again(post, view):
    response = view(post({"why": ["first", "line\r\ntwo"], "csrfmiddlewaretoken": "old"}, HTTP_ORIGIN=HERE))
    html = response.content.decode()
    assert response.status_code == 403
    assert '<input type="hidden" name="why" value="first">' in html
    assert 'action="/reviews/CP-2026-014/refer/?x=1"' in html
    assert "Send it again" in html
    assert 'value="old"' not in html


@pytest.mark.parametrize("view", [views.expired_form, views.signed_out_form])
@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", ""])
def test_a_form_from_elsewhere_is_refused(post, view, origin):
    html = view(post({"why": "typed"}, HTTP_ORIGIN=origin)).content.decode()
    assert "typed" not in html
    assert "Send it again" not in html


def test_the_page_it_stood_on_counts_where_the_browser_names_no_origin(post):
    assert "Send it again" in views.expired_form(post({"a": "b"}, HTTP_REFERER=f"{HERE}/page/")).content.decode()
    assert (
        "Send it again" not in views.expired_form(post({"a": "b"}, HTTP_REFERER="http://x.example/")).content.decode()
    )


@pytest.mark.parametrize("view", [views.expired_form, views.signed_out_form])
def test_everything_is_escaped(post, view):
    html = view(post({'a"><script>x': '"><script>y'}, path="/a/?q=%22%3E<script>", HTTP_ORIGIN=HERE)).content.decode()
    assert "<script>x" not in html and "<script>y" not in html and '<script>"' not in html


@pytest.mark.parametrize("view", [views.expired_form, views.signed_out_form])
def test_passwords_are_never_shown_and_their_forms_not_sent_again(post, view):
    html = view(post({"login": "a@b.example", "password": "hunter22"}, HTTP_ORIGIN=HERE)).content.decode()
    assert "hunter22" not in html
    assert "Send it again" not in html


def test_files_are_asked_for_again(post):
    data = {"why": "x", "paper": SimpleUploadedFile("secret-name.pdf", b"bytes")}
    html = views.expired_form(post(data, HTTP_ORIGIN=HERE)).content.decode()
    assert "Choose them again" in html
    assert "secret-name" not in html


def test_an_address_of_another_site_is_no_target(post):
    html = views.expired_form(post({"a": "b"}, path="//evil.example/x", HTTP_ORIGIN=HERE)).content.decode()
    assert 'action="//' not in html


@pytest.mark.parametrize("name", ["500.html", "400.html"])
def test_the_page_for_our_own_mistakes_needs_nothing(name):
    html = render_to_string(name)
    assert "<h1" in html and "Go to your home page" in html


@pytest.mark.parametrize("colour", ["red", "#12345", "#123456}body{display:none", ""])
def test_a_colour_that_is_none_is_left_out(monkeypatch, colour):
    monkeypatch.setitem(context._ports, "brand", lambda request: context.Brand("Fenmarsh", colour))
    assert views.brand_css(RequestFactory().get("/brand.css")).content == b""


def test_the_partnerships_colour_is_a_style_sheet(monkeypatch):
    monkeypatch.setitem(context._ports, "brand", lambda request: context.Brand("Fenmarsh", "#8a4b2a"))
    response = views.brand_css(RequestFactory().get("/brand.css"))
    assert response.content == b":root{--cspr-brand:#8a4b2a}\n"
    assert response["Content-Type"].startswith("text/css")
