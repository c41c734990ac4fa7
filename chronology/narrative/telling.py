"""How is an entry or an episode told in the report, by the child's age and without saying which agency?"""

import calendar
import datetime as dt
import re

from django.urls import reverse
from django.utils.html import format_html

from agencies.models import Agency
from chronology import rules
from chronology.models import Entry, Episode
from chronology.queries import Birth
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
