"""The rapid review as it goes to the national Panel, put together from the records under labels alone."""

from collections.abc import Iterable

from cspr.papers import Block, Facts, Paper, Part, Table, Text
from cspr.templatetags.page import workdate
from reviews.identities.models import Person
from reviews.rapid_review import rules
from reviews.rapid_review.models import RapidReview, SafetyAction
from reviews.rapid_review.narrative.made import LABELS, Made
from reviews.rapid_review.queries import Row, Standing
from reviews.referral.models import Referral
from reviews.referral.queries import Criteria, CriterionRow
from reviews.referral.rules import PartnerView

BY_NAME = "Names, dates of birth and addresses stand in the serious incident notification, not here."
NOT_SAID = "Not recorded."
NOT_WRITTEN = "Not written."


def rapid_review_document(rapid_review: RapidReview, standing: Standing, *, made: Made) -> Paper:
    """The document, in the order of the facts, what they mean, and what is decided."""
    review = rapid_review.review
    said = made.labelled
    return Paper(
        title=f"Rapid review {review.code}",
        subtitle="For the national Child Safeguarding Practice Review Panel",
        owner=review.partnership.name,
        running=f"Rapid review {review.code}. {made.words}",
        made=f"{made.words}.",
        notes=(LABELS, BY_NAME),
        parts=(
            Part("The case", tuple(_case(rapid_review, standing, made)), new_page=True),
            Part(
                "The facts, and what each agency did", (_text(said(rapid_review.facts)), _agencies(standing.rows))
            ),
            Part("Analysis of key practice episodes", (_text(said(rapid_review.analysis)),)),
            Part(
                "What has been done to keep children safe",
                (*_safety(rapid_review, standing, made), *_siblings(standing, made)),
            ),
            Part(
                "Learning",
                (
                    Text("Learning so far, and how it was shared", said(rapid_review.learning) or NOT_WRITTEN),
                    Text("What could be improved", said(rapid_review.improvements) or NOT_WRITTEN),
                ),
            ),
            Part("Racism and other inequalities considered", (_text(said(rapid_review.inequalities)),)),
            Part("What runs alongside", (_text(said(rapid_review.proceedings)),)),
            Part("Criteria for a local review", tuple(_criteria(standing.screening.criteria, made))),
            Part("Criteria for suggesting a national review", tuple(_national(standing, made))),
            Part("Decision and reasons", tuple(_decision(standing, made))),
            *_joined(standing, made),
            Part("Sign-off", tuple(_signed(rapid_review, standing))),
        ),
    )  # fmt: skip


def _text(text: str) -> Text:
    return Text("", text or NOT_WRITTEN)


def _case(rapid_review: RapidReview, standing: Standing, made: Made) -> Iterable[Block]:
    notification, referral = standing.notification, standing.referral
    yield Facts((
        ("Case", rapid_review.review.code),
        ("Serious incident notification", notification.receipt if notification else ""),
        ("Notified by", str(notification.authority) if notification else ""),
        ("Notification sent", workdate(notification.sent_on) if notification else ""),
        ("The authority became aware", workdate(notification.known_on) if notification else ""),
        ("Rapid review opened", workdate(rapid_review.opened_on)),
        ("Last day for sending it", workdate(standing.due_on)),
    ))  # fmt: skip
    on = notification.known_on if notification else rapid_review.opened_on
    children = tuple(
        (str(person), rules.age_words(person.born_on, on), person.get_sex_display(), person.ethnicity or NOT_SAID,
         "Died" if person.died_on else "")
        for person in standing.people
        if person.kind == Person.Kind.CHILD
    )  # fmt: skip
    head = ("Child", "Age when it became known", "Sex", "Ethnicity", "Outcome")
    yield Table("The children", head, children, "No child is recorded.")
    family = tuple(
        (str(person), made.labelled(person.relationship) or NOT_SAID, rules.age_words(person.born_on, on))
        for person in standing.people
        if person.kind == Person.Kind.FAMILY
    )
    yield Table("Family and household", ("Person", "Relationship", "Age then"), family, "Nobody else is recorded.")
    yield Text("What happened", made.labelled(_what_happened(rapid_review, referral)) or NOT_WRITTEN)


def _what_happened(rapid_review: RapidReview, referral: Referral | None) -> str:
    return rapid_review.review.incident.summary or (referral.what_happened if referral else "")


def _agencies(rows: list[Row]) -> Table:
    lines = tuple(
        (str(row.request.agency), row.state.label, workdate(row.answered_on))
        for row in rows
        if row.state is not rules.State.WITHDRAWN
    )
    return Table("Agencies asked for a return", ("Agency", "How far", "Given"), lines, "No agency was asked.")


