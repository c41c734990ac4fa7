"""What does each form answer to a careless person, and to a hostile one? Every form is sent with every kind of slip.

The forms are found as people find them, by following links; each is sent with one slip of each kind, and everything that
came of it is taken back. Of slips of one kind each form gets the next one, so that all of them are made in one pass;
``Slips(all=True)`` (``script/soak``) makes every one of them on every form.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy, deepcopy
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode, urljoin

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.forms.formsets import BaseFormSet
from django.test import Client
from django.test.utils import ContextList
from django.urls import Resolver404, resolve

from cspr import clock
from cspr.govuk import DateField

LINK = re.compile(r"""href="(?!http|mailto|tel|#|/static)([^"#]+)""")
# Addresses of a kind that one person looks at, and that are looked at in all.
ENOUGH, MOST = 2, 5
WORDS = "Plain <words> & “more” of them"
LONG = "long words " * 9100
GOOD_PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TYPED = ("text", "search", "email", "tel", "textarea")

Data = dict[str, Any]


@dataclass
class Sheet(HTMLParser):
    """A page as a browser reads it: its forms, what stands in their fields, its ids and the links inside it."""

    forms: list["Shown"] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    inner: list[str] = field(default_factory=list)
    values: set[str] = field(default_factory=set)
    text: str = ""
    _area: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    @classmethod
    def read(cls, html: str) -> "Sheet":
        sheet = cls()
        sheet.feed(html)
        sheet.text = html
        return sheet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if had.get("id"):
            self.ids.add(had["id"] or "")
        if tag == "a" and (had.get("href") or "").startswith("#"):
            self.inner.append((had["href"] or "")[1:])
        if tag == "form":
            self.forms.append(Shown(had.get("action") or "", (had.get("method") or "get").lower()))
        elif tag in ("input", "select", "textarea", "button") and self.forms and had.get("name"):
            kind = had.get("type") or "text" if tag == "input" else tag
            value = had.get("value") or ""
            self.forms[-1].inputs.append((had["name"] or "", kind, value))
            self.values.add(value)
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area is not None:
            self.values.add(self._area.removeprefix("\n"))
            self._area = None


@dataclass
class Shown:
    """One form of a page: where it goes, and its inputs as (name, kind, value)."""

    action: str
    method: str
    inputs: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(re.sub(r"-\d+-", "-0-", name) for name, _, _ in self.inputs)


@dataclass
class Slip:
    """One mistake: what it makes of a well filled form (None: it cannot be made here), and whether a rule must refuse."""

    name: str
    spoil: Callable[["Filled"], Data | None]
    refused: bool = False


@dataclass
class Filled:
    """A form filled in as it should be, and what is known of its fields."""

    data: Data
    fields: dict[str, forms.Field]
    typed: list[str]

    def but(self, values: Data) -> Data | None:
        return {**self.data, **values} if values else None

    def of(self, *kinds: type[forms.Field]) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, kinds)]

    def days(self, day: str, month: str, year: str) -> Data | None:
        parts = (("day", day), ("month", month), ("year", year))
        return self.but({f"{name}_{part}": value for name in self.of(DateField) for part, value in parts})

    def texts(self, value: str) -> Data | None:
        return self.but(dict.fromkeys(self.typed, value))

    def one_over(self) -> Data | None:
        most = {name: getattr(self.fields.get(name), "max_length", None) for name in self.typed}
        return self.but({name: "x" * (length + 1) for name, length in most.items() if length})

    def files(self, name: str, content: bytes) -> Data | None:
        return self.but({full: SimpleUploadedFile(name, content) for full in self.of(forms.FileField)})

    def choices(self) -> Data | None:
        kinds = (forms.ChoiceField, forms.ModelChoiceField)
        return self.but(dict.fromkeys(self.of(*kinds), "not-offered"))

    def numbers(self) -> Data | None:
        """Also in hidden fields, which nobody can mend: it is enough that they do no harm."""
        numbers = (name for name in self.of(forms.IntegerField) if not name.endswith("_FORMS"))
        return self.but(dict.fromkeys(numbers, "9" * 40))


