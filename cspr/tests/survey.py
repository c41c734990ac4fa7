"""What does every person get at every address? Asked once for a run, and kept for all who look at the answers.

Each person goes home and follows what leads on from there, as far as it goes; the addresses that were found so are then
asked for as everybody else. The world is built and taken back inside one transaction: what is kept are the answers alone.
"""

import datetime as dt
import hashlib
import logging
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from os.path import commonprefix
from types import SimpleNamespace
from unittest.mock import patch
from urllib.parse import urljoin

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import Resolver404, ResolverMatch, URLPattern, resolve, reverse

from agencies.models import User
from agencies.queries import visitor
from agencies.roles import ROLES, Role
from agencies.rules import Visitor
from chronology.models import ImportRun, Note, Placement, Submission
from chronology.tests import steps as chronology
from cspr import clock
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import halfway
from cspr.tests.cast import PEOPLE, Cast, assemble
from cspr.tests.test_addresses import patterns
from cspr.tests.world import a_review_at, subgroup_met, subgroup_planned
from recommendations.models import Recommendation
from reviews.case.access import Visit, visit_at
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.publication.models import Edition
from reviews.report.models import Block

NOBODY = "nobody"
KEYS = [key for key, *_ in PEOPLE]
# Whose example of an address is taken, an agency's own before the office's.
IN_TEAM = {"luca": Role.LEAD_REVIEWER, "pam": Role.PANEL_MEMBER, "harriet": Role.HUMAN_READER}
ROLE_OF = {key: role or IN_TEAM.get(key) for key, _, _, _, role, _ in PEOPLE}
FINDERS = ("pete", "priya", "luca", "dev", "harriet", "nell", "bea", "ira", "adam", "sid", "cora")
# Who follows links: one person of each role, and each of the review team.
TWINS = ("dina", "dan", "hugo")  # each has the role of somebody else
FOLLOWING = (*FINDERS, *(key for key, *_ in PEOPLE if key not in FINDERS + TWINS), NOBODY)
# One person looks at one more page of an address as long as the last one led on to something new, and at so many at most.
MOST = 6
NO_STAGE = 2  # so many parts of an address say only that it is about a case
MOST_TRIES = 13  # numbers that are tried where no link leads to a thing of that kind
ENOUGH = 2  # looks at an address that led to nothing new for this person
TAG = re.compile(r"<[^>]+>")
# What differs from one answer to the next and from one row to the next, and makes no other page.
PASSING = re.compile(r"""(value|href|action|id|for|name|aria-[a-z]+|data-[a-z-]+|nonce|headers)="[^"]*\"""")
# What differs between elements that look the same.
LOOKS_NO_OTHER = re.compile(r"""\s+(rows|min|max|maxlength|accept|rel|popovertarget)="[^"]*\"""")
LINK = re.compile(r"""<a\s(?:[^>]*?\s)?href="([^"#:]+)["#]""")
FORM = re.compile(r"""<(?:form\s(?:[^>]*?\s)?action|button\s(?:[^>]*?\s)?formaction)="([^"#:]+)["#]""")
REFUSED = 422
# Phases in which most things of a case are there.
OPENED = (Phase.PUBLISHED, Phase.IN_REVIEW)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


# Who is signed in stands in the cookie alone: a row for each would be read and written at every step.
QUICKLY = {
    "DEMO": True,
    "DEBUG_PROPAGATE_EXCEPTIONS": True,
    "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
}


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
    def main(self) -> str:
        return self.html.partition("<main")[2].partition("</main>")[0] or self.html

    @property
    def shape(self) -> str:
        """The same for pages in which the same elements follow on each other, however many rows there are."""
        return hashlib.sha256("".join(sorted(set(map("".join, pairwise(self.elements))))).encode()).hexdigest()

    @property
    def elements(self) -> list[str]:
        return PASSING.sub("", "".join(TAG.findall(self.main))).replace("><", ">\n<").split("\n")

    @property
    def stage(self) -> str:
        """The part of the system a page belongs to: a stage of a case, or what stands outside cases."""
        return self.route.removeprefix("reviews/<str:code>/").partition("/")[0]


