"""What is stored of what runs alongside a review: proceedings, orders, possible witnesses, and the holds they bring?"""

from django.db import models
from django.db.models import PROTECT, F, Q

from agencies.models import Agency, User
from cspr.records import Record
from reviews.case.models import Review
from reviews.documents.models import WithOriginal
from reviews.identities.models import Person


class Voidable(models.Model):
    """Something that may turn out to have been entered in error; it stays, and counts no more."""

    void_at = models.DateTimeField(null=True, blank=True)
    why_void = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    class Privacy:
        sensitive = ("why_void",)
        open = ("void_at",)


class Proceeding(WithOriginal):
    """Something that runs alongside the review and may make parts of it wait."""

    class Kind(models.TextChoices):
        CRIMINAL = "criminal", "Criminal case"
        CARE = "care", "Care or other family proceedings"
        INQUEST = "inquest", "Inquest"
        POST_MORTEM = "post_mortem", "Post mortem"
        FUTURE_DEATHS = "pfd", "Prevention of future deaths report"
        JOINT_RESPONSE = "jar", "Joint agency response"
        DEATH_REVIEW = "cdrm", "Child death review meeting"
        OVERVIEW_PANEL = "cdop", "Child death overview panel"
        DOMESTIC_ABUSE = "dardr", "Domestic abuse related death review"
        ADULT_REVIEW = "sar", "Safeguarding adult review"
        PATIENT_SAFETY = "psii", "NHS patient safety investigation"
        MAPPA = "mappa", "MAPPA serious case review"
        NATIONAL = "national", "National review"
        LADO = "lado", "LADO enquiry"
        HR = "hr", "HR or disciplinary process"
        REGULATOR = "regulator", "Regulator of a profession"
        COMPLAINT = "complaint", "Police complaint or conduct matter"
        OFSTED = "ofsted", "Ofsted inspection"
        CQC = "cqc", "CQC inspection"
        JOINT_INSPECTION = "jtai", "Joint inspection"
        OTHER = "other", "Something else"

    review = models.ForeignKey(Review, PROTECT, related_name="proceedings")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    officer = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_what = models.CharField(max_length=160, blank=True)
    people = models.ManyToManyField(Person, related_name="+", blank=True)
    ended_on = models.DateField(null=True, blank=True)
    how_ended = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = (F("ended_on").asc(nulls_first=True), "next_on", "pk")

    class Privacy:
        identifying = ("reference", "contact", "officer")
        sensitive = ("about", "body", "next_what", "how_ended")
        open = ("review", "kind", "next_on", "people", "ended_on")

    def __str__(self) -> str:
        return f"proceeding {self.pk}"


class ProceedingEvent(WithOriginal, Voidable):
    """Something that happened in a proceeding, on its day."""

    class Kind(models.TextChoices):
        ARREST = "arrest", "Arrest or interview"
        CHARGE = "charge", "Charge"
        NO_CHARGE = "no_charge", "No charge, or the case is discontinued"
        PLEA = "plea", "Plea"
        VERDICT = "verdict", "Verdict"
        SENTENCE = "sentence", "Sentence"
        RETRIAL = "retrial", "Retrial ordered"
        APPEAL = "appeal", "Appeal made"
        APPEAL_DECIDED = "appeal_end", "Appeal decided"
        POST_MORTEM = "post_mortem", "Result of the post mortem"
        INQUEST_OPENED = "inq_opened", "Inquest opened"
        INQUEST_SUSPENDED = "inq_paused", "Inquest suspended"
        INQUEST_CONCLUDED = "inq_ended", "Inquest concluded"
        HEARING = "hearing", "Hearing"
        ORDER_MADE = "order_made", "Order made"
        ORDER_DISCHARGED = "order_ended", "Order discharged"
        REPORT = "report", "Report or findings"
        CONCLUDED = "concluded", "The proceeding ended"
        REOPENED = "reopened", "It goes on after all"
        OTHER = "other", "Something else"

    proceeding = models.ForeignKey(Proceeding, PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    happened_on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-happened_on", "-pk")

    class Privacy:
        sensitive = ("note",)
        open = ("proceeding", "kind", "happened_on")

    def __str__(self) -> str:
        return f"event {self.pk}"


class What(models.TextChoices):
    """What can be held: a person, practitioners, something that goes out, or everything that was agreed."""

    ALL = "all", "All agreed work on the case"
    CONTACT = "contact", "Contact with certain people"
    TALK = "talk", "Conversations with certain practitioners"
    CONVERSATIONS = "talks", "All conversations with practitioners"
    PUBLICATION = "publication", "Publication of the report"
    BRIEFING = "briefing", "Learning briefing"
    PRESS = "press", "Press lines"
    BOARD = "board", "Papers for the board"


OUTPUTS = (What.PUBLICATION, What.BRIEFING, What.PRESS, What.BOARD)


class CourtOrder(WithOriginal):
    """An order of a court: whom it protects, until when, and which outputs it holds until somebody records its end."""

    class Kind(models.TextChoices):
        REPORTING = "reporting", "Reporting restriction"
        FAMILY = "family", "Order in family proceedings"
        INJUNCTION = "injunction", "Injunction"
        CONTEMPT = "contempt", "Postponement, because of a trial to come"
        OTHER = "other", "Another order"

    review = models.ForeignKey(Review, PROTECT, related_name="court_orders")
    proceeding = models.ForeignKey(Proceeding, PROTECT, null=True, blank=True, related_name="orders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    court = models.CharField(max_length=160)
    made_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    until_note = models.CharField(max_length=200, blank=True)
    protects = models.ManyToManyField(Person, related_name="+", blank=True)
    says = models.TextField(blank=True)
    outputs = models.JSONField(default=list, help_text="What it holds: values of What.")
    ended_on = models.DateField(null=True, blank=True)
    how_ended = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = (F("ended_on").asc(nulls_first=True), "-made_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("made_on")), name="order_ends_after_it_was_made"
            )
        ]

    class Privacy:
        sensitive = ("court", "until_note", "says", "how_ended")
        open = ("review", "proceeding", "kind", "made_on", "until_on", "protects", "outputs", "ended_on")

    def __str__(self) -> str:
        return f"order {self.pk}"

    @property
    def held_words(self) -> str:
        """What it holds, in words."""
        return ", ".join(str(What(what).label) for what in self.outputs)


class Witness(Record):
    """Somebody who is or may be a witness: a person of the register, or a practitioner by role and agency, without name.

    ``user`` is set where the practitioner signs in here, so that they are known again wherever they are asked.
    """

    review = models.ForeignKey(Review, PROTECT, related_name="witnesses")
    proceeding = models.ForeignKey(Proceeding, PROTECT, related_name="witnesses")
    person = models.ForeignKey(Person, PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="+")
    label = models.CharField(max_length=60, blank=True)
    user = models.ForeignKey(User, PROTECT, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, role="", agency=None)
                | Q(~Q(role=""), person=None, agency__isnull=False),
                name="witness_of_family_or_practice",
            )
        ]

    class Privacy:
        sensitive = ("why_ended",)
        open = ("review", "proceeding", "person", "role", "agency", "label", "user", "ended_on")

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """By which words they stand everywhere: the label of the register, or role, label and agency."""
        if self.person_id:
            return str(self.person)
        role = f"{self.role} ({self.label})" if self.label else self.role
        return f"{role}, {self.agency}"


