"""How many sessions were held, with whom and how? Asked anew each time, so that the counts are right wherever they stand."""

from collections import Counter
from dataclasses import dataclass

from reviews.case.models import Review
from reviews.conversations.models import Participant, Session


@dataclass(frozen=True)
class Figures:
    """How many sessions were held and who came, for the report: a session counts once somebody came to it."""

    sessions: int
    participants: int
    agencies: int
    agency_names: tuple[str, ...] = ()
    minutes_long: tuple[int, ...] = ()
    by_mode: tuple[tuple[str, int], ...] = ()
    by_form: tuple[tuple[str, int], ...] = ()

    @property
    def modes(self) -> tuple[str, ...]:
        return tuple(sorted(mode for mode, _ in self.by_mode))


def figures(review: Review) -> Figures:
    """The figures of a review, in one question to the database."""
    came = Participant.objects.filter(
        session__review=review, session__cancelled_at=None, void_at=None, came=True
    ).select_related("session", "agency")
    sessions = {one.session_id: one.session for one in came}
    names = {one.agency_id: one.agency.name for one in came}
    modes = Counter(session.mode for session in sessions.values())
    forms = Counter(session.form for session in sessions.values())
    return Figures(
        sessions=len(sessions),
        participants=len(came),
        agencies=len(names),
        agency_names=tuple(sorted(names.values())),
        minutes_long=tuple(sorted({session.lasted for session in sessions.values()})),
        by_mode=tuple((mode.label, modes[mode]) for mode in Session.Mode if modes[mode]),
        by_form=tuple((form.label, forms[form]) for form in Session.Form if forms[form]),
    )
