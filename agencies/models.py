"""What is stored of partnerships, agencies and the people who use the system?"""

import datetime as dt
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import PROTECT, Q
from django.db.models.functions import Lower

from agencies.roles import Role
from cspr.records import Record, both_or_neither


class Partnership(Record):
    """A safeguarding children partnership whose reviews the office runs."""

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60)
    code_prefix = models.CharField(max_length=6, unique=True, help_text="Begins the code of each case, such as CP.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    colour = models.CharField(max_length=7, blank=True, help_text="Like #7a3b69.")

    class Privacy:
        open = ("name", "short_name", "code_prefix", "phone", "email", "colour")

    def __str__(self) -> str:
        return self.name


class Agency(Record):
    """An organisation that works with children or families, under its present name."""

    class Sector(models.TextChoices):
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        ICB = "icb", "Integrated care board"
        POLICE = "police", "Police"
        HEALTH = "health", "Health provider"
        EDUCATION = "education", "School, pre-school or college"
        PROBATION = "probation", "Probation"
        HOUSING = "housing", "Housing"
        VOLUNTARY = "voluntary", "Voluntary organisation"
        OTHER = "other", "Other"

    # Those that can be a statutory safeguarding partner (Children Act 2004, section 16E); which of them is one where, is
    # said in ``partner_in`` alone.
    STATUTORY = (Sector.LOCAL_AUTHORITY, Sector.ICB, Sector.POLICE)

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=20, choices=Sector.choices)
    partnerships = models.ManyToManyField(Partnership, related_name="agencies", blank=True)
    partner_in = models.ManyToManyField(Partnership, related_name="safeguarding_partners", blank=True)
    led_by = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="leads_over")
    successor = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="predecessors")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"

    class Privacy:
        open = ("name", "short_name", "sector", "partnerships", "partner_in", "led_by", "successor", "ended_on")

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another name by which an agency is or was known."""

    agency = models.ForeignKey(Agency, PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    until_on = models.DateField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        open = ("agency", "name", "until_on", "void_at")

    def __str__(self) -> str:
        return self.name


class Contact(Record):
    """A desk or a person at an agency whom the office writes to and who may never sign in."""

    agency = models.ForeignKey(Agency, PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    deputy = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="stands_in_for")

    class Meta:
        constraints = [both_or_neither("away_from", "away_until")]

    class Privacy:
        identifying = ("name", "email", "phone")
        open = ("agency", "job", "ended_on", "away_from", "away_until", "deputy")

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Record):
    """A person who signs in. There is no superuser: what a person may do stands in their posts and teams alone."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    job = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    deputy = models.ForeignKey("self", PROTECT, null=True, blank=True, related_name="stands_in_for")
    welcomed = models.JSONField(default=list, blank=True, help_text="The roles whose welcome this person has read.")

    large_print = models.BooleanField(default=False, help_text="Reports are shown in large print on the screen.")

    objects = UserManager()

    # For whom this person acts as deputy at this moment; said by the door of a review, repeated by the trail.
    as_deputy = ""

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            both_or_neither("away_from", "away_until"),
        ]

    class Privacy:
        identifying = ("email", "name", "phone")
        sensitive = ("password",)
        open = (
            "job", "agency", "is_active", "left_on", "invited_at", "last_login", "welcomed", "away_from",
            "away_until", "deputy", "large_print",
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def held_on(self, day: dt.date) -> "PostQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class Post(Record):
    """A role a person holds in a partnership or for an agency, from a day, perhaps until a day."""

    user = models.ForeignKey(User, PROTECT, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    partnership = models.ForeignKey(Partnership, PROTECT, null=True, blank=True, related_name="posts")
    agency = models.ForeignKey(Agency, PROTECT, null=True, blank=True, related_name="posts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(partnership__isnull=False) | Q(agency__isnull=False), name="post_is_somewhere"
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="post_ends"),
        ]

    class Privacy:
        open = ("user", "role", "partnership", "agency", "starts_on", "ends_on")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"


class Entered(Record):
    """Something entered by a user, perhaps for a named person; it counts from the day it was given."""

    entered_by = models.ForeignKey(User, PROTECT, related_name="+", editable=False)
    entered_at = models.DateTimeField(editable=False)
    on_behalf_of = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    class Privacy:
        identifying = ("on_behalf_of",)
        open = ("entered_by", "entered_at")
