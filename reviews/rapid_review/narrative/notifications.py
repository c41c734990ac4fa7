"""How does the list of notifications stand in a spreadsheet?"""

from collections.abc import Iterable

from cspr.tables import Cell, Sheet
from reviews.rapid_review.queries import Told
from reviews.referral.models import PartnerDecision
from reviews.referral.rules import Decisions

HEAD = (
    "Case", "Partnership", "Authority", "Known on", "Due", "Sent", "Working days", "In time", "Why late",
    "Rapid review due", "Rapid review sent", "Rapid review in time", "Why the rapid review was late",
    "Decisions", "Decided otherwise", "National Panel", "Outcome", "Withdrawn",
)  # fmt: skip


def notifications_sheet(told: Iterable[Told]) -> Sheet:
    """A row for each notification, as the list shows it: codes and dates, no names of people."""
    return Sheet("Notifications", HEAD, tuple(_row(one) for one in told))


def _row(one: Told) -> tuple[Cell, ...]:
    notification, sent, rapid = one.notification, one.sent, one.rapid
    return (
        notification.review.code,
        notification.review.partnership.short_name,
        notification.authority.name,
        notification.known_on,
        sent.due_on,
        sent.sent_on,
        sent.took,
        sent.words,
        sent.why,
        rapid.due_on if rapid else None,
        rapid.sent_on if rapid else None,
        rapid.words if rapid else "",
        rapid.why if rapid else "",
        "; ".join((*(_said(decisions) for decisions in one.decisions), *map(_of_joined, one.joined))),
        "; ".join(view.partner.name for decisions in one.decisions for view in decisions.dissent),
        "; ".join(f"{reply.received_on:%-d %B %Y}: {reply.get_view_display()}" for reply in one.replies),
        one.outcome,
        notification.withdrawn_on,
    )


def _said(decisions: Decisions) -> str:
    return "; ".join(
        f"{view.partner.name}: {view.decision.get_outcome_display()} ({view.decision.decided_on:%-d %B %Y})"
        for view in decisions.given
        if view.decision
    )


def _of_joined(decision: PartnerDecision) -> str:
    words = f"{decision.get_outcome_display()} ({decision.decided_on:%-d %B %Y})"
    return f"{decision.joined}, which has joined: {decision.partner.name}: {words}"
