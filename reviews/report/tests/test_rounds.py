"""A version goes round: to whom, until when, who sees what others said, and what is refused."""

import datetime as dt
import io
import re
from unittest.mock import patch

import docx
import pytest
from django.urls import reverse

from agencies.actions.people import give_role
from agencies.queries import visitor
from agencies.roles import Role
from cspr.audit.models import TrailEntry
from cspr.drafts import actions as drafts
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests.memory import kept
from reviews.case import actions as case
from reviews.case import queries as case_queries
from reviews.case.models import Duty, PhaseChange, Review
from reviews.case.phases import Phase
from reviews.report import actions, queries
from reviews.report.models import ReportComment, Round, RoundReader, Version
from reviews.report.tests.conftest import AT
from reviews.report.tests.steps import out

pytestmark = [pytest.mark.django_db, pytest.mark.page]
TODAY = AT.date()
DUE = TODAY + dt.timedelta(days=14)
LATER = DUE + dt.timedelta(days=7)


@pytest.fixture
@kept
def written(report, section, cast, review):
    """Three agencies are involved; two of them are to read."""
    for agency in (cast.agencies.health, cast.agencies.police, cast.agencies.school):
        case.involve(review, agency, by=cast.priya, at=AT)
    actions.save_section(
        section, html="<p>The school saw it.</p><p>Nobody rang.</p>", revisions={}, by=cast.luca, at=AT
    )
    return report


@pytest.fixture
@kept
def sent(written, cast):
    return out(
        cast, written, at=AT, people=[cast.pam], agencies=[cast.agencies.health, cast.agencies.police],
        others=["Mo Gill, family solicitor"],
    )  # fmt: skip


def reader(sent, name):
    return next(one for one in sent.readers.all() if name in one.called)


def owed(name="report.comment"):
    return Duty.objects.open().filter(kind=name).order_by("pk")


def page(name, sent, pk=None):
    code = sent.version.report.review.code
    return reverse(name, args=[code] if pk == "" else [code, pk or sent.pk])


def shown(client, person, url, status=200):
    client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def said(sent, who, text, cast):
    people = {"Pam": cast.pam, "Health": cast.hana, "Police": cast.pete}
    return actions.comment(sent.version, reader=reader(sent, who), text=text, by=people[who], at=AT)


# Sending ------------------------------------------------------------------------------------------------


def test_each_reader_owes_their_comments_on_a_copy_of_their_own_and_is_written_to(sent, cast, review):
    duties = list(owed())
    assert [(duty.user, duty.agency, duty.role) for duty in duties] == [
        (cast.pam, None, ""), (None, cast.agencies.health, ""), (None, cast.agencies.police, ""),
        (None, None, "business_support"),
    ]  # fmt: skip
    assert {duty.due_on for duty in duties} == {DUE}
    assert {duty.thing_id for duty in duties} == set(sent.readers.values_list("pk", flat=True))
    asked = visitor(cast.hana, today=TODAY, now=AT)
    assert [duty.kind for duty in Duty.objects.open().owed_by(asked)] == ["report.comment"]
    told = Message.objects.filter(subject__contains="a draft to read")
    assert {cast.pam.email, cast.hana.email, cast.hugo.email, cast.pete.email} == set(told.values_list("to", flat=True))
    assert "school" not in str(list(told.values_list("body", flat=True)))


def test_an_agency_that_left_and_comes_back_owes_its_comments_again_while_the_round_is_open(sent, cast, review):
    for agency in (cast.agencies.health, cast.agencies.police):
        involved = case.involve(review, agency, by=cast.priya, at=AT)
        case.end_involvement(involved, why="Another trust.", by=cast.priya, at=AT)
    assert not owed().filter(agency__isnull=False).exists()
    case.involve(review, cast.agencies.health, by=cast.priya, at=AT)
    assert [duty.agency for duty in owed().filter(agency__isnull=False)] == [cast.agencies.health]
    actions.close_round(sent, by=cast.luca, at=AT)
    case.involve(review, cast.agencies.police, by=cast.priya, at=AT)
    assert not owed().exists(), "a round that is closed meanwhile asks nobody"


