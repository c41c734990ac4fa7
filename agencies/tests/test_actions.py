"""What changes when people, roles and agencies change, and what is refused?"""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from agencies import queries
from agencies.actions import organisations, people
from agencies.models import Agency, AgencyAlias, Contact, Partnership, Post, User
from agencies.roles import Permission, Role
from cspr.audit.models import TrailEntry
from cspr.outbox.models import Message
from cspr.records import ChangedMeanwhile, NotYet
from cspr.tests import cast as casts
from cspr.tests.memory import kept

AT = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 12)
pytestmark = pytest.mark.django_db


@pytest.fixture
@kept
def cast():
    return casts.assemble()


def kinds():
    return list(TrailEntry.objects.order_by("pk").values_list("kind", flat=True))


def give(cast, user, role, **more):
    more = {"partnership": cast.partnership, "starts_on": DAY} | more
    return people.give_role(user, role=role, **more, by=cast.adam, at=AT)


# People --------------------------------------------------------------------------------------------


def test_an_address_belongs_to_one_person_however_it_is_written(cast):
    added = people.add_person(name="Ona Pike", email="Ona@Fenmarsh.example", by=cast.adam, at=AT)
    assert (added.email, added.has_usable_password()) == ("ona@fenmarsh.example", False)
    assert kinds() == ["agencies.person_added"]
    with pytest.raises(NotYet) as refusal:
        people.add_person(name="Somebody", email="ONA@fenmarsh.example", by=cast.adam, at=AT)
    assert refusal.value.field == "email"


def test_details_change_and_the_old_address_is_told_of_a_new_one(cast):
    values = {"name": "Hana Brown", "job": "Named nurse", "phone": "", "agency": cast.agencies.health}
    people.change_person(cast.hana, revision=1, email="H.Brown@fenmarsh.example", **values, by=cast.adam, at=AT)
    cast.hana.refresh_from_db()
    assert (cast.hana.name, cast.hana.email) == ("Hana Brown", "h.brown@fenmarsh.example")
    message = Message.objects.get()
    assert message.to == "hana@fenmarsh.example" and "h.brown" not in message.body
    assert TrailEntry.objects.get().changes == {"name": "changed", "email": "changed"}
    people.change_person(cast.hana, revision=2, email=cast.hana.email, **values | {"job": "Nurse"}, by=cast.adam, at=AT)
    assert Message.objects.count() == 1


def test_two_who_change_a_person_at_once_do_not_overwrite_each_other(cast):
    values = {"email": cast.hana.email, "job": "", "phone": "", "agency": None, "by": cast.adam, "at": AT}
    people.change_person(cast.hana, revision=1, name="One", **values)
    with pytest.raises(ChangedMeanwhile):
        people.change_person(User.objects.get(pk=cast.hana.pk), revision=1, name="Two", **values)


def test_an_invitation_can_be_checked_and_says_nothing_of_a_case(cast):
    now = timezone.now()
    user = people.add_person(name="Ona Pike", email="ona@fenmarsh.example", by=cast.adam, at=now)
    people.invite(user, revision=1, partnership=cast.partnership, by=cast.priya, at=now)
    message = Message.objects.get()
    assert message.to == user.email and message.review_code == ""
    for words in ("Priya Raman, Business manager", "01632 960 100", f"P-{user.pk:04d}", "genuine", "7 days"):
        assert words in message.body
    user.refresh_from_db()
    assert user.invited_at == now and kinds()[-1] == "agencies.person_invited"


def test_the_link_of_an_invitation_lets_one_choose_a_password_once(cast):
    user = people.add_person(name="Ona Pike", email="ona@fenmarsh.example", by=cast.adam, at=timezone.now())
    people.invite(user, revision=1, partnership=cast.partnership, by=cast.priya, at=timezone.now())
    path = re.search(r"https?://[^/]+(/account/password/reset/\S+)", Message.objects.get().body)[1]
    client = Client()
    page = client.get(path, follow=True)
    words = {"password1": "a-long-enough-sentence", "password2": "a-long-enough-sentence"}
    client.post(page.request["PATH_INFO"], words)
    user.refresh_from_db()
    assert user.check_password("a-long-enough-sentence")
    assert b"no longer works" in Client().get(path, follow=True).content


