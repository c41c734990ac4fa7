"""Brings requests for papers, their answers, sealed advice and supplied material into a case, as the pages do."""

import datetime as dt

from cspr import clock
from cspr.tests.cast import Cast, working_day
from reviews.case.models import Review
from reviews.disclosure import actions
from reviews.disclosure.models import Disclosed, PapersRequest, Supplied
from reviews.documents.actions import add_document
from reviews.documents.models import Document
from reviews.referral.tests.steps import paper

From, Outcome = PapersRequest.From, PapersRequest.Outcome

CORONER = {
    "asker": From.CORONER,
    "asked_by": "Coroner's officer, Fenmarsh and the Levels",
    "reference": "INQ 0412",
    "what": "The agency returns, and what the review holds on the months before.",
    "basis": "Coroners and Justice Act 2009, schedule 5, as the officer writes",
}
DECIDED = {
    "outcome": Outcome.PART,
    "reasons": "The returns are given. Notes of conversations are not: they were promised in confidence, and the coroner "
    "can ask the agencies for their own records.",
    "decided_by": "Dev Marchetti, for the three partners",
}
SENT = {
    "sent_to": "Coroner's officer, at the court's secure address",
    "how": Disclosed.How.SECURE_MAIL,
    "also": "Agency returns as signed off",
    "redacted": True,
    "how_redacted": "Names and addresses of relatives who are not concerned in the inquest.",
}
SUBJECT = {
    "asker": From.SUBJECT,
    "asked_by": "A grandparent, through a solicitor",
    "what": "Everything that is held about the person who asks.",
    "basis": "UK GDPR, article 15",
}
SUPPLIED = {
    "giver": Supplied.By.POLICE,
    "given_by": "Disclosure officer, Fenmarsh Police",
    "what": "Summary of the interviews",
    "original_held_by": "Fenmarsh Police, exhibits store",
    "conditions": "For the office and the reviewer. Nothing is quoted before the trial has ended.",
}
ADVICE = "Advice on what the inquest may be given"


def advice_sealed(
    cast: Cast, review: Review, *, at: dt.datetime, readers: tuple[str, ...] = ("dev", "priya")
) -> Document:
    """Legal advice that only those who instruct know of."""
    return add_document(
        review, paper("advice.pdf"), title=ADVICE, sensitivity=Document.Sensitivity.SEALED,
        readers=[getattr(cast, key) for key in readers], author="Principal lawyer of the council",
        origin="Fenmarsh County Council, legal services", dated_on=clock.date_of(at), by=cast.priya, at=at,
    )  # fmt: skip


def coroner_asked(cast: Cast, review: Review, *, at: dt.datetime, due_on: dt.date | None = None) -> PapersRequest:
    """The coroner asks for papers, with the letter kept."""
    return actions.receive(
        review, **CORONER, asked_on=clock.date_of(at), due_on=due_on, original=paper("letter.pdf"), by=cast.priya, at=at
    )


def answered_in_part(
    cast: Cast, request: PapersRequest, *, at: dt.datetime, papers: tuple[Document, ...] = (),
    advice: Document | None = None,
) -> PapersRequest:  # fmt: skip
    """Advice taken, part of it given with names taken out, and the request closed."""
    day, by = clock.date_of(at), {"by": cast.priya, "at": at}
    actions.take_advice(
        request,
        revision=request.revision,
        advised_on=day,
        adviser="Principal lawyer of the council",
        advice=advice,
        **by,
    )
    actions.decide(request, revision=request.revision, **DECIDED, decided_on=day, **by)
    actions.record_sending(
        request, papers=papers, **SENT, sent_on=day, redacted_file=paper("returns, redacted.pdf"), **by
    )
    actions.close(request, revision=request.revision, closed_on=day, **by)
    return request


def subject_access_asked(cast: Cast, review: Review, *, at: dt.datetime) -> PapersRequest:
    """Somebody asks what is held about them."""
    return actions.receive(review, **SUBJECT, asked_on=clock.date_of(at), by=cast.priya, at=at)


def material_supplied(cast: Cast, review: Review, *, at: dt.datetime) -> Supplied:
    """The police supply a copy, and keep the original."""
    return actions.record_supplied(
        review, **SUPPLIED, supplied_on=working_day(clock.date_of(at)), copy=paper("summary.pdf"), by=cast.priya, at=at
    )


def requests_in_hand(cast: Cast, review: Review, *, at: dt.datetime) -> None:
    """One request that was answered, one of which part has gone, one not looked at; sealed advice; supplied material."""
    advice_sealed(cast, review, at=at)
    material_supplied(cast, review, at=at)
    answered_in_part(cast, coroner_asked(cast, review, at=at), at=at)
    going = coroner_asked(cast, review, at=at)
    day, by = clock.date_of(at), {"by": cast.priya, "at": at}
    actions.decide(going, revision=going.revision, **DECIDED, decided_on=day, **by)
    actions.record_sending(going, papers=[], **SENT, sent_on=day, redacted_file=paper("part of it, redacted.pdf"), **by)
    subject_access_asked(cast, review, at=at)
