"""Is the office told at once of an agreed recommendation that tells who somebody is, and can it be put right?"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests.memory import kept
from recommendations import actions, queries
from recommendations.duties import UNNAME
from recommendations.tests.conftest import AT
from reviews.case.models import Duty
from reviews.identities.actions import add_alias, add_person, change_person, enter_person, void
from reviews.identities.models import Person
from reviews.report.actions import start_report
from reviews.report.models import Block

pytestmark = [pytest.mark.django_db, pytest.mark.page]
TOLD = "Agreed already, and tells who somebody is"


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT)
    monkeypatch.setattr(clock, "today", lambda: AT.date())


@pytest.fixture
@kept
def naming(cast, review, made):
    """The second recommendation names two people of whom nobody has told the register yet; all five are agreed."""
    second = review.recommendations.get(number=2)
    second.text, second.outcome_wanted = "Ask Tobias Reed, of 14 Willow Row.", "Imogen is asked too."
    second.save()
    actions.agree(review, list(review.recommendations.all()), agreed_on=AT.date(), by=cast.priya, at=AT)
    second.refresh_from_db()
    return second


def registered(cast, review, **details):
    child = review.children.first()
    who = {"kind": Person.Kind.CHILD, "child": child, "given_names": "Tobias", "family_name": "Reed"}
    return enter_person(review, **{**who, **details}, by=cast.priya, at=AT)


def owed(review):
    return list(Duty.objects.open().filter(review=review, kind=UNNAME.code).values_list("thing_id", flat=True))


def page(person, review, name, *args, post=None):
    client = Client()
    client.force_login(person)
    url = reverse(name, args=[review.code, *args])
    return client.get(url) if post is None else client.post(url, post, follow=True)


def text(answer):
    return answer.content.decode()


def test_who_registers_a_name_is_told_at_once_which_recommendation_holds_it_and_what_to_do(cast, review, naming):
    assert TOLD not in text(page(cast.priya, review, "identities"))
    typed = {"kind": "child", "child": review.children.first().pk, "given_names": "Tobias", "family_name": "Reed"}
    next_page = text(page(cast.priya, review, "identities-add", post=typed))
    link = f'href="{reverse("recommendation", args=[review.code, naming.pk])}"'
    assert "The person is in the register." in next_page
    assert TOLD in next_page and link in next_page and "Recommendation 2</a>" in next_page
    assert "Recommendation 1</a>" not in next_page
    assert owed(review) == [naming.pk]
    home = Client()
    home.force_login(cast.priya)
    assert "Take what tells who somebody is out of an agreed recommendation: recommendation 2" in text(home.get("/"))


@pytest.mark.parametrize(
    ("name", "typed"),
    [("alias", {"name": "Imogen"}), ("address", {"lines": "14 Willow Row"}), ("number", {"kind": "nhs", "value": "943 476 5919"})],
)  # fmt: skip
def test_so_it_is_with_another_name_an_address_and_a_number(cast, review, naming, name, typed):
    naming.text += " NHS number 943 476 5919."
    naming.save()
    person = add_person(review, kind=Person.Kind.FAMILY, label="aunt", by=cast.priya, at=AT)
    assert owed(review) == []
    assert TOLD in text(page(cast.priya, review, f"identities-{name}", person.pk, post=typed))
    assert owed(review) == [naming.pk]


def test_what_the_lead_reviewer_registers_waits_for_the_office(cast, review, naming):
    person = add_person(review, kind=Person.Kind.FAMILY, label="aunt", by=cast.luca, at=AT)
    change_person(person, revision=person.revision, given_names="Imogen", by=cast.luca, at=AT)
    duty = Duty.objects.get(review=review, kind=UNNAME.code)
    assert (duty.role, duty.due_on, duty.thing_id) == ("business_support", dt.date(2026, 3, 3), naming.pk)
    shown = text(page(cast.luca, review, "recommendation", naming.pk))
    assert "the office" in shown.split("It tells who somebody is")[1][:400]
    assert "recommendation-edit" not in shown and "Word it anew" not in shown


def test_it_is_owed_once_and_no_longer_where_the_entry_was_made_in_error(cast, review, naming):
    person = add_person(review, kind=Person.Kind.FAMILY, label="aunt", by=cast.priya, at=AT)
    alias = add_alias(person, name="Imogen", by=cast.priya, at=AT)
    add_alias(person, name="Immy", by=cast.priya, at=AT)
    assert owed(review) == [naming.pk]
    void(alias, why="Somebody else's.", revision=alias.revision, by=cast.priya, at=AT)
    assert owed(review) == [] and queries.telling(review) == []


def test_the_office_words_it_anew_the_agreement_stands_and_nothing_is_owed(cast, review, naming):
    start_report(review, by=cast.luca, at=AT)
    person = registered(cast, review, aliases=["Imogen"])
    actions.plan_action(
        naming, cast.agencies.health, text="One record", due_on=AT.date(), by=cast.hana, at=AT
    )  # so that the agreement cannot be taken back any more
    shown = text(page(cast.priya, review, "recommendation", naming.pk))
    assert "It tells who somebody is" in shown and "Word it anew" in shown
    assert shown.count('class="govuk-button"') == 1, "one step is the first"
    form = page(cast.priya, review, "recommendation-edit", naming.pk).context["form"]
    assert form.initial["text"] == f"Ask {person.label}, of 14 Willow Row."
    assert set(form.fields) == {"text", "outcome_wanted", "revision"}
    words = {"text": form.initial["text"], "outcome_wanted": "Tobias is asked too.", "revision": naming.revision}
    refused = page(cast.priya, review, "recommendation-edit", naming.pk, post=words)
    assert refused.status_code == 422 and "still tells who somebody is" in text(refused) and owed(review)
    words["outcome_wanted"] = form.initial["outcome_wanted"]
    assert "Recommendation" in text(page(cast.priya, review, "recommendation-edit", naming.pk, post=words))
    naming.refresh_from_db()
    assert (naming.text, naming.outcome_wanted) == ("Ask Child A, of 14 Willow Row.", "Child A is asked too.")
    assert naming.agreed_on and owed(review) == []
    assert TrailEntry.objects.get(kind="recommendations.reworded").changes == {
        "text": "changed", "outcome_wanted": "changed",
    }  # fmt: skip
    assert Block.objects.get(origin=f"recommendation:{naming.pk}", removed_at=None)
    assert TOLD not in text(page(cast.priya, review, "identities"))
    assert "Word it anew" not in text(page(cast.priya, review, "recommendation", naming.pk))


def test_an_agreed_recommendation_that_names_nobody_is_not_reworded(cast, review, naming):
    registered(cast, review)
    first = review.recommendations.get(number=1)
    words = {"text": "Ask somebody else.", "outcome_wanted": "", "by": cast.priya, "at": AT}
    with pytest.raises(NotYet, match="is agreed"):
        actions.reword(first, revision=first.revision, **words)
    with pytest.raises(ChangedMeanwhile):
        actions.reword(naming, revision=naming.revision - 1, **words)
    assert "by_when" in page(cast.priya, review, "recommendation-edit", first.pk).context["form"].fields
    answer = page(cast.luca, review, "recommendation-edit", naming.pk, post={**words, "revision": naming.revision})
    assert answer.status_code == 422
    naming.refresh_from_db()
    assert naming.text.startswith("Ask Tobias")


def test_taking_the_agreement_back_settles_it_too(cast, review, naming):
    registered(cast, review)
    actions.take_back(naming, revision=naming.revision, by=cast.priya, at=AT)
    assert owed(review) == [] and queries.telling(review) == []
    with pytest.raises(NotYet, match="tells who somebody is"):
        actions.agree(review, [naming], agreed_on=AT.date(), by=cast.priya, at=AT)


def test_nothing_is_reworded_or_owed_when_the_trail_cannot_be_written(cast, review, naming, monkeypatch):
    registered(cast, review)

    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr("recommendations.actions.naming.record", broken)
    with pytest.raises(RuntimeError):
        actions.reword(naming, revision=naming.revision, text="Ask.", outcome_wanted="", by=cast.priya, at=AT)
    naming.refresh_from_db()
    assert naming.text.startswith("Ask Tobias") and owed(review) == [naming.pk]
    monkeypatch.setattr("reviews.identities.actions.record", broken)
    Duty.objects.filter(kind=UNNAME.code).update(withdrawn_at=AT)
    with pytest.raises(RuntimeError):
        add_person(review, kind=Person.Kind.FAMILY, label="aunt", given_names="Imogen", by=cast.priya, at=AT)
    assert owed(review) == []
