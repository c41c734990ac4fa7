"""Does any address, asked by anybody with whatever they send, answer with an error of the server?"""

import datetime as dt
import logging
import os
import random
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import Resolver404, URLPattern, resolve

from agencies.models import Agency, Partnership, Post, User
from agencies.roles import Role
from cspr import clock
from cspr.govuk import DateField
from cspr.tests.cast import PEOPLE, Cast, assemble
from cspr.tests.slips import Reader, forms_of, undone
from cspr.tests.survey import refusing_with_bare_numbers
from cspr.tests.test_addresses import patterns
from cspr.tests.world import a_review_at
from reviews.case.models import Review
from reviews.case.phases import Phase

SEED = int(os.environ.get("SEED", "20260401"))  # ``script/soak`` takes another each time
LINK = re.compile(r"""(?:href|action)="(?!http|mailto|tel|#)([^"#]+)""")
HUGE = "9" * 40
NUMBERS = ("-1", "0", "1", "2", "9223372036854775808", HUGE, "9" * 5000, "²", "٣", "nan", "1.5")
TEXTS = (
    "",
    "\x00",
    "a\x00b",
    "😀 \u202eback \u200b\ufeff",
    "<script>alert(1)</script>",
    "<p onclick=x>&amp;<b",
    "{{ x }}{% y %}%s%(a)s{0}",
    "' OR 1=1 --",
    "one\r\nBcc: two",
    "../../etc/passwd",
    "x" * 20_000,
    "\ufffe\uffff",
    *NUMBERS,
)
DAYS = (
    ("31", "2", "2026"),
    ("1", "1", "0001"),
    ("31", "12", "9999"),
    ("9" * 5000, "1", "2026"),
    ("1", "9" * 5000, "2026"),
    ("٣", "١", "2026"),
    ("1", "1", "2100"),
    ("1", "1", "1900"),
    ("", "", ""),
)
FILES = (
    ("empty.pdf", b""),
    ("../../x.pdf", b"%PDF-1.7\n\x00rest"),
    ("a.docx", b"PK\x03\x04" + b"\x00" * 60),
    ("a\x00b.txt", b"text"),
    ("long" * 100 + ".txt", b"text"),
    ("a\r\nX: y.csv", b"=1+1"),
    ("page.svg", b"<svg onload=alert(1)>"),
    ("a.png", b"\x89PNG\r\n\x1a\nMZ"),
    ("a.txt", b"a plain text"),
)
# What views read beside their forms.
LOOSE = (
    "action", "after", "again", "agency", "autosave_key", "autosave_revision", "back", "child", "code", "entry",
    "episode", "how", "keep", "key", "next", "on", "page", "person", "phase", "reason", "revision", "show", "sort",
    "text", "to", "words",
)  # fmt: skip
ENOUGH = 6  # addresses of a kind
BODIES = (
    b"",
    b"\x00\xff",
    b"[]",
    b'{"html": "\\ud800", "revisions": {}}',
    b'{"html": "a\\u0000b", "revisions": {}}',
    b'{"html": "", "revisions": {"x": Infinity}}',
    b'{"html": "<p data-uid=x>a</p>", "revisions": {"x": 99999999999999999999}}',
    b"[" * 5000,
)