@dataclass
class Survey:
    """The answers: the status of each person at each address, where each found a link, and one page of each shape."""

    table: dict[str, list[int]] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    linked: dict[str, set[str]] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    # Who was led by a link, from which page, to what refused them.
    misled: set[tuple[str, str, str, int]] = field(default_factory=set)

    def keep(self, page: Page) -> bool:
        """Keep a page of a shape that is new; whether it was."""
        shape = page.shape
        new = shape not in self.pages
        self.pages.setdefault(shape, page)
        return new

    def one_of_each_address(self) -> list[Page]:
        """The longest page of each address, and its longest with mistakes."""
        found: dict[tuple[str, int], Page] = {}
        for page in sorted(self.pages.values(), key=lambda page: len(page.html)):
            found[page.route, page.status] = page
        return list(found.values())

    def one_of_each_look(self) -> list[Page]:
        """As few of these as show every element that one of them shows, for each part of the system."""
        left: dict[str, dict[Page, set[str]]] = defaultdict(dict)
        for page in reversed(self.one_of_each_address()):
            left[page.stage][page] = {LOOKS_NO_OTHER.sub("", element) for element in page.elements}
        telling = []
        for shown in left.values():
            new = set[str]().union(*shown.values())
            while new:
                page = max(shown, key=lambda page: len(shown[page] & new))
                telling.append(page)
                new -= shown[page]
        return telling


def survey() -> Survey:
    """Build the world, walk through it, and take it back."""
    found = Survey()
    logging.disable(logging.WARNING)  # thousands of refusals are meant to happen
    with transaction.atomic(), override_settings(**QUICKLY):
        cast = assemble()
        Walk(cast, build(cast), found).everywhere()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
    return found


def build(cast: Cast) -> tuple[str, ...]:
    """A case that went all the way, and one in the middle of each thing; answers with addresses that no page shows."""
    now = clock.now()
    published = a_review_at(Phase.PUBLISHED, cast, start=now - dt.timedelta(days=260))
    chronology.read_closely(cast, published, at=now)
    chronology.questions_asked(cast, published, at=now - dt.timedelta(days=9))
    halfway.referred_by_rhea(cast, at=now)
    halfway.deaths_told(cast, at=now)
    halfway.ending(cast, at=now - dt.timedelta(days=20))
    halfway.asked_nationally(cast, at=now - dt.timedelta(days=9))
    halfway.reviewer_to_sign(cast, at=now)
    halfway.review_under_way(cast, at=now - dt.timedelta(days=2))
    secret = halfway.office_under_way(cast, at=now)
    subgroup_met(cast, at=now)
    subgroup_planned(cast, at=now)
    return (
        reverse("find"),
        reverse("calendar-feed", args=[secret]),
        reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "not-a-key"}),
        *(reverse(name) for name in BY_NO_LINK),
    )


# What comes by other ways than a link of a page: by scripts, or after something was done.
BY_NO_LINK = (
    "drafts:save", "drafts:discard", "brand_css", "account_inactive", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_reauthenticate",
)  # fmt: skip


class Asker(Client):
    """A client of one person, or of nobody.

    It has no copies of what each template was given, which nobody reads here; and says itself who asks, so that nobody
    is looked up for each answer. The signed-in have their cookie all the same.
    """

    def __init__(self, person: User | None = None) -> None:
        super().__init__()
        self.person = person
        if person:
            self.force_login(person, backend=BACKEND)

    def request(self, **request):
        answer = self.handler(self._base_environ(**{ASKS: self.person, **request}))
        self.cookies.update(answer.cookies)
        return answer


ASKS = "survey.person"


def who_asks(request: HttpRequest) -> User | AnonymousUser:
    person = request.META.get(ASKS)
    return copy(person) if person else AnonymousUser()


