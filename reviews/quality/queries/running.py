"""What do the records say to how a review is run: commission, oversight, time, what runs alongside, who could speak?"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q

from agencies.roles import Role
from cspr.templatetags.page import workdate
from reviews.case.models import Duty, Review
from reviews.conversations.models import Participant
from reviews.conversations.queries import figures
from reviews.family.models import FamilyContact
from reviews.proceedings.models import Hold
from reviews.quality import rules
from reviews.quality.rules import Fact, counted, fact
from reviews.rapid_review.models import ReturnRequest


def commissioning(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.COMMISSIONING, "panel"
    made = review.commissions.filter(ended_on=None).select_related("agreement").order_by("-decided_on", "-pk").first()
    if made is None:
        yield Fact(of, "No reviewer is appointed.", page, missing=True)
        return
    yield Fact(of, f"The reviewer was chosen on {workdate(made.decided_on)}.", page)
    yield fact(
        of, page, made.declared_on, f"Independence declared on {workdate(made.declared_on)}.",
        "Independence is not declared.",
    )  # fmt: skip
    agreed = getattr(made, "agreement", None)
    yield fact(of, page, agreed and agreed.skills, "The skills wanted are written down.", "No skills are written down.")
    yield fact(of, page, agreed and agreed.days_agreed, "The days are agreed.", "No number of days is agreed.")
    open_ = (
        review.interests.filter(void_at=None, how_handled="", agency__involvements__review=review).distinct().count()
    )
    if open_:
        yield Fact(
            of,
            f"{counted(open_, 'interest')} in an agency involved, and not said how it is handled.",
            page,
            missing=True,
        )


def governance(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.GOVERNANCE, "panel"
    members = review.team.held_on(today).filter(role=Role.PANEL_MEMBER, deputy_for=None)
    count = members.values("user").distinct().count()
    yield fact(of, page, count, f"{counted(count, 'member')} on the review panel.", "The review panel has no members.")
    met = review.meetings.filter(cancelled_at=None, starts_at__date__lte=today).count()
    yield fact(of, "meetings", met, f"{counted(met, 'meeting')} held.", "No meeting of the review is on record.")
    told = review.commissions.exclude(panel_told_on=None).order_by("panel_told_on").first()
    if told:
        yield Fact(of, f"The national Panel was told the reviewer’s name on {workdate(told.panel_told_on)}.", page)


def management(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.MANAGEMENT, "case"
    statutory = Duty.objects.filter(review=review, basis=Duty.Basis.STATUTORY, withdrawn_at=None, replaced_by=None)
    count, late = statutory.count(), Duty.objects.late_by(today).filter(pk__in=statutory.values("pk")).count()
    if count:
        says = f"{counted(count, 'date')} set by guidance, {late} of them not kept." if late else (
            f"{counted(count, 'date')} set by guidance, none of them missed."
        )  # fmt: skip
        yield Fact(of, says, page, missing=bool(late))
    owed = Duty.objects.open().filter(review=review, due_on__lt=today, basis=Duty.Basis.AGREED).count()
    if owed:
        yield Fact(of, f"{counted(owed, 'agreed thing')} late today.", page, missing=True)
    planned = list(review.checkpoints.filter(void_at=None).values_list("due_on", "met_on"))
    if review.phase in rules.ONCE_REVIEWED:
        looked = sum(met is not None for _, met in planned)
        says = f"Time and quality looked at {looked} of {counted(len(planned), 'planned time')}."
        missed = any(met is None and due < today for due, met in planned)
        yield (
            Fact(of, says, "panel", missing=missed)
            if planned
            else Fact(of, "No day is planned on which time and quality are looked at.", "panel", missing=True)
        )


def alongside(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.ALONGSIDE, "proceedings"
    running = review.proceedings.aggregate(open=Count("pk", filter=Q(ended_on=None)), whole=Count("pk"))
    if running["whole"]:
        says = f"{counted(running['whole'], 'process', 'processes')} alongside, {running['open']} still going on."
        yield Fact(of, says, page)
    else:
        yield Fact(of, "No other process is on record. Where there is none, nothing is missing.", page)
    holds = Hold.objects.standing().filter(review=review)
    standing = holds.count()
    if standing:
        again = holds.filter(look_again_on__lt=today).count()
        late = f"; {again} should have been looked at again" if again else ""
        yield Fact(of, f"{counted(standing, 'hold')} with a reason and an adviser{late}.", page, missing=bool(again))


def gathering(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.GATHERING, "rapid-review"
    asked = ReturnRequest.objects.filter(rapid_review__review=review, withdrawn_at=None)
    told = asked.aggregate(
        whole=Count("pk"),
        signed=Count("pk", filter=Q(agency_return__signed_off_at__isnull=False) | Q(combined_in__isnull=False)),
    )
    if told["whole"]:
        says = f"{told['signed']} of {counted(told['whole'], 'agency return')} signed off."
        yield Fact(of, says, page, missing=told["signed"] < told["whole"])
    papers = review.documents.filter(withdrawn_at=None).count()
    yield Fact(of, f"{counted(papers, 'paper')} kept on the case.", "documents")


def practitioners(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.PRACTITIONERS, "conversations"
    held = figures(review)
    if not held.sessions:
        waits = review.holds.filter(ended_on=None, scopes__what__in=("talk", "talks", "all")).exists()
        says = "No conversation was held; a hold stands." if waits else "No conversation with practitioners was held."
        yield Fact(of, says, page, missing=True)
        return
    heard = f"{counted(held.participants, 'practitioner')} of {counted(held.agencies, 'agency', 'agencies')}"
    yield Fact(of, f"{counted(held.sessions, 'session')} held with {heard}.", page)
    sent = review.guided_points.exclude(sent_on=None).exists()
    yield fact(of, page, sent, "The points to talk about were sent ahead.", "No points were sent ahead.")
    came = Participant.objects.filter(session__review=review, session__cancelled_at=None, void_at=None, came=True)
    bare = came.filter(support_on=None).count()
    yield fact(
        of, page, not bare, "Support was offered to everybody who came.",
        f"No support afterwards is recorded for {counted(bare, 'practitioner')}.",
    )  # fmt: skip
    untold = came.filter(feedback_on=None).count()
    yield fact(
        of, page, not untold, "Everybody who came was told what became of it.",
        f"{counted(untold, 'practitioner')} not told yet what became of it.",
    )  # fmt: skip


def family(review: Review, today: dt.date) -> Iterator[Fact]:
    of, page = rules.FAMILY, "family"
    log, out = review.family_contacts.filter(void_at=None), FamilyContact.Outcome
    part = log.filter(outcome__in=(out.TOOK_PART, out.READ_DRAFT)).values("person").distinct().count()
    reasons = log.filter(outcome__in=(out.DECLINED, out.NOT_ASKED, out.UNREACHED)).values("person").distinct().count()
    says = f"{counted(part, 'family member')} took part."
    if reasons:
        says += (
            f" For {reasons} who did not, the reason is on record."
            if part
            else f" For {reasons} the reason is on record."
        )
    yield fact(of, page, part or reasons, says, "Nobody took part, and no reason is on record.")
    wishes = log.exclude(wishes_naming="", wishes_focus="", wishes_reading="").exists()
    yield fact(of, page, wishes, "Wishes of the family are on record.", "No wishes of the family are on record.")


SOURCES = (commissioning, governance, management, alongside, gathering, practitioners, family)
