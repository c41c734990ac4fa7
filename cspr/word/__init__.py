"""How does a long text with numbers, footnotes and references go into Word, and come out of it again?"""

from cspr.word.elements import bookmark_name
from cspr.word.frame import WORD, About
from cspr.word.writer import Remark, Target, Writer

__all__ = ["WORD", "About", "Remark", "Target", "Writer", "bookmark_name"]
