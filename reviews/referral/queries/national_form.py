"""What is ready for the national form, in its order? A fixed number of queries however many children."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from reviews.case.models import Review, SubjectChild
from reviews.identities.models import Address, Alias, Person
from reviews.referral import rules
from reviews.referral.models import NotificationSheet, NotifiedChild, SiblingSafety
from reviews.referral.queries.pages import referral_of


@dataclass(frozen=True)
class Answer:
    """One answer of the national form, ready to be copied."""

    label: str
    value: str
    read: bool = True


@dataclass(frozen=True)
class ChildTold:
    """A child with what the identity register knows and what was typed for the national form."""

    child: SubjectChild
    person: Person | None
    said: NotifiedChild | None

    @property
    def anchor(self) -> str:
        return f"child{self.child.pk}"

    @property
    def answers(self) -> list[Answer]:
        registered = rules.registered(self.person)
        found = [Answer(label, registered[name]) for name, label in rules.REGISTERED]
        found.append(Answer("Other names", registered["other_names"], read=False))
        found.append(Answer("Home address", registered["address"]))
        return found + [Answer(asked.label, _shown(self.said, asked.name), asked.read) for asked in rules.CHILD]

    @property
    def missing(self) -> list[str]:
        return rules.missing_of_child(str(self.child), self.person, self.said)


@dataclass(frozen=True)
class Prepared:
    """Everything for the national form, in its order."""

    sheet: NotificationSheet | None
    children: tuple[ChildTold, ...]
    siblings: tuple[SiblingSafety, ...]
    family: tuple[Person, ...]
    happened: str
    what_happened: str

    @property
    def notifier(self) -> list[Answer]:
        return [Answer(asked.label, _shown(self.sheet, asked.name), asked.read) for asked in rules.NOTIFIER]

    @property
    def incident(self) -> list[Answer]:
        day = Answer("Date of the incident", self.happened)
        return [day, *(Answer(asked.label, _shown(self.sheet, asked.name), asked.read) for asked in rules.INCIDENT)]

    @property
    def documents(self) -> list[Answer]:
        return [Answer(asked.label, _shown(self.sheet, asked.name), asked.read) for asked in rules.DOCUMENTS]

    @property
    def of_siblings(self) -> list[Answer]:
        return [Answer(sibling.who, rules.sibling_words(sibling)) for sibling in self.siblings]

    @property
    def of_family(self) -> list[Answer]:
        """Parents, carers and others of the family or household, as the register has them."""
        return [Answer(str(person), rules.relative_words(person), read=False) for person in self.family]

    @property
    def missing(self) -> list[str]:
        of_children = [words for told in self.children for words in told.missing]
        date = [] if self.happened else ["Date of the incident (referral)"]
        siblings = rules.missing_of_siblings(self.sheet, self.siblings)
        return [*rules.missing_of_sheet(self.sheet), *of_children, *date, *siblings]

    @property
    def too_many(self) -> str:
        return rules.too_many(len(self.children))

    @property
    def owed_besides(self) -> list[str]:
        return rules.owed_besides([(told.person, told.said) for told in self.children])


def _shown(kept: NotificationSheet | NotifiedChild | None, name: str) -> str:
    if kept is None:
        return ""
    words = getattr(kept, f"get_{name}_display", None)
    return str(words() if words else getattr(kept, name))


def prepared_for(review: Review) -> Prepared:
    """What is ready for the national form. A fixed number of queries however many children."""
    sheet = NotificationSheet.objects.filter(review=review).first()
    said = {row.child_id: row for row in sheet.children.all()} if sheet else {}
    standing = (
        Prefetch("addresses", Address.objects.filter(void_at=None)),
        Prefetch("aliases", Alias.objects.filter(void_at=None)),
    )
    registered = list(review.people.filter(void_at=None).prefetch_related(*standing))
    people = {person.child_id: person for person in registered if person.child_id}
    children = [ChildTold(child, people.get(child.pk), said.get(child.pk)) for child in review.children.all()]
    referral = referral_of(review)
    incident = review.incident
    return Prepared(
        sheet=sheet,
        children=tuple(children),
        siblings=tuple(siblings_of(review)),
        family=tuple(person for person in registered if person.kind == Person.Kind.FAMILY),
        happened=f"{incident.happened_on:%-d %B %Y}" if incident.happened_on else incident.happened_note,
        what_happened=referral.what_happened if referral else incident.summary,
    )


def siblings_of(review: Review) -> QuerySet[SiblingSafety]:
    """The other children of the family or household, and whether they were confirmed safe."""
    return SiblingSafety.objects.filter(sheet__review=review, void_at=None)
