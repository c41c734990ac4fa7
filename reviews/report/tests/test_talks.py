"""Do the figures and quotes of the conversations stand in the report as they are recorded, and is nothing quoted that is not cleared?"""

import datetime as dt

import pytest
from django.urls import reverse

from cspr.records import NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept
from reviews.conversations import actions as conversations
from reviews.conversations.models import Quote
from reviews.conversations.queries import figures, standing
from reviews.conversations.rules import Expected
from reviews.conversations.tests import steps as talks
from reviews.panel.tests.steps import a_review_under_way, commissioned
from reviews.publication.actions import ask_to_prepare
from reviews.report import actions, narrative, queries
from reviews.report.models import Block, Version
from reviews.report.tests import steps

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 12)
HELD = (
    (12, "one", "video", (("Health visitor", "health"),)),
    (4, "managers", "video", (("Sergeant", "police"), ("Manager", "council"))),
)
SAID = ("I waited for a call that never came, and then I stopped waiting.", "The second form has no box for a man.")
pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


@pytest.fixture
@kept
def review(cast):
    review = commissioned(cast, a_review_under_way(cast, at=AT), at=AT)
    return talks.conversations_held(cast, review, at=AT, held=HELD, said=SAID)


@pytest.fixture
@kept
def report(cast, review):
    return steps.report_drafted(cast, review, at=AT)


def section(report, kind):
    return next(one for one in queries.sections_for_talks(report) if one.kind == kind)


def standing_blocks(review):
    return {(block.section.kind, block.origin): block for block in queries.filed_talks(review)}


def place(cast, report, *kinds):
    sections = [section(report, kind) for kind in kinds]
    actions.place_figures(report, sections=sections, by=cast.luca, at=AT)


def one_more(cast, review, **more):
    return conversations.plan_session(
        review, form="group", mode="phone", minutes_long=30, points=None, held_on=DAY,
        expected=[Expected("Clerk", cast.agencies.school, came=True)], by=cast.priya, at=AT, **more,
    )  # fmt: skip


def test_the_counts_are_told_in_words_and_name_no_agency(cast, review):
    assert narrative.figures_told(figures(review)) == (
        "Two conversations with practitioners were held, all by video call: one one to one and one managers’ session. "
        "Three practitioners of three agencies took part. They lasted about 90 minutes."
    )
    one_more(cast, review, minutes_held=20)
    assert narrative.figures_told(figures(review)).endswith(
        "Four practitioners of four agencies took part. They lasted between 20 and 90 minutes."
    )


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (1, "one"), (20, "twenty"), (22, "twenty-two"), (90, "ninety"), (100, "100")]
)
def test_numbers_are_written_in_words_below_a_hundred(number, words):
    assert narrative.in_words(number) == words


def test_figures_follow_when_a_session_is_added_or_put_right_wherever_they_stand(cast, review, report):
    place(cast, report, "introduction", "summary")
    assert {kind for kind, _ in standing_blocks(review)} == {"introduction", "summary"}
    session = one_more(cast, review)
    for block in standing_blocks(review).values():
        assert "Three conversations" in block.html and block.facts["participants"] == 4
    (clerk,) = standing(session)
    put_right = [Expected("Clerk", clerk.agency, came=False, pk=clerk.pk)]
    conversations.change_session(session, revision=1, held_on=DAY, expected=put_right, by=cast.priya, at=AT)
    assert all("Two conversations" in block.html for block in standing_blocks(review).values())
    place(cast, report, "summary")
    assert list(standing_blocks(review)) == [("summary", "conversations:figures")]
    place(cast, report)
    assert not standing_blocks(review)
    one_more(cast, review)
    assert not standing_blocks(review), "what was taken out does not come back by itself"


def test_where_nothing_is_counted_nothing_is_told(cast, review, report):
    place(cast, report, "introduction")
    for session in review.sessions.all():
        none = [Expected(one.role, one.agency, came=False, pk=one.pk) for one in standing(session)]
        conversations.change_session(
            session, revision=session.revision, held_on=session.held_on, expected=none, by=cast.priya, at=AT
        )
    assert not standing_blocks(review)
    with pytest.raises(NotYet):
        place(cast, report, "introduction")


