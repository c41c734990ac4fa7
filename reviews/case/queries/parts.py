"""Which parts has a case, and who may open them?"""

from collections.abc import Collection
from functools import cache

from django.urls import NoReverseMatch, reverse

from agencies.roles import Permission as P
from reviews.case.phases import Phase

# Each part of a case: its words, the name of its page, and the permissions any one of which opens it.
PARTS: tuple[tuple[str, str, frozenset[P]], ...] = (
    ("Where it stands", "case", frozenset({P.SEE_CASE})),
    ("Referral and notification", "referral", frozenset({P.LOG_REFERRAL, P.SCREEN, P.DECIDE, P.SCRUTINISE, P.NOTIFY})),
    ("Rapid review", "rapid-review", frozenset({P.READ_RETURNS, P.ANSWER})),
    ("Reviewer, review panel and terms", "panel", frozenset({P.RUN_CASE, P.SEE_CONVERSATIONS})),
    ("Proceedings and holds", "proceedings", frozenset({P.SEE_CONVERSATIONS, P.DECIDE})),
    ("What can go ahead", "proceedings-ahead", frozenset({P.SEE_CONVERSATIONS, P.DECIDE})),
    ("Meetings", "meetings", frozenset({P.RUN_CASE, P.SEE_CONVERSATIONS})),
    ("Chronology", "chronology", frozenset({P.READ_CHRONOLOGY, P.ANSWER})),
    ("Conversations", "conversations", frozenset({P.SEE_CONVERSATIONS})),
    ("Family contact", "family", frozenset({P.FAMILY})),
    (
        "Findings and recommendations",
        "recommendations",
        frozenset({P.WRITE_RECOMMENDATIONS, P.READ_REPORT, P.TRACK, P.REPORT_ON_ACTIONS}),
    ),
    ("Report", "report", frozenset({P.READ_REPORT})),
    ("Drafts sent to you", "report-copies", frozenset({P.ANSWER})),
    ("Signing and publication", "publication", frozenset({P.READ_REPORT, P.PUBLISH, P.DECIDE, P.READ_FINALLY})),
    ("Identity register", "identities", frozenset({P.SEE_NAMES})),
    ("Papers", "documents", frozenset({P.SEE_DOCUMENTS, P.ANSWER, P.SEAL})),
    ("Quality markers", "quality", frozenset({P.READ_CHRONOLOGY})),
    ("Requests for papers", "disclosure", frozenset({P.DISCLOSE})),
    ("Letters", "case-letters", frozenset({P.RUN_CASE})),
    ("Team and agencies", "team", frozenset({P.RUN_CASE})),
    ("What happened here", "chronicle", frozenset({P.READ_REPORT, P.RUN_CASE, P.ANSWER, P.NOTIFY})),
    ("Trail", "trail", frozenset({P.READ_TRAIL})),
)
ANY_CODE = "~"  # what no address holds, and none need hide
# Where the work of a phase is done, for those who have nothing to do in the case themselves.
WORK_OF: dict[str, tuple[str, ...]] = {
    Phase.REFERRED: ("referral",),
    Phase.NOTIFIED: ("rapid-review", "referral"),
    Phase.RAPID_REVIEW: ("rapid-review",),
    Phase.IN_REVIEW: ("report", "chronology"),
    Phase.SIGNED_OFF: ("publication",),
    Phase.PUBLISHED: ("recommendations", "publication"),
    Phase.CLOSED: ("recommendations",),
    Phase.NOT_NOTIFIED: ("referral",),
    Phase.NO_REVIEW: ("recommendations", "rapid-review"),
    Phase.FOLLOWED: ("recommendations",),
}


def parts_of(code: str, permissions: Collection[P]) -> list[tuple[str, str, str]]:
    """The parts of a case that these permissions open: words, name and address."""
    return [
        (label, name, _at(name, code)) for label, name, opens in PARTS if opens & set(permissions) and _at(name, code)
    ]


def work_of(code: str, phase: str, permissions: Collection[P]) -> tuple[str, str]:
    """The part in which the work of a phase is done, as words and address; else what happened, else nothing."""
    open_parts = {name: (label, url) for label, name, url in parts_of(code, permissions)}
    wanted = (*WORK_OF[Phase(phase)], "chronicle", "trail")
    return next((open_parts[name] for name in wanted if name in open_parts), ("", ""))


def part_at(path: str, code: str) -> str:
    """The words for the part of a case in which an address lies."""
    return part_of(path, code)[0]


def part_of(path: str, code: str) -> tuple[str, str]:
    """The part of a case in which an address lies: its words, and the name of its page."""
    inside = [(label, name) for label, name, _ in PARTS if path.startswith(_at(name, code) or "\0")]
    return max(inside, key=lambda part: len(_at(part[1], code)), default=("", ""))


def part_named(name: str) -> str:
    """The words for the part of a case whose page has this name."""
    return next((label for label, page, _ in PARTS if page == name), "")


def _at(name: str, code: str) -> str:
    return code.join(_around_code(name))


@cache
def _around_code(name: str) -> tuple[str, ...]:
    """What stands before and after the code in an address; nothing where there is no such page.

    Every page of a case asks for the addresses of all its parts; to put each together anew took a tenth of its time.
    """
    try:
        return tuple(reverse(name, args=[ANY_CODE]).split(ANY_CODE))
    except NoReverseMatch:
        return ()
