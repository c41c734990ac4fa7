"""May a paper be sealed, or sealed legal advice be released?"""

from cspr.records import NotYet
from reviews.documents.models import Document

Sensitivity = Document.Sensitivity
# Whom sealed legal advice may be released to.
RELEASED_TO = (Sensitivity.OFFICE, Sensitivity.TEAM)


def check_may_be_sealed(document: Document) -> None:
    """Raises ``NotYet`` where the paper is sealed already, or something else in the case leads to it."""
    if document.sensitivity == Sensitivity.SEALED:
        raise NotYet("The paper is sealed already.")
    if document.belongs_to:
        raise NotYet(
            "This paper is the original of something entered in the case, which leads to it. Add the advice as a paper "
            "of its own, sealed, then withdraw this one."
        )


def check_not_sealed(*sensitivities: str) -> None:
    """Raises ``NotYet`` where a paper would be sealed, or sealed advice opened, without the steps that name people."""
    if Sensitivity.SEALED in sensitivities:
        raise NotYet("Legal advice is sealed, and released, by steps of its own.", field="sensitivity")


def check_sealed(document: Document) -> None:
    if document.sensitivity != Sensitivity.SEALED:
        raise NotYet("The paper is not sealed.")


def check_release(to: str, why: str) -> None:
    """Raises ``NotYet`` unless it is said to whom the advice is released, and why."""
    if to not in RELEASED_TO:
        raise NotYet("Say who may read it from now on.", field="to")
    if not why.strip():
        raise NotYet("Say why it is released.", field="why")
