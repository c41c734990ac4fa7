"""Do the pages of people and agencies work, for those who look after them and for nobody else?"""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.actions import organisations, people
from agencies.models import Agency, Partnership, User
from agencies.roles import ROLES, WELCOME, Role
from cspr import clock
from cspr.audit.models import TrailEntry
from cspr.tests import cast as casts
from cspr.tests.memory import kept

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
@kept
def cast():
    return casts.assemble()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def pages(cast):
    person, agency = cast.hana.pk, cast.agencies.health.pk
    contact = organisations.add_contact(cast.agencies.health, name="Desk", phone="1", by=cast.adam, at=clock.now())
    with_number = {
        person: ("person", "person-edit", "person-invite", "person-role-add", "person-leave", "person-hand-over"),
        agency: ("agency", "agency-edit", "agency-rename", "agency-merge", "contact-add"),
        contact.pk: ("contact-edit", "contact-end"),
        cast.hana.posts.get().pk: ("person-role-end",),
        cast.partnership.pk: ("partnership-edit",),
    }
    plain = ("people", "person-add", "agencies", "agency-add", "partnerships", "partnership-add")
    return [reverse(name) for name in plain] + [
        reverse(name, args=[pk]) for pk, names in with_number.items() for name in names
    ]


@pytest.mark.pure
def test_every_page_opens_for_those_who_look_after_people_alone(cast):
    adam, dev = signed_in(cast.adam), signed_in(cast.dev)
    for page in pages(cast):
        assert adam.get(page).status_code == 200, page
        assert dev.get(page).status_code == 403, page
        assert Client().get(page).status_code == 302, page