def answer(cast, quote, said, **more):
    values = {
        "words": quote.words, "said_by": quote.said_by, "answer": said, "answered_on": DAY if said else None,
        "answered_by": standing(quote.note.session)[0] if said else None, "answered_words": "As I said.", **more,
    }  # fmt: skip
    conversations.answer_quote(quote, revision=quote.revision, **values, by=cast.luca, at=AT)


def test_a_quote_that_is_not_cleared_is_refused_beside_the_field(cast, review, report, client, monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    quote = Quote.objects.get(note__session__review=review)
    answer(cast, quote, "")
    client.force_login(cast.luca)
    page = reverse("report-quote", args=[review.code])
    typed = {"quote": quote.pk, "section": section(report, "discussion").pk}
    refused = client.post(page, typed)
    assert refused.status_code == 422 and "not cleared for use" in refused.context["form"].errors["quote"][0]
    assert not standing_blocks(review)
    answer(cast, quote, "cleared")
    assert client.post(page, typed).status_code == 302
    (block,) = standing_blocks(review).values()
    assert block.kind == "quote" and SAID[0] in block.html and block.facts["cleared"] == "12 March 2026"
    typed["section"] = section(report, "summary").pk
    client.post(page, typed)
    assert [kind for kind, _ in standing_blocks(review)] == ["summary"], "it stands once"


def test_what_is_cleared_no_longer_leaves_the_draft_and_no_version_goes_out_with_it(cast, review, report):
    quote = Quote.objects.get(note__session__review=review)
    actions.take_quote(report, quote=quote, section=section(report, "discussion"), by=cast.luca, at=AT)
    agreed = actions.make_version(report, purpose=Version.Purpose.FINAL, by=cast.luca, at=AT)
    answer(cast, quote, "refused")
    assert not standing_blocks(review)
    with pytest.raises(NotYet) as refused:
        ask_to_prepare(review, by=cast.priya, at=AT)
    assert "not cleared for use" in str(refused.value) and SAID[0] not in str(refused.value)
    agreed.refresh_from_db()
    assert SAID[0] in str(agreed.content), "a version stays as it is"


def test_words_typed_in_quotation_marks_are_stopped_at_the_gate_until_they_are_cleared(cast, review, report, client):
    words = f"<p>One said: “{SAID[1][:-1]}”.</p>"
    steps.write(section(report, "discussion"), words, cast, at=AT)
    for purpose in (Version.Purpose.FINAL, Version.Purpose.COMMENT):
        with pytest.raises(NotYet) as refused:
            actions.make_version(report, purpose=purpose, by=cast.luca, at=AT)
        assert "session 1" in str(refused.value) and "box" not in str(refused.value)
    assert actions.make_version(report, purpose=Version.Purpose.KEPT, by=cast.luca, at=AT)
    client.force_login(cast.luca)
    assert "Quotes that are not cleared" in client.get(reverse("report-checks", args=[review.code])).content.decode()
    talks.quote_cleared(cast, review.sessions.get(number=1).notes.get(text=SAID[1]), at=AT)
    assert actions.make_version(report, purpose=Version.Purpose.FINAL, by=cast.luca, at=AT)


def test_who_puts_figures_and_quotes_into_the_report(cast, review, report, client):
    for name in ("report-figures", "report-quote"):
        page = reverse(name, args=[review.code])
        for user, status in ((cast.luca, 200), (cast.pam, 403), (cast.sam, 404)):
            client.force_login(user)
            assert client.get(page).status_code == status, (name, user)


def test_before_the_report_is_begun_the_way_leads_to_its_beginning(cast, review, client):
    client.force_login(cast.luca)
    for name in ("report-figures", "report-quote"):
        answer = client.get(reverse(name, args=[review.code]))
        assert answer.status_code == 302 and answer.url == reverse("report", args=[review.code])
    assert not Block.objects.exists()
