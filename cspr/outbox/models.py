"""What is stored of a message waiting to be sent?"""

from django.db import models


class Message(models.Model):
    """One e-mail to one address. Its key makes it exist once, however often the reason for it is found.

    ``calendar`` is the invitation it carries for the reader's own calendar. One whose address the mail server refused
    for good (``refused_at``) rests until the office has put the address right.
    """

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

    class Meta:
        indexes = [models.Index(fields=("sent_at", "lease_until"))]

    class Privacy:
        identifying = ("to", "calendar")
        sensitive = ("subject", "body")
        open = (
            "key", "review_code", "written_at", "attempts", "lease_until", "sent_at", "problem", "refused_at",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.key
