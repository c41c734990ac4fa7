"""What does every person get at every address? Asked once for a run, and kept for all who look at the answers.

The world is built and taken back inside one transaction: what is kept are the answers alone.
"""

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from agencies.roles import ROLES, Role
from chronology.models import Placement, Submission
from cspr import clock
from cspr.tests.cast import PEOPLE, assemble
from cspr.tests.test_addresses import patterns
from cspr.tests.world import a_review_at, subgroup_met
from cspr.views import HELP_PAGES
from recommendations.models import Recommendation
from reviews.case.phases import Phase
from reviews.disclosure.tests.steps import requests_in_hand
from reviews.publication.models import Edition
from reviews.report.models import Block

NOBODY = "nobody"
KEYS = [key for key, *_ in PEOPLE]
# Who looks for a thing that an address can show, an agency's own before the office's; those in the review team alone.
FINDERS = ("pete", "priya", "luca", "dev", "harriet", "nell", "bea", "ira", "adam", "sid", "cora")
IN_TEAM = {"luca": Role.LEAD_REVIEWER, "pam": Role.PANEL_MEMBER, "harriet": Role.HUMAN_READER}
ROLE_OF = {key: role or IN_TEAM.get(key) for key, _, _, _, role, _ in PEOPLE}
MOST_TRIES = 30
MOST_FINDERS = 3
TAG = re.compile(r"<[^>]+>")
# What differs from one answer to the next and from one row to the next, and makes no other page.
PASSING = re.compile(r"""(value|href|action|id|for|name|aria-[a-z]+|data-[a-z-]+|nonce|headers)="[^"]*\"""")
REFUSED = 422
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Page:
    """One answer that is a page: who got it where, and the policy it came with."""

    who: str
    url: str
    route: str
    status: int
    html: str
    policy: str

    @property
    def shape(self) -> str:
        """The same for pages that are built of the same elements."""
        main = self.html.partition("<main")[2].partition("</main>")[0] or self.html
        return hashlib.sha256("".join(PASSING.sub("", tag) for tag in TAG.findall(main)).encode()).hexdigest()


@dataclass
class Survey:
    """The answers: the status of each person at each address, and one page of each shape."""

    table: dict[str, list[int]] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def keep(self, page: Page) -> None:
        self.pages.setdefault(page.shape, page)

    def one_of_each_address(self) -> list[Page]:
        """The longest page of each address, and its longest with mistakes."""
        found: dict[tuple[str, int], Page] = {}
        for page in sorted(self.pages.values(), key=lambda page: len(page.html)):
            found[page.route, page.status] = page
        return list(found.values())


def survey() -> Survey:
    """Build the world, walk through it, and take it back."""
    found = Survey()
    logging.disable(logging.WARNING)  # thousands of refusals are meant to happen
    with transaction.atomic(), override_settings(DEMO=True):
        now = clock.now()
        cast = assemble()
        published = a_review_at(Phase.PUBLISHED, cast, start=now - dt.timedelta(days=260))
        returning = a_review_at(Phase.RAPID_REVIEW, cast, start=now - dt.timedelta(days=15))
        subgroup_met(cast, at=now)
        requests_in_hand(cast, published, at=now)
        Walk(cast, (published.code, returning.code), found).everywhere()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    return found


