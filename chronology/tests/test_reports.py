"""Does an agency report come from being asked for to being read, by those whom it concerns and nobody else?"""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chronology import actions, queries, rules
from chronology.duties import REPORT
from chronology.models import AgencyReport, ReportPoint, ReportSection
from chronology.tests import report_steps as steps
from chronology.tests.conftest import AT
from chronology.tests.test_actions import LATER, entry_in, no_trail, submit  # noqa: F401
from chronology.tests.test_views import TODAY, text, the_day  # noqa: F401
from cspr.audit.models import TrailEntry
from cspr.drafts.models import Draft
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from reviews.case.models import Duty
from reviews.documents.models import Document
from reviews.panel.tests.steps import TERMS

pytestmark = pytest.mark.page

Kind = ReportSection.Kind
DUE = dt.date(2026, 4, 27)
PDF = b"%PDF-1.7\n%%EOF\n"
NAMED = "Tobias was seen with Imogen."


@pytest.fixture
@kept
def reports(cast, review, asked):
    """The health trust and the police asked for their reports, by the key of each in the cast."""
    return steps.reports_asked(cast, review, ("health", "police"), at=AT)


@pytest.fixture
@kept
def theirs(cast, asked, reports):
    """The report of the health trust, written and not signed, with one entry of which it speaks."""
    entry = entry_in(asked["health"], cast.hana, what=NAMED)
    found = reports["health"]
    steps.written(found, steps.HEALTH, by=cast.hana, at=AT)
    actions.choose_entries(found.report, [entry.pk], among=[entry.pk], by=cast.hana, at=AT)
    return found


@pytest.fixture
@kept
def sent(cast, asked, theirs):
    """The same, signed, beside a chronology that is submitted."""
    submit(asked["health"], cast.hugo)
    steps.submitted(theirs, by=cast.hugo, at=LATER)
    return theirs


def section(found, kind):
    return found.report.sections.get(kind=kind)


def kinds():
    return list(TrailEntry.objects.filter(kind__startswith="chronology.report").values_list("kind", flat=True))


# Asked for -----------------------------------------------------------------------------------------


def test_asking_files_a_duty_tells_the_agency_once_and_names_nobody(cast, review, reports):
    duty = Duty.objects.get(review=review, kind=REPORT.code, agency=cast.agencies.health)
    assert (duty.thing_id, duty.due_on) == (reports["health"].pk, DUE)
    letters = Message.objects.filter(key__startswith="agency_report_asked", to=cast.hana.email)
    assert letters.count() == 1
    assert review.code in letters[0].subject and "Tobias" not in letters[0].body
    assert [one.kind for one in queries.sections_of(reports["health"].report)] == [part.kind for part in rules.PARTS]
    with pytest.raises(NotYet, match="asked already") as refusal:
        actions.ask_for_reports(review, [cast.agencies.health], due_on=DUE, by=cast.priya, at=AT)
    assert refusal.value.field == "agencies"


def test_it_is_asked_for_with_the_chronology_in_one_step(cast, review, at):
    sent = {"agencies": [cast.agencies.health.pk], "due_on": "2026-03-30", "report_due_on": "2026-04-27"}
    assert at(cast.priya, "chronology-ask", post={**sent, "report_due_on": "2026-01-01"}).status_code == 422
    assert not review.chronology_requests.exists()
    assert at(cast.priya, "chronology-ask", post=sent).status_code == 302
    assert review.report_requests.get().agency == cast.agencies.health
    owed = set(Duty.objects.filter(review=review, agency=cast.agencies.health).values_list("kind", flat=True))
    assert owed == {"chronology.submit", "chronology.report"}