@pytest.mark.parametrize(
    "name",
    ["person", "person-edit", "person-invite", "person-role-end", "person-return", "agency", "agency-merge",
     "contact-edit", "partnership-edit"],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(cast, name):
    assert signed_in(cast.adam).get(reverse(name, args=[99999])).status_code == 404


def test_everybody_signed_in_may_read_who_may_do_what(cast):
    page = html.unescape(signed_in(cast.sam).get(reverse("roles")).content.decode())
    for role in Role:
        assert role.label in page and ROLES[role].what in page
    assert "sign off what their agency sends" in page
    assert page.count("Sees the real names and dates of birth of those their agency is asked about.") == 3
    for role in (Role.CONTRIBUTOR, Role.SIGNATORY, Role.AGENCY_LEAD):
        assert ROLES[role].names.startswith("Sees the real names and dates")
    assert ROLES[Role.BUSINESS_SUPPORT].names == "Sees real names."
    assert ROLES[Role.SCRUTINEER].names == "Sees no real names."
    assert Client().get(reverse("roles")).status_code == 302


def test_a_person_is_added_given_a_role_and_invited(cast):
    adam = signed_in(cast.adam)
    page = adam.post(reverse("person-add"), {"name": "Ona Pike", "email": "ona@fenmarsh.example"}, follow=True)
    user = User.objects.get(email="ona@fenmarsh.example")
    assert page.redirect_chain == [(reverse("person", args=[user.pk]), 302)]
    role = {
        "role": "signatory",
        "agency": cast.agencies.gp.pk,
        "partnership": cast.partnership.pk,
        "starts_on": "2026-03-12",
    }
    adam.post(reverse("person-role-add", args=[user.pk]), role)
    post = user.posts.get()
    assert (post.role, post.agency, post.partnership) == (Role.SIGNATORY, cast.agencies.gp, None)
    page = adam.get(reverse("person-invite", args=[user.pk]))
    values = page.context["form"].initial | {"partnership": cast.partnership.pk}
    page = adam.post(reverse("person-invite", args=[user.pk]), values, follow=True)
    assert "The invitation is on its way." in page.content.decode()


def test_an_address_of_somebody_else_is_said_beside_the_field(cast):
    page = signed_in(cast.adam).post(reverse("person-add"), {"name": "Ona", "email": "PRIYA@fenmarsh.example"})
    assert page.status_code == 422
    assert "Somebody has this e-mail address already" in page.context["form"].errors["email"][0]


def test_what_another_person_saved_meanwhile_is_shown_beside_what_was_typed(cast):
    values = {"name": "Hana B", "email": cast.hana.email, "job": "", "phone": "", "agency": None}
    people.change_person(cast.hana, revision=1, **values, by=cast.priya, at=clock.now())
    typed = {"name": "Hana C", "email": cast.hana.email, "revision": 1}
    page = signed_in(cast.adam).post(reverse("person-edit", args=[cast.hana.pk]), typed)
    html = page.content.decode()
    assert page.status_code == 422 and "Hana B" in html and 'value="Hana C"' in html
    page = signed_in(cast.adam).post(reverse("person-edit", args=[cast.hana.pk]), page.context["form"].data.dict())
    assert page.status_code == 302 and User.objects.get(pk=cast.hana.pk).name == "Hana C"


def test_ones_own_last_role_is_not_ended_on_the_page_either(cast):
    post = cast.adam.posts.get()
    page = signed_in(cast.adam).post(
        reverse("person-role-end", args=[post.pk]), {"revision": post.revision, "ends_on": "2026-03-12"}
    )
    assert page.status_code == 422 and "Hand it over to a colleague" in page.content.decode()


def test_roles_of_a_partnership_that_others_look_after_are_not_reached(cast):
    other = Partnership.objects.create(name="Other", short_name="Other", code_prefix="OT")
    post = people.give_role(
        cast.sam, role=Role.GOVERNANCE, partnership=other, starts_on=dt.date(2026, 1, 1), by=cast.adam, at=clock.now()
    )
    assert signed_in(cast.adam).get(reverse("person-role-end", args=[post.pk])).status_code == 404
    assert signed_in(cast.adam).get(reverse("partnership-edit", args=[other.pk])).status_code == 404


def test_a_leaver_is_closed_and_let_back_in(cast):
    adam, page = signed_in(cast.adam), reverse("person-leave", args=[cast.hugo.pk])
    adam.post(page, {"revision": 1, "left_on": "2026-03-12"})
    assert not User.objects.get(pk=cast.hugo.pk).is_active
    assert adam.get(page).status_code == 404
    adam.post(reverse("person-return", args=[cast.hugo.pk]), {"revision": 2})
    assert User.objects.get(pk=cast.hugo.pk).is_active


def test_an_agency_is_merged_into_another(cast):
    health, hospital = cast.agencies.health, cast.agencies.hospital
    page = signed_in(cast.adam).post(
        reverse("agency-merge", args=[health.pk]),
        {"into": hospital.pk, "ended_on": "2026-03-12", "revision": 1},
        follow=True,
    )
    assert "Its place was taken by" in page.content.decode()
    assert Agency.objects.get(pk=health.pk).successor == hospital


def test_a_contact_without_address_and_number_is_refused(cast):
    page = signed_in(cast.adam).post(reverse("contact-add", args=[cast.agencies.gp.pk]), {"name": "Desk"})
    assert page.status_code == 422 and "email" in page.context["form"].errors


@pytest.mark.parametrize("name", ["people", "agencies"])
def test_the_lists_ask_the_same_number_of_questions_however_long_they_are(cast, name):
    adam = signed_in(cast.adam)
    with CaptureQueriesContext(
        connection,
    ) as few:
        adam.get(reverse(name))
    for number in range(20):
        agency = organisations.add_agency(
            name=f"Surgery {number}",
            sector="health",
            partnerships=[],
            led_by=cast.agencies.icb,
            by=cast.adam,
            at=clock.now(),
        )
        user = people.add_person(
            name=f"P {number}", email=f"p{number}@x.example", agency=agency, by=cast.adam, at=clock.now()
        )
        people.give_role(
            user, role=Role.SIGNATORY, agency=agency, starts_on=dt.date(2026, 1, 1), by=cast.adam, at=clock.now()
        )
    with CaptureQueriesContext(connection) as many:
        adam.get(reverse(name))
    assert len(many) == len(few)


def test_the_way_to_people_is_shown_to_those_who_look_after_them(cast):
    link = f'href="{reverse("people")}"'
    assert link in signed_in(cast.adam).get(reverse("home")).content.decode()
    assert link not in signed_in(cast.hana).get(reverse("home")).content.decode()
    assert link not in Client().get(reverse("account_login")).content.decode()


# Safeguarding partners ---------------------------------------------------------------------------------


def boxes(page):
    """Which boxes of “Statutory safeguarding partner of” stand on the page, and which are ticked, by sector."""
    found = re.findall(r'<input[^>]*name="partner_(\w+)"[^>]*>', page)
    ticked = [box for box in re.findall(r"<input[^>]*>", page) if 'name="partner_' in box and " checked" in box]
    return set(found), {re.search(r'name="partner_(\w+)"', box).group(1) for box in ticked}


def test_a_new_agency_is_offered_as_partner_only_where_there_is_none_of_its_kind(cast):
    adam = signed_in(cast.adam)
    kinds = {"local_authority", "icb", "police"}
    assert boxes(adam.get(reverse("agency-add")).content.decode()) == (kinds, set())
    cast.agencies.police.partner_in.clear()
    page = adam.get(reverse("agency-add")).content.decode()
    assert boxes(page) == (kinds, {"police"})
    assert "asked in open cases too" in html.unescape(page) and "neighbouring area" in page


def test_a_neighbouring_council_is_added_and_is_no_partner_until_it_is_ticked(cast):
    adam = signed_in(cast.adam)
    there = [cast.partnership.pk]
    typed = {"name": "Holmshire County Council", "sector": "local_authority", "partnerships": there}
    adam.post(reverse("agency-add"), typed)
    holmshire = Agency.objects.get(name=typed["name"])
    shown = "Statutory safeguarding partner of"
    assert not holmshire.partner_in.exists()
    assert shown not in adam.get(reverse("agency", args=[holmshire.pk])).content.decode()
    page = reverse("agency-edit", args=[holmshire.pk])
    assert boxes(adam.get(page).content.decode())[1] == set()
    adam.post(page, {**typed, "partner_local_authority": there, "revision": 1})
    assert holmshire.partner_in.get() == cast.partnership
    assert shown in adam.get(reverse("agency", args=[holmshire.pk])).content.decode()
    assert boxes(adam.get(page).content.decode())[1] == {"local_authority"}
    adam.post(page, {**typed, "partner_police": there, "revision": 1})  # of another kind: it counts for nothing
    assert not holmshire.partner_in.exists()
    assert TrailEntry.objects.filter(kind="agencies.partner_changed").count() == 2


def test_where_it_is_a_partner_elsewhere_stays_for_those_who_look_after_people_there(cast):
    other = Partnership.objects.create(name="Levels", short_name="Levels", code_prefix="LV")
    police = cast.agencies.police
    police.partnerships.add(other)
    police.partner_in.add(other)
    typed = {"sector": "police", "partnerships": [cast.partnership.pk, other.pk], "revision": 1}
    signed_in(cast.adam).post(reverse("agency-edit", args=[police.pk]), typed)
    assert police.partner_in.get() == other


def test_the_partnerships_are_listed_with_their_safeguarding_partners(cast):
    Partnership.objects.create(name="Levels", short_name="Levels", code_prefix="LV")
    page = html.unescape(signed_in(cast.adam).get(reverse("partnerships")).content.decode())
    for agency in (cast.agencies.council, cast.agencies.icb, cast.agencies.police):
        assert f'{reverse("agency", args=[agency.pk])}">{agency.name}</a>' in page
    assert "None yet" in page


def test_what_follows_for_a_partner_that_ends_stands_on_the_page_before(cast):
    adam, police = signed_in(cast.adam), cast.agencies.police
    page = reverse("agency-merge", args=[police.pk])
    assert "still given in its name" in adam.get(page).content.decode()
    assert (
        "still given in its name" not in adam.get(reverse("agency-merge", args=[cast.agencies.gp.pk])).content.decode()
    )
    estuary = organisations.add_agency(
        name="Estuary Police", sector="police", partnerships=[], by=cast.adam, at=clock.now()
    )
    today = clock.today()
    adam.post(
        page,
        {
            "into": estuary.pk,
            "revision": 1,
            "ended_on_day": today.day,
            "ended_on_month": today.month,
            "ended_on_year": today.year,
        },
    )
    assert estuary.partner_in.get() == estuary.partnerships.get() == cast.partnership
    assert ", until it ended" in adam.get(reverse("agency", args=[police.pk])).content.decode()
    restored = adam.get(reverse("agency-restore", args=[police.pk])).content.decode()
    assert "Estuary Police stays one beside it" in restored and reverse("agency-edit", args=[estuary.pk]) in restored


# The welcome -------------------------------------------------------------------------------------------


def home_of(user):
    return signed_in(user).get("/").content.decode()


def test_the_welcome_goes_away_when_it_is_read_and_can_be_brought_back(cast):
    assert "Here you follow what has been recommended" in home_of(cast.bea)
    bea = signed_in(cast.bea)
    assert "welcome-again" not in bea.get(reverse("roles")).content.decode()
    assert bea.post(reverse("welcome-read"), {"role": ["board_member", "nonsense"]}).url == "/"
    assert User.objects.get(pk=cast.bea.pk).welcomed == ["board_member"]
    assert "Here you follow what has been recommended" not in home_of(cast.bea)
    assert "Show me the welcome" in bea.get(reverse("roles")).content.decode()
    bea.post(reverse("welcome-again"))
    assert "Here you follow what has been recommended" in home_of(cast.bea)
    told = TrailEntry.objects.filter(kind__startswith="agencies.welcome").order_by("number")
    assert [(entry.actor, entry.sentence) for entry in told] == [
        ("Bea Lindqvist", "read what they do here in their roles"),
        ("Bea Lindqvist", "asked to be told again what they do here"),
    ]


def test_a_new_role_is_welcomed_though_the_old_one_was_read(cast):
    signed_in(cast.bea).post(reverse("welcome-read"), {"role": "board_member"})
    people.give_role(
        cast.bea, role=Role.SCRUTINEER, partnership=cast.partnership, starts_on=dt.date(2026, 1, 1), by=cast.adam,
        at=clock.now(),
    )  # fmt: skip
    page = home_of(cast.bea)
    assert "comment on what the partners decide" in page and "Here you follow what" not in page


def test_reading_it_twice_is_told_once(cast):
    for _ in range(2):
        signed_in(cast.bea).post(reverse("welcome-read"), {"role": "board_member"})
    assert TrailEntry.objects.filter(kind="agencies.welcome_read").count() == 1


def test_every_role_has_its_welcome(cast):
    assert set(WELCOME) == set(Role) and all(3 <= len(sentences) <= 4 for sentences in WELCOME.values())


@pytest.mark.parametrize("name", ["welcome-read", "welcome-again"])
def test_the_welcome_is_a_button_only(cast, name):
    assert signed_in(cast.bea).get(reverse(name)).status_code == 405
