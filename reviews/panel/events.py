"""What can be said to have happened to the reviewer, the review panel and the terms of reference?"""

from cspr.audit.events import Event

COMMISSIONED = Event("panel.commissioned", "recorded whom the partners chose as lead reviewer")
DECLARED = Event("panel.declared", "signed the declaration of independence")
DECLARED_FOR = Event("panel.declared_for", "entered a signed declaration of independence")
PANEL_TOLD = Event("panel.panel_told", "recorded that the national Panel was told who leads the review")
COMMISSION_ENDED = Event("panel.commission_ended", "ended the commission of a lead reviewer")
TERMS_STARTED = Event("panel.terms_started", "began a version of the terms of reference")
TERMS_CHANGED = Event("panel.terms_changed", "changed the draft terms of reference")
TERMS_AGREED = Event("panel.terms_agreed", "recorded that the terms of reference are agreed")