def test_a_person_who_left_is_not_invited(cast):
    people.record_leaving(cast.sam, revision=1, left_on=DAY, by=cast.adam, at=AT)
    with pytest.raises(NotYet):
        people.invite(cast.sam, revision=2, partnership=cast.partnership, by=cast.adam, at=AT)


def test_leaving_ends_every_role_and_the_account(cast):
    later = give(cast, cast.hugo, Role.GOVERNANCE, starts_on=DAY + dt.timedelta(days=5))
    ended = people.record_leaving(cast.hugo, revision=1, left_on=DAY, by=cast.adam, at=AT)
    assert {post.role for post in ended} == {Role.SIGNATORY, Role.GOVERNANCE}
    cast.hugo.refresh_from_db()
    assert (cast.hugo.is_active, cast.hugo.left_on) == (False, DAY)
    later.refresh_from_db()
    assert later.ends_on == later.starts_on
    entry = TrailEntry.objects.get(kind="agencies.person_left")
    assert entry.changes["roles"] == ["governance", "signatory"] and entry.chain == "installation"
    people.let_back_in(cast.hugo, revision=2, by=cast.adam, at=AT)
    assert User.objects.get(pk=cast.hugo.pk).is_active and not cast.hugo.posts.filter(ends_on=None).exists()


def test_nobody_leaves_in_the_future_or_by_their_own_hand(cast):
    with pytest.raises(NotYet) as refusal:
        people.record_leaving(cast.hugo, revision=1, left_on=DAY + dt.timedelta(days=1), by=cast.adam, at=AT)
    assert refusal.value.field == "left_on"
    with pytest.raises(NotYet):
        people.record_leaving(cast.adam, revision=1, left_on=DAY, by=cast.adam, at=AT)


def test_people_of_another_partnership_are_out_of_reach(cast):
    """Whoever changes the address somebody signs in with can sign in as them."""
    elsewhere = organisations.add_partnership(
        name="Elsewhere", short_name="E", code_prefix="EL", phone="1", by=cast.ira, at=AT
    )
    give(cast, cast.sid, Role.SCRUTINEER, partnership=elsewhere)
    values = {"name": cast.sid.name, "job": "Scrutineer", "phone": "1", "agency": None, "by": cast.adam, "at": AT}
    with pytest.raises(NotYet, match="Elsewhere"):
        people.change_person(cast.sid, revision=1, email="mine@fenmarsh.example", **values)
    with pytest.raises(NotYet, match="Elsewhere"):
        people.record_leaving(cast.sid, revision=1, left_on=DAY, by=cast.adam, at=AT)
    people.change_person(cast.sid, revision=1, email=cast.sid.email, **values)
    give(cast, cast.adam, Role.ADMINISTRATOR, partnership=elsewhere)
    people.change_person(cast.sid, revision=2, email="new@fenmarsh.example", **values)


# Roles ---------------------------------------------------------------------------------------------


def test_a_role_lets_its_holder_do_what_the_table_says(cast):
    give(cast, cast.sam, Role.GOVERNANCE)
    assert queries.visitor(cast.sam, today=DAY, now=AT).may(Permission.READ_TRAIL)
    assert TrailEntry.objects.get().changes == {
        "role": "governance",
        "from": "2026-03-12",
        "partnership": cast.partnership.pk,
    }


def test_the_same_role_is_not_given_twice_at_a_time(cast):
    give(cast, cast.sam, Role.GOVERNANCE, ends_on=DAY)
    give(cast, cast.sam, Role.GOVERNANCE, starts_on=DAY + dt.timedelta(days=1))
    with pytest.raises(NotYet):
        give(cast, cast.sam, Role.GOVERNANCE)


def test_a_role_ends_on_its_last_day(cast):
    post = cast.hugo.posts.get()
    people.end_role(post, revision=1, ends_on=DAY, by=cast.adam, at=AT)
    assert Post.objects.held_on(DAY).filter(pk=post.pk).exists()
    assert not Post.objects.held_on(DAY + dt.timedelta(days=1)).filter(pk=post.pk).exists()


