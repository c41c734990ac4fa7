"""How does everything look that stands open? One step in the middle of each thing, for those who look at every address.

Each world here holds what a finished case does not show any longer: a hold, draft terms, a comment without an answer, a
request that nobody answered, a paper that was asked for.
"""

import datetime as dt
import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn

from agencies.actions import organisations, people
from agencies.models import User
from agencies.roles import Role
from chronology.tests import steps as chronology
from chronology.tests.report_steps import reports_in
from cspr import clock
from cspr.jobs.actions import run
from cspr.jobs.models import Job
from cspr.outbox import actions as outbox
from cspr.tests.cast import Cast
from cspr.tests.world import ROADS
from recommendations.tests import steps as recommendations
from reviews.calendar.actions import make as make_feed
from reviews.case.models import Review
from reviews.case.phases import Phase
from reviews.conversations import actions as conversations
from reviews.conversations.rules import PROPOSED_INTRODUCTION, PROPOSED_POINTS
from reviews.disclosure.tests import steps as disclosure
from reviews.identities.models import Person
from reviews.meetings import actions as meetings
from reviews.meetings.models import Meeting
from reviews.meetings.rules import Guest
from reviews.panel import actions as terms
from reviews.panel.tests import steps as panel
from reviews.proceedings.models import What
from reviews.proceedings.tests import steps as proceedings
from reviews.publication.actions import rendering, word_of
from reviews.rapid_review import actions as rapid_review
from reviews.rapid_review.actions.papers import PACK
from reviews.rapid_review.models import NationalPanelReply, RapidReview
from reviews.rapid_review.tests import steps as rapid
from reviews.referral import actions as referral
from reviews.referral.models import Referral
from reviews.referral.tests import steps as referring
from reviews.report import actions as report
from reviews.report.queries import listed
from reviews.report.tests import steps as reporting


def referred_by_rhea(cast: Cast, *, at: dt.datetime) -> Review:
    """Rhea's own referral, sent through the form; nobody has answered it yet."""
    today, me = clock.date_of(at), cast.rhea
    return referral.refer(
        cast.partnership, how=Referral.How.FORM, harm=Referral.Harm.HARMED, received_on=today, referrer=me,
        referrer_name=me.name, children=referring.children_given(1), known_on=today, happened_on=today,
        what_happened="Two marks that nobody could explain.", agency=cast.agencies.school, second_case=True, by=me, at=at,
    )  # fmt: skip


def deaths_told(cast: Cast, *, at: dt.datetime) -> None:
    """A referral that came online, and one of a death of which two bodies have to be told."""
    referring.referred_online(cast, at=at)
    referring.death_in_care(cast, referring.referred(cast, at=at), at=at)


def ending(cast: Cast, *, at: dt.datetime) -> None:
    """A case that went no further than its rapid review, and may be closed."""
    review = referring.referred(cast, at=at)
    for day, step in ROADS[Phase.NO_REVIEW]:
        step(cast, review, at=at + dt.timedelta(days=day))
        review.refresh_from_db()


def returns_under_way(cast: Cast, *, at: dt.datetime) -> Review:
    """Rapid review: health has answered, and is asked about one more person; the police has yet to answer."""
    review = referring.referred(cast, at=at)
    referring.screened(cast, review, at=at)
    referring.notified(cast, review, at=at)
    review.refresh_from_db()
    opened = rapid.rapid_review_opened(cast, review, at=at)
    health = [told for told in rapid.RETURNS if told.agency in ("health", "school")]
    rapid.returns_in(cast, review, at=at, returns=tuple(health))
    rapid_review.add_new_person(
        opened, kind=Person.Kind.FAMILY, label="lodger", given_names="Ivo", family_name="Stanhope",
        answer_by=clock.date_of(at) + dt.timedelta(days=3), by=cast.priya, at=at,
    )  # fmt: skip
    worked(rapid_review.ask_for_paper(opened, PACK, by=cast.priya, at=at), at=at)
    return review


def asked_nationally(cast: Cast, *, at: dt.datetime) -> Review:
    """A rapid review that was sent, and the national Panel's letter, which asks for something."""
    review = returns_under_way(cast, at=at)
    rest = [told for told in rapid.RETURNS if told.agency not in ("health", "school")]
    rapid.returns_in(cast, review, at=at, returns=tuple(rest))
    rapid.rapid_review_decided(cast, review, at=at)
    today = clock.date_of(at)
    rapid_review.record_reply(
        RapidReview.objects.get(review=review), received_on=today, view=NationalPanelReply.View.ASKS,
        what_it_says="Who lived in the household?", asks=[("Say who lived there.", today + dt.timedelta(days=14))],
        by=cast.priya, at=at,
    )  # fmt: skip
    return review


