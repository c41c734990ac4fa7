"""Does what LibreOffice writes come back: a copy with a comment, and a version that was edited there?

``papers/libreoffice-edited.docx`` is what it made of our file of this very text, saved as ODT and as Word again, with a
sentence added to a paragraph, a comment on the next, a paragraph added, one taken out and a footnote changed, nothing of it
tracked.
"""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cspr.tests.memory import kept
from reviews.report import actions
from reviews.report.models import Block, ReportComment
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import out

pytestmark = pytest.mark.django_db
PAPER = Path(__file__).parent / "papers" / "libreoffice-edited.docx"
UIDS = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(1, 6)]
TEXTS = (
    "<p>The school saw it on a Monday in spring.</p>",
    "<p>Nobody rang anybody about it that week.</p>",
    '<p>It was told again in June.<span data-fn="n1">To a friend of the family.</span></p>',
    "<ul><li><p>By the school</p></li><li><p>By the surgery</p></li></ul>",
    "<p>Nothing came of either of them.</p>",
)


@pytest.fixture
@kept
def sent(report, section, cast):
    html = "".join(text.replace(">", f' data-uid="{uid}">', 1) for uid, text in zip(UIDS, TEXTS, strict=True))
    actions.save_section(section, html=html, revisions={}, by=cast.luca, at=AT)
    return out(cast, report, at=AT, people=[cast.pam])


def file():
    return SimpleUploadedFile("edited.docx", PAPER.read_bytes())


def test_a_copy_comes_back_as_comments_on_the_right_paragraphs(sent, cast):
    kept = actions.give_back(sent.readers.get(), file(), by=cast.pam, at=AT)
    actions.take_in_return(kept, places={}, revision=kept.revision, by=cast.pam, at=AT)
    said = {(str(one.block_uid)[-1], one.text) for one in ReportComment.objects.all()}
    for place, words in (
        ("1", "Changed without tracking: instead of “The school saw it on a Monday in spring.”: “The school saw it on a Monday in spring. And on Tuesday.”"),
        ("2", "They did ring."),
        ("2", "Add a paragraph here: “A paragraph that was not there.”"),
        ("3", "Changed without tracking: instead of “To a friend of the family.”: “To a friend of the family, twice.”"),
        ("5", "Leave out: “Nothing came of either of them.”"),
    ):  # fmt: skip
        assert (place, words) in said, words
    assert len(said) == 5


def test_a_version_comes_back_as_it_was_edited(sent, section, cast):
    kept = actions.look_at_edited(sent.version, file(), by=cast.luca, at=AT)
    actions.take_in_edited(kept, revision=kept.revision, by=cast.luca, at=AT)
    standing = Block.objects.filter(section=section, removed_at=None).order_by("position")
    assert [block.html for block in standing] == [
        "<p>The school saw it on a Monday in spring. And on Tuesday.</p>",
        TEXTS[1],
        "<p>A paragraph that was not there.</p>",
        TEXTS[2].replace("family.", "family, twice."),
        TEXTS[3],
    ]
    assert [str(block.uid) for block in standing if str(block.uid) in UIDS] == UIDS[:4]