def test_ones_own_last_role_that_looks_after_people_stays_until_handed_over(cast):
    post = cast.adam.posts.get()
    with pytest.raises(NotYet):
        people.end_role(post, revision=1, ends_on=DAY, by=cast.adam, at=AT)
    people.hand_over(cast.adam, to=cast.sam, posts=[post], from_on=DAY, by=cast.adam, at=AT)
    assert queries.visitor(cast.sam, today=DAY, now=AT).may(Permission.MANAGE_PEOPLE)
    assert not queries.visitor(cast.adam, today=DAY, now=AT).may(Permission.MANAGE_PEOPLE)


def test_roles_are_handed_over_from_a_day(cast):
    tomorrow = DAY + dt.timedelta(days=1)
    given = people.hand_over(
        cast.hugo, to=cast.hana, posts=list(cast.hugo.posts.all()), from_on=tomorrow, by=cast.adam, at=AT
    )
    assert [(post.role, post.agency, post.starts_on) for post in given] == [
        (Role.SIGNATORY, cast.agencies.health, tomorrow)
    ]
    assert cast.hugo.posts.get().ends_on == DAY
    assert TrailEntry.objects.get().changes == {"to": cast.hana.pk, "from": "2026-03-13", "roles": ["signatory"]}
    with pytest.raises(NotYet):
        people.hand_over(cast.hana, to=cast.hana, posts=given, from_on=DAY, by=cast.adam, at=AT)


# Agencies ------------------------------------------------------------------------------------------


