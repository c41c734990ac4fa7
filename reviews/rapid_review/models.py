"""What is stored of the rapid review: the search list, requests, agency returns, and what was sent and answered?"""

from django.db import models
from django.db.models import PROTECT, Q

from agencies.models import Agency, Entered, User
from cspr.records import Record, both_or_neither
from reviews.case.models import HandedOn, Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person
from reviews.referral.models import Outcome


class RapidReview(Record):
    """The rapid review of a case: what the meeting gathered, and when it went to the national Panel."""

    review = models.OneToOneField(Review, PROTECT, related_name="rapid_review")
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    returns_due_on = models.DateField()
    search_from_on = models.DateField(null=True, blank=True)
    facts = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    safety_actions = models.TextField(blank=True)
    inequalities = models.TextField(blank=True)
    learning = models.TextField(blank=True)
    improvements = models.TextField(blank=True)
    proceedings = models.TextField(blank=True)
    sent_on = models.DateField(null=True, blank=True)
    late_reason = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        sensitive = (
            "facts", "analysis", "safety_actions", "inequalities", "learning", "improvements", "proceedings",
            "late_reason",
        )  # fmt: skip
        open = (
            "review", "opened_on", "opened_at", "returns_due_on", "search_from_on", "sent_on", "outcome", "decided_on",
            "concluded_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"rapid review {self.pk}"


class SearchedPerson(Record):
    """A person on the search list, from the version in which they were added."""

    rapid_review = models.ForeignKey(RapidReview, PROTECT, related_name="searched")
    person = models.ForeignKey(Person, PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    years = models.CharField(max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("version", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("rapid_review", "person"), condition=Q(withdrawn_at=None), name="searched_once"
            )
        ]

    class Privacy:
        sensitive = ("why_withdrawn",)
        open = ("rapid_review", "person", "version", "years", "withdrawn_at")

    def __str__(self) -> str:
        return f"searched {self.pk}"


class ReturnRequest(HandedOn):
    """An agency asked for its return, by a day."""

    rapid_review = models.ForeignKey(RapidReview, PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, PROTECT, related_name="+")
    due_on = models.DateField()
    first_opened_at = models.DateTimeField(null=True)
    combined_in = models.ForeignKey("self", PROTECT, null=True, related_name="combines")
    withdrawn_at = models.DateTimeField(null=True)
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("rapid_review", "agency"), name="asked_once_for_a_return"),
            both_or_neither("handed_to", "handed_at"),
        ]

    class Privacy:
        sensitive = ("why_withdrawn",)
        open = (
            "rapid_review", "agency", "asked_at", "asked_by", "due_on", "first_opened_at", "combined_in",
            "withdrawn_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"request {self.pk}"


class AgencyReturn(WithOriginal):
    """What an agency says in the rapid review. Locked once signed off; sent back, it opens again."""

    class Independence(models.TextChoices):
        """Whether the author can look at the agency's work from outside it."""

        INDEPENDENT = "independent", "Neither directly concerned nor a line manager of those who were"
        MANAGER = "manager", "Line manager of somebody who was directly concerned"
        CONCERNED = "concerned", "Directly concerned with the child or family"

    request = models.OneToOneField(ReturnRequest, PROTECT, related_name="agency_return")
    author_name = models.CharField(max_length=120, blank=True)
    author_job = models.CharField(max_length=120, blank=True)
    independence = models.CharField(max_length=12, choices=Independence.choices, blank=True)
    records_checked = models.TextField(blank=True)
    records_secured_on = models.DateField(null=True, blank=True)
    period = models.CharField(max_length=120, blank=True)
    involvement = models.TextField(blank=True)
    key_contacts = models.TextField(blank=True)
    safety_action = models.TextField(blank=True)
    good_practice = models.TextField(blank=True)
    learning = models.TextField(blank=True)
    childs_voice = models.TextField(blank=True)
    inequalities = models.TextField(blank=True)
    next_step_view = models.TextField(blank=True)
    how_it_came = models.CharField(max_length=200, blank=True)
    ready_at = models.DateTimeField(null=True)
    nobody_above = models.BooleanField(default=False)
    signed_off_by = models.CharField(max_length=120, blank=True)
    signed_off_at = models.DateTimeField(null=True)
    given_on = models.DateField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    why_sent_back = models.TextField(blank=True)

    class Meta:
        constraints = [both_or_neither("signed_off_at", "given_on")]

    class Privacy:
        identifying = ("author_name", "signed_off_by")
        sensitive = (
            "author_job", "independence", "records_checked", "period", "involvement", "key_contacts", "safety_action",
            "good_practice", "learning", "childs_voice", "inequalities", "next_step_view", "how_it_came", "why_sent_back",
        )  # fmt: skip
        open = (
            "request", "records_secured_on", "ready_at", "nobody_above", "signed_off_at", "given_on", "sent_back_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return f"return {self.pk}"


class PersonAnswer(WithOriginal):
    """Does the agency hold anything about one person on the search list? ``given_on`` where it came after sign-off."""

    agency_return = models.ForeignKey(AgencyReturn, PROTECT, related_name="answers")
    searched = models.ForeignKey(SearchedPerson, PROTECT, related_name="answers")
    held = models.BooleanField()
    note = models.TextField(blank=True)
    given_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("agency_return", "searched"), name="answered_once")]

    class Privacy:
        sensitive = ("note",)
        open = ("agency_return", "searched", "held", "given_on")

    def __str__(self) -> str:
        return f"answer {self.pk}"