@dataclass(frozen=True)
class Seen:
    """An address that stood on a page: what it leads to, and whether as a link."""

    url: str
    route: str
    named: tuple[tuple[str, object], ...] = ()
    link: bool = True


@cache
def led_to(url: str, link: bool) -> Seen | None:
    """What an address leads to; pages show the same ones again and again."""
    try:
        match = resolve(url.partition("?")[0])
    except Resolver404:
        return None
    return Seen(url, match.route, tuple(match.kwargs.items()), link)


def refused(status: int):
    """The bare number in the place of the page that says no: that page is built but once."""

    def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponse(status=status)

    return answer


def refusing_with_bare_numbers():
    """Where thousands are refused, and how the pages look that say so has been seen elsewhere."""
    return patch.multiple("cspr.urls", handler403=refused(403), handler404=refused(404))


@contextmanager
def without_showing(known: bool) -> Iterator[None]:
    """Where the page is known, the answer's number is enough: all is asked, and nothing written out."""
    with patch("django.template.backends.django.Template.render", return_value="") if known else nullcontext():
        yield


def known_visitor():
    """Who somebody is, read once: nobody's posts change while the walk lasts."""
    known: dict[int, Visitor] = {}

    def answer(user: User, *, today: dt.date, now: dt.datetime) -> Visitor:
        if user.pk not in known:
            known[user.pk] = visitor(user, today=today, now=now)
        return replace(known[user.pk], user=user, today=today, now=now)

    return answer


def known_visit():
    """What somebody may do in a case, read once: nobody joins or leaves a team either."""
    known: dict[tuple[str, int], tuple[Visit | None, str]] = {}

    def answer(code: str, visitor: Visitor) -> Visit | None:
        if (code, visitor.user.pk) not in known:
            known[code, visitor.user.pk] = visit_at(code, visitor), getattr(visitor.user, "as_deputy", "")
        visit, visitor.user.as_deputy = known[code, visitor.user.pk]
        return replace(visit, visitor=visitor, review=copy(visit.review)) if visit else None

    return answer


def known_match():
    """What an address leads to, looked up once for all who ask for it."""
    known: dict[str, ResolverMatch] = {}

    def answer(handler: BaseHandler, request: HttpRequest) -> ResolverMatch:
        if request.path_info not in known:
            known[request.path_info] = resolve(request.path_info)
        request.resolver_match = known[request.path_info]
        return known[request.path_info]

    return answer