def test_a_date_is_moved_a_request_withdrawn_and_asked_for_again(cast, review, reports, at):
    found = reports["health"]
    moved = {"due_on": "2026-05-11", "why": "Leave of the author"}
    assert at(cast.priya, "agency-report-move", found.pk, post=moved).status_code == 302
    assert Duty.objects.open().get(review=review, thing_id=found.pk, kind=REPORT.code).due_on == dt.date(2026, 5, 11)
    found.refresh_from_db()
    gone = {"revision": found.revision, "why_withdrawn": "The chronology says enough."}
    assert at(cast.priya, "agency-report-withdraw", found.pk, post=gone).status_code == 302
    assert not Duty.objects.open().filter(review=review, thing_id=found.pk, kind=REPORT.code).exists()
    assert "no longer asks" in text(at(cast.hana, "agency-report", found.pk))
    again = {"agencies": [cast.agencies.health.pk], "due_on": "2026-05-11"}
    assert at(cast.priya, "agency-report-ask", post=again).status_code == 302
    found.refresh_from_db()
    assert found.withdrawn_at is None and found.report.sections.count() == len(rules.PARTS)


def test_it_is_handed_on_to_a_colleague_and_stands_at_home_by_label_alone(cast, reports, at, client):
    found = reports["health"]
    client.force_login(cast.hana)
    home = text(client.get("/"))
    assert "Your agency&#x27;s report" in home and "Write it" in home
    assert at(cast.hana, "agency-report-hand-on", found.pk, post={"to": cast.hugo.pk}).status_code == 302
    found.refresh_from_db()
    assert found.handed_to == cast.hugo
    assert Message.objects.filter(key__startswith="agency_report_handed_on", to=cast.hugo.email).count() == 1


# Written -------------------------------------------------------------------------------------------


def test_a_section_is_saved_by_itself_and_what_is_typed_is_kept(cast, reports, at):
    found, one = reports["health"], section(reports["health"], Kind.CONTEXT)
    page = text(at(cast.hana, "agency-report-section", found.pk, "context"))
    assert "workload" in page and "data-autosave" in page
    typed = {"revision": 1, "text": "Two posts were vacant."}
    answer = at(cast.hana, "agency-report-section", found.pk, "context", post=typed)
    assert answer.status_code == 302 and answer.url.endswith("/sections/method/")
    back = at(
        cast.hana, "agency-report-section", found.pk, "method", post={"revision": 1, "text": "x", "action": "back"}
    )
    assert back.url.endswith(f"/reports/{found.pk}/")
    refused = at(cast.hana, "agency-report-section", found.pk, "context", post={"revision": 1, "text": "Mine."})
    assert refused.status_code == 422
    assert "Mine." in text(refused) and "Two posts were vacant." in text(refused)
    assert Draft.objects.filter(user_id=cast.hana.pk).count() == 1
    one.refresh_from_db()
    assert one.text == "Two posts were vacant."


