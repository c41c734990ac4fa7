"""Is the demonstration a real review and cases of every kind, with dates that can be?"""

import datetime as dt
import re
from itertools import pairwise

import pytest
from django.apps import apps
from django.conf import settings as used
from django.core.management import CommandError, call_command
from django.db import models, transaction

from chronology.models import Entry, Episode
from cspr import clock
from cspr.audit.queries import broken_entries, happened_in
from cspr.demo import days
from cspr.demo.texts import office
from cspr.files.actions import read
from cspr.jobs.models import Job
from cspr.outbox.models import Message
from cspr.workdays import is_working_day
from recommendations.models import Action, Answer, Assurance, Finding, Progress, Recommendation
from recommendations.queries import standing_actions
from reviews.case.models import Duty, Review, SavedView, SubjectChild
from reviews.case.phases import Kind, Phase
from reviews.conversations.models import Session
from reviews.family.models import FamilyContact
from reviews.meetings.models import Meeting
from reviews.meetings.queries import PACK
from reviews.proceedings.duties import CONFIRM, ORDER_ENDS
from reviews.proceedings.models import Hold, Proceeding, What
from reviews.proceedings.queries import held, what_can_go_ahead
from reviews.publication.models import Edition
from reviews.rapid_review.models import PanelAsk, ReturnRequest
from reviews.rapid_review.queries import clock_duty
from reviews.referral.models import OtherNotification
from reviews.report.gate import check_file
from reviews.report.rules import Document

# Loading it takes as long as some hundred tests: it is done on one database.
pytestmark = pytest.mark.page