class Walk:
    """Everybody's way to every address."""

    def __init__(self, cast: Cast, further: tuple[str, ...], found: Survey) -> None:
        self.cast, self.further, self.found = cast, further, found
        self.codes = tuple(Review.objects.filter(phase__in=OPENED).order_by("pk").values_list("code", flat=True)[:4])
        self.clients: dict[str, Asker] = {}
        self.known: dict[str, dict[str, Seen]] = {}
        self.answers: dict[tuple[str, str], int] = {}
        self.shown: Counter[str] = Counter()

    def everywhere(self) -> None:
        self._be_refused()
        with (
            refusing_with_bare_numbers(),
            patch("cspr.pages.button_only", lambda request: HttpResponse(status=405)),
            patch("reviews.case.access.record_look"),
            patch("agencies.queries.visitor", known_visitor()),
            patch("reviews.case.access.visit_at", known_visit()),
            patch("django.contrib.auth.middleware.get_user", who_asks),
            patch.object(BaseHandler, "resolve_request", known_match()),
            patch("cspr.papers.to_pdf", return_value=b"%PDF-1.7"),
        ):
            self._everywhere()

    def _be_refused(self) -> None:
        """See the pages that say no, once: from then on their number is enough."""
        for url in (reverse("people"), reverse("case", args=["FM-1900-001"]), reverse("drafts:save")):
            deque(self._look("luca", url, resolve(url).route), maxlen=0)

    def _everywhere(self) -> None:
        for key in FOLLOWING:
            self.found.linked[key] = set()
            self._follow(key)
        for url in self.further:
            self._note(url)
        for route, pattern in patterns():
            door = pattern.callback.door
            self.found.doors[route] = door.permission or door.kind
            url = self._example(route) if route in self.known else self._sought(route, pattern)
            with without_showing(route in self.shown):
                self.found.table[route] = [self._status(key, url, route) for key in (NOBODY, *KEYS)]

    def _follow(self, key: str) -> None:
        """From home, or from what everybody may see, along every link: all pages of each case, some of each thing."""
        waiting = deque(self._start(key))
        been: set[str] = set()
        came_from: dict[str, str] = {}
        looked: Counter[str] = Counter()
        in_vain: Counter[str] = Counter()
        while waiting:
            seen = waiting.popleft()
            if seen.url in been or looked[seen.route] >= MOST or in_vain[seen.route] >= ENOUGH:
                continue
            been.add(seen.url)
            looked[seen.route] += 1
            before = len(self.found.linked[key])
            for further in self._look(key, seen.url, seen.route):
                if further.link:
                    self.found.linked[key].add(further.route)
                    waiting.append(further)
                    came_from.setdefault(further.url, seen.route)
            if self.answers[key, seen.url] in (403, 404):
                self.found.misled.add((key, came_from.get(seen.url, ""), seen.route, self.answers[key, seen.url]))
            in_vain[seen.route] += len(self.found.linked[key]) == before

    def _start(self, key: str) -> list[Seen]:
        first = ("home",) if key != NOBODY else ("account_login", "published")
        return [found for name in first if (found := self._note(reverse(name)))]

    def _note(self, url: str, *, link: bool = True) -> Seen | None:
        """Keep an address that was found, by where it leads."""
        seen = led_to(url, link)
        if seen:
            self.known.setdefault(seen.route, {}).setdefault(seen.url.partition("?")[0], seen)
        return seen

    def _example(self, route: str) -> str:
        """An address at which somebody with the right role arrives; else the first that was found."""
        urls = self.known[route].values()
        arrived = (seen.url for key in (*FINDERS, *KEYS) for seen in urls if self.answers.get((key, seen.url)) == 200)
        return next(arrived, next(iter(urls)).url)

    def _sought(self, route: str, pattern) -> str:
        """An address to which no link was found; one that shows something to whom its door opens, if there is any."""
        name = f"drafts:{pattern.name}" if route.startswith("drafts/") else pattern.name
        names = _converters(route)
        arguments = [*self._alike(names, route), *_arguments(names, self.codes)]
        urls: dict[str, dict] = {}
        for each in arguments:
            urls.setdefault(reverse(name, kwargs=each), each)
        assert urls, f"Nothing in the world of the survey has a page at {route}."
        wanted = set(pattern.callback.door.permission.split(" or "))
        seekers = (key for key in FINDERS if ROLE_OF[key] and wanted & set(ROLES[ROLE_OF[key]].may))
        seeker = next(seekers, "priya")
        with without_showing(True):
            there = (url for url in urls if self._is_there(seeker, url, pattern, urls[url]))
            return next(there, next(iter(urls)))

    def _is_there(self, key: str, url: str, pattern: URLPattern, arguments: dict[str, object]) -> bool:
        """Whether the view of this address, with its door, shows it to a person who has signed in; asked for directly."""
        request = RequestFactory().get(url)
        client = self._client(key)
        request.user, request.session = copy(client.person), client.session
        request.resolver_match = SimpleNamespace(view_name=pattern.name)
        try:
            answer = pattern.callback(request, **pattern.default_args, **arguments)
        except (Http404, PermissionDenied):
            return False
        except (NotYet, ChangedMeanwhile):
            return True
        return answer.status_code not in (403, 404)

    def _alike(self, names: set[str], route: str) -> list[dict]:
        """What names the same kinds of things in the addresses that were found, those next to this one first."""
        found = (dict(seen.named) for other in _nearest(route, self.known) for seen in self.known[other].values())
        alike = [arguments for arguments in found if arguments and set(arguments) == names]
        return sorted(alike, key=lambda arguments: arguments.get("code") not in self.codes)[:MOST_TRIES]

    def _client(self, key: str) -> Asker:
        """Each person has a client of their own: signing in for every page would take most of the time."""
        if key not in self.clients:
            person = None if key == NOBODY else User.objects.get(pk=getattr(self.cast.people, key).pk)
            self.clients[key] = Asker(person)
        return self.clients[key]

    def _status(self, key: str, url: str, route: str) -> int:
        if (key, url) not in self.answers:
            deque(self._look(key, url, route), maxlen=0)
        return self.answers[key, url]

    def _look(self, key: str, url: str, route: str) -> Iterator[Seen]:
        """Ask for an address; what it leads to."""
        answer = self._client(key).get(url)
        self.answers[key, url] = answer.status_code
        if not (html := self._html(answer)):
            return
        new = self.found.keep(Page(key, url, route, answer.status_code, html, self._policy(answer)))
        if answer.status_code == 200:
            self.shown[route] += 1
        if new and self.shown[route] == 1 and answer.status_code == 200 and '<form method="post"' in html:
            self._send_nothing(key, url, route)
        yield from self._led_to(html, url)

    def _led_to(self, html: str, here: str) -> Iterator[Seen]:
        for pattern, link in ((LINK, True), (FORM, False)):
            for url in dict.fromkeys(pattern.findall(html)):
                if seen := self._note(urljoin(here, url.replace("&amp;", "&")), link=link):
                    yield seen

    def _send_nothing(self, key: str, url: str, route: str) -> None:
        """The form sent empty, for the page with its mistakes; whatever it did is taken back."""
        client = self._client(key)
        signed_in = client.cookies.copy()
        with transaction.atomic():
            answer = client.post(url)
            transaction.set_rollback(True)
        client.cookies = signed_in
        if answer.status_code == REFUSED:
            self.found.keep(Page(key, url, route, REFUSED, self._html(answer), self._policy(answer)))

    @staticmethod
    def _html(answer) -> str:
        """The page, where the answer is one that is shown."""
        shown = answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming
        moved = 300 <= answer.status_code < 400 or answer.status_code == 405
        return answer.content.decode() if shown and answer.content and not moved else ""

    @staticmethod
    def _policy(answer) -> str:
        return answer.headers.get("Content-Security-Policy", "")


