"""How does the case of the demonstration come to where it stands for which a trial is waited for?"""

import datetime as dt
from dataclasses import replace

from chronology import actions as chronologies
from chronology.models import Entry
from chronology.tests import report_steps as reports
from chronology.tests import steps as chronology
from cspr.demo.days import Story, fitting
from cspr.demo.people import seated
from cspr.demo.texts import held
from cspr.tests.cast import Cast
from reviews.case.models import Review
from reviews.conversations.tests import steps as conversations
from reviews.disclosure.tests import steps as disclosure
from reviews.identities import actions as identities
from reviews.identities.models import Person
from reviews.panel.tests import steps as panel
from reviews.proceedings.models import Hold, Proceeding
from reviews.proceedings.tests import steps as alongside
from reviews.rapid_review.tests import steps as rapid_review
from reviews.referral.rules import ChildGiven
from reviews.referral.tests import steps as referral
from reviews.report.tests import steps as report


def held_for_trial(cast: Cast, story: Story) -> Review:
    """In review, partly on hold: a baby's injuries, and a criminal case for which conversations and publication wait."""
    child = ChildGiven(*held.CHILD, born_on=story.born(weeks=10))
    review = referral.referred(
        cast, at=story.at(2), children=[child], agency="hospital", happened_on=story.began_on,
        known_on=story.day(1), **held.REFERRAL,
    )  # fmt: skip
    referral.screened(cast, review, at=story.at(4), said=held.SCREENING)
    referral.notified(cast, review, at=story.at(5))
    rapid_review.rapid_review_opened(cast, review, at=story.at(6), asked=held.ASKED, family=held.SEARCHED)
    rapid_review.returns_in(cast, review, at=story.at(15), returns=held.RETURNS)
    rapid_review.rapid_review_decided(
        cast, review, at=story.at(20), said=held.SAID, found=held.FOUND, notes=held.NOTES, follow_up=held.FOLLOW_UP
    )
    followed_up(review, cast, at=story.at(24), outcome="Six may be witnesses; the list is with the office.")
    rapid_review.national_panel_replied(cast, review, at=story.at(31))
    review.refresh_from_db()
    panel.commissioned(
        cast, review, at=story.at(36), terms=held.TERMS, seated=seated(cast, "police", "health", "hospital")
    )
    tale = replace(held.TALE, entries=tuple(fitting(told, story.began_on) for told in held.TALE.entries))
    chronology.chronologies_submitted(cast, review, at=story.at(44), tale=tale, entries=len(tale.entries))
    disclosure.material_supplied(cast, review, at=story.at(56))
    health = review.chronology_requests.get(agency=cast.agencies.health)
    chronology.sent_back_and_returned(cast, health, at=story.at(58), tale=tale)
    police, housing = chronologies.ask(
        review, [cast.agencies.police, cast.agencies.housing], due_on=story.day(128), people=review.people.all(),
        by=cast.priya, at=story.at(64),
    )  # fmt: skip
    trial, grandmother = _trial_begins(cast, review, story)
    chronology.read_closely(cast, review, at=story.at(66))
    chronology.file_given(cast, housing, at=story.at(67))
    reports.reports_in(cast, review, at=story.at(67), told=held.REPORT)
    bruise = chronologies.add_episode(
        review, **held.EPISODE, new_theme=chronology.THEMES[2], by=cast.luca, at=story.at(98)
    )
    told = Entry.objects.filter(submission__request__review=review, what__icontains="bruise")
    chronologies.place(bruise, told, by=cast.luca, at=story.at(98))
    _trial_goes_on(cast, review, story, trial, grandmother)
    written = report.report_drafted(cast, review, at=story.at(108), full=True, text=held.DRAFT)
    report.round_held(
        cast, written, at=story.at(110), name="What happened, for the agencies to check", agencies=("health", "police"),
        remarks=held.REMARKS, finished=("hana",), aim="accuracy", days=20,
    )  # fmt: skip
    panel.deputy_named(cast, review, at=story.at(112))
    chronology.questions_asked(cast, review, at=story.at(112))
    chronology.more_time_asked(cast, police, housing, at=story.at(114))
    chronology.combined_given(cast, review, at=story.at(115))
    alongside.it_happened(
        cast, trial, "verdict", at=story.at(115), note="Guilty.", next_on=story.day(133), next_what="Sentence"
    )
    conversations.conversation_ahead(
        cast, review, held_on=story.day(held.TALK_ON), people=held.TALK_WITH, at=story.at(116)
    )
    return review


def _trial_begins(cast: Cast, review: Review, story: Story) -> tuple[Proceeding, Hold]:
    """A charge and three holds: the trial, and the last of them, on the grandmother."""
    who = {person.label: person for person in review.people.all()}
    identities.add_person(review, kind=Person.Kind.OTHER, **held.COUSIN, by=cast.priya, at=story.at(64))
    at = story.at(66)
    trial = alongside.criminal_case(
        cast, review, at=at, **held.TRIAL, next_on=story.day(98), people=[who["father"], who["mother"]]
    )
    alongside.criminal_case(
        cast, review, at=at, kind="care", **held.CARE, reference="", officer="", next_on=story.day(125)
    )
    alongside.it_happened(cast, trial, "charge", at=at, happened_on=story.day(60), next_on=story.day(98))
    listed = alongside.witnesses_listed(cast, trial, at=at, listed=held.WITNESSES)
    for what, about, said in (
        (("contact", "talk"), {"people": [who["mother"], who["father"]], "practitioners": listed}, held.TALKS),
        (("publication", "press", "briefing"), {"waits_for": "sentence"}, held.OUTPUTS),
        (("contact",), {"people": [who["maternal grandmother"]]}, held.GRANDMOTHER),
    ):
        made = alongside.on_hold(
            cast, review, at=at, what=what, proceeding=trial, look_again_on=story.day(156), **{**about, **said}
        )
    return trial, made


def _trial_goes_on(cast: Cast, review: Review, story: Story, trial: Proceeding, grandmother: Hold) -> None:
    """A plea; one hold is released, and a court orders that nothing tells who two of them are."""
    cousin = review.people.get(label=held.COUSIN["label"])
    alongside.it_happened(
        cast, trial, "plea", at=story.at(98), note="Not guilty.", next_on=story.day(112), next_what="Trial"
    )
    alongside.release_confirmed(cast, grandmother, at=story.at(101), **held.RELEASED)
    alongside.order_made(
        cast, review, at=story.at(106), **held.ORDER, until_on=story.day(130), proceeding=trial,
        protects=[review.people.get(kind=Person.Kind.CHILD), cousin],
    )  # fmt: skip


def followed_up(review: Review, cast: Cast, *, at: dt.datetime, outcome: str) -> None:
    """What the rapid review meeting asked for is done."""
    for meeting in review.meetings.all():
        for follow_up in meeting.follow_ups.filter(done_on=None):
            rapid_review.meetings.finish_follow_up(
                follow_up, revision=follow_up.revision, done_on=rapid_review.clock.date_of(at), outcome=outcome,
                by=cast.priya, at=at,
            )  # fmt: skip