# What may lie ahead: days by which something is owed, moments that are planned, a last day, and a clock that counts back.
AHEAD = {
    "started_on", "held_on",
    "due_on", "look_again_on", "by_when", "comments_due_on", "returns_due_on", "planned_at", "window_ends_on", "starts_at", "next_on", "until_on",
    "ends_on", "granted_until_on",
}  # fmt: skip


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The whole demonstration, loaded once for all tests below."""
    assert used.DEMO
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo")
        yield Review.objects.get(phase=Phase.PUBLISHED)
        transaction.set_rollback(True)


def case_at(phase):
    return Review.objects.get(phase=phase)


def test_there_is_one_case_at_each_phase_and_three_have_just_come(loaded):
    just_come = [Phase.REFERRED] * 2
    assert sorted(Review.objects.values_list("phase", flat=True)) == sorted([*Phase.values, *just_come])


def test_one_came_from_somebody_without_an_account_and_one_is_of_a_care_leaver(loaded):
    waiting = Review.objects.exclude(referral__verified_email="").get(referral__isnull=False)
    assert waiting.phase == Phase.REFERRED and waiting.referral.relatives.count() == 2
    told = OtherNotification.objects.filter(because="care_leaver")
    assert sorted(row.sent_on is None for row in told) == [False, True]


def test_the_codes_follow_one_another_in_each_year(loaded):
    numbers = {}
    for code in Review.objects.order_by("pk").values_list("code", flat=True):
        prefix, year, number = code.split("-")
        numbers.setdefault((prefix, year), []).append(int(number))
    assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())
    assert {prefix for prefix, _ in numbers} == {"FM"}


def test_the_published_review_has_the_size_of_a_real_one(loaded):
    document = Document.from_json(loaded.editions.get(replaced_at=None).version.content)
    blocks = [block for section in document.sections for block in section.blocks]
    entries = Entry.objects.released().filter(submission__request__review=loaded)

    assert entries.count() >= 150
    assert len(set(entries.values_list("what", flat=True))) == entries.count()
    assert entries.values("submission__request__agency").distinct().count() >= 9
    assert sum(bool(block.number) for block in blocks) >= 100
    assert sum(block.html.count("data-fn") for block in blocks) >= 10
    assert Episode.objects.filter(review=loaded, void_at=None).count() >= 4
    assert Recommendation.objects.filter(review=loaded, void_at=None).count() == 7
    assert Finding.objects.filter(review=loaded, episodes__isnull=False).distinct().count() >= 5


def test_its_actions_are_in_every_state(loaded):
    actions = list(standing_actions().filter(recommendation__review=loaded))
    assert len(actions) >= 15
    assert {action.closed for action in actions} == set(Action.Closed.values)
    open_ones = [action for action in actions if not action.closed]
    assert {action.last_status or "" for action in open_ones} == {"", *Progress.Status.values}
    assert any(action.due < clock.today() for action in open_ones)
    assert any(action.due > clock.today() for action in open_ones)
    answers = Answer.objects.filter(recommendation__review=loaded)
    assert {answer.response for answer in answers} == set(Answer.Response.values)
    judged = Assurance.objects.filter(recommendation__review=loaded)
    assert set(judged.values_list("judgement", flat=True)) >= {"assured", "partly", "not"}


def test_what_the_report_says_of_the_work_is_what_the_records_say(loaded):
    text = str(loaded.editions.get(replaced_at=None).version.content)
    sessions = Session.objects.filter(review=loaded)
    came = sum(session.participants.filter(came=True).count() for session in sessions)
    assert (sessions.count(), came) == (7, 22)
    assert "Seven conversations with practitioners were held" in text and "Twenty-two practitioners of nine" in text
    assert Meeting.objects.filter(review=loaded, kind=Meeting.Kind.PANEL).count() == 6
    assert "met six times" in text


def test_one_ended_at_the_rapid_review_and_its_actions_are_under_way(loaded):
    review = case_at(Phase.NO_REVIEW)
    actions = standing_actions().filter(recommendation__review=review)
    assert actions.filter(closed="").count() >= 5
    assert any(action.due < clock.today() for action in actions)
    assert review.rapid_review.sent_on <= clock_duty_of(review)


def clock_duty_of(review):
    return Duty.objects.get(review=review, kind="rapid_review.send").due_on


def test_one_is_on_hold_for_a_criminal_trial(loaded):
    review = case_at(Phase.IN_REVIEW)
    talks, outputs = Hold.objects.standing().filter(review=review).order_by("pk")
    assert (talks.because, talks.look_again_on > clock.today()) == (Proceeding.Kind.CRIMINAL, True)
    assert Duty.objects.open().get(review=review, kind=CONFIRM.code).thing_id == talks.pk
    assert Duty.objects.open().filter(review=review, kind=ORDER_ENDS.code, due_on__lte=clock.today()).exists()
    words = [row.word for row in what_can_go_ahead(review)]
    assert {"Waits", "To be confirmed", "Can go ahead, with conditions", "Can go ahead"} == set(words)
    assert "protects Child A and cousin" in held(review, What.PUBLICATION) and outputs.waits_for == "sentence"


def test_the_office_has_letters_that_came_back_a_pack_and_an_area_that_joined(loaded):
    review = case_at(Phase.RAPID_REVIEW)
    assert [str(area) for area in review.joined.all()] == [office.AREA]
    assert Message.objects.filter(review_code=review.code).exclude(came_back_on=None).count() == 1
    pack = Job.objects.get(kind=PACK, arguments__meeting=review.meetings.get().pk)
    assert pack.state == Job.State.DONE and pack.result["pages"] > 2 and not pack.result["left_out"]
    assert Review.objects.get(phase=Phase.NOTIFIED).notification_sheet.siblings.exists()
    assert PanelAsk.objects.get().answered_on and SavedView.objects.get().query == "phase=rapid_review"


def test_one_is_late(loaded):
    review = case_at(Phase.RAPID_REVIEW)
    assert clock_duty(review).met_on is None and clock_duty(review).due_on < clock.today()
    late = ReturnRequest.objects.filter(rapid_review__review=review, due_on__lt=clock.today())
    assert late.filter(agency_return__signed_off_at=None).count() >= 3
    assert late.exclude(agency_return__signed_off_at=None).count() >= 3


def test_one_was_brought_in_and_one_is_of_the_partnership(loaded):
    assert case_at(Phase.CLOSED).kind == Kind.ARCHIVE
    signed = case_at(Phase.SIGNED_OFF)
    assert signed.kind == Kind.PARTNERSHIP
    assert Edition.objects.standing().get(review=signed).planned_at > clock.now()


def test_one_is_of_two_children_and_an_unborn_one(loaded):
    review = case_at(Phase.NOTIFIED)
    children = SubjectChild.objects.filter(review=review)
    assert [child.unborn for child in children] == [False, False, True]
    assert [bool(child.person.born_on) for child in children] == [True, True, False]


def test_no_date_is_in_the_future_unless_it_is_owed_or_planned(loaded):
    wrong, today = [], clock.today()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateField) and field.name not in AHEAD and model._meta.app_label != "sessions":
                bound = clock.now() if isinstance(field, models.DateTimeField) else today
                late = model.objects.filter(**{f"{field.name}__gt": bound}).count()
                wrong += [f"{model.__name__}.{field.name}: {late}"] if late else []
    assert wrong == []


def test_people_work_on_working_days(loaded):
    moments = {
        "meetings": Meeting.objects.values_list("starts_at", flat=True),
        "publication": Edition.objects.exclude(planned_at=None).values_list("planned_at", flat=True),
    }
    dates = {
        "conversations": Session.objects.values_list("held_on", flat=True),
        "family": FamilyContact.objects.values_list("contacted_on", flat=True),
        "duties": Duty.objects.exclude(met_on=None).values_list("met_on", flat=True),
        "agreed duties": Duty.objects.filter(basis=Duty.Basis.AGREED)
        .exclude(due_on=None)
        .values_list("due_on", flat=True),
        **{name: [clock.date_of(moment) for moment in found] for name, found in moments.items()},
    }
    off = {name: [str(day) for day in found if not is_working_day(day)] for name, found in dates.items()}
    assert {name: found for name, found in off.items() if found} == {}


def test_what_follows_comes_after_what_went_before(loaded):
    late = dt.timedelta(0)
    for review in Review.objects.all():
        incident, referral = review.incident, getattr(review, "referral", None)
        trail = [change.at for change in review.phase_changes.order_by("pk")]
        assert trail == sorted(trail)
        order = [incident.happened_on, incident.known_on, referral and referral.received_on, review.opened_on]
        given = [day for day in order if day]
        assert given == sorted(given), review.code
        for request in review.chronology_requests.exclude(submission__submitted_at=None):
            assert request.asked_at < request.submission.submitted_at
        for entry in Entry.objects.filter(submission__request__review=review).exclude(submission__given_on=None):
            assert entry.submission.given_on - entry.happened_on >= late
        for action in Action.objects.filter(recommendation__review=review).exclude(closed_on=None):
            assert clock.date_of(action.entered_at) <= action.closed_on
        for edition in review.editions.exclude(published_at=None):
            assert edition.prepared_at < edition.go_at <= edition.published_at
            assert edition.shared_on < clock.date_of(edition.published_at)


def test_the_history_of_each_case_goes_on_and_never_back(loaded):
    for review in Review.objects.all():
        moments = list(happened_in(review.code).order_by("number").values_list("at", "kind"))
        back = [(one, two) for one, two in pairwise(moments) if two[0] < one[0]]
        assert back == [], review.code


def test_no_case_stands_in_minutes_of_a_meeting_before_it_came(loaded):
    held = Meeting.objects.filter(kind=Meeting.Kind.SUBGROUP, starts_at__lt=clock.now()).order_by("starts_at").first()
    about = [item.review for item in held.items.exclude(review=None).select_related("review")]
    assert about and all(review.opened_on <= clock.date_of(held.starts_at) for review in about)


def test_the_page_about_governance_holds_together(loaded):
    document = Document.from_json(loaded.editions.get(replaced_at=None).version.content)
    assert len(document.agencies) >= 5, "a review panel of several agencies"
    gave = loaded.chronology_requests.exclude(submission__submitted_at=None)
    named = [f"– {request.agency}" for request in gave.select_related("agency")]
    assert len(named) == 9 and [name for name in named if name not in document.declaration] == []


def test_nothing_finished_has_a_section_without_text(loaded):
    for edition in Edition.objects.standing():
        document = Document.from_json(edition.version.content)
        assert [one.title for one in document.sections if one.number and not one.blocks] == [], edition.review.code


def test_schools_write_on_school_days(loaded):
    entries = Entry.objects.filter(submission__request__agency__name="Staithe Lane Primary School")
    assert entries
    assert all(is_working_day(entry.happened_on) for entry in entries)
    assert not any(
        first <= (entry.happened_on.month, entry.happened_on.day) <= last
        for entry in entries
        for first, last in days.HOLIDAYS
    )


def test_ages_fit_the_story(loaded):
    child = loaded.children.get().person
    assert 6 <= (loaded.incident.happened_on - child.born_on).days / 365.25 < 7
    baby = case_at(Phase.IN_REVIEW)
    assert (baby.incident.happened_on - baby.children.get().person.born_on).days == 70
    assert loaded.incident.happened_on.weekday() == days.SATURDAY


def test_nothing_published_or_signed_names_anybody(loaded):
    for edition in Edition.objects.standing():
        assert check_file(edition.review_id, read(edition.pdf)) == []
        assert check_file(edition.review_id, edition.html.encode()) == []
        said = set(re.findall(r"\w+", edition.html.casefold()))
        for person in edition.review.people.all():
            names = [*person.given_names.split(), *person.family_name.replace("-", " ").split()]
            assert not [name for name in names if name.casefold() in said], edition.review.code


def test_the_trail_is_whole(loaded):
    assert list(broken_entries()) == []


def test_it_is_not_loaded_twice(loaded):
    before = Review.objects.count()
    call_command("demo", once=True)
    with pytest.raises(CommandError, match="loaded already"):
        call_command("demo")
    assert Review.objects.count() == before