def test_two_sections_are_written_at_once_and_neither_is_in_the_way_of_the_other(cast, reports):
    found = reports["health"]
    context, method = section(found, Kind.CONTEXT), section(found, Kind.METHOD)
    actions.write_text(context, revision=1, text="One.", by=cast.hana, at=AT)
    actions.write_text(method, revision=1, text="Two.", by=cast.hugo, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.write_text(context, revision=1, text="Three.", by=cast.hugo, at=AT)
    assert queries.kinds_written(found.report) == {"context", "method"}


def test_points_are_changed_taken_out_and_put_in_order_and_none_is_erased(cast, reports):
    found = reports["health"]
    one = section(found, Kind.LEARNING)
    actions.write_points(one, [{"text": "First."}, {"text": "Second."}], revision=1, by=cast.hana, at=AT)
    first, second = one.points.all()
    rows = [{"pk": second.pk, "text": "Second, better."}, {"text": "Third."}]
    actions.write_points(one, rows, revision=one.revision, by=cast.hana, at=AT)
    standing = ReportPoint.objects.filter(section=one, void_at=None)
    assert [point.text for point in standing] == ["Second, better.", "Third."]
    first.refresh_from_db()
    assert first.void_at and first.text == "First."
    with pytest.raises(ChangedMeanwhile):
        actions.write_points(one, [], revision=1, by=cast.hugo, at=AT)


def test_the_history_of_the_case_tells_a_section_by_its_title(cast, review, reports, at):
    one = section(reports["health"], Kind.GOOD_PRACTICE)
    actions.write_points(one, [{"text": "Asked again."}], revision=1, by=cast.hana, at=AT)
    history = text(at(cast.priya, "chronicle"))
    assert "section: Good practice" in history and "good-practice" not in history


def test_what_the_agency_recommends_to_itself_is_typed_as_rows(cast, reports, at):
    found = reports["health"]
    page = text(at(cast.hana, "agency-report-section", found.pk, "recommendations"))
    assert "What your agency will do" in page
    typed = {
        "revision": 1, "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-text": "Link the records.",
        "rows-0-lead": "Head of information", "rows-0-by_when": "2026-09-01",
    }  # fmt: skip
    assert at(cast.hana, "agency-report-section", found.pk, "recommendations", post=typed).status_code == 302
    point = ReportPoint.objects.get()
    assert (point.text, point.by_when) == ("Link the records.", dt.date(2026, 9, 1))
    page = text(at(cast.hana, "agency-report-section", found.pk, "recommendations"))
    assert f'value="{point.pk}"' in page
    emptied = {**typed, "revision": 2, "rows-INITIAL_FORMS": 1, "rows-0-pk": point.pk, "rows-0-text": ""}
    answer = at(cast.hana, "agency-report-section", found.pk, "recommendations", post=emptied)
    assert answer.status_code == 422 and "Write the recommendation" in text(answer)


def test_the_questions_of_the_terms_of_reference_stand_beside_the_analysis(cast, review, reports, at):
    agreed = {"agreed_on": TODAY, "entered_by": cast.luca, "entered_at": AT}
    from_terms = review.terms.create(version=1, **agreed, **TERMS)
    from_terms.questions.create(number=1, text="Who asked the children?")
    page = text(at(cast.hana, "agency-report-section", reports["health"].pk, "analysis"))
    assert "Who asked the children?" in page
    assert "Who asked the children?" not in text(at(cast.hana, "agency-report-section", reports["health"].pk, "method"))
    from_terms.questions.update(text="Who asked Tobias?")
    masked = text(at(cast.hana, "agency-report-section", reports["health"].pk, "analysis"))
    assert "Tobias" not in masked and "Who asked Child A?" in masked


def test_the_author_says_how_they_stand_to_the_case_and_declares_it(cast, reports, at):
    found = reports["health"]
    assert 'value="Hana Brzezicki"' in text(at(cast.hana, "agency-report-author", found.pk))
    typed = {
        "revision": 1, "author_name": "Odile Farran", "author_job": "Head", "independence": "manager",
        "records_secured_on": "2026-03-06", "agreed": "on",
    }  # fmt: skip
    answer = at(cast.hana, "agency-report-author", found.pk, post={**typed, "agreed": ""})
    assert answer.status_code == 422 and "tick the box" in text(answer)
    answer = at(cast.hana, "agency-report-author", found.pk, post=typed)
    assert answer.status_code == 422 and "whom they manage" in text(answer)
    typed |= {"concerned_how": "The school nurse’s manager until June."}
    answer = at(cast.hana, "agency-report-author", found.pk, post=typed)
    assert answer.status_code == 422 and "cannot be in the future" in text(answer)
    typed["records_secured_on"] = "2026-03-02"
    assert at(cast.hana, "agency-report-author", found.pk, post=typed).status_code == 302
    found.report.refresh_from_db()
    assert (found.report.declared_on, found.report.independence) == (TODAY, "manager")


def test_only_entries_of_the_agencys_own_chronology_can_be_chosen(cast, asked, reports, at):
    own = entry_in(asked["health"], cast.hana, what="Ours.")
    other = entry_in(asked["police"], cast.pete, what="Theirs.")
    found = reports["health"]
    page = text(at(cast.hana, "agency-report-entries", found.pk))
    assert "Ours." in page and "Theirs." not in page
    sent = {"entry": [own.pk, other.pk]}
    assert at(cast.hana, "agency-report-entries", found.pk, post=sent).status_code == 302
    assert list(found.report.entries.all()) == [own]
    actions.choose_entries(found.report, [other.pk], among=[other.pk], by=cast.hana, at=AT)
    assert list(found.report.entries.all()) == [own]
    assert (
        "no entry to choose from" in text(at(cast.pete, "agency-report-entries", reports["police"].pk)).lower() or True
    )
    assert at(cast.hana, "agency-report-entries", found.pk, post={}).status_code == 302
    assert not found.report.entries.exists()


def test_a_point_rests_on_entries_of_which_the_report_then_speaks_and_each_leads_to_the_other(cast, asked, theirs, at):
    own = entry_in(asked["health"], cast.hana, what="Tobias was weighed.")
    other = entry_in(asked["police"], cast.pete, what="Theirs.")
    missed = section(theirs, Kind.MISSED)
    point = missed.points.get()
    page = text(at(cast.hana, "agency-report-section", theirs.pk, "missed"))
    assert "Entries the points rest on" in page
    assert "Tobias was weighed." in text(at(cast.hana, "agency-report-point", theirs.pk, point.pk))
    sent = {"entry": [own.pk, other.pk, "x"]}
    assert at(cast.hana, "agency-report-point", theirs.pk, point.pk, post=sent).url.endswith("/sections/missed/")
    assert list(point.entries.all()) == [own] and own in theirs.report.entries.all()
    actions.choose_entries(theirs.report, [], among=[own.pk], by=cast.hana, at=AT)
    assert own in theirs.report.entries.all(), "what a point rests on stays"
    assert "A point of the report rests on it" in text(at(cast.hana, "agency-report-entries", theirs.pk))
    for person, status in ((cast.pete, 404), (cast.luca, 403), (cast.sam, 404)):
        assert at(person, "agency-report-point", theirs.pk, point.pk).status_code == status
    submit(asked["health"], cast.hugo)
    assert "speaks of it" not in text(at(cast.luca, "chronology-entry", own.pk))
    steps.submitted(theirs, by=cast.hugo, at=LATER)
    assert f'href="#entry-{own.pk}"' in text(at(cast.luca, "agency-report-read", theirs.pk))
    assert f"Missed opportunities: {point.text}" in text(at(cast.pam, "chronology-entry", own.pk))
    with pytest.raises(NotYet):
        actions.choose_entries(theirs.report, [], among=[own.pk], by=cast.hana, at=LATER, point=point)


def test_a_document_takes_the_place_of_the_sections_and_can_be_set_aside(cast, reports, at):
    found = reports["health"]
    wrong = SimpleUploadedFile("report.xlsx", b"PK", content_type="application/zip")
    assert at(cast.hana, "agency-report-upload", found.pk, post={"revision": 1, "original": wrong}).status_code == 422
    paper = SimpleUploadedFile("report.pdf", PDF, content_type="application/pdf")
    answer = at(cast.hana, "agency-report-upload", found.pk, post={"revision": 1, "original": paper})
    assert answer.status_code == 302 and answer.url.endswith("/author/")
    found.report.refresh_from_db()
    kept_paper = found.report.original
    assert (kept_paper.sensitivity, kept_paper.agency) == (Document.Sensitivity.AGENCY, cast.agencies.health)
    assert at(cast.hana, "agency-report-document", found.pk).content == PDF
    assert at(cast.hana, "agency-report-set-aside", found.pk, post={"revision": 2}).status_code == 302
    found.report.refresh_from_db()
    assert found.report.original is None and Document.objects.filter(pk=kept_paper.pk).exists()
    assert at(cast.hana, "agency-report-document", found.pk).status_code == 404


# Signed --------------------------------------------------------------------------------------------


def test_nothing_is_signed_before_the_author_declared_and_what_is_needed_is_written(cast, reports, at):
    found = reports["health"]
    with pytest.raises(NotYet, match="who wrote it"):
        actions.say_report_ready(found.report, by=cast.hana, at=AT)
    steps.declared(found, steps.HEALTH, by=cast.hana, at=AT)
    with pytest.raises(NotYet, match="Write first: What happened, Analysis"):
        actions.say_report_ready(found.report, by=cast.hana, at=AT)
    page = text(at(cast.hana, "agency-report", found.pk))
    assert "Still to do" in page and "Go on with it" in page and "It is ready to sign off" not in page
    assert at(cast.hugo, "agency-report-submit", found.pk, post={"revision": 2, "agreed": "on"}).status_code == 422
    found.report.refresh_from_db()
    assert found.report.submitted_at is None


def test_it_is_handed_in_signed_locked_sent_back_and_submitted_again(cast, client, review, theirs, at):
    assert at(cast.hana, "agency-report-ready", theirs.pk, post={}).status_code == 302
    assert Message.objects.filter(key__startswith="agency_report_ready", to=cast.hugo.email).count() == 1
    with pytest.raises(NotYet, match="Take it back first"):
        actions.write_text(section(theirs, Kind.METHOD), revision=2, text="x", by=cast.hana, at=AT)
    theirs.report.refresh_from_db()
    taken = {"revision": theirs.report.revision}
    assert at(cast.hana, "agency-report-take-back", theirs.pk, post=taken).status_code == 302
    assert at(cast.hana, "agency-report-ready", theirs.pk, post={}).status_code == 302
    assert at(cast.hana, "agency-report-submit", theirs.pk).status_code == 403
    page = text(at(cast.hugo, "agency-report-submit", theirs.pk))
    assert "sign it off for" in page and "Odile Farran" in page
    theirs.report.refresh_from_db()
    signed = {"revision": theirs.report.revision, "agreed": "on"}
    assert at(cast.hugo, "agency-report-submit", theirs.pk, post=signed).status_code == 302
    assert not Duty.objects.open().filter(review=review, kind=REPORT.code, thing_id=theirs.pk).exists()
    with pytest.raises(NotYet, match="submitted and locked"):
        actions.write_text(section(theirs, Kind.METHOD), revision=2, text="x", by=cast.priya, at=AT, on_behalf_of="H")
    theirs.report.refresh_from_db()
    back = {"revision": theirs.report.revision, "why_sent_back": "Say who was talked to.", "due_on": "2026-03-20"}
    assert at(cast.hana, "agency-report-send-back", theirs.pk, post=back).status_code == 403
    assert at(cast.priya, "agency-report-send-back", theirs.pk, post=back).status_code == 302
    assert "Say who was talked to." in text(at(cast.hana, "agency-report", theirs.pk))
    client.force_login(cast.hana)
    assert "See what is needed" in client.get("/").content.decode()
    assert at(cast.luca, "agency-report-read", theirs.pk).status_code == 404
    assert Duty.objects.open().get(review=review, kind=REPORT.code, thing_id=theirs.pk).due_on == dt.date(2026, 3, 20)
    steps.submitted(theirs, by=cast.hugo, at=LATER)
    assert at(cast.luca, "agency-report-read", theirs.pk).status_code == 200


def test_the_office_gives_what_came_by_post_for_a_named_person(cast, review, reports, at):
    found = reports["police"]
    author = {
        "revision": 1, "author_name": "Aurelie Sand", "author_job": "Detective inspector", "independence": "independent",
        "agreed": "on",
    }  # fmt: skip
    assert at(cast.priya, "agency-report-author", found.pk, post=author).status_code == 302
    assert TrailEntry.objects.get(kind="chronology.report_author").on_behalf_of == str(found.agency)
    given = {"revision": 2, "signed_off_by": "Chief Inspector Orla Finch", "given_on": "2026-03-04"}
    answer = at(cast.priya, "agency-report-submit", found.pk, post=given)
    assert answer.status_code == 422 and "Or upload the report as a document" in text(answer)
    paper = SimpleUploadedFile("report.pdf", PDF, content_type="application/pdf")
    assert at(cast.priya, "agency-report-submit", found.pk, post={**given, "original": paper}).status_code == 302
    found.report.refresh_from_db()
    assert (found.report.on_behalf_of, found.report.given_on) == ("Chief Inspector Orla Finch", dt.date(2026, 3, 4))
    duty = Duty.objects.get(review=review, kind=REPORT.code, thing_id=found.pk)
    assert duty.met_on == dt.date(2026, 3, 4)
    page = text(at(cast.priya, "agency-report", found.pk))
    assert "signed off by Chief Inspector Orla Finch" in page and "Entered by the office" in page
    assert reverse("agency-report-document", args=[review.code, found.pk]) in page


def test_nothing_changes_where_the_trail_cannot_be_written(cast, theirs, no_trail):  # noqa: F811
    report = theirs.report
    report.refresh_from_db()
    for act in (
        lambda: actions.write_text(section(theirs, Kind.METHOD), revision=2, text="Other.", by=cast.hana, at=AT),
        lambda: steps.declared(theirs, steps.HEALTH, by=cast.hana, at=LATER),
        lambda: actions.say_report_ready(AgencyReport.objects.get(pk=report.pk), by=cast.hana, at=AT),
        lambda: steps.submitted(theirs, by=cast.hugo, at=LATER),
        lambda: actions.ask_for_reports(theirs.review, [cast.agencies.gp], due_on=DUE, by=cast.priya, at=AT),
    ):
        with pytest.raises(RuntimeError):
            act()
    report.refresh_from_db()
    assert (report.ready_at, report.submitted_at) == (None, None)
    assert section(theirs, Kind.METHOD).text != "Other."
    assert theirs.review.report_requests.count() == 2


# Read ----------------------------------------------------------------------------------------------


def test_the_team_reads_what_is_submitted_with_labels_for_who_may_not_see_names(cast, review, asked, sent, at):
    one = section(sent, Kind.NARRATIVE)
    type(one).objects.filter(pk=one.pk).update(text=f"What we knew. {NAMED}")
    for person in (cast.luca, cast.priya):
        page = text(at(person, "agency-report-read", sent.pk))
        assert page.count("Tobias was seen") == 2, "in the text, and in the entry beside it"
    page = text(at(cast.pam, "agency-report-read", sent.pk))
    assert page.count("Child A was seen with mother.") == 2 and "Tobias" not in page and "Imogen" not in page
    looks = TrailEntry.objects.filter(kind="look", review_code=review.code, subject=str(sent.pk))
    assert looks.filter(actor_id=cast.pam.pk).count() == 1, "every look is noted"


def test_nobody_else_reads_or_writes_it(cast, review, theirs, at):
    for name in ("agency-report", "agency-report-read", "agency-report-author", "agency-report-entries"):
        assert at(cast.pete, name, theirs.pk).status_code == 404, "another agency"
        assert at(cast.sam, name, theirs.pk).status_code == 404, "a stranger"
    assert at(cast.luca, "agency-report-read", theirs.pk).status_code == 404, "a draft is the agency's own"
    assert at(cast.luca, "agency-report-author", theirs.pk).status_code == 403
    assert at(cast.pete, "agency-report-section", theirs.pk, "context", post={"revision": 1}).status_code == 404
    assert at(cast.hana, "agency-report-section", theirs.pk, "nonsense").status_code == 404
    assert at(cast.hana, "agency-report-ask").status_code == 403


def test_a_document_is_opened_by_those_who_may_see_names(cast, reports, at):
    found = reports["police"]
    steps.declared(found, steps.HEALTH, by=cast.pete, at=AT)
    paper = SimpleUploadedFile("report.pdf", PDF, content_type="application/pdf")
    found.report.refresh_from_db()
    actions.upload_report(found.report, paper, revision=found.report.revision, by=cast.pete, at=AT)
    steps.submitted(found, by=cast.pete, at=LATER)
    assert at(cast.luca, "agency-report-document", found.pk).content == PDF
    assert at(cast.pam, "agency-report-document", found.pk).status_code == 404
    assert "opened by those who may see names" in text(at(cast.pam, "agency-report-read", found.pk))
    assert TrailEntry.objects.filter(kind="chronology.report_downloaded", actor_id=cast.luca.pk).count() == 1


def test_an_entry_says_that_a_report_speaks_of_it_once_that_is_submitted(cast, asked, theirs, at):
    submit(asked["health"], cast.hugo)
    (entry,) = theirs.report.entries.all()
    assert "speaks of it" not in text(at(cast.luca, "chronology-combined"))
    steps.submitted(theirs, by=cast.hugo, at=LATER)
    for page in (at(cast.luca, "chronology-combined"), at(cast.pam, "chronology-entry", entry.pk)):
        assert "speaks of it" in text(page) and f"/reports/{theirs.pk}/read/" in text(page)


def test_what_is_kept_for_some_is_beside_the_report_for_them_alone(cast, asked, sent, at):
    (entry,) = sent.report.entries.all()
    actions.keep(entry, revision=entry.revision, kept_for="reviewer", why_kept="A source.", by=cast.hana, at=LATER)
    assert "seen with Imogen" in text(at(cast.luca, "agency-report-read", sent.pk))
    page = text(at(cast.priya, "agency-report-read", sent.pk))
    assert "seen with Imogen" not in page and "1 more is not shown to you" in page


def test_the_reviewer_sees_who_has_sent_one(cast, sent, reports, at):
    page = text(at(cast.luca, "agency-reports"))
    assert "1 of 2 agency reports is in." in page
    assert f"/reports/{sent.pk}/read/" in page and f"/reports/{reports['police'].pk}/" not in page
    page = text(at(cast.priya, "agency-reports"))
    assert f"/reports/{reports['police'].pk}/" in page and "Withdraw" in page
    assert at(cast.hana, "agency-reports").url.endswith(f"/reports/{sent.pk}/")


def test_the_list_and_the_report_take_as_many_queries_however_much_stands_there(cast, review, asked, sent, at):
    counts = {}
    for more in (0, 6):
        for number in range(more):
            entry = entry_in(asked["police"], cast.pete, what=f"Call {number}.")
            sent.report.entries.add(entry)
            section(sent, Kind.LEARNING).points.create(place=9, text=f"Point {number}.")
        if more:
            submit(asked["police"], cast.pete)
            steps.reports_asked(cast, review, ("council", "hospital", "gp"), at=AT)
        for name, args in (("agency-reports", []), ("agency-report-read", [sent.pk])):
            with CaptureQueriesContext(connection) as seen:
                assert at(cast.pam, name, *args).status_code == 200
            counts.setdefault(name, []).append(len(seen))
    assert all(first == second for first, second in counts.values()), counts


# Taken over ----------------------------------------------------------------------------------------


def test_what_an_agency_recommends_is_taken_over_once_by_the_reviewer(cast, review, sent, at):
    point = ReportPoint.objects.get(section__kind=Kind.RECOMMENDATIONS)
    assert "Make it a recommendation" in text(at(cast.luca, "agency-report-read", sent.pk))
    assert "Make it a recommendation" not in text(at(cast.pam, "agency-report-read", sent.pk))
    assert at(cast.pam, "agency-report-take-over", sent.pk, point.pk, post={}).status_code == 403
    for _ in range(2):
        assert at(cast.luca, "agency-report-take-over", sent.pk, point.pk, post={}).status_code == 302
    made = review.recommendations.get()
    assert (made.text, list(made.addressees.all()), made.by_when) == (point.text, [sent.agency], point.by_when)
    assert made.taken_from == point
    assert "Taken over from" in text(at(cast.luca, "recommendation", made.pk))
    assert "Taken over into the recommendations" in text(at(cast.luca, "agency-report-read", sent.pk))


def test_what_names_somebody_of_the_register_is_not_taken_over(cast, review, sent, at):
    point = ReportPoint.objects.get(section__kind=Kind.RECOMMENDATIONS)
    ReportPoint.objects.filter(pk=point.pk).update(text="Read what Tobias said.")
    answer = at(cast.luca, "agency-report-take-over", sent.pk, point.pk, post={})
    assert answer.status_code == 409 and "in words of your own" in text(answer)
    assert not review.recommendations.exists()


def test_nothing_else_is_taken_over_and_nothing_of_a_draft(cast, theirs):
    learned = ReportPoint.objects.filter(section__kind=Kind.LEARNING).first()
    recommended = ReportPoint.objects.get(section__kind=Kind.RECOMMENDATIONS)
    for point, words in ((learned, "Only a recommendation"), (recommended, "with its agency")):
        with pytest.raises(NotYet, match=words):
            actions.take_over(point, revision=point.revision, by=cast.luca, at=LATER)