def test_a_renamed_agency_is_still_known_by_its_old_name(cast):
    health = cast.agencies.health
    organisations.rename_agency(health, revision=1, name="Fenmarsh Care Trust", renamed_on=DAY, by=cast.adam, at=AT)
    health.refresh_from_db()
    alias = AgencyAlias.objects.get()
    assert health.name == "Fenmarsh Care Trust"
    assert (alias.agency, alias.name, alias.until_on) == (
        health, "Fenmarsh Community Health Trust", DAY - dt.timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(NotYet) as refusal:
        organisations.rename_agency(health, revision=2, name="fenmarsh POLICE", renamed_on=DAY, by=cast.adam, at=AT)
    assert refusal.value.field == "name"


def test_a_merged_agency_leaves_its_name_to_its_successor_and_its_people_alone(cast):
    health, hospital = cast.agencies.health, cast.agencies.hospital
    organisations.add_contact(health, name="Desk", email="d@x.example", by=cast.adam, at=AT)
    organisations.end_agency(health, revision=1, into=hospital, ended_on=DAY, by=cast.adam, at=AT)
    health.refresh_from_db()
    assert (health.successor, health.ended_on) == (hospital, DAY)
    assert hospital.aliases.get().name == health.name
    assert health.posts.filter(ends_on=None).count() == 2 and health.contacts.filter(ended_on=None).count() == 1
    assert health not in queries.active_agencies()
    assert kinds()[-1] == "agencies.agencies_merged"
    organisations.end_agency(cast.agencies.refuge, revision=1, ended_on=DAY, by=cast.adam, at=AT)
    assert kinds()[-1] == "agencies.agency_ended"


def test_an_agency_is_added_and_changed(cast):
    added = organisations.add_agency(
        name="Elm Surgery", sector=Agency.Sector.HEALTH, partnerships=[cast.partnership], by=cast.adam, at=AT
    )
    organisations.change_agency(
        added, revision=1, partnerships=[], sector=Agency.Sector.HEALTH, led_by=cast.agencies.icb, by=cast.adam, at=AT
    )
    added.refresh_from_db()
    assert added.led_by == cast.agencies.icb and not added.partnerships.exists()
    assert TrailEntry.objects.last().changes["partnerships"] == [[cast.partnership.pk], []]


def test_contacts_change_and_end(cast):
    contact = organisations.add_contact(cast.agencies.gp, name="Practice desk", phone="01632", by=cast.adam, at=AT)
    organisations.change_contact(contact, revision=1, name="Front desk", by=cast.adam, at=AT)
    organisations.change_contact(contact, revision=2, ended_on=DAY, by=cast.adam, at=AT)
    contact.refresh_from_db()
    assert (contact.name, contact.ended_on) == ("Front desk", DAY)
    assert TrailEntry.objects.order_by("-pk")[1].changes == {"name": "changed"}


def test_whoever_adds_a_partnership_looks_after_its_people(cast):
    values = {"name": "Other", "short_name": "Other", "code_prefix": "OT", "phone": "1", "email": ""}
    other = organisations.add_partnership(**values, by=cast.adam, at=AT)
    assert other.pk in queries.visitor(cast.adam, today=DAY, now=AT).partnerships_with(Permission.MANAGE_PEOPLE)
    with pytest.raises(NotYet) as refusal:
        organisations.change_partnership(other, revision=1, **values | {"code_prefix": "fm"}, by=cast.adam, at=AT)
    assert refusal.value.field == "code_prefix"


# The trail -------------------------------------------------------------------------------------------

CHANGES = {
    "add": lambda c: people.add_person(name="A", email="a@x.example", by=c.adam, at=AT),
    "change": lambda c: people.change_person(c.hana, revision=1, email="n@x.example", name="N", by=c.adam, at=AT),
    "invite": lambda c: people.invite(c.hana, revision=1, partnership=c.partnership, by=c.adam, at=AT),
    "leave": lambda c: people.record_leaving(c.hana, revision=1, left_on=DAY, by=c.adam, at=AT),
    "role": lambda c: give(c, c.sam, Role.GOVERNANCE),
    "end role": lambda c: people.end_role(c.hana.posts.get(), revision=1, ends_on=DAY, by=c.adam, at=AT),
    "hand over": lambda c: people.hand_over(
        c.hana, to=c.sam, posts=list(c.hana.posts.all()), from_on=DAY, by=c.adam, at=AT
    ),
    "rename": lambda c: organisations.rename_agency(
        c.agencies.gp, revision=1, name="New", renamed_on=DAY, by=c.adam, at=AT
    ),
    "merge": lambda c: organisations.end_agency(
        c.agencies.gp, revision=1, into=c.agencies.icb, ended_on=DAY, by=c.adam, at=AT
    ),
    "contact": lambda c: organisations.add_contact(c.agencies.gp, name="Desk", by=c.adam, at=AT),
    "partnership": lambda c: organisations.add_partnership(
        name="O", short_name="O", code_prefix="OO", by=c.adam, at=AT
    ),
}


def everything():
    tables = (User, Post, Agency, AgencyAlias, Contact, Partnership, Message)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_nothing_changes_where_the_trail_cannot_be_written(cast, monkeypatch, change):
    def fails(*args, **kwargs):
        raise RuntimeError("no trail")

    for module in (people, organisations):
        monkeypatch.setattr(module, "record", fails)
    before = everything()
    with pytest.raises(RuntimeError):
        change(cast)
    assert everything() == before


def test_an_agency_ended_in_error_stands_again_and_the_other_gives_its_name_back(cast, client):
    health, hospital = cast.agencies.health, cast.agencies.hospital
    client.force_login(cast.adam)
    page = f"/agencies/{health.pk}/restore/"
    assert client.get(page).status_code == 404
    with pytest.raises(NotYet):
        organisations.restore_agency(health, revision=1, by=cast.adam, at=AT)
    organisations.end_agency(health, revision=1, into=hospital, ended_on=DAY, by=cast.adam, at=AT)
    assert page in client.get(f"/agencies/{health.pk}/").content.decode()
    assert hospital.name in client.get(page).content.decode()
    assert client.post(page, {"revision": 2}).status_code == 302
    health.refresh_from_db()
    assert (health.successor, health.ended_on) == (None, None) and health in queries.active_agencies()
    assert hospital.aliases.get().void_at
    assert health.name not in client.get(f"/agencies/{hospital.pk}/").content.decode()
    assert kinds()[-1] == "agencies.agency_restored"
    client.force_login(cast.priya)
    assert client.get(page).status_code in (403, 404)
