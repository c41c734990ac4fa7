"""Which entries fit what somebody looked for? The same on every database, in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from agencies.models import Partnership, User
from chronology import rules
from chronology.models import (
    Answer,
    Entry,
    Note,
    Placement,
    Question,
    Search,
    Sight,
    Tag,
    Tagging,
    Theme,
    Vocabulary,
    readable,
)
from chronology.queries.entries import PHRASED, Reader, combined
from chronology.queries.in_labels import holding_in_labels, without_names
from chronology.queries.people import DATES
from chronology.queries.requests import agreed_terms
from chronology.rules import Precision, Wanted
from reviews.case.models import Review
from reviews.identities.models import Alias, Person
from reviews.identities.queries import known_forms


class Beside(NamedTuple):
    """A note of the review team, or what an agency answered to the reviewer, beside an entry that was submitted."""

    entry: int
    text: str
    terms: str
    kept_for: str
    void_at: dt.datetime | None


def found(search: Search, *, reader: Reader | None = None) -> QuerySet[Entry]:
    """The entries that fit a search, in order; of what is kept for some only what ``reader`` may read."""
    return found_and_near(search, reader=reader)[0]


def found_and_near(search: Search, *, reader: Reader | None = None) -> tuple[QuerySet[Entry], list[str]]:
    """The same, and the words that were looked for beside those typed, because they may be the same misspelt."""
    entries = combined(search.review, reader=reader).filter(_about(search), _marked(search), _dated(search))
    who = person_sought(search)
    if not search.words and not who:
        return entries, []
    beside = _beside(search.review)
    words = _words_in(search.review, beside)
    things = rules.wanted(search.words, words, people_named(search.review)) if search.words else []
    near = [word for one in things for word in one.near]
    if who:
        things.append(rules.person_wanted(labels_of(who), names_of(who), words))
    if not search.in_labels:
        return _holding_all(entries, things, beside), near
    hidden = known_forms(search.review)
    things = without_names(things, hidden)
    texts = [(text.entry, text.text) for text in beside]
    return holding_in_labels(_holding_all(entries, things, beside), things, texts, hidden), near


def _about(search: Search) -> Q:
    condition = Q()
    if search.agency_id:
        condition &= Q(submission__request__agency=search.agency_id)
    if search.kind:
        condition &= Q(kind=search.kind)
    if search.seen:
        condition &= Q(seen=search.seen) | Q(pk__in=Sight.objects.filter(seen=search.seen).values("entry"))
    if search.with_risk:
        condition &= ~Q(risk_level="", risk_tool="")
    return condition


def _marked(search: Search) -> Q:
    condition = Q()
    if search.tag_id:
        condition &= Q(pk__in=Tagging.objects.filter(tag=search.tag_id, removed_at=None).values("entry"))
    if search.with_note:
        condition &= Q(pk__in=Note.objects.filter(void_at=None).values("entry"))
    placed = Placement.objects.filter(removed_at=None, episode__void_at=None).values("entry")
    if search.episode_id:
        condition &= Q(pk__in=placed.filter(episode=search.episode_id))
    if search.theme_id:
        condition &= Q(pk__in=placed.filter(episode__themes=search.theme_id))
    return condition


def _dated(search: Search) -> Q:
    condition = Q()
    if search.from_on:
        condition &= Q(happened_on__gte=search.from_on) | Q(until_on__gte=search.from_on)
    if search.to_on:
        condition &= Q(happened_on__lte=search.to_on)
    if search.period:
        outside = outside_period(search.review)
        condition &= Q(pk__in=outside) if search.period == Search.Period.OUT else ~Q(pk__in=outside)
    return condition


def outside_period(review: Review) -> QuerySet[Entry]:
    """The entries that happened outside the period of the review, as far as their days are known (``is_outside``)."""
    terms, outside = agreed_terms(review), Q(pk__in=[])
    entries = Entry.objects.filter(submission__request__review=review)
    if terms and terms.period_from_on:
        outside |= Q(last_on__lt=terms.period_from_on) & ~Q(precision=Precision.AFTER)
    if terms and terms.period_to_on:
        outside |= Q(happened_on__gt=terms.period_to_on) & ~Q(precision=Precision.BEFORE)
    return entries.annotate(last_on=Coalesce("until_on", F("happened_on"))).filter(outside).values("pk")


def with_words(entries: QuerySet[Entry], review: Review, typed: str) -> QuerySet[Entry]:
    """Those that hold what was typed: in any form of the words, misspelt, or a person by label or name. Five queries."""
    texts = _beside(review)
    return _holding_all(entries, rules.wanted(typed, _words_in(review, texts), people_named(review)), texts)


def _holding_all(entries: QuerySet[Entry], things: Iterable[Wanted], beside: list[Beside]) -> QuerySet[Entry]:
    for one in things:
        entries = entries.filter(_holding(one, beside))
    return entries


def _holding(one: Wanted, beside: list[Beside]) -> Q:
    """Entries that hold any of what is wanted, in their own words, in a note or in an answer beside them.

    Whoever reads an entry in the combined chronology reads the notes and answers beside it, and nobody else does. They are
    few, and are looked through here: the database would look for some beside each of many thousand entries, for every word.
    """
    condition = Q(pk__in=[text.entry for text in beside if rules.holds(one, text.terms, text.text)])
    # What was typed comes first there, and if it is misspelt stands nowhere: what it may mean is found sooner.
    for stem in reversed(one.stems):
        condition |= Q(indexed__terms__contains=f" {stem} ")
    for phrase in one.phrases:
        for name in PHRASED:
            condition |= Q(**{f"{name}__icontains": phrase})
    return condition


def _beside(review: Review) -> list[Beside]:
    """Two queries."""
    told = {"submission__request__review": review, "submission__submitted_at__isnull": False}
    notes = Note.objects.filter(void_at=None, **{f"entry__{name}": value for name, value in told.items()})
    answers = Answer.objects.filter(
        question__kind=Question.Kind.ASKED, question__withdrawn_at=None,
        **{f"question__entry__{name}": value for name, value in told.items()},
    )  # fmt: skip
    return [
        Beside(*row)
        for found, entry in ((notes, "entry"), (answers, "question__entry"))
        for row in found.order_by().values_list(entry, "text", "terms", f"{entry}__kept_for", f"{entry}__void_at")
    ]


def vocabulary(review: Review) -> set[str]:
    """Every word of what was submitted to all readers, of notes and of answers beside it, as its stem. Three queries."""
    return _words_in(review, _beside(review))


def _words_in(review: Review, beside: list[Beside]) -> set[str]:
    rows = Vocabulary.objects.filter(submission__request__review=review, submission__submitted_at__isnull=False)
    read = [text.terms for text in beside if not text.kept_for and text.void_at is None]
    return {word for words in [*rows.values_list("words", flat=True), *read] for word in words.split()}


def people_named(review: Review) -> dict[str, tuple[str, ...]]:
    """The labels of a review with the names they stand for. Two queries."""
    people = review.people.filter(void_at=None).select_related("child")
    people = people.prefetch_related(Prefetch("aliases", Alias.objects.filter(void_at=None)))
    return {label: names_of(person) for person in people for label in labels_of(person)}


def labels_of(person: Person) -> tuple[str, ...]:
    """What a person may be called in a review."""
    return tuple(dict.fromkeys(filter(None, (person.label, person.child.label if person.child else ""))))


def names_of(person: Person) -> tuple[str, ...]:
    """By which single words a person is found: the first given name and whatever else they are called, as one word."""
    said = [person.given_names.split(" ")[0], *(alias.name for alias in person.aliases.all() if not alias.void_at)]
    return tuple(name for name in said if name and " " not in name.strip())


def people_to_find(review: Review) -> QuerySet[Person]:
    """Those who can be looked for by their label."""
    return review.people.filter(void_at=None).select_related("child").order_by("label")


def person_sought(search: Search) -> Person | None:
    """Whom a search is about, as long as they stand in the register."""
    return people_to_find(search.review).filter(pk=search.whom).first() if search.whom else None


def search_at(review: Review, user: User, pk: int) -> Search | None:
    """What this person looked for under a number."""
    asked = Search.objects.filter(review=review, user=user)
    things = ("agency", "tag", "episode", "theme", "review")
    return asked.select_related(*things).filter(pk=pk).first()


def kept_searches(review: Review, user: User) -> QuerySet[Search]:
    """The filters this person keeps under a name."""
    return Search.objects.filter(review=review, user=user).exclude(name="").order_by("name")


def places_of(entries: QuerySet[Entry]) -> list[int]:
    """The numbers of the entries in their order: what stands before and after one follows from it.

    All are fetched at once: of many thousand, by the hundred, that alone takes half as long again.
    """
    try:
        sql, given = entries.values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [pk for (pk,) in cursor.fetchall()]


def told_in_lanes(entries: QuerySet[Entry]) -> list[rules.Told]:
    """The entries as the picture needs them, in their order. One query."""
    names = ("pk", "submission__request__agency__name", *DATES)
    rows = entries.values_list(*names, named=True)
    return [rules.Told(row.pk, row.submission__request__agency__name, rules.of_entry(row)) for row in rows]


def around(pks: list[int], pk: int) -> tuple[int | None, int, int | None]:
    """The entry before, the place of this one from 1 (0 where it is not among them), and the entry after."""
    if pk not in pks:
        return None, 0, None
    place = pks.index(pk)
    return (pks[place - 1] if place else None), place + 1, (pks[place + 1] if place + 1 < len(pks) else None)


def tags_by_entry(entries: Iterable[Entry]) -> dict[int, list[Tagging]]:
    """The tags on each of these entries."""
    rows = Tagging.objects.filter(entry__in=[entry.pk for entry in entries], removed_at=None).select_related("tag")
    found: dict[int, list[Tagging]] = {}
    for tagging in rows.order_by("tag__name"):
        found.setdefault(tagging.entry_id, []).append(tagging)
    return found


def tags_of(review: Review, *, reader: Reader) -> QuerySet[Tag]:
    """The tags of a review that mark something this person may read, or did."""
    marking = Tagging.objects.filter(readable(reader.user, analyses=reader.analyses, at="entry__"))
    return review.entry_tags.filter(pk__in=marking.values("tag")).order_by("name")


def themes_of(partnership: Partnership) -> QuerySet[Theme]:
    """The list of themes, as far as it has grown."""
    return partnership.themes.order_by("name")


def asked_for(search: Search) -> dict[str, str]:
    """What a search asks for, field by field, in words."""
    said = {
        "words": search.words,
        "agency": search.agency.name if search.agency else "",
        "person": who.label if (who := person_sought(search)) else "",
        "kind": search.get_kind_display() if search.kind else "",
        "seen": search.get_seen_display() if search.seen else "",
        "period": search.get_period_display() if search.period else "",
        "tag": search.tag.name if search.tag else "",
        "episode": f"Episode {search.episode.number}" if search.episode else "",
        "theme": search.theme.name if search.theme else "",
        "from_on": rules.long_day(search.from_on) if search.from_on else "",
        "to_on": rules.long_day(search.to_on) if search.to_on else "",
        "with_risk": "yes" if search.with_risk else "",
        "with_note": "yes" if search.with_note else "",
    }
    return {name: words for name, words in said.items() if words}
