"""What in the report still tells who somebody is?"""

from dataclasses import dataclass

from reviews.case.models import Review
from reviews.identities.queries import known_forms
from reviews.identities.rules import same_words
from reviews.report.models import Block, ClearedHit, Report
from reviews.report.queries.document import document
from reviews.report.queries.talks import uncleared_in
from reviews.report.rules import Document, Hit, Lost, Uncleared, hits_of, lost


@dataclass(frozen=True)
class Checked:
    """The hits of a report: those that must be put right, those that may be something else, and what was cleared.

    ``quotes``: where it quotes a practitioner who has not cleared the words. ``lost``: references that lead nowhere.
    """

    exact: list["Offered"]
    near: list["Offered"]
    cleared: list[ClearedHit]
    quotes: list[Uncleared]
    lost: list[Lost]


@dataclass(frozen=True)
class Offered:
    """A hit, and what can be done about it in one click.

    ``revision``: of the paragraph in which the label may take its place, 0 where it may not. ``all_of``: the
    paragraphs with their revisions ("uid:revision") where names of this person stand, told at the first of several.
    """

    hit: Hit
    revision: int = 0
    all_of: tuple[str, ...] = ()


def cleared(review: Review) -> frozenset[str]:
    """The words that were cleared for the report of this review, as they are compared."""
    words = ClearedHit.objects.filter(report__review=review, withdrawn_at=None).values_list("words", flat=True)
    return frozenset(same_words(word) for word in words)


def hits_in_document(review: Review, content: Document) -> list[Hit]:
    """Everything in a document that is not cleared."""
    return hits_of(content, known_forms(review), cleared(review))


def listed(report: Report) -> list[Hit]:
    """Everything in the draft as it would be printed that still tells, or seems to tell, who somebody is."""
    return hits_in_document(report.review, document(report))


def checked(report: Report) -> Checked:
    """What the page of checks shows."""
    content = document(report)
    hits = hits_in_document(report.review, content)
    offered = _offered(report, hits)
    return Checked(
        exact=[one for one in offered if not one.hit.may_be_cleared],
        near=[one for one in offered if one.hit.may_be_cleared],
        cleared=list(report.cleared.filter(withdrawn_at=None).select_related("by")),
        quotes=uncleared_in(report.review, content),
        lost=lost(content),
    )


def _offered(report: Report, hits: list[Hit]) -> list[Offered]:
    """Each hit with its buttons: where it stands in a paragraph of the draft that was written, not filed or a title."""
    wanted = {hit.uid for hit in hits if hit.person and hit.uid}
    written = Block.objects.filter(section__report=report, uid__in=wanted, origin="", removed_at=None)
    revisions = {str(uid): revision for uid, revision in written.values_list("uid", "revision")} if wanted else {}
    certain: dict[int, list[str]] = {}
    for hit in hits:
        if hit.person and hit.uid in revisions and not hit.may_be_cleared:
            certain.setdefault(hit.person, []).append(hit.uid)
    offered = []
    for hit in hits:
        revision = revisions.get(hit.uid, 0) if hit.person else 0
        several = certain.pop(hit.person, []) if revision and not hit.may_be_cleared else []
        all_of = tuple(f"{uid}:{revisions[uid]}" for uid in dict.fromkeys(several)) if len(several) > 1 else ()
        offered.append(Offered(hit, revision, all_of))
    return offered