EXTRA = {
    "id": "1",
    "is_superuser": "on",
    "by": "1",
    "phase": "published",
    "unexpected": "x",
    "rows-TOTAL_FORMS": "9" * 9,
}
KINDS: tuple[tuple[Slip, ...], ...] = (
    (Slip("fields nobody asked for", lambda filled: {**EXTRA, **filled.data}),),
    (Slip("far too long", lambda filled: filled.texts(LONG)),),
    (Slip("one sign too long", Filled.one_over, refused=True),),
    (
        Slip("no such day", lambda filled: filled.days("31", "02", "2026"), refused=True),
        Slip("no date at all", lambda filled: filled.days("tomorrow?", "", ""), refused=True),
        Slip("year 9999", lambda filled: filled.days("1", "1", "9999"), refused=True),
    ),
    (Slip("choices not offered", Filled.choices, refused=True), Slip("absurd numbers", Filled.numbers)),
    (
        Slip("a NUL", lambda filled: filled.texts("before\x00after")),
        Slip("half a sign", lambda filled: filled.texts("before\ud800after")),
    ),
    (
        Slip("file of another kind", lambda filled: filled.files("note.pdf", b"MZ\x90\x00" * 50), refused=True),
        Slip("empty file", lambda filled: filled.files("note.pdf", b""), refused=True),
    ),
)


@dataclass
class Slips:
    """Goes over every form that the people of the cast come to, and notes what is wrong with the answers."""

    all: bool = False
    wrong: list[str] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    sent: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    made: set[str] = field(default_factory=set)

    def walk(self, who: str, client: Client, start: tuple[str, ...] = ("/",)) -> None:
        """Follow the links from the first page, and send every form on the way."""
        ahead, here = list(start), set(start)
        while ahead:
            address = ahead.pop(0)
            with undone(client):
                page = client.get(address)
            if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
                continue
            html = page.content.decode()
            if "data-autosave=" in html and "js/autosave" not in html:
                self.wrong.append(f"{address} as {who}: nothing is saved while it is typed")
            for shown in Sheet.read(html).forms:
                self._send_all(who, client, address, shown, fields_of(page))
            for link in dict.fromkeys(urljoin(address, found.replace("&amp;", "&")) for found in LINK.findall(html)):
                if link not in here and self._is_new(link, who):
                    here.add(link)
                    ahead.append(link)

    def _is_new(self, address: str, who: str) -> bool:
        try:
            route = resolve(address.partition("?")[0]).route
        except Resolver404:
            return False
        self.seen[route, who] += 1
        self.seen[route, ""] += 1
        return self.seen[route, who] <= ENOUGH and self.seen[route, ""] <= MOST

    def _send_all(self, who: str, client: Client, page: str, shown: Shown, fields: dict[str, forms.Field]) -> None:
        address = urljoin(page, shown.action) if shown.action else page
        route = resolve(address.partition("?")[0]).route
        if shown.method != "post" or (route, shown.names) in self.sent or "logout" in route:
            return
        self.sent.add((route, shown.names))
        filled = fill(shown, fields)
        for kind in KINDS:
            for slip in kind if self.all else [kind[len(self.sent) % len(kind)]]:
                data = slip.spoil(filled)
                if data is not None:
                    self.made.add(slip.name)
                    self._send(f"{route} as {who}: {slip.name}", client, address, page, data, filled, slip)

    def _send(self, what: str, client: Client, address: str, page: str, data: Data, filled: Filled, slip: Slip) -> None:
        try:
            with undone(client):
                answer = post(client, address, data, page)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person saw the page for our own mistakes
            self.wrong.append(f"{what}: {type(error).__name__} {str(error)[:200]}")
            return
        typed = [str(data[name]) for name in filled.typed if data.get(name)]
        self.wrong += [f"{what}: {fault}" for fault in faults(answer, typed, slip)]