@pytest.mark.parametrize(
    ("more", "field"), [({"due_on": None}, "due_on"), ({"due_on": TODAY - dt.timedelta(1)}, "due_on"), ({"people": []}, "people")]
)  # fmt: skip
def test_what_cannot_be_sent_is_refused_beside_its_field(written, cast, more, field):
    with pytest.raises(NotYet) as refusal:
        actions.send_round(written, **({"name": "x", "people": [cast.pam], "due_on": DUE} | more), by=cast.luca, at=AT)
    assert refusal.value.field == field
    assert not Round.objects.exists() and not Version.objects.exists()


def test_a_version_that_was_kept_goes_round_as_it_is(written, cast):
    kept_one = actions.make_version(written, purpose="kept", by=cast.luca, at=AT)
    first = actions.send_round(written, version=kept_one, people=[cast.pam], due_on=DUE, by=cast.luca, at=AT)
    assert first.version == kept_one and Version.objects.count() == 1


# Finishing and closing ----------------------------------------------------------------------------------


def test_a_comment_alone_finishes_nothing_and_finishing_meets_the_duty(sent, cast):
    said(sent, "Pam", "Six, not five.", cast)
    pam = reader(sent, "Pam")
    assert owed().filter(thing_id=pam.pk).exists()
    with pytest.raises(NotYet, match="There are comments"):
        actions.finish(pam, nothing_to_say=True, by=cast.pam, at=AT)
    actions.finish(pam, by=cast.pam, at=AT)
    assert not owed().filter(thing_id=pam.pk).exists() and not pam.nothing_to_say


def test_the_office_notes_for_a_reader_that_they_had_nothing_to_say_on_the_day_they_said_so(sent, cast):
    solicitor = reader(sent, "Gill")
    actions.finish(solicitor, nothing_to_say=True, given_on=TODAY, by=cast.priya, at=AT + dt.timedelta(days=3))
    assert Duty.objects.get(thing_id=solicitor.pk, kind="report.comment").met_on == TODAY
    entry = TrailEntry.objects.get(kind="report.no_comments")
    assert (entry.actor, entry.on_behalf_of) == (cast.priya.name, "Mo Gill, family solicitor")


def test_the_office_enters_a_comment_for_a_reader_with_the_day_it_was_given(sent, cast):
    given = actions.comment(
        sent.version, text="By letter.", reader=reader(sent, "Pam"), given_on=TODAY, finished=True, by=cast.priya,
        at=AT + dt.timedelta(days=3),
    )  # fmt: skip
    assert (given.on_behalf_of, given.given_on) == (cast.pam.name, TODAY)
    assert Duty.objects.get(kind="report.comment", user=cast.pam).met_on == TODAY
    other = actions.comment(sent.version, text="From the family.", on_behalf_of="Key worker", by=cast.priya, at=AT)
    assert (other.on_behalf_of, other.reader) == ("Key worker", None)


def test_closing_lets_readers_be_and_refuses_what_comes_late(sent, cast):
    said(sent, "Health", "Right.", cast)
    actions.close_round(sent, by=cast.luca, at=AT)
    assert not owed().exists()
    assert Duty.objects.get(kind="report.comment", agency=cast.agencies.health).met_on == TODAY
    for attempt in (
        lambda: said(sent, "Pam", "Late.", cast),
        lambda: actions.comment(sent.version, text="Unasked.", by=cast.cora, at=AT),
        lambda: actions.finish(reader(sent, "Pam"), by=cast.pam, at=AT),
        lambda: actions.close_round(sent, by=cast.luca, at=AT),
        lambda: actions.move_round(sent, due_on=LATER, why="x", revision=sent.revision, by=cast.luca, at=AT),
    ):
        with pytest.raises(NotYet, match="closed"):
            attempt()
    assert ReportComment.objects.count() == 1