def _safety(rapid_review: RapidReview, standing: Standing, made: Made) -> Iterable[Block]:
    text = made.labelled(rapid_review.safety_actions)
    if text or not standing.safety:
        yield _text(text)
    lines = tuple(
        (
            made.labelled(row.what), made.labelled(", ".join(filter(None, (str(row.agency or ""), row.who)))),
            made.labelled(row.for_whom), _how_far(row),
        )
        for row in standing.safety
    )  # fmt: skip
    if lines:
        yield Table("Immediate safety actions", ("What", "By whom", "For whom", "How far"), lines)


def _how_far(row: SafetyAction) -> str:
    if row.done_on:
        return f"Done on {workdate(row.done_on)}, confirmed by {row.confirmed_by}"
    return f"Still open, by {workdate(row.due_on)}"


def _siblings(standing: Standing, made: Made) -> Iterable[Block]:
    lines = tuple(
        (made.labelled(row.who), row.get_safe_display(), workdate(row.confirmed_on), made.labelled(row.how))
        for row in standing.siblings
    )
    if lines:
        yield Table("Siblings and other children", ("Child", "Safe?", "Confirmed", "How"), lines)


def _criteria(criteria: Criteria, made: Made) -> Iterable[Block]:
    for place, row in enumerate(criteria.rows, start=1):
        yield Text(f"Criterion {place}: {row.criterion.asks}", _answer(row, made))


def _national(standing: Standing, made: Made) -> Iterable[Block]:
    yield Text("", "They stand apart from those for a local review. The national Panel decides whether there is one.")
    if standing.screening.national:
        yield from _criteria(standing.screening.national, made)


def _decision(standing: Standing, made: Made) -> Iterable[Block]:
    put = standing.screening
    recommended = put.recommended
    if recommended:
        head = f"The sub-group recommends: {recommended.get_outcome_display()}"
        yield Text(f"{head} ({workdate(recommended.recommended_on)})", made.labelled(recommended.reasons))
        minority = made.labelled(recommended.minority_view)
        yield Text("View of those who would recommend otherwise", minority or "None was recorded.")
    else:
        yield Text("Recommendation of the sub-group", NOT_SAID)
    for view in put.decisions.partners:
        yield _of_partner(view, made)
    yield Text("What counts", _what_counts(standing))
    comment = put.comment
    yield Text("Comment of the independent scrutineer", made.labelled(comment.comment) if comment else NOT_SAID)


def _joined(standing: Standing, made: Made) -> Iterable[Part]:
    """The decisions of areas that have joined, each in a group of its own; no part where none has."""
    for area in standing.areas:
        joined = area.joined
        until = f", left on {workdate(joined.ended_on)}" if joined.ended_on else ""
        facts = Facts(
            (("Joined", f"{workdate(joined.since_on)}{until}"), ("Lead authority", made.labelled(joined.lead)))
        )
        said = (_of_partner(view, made) for view in area.decisions.partners)
        yield Part(f"Decision of {joined}, which has joined", (facts, *said))


def _answer(row: CriterionRow, made: Made) -> str:
    source = f"Source: {row.criterion.source}."
    if not row.answer:
        return f"Not answered.\n{source}"
    return f"{row.answer.get_answer_display()}. {made.labelled(row.answer.reasons)}\n{source}"


def _of_partner(view: PartnerView, made: Made) -> Text:
    if not view.decision:
        return Text(f"{view.partner}: not decided", NOT_SAID)
    head = f"{view.partner}: {view.decision.get_outcome_display()} ({workdate(view.decision.decided_on)})"
    return Text(head, made.labelled(view.decision.reasons))


def _what_counts(standing: Standing) -> str:
    decisions = standing.screening.decisions
    if not decisions.settled:
        return "The partners have not settled it."
    if not decisions.dissent:
        return f"{decisions.settled_words}. The partners are of one mind."
    others = ", ".join(f"{view.partner}" for view in decisions.dissent)
    return f"{decisions.settled_words}. Decided otherwise, with the reasons above: {others}."


def _signed(rapid_review: RapidReview, standing: Standing) -> Iterable[Block]:
    lines = tuple(
        (str(view.partner), _signer(view), workdate(view.decision.decided_on) if view.decision else "Not yet")
        for view in standing.screening.decisions.partners
    )
    yield Table("For the safeguarding partners", ("Partner", "Decided by", "Date"), lines, "No partner is recorded.")
    yield Facts((("Sent to the national Panel", workdate(rapid_review.sent_on) or "Not yet sent"),))


def _signer(view: PartnerView) -> str:
    if not view.decision:
        return ""
    return view.decision.on_behalf_of or view.decision.entered_by.name