def faults(answer: Any, typed: list[str], slip: Slip) -> Iterator[str]:
    """What is wrong with an answer."""
    status = answer.status_code
    if status in (301, 302):
        if slip.refused:
            yield f"accepted ({answer['Location']})"
        return
    if status == 400 or status >= 500:
        yield f"answered {status}"
        return
    if not answer["Content-Type"].startswith("text/html") or answer.streaming:
        return
    sheet = Sheet.read(answer.content.decode())
    if status == 422 and 'class="govuk-error-summary"' not in sheet.text:
        yield "no error summary"
    yield from (f"a link to #{target}, which is nowhere" for target in sheet.inner if target not in sheet.ids)
    there = {as_shown(value) for value in sheet.values}
    lost = [text for text in typed if as_shown(text) not in there]
    if lost:
        yield f"answered {status} without what was typed: {lost[0][:40]!r}"


def as_shown(text: str) -> str:
    """The text without what differs between sending and showing: line ends, and signs no page can hold."""
    return text.replace("\r\n", "\n").replace("\x00", "").replace("\ud800", "\ufffd" * 3).strip()


def post(client: Client, address: str, data: Data, page: str) -> Any:
    """Send the form as a browser would; what no browser writes is sent as bytes."""
    more = {"HTTP_REFERER": f"http://testserver{page}"}
    if any("\ud800" in value for value in data.values() if isinstance(value, str)):
        body = urlencode(data, doseq=True, errors="surrogatepass")
        return client.generic("POST", address, body, content_type="application/x-www-form-urlencoded", **more)
    return client.post(address, data, **more)


def fill(shown: Shown, fields: dict[str, forms.Field]) -> Filled:
    """The form filled in as it should be."""
    data: Data = {}
    typed = []
    for name, kind, value in shown.inputs:
        known = fields.get(name)
        if kind in ("hidden", "password"):
            data[name] = value
        elif kind == "file":
            data[name] = SimpleUploadedFile("note.pdf", GOOD_PDF)
        elif kind in ("radio", "checkbox"):
            data.setdefault(name, value)
        elif kind == "select":
            data[name] = first_of(known)
        elif name.rpartition("_")[0] in fields and name.rpartition("_")[2] in ("day", "month", "year"):
            on = clock.today() - dt.timedelta(days=3)
            data[name] = str(getattr(on, name.rpartition("_")[2]))
        elif kind in TYPED:
            data[name] = usual(known)
            typed.append(name)
    here = {name: known for name, known in fields.items() if name in data or f"{name}_day" in data}
    return Filled(data, here, [name for name in typed if type(here.get(name)) is forms.CharField])


def usual(known: forms.Field | None) -> str:
    """What a person would type there."""
    if isinstance(known, forms.IntegerField):
        return "1"
    if isinstance(known, forms.EmailField):
        return "somebody@example.org"
    return WORDS if isinstance(known, forms.CharField) else "14:30"


def first_of(known: Any) -> str:
    values = [str(value) for value, _ in getattr(known, "choices", ()) if str(value)]
    return values[0] if values else ""


def forms_of(answer: Any) -> list[forms.BaseForm]:
    """The forms of a page that was shown, with their rows."""
    found: list[forms.BaseForm] = []
    for layer in answer.context or []:
        for value in list(layer.flatten().values() if hasattr(layer, "flatten") else layer.values()):
            for each in value if isinstance(value, list | tuple) else [value]:
                found += with_rows(each)
    return list({id(form): form for form in found}.values())


def with_rows(value: Any) -> Iterator[forms.BaseForm]:
    if isinstance(value, BaseFormSet):
        yield from (value.management_form, *value.forms)
    elif isinstance(value, forms.BaseForm):
        yield value
        if hasattr(value, "rows"):
            yield from with_rows(value.rows)


def fields_of(answer: Any) -> dict[str, forms.Field]:
    """Every field of the page by the name it is sent under."""
    return {form.add_prefix(name): field for form in forms_of(answer) for name, field in form.fields.items()}


class Reader(Client):
    """A client that keeps what a page was given, and not what each of its hundreds of pieces was given again."""

    def request(self, **request: Any) -> Any:
        with patch("django.test.client.store_rendered_templates", first_alone):
            return super().request(**request)


def first_alone(store: dict[str, Any], *, template: Any, context: Any, **signal: Any) -> None:
    if "context" not in store:
        store.update(templates=[template], context=ContextList([copy(context)]))


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Whatever is done inside is not, signing out included."""
    cookies = deepcopy(client.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