# Dates and readers --------------------------------------------------------------------------------------


def test_the_date_moves_for_every_reader_who_still_reads(sent, cast):
    actions.finish(reader(sent, "Police"), nothing_to_say=True, by=cast.pete, at=AT)
    with pytest.raises(NotYet, match="Say why"):
        actions.move_round(sent, due_on=LATER, why=" ", revision=sent.revision, by=cast.luca, at=AT)
    actions.move_round(sent, due_on=LATER, why="Half term.", revision=sent.revision, by=cast.luca, at=AT)
    assert [duty.due_on for duty in owed()] == [LATER] * 3
    assert owed().first().why_moved == "Half term."


def test_a_reader_is_added_and_taken_off_with_a_reason_and_what_they_said_stands(sent, cast):
    with pytest.raises(NotYet) as twice:
        actions.add_reader(sent, user=cast.pam, why="x", by=cast.luca, at=AT)
    assert twice.value.field == "who"
    new = actions.add_reader(sent, agency=cast.agencies.school, why="They asked.", by=cast.luca, at=AT)
    assert owed().get(agency=cast.agencies.school).thing_id == new.pk
    given = said(sent, "Police", "Wrong day.", cast)
    police = reader(sent, "Police")
    with pytest.raises(NotYet, match="Say why"):
        actions.take_off(police, why="", revision=police.revision, by=cast.luca, at=AT)
    actions.take_off(police, why="Conflict of interest.", revision=police.revision, by=cast.luca, at=AT)
    assert not owed().filter(thing_id=police.pk).exists()
    assert ReportComment.objects.standing().get() == given
    with pytest.raises(NotYet, match="no longer asked"):
        said(sent, "Police", "More.", cast)
    actions.add_reader(sent, agency=cast.agencies.police, why="Settled.", by=cast.luca, at=AT)
    assert RoundReader.objects.get(pk=police.pk).off_at is None and owed().filter(thing_id=police.pk).exists()


# Who sees what ------------------------------------------------------------------------------------------


def test_agencies_do_not_see_one_anothers_comments_until_the_round_is_closed(client, sent, cast):
    said(sent, "Health", "The visit was on a Monday.", cast)
    said(sent, "Police", "Two calls, not one.", cast)
    health, police = (
        page("report-copy", sent, reader(sent, "Health").pk),
        page("report-copy", sent, reader(sent, "Police").pk),
    )
    own = shown(client, cast.hana, health)
    assert "on a Monday" in own and "Two calls" not in own and "Copy for <strong>" in own and cast.hana.name in own
    shown(client, cast.hana, police, 404)
    shown(client, cast.hana, page("report-round", sent), 403)
    shown(client, cast.hana, reverse("report-version", args=[sent.version.report.review.code, sent.version.pk]), 403)
    team = shown(client, cast.pam, page("report-round", sent))
    assert "on a Monday" in team and "Two calls" in team and cast.pete.name in team
    actions.close_round(sent, by=cast.luca, at=AT)
    after = shown(client, cast.hana, health)
    assert "Two calls" in after and cast.pete.name not in after and "Fenmarsh Police" in after


def test_only_its_reader_and_those_who_run_the_round_open_a_copy(client, sent, cast):
    copy = page("report-copy", sent, reader(sent, "Health").pk)
    for person, status in (
        (cast.hana, 200),
        (cast.hugo, 200),
        (cast.luca, 200),
        (cast.priya, 200),
        (cast.pam, 404),
        (cast.ira, 403),
    ):
        shown(client, person, copy, status)
    assert RoundReader.objects.get(agency=cast.agencies.health).opened_at


