"""What does a person hold and owe by name in cases, and may it go to another?"""

from django.db.models import Q

from agencies.models import User
from agencies.roles import Permission, Role, permissions_of
from agencies.rules import Held, Visitor
from reviews.case.duties import KINDS
from reviews.case.models import Duty, Involvement, Review, TeamMember

BY_DECLARATION = "A lead reviewer joins by signing the declaration of independence: commission another in the case."
BY_OTHERS = "Those who run the cases of {} name somebody else, under “Team and agencies”."
BY_MANAGERS = "Ask somebody who looks after the people of {}."


def held_by(user: User, manager: Visitor) -> list[Held]:
    """The places in review teams and the duties that are this person's by name.

    Only who runs a case gives its places away: they open what is written there.
    """
    return [_place(member, manager) for member in places_of(user, manager)] + [
        _duty(duty, manager) for duty in duties_of(user)
    ]


def places_of(user: User, manager: Visitor) -> list[TeamMember]:
    """The places that are not over, also those to come."""
    found = TeamMember.objects.filter(Q(ends_on=None) | Q(ends_on__gte=manager.today), user=user)
    return list(found.select_related("review__partnership", "agency").order_by("review__code", "pk"))


def duties_of(user: User) -> list[Duty]:
    """What is owed by name, the most pressing first."""
    return list(Duty.objects.open().filter(user=user).select_related("review__partnership").order_by("due_on", "pk"))


def _place(member: TeamMember, manager: Visitor) -> Held:
    review, stuck = member.review, ""
    if review.partnership_id not in manager.partnerships_with(Permission.RUN_CASE):
        stuck = BY_OTHERS.format(review.partnership)
    if member.role == Role.LEAD_REVIEWER:
        stuck = BY_DECLARATION
    return Held(f"place {member.pk}", f"{review.code}: {member.place.lower()}", stuck)


def _duty(duty: Duty, manager: Visitor) -> Held:
    kind, review = KINDS.get(duty.kind), duty.review
    stuck = kind.personal if kind else ""
    if not stuck and review and review.partnership_id not in manager.partnerships_with(Permission.MANAGE_PEOPLE):
        stuck = BY_MANAGERS.format(review.partnership)
    due = f", due {duty.due_on:%-d %B %Y}" if duty.due_on else ""
    return Held(f"duty {duty.pk}", f"{review.code if review else 'No case'}: {duty.what}{due}", stuck)


def permissions_in(review: Review, person: Visitor) -> frozenset[Permission]:
    """What a person may do in a review today; nothing where they may not know of it."""
    if not Review.objects.visible_to(person).filter(pk=review.pk).exists():
        return frozenset()
    involved = Involvement.objects.current().filter(review=review).values_list("agency_id", flat=True)
    team = TeamMember.objects.held_on(person.today).filter(review=review, user=person.user)
    return permissions_of(person.roles_in(review.partnership_id, involved) | set(team.values_list("role", flat=True)))
