"""What participants agree to, what they are offered after a session, and what they are told of what became of it."""

from django.http import HttpRequest, HttpResponse

from cspr.pages import form_page
from reviews.case.access import Visit, for_review
from reviews.conversations import actions, forms, queries
from reviews.conversations.models import Participant, Session
from reviews.conversations.views.things import FORM, P, at_conversations, at_session, participant_of, standing_session

AFTER = ("support", "support_on", "support_taken", "feedback", "feedback_on", "revision")


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=standing_session)
def agreement(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    def act(form: forms.AgreementForm) -> None:
        kept = {name: form.cleaned_data[name] for name in ("kept_as", "revision")}
        actions.record_agreement(found, says=form.says, **kept, by=visit.user, at=visit.now)

    return form_page(
        request,
        forms.AgreementForm,
        template=FORM,
        initial={"kept_as": found.kept_as, "revision": found.revision},
        act=act,
        then=at_session(visit, found),
        done="The answers are saved.",
        context={
            "title": f"Agreement to a record, session {found.number}",
            "lead": "A recording is made only where everybody who takes part has agreed to it.",
        },
        participants=[one for one in found.expected if one.came is not False],
        cancel=at_session(visit, found),
    )


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=standing_session)
def support(request: HttpRequest, visit: Visit, found: Session) -> HttpResponse:
    asked = [one for one in found.expected if one.came is not False]
    return form_page(
        request,
        forms.SupportForm,
        template=FORM,
        initial={"who": [str(one.pk) for one in asked if not one.support_on], "support_on": visit.today},
        act=lambda form: actions.offer_support(
            found, who=form.chosen, **_but_who(form), by=visit.user, at=visit.now
        ),
        then=at_session(visit, found),
        done="The offer is saved. Whether it was taken up can be added later, for each person.",
        context={"title": f"Support offered after session {found.number}"},
        participants=asked,
        behalf=visit.may(P.RUN_CASE),
        cancel=at_session(visit, found),
    )  # fmt: skip


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS)
def feedback(request: HttpRequest, visit: Visit) -> HttpResponse:
    waiting = list(queries.not_told(visit.review))
    return form_page(
        request,
        forms.FeedbackForm,
        template=FORM,
        initial={"who": [], "feedback_on": visit.today},
        act=lambda form: actions.give_feedback(
            visit.review, who=form.chosen, **_but_who(form), by=visit.user, at=visit.now
        ),
        then=at_conversations(visit),
        done="The feedback is saved.",
        context={
            "title": "Tell practitioners what became of it",
            "lead": "Those who came and were not told yet."
            if waiting
            else "Everybody who came was told. To put one right, open the session.",
        },
        participants=waiting,
        behalf=visit.may(P.RUN_CASE),
        numbered=True,
        cancel=at_conversations(visit),
    )  # fmt: skip


def _but_who(form: forms.SupportForm | forms.FeedbackForm) -> dict:
    return {name: value for name, value in form.cleaned_data.items() if name != "who"}


@for_review(P.RUN_CASE, P.HOLD_CONVERSATIONS, thing=participant_of)
def afterwards(request: HttpRequest, visit: Visit, one: Participant) -> HttpResponse:
    return form_page(
        request,
        forms.AfterwardsForm,
        template=FORM,
        initial={name: getattr(one, name) for name in AFTER},
        act=lambda form: actions.change_afterwards(one, **form.cleaned_data, by=visit.user, at=visit.now),
        then=at_session(visit, one.session),
        done="It is saved.",
        context={"title": f"Afterwards: {one.called}", "lead": f"Session {one.session.number}."},
        cancel=at_session(visit, one.session),
    )