def _nearest(route: str, others: Iterable[str]) -> list[str]:
    """The addresses that begin as this one does, the longest such beginning first; none of another stage."""
    parts = route.split("/")
    alike = {other: len(commonprefix([parts, other.split("/")])) for other in others}
    return sorted((other for other, parts in alike.items() if parts > NO_STAGE), key=lambda other: -alike[other])


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
    elif "run" in names:
        for run in ImportRun.objects.filter(submission__request__review__code=code):
            yield {"pk": run.submission.request_id, "run": run.pk}
    elif "placement" in names:
        for placement in Placement.objects.filter(episode__review__code=code):
            yield {"pk": placement.episode_id, "placement": placement.pk}
    elif "note" in names:
        for note in Note.objects.filter(entry__submission__request__review__code=code):
            yield {"pk": note.entry_id, "note": note.pk}
    elif "agency" in names:
        for recommendation in Recommendation.objects.filter(review__code=code):
            for agency in recommendation.addressees.all():
                yield {"pk": recommendation.pk, "agency": agency.pk}
    elif "kind" in names:
        yield from ({"kind": kind, "pk": pk} for kind in ("name", "alias", "address", "number") for pk in range(1, 10))
    else:
        yield from (dict.fromkeys(names, pk) for pk in range(1, MOST_TRIES))
