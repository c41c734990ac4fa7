"""When have the partners decided, and where does their decision lead?"""

import datetime as dt
from dataclasses import dataclass

from agencies.models import Agency
from cspr.records import NotYet
from reviews.referral.models import JoinedPartnership, Outcome, PartnerDecision, Question


@dataclass(frozen=True)
class PartnerView:
    """A statutory safeguarding partner, with or without its decision on a question."""

    partner: Agency
    decision: PartnerDecision | None = None

    @property
    def outcome(self) -> str:
        return self.decision.outcome if self.decision else ""

    @property
    def holds_duty(self) -> bool:
        """Does this partner hold the duty to notify?"""
        return self.partner.sector == Agency.Sector.LOCAL_AUTHORITY


@dataclass(frozen=True)
class Decisions:
    """What the partners say to one question."""

    question: str
    partners: tuple[PartnerView, ...]

    @property
    def waiting(self) -> list[PartnerView]:
        return [view for view in self.partners if not view.decision]

    @property
    def given(self) -> list[PartnerView]:
        return [view for view in self.partners if view.decision]

    @property
    def disagree(self) -> bool:
        """Do any two of those who decided differ?"""
        return len({view.outcome for view in self.given}) > 1

    @property
    def agreed(self) -> bool:
        """Have all decided, and all the same?"""
        return bool(self.partners) and not self.waiting and not self.disagree

    @property
    def agreed_on(self) -> dt.date | None:
        """The day of the last decision, where all decided the same."""
        return max(view.decision.decided_on for view in self.given if view.decision) if self.agreed else None

    @property
    def settled(self) -> str | None:
        return settled(self)

    @property
    def settled_words(self) -> str:
        outcome = self.settled
        return str(Outcome(outcome).label) if outcome else ""

    @property
    def dissent(self) -> list[PartnerView]:
        """Those who decided otherwise than what counts."""
        outcome = self.settled
        return [view for view in self.given if outcome and view.outcome != outcome]


def settled(decisions: Decisions) -> str | None:
    """The outcome that counts, or None while there is none.

    Whether to notify is the authority's to decide, for it alone holds the duty (Children Act 2004, section 16C(1)): it
    counts at once where the authority notifies, else when every partner has decided. What follows the rapid review
    the partners decide together (section 16F): all must have decided, and more than half of them alike; who
    differs stays recorded. That more than half is enough is a local arrangement (the Act names no vote: not verified).
    """
    if decisions.question == Question.NOTIFY:
        return _authority_decides(decisions)
    return _most_decide(decisions)


def _authority_decides(decisions: Decisions) -> str | None:
    said = {view.outcome for view in decisions.partners if view.holds_duty}
    if Outcome.NOTIFY in said:
        return Outcome.NOTIFY
    return said.pop() if len(said) == 1 and not decisions.waiting else None


def _most_decide(decisions: Decisions) -> str | None:
    said = [view.outcome for view in decisions.given]
    if decisions.waiting or not said:
        return None
    commonest = max(sorted(set(said)), key=said.count)
    return commonest if said.count(commonest) * 2 > len(said) else None


def check_still_joined(joined: JoinedPartnership) -> None:
    """Raises ``NotYet`` where the other area's part in this review has ended."""
    if joined.ended_on:
        raise NotYet(f"{joined} has left this review. What was recorded stays as it is.")


class Conclusion:
    """How the screening ends: by the notification, or in one of these ways."""

    NOT_NOTIFIED = "not_notified"
    PARTNERSHIP = "partnership_review"


CONCLUSIONS: dict[str, tuple[str, ...]] = {
    Outcome.NOTIFY: (),
    Outcome.NOT_NOTIFY: (Conclusion.NOT_NOTIFIED, Conclusion.PARTNERSHIP),
    Outcome.OTHER_LEARNING: (Conclusion.PARTNERSHIP,),
}


def check_conclusion(outcome: str | None, then: str) -> None:
    """Raises ``NotYet`` unless the partners' decision leads there."""
    if outcome is None:
        raise NotYet("The partners have not decided yet: the decision of the local authority is needed.")
    if outcome == Outcome.NOTIFY:
        raise NotYet("The decision is to notify. The screening ends when the notification is recorded as sent.")
    if then not in CONCLUSIONS[outcome]:
        raise NotYet("The partners' decision does not lead there. Choose what they decided.", field="then")
