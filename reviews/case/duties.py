"""What kinds of duty does the case itself know? Stages list their own in the same shape."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DutyKind:
    """A kind of duty: ``what`` completes "… is to"; ``page`` is the name of the URL where it is met.

    ``page`` takes the case's code, and the subject's number where ``of_thing`` is set. ``statutory`` duties follow
    guidance; the others are agreed. One with ``at_phase`` is filed by itself when a case comes to that phase, owed by
    the ``role`` within so many working days: for stages that begin because an earlier one has ended. One met
    ``outside`` is owed by a named person who has no place in the case yet, and so cannot open it; its page opens to that
    person alone, and others are led to the page of the case where it is ``seen_at``. One that goes on
    ``despite_hold`` is late like any other while agreed work rests: it watches over a hold, or keeps somebody safe.
    ``asks`` is the permission whoever takes a duty owed by name over must have in the case; one that is ``personal`` goes
    to nobody else, and this says what to do instead. One ``by_deputy`` waits for the deputy of a member of the review team
    too, as long as they stand in.
    """

    code: str
    what: str
    page: str
    statutory: bool = False
    of_thing: bool = False
    at_phase: str = ""
    role: str = ""
    within: int = 10
    outside: bool = False
    seen_at: str = ""
    despite_hold: bool = False
    asks: str = ""
    personal: str = ""
    by_deputy: bool = False


KINDS: dict[str, DutyKind] = {}


def known(kind: DutyKind) -> DutyKind:
    """List a kind of duty, so that rows find their page and words again."""
    KINDS[kind.code] = kind
    return kind


def by_deputy() -> list[str]:
    """The kinds that wait for a deputy too."""
    return [code for code, kind in KINDS.items() if kind.by_deputy]


CLOSE_CASE = known(DutyKind("case.close", "close the case: nothing is left to be done in it", "case-close", within=20))
