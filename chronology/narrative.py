"""How is an entry or an episode told in the report, without saying which agency; a request; and what to the quality markers?"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from agencies.models import Agency
from agencies.rules import Visitor
from chronology import queries, rules
from chronology.models import ChronologyRequest, Entry, Episode, Submission
from chronology.queries import Birth
from cspr import clock
from reviews.case.models import Duty, Review
from reviews.case.queries import Card, opened_words
from reviews.disclosure.queries import HERE, TEAM, Held
from reviews.panel.models import TermsOfReference
from reviews.quality import rules as markers
from reviews.quality.rules import Fact, counted, fact
from reviews.report.rules import FiledBlock

Sector = Agency.Sector

# A published report says what kind of agency it was, not which.
ROLE_WORDS: dict[str, str] = {
    Sector.LOCAL_AUTHORITY: "the local authority",
    Sector.ICB: "the integrated care board",
    Sector.POLICE: "the police",
    Sector.HEALTH: "a health provider",
    Sector.EDUCATION: "the school or pre-school",
    Sector.PROBATION: "probation",
    Sector.HOUSING: "the housing provider",
    Sector.VOLUNTARY: "a voluntary organisation",
    Sector.OTHER: "another agency",
}


def when(entry: Entry, births: list[Birth]) -> str:
    """When it happened, told by the first child's age; nothing where no birth is known."""
    if not births:
        return ""
    birth = births[0]
    if birth.died_on and entry.happened_on > birth.died_on:
        return f"After {birth.label} had died"
    if entry.precision == Entry.Precision.YEAR:
        return _in_year(birth, entry.happened_on.year)
    if entry.precision == Entry.Precision.BETWEEN and entry.until_on:
        return _between(birth, entry.happened_on, entry.until_on)
    if entry.precision == Entry.Precision.MONTH:
        return _point(birth, _middle_of_month(entry.happened_on), about=True)
    return _point(birth, entry.happened_on, about=entry.precision == Entry.Precision.ABOUT)


def _middle_of_month(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1] // 2)


def _point(birth: Birth, day: dt.date, *, about: bool) -> str:
    label = birth.label
    if day == birth.born_on:
        return f"Around the day {label} was born" if about else f"On the day {label} was born"
    if day < birth.born_on:
        words = f"{_hedged(day, birth.born_on, about=about)} before {label} was born"
        return words[0].upper() + words[1:]
    return f"When {label} was {_hedged(birth.born_on, day, about=about)} old"


def _hedged(start: dt.date, end: dt.date, *, about: bool) -> str:
    """A length with "just over" or "nearly" where whole weeks would say it too roughly; "about" says enough."""
    if about:
        return f"about {rules.length_of(start, end, joined=' and ')}"
    days, months = (end - start).days, rules.months_between(start, end)
    weeks, rest = divmod(days, 7)
    if days < rules.DAYS_IN_WEEKS_FROM or months >= rules.MONTHS_FROM or not rest:
        return rules.length_of(start, end, joined=" and ")
    return f"just over {weeks} weeks" if rest < 4 else f"nearly {weeks + 1} weeks"


def _between(birth: Birth, first: dt.date, last: dt.date) -> str:
    born = birth.born_on
    if first >= born:
        return f"When {birth.label} was between {rules.length_of(born, first)} and {rules.length_of(born, last)} old"
    if last < born:
        return f"Between {rules.length_of(first, born)} and {rules.length_of(last, born)} before {birth.label} was born"
    return (
        f"Between {rules.length_of(first, born)} before {birth.label} was born and {rules.length_of(born, last)} after"
    )


def _in_year(birth: Birth, year: int) -> str:
    years = year - birth.born_on.year
    if years < 0:
        before = "In the year" if years == -1 else f"{-years} years"
        return f"{before} before the year in which {birth.label} was born"
    return f"In the year {birth.label} was born" if years == 0 else f"In the year {birth.label} turned {years}"


def wording(entry: Entry, births: list[Birth]) -> str:
    """The reviewer's own words for an entry, or a sentence made of what the agency recorded."""
    if entry.narrative:
        return _one_line(entry.narrative)
    who = ROLE_WORDS[entry.submission.request.agency.sector]
    told = when(entry, births)
    start = f"{told}, {who}" if told else who[0].upper() + who[1:]
    return f"{start} recorded: “{_one_line(entry.what)}”"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def entry_block(entry: Entry, births: list[Birth], code: str) -> FiledBlock:
    """An entry as a numbered paragraph of the narrative chronology."""
    door = reverse("chronology-entry", args=[code, entry.pk])
    html = format_html("<p>{}</p>", wording(entry, births))
    return FiledBlock(f"entry:{entry.pk}", "paragraph", html, {"entry": entry.pk, "door": door})


