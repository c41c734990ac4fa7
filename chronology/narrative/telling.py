"""How is an entry or an episode told in the report, by the child's age and without saying which agency?"""

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
    return rules.told(rules.of_entry(entry), births[0]) if births else ""


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
