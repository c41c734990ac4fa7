"""Are the checks shown with the way to each place, set aside with a word, and put back?"""

from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cspr.audit.models import TrailEntry
from cspr.records import NotYet
from reviews.editing import actions, queries
from reviews.editing.models import LetStand
from reviews.editing.rules import Check
from reviews.editing.tests.conftest import AT
from reviews.editing.tests.steps import answered, reads, stands
from reviews.report import actions as reporting
from reviews.report.models import Block

pytestmark = [pytest.mark.django_db, pytest.mark.page]


def page(name, review, *args):
    return reverse(name, args=[review.code, *args])


def body(answer):
    return answer.content.decode()


def edited(cast, report):
    return queries.edited(report, reads(cast, report.review, at=AT))


def noted(cast, report, check):
    return [one for one in edited(cast, report).outstanding if one.check == check]


def test_the_page_of_checks_lists_what_an_editor_would_ask_with_the_way_there(luca, review, report, cast):
    html = body(luca.get(page("report-checks", review)))
    (one,) = noted(cast, report, Check.WORDING)
    assert "“failed to” may read as blame" in html
    assert f"{page('report-edit', review, one.section)}#{one.uid}" in html
    assert "the records have 5 questions" in html and "“MASH” is used here first" in html
    assert "Questions without an answer (5)" in html


def test_a_section_without_text_is_noted_with_the_way_there_until_it_is_written(luca, review, report, cast):
    one = next(one for one in noted(cast, report, Check.UNTOLD) if "Discussion" in one.says)
    html = body(luca.get(page("report-checks", review)))
    assert "Section without text: Discussion." in html
    assert f'href="{page("report-edit", review, one.section)}"' in html
    section = report.sections.get(pk=one.section)
    reporting.add_after(section, html="<p>What it comes to.</p>", by=cast.luca, at=AT)
    assert "Section without text: Discussion." not in body(luca.get(page("report-checks", review)))


def test_what_may_stand_is_no_longer_listed_until_its_paragraph_changes(luca, review, report, cast):
    (one,) = noted(cast, report, Check.WORDING)
    address = page("editing-let-stand", review)
    answer = luca.post(address, {"noted": [one.digest], "check": "wording", "reason": "The name of an offence."})
    assert answer.status_code == 302
    html = body(luca.get(page("report-checks", review)))
    assert "The name of an offence." in html and "Words that may read as blame (" not in html
    trail = TrailEntry.objects.get(kind="editing.let_stand")
    assert trail.changes == {"notes": 1}
    block = Block.objects.get(uid=one.uid)
    html = block.html.replace("school", "school’s office")
    reporting.write_block(block, html=html, revision=block.revision, by=cast.luca, at=AT)
    assert len(noted(cast, report, Check.WORDING)) == 1


def test_it_is_put_back_once(luca, review, report, cast):
    stands(cast, report, Check.WORDING, "As the court said.", at=AT)
    standing = LetStand.objects.get()
    assert noted(cast, report, Check.WORDING) == []
    luca.post(page("editing-note-again", review, standing.pk))
    assert len(noted(cast, report, Check.WORDING)) == 1
    with pytest.raises(NotYet):
        actions.note_again(standing, by=cast.luca, at=AT)
    assert "noted again already" in body(luca.post(page("editing-note-again", review, standing.pk), follow=True))


def test_a_reason_is_asked_for_beside_its_field_and_what_was_ticked_stays_ticked(luca, review, report, cast):
    one = noted(cast, report, Check.WORDING)[0]
    answer = luca.post(page("editing-let-stand", review), {"noted": [one.digest], "check": "wording", "reason": ""})
    assert answer.status_code == 422 and "Say why it may stand" in body(answer)
    assert f'value="{one.digest}"' in body(answer) and "checked" in body(answer)
    answer = luca.post(page("editing-let-stand", review), {"check": "wording", "reason": "Because."})
    assert answer.status_code == 422 and "Tick what may stand" in body(answer) and "Because." in body(answer)
    assert not LetStand.objects.exists()


def test_what_is_no_longer_noted_cannot_be_set_aside(luca, review, report, cast):
    answer = luca.post(page("editing-let-stand", review), {"noted": ["0" * 64], "reason": "So."}, follow=True)
    assert "no longer noted" in body(answer)
    with pytest.raises(NotYet):
        actions.let_stand(report, ["0" * 64], reason="So.", reads=reads(cast, review, at=AT), by=cast.luca, at=AT)


def test_nothing_is_set_aside_when_the_trail_cannot_be_written(report, cast):
    with patch("reviews.editing.actions.standing.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        stands(cast, report, Check.WORDING, "So.", at=AT)
    assert not LetStand.objects.exists()


def test_only_the_author_sets_aside_and_only_in_this_review(client, cast, review, report, luca):
    stands(cast, report, Check.WORDING, "So.", at=AT)
    standing = LetStand.objects.get()
    pam, priya = Client(), Client()
    pam.force_login(cast.pam)
    priya.force_login(cast.priya)
    for who in (pam, priya):
        assert who.post(page("editing-let-stand", review), {"reason": "So."}).status_code == 403
        assert who.post(page("editing-note-again", review, standing.pk)).status_code == 403
    assert luca.post(page("editing-note-again", review, standing.pk + 1)).status_code == 404
    html = body(priya.get(page("report-checks", review)))
    assert "So." in html and "Let it stand" not in html


def test_the_checks_ask_the_same_for_two_paragraphs_and_for_many(report, cast, review):
    counts = []
    for number in (2, 60):
        section = report.sections.get(kind="chronology")
        reporting.add_after(
            section, html="".join(f"<p>It failed to ask {n}.</p>" for n in range(number)), by=cast.luca, at=AT
        )
        stands(cast, report, Check.WORDING, "So.", at=AT)
        answered(cast, report, at=AT, numbers=(1, 2), section="discussion")
        with CaptureQueriesContext(connection) as asked:
            edited(cast, report)
        counts.append(len(asked))
    assert counts[0] == counts[1]