class Walk:
    """Everybody's way past every address."""

    def __init__(self, cast, codes: tuple[str, ...], found: Survey) -> None:
        self.cast, self.codes, self.found = cast, codes, found
        self.clients: dict[str, Client] = {}

    def everywhere(self) -> None:
        for route, pattern in patterns():
            examples = self._examples(route, pattern)
            door = pattern.callback.door
            self.found.doors[route] = door.permission or door.kind
            self.found.table[route] = [self._look(key, examples[0], route) for key in (NOBODY, *KEYS)]
            for url in examples[1:]:
                self._look(NOBODY if door.kind == "public" else "priya", url, route)

    def _client(self, key: str) -> Client:
        """Each person has a client of their own: signing in for every page would take most of the time."""
        if key not in self.clients:
            self.clients[key] = Client()
            if key != NOBODY:
                self.clients[key].force_login(getattr(self.cast.people, key), backend=BACKEND)
        return self.clients[key]

    def _look(self, key: str, url: str, route: str) -> int:
        answer = self._client(key).get(url)
        if (
            self._keep(key, url, route, answer)
            and answer.status_code == 200
            and '<form method="post"' in self._text(answer)
        ):
            self._send_nothing(key, url, route)
        return answer.status_code

    def _send_nothing(self, key: str, url: str, route: str) -> None:
        """The form sent empty, for the page with its mistakes; whatever it did is taken back."""
        client = self._client(key)
        signed_in = client.cookies.copy()
        with transaction.atomic():
            answer = client.post(url)
            transaction.set_rollback(True)
        client.cookies = signed_in
        if answer.status_code == REFUSED:
            self._keep(key, url, route, answer)

    def _keep(self, key: str, url: str, route: str, answer) -> bool:
        """Keep a page of a shape that is new; whether it was."""
        if not answer.headers.get("Content-Type", "").startswith("text/html") or answer.streaming:
            return False
        if 300 <= answer.status_code < 400 or answer.status_code == 405:
            return False
        policy = answer.headers.get("Content-Security-Policy", "")
        page = Page(key, url, route, answer.status_code, self._text(answer), policy)
        new = page.shape not in self.found.pages
        self.found.keep(page)
        return new

    @staticmethod
    def _text(answer) -> str:
        return answer.content.decode()

    # An address that somebody with the right role reaches; the first there is where nothing stands at present.

    def _examples(self, route, pattern) -> list[str]:
        name = pattern.name or route
        name = f"drafts:{name}" if route.startswith("drafts/") else name
        if _converters(route) == {"name"}:
            return sorted(
                (reverse(name, kwargs={"name": page}) for page in HELP_PAGES), key=lambda url: "privacy" not in url
            )
        examples = [reverse(name, kwargs=arguments) for arguments in _arguments(_converters(route), self.codes)]
        if len(examples) > 1:
            for key in _finders(pattern.callback.door):
                for url in examples:
                    if self._client(key).get(url).status_code not in (404, 403):
                        return [url]
        return examples[:1]


def _finders(door) -> list[str]:
    wanted = set(door.permission.split(" or "))
    return [key for key in FINDERS if ROLE_OF[key] and wanted & set(ROLES[ROLE_OF[key]].may)][:MOST_FINDERS]


def _converters(route: str) -> set[str]:
    return {part.split(":")[-1].rstrip(">") for part in route.split("<")[1:] for part in [part.split(">")[0]]}


def _arguments(names: set[str], codes: tuple[str, ...]) -> Iterator[dict]:
    if not names:
        yield {}
        return
    if "slug" in names:
        yield {"slug": Edition.objects.exclude(published_at=None).get().slug}
        return
    if "letter" in names:
        yield {"letter": "meetings.invitation", **({"number": 0} if "number" in names else {})}
        return
    if "secret" in names:
        yield {"secret": "not-a-secret"}
        return
    if "uid" in names:
        yield from ({"code": code, "uid": uid} for code in codes for uid in _paragraphs(code))
        return
    if "key" in names:
        yield {"uidb36": "1", "key": "not-a-key"}
        return
    for code in codes if "code" in names else ("",):
        yield from ({**({"code": code} if code else {}), **rest} for rest in _numbers(names - {"code"}, code))


def _paragraphs(code):
    return Block.objects.filter(section__report__review__code=code).values_list("uid", flat=True)[:3]


def _numbers(names, code):
    if not names:
        yield {}
    elif "entry" in names:
        for submission in Submission.objects.filter(request__review__code=code):
            for entry in submission.entries.all()[:2]:
                yield {"pk": submission.request_id, "entry": entry.pk}
                yield {"pk": submission.pk, "entry": entry.pk}
    elif "placement" in names:
        for placement in Placement.objects.filter(episode__review__code=code):
            yield {"pk": placement.episode_id, "placement": placement.pk}
    elif "agency" in names:
        for recommendation in Recommendation.objects.filter(review__code=code):
            for agency in recommendation.addressees.all():
                yield {"pk": recommendation.pk, "agency": agency.pk}
    elif "kind" in names:
        yield from ({"kind": kind, "pk": pk} for kind in ("name", "alias", "address", "number") for pk in range(1, 10))
    else:
        (name,) = names
        yield from ({name: pk} for pk in range(1, MOST_TRIES))
