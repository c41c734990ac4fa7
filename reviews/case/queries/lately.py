"""What was this person last doing, and what has happened in a case since they last looked?

Read from their own drafts, entries and looks: pages, kinds and numbers, no text of a case and no names.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from agencies.models import User
from agencies.rules import Visitor
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.audit.queries import LOOK
from cspr.drafts.queries import Kept, kept_of
from cspr.drafts.rules import words_of
from reviews.case.models import Review
from reviews.case.queries.parts import part_at, part_of

DAYS = dt.timedelta(days=30)
MOST = 4
MOST_UNSENT = 50
# Two looks with less between them belong to one visit, so that loading a page again does not make it forget.
PAUSE = dt.timedelta(minutes=30)
LOOKED = "opened case"
# Forms that belong to no case yet.
OUTSIDE = {
    "refer": "Refer a case",
    "referral-log": "Log a referral",
    "referral-from-notification": "Open a case from a notification",
    "open-other": "Open a partnership review or take in an older report",
    "panel-declare": "Declaration of independence",
}

# The pages that are read most, and those about which somebody will ask who saw them, as they are told after their part.
READ = {
    "agency-report": "an agency report",
    "agency-report-read": "an agency report, as it was signed off",
    "case-letter": "an e-mail",
    "chronology-combined": "the combined chronology",
    "chronology-draft": "an agency’s chronology",
    "chronology-entry": "an entry",
    "chronology-export-file": "the combined chronology as a file",
    "chronology-found": "entries that were looked for",
    "conversations-session": "a session and its notes",
    "correspondence-letter": "a letter",
    "disclosure-request": "a request",
    "disclosure-schedule": "the schedule of everything held",
    "documents-download": "a paper",
    "episode": "a key practice episode",
    "identities-edit": "a person",
    "meetings-meeting": "a meeting",
    "publication-draft": "the prepared file",
    "publication-page": "the public page as it will be",
    "rapid-review-document": "the document of the rapid review",
    "rapid-review-pack": "the returns together",
    "rapid-review-return": "an agency’s return",
    "rapid-review-sign": "a return, to sign it off",
    "recommendation": "a recommendation",
    "report-checks": "what the checks found",
    "report-copy": "a draft that was sent round",
    "report-section": "a section",
    "report-version": "a version",
    "report-versions": "its versions",
}


# What I was last doing -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Doing:
    """Something the person was at: the words, the case, the page and its title, when; a ``draft`` was never sent."""

    words: str
    code: str
    url: str
    at: dt.datetime
    draft: bool = False
    title: str = ""


def last_doings(visitor: Visitor) -> list[Doing]:
    """What this person left unfinished, then what they last wrote, in cases they may still open."""
    recent = kept_of(visitor.user.pk, most=2 * MOST, since=visitor.now - DAYS)
    drafts, written = [doing for doing in map(_draft, recent) if doing], _written(visitor)
    known = _known([*drafts, *written], visitor)
    return [doing for doing in (*drafts, *written) if not doing.code or doing.code in known][:MOST]


@dataclass(frozen=True)
class Unsent:
    """Something typed and never sent: where, and the words, under the key by which it is discarded."""

    doing: Doing
    key: str
    said: list[tuple[str, str]]


def not_sent(visitor: Visitor) -> list[Unsent]:
    """All this person typed and did not send, also where its page no longer opens; of cases they may still open."""
    found = [(kept, doing) for kept in kept_of(visitor.user.pk, most=MOST_UNSENT) if (doing := _draft(kept))]
    known = _known([doing for _, doing in found], visitor)
    return [
        Unsent(doing, kept.key, words_of(kept.data)) for kept, doing in found if not doing.code or doing.code in known
    ]


def _known(doings: Sequence[Doing], visitor: Visitor) -> set[str]:
    codes = {doing.code for doing in doings if doing.code}
    return set(Review.objects.visible_to(visitor).filter(code__in=codes).values_list("code", flat=True))


def _draft(kept: Kept) -> Doing | None:
    try:
        match = resolve(kept.page.partition("?")[0])
    except Resolver404:
        return None
    code = str(match.kwargs.get("code", ""))
    words = OUTSIDE.get(match.view_name) or part_at(kept.page, code)
    inside = "" if match.view_name in OUTSIDE else code
    title = "" if kept.title == words else kept.title
    return Doing(words, inside, kept.page, kept.saved_at, draft=True, title=title) if words else None


def _written(visitor: Visitor) -> list[Doing]:
    """The last things written in cases, each once, with the page the person was at when, or right after, they wrote."""
    mine = TrailEntry.objects.filter(actor_id=visitor.user.pk, at__gte=visitor.now - DAYS).exclude(review_code="")
    written = list(mine.exclude(kind=LOOK).order_by("-at", "-pk")[: 10 * MOST])
    latest = {(entry.review_code, entry.kind): entry for entry in reversed(written)}
    found = sorted(latest.values(), key=lambda entry: entry.at, reverse=True)[: 2 * MOST]
    codes = {entry.review_code for entry in found}
    looks = list(mine.filter(kind=LOOK, review_code__in=codes).order_by("-at", "-pk")[: 50 * MOST])
    doings = [_doing(entry, looks) for entry in found]
    return [doing for doing in doings if doing]


def _doing(entry: TrailEntry, looks: Sequence[TrailEntry]) -> Doing | None:
    there = [look for look in looks if look.review_code == entry.review_code]
    after = [look for look in there if entry.at <= look.at <= entry.at + PAUSE]
    before = [look for look in there if look.at < entry.at]
    # What came next is where saving led to, and still stands; the page before may have been a form that is no more.
    for look in (*after[-1:], *before[:1]):
        if url := page_of(look):
            return Doing(f"You {entry.sentence}", entry.review_code, url, entry.at)
    return None


def page_of(look: TrailEntry) -> str:
    """The address of the page a look was at, as far as it can be told from its name and numbers."""
    name = look.sentence.removeprefix("opened ")
    try:
        return reverse(name, args=[look.review_code, *look.subject.split()])
    except NoReverseMatch:
        return ""


def look_in_words(look: TrailEntry) -> str:
    """A look as it is read: "opened Report: what the checks found"; of pages that are read less, the part of the case alone."""
    name = look.sentence.removeprefix("opened ")
    part, _ = part_of(page_of(look), look.review_code)
    more = READ.get(name, "")
    return f"opened {part}: {more}" if part and more else f"opened {more or part or name.replace('-', ' ')}"


# What has changed ----------------------------------------------------------------------------------


def looks_at_case(user: User, code: str) -> list[dt.datetime]:
    """When this person looked at the page of a case, newest first."""
    found = TrailEntry.objects.filter(actor_id=user.pk, review_code=code, kind=LOOK, sentence=LOOKED)
    return list(found.order_by("-at").values_list("at", flat=True)[:200])


def visit_before(looks: Sequence[dt.datetime], now: dt.datetime) -> dt.datetime | None:
    """The last look, newest first, that does not belong to the visit of this moment."""
    last = now
    for at in looks:
        if last - at > PAUSE:
            return at
        last = at
    return None


@dataclass(frozen=True)
class Since:
    """From when on changes are shown: the word chosen, and the moment, which is None where one never looked before this
    visit; ``began`` is then when it began, None at the very first look.
    """

    chosen: str
    at: dt.datetime | None
    began: dt.datetime | None = None


SINCE = {"last": "Your last visit", "monday": "Monday", "week": "7 days ago"}


def since(chosen: str, user: User, code: str, now: dt.datetime) -> Since:
    """The moment that a choice stands for; any other word means the last visit."""
    today = clock.date_of(now)
    if chosen == "week":
        return Since(chosen, now - dt.timedelta(days=7))
    if chosen == "monday":
        return Since(chosen, clock.start_of(today - dt.timedelta(days=today.weekday())))
    looks = looks_at_case(user, code)
    earlier = [at for at in looks if at < now]  # the look of this moment is noted already
    return Since("last", visit_before(looks, now), earlier[-1] if earlier else None)


def happened_since(entries: QuerySet[TrailEntry], moment: dt.datetime | None) -> QuerySet[TrailEntry]:
    """What was added to these entries after a moment; all of them where there is none."""
    return entries.filter(at__gt=moment) if moment else entries


# What came in --------------------------------------------------------------------------------------

_news: dict[str, tuple[str, ...]] = {}


def use_news(words: str, *kinds: str) -> None:
    """Count entries of these kinds among what came in for the lead reviewer, under ``words`` ("Agency returns")."""
    _news[words] = kinds


def came_in(user: User, codes: Sequence[str], now: dt.datetime) -> dict[str, dict[str, int]]:
    """Case → what came in → how often, since this person last looked at each case's page. Two queries."""
    looks: dict[str, list[dt.datetime]] = {code: [] for code in codes}
    mine = TrailEntry.objects.filter(actor_id=user.pk, review_code__in=codes, kind=LOOK, sentence=LOOKED)
    for code, at in mine.order_by("-at").values_list("review_code", "at")[:1000]:
        looks[code].append(at)
    words = {kind: said for said, kinds in _news.items() for kind in kinds}
    counted: dict[str, dict[str, int]] = {code: {} for code in codes}
    entries = TrailEntry.objects.filter(review_code__in=codes, kind__in=words).exclude(actor_id=user.pk)
    before = [looks[code][0] if looks[code] else None for code in codes]
    if before and None not in before:
        entries = entries.filter(at__gt=min(moment for moment in before if moment))
    for code, kind, at in entries.values_list("review_code", "kind", "at"):
        if not looks[code] or at > looks[code][0]:
            counted[code][words[kind]] = counted[code].get(words[kind], 0) + 1
    return counted
