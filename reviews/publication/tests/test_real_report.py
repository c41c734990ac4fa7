"""Does a report as it is really written go through printing, signing and publishing, with nobody's name in it?"""

import page
import pytest

from cspr import pdf
from cspr.files.actions import read
from cspr.tests import cast as casting
from cspr.tests.memory import kept
from reviews.case.actions import add_child, open_case
from reviews.case.models import Incident
from reviews.case.phases import Kind, Phase
from reviews.identities.tests.steps import family_registered
from reviews.publication import rules
from reviews.publication.tests import steps, world
from reviews.report.gate import check_file
from reviews.report.rules import Document
from reviews.report.tests.steps import report_agreed, report_drafted

pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return casting.assemble()


@pytest.fixture
@kept
def review(cast):
    at = world.PREPARED - 9 * world.DAY
    review = open_case(
        cast.partnership,
        incident=Incident.objects.create(),
        kind=Kind.ARCHIVE,
        opened_on=at.date(),
        by=cast.priya,
        at=at,
    )
    add_child(review, by=cast.priya, at=at)
    family_registered(cast, review, at=at)
    report_drafted(cast, review, at=at, full=True)
    report_agreed(cast, review, at=at)
    return review


def test_it_is_printed_whole_names_nobody_and_is_published(cast, review, tmp_path):
    edition = steps.edition_prepared(cast, review, at=world.PREPARED)
    content, document = read(edition.pdf), Document.from_json(edition.version.content)
    numbers = [block.number for section in document.sections for block in section.blocks if block.number]
    assert len(numbers) >= 60 and check_file(review.pk, content) == []
    rules.check_whole(document, pdf.pages_of(content))
    (tmp_path / "report.pdf").write_bytes(content)
    for profile in ("ua1", "2a"):
        result = page.validate_pdf(str(tmp_path / "report.pdf"), profile=profile)
        assert result.is_compliant, [failure.rule_id for failure in result.failures]
    steps.signed_off(cast, review, at=world.SIGNED)
    steps.published(cast, review, at=world.PLANNED)
    assert review.phase == Phase.PUBLISHED
