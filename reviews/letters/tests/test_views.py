"""The pages of letters: wording, versions, what was written in a case, what did not arrive."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.actions.organisations import add_contact
from cspr.audit.models import TrailEntry
from cspr.letters.models import LetterTemplate
from cspr.letters.shipped import GENUINE, SHIPPED
from cspr.outbox.actions import write
from cspr.outbox.models import Message
from cspr.records import NotYet
from cspr.tests import cast as people
from reviews.letters import actions
from reviews.meetings import actions as meetings
from reviews.meetings.rules import Guest
from reviews.referral.tests import steps as referral

pytestmark = [pytest.mark.django_db, pytest.mark.page]
AT = dt.datetime(2026, 4, 13, 10, 0, tzinfo=dt.UTC)
CODE = "meetings.invitation"
URL = f"/letters/{CODE}/"


@pytest.fixture
def cast(monkeypatch):
    monkeypatch.setattr("cspr.clock.now", lambda: AT)
    return people.assemble()


@pytest.fixture
def as_(client, cast):
    def sign_in(key):
        client.force_login(getattr(cast, key))
        return client

    return sign_in


def text(response):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def worded(subject="Come: {kind} ({code})", body="{sender} asks you. Ring {phone}, quote {code}. {about}", revision=0):
    return {"subject": subject, "body": body, "revision": revision}


def test_every_letter_is_listed_under_a_name_and_opens(as_):
    client = as_("priya")
    page = text(client.get(reverse("letters")))
    for code, letter in SHIPPED.items():
        assert letter.name in page, code
        assert client.get(reverse("letter", args=[code])).status_code == 200, code


def test_a_new_wording_holds_for_what_is_written_from_then_on(as_, cast):
    review = referral.referred(cast, at=AT)
    client = as_("priya")
    assert client.post(URL, worded()).status_code == 302
    meeting = meetings.plan_meeting(review, kind="panel", starts_at=AT + dt.timedelta(days=7), by=cast.priya, at=AT)
    meetings.invite(meeting, [Guest("Gwen", "gwen@reedbed.example")], by=cast.priya, at=AT)
    message = Message.objects.get()
    assert message.subject == f"Come: review panel meeting ({review.code})"
    assert "Priya Raman" in message.body and "/help/invited/" in message.body
    page = text(client.get(URL))
    assert "Version 1" in page and "Priya Raman" in page
    assert TrailEntry.objects.get(kind="letters.reworded").subject == f"letter {CODE}"


@pytest.mark.parametrize(
    "odd, said",
    [
        ("{surname}", "{surname} is not a field of this letter. You can use"),
        ("{ code }", "{ code } is not a field"),
        ("{code.__class__}", "is not a field"),
        ("50 { of", "A bracket “{” stands alone"),
        ("}", "A bracket “}” stands alone"),
        ("{}", "{} is not a field"),
    ],
)
def test_an_unknown_field_is_refused_beside_where_it_stands_and_nothing_is_lost(as_, odd, said):
    client = as_("priya")
    typed = worded(body=worded()["body"] + f" {odd} My own words.")
    refused = client.post(URL, typed)
    assert refused.status_code == 422 and said in text(refused) and "My own words." in text(refused)
    assert 'href="#id_body"' in refused.content.decode()
    refused = client.post(URL, worded(subject=f"{odd} {{kind}}"))
    assert refused.status_code == 422 and 'href="#id_subject"' in refused.content.decode()
    assert not LetterTemplate.objects.exists()


@pytest.mark.parametrize("field", GENUINE)
def test_what_makes_an_invitation_genuine_cannot_be_left_out(as_, field):
    typed = worded(subject="Come", body=worded()["body"].replace(f"{{{field}}}", "…"))
    refused = as_("priya").post(URL, typed)
    assert refused.status_code == 422 and f"Keep {{{field}}} in this letter" in text(refused)


def test_a_preview_shows_an_invented_case_and_saves_nothing(as_):
    client = as_("priya")
    shown = client.post(URL, {**worded(), "preview": "1"})
    assert shown.status_code == 200
    assert "Come: review panel meeting (FM-2026-042)" in text(shown) and "Nothing is saved yet" in text(shown)
    assert not LetterTemplate.objects.exists()
    refused = client.post(URL, {**worded(body="{surname}"), "preview": "1"})
    assert refused.status_code == 422 and "not a field" in text(refused)


def test_an_earlier_wording_is_restored_as_the_newest_version(as_):
    client = as_("priya")
    client.post(URL, worded())
    client.post(URL, worded(subject="Second ({code})", revision=1))
    assert "Come: {kind}" in text(client.get(f"{URL}1/"))
    assert client.post(f"{URL}1/", {"revision": 2}).status_code == 302
    newest = LetterTemplate.objects.order_by("-version").first()
    assert (newest.version, newest.subject) == (3, "Come: {kind} ({code})")
    assert client.post(f"{URL}0/", {"revision": 3}).status_code == 302
    assert LetterTemplate.objects.order_by("-version").first().subject == SHIPPED[CODE].subject
    assert client.get(f"{URL}99/").status_code == 404
    assert TrailEntry.objects.filter(kind="letters.restored").count() == 2


def test_of_two_who_word_a_letter_the_second_sees_what_the_first_saved(as_):
    client = as_("priya")
    client.post(URL, worded())
    second = client.post(URL, worded(subject="Mine ({code})"))
    assert second.status_code == 422
    assert "Come: {kind} ({code})" in text(second) and "Mine ({code})" in second.content.decode()
    assert client.post(URL, worded(subject="Mine ({code})", revision=1)).status_code == 302


@pytest.mark.parametrize("who, status", [("priya", 200), ("cora", 403), ("adam", 403), ("hana", 403), ("sam", 403)])
def test_the_office_alone_words_letters(as_, who, status):
    for url in (reverse("letters"), URL, f"{URL}0/"):
        assert as_(who).get(url).status_code == status, url


def test_what_was_written_in_a_case_is_recorded_there(as_, cast):
    review = referral.referred(cast, at=AT)
    write("a", to="hana@fenmarsh.example", subject="FM: a request", body="Please.", at=AT, review_code=review.code)
    write("b", to="x@y.example", subject="FM: elsewhere", body="Other.", at=AT, review_code="FM-2020-001")
    Message.objects.filter(key="a").update(sent_at=AT)
    client, url = as_("priya"), reverse("case-letters", args=[review.code])
    page = text(client.get(url))
    assert "FM: a request" in page and "Sent 13 April 2026" in page
    assert page.index("Hana Brzezicki") < page.index("hana@fenmarsh.example"), "a person is read by name first"
    assert "cspr-table--stack" in client.get(url).content.decode(), "on a telephone each letter stands as a card"
    assert "elsewhere" not in page
    one, other = Message.objects.get(key="a"), Message.objects.get(key="b")
    assert "Please." in text(client.get(reverse("case-letter", args=[review.code, one.pk])))
    assert client.get(reverse("case-letter", args=[review.code, other.pk])).status_code == 404
    for who, status in (("cora", 403), ("hana", 404), ("sam", 404)):
        assert as_(who).get(url).status_code == status


def test_a_hundred_letters_take_no_more_queries(as_, cast):
    review = referral.referred(cast, at=AT)
    client, url = as_("priya"), reverse("case-letters", args=[review.code])

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        return len(found)

    write("m", to="x@y.example", subject="s", body="b", at=AT, review_code=review.code)
    queries()
    one = queries()
    for number in range(40):
        write(f"m{number}", to="x@y.example", subject="s", body="b", at=AT, review_code=review.code)
    assert queries() == one


def test_a_letter_that_was_refused_is_seen_and_sent_again(as_):
    write("a", to="hanna@fenmarsh.example", subject="FM: a request", body="Please.", at=AT)
    Message.objects.update(refused_at=AT, attempts=1, problem="SMTPRecipientsRefused")
    message, client = Message.objects.get(), as_("priya")
    url = reverse("unsent-again", args=[message.pk])
    assert url in client.get(reverse("unsent")).content.decode()
    same = client.post(url, {"to": "Hanna@fenmarsh.example"})
    assert same.status_code == 422 and "refused this address" in text(same)
    bad = client.post(url, {"to": "hana@"})
    assert bad.status_code == 422 and "right format" in text(bad)
    assert client.post(url, {"to": "hana@fenmarsh.example"}).status_code == 302
    message.refresh_from_db()
    assert (message.to, message.refused_at, message.attempts) == ("hana@fenmarsh.example", None, 0)
    assert "hana" not in str(TrailEntry.objects.get(kind="letters.again").changes)
    assert client.get(url).status_code == 404
    assert as_("cora").get(url).status_code == 403


# What came back ----------------------------------------------------------------------------------------


def went(key="a", to="hanna@fenmarsh.example", **more):
    write(key, to=to, subject="FM: a request", body="Please.", at=AT, **more)
    Message.objects.filter(key=key).update(sent_at=AT)
    return Message.objects.get(key=key)


def back(message):
    return reverse("unsent-came-back-one", args=[message.pk])


def came_back(**more):
    return {"came_back_on": "2026-04-13", "because": "no_such", **more}


def test_the_office_finds_what_came_back_by_its_address_and_sends_it_on_in_one_step(as_, cast):
    message = went()
    desk = add_contact(cast.agencies.health, name="Duty desk", email="Hanna@fenmarsh.example", by=cast.adam, at=AT)
    client = as_("priya")
    assert "Nothing went out" in text(client.post(reverse("unsent-came-back"), {"address": "other@x.example"}))
    found = client.post(reverse("unsent-came-back"), {"address": "HANNA@fenmarsh.example"}).content.decode()
    assert back(message) in found
    assert "Duty desk" in text(client.get(back(message)))
    right = came_back(to="hana@fenmarsh.example", correct=[desk.pk])
    assert client.post(back(message), right).status_code == 302
    again = Message.objects.get(instead_of=message)
    assert (again.to, again.body, again.sent_at) == ("hana@fenmarsh.example", "Please.", None)
    desk.refresh_from_db()
    assert desk.email == "hana@fenmarsh.example"
    assert client.post(back(message), right).status_code == 404
    assert Message.objects.count() == 2 and "none came back" in text(client.get(reverse("unsent")))
    assert "hana" not in "".join(str(entry.changes) for entry in TrailEntry.objects.filter(kind__startswith="letters."))


def test_of_two_who_record_it_at_once_the_second_sends_nothing(cast):
    message = went()
    said = {"came_back_on": AT.date(), "because": "no_such", "to": "hana@fenmarsh.example", "by": cast.priya, "at": AT}
    actions.record_came_back(message, **said)
    message.came_back_on = None
    with pytest.raises(NotYet, match="Nothing was sent twice"):
        actions.record_came_back(message, **said)
    message.refresh_from_db()
    with pytest.raises(NotYet, match="Nothing was sent twice"):
        actions.send_again(message, to="pete@fenmarsh.example", by=cast.priya, at=AT)
    assert Message.objects.count() == 2


def test_what_came_back_without_a_known_address_waits_on_home_and_in_the_case_until_it_is_seen_to(as_, cast):
    review = referral.referred(cast, at=AT)
    message = went(review_code=review.code)
    client = as_("priya")
    assert "It came back" in text(client.get(reverse("case-letter", args=[review.code, message.pk])))
    assert client.post(back(message), came_back()).status_code == 302
    assert "1 e-mail did not arrive" in text(client.get("/"))
    assert "there is no such address" in text(client.get(reverse("case-letters", args=[review.code])))
    same = client.post(reverse("unsent-again", args=[message.pk]), {"to": message.to})
    assert same.status_code == 422 and "came back from this address" in text(same)
    settle = reverse("unsent-settle", args=[message.pk])
    assert client.post(settle, {"why": ""}).status_code == 422
    assert client.post(settle, {"why": "Told by telephone."}).status_code == 302
    assert "did not arrive" not in text(client.get("/"))
    assert "Seen to: Told by telephone." in text(client.get(reverse("case-letters", args=[review.code])))


def test_a_personal_link_that_came_back_is_sent_to_nobody_else(as_):
    message = went(personal=True)
    refused = as_("priya").post(back(message), came_back(to="priya@fenmarsh.example"))
    assert refused.status_code == 422 and "link for its reader alone" in text(refused)
    message.refresh_from_db()
    assert message.came_back_on is None and Message.objects.count() == 1


def test_only_the_office_of_a_case_says_that_its_e_mail_came_back(as_, cast):
    elsewhere = went(review_code="EL-2026-001")
    assert as_("priya").get(back(elsewhere)).status_code == 404
    here = went("b")
    assert as_("cora").get(back(here)).status_code == 403
    waiting = write("c", to="x@y.example", subject="s", body="b", at=AT)[0]
    assert as_("priya").get(back(waiting)).status_code == 404


def test_nothing_is_recorded_where_the_trail_cannot_be_written(cast, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError

    message = went()
    monkeypatch.setattr("reviews.letters.actions.record", refuse)
    said = {"came_back_on": AT.date(), "because": "full", "to": "hana@fenmarsh.example", "by": cast.priya, "at": AT}
    with pytest.raises(RuntimeError):
        actions.record_came_back(message, **said)
    message.refresh_from_db()
    assert message.came_back_on is None and Message.objects.count() == 1