def test_taken_off_or_with_the_role_ended_nothing_of_the_draft_is_reached_any_longer(client, sent, cast):
    given, pams = said(sent, "Health", "On a Monday.", cast), said(sent, "Pam", "Read it.", cast)
    health = reader(sent, "Health")
    change, text = page("report-comment-change", sent, given.pk), {"text": "Other.", "revision": given.revision}
    actions.take_off(health, why="A witness.", revision=health.revision, by=cast.luca, at=AT)
    for name in ("change", "withdraw"):
        shown(client, cast.hana, page(f"report-comment-{name}", sent, given.pk), 404)
    assert client.post(change, text).status_code == 404
    shown(client, cast.priya, change)
    sent.version.report.review.team.filter(user=cast.pam).update(ends_on=TODAY)
    give_role(cast.pam, role=Role.CONTRIBUTOR, agency=cast.agencies.police, starts_on=TODAY, by=cast.adam, at=AT)
    shown(client, cast.pam, page("report-copy", sent, reader(sent, "Police").pk))
    shown(client, cast.pam, page("report-copy", sent, pams.reader_id), 404)
    shown(client, cast.pam, page("report-comment-change", sent, pams.pk), 404)
    assert "Copy for" in shown(client, cast.pam, page("report-copies", sent, ""))


def test_who_sees_no_names_reads_labels_in_comments(client, sent, cast):
    said(sent, "Health", "Tobias was weighed twice.\nNot once.", cast)
    read = shown(client, cast.pam, page("report-round", sent))
    assert "Tobias" not in read and "Child A was weighed twice." in read
    assert "Tobias was weighed" in shown(client, cast.luca, page("report-round", sent))


def test_an_agency_finds_its_copies_and_what_it_said_can_be_put_right(client, sent, cast):
    given = said(sent, "Health", "On a Monday.", cast)
    assert "Version 1, for comment" in shown(client, cast.hana, page("report-copies", sent, ""))
    assert "No draft has been sent to you" in shown(client, cast.dina, page("report-copies", sent, ""))
    change = page("report-comment-change", sent, given.pk)
    shown(client, cast.hugo, change, 404)
    shown(client, cast.hana, change)
    answer = client.post(change, {"text": "On a Tuesday.", "revision": given.revision})
    assert answer.url.startswith(page("report-copy", sent, given.reader_id))


def test_a_copy_comment_on_a_closed_round_is_refused_beside_nothing_lost(client, sent, cast):
    actions.close_round(sent, by=cast.luca, at=AT)
    url = page("report-copy-comment", sent, reader(sent, "Health").pk)
    for before in (url, page("report-return", sent, reader(sent, "Health").pk)):
        assert "round is closed" in shown(client, cast.hana, before), "told before anything is typed"
    answer = client.post(url, {"text": "A long thought."})
    assert answer.status_code == 422 and "A long thought." in answer.content.decode()
    assert "round is closed" in answer.content.decode()


def test_who_runs_the_round_takes_in_a_word_document_and_finishes_for_a_reader_by_name(client, sent, cast):
    pam, pete = reader(sent, "Pam"), reader(sent, "Police")
    returned = page("report-return", sent, pete.pk)
    assert f'href="{returned}"' in shown(client, cast.luca, page("report-round", sent))
    assert "Take in a Word document that came back" in shown(client, cast.luca, returned)
    theirs = shown(client, cast.luca, page("report-copy", sent, pam.pk))
    assert "Note that they have" in theirs and ">I have" not in theirs
    own = shown(client, cast.pam, page("report-copy", sent, pam.pk))
    assert ">I have" in own and "Note that they have" not in own


def test_the_pages_of_a_round_do_what_they_say(client, sent, cast):
    client.force_login(cast.luca)
    move, add = page("report-round-move", sent), page("report-reader-add", sent)
    pete = reader(sent, "Police")
    off = page("report-reader-off", sent, pete.pk)
    assert client.post(move, {"due_on": str(TODAY), "why": "", "revision": sent.revision}).status_code == 422
    assert client.post(add, {"who": "other", "name": "", "why": "x"}).status_code == 422
    assert client.post(add, {"who": f"agency{cast.agencies.school.pk}", "why": "Asked."}).status_code == 302
    assert client.post(off, {"why": "Left.", "revision": pete.revision}).status_code == 302
    assert sent.readers.filter(off_at=None).count() == 4
    for url in (move, add, off):
        shown(client, cast.pam, url, 403)
    told = shown(client, cast.pete, page("report-copy", sent, pete.pk))
    assert "You are no longer asked" in told and "The school saw it" not in told
    for name in ("report-copy-comment", "report-return"):
        shown(client, cast.pete, page(name, sent, pete.pk), 404)
    assert client.post(page("publication-copy", sent, pete.pk), {"form": "docx"}).status_code == 404


