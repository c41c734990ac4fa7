"""What does every page need to know? The service's name, the navigation, the partnership's colour, today's date.

Packages further right supply what the chassis cannot know, in ``apps.ready()``::

    context.use_nav(nav_for)        # (request) -> list of NavLink: only what this person may see
    context.use_brand(brand_for)    # (request) -> Brand: name and colour of the partnership
    context.use_sign_ins(people)    # () -> list of DemoSignIn: who may be signed in as, in demo mode
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from cspr import clock

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")


@dataclass(frozen=True)
class NavLink:
    """One entry of the navigation."""

    label: str
    url: str


@dataclass(frozen=True)
class Brand:
    """How a partnership shows itself: its name, a colour like "#7a3b69", and how its office is reached."""

    name: str = ""
    colour: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class DemoSignIn:
    """An invented person one may sign in as in demo mode; ``tour`` says what to look at as them on a first visit."""

    name: str
    role: str
    email: str
    line: str = ""
    password: str = ""
    group: str = ""
    tour: str = ""


def url_or_none(name: str) -> str:
    """The address of a page, or nothing where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _no_nav(request: HttpRequest) -> list[NavLink]:
    """No page: the chassis knows none."""
    return []


def default_brand(request: HttpRequest) -> Brand:
    """No partnership's own."""
    return Brand()


_ports: dict[str, Callable[..., Any]] = {"nav": _no_nav, "brand": default_brand, "sign_ins": list}


def use_nav(source: Callable[[HttpRequest], list[NavLink]]) -> None:
    """Take the navigation from ``source``."""
    _ports["nav"] = source


def use_brand(source: Callable[[HttpRequest], Brand]) -> None:
    """Take name and colour of the partnership from ``source``."""
    _ports["brand"] = source


def use_sign_ins(source: Callable[[], list[DemoSignIn]]) -> None:
    """Take the people one may sign in as in demo mode from ``source``."""
    _ports["sign_ins"] = source


def brand_of(request: HttpRequest) -> Brand:
    """The partnership's name and colour; a colour that is none is left out."""
    brand = _ports["brand"](request)
    return brand if COLOUR.match(brand.colour) else replace(brand, colour="")


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor."""
    brand = brand_of(request)
    phone = brand.phone or settings.OFFICE_PHONE
    return {
        "service_name": settings.SERVICE_NAME,
        "office_phone": phone,
        "office": {**settings.OFFICE, "phone": phone, "email": brand.email or settings.OFFICE["email"]},
        "demo": settings.DEMO,
        "demo_sign_ins": _ports["sign_ins"] if settings.DEMO else [],
        "demo_again": url_or_none("demo-again") if settings.DEMO else "",
        "signed_in": _is_signed_in(request),
        "nav": [(link, _is_current(link, request)) for link in _ports["nav"](request)],
        "brand": brand,
        "today": clock.today(),
    }


def _is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def _is_current(link: NavLink, request: HttpRequest) -> bool:
    return request.path == link.url or (link.url != "/" and request.path.startswith(link.url))
