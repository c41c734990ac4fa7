"""Through which phases does a case go? One table: kind × phase → the phases that may follow.

The phase is the one stored status. What runs side by side inside a phase is asked of facts.
"""

from django.db import models


class Kind(models.TextChoices):
    STATUTORY = "statutory", "Child safeguarding practice review"
    PARTNERSHIP = "partnership", "Partnership review"
    ARCHIVE = "archive", "Older report brought in"
    ELSEWHERE = "elsewhere", "Learning from elsewhere"


class Phase(models.TextChoices):
    REFERRED = "referred", "Referred"
    NOTIFIED = "notified", "Notified"
    RAPID_REVIEW = "rapid_review", "Rapid review"
    IN_REVIEW = "in_review", "In review"
    SIGNED_OFF = "signed_off", "Signed off"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Closed"
    NOT_NOTIFIED = "not_notified", "Not notified"
    NO_REVIEW = "no_review", "Ended at the rapid review"
    FOLLOWED = "followed", "Recommendations followed"


_REVIEWING = {
    Phase.IN_REVIEW: (Phase.SIGNED_OFF,),
    Phase.SIGNED_OFF: (Phase.PUBLISHED, Phase.CLOSED),
    Phase.PUBLISHED: (Phase.CLOSED,),
}

FORWARD: dict[str, dict[str, tuple[str, ...]]] = {
    Kind.STATUTORY: {
        Phase.REFERRED: (Phase.NOTIFIED, Phase.NOT_NOTIFIED),
        # To "Not notified" where the notification is withdrawn: it was found not to meet the criteria.
        Phase.NOTIFIED: (Phase.RAPID_REVIEW, Phase.NOT_NOTIFIED),
        Phase.RAPID_REVIEW: (Phase.IN_REVIEW, Phase.NO_REVIEW, Phase.NOT_NOTIFIED),
        **_REVIEWING,
        Phase.NO_REVIEW: (Phase.CLOSED,),
        Phase.NOT_NOTIFIED: (Phase.CLOSED,),
    },
    Kind.PARTNERSHIP: {
        Phase.REFERRED: (Phase.IN_REVIEW, Phase.NOT_NOTIFIED),
        # Begun as statutory, until its notification was withdrawn.
        Phase.NOTIFIED: (Phase.IN_REVIEW,),
        Phase.RAPID_REVIEW: (Phase.IN_REVIEW,),
        Phase.NOT_NOTIFIED: (Phase.CLOSED,),
        **_REVIEWING,
    },
    Kind.ARCHIVE: _REVIEWING,
    # From an audit, another area's review or the national Panel: nobody reviews it here, its recommendations are followed.
    Kind.ELSEWHERE: {Phase.FOLLOWED: (Phase.CLOSED,)},
}

START: dict[str, str] = {
    Kind.STATUTORY: Phase.REFERRED,
    Kind.PARTNERSHIP: Phase.REFERRED,
    Kind.ARCHIVE: Phase.IN_REVIEW,
    Kind.ELSEWHERE: Phase.FOLLOWED,
}

# The way a case of each kind goes when nothing ends it early, for the steps shown on its page.
MAIN_ROAD: dict[str, tuple[str, ...]] = {
    Kind.STATUTORY: (
        Phase.REFERRED,
        Phase.NOTIFIED,
        Phase.RAPID_REVIEW,
        Phase.IN_REVIEW,
        Phase.SIGNED_OFF,
        Phase.PUBLISHED,
        Phase.CLOSED,
    ),
    Kind.PARTNERSHIP: (Phase.REFERRED, Phase.IN_REVIEW, Phase.SIGNED_OFF, Phase.PUBLISHED, Phase.CLOSED),
    Kind.ARCHIVE: (Phase.IN_REVIEW, Phase.SIGNED_OFF, Phase.PUBLISHED, Phase.CLOSED),
    Kind.ELSEWHERE: (Phase.FOLLOWED, Phase.CLOSED),
}


def may_follow(kind: str, phase: str, then: str) -> bool:
    """May a case of this kind go from one phase to the other?"""
    return then in FORWARD[kind].get(phase, ())


def diagram() -> str:
    """All roads as Mermaid state diagrams, one for each kind; ``docs/phases.md`` is printed from it."""
    parts = []
    for kind in Kind:
        lines = [f"## {kind.label}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {START[kind]}"]
        lines += [f"    {Phase(phase).value} : {Phase(phase).label}" for phase in _phases_of(kind)]
        lines += [f"    {phase} --> {later}" for phase, then in FORWARD[kind].items() for later in then]
        parts.append("\n".join([*lines, "```"]))
    return "# Phases of a case\n\nPrinted by `manage.py print_phases`.\n\n" + "\n\n".join(parts) + "\n"


def _phases_of(kind: str) -> list[str]:
    road = FORWARD[kind]
    return [phase for phase in Phase if phase in road or any(phase in then for then in road.values())]