class Fuzz:
    """Asks and sends at random, always the same for the same seed, and undoes what came of it."""

    def __init__(self, seed: int, codes: list[str], *, most: int) -> None:
        self.random = random.Random(seed)
        self.codes, self.most = codes, most
        self.accepted = 0
        self.known: dict[str, list[tuple[str, Client]]] = {}

    def look_around(self, client: Client, *, most: int) -> None:
        """Follow the links from the first page, to learn addresses of things that are there."""
        ahead = ["/"]
        while ahead and most:
            with undone(client):
                page = client.get(ahead.pop(0))
            most -= 1
            if page.status_code == 200 and page["Content-Type"].startswith("text/html"):
                found = (urljoin(page.request["PATH_INFO"], link) for link in LINK.findall(page.content.decode()))
                ahead += [address for address in found if self.learn(address, client)]

    def learn(self, address: str, client: Client) -> bool:
        """Whether the address is of a kind that is not known well enough already."""
        try:
            route = resolve(address.partition("?")[0]).route
        except Resolver404:
            return False
        known = self.known.setdefault(route, [])
        if len(known) >= ENOUGH or any(address == other for other, _ in known):
            return False
        known.append((address, client))
        return True

    def visit(self, route: str, pattern: URLPattern, clients: list[Client]) -> tuple[str, Client]:
        """An address of the pattern and somebody; most often of a thing that is there, and one who was shown the way."""
        known = self.known.get(route)
        if known and self.random.random() < 0.9:
            address, client = self.one_of(known)
            return address, client if self.random.random() < 0.7 else self.one_of(clients)
        return self.address(route, pattern), self.one_of(clients)

    def address(self, route: str, pattern: URLPattern) -> str:
        """An address of the pattern."""
        address = route.replace("^", "").replace("$", "").replace("<str:code>", self.argument("str"))
        for name, converter in pattern.pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower()
            address = re.sub(rf"<\w+:{name}>", self.argument(kind), address)
        return "/" + address.replace(
            r"(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)", self.one_of(("1-set-password", "zz-x"))
        )

    def argument(self, kind: str) -> str:
        if kind == "int":
            usual = str(self.random.randint(1, self.most))
            return usual if self.random.random() < 0.9 else self.one_of(("9223372036854775808", HUGE, "0"))
        if kind == "uuid":
            return str(UUID(int=1))
        if kind == "slug":
            return self.one_of(("privacy", "person", "alias", "x"))
        return self.one_of(self.codes) if self.random.random() < 0.9 else self.one_of(("%00", "%ff", "x" * 300))

    def one_of(self, things: Any) -> Any:
        return self.random.choice(list(things))

    def sent(self, shown: list[forms.BaseForm]) -> dict[str, Any]:
        """What a browser would send, here and there spoiled."""
        data: dict[str, Any] = {}
        spoil = self.one_of((0.0, 0.1, 0.5))
        for form in shown:
            for name, field in form.fields.items():
                self.fill(data, form, form.add_prefix(name), name, field, spoil)
        for name in self.random.sample(LOOSE, 3 if shown else 8):
            data.setdefault(name, self.one_of(TEXTS))
        return {name: value for name, value in data.items() if self.random.random() > spoil / 5}

    def fill(
        self, data: dict[str, Any], form: forms.BaseForm, full: str, name: str, field: forms.Field, spoil: float
    ) -> None:
        spoiled = self.random.random() < spoil
        if isinstance(field, DateField):
            day = self.one_of(DAYS) if spoiled else _parts(clock.today() - timedelta(days=self.random.randint(-9, 300)))
            data.update(zip((f"{full}_day", f"{full}_month", f"{full}_year"), day, strict=True))
        elif isinstance(field, forms.FileField):
            data[full] = SimpleUploadedFile(*self.one_of(FILES if spoiled else FILES[-1:]))
        elif isinstance(field.widget, forms.HiddenInput) and not spoiled:
            data[full] = form.get_initial_for_field(field, name) or ""
        elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField) and not spoiled:
            values = [str(value) for value, _ in field.choices if not isinstance(_, list | tuple)]
            many = isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField)
            data[full] = values[:3] if many else self.one_of(values or [""])
        elif isinstance(field, forms.BooleanField) and not spoiled:
            data[full] = "on"
        elif isinstance(field, forms.IntegerField):
            data[full] = self.one_of(NUMBERS) if spoiled else "1"
        else:
            data[full] = self.one_of(TEXTS) if spoiled else self.one_of(("Some plain words", "a@example.org", "14:30"))

    def ask(self, client: Client, address: str) -> None:
        """Look, then send; an error of the server is raised as it is."""
        query = {} if self.random.random() < 0.7 else {self.one_of(LOOSE): self.one_of(TEXTS)}
        with undone(client):
            shown = forms_of(client.get(address, query))
        with undone(client):
            if shown or self.random.random() < 0.7:
                self.accepted += client.post(address, self.sent(shown)).status_code == 302
            else:
                body, kind = self.one_of(BODIES), self.one_of(("application/json", "multipart/form-data; boundary=x"))
                client.generic("POST", address, body, content_type=kind)


def _parts(day: Any) -> tuple[str, str, str]:
    return str(day.day), str(day.month), str(day.year)


def everybody(cast: Cast) -> dict[str, Client]:
    """A browser for each of the cast, and one where nobody has signed in."""
    clients = {"nobody": Reader()}
    for key, *_ in PEOPLE:
        clients[key] = Reader()
        clients[key].force_login(getattr(cast, key))
    return clients


@pytest.fixture
def cast(db: None) -> Cast:
    cast = assemble()
    a_review_at(Phase.NOTIFIED, cast, start=clock.now() - timedelta(days=20))
    a_review_at(Phase.IN_REVIEW, cast, start=clock.now() - timedelta(days=200))
    return cast


@pytest.fixture
def quietly() -> Iterator[None]:
    """Without a line in the log for each of some hundred refusals."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_nothing_anybody_sends_is_an_error_of_the_server(cast, quietly):
    clients = everybody(cast)
    fuzz = Fuzz(SEED, list(Review.objects.values_list("code", flat=True)), most=12)
    for key, most in (("priya", 70), ("luca", 50), ("hana", 25), ("dev", 25)):
        fuzz.look_around(clients[key], most=most)
    for route, pattern in patterns():
        address, client = fuzz.visit(route, pattern, list(clients.values()))
        fuzz.ask(client, address)
    assert fuzz.accepted > 10


OFFICE = (Role.BUSINESS_SUPPORT, Role.SUBGROUP_CHAIR, Role.SCRUTINEER, Role.DELEGATED_PARTNER, Role.GOVERNANCE)


@pytest.mark.pure
def test_the_office_of_another_partnership_finds_nothing_of_a_case(cast, quietly):
    """With every role at once, and an agency of its own."""
    elsewhere = Partnership.objects.create(name="Elsewhere", short_name="E", code_prefix="EL")
    council = Agency.objects.create(name="Elsewhere Council", sector=Agency.Sector.LOCAL_AUTHORITY)
    stranger, started = User.objects.create(email="ela@elsewhere.example", name="Ela"), dt.date(2020, 1, 6)
    for role in OFFICE:
        partner = council if role == Role.DELEGATED_PARTNER else None
        Post.objects.create(user=stranger, role=role, partnership=elsewhere, agency=partner, starts_on=started)
    for role in (Role.SIGNATORY, Role.AGENCY_LEAD):
        Post.objects.create(user=stranger, role=role, agency=council, starts_on=started)
    clients = everybody(cast)
    fuzz = Fuzz(SEED, [], most=12)
    for key, most in (("priya", 70), ("luca", 40), ("hana", 20)):
        fuzz.look_around(clients[key], most=most)
    client = Reader()
    client.force_login(stranger)
    of_cases = [address for known in fuzz.known.values() for address, _ in known if "FM-" in address]
    assert len(of_cases) > 100
    with refusing_with_bare_numbers():
        for address in of_cases:
            assert {client.get(address).status_code, client.post(address).status_code} <= {404, 405}, address
    for address in ("/", "/reviews/", "/recommendations/", "/find/"):
        page = client.get(address).content.decode()
        assert not any(f"/{code}/" in page for code in Review.objects.values_list("code", flat=True)), address