def read_word(client, person, url):
    client.force_login(person)
    answer = client.get(url)
    word = docx.Document(io.BytesIO(answer.content))
    return [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]


def test_the_table_of_comments_and_responses_leaves_in_word_and_as_pdf_with_the_names_each_may_see(client, sent, cast):
    uid = sent.version.content["sections"][3]["blocks"][1]["uid"]
    given = actions.comment(
        sent.version, reader=reader(sent, "Health"), block_uid=uid, text="Tobias’s nurse rang.", by=cast.hana, at=AT
    )
    actions.answer(given, response="partly", why="She wrote.", revision=1, by=cast.luca, at=AT)
    url = page("report-table", sent) + "?form=docx"
    (head, row, *_), health = read_word(client, cast.luca, url), cast.agencies.health.name
    assert head == ["On", "Comment", "By whom, and when", "Response"]
    assert row == [
        "Paragraph 1.2",
        "Tobias’s nurse rang.",
        f"{cast.hana.name}, {health}\n2 March 2026",
        "Accepted in part. She wrote.",
    ]
    assert read_word(client, cast.pam, url)[1][1] == "Child A’s nurse rang."
    out_of_here = read_word(client, cast.luca, f"{url}&outside")
    assert out_of_here[1:] == [
        ["Paragraph 1.2", "Child A’s nurse rang.", f"{health}\n2 March 2026", "Accepted in part. She wrote."]
    ]
    pdf = client.get(page("report-table", sent) + "?form=pdf")
    assert pdf.content.startswith(b"%PDF") and TrailEntry.objects.filter(kind="report.table_taken").count() == 4
    shown(client, cast.hana, url, 403)


def test_a_table_that_would_tell_who_somebody_is_does_not_go_out(client, sent, cast):
    said(sent, "Health", "Born on 11 April 2019.", cast)
    client.force_login(cast.luca)
    assert client.get(page("report-table", sent) + "?form=docx&outside").status_code == 409
    assert client.get(page("report-table", sent) + "?form=docx").status_code == 200


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_of_comments_asks_the_same_of_the_database_however_many_there_are(
    sent, cast, number, django_assert_num_queries
):
    for count in range(number):
        said(sent, "Health", f"Comment {count}.", cast)
    with django_assert_num_queries(17):
        queries.grouped(
            Round.objects.select_related("version__report__review__partnership").get(), queries.Eyes(False, True)
        )


@pytest.mark.parametrize("act", ["send", "add", "off", "move", "close", "finish"])
def test_nothing_changes_when_the_trail_cannot_be_written(sent, written, cast, act):
    pam = reader(sent, "Pam")
    acts = {
        "send": lambda: actions.send_round(
            written, version=sent.version, people=[cast.cora], due_on=DUE, by=cast.luca, at=AT
        ),
        "add": lambda: actions.add_reader(sent, user=cast.cora, why="x", by=cast.luca, at=AT),
        "off": lambda: actions.take_off(pam, why="x", revision=pam.revision, by=cast.luca, at=AT),
        "move": lambda: actions.move_round(sent, due_on=LATER, why="x", revision=sent.revision, by=cast.luca, at=AT),
        "close": lambda: actions.close_round(sent, by=cast.luca, at=AT),
        "finish": lambda: actions.finish(pam, by=cast.pam, at=AT),
    }

    def state():
        return (
            list(Round.objects.values_list("due_on", "closed_at")), list(RoundReader.objects.values_list("off_at", "finished_on")),
            list(Duty.objects.values_list("due_on", "met_at", "withdrawn_at")), Message.objects.count(),
        )  # fmt: skip

    before = state()
    with patch("reviews.report.actions.rounds.record", side_effect=RuntimeError), pytest.raises(RuntimeError):
        acts[act]()
    assert state() == before


