"""What is stored of a message waiting to be sent?"""

from django.db import models


class Message(models.Model):
    """One e-mail to one address. Its key makes it exist once, however often the reason for it is found.

    ``calendar`` is the invitation it carries for the reader's own calendar. One whose address the mail server refused
    for good (``refused_at``) rests until the office has put the address right; so does one that went out and came back
    (``came_back_on``), of which the office writes another ``instead_of`` it, at most one. A ``personal`` one holds a link for
    its reader alone, and is sent to no other address.
    """

    class Returned(models.TextChoices):
        """Why an e-mail came back that had gone out."""

        NO_SUCH = "no_such", "There is no such address"
        LEFT = "left", "The person has left"
        FULL = "full", "The mailbox is full"
        BLOCKED = "blocked", "Their system did not accept it"
        OTHER = "other", "Another reason"

    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    review_code = models.CharField(max_length=20, blank=True)
    written_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    refused_at = models.DateTimeField(null=True)
    personal = models.BooleanField(default=False)
    came_back_on = models.DateField(null=True)
    came_back_because = models.CharField(max_length=8, choices=Returned.choices, blank=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="again")
    settled_at = models.DateTimeField(null=True)
    why_settled = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=("sent_at", "lease_until"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(came_back_on=None) | models.Q(sent_at__isnull=False),
                name="came_back_once_it_was_sent",
            )
        ]

    class Privacy:
        identifying = ("to", "calendar")
        sensitive = ("subject", "body", "why_settled")
        open = (
            "key", "review_code", "written_at", "attempts", "lease_until", "sent_at", "problem", "refused_at",
            "personal", "came_back_on", "came_back_because", "instead_of", "settled_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.key