class KeyEvent(Record):
    """An event an agency tells in its return; it becomes a draft entry of the agency's chronology."""

    agency_return = models.ForeignKey(AgencyReturn, PROTECT, related_name="key_events")
    happened_on = models.DateField()
    source = models.CharField(max_length=200)
    what = models.TextField()
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("happened_on", "pk")

    class Privacy:
        sensitive = ("happened_on", "source", "what")
        open = ("agency_return", "void_at")

    def __str__(self) -> str:
        return f"key event {self.pk}"


class NationalPanelReply(WithOriginal):
    """A letter of the national Panel on the rapid review. Each is kept; what partners did with it stands beside it."""

    class View(models.TextChoices):
        AGREES = "agrees", "Agrees with the decision"
        DISAGREES = "disagrees", "Does not agree"
        ASKS = "asks", "Asks for more"
        NATIONAL = "national", "Will consider a national review"

    class Reconsidered(models.TextChoices):
        CONFIRMED = "confirmed", "The decision stands"
        CHANGED = "changed", "The decision is changed"

    rapid_review = models.ForeignKey(RapidReview, PROTECT, related_name="replies")
    received_on = models.DateField()
    view = models.CharField(max_length=10, choices=View.choices)
    what_it_says = models.TextField()
    reconsidered = models.CharField(max_length=10, choices=Reconsidered.choices, blank=True)
    reconsidered_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("received_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(reconsidered="", reconsidered_on=None) | ~Q(reconsidered="") & ~Q(reconsidered_on=None),
                name="reconsidered_has_its_day",
            )
        ]

    class Privacy:
        sensitive = ("what_it_says", "why")
        open = ("rapid_review", "received_on", "view", "reconsidered", "reconsidered_on")

    def __str__(self) -> str:
        return f"reply {self.pk}"


class PanelAsk(WithOriginal):
    """One thing the national Panel asks for in a letter, by a day, and what was answered."""

    reply = models.ForeignKey(NationalPanelReply, PROTECT, related_name="asks")
    what = models.TextField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = [models.CheckConstraint(condition=Q(answered_on=None) | ~Q(answer=""), name="answer_has_text")]

    class Privacy:
        sensitive = ("what", "answer", "why_void")
        open = ("reply", "due_on", "answered_on", "void_at")

    def __str__(self) -> str:
        return f"ask {self.pk}"


class SafetyAction(Entered):
    """Something done, or still to be done, at once to keep a child safe: by whom, for whom, and who confirmed it."""

    rapid_review = models.ForeignKey(RapidReview, PROTECT, related_name="safety")
    what = models.TextField()
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    who = models.CharField(max_length=120, blank=True)
    for_whom = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=~Q(agency=None) | ~Q(who=""), name="safety_action_is_somebodys"),
            models.CheckConstraint(condition=~Q(due_on=None) | ~Q(done_on=None), name="safety_action_is_due_or_done"),
        ]

    class Privacy:
        identifying = ("confirmed_by",)
        sensitive = ("what", "who", "for_whom", "why_void")
        open = ("rapid_review", "agency", "due_on", "done_on", "void_at")

    def __str__(self) -> str:
        return f"safety action {self.pk}"
