"""Is what stands beside the text found, put in with its evidence, and shown to those who may see it?"""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chronology.actions import add_episode
from chronology.models import Entry
from chronology.tests.steps import chronologies_submitted
from chronology.tests.story import AUTHORS, STORY, TALE, Tale
from cspr.tests.memory import kept
from recommendations.tests.steps import recommendations_made
from reviews.editing import queries
from reviews.editing.rules import Check
from reviews.editing.tests.conftest import AT
from reviews.editing.tests.steps import reads
from reviews.editing.tests.test_checks import body, page
from reviews.report import actions as reporting
from reviews.report.models import Block
from reviews.report.queries import document
from reviews.report.rules import split
from reviews.report.rules.html import printable

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def told(cast, review, report):
    """Three entries of the chronology, submitted."""
    first = "health"
    short = Tale(tuple(one for one in STORY if one.agency == first)[:3], {first: AUTHORS[first]}, (), TALE.family)
    chronologies_submitted(cast, review, at=AT, entries=3, tale=short)
    return list(Entry.objects.filter(submission__request__review=review).order_by("pk"))


def look(client, review, kind, words=""):
    address = page("editing-beside", review)
    return client.post(address, json.dumps({"kind": kind, "words": words}), content_type="application/json")


def found(client, review, kind, words=""):
    answer = look(client, review, kind, words)
    assert answer.status_code == 200
    return answer.json()["found"]


def test_an_entry_is_found_by_its_words_and_told_with_its_evidence(luca, review, told):
    word = next(word for word in told[0].what.split() if len(word) > 6).strip(".,")
    one = next(one for one in found(luca, review, "entry", word) if one["key"] == f"entry:{told[0].pk}")
    assert (
        one["quote"].startswith("<blockquote><p>“")
        and f'<span data-evidence="{one["key"]}"></span></p>' in one["quote"]
    )
    assert f'data-evidence="{one["key"]}"' in one["told"] and one["url"].endswith(f"/{told[0].pk}/")
    assert found(luca, review, "entry", "zebra") == []
    assert len(found(luca, review, "entry")) == len(told) == 3


def test_questions_findings_and_recommendations_are_found_and_quoted(luca, cast, review, report):
    recommendations_made(cast, review, at=AT)
    (one,) = found(luca, review, "question", "household men")
    assert one["name"] == "Question 3" and "terms of reference, question 3" in one["quote"]
    for kind in ("finding", "recommendation"):
        first = found(luca, review, kind)[0]
        assert first["name"] == f"{kind.capitalize()} 1" and f"({kind} 1)" in first["quote"]
        assert found(luca, review, kind, "zebra") == []
    assert found(luca, review, "nothing of this kind") == []


def test_what_is_sent_is_checked_and_only_the_author_searches(luca, review, report, cast):
    for sent in ("{", "[]", '{"kind": 1}', '{"kind": "entry", "words": "\\ud800"}'):
        answer = luca.post(page("editing-beside", review), sent, content_type="application/json")
        assert answer.status_code == 400, sent
    assert luca.get(page("editing-beside", review)).status_code == 405
    pam = Client()
    pam.force_login(cast.pam)
    assert look(pam, review, "entry").status_code == 403


def test_evidence_in_a_text_is_kept_and_shown_and_never_printed(luca, cast, review, report, told):
    one = found(luca, review, "entry")[0]
    section = report.sections.get(kind="chronology")
    text = f'<p>A nurse came and noted what she saw. <span data-evidence="{one["key"]}">x</span></p>'
    reporting.save_section(section, html=text, revisions={}, by=cast.luca, at=AT)
    block = Block.objects.get(section=section, removed_at=None)
    assert f'<span data-evidence="{one["key"]}">' in block.html
    printed = next(b for s in document(report).sections for b in s.blocks if b.uid == str(block.uid))
    assert "evidence" not in printed.html and printed.facts == {"evidence": [one["key"]]}
    noted = queries.edited(report, reads(cast, review, at=AT)).outstanding
    assert [n for n in noted if n.check == Check.EVIDENCE] == []
    html = body(luca.get(page("report", review)))
    assert "Rests on: " in html and f'href="{one["url"]}"' in html
    assert one["name"] in body(luca.get(page("report-edit", review, section.pk)))


def test_who_sees_no_names_reads_labels_in_what_a_paragraph_rests_on(client, cast, review, report, told):
    episode = add_episode(review, title="Tobias was not seen", by=cast.luca, at=AT)
    section = report.sections.get(kind="chronology")
    mark = f'<p>Nobody saw it.<span data-evidence="episode:{episode.pk}"></span></p>'
    reporting.add_after(section, html=mark, by=cast.luca, at=AT)
    for person, words in ((cast.luca, "Tobias was not seen"), (cast.pam, "Child A was not seen")):
        client.force_login(person)
        assert f"Episode 1: {words}</a>" in body(client.get(page("report", review)))


def test_who_may_not_read_the_chronology_is_told_nothing_of_the_evidence(cast, review, report, told):
    who = queries.Reads(review, cast.luca, frozenset(), AT)
    assert queries.evidence(who, [f"entry:{told[0].pk}", "entry:x", "nothing", "entry:"]) == {}
    assert queries.kinds_for(who) == []


@pytest.mark.pure
@pytest.mark.parametrize("key", ["entry:1", "good_practice:12"])
def test_a_key_of_a_record_is_kept_and_anything_else_is_not(key):
    (piece,) = split(
        f'<p>A.<span data-evidence="{key}">of words</span><span data-evidence="javascript:1 onclick"></span></p>'
    )
    assert piece.html.count("data-evidence") == 1 and f'"{key}"></span>' in piece.html


@pytest.mark.pure
@pytest.mark.parametrize("inside", ["<strong>x</strong>", '<span data-evidence="entry:2"></span>'])
def test_a_mark_around_other_elements_is_never_printed_either(inside):
    (piece,) = split(f'<p>A.<span data-evidence="entry:1">{inside}</span></p>')
    assert "evidence" not in printable(piece.html)


def test_the_editor_asks_the_same_for_one_piece_of_evidence_and_for_several(luca, cast, review, report, told):
    section, counts = report.sections.get(kind="chronology"), []
    for number in (1, 3):
        marks = "".join(f'<p>Seen.<span data-evidence="entry:{entry.pk}"></span></p>' for entry in told[:number])
        reporting.add_after(section, html=marks, by=cast.luca, at=AT)
        luca.get(page("report-edit", review, section.pk))
        with CaptureQueriesContext(connection) as asked:
            luca.get(page("report-edit", review, section.pk))
        counts.append(len(asked))
    assert counts[0] == counts[1]
