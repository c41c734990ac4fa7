"""Is each question of the terms of reference shown with the places that answer it, as their author says?"""

from unittest.mock import patch

import pytest
from django.test import Client

from cspr.records import NotYet
from reviews.editing import actions, queries
from reviews.editing.models import AnsweredAt
from reviews.editing.tests.conftest import AT
from reviews.editing.tests.steps import answered
from reviews.editing.tests.test_checks import body, page
from reviews.panel import actions as panel
from reviews.panel.models import ReferenceQuestion, TermsOfReference
from reviews.report import actions as reporting
from reviews.report.models import Block
from reviews.report.queries import document

pytestmark = pytest.mark.django_db


def asked(report):
    return {one.number: one for one in queries.asked(report, document(report))}


def test_a_place_that_shares_words_is_offered_and_named_with_one_click(luca, review, report):
    html = body(luca.get(page("editing-terms", review)))
    assert "No place named" in html and "men, household" in html
    block = Block.objects.get(html__contains="MASH")
    question = asked(report)[3]
    luca.post(page("editing-answered", review), {"question": question.pk, "place": str(block.uid)})
    (place,) = asked(report)[3].places
    assert place.name == "Paragraph 1.2" and place.uid == str(block.uid)
    luca.post(page("editing-answered", review), {"question": question.pk, "place": str(block.uid)})
    assert AnsweredAt.objects.count() == 1
    luca.post(page("editing-take-back", review, place.mark))
    assert asked(report)[3].places == ()


def test_a_whole_section_may_answer_and_a_wrong_choice_is_said_beside_its_field(luca, review, report):
    section = report.sections.get(kind="progress")
    address, question = page("editing-answered", review), asked(report)[5]
    assert "Section 5, the whole" in body(luca.get(f"{address}?question={question.pk}"))
    answer = luca.post(address, {"question": question.pk, "place": ""})
    assert answer.status_code == 422 and "Choose a place" in body(answer)
    luca.post(address, {"question": question.pk, "place": f"section-{section.pk}"})
    assert [place.name for place in asked(report)[5].places] == ["Section 5, the whole"]


def test_a_mark_goes_with_its_paragraph_and_lasts_through_new_terms(report, cast, review):
    answered(cast, report, at=AT, numbers=(1, 2), section="discussion")
    agreed = TermsOfReference.objects.get(review=review)
    kept, changed, *_ = agreed.questions.order_by("number")
    new = panel.start_terms(
        review, version=2, why_changed="It grew.", questions=[(None, kept.text), (None, changed.text + " And then?")], by=cast.luca, at=AT
    )  # fmt: skip
    panel.agree_terms(new, revision=new.revision, agreed_on=AT.date(), by=cast.priya, at=AT)
    assert [bool(one.places) for one in asked(report).values()] == [True, False]
    section = report.sections.get(kind="discussion")
    reporting.remove_section(section, revision=section.revision, by=cast.luca, at=AT)
    assert asked(report)[1].places == ()
    with pytest.raises(NotYet):
        actions.say_answered(report, kept, section, by=cast.luca, at=AT)


def test_who_reads_the_draft_sees_where_and_does_not_say_it(cast, review, report, luca):
    answered(cast, report, at=AT, numbers=(1,), section="discussion")
    mark = AnsweredAt.objects.get()
    pam, hana = Client(), Client()
    pam.force_login(cast.pam)
    hana.force_login(cast.hana)
    html = body(pam.get(page("editing-terms", review)))
    assert "Section 4, the whole" in html and "Name another place" not in html
    assert pam.post(page("editing-answered", review), {}).status_code == 403
    assert pam.post(page("editing-take-back", review, mark.pk)).status_code == 403
    assert hana.get(page("editing-terms", review)).status_code in (403, 404)
    assert luca.post(page("editing-take-back", review, mark.pk + 1)).status_code == 404
    luca.post(page("editing-take-back", review, mark.pk))
    assert "taken back already" in body(luca.post(page("editing-take-back", review, mark.pk), follow=True))


def test_nothing_is_named_when_the_trail_cannot_be_written(report, cast):
    with patch("reviews.editing.actions.answers.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        answered(cast, report, at=AT, numbers=(1,), section="discussion")
    assert not AnsweredAt.objects.exists()


def test_whoever_may_not_see_names_reads_the_questions_with_labels(client, cast, review, report):
    ReferenceQuestion.objects.filter(terms__review=review, number=1).update(text="What did Tobias need?")
    for person, sees in ((cast.pam, False), (cast.luca, True)):
        client.force_login(person)
        for address in (page("editing-terms", review), page("panel", review), page("report", review)):
            said = body(client.get(address))
            assert ("Tobias" in said) == sees and "did" in said and ("What did Child A need?" in said) != sees
