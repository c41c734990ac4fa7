"""How do findings, recommendations and actions change, what is owed, and what does the trail say?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import User
from chronology.tests.steps import case_in_review
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as people
from recommendations import actions, queries
from recommendations.duties import ACT, CLOSE, LOOK_AGAIN, PLAN
from recommendations.models import Action, Answer, Assurance, Evidence, Finding, Progress, Recommendation
from recommendations.tests import steps
from recommendations.tests.conftest import AT
from reviews.case.actions import advance, move_duty, step_back
from reviews.case.models import Review
from reviews.documents.models import Document
from reviews.identities.tests.steps import family_registered
from reviews.report.actions import start_report
from reviews.report.models import Block

TODAY = AT.date()
LATER = dt.date(2026, 6, 1)


@pytest.fixture
def no_trail(monkeypatch):
    """Nothing can be written to the trail."""

    def refuse(*args, **kwargs):
        raise RuntimeError("The trail cannot be written.")

    for name in ("findings", "recommending", "plans", "judging"):
        monkeypatch.setattr(f"recommendations.actions.{name}.record", refuse)


def kinds(review):
    told = TrailEntry.objects.filter(review_code=review.code, kind__startswith="recommendations.")
    return [kind.removeprefix("recommendations.") for kind in told.order_by("number").values_list("kind", flat=True)]


def owed(review, kind):
    return review.duties.open().filter(kind=kind.code)


def filed(review, start):
    blocks = Block.objects.filter(section__report__review=review, removed_at=None, origin__startswith=start)
    return list(blocks.order_by("position"))


def a_plan(cast, recommendation, key="police"):
    agency = getattr(cast.agencies, key)
    return actions.plan_action(recommendation, agency, text="Train everybody", due_on=LATER, by=cast.pete, at=AT)


def close(action, by, **values):
    action.refresh_from_db()
    given = {"closed": Action.Closed.DONE, "closed_on": TODAY, **values}
    actions.close_action(action, revision=action.revision, **given, by=by, at=AT)


# Findings ------------------------------------------------------------------------------------------


def test_findings_are_numbered_and_rest_on_episodes_of_the_review(cast, review, episode):
    first = actions.add_finding(review, text="One", episodes=[episode], by=cast.luca, at=AT)
    second = actions.add_finding(review, text="Two", by=cast.luca, at=AT)
    assert [first.number, second.number] == [1, 2]
    assert list(first.episodes.all()) == [episode]
    actions.change_finding(first, revision=1, text="One more", episodes=[], by=cast.luca, at=AT)
    assert not first.episodes.exists()
    with pytest.raises(ChangedMeanwhile):
        actions.change_finding(first, revision=1, text="Other", by=cast.luca, at=AT)
    actions.void_finding(second, revision=1, why_void="Twice", by=cast.luca, at=AT)
    assert kinds(review) == ["finding_added", "finding_added", "finding_changed", "finding_voided"]


def test_of_six_who_add_at_once_each_gets_a_number(spare):
    def a_review():
        cast = people.assemble()
        return case_in_review(cast, at=AT).pk, cast.luca.pk

    review_pk, luca_pk = spare.do(a_review)

    def add():
        review, luca = Review.objects.get(pk=review_pk), User.objects.get(pk=luca_pk)
        return actions.add_finding(review, text="One", by=luca, at=AT).number

    assert sorted(spare.at_once([add] * 6)) == [1, 2, 3, 4, 5, 6]


def test_an_episode_of_another_review_is_refused(cast, episode):
    other = case_in_review(cast, at=AT)
    with pytest.raises(NotYet) as refusal:
        actions.add_finding(other, text="One", episodes=[episode], by=cast.luca, at=AT)
    assert refusal.value.field == "episodes"


def test_without_a_report_nothing_is_filed_and_later_everything_can_be(cast, review, made):
    assert not Block.objects.exclude(origin="").exists()
    start_report(review, by=cast.luca, at=AT)
    actions.file_all(review, by=cast.luca, at=AT)
    assert len(filed(review, "finding:")) == 4
    assert len(filed(review, "good_practice:")) == 3
    assert [block.facts["number"] for block in filed(review, "recommendation:")] == [1, 2, 3, 4, 5]


def test_what_is_filed_follows_its_record(cast, review, episode):
    start_report(review, by=cast.luca, at=AT)
    finding = actions.add_finding(review, text="Nobody asked.", by=cast.luca, at=AT)
    (block,) = filed(review, "finding:")
    assert (block.section.kind, block.kind, block.html) == ("discussion", "finding", "<p>Nobody asked.</p>")
    assert block.facts == {"number": 1, "door": f"/reviews/{review.code}/recommendations/findings/{finding.pk}/"}
    actions.change_finding(finding, revision=1, text="Somebody asked.", by=cast.luca, at=AT)
    assert filed(review, "finding:")[0].html == "<p>Somebody asked.</p>"
    actions.void_finding(finding, revision=2, why_void="Wrong", by=cast.luca, at=AT)
    assert filed(review, "finding:") == []


def test_good_practice_is_told_of_a_kind_of_agency_not_of_one(cast, review):
    start_report(review, by=cast.luca, at=AT)
    practice = actions.add_practice(review, text="They asked twice.", agency=cast.agencies.school, by=cast.luca, at=AT)
    assert (
        filed(review, "good_practice:")[0].html == "<p>Good practice of the school or pre-school: They asked twice.</p>"
    )
    actions.change_practice(practice, revision=1, text="They asked.", agency=None, by=cast.luca, at=AT)
    assert filed(review, "good_practice:")[0].html == "<p>They asked.</p>"
    actions.void_practice(practice, revision=2, why_void="Wrong", by=cast.luca, at=AT)
    assert filed(review, "good_practice:") == []
    assert kinds(review) == ["practice_added", "practice_changed", "practice_voided"]


# Recommendations -----------------------------------------------------------------------------------


def test_a_recommendation_is_filed_with_its_number_agencies_and_date(cast, review):
    start_report(review, by=cast.luca, at=AT)
    made = actions.add_recommendation(
        review, text="Ask.\n\nThen ask again.", addressees=[cast.agencies.police], by_when=LATER, by=cast.luca, at=AT
    )
    (block,) = filed(review, "recommendation:")
    assert (block.section.kind, block.kind) == ("recommendations", "recommendation")
    assert block.html == "<p>Ask.</p><p>Then ask again.</p>"
    assert block.facts == {
        "number": 1,
        "by_when": "2026-06-01",
        "addressees": ["Fenmarsh Police"],
        "door": f"/reviews/{review.code}/recommendations/{made.pk}/",
    }
    actions.change_recommendation(
        made, revision=1, text="Ask.", addressees=[cast.agencies.health], findings=[], by=cast.luca, at=AT
    )
    assert filed(review, "recommendation:")[0].facts["addressees"] == ["Fenmarsh Community Health Trust"]
    actions.void_recommendation(made, revision=2, why_void="Twice", by=cast.luca, at=AT)
    assert filed(review, "recommendation:") == []


def test_nothing_is_recommended_or_agreed_by_a_day_that_has_gone_by(cast, review, made):
    past, agencies = TODAY - dt.timedelta(days=1), [cast.agencies.police]
    with pytest.raises(NotYet) as refusal:
        actions.add_recommendation(review, text="Ask.", addressees=agencies, by_when=past, by=cast.luca, at=AT)
    assert refusal.value.field == "by_when"
    one = made[0]
    with pytest.raises(NotYet) as refusal:
        actions.change_recommendation(
            one, revision=one.revision, by_when=past, addressees=agencies, findings=[], by=cast.luca, at=AT
        )
    assert refusal.value.field == "by_when"
    Recommendation.objects.filter(pk=one.pk).update(by_when=past)
    one.refresh_from_db()
    actions.change_recommendation(
        one, revision=one.revision, text="Ask all.", by_when=past, addressees=agencies, findings=[], by=cast.luca, at=AT
    )
    with pytest.raises(NotYet, match="Recommendation 1 is to be done by 1 March 2026, before it was agreed"):
        actions.agree(review, [one], agreed_on=TODAY, by=cast.priya, at=AT)
    actions.agree(review, [one], agreed_on=past, by=cast.priya, at=AT)


def test_an_older_review_that_is_entered_afterwards_says_by_when_things_were_to_be_done(cast, review):
    Review.objects.filter(pk=review.pk).update(kind="archive")
    review.refresh_from_db()
    past = TODAY - dt.timedelta(days=400)
    made = actions.add_recommendation(
        review, text="Ask.", addressees=[cast.agencies.police], by_when=past, by=cast.luca, at=AT
    )
    actions.agree(review, [made], agreed_on=TODAY, by=cast.priya, at=AT)
    assert made.agreed_on == TODAY


def test_a_case_that_ended_at_the_rapid_review_has_recommendations_too(cast, review):
    step_back(review, "rapid_review", by=cast.priya, at=AT, why="Ends here")
    advance(review, "no_review", by=cast.priya, at=AT)
    made = actions.add_recommendation(
        review, text="Ask.", addressees=[cast.agencies.police], by_when=LATER, by=cast.priya, at=AT
    )
    actions.agree(review, [made], agreed_on=TODAY, by=cast.priya, at=AT)
    assert owed(review, PLAN).get().agency == cast.agencies.police


def test_a_closed_case_takes_no_new_ones(cast, review):
    for phase in ("signed_off", "closed"):
        advance(review, phase, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="phase"):
        actions.add_recommendation(review, text="Ask.", addressees=[], by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="phase"):
        actions.add_finding(review, text="Ask.", by=cast.priya, at=AT)


def test_agreement_brings_the_agencies_in_with_a_duty_and_one_letter_each(cast, review, made):
    actions.agree(review, made, agreed_on=TODAY, by=cast.priya, at=AT)
    assert owed(review, PLAN).count() == sum(len(made.agencies) for made in steps.RECOMMENDATIONS)
    assert review.involvements.filter(agency=cast.agencies.probation).exists()
    letters = Message.objects.filter(key__startswith="recommendations_agreed")
    assert sorted(letter.to for letter in letters) == sorted(
        person.email for person in (cast.hana, cast.hugo, cast.pete, cast.wren)
    )
    assert not [letter for letter in letters if "injury" in letter.body]


@pytest.mark.parametrize(("values", "field"), [({"agreed_on": dt.date(2026, 4, 1)}, "agreed_on")])
def test_nothing_is_agreed_tomorrow(cast, review, made, values, field):
    with pytest.raises(NotYet) as refusal:
        actions.agree(review, made, **values, by=cast.priya, at=AT)
    assert refusal.value.field == field


def test_one_that_lacks_a_date_stops_the_agreement_of_all(cast, review, made):
    Recommendation.objects.filter(pk=made[4].pk).update(by_when=None)
    with pytest.raises(NotYet, match="Recommendation 5 does not say by when"):
        actions.agree(review, Recommendation.objects.all(), agreed_on=TODAY, by=cast.priya, at=AT)
    assert not Recommendation.objects.filter(agreed_on__isnull=False).exists()
    assert not owed(review, PLAN).exists()


def test_one_that_names_somebody_stops_the_agreement_of_all(cast, review, made):
    family_registered(cast, review, at=AT)
    one = Recommendation.objects.get(number=3)
    actions.change_recommendation(
        one, revision=one.revision, text=f"{one.text} Ask Tobias.", outcome_wanted=one.outcome_wanted, by_when=one.by_when,
        addressees=one.addressees.all(), findings=one.findings.all(), by=cast.luca, at=AT,
    )  # fmt: skip
    with pytest.raises(NotYet, match="Recommendation 3 tells who somebody is"):
        actions.agree(review, Recommendation.objects.all(), agreed_on=TODAY, by=cast.priya, at=AT)
    assert not Recommendation.objects.filter(agreed_on__isnull=False).exists()
    assert not Message.objects.filter(key__startswith="recommendations_agreed").exists()


def test_an_agreed_text_stands_until_the_agreement_is_taken_back(cast, review, agreed):
    first = agreed[0]
    change = {"text": "Other", "addressees": [], "findings": [], "by": cast.luca, "at": AT}
    with pytest.raises(NotYet, match="take the agreement back"):
        actions.change_recommendation(first, revision=first.revision, **change)
    with pytest.raises(NotYet, match="take the agreement back"):
        actions.void_recommendation(first, revision=first.revision, why_void="No", by=cast.luca, at=AT)
    actions.take_back(first, revision=first.revision, by=cast.priya, at=AT)
    assert not owed(review, PLAN).filter(thing_id=first.pk).exists()
    actions.change_recommendation(first, revision=first.revision, **change)
    assert first.text == "Other"


def test_an_agreement_with_plans_is_not_taken_back(cast, agreed):
    a_plan(cast, agreed[0])
    with pytest.raises(NotYet, match="planned actions"):
        actions.take_back(agreed[0], revision=agreed[0].revision, by=cast.priya, at=AT)


def test_each_agency_answers_for_itself_and_may_change_its_mind(cast, review, agreed):
    first, police = agreed[0], cast.agencies.police
    given = {"given_on": TODAY, "by": cast.pete, "at": AT}
    actions.answer(first, police, response=Answer.Response.REJECTED, reasons="No money", **given)
    assert not owed(review, PLAN).filter(thing_id=first.pk, agency=police).exists()
    assert owed(review, PLAN).filter(thing_id=first.pk, agency=cast.agencies.council).exists()
    actions.answer(first, police, response=Answer.Response.ACCEPTED, **given)
    assert first.answers.get().response == "accepted"
    assert TrailEntry.objects.filter(kind="recommendations.answered", audience=f"agency:{police.pk}").count() == 2


def test_the_office_answers_for_an_agency_with_the_original(cast, review, agreed):
    original = SimpleUploadedFile("mail.txt", b"We accept.")
    made = actions.answer(
        agreed[2], cast.agencies.probation, response="accepted", given_on=TODAY, on_behalf_of="Tamsin Rowe",
        original=original, by=cast.priya, at=AT,
    )  # fmt: skip
    assert made.original.agency == cast.agencies.probation
    assert TrailEntry.objects.get(kind="recommendations.answered").on_behalf_of == "Tamsin Rowe"


@pytest.mark.parametrize("response", ["partly", "rejected"])
def test_reasons_are_asked_where_it_is_not_accepted_whole(cast, agreed, response):
    with pytest.raises(NotYet) as refusal:
        actions.answer(agreed[0], cast.agencies.police, response=response, given_on=TODAY, by=cast.pete, at=AT)
    assert refusal.value.field == "reasons"


def test_only_addressees_answer_and_plan_and_only_what_is_agreed(cast, made, review):
    with pytest.raises(NotYet, match="not agreed"):
        a_plan(cast, made[0])
    actions.agree(review, made, agreed_on=TODAY, by=cast.priya, at=AT)
    with pytest.raises(NotYet, match="not addressed"):
        a_plan(cast, made[0], "school")
    with pytest.raises(NotYet, match="not addressed"):
        actions.answer(made[0], cast.agencies.school, response="accepted", given_on=TODAY, by=cast.priya, at=AT)


# Actions -------------------------------------------------------------------------------------------


def test_a_plan_meets_the_duty_to_plan_and_is_owed_until_it_is_closed(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    assert not owed(review, PLAN).filter(thing_id=agreed[0].pk, agency=cast.agencies.police).exists()
    duty = owed(review, ACT).get(thing_id=action.pk)
    assert (duty.due_on, duty.agency) == (LATER, cast.agencies.police)
    actions.move_action(action, due_on=dt.date(2026, 7, 1), why="Leave", by=cast.pete, at=AT)
    assert owed(review, ACT).get(thing_id=action.pk).due_on == dt.date(2026, 7, 1)
    close(action, cast.priya)
    assert not owed(review, ACT).exists()


@pytest.mark.parametrize("days", [-1])
def test_nothing_is_planned_for_yesterday(cast, agreed, days):
    with pytest.raises(NotYet) as refusal:
        actions.plan_action(
            agreed[0], cast.agencies.police, text="Train", due_on=TODAY + dt.timedelta(days=days), by=cast.pete, at=AT
        )
    assert refusal.value.field == "due_on"


def test_an_action_is_changed_and_voided(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    actions.change_action(
        action, revision=1, text="Train all", lead_person="Pete", measure="Count", by=cast.pete, at=AT
    )
    actions.void_action(action, revision=2, why_void="Twice", by=cast.pete, at=AT)
    assert not owed(review, ACT).exists()
    with pytest.raises(NotYet, match="made in error"):
        close(action, cast.priya)
    assert "Pete" not in str(list(TrailEntry.objects.values_list("changes", flat=True)))


def test_done_is_a_proposal_that_the_office_looks_at(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    said = {"note": "All trained", "reported_on": TODAY, "by": cast.pete, "at": AT}
    actions.report_progress(action, status=Progress.Status.DONE, **said)
    duty = owed(review, CLOSE).get()
    assert (duty.role, duty.thing_id) == ("business_support", action.pk)
    action.refresh_from_db()
    assert action.closed == ""
    actions.report_progress(action, status=Progress.Status.BEHIND, **said)
    assert not owed(review, CLOSE).exists()


def test_what_is_said_to_be_done_is_owed_by_the_agency_no_longer_until_it_goes_back(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    move_duty(owed(review, ACT).get(), due_on=dt.date(2026, 7, 1), why="Agreed", by=cast.priya, at=AT)
    said = {"note": "All trained", "reported_on": TODAY, "by": cast.pete, "at": AT}
    done = actions.report_progress(action, status=Progress.Status.DONE, **said)
    assert not owed(review, ACT).exists()
    assert review.duties.get(kind=ACT.code, met_on=TODAY).due_on == dt.date(2026, 7, 1)
    shown = queries.standing_actions().get(pk=action.pk)
    assert (shown.waits, shown.last_on, shown.due) == (True, TODAY, dt.date(2026, 7, 1))
    actions.report_progress(action, status=Progress.Status.DONE, **said)
    assert owed(review, CLOSE).count() == 1
    behind = actions.report_progress(action, status=Progress.Status.BEHIND, **said)
    assert owed(review, ACT).get().due_on == dt.date(2026, 7, 1), "the day stays to which it was moved"
    actions.void_progress(behind, revision=1, why_void="Of another action", by=cast.pete, at=AT)
    assert not owed(review, ACT).exists()
    for one in action.progress.filter(void_at=None):
        actions.void_progress(one, revision=1, why_void="Not done at all", by=cast.pete, at=AT)
    assert owed(review, ACT).get().agency == cast.agencies.police and done.void_at is None


def test_what_was_said_before_the_last_report_changes_nothing(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    said = {"note": "x", "by": cast.pete}
    actions.report_progress(action, status="done", reported_on=TODAY, at=AT, **said)
    later = AT + dt.timedelta(days=2)
    actions.report_progress(action, status="started", reported_on=TODAY, at=later, **said)
    assert owed(review, ACT).exists() and not owed(review, CLOSE).exists()
    actions.report_progress(action, status="done", reported_on=later.date(), at=later, **said)
    actions.report_progress(action, status="started", reported_on=TODAY, at=later, **said)
    assert not owed(review, ACT).exists() and owed(review, CLOSE).exists()


def test_the_office_asks_for_more_and_the_agency_owes_it_again(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    said = {"status": "done", "note": "All trained", "reported_on": TODAY, "by": cast.pete, "at": AT}
    actions.report_progress(action, **said)
    more = {"why_reopened": "Show what came of it", "due_on": dt.date(2026, 7, 1), "by": cast.priya, "at": AT}
    actions.reopen_action(action, revision=action.revision, **more)
    assert owed(review, ACT).get().due_on == dt.date(2026, 7, 1) and not owed(review, CLOSE).exists()
    assert kinds(review)[-1] == "more_asked"
    assert not queries.standing_actions().get(pk=action.pk).waits
    with pytest.raises(NotYet, match="is open"):
        actions.reopen_action(action, revision=action.revision, **more)
    actions.report_progress(action, **said)
    assert not owed(review, ACT).exists() and owed(review, CLOSE).exists()
    close(action, cast.priya)
    assert not owed(review, CLOSE).exists()


def test_progress_entered_for_somebody_keeps_the_original(cast, agreed):
    action = a_plan(cast, agreed[0])
    made = actions.report_progress(
        action, status="started", note="Begun", reported_on=TODAY, on_behalf_of="Dan Eversley",
        original=SimpleUploadedFile("mail.txt", b"Begun"), by=cast.priya, at=AT,
    )  # fmt: skip
    assert made.original.sensitivity == Document.Sensitivity.AGENCY


def test_evidence_is_a_file_of_the_agency_or_words(cast, agreed):
    action = a_plan(cast, agreed[0])
    made = actions.add_evidence(
        action,
        kind="audit",
        what_it_shows="It works",
        file=SimpleUploadedFile("audit.txt", b"Figures"),
        by=cast.pete,
        at=AT,
    )
    assert (made.document.sensitivity, made.document.agency) == ("agency", cast.agencies.police)
    words = actions.add_evidence(action, kind="data", what_it_shows="Twelve of twelve", by=cast.pete, at=AT)
    assert words.document is None
    with pytest.raises(NotYet) as refusal:
        actions.add_evidence(
            action, kind="data", what_it_shows="x", file=SimpleUploadedFile("a.exe", b"MZ"), by=cast.pete, at=AT
        )
    assert refusal.value.field == "file"


def test_evidenced_needs_evidence_that_stands(cast, agreed):
    action = a_plan(cast, agreed[0])
    made = actions.add_evidence(action, kind="data", what_it_shows="Twelve of twelve", by=cast.pete, at=AT)
    actions.void_evidence(made, revision=1, why_void="Other year", by=cast.pete, at=AT)
    with pytest.raises(NotYet) as refusal:
        close(action, cast.bea, closed=Action.Closed.EVIDENCED)
    assert refusal.value.field == "closed"
    actions.add_evidence(action, kind="data", what_it_shows="Nine of twelve", by=cast.pete, at=AT)
    close(action, cast.bea, closed=Action.Closed.EVIDENCED)
    with pytest.raises(NotYet, match="closed"):
        actions.add_evidence(action, kind="data", what_it_shows="More", by=cast.pete, at=AT)


def test_a_closed_action_is_opened_again_with_a_reason_and_owed_anew(cast, review, agreed):
    action = a_plan(cast, agreed[0])
    with pytest.raises(NotYet, match="is open"):
        actions.reopen_action(action, revision=1, why_reopened="Why", due_on=LATER, by=cast.bea, at=AT)
    close(action, cast.priya, closed=Action.Closed.WITHOUT, why_closed="Cost")
    actions.reopen_action(
        action, revision=action.revision, why_reopened="Money found", due_on=LATER, by=cast.bea, at=AT
    )
    assert (action.closed, action.closed_on, action.why_closed) == ("", None, "")
    assert owed(review, ACT).get(thing_id=action.pk).due_on == LATER


# Assurance -----------------------------------------------------------------------------------------


def judge(cast, recommendation, **values):
    given = {
        "judgement": Assurance.Judgement.PARTLY,
        "reasons": "Not yet",
        "judged_on": TODAY,
        "look_again_on": LATER,
        **values,
    }
    return actions.assure(recommendation, **given, by=cast.bea, at=AT)


def test_unless_assured_the_board_owes_another_look(cast, review, agreed):
    judge(cast, agreed[0])
    duty = owed(review, LOOK_AGAIN).get()
    assert (duty.role, duty.due_on, duty.thing_id) == ("board_member", LATER, agreed[0].pk)
    with pytest.raises(NotYet) as refusal:
        judge(cast, agreed[0], look_again_on=None)
    assert refusal.value.field == "look_again_on"


def test_assured_closes_the_recommendation_until_it_is_opened_again(cast, review, agreed):
    recommendation = agreed[3]
    action = actions.plan_action(
        recommendation, cast.agencies.housing, text="A line", due_on=LATER, by=cast.priya, at=AT
    )
    assured = {"judgement": Assurance.Judgement.ASSURED, "look_again_on": None}
    with pytest.raises(NotYet, match="Not every action"):
        judge(cast, recommendation, **assured)
    close(action, cast.priya)
    with pytest.raises(NotYet, match="no evidence"):
        judge(cast, recommendation, **assured)
    actions.reopen_action(action, revision=action.revision, why_reopened="Show it", due_on=LATER, by=cast.bea, at=AT)
    actions.add_evidence(action, kind="data", what_it_shows="Nine calls", by=cast.priya, at=AT)
    close(action, cast.priya, closed=Action.Closed.EVIDENCED)
    judge(cast, recommendation, **assured)
    assert recommendation.closed_on == TODAY
    judge(cast, recommendation, judgement=Assurance.Judgement.REOPENED)
    assert recommendation.closed_on is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"judged_on": dt.date(2026, 4, 1)}, "judged_on"),
        ({"judged_on": TODAY - dt.timedelta(days=1)}, "judged_on"),
        ({"look_again_on": TODAY}, "look_again_on"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, agreed, values, field):
    with pytest.raises(NotYet) as refusal:
        judge(cast, agreed[0], **values)
    assert refusal.value.field == field


def test_nothing_happens_to_an_action_before_it_was_planned(cast, agreed):
    before = TODAY - dt.timedelta(days=1)
    action = a_plan(cast, agreed[0])
    with pytest.raises(NotYet, match="planned, on 2 March 2026") as refusal:
        actions.report_progress(action, status="started", note="x", reported_on=before, by=cast.pete, at=AT)
    assert refusal.value.field == "reported_on"
    with pytest.raises(NotYet) as refusal:
        close(action, cast.priya, closed_on=before)
    assert refusal.value.field == "closed_on"


def test_what_is_entered_afterwards_counts_from_the_day_it_was_given(cast, review, made):
    given = TODAY - dt.timedelta(days=60)
    actions.agree(review, [made[0]], agreed_on=given, by=cast.priya, at=AT)
    action = actions.plan_action(
        made[0], cast.agencies.police, text="Train", due_on=LATER, given_on=given, on_behalf_of="Dan Eversley",
        by=cast.priya, at=AT,
    )  # fmt: skip
    day = given + dt.timedelta(days=10)
    actions.report_progress(action, status="done", note="x", reported_on=day, by=cast.priya, at=AT)
    assert review.duties.get(kind=ACT.code, thing_id=action.pk).met_on == day
    close(action, cast.priya, closed_on=day)
    judge(cast, made[0], judged_on=day)


# The whole -----------------------------------------------------------------------------------------


def test_nothing_changes_when_the_trail_cannot_be_written(cast, review, agreed, episode, no_trail):
    waiting = Recommendation.objects.create(
        review=review, number=9, text="Ask", by_when=LATER, entered_by=cast.luca, entered_at=AT
    )
    waiting.addressees.set([cast.agencies.school])
    kept = Action.objects.create(
        recommendation=agreed[0],
        agency=cast.agencies.police,
        text="Train",
        due_on=LATER,
        entered_by=cast.pete,
        entered_at=AT,
    )
    finding, practice = Finding.objects.first(), review.good_practice.first()
    before = Message.objects.count(), review.duties.count(), Document.objects.count()
    told = {"by": cast.priya, "at": AT}
    acts = [
        lambda: actions.add_finding(review, text="More", **told),
        lambda: actions.change_finding(finding, revision=1, text="Other", **told),
        lambda: actions.void_finding(finding, revision=1, why_void="No", **told),
        lambda: actions.add_practice(review, text="More", **told),
        lambda: actions.change_practice(practice, revision=1, text="Other", agency=None, **told),
        lambda: actions.add_recommendation(review, text="More", addressees=[], **told),
        lambda: actions.change_recommendation(waiting, revision=1, text="Other", addressees=[], findings=[], **told),
        lambda: actions.void_recommendation(waiting, revision=1, why_void="No", **told),
        lambda: actions.agree(review, [waiting], agreed_on=TODAY, **told),
        lambda: actions.take_back(agreed[1], revision=agreed[1].revision, **told),
        lambda: actions.answer(agreed[0], cast.agencies.police, response="accepted", given_on=TODAY, **told),
        lambda: a_plan(cast, agreed[0]),
        lambda: actions.change_action(kept, revision=1, text="Other", lead_person="", measure="", **told),
        lambda: actions.move_action(kept, due_on=dt.date(2026, 8, 1), why="Leave", **told),
        lambda: actions.void_action(kept, revision=1, why_void="No", **told),
        lambda: actions.report_progress(kept, status="done", note="All", reported_on=TODAY, **told),
        lambda: actions.add_evidence(
            kept, kind="data", what_it_shows="More", file=SimpleUploadedFile("a.txt", b"a"), **told
        ),
        lambda: actions.close_action(kept, revision=1, closed="done", closed_on=TODAY, **told),
        lambda: judge(cast, agreed[0]),
    ]
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
        for thing in (finding, practice, waiting, kept, agreed[1]):
            thing.refresh_from_db()
    assert (Message.objects.count(), review.duties.count(), Document.objects.count()) == before
    assert (review.findings.count(), review.good_practice.count(), review.recommendations.count()) == (4, 3, 6)
    assert (waiting.agreed_on, waiting.void_at, waiting.text, waiting.addressees.count()) == (None, None, "Ask", 1)
    assert (kept.closed, kept.void_at, kept.text, kept.due_on) == ("", None, "Train", LATER)
    assert agreed[1].agreed_on
    for model in (Progress, Evidence, Answer, Assurance):
        assert not model.objects.exists()


def test_the_steps_leave_actions_in_every_state(cast, review, made):
    planned = steps.actions_planned(cast, review, at=AT)
    states = {action.closed for action in Action.objects.filter(pk__in=[action.pk for action in planned])}
    assert states == {"", "done", "evidenced", "without"}
    assert Evidence.objects.filter(document__isnull=False).count() == 2
    assert owed(review, CLOSE).count() == 1


def test_a_report_made_in_error_counts_no_longer_and_the_one_before_does_again(cast, agreed):
    action = a_plan(cast, agreed[0])
    told = {"note": "x", "reported_on": TODAY, "by": cast.pete, "at": AT}
    actions.report_progress(action, status=Progress.Status.DONE, **told)
    wrong = actions.report_progress(action, status=Progress.Status.BEHIND, **told)
    review = agreed[0].review
    assert not owed(review, CLOSE).exists()
    actions.void_progress(wrong, revision=1, why_void="Of another action.", by=cast.pete, at=AT)
    assert owed(review, CLOSE).exists()
    assert queries.standing_actions().get(pk=action.pk).last_status == "done"
    with pytest.raises(NotYet, match="already"):
        actions.void_progress(wrong, revision=2, why_void="x", by=cast.pete, at=AT)
    actions.void_progress(action.progress.get(void_at=None), revision=1, why_void="x", by=cast.pete, at=AT)
    assert not owed(review, CLOSE).exists()
    assert "another action" not in str(TrailEntry.objects.filter(kind__endswith="progress_voided").first().changes)


def test_only_who_may_report_on_an_action_records_a_report_as_made_in_error(cast, agreed, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    action = a_plan(cast, agreed[0])
    report = actions.report_progress(action, status="started", note="Begun.", reported_on=TODAY, by=cast.pete, at=AT)
    page = reverse("progress-void", args=[agreed[0].review.code, report.pk])
    for person, status in ((cast.hana, 404), (cast.sam, 404), (cast.pam, 403), (cast.pete, 200), (cast.priya, 200)):
        client.force_login(person)
        assert client.get(page).status_code == status, person
    assert client.post(page, {"why_void": "", "revision": 1}).status_code == 422
    assert client.post(page, {"why_void": "Twice.", "revision": 1}).status_code == 302
    shown = client.get(reverse("action", args=[agreed[0].review.code, action.pk])).content.decode()
    assert "Begun." not in shown