def test_an_answer_typed_into_the_list_is_kept_and_put_back_there_and_on_its_own_page(client, sent, cast):
    for text in ("First.", "Second."):
        actions.comment(sent.version, reader=reader(sent, "Health"), block_uid=None, text=text, by=cast.hana, at=AT)
    first, second = sent.version.comments.order_by("pk")
    told = shown(client, cast.luca, page("report-round", sent))
    keys = re.findall(r'data-autosave="([^"]+)"', told)
    assert len(set(keys)) == 2
    drafts.save(cast.luca.pk, keys[1], {"response": ["partly"], "why": ["Because of 4.2."]}, revision=0, at=AT)
    told = shown(client, cast.luca, page("report-round", sent))
    assert f'id="r{second.pk}-partly" checked' in told and told.count("Because of 4.2.") == 1
    assert "Because of 4.2." in shown(client, cast.luca, page("report-answer", sent, second.pk))
    answered = {"response": "partly", "why": "Because of 4.2.", "revision": second.revision}
    assert client.post(page("report-answer", sent, second.pk), answered).status_code == 302
    assert "Because of 4.2." not in shown(client, cast.luca, page("report-answer", sent, first.pk))


# The case closed ------------------------------------------------------------------------------------


def at_its_end(sent, cast):
    review = Review.objects.get(pk=sent.version.report.review_id)
    PhaseChange.objects.create(review=review, was="in_review", became="published", at=AT, by=cast.priya)
    Review.objects.filter(pk=review.pk).update(phase=Phase.PUBLISHED)
    review.refresh_from_db()
    review.duties.open().exclude(kind__in=("report.comment", "report.answer")).update(withdrawn_at=AT)
    return review


def test_closing_the_case_ends_its_rounds_and_nobody_is_asked_for_comments_again(sent, cast, monkeypatch):
    monkeypatch.setattr("reviews.case.queries.closing._sources", [queries.open_ends])
    actions.comment(sent.version, text="Not so.", by=cast.pam, at=AT)
    review = at_its_end(sent, cast)
    (end,) = [end for end in case_queries.open_ends([review], TODAY)[review.pk] if "with its readers" in end.words]
    assert not end.stops
    case.close_case(review, why="It is over.", by=cast.priya, at=AT + dt.timedelta(hours=1))
    sent = Round.objects.get(pk=sent.pk)
    assert sent.closed_at and not owed() and not owed("report.answer")
    assert Duty.objects.get(kind="report.comment", user=cast.pam).met_on == TODAY
    assert TrailEntry.objects.filter(kind="report.round_closed").count() == 1
    case.step_back(review, Phase.PUBLISHED, why="A mistake.", by=cast.priya, at=AT + dt.timedelta(hours=2))
    assert not owed() and owed("report.answer").count() == 1


def test_in_a_closed_case_nothing_is_sent_round_and_no_comment_is_taken(sent, written, cast):
    written.review.phase = Phase.CLOSED
    Review.objects.filter(pk=written.review_id).update(phase=Phase.CLOSED)
    version = Version.objects.get(pk=sent.version_id)
    for act in (
        lambda: out(cast, written, at=AT),
        lambda: actions.comment(version, text="Late.", by=cast.pam, at=AT),
        lambda: actions.comment(version, text="Late.", by=cast.luca, at=AT),
        lambda: actions.add_reader(Round.objects.get(), name="Jo Lind", why="Asked.", by=cast.priya, at=AT),
    ):
        with pytest.raises(NotYet, match="The case is closed"):
            act()
    assert not owed("report.answer")
