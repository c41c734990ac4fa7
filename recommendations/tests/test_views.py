"""Do the pages of recommendations work, for those whom they concern and for nobody else?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology.tests.steps import case_in_review
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests.memory import kept
from recommendations import actions
from recommendations.models import Action, Answer, Evidence, Finding, GoodPractice, Recommendation
from recommendations.tests import steps
from recommendations.tests.conftest import AT
from reviews.identities.actions import add_person
from reviews.identities.tests.steps import family_registered
from reviews.report.actions import start_report
from reviews.report.models import Block

pytestmark = pytest.mark.page

TODAY = dt.date(2026, 3, 5)
LATE = "19 days late"
FINDING = "Notices about an address are read one at a time"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def at(review):
    """A client of a person, and the address of a page of the review."""

    def visit(person, name, *args, post=None, **extra):
        client = Client()
        client.force_login(person)
        url = reverse(name, args=[review.code, *args] if name != "board" else [])
        return client.get(url, extra) if post is None else client.post(url, post)

    return visit


@pytest.fixture
@kept
def planned(cast, review, made):
    """An action of the police for the first recommendation, with a file of evidence; one of health for the second."""
    made = steps.recommendations_agreed(cast, review, at=AT)
    due = {"due_on": dt.date(2026, 6, 1), "at": AT}
    own = actions.plan_action(made[0], cast.agencies.police, text="Train everybody", by=cast.pete, **due)
    actions.plan_action(made[1], cast.agencies.health, text="One record", by=cast.hana, **due)
    actions.add_evidence(
        own,
        kind="audit",
        what_it_shows="It works",
        file=SimpleUploadedFile("audit.txt", b"Figures"),
        by=cast.pete,
        at=AT,
    )
    return own


@pytest.fixture
def evidence(planned):
    return planned.evidence.get()


def text(response):
    return response.content.decode()


def test_the_reviewer_sees_findings_good_practice_and_recommendations(cast, at, made):
    page = text(at(cast.luca, "recommendations"))
    assert FINDING in page and "Good practice" in page and "Recommendation 5" in page
    assert "Not agreed yet" in page
    assert "Record what the partners agreed" not in page
    assert "Record what the partners agreed" in text(at(cast.priya, "recommendations"))


def test_an_agency_sees_only_what_is_addressed_to_it_and_its_own_actions(cast, at, planned):
    page = text(at(cast.pete, "recommendations"))
    assert "read every notice about a home" in page
    assert FINDING not in page and "Good practice" not in page and "Recommendation 2" not in page
    one = text(at(cast.pete, "recommendation", planned.recommendation.pk))
    assert "Train everybody" in one and FINDING not in one and "Two calls" not in one
    assert "Fenmarsh County Council" not in one


def test_nothing_is_there_yet(cast, at):
    assert "No recommendation has been made yet" in text(at(cast.luca, "recommendations"))
    assert "No recommendation has been agreed yet" in text(at(cast.bea, "board"))


# page, arguments, who may: office, reviewer, review panel, own agency, another agency, board, stranger
CASE_PAGES = (
    ("recommendations", "", (200, 200, 200, 200, 200, 404, 404)),
    ("recommendations-file", "", (405, 405, 403, 403, 403, 404, 404)),
    ("finding-add", "", (200, 200, 403, 403, 403, 404, 404)),
    ("finding-edit", "finding", (200, 200, 403, 403, 403, 404, 404)),
    ("finding-void", "finding", (200, 200, 403, 403, 403, 404, 404)),
    ("good-practice-add", "", (200, 200, 403, 403, 403, 404, 404)),
    ("good-practice-edit", "practice", (200, 200, 403, 403, 403, 404, 404)),
    ("good-practice-void", "practice", (200, 200, 403, 403, 403, 404, 404)),
    ("recommendation-add", "", (200, 200, 403, 403, 403, 404, 404)),
    ("recommendations-agree", "", (302, 403, 403, 403, 403, 404, 404)),
    ("recommendation", "recommendation", (200, 200, 200, 200, 404, 404, 404)),
    ("recommendation-edit", "recommendation", (200, 200, 403, 403, 403, 404, 404)),
    ("recommendation-void", "recommendation", (200, 200, 403, 403, 403, 404, 404)),
    ("recommendation-take-back", "recommendation", (200, 403, 403, 403, 403, 404, 404)),
    ("recommendation-answer", "recommendation agency", (200, 403, 403, 200, 404, 404, 404)),
    ("action-plan", "recommendation agency", (200, 403, 403, 200, 404, 404, 404)),
    ("action", "action", (200, 200, 200, 200, 404, 404, 404)),
    ("action-edit", "action", (200, 403, 403, 200, 404, 404, 404)),
    ("action-move", "action", (200, 403, 403, 200, 404, 404, 404)),
    ("action-void", "action", (200, 403, 403, 200, 404, 404, 404)),
    ("action-progress", "action", (200, 403, 403, 200, 404, 404, 404)),
    ("action-evidence", "action", (200, 403, 403, 200, 404, 404, 404)),
    ("evidence-file", "evidence", (200, 200, 200, 200, 404, 404, 404)),
    ("evidence-void", "evidence", (200, 403, 403, 200, 404, 404, 404)),
)


def arguments(words, cast, planned):
    known = {
        "finding": Finding.objects.first().pk,
        "practice": GoodPractice.objects.first().pk,
        "recommendation": planned.recommendation_id,
        "agency": cast.agencies.police.pk,
        "action": planned.pk,
        "evidence": planned.evidence.get().pk,
    }
    return [known[word] for word in words.split()]


@pytest.mark.pure
@pytest.mark.parametrize(("name", "words", "expected"), CASE_PAGES, ids=[page[0] for page in CASE_PAGES])
def test_a_page_of_the_case_is_for_those_whom_it_concerns(cast, at, planned, name, words, expected):
    people = (cast.priya, cast.luca, cast.pam, cast.pete, cast.hana, cast.bea, cast.sam)
    args = arguments(words, cast, planned)
    assert tuple(at(person, name, *args).status_code for person in people) == expected


# page, arguments, who may: office, board, delegated partner, reviewer, agency, stranger
BOARD_PAGES = (
    ("board", "", (200, 200, 200, 403, 403, 403)),
    ("board-recommendation", "recommendation", (200, 200, 200, 403, 403, 403)),
    ("recommendations-assure", "recommendation", (200, 200, 200, 403, 403, 403)),
    ("action-close", "action", (200, 200, 200, 403, 403, 403)),
    ("action-reopen", "action", (200, 200, 200, 403, 403, 403)),
    ("board-evidence", "evidence", (200, 200, 200, 403, 403, 403)),
)


@pytest.mark.pure
@pytest.mark.parametrize(("name", "words", "expected"), BOARD_PAGES, ids=[page[0] for page in BOARD_PAGES])
def test_a_page_over_all_cases_is_for_the_board(cast, at, planned, name, words, expected):
    people = (cast.priya, cast.bea, cast.dev, cast.luca, cast.pete, cast.sam)
    args = arguments(words, cast, planned)
    assert tuple(at(person, name, *args).status_code for person in people) == expected


@pytest.mark.parametrize("name", ["board-recommendation", "action-close", "board-evidence"])
def test_the_board_does_not_find_what_is_not_agreed_or_of_another_case(cast, at, made, name):
    other = case_in_review(cast, at=AT)
    client = Client()
    client.force_login(cast.bea)
    assert at(cast.bea, name, made[0].pk).status_code == 404
    assert client.get(reverse(name, args=[other.code, made[0].pk])).status_code == 404


def test_the_board_sees_no_case_material_and_the_office_does(cast, at, planned):
    page = text(at(cast.bea, "board-recommendation", planned.recommendation_id))
    assert "Train everybody" in page and "It works" in page and "audit.txt" in page
    assert FINDING not in page and "Two calls" not in page
    assert FINDING in text(at(cast.priya, "board-recommendation", planned.recommendation_id))


def test_an_episode_it_rests_on_is_a_link_for_those_who_may_follow(cast, review, at, planned, episode):
    link = f'href="{reverse("episode", args=[review.code, episode.pk])}"'
    first = review.recommendations.get(number=1)
    for person, follows in ((cast.luca, True), (cast.cora, True), (cast.dev, False)):
        page = text(at(person, "recommendation", first.pk))
        assert "Episode 1: Two calls" in page
        assert (link in page) is follows, person.name
    assert link in text(at(cast.cora, "board-recommendation", first.pk))
    over_all = text(at(cast.dev, "board-recommendation", first.pk))
    assert "Episode 1: Two calls" in over_all and link not in over_all


def test_who_sees_no_names_reads_labels_in_recommendations(cast, review, at, made):
    family_registered(cast, review, at=AT)
    first = review.recommendations.get(number=1).pk
    review.recommendations.update(text="Ask Tobias.", outcome_wanted="Tobias is asked.")
    for user, named in ((cast.pam, False), (cast.dev, False), (cast.luca, True)):
        for page in (at(user, "recommendations"), at(user, "recommendation", first)):
            assert ("Ask Tobias." in text(page)) is named and ("Ask Child A." in text(page)) is not named
            assert named or "Tobias" not in text(page)


def test_who_sees_no_names_reads_labels_in_findings_and_what_they_rest_on(cast, review, at, planned, episode):
    family_registered(cast, review, at=AT)
    review.episodes.update(title="Tobias was seen")
    review.findings.update(text="Nobody asked Tobias.")
    first = planned.recommendation_id
    for person, named in ((cast.luca, True), (cast.dev, False)):
        for shown in (at(person, "recommendation", first), at(person, "recommendations")):
            assert ("Tobias" in text(shown)) is named and ("Nobody asked Child A." in text(shown)) is not named
    assert "Episode 1: Child A was seen" in text(at(cast.dev, "board-recommendation", first))


@pytest.fixture
def named(cast, review, planned):
    """Everything about the first recommendation tells who the child is, who was registered after it was agreed."""
    first, own, shown = planned.recommendation, planned, planned.evidence.get()
    said = {"entered_by": cast.pete, "entered_at": AT, "reported_on": TODAY}
    report = own.progress.create(status="behind", note="Tobias asked for notes.", **said)
    first.answers.create(agency=own.agency, response="partly", reasons="Tobias gave reasons.", given_on=TODAY,
                         entered_by=cast.pete, entered_at=AT)  # fmt: skip
    first.assurances.create(judgement="not", reasons="Tobias was judged.", judged_on=TODAY, entered_by=cast.bea,
                            entered_at=AT)  # fmt: skip
    Recommendation.objects.filter(pk=first.pk).update(text="Ask Tobias.", outcome_wanted="Tobias is heard.")
    Action.objects.filter(pk=own.pk).update(
        text="Tobias acts.", measure="Tobias counts.", lead_person="Tobias leads.", why_reopened="Tobias reopens."
    )
    Evidence.objects.filter(pk=shown.pk).update(what_it_shows="Tobias shows.")
    shown.document.file.__class__.objects.filter(pk=shown.document.file_id).update(name="Tobias.txt")
    family_registered(cast, review, at=AT)
    return {"first": first.pk, "action": own.pk, "evidence": shown.pk, "report": report.pk}


def test_the_board_reads_labels_wherever_a_name_was_registered_later(cast, client, at, named):
    Recommendation.objects.filter(pk=named["first"]).update(by_when=dt.date(2026, 3, 4))
    client.force_login(cast.bea)
    one = text(at(cast.bea, "board-recommendation", named["first"]))
    pages = [text(client.get("/")), text(at(cast.bea, "board")), one]
    pages += [text(at(cast.bea, name, named["first"])) for name in ("recommendations-assure",)]
    pages += [text(at(cast.bea, name, named["action"])) for name in ("action-close", "action-reopen")]
    late = {"closed": "done", "why_closed": "Seen", "closed_on": "2026-03-05", "revision": 77}
    pages.append(text(at(cast.bea, "action-close", named["action"], post=late)))
    for shown in pages:
        assert "Tobias" not in shown and "Child A" in shown
    assert "Child A shows." in one and "Child A is heard." in one and "Child A.txt" in one
    assert "Tobias" not in at(cast.bea, "board-evidence", named["evidence"])["Content-Disposition"]
    assert "Ask Tobias." in text(at(cast.priya, "board")) and "Ask Tobias." in text(at(cast.cora, "board"))
    assert "Tobias shows." in text(at(cast.priya, "board-recommendation", named["first"]))


def test_each_case_has_its_own_labels_in_as_many_queries_however_many_cases(cast, client, at, named):
    def board():
        with CaptureQueriesContext(connection) as seen:
            page = text(at(cast.bea, "board"))
        return page, len(seen)

    board()
    _, before = board()
    for text_, label in (("Ask Tobias elsewhere.", ""), ("Ask Wilfred.", "the lodger"), ("Ask Wilfred too.", "uncle")):
        other = case_in_review(cast, at=AT)
        if label:
            add_person(other, kind="other", label=label, given_names="Wilfred", by=cast.priya, at=AT)
        Recommendation.objects.create(
            review=other, number=1, text=text_, agreed_on=AT, entered_by=cast.luca, entered_at=AT
        )
    page, after = board()
    assert after == before
    assert "Ask Tobias elsewhere." in page and "Ask the lodger." in page and "Ask uncle too." in page


def test_who_reads_a_case_without_names_reads_labels_in_all_that_agencies_do(cast, at, named):
    for name, thing in (("recommendation", "first"), ("action", "action")):
        assert "Tobias" not in text(at(cast.pam, name, named[thing])) and "Tobias" not in text(
            at(cast.dev, name, named[thing])
        )
        assert "Tobias" in text(at(cast.luca, name, named[thing]))
    assert "Tobias" not in at(cast.pam, "evidence-file", named["evidence"])["Content-Disposition"]


def test_an_agency_reads_labels_in_what_others_wrote_and_its_own_words_as_it_wrote_them(cast, at, named):
    action = text(at(cast.pete, "action", named["action"]))
    assert "Ask Tobias" not in action and "Tobias reopens" not in action
    assert "Tobias acts." in action and "Tobias asked for notes." in action and "Tobias shows." in action
    police = cast.agencies.police.pk
    for shown in (at(cast.pete, "recommendation-answer", named["first"], police),
                  at(cast.pete, "action-plan", named["first"], police)):  # fmt: skip
        assert "Ask Child A." in text(shown) and "Ask Tobias" not in text(shown)


def test_one_step_is_the_first_however_many_agencies_are_asked(cast, review, at, agreed):
    asked = review.recommendations.get(number=2)
    page = text(at(cast.priya, "recommendation", asked.pk))
    assert page.count("Plan an action</a>") == 4
    assert page.count('class="govuk-button"') == 1


def test_whoever_answers_for_several_is_told_for_which_and_begins_with_the_answer(cast, review, at, agreed, client):
    asked = review.recommendations.get(number=2)
    icb, gp = cast.agencies.icb, cast.agencies.gp

    def first():
        page = text(at(cast.wren, "recommendation", asked.pk))
        assert page.count('class="govuk-button"') <= 1
        before, button, _ = page.partition('class="govuk-button"')
        return before.rsplit('href="', 1)[1].split('"')[0] if button else ""

    def form(name, agency):
        return reverse(name, args=[review.code, asked.pk, agency.pk])

    client.force_login(cast.wren)
    home = text(client.get("/"))
    for agency in (icb, gp):
        assert f"recommendation 2, for {agency}" in home
        for name in ("recommendation-answer", "action-plan"):
            assert f"For {agency}." in text(at(cast.wren, name, asked.pk, agency.pk))
    said = {"given_on": AT.date(), "by": cast.wren, "at": AT}
    assert first() == form("recommendation-answer", icb if icb.name < gp.name else gp)
    actions.answer(asked, icb, response="rejected", reasons="Not ours", **said)
    assert first() == form("recommendation-answer", gp)
    page = text(at(cast.wren, "recommendation", asked.pk))
    assert form("action-plan", icb) not in page and page.count("No action is planned yet.") == 1
    actions.answer(asked, gp, response="accepted", **said)
    assert first() == form("action-plan", gp)
    due = {"due_on": dt.date(2026, 6, 1), "by": cast.wren, "at": AT}
    action = actions.plan_action(asked, gp, text="Ask the same day", **due)
    assert first() == ""
    assert f"For {gp}." in text(at(cast.wren, "action-progress", action.pk))


def test_whoever_answers_for_one_agency_is_not_told_its_name(cast, agreed, client):
    client.force_login(cast.pete)
    home = text(client.get("/"))
    assert "recommendation 1" in home and f"for {cast.agencies.police}" not in home


def test_findings_are_recorded_changed_and_voided(cast, at, episode):
    assert at(cast.luca, "finding-add", post={"text": ""}).status_code == 422
    assert at(cast.luca, "finding-add", post={"text": "Nobody asked.", "episodes": [episode.pk]}).status_code == 302
    made = Finding.objects.get()
    assert list(made.episodes.all()) == [episode]
    assert (
        at(cast.priya, "finding-edit", made.pk, post={"text": "Nobody asked twice.", "revision": 1}).status_code == 302
    )
    answer = at(cast.luca, "finding-edit", made.pk, post={"text": "Mine", "revision": 1})
    assert answer.status_code == 422 and "Nobody asked twice." in text(answer) and "Mine" in text(answer)
    assert at(cast.luca, "finding-void", made.pk, post={"why_void": "Twice", "revision": 2}).status_code == 302
    assert at(cast.luca, "finding-edit", made.pk).status_code == 404


def test_good_practice_is_recorded_and_changed(cast, at):
    data = {"text": "They asked.", "agency": cast.agencies.school.pk}
    assert at(cast.luca, "good-practice-add", post=data).status_code == 302
    made = GoodPractice.objects.get()
    assert (
        at(cast.luca, "good-practice-edit", made.pk, post={"text": "They asked twice.", "revision": 1}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.text, made.agency) == ("They asked twice.", None)
    assert at(cast.luca, "good-practice-void", made.pk, post={"why_void": "x", "revision": 2}).status_code == 302


def test_a_recommendation_is_made_agreed_answered_and_planned_for(cast, review, at):
    data = {"text": "Ask.", "addressees": [cast.agencies.police.pk], "by_when": "2026-09-01"}
    assert "Select at least one agency" in text(at(cast.luca, "recommendation-add", post={"text": "Ask."}))
    assert at(cast.luca, "recommendation-add", post=data).status_code == 302
    made = Recommendation.objects.get()
    assert at(cast.pete, "recommendation", made.pk).status_code == 404
    agree = {"recommendations": [made.pk], "agreed_on": "2026-03-04"}
    assert at(cast.priya, "recommendations-agree", post=agree).status_code == 302
    police = cast.agencies.police.pk
    assert at(cast.pete, "recommendation-answer", made.pk, police, post={"response": "partly"}).status_code == 422
    assert at(cast.pete, "recommendation-answer", made.pk, police, post={"response": "accepted"}).status_code == 302
    assert Answer.objects.get().given_on == TODAY
    plan = {"text": "Train everybody", "due_on": "2026-06-01"}
    assert at(cast.pete, "action-plan", made.pk, police, post=plan).status_code == 302
    assert Action.objects.get().agency == cast.agencies.police
    assert at(cast.priya, "recommendation-take-back", made.pk, post={"revision": made.revision + 1}).status_code == 422


def test_the_office_enters_answer_action_and_progress_for_an_agency(cast, review, at, agreed):
    third, agency = agreed[2], cast.agencies.probation.pk
    answer = {"response": "accepted", "on_behalf_of": "Tamsin Rowe", "given_on": "2026-03-03"}
    answer["original"] = SimpleUploadedFile("mail.txt", b"Yes")
    assert at(cast.priya, "recommendation-answer", third.pk, agency, post={"response": "accepted"}).status_code == 422
    assert at(cast.priya, "recommendation-answer", third.pk, agency, post=answer).status_code == 302
    assert Answer.objects.get().original
    plan = {"text": "Ask each time", "due_on": "2026-06-01", "on_behalf_of": "Tamsin Rowe"}
    assert at(cast.priya, "action-plan", third.pk, agency, post=plan).status_code == 422
    plan |= {"given_on": "2026-03-03", "original": SimpleUploadedFile("mail.txt", b"We will ask")}
    assert at(cast.priya, "action-plan", third.pk, agency, post=plan).status_code == 302
    made = Action.objects.get()
    assert (made.given_on, made.original.agency) == (dt.date(2026, 3, 3), cast.agencies.probation)
    met = third.review.duties.get(kind="recommendations.plan", thing_id=third.pk, agency=made.agency)
    assert met.met_on == made.given_on, "what was given counts from its date"
    report = {"status": "done", "note": "In place", "reported_on": "2026-03-04", "on_behalf_of": "Tamsin Rowe"}
    assert at(cast.priya, "action-progress", made.pk, post=report).status_code == 302
    page = text(at(cast.priya, "action", made.pk))
    assert "Tamsin Rowe, entered by Priya Raman" in page
    assert "Tamsin Rowe, given on 3 March 2026, entered by Priya Raman" in page


def test_the_office_records_whose_finding_practice_and_recommendation_it_is(cast, review, at):
    paper = lambda: SimpleUploadedFile("notes.txt", b"Said")  # noqa: E731
    whose = {"on_behalf_of": "Luca Ferrand, lead reviewer"}
    asked = {"text": "Ask.", "addressees": [cast.agencies.police.pk]}
    for name, typed, model in (
        ("finding", {"text": FINDING}, Finding), ("good-practice", {"text": "They asked twice"}, GoodPractice),
        ("recommendation", asked, Recommendation),
    ):  # fmt: skip
        assert "Whom you enter it for" not in text(at(cast.luca, f"{name}-add"))
        assert "Whom you enter it for" in text(at(cast.priya, f"{name}-add"))
        assert at(cast.priya, f"{name}-add", post={**typed, "original": paper()}).status_code == 422, "nobody's"
        assert at(cast.priya, f"{name}-add", post={**typed, **whose, "original": paper()}).status_code == 302
        made = model.objects.get()
        assert made.on_behalf_of == whose["on_behalf_of"]
        link = reverse("documents-download", args=[review.code, made.original_id])
        shown = text(at(cast.priya, "recommendations"))
        assert link in shown and "Given by Luca Ferrand, lead reviewer" in shown
        again = {**typed, "text": "Anew", "revision": made.revision}
        assert at(cast.priya, f"{name}-edit", made.pk, post={**again, **whose}).status_code == 302
        made.refresh_from_db()
        assert made.original, "it stays while the same person is meant"
        again |= {"text": "By herself", "revision": made.revision}
        assert at(cast.luca, f"{name}-edit", made.pk, post=again).status_code == 302
        made.refresh_from_db()
        assert (made.on_behalf_of, made.original) == ("", None)
    told = TrailEntry.objects.filter(on_behalf_of=whose["on_behalf_of"], kind__startswith="recommendations.")
    assert len({entry.kind for entry in told}) == 6
    assert "Given by" not in text(at(cast.luca, "recommendation", Recommendation.objects.get().pk))


def test_the_office_records_whose_agreement_judgement_and_closing_it_is(cast, review, at, planned):
    paper = lambda: SimpleUploadedFile("minutes.txt", b"Agreed")  # noqa: E731
    close = {"closed": "done", "closed_on": "2026-03-04", "revision": planned.revision, "original": paper()}
    assert at(cast.priya, "action-close", planned.pk, post=close).status_code == 422, "an original of nobody's"
    close |= {"on_behalf_of": "Board of 4 March", "original": paper()}
    assert at(cast.priya, "action-close", planned.pk, post=close).status_code == 302
    planned.refresh_from_db()
    assert (planned.closed_for, bool(planned.closed_paper)) == ("Board of 4 March", True)
    assert "Decided by Board of 4 March" in text(at(cast.priya, "action", planned.pk))
    judge = {"judgement": "partly", "reasons": "Seen", "judged_on": "2026-03-04", "look_again_on": "2026-09-01"}
    judge |= {"on_behalf_of": "Board of 4 March", "original": paper()}
    assert at(cast.priya, "recommendations-assure", planned.recommendation_id, post=judge).status_code == 302
    assert "Judged by Board of 4 March, recorded by Priya Raman" in text(
        at(cast.priya, "recommendation", planned.recommendation_id)
    )
    told = TrailEntry.objects.filter(kind__in=["recommendations.closed", "recommendations.judged"])
    assert {entry.on_behalf_of for entry in told} == {"Board of 4 March"}
    assert "Whose judgement it is" not in text(at(cast.bea, "recommendations-assure", planned.recommendation_id))


def test_the_office_records_who_agreed(cast, review, at):
    data = {"text": "Ask.", "addressees": [cast.agencies.police.pk], "by_when": "2026-09-01"}
    at(cast.luca, "recommendation-add", post=data)
    made = Recommendation.objects.get()
    agree = {"recommendations": [made.pk], "agreed_on": "2026-03-04", "on_behalf_of": "Dev, Dina and Dan"}
    agree["original"] = SimpleUploadedFile("minutes.txt", b"Agreed")
    assert at(cast.priya, "recommendations-agree", post=agree).status_code == 302
    made.refresh_from_db()
    assert (made.agreed_for, bool(made.agreed_paper)) == ("Dev, Dina and Dan", True)
    assert "4 March 2026 by Dev, Dina and Dan" in text(at(cast.priya, "recommendation", made.pk))


def test_an_agency_reports_shows_and_the_board_closes_and_judges(cast, at, planned):
    pk, recommendation = planned.pk, planned.recommendation_id
    report = {"status": "done", "note": "All trained", "reported_on": "2026-03-05"}
    assert at(cast.pete, "action-progress", pk, post=report).status_code == 302
    data = {"kind": "data", "what_it_shows": "Twelve of twelve", "file": SimpleUploadedFile("f.txt", b"12")}
    assert at(cast.pete, "action-evidence", pk, post=data).status_code == 302
    assert Evidence.objects.filter(action=pk).count() == 2
    assert at(cast.pete, "action-edit", pk, post={"text": "Train all", "revision": 1}).status_code == 302
    assert at(cast.pete, "action-move", pk, post={"due_on": "2026-07-01", "why": "Leave"}).status_code == 302
    close = {"closed": "evidenced", "closed_on": "2026-03-05", "revision": 1}
    assert at(cast.bea, "action-close", pk, post=close).status_code == 422
    planned.refresh_from_db()
    close["revision"] = planned.revision
    assert at(cast.bea, "action-close", pk, post=close).status_code == 302
    judge = {"judgement": "assured", "reasons": "Seen", "judged_on": "2026-03-05"}
    assert at(cast.bea, "recommendations-assure", recommendation, post=judge).status_code == 302
    assert "Assured" in text(at(cast.bea, "board"))
    reopen = {"why_reopened": "Not everywhere", "due_on": "2026-09-01", "revision": planned.revision + 1}
    assert at(cast.bea, "action-reopen", pk, post=reopen).status_code == 302
    assert "Not everywhere" in text(at(cast.pete, "action", pk))


def test_what_is_said_to_be_done_is_the_offices_to_look_at(cast, at, planned, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 6, 20))
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 6, 20, 12, tzinfo=dt.UTC))
    pk = planned.pk
    assert "To be done by" in text(at(cast.pete, "action", pk)) and LATE in text(at(cast.pete, "action", pk))
    report = {"status": "done", "note": "All trained", "reported_on": "2026-06-20"}
    assert at(cast.pete, "action-progress", pk, post=report).status_code == 302
    page = text(at(cast.pete, "action", pk))
    assert "Said to be done on 20 June 2026; the office looks at it and closes it." in page and LATE not in page
    assert 'class="govuk-button"' not in page and "Report progress" in page and "Ask for more" not in page
    for name in ("recommendation", "board-recommendation"):
        shown = text(at(cast.priya, name, planned.recommendation_id))
        assert "Said to be done on 20 June 2026" in shown and "1 action is late" not in shown
    office = text(at(cast.priya, "action", pk))
    assert office.count('class="govuk-button"') == 1 and "Close the action" in office
    planned.refresh_from_db()
    more = {"why_reopened": "Show what came of it", "due_on": "2026-06-10", "revision": planned.revision}
    assert "What is still missing?" in text(at(cast.priya, "action-reopen", pk, post=more))
    assert at(cast.priya, "action-reopen", pk, post={**more, "due_on": "2026-07-10"}).status_code == 302
    page = text(at(cast.pete, "action", pk))
    assert "Show what came of it" in page and page.count('class="govuk-button"') == 1
    assert "More is asked for" in text(at(cast.pete, "recommendation", planned.recommendation_id))


def test_a_refusal_stands_beside_its_field(cast, at, planned):
    judge = {"judgement": "assured", "reasons": "Seen", "judged_on": "2026-03-05"}
    answer = at(cast.bea, "recommendations-assure", planned.recommendation_id, post=judge)
    assert answer.status_code == 422 and "Not every action is closed" in text(answer)
    close = {"closed": "without", "closed_on": "2026-03-05", "revision": planned.revision}
    answer = at(cast.bea, "action-close", planned.pk, post=close)
    assert answer.status_code == 422 and "Say why it is closed without being done" in text(answer)


def test_an_action_and_its_evidence_are_recorded_as_made_in_error(cast, at, planned, evidence):
    assert (
        at(cast.pete, "evidence-void", evidence.pk, post={"why_void": "Wrong year", "revision": 1}).status_code == 302
    )
    assert at(cast.pete, "evidence-file", evidence.pk).status_code == 404
    assert at(cast.bea, "board-evidence", evidence.pk).status_code == 404
    assert at(cast.pete, "action-void", planned.pk, post={"why_void": "Twice", "revision": 1}).status_code == 302
    for person in (cast.pete, cast.priya):
        page = text(at(person, "action", planned.pk))
        assert "Recorded as made in error on 5 March 2026: Twice" in page
        assert "Report progress" not in page and "Close the action" not in page
    assert at(cast.hana, "action", planned.pk).status_code == 404
    for name in ("action-edit", "action-progress", "action-evidence", "action-void", "action-close", "action-reopen"):
        assert at(cast.priya, name, planned.pk).status_code == 404


def test_what_was_typed_about_an_action_made_in_error_meanwhile_is_not_lost(cast, at, planned, client):
    report = {"status": "done", "note": "All were trained in May", "reported_on": "2026-12-01"}
    assert at(cast.pete, "action-progress", planned.pk, post=report).status_code == 422
    actions.void_action(planned, revision=1, why_void="Twice", by=cast.priya, at=AT)
    client.force_login(cast.pete)
    home = text(client.get("/"))
    assert ": Report on the action</a>" in home and reverse("not-sent") in home
    assert reverse("not-sent") in text(at(cast.pete, "action-progress", planned.pk))
    assert "All were trained in May" in text(client.get(reverse("not-sent")))


def test_what_happened_leads_to_the_page_of_what_was_made_in_error(cast, review, at, planned):
    actions.void_action(planned, revision=1, why_void="Twice", by=cast.pete, at=AT)
    loose = actions.add_recommendation(
        review, text="Ask.", addressees=[cast.agencies.police], by_when=dt.date(2026, 9, 1), by=cast.luca, at=AT
    )
    actions.void_recommendation(loose, revision=1, why_void="Twice", by=cast.luca, at=AT)
    page = text(at(cast.priya, "chronicle"))
    ways = {way.split('"')[0] for way in page.split('href="')[1:] if "/recommendations/" in way}
    assert reverse("action", args=[review.code, planned.pk]) in ways
    assert reverse("recommendation", args=[review.code, loose.pk]) not in ways
    client = Client()
    client.force_login(cast.priya)
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)


def test_evidence_is_a_download_under_its_name(cast, at, evidence):
    answer = at(cast.bea, "board-evidence", evidence.pk)
    assert answer["Content-Disposition"] == 'attachment; filename="audit.txt"'
    assert answer.content == b"Figures"


def test_what_is_older_than_the_report_is_put_into_it(cast, review, at, made):
    assert "not in the report yet" not in text(at(cast.luca, "recommendations"))
    start_report(review, by=cast.luca, at=AT)
    assert "12 of these are not in the report yet" in text(at(cast.luca, "recommendations"))
    assert at(cast.luca, "recommendations-file", post={}).status_code == 302
    assert Block.objects.filter(origin__startswith="recommendation:").count() == 5
    assert "not in the report yet" not in text(at(cast.luca, "recommendations"))


def test_the_board_filters_by_agency_and_state(cast, at, planned):
    page = text(at(cast.bea, "board", agency=cast.agencies.police.pk))
    assert "1 recommendation fits what you chose" in page
    assert "No recommendation fits" in text(at(cast.bea, "board", state="assured"))
    assert at(cast.bea, "board", agency="x").status_code == 200


@pytest.mark.parametrize(
    ("name", "person"), [("board", "bea"), ("recommendations", "luca"), ("recommendations", "pete")]
)
def test_lists_take_a_fixed_number_of_queries(cast, review, at, planned, name, person):
    def count():
        client = Client()
        client.force_login(getattr(cast, person))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse(name, args=[] if name == "board" else [review.code])).status_code == 200
        return len(seen)

    count()
    before = count()
    for number in range(10, 30):
        made = Recommendation.objects.create(
            review=review, number=number, text="More", agreed_on=AT, entered_by=cast.luca, entered_at=AT
        )
        made.addressees.set([cast.agencies.police, cast.agencies.health])
        made.findings.set(Finding.objects.all())
    assert count() == before


def test_home_says_that_it_shows_the_first_of_the_late_ones_and_leads_to_all(cast, planned, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2030, 1, 7, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(clock, "today", lambda: dt.date(2030, 1, 7))
    client.force_login(cast.bea)

    def panel():
        return text(client.get("/")).split("Recommendations, late or unproven</h2>")[1].split("</section>")[0]

    assert "The first" not in panel() and "Recommendations of all cases" in panel()
    for number in range(10, 14):
        made = Recommendation.objects.create(
            review=planned.recommendation.review, number=number, text="More", agreed_on=AT.date(), entered_by=cast.luca,
            entered_at=AT,
        )  # fmt: skip
        made.addressees.set([cast.agencies.police])
    shown = panel()
    assert shown.count("<tr") == 7 and "The first 6 stand here." in shown
    assert f'href="{reverse("board")}">All 9 that are late or unproven, and the others</a>' in shown


def test_where_nothing_waits_the_board_opens_the_most_pressing_recommendation(cast, planned, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2030, 1, 7, 12, tzinfo=dt.UTC))
    monkeypatch.setattr(clock, "today", lambda: dt.date(2030, 1, 7))
    client.force_login(cast.bea)
    page = client.get("/").content.decode()
    first = page.split('class="govuk-button"')[0].rsplit("href=", 1)[1].split('"')[1]
    assert first == page.split("<tbody")[1].split('href="')[1].split('"')[0] != reverse("board")