class Advised(models.Model):
    """On whose advice: in which part, who it was, and on which day."""

    class Part(models.TextChoices):
        SIO = "sio", "Senior investigating officer"
        PROSECUTOR = "prosecutor", "Prosecutor"
        CORONER = "coroner", "Coroner or coroner's officer"
        COURT = "court", "Court"
        LEGAL = "legal", "The authority's lawyers"
        PARTNERS = "partners", "The safeguarding partners themselves"
        OTHER = "other", "Somebody else"

    advised_as = models.CharField(max_length=10, choices=Part.choices)
    advised_by = models.CharField(max_length=160, blank=True)
    advised_on = models.DateField()

    class Meta:
        abstract = True

    class Privacy:
        identifying = ("advised_by",)
        open = ("advised_as", "advised_on")


class HoldQuerySet(models.QuerySet["Hold"]):
    def standing(self) -> "HoldQuerySet":
        return self.filter(ended_on=None)


class Hold(WithOriginal, Advised):
    """Why something has to wait, on whose advice, for which event, and when it is looked at again.

    It stands until a named person confirms its release. What was agreed and is held is not late; what guidance sets a
    date for goes on: a hold is the reason for a delay and never stops a statutory clock.
    """

    review = models.ForeignKey(Review, PROTECT, related_name="holds")
    because = models.CharField(max_length=12, choices=Proceeding.Kind.choices)
    proceeding = models.ForeignKey(Proceeding, PROTECT, null=True, blank=True, related_name="holds")
    why = models.TextField()
    decided_by = models.CharField(max_length=200)
    waits_for = models.CharField(max_length=12, choices=ProceedingEvent.Kind.choices, blank=True)
    since_on = models.DateField()
    look_again_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ("-since_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")), name="hold_ends_after_it_began"
            )
        ]

    class Privacy:
        sensitive = ("why", "decided_by")
        open = ("review", "because", "proceeding", "waits_for", "since_on", "look_again_on", "ended_on")

    def __str__(self) -> str:
        return f"hold {self.pk}"


class Release(WithOriginal, Advised):
    """A named person's word on a hold: that it is released, in part or whole, or stays; on what advice, with which conditions."""

    class Outcome(models.TextChoices):
        ALL = "all", "All of it may go ahead"
        PART = "part", "Only part of it may go ahead"
        KEPT = "kept", "Nothing yet: the hold stays"

    hold = models.ForeignKey(Hold, PROTECT, related_name="releases")
    event = models.ForeignKey(ProceedingEvent, PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=4, choices=Outcome.choices)
    decided_on = models.DateField()
    why = models.CharField(max_length=500)
    conditions = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("decided_on", "pk")

    class Privacy:
        sensitive = ("why", "conditions")
        open = ("hold", "event", "outcome", "decided_on")

    def __str__(self) -> str:
        return f"release {self.pk}"


class HoldScope(Record):
    """One thing that a hold stops, until a release frees it."""

    hold = models.ForeignKey(Hold, PROTECT, related_name="scopes")
    what = models.CharField(max_length=12, choices=What.choices)
    person = models.ForeignKey(Person, PROTECT, null=True, blank=True, related_name="+")
    witness = models.ForeignKey(Witness, PROTECT, null=True, blank=True, related_name="+")
    release = models.ForeignKey(Release, PROTECT, null=True, blank=True, related_name="scopes")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(what=What.CONTACT, person__isnull=False, witness=None)
                | Q(what=What.TALK, person=None, witness__isnull=False)
                | Q(~Q(what__in=(What.CONTACT, What.TALK)), person=None, witness=None),
                name="scope_names_whom_it_is_about",
            )
        ]

    class Privacy:
        open = ("hold", "what", "person", "witness", "release")

    def __str__(self) -> str:
        return f"scope {self.pk}"