def episode_blocks(episode: Episode, code: str) -> list[FiledBlock]:
    """An episode as a heading and numbered paragraphs: what happened, then why."""
    door = reverse("episode", args=[code, episode.pk])
    origin, facts = f"episode:{episode.pk}", {"number": episode.number, "door": door}
    texts = paragraphs(episode.what_happened) + paragraphs(episode.why)
    blocks = [FiledBlock(origin, "heading", format_html("<h3>{}</h3>", _one_line(episode.title)), facts)]
    blocks += [
        FiledBlock(f"{origin}:{place}", "paragraph", format_html("<p>{}</p>", text), facts)
        for place, text in enumerate(texts, start=1)
    ]
    return blocks


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what stands between blank lines."""
    return [_one_line(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


# A request, on a home page -------------------------------------------------------------------------


def cards(owed: Sequence[Duty], visitor: Visitor) -> dict[int, Card]:
    """What each request is about, and the ways to answer it. People stand here by their labels alone."""
    found = {request.pk: request for request in queries.requests_asked(duty.thing_id for duty in owed)}
    return {duty.pk: _card(found[duty.thing_id], visitor) for duty in owed if duty.thing_id in found}


def _card(request: ChronologyRequest, visitor: Visitor) -> Card:
    asked, code = queries.as_asked(request, visitor.today), request.review.code

    def page(name: str) -> str:
        return reverse(f"chronology-{name}", args=[code, request.pk])

    begun = asked.state not in (rules.State.NOT_OPENED, rules.State.LATE) and request.entry_count
    ways = [("Go on typing", page("draft") + "#answer") if begun else ("Type it", page("entry-add"))]
    ways += [("Upload a document", page("upload"))]
    ways += [("Nothing held", page("nothing"))] if not request.entry_count else []
    note = "Names and dates of birth are on the page that opens."
    if request.submission.ready_at and rules.signs_for(visitor, request.agency):
        ways = [("Read it and sign it off", page("draft") + "#answer")]
    elif request.submission.ready_at:
        ways = [("Read it again", page("draft") + "#answer")]
        note = "It waits for whoever signs for your agency, and they have been told. You have nothing more to do."
    opened = opened_words(request.first_opened_at)
    return Card("Your agency's chronology", _facts(request), tuple(ways), asked.words, asked.colour, note, opened)


def _facts(request: ChronologyRequest) -> tuple[tuple[str, str], ...]:
    partnership, terms = request.review.partnership, next(iter(request.review.agreed), None)
    facts = (
        ("Asked of", str(request.agency)),
        ("About", ", ".join(person.label for person in request.listed)),
        ("Years", _years(terms) if terms else "Not agreed yet: begin with what is nearest to the incident"),
        ("Asked by", f"{request.asked_by}, {partnership}"),
        ("Ring", f"{partnership.phone or settings.OFFICE_PHONE}, reference {request.review.code}"),
    )
    return tuple((label, value) for label, value in facts if value)


def _years(terms: TermsOfReference) -> str:
    """The years of the period; its words tell of the case and stand on the request's page alone."""
    known = [day.year for day in (terms.period_from_on, terms.period_to_on) if day]
    return f"{known[0]} to {known[1]}" if len(known) == 2 else "The period stands on its page"


# The schedule of everything held -------------------------------------------------------------------


def held(review: Review) -> Iterator[Held]:
    """The submissions with the count of their entries, and the practice episodes, as a schedule names them."""
    where = f"{HERE}chronology"
    entries = Count("entries", filter=Q(entries__void_at=None))
    rows = Submission.objects.filter(request__review=review).annotate(standing=entries)
    for row in rows.select_related("request__agency"):
        state = "nothing held" if row.nothing_held else f"{row.standing} entr{'y' if row.standing == 1 else 'ies'}"
        readers = TEAM if row.submitted_at else "The agency alone until it is submitted"
        yield Held(
            "Chronology", f"Chronology: {state}", row.given_on or clock.date_of(row.entered_at), row.request.agency.name,
            row.author_name, readers, "" if row.submitted_at else "draft", where,
        )  # fmt: skip
    for episode in review.episodes.filter(void_at=None).select_related("entered_by"):
        yield Held(
            "Practice episode", f"Practice episode {episode.number}", clock.date_of(episode.entered_at), "The review",
            episode.entered_by.name, TEAM, "", where,
        )  # fmt: skip


# The quality markers -------------------------------------------------------------------------------


def quality(review: Review, today: dt.date) -> Iterator[Fact]:
    """What the chronology says to the quality markers: who has answered, and how far the analysis is. Three queries."""
    of, page = markers.GATHERING, "chronology"
    asked = ChronologyRequest.objects.filter(review=review, withdrawn_at=None)
    told = asked.aggregate(whole=Count("pk"), given=Count("pk", filter=Q(submission__submitted_at__isnull=False)))
    if told["whole"]:
        says = f"{told['given']} of {counted(told['whole'], 'chronology', 'chronologies')} submitted."
        yield Fact(of, says, page, missing=told["given"] < told["whole"])
    else:
        yield Fact(
            of, "No agency has been asked for a chronology.", page, missing=review.phase in markers.ONCE_REVIEWED
        )
    of = markers.ANALYSIS
    found = list(queries.episodes_of(review).values_list("why", "entry_count"))
    yield fact(of, page, found, f"{counted(len(found), 'key practice episode')}.", "No key practice episode is formed.")
    if unexplained := sum(not why.strip() for why, _ in found):
        yield Fact(of, f"{counted(unexplained, 'episode')} without a reason why.", page, missing=True)
    if empty := sum(not inside for _, inside in found):
        yield Fact(of, f"{counted(empty, 'episode')} without an entry of the chronology.", page, missing=True)