def review_under_way(cast: Cast, *, at: dt.datetime) -> Review:
    """A review in which everything has begun and nothing is done."""
    review = panel.a_review_under_way(cast, at=at, agencies=7)
    panel.commissioned(cast, review, at=at)
    terms.start_terms(
        review, version=2, questions=[(None, "Who asked the children?")], why_changed="A new question.", by=cast.luca,
        at=at, **panel.TERMS,
    )  # fmt: skip
    asked = chronology.chronologies_asked(cast, review, at=at)
    chronology.file_given(cast, asked[0], at=at)
    reports_in(cast, review, at=at - dt.timedelta(days=35))
    chronology.combined_given(cast, review, at=at)
    chronology.more_time_asked(cast, asked[1], asked[6], at=at)
    conversations.start_points(
        review, version=1, introduction=PROPOSED_INTRODUCTION, points=list(PROPOSED_POINTS), by=cast.luca, at=at
    )
    drafted(cast, review, at=at)
    recommendations.recommendations_made(cast, review, at=at)
    planned(cast, review, at=at)
    worked(rendering.ask_for_draft(review, by=cast.priya, at=at), at=at)
    held_for_the_trial(cast, review, at=at)
    disclosure.requests_in_hand(cast, review, at=at)
    return review


def reviewer_to_sign(cast: Cast, *, at: dt.datetime) -> Review:
    """A review whose reviewer is chosen, and has yet to sign that they are independent."""
    review = panel.a_review_under_way(cast, at=at)
    panel.reviewer_chosen(cast, review, at=at)
    return review


def drafted(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """The draft is out for comments, one without an answer; afterwards a name came in that looks like another."""
    draft = reporting.report_drafted(cast, review, at=at)
    sent = reporting.out(cast, draft, at=at, name="First draft", people=[cast.pam], agencies=[cast.agencies.police])
    report.comment(sent.version, text="The panel met six times.", by=cast.pam, at=at)
    for words in ("Tobyas", "Marlow-Read", "Tobiaz"):
        report.add_after(draft.sections.first(), html=f"<p>The {words} Trust.</p>", by=cast.luca, at=at)
    first, *_ = (hit for hit in listed(draft) if hit.may_be_cleared)
    report.clear_hit(draft, words=first.words, reason="A charity of that name.", by=cast.luca, at=at)
    reporting.source_listed(cast, draft, at=at)
    reporting.file_read(cast, review, at=at)
    police = sent.readers.get(agency=cast.agencies.police)
    report.give_back(police, edited_in_word(word_of(sent.version)), by=cast.pete, at=at)
    report.look_at_edited(sent.version, edited_in_word(word_of(sent.version)), by=cast.luca, at=at)


def edited_in_word(content: bytes) -> SimpleUploadedFile:
    """A Word file in which somebody wrote other words, asked something in the margin, and typed below the contents."""
    word, out = docx.Document(io.BytesIO(content)), io.BytesIO()
    told = next(one for one in word.paragraphs if "agencies" in one.text and one.runs)
    word.add_comment(told.runs, "Which of them?", "P. Calloway", "PC")
    for text in told._p.iter(qn("w:t")):
        text.text = (text.text or "").replace("agencies", "services")
    new = word.add_paragraph("The school kept its own notes.")
    next(one for one in word.paragraphs if one.text == "Contents")._p.addnext(new._p)
    word.save(out)
    return SimpleUploadedFile("draft.docx", out.getvalue())


def held_for_the_trial(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """A trial with witnesses, which holds conversations; a court order."""
    trial = proceedings.criminal_case(cast, review, at=at)
    proceedings.witnesses_listed(cast, trial, at=at)
    proceedings.it_happened(cast, trial, at=at)
    proceedings.on_hold(cast, review, at=at, what=(What.CONVERSATIONS,), proceeding=trial)
    proceedings.order_made(cast, review, at=at)


def planned(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """A meeting to come, to which Cora is invited, with a follow-up of the police."""
    meeting = meetings.plan_meeting(
        review, kind=Meeting.Kind.PANEL, starts_at=at + dt.timedelta(days=7), place="Video call", by=cast.priya, at=at
    )
    meetings.invite(meeting, [Guest(cast.cora.name, cast.cora.email, cast.cora)], by=cast.priya, at=at)
    held = review.meetings.exclude(pk=meeting.pk).first()
    meetings.add_follow_up(
        held, what="Ask who lived there.", due_on=clock.date_of(at), agency=cast.agencies.police, by=cast.priya, at=at
    )


def office_under_way(cast: Cast, *, at: dt.datetime) -> str:
    """A contact, somebody who left, somebody away, a message that was refused; answers with the secret of a calendar."""
    organisations.add_contact(cast.agencies.gp, name="Practice desk", phone="01632 960 177", by=cast.adam, at=at)
    gone = people.add_person(name="Lena Bowring", email="lena@fenmarsh.example", by=cast.adam, at=at)
    people.give_role(
        gone, role=Role.BOARD_MEMBER, partnership=cast.partnership, starts_on=clock.date_of(at), by=cast.adam, at=at
    )
    people.record_leaving(
        User.objects.get(pk=gone.pk), revision=gone.revision, left_on=clock.date_of(at), by=cast.adam, at=at
    )
    today, away = clock.date_of(at), User.objects.get(pk=cast.sid.pk)
    people.say_away(
        away,
        revision=away.revision,
        away_from=today,
        away_until=today + dt.timedelta(days=7),
        deputy=None,
        by=away,
        at=at,
    )
    outbox.write("no-address", to="nobody at all", subject="FM-2020-001", body="See the case.", at=at)
    outbox.send_waiting(clock=lambda: at)
    return make_feed(cast.priya, at=at)


def worked(job: Job, *, at: dt.datetime) -> None:
    """The job, done as the worker does it."""
    run(job.pk, at=at, clock=lambda: at)
