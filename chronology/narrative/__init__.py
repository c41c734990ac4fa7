"""How is the chronology told: in the report, on a home page, in the schedule of everything held, to the quality markers?"""

from chronology.narrative.beside import MATERIAL, counts
from chronology.narrative.cards import cards, report_cards
from chronology.narrative.holdings import held
from chronology.narrative.letters import CHRONOLOGY_LETTERS, REPORT_LETTERS
from chronology.narrative.lines import lines_of, whole
from chronology.narrative.markers import quality
from chronology.narrative.telling import ROLE_WORDS, entry_block, episode_blocks, paragraphs, when, wording

__all__ = [
    "CHRONOLOGY_LETTERS",
    "MATERIAL",
    "REPORT_LETTERS",
    "ROLE_WORDS",
    "cards",
    "counts",
    "entry_block",
    "episode_blocks",
    "held",
    "lines_of",
    "paragraphs",
    "quality",
    "report_cards",
    "when",
    "whole",
    "wording",
]
